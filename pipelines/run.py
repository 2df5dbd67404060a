"""One crawl of one portal, as long as it lasts: what its parts share and count."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field

from pipelines.frontier import Frontier
from pipelines.versions.soft_404 import Soft404s
from spiders.profile import Profile


@dataclass
class Run:
    """One crawl of one portal, as long as it lasts."""

    id: int
    profile: Profile
    frontier: Frontier
    started_at: str
    finished_before: str | None
    #: What the portal's hosts show in place of an article that is not there.
    soft_404s: Soft404s = field(default_factory=Soft404s)
    leases: dict[int, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    #: The things listed on the page of a listing last read: (listing, page) -> things.
    listed: dict[tuple[str, int], frozenset[str]] = field(default_factory=dict)
    #: Why the run has to end before its work is done ('disk'), set by whoever finds out.
    stopped_by: str | None = None
    stopping: "asyncio.Future[None] | None" = None
