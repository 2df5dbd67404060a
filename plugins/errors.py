"""An error page is one of our pages: same header, same banner, same policy, and no novel on the server's terminal.

Datasette renders errors without any plugin's variables and, wherever rich is installed (we use it for progress), makes
a traceback with all local values for every mistyped address: half a minute of work on a page with a long text, for anybody who
asks. So it is told that there is no rich; a real fault is still printed, once, without those.
"""

import sys
from pathlib import Path
from typing import Any

from datasette import handle_exception as datasettes
from datasette import hookimpl
from datasette.utils.asgi import Base400, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from plugins.language.chosen import is_english, spoken  # noqa: E402
from plugins.language.phrases import ERRORS  # noqa: E402


@hookimpl
def startup() -> None:
    datasettes.rich = None


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    async def answer() -> Response | None:
        if isinstance(exception, DatasetteError):
            error = Markup(exception.message) if exception.message_is_html else exception.message  # noqa: S704
            shown = {
                **exception.error_dict,
                "error": said(error),
                "status": exception.status,
                "title": said(exception.title),
            }
        elif isinstance(exception, Base400):
            shown = {"error": said(str(exception)), "status": exception.status, "title": None}
        else:
            return None
        if request.path.split("?")[0].endswith(".json"):
            return None
        page = await datasette.render_template("error.html", shown, request=request)
        return Response.html(page, status=shown["status"])

    return answer


def said(message: Any) -> Any:
    """What went wrong, in the reader's language where it is ours or Datasette's; SQLite's words stay as they are."""
    if isinstance(message, Markup) or not message:
        return message
    return spoken(message) if is_english() else ERRORS.get(message, message)
