"""Every figure, citation and check against the text it was read from: its words must stand where it says, to the letter.

Offsets are code points into `article_texts.text`, cut here with Python as they were when they were stored.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from pipelines.verifying.findings import Findings
from pipelines.verifying.warcs import Progress

Row = tuple[Any, ...]

METRICS = (
    'SELECT article_id, identity, id, part_of, number_text, start, "end", quote, span_start, span_end, '
    "sentence, sentence_start, sentence_end FROM metrics ORDER BY article_id"
)
CITATIONS = (
    'SELECT article_id, identity, quote, start, "end", sentence, sentence_start, sentence_end FROM citations '
    "ORDER BY article_id"
)
CHECKS = "SELECT article_id, identity, operands, total, printed, spans FROM checks ORDER BY article_id"


def check(sql: sqlite3.Connection, findings: Findings, progress: Progress) -> None:
    """One article at a time, in the order of their ids."""
    tables = [_Grouped(sql, query) for query in (METRICS, CITATIONS, CHECKS)]
    for article, text in sql.execute("SELECT id, text FROM article_texts ORDER BY id"):
        metrics, citations, checks = (table.of(article) for table in tables)
        _metrics(text, metrics, findings)
        for _, identity, *told in citations:
            if not _stands(text, told):
                findings.add("citation-quote", identity)
        ids = {row[2] for row in metrics}
        for _, identity, operands, total, printed, spans in checks:
            if not _is_inside(text, ids, operands, (total, printed), spans):
                findings.add("check-spans", identity)
        findings.looked_at["figures"] += len(metrics)
        findings.looked_at["citations"] += len(citations)
        findings.looked_at["checks"] += len(checks)
        progress(len(metrics) + len(citations) + len(checks))


class _Grouped:
    """The rows of a table by article, which must be asked for in ascending order."""

    def __init__(self, sql: sqlite3.Connection, query: str) -> None:
        self._groups: Iterator[tuple[int, Iterator[Row]]] = groupby(sql.execute(query), itemgetter(0))
        self._next = self._advance()

    def of(self, article: int) -> list[Row]:
        while self._next and self._next[0] < article:  # of an article without a text, which is told of that article
            self._next = self._advance()
        if not self._next or self._next[0] != article:
            return []
        rows = self._next[1]
        self._next = self._advance()
        return rows

    def _advance(self) -> tuple[int, list[Row]] | None:
        found = next(self._groups, None)
        return (found[0], list(found[1])) if found else None


def _metrics(text: str, metrics: Sequence[Row], findings: Findings) -> None:
    ids = {row[2] for row in metrics}
    for _, identity, _, part_of, *told in metrics:
        if not _stands(text, told):
            findings.add("figure-quote", identity)
        if part_of is not None and part_of not in ids:
            findings.add("figure-part", identity)


def _stands(text: str, told: Sequence[Any]) -> bool:
    """Whether each (words, start, end) of `told` is so in `text`. A place before the text is none: Python would count from the
    end."""
    return all(
        0 <= start <= end and text[start:end] == words
        for words, start, end in zip(told[::3], told[1::3], told[2::3], strict=True)
    )


def _is_inside(text: str, ids: set[int], operands: str, held: Sequence[int | None], spans: str) -> bool:
    try:
        places, figures = json.loads(spans), json.loads(operands)
        is_placed = all(0 <= start < end <= len(text) for start, end in places)
    except (TypeError, ValueError):
        return False
    return is_placed and {*figures, *(one for one in held if one is not None)} <= ids
