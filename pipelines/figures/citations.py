"""Documents that a text cites: `Kết luận thanh tra số 2318/KL-TTCP, ngày 23/12/2019 của Thanh tra Chính phủ`.

The number is found first, since only numbers of documents look like it; its kind stands before it, its day and its issuer
behind. What a citation covers holds no figure and no period.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.figures.dates import days
from pipelines.figures.wordlists import any_of, parts

#: Kinds of documents (Luật Ban hành văn bản quy phạm pháp luật 2015; Nghị định 30/2020/NĐ-CP, Article 7), the longest first.
_TYPES = parts(
    """nghị định; nghị quyết liên tịch; nghị quyết; quyết định; thông tư liên tịch; thông tư; chỉ thị; kế hoạch
    liên ngành; kế hoạch; công văn; công điện; báo cáo; thông báo kết luận; thông báo; tờ trình; kết luận thanh
    tra; kết luận kiểm tra; kết luận giám sát; kết luận; bộ luật; luật; pháp lệnh; lệnh; hướng dẫn; quy định;
    quy chế; đề án; chương trình hành động; chương trình; văn bản; hiến pháp; giấy mời; công thư; thư; quyết
    định xử phạt vi phạm hành chính; quyết định thanh tra; phương án; văn bản hợp nhất; bản án; kháng nghị; kiến
    nghị; biên bản; tuyên bố; sắc lệnh; phụ lục; điều lệ; dự án; thông tri"""
)
_ANY_TYPE = any_of("; ".join(_TYPES))
#: `61/2018/NĐ-CP`, `77/KL-TTCP`, `35-CT/TW`, `30c/NQ-CP`, `2231/SNV-CCHC&PC`, `11/2022/QH15`: digits, then a symbol in capitals.
_NUMBER = re.compile(
    r"(\d{1,6}[a-zđ]?)(?P<year> ?/ ?(?:19|20)\d\d)?(?P<mark> ?/ ?|[\-–])"
    r"(?P<symbol>[A-ZĐƯÔ][\wĐđ]*(?:[&.\-–/][A-ZĐƯÔa-z0-9][\wĐđ]*)*)"
)
_SYMBOL = re.compile(r"[A-ZĐƯ]{2}|[A-ZĐ][A-Za-z]{1,3}-[A-ZĐ]|^CP$|^TW")
#: "Quyết định số 1719 ngày 14/10/2021", "Nghị quyết 128 của ...": a number alone, believed only behind a type.
_DIGITS_ALONE = re.compile(r"\d{1,5}[a-zđ]?(?![\w/%]|[.,\-–]\d| ?[/\-–] ?\w)")
_NUMBERED = re.compile(rf"(?<![^\W_])(?P<type>{_ANY_TYPE})(?: [^\W\d_]+){{0,6}}? số:? $")
_UNNUMBERED = re.compile(
    r"(?<![^\W_])(?P<type>nghị quyết|chỉ thị|nghị định|thông tư|quyết định|kết luận|công điện|quy định) $"
)
_SAYS_MORE = re.compile(r" (?:ngày|của|về|năm)\b")
_A_TYPE = re.compile(rf"(?<![^\W_])(?:{_ANY_TYPE})(?![^\W_])")
_BEFORE = re.compile(
    rf"(?P<type>(?<![^\W_])(?:{_ANY_TYPE}))"
    r"(?P<name>(?:(?: (?:số|của))?,? (?!(?:số|ngày|theo|và)\b)[^\W\d_]+){0,9}?)(?: số| số:|:| số :)?[ (]?$"
)
_BEFORE_DAY = re.compile(r",? \(?(?:ban hành |ký )?")
_OF = re.compile(r"(?:,)? (?:do|của) ")
_NUMBER_SIGN = re.compile(r"(?:văn bản )?số:? ?$")
#: A number that needs no word before it: "1752/STTTT-TrT".
_FULL = re.compile(r"\d+ ?/(?:\d{4}/)? ?[A-ZĐ]+-[A-ZĐ]")
#: With "số" alone before it; "gói thầu số 07/XL" and "Mẫu số 02/XLD" number no document.
_HYPHENED = re.compile(r"\d+[a-zđ]? ?(?:/ ?\d{4} ?)?/? ?[\w.&]*[-–]")
_LIST_MARK = re.compile(r"^(?:[,;]| và) (?:số )?$")
_NAMED_NEXT = "|".join(f"[{kind[0].upper()}{kind[0]}]{kind[1:]}" for kind in _TYPES)
#: Where the name of an issuer ends; in the text's own case, since "Ban Chỉ đạo" goes on and "chỉ đạo" does not.
_ISSUER_WORDS = any_of(
    """về; quy định; ngày; trong; trình; đã; được; nhằm; theo; tại; cho; để; là; có; phê duyệt; ban hành; hướng
    dẫn; ký; thì; đạt; xếp; phải; vào; trên; dưới; qua; bởi; nên; mà; như; gắn; kèm; tới; ra; xử lý; chấp thuận;
    kết luận; phát động; tổ chức; sẽ; yêu cầu; nêu; đối với; giao; chỉ đạo; công bố; liên quan; khẳng định; tiếp
    tục; cùng; số; năm; gửi; gồm; sửa đổi; bổ sung; triển khai; thực hiện; đến; từ; với; còn; cũng; vừa; do;
    khi; đồng thời; tuy nhiên; khóa; nhiệm kỳ; xác định; đặt ra; đặt mục tiêu; đề ra; chỉ rõ; chỉ ra; cho thấy; thông qua;
    công nhận; tặng; khen thưởng; thành lập; bãi bỏ; thay thế; điều chỉnh; phân bổ; bố trí; xử phạt; quyết định; phấn đấu"""
)
_ISSUER_END = re.compile(
    rf"""[,;:.()\[\]“”"\n–]| (?=\d)| (?:{_ISSUER_WORDS}|và(?= (?:{_NAMED_NEXT}|các |những )))(?![^\W_])"""
)
#: Permits that a page's footer prints.
_LICENCE = re.compile(r"(?:giấy phép|gp|gpxb|gp-\w+)[^.;\n]{0,30}$")


