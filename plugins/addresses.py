"""`/bai/...`, `/con-so/...`, `/su-kien/...`: an article, a figure or an event at an address that holds in every copy of the
archive.

The row's page is shown right there and not redirected to: what stands in the browser's address bar is what gets copied, and a
row's number leads elsewhere as soon as the archive is made again. The page names this address as its canonical one.
"""

import sys
from pathlib import Path
from typing import Any

from datasette import hookimpl
from datasette.utils.asgi import Request, Response
from datasette.views.base import DatasetteError
from datasette.views.row import RowView

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from plugins.explore.figures import DATABASE, opened  # noqa: E402
from plugins.reading import stable  # noqa: E402

#: What is said when there is none.
_UNKNOWN = {
    "articles": "Kho lưu trữ này không có bài ở địa chỉ ấy · this archive holds no article of that address",
    "metrics": "Kho lưu trữ này không có con số ở địa chỉ ấy · this archive holds no figure of that address",
    "events": "Kho lưu trữ này không có sự kiện ở địa chỉ ấy · this archive holds no event of that address",
}


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(rf"^/{word}/(?P<portal>[^/]+)(?:/(?P<rest>.*))?$", _shown(table)) for table, word in stable.WORDS.items()]


def _shown(table: str) -> Any:
    async def shown(datasette: Any, request: Any) -> Response:
        archive = await opened(datasette, request)
        asked = stable.identity(
            table, request.url_vars["portal"], request.url_vars["rest"] or "", request.args.get("khoa"), request.args.get("ten")
        )  # fmt: skip
        found = (
            await archive.rows(f"SELECT id FROM {table} WHERE identity = :asked", asked=asked)
            if await archive.db.table_exists(table)
            else []
        )
        if not found:
            # Not NotFound: Datasette takes an address with a % in it for one in an old spelling, and sends the reader around.
            raise DatasetteError(_UNKNOWN[table], status=404)
        # In the row's own request, so that its other forms (.json) are found where they are.
        variables = {"database": DATABASE, "table": table, "pks": str(found[0]["id"]), "format": None}
        path = f"/{DATABASE}/{table}/{found[0]['id']}"
        full = str(datasette.urls.path(path))
        scope = {**request.scope, "path": full, "raw_path": full.encode(), "route_path": path}
        scope["url_route"] = {"kwargs": variables}
        answer: Response = await RowView(datasette).dispatch_request(Request(scope, request.receive))
        return answer

    return shown
