"""Where a text names a province or a district, or speaks of its own by the kind alone ("trên địa bàn huyện").

A name is believed where it is written as one: in capitals, not within a person's name, a street's or a commune's. What a
mention is doing in its sentence is asked later, and only of the few that stand near a figure.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.figures.agencies.openings import words
from pipelines.figures.places import Name, names
from pipelines.folding import canon

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠ" + "".join(chr(code) for code in range(0x1EA0, 0x1EFA, 2))
_CAPITAL = re.compile(f"[{UPPER}][^\\W\\d_]*")
_LEVEL = re.compile(
    r"(?<![^\W_])(tỉnh|thành phố|tp\.?|t\.p\.?|thị xã|tx\.?|huyện|quận|q\.|h\.|xã|phường|thị trấn|tt\.|thôn|bản|ấp|"
    r"khóm|làng|buôn|đường|phố|ngõ)"
    r"(?: (?:đảo|miền núi|vùng cao|biên giới))? ?$"
)
_LEVELS = {"tp.": "tp", "t.p": "tp", "t.p.": "tp", "tx.": "thị xã", "tx": "thị xã", "q.": "quận", "h.": "huyện"}
_KINDS = frozenset(("tỉnh", "thành phố", "tp", "huyện", "quận", "thị xã"))
#: The kind alone, or with a number for a name: "quận 5". Plain words, since to find each is faster than one pattern for all.
_ALONE = ("tỉnh", "thành phố", "tp", "huyện", "quận", "thị xã", "tx", "q.", "cả nước", "toàn quốc")
#: "Huyện ủy Mèo Vạc": the kind is in the committee's name.
_COMMITTEE = re.compile(r"(?<![^\W_])(tỉnh|thành|huyện|quận|thị) (?:ủy|đoàn) $")
COMMITTEES = {"tỉnh": "tỉnh", "thành": "thành phố", "huyện": "huyện", "quận": "quận", "thị": "thị xã"}
_DIGITS = re.compile(r" ?(\d{1,2})(?!\d|[.,/]\d)")
#: "các huyện", "cấp tỉnh", "11 huyện": no single one.
_MANY = re.compile(
    r"(?:(?<![^\W_])(?:các|cấp|nhiều|mỗi|từng|số|liên|những|hai|ba|bốn|năm|ngoài|ngoại|nội|mọi|mấy|giữa|một)|\d) $"
)
_MANY_BEFORE = re.compile(r"(?:tỉnh|huyện|quận|thị xã|thành phố|tp|xã|phường|thị trấn)(?:,| và| -|/) ?$")
#: What a name belongs to when it stands right behind: a street, a school, a person.
_OWNED = re.compile(
    r"(?<![^\W_])(?:đường|cầu|sông|hồ|núi|đèo|chợ|ga|cảng|sân bay|quốc lộ|cao tốc|tuyến|trường|đại học|báo|tạp chí|"
    r"ông|bà|anh|chị|đồng chí|em|cháu|"
    r"bác sĩ|họ|tư tưởng|chủ nghĩa|tuổi trẻ|công ty|khách sạn|nhà máy|ngân hàng|clb|câu lạc bộ|đội bóng|đội|thpt|"
    r"thcs|tiểu học|mầm non|người|gốc|"
    r"đảo|vịnh|lăng|bảo tàng|quảng trường|giải|hãng|xe|tàu|sư đoàn|trung đoàn|xã|phường|thị trấn|phố|khu công "
    r"nghiệp|kcn|khu kinh tế) $"
)
_SURNAMES = words(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đào lâm trịnh mai trương hà tạ "
    "cao lương vàng giàng sùng lò nông "
    "triệu chu đoàn tô thái tống kiều quách hứa vi văn thị đức hữu"
)
_JOINS = frozenset((", ", " và ", "; ", " - ", " – ", "-", ", và ", " hay ", " hoặc ", ",", " & "))
_PROVINCE_BEHIND = re.compile(r"(?:,| -| –|,? thuộc|,? của)? ?\(?(?:,? ?tỉnh |tp\.? |thành phố )?$")
_FORMERLY = re.compile(r" ?\(?(?:cũ|trước đây|trước sáp nhập|trước khi sáp nhập)(?![^\W_])")


@dataclass(slots=True)
class Mention:
    """`start` is that of the kind before the name, `at` that of the name. `level` is the kind in lower case and in full ("" for
    a bare name; "tp" stays). `name` is None where the kind stands alone, and knows no unit where no table has it. `within` is
    the province named behind a district. `first` is the first mention of a list ("các huyện A, B và C") in which this one
    stands, and `listed` are the others there. `about` is found out when it is asked for."""

    start: int
    end: int
    level: str
    name: Name | None = None
    former: bool = False
    within: "Mention | None" = None
    first: "Mention | None" = None
    listed: "list[Mention]" = field(default_factory=list)
    about: bool | None = None
    at: int = 0


@lru_cache(maxsize=4)
def capitals(text: str) -> list[tuple[int, int, str]]:
    """The words that begin in capitals, and where: names of places and of bodies begin with them."""
    return [(*word.span(), word[0].lower()) for word in _CAPITAL.finditer(text)]


@lru_cache(maxsize=4)
def mentions(text: str, low: str) -> list[Mention]:
    """All mentions, in order. Places and agencies both ask for those of one text: they get the same list."""
    named = _named(text, low)
    found = _alone(low, named)
    if found:
        named = sorted([*named, *found], key=lambda one: one.start)
    return _joined(low, named)


@lru_cache(maxsize=4)
def _starts(text: str, low: str) -> list[int]:
    return [one.start for one in mentions(text, low)]


def starts_within(text: str, low: str, start: int, end: int) -> list[int]:
    """Where the mentions between two offsets begin."""
    found = _starts(text, low)
    return found[bisect_left(found, start) : bisect_left(found, end)]


class Line:
    """A title or the name of a portal."""

    def __init__(self, text: str) -> None:
        self.text = canon(text)
        low = self.text.lower()
        self.low = low if len(low) == len(self.text) else self.text
        self.found = mentions(self.text, self.low) if text else []


def _named(text: str, low: str) -> list[Mention]:
    index, found, taken, refused = names(), [], 0, -1
    for start, _, first in capitals(text):
        group = index.get(first)
        if group is None or start < taken or (start and text[start - 1].isalpha()):
            continue
        name = _name_at(low, start, group)
        if name is None:
            continue
        end = start + len(name.low)
        level = _LEVEL.search(low, max(0, start - 26), start)
        kind = _LEVELS.get(level[1], level[1]) if level else ""
        if level is None and (committee := _COMMITTEE.search(low, max(0, start - 10), start)):
            kind = COMMITTEES[committee[1]]
        if level is None and refused >= 0 and low[refused:start] in _JOINS:
            taken = refused = end
        elif _is_place(text, low, start, end, kind, name):
            taken, refused = end, -1
            # ALL-CAPS lines have no smaller words that could tell a longer name
            known = name if not _runs_on(text, low, start, end) else Name(name.low)
            if kind or known is name:
                begin = level.start(1) if level else start
                found.append(Mention(begin, end, kind, known, bool(_FORMERLY.match(low, end)), at=start))
        else:
            taken = refused = end
    return found


def _name_at(low: str, start: int, group: tuple[Name, ...]) -> Name | None:
    for name in group:
        if low.startswith(name.low, start):
            end = start + len(name.low)
            if not low[end : end + 1].isalnum():
                return name
    return None


def _is_place(text: str, low: str, start: int, end: int, kind: str, name: Name) -> bool:
    if kind:
        return kind in _KINDS
    if name.needs_level or not (name.old or name.new or name.districts):
        return False
    if _OWNED.search(low, max(0, start - 16), start):
        return False
    before = text.rfind(" ", 0, start - 1) + 1
    word = text[before : start - 1] if start and text[start - 1] == " " else ""
    if word.isalpha() and word[0].isupper() and not text[start:end].isupper():
        if word.lower() in _SURNAMES:
            return False
        opens = before == 0 or text[before - 1] in '\n“"(' or text[before - 2 : before - 1] in (".", ":", ";", "-", "–")
        return opens or word.isupper()
    return True


def _runs_on(text: str, low: str, start: int, end: int) -> bool:
    """Whether the name goes on with a word that no table has: "huyện Tân Phú Xuân"."""
    if text[end : end + 1] != " " or not text[end + 1 : end + 2].isupper() or text[start:end].isupper():
        return False
    stop = end + 1
    while stop < len(text) and text[stop].isalpha():
        stop += 1
    return low[end + 1 : stop] not in _SURNAMES and not (stop - end > 2 and text[end + 1 : stop].isupper())


def _alone(low: str, named: list[Mention]) -> list[Mention]:
    """Kinds without a name, and numbered districts."""
    starts, found, many = {one.start for one in named}, [], -1
    for start, written in _kinds(low):
        end, level = start + len(written), _LEVELS.get(written, written)
        if start in starts:
            many = -1
            continue
        if level == "quận" and (number := _DIGITS.match(low, end)):
            name = next((one for one in names()["quận"] if one.low == f"quận {int(number[1])}"), None)
            found.append(Mention(start, number.end(), level, name, at=end))
        elif _MANY.search(low, max(0, start - 7), start) or (
            0 <= many >= start - 4 and _MANY_BEFORE.search(low, max(0, many - 10), start)
        ):
            many = end
        elif not low.startswith((" ủy", " đoàn", " lộ", " đội", " lỵ"), end):
            found.append(Mention(start, end, level, at=end))
    return found


def _kinds(low: str) -> list[tuple[int, str]]:
    """Where the words of kinds stand, in order."""
    found = []
    for level in _ALONE:
        at = low.find(level)
        while at >= 0:
            end = at + len(level)
            if not (at and low[at - 1].isalnum()) and (not low[end : end + 1].isalnum() or level == "q."):
                found.append((at, level))
            at = low.find(level, end)
    found.sort()
    return found


def _joined(low: str, found: list[Mention]) -> list[Mention]:
    """Districts with the province named behind them made one, and lists made lists."""
    kept: list[Mention] = []
    for one in found:
        last = kept[-1] if kept else None
        if last is None or one.name is None or last.name is None or one.start - last.end > 12:
            kept.append(one)
            continue
        between = low[last.end : one.start]
        if (
            last.name.districts
            and one.name.old
            and last.level != "tỉnh"
            and one.level in ("", "tỉnh", "tp", "thành phố")
        ):
            provinces = {district.province for district in last.name.districts}
            if one.name.old in provinces and _PROVINCE_BEHIND.match(between) and between.strip():
                last.within, last.end = one, one.end
                continue
        if between in _JOINS:
            one.first = last.first or last
            one.first.listed.append(one)
            if not one.level:  # "huyện A, B và C": the kind is that of the first
                one.level = last.level if last.level not in ("tỉnh", "tp", "thành phố") else ""
        kept.append(one)
    return kept
