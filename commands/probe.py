"""A few pages of one site, fetched as politely as a crawl would and kept nowhere.

It is a crawl: the same downloader middlewares (robots.txt, guards, redirects, retries, delay), resolver, certificates and
user agent, less the archive's. One visitor asks for one page after another and decides what to ask for next.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, ClassVar, Generic, TypeVar

import scrapy
from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from commands import reading
from spiders import clock, guard
from spiders.items import Capture, Problem, Reading
from spiders.profile import Profile
from spiders.robots import Robots

T = TypeVar("T")

#: Requests that one look at a site may cost, robots.txt and retries aside.
MOST_REQUESTS = 12


class Missed(Exception):
    """No answer, or none that may be asked for; the problem is one of docs/problems.md."""

    def __init__(self, address: str, problem: Problem) -> None:
        super().__init__(f"{address}: {problem.reason}{f' ({problem.detail})' if problem.detail else ''}")
        self.address, self.problem = address, problem


class Stopped(Exception):
    """A signal ended the visit."""


class Visit:
    """What a visitor may do at a site: ask for a page, read it, say what it is doing. `robots` holds the rules seen."""

    def __init__(self, crawler: scrapy.crawler.Crawler) -> None:
        self.crawler = crawler
        self.left = MOST_REQUESTS
        self.robots: dict[str, tuple[int, bytes]] = {}
        self._ended = False
        crawler.signals.connect(self._seen, signals.response_downloaded)
        crawler.signals.connect(self._close, signals.engine_stopped)
        crawler.signals.connect(self._close, signals.spider_closed)

    def _seen(self, response: Response, request: scrapy.Request, spider: scrapy.Spider) -> None:
        if request.url.endswith("/robots.txt"):
            self.robots[request.url] = (response.status, response.body)

    def _close(self) -> None:
        self._ended = True

    def say(self, line: str) -> None:
        """A line of progress: politeness is slow, and silence looks like a hang."""
        print(line, file=sys.stderr, flush=True)

    async def fetch(self, address: str) -> Capture:
        """The page at `address`, wherever it is redirected to. Raises Missed, or Stopped after a signal."""
        from spiders.portals import problem_of

        if self._ended or self.crawler.engine is None:
            raise Stopped
        if self.left <= 0:
            raise Missed(address, Problem("not-asked", f"{MOST_REQUESTS} requests are enough for a look"))
        if refused := guard.refusal(address, self.crawler.settings.getlist("ADDRESS_ALLOW")):
            raise Missed(address, Problem(refused))
        self.left -= 1
        self.say(f"  asking for {address}")
        try:
            response = await self.crawler.engine.download_async(scrapy.Request(address, dont_filter=True))
        except Exception as error:  # whatever it was, there is no page
            if self._ended:
                raise Stopped from None
            problem = problem_of(Failure(error))  # type: ignore[no-untyped-call]
            raise Missed(address, problem) from None
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in (values if isinstance(values, (list, tuple)) else [values])
        )
        return Capture("", response.url, clock.stamp(), response.status, headers, response.body)

    def forget_robots(self) -> None:
        """Ask for robots.txt anew: it was not to be had by https, and the site is asked by http now."""
        assert self.crawler.engine is not None
        for middleware in self.crawler.engine.downloader.middleware.middlewares:
            if isinstance(middleware, Robots):
                middleware._rules.clear()

    async def read(self, capture: Capture, profile: Profile) -> Reading:
        """`capture` read by `profile`, in a process that can be killed."""
        from dataclasses import replace

        with reading.open_workers(self.crawler.settings, {profile.name: profile}, 1) as workers:
            return await workers.reading(replace(capture, portal=profile.name))


class Visitor(scrapy.Spider, Generic[T]):
    """The spider that carries a job: `job` runs in the place of a crawl's first requests."""

    name = "visitor"
    profile: ClassVar[Profile | None] = None
    job: ClassVar[Callable[[Visit], Awaitable[Any]]]
    outcome: ClassVar[dict[str, Any]]

    async def start(self) -> AsyncIterator[Any]:
        visit = Visit(self.crawler)
        try:
            self.outcome["result"] = await type(self).job(visit)
        except BaseException as error:  # carried out of the event loop, which would only log it
            self.outcome["error"] = error
        nothing: tuple[Any, ...] = ()
        for one in nothing:
            yield one


def visit(
    process: AsyncCrawlerProcess, job: Callable[[Visit], Awaitable[T]], profile: Profile | None, delay: float
) -> T:
    """Run `job` inside a crawl that keeps nothing; return what it returns. `profile` says whose certificate is excused.

    Raises what the job raises, and KeyboardInterrupt when a signal ended it.
    """
    outcome: dict[str, Any] = {}
    facts = {
        "job": staticmethod(job), "outcome": outcome, "profile": profile,
        "custom_settings": _without_archive(process.settings) | {"DOWNLOAD_DELAY": delay},
    }  # fmt: skip
    reading.warm_up()
    process.crawl(type("Looking", (Visitor,), facts))
    process.start()
    error = outcome.get("error")
    if isinstance(error, (Stopped, asyncio.CancelledError)) or not outcome:
        raise KeyboardInterrupt
    if error is not None:
        raise error
    result: T = outcome["result"]
    return result


def _without_archive(settings: BaseSettings) -> dict[str, Any]:
    """The settings of a crawl, less everything that writes."""
    middlewares = {**settings.getdict("DOWNLOADER_MIDDLEWARES"), "pipelines.capture.ArchiveMiddleware": None}
    return {
        "DOWNLOADER_MIDDLEWARES": middlewares,
        "ITEM_PIPELINES": {},
        "EXTENSIONS": {"commands.progress.Progress": None},
        "SCHEDULER": "scrapy.core.scheduler.Scheduler",
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "LOG_LEVEL": "CRITICAL",
    }
