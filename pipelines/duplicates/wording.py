"""The wording of a text as sets, and whether two texts are copies of one release.

A copy may have another headline, lead, byline, and a paragraph less. But a monthly report that repeats last month's sentences
with other figures is another report: so figures are held against each other where they stand in the same words.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from pipelines.folding import fold

#: Words in a row that make a shingle. A Vietnamese word is two of these on average.
SHINGLE = 5
#: Fewer distinct shingles say too little: "Xem tệp đính kèm", a caption, one word over and over.
SHORTEST = 40
#: Of a longer text the beginning, in letters, is enough.
LONGEST = 40_000
#: The shorter of two copies has this share of its shingles from the other, at least (a changed word costs five) ...
CONTAINED = 0.8
#: ... and is at least so long as this share of the other: a release that a longer article quotes is no copy of it.
LENGTH = 0.6
#: Of the figures that both tell in the same words, so many are the same.
SAME_FIGURES = 0.9
#: Words on either side that are a figure's context.
AROUND = 2

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_SEPARATORS = str.maketrans("", "", ".,")
_NUMBER = "#"


@dataclass(frozen=True)
class Wording:
    """`words` are folded: no marks, lower case, so that `hoà` and `hòa` are one; a number is one word, without separators."""

    words: tuple[str, ...]

    @cached_property
    def shingles(self) -> frozenset[int]:
        """Every `SHINGLE` words in a row, as 64-bit hashes that are the same on every machine."""
        words, last = self.words, len(self.words) - SHINGLE + 1
        return frozenset(_hash(" ".join(words[at : at + SHINGLE])) for at in range(last))

    @cached_property
    def figures(self) -> dict[str, Counter[str]]:
        """The numbers that stand in each context, which is the words around them without any number."""
        plain = [_NUMBER if word[0].isdigit() else word for word in self.words]
        found: dict[str, Counter[str]] = {}
        for at, word in enumerate(plain):
            if word == _NUMBER:
                context = " ".join(plain[max(0, at - AROUND) : at + AROUND + 1])
                found.setdefault(context, Counter())[self.words[at]] += 1
        return found

    @property
    def says_enough(self) -> bool:
        return len(self.shingles) >= SHORTEST


def wording(text: str) -> Wording:
    """What of `text` is compared."""
    found = _WORD.findall(fold(text[:LONGEST]))
    return Wording(tuple(_number(word) if word[0].isdigit() else word for word in found))


def are_copies(one: Wording, other: Wording) -> bool:
    """Whether neither says what the other does not, but for a little: the same words, in most of both, and the same figures."""
    return _same_figures(one, other) and _same_words(one, other)


def _same_figures(one: Wording, other: Wording) -> bool:
    """Asked first: it costs less, and tells apart what comes every month in the same words."""
    compared = same = 0
    for context in one.figures.keys() & other.figures.keys():
        ours, theirs = one.figures[context], other.figures[context]
        compared += min(ours.total(), theirs.total())
        same += (ours & theirs).total()
    return same >= SAME_FIGURES * compared


def _same_words(one: Wording, other: Wording) -> bool:
    shorter, longer = sorted((len(one.shingles), len(other.shingles)))
    if shorter < SHORTEST or shorter < LENGTH * longer:
        return False
    return len(one.shingles & other.shingles) >= CONTAINED * shorter


def _number(word: str) -> str:
    """`04` is 4, `71.371.000` is 71371000."""
    return word.translate(_SEPARATORS).lstrip("0") or "0"


def _hash(words: str) -> int:
    return int.from_bytes(blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
