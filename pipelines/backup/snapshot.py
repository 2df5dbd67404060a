"""The archive's database as it stands at one moment, beside a writer that never pauses.

A reading transaction of a write-ahead log blocks no writer and sees one state until it ends. SQLite's backup begins again
at every write of another process, so that a busy crawl would keep it from ever ending, but not when its source is inside such a
transaction: then it copies what that one sees, in as many steps as we like. (VACUUM INTO would do too; it writes every
row anew, for several times the work, and says nothing on the way.)
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from pipelines import schema
from pipelines.backup.folder import Backup, BackupDamaged, Progress
from spiders import clock

#: Pages of the database copied between two words of progress: 16 MiB.
PAGES = 4096
#: Milliseconds to wait for a lock. A reader of a write-ahead log waits for nothing but its recovery after a crash.
BUSY_TIMEOUT = 30_000
COUNTED = ("articles", "captures", "runs", "warc_files")


def take(path: Path) -> sqlite3.Connection:
    """A connection that sees the archive at `path` as it is now until it is closed, and writes nothing.

    Not `schema.connect`: that one refuses the tables of an earlier version, and a backup is what an upgrade begins with.
    Raises schema.ArchiveMissing, schema.ArchiveUnusable for a file that is no archive, sqlite3.OperationalError when the disk
    refuses.
    """
    if not path.is_file():
        raise schema.ArchiveMissing(path)
    sql = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        sql.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
        sql.execute("BEGIN")
        birth_mark(sql)
    except sqlite3.OperationalError as error:
        sql.close()
        raise sqlite3.OperationalError(f"{path} cannot be read: {error}") from error
    except sqlite3.DatabaseError as error:
        sql.close()
        raise schema.ArchiveUnusable(f"{path}: {error}") from error
    except BaseException:
        sql.close()
        raise
    return sql


def birth_mark(sql: sqlite3.Connection) -> str:
    """When the archive's first table was made, to the microsecond: what tells one archive from another. Copies share it.

    Raises schema.ArchiveUnusable for a database that is no archive, or none yet.
    """
    there = sql.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
    row = (
        there
        and sql.execute(
            "SELECT applied_at FROM _sqlite_migrations WHERE migration_set = 'archive' ORDER BY rowid"
        ).fetchone()
    )
    if not row:
        (_, _, path) = sql.execute("PRAGMA database_list").fetchone()
        raise schema.ArchiveUnusable(f"{path} is a SQLite file, but not an archive of Công khai")
    return str(row[0])


def copy(source: sqlite3.Connection, target: Path, progress: Progress) -> None:
    """Copy what `source` (see `take`) sees to the new file `target`, and flush it.

    It is one file, with no log beside it: it can be read from a disk that cannot be written. Raises BackupDamaged when the
    archive's database cannot be read, sqlite3.OperationalError or OSError when the disk refuses.
    """
    size = source.execute("PRAGMA page_size").fetchone()[0]
    try:
        with closing(sqlite3.connect(target, isolation_level=None)) as sql:
            sql.execute("PRAGMA synchronous = OFF")
            source.backup(
                sql,
                pages=PAGES,
                progress=lambda _, left, total: progress("the database", (total - left) * size, total * size),
            )
            sql.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise BackupDamaged(f"archive.db is damaged: {error}") from error
    with target.open("rb") as file:
        os.fsync(file.fileno())


def describe(sql: sqlite3.Connection, software: str) -> Backup:
    """What the copy of the database that `sql` has open holds; no files named yet.

    Raises BackupDamaged when it is not sound, or when a capture lies beyond what is committed of its WARC file.
    """
    try:
        found = [line for (line,) in sql.execute("PRAGMA quick_check(5)")]
    except sqlite3.DatabaseError as error:
        found = [str(error)]
    if found != ["ok"]:
        raise BackupDamaged(f"archive.db is damaged: {'; '.join(found)}. An earlier backup may hold it whole.")
    beyond = sql.execute(
        "SELECT c.id, c.warc FROM captures c JOIN warc_files w ON w.name = c.warc WHERE c.offset + c.length > w.committed"
    ).fetchone()
    if beyond:
        raise BackupDamaged(f"archive.db is damaged: capture {beyond[0]} lies beyond what is committed of {beyond[1]}")
    kind = sql.execute("SELECT value FROM facts WHERE name = 'kind'").fetchone()
    applied = sql.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = 'archive' ORDER BY rowid"
    ).fetchall()
    counts = {table: sql.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTED}
    return Backup(
        clock.stamp(),
        software,
        birth_mark(sql),
        kind[0] if kind else "",
        tuple(name for (name,) in applied),
        counts,
        (),
    )
