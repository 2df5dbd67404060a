"""What a host shows in place of an article that is not there, learnt by asking for one that cannot exist.

Many hosts answer 200 to everything. Each run asks each host once for a nonsense address, in the shape of its articles'
addresses; what comes is read like any page, and an article that reads like it is absent.
"""

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlsplit

from pipelines.versions.content import content_hash, content_of
from pipelines.versions.likeness import ALIKE, likeness
from spiders.items import Capture, Problem, Reading
from spiders.profile import Profile


def _nonsense(salt: str) -> tuple[str, str]:
    """Keys that cannot exist, a number and a slug; `salt` (the moment of a run) makes them others in every run, so that no
    cache answers for the host."""
    digest = hashlib.sha256(salt.encode()).hexdigest()
    return f"9{int(digest[:12], 16) % 10**9:09d}", f"khong-ton-tai-{digest[:12]}"


def is_probe(address: str, salt: str) -> bool:
    """Whether `address` was asked for as one that cannot exist."""
    return any(key in address for key in _nonsense(salt))


def probe_of(article: str, profile: Profile, salt: str) -> str:
    """The address of an `article` with a key that cannot exist."""
    found = profile.key.search(article) if profile.key else None
    assert found is not None, f"{article} is no address of an article"
    start, end = next(found.span(n) for n in range(1, found.re.groups + 1) if found.group(n))
    number, slug = _nonsense(salt)
    return article[:start] + (number if article[start:end].isdigit() else slug) + article[end:]


def learn(sql: sqlite3.Connection, capture: Capture, reading: Reading) -> None:
    """Store what a probe showed. An honest 404, and what is not readable as an article, teaches nothing."""
    article = reading.article
    if article is None or capture.ref is None:
        return
    sql.execute(
        "INSERT INTO soft_404s (portal, host, content_hash, title, text, capture_id, first_seen, last_seen) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (portal, host, content_hash) DO UPDATE SET "
        "first_seen = min(first_seen, excluded.first_seen), last_seen = max(last_seen, excluded.last_seen)",
        [capture.portal, urlsplit(capture.address).netloc, content_hash(content_of(article)), article.title, article.text,
         capture.ref.id, capture.fetched_at, capture.fetched_at],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Soft404s:
    """The pages that a portal's hosts are known to show: (host, title and text)."""

    pages: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, sql: sqlite3.Connection, profile: Profile) -> Self:
        rows = sql.execute("SELECT host, title || char(10) || text FROM soft_404s WHERE portal = ?", [profile.name])
        return cls(tuple(rows))

    def shown(self, address: str, said: str) -> frozenset[str]:
        """Those of the pages of the host of `address` that read like `said` (title and text)."""
        host = urlsplit(address).netloc
        return frozenset(page for where, page in self.pages if where == host and likeness(said, page) >= ALIKE)

    def judged(self, sql: sqlite3.Connection, reading: Reading) -> Reading:
        """`reading`, or an absence where it reads like the host's soft 404.

        Some hosts show their newest article to whoever asks for one that does not exist. So a page that an article reads
        like anyway says nothing about it, and what a profile's rule reads of one that is new is never taken for a soft 404.
        """
        article = reading.article
        if article is None or not self.pages:
            return reading
        shown = self.shown(article.address, _said(article.title, article.text))
        if not shown:
            return reading
        row = sql.execute(
            "SELECT a.title, t.text FROM articles a JOIN article_texts t USING (id) WHERE a.identity = ?",
            [f"{article.portal}:{article.key}"],
        ).fetchone()
        if row is None and article.rule != "generic":
            return reading
        if row is not None and shown <= self.shown(article.address, _said(*row)):
            return reading
        return replace(reading, kind="absent", article=None, problem=Problem("soft-404", "learnt by a probe"))


def _said(title: str, text: str) -> str:
    return f"{title}\n{text}"


def expose(sql: sqlite3.Connection, profile: Profile, keys: Iterable[str]) -> None:
    """Call absent what was read of the articles `keys` before the page that it reads like was known.

    A page is judged when it is read; but the probe may have been answered after it, or by a later run. The first content of
    an article is its own.
    """
    soft_404s = Soft404s.of(sql, profile)
    for key in keys if soft_404s.pages else ():
        seen = sql.execute(
            "SELECT content_hash, address FROM captures WHERE portal = ? AND article_key = ? AND reading = 'article' "
            "AND purpose = 'page' AND state = 'read' GROUP BY content_hash, address ORDER BY min(id)",
            [profile.name, key],
        ).fetchall()
        if len({content for content, _ in seen}) < 2:
            continue
        texts = {
            found: _said(title, text)
            for found, title, text in sql.execute(
                "SELECT w.content_hash, v.title, v.text FROM versions v JOIN article_versions w USING (id) "
                "JOIN articles a ON a.id = v.article_id WHERE a.identity = ?",
                [f"{profile.name}:{key}"],
            )
        }
        first = texts.get(seen[0][0], "")
        for content, address in seen:
            if content in texts and soft_404s.shown(address, texts[content]) - soft_404s.shown(address, first):
                sql.execute(
                    "UPDATE captures SET reading = 'absent', reason = 'soft-404', content_hash = NULL, rule = NULL "
                    "WHERE portal = ? AND article_key = ? AND content_hash = ? AND address = ?",
                    [profile.name, key, content, address],
                )
