"""Change against a base: `tăng 18,7% so với năm 2022`, `bằng 89,9% so với cùng kỳ`, `gấp 2,5 lần năm trước`, `(-15%)`.

A number becomes a comparison by the verb before it. A share of a plan ("bằng 28,4% dự toán") is none, nor is a level that
something rose to ("tăng lên 91,5%"); a count needs its base to be one ("giảm 203 biên chế" is a count).
"""

import re

from pipelines.figures.draft import Draft
from pipelines.figures.wordlists import any_of

_UP = "tăng trưởng thêm|tăng thêm|tăng|cao hơn|nhiều hơn|vượt trội|vượt|lớn hơn|nhanh hơn"
_DOWN = "giảm bớt|giảm sâu|giảm|tụt|thấp hơn|ít hơn|hụt|sụt giảm|sụt|kém|hạ|rớt|lùi|chậm hơn"
_ADVERBS = any_of(
    """gần; hơn; trên; khoảng; tới; đến; thêm; mạnh; nhẹ; bình quân; trung bình; tương ứng; xấp xỉ; dưới; ước;
    được; ước khoảng; mỗi năm; hằng năm; tương đương; đáng kể; là; vọt; ít nhất; tối thiểu; không quá"""
)
_DIRECTION = re.compile(rf"(?<![^\W_])(?<!cắt )(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?! trưởng)(?: (?:{_ADVERBS}))* ?$")
#: Places in a ranking are also climbed and lost.
_MOVED = re.compile(r"(?<![^\W_])(?:(?P<up>vươn lên|nhảy|thăng|lên)|(?:xuống|mất))(?: thêm| tới| đến)? ?$")
_TIMES = re.compile(
    r"(?<![^\W_])(?:(?:tăng|cao|nhiều|lớn)(?: lên| hơn)? )?gấp(?: (?:gần|hơn|trên|khoảng|tới|đến|xấp xỉ))* ?$"
)
_EQUAL = re.compile(r"(?<![^\W_])bằng(?: (?:khoảng|gần|hơn|trên|xấp xỉ))* ?$")
_SIGN = re.compile(r"(?:^|[\s(])(?P<sign>[+\-–−])$")
_FROM = re.compile(
    r"(?<![^\W_])(?:tăng|giảm|nâng|hạ|rút|rút ngắn|cải thiện|chuyển|sắp xếp|sáp nhập|còn)(?: \w+){0,3} từ(?: mức)? ?$"
    r"|\(từ(?: mức)? ?$"
)
_TOWARDS = re.compile(r"[^,;.]{0,40}? (?:lên|xuống|còn|thành)\b")
_SO = re.compile(r" ?(?:\([^()]{0,40}\) ?)?,? ?(?:nếu )?so(?: sánh)?(?: với)? (?=\w)")
_SAME_TIME = re.compile(r" (?=cùng kỳ\b)")
_BASE_WORDS = any_of(
    """và; đạt; trong đó; nhưng; còn; thì; là; với; do; nhờ; từ; tăng; giảm; bằng; có; đã; được; cho thấy; cũng;
    vẫn; tuy nhiên; xếp; đứng; gồm; khi; mà; chiếm; ước; phấn đấu; vượt; trên địa bàn"""
)
_BASE_END = re.compile(rf"[,;.()\n:–]|(?<!\d) - | (?:{_BASE_WORDS})(?![^\W_])")
_PLAN = re.compile(r" (?=(?:dự toán|kế hoạch|chỉ tiêu|mục tiêu|nghị quyết|tổng|dự kiến|kịch bản)\b)")
_CHANGES = frozenset({"%", "bậc", "hạng", "điểm", "điểm %", "lần"})
#: "tăng gấp đôi", "giảm một nửa": change in words, with nothing to count.
_IN_WORDS = re.compile(
    r"(?<![^\W_])(?:(?P<twice>(?:tăng (?:lên )?)?gấp (?P<n>đôi|ba|bốn|năm|rưỡi)(?! lần))"
    r"|(?P<half>giảm (?:đi )?(?:một |1/2 )?nửa))(?![^\W_])"
)
_MULTIPLES = {"đôi": "2", "ba": "3", "bốn": "4", "năm": "5", "rưỡi": "1.5"}


