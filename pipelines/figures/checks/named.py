"""Rates whose words name what they are a rate of: "tỷ lệ hồ sơ trực tuyến đạt 72%", "chiếm 42% số cá nhân".

The figures may stand farther away than a rate looks for them; so only what agrees is told, and nothing is contradicted.
"""

import re
from collections.abc import Sequence

from pipelines.figures.checks.relations import START, sides
from pipelines.figures.checks.scopes import same_scope
from pipelines.figures.checks.seen import Seen, alike
from pipelines.figures.prose import Prose

#: "tỷ lệ hồ sơ trực tuyến đạt": what is counted, and on which side of an axis.
_OF_KIND = re.compile(
    r"t[ỷỉ] lệ (?P<noun>hồ sơ|đơn|nhiệm vụ|thủ tục|vụ việc) (?P<side>(?:tiếp nhận |nộp |được nộp )?[^,;:.()\d]{3,25}?)"
    r" (?:đạt|là|chiếm|bằng)(?: mức)? ?$"
)
#: Axes of the way a thing came in: shares of all that came in. What is on time is a share of what was settled.
_WAYS_IN = frozenset(("channel", "level"))
#: "chiếm 42% số cá nhân được khen".
_OF_THOSE = re.compile(r" (?:trong |trên )?(?:tổng )?số (?P<noun>[^\W\d][^,;:.()\d]{1,40})")
#: "giải ngân được 3,9 tỷ đồng, kế hoạch giao 12,5 tỷ đồng (31,2%)".
_PLAN_BEHIND = re.compile(
    r"(?:,|/| trên| trong)? ?(?:tổng )?(?:kế hoạch|dự toán)(?: vốn)?(?: được)?(?: giao)?(?: là)? ?"
)
_VERB_RATE = re.compile(r",? (?:với )?t[ỷỉ] lệ (?P<verb>[^\W\d]+ [^\W\d]+)(?: đạt| là)? ?")
_RATE_OF = re.compile(
    r"t[ỷỉ] lệ (?P<words>[^,;:()\d]*?)(?:\b(?:đạt|là|chiếm|bằng|mức|khoảng|gần|hơn|trên)\b[^,;:()\d]*)?$"
)
_ANY_NOUN = frozenset(("hồ", "sơ", "đơn", "thư", "nhiệm", "vụ", "việc", "này", "đó", "được", "đã", "số", "chung"))
_BACK = 9


def of_verb(one: Seen, behind: str) -> bool:
    """Whether `behind` names a rate by the figure's own verb: "hoàn thành 294 nhiệm vụ (...), tỷ lệ hoàn thành 91,6%"."""
    found = _VERB_RATE.fullmatch(behind)
    return found is not None and found["verb"] in one.lead


def of_subject(between: str, numerator: Seen) -> bool:
    """Whether "tỷ lệ ..." names what the numerator is said to be: "tỷ lệ hồ sơ số hóa" is no rate of what was paid online."""
    found = _RATE_OF.search(between)
    words = found["words"].split() if found is not None else []
    own = [word for word in words if word not in _ANY_NOUN]
    return not own or not {*numerator.lead.split(), *numerator.tail.split()}.isdisjoint(own)


def named(prose: Prose, seen: Sequence[Seen], at: int) -> tuple[Seen, Seen] | None:
    """Numerator and denominator of the rate `seen[at]`, where words name them both."""
    printed = seen[at]
    return _of_plan(prose, seen, at) or _of_those(prose, seen, at) or (_of_kind(seen, printed) if at > 1 else None)


def _of_kind(seen: Sequence[Seen], printed: Seen) -> tuple[Seen, Seen] | None:
    found = _OF_KIND.search(printed.gap) if "lệ " in printed.gap else None
    if found is None:
        return None
    side = sides(found["side"])
    if len(side) != 1 or not _WAYS_IN.issuperset(side):
        return None
    for at in range(printed.at - 1, max(0, printed.at - _BACK), -1):
        part = seen[at]
        if printed.paragraph - part.paragraph > 1:
            return None
        if part.usable and part.exact and part.draft.unit == found["noun"] and side.items() <= part.sides.items():
            whole = part.whole or _came_in(seen, part)
            return (part, whole) if whole is not None and whole.usable and whole.exact else None
    return None


def _came_in(seen: Sequence[Seen], part: Seen) -> Seen | None:
    """All that were received, where the nearest figure of that unit before says so."""
    for other in reversed(seen[max(0, part.at - _BACK) : part.at]):
        if part.paragraph - other.paragraph > 1:
            return None
        stage = other.known or other.stage
        if other.usable and other.draft.unit == part.draft.unit and stage is not None and stage[1] == START:
            received = "nhận" in other.gap and not other.sides and same_scope(part, other)
            return other if received and other.draft.value >= part.draft.value else None
    return None


def _of_those(prose: Prose, seen: Sequence[Seen], at: int) -> tuple[Seen, Seen] | None:
    printed, part = seen[at], seen[at - 1]
    found = _OF_THOSE.match(prose.low, printed.draft.span_end)
    if found is None or not part.usable or not part.exact or part.draft.sentence != printed.draft.sentence:
        return None
    if "(" in printed.gap or not printed.gap.rstrip().endswith(("chiếm", "bằng", "đạt", "tỷ lệ", "tỉ lệ")):
        return None
    for other in reversed(seen[max(0, at - _BACK) : at - 1]):
        if other.draft.sentence != printed.draft.sentence:
            return None
        if other.draft.unit and re.match(rf"{re.escape(other.draft.unit)}\b", found["noun"]):
            good = other.usable and other.exact and other.draft.kind == "count" and same_scope(part, other)
            return (part, other) if good and other.draft.value >= part.draft.value else None
    return None


def _of_plan(prose: Prose, seen: Sequence[Seen], at: int) -> tuple[Seen, Seen] | None:
    if at < 2:
        return None
    part, plan, printed = seen[at - 2], seen[at - 1], seen[at]
    if not (part.money and plan.money and part.exact and plan.exact and part.usable and alike(part, plan)):
        return None
    if prose.low[plan.draft.span_end : printed.draft.start].strip() != "(" or plan.draft.value < part.draft.value:
        return None
    between = prose.low[part.draft.span_end : plan.draft.span_start]
    return (part, plan) if _PLAN_BEHIND.fullmatch(between) else None
