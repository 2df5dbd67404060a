"""What the bodies of a sentence do in it: who acts, where it was done, who reports, by whom it was done.

It is told by the words before a body, and where these leave it open by the words behind. Who only orders, receives, visits or
issued a document plays no part.
"""

import re
from bisect import bisect_left
from functools import lru_cache

from pipelines.figures.agencies.bodies import COMMUNE, Body, body_at, heads_within, named_commune
from pipelines.figures.agencies.collectives import collectives
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
#: A unit stands for itself where it is only the place of a deed; a committee there is a meeting room.
#: The staff of a committee: what it prepares or makes known is the committee's.
_NATION = ("cả nước", "toàn quốc")
STAFF = ("Văn phòng UBND", "Văn phòng HĐND")
_ASSISTS = re.compile(r" (?:đã |cũng |còn )*(?:tham mưu|giúp|phối hợp|phục vụ)(?![^\W_])")
#: "được Chủ tịch UBND tỉnh tặng Bằng khen": an honour is given by whom the passive names.
_AWARDED = re.compile(r"(?<![^\W_])(được )?(?:chủ tịch |chánh |giám đốc )?$")
_HEADS = ("được ", "chủ tịch ", "chánh ", "giám đốc ")
_AWARDS = re.compile(r" (?:đã |quyết định |ký |trao )*(?:tặng|khen|công nhận|biểu dương)(?![^\W_])")
#: "các xã", "cấp xã", "phường, xã": no single one.
_MORE = ("các ", "cấp ", "số ", "nhiều ", "mỗi ", "từng ", "xã, ", "phường, ", "trấn, ", "xã và ", "phường và ")
#: The head of a committee receives citizens for it.
_RECEIVES = re.compile(r" (?:(?:đã|cũng|trực tiếp) )*(?:tiếp(?! tục| nhận| theo| cận)|đối thoại)(?![^\W_])")
#: What is asked of somebody was not done by them.
_MUST = (" phải ", " cần ")
#: "80% sở, ngành, UBND quận, huyện": they are counted.
_LISTED = ("sở, ", "ban, ", ", ngành, ", "ban ngành, ", "sở ngành, ", "đoàn thể, ")
#: "đoàn kiểm tra của Sở Nội vụ phát hiện": who sent it.
_DELEGATION = re.compile(r"(?:đoàn|tổ) (?:kiểm tra|thanh tra|công tác|giám sát)[^,]{0,40} của $")
#: "xã A, huyện B được": the end of an address.
_ADDRESS = re.compile(r"(?<![^\W_])(?:xã|phường|thị trấn|đặc khu) [^,.;:()]{2,30}, $")
_COUNCILS = ("HĐND", "Hội đồng nhân dân")
#: What opens an example: whoever told the sentence before goes on telling.
EXAMPLES = ("điển hình", "tiêu biểu", "nổi bật", "đơn cử", "cụ thể", "đáng chú ý")
_EXAMPLE = re.compile(r"(?:điển hình|tiêu biểu|nổi bật|đơn cử)(?: như| là)? $")
_LEVELS = (*_MORE, "quận, ", "huyện, ", "tỉnh, ", "quận và ", "huyện và ")
_ROOMS = ("ubnd", "hđnd", "tỉnh ủy", "huyện ủy", "thành ủy", "trường", "các ")


