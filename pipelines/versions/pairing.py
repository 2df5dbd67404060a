"""Which fact of the one text became which of the other.

First by their place: what stands between the same words is the same fact told anew. What is left is looked for elsewhere, since
a sentence may be moved and edited at once. What still has no like came or went.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.versions.alignment import Difference, Effort, differences
from pipelines.versions.elsewhere import RELATED, TRIES, Pair, elsewhere, related
from pipelines.versions.facts import Fact, Facts
from pipelines.versions.sentences import Block
from pipelines.versions.slips import is_nearly_same, is_slip
from pipelines.versions.words import Words, is_number

#: A run of so few words is compared whatever it shares.
_SHORT = 12


class Side(NamedTuple):
    words: Words
    facts: Facts


@dataclass(slots=True)
class Compared:
    """What a comparison of two texts found: the facts that changed, and how the words did, by their own positions."""

    pairs: list[Pair]
    words: list[tuple[list[str], list[str]]]


def pair(old: Side, new: Side, found: Sequence[Block]) -> Compared:
    """The facts that differ, and the words that do."""
    effort, compared = Effort(), Compared([], [])
    old_left: list[Fact] = []
    new_left: list[Fact] = []
    for block in found:
        one = _Block(old, new, block, effort)
        compared.words += one.changed_words()
        pairs, olds, news = one.pairs()
        compared.pairs += pairs
        old_left += olds
        new_left += news
    compared.pairs += elsewhere(old.words, new.words, old_left, new_left)
    return compared


class _Half:
    """One side of a block: its words in a row, and where its facts stand in that row."""

    def __init__(self, side: Side, sentences: Sequence[int]) -> None:
        self.words = side.words
        self.keys: list[str] = []
        self.facts: list[Fact] = []
        self.at: list[tuple[int, int]] = []
        for sentence in sentences:
            first, last = side.words.spans[sentence]
            shift = len(self.keys) - first
            self.keys += side.words.keys[first:last]
            for fact in side.facts.within(sentence):
                self.facts.append(fact)
                self.at.append((fact.first + shift, min(fact.last, last) + shift))

    def touched(self, done: set[int], spans: list[tuple[int, int]], slips: set[int]) -> dict[int, list[int]]:
        """The facts that each of the differing `spans` touches: an empty one, where words are missing, those beside it too.
        `slips` of the pen touch names alone: a figure is the same whatever its unit was misspelt as."""
        ends = [end for _, end in spans]
        found: dict[int, list[int]] = defaultdict(list)
        for i, (first, last) in enumerate(self.at):
            if i in done:
                continue
            for at in range(bisect_left(ends, first), len(spans)):
                start, end = spans[at]
                if start > last:
                    break
                if at in slips and self.facts[i].kind != "name":
                    continue
                if start == end or (start < last and end > first):
                    found[at].append(i)
        return found

    def left(self, done: set[int], spans: list[tuple[int, int]]) -> list[Fact]:
        """Facts without a like whose core has a changed word, or lacks one; others are only read otherwise."""
        ends = [end for _, end in spans]
        found = []
        for i, (fact, (first, _)) in enumerate(zip(self.facts, self.at, strict=True)):
            start, end = (word - fact.first + first for word in fact.core)
            at = bisect_right(ends, start)
            if i not in done and at < len(spans) and spans[at][0] < end:
                found.append(fact)
        return found


class _Block:
    """Two runs of sentences, aligned word by word."""

    def __init__(self, old: Side, new: Side, block: Block, effort: Effort) -> None:
        self.old, self.new = _Half(old, block.old), _Half(new, block.new)
        self.found = _aligned(self.old.keys, self.new.keys, effort)
        self._kept: dict[int, int] = {}
        i = j = 0
        for one in (*self.found, Difference(len(self.old.keys), 0, len(self.new.keys), 0)):
            self._kept.update(zip(range(i, one.old_start), range(j, one.new_start), strict=True))
            i, j = one.old_end, one.new_end

    def changed_words(self) -> list[tuple[list[str], list[str]]]:
        return [(self.old.keys[a:b], self.new.keys[c:d]) for a, b, c, d in self.found]

    def pairs(self) -> tuple[list[Pair], list[Fact], list[Fact]]:
        """Facts that became others, and those of either side that have no like here."""
        old_done, new_done = self._unchanged()
        pairs: list[Pair] = []
        changed = list(zip(self.found, self.changed_words(), strict=True))
        slips = {at for at, (_, words) in enumerate(changed) if is_slip(*words)}
        olds = self.old.touched(old_done, [(one.old_start, one.old_end) for one in self.found], slips)
        news = self.new.touched(new_done, [(one.new_start, one.new_end) for one in self.found], slips)
        for at in sorted(olds.keys() & news.keys()):
            for i, j in self._matched(olds[at], news[at], old_done, new_done):
                old_done.add(i)
                new_done.add(j)
                one, other = self.old.facts[i], self.new.facts[j]
                if not _says_the_same(self.old.words, one, self.new.words, other):
                    pairs.append((one, other))
        real = [one for one, words in changed if not is_nearly_same(*words)]
        old_left = self.old.left(old_done, [(one.old_start, one.old_end) for one in real])
        return pairs, old_left, self.new.left(new_done, [(one.new_start, one.new_end) for one in real])

    def _unchanged(self) -> tuple[set[int], set[int]]:
        """Facts whose every word stands in the same place on the other side, whatever the words around made of them."""
        places: dict[tuple[str, int, int], int] = {}
        for j, (first, last) in enumerate(self.new.at):
            places.setdefault((self.new.facts[j].kind, first, last), j)
        old_done: set[int] = set()
        new_done: set[int] = set()
        for i, (first, last) in enumerate(self.old.at):
            start, end = self._kept.get(first), self._kept.get(last - 1)
            if start is None or end is None or end - start != last - 1 - first:
                continue
            like = places.get((self.old.facts[i].kind, start, end + 1))
            if like is None or like in new_done or any(at not in self._kept for at in range(first, last)):
                continue
            old_done.add(i)
            new_done.add(like)
        return old_done, new_done

    def _matched(
        self, olds: list[int], news: list[int], old_done: set[int], new_done: set[int]
    ) -> list[tuple[int, int]]:
        """Facts of one difference that belong together: those that say the same first, then the more alike, in their order."""
        found: list[tuple[int, int]] = []
        olds, news = [i for i in olds if i not in old_done], [j for j in news if j not in new_done]
        for likeness in _LIKENESSES:
            waiting: dict[Hashable, deque[int]] = defaultdict(deque)
            for j in news:
                waiting[likeness(self.new.facts[j])].append(j)
            for i in olds:
                alike = waiting.get(likeness(self.old.facts[i]), deque())
                for place in range(min(TRIES, len(alike))):
                    j = alike[place]
                    if related(self.old.words, self.old.facts[i], self.new.words, self.new.facts[j]):
                        del alike[place]
                        found.append((i, j))
                        break
            gone, come = {i for i, _ in found}, {j for _, j in found}
            olds, news = [i for i in olds if i not in gone], [j for j in news if j not in come]
        return found


def _says(fact: Fact) -> Hashable:
    return fact.says


def _kind_and_unit(fact: Fact) -> Hashable:
    return (fact.kind, fact.unit)


def _kind_unit_and_indicator(fact: Fact) -> Hashable:
    return (fact.kind, fact.unit, fact.indicator)


def _kind(fact: Fact) -> Hashable:
    return fact.kind


def _is_number(fact: Fact) -> Hashable:
    """The 31st of February is a number and no date: what an edit made of one is still what became of it."""
    return True if fact.kind != "name" and fact.unit is None else fact


_LIKENESSES: tuple[Callable[[Fact], Hashable], ...] = (
    _says, _kind_unit_and_indicator, _kind_and_unit, _kind, _is_number,
)  # fmt: skip


def _says_the_same(old_words: Words, old: Fact, new_words: Words, new: Fact) -> bool:
    """Whether nothing changed but the writing: a number whose unit only one side could read, or misspelt, is the same still."""
    if old.says == new.says or old.value != new.value or old.unit == new.unit:
        return old.says == new.says
    if old.unit is None or new.unit is None:
        return True
    shorter = min(
        old.last - old.first, new.last - new.first
    )  # "12 cuôc thanh": so the reader takes a word it does not know
    olds = old_words.keys[old.first : old.first + shorter]
    news = new_words.keys[new.first : new.first + shorter]
    return olds != news and is_nearly_same(olds, news)


def _aligned(old: Sequence[str], new: Sequence[str], effort: Effort) -> list[Difference]:
    """Where two runs of sentences differ. Of two that have little in common the one went and the other came: any texts share a
    "5" and an "and", and there they are not the same one."""
    found = _by_place(old, new)
    if found is None:
        found = differences(old, new, effort)
    fewer = min(len(old), len(new))
    kept = len(old) - sum(one.old_end - one.old_start for one in found)
    return [Difference(0, len(old), 0, len(new))] if fewer > _SHORT and kept < RELATED * fewer else found


def _by_place(old: Sequence[str], new: Sequence[str]) -> list[Difference] | None:
    """The differences of two runs whose numbers alone differ: each number became the one that stands in its place, even where
    two of them changed places. None for other runs."""
    if len(old) != len(new):
        return None
    found = []
    for at, (one, other) in enumerate(zip(old, new, strict=True)):
        if one != other:
            if not (is_number(one) and is_number(other)):
                return None
            found.append(Difference(at, at + 1, at, at + 1))
    return found
