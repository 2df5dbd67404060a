"""Put a backup where an archive is to be: every file is verified first, and the database comes last.

Until archive.db is in its place there is no archive, and a restore that was cut short is simply run again. A WARC file that was
growing comes back as `<name>.open`, cut at its committed length: the next start seals it, as after any crash.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from pipelines import warc
from pipelines.backup import folder as backups
from pipelines.backup.folder import Backup, BackupDamaged, BackupRefused, Kept, Progress, after


def restore(folder: Path, archive: Path, progress: Progress) -> Backup:
    """Put the backup in `folder` into the folder `archive`; return what was put there.

    Raises BackupRefused when `folder` holds no backup or `archive` something else, BackupDamaged (nothing is changed then)
    when a file of the backup is missing or changed or the backup is not finished, AlreadyRunning when a crawl holds the
    archive or a backup is at work in `folder`, OSError when `archive` cannot be written.
    """
    folder, archive = folder.resolve(), archive.resolve()
    if archive == folder or folder in archive.parents:
        raise BackupRefused(f"{archive} lies in the backup: name another ARCHIVE_DIR")
    if not (folder / backups.SUMS).is_file():
        if (folder / backups.UNFINISHED).exists():
            raise BackupDamaged(f"the backup in {folder} is not finished: `scrapy backup` on the archive finishes it")
        raise BackupRefused(f"{folder} holds no backup (there is no {backups.SUMS})")
    with backups.locked(folder / backups.LOCK, "a backup is at work there"):
        backup = backups.read(folder)
        assert backup is not None
        _refuse_existing(archive, backup)
        backups.verify(folder, backup, progress)
        try:
            archive.mkdir(parents=True, exist_ok=True)
            with backups.locked(archive / ".archive.lock", f"a crawl is writing {archive}"):
                _refuse_existing(archive, backup)
                _put(folder, backup, archive, progress)
        except (OSError, sqlite3.OperationalError) as error:
            raise OSError(
                f"{archive} cannot be written (is the disk full?): {error}. There is no archive in it yet; make room and run "
                "`scrapy restore` again: it goes on with what is there."
            ) from error
    return backup


def _refuse_existing(archive: Path, backup: Backup) -> None:
    """Only what a restore of this backup has left is gone over. A write-ahead log without its database is none of that:
    SQLite would play it into the one that is put there."""
    named = {kept.name for kept in backup.files}
    there = [archive / f"archive.db{end}" for end in ("", "-wal", "-shm", "-journal")]
    strange = [path for path in there if path.exists()]
    strange += [
        path
        for path in sorted((archive / "warc").glob("*"))
        if f"warc/{path.name.removesuffix(backups.PART)}" not in named
    ]
    if strange:
        raise BackupRefused(
            f"{strange[0]} is in the way: a backup is never restored over an archive. Move archive.db* and warc/ away, or set "
            "ARCHIVE_DIR to another folder."
        )


def _put(folder: Path, backup: Backup, archive: Path, progress: Progress) -> None:
    done = 0
    for kept in backup.warcs:
        target = archive / kept.name
        if target.exists():
            _refuse_different(target, kept)
        else:
            _copy(folder, kept, target, after(progress, "restoring", done, backup.bytes))
        done += kept.bytes
    _put_database(folder, backup.database, archive, after(progress, "restoring", done, backup.bytes))


def _put_database(folder: Path, kept: Kept, archive: Path, progress: Callable[[int], None]) -> None:
    """Put the database in its place, with its write-ahead log switched on again: a reader must never block a writer."""
    fresh = archive / f"{backups.DATABASE}.restored"
    for end in ("-wal", "-shm", "-journal"):  # of a restore that was cut short
        fresh.with_name(fresh.name + end).unlink(missing_ok=True)
    _copy(folder, kept, fresh, progress)
    with closing(sqlite3.connect(fresh)) as sql:
        sql.execute("PRAGMA journal_mode = WAL")
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    warc.rename_durably(fresh, archive / backups.DATABASE)


def _copy(folder: Path, kept: Kept, target: Path, progress: Callable[[int], None]) -> None:
    with (folder / kept.path).open("rb") as source:
        backups.copy(source, target, kept.bytes, kept.sha256, progress)


def _refuse_different(target: Path, kept: Kept) -> None:
    with target.open("rb") as file:
        if backups.digest_of(file) != kept.sha256:
            raise BackupRefused(f"{target} is not what the backup holds under this name: move {target.parent} away")
