"""The annotations themselves as readings: what the program would say if it made no mistake.

The scorer must give them full marks, and must take marks from each breakage of them: that is how it is shown to be sound
without the program.
"""

from collections.abc import Sequence
from decimal import Decimal

from benchmarks.figures.annotated import TRUE_VERDICTS, Annotated, Figure
from benchmarks.figures.cases import DOCUMENT, TIMES, Case, Expected
from benchmarks.figures.score import Reader
from pipelines.figures import About
from spiders.items import Check, Citation, Figures, Metric, Period, Place


def reader(articles: Sequence[Annotated], cases: Sequence[Case]) -> Reader:
    """One that knows the annotated texts, and no others."""
    known: dict[str, Figures] = {}
    for article in articles:
        known[article.page] = Figures(metrics=tuple(map(_metric, article.figures_on_page)))
        known[article.text] = of_article(article)
    known |= {case.text: of_case(case) for case in cases}

    def read(text: str, _: About) -> Figures:
        return known[text]

    return read


def of_article(article: Annotated) -> Figures:
    index = {one.id: n for n, one in enumerate(article.figures)}
    return Figures(
        metrics=tuple(map(_metric, article.figures)),
        citations=tuple(
            Citation(one.start, one.end, one.start, one.end, one.type, one.number, one.date, one.issuer)
            for one in article.documents
            if one.number
        ),
        checks=tuple(
            Check(
                one.relation,
                one.verdict,
                tuple(index[name] for name in one.operands),
                Decimal(0),
                None if one.total is None else index[one.total],
                None if one.printed is None else index[one.printed],
            )
            for one in article.relations
            if one.verdict in TRUE_VERDICTS
        ),
    )


def _metric(figure: Figure) -> Metric:
    place, days = figure.place, figure.days
    return Metric(
        start=figure.start,
        end=figure.end,
        span_start=figure.span_start,
        span_end=figure.span_end,
        sentence_start=figure.span_start,
        sentence_end=figure.span_end,
        kind=figure.kind,
        value=figure.value,
        unit=figure.unit,
        denominator=figure.denominator,
        indicator=figure.indicator,
        period=Period("period", "", figure.start, figure.end, *days) if days else None,
        place=Place("", place[0] or "", "", None, place[1]) if place else None,
        agency=figure.agency,
    )


def of_case(case: Case) -> Figures:
    """Optional readings are left out: they must not be missed."""
    wanted = [one for one in case.expect if not one.get("optional")]
    return Figures(
        metrics=tuple(_read(one) for one in wanted if one["kind"] not in (*TIMES, DOCUMENT)),
        periods=tuple(_time(one) for one in wanted if one["kind"] in TIMES),
        citations=tuple(
            Citation(one["start"], one["end"], 0, 0, one["type"], one["number"], one["date"], one["issuer"])
            for one in wanted
            if one["kind"] == DOCUMENT
        ),
    )


def _read(one: Expected) -> Metric:
    period = one.get("period")
    return Metric(
        start=one["start"],
        end=one["end"],
        span_start=one["start"],
        span_end=one["end"],
        sentence_start=0,
        sentence_end=one["end"],
        kind=one["kind"],
        value=Decimal(one.get("value", one.get("low"))),
        value_to=Decimal(one["high"]) if "high" in one else None,
        unit=one["unit"],
        denominator=Decimal(one["denominator"]) if "denominator" in one else None,
        qualifier=one.get("qualifier", "exact"),
        modality=one.get("modality", "actual"),
        period=Period("period", "", 0, 0, period["start"], period["end"]) if period else None,
        direction=one.get("direction"),
        base=one.get("base"),
        per=one.get("per"),
        flags=tuple(one.get("flags", ())),
    )


def _time(one: Expected) -> Period:
    value = one.get("value", "")
    return Period(one["kind"], one["span"], one["start"], one["end"], one.get("from", value), one.get("to", value))
