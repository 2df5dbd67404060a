"""Splits of a figure into others: "trong đó có 56 đơn A, 70 đơn B", "gồm ...", brackets, and pairs such as settled and open.

A split may be open: its parts need not add up, and only what they prove is claimed. What adds up exactly is a sum.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.figures.checks.lists import PartList, list_at, names_all
from pipelines.figures.checks.prints import half_unit
from pipelines.figures.checks.relations import EXHAUSTIVE, FINED, PAIRED, PERSONS
from pipelines.figures.checks.scopes import same_scope, within
from pipelines.figures.checks.seen import Seen, alike, apart, below
from pipelines.figures.prose import Prose

#: "544 lượt, 46 lượt, tổng cộng 590 lượt" has at most so many parts.
_PARTS = 14
#: "320 lượt/410 người, 12 đoàn" has at most so many measures.
_MEASURES = 4
_GRAND_TOTAL = re.compile(r"(?:tổng cộng|tổng số|cộng)\s*(?:là|:|có)?\s*$")


@dataclass(slots=True)
class Split:
    """`parts` of one `total` that exclude each other. closed: the text says that nothing is left over."""

    total: Seen
    parts: list[Seen]
    relation: str
    rest: Decimal
    wrong: bool = False
    #: Two sides that no word calls parts: that the one comes after the total in time is a claim of its own.
    paired: bool = False


def splits(prose: Prose, seen: Sequence[Seen]) -> list[Split]:
    """Every split of the text, and each part's `whole` set."""
    found: list[Split] = []
    for at, one in enumerate(seen):
        if at == 0 or not (one.usable or one.carried):
            continue
        listed = list_at(prose, seen, at)
        if listed is not None and listed.parts:
            _judge(prose, seen, listed, found)
            _beside(seen, listed, at - listed.total.at, found)
        elif "cộng" in one.gap or "tổng số" in one.gap:
            _grand_total(seen, at, found)
    for at in range(2, len(seen)):
        _pair(seen, at, found)
    return found


def _judge(prose: Prose, seen: Sequence[Seen], listed: PartList, found: list[Split]) -> None:
    """What the list proves: a sum, an open rest, or a contradiction. Lone parts are only bounded by their total."""
    total = listed.total
    parts = [one for one in listed.parts if one.carried or within(one, total)]
    exact = total.exact and all(one.exact for one in parts)
    if exact and (summed := _adding_up(total, parts)):
        _found(found, Split(total, summed, "sum", Decimal(0)))
        return
    if listed.shared or not listed.same_unit or not total.usable:
        return
    if any(one.carried for one in parts):
        if parts[0].carried and listed.marker == "open" and exact and parts[0].draft.value <= total.draft.value:
            _found(found, Split(total, parts[:1], "order", total.draft.value - parts[0].draft.value))
        return
    parts = [one for one in parts if same_scope(one, total)]
    parts = [one for one in parts if not _opposed(one, total)]
    parts = [one for at, one in enumerate(parts) if not any(below(one, other) for other in parts[:at])]
    named = listed.marker in ("open", "closed")
    both = exhaustive(parts)
    if exact and len(parts) > 1 and (listed.marker == "closed" or both) and names_all(prose, listed):
        off = total.draft.value - sum((one.draft.value for one in parts), Decimal(0))
        sure = not _left_out(seen, listed, parts) and _sure(seen, total, parts)
        if sure and abs(off) > _slack(prose, total, parts):
            found.append(Split(total, parts, "sum", off, wrong=True))
        adopt(total, parts)
    elif named or both:
        _open(prose, seen, listed, parts, found)


def _sure(seen: Sequence[Seen], total: Seen, parts: Sequence[Seen]) -> bool:
    """Whether the parts can be of nothing but this total: no figure near them is what they make, and none names itself.

    "gồm: không phép 118 vụ, trên đất lúa 96 vụ" may count one case twice.
    """
    if any(one.titled for one in parts):
        return False
    summed = sum((one.draft.value for one in parts), Decimal(0))
    near = seen[max(0, parts[0].at - _PARTS) : parts[-1].at + 3]
    return not any(one.draft.value == summed and alike(one, total) for one in near if one not in parts)


