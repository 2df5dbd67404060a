"""archive.db made again from warc/ alone: what to do when the database is lost and no backup is at hand.

Every record is read as if it came from its server that day, by the same code as in a live crawl: links go into the frontier,
articles into their tables, and each run is judged when its records have been read. What no record tells is lost: requests
that brought no answer, and what people decided about incidents.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord

from pipelines import warc
from pipelines.archive import Archive
from pipelines.duplicates.update import update as update_duplicates
from pipelines.rereading import WINDOW
from pipelines.run import Run
from pipelines.store import Store
from pipelines.versions.judge import Judge
from pipelines.versions.soft_404 import is_probe
from spiders import clock
from spiders.addresses import fold
from spiders.items import Link
from spiders.profile import Profile


@dataclass(frozen=True, slots=True)
class File:
    """A WARC file: the portal and the moment of the run it is part of, and the moment it was begun."""

    path: Path
    portal: str
    run: str
    begun: str

    @property
    def name(self) -> str:
        return self.path.name.removesuffix(".open")


@dataclass
class Report:
    """What was found: counts, and the files that belong to no portal known here."""

    files: int = 0
    captures: int = 0
    articles: int = 0
    strange: list[str] = field(default_factory=list)


def rebuild(
    archive: Archive,
    profiles: Mapping[str, Profile],
    entries: Callable[[Profile], list[Link]],
    progress: Callable[[int], None],
) -> Report:
    """Fill an empty archive from the files in its warc/. Raises WarcDamaged for a file with no whole record."""
    report = Report()
    files = sorted(_files(archive.warcs), key=lambda file: (file.begun, file.name))
    report.strange = [file.path.name for file in files if file.portal not in profiles]
    runs: dict[tuple[str, str], list[File]] = {}
    for file in files:
        if file.portal in profiles:
            runs.setdefault((file.portal, file.run), []).append(file)
    for (portal, begun), parts in runs.items():
        with clock.standing(clock.parse(begun)):
            run = archive.begin_run(profiles[portal], note="made again from warc/")
            with archive.transaction():
                run.frontier.enter(entries(run.profile), again=True)
        for file in parts:
            report.captures += _Rebuilding(archive, run, file, progress).all()
            report.files += 1
        Judge(archive, run.profile).catch_up()
        archive.end_run(run, "rebuilt", 0)
    update_duplicates(archive)
    (report.articles,) = archive.sql.execute("SELECT count(*) FROM articles").fetchone()
    return report


def _files(folder: Path) -> Iterator[File]:
    for path in sorted((*folder.glob("*.warc.gz"), *folder.glob("*.warc.gz.open"))):
        with path.open("rb") as stream:
            first = next(iter(ArchiveIterator(stream, parse_http=False)), None)
            if first is None:
                raise warc.WarcDamaged(f"{path}: no whole record. Move the file away, and start again.")
            begun, told = first.headers["WARC-Date"], first.reader.read().decode("utf-8", "replace")
        part_of = next((line.partition(": ")[2] for line in told.splitlines() if line.startswith("isPartOf: ")), "")
        portal, _, run = part_of.strip().rpartition(" ")
        yield File(path, portal or path.name.rsplit("-", 2)[0], run or begun, begun)


class _Rebuilding:
    """One file's records on their way into the tables."""

    def __init__(self, archive: Archive, run: Run, file: File, progress: Callable[[int], None]) -> None:
        self.archive, self.run, self.file, self.progress = archive, run, file, progress
        self.store = Store(archive)

    def all(self) -> int:
        """Store and read every record; return how many captures there were."""
        with self.archive.transaction() as sql:
            sql.execute(
                "INSERT INTO warc_files (name, state, committed, records, opened_at) VALUES (?, 'open', 0, 0, ?)",
                [self.file.name, self.file.begun],
            )
            captures = list(self._captures())
        self._seal()
        for first in range(0, len(captures), WINDOW * self.archive.workers.count):
            self._read(captures[first : first + WINDOW * self.archive.workers.count])
        return len(captures)

    def _captures(self) -> Iterator[int]:
        """Put a row in for every record of an answer; yields the ids of those that are to be read."""
        records = end = 0
        with self.file.path.open("rb") as stream:
            for record, offset, length in warc.members(stream):
                records, end = records + 1, offset + length
                if record.headers.get("WARC-Type") in ("response", "revisit"):
                    row = self._insert(record, offset, length)
                    if row is not None:
                        yield row
        self.archive.sql.execute(
            "UPDATE warc_files SET committed = ?, records = ? WHERE name = ?", [end, records, self.file.name]
        )

    def _insert(self, record: WarcRecord, offset: int, length: int) -> int | None:
        """The row of one record; its id where there is something to read."""
        profile, told = self.run.profile, record.headers
        capture = warc.capture_of(record, profile.name)
        if capture is None:
            return None
        address, is_revisit = capture.address, told.get("WARC-Type") == "revisit"
        purpose = self._purpose(address)
        row = self.archive.sql.execute(
            "INSERT INTO captures (portal, address, frontier_id, run_id, purpose, fetched_at, status, content_type, ip, etag, "
            "last_modified, payload_digest, payload_length, record, revisit_of, warc, offset, length, state, reading) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [profile.name, address, self._row_of(address, capture.fetched_at) if purpose == "page" else None, self.run.id,
             purpose, capture.fetched_at, capture.status, capture.header("Content-Type"), capture.ip, capture.header("ETag"),
             capture.header("Last-Modified"), told.get("WARC-Payload-Digest") or warc.payload_digest(capture.body),
             len(capture.body), told.get("WARC-Type"), self._payload(record) if is_revisit else None, self.file.name, offset,
             length, *(("read", "robots") if purpose == "robots" else ("unread", None))],
        ).lastrowid  # fmt: skip
        return None if purpose == "robots" else row

    def _purpose(self, address: str) -> str:
        if address.endswith("/robots.txt"):
            return "robots"
        return "probe" if is_probe(address, self.run.started_at) else "page"

    def _payload(self, record: WarcRecord) -> int | None:
        """The capture that holds the payload which a revisit record refers to."""
        told = record.headers
        row = self.archive.sql.execute(
            "SELECT id FROM captures WHERE portal = ? AND address = ? AND fetched_at = ? AND record = 'response'",
            [self.run.profile.name, told.get("WARC-Refers-To-Target-URI"), told.get("WARC-Refers-To-Date")],
        ).fetchone()
        return int(row[0]) if row else None

    def _row_of(self, address: str, at: str) -> int | None:
        """The row of the frontier that was asked: an address that no link led to (a way in of then) gets one."""
        sql, profile = self.archive.sql, self.run.profile
        query = "SELECT id FROM frontier WHERE portal = ? AND address = ?"
        found = sql.execute(query, [profile.name, address]).fetchone()
        if found is None and (link := fold(address, address, profile)) is not None:
            with clock.standing(clock.parse(at)):
                self.run.frontier.learn([link._replace(address=address, refused=None)], address)
            found = sql.execute(query, [profile.name, address]).fetchone()
        return int(found[0]) if found else None

    def _seal(self) -> None:
        (committed,) = self.archive.sql.execute(
            "SELECT committed FROM warc_files WHERE name = ?", [self.file.name]
        ).fetchone()
        digest = warc.recover(self.archive.warcs, self.file.name, committed)
        self.archive.mark_sealed(self.file.name, digest)

    def _read(self, ids: Iterable[int]) -> None:
        workers = self.archive.workers
        captures = [self.archive.stored(number) for number in ids]
        for capture, reading in [(capture, workers.read(capture)) for capture in captures]:
            with clock.standing(clock.parse(capture.fetched_at)):
                self.store.keep(capture, workers.result(reading), self.run)
            self.progress(1)
