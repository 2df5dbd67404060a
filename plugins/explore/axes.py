"""Axes: round steps for values, and years, with numbers as Vietnam writes them.

One scale is made for all the small charts of a page, so that their heights can be compared.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipelines.written_numbers import vietnamese
from plugins.explore.wording import numerals, unit_words
from plugins.language.chosen import only

#: The size of a scale word, and from where on an axis is told in it: 25.000 is read more easily than 25 nghìn.
_SCALES = ((1e9, 2e9, "tỷ", "billion"), (1e6, 2e6, "triệu", "million"), (1e3, 1e5, "nghìn", "thousand"))


@dataclass(frozen=True)
class ValueAxis:
    """From `low` to `high`; `ticks` in between; `unit` is what the labels are in. `is_down`: the smallest value on top (ranks).
    `is_log`: equal ratios are equal heights."""

    low: float
    high: float
    ticks: tuple[float, ...]
    unit: str
    size: float = 1
    is_down: bool = False
    is_log: bool = False

    def at(self, value: float) -> float:
        """Where a value stands: 0 at the bottom, 1 at the top."""
        if self.is_log:
            low, high, value = (math.log10(max(one, 1e-12)) for one in (self.low, self.high, value))
        else:
            low, high = self.low, self.high
        share = (value - low) / (high - low)
        return 1 - share if self.is_down else share

    def label(self, tick: float) -> str:
        return numerals(vietnamese(Decimal(f"{tick / self.size:.6g}")))


def value_axis(values: Sequence[float], unit: str, kind: str, is_log: bool = False) -> ValueAxis:
    """An axis that holds `values`, from nought where that says something."""
    low, high = min(values), max(values)
    top = max(abs(low), abs(high))
    size, word = next(((size, only(vi, en)) for size, least, vi, en in _SCALES if top >= least), (1.0, ""))
    named = "%" if unit == "%" else f"{word} {unit_words(unit)}".strip()
    if kind == "rank":
        ticks = _round_ticks(1, max(high, 2))
        ticks = (1.0, *(tick for tick in ticks if tick > 1))
        return ValueAxis(min(low, 1.0), max(high, ticks[-1]), ticks, named, 1, is_down=True)
    if is_log and low > 0:
        first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
        powers = range(first, max(last, first + 1) + 1)
        step = math.ceil(len(powers) / 6)
        ticks = tuple(10.0**power for power in powers if (power - first) % step == 0)
        return ValueAxis(10.0**first, 10.0 ** powers[-1], ticks, named, size, is_log=True)
    ticks = _round_ticks(min(low, 0), max(high, 0) or 1)
    return ValueAxis(min(ticks[0], low), max(ticks[-1], high), ticks, named, size)


def _round_ticks(low: float, high: float, wanted: int = 4) -> tuple[float, ...]:
    """Four or five round values from at most `low` to at least `high`."""
    rough = (high - low) / wanted or 1
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(n * step for n in range(first, last + 1))


@dataclass(frozen=True)
class TimeAxis:
    """Whole years, from the first day of `first` to the last one of `last`; `years` are labelled."""

    first: int
    last: int
    years: tuple[int, ...]

    def at(self, day: date) -> float:
        start, end = date(self.first, 1, 1).toordinal(), date(self.last, 12, 31).toordinal()
        return (day.toordinal() - start) / (end - start)


def time_axis(days: Sequence[date], most_labels: int = 6) -> TimeAxis:
    first, last = min(days).year, max(days).year
    step = next(step for step in (1, 2, 3, 5, 10, 20, 25, 50, 100, 1000, 9999) if (last - first) / step < most_labels)
    return TimeAxis(first, last, tuple(year for year in range(first, last + 1) if (last - year) % step == 0))
