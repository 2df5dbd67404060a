"""Reading the archive again, with the network off.

`catch_up` reads what a crash left unread, before anything is fetched. `reextract` reads every article's page again after
the rules or the code have changed. Both keep a bounded number of pages in flight and store in order, through the same
`read` and the same store as a live crawl.
"""

import sqlite3
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field

from pipelines import article_rows
from pipelines.archive import Archive
from pipelines.run import Run
from pipelines.store import Store
from pipelines.workers import Stored
from spiders.addresses import fold
from spiders.items import Article, Capture, CaptureRef, Reading
from spiders.profile import Profile

#: Pages in flight for each worker: enough to keep it busy, few enough to hold in memory.
WINDOW = 8
#: Articles stored in one transaction: a commit costs an fsync.
BATCH = 200


async def catch_up(archive: Archive, run: Run) -> int:
    """Read every capture of the run's portal that no one has read yet; return how many there were."""
    store = Store(archive)
    unread = [
        row[0]
        for row in archive.sql.execute(
            "SELECT id FROM captures WHERE state = 'unread' AND +portal = ? ORDER BY id", [run.profile.name]
        )
    ]
    for capture_id in unread:
        capture = archive.stored(capture_id)
        store.keep(capture, await archive.workers.reading(capture), run)
    return len(unread)


@dataclass
class Report:
    """What a re-extraction did: articles by outcome, and for the changed ones how often each field changed."""

    outcomes: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Page:
    """An article's page to be read again; `article_id` is None for a page that held no article so far."""

    article_id: int | None
    portal: str
    stored: Stored


def reextract(
    archive: Archive, profiles: Mapping[str, Profile], portal: str | None, progress: Callable[[int], None]
) -> Report:
    """Read the page of every article again and rewrite the rows that differ; ids stay.

    Pages that were refused as no article, or whose address names one by today's rules, are tried too: a mended rule brings
    back what a broken one lost. An article whose page is no longer read as one keeps its row, and is reported as lost.
    """
    report = Report()
    batch: list[tuple[_Page, Reading]] = []
    for page, reading in _in_order(archive, _pages(archive, profiles, portal)):
        batch.append((page, reading))
        progress(1)
        if len(batch) >= BATCH:
            _store(archive, batch, profiles, report)
            batch = []
    _store(archive, batch, profiles, report)
    return report


def _pages(archive: Archive, profiles: Mapping[str, Profile], portal: str | None) -> Iterator[_Page]:
    """In the order of the WARC files, which is the order of the disk."""
    rows = archive.sql.execute(
        "SELECT a.id, c.portal, c.address, c.fetched_at, c.reading, p.id, p.warc, p.offset, p.length FROM captures c "
        "JOIN captures p ON p.id = coalesce(c.revisit_of, c.id) LEFT JOIN articles a ON a.capture_id = c.id "
        "WHERE (a.id IS NOT NULL OR (c.reading IN ('bad', 'page') AND c.status = 200 AND c.revisit_of IS NULL)) "
        "AND (? IS NULL OR c.portal = ?) ORDER BY p.warc, p.offset",
        [portal, portal],
    ).fetchall()
    for article_id, name, address, fetched_at, reading, *holder in rows:
        if name not in profiles or (reading == "page" and not _names_an_article(address, profiles[name])):
            continue
        yield _Page(article_id, name, Stored(archive.warcs, CaptureRef(*holder), name, address, fetched_at))


def _names_an_article(address: str, profile: Profile) -> bool:
    link = fold(address, address, profile)
    return link is not None and link.key is not None


def _in_order(archive: Archive, pages: Iterable[_Page]) -> Iterator[tuple[_Page, Reading]]:
    workers = archive.workers
    flying: deque[tuple[_Page, Future[Reading]]] = deque()
    for page in pages:
        flying.append((page, workers.read(page.stored)))
        if len(flying) > WINDOW * workers.count:
            first, reading = flying.popleft()
            yield first, workers.result(reading)
    for page, reading in flying:
        yield page, workers.result(reading)


def _store(
    archive: Archive, batch: list[tuple[_Page, Reading]], profiles: Mapping[str, Profile], report: Report
) -> None:
    with archive.transaction() as sql:
        for page, reading in batch:
            article, place = reading.article, profiles[page.portal].place
            if page.article_id is not None and article is not None:
                changed = article_rows.rewrite(sql, page.article_id, reading, place)
                report.outcomes["changed" if changed else "same"] += 1
                report.fields.update(changed)
            elif page.article_id is not None:
                why = reading.problem.reason if reading.problem else reading.kind
                report.outcomes["lost"] += 1
                report.lost.append(f"{page.stored.address} ({why})")
            elif article is not None:
                report.outcomes["new"] += _bring_back(sql, page, reading, article, place)


def _bring_back(sql: sqlite3.Connection, page: _Page, reading: Reading, article: Article, place: str) -> int:
    """Store an article that was not read as one before, unless a newer page has taken its place; 1 if it is new."""
    ref = page.stored.ref
    sql.execute("UPDATE captures SET reading = 'article', reason = NULL WHERE id = ?", [ref.id])
    newer = sql.execute(
        "SELECT 1 FROM articles WHERE identity = ? AND capture_id > ?", [article_rows.identity_of(article), ref.id]
    ).fetchone()
    if newer:
        return 0
    capture = Capture(page.portal, page.stored.address, page.stored.fetched_at, 200, (), b"", ref=ref)
    return int(article_rows.write(sql, reading, capture, place) == "new")
