"""The figures of one indicator put in order: what may be drawn together, by place and period, with medians and gaps.

Kinds and units are never mixed; a comparison that falls is below nought, a ratio is drawn as its share. A figure of a district is
not one of its province, and one of Bắc Giang not one of the Bắc Ninh that it has been a part of since July 2025.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

from plugins.explore import periods
from plugins.explore.wording import KINDS, number, unit_words

#: Years in the table of gaps, the latest.
MOST_YEARS = 12
#: Periods in the table of medians, the latest.
MOST_PERIODS = 24

Row = dict[str, Any]


@dataclass(frozen=True)
class Measure:
    """What figures must share to stand on one axis."""

    kind: str
    unit: str
    per: str

    @property
    def key(self) -> str:
        return "|".join((self.kind, self.unit, self.per)).rstrip("|")

    @property
    def axis_unit(self) -> str:
        return "%" if self.kind == "ratio" else self.unit

    @property
    def vi(self) -> str:
        return self._said(0)

    @property
    def en(self) -> str:
        return self._said(1)

    def _said(self, language: int) -> str:
        name = KINDS.get(self.kind, (self.kind, self.kind))[language]
        unit = unit_words(self.unit)
        return f"{name}{', ' + unit if unit else ''}{'/' + self.per if self.per else ''}"


def measure(row: Mapping[str, Any]) -> Measure:
    """Its letters' case is the writer's: `Giải` and `giải` are one unit. A multiple ("gấp 3 lần") is no rise in per cent."""
    unit = str(row["unit"])
    folded = unit if unit in ("VND", "USD", "EUR") else unit.casefold()
    kind = "comparison" if row["direction"] in ("increase", "decrease") else str(row["kind"])
    return Measure(kind, folded, str(row["per"] or ""))


def value(row: Mapping[str, Any]) -> Decimal | None:
    """Where a figure stands on its axis."""
    exact = number(row["value_text"])
    if exact is None:
        return None
    if row["kind"] == "ratio":
        whole = number(row["denominator_text"])
        return (exact / whole * 100).quantize(Decimal("0.01")) if whole else None
    return -exact if row["direction"] == "decrease" else exact


@dataclass(frozen=True)
class Placed:
    """A figure with its days and value read."""

    row: Row
    value: Decimal
    start: date | None
    end: date | None
    length: str

    @property
    def is_year(self) -> bool:
        """Of one whole year, and not a part of another figure ("trong đó ..."): what a line may join."""
        return self.length == "nam" and self.row["part_of"] is None

    @property
    def where(self) -> str:
        return str(self.row["place"] or "")


def placed(row: Row) -> Placed | None:
    exact = value(row)
    if exact is None:
        return None
    start, end = periods.day(row["period_start"]), periods.day(row["period_end"])
    if start is None or end is None or start > end:
        return Placed(row, exact, None, None, "")
    return Placed(row, exact, start, end, periods.length(start, end))


def series(figures: Iterable[Placed]) -> list[tuple[str, list[Placed]]]:
    """The dated figures by the place that they name, the place with the most first."""
    found: dict[str, list[Placed]] = defaultdict(list)
    for one in figures:
        if one.end is not None:
            found[one.where].append(one)
    return sorted(found.items(), key=lambda item: (not item[0], -len(item[1]), item[0]))


def of_provinces(figures: Iterable[Placed]) -> list[Placed]:
    """Those of a whole province, done and not aimed at, no part of another one: what provinces are compared by."""
    return [
        one
        for one in figures
        if not one.row["district_code"] and one.row["modality"] == "actual" and one.row["part_of"] is None
    ]


def medians(figures: Iterable[Placed]) -> list[Row]:
    """By period, the latest first: how many figures and places, the lowest, the middle and the highest."""
    found: dict[tuple[date, date], list[Placed]] = defaultdict(list)
    for one in of_provinces(figures):
        if one.start and one.end:
            found[one.end, one.start].append(one)
    shown = []
    for (end, start), inside in sorted(found.items(), reverse=True)[:MOST_PERIODS]:
        values = [one.value for one in inside]
        shown.append(
            {
                "period": periods.in_words(start, end),
                "figures": len(values),
                "places": len({one.where for one in inside if one.where}),
                "lowest": min(values),
                "median": median(values),
                "highest": max(values),
            }
        )
    return shown


def gaps(figures: Iterable[Placed], provinces: Mapping[str, str]) -> Row:
    """By place and year: how many figures there are; which years and which of today's provinces have none."""
    found: dict[str, Counter[int]] = defaultdict(Counter)
    all_years: Counter[int] = Counter()
    has_any = set()
    for one in of_provinces(figures):
        today = one.row["place_today"]
        if today:
            has_any.add(today)
        if one.end is not None and (today or one.where):
            found[provinces.get(today, one.where)][one.end.year] += 1
            all_years[one.end.year] += 1
    years = list(range(max(all_years), min(all_years) - 1, -1))[:MOST_YEARS][::-1] if all_years else []
    rows = [
        {"place": place, "counts": [counts[year] for year in years], "total": counts.total()}
        for place, counts in sorted(found.items(), key=lambda item: (-item[1].total(), item[0]))
    ]
    return {
        "years": years,
        "rows": rows[: len(provinces)],
        "no_years": [year for year in years if not all_years[year]],
        "no_places": [name for code, name in sorted(provinces.items()) if code not in has_any],
    }


def latest(figures: Iterable[Placed]) -> dict[str, tuple[Decimal, list[Placed]]]:
    """By province of today: its latest period that has figures, and the middle of what they say."""
    found: dict[str, list[Placed]] = defaultdict(list)
    for one in of_provinces(figures):
        today = one.row["place_today"]
        if not today or one.end is None:
            continue
        kept = found[today]
        if kept and kept[0].end and one.end < kept[0].end:
            continue
        if kept and (kept[0].end, kept[0].start) != (one.end, one.start):
            # Of two periods that end on one day the longer one counts; a later one replaces both.
            if kept[0].end == one.end and kept[0].start and one.start and kept[0].start < one.start:
                continue
            kept.clear()
        kept.append(one)
    return {code: (median([one.value for one in same]), same) for code, same in found.items()}
