"""What a killed crawl left behind, and what is wrong with an archive after the crawl was started again."""

import hashlib
import signal
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from benchmarks.crash_site import ARTICLES
from benchmarks.loopback import Pages

KEPT = "SELECT id, address, payload_digest, record, warc, offset, length FROM captures"


@dataclass(frozen=True)
class Left:
    """What a killed crawl left behind: `kept` is what must be there for ever, `prefix` each file's committed bytes, hashed."""

    killed: bool
    files_open: int
    torn: int
    unread: int
    kept: frozenset[tuple[Any, ...]]
    prefix: dict[str, tuple[int, str]]


def left_behind(archive: Path, died: int) -> Left:
    """Read from the archive as the kill left it."""
    with closing(sqlite3.connect(archive / "archive.db")) as connection:
        kept = frozenset(connection.execute(KEPT))
        unread = connection.execute("SELECT count(*) FROM captures WHERE state = 'unread'").fetchone()[0]
        known = dict(connection.execute("SELECT name, committed FROM warc_files WHERE state = 'open'"))
        torn, prefix = 0, {}
        for name, committed in known.items():
            path = archive / "warc" / f"{name}.open"
            data = path.read_bytes() if path.exists() else b""
            torn += len(data) - committed
            prefix[name] = (committed, hashlib.sha256(data[:committed]).hexdigest())
        return Left(died == -signal.SIGKILL, len(known), torn, unread, kept, prefix)


def check(archive: Path, left: Left, pages: Pages) -> list[str]:
    """What is wrong with an archive whose crawl was killed once and then ran to its end."""
    connection = sqlite3.connect(archive / "archive.db")
    faults = []

    def rows(sql: str) -> list[tuple[Any, ...]]:
        return connection.execute(sql).fetchall()

    if rows("PRAGMA integrity_check") != [("ok",)] or rows("PRAGMA foreign_key_check"):
        faults.append("archive.db is damaged")
    keys = [key for (key,) in rows("SELECT key FROM articles ORDER BY key")]
    if keys != sorted(str(1000 + n) for n in range(ARTICLES)):
        faults.append(f"{len(keys)} articles ({len(set(keys))} different) instead of {ARTICLES}")
    stored = rows(KEPT)
    if lost := left.kept - set(stored):
        faults.append(f"{len(lost)} committed records are gone or changed")
    fetched = Counter(address for (address,) in rows("SELECT address FROM captures WHERE purpose = 'page'"))
    if twice := [address for address, count in fetched.items() if count > 1]:
        faults.append(f"{len(twice)} pages were fetched twice, such as {twice[0]}")
    if set(fetched) != set(pages):
        faults.append("the pages fetched are not the site's pages")
    if unread := rows("SELECT count(*) FROM captures WHERE state = 'unread'")[0][0]:
        faults.append(f"{unread} captures stay unread")
    files = {
        name: tuple(told) for name, *told in rows("SELECT name, state, committed, records, sha256 FROM warc_files")
    }
    told = Counter(rows("SELECT article_id, kind FROM events"))
    if len(told) != ARTICLES or set(told.values()) != {1} or rows("SELECT 1 FROM runs WHERE judged = 0"):
        faults.append(f"{told.total()} events instead of one creation an article")
    connection.close()
    if {path.name for path in (archive / "warc").iterdir()} != set(files):
        return [*faults, "the WARC files on disk are not the ones in archive.db"]
    for name, (committed, digest) in left.prefix.items():
        if committed and hashlib.sha256((archive / "warc" / name).read_bytes()[:committed]).hexdigest() != digest:
            faults.append(f"{name}: committed bytes are not what they were")
    return faults + _check_warcs(archive, files, {(row[4], row[5]): row for row in stored})


def _check_warcs(
    archive: Path, files: dict[str, tuple[Any, ...]], stored: dict[tuple[str, int], tuple[Any, ...]]
) -> list[str]:
    """Both readers must see every record of every file, and its answers must be the captures, each where its row says."""
    faults, found = [], {}
    for name, (state, committed, records, sha256) in files.items():
        data = (archive / "warc" / name).read_bytes()
        if (state, committed, sha256) != ("sealed", len(data), hashlib.sha256(data).hexdigest()):
            faults.append(f"{name}: {state}, not what archive.db says it is")
        with (archive / "warc" / name).open("rb") as file:
            fast = [(record.stream_pos, dict(record.headers)) for record in FastIterator(file)]
        with (archive / "warc" / name).open("rb") as file:
            warcio = sum(
                record.content_stream().read() is not None for record in WarcioIterator(file, check_digests="raise")
            )
        if not len(fast) == warcio == records:
            faults.append(f"{name}: {len(fast)} records by fastwarc, {warcio} by warcio, {records} committed")
        for offset, told in fast:
            if told["WARC-Type"] in ("response", "revisit"):
                found[name, offset] = (told["WARC-Target-URI"], told["WARC-Payload-Digest"], told["WARC-Type"])
    if found != {place: row[1:4] for place, row in stored.items()}:
        faults.append("the answers in the WARC files are not the captures in archive.db")
    return faults
