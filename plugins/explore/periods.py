"""A stretch of time in words, and how long it is: what may be compared with what.

A figure of six months and one of a year are not one series, so every period has a length by name.
"""

import calendar
from datetime import date

from plugins.language.chosen import is_english

#: Name in addresses -> in Vietnamese, in English, most days it has. From the shortest on.
LENGTHS = {
    "ngay": ("Một ngày, tính đến ngày", "a day, as of a day", 1),
    "thang": ("Tháng", "month", 31),
    "quy": ("Quý", "quarter", 92),
    "6-thang": ("6 tháng", "half a year", 184),
    "9-thang": ("9 tháng", "nine months", 274),
    "nam": ("Năm", "year", 366),
    "nhieu-nam": ("Nhiều năm", "several years", 10**6),
}
#: The fewest days of those that are told by their number; shorter ones are "khác".
_LEAST = {"ngay": 1, "thang": 28, "quy": 90, "6-thang": 181, "9-thang": 273, "nam": 365, "nhieu-nam": 367}
OTHER = ("khac", "Khác", "other")


def day(text: str | None) -> date | None:
    """A stored day; None for one without a year (`--07-11`) and for whatever else is no day."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def length(start: date, end: date) -> str:
    """`nam`, `quy` ...: which of LENGTHS a period is."""
    days = (end - start).days + 1
    return next((name for name, least in _LEAST.items() if least <= days <= LENGTHS[name][2]), OTHER[0])


def in_words(start: date | None, end: date | None) -> str:
    """`năm 2015`, `quý III/2016`, `9 tháng đầu năm 2021`, `tháng 3/2016`, `18/11/2026`; in English `2015`, `Q3 2016`,
    `first nine months of 2021`, `March 2016`, `18 Nov 2026`."""
    if start is None or end is None:
        return ""
    words = _English() if is_english() else _Vietnamese()
    if start == end:
        return words.day(end)
    if start.day != 1 or end.day != calendar.monthrange(end.year, end.month)[1]:
        return f"{words.day(start)} – {words.day(end)}"
    months = end.month - start.month + 1
    if start.year != end.year:
        if (start.month, end.month) == (1, 12):
            return f"{start.year}–{end.year}"
        return words.over_years(start, end)
    if months == 12:
        return words.year(end)
    if months == 1:
        return words.month(end)
    if months == 3 and end.month % 3 == 0:
        return words.quarter(end)
    if months == 6 and end.month == 12:
        return words.last_half(end)
    if start.month == 1:
        return words.first(months, end)
    return words.months(start, end)


class _Vietnamese:
    """How each kind of period is said; all but days are of whole months."""

    def day(self, day: date) -> str:
        return f"{day:%d/%m/%Y}"

    def over_years(self, start: date, end: date) -> str:
        return f"{start.month}/{start.year} – {end.month}/{end.year}"

    def year(self, end: date) -> str:
        return f"năm {end.year}"

    def month(self, end: date) -> str:
        return f"tháng {end.month}/{end.year}"

    def quarter(self, end: date) -> str:
        return f"quý {('I', 'II', 'III', 'IV')[end.month // 3 - 1]}/{end.year}"

    def last_half(self, end: date) -> str:
        return f"6 tháng cuối năm {end.year}"

    def first(self, months: int, end: date) -> str:
        return f"{months} tháng đầu năm {end.year}"

    def months(self, start: date, end: date) -> str:
        return f"tháng {start.month}–{end.month}/{end.year}"


class _English(_Vietnamese):
    def day(self, day: date) -> str:
        return english_day(day)

    def over_years(self, start: date, end: date) -> str:
        return f"{_month(start)} {start.year} – {_month(end)} {end.year}"

    def year(self, end: date) -> str:
        return f"{end.year}"

    def month(self, end: date) -> str:
        return f"{calendar.month_name[end.month]} {end.year}"

    def quarter(self, end: date) -> str:
        return f"Q{end.month // 3} {end.year}"

    def last_half(self, end: date) -> str:
        return f"last six months of {end.year}"

    def first(self, months: int, end: date) -> str:
        return f"first {_NUMBERS[months] or months} months of {end.year}"

    def months(self, start: date, end: date) -> str:
        return f"{_month(start)}–{_month(end)} {end.year}"


_NUMBERS = ("", "", "two", "", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")


def english_day(day: date) -> str:
    """The month is a word: 05/06/2026 is another day to half of its readers."""
    return f"{day.day} {_month(day)} {day.year}"


def _month(day: date) -> str:
    return calendar.month_abbr[day.month]
