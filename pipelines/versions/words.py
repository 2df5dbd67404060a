"""A text as it is compared: its words, in the sentences that hold them.

Two words are the same where they differ in case, composition or the place of the tone mark (hoà, hòa); any other mark makes
another word, for "bán" is to sell and "bàn" a table. Signs are no words, except those that change what a number says.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from itertools import pairwise

from pipelines.figure_rows import LONGEST_SENTENCE
from pipelines.figures.prose import Prose

#: "197/299", "12/5/2021", "8h30" and "88,8" are one word each: another sign within is another number.
_WORD = re.compile(r"[^\W_]+(?:(?<=\d)[.,/:\-–](?=\d)[^\W_]+)*|[%‰<>≤≥]")
_DIGIT = re.compile(r"\d")
#: Signs that nobody sees: zero-width blanks and joiners, the soft hyphen, the byte order mark.
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\u00ad\ufeff]")
#: "12. ", "3) ", "7 | ": what may only count the lines.
_ORDINAL = re.compile(r"\s*(\d{1,3})(?:[.)]\s|\s*\|)")
#: So many lines one point of a list may take.
_APART = 12


def spelt(text: str) -> str:
    """NFC without the signs that nobody sees: the spelling in which every offset below is meant."""
    return text if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def is_number(word: str) -> bool:
    return _DIGIT.search(word) is not None


class Words:
    """`keys` are the words as they are compared, `starts` and `ends` their offsets in `text`.

    `spans` are the (first, last) words of each sentence that has any, the last exclusive. The numbers that only count the lines
    of a list or a table are left out: a row put in renumbers all behind it, and nothing that is told has changed. `openers` are
    the words that may be such numbers, where no other line bears it out.
    """

    def __init__(self, text: str) -> None:
        self.text = spelt(text)
        self.prose = Prose(self.text)
        self.keys: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.spans: list[tuple[int, int]] = []
        self.openers: set[int] = set()
        self._sentences: list[tuple[int, int]] = []
        counting, opening = _ordinals(self.text)
        for sentence in self.prose.sentences:
            first = len(self.keys)
            for word in _WORD.finditer(self.prose.low, sentence.start, sentence.end):
                if word.start() in counting:
                    continue
                if word.start() in opening:
                    self.openers.add(len(self.keys))
                self.keys.append(word[0])
                self.starts.append(word.start())
                self.ends.append(word.end())
            if len(self.keys) > first:
                self.spans.append((first, len(self.keys)))
                self._sentences.append((sentence.start, sentence.end))
        self._firsts = [first for first, _ in self.spans]

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The words that stand, in part at least, between two offsets: the first, and the one behind the last."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def sentence_of(self, word: int) -> int:
        return bisect_right(self._firsts, word) - 1

    def bounds(self, sentence: int) -> tuple[int, int]:
        return self._sentences[sentence]

    def evidence(self, start: int, end: int) -> str:
        """The sentence around two offsets; of an endless one, what stands near (as `figure_rows.evidence` has it)."""
        word = min(bisect_right(self.ends, start), len(self.ends) - 1)
        first, last = self._sentences[self.sentence_of(word)]
        if last - first > LONGEST_SENTENCE:
            first, last = max(first, start - LONGEST_SENTENCE // 4), min(last, end + LONGEST_SENTENCE // 4)
        return self.text[first : max(last, end)]


def _ordinals(text: str) -> tuple[set[int], set[int]]:
    """Where a number counts the lines: it is the 1 of a list, or one more than that of a line above it, or one less than the
    next one's. Then where else a small number begins a line: an amount may."""
    found: list[tuple[int, int, int]] = []
    at = 0
    for number, line in enumerate(text.split("\n")):
        if ordinal := _ORDINAL.match(line):
            found.append((number, int(ordinal[1]), at + ordinal.start(1)))
        at += len(line) + 1
    counting = {start for _, value, start in found if value == 1}
    for (number, value, start), (next_number, next_value, next_start) in pairwise(found):
        if next_value == value + 1 and next_number - number <= _APART:
            counting |= {start, next_start}
    return counting, {start for _, _, start in found} - counting
