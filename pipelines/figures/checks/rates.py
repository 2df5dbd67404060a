"""A printed rate and the figures it is the rate of: "84/105 đơn, đạt 80%", "thu hồi 5 tỷ, đạt 62,5%".

The denominator is the nearest that bounds the numerator: recovered against recommended, settled against within authority.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.figures.checks.named import named, of_subject, of_verb
from pipelines.figures.checks.prints import half_unit, last_place, matches
from pipelines.figures.checks.scopes import same_scope
from pipelines.figures.checks.seen import COUNTED, Seen, alike, apart, below
from pipelines.figures.prose import Prose

#: Between a figure and the rate that belongs to it.
_LINKED = re.compile(
    r"(?:\b(?:đạt|chiếm|bằng|tương đương|tương ứng|t[ỷỉ] lệ|t[ỷỉ] trọng)\b ?[^,;:()\d]{0,25}|\()\s*$|=\s*$"
)
_LINK_WORDS = (
    r"(?:(?:và|mới|đã|ước|tương ứng|tương đương|với|đạt|chiếm|bằng|t[ỷỉ] lệ|t[ỷỉ] trọng|mức|là|khoảng|gần|hơn|trên|được)"
    r"\b ?|[(=] ?)+"
)
#: The same with nothing in between that could be the subject of another rate.
_DIRECT = re.compile(rf"(?P<noun>[^,;:()]{{0,60}}?),? ?{_LINK_WORDS}")
_OTHER_SUBJECT = re.compile(r"t[ỷỉ] lệ|\bsố\b|\bmức\b|đạt|\bđiểm\b")
#: "96/102 xã đạt tiêu chí y tế, đạt 94,1%": what the counted have reached is no rate.
_REACHED = re.compile(r"(?:xã, phường(?:, thị trấn)? )?(?:đã )?đạt (?!t[ỷỉ] lệ)")
#: "Như vậy, tỷ lệ hoàn thành đạt 85%": a rate in a sentence of its own, of what the one before tells with the same verb.
_NAMED_RATE = re.compile(
    r"(?:như vậy|theo đó|qua đó|do đó|tính chung)?,? ?t[ỷỉ] lệ (?P<verb>[^,;:()\d]{3,30}?) (?:đạt|là|bằng)(?: mức)? ?"
)
#: "đạt 80%," tells of the figure before it, "đạt 80% kế hoạch" of a plan.
_CLAUSE_ENDS = re.compile(r"\s*(?:[.,;:)]|$)")
_OF_ALL = re.compile(r"\s*(?:/|trên|trong)?\s*(?:tổng số|tổng|/)\s*$")
#: "98,7% số người thuộc diện (5.214/5.283 người)".
_HELD = re.compile(r" [^,;:()]{1,70} \(")
#: "bằng 48% kế hoạch vốn được giao (2.500 tỷ đồng)".
_PLAN_BESIDE = re.compile(r" (?:so với )?(?:kế hoạch|dự toán|chỉ tiêu|tổng số|tổng)\b[^,;.()\d]{0,40}\((?:là )?")

_HUNDRED = Decimal(100)
_CANDIDATES = 6
#: How long a bracket between a figure and its rate may be.
_BRACKET = 200


@dataclass(slots=True)
class Rate:
    """`operands` is a lone ratio, or numerator and denominator."""

    printed: Seen
    operands: tuple[Seen, ...]
    share: Decimal
    verdict: str


def rates(prose: Prose, seen: Sequence[Seen]) -> list[Rate]:
    """The rates that the text's own figures confirm or contradict."""
    found = []
    for at, one in enumerate(seen):
        draft = one.draft
        if draft.kind != "percent" or draft.value_to is not None or draft.direction is not None:
            continue
        if draft.modality != "actual" or "permille" in draft.flags:
            continue
        rate = _rate(prose, seen, at) or _of_named(prose, seen, at)
        if rate is not None:
            found.append(rate)
    return found


def _rate(prose: Prose, seen: Sequence[Seen], at: int) -> Rate | None:
    printed = seen[at]
    if at + 1 < len(seen) and _in_bracket(prose, printed, seen[at + 1]):
        return _of_ratio(prose, printed, seen[at + 1], "(")
    if at == 0:
        return None
    before = seen[at - 1]
    if before.draft.sentence != printed.draft.sentence:
        return _of_verb(prose, seen, at)
    over = _over_bracket(prose, seen, at)
    if over is not None:
        return over
    if not before.usable:
        return None
    between = prose.low[before.draft.span_end : printed.draft.span_start]
    between = prose.low[before.draft.span_end : printed.draft.start] if not between.strip() else between
    if before.draft.kind == "ratio":
        return _of_ratio(prose, printed, before, between)
    return _of_figure(prose, seen, at, between)


