"""The arithmetic that a text allows between its own figures: sums, open splits, rates, orders and repetitions.

A wrong alarm costs more than a missed one: what is claimed must follow from the words, never from numbers that happen to fit.
Printed values stay as they are, but for a rate that cannot be read as it stands and that a figure beside it spells out.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from pipelines.figures.checks.among import among
from pipelines.figures.checks.orders import bound, orders
from pipelines.figures.checks.parts import Split, splits
from pipelines.figures.checks.prints import matches, plain
from pipelines.figures.checks.rates import Rate, rates
from pipelines.figures.checks.recalled import recall
from pipelines.figures.checks.repeats import repeated
from pipelines.figures.checks.seen import Seen, alike, apart, see
from pipelines.figures.draft import Draft
from pipelines.figures.prose import Prose
from spiders.items import Check

_PER_CENT = Decimal(100)


def link(prose: Prose, drafts: list[Draft]) -> None:
    """Set each draft's `part_of`, repair a rate that arithmetic proves, and flag one that a ratio beside it contradicts."""
    check(prose, drafts)


def find(prose: Prose, drafts: list[Draft]) -> tuple[Check, ...]:
    """The checks of a text, in the order of their first figure."""
    return check(prose, drafts)


def check(prose: Prose, drafts: list[Draft]) -> tuple[Check, ...]:
    """`link` and `find` in one reading."""
    if len(drafts) < 2:
        _forget_slashes(drafts)
        return ()
    seen = see(prose, drafts)
    found = splits(prose, seen)
    recall(prose, seen, found)
    bound(prose, seen)
    proven = rates(prose, seen)
    for one in seen:
        _link(one)
    for rate in proven:
        _mark(rate)
    _forget_slashes(drafts)
    checks = [_of_split(split) for split in found if split.relation != "order" or split.wrong]
    checks += [_of_rate(rate) for rate in proven]
    checks += _shares(prose, seen, proven)
    checks += orders(prose, seen, found)
    checks += among(prose, seen)
    checks += repeated(prose, seen)
    return tuple(sorted(checks, key=lambda one: min(one.operands)))


def _link(one: Seen) -> None:
    holder = one.whole or (one.above if not one.money else None)
    if holder is not None:
        one.draft.part_of = holder.draft


def _mark(rate: Rate) -> None:
    flags = rate.printed.draft.flags
    if rate.verdict == "inconsistent" and len(rate.operands) == 1 and "inconsistent_with_ratio" not in flags:
        flags.append("inconsistent_with_ratio")
    if "slash_in_percent" in flags:
        flags[flags.index("slash_in_percent")] = "source_typo_repaired"
    if "source_typo_repaired" in flags:
        rate.verdict = "typo_proved"


def _forget_slashes(drafts: Sequence[Draft]) -> None:
    """A print that nothing beside it spells out stays unread."""
    for draft in drafts:
        if "slash_in_percent" in draft.flags:
            draft.flags[draft.flags.index("slash_in_percent")] = "unproved"


def _of_split(split: Split) -> Check:
    verdict = "inconsistent" if split.wrong else "consistent"
    parts = tuple(one.at for one in split.parts)
    if split.relation == "sum":
        summed = sum((one.draft.value for one in split.parts), Decimal(0))
        return Check("sum", verdict, parts, plain(summed), total=split.total.at)
    return Check(split.relation, verdict, (split.total.at, *parts), plain(split.rest))


def _of_rate(rate: Rate) -> Check:
    operands = tuple(one.at for one in rate.operands)
    return Check("ratio", rate.verdict, operands, plain(rate.share), printed=rate.printed.at)


def _shares(prose: Prose, seen: Sequence[Seen], proven: Sequence[Rate]) -> Iterator[Check]:
    """Two shares of one whole that make 100: by their denominator, or by two sides of one axis told one after the other."""
    by_whole: dict[int, Rate] = {}
    paired: set[int] = set()
    for rate in proven:
        if rate.verdict == "inconsistent" or len(rate.operands) < 2:
            continue
        other = by_whole.setdefault(rate.operands[1].at, rate)
        if other is not rate and _whole(other, rate):
            paired.update((other.printed.at, rate.printed.at))
            yield Check("sum", "consistent", (other.printed.at, rate.printed.at), _PER_CENT)
    yield from _of_one_whole(prose, seen, paired)
    percents = [one for one in seen if one.draft.kind == "percent" and one.draft.modality == "actual" and one.exact]
    for first, second in pairwise(percents):
        if second.draft.sentence - first.draft.sentence > 1 or first.draft.value + second.draft.value != _PER_CENT:
            continue
        mine, theirs = _told(seen, first), _told(seen, second)
        if first.draft.sentence != second.draft.sentence and not _late_or_not(mine, theirs):
            continue
        if not {first.at, second.at} & paired and apart(mine, theirs):
            yield Check("sum", "consistent", (first.at, second.at), _PER_CENT)


def _late_or_not(one: Seen, other: Seen) -> bool:
    """Whether the one is late and the other is not, of one unit or of "hồ sơ giải quyết" told again in the next sentence."""
    told = {one.sides.get("deadline"), other.sides.get("deadline")}
    elsewhere = any(other.sides.get(axis, side) != side for axis, side in one.sides.items() if axis != "deadline")
    if elsewhere:
        return False
    return "late" in told and len(told) == 2 and None not in told and one.paragraph == other.paragraph


def _of_one_whole(prose: Prose, seen: Sequence[Seen], paired: set[int]) -> Iterator[Check]:
    """Shares behind their figures that make 100, where each is its figure's share of all of them: "40 vụ (40%), 60 vụ (60%)"."""
    at = 0
    while at + 3 < len(seen):
        first, run = seen[at], []
        place = at
        while place + 1 < len(seen) and _share_of(first, seen[place], seen[place + 1]):
            run.append((seen[place], seen[place + 1]))
            place += 2
        at = max(place, at + 1)
        if len(run) < 2 or sum((rate.draft.value for _, rate in run), Decimal(0)) != _PER_CENT:
            continue
        whole = sum((one.draft.value for one, _ in run), Decimal(0))
        unlike = len({one.draft.value for one, _ in run}) > 1
        shares = tuple(rate.at for _, rate in run)
        if not unlike or not paired.isdisjoint(shares):
            continue
        if all(matches(prose, rate.draft, _PER_CENT * one.draft.value / whole) for one, rate in run):
            paired.update(shares)
            yield Check("sum", "consistent", shares, _PER_CENT)


def _share_of(first: Seen, one: Seen, rate: Seen) -> bool:
    if rate.draft.kind != "percent" or rate.draft.modality != "actual" or not rate.exact or not one.exact:
        return False
    if one.draft.sentence != first.draft.sentence or rate.draft.sentence != first.draft.sentence:
        return False
    return one.usable and one.draft.value > 0 and alike(one, first)


def _told(seen: Sequence[Seen], percent: Seen) -> Seen:
    """What tells the side of a share: its own words, else the figure it stands behind ("7 xã chưa hoàn thành (28%)")."""
    before = seen[percent.at - 1] if percent.at else percent
    if percent.sides or before.draft.sentence != percent.draft.sentence or before.draft.kind == "percent":
        return percent
    return before


def _whole(one: Rate, other: Rate) -> bool:
    parts = one.operands[0].draft.value + other.operands[0].draft.value
    printed = one.printed.draft.value + other.printed.draft.value
    return parts == one.operands[1].draft.value and printed == _PER_CENT
