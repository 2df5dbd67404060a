"""Export tables into a folder: one file each, and what a person and a program must know of them.

All tables are read in one transaction, so that they agree with one another however long it takes and whatever a crawl
writes in the meantime. A file bears its name only when all are whole; `manifest.json` is written last.
"""

import csv
import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipelines import schema
from pipelines.export import columns
from pipelines.export.tables import Table, tables
from spiders import clock

MANIFEST, README, PART = "manifest.json", "README.md", ".part"
FORMATS = ("parquet", "csv")

#: Told how far it is: a table's name, rows written now, rows in all (None where counting would cost as much as reading).
Progress = Callable[[str, int, int | None], None]


class FolderRefused(ValueError):
    """The folder is not one to write to. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Exported:
    table: Table
    file: str
    rows: int
    bytes: int
    sha256: str


def export(
    archive: Path, folder: Path, *, root: Path, metadata: Mapping[str, Any], software: str, names: Sequence[str] = (),
    form: str = "parquet", progress: Progress = lambda *_: None,
) -> list[Exported]:  # fmt: skip
    """Export the tables and views `names` (all that readers are shown, if none) of the archive in `archive` into `folder`.

    Raises FolderRefused, tables.UnknownTable, columns.NoPyarrow, columns.WrongType, schema.ArchiveMissing,
    schema.ArchiveUnusable, and OSError when the folder cannot be written. Then an earlier export in `folder` is as it was.
    """
    folder = folder.resolve()
    refuse_served(folder, (root, archive))
    earlier = _earlier(folder)
    if form == "parquet":
        columns.require()
    with _snapshot(archive / "archive.db") as sql:
        wanted = tables(sql, metadata, names)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            made = [_export(sql, table, folder, form, progress) for table in wanted]
        except BaseException:
            for part in folder.glob(f"*{PART}"):
                part.unlink()
            raise
    for one in made:
        (folder / f"{one.file}{PART}").replace(folder / one.file)
    for stale in earlier - {one.file for one in made}:
        (folder / stale).unlink(missing_ok=True)
    stamp = clock.stamp()
    _write(folder / README, _readme(made, stamp, metadata, form))
    _write(folder / MANIFEST, json.dumps(_manifest(made, stamp, software, form), ensure_ascii=False, indent=1) + "\n")
    return made


def refuse_served(folder: Path, homes: Sequence[Path]) -> None:
    """Raises FolderRefused where Datasette, or a crawl, would find what is put into `folder`."""
    for home in (path.resolve() for path in homes):
        if folder == home or home in folder.parents:
            raise FolderRefused(f"{folder} lies in {home}, which is served and written to: name a folder elsewhere")


def _earlier(folder: Path) -> set[str]:
    """The files of an earlier export there."""
    if not folder.exists():
        return set()
    if not folder.is_dir():
        raise FolderRefused(f"{folder} is a file")
    manifest = folder / MANIFEST
    there = {path.name for path in folder.iterdir() if not path.name.endswith(PART)}
    if there and not manifest.is_file():
        raise FolderRefused(f"{folder} holds something that is no export ({min(there)}): name a new or empty folder")
    if not there:
        return set()
    try:
        return {Path(str(one["file"])).name for one in json.loads(manifest.read_text("utf-8"))["tables"]}
    except (ValueError, LookupError, TypeError) as error:
        raise FolderRefused(f"{manifest} is not that of an export: name a new or empty folder") from error


@contextmanager
def _snapshot(path: Path) -> Iterator[sqlite3.Connection]:
    db = schema.connect(path, readonly=True)
    sql: sqlite3.Connection = db.conn
    try:
        sql.isolation_level = None
        sql.execute("BEGIN")
        yield sql
    finally:
        db.close()


def _export(sql: sqlite3.Connection, table: Table, folder: Path, form: str, progress: Progress) -> Exported:
    file = f"{table.name}.{form}"
    path = folder / f"{file}{PART}"
    total = None if table.is_view else sql.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]
    progress(table.name, 0, total)
    write = columns.write if form == "parquet" else _write_csv
    rows = write(sql, table, path, lambda count: progress(table.name, count, total))
    with path.open("rb") as written:
        os.fsync(written.fileno())
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    return Exported(table, file, rows, path.stat().st_size, digest)


def _write_csv(sql: sqlite3.Connection, table: Table, path: Path, progress: Callable[[int], None]) -> int:
    """Every value as it is stored; a text that begins with `=` is left as it is (see docs/export.md)."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.name for column in table.columns)
        for rows in columns.groups(sql, table):
            writer.writerows([value.hex() if isinstance(value, bytes) else value for value in row] for row in rows)
            count += len(rows)
            progress(len(rows))
    return count


def _write(path: Path, text: str) -> None:
    part = path.with_name(f"{path.name}{PART}")
    part.write_text(text, "utf-8")
    part.replace(path)


def _manifest(made: Sequence[Exported], stamp: str, software: str, form: str) -> dict[str, Any]:
    listed = [
        {
            "name": one.table.name, "file": one.file, "rows": one.rows, "bytes": one.bytes, "sha256": one.sha256,
            "title": one.table.title, "description": one.table.meaning, "columns": [asdict(c) for c in one.table.columns],
        }
        for one in made
    ]  # fmt: skip
    return {"format": form, "made_at": stamp, "software": software, "tables": listed}


def _readme(made: Sequence[Exported], stamp: str, metadata: Mapping[str, Any], form: str) -> str:
    first = made[0].file
    reads = {"parquet": f"pandas.read_parquet('{first}')", "csv": f"pandas.read_csv('{first}', dtype=str)"}[form]
    lines = [
        "# Công khai: bản xuất dữ liệu · an export of the archive", "",
        f"Lúc · Made at: {stamp}. Mọi bảng thuộc cùng một thời điểm · all tables are of one moment.", "",
        f"- {metadata.get('license', '')}", f"- Nguồn · Source: {metadata.get('source', '')}", "",
        "```", f"duckdb -c \"SELECT count(*) FROM '{first}'\"", f'python -c "import pandas; print({reads})"', "```", "",
        "`text`: chữ, đúng như kho lưu · as stored. `stamp`: thời điểm, UTC · moment in UTC. `date`: ngày · day.",
    ]  # fmt: skip
    for one in made:
        lines += ["", f"## {one.table.name}: {one.table.title}", "", one.table.meaning, ""]
        lines += [f"`{one.file}`, {one.rows:,} dòng · rows"]
        lines += ["", "| cột · column | kiểu · type | nghĩa · meaning |", "|---|---|---|"]
        lines += [f"| {c.name} | {c.kind} | {c.meaning.replace('|', '/')} |" for c in one.table.columns]
    return "\n".join(lines) + "\n"
