"""Whether two figures speak of the same time and place, as far as both are known."""

from pipelines.figures.checks.relations import PLANS
from pipelines.figures.checks.seen import Seen, below


def same_scope(one: Seen, other: Seen) -> bool:
    """Same period and same place, as far as both are known."""
    a, b = one.draft, other.draft
    if a.place is not b.place and a.place is not None and b.place is not None and a.place != b.place:
        return False
    if a.period is b.period or a.period is None or b.period is None:
        return True
    return a.period.since == b.period.since and a.period.until == b.period.until


def within(one: Seen, total: Seen) -> bool:
    """Whether a part named in a list under `total` may be counted in its scope: in a place of its place, in its period.

    A period that is named outside the list is not the part's own.
    """
    a, b = one.draft, total.draft
    if a.place is not None and b.place is not None and a.place != b.place:
        inside = a.place.province_code == b.place.province_code and b.place.district_code is None
        if not inside:
            return False
    if a.period is b.period or a.period is None or b.period is None:
        return True
    if not b.span_end <= a.period.start < a.span_end:
        return True
    return a.period.since == b.period.since and a.period.until == b.period.until


def within_plan(one: Seen, other: Seen) -> bool:
    """Whether `other` is the plan of a year, and `one` what was done of it by a day of that year."""
    plan = other.known if one.draft.indicator is not None and other.draft.indicator is not None else other.stage
    a, b = one.draft, other.draft
    if plan not in PLANS or a.period is None or b.period is None or not below(one, other):
        return False
    if a.place is not b.place and a.place is not None and b.place is not None and a.place != b.place:
        return False
    return b.period.since <= a.period.since <= b.period.until and a.period.until <= b.period.until
