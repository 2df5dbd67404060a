"""A site on loopback, reached the way a crawl through a proxy reaches it: one port, any host under `.example`."""

import re
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

Answer = tuple[int, dict[str, str], bytes]
Page = Answer | str | Callable[["Asked"], Answer | str]


class Asked:
    """One request: its address and headers, and how often this address was asked for before."""

    def __init__(self, address: str, headers: dict[str, str], before: int) -> None:
        self.address, self.headers, self.before = address, headers, before


class Site:
    """Pages by address. A page is a text (200, HTML), a (status, headers, body) or a function of the request."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[str] = []
        self._lock = threading.Lock()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                address = self.path if "://" in self.path else f"http://{self.headers['Host']}{self.path}"
                status, headers, body = site.answer(address, {k.lower(): v for k, v in self.headers.items()})
                if status == 0:
                    self.close_connection = True
                    return
                self.send_response(status)
                for name, value in headers.items():
                    for one in value.split("\n"):
                        self.send_header(name, one)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if status != 304:
                    self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.pair = f"127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def answer(self, address: str, headers: dict[str, str]) -> Answer:
        with self._lock:
            before = self.asked.count(address)
            self.asked.append(address)
        page = self.pages.get(address)
        if page is None and urlsplit(address).path == "/robots.txt":
            page = (404, {}, b"")
        if callable(page):
            page = page(Asked(address, headers, before))
        if page is None:
            return 404, {"Content-Type": "text/html"}, b"<h1>Not found</h1>"
        if isinstance(page, str):
            return 200, {"Content-Type": "text/html; charset=utf-8"}, page.encode()
        return page

    def pages_asked(self) -> list[str]:
        """What was asked for, robots.txt and addresses that cannot exist (see `pipelines.versions.soft_404`) aside."""
        return [address for address in self.asked if not re.search(r"/robots\.txt$|/9\d{9}\b|khong-ton-tai", address)]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
