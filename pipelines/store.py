"""The one item pipeline, and the only writer of article tables.

Everything learnt from a capture (article, links, state of its address) goes into one transaction, which also marks the
capture as read. Until then it counts as unread, and the next start reads it again: a crash between fetch and store costs
nothing.
"""

import asyncio
import hashlib
import json
import logging
import sqlite3
from typing import Any, Self

from scrapy.crawler import Crawler

from pipelines.archive import Archive
from pipelines.run import Run
from spiders import clock
from spiders.items import Article, Capture, FetchFailure, Link, Problem, Reading

logger = logging.getLogger(__name__)

#: Problems that visiting again cannot mend: the address is left alone.
FOR_GOOD = frozenset({"robots-refused", "not-html", "too-large", "inward-address", "inward-name", "port", "scheme"})
#: Columns of `articles` that a reading fills, in the order `_columns` gives them.
READ_COLUMNS = (
    "title", "published", "published_local", "published_raw", "published_by", "author", "source", "section", "language",
    "place", "words", "canonical", "rule", "flags", "text_hash",
)  # fmt: skip


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
            if isinstance(item, FetchFailure):
                self.store.missed(item, self.run)
            elif item.ref and item.ref.revisit_of is not None:
                self.store.revisited(item, self.run)
            else:
                reading = await asyncio.wrap_future(self.archive.workers.read(item))
                self.store.read(item, reading, self.run)
        except (sqlite3.OperationalError, OSError) as error:
            # Not the page's fault: it stays unread, and the next start reads it again.
            logger.error("the archive cannot be written: %s", error)
            self.archive.stop(self.crawler, "disk")
        return item


