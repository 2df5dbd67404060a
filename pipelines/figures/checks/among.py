"""Some of those that were looked at: "kiểm tra 24 đơn vị, phát hiện 17 đơn vị", "25 dịch vụ; riêng 11 dịch vụ".

No stage of a matter bounds these: the words say that the second figure was found among what the first one counts.
"""

import re
from collections.abc import Iterator, Sequence

from pipelines.figures.checks.prints import plain
from pipelines.figures.checks.scopes import same_scope
from pipelines.figures.checks.seen import BRACKET, Seen
from pipelines.figures.prose import Prose
from spiders.items import Check

_BACK = 6
_LOOKED = re.compile(r"\b(?:thanh tra|kiểm tra|xác minh|rà soát|giám sát|thanh, kiểm tra|hậu kiểm|khảo sát)\b")
#: "; qua kiểm tra, đoàn phát hiện có". Not "qua đơn thư, phát hiện": that was not found by looking at these.
_CAUGHT = re.compile(
    r"(?:[^;.]*[,;)]|[^,;.)\d]{0,40})? ?(?:qua (?:đó|thanh tra|kiểm tra|rà soát|xác minh|giám sát)[^,;.]{0,30},? )?"
    r"(?:đoàn (?:thanh tra|kiểm tra|công tác|giám sát)?[^,;.\d]{0,50} )?(?:đã )?phát hiện (?:có |được )?$"
)
_OTHER_WAY = re.compile(r"\bqua (?!đó\b|thanh tra|kiểm tra|rà soát|xác minh|giám sát)|\btừ (?:đơn|phản ánh|tin|nguồn)")
#: ", có 11 dự án": right behind what was looked at.
_SOME = re.compile(r"[^,;.()\d]{0,40}, (?:trong đó )?có $")
_ALONE = re.compile(r"[,;] ?riêng (?:số )?$")
#: What is done to people or things, and what happens: two of these are two events, not some of the first.
_EVENTS = frozenset(("cuộc", "lượt", "lần", "vụ", "vụ việc", "đợt", "buổi", "kỳ", "văn bản", "quyết định", "kết luận"))


def among(prose: Prose, seen: Sequence[Seen]) -> Iterator[Check]:
    """One order for each figure that is some of an earlier one in its sentence, by these words alone."""
    for at in range(1, len(seen)):
        one = seen[at]
        gap = one.gap
        alone = gap.endswith(("riêng ", "riêng số "))
        if not alone and not gap.endswith(("phát hiện ", "phát hiện có ", "phát hiện được ", "có ")):
            continue
        if one.above is None and one.whole is None and one.usable and one.exact and one.draft.kind == "count":
            yield from _some_of(prose, seen, one, alone)


def _some_of(prose: Prose, seen: Sequence[Seen], one: Seen, alone: bool) -> Iterator[Check]:
    for other in reversed(seen[max(0, one.at - _BACK) : one.at]):
        draft = other.draft
        if draft.sentence != one.draft.sentence:
            return
        if draft.unit != one.draft.unit or draft.kind != "count":
            continue
        between = prose.low[draft.span_end : one.draft.start]
        good = _ALONE.search(between) is not None if alone else _looked_at(prose, other, between)
        if good and other.usable and other.exact and draft.value > one.draft.value and same_scope(one, other):
            yield Check("order", "consistent", (other.at, one.at), plain(draft.value - one.draft.value))
        return


def _looked_at(prose: Prose, other: Seen, between: str) -> bool:
    if other.draft.unit in _EVENTS or "riêng" in between or _OTHER_WAY.search(between):
        return False
    start = prose.sentences[other.draft.sentence].start
    verbs = list(_LOOKED.finditer(prose.low, max(start, other.draft.start - 160), other.draft.start))
    looked = verbs[-1] if verbs else None
    if looked is None or ";" in (beyond := BRACKET.sub("", prose.low[looked.end() : other.draft.start])):
        return False
    if between.endswith("có ") and not between.endswith("phát hiện có "):
        return _SOME.fullmatch(between) is not None and not beyond.strip()
    return _CAUGHT.fullmatch(between) is not None
