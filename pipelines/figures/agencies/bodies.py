"""Names of official bodies in a text: where they begin and where they end.

A name is a beginning ("Sở", "Thanh tra", "UBND"), a run of capitals and of the closed stock of words that such names are made of,
then its kind of place and that place's name. What is not of the stock ends it, whatever it is.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from pipelines.figures.agencies.offices import (
    BARE,
    BEGINNINGS,
    COMMAS,
    DEEDS,
    MATTERS,
    NOT_BEHIND,
    OWNERS,
    SERVICES,
    VAGUE,
    VERBS_TOO,
    phrase_at,
)
from pipelines.figures.agencies.openings import words
from pipelines.figures.places.mentions import UPPER, Mention, capitals

_SMALL = (
    "ngành ",
    "cơ quan ",
    "thanh tra các ",
    "bộ phận ",
    "trung tâm ",
    "chi cục ",
    "phòng ",
    "ủy ban nhân dân ",
    "ubnd ",
    "công an ",
)
#: Many of a kind are nobody: "các cơ quan chức năng".
_SEVERAL = ("các ", " số ", "nhiều ", "mỗi ", "từng ", "những ", "liên ", "sở, ", "ban, ")
_SEVERAL_BODIES = ("cơ quan hành chính", "ubnd", "hđnd", "công an các", "thanh tra các")
#: With these a place alone makes no name: "cơ quan tỉnh".
_EMPTY = words("cơ quan;lực lượng;bộ phận;ủy ban;viện;liên minh;hội đồng", ";")
_UNITS = (
    r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|sở|ban|ngành|phòng|cơ quan|đơn vị|địa phương|cấp|"
    r"đoàn thể|chuyên môn)"
)
_MANY = re.compile(rf"(?:các|cấp) {_UNITS}(?:(?:,| và|, và|;) (?:các )?{_UNITS})*(?![^\W_])")
#: "UBND quận, huyện, thị xã": many without a word for it, unless a name follows.
_LEVELS = r"(?:huyện|thành phố|quận|thị xã|thị|xã|phường|thị trấn)"
_LISTED = re.compile(rf"{_LEVELS}(?:(?:, |/| và ){_LEVELS})+(?![^\W_])")
COMMUNE = re.compile(r"(?<![^\W_])(xã(?! hội)|phường|thị trấn|đặc khu)(?![^\W_])")
_COMMUNE_NAME = re.compile(
    rf"(?: [{UPPER}][\w'’]*| \d{{1,2}}(?![\d.,/]| (?:tháng|năm|quý|ngày|tuần)(?![^\W_])))(?: (?:[-–] )?[{UPPER}][\w'’]*)*"
)
#: Small units are named by what they do: a few words in lower case that lead to a place ("Đội Kiểm tra quy tắc đô thị quận").
_TO_PLACE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,5}?(?= (?:tỉnh|huyện|quận|thị xã|thành phố|tp|xã|phường)(?![^\W_]))")
_COUNCIL = re.compile("ủy ban nhân dân", re.I)
_JOINT = re.compile(r", | và | & | - | – | của | ")
_WORD = re.compile(r"[^\s,;:.()“”\"]+")
_NUMBER = re.compile(r"số \d+(?![\d.,/])|\d+(?![\d.,/])")
_NUMBERED = ("khu vực", "cơ sở", "chỉ đạo", "vùng", "thị trường", "xây dựng", "giao thông")
#: Behind these a verb may go on with the name: "Ban Chỉ đạo phòng, chống ma túy", "dự án đầu tư xây dựng".
_LINKS = ("chỉ đạo", "chỉ huy", "quản lý", "dự án", "kết quả", "chống", "điều phối")
#: What has a name of its own.
_LANDS = ("kinh tế", "công nghiệp", "khu vực", "cửa khẩu", "phòng hộ", "đặc dụng", "dự án", "công trình", "cao", "cảng")
#: In lower case none of these is the second syllable of a word.
_NEVER = words(
    "đã cũng đang sẽ có được là còn vẫn tại ở trong từ với và của cho về theo do bị không phải các mở trao tặng tổ tiến "
    "triển phối hoàn yêu phê đặt ban tham"
)


@dataclass(slots=True)
class Body:
    """`base` is the name up to its kind of place, `level` that kind as written, `named` the place's own name or "".
    `many`: several bodies under one name ("UBND các xã"). `bare`: a beginning alone, for one that was named before."""

    start: int
    end: int
    base: str
    level: str = ""
    named: str = ""
    many: bool = False
    bare: bool = False

    @property
    def communal(self) -> bool:
        return self.level.lower() in ("xã", "phường", "thị trấn", "đặc khu")


@lru_cache(maxsize=64)
def heads_within(text: str, low: str, start: int, end: int) -> list[int]:
    """Where names of bodies may begin between two offsets, in order. Most sentences of a text are never asked for."""
    words, found = capitals(text), []
    for at, _, first in words[bisect_left(words, (start,)) : bisect_left(words, (end,))]:
        if first in BEGINNINGS and not (at and text[at - 1].isalnum()) and _begins(text, low, first, at):
            found.append(at)
    for small in _SMALL:
        at = low.find(small, start, end)
        while at >= 0:
            if (
                text[at].islower()
                and (at == 0 or not low[at - 1].isalnum())
                and _begins(text, low, small.split()[0], at)
            ):
                found.append(at)
            at = low.find(small, at + 1, end)
    found.sort()
    return found


def _begins(text: str, low: str, first: str, at: int) -> bool:
    head = phrase_at(BEGINNINGS, first, low, at)
    if head is None:
        return False
    if at > 1 and low[at - 2].isdigit() and low[at - 1] == " " and first == "ubnd":  # "21 UBND xã"
        return False
    if low.endswith(_SEVERAL, 0, at):
        return low.startswith(_SEVERAL_BODIES, at)
    behind = NOT_BEHIND.get(head)
    end = at + len(head)
    if behind is None or text[end + 1 : end + 2].isupper():
        return True
    if low.startswith(", chống", end) or (
        head == "thanh tra" and low.startswith(" hành chính", end)
    ):  # a kind of inspection
        return False
    word = _WORD.match(low, end + 1)
    return word is None or word[0] not in behind or phrase_at(MATTERS, word[0], low, end + 1) is not None


def body_at(text: str, low: str, start: int, limit: int, by_start: dict[int, Mention]) -> Body | None:
    """The name that begins at `start`: it goes on only with what names are made of."""
    first = _WORD.match(low, start)
    head = phrase_at(BEGINNINGS, first[0], low, start) if first else None
    if head is None:
        return None
    run = _Run(text, low, start, head)
    while run.end < limit and run.taken < 14:
        joint = _JOINT.match(low, run.end)
        if joint is None:
            break
        begin = joint.end()
        if joint[0] == " của " and not run.owned_at(begin):
            break
        if joint[0] in (" ", " của ") and (body := run.place(begin, by_start)):
            return body
        if not run.goes_on(joint[0], begin):
            break
    return run.finished()


class _Run:
    """A name while it is being read. `last` is what of it was read last, `compound` tells of words in two syllables."""

    def __init__(self, text: str, low: str, start: int, head: str) -> None:
        self.text, self.low, self.start, self.head = text, low, start, head
        self.end, self.taken, self.last, self.compound = start + len(head), 0, head, True
        self.loud = text[start : start + 12].isupper()

    def owned_at(self, begin: int) -> bool:
        return self.head.startswith(SERVICES) and self.low.startswith(OWNERS, begin)

    def place(self, begin: int, by_start: dict[int, Mention]) -> Body | None:
        """The whole name, where a place begins at `begin`."""
        low, mention = self.low, by_start.get(begin)
        listed = self.head in ("ubnd", "hđnd", "ủy ban nhân dân", "công an") and _LISTED.match(low, begin)
        if listed and not self.text[listed.end() + 1 : listed.end() + 2].isupper():
            return Body(self.start, listed.end(), _tidy(self.text[self.start : listed.end()]), many=True)
        empty = not self.taken and self.head in _EMPTY
        if mention and (not mention.name or mention.level or not self.loud):
            return None if empty else self._placed(begin, mention)
        many = low.startswith(("các ", "cấp "), begin) and _MANY.match(low, begin)
        if many:
            base = _tidy(self.text[self.start : many.end()])
            return Body(self.start, many.end(), base, many=True)
        if not empty and (commune := COMMUNE.match(low, begin)):
            return named_commune(self.text, commune, self.start, _tidy(self.text[self.start : begin]), self.loud)
        return None

    def _placed(self, begin: int, mention: Mention) -> Body:
        base = _tidy(self.text[self.start : begin])
        if not mention.name:
            return Body(self.start, mention.end, base, self.text[begin : mention.end])
        end = mention.at + len(mention.name.low)
        if self.text[begin].isdigit() or mention.name.low.startswith("quận "):  # "Quận 7"
            end = mention.end
        for other in mention.listed if self.last == "khu vực" else ():  # "khu vực Văn Bàn - Bảo Yên"
            if self.low[end : other.start] in (" - ", " – ", "-"):
                end = other.end
        return Body(self.start, end, base, self.text[begin : mention.at].strip(), self.text[mention.at : end].strip())

    def goes_on(self, joint: str, begin: int) -> bool:
        """Take what stands at `begin` into the name, or tell that it does not belong there."""
        word = _WORD.match(self.low, begin)
        if word is None:
            return False
        loud, capital = self.loud, self.text[begin].isupper() and not self.loud
        matter = phrase_at(MATTERS, word[0], self.low, begin)
        if joint == ", " and not (matter and matter.startswith(COMMAS)):
            return False
        if matter and (
            capital
            or matter not in VERBS_TOO
            or (loud and not self.taken)
            or joint not in (" ", ", ")
            or self.last.endswith(_LINKS)
        ):
            return self._take(begin, matter)
        if joint in (" ", " của ") and (capital or loud or joint == " của "):
            nested = phrase_at(BEGINNINGS, word[0], self.low, begin)
            if nested and (capital or nested not in BARE or joint == " của "):
                return self._take(begin, nested)
        if self.last.endswith(_NUMBERED) and (number := _NUMBER.match(self.low, begin)):
            return self._take(begin, number[0])
        if joint == " " and not capital and word[0] not in DEEDS and self.head.startswith(SERVICES):
            leads = _TO_PLACE.match(self.low, begin)
            if leads and _NEVER.isdisjoint(leads[0].split()):
                return self._take(begin, leads[0])
        if capital or (loud and not self.taken):
            return self._unknown(joint, begin, word)
        return False

    def _unknown(self, joint: str, begin: int, word: "re.Match[str]") -> bool:
        """A word in capitals, with a second syllable in lower case unless it is part of somebody's own name."""
        if joint != " " and phrase_at(BEGINNINGS, word[0], self.low, begin):
            return False
        said, second = self.text[begin : word.end()], _WORD.match(self.low, word.end() + 1)
        if self.taken and word[0] in DEEDS and second and second[0] in DEEDS:
            return False  # "Sở Nội vụ Công bố": a title with more capitals than it needs
        if self.taken and self.text[word.end() + 1 : word.end() + 2].isupper() and not self.last.endswith(_LANDS):
            return False  # "Giám đốc Sở Nội vụ Lù A Páo"
        follows = self.low[word.end() : word.end() + 1] == " " and second and second[0].isalpha()
        compound = self.compound and (self.loud or not said.isupper())
        if not follows or second is None or second[0] in _NEVER or not compound:
            self.compound = self.compound and said.isupper()
            return self._take(begin, word[0])
        if self.loud or self.text[second.start()].islower():
            return self._take(begin, self.low[begin : second.end()])
        self.compound = False
        return self._take(begin, word[0])

    def _take(self, begin: int, said: str) -> bool:
        self.end, self.taken, self.last = begin + len(said), self.taken + 1, said
        return True

    def finished(self) -> Body | None:
        bare = not self.taken
        if bare and (self.head in VAGUE or (self.head in BARE and self.loud)):
            return None
        many = self.low.startswith("các ", self.start - 4)
        name = _tidy(self.text[self.start - 4 * many : self.end])
        return Body(
            self.start,
            self.end,
            name,
            many=many or self.last in ("các cấp", "địa phương"),
            bare=bare and self.head in BARE,
        )


def named_commune(text: str, kind: "re.Match[str]", start: int, base: str, loud: bool = False) -> Body:
    """The body `base` of the commune whose kind stands at `kind`; its name is "" where none is written."""
    name = _COMMUNE_NAME.match(text, kind.end())
    named = name[0].strip() if name else ""
    if loud:
        named = " ".join(named.split()[:2])
    return Body(start, kind.end() + (1 + len(named) if named else 0), base, text[kind.start() : kind.end()], named)


def _tidy(name: str) -> str:
    """One blank, the short form of a People's Committee, a capital in front."""
    name = " ".join(name.split()).strip(" ,-–")
    if "nhân dân" in name or "Nhân Dân" in name or name.isupper():
        name = _COUNCIL.sub("UBND", name)
    return name[:1].upper() + name[1:]
