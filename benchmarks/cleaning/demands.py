"""What is demanded of ours, with a profile and without, each demand beside what was measured.

Speed and F1 without a profile are held against trafilatura's precision mode in the same run. Where it did not take part, F1
is held against what it scored when this was written, and speed is not judged.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.cleaning.leaks import CLASSES
from benchmarks.cleaning.samples import REAL, SINGLE
from benchmarks.cleaning.score import Score, Sum, sum_up
from benchmarks.cleaning.worker import Measured

LEAST_F1, TIMES_FASTER, SAPOS = 0.99, 5.0, 0.98
#: The peer to beat, and its F1 on the real portal.
PEER, PEER_F1 = "trafilatura-precision", 0.977
#: Without a profile these may never leak.
WORST_LEAKS = ("view count", "related", "counter")


@dataclass(frozen=True, slots=True)
class Result:
    """A contestant's run: what was measured, and its marks by set of pages."""

    measured: Measured
    scores: Mapping[str, Sequence[Score]]

    def total(self, name: str) -> Sum:
        """The marks of one set of pages together."""
        return sum_up(self.scores[name])

    @property
    def pace(self) -> float:
        """Pages a second on one core."""
        return self.measured.timed / self.measured.seconds if self.measured.seconds else 0.0


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand: whose, what, and what was measured. `met` is None where it could not be judged."""

    of: str
    what: str
    measured: str
    met: bool | None

    def __str__(self) -> str:
        verdict = {True: "ok", False: "MISSED", None: "not judged"}[self.met]
        return f"{verdict:<11}{self.of:<9}{self.what:<84}{self.measured}"


def demands(results: Mapping[str, Result]) -> list[Demand]:
    """Every demand on the contestants of ours that took part."""
    peer = results.get(PEER)
    peer = None if peer is None or peer.measured.missing else peer
    found: list[Demand] = []
    if ours := results.get("ours"):
        found += _with_profile(ours, peer)
    if generic := results.get("generic"):
        found += _without(generic, peer)
    return found


def _with_profile(ours: Result, peer: Result | None) -> Iterator[Demand]:
    total = ours.total(REAL)
    yield Demand("ours", f"F1 at least {LEAST_F1}", f"{total.f1:.4f}", total.f1 >= LEAST_F1)
    yield from _leaks("ours", ours, CLASSES)
    times = ours.pace / peer.pace if peer and peer.pace else None
    said = "-" if times is None else f"{times:.1f} times"
    yield Demand("ours", f"at least {TIMES_FASTER:.0f} times {PEER}'s speed", said, times and times >= TIMES_FASTER)


def _without(generic: Result, peer: Result | None) -> Iterator[Demand]:
    total = generic.total(REAL)
    bar = peer.total(REAL).f1 if peer else PEER_F1
    bar_said = f"at least {PEER}'s F1 on these pages ({bar:.4f}) and {PEER_F1}"
    yield Demand("generic", bar_said, f"{total.f1:.4f}", total.f1 >= max(bar, PEER_F1))
    for name in (REAL, SINGLE):
        sum_of = generic.total(name)
        share = sum_of.shares["sapo"]
        what = f"sapo kept on at least {SAPOS:.0%} of {name}"
        yield Demand("generic", what, sum_of.counts["sapo"], None if share is None else share >= SAPOS)
    yield from _leaks("generic", generic, WORST_LEAKS)
    for field in ("title", "date", "first", "last"):
        sum_of = generic.total(SINGLE)
        what = f"{field} right on every single page"
        yield Demand("generic", what, sum_of.counts[field], sum_of.shares[field] == 1)


def _leaks(of: str, result: Result, classes: Sequence[str]) -> Iterator[Demand]:
    for name in (REAL, SINGLE):
        if not result.scores[name]:
            continue
        found = {kind: count for kind, count in result.total(name).leaks.items() if count and kind in classes}
        said = ", ".join(f"{kind} on {count}" for kind, count in found.items()) or "none"
        yield Demand(
            of, f"no leak of {'any class' if classes == CLASSES else ', '.join(classes)} ({name})", said, not found
        )
