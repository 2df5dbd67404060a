"""Figures drawn at random from a portal, each with its sentence and its reading, for a person to say whether it is right.

The draw is `random.Random(2026).sample` over the sorted keys `<article>#<start>`: the same figures for whoever draws them.
"""

import random
from collections.abc import Iterator, Mapping

from benchmarks.figures.portal import Texts
from spiders.items import Figures, Metric

SEED = 2026


def drawn(texts: Texts, figures: Mapping[str, Figures], count: int) -> Iterator[str]:
    """So many figures, in the order they were drawn."""
    metrics = {f"{key}#{metric.start}": (key, metric) for key, one in figures.items() for metric in one.metrics}
    for number, name in enumerate(random.Random(SEED).sample(sorted(metrics), min(count, len(metrics))), 1):
        key, metric = metrics[name]
        yield f"{number:>4}  {name}\n{shown(texts[key][0], metric)}"


def shown(text: str, metric: Metric) -> str:
    """A figure as it stands in its sentence, and everything that was read from it."""
    before, figure, after = (
        text[start:end].replace("\n", " ")
        for start, end in (
            (metric.sentence_start, metric.span_start),
            (metric.span_start, metric.span_end),
            (metric.span_end, metric.sentence_end),
        )
    )
    upper = f" to {metric.value_to}" if metric.value_to is not None else ""
    below = f" / {metric.denominator}" if metric.denominator is not None else ""
    period, place = metric.period, metric.place
    facts = {
        "value": f"{metric.kind} {metric.value}{upper}{below} {metric.unit}",
        "means": metric.indicator or "(none)",
        "how": ", ".join([metric.qualifier, metric.modality, *metric.flags]),
        "change": f"{metric.direction or ''} {metric.base or ''}".strip(),
        "per": metric.per or "",
        "period": f"{period.since} to {period.until} ({period.label!r}, {period.basis})" if period else "(none)",
        "place": f"{place.province} {place.district or ''}".strip() if place else "(none)",
        "agency": metric.agency or "(none)",
    }
    lines = [f"      {before}[[{figure}]]{after}"]
    return "\n".join([*lines, *(f"      {name:<8}{told}" for name, told in facts.items() if told)])
