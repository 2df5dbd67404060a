"""The one item pipeline, and the only writer of article tables.

Everything learnt from a capture (article, links, state of its address) goes into one transaction, which also marks the
capture as read. Until then it counts as unread, and the next start reads it again: a crash between fetch and store costs
nothing.
"""

import logging
import sqlite3
from typing import Any, Self

from scrapy.crawler import Crawler

from pipelines import article_rows
from pipelines.archive import Archive
from pipelines.rereading import read_by
from pipelines.run import Run
from pipelines.versions import soft_404
from pipelines.versions.content import content_hash, content_of
from pipelines.versions.soft_404 import Soft404s
from pipelines.visits import WAYS_IN, Visit
from pipelines.workers import bad
from spiders import clock
from spiders.addresses import fold
from spiders.items import Capture, FetchFailure, Link, Problem, Reading
from spiders.profile import Profile

logger = logging.getLogger(__name__)

#: Refused by what the address says, so it stays refused.
FOR_GOOD = frozenset({"inward-address", "inward-name", "port", "scheme", "malformed-address"})
#: Refused for now: a robots.txt or a file in a page's place may be gone next week.
FOR_LONG = frozenset({"robots-refused", "not-html", "too-large"})
PERMANENT = (301, 308)


class StorePipeline:
    """Has every capture read by a worker, and stores what it says."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.archive = Archive.at(crawler.settings["ARCHIVE_DIR"])
        self.run = self.archive.run_of(crawler)
        self.store = Store(self.archive)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_item(self, item: Capture | FetchFailure) -> Any:
        try:
            reading = None
            if not isinstance(item, FetchFailure):
                reading = await self.archive.workers.reading(self.archive.payload(item))
            if self.run.stopped_by == "disk":
                return item  # its address stays due, or its page unread: the next start goes on from there
            if isinstance(item, FetchFailure):
                self.store.missed(item, self.run)
                if item.problem.reason == "robots-unreachable" and len(self.run.profile.domains) == 1:
                    self.archive.stop(
                        self.crawler, "unhealthy"
                    )  # leasing every due row to no end grows with its square
                return item
            assert reading is not None
            if not (_is_ours(reading) and self.archive.is_stopping(self.crawler)):
                self.store.keep(item, reading, self.run)
        except (sqlite3.OperationalError, OSError) as error:
            # Not the page's fault: it stays unread, and the next start reads it again.
            logger.error("the archive cannot be written: %s", error)
            self.archive.stop(self.crawler, "disk")
        return item


def _is_ours(reading: Reading) -> bool:
    """Whether the reading failed because its worker died. While stopping, that says nothing about the page."""
    return reading.problem is not None and reading.problem.reason == "read-crash"


class Store:
    """Writes readings. Called by the pipeline for live pages, and by the replay for what a crash left unread."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def missed(self, failure: FetchFailure, run: Run) -> None:
        """A request that brought nothing: its row backs off, and a problem says why.

        That robots.txt forbids a page is a rule's refusal, no problem. That robots.txt is unreachable is one problem of the
        whole host, and says nothing about the page.
        """
        at, problem, row = clock.stamp(), failure.problem, failure.frontier_id
        reason = problem.reason
        with self.archive.transaction() as sql:
            if reason == "robots-unreachable":
                run.counts["unreachable"] += 1
                if run.counts["unreachable"] == 1:
                    _problem(sql, run, failure.address, problem, at, None)
                return  # the lease stays: the row is still due, but not in this run
            run.frontier.visits.failed(row, at, reason, for_good=reason in FOR_GOOD, for_long=reason in FOR_LONG)
            if reason == "robots-refused":
                run.frontier.count({(reason, "refused"): (1, failure.address)}, at)
            else:
                _problem(sql, run, failure.address, problem, at, None)
            sql.execute(
                "UPDATE captures SET state = 'read', reading = 'retried' WHERE state = 'unread' AND frontier_id = ?",
                [row],
            )
        run.counts["refused" if reason == "robots-refused" else "missed"] += 1
        run.leases.pop(row, None)

    def keep(self, capture: Capture, reading: Reading, run: Run) -> None:
        """Store `reading`; a page that no row can hold is a problem of that page, and stops nothing else."""
        try:
            self.read(capture, reading, run)
        except (sqlite3.OperationalError, OSError):
            raise
        except Exception as error:
            logger.warning("%s could not be stored: %s: %s", capture.address, type(error).__name__, error)
            self.read(capture, bad("store-error", f"{type(error).__name__}: {error}"), run)

    def read(self, capture: Capture, reading: Reading, run: Run) -> None:
        """Store what `reading` says of `capture`, all of it or nothing."""
        try:
            with self.archive.transaction() as sql:
                reading = run.soft_404s.judged(sql, reading)
                row, status = _asked(sql, capture)
                if row is not None:
                    self._visited(sql, row, capture, reading, run, full=status != 304)
                if capture.purpose == "probe":
                    soft_404.learn(sql, capture, reading)
                    run.soft_404s = Soft404s.of(sql, run.profile)
                elif reading.problem is not None:
                    _problem(sql, run, capture.address, reading.problem, capture.fetched_at, capture)
                _mark_read(sql, capture, reading, run.profile)
        except BaseException:
            run.frontier.forget()
            raise
        run.counts[f"read {reading.kind}"] += 1
        run.leases.pop(row or 0, None)

    def _visited(
        self, sql: sqlite3.Connection, row: int, capture: Capture, reading: Reading, run: Run, *, full: bool
    ) -> None:
        assert capture.ref is not None
        visits, at = run.frontier.visits, capture.fetched_at
        (kind,) = sql.execute("SELECT kind FROM frontier WHERE id = ?", [row]).fetchone()
        fresh = run.frontier.learn(reading.links, capture.address)
        match reading.kind:
            case "article":
                by = read_by(reading.extractor_version, run.profile)
                outcome = article_rows.write(sql, reading, capture, run.profile.place, by)
                run.counts[outcome] += 1
                published = reading.article and reading.article.published
                born = clock.parse(published.utc) if published else None
                visits.answered(row, _validator(capture), Visit(at, full, news=outcome == "changed", published=born))
            case "page" | "feed" | "sitemap":
                news = any(link.kind == "article" for link in fresh)
                visits.answered(row, _validator(capture), Visit(at, full, news))
                self._listing(sql, row, reading, fresh, run, at)
            case "redirect" if reading.links:
                self._redirected(sql, row, kind, capture, reading.links[0], run)
            case "absent":
                visits.absent(row, at)
                if kind in WAYS_IN:
                    _problem(sql, run, capture.address, Problem("entry-absent"), at, capture)
            case _:
                reason = reading.problem.reason if reading.problem else reading.kind
                visits.failed(row, at, reason, for_good=reason in FOR_GOOD, for_long=reason in FOR_LONG)
        if kind in WAYS_IN:
            run.counts["ways in answered" if _leads_on(reading) else "ways in shut"] += 1

    def _redirected(
        self, sql: sqlite3.Connection, row: int, kind: str, capture: Capture, target: Link, run: Run
    ) -> None:
        """A redirect is followed by way of the frontier; only a permanent one to a sound address ends the old one, and of an
        address that held an article only one to the same article."""
        visits, at = run.frontier.visits, capture.fetched_at
        loops = visits.leads_back(target.address, capture.address)
        thing, answered = sql.execute(
            "SELECT thing, capture_id IS NOT NULL FROM frontier WHERE id = ?", [row]
        ).fetchone()
        is_sound = not loops and not target.refused and (not answered or target.thing == thing)
        visits.moved(row, at, target.address, for_good=capture.status in PERMANENT and is_sound)
        if loops:
            _problem(sql, run, capture.address, Problem("redirect-loop", target.address), at, capture)
        elif kind in WAYS_IN and target.refused:
            _problem(sql, run, capture.address, Problem("entry-offsite", target.address), at, capture)
        elif kind in WAYS_IN:
            run.frontier.enter([target], again=True, kind=kind)

    def _listing(
        self, sql: sqlite3.Connection, row: int, reading: Reading, fresh: list[Link], run: Run, at: str
    ) -> None:
        """Apply the rules of `listings`: what is missing from it, and where it ends."""
        listings = run.frontier.listings
        listing, page = sql.execute("SELECT listing, page FROM frontier WHERE id = ?", [row]).fetchone()
        items = frozenset(reading.items)
        if page == 1 and reading.kind != "sitemap":
            listings.listed(row, reading.items, at)
        if listing is not None:
            run.listed[listing, page] = items
            leads_elsewhere = any(link.listing != listing for link in fresh)
            if page > 1 and not leads_elsewhere and (not items or items == run.listed.get((listing, page - 1))):
                listings.end_listing(row)
                return
        older = run.finished_before is not None and (
            reading.newest is None or reading.newest < run.finished_before[:10]
        )
        quiet = older and not any(link.kind == "article" for link in fresh)
        listings.turn_page(row, quiet, run.started_at)


