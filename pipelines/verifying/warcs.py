"""warc/ against archive.db: every file whole, every record where its row says, every page with a row, no file without one.

A file is read once from its beginning to what is committed of it, beside its rows in the same order, so that the memory it
takes does not grow with it.
"""

import os
import sqlite3
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipelines import warc
from pipelines.members import Members
from pipelines.verifying.findings import Findings
from pipelines.verifying.records import Damaged, Record, record_of

Progress = Callable[[int], None]

#: Where `scrapy verify --repair` moves files that hold no page.
ORPHANS = "orphans"
NOT_MODIFIED = 304
PAGES = ("response", "revisit")
#: Records between two signs of life.
STEP = 200


@dataclass(frozen=True, slots=True)
class File:
    """A row of `warc_files`."""

    name: str
    state: str
    committed: int
    records: int
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of `captures`, as far as its record must agree with it. `original` is the digest of the capture it stands for."""

    id: int
    offset: int
    length: int
    record: str
    address: str
    fetched_at: str
    status: int
    payload_digest: str
    payload_length: int
    original: str | None

    @property
    def digests(self) -> tuple[str | None, ...]:
        """What the record may call its payload: of a 304 the page that has not changed, or (of old) the nothing that came."""
        is_unmodified = self.record == "revisit" and self.status == NOT_MODIFIED
        return (self.payload_digest, self.original) if is_unmodified else (self.payload_digest,)

    @property
    def called(self) -> str:
        return f"capture {self.id}, {self.address}"


def listing(folder: Path) -> list[str]:
    """What lies in warc/. Asked before the snapshot of archive.db is taken: a crawl writes the row first, then the file."""
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def check(sql: sqlite3.Connection, folder: Path, names: list[str], findings: Findings, progress: Progress) -> None:
    """Everything in `folder` (its `names`) against `warc_files` and `captures`."""
    files = [
        File(*row)
        for row in sql.execute("SELECT name, state, committed, records, sha256 FROM warc_files ORDER BY name")
    ]
    for file in files:
        _Against(sql, folder, file, findings, progress).check()
    growing = sum(file.state == "open" for file in files)
    if growing:
        findings.notes.append(f"{growing} WARC files are not sealed: a crawl is running, or the next start seals them")
    _strangers(folder, names, {file.name for file in files}, findings)
    for capture, name in sql.execute("SELECT id, warc FROM captures WHERE warc NOT IN (SELECT name FROM warc_files)"):
        findings.add("capture-without-file", f"capture {capture}: {name}")
    for capture, address in sql.execute(
        "SELECT c.id, c.address FROM captures c LEFT JOIN captures p ON p.id = c.revisit_of WHERE CASE c.record "
        "WHEN 'response' THEN c.revisit_of IS NOT NULL ELSE p.id IS NULL OR p.record <> 'response' OR p.portal <> c.portal "
        # A 304 brought no payload: its row has the digest of nothing.
        "OR (c.status <> 304 AND p.payload_digest <> c.payload_digest) END"
    ):
        findings.add("revisit-astray", f"capture {capture}, {address}")


def check_alone(folder: Path, names: list[str], findings: Findings, progress: Progress) -> None:
    """The sealed files in `folder` by themselves, where no archive.db can say what they should hold."""
    for name in names:
        if not name.endswith(".warc.gz"):
            continue
        findings.looked_at["files"] += 1
        try:
            with (folder / name).open("rb") as file:
                _count(file, name, findings, progress)
        except OSError as error:
            findings.add("warc-unreadable", f"{name}: {error.strerror or error}")


def pages_in(path: Path) -> int | None:
    """How many pages a WARC file holds; None when it holds something that is no record."""
    found, alone = 0, Findings()
    with path.open("rb") as file:
        found = _count(file, path.name, alone, lambda _: None)
    return found if alone.is_sound else None


class _Against:
    """One file and its rows."""

    def __init__(
        self, sql: sqlite3.Connection, folder: Path, file: File, findings: Findings, progress: Progress
    ) -> None:
        self.sql, self.folder, self.file, self.findings, self.progress = sql, folder, file, findings, progress

    def check(self) -> None:
        if self.file.committed == 0 and self.file.state == "open":  # nothing is kept in it yet
            return
        self.findings.looked_at["files"] += 1
        try:
            with self._open() as data:
                self._read(data)
        except FileNotFoundError:
            (count,) = self.sql.execute("SELECT count(*) FROM captures WHERE warc = ?", [self.file.name]).fetchone()
            self.findings.add("warc-missing", f"{self.file.name}: {count:,} captures")
        except OSError as error:
            self.findings.add("warc-unreadable", f"{self.file.name}: {error.strerror or error}")

    def _open(self) -> BinaryIO:
        try:
            return warc.find(self.folder, self.file.name).open("rb")
        except FileNotFoundError:  # a crawl may have sealed it between the look and the opening
            return warc.find(self.folder, self.file.name).open("rb")

    def _read(self, data: BinaryIO) -> None:
        file, size = self.file, os.fstat(data.fileno()).st_size
        end = min(size, file.committed)
        if size < file.committed:
            (lost,) = self.sql.execute(
                "SELECT count(*) FROM captures WHERE warc = ? AND offset + length > ?", [file.name, size]
            ).fetchone()
            self.findings.add(
                "warc-short", f"{file.name}: {size:,} of {file.committed:,} bytes, {lost:,} captures are lost"
            )
        starts = array("q", (at for (at,) in self._captures("offset") if at < end))
        members = Members(data, end, starts)
        records, is_whole = self._compare(members, end)
        self.findings.looked_at["bytes"] += end
        self.findings.looked_at["records"] += records
        if file.state == "sealed" and size >= file.committed and members.sha256() != file.sha256:
            self.findings.add("warc-changed", f"{file.name}: not the SHA-256 in archive.db")
        elif file.state == "sealed" and size > file.committed:
            self.findings.add("warc-changed", f"{file.name}: {size - file.committed:,} bytes behind its end")
        if is_whole and end == file.committed and records != file.records:
            self.findings.add("record-count", f"{file.name}: {records:,} records, {file.records:,} in archive.db")

    def _captures(self, columns: str) -> sqlite3.Cursor:
        return self.sql.execute(f"SELECT {columns} FROM captures WHERE warc = ? ORDER BY offset, id", [self.file.name])

    def _compare(self, members: Members, end: int) -> tuple[int, bool]:
        """Records and rows side by side; return how many records there are, and whether all of them are whole."""
        rows = self._rows(end)
        row, records, is_whole = next(rows, None), 0, True
        for offset, length, content in members:
            while row and row.offset < offset:
                self.findings.add("record-missing", f"{self._at(row.offset)}: {row.called}")
                row = next(rows, None)
            mine = row if row and row.offset == offset else None
            if mine:
                row = next(rows, None)
            try:
                if content is None:
                    raise Damaged("it does not unpack")
                self._agree(record_of(content), mine, offset, length)
            except Damaged as error:
                is_whole = False
                if mine or end == self.file.committed:  # else it is the torn end, which has been told
                    self.findings.add(
                        "record-damaged", f"{self._at(offset)}: {error}{f' ({mine.called})' if mine else ''}"
                    )
            records += 1
            if records % STEP == 0:
                self.progress(STEP)
        self.progress(records % STEP)
        for left in (row, *rows) if row else ():
            self.findings.add("record-missing", f"{self._at(left.offset)}: {left.called}")
        return records, is_whole

    def _rows(self, end: int) -> Iterator[Row]:
        """The rows of the file, without those that its missing end has taken with it."""
        is_short = end < self.file.committed
        for values in self._captures(
            "id, offset, length, record, address, fetched_at, status, payload_digest, payload_length, "
            "(SELECT payload_digest FROM captures p WHERE p.id = captures.revisit_of)"
        ):
            self.findings.looked_at["captures"] += 1
            row = Row(*values)
            if not (is_short and row.offset + row.length > end):
                yield row

    def _agree(self, record: Record, row: Row | None, offset: int, length: int) -> None:
        if record.type not in PAGES:
            if row:
                self.findings.add("record-missing", f"{self._at(offset)}: a {record.type} record ({row.called})")
            return
        if row is None:
            self.findings.add("record-unknown", f"{self._at(offset)}: {record.address}")
            return
        pairs: list[tuple[str, object, object]] = [
            ("record", record.type, row.record),
            ("address", record.address, row.address),
            ("fetched_at", record.date, row.fetched_at),
            ("payload_digest", record.payload_digest in row.digests, True),
            ("length", length, row.length),
        ]
        if record.status is not None or row.status != NOT_MODIFIED:  # a 304 may have its head in a record of its own
            pairs.append(("status", record.status, f"{row.status:03d}"))
        if record.type == "response":
            pairs.append(("payload_length", record.payload_length, row.payload_length))
        differing = [name for name, there, here in pairs if there != here]
        if differing:
            self.findings.add("record-differs", f"{self._at(offset)}: {', '.join(differing)} ({row.called})")

    def _at(self, offset: int) -> str:
        return f"{self.file.name} byte {offset}"


def _strangers(folder: Path, names: list[str], known: set[str], findings: Findings) -> None:
    """What lies in warc/ and is not in `known`."""
    others = []
    for name in names:
        path, stem = folder / name, name.removesuffix(".open")
        is_second = name != stem and (folder / stem).exists() and path.exists()
        if (stem in known and not is_second) or name == ORPHANS or not path.exists():
            continue
        if path.is_dir() or not stem.endswith(".warc.gz"):
            others.append(name)
            continue
        pages = pages_in(path)
        if pages == 0:
            findings.add("warc-leftover", name)
        else:
            findings.add("warc-unknown", f"{name}: {'not whole' if pages is None else f'{pages:,} pages'}")
    if others:
        findings.notes.append(f"{len(others)} things in warc/ are no WARC files: {', '.join(others[:5])}")


def _count(file: BinaryIO, name: str, findings: Findings, progress: Progress) -> int:
    """Read a file by itself; return how many pages it holds."""
    size, pages = os.fstat(file.fileno()).st_size, 0
    for offset, _, content in Members(file, size, ()):
        findings.looked_at["records"] += 1
        progress(1)
        try:
            if content is None:
                raise Damaged("it does not unpack")
            pages += record_of(content).type in PAGES
        except Damaged as error:
            findings.add("record-damaged", f"{name} byte {offset}: {error}")
    findings.looked_at["bytes"] += size
    return pages