class Store:
    """Writes readings. Called by the pipeline for live pages, and by the replay for what a crash left unread."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def missed(self, failure: FetchFailure, run: Run) -> None:
        """A request that brought nothing: its row backs off, and a problem says why. (That robots.txt forbids is no problem.)"""
        at, reason = clock.stamp(), failure.problem.reason
        with self.archive.transaction() as sql:
            run.frontier.failed(failure.frontier_id, at, reason, for_good=reason in FOR_GOOD)
            if reason == "robots-refused":
                run.frontier.count({(reason, "refused"): (1, failure.address)}, at)
            else:
                _problem(sql, run, failure.address, failure.problem, at, None)
            sql.execute(
                "UPDATE captures SET state = 'read', reading = 'retried' WHERE state = 'unread' AND frontier_id = ?",
                [failure.frontier_id],
            )
        run.counts["refused" if reason == "robots-refused" else "missed"] += 1
        run.leases.pop(failure.frontier_id, None)

    def revisited(self, capture: Capture, run: Run) -> None:
        """The payload is one we hold: the capture says what the earlier one said."""
        assert capture.ref is not None
        with self.archive.transaction() as sql:
            row = _frontier_id(sql, capture)
            earlier = sql.execute(
                "SELECT reading, reason FROM captures WHERE id = ?", [capture.ref.revisit_of]
            ).fetchone()
            kind, reason = earlier or ("unchanged", None)
            if row is not None and kind in ("article", "page", "feed", "sitemap"):
                run.frontier.unchanged(row, capture.fetched_at)
                if kind == "page":
                    run.frontier.turn_page(row, quiet=True, run_started=run.started_at)
                if kind == "article":
                    run.counts["same"] += 1
                    (thing,) = sql.execute("SELECT thing FROM frontier WHERE id = ?", [row]).fetchone()
                    sql.execute(
                        "UPDATE articles SET last_seen = max(last_seen, ?) WHERE identity = ?",
                        [capture.fetched_at, f"{run.profile.name}:{thing.removeprefix('key:')}"],
                    )
            elif row is not None:
                run.frontier.failed(row, capture.fetched_at, reason or kind)
            _mark_read(sql, capture, kind, reason)
        run.leases.pop(row or 0, None)

    def read(self, capture: Capture, reading: Reading, run: Run) -> None:
        """Store what `reading` says of `capture`, all of it or nothing."""
        try:
            with self.archive.transaction() as sql:
                row = _frontier_id(sql, capture)
                if row is not None:
                    self._visited(sql, row, capture, reading, run)
                if reading.problem is not None:
                    _problem(sql, run, capture.address, reading.problem, capture.fetched_at, capture)
                _mark_read(sql, capture, reading.kind, reading.problem.reason if reading.problem else None)
        except BaseException:
            run.frontier.forget()
            raise
        run.counts[f"read {reading.kind}"] += 1
        run.leases.pop(row or 0, None)

    def _visited(self, sql: sqlite3.Connection, row: int, capture: Capture, reading: Reading, run: Run) -> None:
        assert capture.ref is not None
        frontier, at = run.frontier, capture.fetched_at
        fresh = frontier.learn(reading.links, capture.address)
        match reading.kind:
            case "article":
                assert reading.article is not None
                run.counts[
                    write_article(sql, reading.article, capture, reading.extractor_version, run.profile.place)
                ] += 1
                frontier.answered(row, capture.ref.id, at)
            case "page" | "feed" | "sitemap":
                frontier.answered(row, capture.ref.id, at)
                self._listing(sql, row, reading, fresh, run)
            case "unchanged":
                frontier.unchanged(row, at)
            case "redirect":
                target = reading.links[0].address if reading.links else ""
                frontier.moved(row, at, target)
                if frontier.leads_back(target, capture.address):
                    _problem(sql, run, capture.address, Problem("redirect-loop", target), at, capture)
            case "absent":
                frontier.absent(row, at)
            case _:
                reason = reading.problem.reason if reading.problem else reading.kind
                frontier.failed(row, at, reason, for_good=reason in FOR_GOOD)

    def _listing(self, sql: sqlite3.Connection, row: int, reading: Reading, fresh: list[Link], run: Run) -> None:
        """Apply the stop rule: see Frontier.turn_page and Frontier.end_listing."""
        listing, page = sql.execute("SELECT listing, page FROM frontier WHERE id = ?", [row]).fetchone()
        items = frozenset(reading.items)
        if listing is not None:
            run.listed[listing, page] = items
            leads_elsewhere = any(link.listing != listing for link in fresh)
            if page > 1 and not leads_elsewhere and (not items or items == run.listed.get((listing, page - 1))):
                run.frontier.end_listing(row)
                return
        older = run.finished_before is not None and (
            reading.newest is None or reading.newest < run.finished_before[:10]
        )
        quiet = older and not any(link.kind == "article" for link in fresh)
        run.frontier.turn_page(row, quiet, run.started_at)


def _frontier_id(sql: sqlite3.Connection, capture: Capture) -> int | None:
    assert capture.ref is not None
    found = sql.execute("SELECT frontier_id FROM captures WHERE id = ?", [capture.ref.id]).fetchone()
    return int(found[0]) if found and found[0] is not None else None


def _mark_read(sql: sqlite3.Connection, capture: Capture, kind: str, reason: str | None) -> None:
    assert capture.ref is not None
    sql.execute(
        "UPDATE captures SET state = 'read', reading = ?, reason = ? WHERE id = ?", [kind, reason, capture.ref.id]
    )
    # An answer that was asked for again at once (a 503, a torn body) was never handed on: this one stands for it.
    sql.execute(
        "UPDATE captures SET state = 'read', reading = 'retried' WHERE state = 'unread' AND id < ? AND frontier_id = "
        "(SELECT frontier_id FROM captures WHERE id = ?)",
        [capture.ref.id, capture.ref.id],
    )


def _problem(
    sql: sqlite3.Connection, run: Run, address: str, problem: Problem, at: str, capture: Capture | None
) -> None:
    run.counts["problems"] += 1
    sql.execute(
        "INSERT INTO problems (portal, address, reason, detail, at, capture_id, run_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [run.profile.name, address, problem.reason, problem.detail, at, capture.ref.id if capture and capture.ref else None,
         run.id],
    )  # fmt: skip


# -- article rows -----------------------------------------------------------------------------------------------------


def text_hash(article: Article) -> str:
    """What decides whether an article changed: its title and text, blanks aside. Never the page's bytes: counters move."""
    words = " ".join(f"{article.title}\n{article.text}".split())
    return hashlib.sha256(words.encode("utf-8")).hexdigest()[:32]