def _left_out(seen: Sequence[Seen], listed: PartList, parts: Sequence[Seen]) -> bool:
    """Whether a figure of the same list was not taken for a part: then the parts prove nothing against their total."""
    after = parts[-1].at + 1
    following = seen[after] if after < len(seen) else None
    if following is None or following.draft.sentence != parts[-1].draft.sentence:
        return len(parts) < len(listed.parts)
    return len(parts) < len(listed.parts) or (alike(following, listed.total) and ";" not in following.gap)


def _beside(seen: Sequence[Seen], listed: PartList, measures: int, found: list[Split]) -> None:
    """The other measures of the same list ("410 người", "12 đoàn" beside "320 lượt"): only what adds up."""
    for place in range(1, min(measures, _MEASURES)):
        total = seen[listed.total.at + place]
        parts = [seen[one.at + place] for one in listed.parts if one.at + place < len(seen)]
        if not parts or len(parts) != len(listed.parts) or not total.usable or not total.exact:
            continue
        if not all(one.usable and one.exact and alike(one, total) and same_scope(one, total) for one in parts):
            continue
        rest = total.draft.value - sum((one.draft.value for one in parts), Decimal(0))
        if len(parts) == 1:
            if listed.marker == "open" and rest > 0 and parts[0].bare and parts[0].draft.unit == total.draft.unit:
                _found(found, Split(total, parts, "order", rest))
        elif rest == 0:
            _found(found, Split(total, parts, "sum", Decimal(0)))


def _slack(prose: Prose, total: Seen, parts: list[Seen]) -> Decimal:
    """By how much a sum may be off for no other reason than rounding."""
    return sum((half_unit(prose, one.draft) for one in (*parts, total)), Decimal(0))


def _found(found: list[Split], split: Split) -> None:
    found.append(split)
    adopt(split.total, split.parts)


def _open(prose: Prose, seen: Sequence[Seen], listed: PartList, parts: list[Seen], found: list[Split]) -> None:
    """What is left over, axis by axis. More than there is contradicts the total only where parts exclude each other."""
    total = listed.total
    for exclusive, group in _by_axis(parts):
        if len(group) == 1 and listed.marker == "closed":
            continue
        rest = total.draft.value - sum((one.draft.value for one in group), Decimal(0))
        wrong = rest < 0
        if wrong:
            sure = total.exact and all(one.exact for one in group) and -rest > _slack(prose, total, group)
            sure = sure and _sure(seen, total, group)
            if not sure or not (exclusive or len(group) == 1 or _meant_as_whole(total, group, -rest)):
                continue
        _found(found, Split(total, group, "difference" if len(group) > 1 else "order", rest, wrong))


def _meant_as_whole(total: Seen, parts: list[Seen], over: Decimal) -> bool:
    """Items of one form, each with its noun, that miss the total by little: they were meant to make it.

    What overlaps ("200 hồ sơ cấp xã, 180 hồ sơ không thu phí") has no reason to come so near.
    """
    if total.draft.unit in PERSONS or not all(one.bare and len(one.tail) > len(one.draft.unit) + 2 for one in parts):
        return False
    return over * 10 <= total.draft.value


def _opposed(one: Seen, total: Seen) -> bool:
    """What is still open is no part of what is done."""
    mine, theirs = one.sides, total.sides
    return "state" in mine and theirs.get("state", mine["state"]) != mine["state"]


def _adding_up(total: Seen, parts: list[Seen]) -> list[Seen] | None:
    """The first parts that make the total, two or more; what follows them belongs to an outer list."""
    summed = Decimal(0)
    for count, one in enumerate(parts, 1):
        summed += one.draft.value
        if summed >= total.draft.value:
            return parts[:count] if count > 1 and summed == total.draft.value else None
    return None


