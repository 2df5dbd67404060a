"""Pages of the archive read again with today's rules, and what that changes of what was known of them.

Many captures may stand for one payload (a 304, the same bytes again): it is read once and says the same for all of them.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines import article_rows
from pipelines.versions import soft_404
from pipelines.versions.content import content_hash, content_of
from pipelines.versions.soft_404 import Soft404s
from pipelines.workers import Stored, Workers
from spiders.addresses import fold
from spiders.items import Article, Capture, CaptureRef, Reading
from spiders.profile import Profile

if TYPE_CHECKING:
    from pipelines.archive import Archive

#: Pages in flight for each worker: enough to keep it busy, few enough to hold in memory.
WINDOW = 8


@dataclass(frozen=True, slots=True)
class Page:
    """A payload to be read again: where it lies, what it was asked for, who has read it, the article (by id) that shows it
    now, and whether it was read as one."""

    stored: Stored
    purpose: str
    read_by: str | None = None
    article_id: int | None = None
    is_article: bool = True

    @property
    def capture(self) -> Capture:
        """The capture, without its bytes."""
        stored = self.stored
        return Capture(stored.portal, stored.address, stored.fetched_at, 200, (), b"", ref=stored.ref)


def pages(archive: "Archive", where: str, parameters: Sequence[object]) -> list[Page]:
    """The payloads `where` (a condition over captures, `c`), probes first, then in the order of the disk.

    Probes come first because what they show decides what an article's page means.
    """
    rows = archive.sql.execute(
        "SELECT c.purpose, c.read_by, a.id, c.reading = 'article', c.portal, c.address, c.fetched_at, c.id, c.warc, c.offset, "
        "c.length FROM captures c LEFT JOIN articles a ON a.capture_id = c.id WHERE c.record = 'response' AND c.status = 200 "
        f"AND c.state = 'read' AND c.reading <> 'retried' AND ({where}) ORDER BY c.purpose <> 'probe', c.warc, c.offset",
        parameters,
    ).fetchall()
    return [
        Page(
            Stored(archive.warcs, CaptureRef(*place), portal, address, fetched_at),
            purpose,
            by,
            article_id,
            bool(is_article),
        )
        for purpose, by, article_id, is_article, portal, address, fetched_at, *place in rows
    ]


def read_again(
    workers: Workers, wanted: Iterable[Page], progress: Callable[[int], None] = lambda _n: None
) -> Iterator[tuple[Page, Reading]]:
    """(page, reading) of each, in order, with a bounded number of pages in flight; `progress` is told of each."""
    flying: deque[tuple[Page, Future[Reading]]] = deque()
    for page in wanted:
        flying.append((page, workers.read(page.stored)))
        if len(flying) > WINDOW * workers.count:
            first, reading = flying.popleft()
            yield first, workers.result(reading)
            progress(1)
    for page, reading in flying:
        yield page, workers.result(reading)
        progress(1)


def read_by(extractor_version: str, profile: Profile) -> str:
    """Who reads: the extractor and the digest of the profile's rules. Only readings of the same are compared."""
    return f"{extractor_version}+{profile.reading_rules()}"


def names_an_article(address: str, profile: Profile) -> bool:
    link = fold(address, address, profile)
    return link is not None and link.key is not None


class Relearning:
    """Stores what pages say when they are read again. Whether anything happened is judged afterwards, from all captures."""

    def __init__(self, sql: sqlite3.Connection, profile: Profile) -> None:
        self.sql, self.profile = sql, profile
        self.soft_404s = Soft404s.of(sql, profile)

    def learn(self, page: Page, reading: Reading) -> tuple[str, Sequence[str]]:
        """Store `reading`; return the outcome (same | changed | new | lost | none) and the fields that changed.

        lost: what was an article is none by today's rules: its row, and what was read before, stay.
        """
        if page.purpose == "probe":
            soft_404.learn(self.sql, page.capture, reading)
            self.soft_404s = Soft404s.of(self.sql, self.profile)
            return "none", ()
        reading = self.soft_404s.judged(self.sql, reading)
        if reading.article is None:
            return ("none" if page.article_id is None else "lost"), ()
        self._mark(page, reading, reading.article)
        by, place = read_by(reading.extractor_version, self.profile), self.profile.place
        if page.article_id is not None:
            changed = article_rows.show(self.sql, page.article_id, reading, page.capture, place, by)
            return ("changed" if changed else "same"), changed
        written = article_rows.write(self.sql, reading, page.capture, place, by, again=True)
        return ("new" if written == "new" else "none"), ()

    def _mark(self, page: Page, reading: Reading, article: Article) -> None:
        """The capture, and every revisit of its payload, says what was read now."""
        reason = reading.problem.reason if reading.problem else None
        self.sql.execute(
            "UPDATE captures SET reading = 'article', reason = :reason, article_key = :key, content_hash = :hash, rule = :rule, "
            "read_by = :by WHERE (id = :id OR revisit_of = :id) AND state = 'read' AND reading <> 'retried'",
            {
                "reason": reason, "key": article.key, "hash": content_hash(content_of(article)), "rule": article.rule,
                "by": read_by(reading.extractor_version, self.profile), "id": page.stored.ref.id,
            },
        )  # fmt: skip
