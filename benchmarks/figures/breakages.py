"""Readings spoilt on purpose, one way each: the scorer is worth something only if every one of them fails it.

`python -m benchmarks.figures --break NAME` scores the program's own readings after that.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from benchmarks.figures.score import Reader
from pipelines.figures import About
from spiders.items import Check, Citation, Figures, Metric, Place

Break = Callable[[Figures], Figures]


def _each(change: Callable[[Metric], Metric]) -> Break:
    return lambda figures: replace(figures, metrics=tuple(map(change, figures.metrics)))


def _dropped(figures: Figures) -> Figures:
    """Every tenth figure is lost, the first one too. Checks name figures by number, so theirs go with them."""
    kept = tuple(one for n, one in enumerate(figures.metrics) if n % 10)
    return replace(figures, metrics=tuple(replace(one, part_of=None) for one in kept), checks=())


def _shifted(one: Metric) -> Metric:
    places = ("start", "end", "span_start", "span_end")
    return replace(one, **{name: getattr(one, name) + 30 for name in places})


def _other_kind(one: Metric) -> Metric:
    return replace(one, kind="count" if one.kind == "ratio" else "ratio")


def _added(figures: Figures) -> Figures:
    """One more figure at the beginning of every text."""
    extra = Metric(0, 1, 0, 1, 0, 1, "count", Decimal(1), "trang tin")
    return replace(figures, metrics=(*figures.metrics, extra))


def _another_year(one: Metric) -> Metric:
    if one.period is None:
        return one
    since, until = (day if day.startswith("--") else _year_before(day) for day in (one.period.since, one.period.until))
    return replace(one, period=replace(one.period, since=since, until=until))


def _year_before(day: str) -> str:
    told = date.fromisoformat(day[:10])
    return f"{told.year - 1:04}{day[4:]}"


def _renumbered(figures: Figures) -> Figures:
    def change(one: Citation) -> Citation:
        return replace(one, number=f"1{one.number}")

    return replace(figures, citations=tuple(map(change, figures.citations)))


def _every_pair(figures: Figures) -> Figures:
    """All figures of one article are compared with one another."""
    count = len(figures.metrics)
    made = [Check("order", "consistent", (n, m), Decimal(0)) for n in range(count) for m in range(count) if n != m]
    return replace(figures, checks=(*figures.checks, *made))


def _contradicted(figures: Figures) -> Figures:
    """Every check is said to show a contradiction."""
    return replace(figures, checks=tuple(replace(one, verdict="inconsistent") for one in figures.checks))


def _later_dates(figures: Figures) -> Figures:
    return replace(figures, periods=tuple(replace(one, end=one.end + 1) for one in figures.periods))


BREAKAGES: dict[str, Break] = {
    "dropped": _dropped,
    "shifted": _each(_shifted),
    "kinds": _each(_other_kind),
    "thousandfold": _each(lambda one: replace(one, value=one.value * 1000)),
    "units": _each(lambda one: replace(one, unit=f"{one.unit} khác")),
    "denominators": _each(lambda one: replace(one, denominator=(one.denominator or Decimal(0)) + 1)),
    "added": _added,
    "indicators": _each(lambda one: replace(one, indicator="none_of_these")),
    "periods": _each(_another_year),
    "places": _each(lambda one: replace(one, place=Place("Nơi khác", "00", "00"))),
    "agencies": _each(lambda one: replace(one, agency=f"{one.agency} khác")),
    "citations": _renumbered,
    "unchecked": lambda figures: replace(figures, checks=()),
    "compared": _every_pair,
    "contradicted": _contradicted,
    "dates": _later_dates,
    "silent": lambda _: Figures(),
}


def broken(name: str, read: Reader) -> Reader:
    """The same reader with its readings spoilt."""
    spoil = BREAKAGES[name]

    def spoilt(text: str, about: About) -> Figures:
        return spoil(read(text, about))

    return spoilt