def exhaustive(parts: Sequence[Seen]) -> bool:
    """Whether two parts name both sides of an axis that has no third."""
    if len(parts) != 2 or not all(one.sides for one in parts):
        return False
    one, other = (part.sides.items() for part in parts)
    return any(frozenset((a, b)) in EXHAUSTIVE for a in one for b in other)


def _by_axis(parts: list[Seen]) -> list[tuple[bool, list[Seen]]]:
    """Parts that stand on two known axes may overlap and go apart; of people, those of no known axis too.

    The flag tells whether the parts of a group are known to exclude each other.
    """
    groups: dict[str, list[Seen]] = {}
    for one in parts:
        axes = one.sides
        shared = next((axis for axis in axes if axis in groups), None)
        if shared is None and one.draft.unit not in PERSONS:
            shared = next(iter(groups), None) if not axes else ("" if "" in groups else None)
        if shared is None:
            shared = next(iter(axes), "" if one.draft.unit not in PERSONS else str(one.at))
        groups.setdefault(shared, []).append(one)
    return [(bool(axis) and all(axis in one.sides for one in group), group) for axis, group in groups.items()]


def adopt(total: Seen, parts: Sequence[Seen]) -> None:
    """Set the `whole` of parts that have none."""
    for one in parts:
        if one.whole is None:
            one.whole = total


def _grand_total(seen: Sequence[Seen], at: int, found: list[Split]) -> None:
    """ "544 lượt thường xuyên, 46 lượt định kỳ, tổng cộng 590 lượt": only where the last ones before it make it."""
    total = seen[at]
    if not total.exact or not _GRAND_TOTAL.search(total.lead):
        return
    summed = Decimal(0)
    parts: list[Seen] = []
    for other in reversed(seen[max(0, at - _PARTS) : at]):
        if (
            not other.usable
            or not other.exact
            or other.draft.sentence != total.draft.sentence
            or not alike(other, total)
        ):
            return
        summed, parts = summed + other.draft.value, [other, *parts]
        if summed == total.draft.value and len(parts) > 1:
            _found(found, Split(total, parts, "sum", Decimal(0)))
            return


def _pair(seen: Sequence[Seen], at: int, found: list[Split]) -> None:
    """Two sides of one axis ("đã giải quyết 290 đơn; đang xác minh 27 đơn") that make a figure before them."""
    second = seen[at]
    if not second.usable or second.whole is not None or not second.exact:
        return
    before = [one for one in seen[max(0, at - _PARTS) : at] if one.paragraph == second.paragraph and alike(one, second)]
    if len(before) < 2:
        return
    value = second.draft.value
    for place in range(len(before) - 1, 0, -1):
        first = before[place]
        if second.draft.sentence - first.draft.sentence > 1:
            return
        if first.whole is not None or not first.usable or not first.exact:
            continue
        total = _made_by(before[:place], first.draft.value + value)
        if total is not None and first.draft.sentence - total.draft.sentence <= 1 and _sides_of(total, first, second):
            _found(found, Split(total, [first, second], "sum", Decimal(0), paired=True))
            return


def _made_by(before: Sequence[Seen], summed: Decimal) -> Seen | None:
    """The nearest figure that is the sum."""
    return next((one for one in reversed(before) if one.draft.value == summed and one.usable and one.exact), None)


def _sides_of(total: Seen, first: Seen, second: Seen) -> bool:
    if not _paired(first, second) or not same_scope(first, second):
        return False
    if total.money:  # what was fined or paid is not what was found
        stage = total.known or total.stage
        if stage is not None and (stage[1] != 0 or total.stage == FINED):
            return False
    return not (apart(first, total) and apart(second, total))


def _paired(first: Seen, second: Seen) -> bool:
    mine, theirs = first.sides, second.sides
    return any(axis in mine and axis in theirs and mine[axis] != theirs[axis] for axis in PAIRED)
