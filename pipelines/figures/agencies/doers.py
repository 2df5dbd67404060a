"""What the bodies of a sentence do in it: who acts, where it was done, who reports, by whom it was done.

It is told by the words before a body, and where these leave it open by the words behind. Who only orders, receives, visits or
issued a document plays no part.
"""

import re
from bisect import bisect_left
from functools import lru_cache

from pipelines.figures.agencies.bodies import COMMUNE, Body, body_at, heads_within, named_commune
from pipelines.figures.agencies.offices import DEEDS
from pipelines.figures.agencies.openings import LONGEST, OPENERS, clause_start, continues, opens, words
from pipelines.figures.places import CITIES
from pipelines.figures.places.mentions import Mention, starts_within

#: Who is believed before whom, within a sentence.
SUBJECT, PLACE, UNIT, REPORTER, AGENT, AWARDER = "subject", "place", "unit", "reporter", "agent", "awarder"
_EMBEDDED = "embedded"
_REPORTS = re.compile(
    r"^(?:cũng )?(?:theo )?(?:(?:thông tin|số liệu|báo cáo|thống kê|tổng hợp|đánh giá|kết quả)(?: [^\W_]+){0,5}? (?:của|từ) |"
    r"theo |về phía )(?:các )?$"
)
_SAYS = re.compile(
    r"(?<![^\W_])(?:cho biết|cho thấy|cho rằng|rằng|đánh giá|khẳng định|nêu rõ|nhấn mạnh|thông tin|báo cáo|ghi "
    r"nhận|biểu dương)(?: là)?[,:]? ?"
)
_LINKS = ("theo ", "phía ", "của ", "từ ", "tại ", "ở ", "qua ", "do ", " các ", "ngành ")
#: "Giám đốc Sở ... cho biết": the office reports by its head.
_OFFICE_OF = re.compile(
    r"(?<![^\W_])(?:chủ tịch|giám đốc|bí thư|chánh|trưởng|phó|lãnh đạo|đại diện)(?: thường trực)? $"
)
#: The last words before a body that can make it the one who acts or tells.
_TELLING = words("tịch đốc thư chánh trưởng phó đạo diện trực biết thấy rằng giá định rõ mạnh tin cáo nhận dương là")
_TELLS = re.compile(r"[^.;:\n]{0,90}? (?:cho biết|thông tin(?=[,: ]))(?! thêm rằng)")
_AT = re.compile(r"(?<![^\W_])(?:tại|ở|qua)(?: các)? $")
_BY = re.compile(r"(?<![^\W_])do (?:các )?$")
_DOES = re.compile(
    r" (?:đã |đang |trực tiếp |chủ trì )*(?:thực hiện|tổ chức|tiến hành|triển khai|chủ trì|xử lý|phát hiện|tiếp "
    r"nhận|giải quyết|thụ lý|cấp|thanh tra|kiểm tra|"
    r"quản lý|đầu tư|chủ trì|phụ trách|thành lập|hỗ trợ|trao|khởi tố)(?![^\W_])"
)
_BEHIND = re.compile(r"(?: \([^)]*\))?(?: ?:? ?\(?(?=\d)|\s([^\W\d_]+))")
#: Behind these stands who is visited, and whose figures are told.
_VISITED = re.compile(
    r"(?:làm việc|buổi làm việc|kiểm tra|giám sát|thanh tra|khảo sát|thăm)(?:[^,;.:]{0,80}?)? (?:với|tại)(?: lãnh "
    r"đạo| tập thể)? $"
)
_VISITS = ("với ", "tại ", "lãnh đạo ", "tập thể ")
_VISITORS = re.compile(
    r"(?:đoàn|đồng chí|ông|bà|chủ tịch|phó|bí thư|ban chỉ đạo|lãnh đạo|thủ tướng|bộ trưởng|tổ công tác|hđnd|thường "
    r"trực)(?![^\W_])"
)
#: A unit stands for itself where it is only the place of a deed; a committee there is a meeting room.
#: The staff of a committee: what it prepares or makes known is the committee's.
_NATION = ("cả nước", "toàn quốc")
_STAFF = ("Văn phòng UBND", "Văn phòng HĐND")
_ASSISTS = re.compile(r" (?:đã |cũng |còn )*(?:tham mưu|giúp|phối hợp|phục vụ)(?![^\W_])")
_ANNOUNCES = re.compile(r" (?:vừa |đã |có |cũng )*(?:thông báo|thông tin|công bố|cho biết|báo cáo|tổng hợp)(?![^\W_])")
#: "được Chủ tịch UBND tỉnh tặng Bằng khen": an honour is given by whom the passive names.
_AWARDED = re.compile(r"(?<![^\W_])(được )?(?:chủ tịch )?$")
_AWARDS = re.compile(r" (?:đã |quyết định |ký |trao )*(?:tặng|khen|công nhận|biểu dương)(?![^\W_])")
#: "các xã", "cấp xã", "phường, xã": no single one.
_MORE = ("các ", "cấp ", "số ", "nhiều ", "mỗi ", "từng ", "xã, ", "phường, ", "trấn, ", "xã và ", "phường và ")
_ROOMS = ("ubnd", "hđnd", "tỉnh ủy", "huyện ủy", "thành ủy", "trường", "các ")


