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
    """`năm 2015`, `quý III/2016`, `9 tháng đầu năm 2021`, `tháng 3/2016`, `18/11/2026`."""
    if start is None or end is None:
        return ""
    if start == end:
        return _day(end) if is_english() else f"{end:%d/%m/%Y}"
    if is_english():
        return _in_english(start, end)
    whole_months = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    if not whole_months:
        return f"{start:%d/%m/%Y} – {end:%d/%m/%Y}"
    if start.year != end.year:
        if (start.month, end.month) == (1, 12):
            return f"{start.year}–{end.year}"
        return f"{start.month}/{start.year} – {end.month}/{end.year}"
    months = end.month - start.month + 1
    if months == 12:
        return f"năm {end.year}"
    if months == 1:
        return f"tháng {end.month}/{end.year}"
    if months == 3 and end.month % 3 == 0:
        return f"quý {('I', 'II', 'III', 'IV')[end.month // 3 - 1]}/{end.year}"
    if months == 6 and end.month == 12:
        return f"6 tháng cuối năm {end.year}"
    if start.month == 1:
        return f"{months} tháng đầu năm {end.year}"
    return f"tháng {start.month}–{end.month}/{end.year}"


_NUMBERS = ("", "", "two", "", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")


def _in_english(start: date, end: date) -> str:
    """`2015`, `Q3 2016`, `first nine months of 2021`, `March 2016`, `1 Mar 2016 – 15 Apr 2016`."""
    if start.day != 1 or end.day != calendar.monthrange(end.year, end.month)[1]:
        return f"{_day(start)} – {_day(end)}"
    if start.year != end.year:
        if (start.month, end.month) == (1, 12):
            return f"{start.year}–{end.year}"
        return f"{_month(start)} {start.year} – {_month(end)} {end.year}"
    months = end.month - start.month + 1
    if months == 12:
        return f"{end.year}"
    if months == 1:
        return f"{calendar.month_name[end.month]} {end.year}"
    if months == 3 and end.month % 3 == 0:
        return f"Q{end.month // 3} {end.year}"
    if months == 6 and end.month == 12:
        return f"last six months of {end.year}"
    if start.month == 1:
        return f"first {_NUMBERS[months] or months} months of {end.year}"
    return f"{_month(start)}–{_month(end)} {end.year}"


def _day(day: date) -> str:
    return f"{day.day} {_month(day)} {day.year}"


def _month(day: date) -> str:
    return calendar.month_abbr[day.month]
