"""The frontier as Scrapy's SCHEDULER.

First-time requests are rows; what Scrapy itself sends back (a retry) keeps its meta and waits in memory. Leases live in
memory only, so a crash makes their rows due again. A lease ends when the store has written down what became of the visit.
"""

from collections import deque
from typing import Self

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from pipelines.archive import Archive
from pipelines.frontier import Due, Frontier

#: Rows fetched from the table at a time.
BATCH = 64


class FrontierScheduler(BaseScheduler):
    """Leases due rows of the frontier, one address of a thing at a time."""

    def __init__(self, archive: Archive, frontier: Frontier) -> None:
        self.archive, self.frontier = archive, frontier
        self.returned: deque[Request] = deque()
        self.probes: deque[str] = deque()
        self.waiting: deque[Due] = deque()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        archive = Archive.at(crawler.settings["ARCHIVE_DIR"])
        return cls(archive, archive.run_of(crawler).frontier)

    def open(self, spider: Spider) -> None:
        self.spider = spider
        run = self.archive.run_of(spider.crawler)
        self.leases = run.leases
        self.probes.extend(self.frontier.probes(run.started_at))

    def close(self, reason: str) -> None:
        self.leases.clear()

    def enqueue_request(self, request: Request) -> bool:
        if not request.meta.keys() & {"frontier_id", "purpose"}:
            raise ValueError(f"addresses reach the frontier through the store, not as requests: {request}")
        self.returned.append(request)
        return True

    def has_pending_requests(self) -> bool:
        return bool(self.returned or self.probes) or self._next() is not None

    def next_request(self) -> Request | None:
        if self.returned:
            return self.returned.popleft()
        if self.probes:
            return self._probe(self.probes.popleft())
        due = self._next()
        if due is None:
            return None
        self.waiting.popleft()
        self.leases[due.id] = due.thing
        return self._request(due)

    def _next(self) -> Due | None:
        """The first waiting row that is free to be leased; it stays in `waiting`."""
        for refilled in (False, True):
            while self.waiting and not self._free(self.waiting[0]):
                self.waiting.popleft()
            if self.waiting:
                return self.waiting[0]
            if not refilled:
                self.waiting.extend(self.frontier.due(BATCH + len(self.leases)))
        return None

    def _free(self, due: Due) -> bool:
        return due.id not in self.leases and due.thing not in self.leases.values() and self.frontier.is_due(due.id)

    def _probe(self, address: str) -> Request:
        """A request for what cannot exist, ahead of all others: what it brings tells what an absent article looks like."""
        return Request(
            address, errback=self.spider.unanswered, dont_filter=True, priority=100,  # type: ignore[attr-defined]
            meta={"purpose": "probe", "dont_redirect": True, "max_retry_times": 0},
        )  # fmt: skip

    def _request(self, due: Due) -> Request:
        headers = {}
        if due.etag:
            headers["If-None-Match"] = due.etag
        if due.last_modified:
            headers["If-Modified-Since"] = due.last_modified
        return Request(
            due.address,
            headers=headers,
            errback=self.spider.missed,  # type: ignore[attr-defined]
            priority=due.priority,
            dont_filter=True,
            meta={
                "frontier_id": due.id,
                "dont_redirect": True,  # a redirect is an answer: it is archived, and its target becomes a row
                "validated": due.capture_id if headers else None,
            },
        )