def roles(text: str, low: str, start: int, end: int, by_start: dict[int, Mention]) -> list[tuple[str, Body]]:
    """The bodies that play a part between `start` and `end`, in order; the rest of their names is not even read."""
    together = _together(low, start, end)
    kept = [(SUBJECT, body) for body in together]
    apart, ends = [(body.start, body.end) for body in together], list[tuple[int, int]]()
    for at in heads_within(text, low, start, end):
        if (ends and at < ends[-1][1]) or _within(at, apart):
            continue
        role = _role(low, start, at)
        body = body_at(text, low, at, end, by_start) if role else None
        if (
            role is None
            or body is None
            or (text[at].islower() and body.base.startswith("Thanh") and not predicate(low, body.end))
        ):
            continue
        joined = bool(ends) and low[ends[-1][1] : at] in (", ", " và ")
        ends.append((at, body.end))
        if role == SUBJECT and joined:
            if not (body.base.startswith("UBND") and kept and is_assembly(kept[-1][1])):
                continue  # "Sở A, Sở B tổ chức": the first of them leads
            kept.pop()
        if role := _confirmed(low, role, body):
            if role == AWARDER:
                body, role = Body(body.start, body.end, _honoured(low, at, body), body.level, body.named), SUBJECT
            if body.base.startswith("Tổng Thanh tra"):  # its head stands for the inspectorate
                body = Body(body.start, body.end, body.base.removeprefix("Tổng "), body.level, body.named)
            kept.append((role, body))
    ends.extend(apart)
    ends.sort()
    kept.extend((PLACE, one) for one in _places(text, low, start, end, by_start) if not _within(one.start, ends))
    kept.sort(key=lambda item: item[1].start)
    if together and any(role == REPORTER for role, _ in kept):  # who tells of all of them speaks for them
        kept = [(role, body) for role, body in kept if body not in together or body.base.startswith("UBND")]
    return kept


def _together(low: str, start: int, end: int) -> list[Body]:
    """The many that act as one, where they head a clause."""
    found = collectives(low)
    since = bisect_left(found, start, key=lambda body: body.start)
    until = bisect_left(found, end, key=lambda body: body.start)
    return [body for body in found[since:until] if _heads(low, start, body.start)]


def is_assembly(body: Body) -> bool:
    """Whether a body leads or decides, so that beside it the committee is the one that does the work."""
    return body.base.startswith(_COUNCILS) or body.base.lower().endswith((" ủy", " uỷ"))


def _confirmed(low: str, role: str, body: Body) -> str | None:
    """The role once the words behind a body are read too; None where they deny it."""
    name = body.base.lower()
    if role == AGENT:
        return role if _DOES.match(low, body.end) else None
    if role == UNIT:
        return None if name.startswith(_ROOMS) else role
    if role == AWARDER:
        if _RECEIVES.match(low, body.end) and low.endswith(_HEADS[1:], 0, body.start):
            return SUBJECT
        return role if _AWARDS.match(low, body.end) else None
    if role == _EMBEDDED:
        return SUBJECT if predicate(low, body.end) else None
    if role == SUBJECT and (low.startswith(_MUST, body.end) or (body.many and low.endswith(_LISTED, 0, body.start))):
        return None
    if role == SUBJECT and (
        (body.base.startswith(STAFF) and _ASSISTS.match(low, body.end)) or _counted(low, name, body)
    ):
        return None
    return role


def _counted(low: str, name: str, body: Body) -> bool:
    """ "Bộ phận một cửa ở 130 xã": a kind of counter, not one of them."""
    return name.startswith("bộ phận") and not (body.level or " của " in name) and not predicate(low, body.end)


def _honoured(low: str, at: int, body: Body) -> str:
    """Who gives an honour: a chairman by that name, the head of another body for it."""
    if low.endswith("chủ tịch ", 0, at):
        return f"Chủ tịch {body.base}"
    return body.base


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
        if one.first or one.level in _NATION or (one.name is None and low.endswith(_LEVELS, start, at)):
            continue
        stop = one.end + (one.within is not None and low.startswith(")", one.end))  # "TP Sơn La (tỉnh Sơn La) đã"
        alone = low.startswith(", qua ", stop) and low.endswith("riêng ", start, at)
        if (
            (alone or predicate(low, stop))
            and _heads(low, start, at)
            and not _ADDRESS.search(low, max(start, at - 50), at)
        ):
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
    if said.endswith(_HEADS) and (found := _AWARDED.search(said)) and (found[1] or opens(said[: found.start()])):
        return AWARDER if _TELLS.match(low, at) is None else REPORTER
    if said.endswith(_LINKS):
        if said.endswith(" của ") and (sent := _DELEGATION.search(said)) and opens(said[: sent.start()]):
            return SUBJECT
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
    if said.lstrip().startswith(EXAMPLES) and _EXAMPLE.search(said):
        return True
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
