"""robots.txt, as RFC 9309 asks: unreachable means wait, and Crawl-delay is kept where it asks for more than we do.

Scrapy reads a robots.txt that answers 503 as "everything is allowed", and lets all but the first of several requests that
wait for it go unasked (they share one Deferred, whose result only the first one sees). A server in trouble is the last one
to be crawled at full speed: here its whole host waits for another run, and the run says so.
"""

import asyncio
import logging
import zlib
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.misc import build_from_crawler

logger = logging.getLogger(__name__)

#: A Crawl-delay above this (seconds) is a mistake or a refusal in disguise: wait this long instead and say so.
LONGEST_DELAY = 30.0
#: Bytes of robots.txt that are read; RFC 9309 (2.5) asks for 500 KiB at least.
LONGEST_RULES = 512_000


class RobotsRefused(IgnoreRequest):
    """robots.txt forbids this address."""


class RobotsUnreachable(IgnoreRequest):
    """robots.txt could not be had: nothing of this host is fetched in this run (RFC 9309, section 2.3.1.4)."""


class _Nothing(RobotParser):
    """Stands in for rules that could not be read."""

    @classmethod
    def from_crawler(cls, crawler: Any, robotstxt_body: bytes) -> "_Nothing":  # noqa: ARG003 (Scrapy's signature)
        return cls()

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        raise RobotsUnreachable("robots-unreachable")


class Robots(RobotsTxtMiddleware):
    """Obey robots.txt; wait where it is unreachable; apply Crawl-delay to the host's slot."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._rules: dict[str, asyncio.Task[RobotParser]] = {}

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        try:
            super().process_request_2(rp, request)
        except RobotsUnreachable:
            raise
        except IgnoreRequest as error:
            raise RobotsRefused("robots-refused") from error

    async def robot_parser(self, request: Request) -> RobotParser:
        """The rules of the request's host, asked for once a run however many requests wait for them."""
        parts = urlsplit(request.url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._rules:
            self._rules[host] = asyncio.ensure_future(self._ask(request, host))
        return await asyncio.shield(self._rules[host])

    async def _ask(self, request: Request, host: str) -> RobotParser:
        engine = self.crawler.engine
        assert engine is not None
        address = f"{host}/robots.txt"
        asking = Request(
            address, priority=self.DOWNLOAD_PRIORITY, meta={"dont_obey_robotstxt": True}, callback=NO_CALLBACK
        )
        try:
            response = await engine.download_async(asking)
            body = self._body(response)
        except Exception as error:  # whatever it was, the rules are not known
            logger.warning("%s: robots.txt unreachable (%s); nothing is fetched from it in this run", host, error)
            return _Nothing()
        parser: RobotParser = build_from_crawler(self._parserimpl, self.crawler, body)
        self._keep_delay(parser, request)
        return parser

    @staticmethod
    def _body(response: Response) -> bytes:
        """The rules themselves, empty where there are none. Raises when the server is in trouble or sends rubbish."""
        if response.status >= 500 or response.status == 429:
            raise RobotsUnreachable(f"answered {response.status}")
        if response.status >= 300:
            return b""  # RFC 9309, 2.3.1.3: unavailable, or redirected once too often, means no rules
        if response.body[:2] == b"\x1f\x8b":  # we ask for gzip, and servers that compress text do it here as well
            return zlib.decompressobj(wbits=47).decompress(response.body, LONGEST_RULES)
        return response.body[:LONGEST_RULES]

    def _keep_delay(self, parser: RobotParser, request: Request) -> None:
        rules = getattr(parser, "rp", None)
        agent = self._robotstxt_useragent or self._default_useragent
        asked = rules.crawl_delay(agent) if rules is not None and hasattr(rules, "crawl_delay") else None
        engine = self.crawler.engine
        if not asked or engine is None:
            return
        downloader = engine.downloader
        name, slot = downloader._get_slot(request)
        slot.delay = max(slot.delay, min(float(asked), LONGEST_DELAY))
        # A slot that rests for a minute is thrown away: the one made anew must be as slow.
        downloader.per_slot_settings[name] = {"delay": slot.delay, "concurrency": slot.concurrency}
