"""The figures of an article as rows: `metrics`, `citations`, `checks`.

Rows are rewritten only where a reading differs from what is stored, and a figure that stays keeps its id (the same numeral
in the same sentence is the same figure, whatever was learnt about it). So a re-extraction that learns nothing changes
nothing, and a link to a figure holds.
"""

import json
import sqlite3
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines import check_words
from pipelines.written_numbers import maybe_plain, plain
from spiders.items import Check, Citation, Figures, Metric

Row = tuple[Any, ...]

#: Of a longer sentence only what stands around a figure is kept with it. Officials' longest have some 2,000 letters.
LONGEST_SENTENCE = 4000


@dataclass(frozen=True, slots=True)
class _Table:
    """One of the tables: the letter its rows are called by (`portal:key#m01`), the columns a reading fills, and those that
    tell whether a row is still the same one."""

    name: str
    letter: str
    columns: tuple[str, ...]
    same: tuple[str, ...]

    @property
    def quoted(self) -> str:
        return ", ".join(f'"{column}"' for column in self.columns)


METRICS = _Table(
    "metrics", "m",
    (
        "part_of", "position", "indicator", "kind", "value_text", "value", "value_to_text", "value_to", "unit",
        "denominator_text", "denominator", "qualifier", "modality", "direction", "base", "per", "period_start", "period_end",
        "period_label", "period_basis", "place", "place_code", "place_today", "district_code", "agency", "number_text",
        "quote", "sentence", "start", "end", "span_start", "span_end", "sentence_start", "sentence_end", "flags",
    ),
    ("number_text", "sentence"),
)  # fmt: skip
CITATIONS = _Table(
    "citations", "c",
    (
        "position", "type", "number", "date", "issuer", "quote", "sentence", "start", "end", "sentence_start", "sentence_end",
    ),
    ("number", "sentence"),
)  # fmt: skip
CHECKS = _Table(
    "checks", "k",
    ("position", "relation", "verdict", "note", "operands", "total", "printed", "computed", "printed_value", "spans"),
    ("relation", "operands", "total", "printed"),
)  # fmt: skip


def name(letter: str, index: int) -> str:
    """What the `index`th row of a reading is called: `m01` is the first figure."""
    return f"{letter}{index + 1:02d}"


def write(
    sql: sqlite3.Connection, article_id: int, identity: str, text: str, figures: Figures, extractor_version: str
) -> list[str]:
    """Store what was read from the `text` of an article; return the names of what differed."""
    article = _Article(sql, article_id, identity, extractor_version)
    ids, metrics = article.store(
        METRICS,
        [_metric(n, metric, text) for n, metric in enumerate(figures.metrics)],
        lambda rows, ids: [
            (None if metric.part_of is None else ids[metric.part_of], *row[1:])
            for row, metric in zip(rows, figures.metrics, strict=True)
        ],
    )
    _, citations = article.store(CITATIONS, [_citation(n, one, text) for n, one in enumerate(figures.citations)])
    _, checks = article.store(CHECKS, [_check(n, one, figures.metrics, ids) for n, one in enumerate(figures.checks)])
    found = (("figures", metrics), ("citations", citations), ("checks", checks))
    return [name for name, changed in found if changed]


class _Article:
    """The figures of one article in the database."""

    def __init__(self, sql: sqlite3.Connection, article_id: int, identity: str, extractor_version: str) -> None:
        self.sql, self.id, self.identity, self.version = sql, article_id, identity, extractor_version

    def store(
        self, table: _Table, rows: list[Row], with_ids: Callable[[list[Row], list[int]], list[Row]] | None = None
    ) -> tuple[list[int], bool]:
        """Make the article's rows in `table` these; return their ids and whether anything changed."""
        stored = self.sql.execute(
            f"SELECT id, {table.quoted} FROM {table.name} WHERE article_id = ? ORDER BY position", [self.id]
        ).fetchall()
        if not rows and not stored:
            return [], False
        ids = self._ids(table, rows, stored)
        if with_ids:
            rows = with_ids(rows, ids)
        if stored == [(number, *row) for number, row in zip(ids, rows, strict=True)]:
            self.sql.execute(
                f"UPDATE {table.name} SET extractor_version = ? WHERE article_id = ? AND extractor_version <> ?",
                [self.version, self.id, self.version],
            )
            return ids, False
        if stored:
            self.sql.execute(f"DELETE FROM {table.name} WHERE article_id = ?", [self.id])
        self.sql.executemany(
            f"INSERT INTO {table.name} (id, identity, article_id, extractor_version, {table.quoted}) "
            f"VALUES (?, ?, ?, ?{', ?' * len(table.columns)})",
            (
                (number, f"{self.identity}#{name(table.letter, at)}", self.id, self.version, *row)
                for at, (number, row) in enumerate(zip(ids, rows, strict=True))
            ),
        )
        return ids, True

    def _ids(self, table: _Table, rows: Sequence[Row], stored: Sequence[Row]) -> list[int]:
        """An id for each row: the one it had, where it was there before; else the next of the table."""
        at = [table.columns.index(column) for column in table.same]
        known: dict[Row, deque[int]] = defaultdict(deque)
        for number, *row in stored:
            known[tuple(row[n] for n in at)].append(number)
        fresh = self._fresh(table)
        kept = (known.get(tuple(row[n] for n in at)) for row in rows)
        return [waiting.popleft() if waiting else next(fresh) for waiting in kept]

    def _fresh(self, table: _Table) -> Iterator[int]:
        (last,) = self.sql.execute(f"SELECT coalesce(max(id), 0) FROM {table.name}").fetchone()
        while True:
            last += 1
            yield last


