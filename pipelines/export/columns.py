"""A table as a Parquet file: typed columns, read and written a group of rows at a time.

pyarrow is large and only this needs it, so it is imported here, when it is asked for.
"""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pipelines.export.tables import Column, Table

#: Rows of one group, and characters: whichever is reached first. A reader loads a group at a time, and so do we.
GROUP_ROWS, GROUP_CHARACTERS = 25_000, 8_000_000


class NoPyarrow(RuntimeError):
    """pyarrow is not installed; the message says how to install it."""

    def __init__(self) -> None:
        super().__init__(
            "Parquet cần pyarrow: .venv/bin/python -m pip install -r requirements-export.txt (hoặc dùng --format csv)\n"
            "Parquet needs pyarrow: .venv/bin/python -m pip install -r requirements-export.txt (or use --format csv)"
        )


class WrongType(ValueError):
    """A column holds what its declared type does not allow."""


def require() -> None:
    """Raises NoPyarrow."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise NoPyarrow from error


def write(sql: sqlite3.Connection, table: Table, path: Path, progress: Callable[[int], None]) -> int:
    """Write what `sql` sees of `table` to `path`, telling `progress` how many rows at a time; return their number."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {
        "integer": pa.int64(), "real": pa.float64(), "text": pa.string(), "blob": pa.binary(), "date": pa.date32(),
        "stamp": pa.timestamp("ms", tz="UTC"),
    }  # fmt: skip
    fields = [
        pa.field(column.name, types[column.kind], metadata={"description": column.meaning}) for column in table.columns
    ]
    schema = pa.schema(fields, metadata={"title": table.title, "description": table.meaning})
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for rows in groups(sql, table):
            arrays = []
            for at, column in enumerate(table.columns):
                try:
                    arrays.append(pa.array(_read(column, [row[at] for row in rows]), type=types[column.kind]))
                except (pa.ArrowException, TypeError, ValueError) as error:
                    raise WrongType(f"{table.name}.{column.name} holds what is no {column.kind}: {error}") from error
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            count += len(rows)
            progress(len(rows))
    return count


def groups(sql: sqlite3.Connection, table: Table) -> Iterator[list[tuple[Any, ...]]]:
    rows: list[tuple[Any, ...]] = []
    size = 0
    for row in sql.execute(table.statement):
        rows.append(row)
        size += sum(len(value) for value in row if isinstance(value, (str, bytes)))
        if len(rows) == GROUP_ROWS or size > GROUP_CHARACTERS:
            yield rows
            rows, size = [], 0
    if rows:
        yield rows


def _read(column: Column, values: list[Any]) -> list[Any]:
    if column.kind == "date":
        return [value and date.fromisoformat(value) for value in values]
    if column.kind == "stamp":
        return [value and datetime.fromisoformat(value).astimezone(UTC) for value in values]
    return values
