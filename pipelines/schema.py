"""The one place that makes and changes archive.db: tables, views, full-text search, and the migrations between them.

A connection is opened here and nowhere else, so that its pragmas and SQL functions are always the same ones. Writers
call `prepare`, readers `connect(path, readonly=True)`; an archive that is already prepared is opened without a write.
"""

import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import sqlite_utils
from sqlite_utils.migrations import Migrations

from pipelines import figure_reference, folding

HERE = Path(__file__).parent

#: How long a connection waits for another one's write, in milliseconds.
BUSY_TIMEOUT = 30_000

migrations = Migrations("archive")


def _migrate(name: str, file: str) -> None:
    """A migration is the statements of one of our SQL files."""

    @migrations(name=name)
    def run(db: sqlite_utils.Database) -> None:
        for statement in _statements(file):
            db.execute(statement)


_migrate("0001-main-job", "schema.sql")
_migrate("0002-figures", "figures.sql")
_migrate("0003-versions", "versions.sql")
_migrate("0004-duplicates", "duplicates.sql")
_migrate("0005-explore", "explore.sql")
_migrate("0006-coverage", "coverage.sql")
_migrate("0007-follow", "follow.sql")


class ArchiveMissing(FileNotFoundError):
    """There is no archive.db yet; the message says, in Vietnamese and English, how one is made."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Chưa có kho lưu trữ ở {path}.\n"
            "  Chạy thử với dữ liệu minh hoạ:  make demo\n"
            "  Thu thập một cổng:              scrapy crawl <tên cổng>   (danh sách: scrapy list)\n"
            f"There is no archive at {path} yet.\n"
            "  Try it with sample data:        make demo\n"
            "  Crawl a portal:                 scrapy crawl <portal>     (which ones: scrapy list)"
        )


class ArchiveUnusable(RuntimeError):
    """The file exists, but this version of the code must not, or cannot, work with it."""


def connect(path: Path, *, readonly: bool = False) -> sqlite_utils.Database:
    """Open the archive at `path`: the usual pragmas, and the functions that its triggers and queries call.

    With `readonly` nothing is ever written or created. Raises ArchiveMissing, or ArchiveUnusable for a file that is no
    archive, or one that a newer version of this project has written.
    """
    if readonly:
        if not path.is_file():
            raise ArchiveMissing(path)
        conn = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        conn = sqlite3.connect(path)
    try:
        db = _configured(conn, path, readonly)
    except BaseException:
        conn.close()
        raise
    return db


def prepare(path: Path) -> sqlite_utils.Database:
    """Open the archive for writing and make sure that it is whole: tables, triggers, places and indicators as this version
    knows them, and an index folded as we fold.

    The caller holds the archive's lock: two processes must not prepare one archive at the same time.
    """
    db = connect(path)
    try:
        if migrations.pending(db):
            migrations.apply(db)
        missing = [sql for name, sql in _triggers().items() if _stored_sql(db, name) != sql]
        if missing or _fact(db, "fold_version") != str(folding.FOLD_VERSION):
            with db.atomic():
                for name, sql in _triggers().items():
                    db.execute(f"DROP TRIGGER IF EXISTS {name}")
                    db.execute(sql)
                reindex(db)
        figure_reference.fill(db.conn)
    except BaseException:
        db.close()
        raise
    return db


def reindex(db: sqlite_utils.Database) -> None:
    """Build the search index anew from the texts, and note the folding it was built with."""
    with db.atomic():
        db.execute("INSERT INTO articles_fts(articles_fts) VALUES ('delete-all')")
        db.execute(
            "INSERT INTO articles_fts(rowid, title, text, title_fold, text_fold)"
            " SELECT id, vn_canon(title), vn_canon(text), vn_index_fold(title), vn_index_fold(text)"
            " FROM articles_searched"
        )
        db.execute("INSERT OR REPLACE INTO facts VALUES ('fold_version', ?)", [str(folding.FOLD_VERSION)])


def _configured(conn: sqlite3.Connection, path: Path, readonly: bool) -> sqlite_utils.Database:
    conn.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
    conn.execute("PRAGMA foreign_keys = ON")
    # Without it INSERT OR REPLACE takes rows away and no delete trigger fires: the index would keep them.
    conn.execute("PRAGMA recursive_triggers = ON")
    folding.register(conn)
    try:
        (mode,) = conn.execute("PRAGMA journal_mode" if readonly else "PRAGMA journal_mode = WAL").fetchone()
        if not readonly:
            if mode != "wal":
                raise ArchiveUnusable(f"{path}: SQLite cannot keep a write-ahead log here (network drive?): {mode}")
            conn.execute("PRAGMA synchronous = FULL")
        db = sqlite_utils.Database(conn)
        _refuse_strange(db, path, readonly)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and not readonly:
            raise  # a full disk, a lock, a folder that cannot be written: nothing is wrong with the file
        raise ArchiveUnusable(f"{path}: {error}") from error
    return db


def _refuse_strange(db: sqlite_utils.Database, path: Path, readonly: bool) -> None:
    """An archive from the future is refused: old code would write half of what the new one relies on."""
    applied = {migration.name for migration in migrations.applied(db)}
    if unknown := sorted(applied - _known_migrations()):
        raise ArchiveUnusable(
            f"{path} was made by a newer version of Công khai (it has {', '.join(unknown)}): update this copy first"
        )
    if not applied and set(db.table_names()) - {migrations.migrations_table}:
        raise ArchiveUnusable(f"{path} is a SQLite file, but not an archive of Công khai")
    if readonly and applied != _known_migrations():
        raise ArchiveUnusable(f"{path} is not prepared for this version: run any crawl once, then read it")
    if applied and (version := _fact(db, "fold_version")) and int(version) > folding.FOLD_VERSION:
        raise ArchiveUnusable(f"{path} was indexed by a newer version of Công khai: update this copy first")


@cache
def _known_migrations() -> frozenset[str]:
    """To an empty database every migration of this version is pending."""
    return frozenset(migration.name for migration in migrations.pending(sqlite_utils.Database(memory=True)))


def _fact(db: sqlite_utils.Database, name: str) -> str | None:
    row = db.execute("SELECT value FROM facts WHERE name = ?", [name]).fetchone()
    return str(row[0]) if row else None


def _stored_sql(db: sqlite_utils.Database, name: str) -> str | None:
    row = db.execute("SELECT sql || ';' FROM sqlite_master WHERE type = 'trigger' AND name = ?", [name]).fetchone()
    return str(row[0]) if row else None


def _triggers() -> dict[str, str]:
    return {sql.split()[2]: sql for sql in _statements("triggers.sql")}


def _statements(file: str) -> Iterator[str]:
    """The statements of one of our SQL files, one by one: they must run inside the transaction that is open."""
    statement = ""
    for line in (HERE / file).read_text("utf-8").splitlines():
        if line.startswith("--"):
            continue
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
    assert not statement.strip(), f"{file} ends within a statement"
