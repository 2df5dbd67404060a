"""Make a backup of an archive, also while a crawl writes to it.

The database is taken first: all WARC bytes that it calls committed are on the disk by then, and stay as they are, so they
are copied afterwards, at leisure. The archive's lock is not taken, and nothing of it is written.
"""

import re
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.backup import files, snapshot
from pipelines.backup import folder as backups
from pipelines.backup.folder import Backup, BackupRefused, Kept, Progress
from spiders import clock

GENERATION = re.compile(r"\d{8}T\d{6}Z(-\d+)?")

_NOTE = """
A backup was begun in this folder and is not finished, or is being made now; `scrapy backup` finishes it.
Where there is a file SHA256SUMS, what it names is the backup before, and that one is whole.
"""


@dataclass(frozen=True, slots=True)
class Report:
    """The backup that was made; WARC files and bytes of them that were copied now, the others being there already."""

    backup: Backup
    copied: int
    copied_bytes: int


def back_up(archive: Path, folder: Path, *, root: Path, software: str, progress: Progress) -> Report:
    """Make a backup of the archive in the folder `archive` in `folder`, beside what an earlier backup left there.

    `root` is the project's: nothing is put there, since Datasette serves what lies in it. Raises BackupRefused for a folder
    that is not fit, schema.ArchiveMissing, schema.ArchiveUnusable for a file that is no archive, BackupDamaged when the
    database is damaged or a WARC file is not what was sealed (all others are copied then), AlreadyRunning when another
    backup is at work in `folder`, and OSError when `folder` cannot be written. Whatever is raised, even by kill -9: a
    finished backup in `folder` is as it was.
    """
    folder, archive = folder.resolve(), archive.resolve()
    _refuse_place(folder, (archive, root.resolve()))
    with closing(snapshot.take(archive / backups.DATABASE)) as source, _written_to(folder):
        folder.mkdir(exist_ok=True)
        with backups.locked(folder / backups.LOCK, "another backup is at work there"):
            before = backups.read(folder)
            _refuse_other(folder, before, source)
            return _make(archive, folder, source, before.files if before else (), software, progress)


def _make(
    archive: Path, folder: Path, source: sqlite3.Connection, before: Sequence[Kept], software: str, progress: Progress
) -> Report:
    backups.write_durably(folder / backups.UNFINISHED, f"{snapshot.birth_mark(source)}\n{_NOTE}".encode())
    _sweep_generations(folder, before)
    generation = _generation(folder)
    database = folder / generation / backups.DATABASE
    database.parent.mkdir()
    snapshot.copy(source, database, progress)
    source.close()  # from here on the write-ahead log may begin anew
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as sql:
        backup, wanted = snapshot.describe(sql, software), files.named(sql)
    copied = files.copy(archive / "warc", wanted, folder, generation, before, progress)
    with database.open("rb") as file:
        digest = backups.digest_of(file)
    kept = Kept(f"{generation}/{backups.DATABASE}", backups.DATABASE, database.stat().st_size, digest)
    backup = replace(backup, files=(kept, *copied.files))
    backups.write(folder, generation, backup)
    _sweep_generations(folder, backup.files)
    _sweep_warcs(folder, backup.files)
    (folder / backups.UNFINISHED).unlink()
    return Report(backup, copied.count, copied.bytes)


# -- which folder -------------------------------------------------------------------------------------------------------


def _refuse_place(folder: Path, homes: Sequence[Path]) -> None:
    for home in homes:
        if folder == home or home in folder.parents:
            raise BackupRefused(
                f"{folder} lies in {home}: Datasette serves what is there, and what takes the archive away would take its "
                "backup too. Name a folder elsewhere, best on another disk."
            )
    if not folder.parent.is_dir():
        raise BackupRefused(f"{folder.parent} is not there (is the disk mounted?); only the last folder is made")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise BackupRefused(f"{folder} is a file")
    there = {path.name for path in folder.iterdir()} - {backups.LOCK}
    if there and not there & {backups.SUMS, backups.UNFINISHED}:
        raise BackupRefused(f"{folder} holds something that is no backup ({min(there)}): name a new or empty folder")


def _refuse_other(folder: Path, before: Backup | None, source: sqlite3.Connection) -> None:
    """A backup is put beside those of this archive as it was earlier, and beside nothing else: what they do not name any
    more is deleted in the end, and must never be pages that this archive does not have."""
    begun = folder / backups.UNFINISHED
    marks = {before.archive} if before else set()
    if begun.exists():
        marks.add(begun.read_text("utf-8").partition("\n")[0])
    if marks - {snapshot.birth_mark(source)}:
        raise BackupRefused(f"{folder} holds the backup of another archive: name another folder")
    known = {name for (name,) in source.execute("SELECT name FROM warc_files")}
    there = {path.name for path in (folder / "warc").rglob("*.warc.gz")}
    there |= {Path(kept.name).name.removesuffix(".open") for kept in before.warcs} if before else set()
    if lost := sorted(there - known):
        raise BackupRefused(
            f"{folder} holds {len(lost)} WARC files that this archive does not know ({lost[0]}): it was made from a later "
            "state, and may be the only copy of those pages. Name another folder."
        )


def _generation(folder: Path) -> str:
    """The name of a new folder for what changes: the moment, with a number where that is taken."""
    stamp = f"{clock.now():%Y%m%dT%H%M%SZ}"
    names = (stamp, *(f"{stamp}-{n}" for n in range(2, 1_000)))
    return next(name for name in names if not (folder / name).exists())


def _sweep_generations(folder: Path, kept: Sequence[Kept]) -> None:
    """Delete what changes of all backups but the one whose files are `kept`."""
    named = {one.path.partition("/")[0] for one in kept}
    for path in folder.iterdir():
        if path.name not in named and GENERATION.fullmatch(path.name):
            shutil.rmtree(path)


def _sweep_warcs(folder: Path, kept: Sequence[Kept]) -> None:
    """Delete WARC files that are not `kept`: halves, and those whose name another content has taken."""
    named = {one.path for one in kept}
    for path in [*(folder / "warc").rglob("*.warc.gz"), *(folder / "warc").rglob(f"*{backups.PART}")]:
        if path.relative_to(folder).as_posix() not in named:
            path.unlink()


@contextmanager
def _written_to(folder: Path) -> Iterator[None]:
    """What could not be written, in words: where, and what became of the backup that is there."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        finished = (folder / backups.SUMS).exists()
        raise OSError(
            f"{folder} cannot be written (is the disk full?): {error}. "
            f"{'The finished backup in it is as it was' if finished else 'There is no finished backup in it yet'}; make room "
            "and run `scrapy backup` again: it goes on with what is there."
        ) from error
