"""Numbers that name no unit of their own: `18 cuộc về ngân sách, 28 về xây dựng`, `khiếu nại 76, tố cáo 14`, `Số vụ: 120`.

The unit is told by a label before the number, by the last figure of the same list, or by a table's heading.
"""

import re

from pipelines.figures.draft import Draft
from pipelines.figures.numbers import grids, units
from pipelines.figures.numbers.grids import CellUnit
from pipelines.figures.numbers.numerals import Amount
from pipelines.figures.prose import Prose
from pipelines.figures.wordlists import parts

_LABEL = re.compile(
    r"(?P<lead>(?:^|[,;:.(|\n–\-+*•]| và | gồm | có )\s*)(?P<label>[^\W\d_][^\d,;:.(|\n]{1,60}?)(?P<mark> ?[:=] ?| )\(?$"
)
#: A page's counters of visitors and views.
_COUNTER = re.compile(r"lượt (?:truy cập|xem|đọc|thích|tải)|online|truy cập|bình luận|hôm nay|hôm qua|tất cả$|chia sẻ")
_COUNT_OF = re.compile(r"(?:tổng )?số(?: lượng)? ")
_ENDS = re.compile(r"\s*(?:[,;.)|\n]|$|\((?=[+\-–]?\d)| và )")
_GOES_ON = re.compile(r" (?P<word>[^\W\d_]+)")
_LISTED = re.compile(r"(?:[,;:(]|\b(?:và|có|trong đó|trong đó có|gồm|còn|còn lại|đã|là|lần lượt))\s*$")
#: "lần lượt là 12, 15 và 20 vụ": what comes before the unit.
_SERIES = re.compile(r"(?:(?:, | và |; )\d[\d.,]*\d?)*(?:, | và |; )(?=\d)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_FROM = re.compile(r"(?<![^\W_])từ(?: mức)? $")
_TOWARDS = re.compile(r" (?:xuống còn|xuống|lên đến|lên|còn|thành) (?:khoảng |gần |hơn )?(?=\d)")
_SERIES_LEAD = re.compile(r"(?:lần lượt|tương ứng)[^.;\n]{0,40}$")
#: A label ends in none of these: "đạt 12", "tăng 12"; but "trực tiếp 12" is one.
_JOINS = frozenset(
    parts(
        """và; của; đến; tại; theo; đã; các; trong; là; sẽ; về; với; trên; được; có; để; cho; cũng; từ; do; đạt; còn; gồm; tăng;
        giảm; bằng; hơn; gần; khoảng; chiếm; ước; những; thêm; chỉ; thứ; số; lên; xuống; dưới; trước; sau; đầu"""
    )
)
#: How far back, in letters, a figure may lend its unit.
REACH = 160


class Inheritance:
    """Finds a unit for a number without one. `drafts` are the figures read so far, in order."""

    def __init__(self, prose: Prose, drafts: list[Draft]) -> None:
        self.prose, self.drafts = prose, drafts
        self.announced = grids.above(prose.low)
        self.cells = grids.cells(prose.low)

    def last_unit(self, at: int) -> str | None:
        """The unit of the last count or ratio before `at` in the same sentence."""
        draft = self._lender(at)
        return draft.unit if draft else None

    def draft(self, amount: Amount, text: str) -> Draft | None:
        """The figure that `amount` makes with a unit told elsewhere, or None."""
        low, start, end = self.prose.low, amount.start, amount.end
        if start in self.cells:
            return self._of_unit(amount, self.cells[start])
        before = low[max(0, start - 80) : start]
        if _SERIES_LEAD.search(before) and (unit := self._ahead(text, end)):
            made = self._made(amount, unit.name, start, ["unit_inherited"])
            made.kind = unit.kind
            return made
        if _FROM.search(before) and (towards := _TOWARDS.match(low, end)):
            unit = self._ahead(text, towards.end())
            return self._made(amount, unit.name, start, ["unit_inherited"]) if unit else None
        if _ENDS.match(low, end) and (label := _LABEL.search(before)):
            return self._labelled(amount, label, start - len(before))
        follows = _GOES_ON.match(low, end)
        lender = self._lender(start)
        if (
            lender
            and follows
            and follows["word"] in units.FUNCTION_WORDS
            and _LISTED.search(before)
            and lender.kind in ("count", "ratio")
        ):
            return self._made(amount, lender.unit, start, ["unit_inherited"])
        return None

    def _of_unit(self, amount: Amount, unit: CellUnit | None) -> Draft | None:
        """The figure of a number whose unit stands in a heading."""
        if unit is None:
            return None
        draft = self._made(amount, unit.unit, amount.start, ["unit_from_header"])
        draft.kind, draft.value = unit.kind, amount.value * unit.factor
        return draft

    def _labelled(self, amount: Amount, label: "re.Match[str]", offset: int) -> Draft | None:
        words = label["label"].strip()
        if _COUNTER.search(words):
            return None
        start = offset + label.start("label")
        if self.announced and amount.start > self.announced[0]:
            return self._of_unit(amount, self.announced[1])
        if counted := _COUNT_OF.match(words):
            noun = units.noun(words, counted.end())
            return self._made(amount, noun.name, amount.start, ["label_before_number"]) if noun and noun.name else None
        lender = self._lender(amount.start)
        if " " in words and self.prose.text[start + words.rindex(" ") + 1].isupper():
            return None  # a name: "thôn Nà Phia 1"
        listed = lender is not None and "label_before_number" in lender.flags
        if ":" in label["mark"] and not listed:
            noun = units.noun(words, 0)
            if noun and noun.name:
                return self._made(amount, noun.name, start, ["label_before_number"])
        if lender is None or len(words.split()) > 7:
            return None
        if ":" not in label["mark"] and words.split()[-1] in _JOINS:
            return None
        return self._made(amount, lender.unit, start, ["label_before_number"])

    def _lender(self, at: int) -> Draft | None:
        """The last figure that counts things, in the sentence that holds `at` and not far back."""
        if not self.drafts:
            return None
        sentence = self.prose.sentence(at)
        for draft in reversed(self.drafts[-6:]):
            if draft.sentence != sentence or at - draft.span_end > REACH:
                return None
            if draft.kind in ("count", "ratio"):
                return draft
        return None

    def _ahead(self, text: str, end: int) -> "units.Unit | None":
        """The unit behind the last number of a series that goes on at `end`."""
        series = _SERIES.match(self.prose.low, end)
        last = _NUMBER.match(self.prose.low, series.end() if series else end)
        found = units.unit(text, self.prose.low, last.end()) if last else None
        return found if found and found.known else None

    def _made(self, amount: Amount, unit: str, span_start: int, flags: list[str]) -> Draft:
        return Draft(
            amount.start, amount.end, span_start, amount.end, self.prose.sentence(amount.start), "count", amount.value, unit,
            flags=list(dict.fromkeys([*amount.flags, *flags])),
        )  # fmt: skip
