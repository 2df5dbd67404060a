"""Figures that point back to one told before: "Trong số đơn đủ điều kiện, có 61 đơn", "riêng trong công tác ... có 19 tập thể".

The words name the whole again, so it may stand farther away than a list looks for it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from pipelines.figures.checks.parts import Split, adopt, exhaustive
from pipelines.figures.checks.scopes import same_scope
from pipelines.figures.checks.seen import Seen, alike
from pipelines.figures.prose import Prose

#: "trong số đơn đủ điều kiện, có": the noun of a figure told before, without its number.
_OF_THESE = re.compile(r"trong (?:tổng )?số (?P<noun>[^\W\d][^,;:()\d]{3,50}?)(?: này| đó| trên| nêu trên)?,")
#: "riêng" with a field of work. With a place, a body or a year it may set apart what the first figure never held.
_TOPIC = r"(?:công tác|lĩnh vực|phong trào|chuyên đề|đợt|chương trình|cuộc vận động)\b"
_ALONE = re.compile(rf"\briêng (?:trong |về |đối với |ở )?{_TOPIC}[^;:()\d]{{3,80}}$")
_OWN_TOPIC = re.compile(rf"(?<!các )(?<!mọi )(?<!những ){_TOPIC}")
_BACK, _NEAR = 8, 200


def recall(prose: Prose, seen: Sequence[Seen], found: list[Split]) -> None:
    """Add the splits whose whole is named again, and set each part's `whole`."""
    for at in range(1, len(seen)):
        one = seen[at]
        if one.whole is not None or not one.usable or not one.exact:
            continue
        if "riêng " in one.gap and _ALONE.search(one.gap):
            _add(found, _alone(prose, seen, at))
        elif at > 1:
            _add(found, _both_sides(prose, seen, at))


def _add(found: list[Split], splits: Iterable[Split]) -> None:
    for split in splits:
        found.append(split)
        adopt(split.total, split.parts)


def _both_sides(prose: Prose, seen: Sequence[Seen], at: int) -> Iterator[Split]:
    """Two sides that leave nothing out, of what the paragraph before has told."""
    first, second = seen[at - 1], seen[at]
    if first.draft.sentence != second.draft.sentence or not first.usable or not first.exact or first.whole is not None:
        return
    begins = _OF_THESE.match(prose.low, prose.sentences[first.draft.sentence].start)
    if begins is None or not alike(first, second) or not exhaustive([first, second]):
        return
    summed = first.draft.value + second.draft.value
    for total in reversed(seen[max(0, at - 1 - _BACK) : at - 1]):
        if first.paragraph - total.paragraph > 1:
            return
        if total.draft.value != summed or not total.usable or not total.exact or not same_scope(total, first):
            continue
        if prose.low.startswith(begins["noun"], total.draft.end + 1):
            yield Split(total, [first, second], "sum", Decimal(0))
            return
    return None


def _alone(prose: Prose, seen: Sequence[Seen], at: int) -> Iterator[Split]:
    """One field of what a sentence has counted over many: each figure behind "riêng" under its like before it."""
    sentence = seen[at].draft.sentence
    heads = [
        one for one in seen[max(0, at - _BACK) : at] if one.draft.sentence == sentence and one.usable and one.exact
    ]
    start = max(prose.sentences[sentence].start, heads[0].draft.start - _NEAR) if heads else 0
    if not heads or _OWN_TOPIC.search(prose.low, start, prose.low.rfind("riêng ", start, seen[at].draft.start)):
        return
    for part in seen[at : at + _BACK]:
        if (
            part.draft.sentence != sentence
            or not part.usable
            or not part.exact
            or (part is not seen[at] and not part.bare)
        ):
            return
        of = [one for one in heads if alike(one, part) and one.draft.unit == part.draft.unit]
        if len(of) != 1 or not same_scope(of[0], part) or of[0].draft.indicator != part.draft.indicator:
            continue
        rest = of[0].draft.value - part.draft.value
        if rest > 0:
            yield Split(of[0], [part], "order", rest)
