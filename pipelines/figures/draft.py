"""A figure while it is being read: each step of the reader fills in what it knows."""

from dataclasses import dataclass, field
from decimal import Decimal

from spiders.items import Period, Place


@dataclass(slots=True)
class Draft:
    """The same as `spiders.items.Metric`, not yet finished; offsets are into `Prose.low`, `sentence` an index into
    `Prose.sentences`. `part_of` and `rate_of` point to other drafts; `rate_of` is (numerator, denominator) or a lone ratio."""

    start: int
    end: int
    span_start: int
    span_end: int
    sentence: int
    kind: str
    value: Decimal
    unit: str
    value_to: Decimal | None = None
    denominator: Decimal | None = None
    qualifier: str = "exact"
    modality: str = "actual"
    indicator: str | None = None
    period: Period | None = None
    place: Place | None = None
    agency: str | None = None
    direction: str | None = None
    base: str | None = None
    per: str | None = None
    part_of: "Draft | None" = None
    flags: list[str] = field(default_factory=list)
