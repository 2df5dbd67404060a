"""robots.txt, as RFC 9309 asks: unreachable means wait, and Crawl-delay is kept where it asks for more than we do.

Scrapy reads a robots.txt that answers 503 as "everything is allowed". A server in trouble is the last one to be crawled
at full speed, so here the whole host waits for another run, and the run says so.
"""

import logging
from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from twisted.internet.defer import Deferred

logger = logging.getLogger(__name__)

#: A Crawl-delay above this (seconds) is a mistake or a refusal in disguise: wait this long instead and say so.
LONGEST_DELAY = 30.0


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

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        try:
            super().process_request_2(rp, request)
        except RobotsUnreachable:
            raise
        except IgnoreRequest as error:
            raise RobotsRefused("robots-refused") from error

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            self._unreachable(netloc, f"robots.txt answered {response.status}")
            return
        if response.status >= 400:
            response = response.replace(body=b"")  # RFC 9309, 2.3.1.3: unavailable means no rules
        await super()._parse_robots(response, netloc, request)
        parser = self._parsers[netloc]
        if isinstance(parser, RobotParser):
            self._keep_delay(parser, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._unreachable(netloc, f"{type(exc).__name__}: {exc}")

    def _unreachable(self, netloc: str, why: str) -> None:
        logger.warning("%s: robots.txt unreachable (%s); nothing is fetched from it in this run", netloc, why)
        self._stats.inc_value("robots/unreachable")
        self._stats.set_value("robots/unreachable_reason", why)
        waiting = self._parsers[netloc]
        assert isinstance(waiting, Deferred)
        nothing = _Nothing()
        self._parsers[netloc] = nothing
        waiting.callback(nothing)

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
        self._stats.set_value("robots/crawl_delay", slot.delay)
