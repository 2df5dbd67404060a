"""archive.db and warc/ together: the one writer of a folder, from the moment it takes the lock.

WARC records go first: written, fsynced, then one transaction stores where they lie, together with the file's committed
length. Responses that arrive together share one fsync. At start, whatever a crash left half done is finished: recovery is
a code path that always runs, not a tool.
"""

import asyncio
import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self

import sqlite_utils
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from pipelines import capture_rows, schema, warc
from pipelines.coverage import update as coverage
from pipelines.frontier import Frontier
from pipelines.lock import lock
from pipelines.run import Run
from pipelines.versions.soft_404 import Soft404s
from spiders import clock
from spiders.items import Capture, CaptureRef
from spiders.profile import Profile

if TYPE_CHECKING:
    from pipelines.workers import Workers

logger = logging.getLogger(__name__)

#: How long (seconds) a response waits for others to share its fsync. An fsync takes about as long.
GATHER = 0.003


class WrongKind(RuntimeError):
    """A live crawl into a demo archive, or the reverse: an invented figure must never sit beside a real one."""


class DiskFull(IgnoreRequest):
    """The archive could not be written. Not an error of the page: the run stops and the page stays due."""


@dataclass
class _Waiting:
    exchange: warc.Exchange
    run: Run
    frontier_id: int | None
    kept: "asyncio.Future[CaptureRef]"


