"""The figures of a text as plain values, the form in which they leave the project: decimals as strings, names for rows.

`scrapy figures` and `scrapy read` print it, and whoever compares readings compares these.
"""

from collections.abc import Sequence
from typing import Any

from pipelines.figure_rows import evidence, held_against, name, spans
from pipelines.written_numbers import maybe_plain, plain
from spiders.items import Check, Citation, Figures, Metric, Period, Place

Record = dict[str, Any]


def record(figures: Figures, text: str) -> Record:
    """`{"metrics": [...], "citations": [...], "checks": [...], "periods": [...]}`; offsets are code points into `text`."""
    return {
        "metrics": [_metric(n, metric, text) for n, metric in enumerate(figures.metrics)],
        "citations": [_citation(citation, text) for citation in figures.citations],
        "checks": [_check(check, figures.metrics) for check in figures.checks],
        "periods": [_found_period(period, text) for period in figures.periods],
    }


def _metric(index: int, metric: Metric, text: str) -> Record:
    sentence_start, sentence_end = evidence(metric)
    return {
        "id": name("m", index),
        "number_text": text[metric.start : metric.end],
        "start": metric.start,
        "end": metric.end,
        "span": text[metric.span_start : metric.span_end],
        "span_start": metric.span_start,
        "span_end": metric.span_end,
        "kind": metric.kind,
        "value": plain(metric.value),
        "value_to": maybe_plain(metric.value_to),
        "unit": metric.unit,
        "denominator": maybe_plain(metric.denominator),
        "qualifier": metric.qualifier,
        "modality": metric.modality,
        "indicator": metric.indicator,
        "period": _period(metric.period) if metric.period else None,
        "place": _place(metric.place) if metric.place else None,
        "agency": metric.agency,
        "sentence": text[sentence_start:sentence_end],
        "flags": list(metric.flags),
        "direction": metric.direction,
        "base": metric.base,
        "per": metric.per,
        "part_of": _name(metric.part_of),
    }


def _period(period: Period) -> Record:
    return {"start": period.since, "end": period.until, "label": period.label, "basis": period.basis}


def _place(place: Place) -> Record:
    return {
        "province": place.province,
        "province_code": place.province_code,
        "district": place.district,
        "district_code": place.district_code,
    }


def _citation(citation: Citation, text: str) -> Record:
    return {
        "number": citation.number,
        "type": citation.type,
        "date": citation.date,
        "issuer": citation.issuer,
        "start": citation.start,
        "end": citation.end,
        "span": text[citation.start : citation.end],
    }


def _check(check: Check, metrics: Sequence[Metric]) -> Record:
    held = held_against(check)
    return {
        "relation": check.relation,
        "verdict": check.verdict,
        "operands": [name("m", n) for n in check.operands],
        "total": _name(check.total),
        "printed": _name(check.printed),
        "computed": plain(check.computed),
        "printed_value": None if held is None else plain(metrics[held].value),
        "spans": spans(check, metrics),
    }


def _name(index: int | None) -> str | None:
    return None if index is None else name("m", index)


def _found_period(period: Period, text: str) -> Record:
    return {
        "kind": period.kind,
        "span": text[period.start : period.end],
        "start": period.start,
        "end": period.end,
        "from": period.since,
        "to": period.until,
        "basis": period.basis,
    }
