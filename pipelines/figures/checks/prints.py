"""A number as it is printed: to which place, and what rounding or cutting at that place explains."""

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from pipelines.figures.draft import Draft
from pipelines.figures.prose import Prose

_DECIMALS = re.compile(r"[.,/](\d+)\s*(?:%|phần trăm)?$")


def half_unit(prose: Prose, draft: Draft) -> Decimal:
    """Half of the last printed place of a scaled number: "5,8 tỷ" is anything from 5,75 to 5,85 tỷ."""
    printed = prose.low[draft.start : draft.end]
    for word, scale in (("nghìn tỷ", 12), ("tỷ", 9), ("tỉ", 9), ("triệu", 6), ("nghìn", 3), ("ngàn", 3)):
        at = printed.rfind(word)
        if at >= 0 and not any(c.isdigit() for c in printed[at:]):
            decimals = re.search(r",(\d+)\s*$", printed[:at])
            return Decimal(5).scaleb(scale - 1 - (len(decimals[1]) if decimals else 0))
    return Decimal(0)


def plain(value: Decimal) -> Decimal:
    """At most four decimals, as they would be written."""
    value = value.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()


def _places(prose: Prose, draft: Draft) -> int:
    printed = _DECIMALS.search(prose.low[draft.start : draft.end].rstrip())
    if printed:
        return len(printed[1])
    exponent = draft.value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def last_place(prose: Prose, draft: Draft) -> Decimal:
    return Decimal(1).scaleb(-_places(prose, draft))


def matches(prose: Prose, draft: Draft, share: Decimal) -> bool:
    """Whether `share`, rounded or cut to the places that are printed, is what is printed."""
    place = last_place(prose, draft)
    return draft.value in (share.quantize(place, ROUND_HALF_UP), share.quantize(place, ROUND_DOWN))