class Archive:
    """archive.db, warc/ and the lock on both: the one writer of a folder. `workers` read its captures."""

    _open: ClassVar[dict[Path, "Archive"]] = {}

    def __init__(self, folder: Path, workers: "Workers", *, software: str, demo: bool, warc_max_bytes: int) -> None:
        self.folder, self.warcs, self.workers = folder, folder / "warc", workers
        self.software, self.warc_max_bytes = software, warc_max_bytes
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = lock(folder)
        try:
            self.db: sqlite_utils.Database = schema.prepare(folder / "archive.db")
            self.sql: sqlite3.Connection = self.db.conn
            self._durable(False)
            self._check_kind("demo" if demo else "live")
            self._recover()
            coverage.catch_up(self)
        except BaseException as error:
            os.close(self._lock)
            if isinstance(error, sqlite3.OperationalError):
                raise sqlite3.OperationalError(
                    f"{folder / 'archive.db'} cannot be written: {error}. What was committed is safe; make room (or end what "
                    "holds the file) and run again."
                ) from error
            raise
        self.runs: dict[str, Run] = {}
        self._files: dict[str, warc.WarcFile] = {}
        self._waiting: list[_Waiting] = []
        self._open[folder.resolve()] = self

    @classmethod
    def at(cls, folder: str | Path) -> "Archive":
        """The archive that this process has opened in `folder`."""
        return cls._open[Path(folder).resolve()]

    def close(self) -> None:
        for portal in list(self._files):
            self._seal(portal)
        self.db.close()
        os.close(self._lock)
        del self._open[self.folder.resolve()]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _durable(self, on: bool) -> None:
        """Whether a commit waits for the disk.

        Only where pages are kept: a capture must outlive a power cut. What was read from it may be lost then (never to a
        crash of the process), since the capture counts as unread and is read again.
        """
        self.sql.execute(f"PRAGMA synchronous = {'FULL' if on else 'NORMAL'}")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing. Never held across an await."""
        self.sql.execute("BEGIN IMMEDIATE")
        try:
            yield self.sql
            self.sql.execute("COMMIT")
        except BaseException:
            if self.sql.in_transaction:
                self.sql.execute("ROLLBACK")
            raise

    # -- opening ------------------------------------------------------------------------------------------------------

    def _check_kind(self, kind: str) -> None:
        row = self.sql.execute("SELECT value FROM facts WHERE name = 'kind'").fetchone()
        if row is None:
            with self.transaction() as sql:
                sql.execute("INSERT INTO facts (name, value) VALUES ('kind', ?)", [kind])
        elif row[0] != kind:
            raise WrongKind(
                f"{self.folder} holds {'sample' if row[0] == 'demo' else 'real'} data, and this is a {kind} crawl: invented "
                f"and real figures must not mix. Move {self.folder / 'archive.db'} and {self.warcs} away, or set ARCHIVE_DIR "
                "to another folder."
            )

    def _recover(self) -> None:
        """Finish what a crash interrupted: cut torn tails back to what was committed, and seal the files."""
        for name, committed in self.sql.execute(
            "SELECT name, committed FROM warc_files WHERE state = 'open'"
        ).fetchall():
            if committed == 0:
                warc.find(self.warcs, name).unlink(missing_ok=True)
                with self.transaction() as sql:
                    sql.execute("DELETE FROM warc_files WHERE name = ?", [name])
                continue
            digest = warc.recover(self.warcs, name, committed)
            self.mark_sealed(name, digest)
        with self.transaction() as sql:
            sql.execute(
                "UPDATE runs SET finished_at = started_at, outcome = 'crashed', exit_code = 137 WHERE finished_at IS NULL"
            )

    def mark_sealed(self, name: str, digest: str) -> None:
        with self.transaction() as sql:
            sql.execute(
                "UPDATE warc_files SET state = 'sealed', sealed_at = ?, sha256 = ? WHERE name = ?",
                [clock.stamp(), digest, name],
            )

    # -- runs ---------------------------------------------------------------------------------------------------------

    def begin_run(self, profile: Profile, note: str | None = None) -> Run:
        started = clock.stamp()
        with self.transaction() as sql:
            sql.execute(
                "INSERT INTO portals (name, title_vi, title_en, kind, place, family, home, domains, demo, written, verified) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET title_vi = excluded.title_vi, "
                "title_en = excluded.title_en, kind = excluded.kind, place = excluded.place, family = excluded.family, "
                "home = excluded.home, domains = excluded.domains, written = excluded.written, verified = excluded.verified",
                [profile.name, profile.title["vi"], profile.title["en"], profile.kind, profile.place, profile.family,
                 profile.home, " ".join(profile.domains), profile.demo, _day(profile.written), _day(profile.verified)],
            )  # fmt: skip
            before = sql.execute(
                "SELECT max(started_at) FROM runs WHERE portal = ? AND outcome = 'finished' AND started_at <= ?",
                [profile.name, started],
            ).fetchone()[0]
            run_id = sql.execute(
                "INSERT INTO runs (portal, started_at, software, note) VALUES (?, ?, ?, ?)",
                [profile.name, started, self.software, note],
            ).lastrowid
            frontier = Frontier(sql, profile)
            frontier.reconsider()
        assert run_id is not None
        run = Run(run_id, profile, frontier, started, before, Soft404s.of(self.sql, profile))
        self.runs[profile.name] = run
        return run

    def run_of(self, crawler: Crawler) -> Run:
        return self.runs[crawler.spidercls.name]

    def end_run(self, run: Run, outcome: str, exit_code: int) -> None:
        self._seal(run.profile.name)
        counts = run.counts
        with self.transaction() as sql:
            sql.execute(
                "UPDATE runs SET finished_at = ?, outcome = ?, exit_code = ?, requests = ?, articles_new = ?, "
                "articles_changed = ?, articles_same = ?, problems = ? WHERE id = ?",
                [clock.stamp(), outcome, exit_code, counts["requests"], counts["new"], counts["changed"], counts["same"],
                 counts["problems"], run.id],
            )  # fmt: skip
        del self.runs[run.profile.name]

    def stop(self, crawler: Crawler, why: str) -> None:
        """End the crawl early: requests in flight come to their end, nothing more is asked for."""
        run, engine = self.run_of(crawler), crawler.engine
        if run.stopped_by is None and engine is not None:
            run.stopped_by = why
            run.stopping = asyncio.ensure_future(engine.close_spider_async(reason=why))

    def is_stopping(self, crawler: Crawler) -> bool:
        slot = getattr(crawler.engine, "_slot", None)
        return self.run_of(crawler).stopped_by is not None or bool(slot is not None and slot.closing)

    # -- keeping ------------------------------------------------------------------------------------------------------

    async def keep(self, exchange: warc.Exchange, run: Run, frontier_id: int | None) -> CaptureRef:
        """Write one exchange; return where it lies once it is on disk and committed. Raises DiskFull."""
        loop = asyncio.get_running_loop()
        waiting = _Waiting(exchange, run, frontier_id, loop.create_future())
        self._waiting.append(waiting)
        if len(self._waiting) == 1:
            loop.call_later(GATHER, self._commit)
        return await waiting.kept

    def _commit(self) -> None:
        batch, self._waiting = self._waiting, []
        for portal in {waiting.run.profile.name for waiting in batch}:
            mine = [waiting for waiting in batch if waiting.run.profile.name == portal]
            if mine[0].run.stopped_by == "disk":  # to try again would only wait again: half a minute for a lock
                _refuse(mine, "the archive could not be written")
                continue
            try:
                refs = self._write(portal, mine)
            except Exception as error:  # whatever it is: answers that nobody speaks for would hang the crawl
                ours = not isinstance(error, (OSError, sqlite3.Error))
                logger.error("the archive cannot be written: %s", error, exc_info=ours)
                self._files.pop(portal, None)  # its length on disk is in doubt: the next start recovers it
                _refuse(mine, error)
                continue
            for waiting, ref in zip(mine, refs, strict=True):
                waiting.kept.set_result(ref)

    def _write(self, portal: str, batch: list[_Waiting]) -> list[CaptureRef]:
        file = self._file(portal)
        places = []
        for waiting in batch:
            waiting.exchange = replace(waiting.exchange, revisit=self._known(waiting.exchange))
            places.append(file.append(waiting.exchange))
        file.sync()
        self._durable(True)
        with self.transaction() as sql:
            refs = [_insert(sql, waiting, (file.name, *place)) for waiting, place in zip(batch, places, strict=True)]
            sql.execute(
                "UPDATE warc_files SET committed = ?, records = ? WHERE name = ?", [file.size, file.records, file.name]
            )
        self._durable(False)
        if file.size > self.warc_max_bytes:
            self._seal(portal)
        return refs

    def _known(self, exchange: warc.Exchange) -> warc.Revisit | None:
        """The capture that already holds this payload, where a revisit record is enough."""
        capture = exchange.capture
        if exchange.revisit or capture.status != 200 or not capture.body:
            return exchange.revisit
        row = self.sql.execute(
            "SELECT id, address, fetched_at, payload_digest FROM captures WHERE portal = ? AND address = ? AND status = 200 "
            "AND record = 'response' ORDER BY id DESC LIMIT 1",
            [capture.portal, capture.address],
        ).fetchone()
        return warc.Revisit(*row) if row and row[3] == exchange.payload_digest else None

    def _file(self, portal: str) -> warc.WarcFile:
        if portal not in self._files:
            stem = warc.timestamp_name(portal)
            taken = self.sql.execute("SELECT count(*) FROM warc_files WHERE name LIKE ?", [f"{stem}-%"]).fetchone()[0]
            name = f"{stem}-{taken + 1:05d}.warc.gz"
            with self.transaction() as sql:
                sql.execute(
                    "INSERT INTO warc_files (name, state, committed, records, opened_at) VALUES (?, 'open', 0, 0, ?)",
                    [name, clock.stamp()],
                )
            part_of = f"{portal} {self.runs[portal].started_at}"
            self._files[portal] = warc.WarcFile(self.warcs, name, self.software, part_of)
        return self._files[portal]

    def _seal(self, portal: str) -> None:
        file = self._files.pop(portal, None)
        if file is not None:
            self.mark_sealed(file.name, file.seal())

    def stored(self, capture_id: int) -> Capture:
        """The capture with this id as it is to be read: a revisit has the payload, headers and status it stands for."""
        row = self.sql.execute(
            "SELECT c.portal, c.address, c.fetched_at, c.purpose, c.warc, c.offset, c.length, c.revisit_of, "
            "p.warc, p.offset, p.length FROM captures c LEFT JOIN captures p ON p.id = c.revisit_of WHERE c.id = ?",
            [capture_id],
        ).fetchone()
        portal, address, fetched_at, purpose, name, offset, length, revisit_of, *payload = row
        holder = CaptureRef(revisit_of, *payload) if revisit_of else CaptureRef(capture_id, name, offset, length)
        capture = warc.read_capture(self.warcs, holder, portal)
        ref = CaptureRef(capture_id, name, offset, length, revisit_of)
        return replace(capture, address=address, fetched_at=fetched_at, purpose=purpose, ref=ref)

    def payload(self, capture: Capture) -> Capture:
        """What there is to read of a live capture: of a 304, the page it says has not changed."""
        if capture.status == 304 and capture.ref is not None and capture.ref.revisit_of is not None:
            return self.stored(capture.ref.id)
        return capture


def _refuse(batch: list[_Waiting], why: object) -> None:
    for waiting in batch:
        waiting.kept.set_exception(DiskFull(f"disk: {why}"))


def _day(day: object) -> str | None:
    return str(day) if day else None


def _insert(sql: sqlite3.Connection, waiting: _Waiting, place: tuple[str, int, int]) -> CaptureRef:
    exchange, revisit = waiting.exchange, waiting.exchange.revisit
    return capture_rows.insert(
        sql, exchange.capture, waiting.run.id, waiting.frontier_id, exchange.payload_digest,
        "revisit" if revisit else "response", revisit.capture_id if revisit else None, place,
    )  # fmt: skip
