"""Change against a base: `tăng 18,7% so với năm 2022`, `bằng 89,9% so với cùng kỳ`, `gấp 2,5 lần năm trước`, `(-15%)`.

A number becomes a comparison by the verb before it. A share of a plan ("bằng 28,4% dự toán") is none, nor is a level that
something rose to ("tăng lên 91,5%"); a count needs its base to be one ("giảm 203 biên chế" is a count).
"""

import re

from pipelines.figures.draft import Draft

_UP = "tăng trưởng thêm|tăng thêm|tăng|cao hơn|nhiều hơn|vượt trội|vượt|lớn hơn|nhanh hơn"
_DOWN = "giảm bớt|giảm sâu|giảm|tụt|thấp hơn|ít hơn|hụt|sụt giảm|sụt|kém|hạ|rớt|lùi|chậm hơn"
_ADVERBS = (
    r"(?: (?:gần|hơn|trên|khoảng|tới|đến|thêm|mạnh|nhẹ|bình quân|trung bình|tương ứng|xấp xỉ|dưới|ước|được|ước khoảng|mỗi năm|hằng năm|tương đương|"
    r"đáng kể|là|vọt|ít nhất|tối thiểu|không quá))*"
)
_DIRECTION = re.compile(rf"(?<![^\W_])(?<!cắt )(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?! trưởng){_ADVERBS} ?$")
#: Places in a ranking are also climbed and lost.
_MOVED = re.compile(r"(?<![^\W_])(?:(?P<up>vươn lên|nhảy|thăng|lên)|(?:xuống|mất))(?: thêm| tới| đến)? ?$")
_TIMES = re.compile(r"(?<![^\W_])(?:(?:tăng|cao|nhiều|lớn)(?: lên| hơn)? )?gấp(?: (?:gần|hơn|trên|khoảng|tới|đến|xấp xỉ))* ?$")
_EQUAL = re.compile(r"(?<![^\W_])bằng(?: (?:khoảng|gần|hơn|trên|xấp xỉ))* ?$")
_SIGN = re.compile(r"(?:^|[\s(])\(?(?P<sign>[+\-–−])$")
_FROM = re.compile(r"(?<![^\W_])(?:tăng|giảm|nâng|hạ|rút|rút ngắn|cải thiện|chuyển|sắp xếp|sáp nhập|còn)(?: \w+){0,3} từ(?: mức)? ?$|\(từ(?: mức)? ?$")
_TOWARDS = re.compile(r"[^,;.]{0,40}? (?:lên|xuống|còn|thành)\b")
_SO = re.compile(r" ?(?:\([^()]{0,40}\) ?)?,? ?(?:nếu )?so(?: sánh)?(?: với)? (?=\w)")
_SAME_TIME = re.compile(r" (?=cùng kỳ\b)")
_BASE_END = re.compile(
    r"[,;.()\n:–]|(?<!\d) - | (?:và|đạt|trong đó|nhưng|còn|thì|là|với|do|nhờ|từ|tăng|giảm|bằng|có|đã|được|cho thấy|cũng|vẫn|tuy nhiên|xếp|đứng|gồm|khi|mà|"
    r"chiếm|ước|phấn đấu|vượt|trên địa bàn)(?![^\W_])"
)
_PLAN = re.compile(r" (?=(?:dự toán|kế hoạch|chỉ tiêu|mục tiêu|nghị quyết|tổng|dự kiến|kịch bản)\b)")
_CHANGES = frozenset({"bậc", "hạng", "điểm", "điểm %"})
#: "tăng gấp đôi", "giảm một nửa": change in words, with nothing to count.
_IN_WORDS = re.compile(
    r"(?<![^\W_])(?:(?P<twice>(?:tăng (?:lên )?)?gấp (?P<n>đôi|ba|bốn|năm|rưỡi)(?! lần))|(?P<half>giảm (?:đi )?(?:một|1/2) nửa|giảm (?:đi )?nửa))(?![^\W_])"
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
    before = before[max(before.rfind(mark) for mark in ",;.\n") + 1 :] if draft.kind != "range" else before
    if _FROM.search(before) and _TOWARDS.match(low, draft.span_end):
        draft.flags.append("from_value")
        return
    sign = _SIGN.search(low[max(0, draft.start - 3) : draft.start]) if draft.unit == "%" else None
    if sign and (sign["sign"] == "+" or low[draft.start - 2 : draft.start - 1] == "("):
        draft.span_start = draft.start - 1
        _become(draft, "increase" if sign["sign"] == "+" else "decrease")
        base(text, low, draft)
        return
    if draft.unit == "lần":
        if times := _TIMES.search(before):
            draft.span_start = start - (len(before) - times.start())
            _become(draft, "multiple")
            base(text, low, draft) or _bare_base(text, low, draft)
            return
    if equal := _EQUAL.search(before):
        _equal(text, low, draft, start - (len(before) - equal.start()))
        return
    if direction := _DIRECTION.search(before):
        is_change = draft.unit == "%" or draft.unit in _CHANGES or (draft.unit == "lần")
        if not is_change and not _SO.match(low, draft.span_end):
            return
        draft.span_start = start - (len(before) - direction.start())
        _become(draft, "multiple" if draft.unit == "lần" else "increase" if direction["up"] else "decrease")
        base(text, low, draft)
    elif draft.unit in ("bậc", "hạng") and draft.kind == "count" and (moved := _MOVED.search(before)):
        draft.span_start = start - (len(before) - moved.start())
        _become(draft, "increase" if moved["up"] else "decrease")
        base(text, low, draft)
    elif draft.unit in ("%", "điểm %") and draft.kind in ("percent", "points"):
        if plan := _PLAN.match(low, draft.span_end):
            draft.base = _until_end(text, low, plan.end())[0]


def _equal(text: str, low: str, draft: Draft, verb: int) -> None:
    """ "bằng 89,9% so với cùng kỳ" tells a level by its base; "bằng 28,4% dự toán" a share of a plan."""
    if draft.unit != "%":
        return
    if _SO.match(low, draft.span_end) or _SAME_TIME.match(low, draft.span_end):
        draft.span_start = verb
        _become(draft, "equal_to")
        base(text, low, draft) or _bare_base(text, low, draft)
    elif plan := _PLAN.match(low, draft.span_end):
        draft.base = _until_end(text, low, plan.end())[0]


def _become(draft: Draft, direction: str) -> None:
    draft.kind, draft.direction = "comparison", direction


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
