"""Where two rows of words differ: few steps where little changed, and never more than it was given.

difflib looks for the longest run first: exact on prose, and quadratic to cubic where words repeat, as tables and hostile pages
do. The way taken here (E. Myers, "An O(ND) difference algorithm", 1986) costs what the difference costs, whatever the words
are; its steps are counted, and what is beyond them is told as one difference.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

#: Steps that one comparison may take: about a second.
STEPS = 2_000_000
#: Words that may differ between two anchors: the ways kept to find back grow with the square of it.
_MOST = 700


class Difference(NamedTuple):
    """Words `old_start`..`old_end` of the one stand where `new_start`..`new_end` of the other do; either may be empty."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int

    @property
    def words(self) -> int:
        return self.old_end - self.old_start + self.new_end - self.new_start


class Effort:
    """The steps that are left. Counted, not timed: the answer for a text is the same on every machine."""

    def __init__(self, steps: int = STEPS) -> None:
        self.left = steps


def rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of `pairs`, given in order of their first numbers, in which the second ones rise too."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, value) in enumerate(pairs):
        place = bisect_left(tails, value)
        tails[place : place + 1] = [value]
        ends[place : place + 1] = [at]
        before.append(ends[place - 1] if place else -1)
    found = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def once_in_both(old: Iterable[Hashable], new: Iterable[Hashable]) -> list[tuple[int, int]]:
    """(place in old, place in new) of what stands exactly once in each, in the order of old."""
    old, new = list(old), list(new)
    old_counts, new_counts = Counter(old), Counter(new)
    places = {one: at for at, one in enumerate(new) if new_counts[one] == 1}
    return [(at, places[one]) for at, one in enumerate(old) if old_counts[one] == 1 and one in places]


def shared_ends(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[int, int]:
    """How many are the same at the beginning, and how many of the rest at the end."""
    most = min(len(old), len(new))
    head = 0
    while head < most and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < most - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


def differences(old: Sequence[str], new: Sequence[str], effort: Effort) -> list[Difference]:
    """Where `old` and `new` differ, in their order; between two differences stand the same words in both."""
    return list(_within(old, new, 0, 0, effort, anchored=False))


def _within(
    old: Sequence[str], new: Sequence[str], i: int, j: int, effort: Effort, anchored: bool
) -> Iterator[Difference]:
    """The differences of two rows that begin at `i` and `j`. Where they are too many, the words that stand once in both part
    the rows, and each part is tried again."""
    head, tail = shared_ends(old, new)
    old, new, i, j = old[head : len(old) - tail], new[head : len(new) - tail], i + head, j + head
    if not old or not new:
        found: list[Difference] | None = [Difference(0, len(old), 0, len(new))] if old or new else []
    else:
        found = _shortest(old, new, effort)
    if found is not None:
        yield from (Difference(i + a, i + b, j + c, j + d) for a, b, c, d in found)
        return
    anchors = [] if anchored else rising(once_in_both(old, new))
    if not anchors:
        yield Difference(i, i + len(old), j, j + len(new))
        return
    x = y = 0
    for next_x, next_y in [*anchors, (len(old), len(new))]:
        yield from _within(old[x:next_x], new[y:next_y], i + x, j + y, effort, anchored=True)
        x, y = next_x + 1, next_y + 1


def _shortest(old: Sequence[str], new: Sequence[str], effort: Effort) -> list[Difference] | None:
    """The fewest words taken out and put in that make `new` of `old`; None where that takes too many steps.

    `reach[k]` is how far along `old` one gets on diagonal k (place in old less place in new) with so many changes.
    """
    n, m = len(old), len(new)
    reach = {1: 0}
    trail: list[dict[int, int]] = []
    for changes in range(min(n + m, _MOST) + 1):
        trail.append(reach)
        reach = dict(reach)
        for k in range(-changes + 2 * max(0, changes - m), changes - 2 * max(0, changes - n) + 1, 2):
            x = reach[k + 1] if _comes_down(reach, k, changes) else reach[k - 1] + 1
            start, y = x, x - k
            while x < n and y < m and old[x] == new[y]:
                x += 1
                y += 1
            reach[k] = x
            effort.left -= x - start + 1
            if x >= n and y >= m:
                return _gathered(*_steps_back(trail, n, m))
        effort.left -= changes
        if effort.left < 0:
            return None
    return None


def _comes_down(reach: dict[int, int], k: int, changes: int) -> bool:
    """Whether diagonal k is reached by a word put in (from k + 1) rather than by one taken out."""
    return k == -changes or (k != changes and reach.get(k - 1, -1) < reach.get(k + 1, -1))


def _steps_back(trail: list[dict[int, int]], n: int, m: int) -> tuple[bytearray, bytearray]:
    """Which words of old and of new are changed, marked with 1."""
    out, put = bytearray(n), bytearray(m)
    x, y = n, m
    for changes in range(len(trail) - 1, 0, -1):
        reach, k = trail[changes], x - y
        if _comes_down(reach, k, changes):
            x = reach[k + 1]
            y = x - k - 1
            put[y] = 1
        else:
            x = reach[k - 1]
            y = x - k + 1
            out[x] = 1
    return out, put


def _gathered(out: bytearray, put: bytearray) -> list[Difference]:
    """Words taken out and put in at one place are one difference."""
    found = []
    i = j = 0
    while i < len(out) or j < len(put):
        start_i, start_j = i, j
        while i < len(out) and out[i]:
            i += 1
        while j < len(put) and put[j]:
            j += 1
        if i > start_i or j > start_j:
            found.append(Difference(start_i, i, start_j, j))
        i, j = i + 1, j + 1
    return found
