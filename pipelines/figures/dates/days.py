"""Days, months and hours as Vietnamese writes them, found in a text and not yet understood in their context.

`27/10/2020`, `ngày 23 tháng 12 năm 2019`, `8h30 ngày 4/4/2017`, `Thứ Ba, 27/10/2020, 05:38 [GMT+7]`. A day without a year is
one only where a word before it says so: `10/12 cuộc` is a ratio.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?P<m>0?[1-9]|1[0-2])"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
_CLOCK = r"(?P<h>[01]?\d|2[0-4]) ?(?:h|:|giờ) ?(?P<min>[0-5]\d)?(?: ?phút)?"
#: A full date in digits; the marks between must be the same.
_NUMERIC = re.compile(rf"(?<![\d/.\-,]){_DAY} ?(?P<sep>[/.\-]) ?{_MONTH} ?(?P=sep) ?{_YEAR}(?![\d]|[/\-]\w)")
_IN_WORDS = re.compile(rf"(?<!\d){_DAY} ?tháng {_MONTH}(?:(?: năm |/|-|,? ){_YEAR}(?!\d))?(?![\d/])")
_SHORT = re.compile(rf"(?<![\d/.\-,]){_DAY}(?P<sep>[/\-]){_MONTH}(?![\d%]|[/.\-,]\d)")
#: What may stand right before a day without a year.
_SAYS_DAY = re.compile(
    r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|mùng|mồng|từ|đến|tới|trước|sau|và|đến hết|dịp|lễ|qua ngày|chủ nhật"
    r"|thứ (?:hai|ba|tư|năm|sáu|bảy))(?: (?:ngày|hôm|nay|qua))?,? ?\(?$"
)
_SAYS_RANGE = re.compile(r"(?:ngày|từ|sáng|chiều|tối|hôm) ?$")
_BEFORE_TIME = re.compile(rf"(?:{_WEEKDAY}(?:,| -| –)? ?)?(?:ngày )?$")
_TIME_BEFORE = re.compile(
    rf"(?P<all>{_CLOCK},? ?(?:(?:sáng|trưa|chiều|tối|đêm) ?)?(?:{_WEEKDAY}(?:,| -)? ?)?(?:ngày )?)$"
)
_TIME_AFTER = re.compile(
    rf" ?(?:,|\||-|–|lúc|vào lúc)? ?{_CLOCK}(?! ?[/\d])(?: ?(?:am|pm|sa|ch)\b)?(?: ?[\[(]gmt ?\+ ?7[\])])?"
)
_ZONE = re.compile(r" ?[\[(]gmt ?\+ ?7[\])]")
_ALONE_CLOCK = re.compile(
    r"(?:[01]?\d|2[0-4])(?:h(?:[0-5]\d)?(?![^\W_])|:[0-5]\d(?![\d:])| giờ [0-5]?\d(?: phút)?\b(?! ?/)"
    r"| giờ(?= (?:sáng|trưa|chiều|tối|đêm|ngày|kém|đến|ngày|00)))"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day found at `start`..`end`; `year` is None where the text gives none. `hour` and `minute` make it a moment; its
    `span_start`..`span_end` then takes in the hour, the day of the week and the zone."""

    start: int
    end: int
    year: int | None
    month: int
    day: int
    span_start: int
    span_end: int
    hour: int | None = None
    minute: int = 0

    def iso(self, year: int | None = None) -> str:
        known = self.year or year
        stamp = f"{known:04d}-{self.month:02d}-{self.day:02d}" if known else f"--{self.month:02d}-{self.day:02d}"
        return stamp if self.hour is None or not known else f"{stamp}T{self.hour:02d}:{self.minute:02d}:00+07:00"


def sound(year: int | None, month: int, day: int) -> bool:
    """Whether the calendar has such a day (29 February where no year is known)."""
    try:
        date(year or 2024, month, day)
    except ValueError:
        return False
    return True


def find(low: str, digits: list[int]) -> Iterator[Day]:
    """Every day named in `low`, whose runs of digits begin at `digits`; none within another."""
    end = 0
    for at in digits:
        if at < end:
            continue
        for pattern in (_NUMERIC, _IN_WORDS, _SHORT):
            if (found := pattern.match(low, at)) and (day := _read(low, found)):
                yield day
                end = found.end()
                break


def _read(low: str, found: "re.Match[str]") -> Day | None:
    groups = found.groupdict()
    year = int(groups["y"]) if groups.get("y") else None
    month, day, start = int(groups["m"]), int(groups["d"]), found.start()
    if not sound(year, month, day) or (found.re is _SHORT and not _is_day(low, found)):
        return None
    if found.re is _IN_WORDS and low.startswith("ngày ", start - 5):
        start -= 5
    return _with_time(low, Day(start, found.end(), year, month, day, start, found.end()))


def clocks(low: str, digits: list[int]) -> Iterator[tuple[int, int]]:
    """Hours of the day that stand alone: no figure is one."""
    for at in digits:
        if (found := _ALONE_CLOCK.match(low, at)) and low[at - 1 : at] not in tuple(".,/:"):
            yield found.span()


def _is_day(low: str, found: "re.Match[str]") -> bool:
    """Whether "11/7" or "15-12" is a day: a word before says so, and no unit behind makes it a ratio or a range."""
    before = low[max(0, found.start() - 24) : found.start()]
    says = _SAYS_DAY if found["sep"] == "/" else _SAYS_RANGE
    return says.search(before) is not None


def _with_time(low: str, day: Day) -> Day:
    """The day with the hour that stands before or behind it."""
    before = low[max(0, day.start - 40) : day.start]
    at, hour, minute, start, end = day.start, None, 0, day.start, day.end
    if early := _TIME_BEFORE.search(before):
        hour, minute, start = int(early["h"]), int(early["min"] or 0), at - len(early["all"])
        zone = _ZONE.match(low, end)
        end = zone.end() if zone else end
    elif late := _TIME_AFTER.match(low, end):
        weekday = _BEFORE_TIME.search(before)
        hour, minute, end = int(late["h"]), int(late["min"] or 0), late.end()
        start = at - len(weekday[0]) if weekday and weekday[0].strip() not in ("", "ngày") else at
    if hour is None or hour > 23:
        return day
    return Day(day.start, day.end, day.year, day.month, day.day, start, end, hour, minute)
