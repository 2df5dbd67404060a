"""The switch between Vietnamese and English: `/ngon-ngu?sang=en&ve=<page>` sets a cookie and leads back to the page.

The cookie is taken out of what Datasette sees: for it an answer to a cookie is nobody else's, and no cache might keep the page.
Its answers say `Vary: Cookie`, which is what a cache has to know.
"""

import re
import string
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from datasette import hookimpl
from datasette.utils.asgi import Response
from jinja2 import Environment, pass_context

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from plugins.language import chosen  # noqa: E402

ROUTE, COOKIE = "/ngon-ngu", "ngon_ngu"
A_YEAR = 365 * 24 * 3600
#: A path of ours: one slash and then none, no backslash (browsers read it as a slash), nothing that a header must not hold.
_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
#: The longest page that can be come back to.
LONGEST = 6_000


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(rf"^{ROUTE}$", switch)]


async def switch(datasette: Any, request: Any) -> Response:
    wanted = request.args.get("sang") or ""
    back = request.args.get("ve") or "/"
    if len(back) > LONGEST or not _LOCAL.fullmatch(back):
        back = "/"
    answer = Response.redirect(datasette.urls.path(quote(back, safe=string.punctuation)))
    answer.headers["cache-control"] = "no-store"
    if wanted in chosen.LANGUAGES:
        answer.set_cookie(
            COOKIE, wanted, max_age=A_YEAR, path=datasette.setting("base_url"), samesite="lax", httponly=True
        )
    return answer


@hookimpl(trylast=True)  # the outermost: other wrappers may lead the request elsewhere
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    def wrap(app: Any) -> Any:
        async def listen(scope: dict[str, Any], receive: Any, send: Any) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            language, headers = _heard(scope["headers"])
            token = chosen.READER.set(chosen.Reader(language, _here(scope, datasette.setting("base_url"))))
            try:
                await app({**scope, "headers": headers}, receive, send)
            finally:
                chosen.READER.reset(token)

        return listen

    return wrap


def _heard(headers: list[tuple[bytes, bytes]]) -> tuple[str, list[tuple[bytes, bytes]]]:
    """The language in the cookies, and the headers without that cookie."""
    language, kept = chosen.VIETNAMESE, []
    for name, value in headers:
        if name.lower() != b"cookie":
            kept.append((name, value))
            continue
        others = []
        for part in value.decode("latin-1").split(";"):
            key, _, said = part.strip().partition("=")
            if key == COOKIE:
                language = said if said in chosen.LANGUAGES else language
            elif part.strip():
                others.append(part.strip())
        if others:
            kept.append((name, "; ".join(others).encode("latin-1")))
    return language, kept


def _here(scope: dict[str, Any], base: str) -> str:
    path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1").partition("?")[0]
    path = "/" + path.removeprefix(base) if base != "/" and path.startswith(base) else path
    if path == ROUTE:
        return "/"
    query = scope.get("query_string", b"").decode("latin-1")
    return f"{path}?{query}" if query else path


def other() -> dict[str, str]:
    """The language that is not chosen, and the way to it."""
    here = chosen.READER.get().here
    code, name = (chosen.VIETNAMESE, "Tiếng Việt") if chosen.is_english() else (chosen.ENGLISH, "English")
    asked = {"sang": code} if here == "/" or len(here) > LONGEST else {"sang": code, "ve": here}
    return {"code": code, "name": name, "path": f"{ROUTE}?{urlencode(asked)}"}


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    env.globals.update(two=chosen.two, only=chosen.only, named=chosen.named, is_english=chosen.is_english)
    env.globals.update(other_language=other, lang_vi=chosen.lang_vi)
    env.filters.update(filled=chosen.filled, halves=chosen.halves)
    for name in ("spoken", "both", "half"):
        env.filters[name] = _at_reading(getattr(chosen, name))


def _at_reading(say: Callable[[Any], Any]) -> Callable[..., Any]:
    """A filter that Jinja does not work out while it compiles a template: it would for a constant."""

    @pass_context
    def filtered(_: Any, text: Any) -> Any:
        return say(text)

    return filtered
