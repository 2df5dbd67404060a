"""Readings of annotated articles held against their annotations: figures, what they mean, documents, and checks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.figures.annotated import TRUE_VERDICTS, Annotated, Document, Figure, Relation
from benchmarks.figures.score import Reader, Tally, office, overlaps, pair, plain
from spiders.items import Check, Citation, Metric

#: What a figure means, each held against the annotation of every figure that was found.
MEANINGS = ("indicator", "period", "place", "agency")


@dataclass(slots=True)
class Marks:
    """The marks of one article or of many. What went wrong is told in words, one line each."""

    figures: Tally = field(default_factory=Tally)
    on_page: Tally = field(default_factory=Tally)
    documents: Tally = field(default_factory=Tally)
    checks: Tally = field(default_factory=Tally)
    meanings: dict[str, int] = field(default_factory=lambda: dict.fromkeys(MEANINGS, 0))
    forbidden: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    from_nothing: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def add(self, other: "Marks") -> None:
        self.figures += other.figures
        self.on_page += other.on_page
        self.documents += other.documents
        self.checks += other.checks
        for name, count in other.meanings.items():
            self.meanings[name] += count
        self.forbidden += other.forbidden
        self.alarms += other.alarms
        self.from_nothing += other.from_nothing
        self.misses += other.misses


def mark_all(articles: Sequence[Annotated], read: Reader) -> Marks:
    """The marks of all articles together."""
    total = Marks()
    for article in articles:
        total.add(mark(article, read))
    return total


def mark(article: Annotated, read: Reader) -> Marks:
    """Read the article, then its whole page, and hold both against the annotation."""
    marks, figures = Marks(), read(article.text, article.about)
    matched, false = _matched(article.figures, figures.metrics)
    marks.figures = _tally(article.figures, matched, false)
    metrics = {number: figures.metrics[n] for number, n in matched.items()}
    _told_figures(article, marks, metrics, [figures.metrics[n] for n in false])
    for number, metric in metrics.items():
        if not article.figures[number].optional:
            _hold_meaning(article.figures[number], metric, marks, article.name)
    if not article.figures:
        marks.from_nothing += [f"{article.name}: {article.text[one.start : one.end]!r}" for one in figures.metrics]
    _hold_documents(article, figures.citations, marks)
    names = {n: article.figures[number].id for number, n in matched.items()}
    _hold_checks(article, [_named(check, names) for check in figures.checks], marks)
    on_page = read(article.page, article.about).metrics
    marks.on_page = _tally(article.figures_on_page, *_matched(article.figures_on_page, on_page))
    return marks


# -- figures -----------------------------------------------------------------------------------------------------------


def same_figure(figure: Figure, metric: Metric) -> bool:
    """Whether both are one figure: their numerals overlap, kind, value and unit (of a ratio its denominator) agree."""
    return (
        overlaps(figure.start, figure.end, metric.start, metric.end)
        and figure.kind == metric.kind
        and figure.value == metric.value
        and metric.value_to is None
        and plain(figure.unit) == plain(metric.unit)
        and (figure.kind != "ratio" or figure.denominator == metric.denominator)
    )


def _matched(figures: Sequence[Figure], metrics: Sequence[Metric]) -> tuple[Mapping[int, int], list[int]]:
    """Which metric answers which figure, and the metrics that answer none and lie over nothing optional."""
    matched = pair(figures, metrics, same_figure)
    loose = [(one.span_start, one.span_end) for one in figures if one.optional]
    answered = set(matched.values())
    false = [
        n
        for n, metric in enumerate(metrics)
        if n not in answered and not any(overlaps(*span, metric.start, metric.end) for span in loose)
    ]
    return matched, false


def _tally(figures: Sequence[Figure], matched: Mapping[int, int], false: Sequence[int]) -> Tally:
    scored = {number for number, one in enumerate(figures) if not one.optional}
    found = len(scored & set(matched))
    return Tally(found, len(scored) - found, len(false))


def _told_figures(article: Annotated, marks: Marks, metrics: Mapping[int, Metric], false: Sequence[Metric]) -> None:
    for number, one in enumerate(article.figures):
        if number not in metrics and not one.optional:
            quote = article.text[one.span_start : one.span_end]
            marks.misses.append(f"{article.name} {one.id} missed: {quote!r} {one.kind} {one.value} {one.unit}")
    for metric in false:
        quote = article.text[metric.span_start : metric.span_end]
        marks.misses.append(f"{article.name} false: {quote!r} {metric.kind} {metric.value} {metric.unit}")


def _hold_meaning(figure: Figure, metric: Metric, marks: Marks, name: str) -> None:
    period, place = metric.period, metric.place
    told = {
        "indicator": (figure.indicator, metric.indicator),
        "period": (figure.days, (period.since, period.until) if period else None),
        "place": (figure.place, (place.province_code, place.district_code) if place else None),
        "agency": (office(figure.agency), office(metric.agency)),
    }
    for meaning, (wanted, found) in told.items():
        if wanted == found:
            marks.meanings[meaning] += 1
        else:
            marks.misses.append(f"{name} {figure.id} {meaning}: {wanted} read as {found}")


# -- documents ---------------------------------------------------------------------------------------------------------


def _hold_documents(article: Annotated, citations: Sequence[Citation], marks: Marks) -> None:
    documents = article.documents
    matched = pair(documents, citations, _same_document)
    loose = [(one.start, one.end) for one in documents if one.optional]
    answered = set(matched.values())
    false = [
        one
        for n, one in enumerate(citations)
        if n not in answered and not any(overlaps(*span, one.start, one.end) for span in loose)
    ]
    missed = [one for n, one in enumerate(documents) if n not in matched and not one.optional]
    scored = sum(1 for one in documents if not one.optional)
    marks.documents = Tally(scored - len(missed), len(missed), len(false))
    marks.misses += [f"{article.name} missed: {article.text[one.start : one.end]!r}" for one in missed]
    marks.misses += [f"{article.name} false: {one}" for one in false]


def _same_document(document: Document, citation: Citation) -> bool:
    return (
        overlaps(document.start, document.end, citation.start, citation.end)
        and (document.number, document.date) == (citation.number, citation.date)
        and plain(document.type) == plain(citation.type)
        and office(document.issuer) == office(citation.issuer)
    )


# -- checks ------------------------------------------------------------------------------------------------------------


def _named(check: Check, names: Mapping[int, str]) -> Relation:
    """A check of the reading in the names of the annotation; a figure that has none there is named by its index."""

    def name(n: int) -> str:
        return names.get(n, f"#{n}")

    return Relation(
        check.relation,
        check.verdict,
        tuple(name(n) for n in check.operands),
        None if check.total is None else name(check.total),
        None if check.printed is None else name(check.printed),
    )


def _hold_checks(article: Annotated, made: Sequence[Relation], marks: Marks) -> None:
    """Every true relation must be made, none that is not comparable, and no contradiction beyond those annotated."""
    wanted = [one for one in article.relations if one.verdict in TRUE_VERDICTS]
    tempting = [one for one in article.relations if one.verdict == "not_comparable"]
    found = [one for one in wanted if any(_identity(one) == _identity(other) for other in made)]
    marks.checks = Tally(len(found), len(wanted) - len(found))
    marks.misses += [f"{article.name} check not made: {_said(one)}" for one in wanted if one not in found]
    marks.forbidden += [
        f"{article.name}: {_said(one)}" for one in tempting if any(_makes(other, one) for other in made)
    ]
    true = {_identity(one) for one in article.relations if one.verdict != "not_comparable"}
    marks.alarms += [
        f"{article.name}: {_said(one)}" for one in made if one.verdict != "consistent" and _identity(one) not in true
    ]


def _link(one: Relation) -> tuple[object, ...]:
    """What is linked with what. The parts of a sum, and the rest of a difference, have no order."""
    operands: object = one.operands
    if one.relation == "sum":
        operands = frozenset(one.operands)
    elif one.relation == "difference":
        operands = (one.operands[0], frozenset(one.operands[1:]))
    elif one.relation == "same":  # the second operand is also `printed`, and need not be named twice
        operands = one.operands[0]
    return one.relation, operands, one.total, one.printed


def _identity(one: Relation) -> tuple[object, ...]:
    return *_link(one), one.verdict


def _makes(made: Relation, forbidden: Relation) -> bool:
    """Whether a check makes a link that must not be made, whatever its verdict and whichever way round it stands."""
    if made.relation != forbidden.relation:
        return False
    if made.relation == "order":
        return set(forbidden.operands) <= set(made.operands)
    if made.relation == "same":
        return {*made.operands, made.printed} == {*forbidden.operands, forbidden.printed}
    return _link(made) == _link(forbidden)


def _said(one: Relation) -> str:
    against = one.total or one.printed
    return f"{one.relation} {' '.join(one.operands)}{f' = {against}' if against else ''} {one.verdict}"
