"""What is on the page as a file: CSV, JSON lines and XLSX with every row that its filters let through.

Datasette's own CSV ends with the page, or at `max_returned_rows` for a query, and says nothing. Here `.csv` is whole or refused,
with what to do instead; so is `.ndjson`. An XLSX that must be cut says so on its second sheet, in its name and in a header.
`?_size=`, `_next`, `_labels`, `_header` still lead to Datasette's own CSV: who writes those wants a page.
"""

import asyncio
import re
import sqlite3
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import parse_qsl, urlencode

from datasette import __version__, hookimpl
from datasette.renderer import json_renderer
from datasette.utils.asgi import Response
from datasette.views.base import DatasetteError

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from pipelines.export import answer, notes  # noqa: E402
from pipelines.export.workbook import Workbook  # noqa: E402
from spiders import clock  # noqa: E402

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "ndjson": "application/x-ndjson; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: Files that are made at one time: half of the threads stay free for people who read pages (`num_sql_threads`).
AT_ONCE = asyncio.Semaphore(2)
#: What `.csv` becomes on its way in, since Datasette keeps that ending for itself.
INSIDE = "whole_csv"
#: With one of these the reader asks for Datasette's CSV of a page.
PAGED = {"_next", "_labels", "_header", "_trace"}
#: What only a page needs: its size, its facets, how it is shown.
OF_PAGES = re.compile(
    r"_(?:next|size|stream|shape|nl|dl|facet\w*|(?:no)?count|nofacet|nosuggest|ttl|(?:hide|show)_sql)"
)
_PATH = re.compile(r"/(?!-/|static/)[^/]+(?:/[^/]+)?\.(csv|xlsx|ndjson)")

Send = Callable[[dict[str, Any]], Awaitable[None]]


# -- the way in ---------------------------------------------------------------------------------------------------------


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    def wrap(app: Any) -> Any:
        async def lead(scope: dict[str, Any], receive: Any, send: Send) -> None:
            await app(_led(scope, datasette.setting("base_url")), receive, send)

        return lead

    return wrap


def _led(scope: dict[str, Any], base: str) -> dict[str, Any]:
    """`scope` as it came, or one that asks our renderer, which takes a page of one row: the statement is what it needs."""
    if scope["type"] != "http":
        return scope
    path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1").partition("?")[0]
    found = _PATH.fullmatch("/" + path.removeprefix(base))
    if not found:
        return scope
    asked = scope.get("query_string", b"").decode("latin-1")
    query = parse_qsl(asked, keep_blank_values=True)
    if found[1] == "csv":
        if any(name in PAGED or (name == "_size" and value != "max") for name, value in query):
            return scope
        path = path.removesuffix("csv") + INSIDE
    kept = [(name, value) for name, value in query if not OF_PAGES.fullmatch(name)]
    kept += [("_size", "1"), ("_nofacet", "1"), ("_nocount", "1")]
    return {
        **scope, "path": path, "raw_path": path.encode("latin-1"), "query_string": urlencode(kept).encode(), "asked": asked,
    }  # fmt: skip


@hookimpl
def register_output_renderer() -> list[dict[str, Any]]:
    def has_statement(sql: str | None, view_name: str) -> bool:
        return bool(sql) and view_name != "row"

    return [
        {"extension": "xlsx", "render": _renderer("xlsx"), "can_render": has_statement},
        {"extension": "ndjson", "render": _renderer("ndjson"), "can_render": has_statement},
        {"extension": INSIDE, "render": _renderer("csv"), "can_render": lambda: False},
        {"extension": "json", "render": _json},
    ]


def _json(args: Any, data: dict[str, Any], view_name: str) -> Response:
    """Datasette's JSON, a page of it. Its array of a query that was cut tells nobody: a header does."""
    is_cut = bool(data.get("truncated"))
    response = json_renderer(args, data, view_name)
    if is_cut:
        response.headers["x-congkhai-cut"] = "max_returned_rows; whole: the same address with .ndjson or .csv"
    return response


# -- the file -----------------------------------------------------------------------------------------------------------


@dataclass
class Asked:
    """A page, and what is known of it."""

    datasette: Any
    request: Any
    database: str
    name: str
    sql: str
    data: dict[str, Any]
    table: str | None

    @property
    def path(self) -> str:
        return self.request.path.rpartition(".")[0]

    @property
    def query(self) -> list[tuple[str, str]]:
        return [
            (name, value)
            for name, value in parse_qsl(self.request.scope.get("asked", ""), keep_blank_values=True)
            if not OF_PAGES.fullmatch(name)
        ]

    def address(self, ending: str = "") -> str:
        query = urlencode(self.query)
        return self.datasette.absolute_url(self.request, f"{self.path}{ending}{'?' if query else ''}{query}")


class File(Response):
    """An answer that is read from a file, a piece at a time, and thrown away."""

    def __init__(self, file: BinaryIO, name: str, kind: str, headers: dict[str, str]) -> None:
        super().__init__(content_type=TYPES[kind])
        self.file, self.size = file, file.seek(0, 2)
        disposition = {"content-disposition": f'attachment; filename="{name}.{kind}"', "content-length": str(self.size)}
        self.headers = {**headers, **disposition}

    async def asgi_send(self, send: Send) -> None:
        headers = {**self.headers, "content-type": self.content_type}
        raw = [[name.encode(), value.encode()] for name, value in headers.items()]
        with self.file as file:
            file.seek(0)
            await send({"type": "http.response.start", "status": self.status, "headers": raw})
            while piece := await asyncio.to_thread(file.read, answer.CHUNK):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})


