"""The figures of one text, step by step. Pure: no clock, no network, no database."""

import re
from decimal import Decimal

from pipelines.figures import citations, indicators
from pipelines.figures.about import About
from pipelines.figures.agencies import issuer, settle_agencies
from pipelines.figures.checks import check
from pipelines.figures.citations import Cited
from pipelines.figures.dates import days, periods
from pipelines.figures.dates.timeline import Timeline
from pipelines.figures.draft import Draft
from pipelines.figures.numbers import comparisons, qualifiers
from pipelines.figures.numbers.quantities import Reader
from pipelines.figures.places.localities import settle_places
from pipelines.figures.prose import Prose
from spiders.items import Check, Citation, Figures, Metric, Place

_CLAUSE = re.compile(r"[;.\n]")


def read(text: str, about: About) -> Figures:
    """What `text` says in figures; every offset is a code point of `text`."""
    prose = Prose(text)
    low, taken = prose.low, bytearray(len(prose.low))
    found_days = list(days.find(low, prose.digits))
    cited = list(citations.find(prose.text, low, prose.digits, found_days))
    for one in cited:
        _take(taken, one.start, one.end)
    found_days = [day for day in found_days if not taken[day.start]]
    stretches = list(periods.find(low, taken, prose.digits, found_days, periods.counted(about.title)))
    for day in found_days:
        _take(taken, day.span_start, day.span_end)
    for start, end in (*days.clocks(low, prose.digits), *periods.bare_years(low, prose.digits)):
        _take(taken, start, end)
    drafts = _changes_in_words(prose, taken)
    drafts = sorted(drafts + Reader(prose, taken).read(), key=lambda draft: draft.start)
    timeline = Timeline(prose, about, stretches, found_days)
    for draft in drafts:
        _compare(prose, draft)
        timeline.settle(draft)
        _qualify(prose, draft, timeline)
    place = settle_places(prose, drafts, about)
    settle_agencies(prose, drafts, about, place)
    indicators.name(prose, drafts, about.title)
    found = check(prose, drafts)
    return _finished(prose, drafts, cited, timeline, place, found)


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (end - start)


def _changes_in_words(prose: Prose, taken: bytearray) -> list[Draft]:
    """ "tăng gấp đôi", "giảm một nửa so với năm 2021"."""
    drafts = []
    for start, end, value, unit, direction in comparisons.in_words(prose.low):
        if taken[start]:
            continue
        draft = Draft(
            start, end, start, end, prose.sentence(start), "comparison", Decimal(value), unit, direction=direction
        )
        comparisons.base(prose.text, prose.low, draft)
        _take(taken, start, end)
        drafts.append(draft)
    return drafts


def _compare(prose: Prose, draft: Draft) -> None:
    """Make a change of a number that the words around it say to be one."""
    if draft.direction is None and draft.value_to is None and draft.denominator is None and draft.kind != "rank":
        comparisons.settle(prose.text, prose.low, draft)
    if draft.unit == "điểm %" and draft.kind == "percent":
        draft.kind = "comparison"


def _qualify(prose: Prose, draft: Draft, timeline: Timeline) -> None:
    """What the words around a figure make of it: a bound, a target."""
    qualifiers.settle(prose.low, draft)
    start = prose.sentences[draft.sentence].start
    clause = max(prose.low.rfind(";", start, draft.span_start) + 1, start)
    qualifiers.modality(prose.low, clause, draft, timeline.is_ahead(draft))


def _finished(
    prose: Prose,
    drafts: list[Draft],
    cited: list[Cited],
    timeline: Timeline,
    place: Place | None,
    found: tuple[Check, ...],
) -> Figures:
    at = {id(draft): index for index, draft in enumerate(drafts)}
    return Figures(
        metrics=tuple(_metric(prose, draft, at) for draft in drafts),
        citations=tuple(_citation(prose, one, place) for one in cited),
        checks=found,
        periods=tuple(timeline.periods()),
    )


def _metric(prose: Prose, draft: Draft, at: dict[int, int]) -> Metric:
    start, end = _sentence(prose, draft.span_start, draft.span_end)
    return Metric(
        start=prose.at(draft.start), end=prose.end(draft.end),
        span_start=prose.at(draft.span_start), span_end=prose.end(draft.span_end), sentence_start=start, sentence_end=end,
        kind=draft.kind, value=_plain(draft.value), unit=draft.unit, value_to=draft.value_to and _plain(draft.value_to),
        denominator=draft.denominator and _plain(draft.denominator), qualifier=draft.qualifier, modality=draft.modality,
        indicator=draft.indicator, period=draft.period, place=draft.place, agency=draft.agency, direction=draft.direction,
        base=draft.base, per=draft.per, part_of=at[id(draft.part_of)] if draft.part_of is not None else None,
        flags=tuple(dict.fromkeys(draft.flags)),
    )  # fmt: skip


def _plain(value: Decimal) -> Decimal:
    """Without the zeros that scale words leave behind the point: 3,0 tỷ is 3000000000."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _citation(prose: Prose, one: Cited, place: Place | None) -> Citation:
    start, end = _sentence(prose, one.start, one.end)
    issued = issuer(one.issuer, place) if one.issuer else None
    return Citation(prose.at(one.start), prose.end(one.end), start, end, one.type, one.number, one.date, issued)


def _sentence(prose: Prose, start: int, end: int) -> tuple[int, int]:
    """The sentence of a span as offsets into the text as given; a figure broken across lines takes both."""
    first, last = prose.sentences[prose.sentence(start)], prose.sentences[prose.sentence(max(start, end - 1))]
    return prose.at(first.start), prose.end(last.end)
