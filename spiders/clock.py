"""The one place where time enters.

Frontier and archive ask `now()`; nothing else asks the machine for the time and no SQL calls `datetime('now')`, so a test
or a replay can set the clock and see a year go by.
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

#: Vietnam keeps no summer time: UTC+7 all year, on every page this project reads.
VIETNAM = timezone(timedelta(hours=7), "UTC+7")


def _machine() -> datetime:
    return datetime.now(UTC)


def _frozen(text: str) -> Callable[[], datetime]:
    moment = datetime.fromisoformat(text)
    return lambda: moment


#: CLOCK (an ISO 8601 instant with its offset) stands still at that moment: for tests and rehearsals.
_source: Callable[[], datetime] = _frozen(os.environ["CLOCK"]) if os.environ.get("CLOCK") else _machine


def use(source: Callable[[], datetime] | None) -> None:
    """Take the time from `source` (None: from the machine again)."""
    global _source
    _source = source or _machine


def now() -> datetime:
    """The current moment, in UTC."""
    return _source().astimezone(UTC)


def stamp(moment: datetime | None = None) -> str:
    """`moment` (or now) as stored everywhere: '2026-11-22T03:07:07Z', to the second."""
    return (moment or now()).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse(text: str) -> datetime:
    """A stored stamp as a moment in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)
