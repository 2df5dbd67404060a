"""When each figure holds: the nearest stretch that governs it, as a reader carries it from sentence to sentence.

"Trong 9 tháng năm 2020" at the head of a text governs all that follows until another stretch does; "tính đến ngày
15/11/2021" only its own paragraph. Days are nominal: nine months end on 30 September, whatever day the report was written.
"""

import re
from bisect import bisect_left

from pipelines.figures.about import About
from pipelines.figures.dates.days import Day
from pipelines.figures.dates.periods import Stretch
from pipelines.figures.dates.told import Told
from pipelines.figures.draft import Draft
from pipelines.figures.prose import Prose
from spiders.items import Period

#: A stretch behind a figure governs it within so many letters.
_NEAR = 160
#: So many stretches are looked back over for the one that governs a figure.
_MOST_BACK = 50
_CLAUSE_END = re.compile(r"[;.\n]")
_SAID_OF = re.compile(r"(?:^|\W)(?:là|đạt|có|gồm|được|xếp|đứng|tăng|giảm|còn|:)\W")
_PARTED = re.compile(r"[,;.](?!\d)|\n")
#: What joins a base to its figure: "(cùng kỳ 2022: 120 lượt)", "so với cùng kỳ (700 đơn)".
_OF_BASE = re.compile(r"\s?(?:(?::|là|có|đạt|chỉ có|chỉ)\s?(?:là|có|đạt|chỉ)?|\()?\s?")
_UP_TO = re.compile(r"\d|(?:đến|hết) $")
#: "21.900 tỷ đồng kế hoạch vốn năm 2026"
_PLAN_OF = re.compile(r" (?:kế hoạch|dự toán|chỉ tiêu)[^,;.()\d]{0,30} ")
#: After the aims, a report tells of its meeting again: what is given there is for what was done.
_ON_THIS_OCCASION = re.compile(
    r"(?:nhân )?dịp này|tại (?:hội nghị|buổi|lễ|kỳ họp|cuộc họp)|kết thúc (?:hội nghị|buổi)|cũng (?:tại|trong dịp)"
)


