"""Single phrases, each with the readings that it must give and the spans that must give none: one JSON object a line.

A reading is right by its exact span, kind, value (of a range both ends) and unit; a document by its number, type, date and
issuer; a date by its day. A date or period that no one listed is no error, any other reading that no one listed is one.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.figures.score import Reader, Tally, office, overlaps, pair, plain
from pipelines.figures import About
from spiders.items import Citation, Figures, Metric, Period

TIMES = ("date", "datetime", "period")
DOCUMENT = "citation"
#: What is told beside the value, held against the reading of what was found.
EXTRAS = ("flags", "qualifier", "modality", "direction", "base", "per", "period")

Expected = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    group: str
    text: str
    about: About
    expect: tuple[Expected, ...]
    forbidden: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One reading, whatever table it goes to: its span, its kind and the noun itself."""

    start: int
    end: int
    kind: str
    noun: Metric | Period | Citation


@dataclass(slots=True)
class CaseMarks:
    """The marks of many cases; of each extra, how often it was told and how often it agreed."""

    readings: Tally = field(default_factory=Tally)
    cases: int = 0
    right: int = 0
    extras: Counter[str] = field(default_factory=Counter)
    agreed: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)


def cases(file: Path) -> list[Case]:
    """The cases of a file. Raises ValueError where a line is none or its spans do not stand where it says."""
    found = []
    for line in file.read_text("utf-8").splitlines():
        if not line.strip():
            continue
        told = json.loads(line)
        try:
            found.append(_case(told))
        except KeyError as error:
            raise ValueError(f"{file.name}: {told.get('id')}: no {error}") from error
    return found


def _case(told: Mapping[str, Any]) -> Case:
    text = told["text"]
    for one in told["expect"]:
        if text[one["start"] : one["end"]] != one["span"]:
            raise ValueError(f"{told['id']}: {one['span']!r} does not stand at {one['start']}")
    about = About(**{name: told[name] for name in ("title", "published", "place") if told.get(name)})
    forbidden = tuple(place for quote in told.get("not") or () for place in _places(text, quote))
    return Case(told["id"], told.get("group") or "", text, about, tuple(told["expect"]), forbidden)


def _places(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """Where a quote stands as a whole: "2" does not stand in "12"."""
    for found in re.finditer(rf"(?<!\w){re.escape(quote)}(?!\w)", text):
        yield found.span()


def mark_all(listed: Sequence[Case], read: Reader) -> CaseMarks:
    """Read every case and hold it against what it expects."""
    marks = CaseMarks()
    for case in listed:
        _mark(case, readings(read(case.text, case.about)), marks)
    return marks


def readings(figures: Figures) -> list[Told]:
    """All that was read, in one list."""
    return [
        *(Told(one.span_start, one.span_end, one.kind, one) for one in figures.metrics),
        *(Told(one.start, one.end, one.kind, one) for one in figures.periods),
        *(Told(one.start, one.end, DOCUMENT, one) for one in figures.citations),
    ]


def _mark(case: Case, told: Sequence[Told], marks: CaseMarks) -> None:
    matched = pair(case.expect, told, same_reading)
    scored = [n for n, one in enumerate(case.expect) if not one.get("optional")]
    missed = [case.expect[n] for n in scored if n not in matched]
    answered = set(matched.values())
    loose = [(one["start"], one["end"]) for one in case.expect if one.get("optional")]
    false = [one for n, one in enumerate(told) if n not in answered and _is_false(one, case, loose)]
    false += [told[n] for n in answered if isinstance(told[n].noun, Metric) and _covers(told[n], case.forbidden)]
    marks.readings += Tally(len(scored) - len(missed), len(missed), len(false))
    marks.cases += 1
    marks.right += not missed and not false
    for number, n in matched.items():
        _hold_extras(case, case.expect[number], told[n].noun, marks)
    if missed or false:
        marks.misses.append(f"{case.id} {case.group}: {case.text!r}")
        marks.misses += [f"    missed {_expected(one)}" for one in missed]
        marks.misses += [f"    false  {_said(case.text, one)}" for one in false]


def same_reading(expected: Expected, told: Told) -> bool:
    """Whether a reading is what was expected."""
    if (expected["start"], expected["end"], expected["kind"]) != (told.start, told.end, told.kind):
        return False
    noun = told.noun
    if isinstance(noun, Citation):
        return (
            (expected["number"], expected.get("date")) == (noun.number, noun.date)
            and plain(expected.get("type")) == plain(noun.type)
            and office(expected.get("issuer")) == office(noun.issuer)
        )
    if isinstance(noun, Period):
        return _same_days(expected, noun)
    low, high = expected.get("value", expected.get("low")), expected.get("high")
    return (
        Decimal(low) == noun.value
        and (Decimal(high) if high else None) == noun.value_to
        and plain(expected["unit"]) == plain(noun.unit)
        and ("denominator" not in expected or Decimal(expected["denominator"]) == noun.denominator)
    )


def _same_days(expected: Expected, period: Period) -> bool:
    """A period may be listed without its days; a stamp is the same in whatever precision it is written."""
    if expected["kind"] == "datetime":
        return _moment(expected["value"]) == _moment(period.since)
    if "value" in expected:
        return {expected["value"]} == {period.since, period.until}
    return all(expected.get(name, days) == days for name, days in (("from", period.since), ("to", period.until)))


def _moment(stamp: str) -> datetime | str:
    try:
        return datetime.fromisoformat(stamp)
    except ValueError:
        return stamp


def _is_false(one: Told, case: Case, loose: Sequence[tuple[int, int]]) -> bool:
    """Whether a reading that answers nothing is an error. "ngày 08/09" may be a date where it must be no ratio."""
    if isinstance(one.noun, Period):
        return one.kind == "period" and (one.start, one.end) in case.forbidden
    return not any(overlaps(one.start, one.end, *span) for span in loose) or _covers(one, case.forbidden)


def _covers(one: Told, spans: Sequence[tuple[int, int]]) -> bool:
    return any(overlaps(one.start, one.end, *span) for span in spans)


def _hold_extras(case: Case, expected: Expected, noun: Metric | Period | Citation, marks: CaseMarks) -> None:
    if not isinstance(noun, Metric):
        return
    for name in EXTRAS:
        if name not in expected:
            continue
        wanted, found = expected[name], getattr(noun, name)
        if name == "period":
            agrees = found is not None and (wanted["start"], wanted["end"]) == (found.since, found.until)
        elif name == "flags":
            agrees = set(wanted) <= set(found)
        else:
            agrees = plain(wanted) == plain(found)
        marks.extras[name] += 1
        marks.agreed[name] += agrees
        if not agrees:
            marks.misses.append(f"{case.id} {case.group}: {name} {wanted!r} read as {found!r}, of no weight")


def _expected(one: Expected) -> str:
    facts = [f"{name} {one[name]}" for name in one if name not in ("span", "start", "end")]
    return f"{one['span']!r} {', '.join(facts)}"


def _said(text: str, one: Told) -> str:
    noun = one.noun
    if isinstance(noun, Metric):
        upper = f" to {noun.value_to}" if noun.value_to is not None else ""
        below = f" / {noun.denominator}" if noun.denominator is not None else ""
        facts = f"{noun.value}{upper}{below} {noun.unit}"
    elif isinstance(noun, Period):
        facts = f"{noun.since} to {noun.until}"
    else:
        facts = f"{noun.type} {noun.number} {noun.date} {noun.issuer}"
    return f"{text[one.start : one.end]!r} {one.kind} {facts}"