def _of_named(prose: Prose, seen: Sequence[Seen], at: int) -> Rate | None:
    """A rate whose words name its figures, or that stands before the bracket that holds its ratio."""
    printed = seen[at]
    if not printed.exact:
        return None
    if (
        at + 1 < len(seen)
        and (ratio := seen[at + 1]).draft.kind == "ratio"
        and ratio.usable
        and ratio.draft.denominator
    ):
        between = prose.low[printed.draft.span_end : ratio.draft.span_start]
        share = _HUNDRED * ratio.draft.value / ratio.draft.denominator
        if ratio.exact and _HELD.fullmatch(between) and matches(prose, printed.draft, share):
            return Rate(printed, (ratio,), share, "consistent")
    told = named(prose, seen, at)
    return _agreeing(prose, printed, *told) if told is not None else None


def _in_bracket(prose: Prose, printed: Seen, ratio: Seen) -> bool:
    """ "đạt 80% (84/105 đơn)"."""
    return (
        ratio.draft.kind == "ratio"
        and ratio.usable
        and prose.low[printed.draft.span_end : ratio.draft.span_start].strip() == "("
    )


def _of_ratio(prose: Prose, printed: Seen, ratio: Seen, between: str) -> Rate | None:
    denominator = ratio.draft.denominator
    if not denominator or not ratio.exact:
        return None
    share = _HUNDRED * ratio.draft.value / denominator
    if _LINKED.search(between) and matches(prose, printed.draft, share):
        return Rate(printed, (ratio,), share, "consistent")
    if _unread(printed) or not _direct(between) or not _final(prose, printed):
        return None
    if printed.exact and abs(share - printed.draft.value) > last_place(prose, printed.draft):
        return Rate(printed, (ratio,), share, "inconsistent")
    return None


def _of_figure(prose: Prose, seen: Sequence[Seen], at: int, between: str) -> Rate | None:
    printed, numerator = seen[at], seen[at - 1]
    if not numerator.exact or not printed.exact:
        return None
    whole = _named_whole(prose, seen, at)
    if whole is not None:
        numerator, denominators = whole[0], [whole[1]]
    elif _direct(between) or (_LINKED.search(between) and of_subject(between, numerator)):
        denominators = _denominators(seen, numerator)
    else:
        return None
    for denominator in denominators:
        share = _HUNDRED * numerator.draft.value / denominator.draft.value
        if matches(prose, printed.draft, share):
            return Rate(printed, (numerator, denominator), share, "consistent")
    about = numerator.above if not denominators else None
    if (
        about is not None
        and about.draft.qualifier == "approx"
        and len(about.draft.value.normalize().as_tuple().digits) > 2
    ):
        return _agreeing(prose, printed, numerator, about)  # "khoảng 11,36 tỷ" says more than a round number
    if _unread(printed) or len(denominators) != 1 or not _direct(between) or not _final(prose, printed):
        return None
    return _contradiction(prose, printed, numerator, denominators[0], between)


def _over_bracket(prose: Prose, seen: Sequence[Seen], at: int) -> Rate | None:
    """ "giải quyết 40/50 đơn (33 đơn cũ, 7 đơn mới), đạt 80%", "đạt 1.200 tỷ, bằng 48% kế hoạch (2.500 tỷ)": what agrees."""
    printed, before = seen[at], seen[at - 1]
    if not printed.exact:
        return None
    if at + 1 < len(seen) and _PLAN_BESIDE.fullmatch(prose.low, printed.draft.span_end, seen[at + 1].draft.span_start):
        plan = seen[at + 1]
        if before.usable and before.exact and plan.exact and plan.draft.kind in COUNTED and alike(before, plan):
            return _agreeing(prose, printed, before, plan)
        return None
    between = prose.low[before.draft.span_end : printed.draft.span_start]
    if ")" not in between or "(" in between:
        return None
    opened = prose.low.rfind("(", max(0, before.draft.start - _BRACKET), before.draft.start)
    one = next((one for one in reversed(seen[max(0, at - _CANDIDATES) : at]) if one.draft.span_end <= opened), None)
    if one is None or one.draft.sentence != printed.draft.sentence or not one.usable or not one.exact:
        return None
    noun = prose.low[one.draft.span_end : opened]
    behind = between[between.index(")") + 1 :]
    if len(noun) > 60 or _OTHER_SUBJECT.search(noun) or not (_direct(behind) or of_verb(one, behind)):
        return None
    if one.draft.kind == "ratio" and one.draft.denominator:
        share = _HUNDRED * one.draft.value / one.draft.denominator
        return Rate(printed, (one,), share, "consistent") if matches(prose, printed.draft, share) else None
    whole = one.above or one.whole
    return _agreeing(prose, printed, one, whole) if whole is not None and whole.exact else None


def _agreeing(prose: Prose, printed: Seen, one: Seen, whole: Seen | None) -> Rate | None:
    if whole is None or whole.draft.value == 0 or "ratio" in (one.draft.kind, whole.draft.kind):
        return None
    share = _HUNDRED * one.draft.value / whole.draft.value
    return Rate(printed, (one, whole), share, "consistent") if matches(prose, printed.draft, share) else None


