"""archive.db made again from warc/ alone: what to do when the database is lost and no backup is at hand.

Every record is read as if it came from its server that day, by the same code as in a live crawl: links go into the frontier,
articles into their tables, and each run is judged when its records have been read. What no record tells is lost: requests
that brought no answer, and what people decided about incidents.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from fastwarc.warc import WarcRecord
from sqlite_utils.utils import chunks

from pipelines import capture_rows, warc
from pipelines.archive import Archive
from pipelines.coverage.update import update as update_coverage
from pipelines.duplicates.update import update as update_duplicates
from pipelines.members import Members
from pipelines.rereading import WINDOW
from pipelines.run import Run
from pipelines.store import Store
from pipelines.versions.judge import Judge
from pipelines.versions.soft_404 import is_probe
from spiders import clock
from spiders.addresses import fold
from spiders.items import Link
from spiders.profile import Profile

#: How each gzip member of ours begins (no name, no time): what stands behind a torn tail is none.
BEGINS = b"\x1f\x8b\x08\0\0\0\0\0"


@dataclass(frozen=True, slots=True)
class File:
    """A WARC file: the portal and the moment of the run it is part of, the moment it was begun, and where its last whole
    record ends."""

    path: Path
    portal: str
    run: str
    begun: str
    end: int

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


def files(folder: Path) -> list[File]:
    """The WARC files in `folder`, in the order in which they were begun.

    Raises WarcDamaged for one that is not whole, a torn tail of a file that was growing aside: what lies behind the damage are
    pages, and a person has to say where they may be found. Nothing is changed.
    """
    found = [_file(path) for path in (*folder.glob("*.warc.gz"), *folder.glob("*.warc.gz.open"))]
    return sorted(found, key=lambda file: (file.begun, file.name))


def _file(path: Path) -> File:
    end, begun, told = 0, "", ""
    with path.open("rb") as stream:
        size = path.stat().st_size
        for offset, length, content in Members(stream, size, ()):
            if content is None:
                break
            if not offset:
                info = WarcRecord.from_bytes(content)
                begun, told = info.headers["WARC-Date"], info.reader.read().decode("utf-8", "replace")
            end = offset + length
        stream.seek(min(end + 1, size))
        is_torn = end > 0 and path.suffix == ".open" and BEGINS not in stream.read()
    if end < size and not is_torn:
        raise warc.WarcDamaged(
            f"{path} is damaged at byte {end:,}: bring it back (a backup, another disk) or move it away, and start again; "
            "nothing was changed."
        )
    part_of = next((line.partition(": ")[2] for line in told.splitlines() if line.startswith("isPartOf: ")), "")
    portal, _, run = part_of.strip().rpartition(" ")
    return File(path, portal or path.name.rsplit("-", 2)[0], run or begun, begun, end)


def rebuild(
    archive: Archive,
    found: Sequence[File],
    profiles: Mapping[str, Profile],
    entries: Callable[[Profile], list[Link]],
    progress: Callable[[int], None],
) -> Report:
    """Fill an empty archive from the files `found` in its warc/."""
    report = Report(strange=[file.path.name for file in found if file.portal not in profiles])
    runs: dict[tuple[str, str], list[File]] = {}
    for file in found:
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
    update_coverage(archive)
    (report.articles,) = archive.sql.execute("SELECT count(*) FROM articles").fetchone()
    return report


class _Rebuilding:
    """One file's records on their way into the tables."""

    def __init__(self, archive: Archive, run: Run, file: File, progress: Callable[[int], None]) -> None:
        self.archive, self.run, self.file, self.progress = archive, run, file, progress
        self.store = Store(archive)

    def all(self) -> int:
        """Store and read every record; return how many captures there were."""
        with self.archive.transaction() as sql:
            sql.execute(
                "INSERT INTO warc_files (name, state, committed, records, opened_at) VALUES (?, 'open', ?, 0, ?)",
                [self.file.name, self.file.end, self.file.begun],
            )
            captures = list(self._captures())
        self.archive.mark_sealed(self.file.name, warc.recover(self.archive.warcs, self.file.name, self.file.end))
        for batch in chunks(captures, WINDOW * self.archive.workers.count):
            self._read(batch)
        return len(captures)

    def _captures(self) -> Iterator[int]:
        """Put a row in for every record of an answer; yields the ids of those that are to be read."""
        records = 0
        with self.file.path.open("rb") as stream:
            for offset, length, content in Members(stream, self.file.end, ()):
                assert content is not None, "the file has changed since it was looked through"
                records += 1
                record = WarcRecord.from_bytes(content)
                if record.headers.get("WARC-Type") in ("response", "revisit"):
                    row = self._insert(record, offset, length)
                    if row is not None:
                        yield row
        self.archive.sql.execute("UPDATE warc_files SET records = ? WHERE name = ?", [records, self.file.name])

    def _insert(self, record: WarcRecord, offset: int, length: int) -> int | None:
        """The row of one record; its id where there is something to read."""
        told = record.headers
        capture = warc.capture_of(record, self.run.profile.name)
        if capture is None:
            return None
        capture = replace(capture, purpose=self._purpose(capture.address))
        ref = capture_rows.insert(
            self.archive.sql, capture, self.run.id,
            self._row_of(capture.address, capture.fetched_at) if capture.purpose == "page" else None,
            told.get("WARC-Payload-Digest") or warc.payload_digest(capture.body), told["WARC-Type"],
            self._payload(record) if told["WARC-Type"] == "revisit" else None, (self.file.name, offset, length),
        )  # fmt: skip
        return None if capture.purpose == "robots" else ref.id

    def _purpose(self, address: str) -> Literal["page", "robots", "probe"]:
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

    def _read(self, ids: Iterable[int]) -> None:
        workers = self.archive.workers
        captures = [self.archive.stored(number) for number in ids]
        for capture, reading in [(capture, workers.read(capture)) for capture in captures]:
            with clock.standing(clock.parse(capture.fetched_at)):
                self.store.keep(capture, workers.result(reading), self.run)
            self.progress(1)
