"""Numbers with what they count: one walk over a text, number by number, over what citations and dates have left.

Each number is looked at with what stands around it: a label is passed over; a rank, a share, a range is taken whole; the rest
is what its unit makes of it, or what a list or a heading lends it.
"""

import re

from pipelines.figures.draft import Draft
from pipelines.figures.numbers import labels, numerals, pairs, ranks, spelt
from pipelines.figures.numbers.inherit import Inheritance
from pipelines.figures.numbers.measured import Measure
from pipelines.figures.prose import Prose
from pipelines.figures.wordlists import parts
from pipelines.syllables import is_syllable

_CANDIDATE = re.compile(r"\d|(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|(?<=thứ )(?:nhất|nhì))(?![^\W_])")
_TOKEN = re.compile(r"[\w.,/\-]*\w")
#: Words that may be glued to the front of any number by a missing blank; others, where a known unit stands behind it.
_GLUED = frozenset(
    parts(
        """đạt; là; được; còn; có; tăng; giảm; trên; hơn; gần; với; thu; chi; và; tới; đến; từ; lệ; bằng; chiếm; của; cho; tiếp;
        nhận; khoảng"""
    )
)
_WORD_BEFORE = re.compile(r"(?<![^\W_])[^\W\d_][a-zà-ỹ]+$")


class Reader:
    """Walks over one text. `taken` marks what citations, dates and labels hold; figures mark what they take."""

    def __init__(self, prose: Prose, taken: bytearray) -> None:
        self.prose, self.low, self.taken = prose, prose.low, taken
        self.drafts: list[Draft] = []
        self.measure = Measure(prose, taken)
        self.inherited = Inheritance(prose, self.drafts)

    def read(self) -> list[Draft]:
        for start, end in labels.machine_spans(self.low):
            self.measure.take(start, end)
        at = 0
        while found := _CANDIDATE.search(self.low, at):
            at = found.start()
            if self.taken[at]:
                at = self.taken.find(0, at)
                if at < 0:
                    break
                continue
            at = max(self._figure(at), at + 1)
        return self.drafts

    def _figure(self, at: int) -> int:
        """Read what begins at `at`; return where to go on."""
        last = self.drafts[-1] if self.drafts else None
        found = self._number(at) if self.low[at].isdigit() else spelt.read(self.measure, at, last)
        if isinstance(found, int):
            return found
        if last is not None and last.span_end == at - 1 and self.low[last.span_end] == "/":
            for one in (last, found):  # "324 lượt/387 công dân"
                one.flags.append("slash_pair_not_ratio")
        self.drafts.append(found)
        self.measure.take(found.span_start, found.span_end)
        return found.span_end

    def _number(self, at: int) -> Draft | int:
        """The figure whose number begins with the digit at `at`, or where to go on."""
        if (end := self._glued(at)) is not None:
            return end
        if rank := ranks.in_digits(self.prose, at):
            return rank
        if (end := labels.label(self.low, at, self.measure.counts)) is not None:
            self.measure.take(at, end)
            return end
        amount = self.measure.amount(at)
        if amount is None:
            return self._token_end(at)
        two = pairs.share(self.measure, self.inherited, amount)
        if two is not None:
            return two if isinstance(two, Draft) else max(two, self._token_end(at))
        first = self.measure.figure(amount)
        found = pairs.stretch(self.measure, amount, first) or first or self.inherited.draft(amount, self.prose.text)
        return found or max(amount.end, self._token_end(at))

    def _glued(self, at: int) -> int | None:
        """Where a token ends whose digits belong to letters or marks before them; None for a number of its own."""
        before = self.low[at - 1 : at]
        if not before or before in " \n(\"“‘'[|:;+>≥≤=~•*…":
            return None
        if before.isalpha():
            return None if self._joined(at) else self._token_end(at)
        if before in "/,;" and self.drafts and self.drafts[-1].span_end == at - 1:
            return None
        return self._token_end(at) if before in "-–−,/." and at > 1 and self.low[at - 2].isalnum() else None

    def _joined(self, at: int) -> bool:
        """Whether a word was glued to the number by a missing blank: "đạt95 %", "giao36 chỉ tiêu"."""
        word = _WORD_BEFORE.search(self.prose.text, max(0, at - 12), at)
        if word is None:
            return False
        if word[0].lower() in _GLUED:
            return True
        number = numerals.numeral(self.low, at)
        return number is not None and is_syllable(word[0]) and self.measure.counts(number.end)

    def _token_end(self, at: int) -> int:
        found = _TOKEN.match(self.low, at)
        return found.end() if found else at + 1