class Timeline(Told):
    """Tells each figure's period."""

    def __init__(self, prose: Prose, about: About, stretches: list[Stretch], found: list[Day]) -> None:
        super().__init__(prose, about, stretches, found)
        self._starts = [stretch.start for stretch, _ in self.resolved]
        governs = [(at, one) for at, (one, _) in enumerate(self.resolved) if one.role == "governs"]
        self._governs = [at for at, _ in governs]
        self._global = [at for at, one in governs if not one.local]
        over = (at for at, (one, period) in enumerate(self.resolved) if not one.past and self._is_over(period))
        self._first_named = next((at for at in over if self.resolved[at][0].role == "names"), None)
        self._ended = self._ends()

    def _ends(self) -> dict[str, list[tuple[int, str]]]:
        """By year, where the text has told of a time that ended sooner than any before it, and that time's last day."""
        ended: dict[str, list[tuple[int, str]]] = {}
        for stretch, period in (self.resolved[at] for at in self._governs):
            told = ended.setdefault(period.until[:4], [])
            if not told or period.until < told[-1][1]:
                told.append((stretch.end, period.until))
        return ended

    def is_ahead(self, draft: Draft) -> bool:
        """Whether a figure's period was still to come when the text was written."""
        period = draft.period
        if period is None:
            return False
        if self.published is not None:
            if period.since > self.published.isoformat():
                return True
            if period.until <= self.published.isoformat():
                return False
        told = self._ended.get(period.since[:4], ())
        earlier = any(end <= draft.span_start and until < period.since for end, until in told)
        return earlier and period.until[5:] == "12-31"

    def settle(self, draft: Draft) -> None:
        """Give `draft` its period."""
        if draft.kind == "rank" and draft.period:
            return
        prose, at = self.prose, draft.span_start
        sentence = prose.sentences[draft.sentence]
        index = bisect_left(self._starts, at)
        if self._is_base(draft, index):
            return
        for place in range(index - 1, max(index - 1 - _MOST_BACK, -1), -1):
            stretch, period = self.resolved[place]
            if stretch.start < sentence.start:
                break
            if stretch.horizon and ";" in self.prose.low[stretch.end : at]:
                continue
            if stretch.role == "governs" or (stretch.role == "names" and self._leads(stretch, sentence.start, at)):
                draft.period = period
                return
        if found := self._behind(draft, index, sentence.end):
            draft.period = found
            return
        draft.period = self._carried(index, draft, sentence.start)

    def _is_base(self, draft: Draft, index: int) -> bool:
        """ "(cùng kỳ 2022: 120 lượt)": the figure belongs to the base."""
        if not index:
            return False
        stretch, period = self.resolved[index - 1]
        between = self.prose.low[stretch.end : draft.span_start]
        heads = self.prose.sentences[draft.sentence].start == stretch.start and between.startswith(",")
        if stretch.role == "base" and (heads or _OF_BASE.fullmatch(between)):
            draft.period = period
            draft.flags.append("base_period_value")
            return True
        return False

    def _leads(self, stretch: Stretch, start: int, at: int) -> bool:
        """Whether a stretch that only names something holds for a figure all the same: it heads the sentence ("Kết quả 6 tháng
        đầu năm 2024: ..."), or the figure is said of what it names ("kế hoạch vốn năm 2022 của tỉnh là 4.250 tỷ đồng")."""
        after = self.prose.low[stretch.end : stretch.end + 2].strip()
        if after[:1] in (":", ",") and stretch.end - start < 60:
            return True
        between = self.prose.low[stretch.end : at]
        if len(between) >= 60 or _PARTED.search(between):
            return False
        return stretch.months != (1, 12) or _SAID_OF.search(between) is not None

    def _behind(self, draft: Draft, index: int, end: int) -> Period | None:
        """ "tiếp 60 lượt trong tháng 4/2018": a stretch behind the figure, in its clause."""
        end = min(end, draft.span_end + _NEAR)
        stop = _CLAUSE_END.search(self.prose.low, draft.span_end, end)
        last = stop.start() if stop else end
        for stretch, period in self.resolved[index : index + 3]:
            if stretch.start >= last:
                return None
            between = self.prose.low[draft.span_end : stretch.start]
            governs = stretch.role == "governs" and not stretch.as_of and not _UP_TO.search(between)
            if governs or (stretch.role == "names" and _PLAN_OF.fullmatch(between)):
                return period
        return None

    def _carried(self, index: int, draft: Draft, start: int) -> Period | None:
        """What earlier sentences, the title or the lead say."""
        if (governs := self._governing(index, draft, start)) is not None:
            return _inherited(self.resolved[governs][1])
        if self.title and self._is_over(self.title):
            return self._titled()
        named = self._first_named
        if named is not None and named < index:
            return _inherited(self.resolved[named][1])
        return _inherited(self.resolved[self._global[0]][1]) if self._global else self._titled()

    def _governing(self, index: int, draft: Draft, start: int) -> int | None:
        """The stretch that governed last: one for all that follows, or one of this paragraph."""
        paragraph = self.prose.sentences[draft.sentence].paragraph
        before = bisect_left(self._global, index)
        for_all = self._global[before - 1] if before else -1
        last = bisect_left(self._governs, index) - 1
        for place in range(last, max(last - _MOST_BACK, -1), -1):
            at = self._governs[place]
            stretch = self.resolved[at][0]
            if at == for_all or self.prose.sentences[self.prose.sentence(stretch.start)].paragraph != paragraph:
                break
            if not (stretch.planned and _ON_THIS_OCCASION.match(self.prose.low, start)):
                return at
        return for_all if before else None

    def _titled(self) -> Period | None:
        title = self.title
        return Period("period", title.label, 0, 0, title.since, title.until, "title") if title else None


def _inherited(period: Period) -> Period:
    return Period(period.kind, period.label, period.start, period.end, period.since, period.until, "inherited")
