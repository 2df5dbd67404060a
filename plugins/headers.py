"""What a browser may do with our pages: run our scripts, load from this server, and nothing else.

Archived texts are hostile until proven otherwise. Should one ever slip through the escaping, Content-Security-Policy
keeps it from running, and nothing is loaded from, or told to, another host: what a journalist reads stays here.
"""

import re
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from jinja2 import Environment
from jinja2.ext import Extension

#: Datasette's templates carry inline scripts, which get a nonce, and styles in elements and attributes (its SQL editor
#: adds some by script), which cannot: they stay allowed, and with no other host to load from they can tell nobody.
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[dict[str, Any], Callable[[], Awaitable[Message]], Send], Awaitable[None]]


class Nonce(Extension):
    """Give every inline <script> of every template the nonce, without a copy of those templates."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return re.sub(r"<script(?![^>]*\bsrc=)(?=[\s>{])", '<script nonce="{{ csp_nonce }}"', source)


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    env.add_extension(Nonce)


@hookimpl
def extra_template_vars(request: Any) -> dict[str, str]:
    return {"csp_nonce": request.scope.get("csp_nonce", "") if request else ""}


@hookimpl
def asgi_wrapper() -> Callable[[App], App]:
    def wrap(app: App) -> App:
        async def answer(scope: dict[str, Any], receive: Callable[[], Awaitable[Message]], send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            nonce = secrets.token_urlsafe(16)
            ours = (
                (b"content-security-policy", POLICY.format(nonce=nonce).encode()),
                (b"x-content-type-options", b"nosniff"),
                (b"referrer-policy", b"no-referrer"),
            )

            async def guarded(message: Message) -> None:
                if message["type"] == "http.response.start":
                    message = {**message, "headers": [*message.get("headers", ()), *ours]}
                await send(message)

            await app({**scope, "csp_nonce": nonce}, receive, guarded)

        return answer

    return wrap
