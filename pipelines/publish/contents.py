"""What of the archive the public sees. A reader needs every capture behind a claim, and how well a portal was watched; not what
we plan to fetch, what went wrong with us, or what somebody wrote down for a colleague.

Tables that a reader does not need stay, empty: other tables refer to them. What is here is decided for every table by name;
a test fails for a new one until it is.
"""

import sqlite3

from pipelines import folding

#: The plan of visits, links left out, pages that would not be read, remarks of reviewers, and what finds copies of articles.
EMPTIED = (
    "frontier",
    "refusals",
    "problems",
    "incident_reviews",
    "article_sketches",
    "sketch_bands",
    "portal_addresses",
)
KEPT = frozenset({
    "_sqlite_migrations", "article_texts", "article_versions", "articles", "articles_fts", "attachments", "captures", "checks",
    "citations", "discrepancies", "discrepancy_figures", "event_changes", "events", "facts", "images", "indicators", "metrics",
    "places", "portal_tallies", "portal_weeks", "portals", "runs", "soft_404s", "warc_files",
})  # fmt: skip
#: Not emptied, but not whole: a run's note may name our proxy, and a capture its row in the plan.
_CLEARED = ("UPDATE runs SET note = NULL", "UPDATE captures SET frontier_id = NULL")
#: Every address of an article is public; the view finds them in the plan, so its rows become a table.
_ADDRESSES = (
    "CREATE TABLE published_addresses AS SELECT * FROM article_addresses ORDER BY article_id, address",
    "DROP VIEW article_addresses",
    "ALTER TABLE published_addresses RENAME TO article_addresses",
    "CREATE INDEX article_addresses_article ON article_addresses(article_id)",
)


class SnapshotBroken(RuntimeError):
    """The copy is not what it has to be; the message says where."""


def clear(sql: sqlite3.Connection, stamp: str) -> None:
    """Take out of a copy what the public does not see, and put its index and statistics in the best order."""
    there = {name for (name,) in sql.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    sql.execute("BEGIN")
    for statement in (*_ADDRESSES, *_CLEARED):
        sql.execute(statement)
    for name in EMPTIED:
        if name in there:
            sql.execute(f"DELETE FROM {name}")
    sql.execute("INSERT OR REPLACE INTO facts VALUES ('published_at', ?)", [stamp])
    sql.execute("INSERT INTO articles_fts(articles_fts) VALUES ('optimize')")
    sql.execute("COMMIT")
    sql.execute("ANALYZE")


def check(sql: sqlite3.Connection) -> dict[str, int]:
    """The number of rows of every table. Raises SnapshotBroken when the copy is damaged, not one file, or cannot be searched."""
    folding.register(sql)
    found = [line for (line,) in sql.execute("PRAGMA integrity_check(5)")]
    if found != ["ok"]:
        raise SnapshotBroken(f"the copy is damaged: {'; '.join(found)}")
    if lost := sql.execute("PRAGMA foreign_key_check").fetchone():
        raise SnapshotBroken(f"a row of {lost[0]} refers to one of {lost[2]} that is not there")
    (mode,) = sql.execute("PRAGMA journal_mode").fetchone()
    if mode != "delete":
        raise SnapshotBroken(f"the copy has a journal of the kind {mode!r}")
    _check_search(sql)
    names = [name for (name,) in sql.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    counts = {name: sql.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
    if full := [name for name in EMPTIED if counts.get(name)]:
        raise SnapshotBroken(f"{full[0]} is not empty")
    return counts


def _check_search(sql: sqlite3.Connection) -> None:
    counted = "SELECT (SELECT count(*) FROM article_texts), (SELECT count(*) FROM articles_fts_docsize)"
    texts, indexed = sql.execute(counted).fetchone()
    if texts != indexed:
        raise SnapshotBroken(f"{indexed:,} articles can be searched, there are {texts:,}")
    for number, title in sql.execute("SELECT id, title FROM articles_searched ORDER BY id DESC LIMIT 3").fetchall():
        words = folding.query(f'"{title}"')
        if (
            words
            and not sql.execute(
                "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? AND rowid = ?", [words, number]
            ).fetchone()
        ):
            raise SnapshotBroken(f"article {number} is not found by its title")
