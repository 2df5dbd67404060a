"""Stored queries take `:since`, a day. Who names none gets the last week of the archive, in the page and in its files alike.

The day is put into the question before Datasette reads it, so that the form shows it and JSON, CSV and XLSX answer the same.
`?since=` with nothing in it still asks for everything. The week ends with the last page that was fetched, not today: an archive
that has rested for a month has no empty pages.
"""

import re
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from datasette import hookimpl

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from spiders.clock import VIETNAM  # noqa: E402

DATABASE = "archive"
DAYS = 7
_PATH = re.compile(rf"/{DATABASE}/(\w+)(?:\.\w+)?")


@hookimpl(trylast=True)
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """`trylast`: this wraps the other wrappers, so that those who make files see the day as well."""

    def wrap(app: Any) -> Any:
        async def filled(scope: dict[str, Any], receive: Any, send: Any) -> None:
            await app(await _filled(datasette, scope), receive, send)

        return filled

    return wrap


async def _filled(datasette: Any, scope: dict[str, Any]) -> dict[str, Any]:
    if scope["type"] != "http":
        return scope
    found = _PATH.fullmatch("/" + scope["path"].removeprefix(datasette.setting("base_url")).lstrip("/"))
    if not found:
        return scope
    query = await datasette.get_canned_query(DATABASE, found[1], None)
    if not query or "since" not in (query.get("params") or ()):
        return scope
    asked = scope.get("query_string", b"")
    if any(name == "since" for name, _ in parse_qsl(asked.decode("latin-1"), keep_blank_values=True)):
        return scope
    day = await week_ago(datasette)
    return {**scope, "query_string": asked + (b"&" if asked else b"") + f"since={day}".encode()} if day else scope


async def week_ago(datasette: Any) -> str:
    """The day, in Vietnam, a week before the last page was fetched; empty where there is no archive."""
    db = datasette.databases.get(DATABASE)
    if db is None or not await db.table_exists("captures"):
        return ""
    last = (await db.execute("SELECT fetched_at FROM captures ORDER BY id DESC LIMIT 1")).first()
    if last is None:
        return ""
    return f"{datetime.fromisoformat(last['fetched_at']).astimezone(VIETNAM) - timedelta(days=DAYS):%Y-%m-%d}"
