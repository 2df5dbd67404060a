"""The times that a text tells of, in its order, each with its days: what a label means where it stands."""

import re
from bisect import bisect_left
from datetime import date, timedelta

from pipelines.figures.about import About
from pipelines.figures.dates import periods
from pipelines.figures.dates.days import Day
from pipelines.figures.dates.periods import Stretch
from pipelines.figures.prose import Prose
from spiders.items import Period

#: A report is written within so many days of the end of the time that it tells of.
_LATE = 45
#: A text reports of so many years before its day; what lies further back it recalls.
_PAST = 3
#: An aim stands so many letters behind its stretch at the most.
_NEAR = 160
_AIMS = re.compile(r"phấn đấu|mục tiêu|sẽ |nhiệm vụ|kế hoạch|yêu cầu|tiếp tục|tập trung")
_LAST_YEAR = ("năm ngoái", "năm trước")


class Told:
    """The stretches and days of one text with what they mean. `frame` is the stretch that is spoken of at its end."""

    def __init__(self, prose: Prose, about: About, stretches: list[Stretch], found: list[Day]) -> None:
        self.prose, self.about, self.days = prose, about, found
        self.published = _day(about.published)
        self._over = (self.published + timedelta(days=_LATE)).isoformat() if self.published else "9999-12-31"
        self._recent = f"{self.published.year - _PAST:04d}-01-01" if self.published else ""
        self.title = _of_title(about) if about.title else None
        self.stretches = sorted(stretches, key=lambda one: one.start)
        dated = [(day.start, date(day.year, day.month, day.day)) for day in found if day.year]
        self.years = [(start, day) for start, day in dated if day.isoformat() >= self._recent]
        self.frame: Period | None = None
        self._last_named: Period | None = None
        self.resolved: list[tuple[Stretch, Period]] = []
        for stretch in self.stretches:
            period = self._resolve(stretch)
            if period is None:
                continue
            self.resolved.append((stretch, period))
            stretch.past = self._is_past(period)
            if stretch.role == "names" and not stretch.past:
                self._last_named = period
            elif stretch.role == "governs":
                stretch.planned = self._is_planned(stretch, period)
                if not stretch.local:
                    self.frame = period

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
        if words.startswith("từ nay"):
            return (self.published.isoformat(), f"{self.published.year}-12-31", "published") if self.published else None
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
        if self._last_named:
            return int(self._last_named.until[:4])
        before = bisect_left(self.years, (at, date.min))
        day = self.years[before - 1][1] if before else self.published
        if day is None:
            return None
        return day.year - (date(day.year, month, 1) > day + timedelta(days=_LATE))

    def _is_planned(self, stretch: Stretch, period: Period) -> bool:
        """Whether a stretch is told of as an aim ("Năm 2024, phấn đấu ..."): what comes after tells of deeds again."""
        if self.published is not None:
            return not self._is_over(period)
        sentence = self.prose.sentences[self.prose.sentence(stretch.start)]
        later = self.frame is not None and period.since > self.frame.since
        return later and _AIMS.search(self.prose.low, stretch.end, min(sentence.end, stretch.end + _NEAR)) is not None

    def _is_past(self, period: Period) -> bool:
        """Whether a stretch is history to a text: what was, or was laid down, so long ago governs its own paragraph alone."""
        return period.until < self._recent

    def _is_over(self, period: Period) -> bool:
        """Whether a stretch had ended, or nearly so, when the text was written."""
        return period.until <= self._over


def _of_title(about: About) -> Period | None:
    """The first stretch that a title names."""
    prose = Prose(about.title)
    stretches = list(periods.find(prose.low, bytearray(len(prose.low)), prose.digits, []))
    told = Told(prose, About(published=about.published), stretches, []).resolved
    return next((period for stretch, period in told if stretch.role != "base"), None)


def _shifted(day: str, years: int) -> str:
    year, month = int(day[:4]) + years, int(day[5:7])
    return f"{year:04d}-{month:02d}-{min(int(day[8:]), periods.last_day(year, month)):02d}"


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
