"""Reading the archive again, with the network off.

`catch_up` reads what a crash left unread, before anything is fetched. `reextract` reads every article's page again after
the rules or the code have changed. Both keep a bounded number of pages in flight and store in order, through the same
`read` and the same store as a live crawl.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field

from pipelines.archive import Archive
from pipelines.run import Run
from pipelines.store import (
    READ_COLUMNS,
    Store,
    columns_of,
    rewrite_article,
    write_article,
)
from pipelines.workers import Stored
from spiders.items import Capture, CaptureRef, Reading

#: Pages in flight for each worker: enough to keep it busy, few enough to hold in memory.
WINDOW = 8
#: Articles stored in one transaction: a commit costs an fsync.
BATCH = 200


def catch_up(archive: Archive, run: Run) -> int:
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
        if capture.ref is not None and capture.ref.revisit_of is not None:
            store.revisited(capture, run)
        else:
            store.read(capture, archive.workers.read(capture).result(), run)
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


def reextract(archive: Archive, places: dict[str, str], portal: str | None, progress: Callable[[int], None]) -> Report:
    """Read the page of every article again and rewrite the rows that differ; ids stay. `places`: province code by portal.

    Pages that were refused as no article are tried too: a mended rule brings back what a broken one lost. An article whose
    page is no longer read as one keeps its row as it was, and is reported as lost.
    """
    report = Report()
    batch: list[tuple[_Page, Reading]] = []
    for page, reading in _in_order(archive, _pages(archive, set(places), portal)):
        batch.append((page, reading))
        progress(1)
        if len(batch) >= BATCH:
            _store(archive, batch, places, report)
            batch = []
    _store(archive, batch, places, report)
    return report


def _pages(archive: Archive, portals: set[str], portal: str | None) -> Iterator[_Page]:
    """In the order of the WARC files, which is the order of the disk."""
    rows = archive.sql.execute(
        "SELECT a.id, c.portal, c.address, c.fetched_at, p.id, p.warc, p.offset, p.length FROM captures c "
        "JOIN captures p ON p.id = coalesce(c.revisit_of, c.id) LEFT JOIN articles a ON a.capture_id = c.id "
        "WHERE (a.id IS NOT NULL OR (c.reading = 'bad' AND c.status = 200)) AND (? IS NULL OR c.portal = ?) "
        "ORDER BY p.warc, p.offset",
        [portal, portal],
    ).fetchall()
    for article_id, name, address, fetched_at, *holder in rows:
        if name in portals:
            yield _Page(article_id, name, Stored(archive.warcs, CaptureRef(*holder), name, address, fetched_at))


def _in_order(archive: Archive, pages: Iterable[_Page]) -> Iterator[tuple[_Page, Reading]]:
    flying: deque[tuple[_Page, Future[Reading]]] = deque()
    for page in pages:
        flying.append((page, archive.workers.read(page.stored)))
        if len(flying) > WINDOW * archive.workers.count:
            first, reading = flying.popleft()
            yield first, reading.result()
    for page, reading in flying:
        yield page, reading.result()


def _store(archive: Archive, batch: list[tuple[_Page, Reading]], places: dict[str, str], report: Report) -> None:
    with archive.transaction() as sql:
        for page, reading in batch:
            article, place = reading.article, places[page.portal]
            capture_id = page.stored.ref.id
            if page.article_id is None:
                if article is not None:
                    capture = Capture(
                        page.portal, page.stored.address, page.stored.fetched_at, 200, (), b"", ref=page.stored.ref
                    )
                    report.outcomes[write_article(sql, article, capture, reading.extractor_version, place)] += 1
                    sql.execute("UPDATE captures SET reading = 'article', reason = NULL WHERE id = ?", [capture_id])
                continue
            if article is None:
                report.outcomes["lost"] += 1
                report.lost.append(
                    f"{page.stored.address} ({reading.problem.reason if reading.problem else reading.kind})"
                )
                continue
            names = (*READ_COLUMNS, "sapo", "text", "tables")
            old = sql.execute(
                f"SELECT {', '.join(names)} FROM articles JOIN article_texts USING (id) WHERE id = ?", [page.article_id]
            ).fetchone()
            changed = [name for name, a, b in zip(names, old, columns_of(article, place), strict=True) if a != b]
            report.outcomes["changed" if changed else "same"] += 1
            report.fields.update(changed)
            rewrite_article(sql, page.article_id, article, reading.extractor_version, place)
