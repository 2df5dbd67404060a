"""What articles say against each other: `discrepancies`.

A question is an indicator of one place and one period, in one kind and unit. An article answers it that tells exactly one value
for it; one that tells several does not say which is the answer. Of the copies of a release only the first is asked. Two answers
disagree when neither is the other, rounded, and no two agencies are named for them: of a whole and of a part that call
themselves differently nothing is claimed.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.duplicates.groups import Transaction

#: What makes two figures answers to one question, in the order of the index `metrics_compared`. The province as it was named is
#: part of it: two that were joined in July 2025 are one today, and their figures of earlier years are not the same question.
QUESTION = (
    "indicator", "kind", "unit", "place_today", "place_code", "district_code", "period_start", "period_end", "modality",
    "direction", "base", "per",
)  # fmt: skip
#: Whole figures, told exactly, of a known year (a day whose year nothing tells begins with `--`). The very words of the index,
#: or SQLite does not use it.
WHOLE = (
    "qualifier = 'exact' AND part_of IS NULL AND value_to IS NULL AND indicator IS NOT NULL AND place_today IS NOT NULL "
    "AND period_start >= '0' AND period_end >= '0'"
)
_ASKED = f"""
SELECT {", ".join(QUESTION)} FROM metrics INDEXED BY metrics_compared WHERE {WHOLE} GROUP BY {", ".join(QUESTION)}
HAVING min(value) < max(value) AND min(article_id) < max(article_id)
"""
_ANSWERS = f"""
SELECT m.id, m.article_id, m.value_text, m.number_text, m.agency
FROM metrics m INDEXED BY metrics_compared JOIN articles a ON a.id = m.article_id
WHERE {WHOLE} AND {" AND ".join(f"m.{name} IS ?" for name in QUESTION)} AND (a.dup_group IS NULL OR a.dup_group = a.id)
ORDER BY m.article_id, m.position
"""
_COLUMNS = ("identity", *QUESTION, "agency", "distinct_values", "articles", "told", "lowest", "highest", "gap")

#: "71,4 tỷ" is precise to a tenth of a tỷ, "71.371.000" to one.
_SCALE = re.compile(
    r"(?<![^\W\d_])(?:(trăm|hundred)|(nghìn|ngàn|thousand)|(vạn)|(triệu|million)|(tỷ|tỉ|billion))(?![^\W\d_])", re.I
)
_POWERS = (2, 3, 4, 6, 9)

Row = tuple[object, ...]


@dataclass(frozen=True)
class Answer:
    """What one article says; `step` is how finely its number is written."""

    article: int
    figures: tuple[int, ...]
    value: Decimal
    step: Decimal
    agencies: frozenset[str]

    def contradicts(self, other: "Answer") -> bool:
        return abs(self.value - other.value) > max(self.step, other.step) / 2

    def may_be_of(self, agency: str | None) -> bool:
        return agency is None or self.agencies <= {agency}


def step_of(value: Decimal, number: str) -> Decimal:
    """How finely `number`, as written, tells `value`: its last place, in the last scale word it names."""
    scales = list(_SCALE.finditer(number))
    scale = Decimal(10) ** (_POWERS[scales[-1].lastindex - 1] if scales and scales[-1].lastindex else 0)
    exponent = (value / scale).normalize().as_tuple().exponent
    return scale * Decimal(10) ** min(0, exponent if isinstance(exponent, int) else 0)


def update(sql: sqlite3.Connection, transaction: Transaction) -> int:
    """Bring the tables up to what the figures say; return how many discrepancies there are. Their ids stay."""
    found = {str(row[0]): (row, figures) for row, figures in _found(sql)}
    names = ", ".join(f'"{name}"' for name in _COLUMNS)
    stored = {row[1]: row for row in sql.execute(f"SELECT id, {names} FROM discrepancies")}
    figures_of = defaultdict(set)
    for discrepancy, figure in sql.execute("SELECT discrepancy_id, metric_id FROM discrepancy_figures"):
        figures_of[discrepancy].add(figure)
    with transaction():
        sql.executemany(
            "DELETE FROM discrepancies WHERE id = ?",
            [(row[0],) for identity, row in stored.items() if identity not in found],
        )
        for identity, (row, figures) in found.items():
            old = stored.get(identity)
            number = old[0] if old else None
            if old is None or old[1:] != row:
                sets = ", ".join(f'"{name}" = excluded."{name}"' for name in _COLUMNS[1:])
                (number,) = sql.execute(
                    f"INSERT INTO discrepancies ({names}) VALUES ({', '.join('?' * len(_COLUMNS))}) "
                    f"ON CONFLICT (identity) DO UPDATE SET {sets} RETURNING id",
                    row,
                ).fetchone()
            if figures_of.get(number) != set(figures):
                sql.execute("DELETE FROM discrepancy_figures WHERE discrepancy_id = ?", [number])
                sql.executemany("INSERT INTO discrepancy_figures VALUES (?, ?)", [(number, one) for one in figures])
    return len(found)


def _found(sql: sqlite3.Connection) -> Iterator[tuple[Row, list[int]]]:
    for question in sql.execute(_ASKED).fetchall():
        answers = list(_answers(sql.execute(_ANSWERS, question).fetchall()))
        for agency, told in _by_agency(answers):
            yield _row(question, agency, told), [figure for one in told for figure in one.figures]


def _answers(rows: Iterable[tuple[int, int, str, str, str | None]]) -> Iterator[Answer]:
    """The articles that tell one value, each once; the coarsest way it is written counts, for the others are within it."""
    by_article: dict[int, list[tuple[int, Decimal, str, str | None]]] = defaultdict(list)
    for figure, article, text, number, agency in rows:
        by_article[article].append((figure, Decimal(text), number, agency))
    for article, said in by_article.items():
        if len({value for _, value, _, _ in said}) == 1:
            value = said[0][1]
            yield Answer(
                article,
                tuple(figure for figure, *_ in said),
                value,
                min(step_of(value, number) for _, _, number, _ in said),
                frozenset(agency for *_, agency in said if agency),
            )


def _by_agency(answers: Sequence[Answer]) -> Iterator[tuple[str | None, list[Answer]]]:
    """The answers that are held against each other: those of one agency, and those that name none."""
    agencies = sorted({agency for one in answers for agency in one.agencies})
    if len(agencies) > 1:
        nameless = [one for one in answers if not one.agencies]
        if _disagree(nameless):
            yield None, nameless
    for agency in agencies if len(agencies) > 1 else [agencies[0] if agencies else None]:
        told = [one for one in answers if one.may_be_of(agency)]
        named = [one for one in told if one.agencies] if len(agencies) > 1 else told
        if any(one.contradicts(other) for one in named for other in _bounds(told)):
            yield agency, told


def _bounds(answers: Sequence[Answer]) -> list[Answer]:
    """Of a thousand answers only those at both ends, exact and rounded, are worth a look."""
    ends = (min, max)
    steps = {one.step for one in answers}
    return [end((o for o in answers if o.step == step), key=lambda o: o.value) for step in steps for end in ends]


def _disagree(answers: Sequence[Answer]) -> bool:
    return any(one.contradicts(other) for one in answers for other in _bounds(answers))


def _row(question: Sequence[object], agency: str | None, answers: Sequence[Answer]) -> Row:
    """In the order of _COLUMNS."""
    counts: dict[Decimal, int] = defaultdict(int)
    for one in answers:
        counts[one.value] += 1
    told = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    lowest, highest = min(counts), max(counts)
    widest = max(abs(lowest), abs(highest))
    return (
        " | ".join("" if part is None else str(part) for part in (*question, agency)),
        *question,
        agency,
        len(counts),
        len(answers),
        "; ".join(f"{value:f} × {count}" for value, count in told),
        float(lowest),
        float(highest),
        round(float((highest - lowest) / widest), 4),
    )