def visited(text: str, low: str, start: int, end: int, by_start: dict[int, Mention]) -> Body | None:
    """Who is visited, by the words of a title or of a sentence of the lead."""
    for at in heads_within(text, low, start, end):
        if (
            low.endswith(_VISITS, start, at)
            and _VISITED.search(low, max(start, at - LONGEST), at)
            and (body := body_at(text, low, at, end, by_start))
        ):
            return body
    return None


def visited_place(text: str, low: str, by_start: dict[int, Mention]) -> Body | None:
    """The government of the place that a title says somebody visits."""
    for at, one in by_start.items() if _VISITORS.match(low) else ():
        if one.name and _VISITED.search(low, max(0, at - LONGEST), at):
            return government(text, one)
    return None


def main_body(low: str, parts: list[tuple[str, Body]]) -> tuple[Body | None, Body | None]:
    """Whom a title or a sentence of the lead is about, by the parts in it: who acts, else who reports. Behind that the
    place that acts, which is the second choice."""
    place = next((body for role, body in parts if role == PLACE), None)
    for wanted in (SUBJECT, REPORTER):
        for role, body in parts:
            if role == wanted and not body.many and not body.bare:
                return _principal(low, body), place
    return None, place


def place_first(text: str, low: str, by_start: dict[int, Mention]) -> Body | None:
    """The government of the place with which a title opens: "Lạng Sơn: ..."."""
    one, kind = by_start.get(0), COMMUNE.match(low)
    if one is not None and one.name and low.startswith((":", " -", " –"), one.end):
        return government(text, one)
    if kind and (body := named_commune(text, kind, 0, "UBND")).named and low.startswith((":", " -", " –"), body.end):
        return body
    return None


def _principal(low: str, body: Body) -> Body:
    """An office that only tells tells of those whose office it is: "Văn phòng UBND tỉnh thông báo"."""
    if body.base.startswith(_STAFF) and _ANNOUNCES.match(low, body.end):
        return Body(body.start, body.end, body.base.removeprefix("Văn phòng "), body.level, body.named)
    return body


def roles(text: str, low: str, start: int, end: int, by_start: dict[int, Mention]) -> list[tuple[str, Body]]:
    """The bodies that play a part between `start` and `end`, in order; the rest of their names is not even read."""
    kept: list[tuple[str, Body]] = []
    ends: list[tuple[int, int]] = []
    for at in heads_within(text, low, start, end):
        if ends and at < ends[-1][1]:
            continue
        role = _role(low, start, at)
        body = body_at(text, low, at, end, by_start) if role else None
        if role is None or body is None:
            continue
        joined = bool(ends) and low[ends[-1][1] : at] in (", ", " và ")
        ends.append((at, body.end))
        if role == SUBJECT and joined:
            continue  # "Sở A, Sở B tổ chức": the first of them leads
        if role := _confirmed(low, role, body):
            if role == AWARDER:
                body, role = Body(body.start, body.end, _honoured(low, at) + body.base, body.level, body.named), SUBJECT
            kept.append((role, body))
    kept.extend((PLACE, one) for one in _places(text, low, start, end, by_start) if not _within(one.start, ends))
    kept.sort(key=lambda item: item[1].start)
    return kept


def _confirmed(low: str, role: str, body: Body) -> str | None:
    """The role once the words behind a body are read too; None where they deny it."""
    name = body.base.lower()
    if role == AGENT:
        return role if _DOES.match(low, body.end) else None
    if role == UNIT:
        return None if name.startswith(_ROOMS) else role
    if role == AWARDER:
        return role if _AWARDS.match(low, body.end) else None
    if role == _EMBEDDED:
        return SUBJECT if predicate(low, body.end) else None
    if role == SUBJECT and (
        (body.base.startswith(_STAFF) and _ASSISTS.match(low, body.end)) or _counted(low, name, body)
    ):
        return None
    return role


def _counted(low: str, name: str, body: Body) -> bool:
    """ "Bộ phận một cửa ở 130 xã": a kind of counter, not one of them."""
    return name.startswith("bộ phận") and not (body.level or " của " in name) and not predicate(low, body.end)