@dataclass(slots=True)
class Cited:
    """A citation in `Prose.low` offsets; `issuer` as written."""

    start: int
    end: int
    type: str | None
    number: str
    date: str | None = None
    issuer: str | None = None


def find(text: str, low: str, digits: list[int], found_days: list["days.Day"]) -> Iterator[Cited]:
    """The citations of `text`, in its order."""
    by_start = {day.start: day for day in found_days}
    by_start.update({day.span_start: day for day in found_days})
    last: Cited | None = None
    for found in _matches(text, low, digits):
        start, number, end = found
        if last is not None and start < last.end:
            continue
        cited = _typed(text, low, start, last)
        if cited is None:
            continue
        cited.number, cited.end = number, end
        _behind(text, low, cited, by_start)
        last = cited
        yield cited


def _matches(text: str, low: str, digits: list[int]) -> list[tuple[int, str, int]]:
    """(start, normal number, end) of what may be a document's number."""
    found = []
    for at in digits:
        one = _NUMBER.match(text, at)
        if one is None or (at and (text[at - 1] in "/.,-_" or text[at - 1].isalnum())):
            continue
        symbol = one["symbol"].rstrip(".")
        if not _SYMBOL.search(symbol) or low[one.start() - 2 : one.start()] == "km":
            continue
        end = one.start("symbol") + len(symbol)
        number = re.sub(r"\s", "", text[one.start() : end]).replace("–", "-")
        found.append((one.start(), number, end))
    ends = {start for start, _, _ in found}
    plain = (_plain(text, low, at) for at in digits if at not in ends)
    return sorted([*found, *filter(None, plain)])


def _plain(text: str, low: str, at: int) -> tuple[int, str, int] | None:
    """A number without a symbol, where a type written large stands right before it."""
    number = _DIGITS_ALONE.match(low, at)
    if number is None:
        return None
    numbered = low.startswith(" số ", at - 4) or low.startswith(" số: ", at - 5)
    if not numbered and not _SAYS_MORE.match(low, number.end()):
        return None
    lead = (_NUMBERED if numbered else _UNNUMBERED).search(low, max(0, at - 70), at)
    if lead is None or not text[lead.start("type")].isupper():
        return None
    return at, number[0], number.end()


def _typed(text: str, low: str, start: int, last: Cited | None) -> Cited | None:
    """The kind before the number; a second number in a list takes the kind of the first."""
    window = max(0, start - 90)
    before = low[window:start]
    cut = max(before.rfind("\n"), before.rfind(";"), before.rfind(". ")) + 1
    window, before = window + cut, before[cut:]
    if last is not None and last.end >= window - 2 and _LIST_MARK.match(low[last.end : start]) and last.type:
        return Cited(start, start, last.type, "")
    if _LICENCE.search(before):
        return None
    kinds = [at for at in _A_TYPE.finditer(before) if _BEFORE.match(before, at.start())]
    capital = [at for at in kinds if text[window + at.start()].isupper()]
    if not kinds:
        lead = _NUMBER_SIGN.search(before)
        if not (_HYPHENED.match(text, start) if lead else _FULL.match(text, start)):
            return None
        return Cited(window + lead.start() if lead else start, start, None, "")
    kind = (capital or kinds)[-1]
    written = text[window + kind.start() : window + kind.end()]
    rest = before[kind.end() :]
    issuer = None
    if of := re.match(r" (?:liên tịch )?(?:của )?(?P<who>[^,]+?)(?: số:?)?[ (]?$", rest):
        who = of["who"].strip()
        if " của " in f"{rest} " and who not in ("số", "số:"):
            at = window + kind.end() + of.start("who")
            issuer = text[at : at + len(of["who"])].strip()
    return Cited(window + kind.start(), start, written, "", issuer=issuer)


def _behind(text: str, low: str, cited: Cited, by_start: dict[int, "days.Day"]) -> None:
    """The day and the issuer that follow a number, in either order."""
    for _ in range(2):
        if cited.date is None and (day := _day_at(low, cited.end, by_start)):
            cited.date, cited.end = day.iso()[:10], day.end
        elif cited.issuer is None and (of := _OF.match(low, cited.end)):
            end = issuer_end(text, of.end())
            if end is None or not text[of.end()].isupper():
                break
            cited.issuer, cited.end = text[of.end() : end], end
        else:
            break


def _day_at(low: str, at: int, by_start: dict[int, "days.Day"]) -> "days.Day | None":
    lead = _BEFORE_DAY.match(low, at)
    if lead is None:
        return None
    after = lead.end() + 5 if low.startswith("ngày ", lead.end()) else lead.end()
    day = by_start.get(lead.end()) or by_start.get(after)
    return day if day is not None and day.year else None


def issuer_end(text: str, start: int) -> int | None:
    """Where the name that begins at `start` ends: at a mark, or at a word that is part of no office's name."""
    stop = _ISSUER_END.search(text, start, start + 120)
    end = stop.start() if stop else min(len(text), start + 120)
    while end > start and text[end - 1] == " ":
        end -= 1
    return end if end > start else None
