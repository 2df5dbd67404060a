"""An error page is one of our pages: same header, same banner, same policy, and no novel on the server's terminal.

Datasette renders errors without any plugin's variables and, wherever rich is installed (we use it for progress), makes
a traceback with all local values for every mistyped address: half a minute of work on a page with a long text, for anybody who
asks. So it is told that there is no rich; a real fault is still printed, once, without those.
"""

from typing import Any

from datasette import handle_exception as datasettes
from datasette import hookimpl
from datasette.utils.asgi import Base400, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup


@hookimpl
def startup() -> None:
    datasettes.rich = None


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    async def answer() -> Response | None:
        if isinstance(exception, DatasetteError):
            error = Markup(exception.message) if exception.message_is_html else exception.message  # noqa: S704
            shown = {**exception.error_dict, "error": error, "status": exception.status, "title": exception.title}
        elif isinstance(exception, Base400):
            shown = {"error": str(exception), "status": exception.status, "title": None}
        else:
            return None
        if request.path.split("?")[0].endswith(".json"):
            return None
        page = await datasette.render_template("error.html", shown, request=request)
        return Response.html(page, status=shown["status"])

    return answer
