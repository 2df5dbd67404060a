"""What an article's page shows of its figures: sentence by sentence, with what does not add up and what is cited.

The figures are marked in the very words of the article, so that a reader sees at once what a number stands on.
"""

import sys
from itertools import groupby
from pathlib import Path
from typing import Any

from datasette import hookimpl
from markupsafe import Markup, escape

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from plugins.explore.wording import written  # noqa: E402

DATABASE = "archive"
#: How many figures, checks and documents an article's page lists; the tables hold all of them.
MOST_LISTED = 200

Row = dict[str, Any]


@hookimpl
def extra_template_vars(datasette: Any, template: str, request: Any) -> Any:
    async def variables() -> Row:
        if template != "row-archive-articles.html" or request is None:
            return {}
        db = datasette.databases.get(DATABASE)
        if db is None or not await db.table_exists("metrics"):
            return {"evidence": None}
        return {"evidence": await _evidence(db, request.url_vars["pks"])}

    return variables


async def _rows(db: Any, sql: str, article: str) -> list[Row]:
    found = await db.execute(sql, {"id": article, "limit": MOST_LISTED})
    return [dict(row) for row in found.rows]


async def _evidence(db: Any, article: str) -> Row:
    figures = await _rows(
        db,
        "SELECT m.id, m.value_text, m.value_to_text, m.denominator_text, m.unit, m.modality, m.period_label, m.period_start,"
        " m.period_end, m.place, m.sentence, m.sentence_start, m.span_start, m.span_end, i.label_vi, i.label_en"
        " FROM metrics m LEFT JOIN indicators i ON i.id = m.indicator"
        " WHERE m.article_id = :id ORDER BY m.position LIMIT :limit",
        article,
    )
    count = (await db.execute("SELECT count(*) FROM metrics WHERE article_id = ?", [article])).first()[0]
    failed = (
        "SELECT id, note FROM checks WHERE article_id = :id AND verdict <> 'consistent' ORDER BY position LIMIT :limit"
    )
    cited = "SELECT id, number, quote FROM citations WHERE article_id = :id ORDER BY position LIMIT :limit"
    return {
        "article_id": article,
        "count": count,
        "listed": len(figures),
        "sentences": sentences(figures),
        "failed": await _rows(db, failed, article),
        "citations": await _rows(db, cited, article),
    }


def sentences(figures: list[Row]) -> list[Row]:
    """The figures under the sentences they stand in, which have them marked."""
    shown = []
    for start, group in groupby(figures, lambda row: row["sentence_start"]):
        here = list(group)
        for row in here:
            row["shown"] = written(row)
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
