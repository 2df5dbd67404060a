"""Which figure another is a part of by where it stands: in brackets behind it, or in a list that "trong đó" or "cụ thể" opens.

A part of a whole has the whole's name unless its own words give it another: "tiếp 90 lượt (cấp huyện 30 lượt, cấp xã 60 lượt)".
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipelines.figures.draft import Draft
from pipelines.figures.indicators.skeleton import Skeleton

#: So many figures back a whole still has to do with its parts, and so many before the list is opened.
_LOOKS_BACK, _BEFORE_LIST = 10, 6
_OPENS = re.compile(r"\b(?:trong (?:đó|số này|số đó)|bao gồm|gồm|cụ thể|chia ra|riêng)\b")
_NO_PARTS = frozenset(("percent", "comparison", "rank", "score"))
_COUNTED = frozenset(("count", "ratio"))
#: Nouns that are used of the same things: "phát hiện 7 vụ việc (2 vụ qua thanh tra)", "khen 90 cá nhân, trong đó 40 người".
_ALIKE = {
    unit: kin[0]
    for kin in (
        ("vụ", "vụ việc", "việc", "vụ án"),
        ("đơn", "đơn thư", "lượt đơn", "lượt đơn thư"),
        ("lượt", "lượt người", "lượt công dân"),
        ("cá nhân", "người", "cán bộ"),
        ("hồ sơ", "lượt hồ sơ", "hs", "bộ hồ sơ"),
        ("cuộc", "cuộc thanh tra"),
        ("thủ tục", "tthc"),
    )
    for unit in kin
}
#: What is done to a part, so that it is no longer what the whole is.
_DEED = re.compile(
    r"\b(?:đã|đang|chưa|không|còn|hoàn thành|giải quyết|kết thúc|xử lý|chuyển|thu hồi|phát hiện|ban hành|tiếp nhận|xử phạt"
    r"|hỗ trợ|nộp|khởi tố|hạn|vi phạm)\b"
)
_MANNER = re.compile(r"\bqua .*")


def alike(one: Draft, other: Draft) -> bool:
    """Whether two figures count the same things."""
    if one.kind != other.kind and not (one.kind in _COUNTED and other.kind in _COUNTED):
        return False
    return same_things(one.unit, other.unit)


def same_things(one: str, other: str) -> bool:
    """Whether two units are of the same things: "vụ" and "vụ việc"."""
    one, other = one.lower(), other.lower()
    return _ALIKE.get(one, one) == _ALIKE.get(other, other)


def whole_of(skeleton: Skeleton, figures: Sequence[Draft], n: int) -> int | None:
    """The figure that the n-th is a part of; None where it stands in no list, or something of its own is told of it."""
    draft = figures[n]
    if draft.kind in _NO_PARTS or not any(alike(figures[m], draft) for m in range(max(0, n - _LOOKS_BACK), n)):
        return None
    text, at = skeleton.text, skeleton.at
    opened = _opened(text, at[max(0, n - _LOOKS_BACK)], at[n])
    if opened < 0:
        return None
    begin, end = skeleton.clause(n)
    begin = max(begin, opened)
    if _DEED.search(_MANNER.sub("", text[begin : at[n]])) or _DEED.search(_MANNER.sub("", text[at[n] + 1 : end])):
        return None
    listed = bisect_left(at, opened, 0, n)
    before = range(listed - 1, max(listed - _BEFORE_LIST, 0) - 1, -1)
    return next((m for m in before if alike(figures[m], draft) and figures[m].value >= draft.value), None)


def _opened(text: str, begin: int, at: int) -> int:
    """Where the list that holds the figure at `at` was opened: by a bracket still open, a colon, or by words in its clause."""
    opened, closed = text.rfind("(", begin, at), text.rfind(")", begin, at)
    if opened > closed:
        return opened
    colon = text.rfind(":", begin, at)
    if colon > begin and text.find("#", colon, at) < 0:
        return colon
    start = max(begin, text.rfind(";", begin, at))
    words = [found.start() for found in _OPENS.finditer(text, start, at)]
    if words:
        return words[-1]
    return text.rfind("cụ thể:", begin, at)
