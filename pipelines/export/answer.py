"""The whole answer to the statement behind a page: every row that its filters let through, not the 25 or 1,000 of the page.

One statement sees one state of the archive, where a walk from page to page would see as many as it takes steps. Rows are written
as they come, so memory stays bounded; what is made lies in a file before a word is sent, so that a file is known to be whole.
"""

import csv
import io
import json
import math
import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, Literal

#: Seconds that one file may take to be made, and rows of a workbook (Excel itself ends at 1,048,576).
SECONDS, WORKBOOK_ROWS = 30.0, 100_000
#: Why a file may not be all: the query says `limit` itself.
OWN_LIMIT = "query-limit"
#: Virtual-machine steps of SQLite between two looks at the clock: about a millisecond.
STEPS = 10_000
#: Characters collected before they are written.
CHUNK = 1 << 18

Row = Sequence[object]
Reason = Literal["rows", "time", "size"]


class TooMuch(RuntimeError):
    """The answer is beyond the limits; `reason` says which, `rows` how many were read."""

    def __init__(self, reason: Reason, rows: int) -> None:
        super().__init__(reason)
        self.reason, self.rows = reason, rows


def whole(statement: str) -> str:
    """The statement of a table's page without its page: `limit 26 offset 25` at its end is Datasette's, not the reader's."""
    return re.sub(r"\s+limit \d+(?: offset \d+)?\s*\Z", "", statement)


def ends_itself(statement: str, rows: int) -> bool:
    """Whether a query seems to end by its own `limit`: as many rows came as one of those says, and there may be more."""
    return str(rows) in re.findall(r"\blimit\s+(\d+)", statement, re.IGNORECASE)


def answer(
    sql: sqlite3.Connection, statement: str, parameters: dict[str, object], seconds: float
) -> tuple[list[str], Iterator[Row]]:
    """The columns, and the rows as they are found. The rows raise TooMuch when the time is over."""
    deadline = time.monotonic() + seconds
    sql.set_progress_handler(lambda: int(time.monotonic() > deadline), STEPS)
    try:
        cursor = sql.execute(statement, parameters)
    except sqlite3.OperationalError as error:
        sql.set_progress_handler(None, 0)
        if _is_time(error):
            raise TooMuch("time", 0) from error
        raise
    return [one[0] for one in cursor.description], _rows(sql, cursor, deadline)


def _rows(sql: sqlite3.Connection, cursor: sqlite3.Cursor, deadline: float) -> Iterator[Row]:
    count = 0
    try:
        for row in cursor:
            if time.monotonic() > deadline:
                raise TooMuch("time", count)
            yield row
            count += 1
    except sqlite3.OperationalError as error:
        if _is_time(error):
            raise TooMuch("time", count) from error
        raise
    finally:
        cursor.close()
        sql.set_progress_handler(None, 0)


def _is_time(error: sqlite3.OperationalError) -> bool:
    return str(error) == "interrupted"


def write_csv(columns: Sequence[str], rows: Iterator[Row], file: BinaryIO, limit: float) -> int:
    """Write UTF-8 with every value exactly as it is stored, and return the number of rows. Raises TooMuch.

    Nothing is put in front of a text that begins with `=`, `+`, `-` or `@`: a CSV is read by programs, and thousands of
    paragraphs here begin with a dash. Spreadsheets, which would take such a text for a formula, get a workbook.
    """
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(columns)
    return _write(rows, lambda row: writer.writerow([_plain(value) for value in row]), held, file, limit)


def write_lines(columns: Sequence[str], rows: Iterator[Row], file: BinaryIO, limit: float) -> int:
    """Write one JSON object a line, and return the number of rows. Raises TooMuch."""
    held = io.StringIO()
    names = distinct(columns)

    def line(row: Row) -> None:
        values = (None if isinstance(value, float) and not math.isfinite(value) else _plain(value) for value in row)
        held.write(json.dumps(dict(zip(names, values, strict=True)), ensure_ascii=False) + "\n")

    return _write(rows, line, held, file, limit)


def _write(rows: Iterator[Row], line: Callable[[Row], object], held: io.StringIO, file: BinaryIO, limit: float) -> int:
    count = size = 0

    def flush() -> None:
        nonlocal size
        size += file.write(held.getvalue().encode("utf-8", "surrogatepass"))
        held.seek(0)
        held.truncate()
        if size > limit:
            raise TooMuch("size", count)

    for row in rows:
        line(row)
        count += 1
        if held.tell() > CHUNK:
            flush()
    flush()
    return count


def _plain(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value


def distinct(columns: Sequence[str]) -> list[str]:
    """Names that can be told apart: `id, id` is `id, id_2`."""
    found: list[str] = []
    for column in columns:
        name, n = column, 1
        while name in found:
            n += 1
            name = f"{column}_{n}"
        found.append(name)
    return found