def _renderer(kind: str) -> Callable[..., Awaitable[Response]]:
    async def render(
        datasette: Any, request: Any, database: str, table: str | None, sql: str | None, query_name: str | None,
        view_name: str, data: dict[str, Any],
    ) -> Response:  # fmt: skip
        if data.get("error"):
            raise DatasetteError(data["error"], title="Invalid SQL", status=400)
        if not sql or view_name == "row":
            raise DatasetteError("Không có bảng để tải về ở đây · There is no table to download here", status=404)
        statement = answer.whole(sql) if view_name == "table" else sql
        name = re.sub(r"[^\w.-]", "_", table or query_name or "truy-van", flags=re.ASCII)
        asked = Asked(datasette, request, database, name, statement, data, table)
        async with AT_ONCE:
            return await datasette.get_database(database).execute_fn(lambda conn: _made(asked, kind, conn))

    return render


def _made(asked: Asked, kind: str, conn: sqlite3.Connection) -> Response:
    """Make the file, in one of Datasette's threads and with its connection."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    stamp = f"{clock.now().astimezone(clock.VIETNAM):%Y%m%d-%H%M}"
    name = f"{asked.name}-{stamp}"
    try:
        columns, rows = answer.answer(conn, asked.sql, asked.data["query"]["params"], answer.SECONDS)
        if kind == "xlsx":
            count, cut = _workbook(asked, file, columns, rows)
            name += f"-{count}-dong-dau" if cut else ""
            return File(file, name, kind, _headers(count, cut))
        write = answer.write_csv if kind == "csv" else answer.write_lines
        megabytes = asked.datasette.setting("max_csv_mb") or 500
        count = write(columns, rows, file, megabytes * 1_000_000)
        cut = _own_limit(asked, count)
        name += f"-{count}-dong-dau" if cut else ""
        return File(file, name, kind, _headers(count, cut))
    except answer.TooMuch as much:
        file.close()
        raise DatasetteError(_refusal(much), title="Quá nhiều dữ liệu · Too much", status=413) from much
    except sqlite3.DatabaseError as error:
        file.close()
        raise DatasetteError(str(error), title="SQL", status=400) from error
    except BaseException:
        file.close()
        raise


def _own_limit(asked: Asked, rows: int) -> str:
    return answer.OWN_LIMIT if asked.table is None and answer.ends_itself(asked.sql, rows) else ""


def _headers(rows: int, cut: str) -> dict[str, str]:
    return {"x-congkhai-rows": str(rows)} | ({"x-congkhai-cut": cut} if cut else {})


def _refusal(much: answer.TooMuch) -> str:
    why = {
        "time": (f"quá {answer.SECONDS:.0f} giây", f"it takes longer than {answer.SECONDS:.0f} seconds"),
        "size": ("tệp quá lớn", "the file is too large"),
        "rows": ("quá nhiều dòng", "there are too many rows"),
    }[much.reason]
    return (
        f"Không tải về được nguyên vẹn: {why[0]}, đã đọc {much.rows:,} dòng. Hãy lọc hẹp hơn (theo nguồn, theo ngày), hoặc "
        f"lấy cả kho bằng lệnh scrapy export. · This cannot be downloaded whole: {why[1]}; {much.rows:,} rows were read. "
        "Filter more narrowly (a portal, a span of days), or take the whole archive with `scrapy export`."
    )


def _workbook(asked: Asked, file: BinaryIO, columns: list[str], rows: Iterator[answer.Row]) -> tuple[int, str]:
    """The number of rows in it, and why it was cut, if it was."""
    book = Workbook(file, asked.name, columns)
    cut = ""
    try:
        for row in rows:
            if book.rows == answer.WORKBOOK_ROWS:
                cut = "rows"
                break
            book.add(row)
    except answer.TooMuch as much:
        if not book.rows:
            book.close(())
            raise
        cut = much.reason
    rows.close()  # type: ignore[attr-defined]
    cut = cut or _own_limit(asked, book.rows)
    book.close(_notes(asked, book, cut))
    return book.rows, cut


def _notes(asked: Asked, book: Workbook, cut: str) -> Iterator[tuple[str, str]]:
    said = asked.datasette.metadata
    parameters = asked.data["query"]["params"].items()
    about = notes.About(
        title=said("title") or "",
        address=asked.address(),
        csv_address=asked.address(".csv"),
        filters=[(name, value) for name, value in asked.query if name != "sql"],
        sql=asked.sql,
        parameters={name: value for name, value in parameters if name != "sql" and not OF_PAGES.fullmatch(name)},
        licence=str(said("license") or ""),
        source=str(said("source") or ""),
        software=f"Công khai, Datasette {__version__}",
        meanings=(said("columns", database=asked.database, table=asked.table) or {}) if asked.table else {},
    )
    return notes.notes(about, book, cut)