def _of_verb(prose: Prose, seen: Sequence[Seen], at: int) -> Rate | None:
    """A rate that a sentence names by the verb of the one before: only what agrees, since it may be a rate of another thing."""
    printed = seen[at]
    named = _NAMED_RATE.fullmatch(printed.gap) if printed.first and "lệ" in printed.gap else None
    if named is None or not printed.exact or not _final(prose, printed):
        return None
    for one in reversed(seen[max(0, at - _CANDIDATES) : at]):
        if one.paragraph != printed.paragraph or printed.draft.sentence - one.draft.sentence > 1:
            return None
        if not one.usable or not one.exact:
            continue
        verb = " ".join([word for word in one.lead.split() if word not in ("xong", "được")][-2:])
        rate = (
            _agreeing(prose, printed, one, one.above) if named["verb"] in (verb, f"{verb} {one.draft.unit}") else None
        )
        if rate is not None:
            return rate
    return None


def _named_whole(prose: Prose, seen: Sequence[Seen], at: int) -> tuple[Seen, Seen] | None:
    """ "84 đơn trong tổng số 105 đơn, đạt 80%": both are named right before the rate."""
    if at < 2:
        return None
    part, whole = seen[at - 2], seen[at - 1]
    if not part.usable or not part.exact or not alike(part, whole) or part.draft.sentence != whole.draft.sentence:
        return None
    between = prose.low[part.draft.span_end : whole.draft.span_start]
    if not _OF_ALL.search(between) or not 0 < part.draft.value <= whole.draft.value or len(between) > 40:
        return None
    return part, whole


def _denominators(seen: Sequence[Seen], numerator: Seen) -> list[Seen]:
    """What the numerator may be a share of, likeliest first. What bounds it or holds it leaves no other reading."""
    sure = [one for one in (numerator.above, numerator.whole) if one is not None and one.exact and one.draft.value > 0]
    sure = [one for one in sure if one.draft.kind != "ratio"]
    if numerator.lifted and sure:
        label, whole = numerator.label, sure[0]
        return sure[:1] + [
            one for one in seen[whole.at : numerator.at] if one.whole is whole and one.label == label and one.exact
        ]
    if sure:
        return sure[:1] if len(sure) == 1 or sure[0] is sure[1] else sure
    found = []
    for other in reversed(seen[max(0, numerator.at - _CANDIDATES) : numerator.at]):
        if other.paragraph != numerator.paragraph or numerator.draft.sentence - other.draft.sentence > 1:
            break
        if not other.usable or not other.exact or other.draft.kind == "ratio" or not alike(other, numerator):
            continue
        if other.draft.value < numerator.draft.value or other.draft.value == 0 or below(other, numerator):
            continue
        if apart(other, numerator) or not same_scope(other, numerator):
            continue
        found.append(other)
    return found


def _contradiction(prose: Prose, printed: Seen, numerator: Seen, denominator: Seen, between: str) -> Rate | None:
    """Only what rounding of all three prints cannot explain, by a whole percent, and only within one sentence."""
    if numerator.draft.sentence != denominator.draft.sentence or denominator not in (numerator.above, numerator.whole):
        return None
    if not _sure_whole(numerator, denominator, between) or not same_scope(numerator, denominator):
        return None
    share = _HUNDRED * numerator.draft.value / denominator.draft.value
    spread = half_unit(prose, numerator.draft) / max(numerator.draft.value, Decimal(1))
    spread += half_unit(prose, denominator.draft) / denominator.draft.value
    if abs(share - printed.draft.value) <= 1 + last_place(prose, printed.draft) + share * spread:
        return None
    return Rate(printed, (numerator, denominator), share, "inconsistent")


def _sure_whole(numerator: Seen, denominator: Seen, between: str) -> bool:
    """Whether the rate can be of nothing but this: what is on time may be a share of what was settled, which is not printed."""
    if numerator.lifted:
        return False
    if "chiếm" in between or numerator.money:
        return True
    return denominator.sides.get("authority") == "in" and "deadline" not in numerator.sides


def _direct(between: str) -> bool:
    found = _DIRECT.fullmatch(between.strip(" "))
    if found is None:
        return False
    noun = found["noun"].strip()
    if _REACHED.match(noun) and "," in between:
        noun = _REACHED.sub("", noun, 1)
    return not _OTHER_SUBJECT.search(noun)


def _final(prose: Prose, printed: Seen) -> bool:
    """Whether the clause ends with the rate: "đạt 80% kế hoạch" is the rate of a plan."""
    return _CLAUSE_ENDS.match(prose.low, printed.draft.span_end) is not None and printed.draft.base is None


def _unread(printed: Seen) -> bool:
    return not {"slash_in_percent", "unproved"}.isdisjoint(printed.draft.flags)
