"""The sample portals on one loopback port: an HTTP proxy for hosts under `.example`, and for nothing else.

A spider reaches them with http_proxy set to this address; a person by curl's `--proxy`, or in a browser at
`http://<host>.localhost:<port>/`, which every browser takes to be this machine. Run it with `python -m demo.server`.
"""

import argparse
import gzip
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from urllib.parse import unquote, urlsplit

from demo import gmt7, liferay62, postid
from demo.articles import portals
from demo.site import NOTICE, Page, Site

_BUILDERS = {"liferay62": liferay62.build, "gmt7": gmt7.build, "postid": postid.build}


@cache
def sites() -> dict[str, Site]:
    """Every sample portal by its host, rendered."""
    return {host: _BUILDERS[portal.cms](portal) for host, portal in portals().items()}


class Server(ThreadingHTTPServer):
    """Binds loopback only. Each host counts its own visits."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, port: int) -> None:
        self.sites = sites()
        self.visits = {host: count(1) for host in self.sites}
        super().__init__(("127.0.0.1", port), Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    """Absolute request lines as a proxy gets them, or a path and a Host header."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "demo", ""
    disable_nagle_algorithm = True
    wbufsize = 1 << 16  # status, headers and body leave in one piece
    timeout = 60
    server: Server

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        asked = (url.hostname or self.headers.get("Host", "").partition(":")[0]).lower()
        site = self.server.sites.get(asked.removesuffix(".localhost"))
        if site is None:
            self._refuse(asked, proxied=bool(url.hostname))
            return
        path = unquote(url.path) or "/"
        page = site.answer(path, url.query)
        self._send(page, page.body(next(self.server.visits[site.portal.host]), url.path))

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_CONNECT(self) -> None:
        self.close_connection = True
        self._say(501, "Cổng minh hoạ chỉ có http, không có https. / The sample portals speak http, not https.")

    def _refuse(self, host: str, proxied: bool) -> None:
        known = "\n".join(f"  http://{one}.localhost:{self.server.server_address[1]}/" for one in self.server.sites)
        said = f"{NOTICE}\n\nMáy chủ minh hoạ không phục vụ {host!r}. / This server has no {host!r}. It has:\n{known}\n"
        self._say(502 if proxied else 404, said)

    def _say(self, status: int, said: str) -> None:
        self._send(Page((), "text/plain; charset=utf-8", status), said.encode())

    def _send(self, page: Page, body: bytes) -> None:
        headers = {"Content-Type": page.type, "Vary": "Accept-Encoding"}
        status = page.status
        if page.location:
            headers["Location"] = page.location
        if page.modified:
            headers["ETag"] = f'"{hashlib.sha1(body).hexdigest()[:20]}"'
            headers["Last-Modified"] = format_datetime(page.modified.astimezone(UTC), usegmt=True)
            if self._is_fresh(headers["ETag"], page):
                status, body = 304, b""
        if len(body) > 500 and page.type != "application/gzip" and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 1, mtime=0)
            headers["Content-Encoding"] = "gzip"
        if status != 304:
            headers["Content-Length"] = str(len(body))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _is_fresh(self, etag: str, page: Page) -> bool:
        """Whether what the client holds is still right. If-None-Match decides where it is given (RFC 9110)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return etag in (tag.strip().removeprefix("W/") for tag in tags.split(",")) or tags.strip() == "*"
        try:
            since = parsedate_to_datetime(self.headers.get("If-Modified-Since", ""))
        except ValueError:
            return False
        return page.modified is not None and page.modified.replace(microsecond=0) <= since

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Quiet: a crawl shows its own progress."""


@contextmanager
def serve(port: int = 0) -> Iterator[str]:
    """Serve in a daemon thread; the address to use as a proxy (port 0: a free one). Raises OSError when it is taken."""
    server = Server(port)
    threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True, name="demo-server").start()
    try:
        yield server.address
    finally:
        server.shutdown()
        server.server_close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m demo.server", description="Serve the sample portals on loopback.")
    parser.add_argument(
        "--port", type=int, default=8765, metavar="N", help="on 127.0.0.1 (default: 8765; 0: a free one)"
    )
    server = Server(parser.parse_args().port)
    port = server.server_address[1]
    print(f"{NOTICE}: {server.address}  (http_proxy={server.address})")
    for host in server.sites:
        print(f"  http://{host}.localhost:{port}/")
    print("Ctrl-C: dừng / stop", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
