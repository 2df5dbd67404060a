"""Figures that bound each other: found >= recommended for recovery >= recovered, received >= within authority >= settled.

A bound holds only in one scope: the same paragraph, period, place and acting body, and a noun that may be one of the other.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from pipelines.figures.checks.lists import enclosed
from pipelines.figures.checks.parts import Split
from pipelines.figures.checks.prints import half_unit, plain
from pipelines.figures.checks.relations import PERSONS, STRICT, STRICT_STAGES
from pipelines.figures.checks.scopes import same_scope, within_plan
from pipelines.figures.checks.seen import Seen, alike, below, narrower
from pipelines.figures.prose import Prose
from spiders.items import Check

#: How many figures back a bound or a repetition is looked for.
_BACK = 8
#: How far a word about earlier years may stand from the figures it explains.
_NEAR = 200
#: A sentence that goes on with the matter of the one before it.
_GOES_ON = re.compile(
    r"(?:(?:tính )?(?:đến|tới) (?:nay|hết|ngày|tháng|cuối|giữa|đầu|thời điểm|\d+)"
    r"|hiện nay|hiện|kết quả|qua đó|theo đó|trong đó|trong số đó|từ đó"
    r"|đồng thời|đã|kiến nghị|yêu cầu|đề nghị|thu hồi|(?:tổng )?số (?:[^\W\d]+ ){1,3}(?:đã|thuộc))\b"
)
#: Who looked also recommends: "Đoàn thanh tra kiến nghị thu hồi".
_RECOMMENDS = re.compile(
    r"(?:đoàn|thanh tra|chủ tịch|cơ quan)\b[^,;.\d]{0,40} (?:kiến nghị|yêu cầu|đề nghị) (?:[^\W\d]+ )?thu hồi"
)
#: What was done until a day is told of what a period began with.
_UNTIL = re.compile(r"(?:^|[.;,] ?|\b)(?:tính |lũy kế |luỹ kế )?(?:đến|tới) (?:nay|hết|ngày|cuối|giữa|thời điểm|\d)")
#: The subject of the sentence before, without a name of its own: "Xã đã giải quyết".
_SAME_SUBJECT = re.compile(
    r"(?P<body>xã|phường|huyện|quận|thị xã|thành phố|tỉnh|sở|ngành|trung tâm|đơn vị|cơ quan) (?:cũng )?đã\b"
)
#: A subject without a name: what the province received is not what the district settled.
_SUBJECT = re.compile(r"(?:^|[;.,\n] ?)(?:các )?(tỉnh|huyện|quận|thị xã|thành phố|xã|phường|sở|ngành) (?=[^\W\d])")
#: Letters of a name. A range such as "À-Ỹ" would hold the small ones too ("Xã đã").
_CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
#: Another body at the start of a clause: what it did is not measured by what the first one had.
_NEW_SUBJECT = re.compile(
    r"[,;.]\s*(?:riêng |còn |tại )?(?:(?:UBND |Ủy ban nhân dân |Công an |Thanh tra )?"
    r"(?:[Hh]uyện|[Xx]ã|[Pp]hường|[Tt]hành phố|TP\.?|[Tt]hị xã|[Tt]hị trấn|[Qq]uận|[Tt]ỉnh|Sở|Cục|Chi cục|Phòng|Ban|Công an|"
    rf"Toà án|Tòa án|Viện)) [{_CAPITALS}]"
)
#: Figures that hold what earlier periods left behind may exceed those of this one.
_CARRIED = re.compile(r"kỳ trước|năm trước|trước đó|chuyển sang|lũy kế|luỹ kế|tồn|các năm|bao gồm cả|kể cả|trước đây")


def bound(prose: Prose, seen: Sequence[Seen]) -> None:
    """Set `above`: the nearest figure that bounds this one, an earlier stage of the same matter in the same scope."""
    listed = _listed(seen)
    for at, one in enumerate(seen):
        if one.usable:
            one.above = _above(prose, seen, one, _candidates(prose, seen, at), listed)


def _listed(seen: Sequence[Seen]) -> set[int]:
    """Parts of a list that read like its total, only narrower: what follows the list goes on from the total.

    "Tiếp nhận 100 hồ sơ, gồm 60 hồ sơ trực tuyến, 40 hồ sơ trực tiếp; đã giải quyết 90 hồ sơ": 90 of 100, not of 40.
    """
    wholes = Counter(one.whole.at for one in seen if one.whole is not None)
    if not wholes:
        return set()
    return {
        one.at
        for one in seen
        if one.whole is not None and wholes[one.whole.at] > 1 and _stage(one) in (None, _stage(one.whole))
    }


def _stage(one: Seen) -> tuple[int, int] | None:
    return one.known if one.draft.indicator is not None else one.stage


def _candidates(prose: Prose, seen: Sequence[Seen], at: int) -> list[Seen]:
    """What is counted alike before this one, in this sentence or the one before, nearest first."""
    one, found = seen[at], []
    for other in reversed(seen[max(0, at - _BACK) : at]):
        if other.paragraph != one.paragraph or one.draft.sentence - other.draft.sentence > 1:
            break
        if (
            other.usable
            and alike(one, other)
            and (same_scope(one, other) or within_plan(one, other) or _by_a_day(prose, one, other))
        ):
            found.append(other)
    return found


def _by_a_day(prose: Prose, one: Seen, other: Seen) -> bool:
    """ "Tính đến ngày 15/6, đã thu hồi": until a day of the same period, or a little after it, told by these words."""
    a, b = one.draft, other.draft
    if a.period is None or b.period is None or a.period.since != b.period.since:
        return False
    if a.place is not b.place and a.place is not None and b.place is not None and a.place != b.place:
        return False
    start = max(prose.sentences[a.sentence].start, b.span_end)
    return a.period.until < b.period.until and _UNTIL.search(prose.low, start, a.start) is not None


def _above(prose: Prose, seen: Sequence[Seen], one: Seen, candidates: list[Seen], listed: set[int]) -> Seen | None:
    if not candidates or (one.known is None and one.stage is None):
        return None
    nearest = inner = None
    for other in candidates:
        if _same_things_done(one, other) and no_new_subject(prose, one, other):
            return other
        if other.at in listed and not (len(one.label) > 2 and one.label == other.label):
            one.lifted = one.lifted or nearest is None
        elif nearest is None and below(one, other) and narrower(one, other):
            goes_on = one.draft.sentence == other.draft.sentence or _goes_on(prose, one, other)
            sure = goes_on and no_new_subject(prose, one, other, _list_end(seen, one, other))
            if sure and _first_stage(other) and enclosed(prose, other, one):
                inner = inner or other
                continue
            nearest = other if sure else None
    return nearest or inner


def _first_stage(one: Seen) -> bool:
    """Whether nothing is said to have become of it yet: in a bracket such a figure only explains the one before."""
    stage = one.known or one.stage
    return stage is None or stage[1] == 0


def _list_end(seen: Sequence[Seen], one: Seen, other: Seen) -> int:
    """Where the list of its parts ends: the bodies named in it are its own."""
    parts = [part for part in seen[other.at + 1 : one.at] if part.whole is other]
    return max((part.draft.span_end for part in parts), default=other.draft.span_end)


def _same_things_done(one: Seen, other: Seen) -> bool:
    """The very same narrowed noun again, now with what became of it ("2 nhiệm vụ trọng tâm đã hoàn thành")."""
    if len(one.label) < 3 or one.label != other.label or not one.bare or not other.bare:
        return False
    return below(one, other) or (one.stage is not None and other.stage is None and other.whole is not None)


def _goes_on(prose: Prose, one: Seen, other: Seen) -> bool:
    start = prose.sentences[one.draft.sentence].start
    if _GOES_ON.match(prose.low, start) or (one.money and _RECOMMENDS.match(prose.low, start)):
        return True
    again = _SAME_SUBJECT.match(prose.low, start)
    if again is None:
        return False
    before = prose.low[max(prose.sentences[other.draft.sentence].start, other.draft.start - _NEAR) : other.draft.start]
    return re.search(rf"(?:^|[,;] ){again['body']}(?! của)\b", before) is not None


def no_new_subject(prose: Prose, one: Seen, other: Seen, begin: int = 0) -> bool:
    begin = max(begin, other.draft.span_end)
    if _NEW_SUBJECT.search(prose.text, begin, one.draft.span_start) is not None:
        return False
    later = _SUBJECT.findall(prose.low, begin, one.draft.span_start)
    if not later or "giao" in other.gap:
        return True
    start = max(prose.sentences[other.draft.sentence].start, other.draft.start - _NEAR)
    earlier = _SUBJECT.findall(prose.low, max(0, start - 1), other.draft.span_start)
    return not earlier or earlier[-1] == later[-1]


def orders(prose: Prose, seen: Sequence[Seen], found: Sequence[Split]) -> Iterator[Check]:
    """One check a chain, largest first. What a sum or a difference already says is not said again."""
    for split in found:
        if split.relation == "order" and not split.wrong:
            part = split.parts[0]
            if part.above is not split.total:
                yield Check("order", "consistent", (split.total.at, part.at), plain(split.rest))
    split_wholes = {
        (one.at, split.total.at)
        for split in found
        if split.relation != "order"
        for one in split.parts
        if not split.paired or (one.sides.get("state") != "done" and one.sides.get("handling") != "recover")
    }
    twosided = {(one.at, split.total.at) for split in found if split.paired for one in split.parts if not one.money}
    listed = _listed(seen)
    linked = {
        one.at: one.above
        for one in seen
        if one.above is not None and one.at not in listed and not _said(one, one.above, split_wholes)
    }
    holders = {above.at for at, above in linked.items()}
    for at in sorted(linked):
        if at in holders:
            continue
        chain = [seen[at]]
        while (above := linked.get(chain[-1].at)) is not None:
            if _told_by_itself(chain[-1], above, twosided):
                yield from _chain(prose, [above, chain[-1]])
                chain = []
            chain.append(above)
        yield from _chain(prose, chain[::-1])
    for one, other in pairwise(seen):
        if one.draft.unit == "lượt" and _visits_and_persons(prose, one, other):
            yield Check("order", "consistent", (other.at, one.at), other.draft.value - one.draft.value)


def _told_by_itself(one: Seen, above: Seen, twosided: set[tuple[int, int]]) -> bool:
    """Whether its bound is said by itself: by the ratio "201/236", or by the two sides that make it."""
    return one.draft.denominator == above.draft.value or (one.at, above.at) in twosided


def _said(one: Seen, above: Seen, split_wholes: set[tuple[int, int]]) -> bool:
    """Whether `above` holds `one` by sums and differences alone."""
    for _ in range(_BACK):
        if one.whole is None or (one.at, one.whole.at) not in split_wholes:
            return False
        if one.whole is above:
            return True
        one = one.whole
    return False


def _chain(prose: Prose, chain: list[Seen]) -> Iterator[Check]:
    """The stretches of a chain that fall; a step that rises is reported alone, where it must be an error of the text."""
    stretch = [chain[0]]
    steps: list[Decimal] = []
    for above, one in pairwise(chain):
        step = above.draft.value - one.draft.value
        if step >= 0:
            stretch.append(one)
            steps.append(step)
            continue
        if len(stretch) > 1:
            yield Check("order", "consistent", tuple(each.at for each in stretch), plain(min(steps)))
        stretch, steps = [one], []
        if _must_fall(prose, above, one, -step):
            yield Check("order", "inconsistent", (above.at, one.at), plain(step))
    if len(stretch) > 1:
        yield Check("order", "consistent", tuple(each.at for each in stretch), plain(min(steps)))


def _must_fall(prose: Prose, above: Seen, one: Seen, by: Decimal) -> bool:
    if one.whole is above or not same_scope(one, above):
        return False  # the split has said so; other days may hold more
    if above.draft.sentence != one.draft.sentence or above.at != one.at - 1 or not above.exact or not one.exact:
        return False
    if above.draft.indicator is not None and one.draft.indicator is not None:
        strict = (above.draft.indicator, one.draft.indicator) in STRICT
    else:
        strict = above.stage is not None and one.stage is not None and (above.stage, one.stage) in STRICT_STAGES
    if not strict:
        return False
    sentence = prose.sentences[one.draft.sentence]
    start, end = max(sentence.start, above.draft.span_start - _NEAR), min(sentence.end, one.draft.span_end + _NEAR)
    if _CARRIED.search(prose.low, start, end):
        return False
    return by > half_unit(prose, above.draft) + half_unit(prose, one.draft)


def _visits_and_persons(prose: Prose, one: Seen, other: Seen) -> bool:
    """ "324 lượt/387 công dân": a visit may bring several persons. Fewer persons than visits is no error: some come twice."""
    if not other.usable or other.draft.unit not in PERSONS:
        return False
    between = prose.low[one.draft.span_end : other.draft.span_start]
    return between.strip() == "/" and other.draft.value >= one.draft.value