def _honoured(low: str, at: int) -> str:
    return "Chủ tịch " if low.endswith("chủ tịch ", 0, at) else ""


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    last = bisect_left(spans, (at + 1,)) - 1
    return last >= 0 and at < spans[last][1]


def predicate(low: str, at: int) -> bool:
    """Whether what stands at `at` says what the one before it does."""
    behind = _BEHIND.match(low, at)
    return bool(behind) and (behind[1] is None or behind[1] in DEEDS) if behind else False


def _places(text: str, low: str, start: int, end: int, by_start: dict[int, Mention]) -> list[Body]:
    """The places that act like persons: "huyện đã cấp", "xã Niêm Sơn phấn đấu"."""
    found = []
    for at in starts_within(text, low, start, end):
        one = by_start[at]
        if one.first or one.level in _NATION:
            continue
        stop = one.end + (one.within is not None and low.startswith(")", one.end))  # "TP Sơn La (tỉnh Sơn La) đã"
        if predicate(low, stop) and _heads(low, start, at):
            found.append(government(text, one))
    kinds = _communes(low)
    for at in kinds[bisect_left(kinds, start) : bisect_left(kinds, end)]:
        kind = COMMUNE.match(low, at)
        if kind is None or low.endswith(_MORE, start, at) or low[max(0, at - 2) : max(0, at - 1)].isdigit():
            continue
        body = named_commune(text, kind, at, "UBND")
        if predicate(low, body.end) and _heads(low, start, at):
            found.append(body)
    return found


@lru_cache(maxsize=4)
def _communes(low: str) -> list[int]:
    """Where the words for communes stand, in order."""
    found = []
    for kind in ("xã ", "phường ", "thị trấn ", "đặc khu "):
        at = low.find(kind)
        while at >= 0:
            found.append(at)
            at = low.find(kind, at + 1)
    found.sort()
    return found


def _heads(low: str, start: int, at: int) -> bool:
    return _acts(low, start, clause_start(low, start, at), at)


def _role(low: str, start: int, at: int) -> str | None:
    """What a body that begins at `at` does in its sentence, by what stands before it."""
    begin = clause_start(low, start, at)
    if at - begin > LONGEST:
        return None
    said = low[begin:at].lstrip()
    if said.endswith(_LINKS) and _REPORTS.match(said):
        return REPORTER
    if _acts(low, start, begin, at):
        return SUBJECT
    if (
        said.endswith(("được ", "chủ tịch "))
        and (found := _AWARDED.search(said))
        and (found[1] or opens(said[: found.start()]))
    ):
        return AWARDER if _TELLS.match(low, at) is None else REPORTER
    if said.endswith(_LINKS):
        if _BY.search(said):
            return AGENT
        return UNIT if _AT.search(said) else None
    last = said[said.rfind(" ", 0, -1) + 1 :].rstrip(" ,:") if said else ""
    if last not in OPENERS and last not in _TELLING and not last[-1:].isdigit():
        return None
    if _OFFICE_OF.search(said):
        return REPORTER if _TELLS.match(low, at) else None
    says = _SAYS.search(said)
    if (says and opens(said[says.end() :])) or _ends_in_time(said):
        return _EMBEDDED
    return None


def _acts(low: str, start: int, begin: int, at: int) -> bool:
    """Whether only an opening stands between the head of the clause and `at`."""
    if at - begin > LONGEST:
        return False
    said = low[begin:at]
    return (
        not said.strip() or (opens(said) and not said.endswith(("với ", "của ", "như ", "từ ", "qua ")))
    ) and not continues(low, start, begin)


_TIME_END = re.compile(r"(?:(?:năm|quý|tháng|ngày)(?: \w+)? |\d{4} |\d+/\d+ |nay |qua )$")


def _ends_in_time(said: str) -> bool:
    """ "9 tháng đầu năm Thanh tra tỉnh đã": a time right before a subject."""
    return bool(_TIME_END.search(said)) and opens(said.rsplit(" là ", 1)[-1])


def government(text: str, one: Mention) -> Body:
    """A place that acts is its People's Committee."""
    if one.name is None:
        return Body(one.start, one.end, "UBND", text[one.start : one.end])
    level, name = text[one.start : one.at].strip(), text[one.at : one.at + len(one.name.low)]
    if one.name.low.startswith(("quận ", "tp")) or one.at == one.start + len("quận"):
        return Body(one.start, one.end, "UBND", "", text[one.start : one.end])
    if not level and one.name.old:
        level = "thành phố" if one.name.old in CITIES else "tỉnh"
    elif not level and one.name.districts:
        level = one.name.districts[0].kind
    return Body(one.start, one.end, "UBND", level, name)
