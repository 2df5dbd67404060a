"""Stretches of time as a text names them: `9 tháng đầu năm 2021`, `quý III/2024`, `nhiệm kỳ 2020-2025`, `từ ... đến ...`.

A label is found with what it says by itself (a year, or that it leaves the year to the context) and with how it stands:
"Trong năm 2023, ..." governs what follows, "Kế hoạch năm 2023" only names a plan, "so với năm 2022" is a base.
"""

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipelines.figures.dates import days
from pipelines.figures.wordlists import any_of

_OF_YEAR = r"(?:(?: (?:của )?năm |/|-| - |, ?năm | )(?P<y>(?:19|20)\d\d)(?![\d/]|[.,]\d)|(?P<rel> năm (?:nay|qua|ngoái|trước)))"
_WORD_NUMBERS = {
    "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11,
}  # fmt: skip
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
#: Each begins with a word, so that a text is searched at the speed of memory; what stands before is looked at afterwards.
_PATTERNS: tuple[tuple[str, "re.Pattern[str]"], ...] = (
    ("same", re.compile(r"cùng kỳ(?: (?:của )?năm (?:nay|qua|ngoái|trước)| năm (?P<y>\d{4})| (?P<y2>(?:19|20)\d\d)(?![\d/]))?")),
    ("months", re.compile(
        rf" tháng(?:(?P<side> đầu| cuối| còn lại)?{_OF_YEAR}|(?P<side2> đầu| cuối| còn lại)(?: của)? năm\b"
        r"|(?P<side3> đầu| cuối| còn lại)(?! (?:tháng|tuần|kỳ)))"
        r"(?! (?:tuổi|thực hiện))")),
    ("half", re.compile(rf"nửa (?P<side>đầu|cuối)(?:{_OF_YEAR}| năm\b)")),
    ("quarters", re.compile(rf"quý (?P<q>iv|iii|ii|i|[1-4])(?: và (?:quý )?(?P<q2>iv|iii|ii|i|[1-4]))?\b(?:{_OF_YEAR})?")),
    ("month", re.compile(r"tháng (?P<m>0?[1-9]|1[0-2])(?:(?:/|-| năm | ?/ ?)(?P<y>(?:19|20)\d\d))?(?!\d|/)")),
    ("years", re.compile(r"năm (?P<y>(?:19|20)\d\d) (?:đến|tới)(?: hết)? (?:năm )?(?P<y2>(?:19|20)\d\d)(?!\d)")),
    ("year", re.compile(r"năm (?P<y>(?:19|20)\d\d)(?!\d|[.,]\d|/\w)")),
    ("relative", re.compile(r"năm (?:nay|qua|ngoái|trước)\b")),
    ("relative", re.compile(r"trong năm\b(?! (?:năm|\d))")),
    ("relative", re.compile(r"cả năm\b")),
    ("relative", re.compile(r"đầu năm (?:đến|tới) nay\b")),
    ("relative", re.compile(r"từ nay (?:đến|tới) (?:hết|cuối) năm\b")),
)  # fmt: skip
#: "2020-2025": tried where a run of digits begins.
_SPAN = re.compile(r"(?P<y>(?:19|20)\d\d) ?[-–] ?(?P<y2>(?:19|20)\d\d)(?![\d/])")
_MONTHS_BEFORE = re.compile(
    r"(?:(?<![\d.,/])(?P<n>\d{1,2})"
    r"|(?<![^\W_])(?:(?P<word>hai|ba|bốn|năm|sáu|bảy|tám|chín|mười một|mười)|(?P<some>những|các|mấy)))$"
)
_ANY_MONTHS = re.compile(r" tháng\b(?! (?:cuối|tuổi|\d))")
_BARE_MONTHS = re.compile(r" tháng\b(?! (?:đầu|cuối|tuổi|thực hiện|triển khai|\d|qua|liên tục|liền|tù|kể|làm|trở))")
#: Before a number of months that is a duration.
_DURING = re.compile(
    r"(?:sau|trong vòng|hơn|gần|trước|kéo dài|suốt|thời hạn|sớm|chậm|mỗi|quá|dưới|trên|khoảng|cách đây) $"
)
#: Words before "2020-2025" that say what it is; without one it is a stretch all the same.
_LEADS = re.compile(
    r"(?:nhiệm kỳ|giai đoạn|năm học|niên khóa|khóa|các năm|từ năm|trong các năm|thời kỳ|kế hoạch)(?: năm)? ?$"
)
#: "sinh năm 1988", "sinh từ tháng 7/1956": whose birth it is, not when a figure holds.
_BORN = re.compile(r"(?<![^\W_])(?:sinh|sn)(?: từ| vào)?:? $")
#: "đến hết quý III/2022": from the year's first day.
_BY = re.compile(r"(?:đến |tới |tính đến )?hết $|tính đến $")
_SINCE = re.compile(r"(?<![^\W_])từ $")
_FROM = re.compile(r"(?:kể )?từ(?: (?:ngày|đầu ngày))? ?$")
_TO = re.compile(r" ?(?:đến|tới|[-–])(?: hết)?(?: ngày)? ?")
_AS_OF = re.compile(r"(?:tính (?:đến|tới)|lũy kế (?:đến|tới)|đến|tới)(?: (?:thời điểm|hết))?(?: ngày| thời điểm)? ?$")
#: "từ ngày 10 đến ngày 15/8/2024": a first day that shares month and year with the last.
_FROM_DAY = re.compile(r"(?:kể )?từ (?:ngày )?(?P<d>\d{1,2}) ?(?:đến|tới|-|–)(?: hết)?(?: ngày)? ?$")
_IS_BASE = re.compile(
    r"(?:so(?: sánh)?(?: với)?|cùng kỳ|bằng|gấp [\d,.]+ lần|của)(?: (?:mức|kết quả|số liệu|trung bình))*(?: cùng kỳ)? ?$"
)
_LEADING = any_of(
    """trong; tính; riêng; chỉ; và; đến; hết; vào; ngay; nhưng; còn; cụ thể; theo đó; qua; mà; lũy kế; kết quả; phấn đấu;
    mục tiêu; dự kiến; ước; cuối; đầu; giữa"""
)
_GOVERNS = re.compile(rf"(?:^|\n|[.;:,(–\-“\"•*+]|\b(?:{_LEADING}))\s*$")