def _leads_on(reading: Reading) -> bool:
    if reading.kind == "redirect":
        return bool(reading.links) and reading.links[0].refused is None
    return reading.kind in ("article", "page", "feed", "sitemap")


def _validator(capture: Capture) -> int:
    """The capture whose ETag and Last-Modified to send next time: a 304 often repeats neither."""
    assert capture.ref is not None
    return capture.ref.revisit_of if capture.status == 304 and capture.ref.revisit_of else capture.ref.id


def _asked(sql: sqlite3.Connection, capture: Capture) -> tuple[int | None, int]:
    """The frontier row that a capture answers, and the status as it came."""
    assert capture.ref is not None
    found = sql.execute("SELECT frontier_id, status FROM captures WHERE id = ?", [capture.ref.id]).fetchone()
    return found or (None, capture.status)


def _mark_read(sql: sqlite3.Connection, capture: Capture, reading: Reading, profile: Profile) -> None:
    assert capture.ref is not None
    article, link = reading.article, fold(capture.address, capture.address, profile)
    key = article.key if article else link and link.key
    said = (content_hash(content_of(article)), article.rule) if article else (None, None)
    target = reading.links[0].address if reading.kind == "redirect" and reading.links else None
    sql.execute(
        "UPDATE captures SET state = 'read', reading = ?, reason = ?, article_key = ?, content_hash = ?, rule = ?, target = ?, "
        "read_by = ? WHERE id = ?",
        [reading.kind, reading.problem.reason if reading.problem else None, key, *said, target,
         read_by(reading.extractor_version, profile), capture.ref.id],
    )  # fmt: skip
    # An answer that was asked for again at once (a 503, a torn body) was never handed on: this one stands for it.
    sql.execute(
        "UPDATE captures SET state = 'read', reading = 'retried' WHERE state = 'unread' AND +id < ? AND (frontier_id, +run_id) = "
        "(SELECT frontier_id, run_id FROM captures WHERE id = ?)",
        [capture.ref.id, capture.ref.id],
    )


def _problem(
    sql: sqlite3.Connection, run: Run, address: str, problem: Problem, at: str, capture: Capture | None
) -> None:
    run.counts["problems"] += 1
    capture_id = capture.ref.id if capture and capture.ref else None
    sql.execute(
        "INSERT INTO problems (portal, address, reason, detail, at, capture_id, run_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [run.profile.name, address, problem.reason, problem.detail, at, capture_id, run.id],
    )
