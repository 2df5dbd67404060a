"""Invented sentences whose figures stand in square brackets, as the reader of figures has them before they are settled."""

import re
from decimal import Decimal

from pipelines.figures.draft import Draft
from pipelines.figures.prose import Prose

_FIGURE = re.compile(r"\[([\d./,]+)([^\]]*)\]")


def marked(text: str) -> tuple[str, list[Draft]]:
    """`text` without its brackets, and a draft for each."""
    plain, spans, at = "", [], 0
    for found in _FIGURE.finditer(text):
        plain += text[at : found.start()]
        spans.append((len(plain), len(found[1]), len(found[1] + found[2])))
        plain += found[1] + found[2]
        at = found.end()
    plain += text[at:]
    prose = Prose(plain)
    return plain, [
        Draft(start, start + digits, start, start + whole, prose.sentence(start), "count", Decimal(1), "")
        for start, digits, whole in spans
    ]