@dataclass(slots=True)
class Stretch:
    """A label with its days where it says them itself. `months` are (first, last) of a year that the context gives.

    role: governs | names | base. `as_of` is a day up to which something was counted, a `horizon` a year up to which something is
    planned; a `past` one is history to its text; `relative` asks for the year that is spoken of ("năm qua", "cùng kỳ").
    """

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
    planned: bool = False
    past: bool = False

    @property
    def local(self) -> bool:
        """Whether it holds for its own paragraph only."""
        return self.as_of or self.horizon or self.planned or self.past


def find(
    low: str, taken: bytearray, digits: list[int], found_days: list["days.Day"], counts: Iterable[int] = ()
) -> Iterator[Stretch]:
    """The labels of `low` outside what is `taken`, and those that `found_days` make (from ... to, as of).

    `counts` are numbers of months that the title speaks of: the text may name them without the year.
    """
    yield from _between(low, found_days, taken)
    spans = (found for at in digits if low[at - 1 : at] not in ("/", ".") and (found := _SPAN.match(low, at)))
    matches = [("span", found) for found in spans]
    for kind, pattern in _PATTERNS:
        matches += [(kind, found) for found in pattern.finditer(low)]
    counts = set(counts)
    for kind, found in matches:
        if any(taken[found.start() : found.end()]):
            continue
        stretch = _read(kind, found, low)
        if stretch is not None:
            _take(taken, stretch)
            if _BORN.search(low, max(0, stretch.start - 16), stretch.start):
                stretch.role = "broken"
            if kind == "months" and not stretch.open_start and stretch.months[0] == 1:
                counts.add(stretch.months[1])
            yield stretch
    yield from _again(low, taken, counts)


def counted(title: str) -> set[int]:
    """The numbers of months that a title speaks of: "Thu ngân sách 10 tháng tăng khá"."""
    low = title.lower()
    found = (_MONTHS_BEFORE.search(low, max(0, at.start() - 10), at.start()) for at in _ANY_MONTHS.finditer(low))
    return {int(one["n"]) for one in found if one and one["n"] and int(one["n"]) <= 12}


