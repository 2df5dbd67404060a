"""Articles, their versions and their events against each other and against the captures they were read from."""

import sqlite3
from dataclasses import replace

from pipelines.verifying.findings import Findings
from pipelines.verifying.warcs import Progress
from pipelines.versions import rows
from pipelines.versions.content import content_hash

_ARTICLE = "SELECT 'article ' || a.id || ', ' || a.identity FROM articles a"
_EVENT = "SELECT 'event ' || e.id || ', ' || e.identity FROM events e"
_VERSIONS = "JOIN article_versions v ON v.article_id = a.id"
#: reason -> query of what it is about. What a run has read and not yet judged is as it should be while it lasts, so versions
#: are counted only where nothing waits.
QUERIES = {
    "article-without-text": f"{_ARTICLE} WHERE a.id NOT IN (SELECT id FROM article_texts)",
    # The capture that holds the bytes may have been read badly, and one that stands for it well.
    "article-capture": f"{_ARTICLE} WHERE NOT EXISTS (SELECT 1 FROM captures c WHERE c.id = a.capture_id "
    "AND c.record = 'response' AND c.portal = a.portal AND (c.reading = 'article' "
    "OR EXISTS (SELECT 1 FROM captures r WHERE r.revisit_of = c.id AND r.reading = 'article')))",
    "version-count": f"{_ARTICLE} {_VERSIONS} WHERE a.portal NOT IN (SELECT portal FROM runs WHERE judged = 0) "
    "GROUP BY a.id HAVING count(*) <> a.versions",
    "version-current": f"{_ARTICLE} {_VERSIONS} GROUP BY a.id HAVING sum(v.text IS NULL) <> 1 "
    "OR sum(v.text IS NULL AND v.content_hash = a.content_hash) <> 1",
    "event-portal": f"{_EVENT} WHERE EXISTS (SELECT 1 FROM captures c WHERE c.id IN "
    "(e.before_capture, e.after_capture, e.confirming_capture) AND c.portal <> e.portal)",
    "event-version": f"{_EVENT} WHERE EXISTS (SELECT 1 FROM article_versions v WHERE v.id IN (e.from_version, e.to_version) "
    "AND v.article_id IS NOT e.article_id)",
}


def check(sql: sqlite3.Connection, findings: Findings) -> None:
    for reason, query in QUERIES.items():
        for (about,) in sql.execute(query):
            findings.add(reason, about)
    for query, note in (
        ("SELECT count(*) FROM captures WHERE state = 'unread'", "pages wait to be read; the next run reads them"),
        ("SELECT count(*) FROM runs WHERE judged = 0", "runs wait to be judged for what changed; the next run does it"),
    ):
        (count,) = sql.execute(query).fetchone()
        if count:
            findings.notes.append(f"{count:,} {note}")


def contents(sql: sqlite3.Connection, findings: Findings, progress: Progress) -> None:
    """Every version against the hash of what was read, and the row of its article with it.

    An article without versions (an archive of before they were kept) is not looked at: it has no such hash yet.
    """
    articles = sql.execute(
        "SELECT id, identity, title, published_local, author, source, content_hash FROM articles ORDER BY id"
    )
    for number, identity, title, published, author, source, shown in articles:
        findings.looked_at["articles"] += 1
        known = rows.contents(sql, number)
        if shown in known:
            known[shown] = replace(known[shown], title=title, published=published, author=author, source=source)
        changed = sum(content_hash(content) != found for found, content in known.items())
        if changed:
            findings.add("content-changed", f"article {number}, {identity}: {changed} of {len(known)} versions")
        progress(1)
