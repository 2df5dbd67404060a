"""Put the bytes of every response into WARC before anyone parses them.

A page that was fetched and then lost to a parser's bug cannot be fetched again as it was. So this middleware runs below
everything that could change a response (near 895), and hands nothing upwards that is not on disk and committed.
"""

from dataclasses import replace
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from pipelines import warc
from pipelines.archive import Archive, DiskFull
from spiders import clock
from spiders.items import Capture, Headers


class ArchiveMiddleware:
    """Downloader middleware: nothing passes upwards that is not in the archive."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.archive = Archive.at(crawler.settings["ARCHIVE_DIR"])
        self.run = self.archive.run_of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        self.run.counts["requests"] += 1
        frontier_id = request.meta.get("frontier_id")
        capture = Capture(
            portal=self.run.profile.name,
            address=request.url,
            fetched_at=clock.stamp(),
            status=response.status,
            headers=_headers(response),
            body=response.body,
            # Through a proxy the address at the other end is the proxy's: no claim is better than a wrong one.
            ip=str(response.ip_address) if response.ip_address and not request.meta.get("proxy") else None,
            purpose=request.meta.get("purpose", "robots" if frontier_id is None else "page"),
        )
        exchange = warc.Exchange(
            capture,
            request.method,
            _sent(request),
            warc.payload_digest(response.body),
            self._validated(request, response),
        )
        try:
            ref = await self.archive.keep(exchange, self.run, frontier_id)
        except DiskFull:
            self.archive.stop(self.crawler, "disk")
            raise
        request.meta["capture"] = replace(capture, ref=ref)
        return response

    def _validated(self, request: Request, response: Response) -> warc.Revisit | None:
        """What a 304 says has not changed: the capture whose validators were sent."""
        earlier = request.meta.get("validated")
        if response.status != 304 or earlier is None:
            return None
        row = self.archive.sql.execute(
            "SELECT p.id, p.address, p.fetched_at, p.payload_digest FROM captures c JOIN captures p "
            "ON p.id = coalesce(c.revisit_of, c.id) WHERE c.id = ?",
            [earlier],
        ).fetchone()
        return warc.Revisit(*row) if row else None


def _sent(request: Request) -> Headers:
    """The request's headers with the Host that the client adds below us."""
    return (("Host", urlsplit(request.url).netloc), *_headers(request))


def _headers(message: Request | Response) -> Headers:
    """Every header as sent, repeats kept."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in message.headers.items()
        for value in (values if isinstance(values, (list, tuple)) else [values])
    )