def evidence(one: Metric | Citation) -> tuple[int, int]:
    """The bounds of the sentence that is kept with a figure or a citation; of an endless one, what stands around it.

    A list without a full stop may hold thousands of figures: each with all of it would grow with the square of its length.
    """
    start, end = one.sentence_start, one.sentence_end
    if end - start <= LONGEST_SENTENCE:
        return start, end
    reach = LONGEST_SENTENCE // 4
    first, last = (one.span_start, one.span_end) if isinstance(one, Metric) else (one.start, one.end)
    return max(start, first - reach), min(end, last + reach)


def _metric(index: int, metric: Metric, text: str) -> Row:
    """In the order of METRICS.columns; `part_of` comes later, when the ids are known."""
    period, place = metric.period, metric.place
    sentence_start, sentence_end = evidence(metric)
    return (
        None,
        index + 1,
        metric.indicator,
        metric.kind,
        plain(metric.value),
        float(metric.value),
        maybe_plain(metric.value_to),
        None if metric.value_to is None else float(metric.value_to),
        metric.unit,
        maybe_plain(metric.denominator),
        None if metric.denominator is None else float(metric.denominator),
        metric.qualifier,
        metric.modality,
        metric.direction,
        metric.base,
        metric.per,
        *((period.since, period.until, period.label, period.basis) if period else (None,) * 4),
        *(
            (
                ", ".join(filter(None, (place.district, place.province))),
                place.province_code,
                place.today,
                place.district_code,
            )
            if place
            else (None,) * 4
        ),
        metric.agency,
        text[metric.start : metric.end],
        text[metric.span_start : metric.span_end],
        text[sentence_start:sentence_end],
        metric.start,
        metric.end,
        metric.span_start,
        metric.span_end,
        sentence_start,
        sentence_end,
        " ".join(metric.flags) or None,
    )


def _citation(index: int, citation: Citation, text: str) -> Row:
    sentence_start, sentence_end = evidence(citation)
    return (
        index + 1,
        citation.type,
        citation.number,
        citation.date,
        citation.issuer,
        text[citation.start : citation.end],
        text[sentence_start:sentence_end],
        citation.start,
        citation.end,
        sentence_start,
        sentence_end,
    )


def _check(index: int, check: Check, metrics: Sequence[Metric], ids: Sequence[int]) -> Row:
    held = held_against(check)
    return (
        index + 1,
        check.relation,
        check.verdict,
        check_words.note(check, metrics),
        json.dumps([ids[n] for n in check.operands]),
        None if check.total is None else ids[check.total],
        None if check.printed is None else ids[check.printed],
        plain(check.computed),
        None if held is None else plain(metrics[held].value),
        json.dumps(spans(check, metrics)),
    )


def held_against(check: Check) -> int | None:
    """The figure that the result is held against: a total or a printed one."""
    return check.total if check.total is not None else check.printed


def spans(check: Check, metrics: Sequence[Metric]) -> list[list[int]]:
    """Where both sides of a check stand: each operand, then what the result is held against (once, if it is one of them)."""
    held = held_against(check)
    sides = dict.fromkeys((*check.operands, *(() if held is None else (held,))))
    return [[metrics[n].span_start, metrics[n].span_end] for n in sides]
