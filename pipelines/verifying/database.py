"""archive.db by itself: what SQLite says of it, and whether everything stands in it that this version puts there."""

import sqlite3
import tempfile
from pathlib import Path

from pipelines import schema
from pipelines.verifying.findings import Findings

#: SQLite and FTS5 keep tables of their own under these names.
INNER = ("sqlite_", "articles_fts_")


def integrity(sql: sqlite3.Connection, findings: Findings) -> bool:
    """SQLite's own check of every page, index and constraint; return whether it found nothing."""
    told = [said for (said,) in sql.execute("PRAGMA integrity_check")]
    for said in told:
        if said != "ok":
            findings.add("database-damaged", said)
    return told == ["ok"]


def foreign_keys(sql: sqlite3.Connection, findings: Findings) -> None:
    for table, row, parent, _ in sql.execute("PRAGMA foreign_key_check"):
        if (table, parent) != ("captures", "warc_files"):  # told with the files, as capture-without-file
            findings.add("foreign-key", f"{table} {'' if row is None else f'row {row} '}points to no row of {parent}")


def shape(sql: sqlite3.Connection, findings: Findings) -> None:
    """Tables, columns, indexes, views and triggers, against those of an archive that is made anew for this."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = schema.prepare(Path(folder) / "archive.db")
        wanted, columns = _things(fresh.conn), _columns(fresh.conn)
        fresh.close()
    found = _things(sql)
    for (kind, name), text in wanted.items():
        if kind == "trigger":
            if found.get((kind, name)) != text:
                findings.add("trigger", f"{name} is {'altered' if (kind, name) in found else 'missing'}")
        elif (kind, name) not in found:
            findings.add("schema", f"{kind} {name} is missing")
    for table, column in sorted(columns - _columns(sql)):
        if ("table", table) in found:
            findings.add("schema", f"column {table}.{column} is missing")


def _things(sql: sqlite3.Connection) -> dict[tuple[str, str], str]:
    rows = sql.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    return {(kind, name): text for kind, name, text in rows if not name.startswith(INNER)}


def _columns(sql: sqlite3.Connection) -> set[tuple[str, str]]:
    return set(
        sql.execute(
            "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE "
            "'sqlite_%' AND m.name NOT LIKE 'articles_fts%'"
        )
    )
