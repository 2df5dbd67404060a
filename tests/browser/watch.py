"""Everything a page did that none of ours may do: a word on the console, an error, a dialog, a request that failed or left.

A request to another host is stopped, and told as well: a test fails for the attempt. Content-Security-Policy is listened to in
the page itself, so that a violation that the browser would not log is heard too.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, Page, Request, Response, Route

#: Run in every page before its own scripts. The policy does not hold for it: it comes from the browser, not from the page.
LISTEN = """
document.addEventListener('securitypolicyviolation', (e) =>
    window.tell_violation(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
"""

#: Milliseconds in which what a page began when it had loaded comes to be heard; our pages load nothing after that.
SETTLED = 60
#: Milliseconds to wait for what a test expects to be told.
PATIENCE = 6_000


class Watch:
    """What went wrong in the pages of one browser context."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.home = home.rstrip("/") + "/"
        self.context = context
        self.told: list[str] = []
        self._taken: set[str] = set()
        context.expose_binding("tell_violation", lambda _, what: self._tell("policy", what))
        context.add_init_script(LISTEN)
        context.route(re.compile(f"^(?!{re.escape(self.home)})"), self._stop)
        context.on("console", lambda said: self._tell(f"console {said.type}", said.text))
        context.on("weberror", lambda error: self._tell("error", str(error.error)))
        context.on("request", self._asked)
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)
        context.on("page", self._opened)

    def _opened(self, page: Page) -> None:
        page.on("download", lambda download: self._taken.add(download.url))
        page.on("dialog", lambda dialog: (self._tell("dialog", dialog.message), dialog.dismiss()))
        page.on("crash", lambda _: self._tell("crash", page.url))

    def _tell(self, kind: str, what: str) -> None:
        self.told.append(f"{kind}: {what}")

    def _ours(self, address: str) -> bool:
        return address.startswith((self.home, "data:", "blob:", "about:"))

    def _stop(self, route: Route) -> None:
        route.abort("blockedbyclient")

    def _asked(self, request: Request) -> None:
        if not self._ours(request.url):
            self._tell("outside", request.url)

    def _failed(self, request: Request) -> None:
        """A page that turns out to be a download, or is left before all of it came, is aborted: that is no failure."""
        if self._ours(request.url) and request.failure != "net::ERR_ABORTED":
            self._tell("failed", f"{request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self._tell("answer", f"{response.status} {response.url}")

    def settle(self) -> None:
        """Let what the pages have begun come to its end: events are only heard while the browser is talked to."""
        for page in self.context.pages:
            page.wait_for_load_state()
            page.wait_for_timeout(SETTLED)

    @contextmanager
    def expecting(self, *patterns: str) -> Iterator[None]:
        """Each of `patterns` is told within, and whatever one of them describes is then forgotten."""
        self.settle()
        before = len(self.told)
        yield
        missing = list(patterns)
        for _ in range(PATIENCE // SETTLED):
            self.settle()
            inside = self.told[before:]
            missing = [pattern for pattern in patterns if not any(re.search(pattern, one) for one in inside)]
            if not missing:
                break
        assert not missing, f"{missing} was expected, told was {self.told[before:]}"
        self.told[before:] = [one for one in inside if not any(re.search(pattern, one) for pattern in patterns)]
