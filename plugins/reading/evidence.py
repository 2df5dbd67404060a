"""What an article's page shows of its figures: in its own text, and sentence by sentence, with what does not add up and what is
cited, so that a reader sees at once what a number stands on.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from plugins.explore import periods, wording
from plugins.reading.marks import Mark
from plugins.reading.rows import Row, rows

#: Figures that are marked in the text, and those that have a row in the table under it; `metrics` holds all of them.
MOST_MARKED, MOST_LISTED = 10_000, 400
#: Checks and documents that the page lists, and figures named with a check.
MOST_CHECKS, MOST_CONCERNED = 200, 40

_MARKED = "SELECT id, quote, span_start, span_end FROM metrics WHERE article_id = :id ORDER BY position LIMIT :limit"
_FIGURES = (
    "SELECT m.id, m.value_text, m.value_to_text, m.denominator_text, m.unit, m.direction, m.per, m.modality, m.indicator,"
    " i.label_vi, i.label_en, m.period_label, m.period_start, m.period_end, m.place, m.place_today, m.sentence,"
    " m.sentence_start, m.span_start, m.span_end"
    " FROM metrics m LEFT JOIN indicators i ON i.id = m.indicator WHERE m.article_id = :id"
)
_LISTED = f"{_FIGURES} ORDER BY m.position LIMIT :limit"
_FAILED = (
    "SELECT id, note, operands, total, printed FROM checks WHERE article_id = :id AND verdict <> 'consistent'"
    " ORDER BY position LIMIT :limit"
)
_CITED = 'SELECT id, number, quote, start, "end" FROM citations WHERE article_id = :id ORDER BY position LIMIT :limit'


async def evidence(db: Any, article: int) -> Row:
    async def listed_by(sql: str, limit: int) -> list[Row]:
        return await rows(db, sql, id=article, limit=limit)

    failed = await listed_by(_FAILED, MOST_CHECKS)
    wrong: dict[int, list[int]] = defaultdict(list)
    for check in failed:
        check["concerned"] = list(dict.fromkeys(concerned(check)))
        for number in check["concerned"]:
            wrong[number].append(check["id"])
    figures = {row["id"]: row for row in await listed_by(_LISTED, MOST_LISTED)}
    listed = list(figures.values())
    named = [number for check in failed for number in check["concerned"][:MOST_CONCERNED]]
    if beyond := set(named) - figures.keys():
        which = ", ".join(map(str, beyond))
        figures |= {
            row["id"]: row for row in await listed_by(f"{_FIGURES} AND m.id IN ({which}) LIMIT :limit", len(beyond))
        }
    for row in figures.values():
        row["shown"] = wording.shown(row)
        row["period"] = period(row)
        row["wrong"] = wrong.get(row["id"], [])
    for check in failed:
        check["figures"] = [figures[number] for number in check["concerned"][:MOST_CONCERNED] if number in figures]
    count = (await db.execute("SELECT count(*) FROM metrics WHERE article_id = ?", [article])).first()[0]
    return {
        "article_id": article, "count": count, "listed": len(listed), "sentences": sentences(listed), "wrong": wrong,
        "marked": await listed_by(_MARKED, MOST_MARKED), "failed": failed, "citations": await listed_by(_CITED, MOST_CHECKS),
    }  # fmt: skip


def concerned(check: Row) -> Iterator[int]:
    """The figures that a check is of."""
    try:
        operands = json.loads(check["operands"])
    except ValueError:
        operands = []
    yield from (number for number in (*operands, check["total"], check["printed"]) if isinstance(number, int))


def period(row: Row) -> str:
    """A row's period in words of ours, or as written where it is no pair of days."""
    words = periods.in_words(periods.day(row["period_start"]), periods.day(row["period_end"]))
    return words or str(row["period_label"] or "")


def marks(told: Row, text: str, metrics: str) -> list[Mark]:
    """The figures and documents of an article in its text; `metrics` is the address of their table, for those without a row here.

    What does not stand where its row says (a row by other hands) is not marked: nothing else may seem to be the figure.
    """
    found = [
        Mark(one["start"], one["end"], f"vb-{one['id']}", f"#van-ban-{one['id']}", "vb")
        for one in told["citations"]
        if text[one["start"] : one["end"]] == one["quote"]
    ]
    for at, one in enumerate(told["marked"]):
        if text[one["span_start"] : one["span_end"]] == one["quote"]:
            link = f"#hang-{one['id']}" if at < told["listed"] else f"{metrics}/{one['id']}"
            look = "so wrong" if one["id"] in told["wrong"] else "so"
            found.append(Mark(one["span_start"], one["span_end"], f"so-{one['id']}", link, look))
    return found


def sentences(figures: list[Row]) -> list[Row]:
    """The figures under the sentences they stand in, which have them marked."""
    shown = []
    for start, group in groupby(figures, lambda row: row["sentence_start"]):
        here = list(group)
        spans = [(row["span_start"] - start, row["span_end"] - start) for row in here]
        shown.append({"words": marked(here[0]["sentence"], spans), "figures": here})
    return shown


def marked(sentence: str, spans: list[tuple[int, int]]) -> Markup:
    """A sentence with these parts of it as <mark>; parts that overlap are one."""
    words = Markup()
    at = 0
    for first, last in sorted(spans):
        start, end = max(first, at), min(last, len(sentence))
        if start < end:
            words += escape(sentence[at:start]) + Markup("<mark>{}</mark>").format(sentence[start:end])
            at = end
    return words + escape(sentence[at:])