def in_words(low: str) -> "list[tuple[int, int, str, str, str]]":
    """(start, end, value, unit, direction) of changes that are told without a numeral."""
    if "gấp " not in low and "giảm " not in low:
        return []
    found = []
    for one in _IN_WORDS.finditer(low):
        if one["half"]:
            found.append((one.start(), one.end(), "50", "%", "decrease"))
        else:
            found.append((one.start(), one.end(), _MULTIPLES[one["n"]], "lần", "multiple"))
    return found


def settle(text: str, low: str, draft: Draft) -> None:
    """Make `draft` a comparison where its surroundings say so, with its direction, base and whole span."""
    start = draft.span_start
    before = low[max(0, start - 48) : start]
    before = before[max(before.rfind(mark) for mark in ",;.\n") + 1 :]
    offset = start - len(before)
    if _FROM.search(before) and _TOWARDS.match(low, draft.span_end):
        draft.flags.append("from_value")
    elif draft.unit == "%" and (sign := _sign(low, draft.start)):
        _become(draft, draft.start - 1, "increase" if sign == "+" else "decrease")
        base(text, low, draft)
    elif draft.unit == "lần" and (times := _TIMES.search(before)):
        _become(draft, offset + times.start(), "multiple")
        base(text, low, draft) or _bare_base(text, low, draft)
    elif equal := _EQUAL.search(before):
        _equal(text, low, draft, offset + equal.start())
    elif direction := _DIRECTION.search(before):
        if draft.unit in _CHANGES or _SO.match(low, draft.span_end):
            way = "multiple" if draft.unit == "lần" else "increase" if direction["up"] else "decrease"
            _become(draft, offset + direction.start(), way)
            base(text, low, draft)
    elif draft.unit in ("bậc", "hạng") and draft.kind == "count" and (moved := _MOVED.search(before)):
        _become(draft, offset + moved.start(), "increase" if moved["up"] else "decrease")
        base(text, low, draft)
    elif draft.kind == "percent" and (plan := _PLAN.match(low, draft.span_end)):
        draft.base = _until_end(text, low, plan.end())[0]


def _sign(low: str, start: int) -> str | None:
    """The sign of "(+4,2%)" or "(-15%)"; a dash without a bracket may be a bullet."""
    sign = _SIGN.search(low, max(0, start - 3), start)
    return sign["sign"] if sign and (sign["sign"] == "+" or low[start - 2 : start - 1] == "(") else None


def _equal(text: str, low: str, draft: Draft, verb: int) -> None:
    """ "bằng 89,9% so với cùng kỳ" tells a level by its base; "bằng 28,4% dự toán" a share of a plan."""
    if draft.unit != "%":
        return
    if _SO.match(low, draft.span_end) or _SAME_TIME.match(low, draft.span_end):
        _become(draft, verb, "equal_to")
        base(text, low, draft) or _bare_base(text, low, draft)
    elif plan := _PLAN.match(low, draft.span_end):
        draft.base = _until_end(text, low, plan.end())[0]


def _become(draft: Draft, start: int, direction: str) -> None:
    draft.kind, draft.direction, draft.span_start = "comparison", direction, start


def base(text: str, low: str, draft: Draft) -> bool:
    """Take the base behind a comparison into its span; whether there was one."""
    found = _SO.match(low, draft.span_end)
    if found is None:
        return False
    draft.base, draft.span_end = _until_end(text, low, found.end())
    return True


_BARE = re.compile(r" (?=(?:năm (?:trước|ngoái|\d{4})|cùng kỳ|kế hoạch|dự toán|quy định|mức)\b)")


def _bare_base(text: str, low: str, draft: Draft) -> bool:
    """ "gấp 2,5 lần năm trước": a base without "so với"."""
    found = _BARE.match(low, draft.span_end)
    if found is None:
        return False
    draft.base, draft.span_end = _until_end(text, low, found.end())
    return True


def _until_end(text: str, low: str, start: int) -> tuple[str, int]:
    stop = _BASE_END.search(low, start, start + 90)
    end = stop.start() if stop else min(len(low), start + 90)
    while end > start and low[end - 1] == " ":
        end -= 1
    return text[start:end], end
