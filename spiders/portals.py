"""One spider class a profile, built when Scrapy loads this module.

A spider only asks the frontier's questions and hands on what the archive kept: what a page means is decided in `read`, so
that a live crawl and a replay of the archive are the same code. A broken profile is reported and never stops the others.
"""

import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, ClassVar

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from spiders import settings
from spiders.guard import AddressRefused
from spiders.items import Capture, FetchFailure, Problem
from spiders.profile import Profile, load_all
from spiders.robots import RobotsRefused, RobotsUnreachable

#: Demo portals stand on this machine: no need to be slow there.
_DEMO_CONCURRENCY = 8


class PortalSpider(scrapy.Spider):
    """Fetches what the frontier says is due; yields a Capture for every answer and a FetchFailure for every miss."""

    name: str
    profile: ClassVar[Profile]

    async def start(self) -> AsyncIterator[Any]:
        """Nothing: entry addresses are rows of the frontier like all others."""
        nothing: tuple[Any, ...] = ()
        for one in nothing:
            yield one

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Capture]:
        yield response.meta["capture"]

    def missed(self, failure: Failure) -> Iterator[FetchFailure]:
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]
        yield FetchFailure(self.profile.name, request.url, request.meta["frontier_id"], problem_of(failure))

    def unanswered(self, failure: Failure) -> Iterator[FetchFailure]:
        """A probe that brought nothing teaches nothing."""
        yield from ()


def problem_of(failure: Failure) -> Problem:
    """Why a request got no answer, in one of the reasons of docs/problems.md."""
    error = failure.value
    if isinstance(error, (AddressRefused, RobotsRefused, RobotsUnreachable)):
        reason, _, detail = str(error).partition(": ")
        return Problem(reason, detail)
    name = type(error).__name__
    for mark, reason in _REASONS:
        if mark in name:
            return Problem(reason, f"{name}: {error}"[:300])
    return Problem("fetch-failed", f"{name}: {error}"[:300])


_REASONS = (
    ("CannotResolveHost", "dns"), ("DNSLookup", "dns"), ("Timeout", "timeout"), ("TimedOut", "timeout"),
    ("TLS", "tls"), ("SSL", "tls"), ("Certificate", "tls"), ("DataLoss", "truncated"), ("Cancelled", "too-large"),
    ("ConnectionRefused", "connection"), ("DownloadFailed", "connection"), ("Connect", "connection"),
    ("ResponseFailed", "connection"), ("ResponseNeverReceived", "connection"),
)  # fmt: skip


def spider_class(profile: Profile) -> type[PortalSpider]:
    """The spider of one site."""
    custom = {
        "DOWNLOAD_DELAY": profile.delay,
        "CONCURRENT_REQUESTS_PER_DOMAIN": _DEMO_CONCURRENCY if profile.demo else 1,
    }
    name = "".join(part.title() for part in profile.name.replace("_", "-").split("-")) + "Spider"
    facts = {"name": profile.name, "profile": profile, "custom_settings": custom}
    return type(name, (PortalSpider,), {**facts, "__module__": __name__, "__doc__": profile.title["en"]})


PROFILES, ERRORS = load_all(settings.DEMO, Path(settings.PROFILES_DIR))
for _error in ERRORS:
    print(f"profile error, this portal is left out: {_error}", file=sys.stderr)
for _profile in PROFILES.values():
    globals()[f"spider_{_profile.name}"] = spider_class(_profile)
