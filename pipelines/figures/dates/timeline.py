"""When each figure holds: the nearest stretch that governs it, as a reader carries it from sentence to sentence.

"Trong 9 tháng năm 2020" at the head of a text governs all that follows until another stretch does; "tính đến ngày
15/11/2021" only its own paragraph. Days are nominal: nine months end on 30 September, whatever day the report was written.
"""

import re
from bisect import bisect_left
from datetime import date, timedelta

from pipelines.figures.about import About
from pipelines.figures.dates import periods
from pipelines.figures.dates.days import Day
from pipelines.figures.dates.periods import Stretch
from pipelines.figures.draft import Draft
from pipelines.figures.prose import Prose
from spiders.items import Period

#: A report is written within so many days of the end of the time that it tells of.
_LATE = 45
#: A stretch behind a figure governs it within so many letters.
_NEAR = 160
_CLAUSE_END = re.compile(r"[;.\n]")
_SAID_OF = re.compile(r"(?:^|\W)(?:là|đạt|có|gồm|được|:)\W")
_PARTED = re.compile(r"[,;.\n]|\d")
_LAST_YEAR = ("năm ngoái", "năm trước")


class Timeline:
    """Resolves the stretches and days of one text, in order, and tells each figure's period."""

    def __init__(self, prose: Prose, about: About, stretches: list[Stretch], found: list[Day]) -> None:
        self.prose, self.about, self.days = prose, about, found
        self.published = _day(about.published)
        self.title = _of_title(about) if about.title else None
        self.stretches = sorted(stretches, key=lambda one: one.start)
        self.years = [(day.start, date(day.year, day.month, day.day)) for day in found if day.year]
        self.frame: Period | None = None
        self.resolved: list[tuple[Stretch, Period]] = []
        for stretch in self.stretches:
            period = self._resolve(stretch)
            if period is None:
                continue
            self.resolved.append((stretch, period))
            if stretch.role == "governs" and not stretch.local:
                self.frame = period
        self._starts = [stretch.start for stretch, _ in self.resolved]

    def periods(self) -> list[Period]:
        """Every stretch and day of the text, in its order, with offsets into the text as given."""
        told = [period for _, period in self.resolved]
        covered = [(stretch.start, stretch.end) for stretch, _ in self.resolved]
        at = 0
        for day in self.days:
            while at < len(covered) and covered[at][1] <= day.start:
                at += 1
            if at < len(covered) and covered[at][0] <= day.start:
                continue
            told.append(self._named(day))
        return sorted(told, key=lambda one: one.start)

    def _named(self, day: Day) -> Period:
        year = day.year or self._context_year(day.start)
        stamp = day.iso(year)
        if day.hour is not None and year:
            return self._period(
                "datetime", day.span_start, day.span_end, stamp, stamp, "stated" if day.year else "context"
            )
        return self._period("date", day.start, day.end, stamp[:10], stamp[:10], "stated" if day.year else "context")

    def _period(self, kind: str, start: int, end: int, since: str, until: str, basis: str) -> Period:
        raw_start, raw_end = self.prose.at(start), self.prose.end(end)
        return Period(kind, self.prose.raw[raw_start:raw_end], raw_start, raw_end, since, until, basis)

    # --- what a stretch means

    def _resolve(self, stretch: Stretch) -> Period | None:
        if stretch.role == "broken":
            return None
        days = self._days(stretch)
        if days is None:
            return None
        since, until, basis = days
        return self._period("period", stretch.start, stretch.end, since, until, basis)

    def _days(self, stretch: Stretch) -> tuple[str, str, str] | None:
        if stretch.as_of and stretch.until:
            return self._as_of(stretch)
        if stretch.since and stretch.until:
            return stretch.since, stretch.until, "stated"
        if stretch.relative:
            return self._relative(stretch)
        year, basis = stretch.year, "stated"
        if year is None:
            year, basis = self._context_year(stretch.start, stretch.months[1]), "context"
        if year is None:
            return None
        first, last = stretch.months
        if stretch.open_start and self.frame and self.frame.until[:4] == str(year) and first > 1:
            after = date.fromisoformat(self.frame.until) + timedelta(days=1)
            if after.year == year:
                return after.isoformat(), f"{year}-12-31", basis
        last_year = stretch.last_year or year
        return f"{year}-{first:02d}-01", f"{last_year}-{last:02d}-{periods.last_day(last_year, last):02d}", basis

    def _as_of(self, stretch: Stretch) -> tuple[str, str, str] | None:
        """Up to a day: from the start of what is spoken of, or of that day's year."""
        assert stretch.until is not None
        until = stretch.until
        if stretch.year is None:
            year = self._context_year(stretch.start)
            if year is None:
                return None
            until = f"{year}-{until[2:]}" if until.startswith("--") else until
        since = f"{until[:4]}-01-01"
        if self.frame and self.frame.since[:4] == until[:4] and self.frame.since <= until:
            since = self.frame.since
        return since, until, "stated" if stretch.year else "context"

    def _relative(self, stretch: Stretch) -> tuple[str, str, str] | None:
        words = stretch.relative or ""
        year = stretch.year
        if words.startswith("cùng kỳ"):
            return self._same_time(year)
        base = self._context_year(stretch.start, 12 if words.endswith("qua") else 1)
        if words == "năm nay" and self.published:
            base = self.published.year
        if base is None:
            return None
        year = base - 1 if words.endswith(_LAST_YEAR) else base
        first, last = stretch.months
        return f"{year}-{first:02d}-01", f"{year}-{last:02d}-{periods.last_day(year, last):02d}", "context"

    def _same_time(self, year: int | None) -> tuple[str, str, str] | None:
        """ "cùng kỳ": the stretch that is spoken of, in another year."""
        frame = self.frame or self.title
        if frame is None:
            return (f"{year}-01-01", f"{year}-12-31", "context") if year else None
        shift = (year - int(frame.until[:4])) if year else -1
        return _shifted(frame.since, shift), _shifted(frame.until, shift), "context"

    def _context_year(self, at: int, month: int = 1) -> int | None:
        """The year that a reader has in mind at `at`: what is spoken of, the title's, what a plan or a report was said to be of,
        the last day named, the day of print. A stretch that ends in `month` and would lie ahead is last year's."""
        if self.frame or self.title:
            return int((self.frame or self.title).until[:4])  # type: ignore[union-attr]
        named = [period for stretch, period in self.resolved if stretch.role == "names"]
        if named:
            return int(named[-1].until[:4])
        before = bisect_left(self.years, (at, date.min))
        day = self.years[before - 1][1] if before else self.published
        if day is None:
            return None
        return day.year - (date(day.year, month, 1) > day + timedelta(days=_LATE))

    # --- what holds for a figure

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
        told = [
            one.until for stretch, one in self.resolved if stretch.role == "governs" and stretch.end <= draft.span_start
        ]
        return (
            any(until < period.since and until[:4] == period.since[:4] for until in told)
            and period.until[5:] == "12-31"
        )

    def settle(self, draft: Draft) -> None:
        """Give `draft` its period."""
        if draft.kind == "rank" and draft.period:
            return
        prose, at = self.prose, draft.span_start
        sentence = prose.sentences[draft.sentence]
        index = bisect_left(self._starts, at)
        if self._is_base(draft, index):
            return
        for stretch, period in reversed(self.resolved[:index]):
            if stretch.start < sentence.start:
                break
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
        if stretch.role == "base" and re.fullmatch(r"\s?(?::|là|có|đạt|chỉ có|chỉ)\s?(?:là|có|đạt|chỉ)?\s?", between):
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
        return len(between) < 60 and _SAID_OF.search(between) is not None and not _PARTED.search(between)

    def _behind(self, draft: Draft, index: int, end: int) -> Period | None:
        """ "tiếp 60 lượt trong tháng 4/2018": a stretch behind the figure, in its clause."""
        end = min(end, draft.span_end + _NEAR)
        stop = _CLAUSE_END.search(self.prose.low, draft.span_end, end)
        last = stop.start() if stop else end
        for stretch, period in self.resolved[index : index + 3]:
            if stretch.start >= last:
                return None
            between = self.prose.low[draft.span_end : stretch.start]
            if stretch.role == "governs" and not stretch.as_of and not re.search(r"\d|(?:đến|hết) $", between):
                return period
        return None

    def _carried(self, index: int, draft: Draft, start: int) -> Period | None:
        """What earlier sentences, the title or the lead say."""
        paragraph = self.prose.sentences[draft.sentence].paragraph
        names: Period | None = None
        for stretch, period in reversed(self.resolved[:index]):
            if stretch.role == "governs":
                if not stretch.local:
                    return _inherited(period)
                if self.prose.sentences[self.prose.sentence(stretch.start)].paragraph == paragraph:
                    return _inherited(period)
            elif stretch.role == "names":
                names = period
        if self.title:
            return Period("period", self.title.label, 0, 0, self.title.since, self.title.until, "title")
        return _inherited(names) if names else None


def _of_title(about: About) -> Period | None:
    """The first stretch that a title names."""
    prose = Prose(about.title)
    stretches = list(periods.find(prose.low, bytearray(len(prose.low)), prose.digits, []))
    told = Timeline(prose, About(published=about.published), stretches, []).resolved
    return next((period for stretch, period in told if stretch.role != "base"), None)


def _inherited(period: Period) -> Period:
    return Period(period.kind, period.label, period.start, period.end, period.since, period.until, "inherited")


def _shifted(day: str, years: int) -> str:
    year, month = int(day[:4]) + years, int(day[5:7])
    return f"{year:04d}-{month:02d}-{min(int(day[8:]), periods.last_day(year, month)):02d}"


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
