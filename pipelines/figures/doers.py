"""What the bodies of a sentence do in it: who acts, where it was done, who reports, by whom it was done.

It is told by the words before a body, and where these leave it open by the words behind. Who only orders, receives, visits or
issued a document plays no part.
"""

import re

from pipelines.figures.bodies import Body, body_at, heads_within
from pipelines.figures.openings import OPENERS, clause_start, continues, opens, words
from pipelines.figures.places import CITIES
from pipelines.figures.places.mentions import Mention, starts_within

#: Who is believed before whom, within a sentence.
SUBJECT, UNIT, REPORTER, AGENT, _EMBEDDED = "subject", "unit", "reporter", "agent", "embedded"
_REPORTS = re.compile(
    r"^(?:theo )?(?:(?:thông tin|số liệu|báo cáo|thống kê|tổng hợp|đánh giá|kết quả)(?: [^\W_]+){0,5}? (?:của|từ) |"
    r"theo )(?:các )?$"
)
_SAYS = re.compile(
    r"(?<![^\W_])(?:cho biết|cho thấy|cho rằng|rằng|đánh giá|khẳng định|nêu rõ|nhấn mạnh|thông tin|báo cáo|ghi "
    r"nhận|biểu dương)(?: là)?[,:]? ?"
)
_LINKS = ("theo ", "của ", "từ ", "tại ", "ở ", "qua ", "do ", " các ", "ngành ")
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
_PREDICATE = re.compile(
    r"(?: \([^)]*\))? ?(?:\d|\(\d|: ?\d|(?:đã|đang|có|cũng|còn|được|luôn|vẫn|đạt|tiếp|triển|tổ chức|thực|ban hành|"
    r"xử|phát|kiến|hoàn|kết thúc|giải|thu|mở|nhận|trả|trồng|"
    r"cấp|xây|phối|chủ|thành lập|rà|tiến|hỗ|trao|duy trì|tập trung|xếp|đứng|đón|chi|giảm|tăng|cắt|chỉ đạo|xác định|"
    r"nêu|huy|vận|tuyên|đưa|lập|ghi|khen|phân|"
    r"giao|quyết|bố trí|tích cực|thường|khởi|bắt|nộp|quản|công bố|đẩy|khai|đầu|hiện|chưa|không|sẽ|phấn|phê|là|vừa|"
    r"mới)(?![^\W_]))"
)
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
_ROOMS = ("ubnd", "hđnd", "tỉnh ủy", "huyện ủy", "thành ủy", "trường", "các ")


def main_body(
    text: str, low: str, start: int, end: int, by_start: dict[int, Mention], title: bool = False
) -> Body | None:
    """Whom a title or a sentence of the lead is about: who is visited, else who acts."""
    for at in heads_within(text, low, start, end):
        if (
            low.endswith(_VISITS, start, at)
            and _VISITED.search(low, start, at)
            and (body := body_at(text, low, at, end, by_start))
        ):
            return body
    if title and _VISITORS.match(low, start):
        for at, one in by_start.items():
            if start <= at < end and one.name and _VISITED.search(low, start, at):
                return government(text, one)
    parts = roles(text, low, start, end, by_start)
    for wanted in (SUBJECT, REPORTER):
        for role, body in parts:
            if role == wanted and not body.many:
                return body
    return None


def roles(text: str, low: str, start: int, end: int, by_start: dict[int, Mention]) -> list[tuple[str, Body]]:
    """The bodies that play a part between `start` and `end`, in order; the rest of their names is not even read."""
    kept: list[tuple[str, Body]] = []
    ends: list[tuple[int, int]] = []
    for at in heads_within(text, low, start, end):
        if ends and at < ends[-1][1]:
            continue
        role = _role(low, start, at)
        if role is None:
            continue
        body = body_at(text, low, at, end, by_start)
        if body is None:
            continue
        joined = bool(ends) and low[ends[-1][1] : at] in (", ", " và ")
        ends.append((at, body.end))
        if role == SUBJECT and joined:
            continue  # "Sở A, Sở B tổ chức": the first of them leads
        if (role == AGENT and not _DOES.match(low, body.end)) or (
            role == UNIT and body.base.lower().startswith(_ROOMS)
        ):
            continue
        if role == _EMBEDDED:
            if not _PREDICATE.match(low, body.end):
                continue
            role = SUBJECT
        kept.append((role, body))
    for at in starts_within(text, low, start, end):
        one = by_start[at]
        if one.first or one.level in ("cả nước", "toàn quốc") or any(begin <= at < stop for begin, stop in ends):
            continue
        if _PREDICATE.match(low, one.end) and _acts(low, start, clause_start(low, start, at), at):
            kept.append((SUBJECT, government(text, one)))
    kept.sort(key=lambda item: item[1].start)
    return kept


def _role(low: str, start: int, at: int) -> str | None:
    """What a body that begins at `at` does in its sentence, by what stands before it."""
    begin = clause_start(low, start, at)
    if _acts(low, start, begin, at):
        return SUBJECT
    said = low[begin:at].lstrip()
    if said.endswith(_LINKS):
        if _REPORTS.match(said):
            return REPORTER
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