def columns_of(article: Article, place: str) -> tuple[Any, ...]:
    """The values of READ_COLUMNS, then sapo, text and tables as `article_texts` holds them."""
    published = article.published
    return (
        article.title,
        published.utc if published else None,
        published.local if published else None,
        published.raw if published else None,
        published.by if published else None,
        article.author,
        article.source,
        article.section,
        article.language,
        place,
        len(article.text.split()),
        article.canonical,
        article.rule,
        " ".join(article.flags) or None,
        text_hash(article),
        article.sapo,
        article.text,
        json.dumps([table.rows for table in article.tables], ensure_ascii=False) if article.tables else None,
    )


def write_article(
    sql: sqlite3.Connection, article: Article, capture: Capture, extractor_version: str, place: str
) -> str:
    """Insert or update the row of `article`; return 'new', 'changed' or 'same'. The id of a row never changes."""
    assert capture.ref is not None
    names = ", ".join(READ_COLUMNS)
    found = sql.execute(
        f"SELECT id, {names} FROM articles WHERE identity = ?", [f"{article.portal}:{article.key}"]
    ).fetchone()
    *columns, sapo, text, tables = columns_of(article, place)
    if found is None:
        marks = ", ".join("?" * len(READ_COLUMNS))
        article_id = sql.execute(
            f"INSERT INTO articles (identity, portal, key, address, first_seen, last_seen, capture_id, extractor_version, "
            f"{names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, {marks})",
            [f"{article.portal}:{article.key}", article.portal, article.key, article.address, capture.fetched_at,
             capture.fetched_at, capture.ref.id, extractor_version, *columns],
        ).lastrowid  # fmt: skip
        assert article_id is not None
        sql.execute(
            "INSERT INTO article_texts (id, sapo, text, tables) VALUES (?, ?, ?, ?)", [article_id, sapo, text, tables]
        )
        _write_parts(sql, article_id, article)
        return "new"
    article_id, *old = found
    sql.execute("UPDATE articles SET last_seen = max(last_seen, ?) WHERE id = ?", [capture.fetched_at, article_id])
    if old != columns:
        sql.execute("UPDATE articles SET capture_id = ? WHERE id = ?", [capture.ref.id, article_id])
        rewrite_article(sql, article_id, article, extractor_version, place)
    return "same" if old[-1] == columns[-1] else "changed"


def rewrite_article(
    sql: sqlite3.Connection, article_id: int, article: Article, extractor_version: str, place: str
) -> None:
    """Put a new reading into an existing row, under the same id. The search index is touched only where words changed."""
    *columns, sapo, text, tables = columns_of(article, place)
    sets = ", ".join(f"{name} = ?" for name in READ_COLUMNS)
    sql.execute(
        f"UPDATE articles SET {sets}, extractor_version = ? WHERE id = ?", [*columns, extractor_version, article_id]
    )
    old = sql.execute("SELECT sapo, text, tables FROM article_texts WHERE id = ?", [article_id]).fetchone()
    if old != (sapo, text, tables):
        sql.execute(
            "UPDATE article_texts SET sapo = ?, text = ?, tables = ? WHERE id = ?", [sapo, text, tables, article_id]
        )
    _write_parts(sql, article_id, article)


def _write_parts(sql: sqlite3.Connection, article_id: int, article: Article) -> None:
    sql.execute("DELETE FROM images WHERE article_id = ?", [article_id])
    sql.executemany(
        "INSERT INTO images (article_id, position, address, caption) VALUES (?, ?, ?, ?)",
        [(article_id, n, image.address, image.caption) for n, image in enumerate(article.images)],
    )
    sql.execute("DELETE FROM attachments WHERE article_id = ?", [article_id])
    sql.executemany(
        "INSERT INTO attachments (article_id, position, address, label, type) VALUES (?, ?, ?, ?, ?)",
        [(article_id, n, one.address, one.label, one.type) for n, one in enumerate(article.attachments)],
    )
