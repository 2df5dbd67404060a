"""Stretches of time as a text names them: `9 tháng đầu năm 2021`, `quý III/2024`, `nhiệm kỳ 2020-2025`, `từ ... đến ...`.

A label is found with what it says by itself (a year, or that it leaves the year to the context) and with how it stands:
"Trong năm 2023, ..." governs what follows, "Kế hoạch năm 2023" only names a plan, "so với năm 2022" is a base.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.figures import days

_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d|[.,]\d|/\w)"
_OF_YEAR = rf"(?:(?: (?:của )?năm |/|-| - |, ?năm | )(?P<y>(?:19|20)\d\d)(?![\d/]|[.,]\d)|(?P<rel> năm (?:nay|qua|ngoái|trước)))"
_WORD_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PATTERNS: tuple[tuple[str, "re.Pattern[str]"], ...] = (
    ("months", re.compile(
        rf"(?<![\d.,/])(?P<n>\d{{1,2}}|ba|sáu|chín|mười một|mười) tháng(?:(?P<side> đầu| cuối)?{_OF_YEAR}|(?P<side2> đầu| cuối) năm\b|(?P<side3> cuối| đầu)(?= của năm))"
        r"(?! (?:tuổi|thực hiện))")),
    ("some", re.compile(rf"(?:những|các|mấy) tháng (?P<side>đầu|cuối|còn lại)(?:{_OF_YEAR}| năm\b| của năm\b)?")),
    ("half", re.compile(rf"nửa (?P<side>đầu|cuối)(?:{_OF_YEAR}| năm\b)")),
    ("quarters", re.compile(rf"quý (?P<q>iv|iii|ii|i|[1-4])(?: và (?:quý )?(?P<q2>iv|iii|ii|i|[1-4]))?\b(?:{_OF_YEAR})?")),
    ("month", re.compile(rf"tháng (?P<m>0?[1-9]|1[0-2])(?:(?:/|-| năm | ?/ ?)(?P<y>(?:19|20)\d\d))?(?!\d|/)")),
    ("span", re.compile(r"(?<![\d/.])(?P<y>(?:19|20)\d\d) ?[-–] ?(?P<y2>(?:19|20)\d\d)(?![\d/])")),
    ("years", re.compile(rf"(?:từ )?năm (?P<y>(?:19|20)\d\d) (?:đến|tới)(?: hết)? (?:năm )?(?P<y2>(?:19|20)\d\d)(?!\d)")),
    ("year", re.compile(rf"năm {_YEAR}")),
    ("relative", re.compile(
        r"(?:năm (?:nay|qua|ngoái|trước)|trong năm(?! (?:năm|\d))|cả năm|đầu năm (?:đến|tới) nay|cùng kỳ(?: (?:của )?năm (?:nay|qua|ngoái|trước)| năm (?P<y>\d{4})| (?P<y2>(?:19|20)\d\d)(?![\d/]))?|"
        r"(?:tháng|tuần|quý) (?:qua|trước|này))\b")),
)  # fmt: skip
#: Words before "2020-2025" that say what it is; without one it is a stretch all the same.
_LEADS = re.compile(r"(?:nhiệm kỳ|giai đoạn|năm học|niên khóa|khóa|các năm|từ năm|trong các năm|thời kỳ|kế hoạch)(?: năm)? ?$")
_FROM = re.compile(r"(?:kể )?từ(?: (?:ngày|đầu ngày))? ?$")
_TO = re.compile(r" ?(?:đến|tới|[-–])(?: hết)?(?: ngày)? ?")
_AS_OF = re.compile(r"(?:tính (?:đến|tới)|lũy kế (?:đến|tới)|đến|tới)(?: (?:thời điểm|hết))?(?: ngày| thời điểm)? ?$")
#: "từ ngày 10 đến ngày 15/8/2024": a first day that shares month and year with the last.
_FROM_DAY = re.compile(r"(?:kể )?từ (?:ngày )?(?P<d>\d{1,2}) ?(?:đến|tới|-|–)(?: hết)?(?: ngày)? ?$")
_IS_BASE = re.compile(r"(?:so(?: sánh)?(?: với)?|cùng kỳ|bằng|gấp [\d,.]+ lần|của)(?: (?:mức|kết quả|số liệu|trung bình))*(?: cùng kỳ)? ?$")
_GOVERNS = re.compile(
    r"(?:^|[.;:,(–\-“\"•*+]|\b(?:trong|tính|riêng|chỉ|và|đến|hết|vào|ngay|nhưng|còn|cụ thể|theo đó|qua|sau|từ|mà|lũy kế|kết quả))\s*$"
)


@dataclass(slots=True)
class Stretch:
    """A label with its days where it says them itself. `months` are (first, last) of a year that the context gives.

    role: governs | names | base. `as_of` is a day up to which something was counted, a `horizon` a year up to which something is planned; `relative` asks for the year that is
    spoken of ("năm qua", "cùng kỳ")."""

    start: int
    end: int
    role: str
    year: int | None = None
    last_year: int | None = None
    months: tuple[int, int] = (1, 12)
    relative: str | None = None
    as_of: bool = False
    since: str | None = None
    until: str | None = None
    open_start: bool = False
    horizon: bool = False

    @property
    def local(self) -> bool:
        """Whether it holds for its own paragraph only."""
        return self.as_of or self.horizon


def find(low: str, taken: bytearray, found_days: list["days.Day"]) -> Iterator[Stretch]:
    """The labels of `low` outside what is `taken`, and those that `found_days` make (from ... to, as of)."""
    yield from _between(low, found_days, taken)
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(low):
            if any(taken[found.start() : found.end()]):
                continue
            stretch = _read(kind, found, low)
            if stretch is not None:
                taken[stretch.start : stretch.end] = b"\1" * (stretch.end - stretch.start)
                yield stretch


def _between(low: str, found: list["days.Day"], taken: bytearray) -> Iterator[Stretch]:
    """ "từ ngày 01/8/2018 đến 31/7/2019" and "tính đến ngày 15/11/2021"."""
    skip: set[int] = set()
    for at, first in enumerate(found):
        if at in skip:
            continue
        before = low[max(0, first.start - 32) : first.start]
        link = _TO.match(low, first.end)
        second = found[at + 1] if at + 1 < len(found) else None
        if (lead := _FROM.search(before)) and link and second and second.start == link.end() and second.year:
            skip.add(at + 1)
            year = first.year or second.year
            start = first.start - len(lead[0])
            taken[start : second.end] = b"\1" * (second.end - start)
            if first.iso(year) <= second.iso():
                yield Stretch(start, second.end, _role(low, start), since=first.iso(year)[:10], until=second.iso()[:10])
        elif (lead := _FROM_DAY.search(before)) and days.sound(first.year, first.month, int(lead["d"])):
            start, day = first.start - len(lead[0]), int(lead["d"])
            taken[start : first.end] = b"\1" * (first.end - start)
            if first.year and day <= first.day:
                yield Stretch(start, first.end, _role(low, start), since=f"{first.iso()[:8]}{day:02d}", until=first.iso()[:10])
        elif lead := _AS_OF.search(before):
            start = first.start - len(lead[0])
            taken[start : first.end] = b"\1" * (first.end - start)
            yield Stretch(start, first.end, "governs", year=first.year, as_of=True, until=first.iso()[:10])


def _role(low: str, start: int) -> str:
    before = low[max(0, start - 40) : start]
    if _IS_BASE.search(before) and not before.rstrip().endswith(("của", "bằng")):
        return "base"
    return "governs" if _GOVERNS.search(before) else "names"


def _read(kind: str, found: "re.Match[str]", low: str) -> Stretch | None:
    """The stretch that a match of the pattern `kind` means; None for one that cannot be."""
    groups = found.groupdict()
    start, end = found.span()
    year = int(groups["y"]) if groups.get("y") else None
    stretch = Stretch(start, end, _role(low, start), year=year, relative=(groups.get("rel") or "").strip() or None)
    stretch.horizon = kind == "year" and low[max(0, start - 5) : start].endswith(("đến ", "tới ")) and not stretch.as_of
    if kind == "months":
        return _months(stretch, groups)
    if kind in ("half", "some"):
        late = groups["side"] != "đầu"
        stretch.months = (7, 12) if late else (1, 6)
        if kind == "some":
            stretch.months, stretch.open_start = (10, 12) if late else (1, 3), True
    elif kind == "quarters":
        first, last = _QUARTERS[groups["q"]], _QUARTERS[groups["q2"] or groups["q"]]
        stretch.months = (3 * first - 2, 3 * last)
    elif kind == "month":
        month = int(groups["m"])
        stretch.months = (month, month)
        if lead := _AS_OF.search(low[max(0, start - 20) : start]):
            stretch.start, stretch.as_of, stretch.months = start - len(lead[0]), True, (1, month)
    elif kind in ("span", "years"):
        last = int(groups["y2"])
        if year is None or last < year or last - year > 60:
            return Stretch(start, end, "broken")
        stretch.last_year = last
        if kind == "span" and (lead := _LEADS.search(low[max(0, start - 24) : start])):
            stretch.start = start - len(lead[0])
        stretch.role = "names" if kind == "span" and stretch.role != "governs" else stretch.role
    elif kind == "relative":
        stretch.relative = found[0]
        stretch.year = year or (int(groups["y2"]) if groups.get("y2") else None)
        if found[0].startswith("cùng kỳ"):
            stretch.role = "base"
    return stretch


def _months(stretch: Stretch, groups: dict[str, str | None]) -> Stretch | None:
    written = groups["n"] or ""
    count = _WORD_NUMBERS.get(written) or int(written)
    if not 1 <= count <= 12:
        return None
    side = groups["side"] or groups["side2"] or groups["side3"] or ""
    stretch.months = (13 - count, 12) if "cuối" in side else (1, count)
    return stretch


def last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


_BARE_YEAR = re.compile(r"(?<![\d.,/\w-])(?:19[4-9]|20[0-4])\d(?![\d\w%]|[.,/]\d|\s?-\s?\d)")


def bare_years(low: str) -> Iterator[tuple[int, int]]:
    """Numbers that are years by their look, with nothing behind them that they could count."""
    for found in _BARE_YEAR.finditer(low):
        if _YEAR_LIST.search(low[max(0, found.start() - 16) : found.start()]) or not _COUNTED.match(low, found.end()):
            yield found.span()


_YEAR_LIST = re.compile(r"(?:năm|và|đến|-|–|,|từ|\() ?$")
_COUNTED = re.compile(r" (?:hồ sơ|người|hộ|đơn|lượt|cuộc|vụ|trường hợp|doanh nghiệp|đồng|triệu|tỷ|thủ tục|học sinh|cán bộ|ha|km|m2|m|tấn|thuê bao|cơ sở|đảng viên|lao động|tài khoản)\b")