def _again(low: str, taken: bytearray, counts: set[int]) -> Iterator[Stretch]:
    """ "tổng chi 10 tháng là ...": the months that the text or its title has named in full, named shortly; "7 tháng ước đạt"
    is told of what has gone of the year in any text."""
    for found in _BARE_MONTHS.finditer(low):
        before = _MONTHS_BEFORE.search(low, max(0, found.start() - 10), found.start())
        if (
            before is None
            or not before["n"]
            or not (int(before["n"]) in counts or (low.startswith(" ước", found.end()) and 1 < int(before["n"]) <= 12))
            or any(taken[before.start() : found.end()])
        ):
            continue
        stretch = Stretch(before.start(), found.end(), _role(low, before.start()), months=(1, int(before["n"])))
        if _DURING.search(low, max(0, stretch.start - 16), stretch.start):
            continue
        _take(taken, stretch)
        yield stretch


def _take(taken: bytearray, stretch: Stretch) -> None:
    taken[stretch.start : stretch.end] = b"\1" * (stretch.end - stretch.start)


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
                yield Stretch(
                    start, first.end, _role(low, start), since=f"{first.iso()[:8]}{day:02d}", until=first.iso()[:10]
                )
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
        return _months(stretch, groups, low)
    if kind == "half":
        stretch.months = (7, 12) if groups["side"] != "đầu" else (1, 6)
    elif kind == "quarters":
        first, last = _QUARTERS[groups["q"]], _QUARTERS[groups["q2"] or groups["q"]]
        stretch.months = (3 * first - 2, 3 * last)
        if lead := _BY.search(low, max(0, start - 16), start):
            stretch.start, stretch.months, stretch.horizon, stretch.role = lead.start(), (1, 3 * last), True, "governs"
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
        lead = (_LEADS if kind == "span" else _SINCE).search(low, max(0, start - 24), start)
        if lead:
            stretch.start = lead.start()
        stretch.role = "names" if kind == "span" and stretch.role != "governs" else stretch.role
    elif kind == "relative":
        stretch.relative = found[0]
    elif kind == "same":
        stretch.relative, stretch.role = found[0], "base"
        stretch.year = year or (int(groups["y2"]) if groups["y2"] else None)
    return stretch


def _months(stretch: Stretch, groups: dict[str, str | None], low: str) -> Stretch | None:
    """ "9 tháng đầu năm 2021", "ba tháng cuối năm", "những tháng cuối năm 2020"."""
    before = _MONTHS_BEFORE.search(low, max(0, stretch.start - 10), stretch.start)
    side = (groups["side"] or groups["side2"] or groups["side3"] or "").strip()
    if before is None or (not side and (before["some"] or groups["y"] is None)):
        return None
    if before["some"]:
        stretch.months, stretch.open_start = (1, 3) if side == "đầu" else (10, 12), True
    else:
        count = int(before["n"]) if before["n"] else _WORD_NUMBERS[before["word"]]
        if not 1 <= count <= 12:
            return None
        stretch.months = (1, count) if side in ("", "đầu") else (13 - count, 12)
    stretch.start = before.start()
    stretch.role = _role(low, stretch.start)
    return stretch


def last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


_YEAR_LIST = re.compile(r"(?:năm|và|đến|-|–|,|từ|\() ?$")
_THINGS = any_of(
    """hồ sơ; người; hộ; đơn; lượt; cuộc; vụ; trường hợp; doanh nghiệp; đồng; triệu; tỷ; thủ tục; học sinh; cán bộ;
    ha; km; m2; m; tấn; thuê bao; cơ sở; đảng viên; lao động; tài khoản"""
)
_COUNTED = re.compile(rf" (?:{_THINGS})\b")
_BARE_YEAR = re.compile(r"(?:19[4-9]|20[0-4])\d(?![\d\w%]|[.,/]\d|\s?-\s?\d)")


def bare_years(low: str, digits: list[int]) -> Iterator[tuple[int, int]]:
    """Numbers that are years by their look, with nothing behind them that they could count."""
    for at in digits:
        found = _BARE_YEAR.match(low, at)
        if found is None or low[at - 1 : at] in tuple(".,/-"):
            continue
        if _YEAR_LIST.search(low, max(0, at - 16), at) or not _COUNTED.match(low, found.end()):
            yield found.span()
