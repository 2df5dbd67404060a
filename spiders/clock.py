"""The one place where time enters.

Frontier and archive ask `now()`; nothing else asks the machine for the time and no SQL calls `datetime('now')`, so a test
or a replay can set the clock and see a year go by.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone

#: Vietnam keeps no summer time: UTC+7 all year, on every page this project reads.
VIETNAM = timezone(timedelta(hours=7), "UTC+7")


#: CLOCK (an ISO 8601 instant with its offset) makes time stand still at that moment: for tests and rehearsals.
_STANDING = datetime.fromisoformat(os.environ["CLOCK"]) if os.environ.get("CLOCK") else None


def now() -> datetime:
    """The current moment, in UTC."""
    return (_STANDING or datetime.now(UTC)).astimezone(UTC)


@contextmanager
def standing(moment: datetime) -> Iterator[None]:
    """Within it, it is `moment`: for what is read again as if it were that day."""
    global _STANDING
    before, _STANDING = _STANDING, moment
    try:
        yield
    finally:
        _STANDING = before


def stamp(moment: datetime | None = None) -> str:
    """`moment` (or now) as stored everywhere: '2026-11-22T03:07:07Z', to the second."""
    return (moment or now()).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse(text: str) -> datetime:
    """A stored stamp as a moment in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)
