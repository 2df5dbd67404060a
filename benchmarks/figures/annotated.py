"""Annotated articles: `gold/*.json` with their texts, and the checks that their figures allow (`gold/checks.json`).

The text is the article as the archive keeps it: its paragraphs, one a line, without what surrounds them on the page. The
same figures are also placed on the whole page, for a reading that was given it by mistake.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.seeds.gold import NOT_GOLD, Gold, SeedError, Span, load
from pipelines.figures import About
from spiders.provinces import NOWHERE, SUCCESSOR

#: Checks that must be found; what is not comparable must not be.
TRUE_VERDICTS = ("consistent", "typo_proved")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a person read it. `start`..`end` is its numeral, `span_start`..`span_end` the figure with its unit."""

    id: str
    start: int
    end: int
    span_start: int
    span_end: int
    kind: str
    value: Decimal
    unit: str
    denominator: Decimal | None = None
    indicator: str | None = None
    days: tuple[str, str] | None = None
    place: tuple[str | None, str | None] | None = None
    agency: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A document that the article names; one without a number is optional."""

    start: int
    end: int
    number: str | None
    type: str | None
    date: str | None
    issuer: str | None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """Arithmetic between figures, named by their ids. With the verdict `not_comparable` it must not be made."""

    relation: str
    verdict: str
    operands: tuple[str, ...]
    total: str | None
    printed: str | None


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with what is in it. `page` is all of its page, `figures_on_page` the figures' places there."""

    name: str
    text: str
    page: str
    about: About
    figures: tuple[Figure, ...]
    figures_on_page: tuple[Figure, ...]
    documents: tuple[Document, ...]
    relations: tuple[Relation, ...] = field(default=())

    @property
    def scored(self) -> tuple[Figure, ...]:
        return tuple(one for one in self.figures if not one.optional)


def articles(folder: Path) -> list[Annotated]:
    """Every annotated article of `folder`: golds and seeds as `benchmarks.seeds` wants them, or golds that hold their text.

    Raises SeedError.
    """
    where = folder / "gold" if (folder / "gold").is_dir() else folder
    files = sorted(one for one in where.glob("*.json") if one.name not in NOT_GOLD)
    listed = where / "checks.json"
    checks: list[dict[str, Any]] = json.loads(listed.read_text("utf-8")) if listed.is_file() else []
    told = {file: json.loads(file.read_text("utf-8")) for file in files}
    told = {file: one for file, one in told.items() if isinstance(one, dict) and "metrics" in one}
    seeds = {} if told and all("text" in one for one in told.values()) else {gold.name: gold for gold in load(folder)}
    found = []
    for file, one in told.items():
        stem = Path(str(one.get("seed_file") or file.stem)).stem
        try:
            gold = _whole(file.stem, one) if "text" in one else seeds.get(stem) or seeds[file.stem]
            own = [check for check in checks if check["seed"] in (stem, file.stem)] or one.get("checks") or []
            found.append(_annotated(gold, one, own))
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            raise SeedError(f"{file}: not of the gold's form: {type(error).__name__} {error}") from error
    return found


def _whole(name: str, told: Mapping[str, Any]) -> Gold:
    """A gold that holds its own text, all of it or of the article alone."""
    for item in told["body"]:
        if told["text"][item["start"] : item["end"]] != item["text"]:
            raise ValueError(f"{item['text'][:40]!r} does not stand at {item['start']}")
    return Gold(
        name,
        told["text"],
        told["title"]["text"],
        tuple(item["text"] for item in told["body"]),
        published=(told.get("published") or {}).get("value"),
        spans=tuple(Span("body", item["start"], item["end"]) for item in told["body"]),
    )


class Body:
    """The paragraphs of a page joined as the archive joins them, and the way from the page's offsets to the text's."""

    def __init__(self, gold: Gold) -> None:
        self.page = gold.text
        self.spans = [(span.start, span.end) for span in gold.spans if span.role == "body"]
        self.text = "\n".join(self.page[start:end] for start, end in self.spans)

    def at(self, offset: int) -> int:
        """Where in the text that stands which stands at `offset` of the page. Raises ValueError outside the body."""
        before = 0
        for start, end in self.spans:
            if start <= offset <= end:
                return before + offset - start
            before += end - start + 1
        raise ValueError(f"nothing of the body stands at {offset}")


def _annotated(gold: Gold, told: Mapping[str, Any], checks: Sequence[Mapping[str, Any]]) -> Annotated:
    body = Body(gold)
    on_page = [_figure(gold.text, item) for item in told["metrics"]]
    figures = [
        replace(
            one,
            start=body.at(one.start),
            end=body.at(one.end),
            span_start=body.at(one.span_start),
            span_end=body.at(one.span_end),
        )
        for one in on_page
    ]
    return Annotated(
        gold.name,
        body.text,
        gold.text,
        About(gold.title, gold.published, _province(told)),
        tuple(figures),
        tuple(on_page),
        tuple(_documents(gold.text, body, told.get("citations") or ())),
        tuple(
            Relation(one["relation"], one["verdict"], tuple(one["operands"]), one.get("total"), one.get("printed"))
            for one in checks
        ),
    )


def _province(told: Mapping[str, Any]) -> str:
    """The code of today of the province that the article's portal would stand for."""
    code = str((told.get("default_locality") or {}).get("province_code") or "")
    return SUCCESSOR.get(code, NOWHERE)


def _figure(page: str, item: Mapping[str, Any]) -> Figure:
    number = (item["number_start"], item["number_end"])
    for quote, (start, end) in ((item["number_text"], number), (item["span"], (item["start"], item["end"]))):
        if page[start:end] != quote:
            raise ValueError(f"{item['id']}: {quote!r} does not stand at {start}")
    period, place = item.get("period"), item.get("locality")
    return Figure(
        id=item["id"],
        start=number[0],
        end=number[1],
        span_start=item["start"],
        span_end=item["end"],
        kind=item["kind"],
        value=Decimal(item["value"]),
        unit=item["unit"],
        denominator=Decimal(item["denominator"]) if item.get("denominator") else None,
        indicator=item.get("indicator"),
        days=(period["start"], period["end"]) if period else None,
        place=(place.get("province_code"), place.get("district_code")) if place else None,
        agency=item.get("agency"),
        optional=bool(item.get("optional")),
    )


def _documents(page: str, body: Body, items: Sequence[Mapping[str, Any]]) -> Iterator[Document]:
    for item in items:
        if page[item["start"] : item["end"]] != item["span"]:
            raise ValueError(f"{item['span']!r} does not stand at {item['start']}")
        yield Document(
            body.at(item["start"]),
            body.at(item["end"]),
            item.get("number"),
            item.get("type"),
            item.get("date"),
            item.get("issuer"),
            bool(item.get("optional")) or not item.get("number"),
        )
