"""What an article's page shows: its text with every figure marked where it stands, its figures, its proof, and how to cite it.

Only reads, and only through Datasette's own connections, so that its time limits hold for this page as well.
"""

import asyncio
import sys
from pathlib import Path
from typing import Any

from datasette import hookimpl

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from plugins.reading import stable  # noqa: E402
from plugins.reading.blocks import blocks  # noqa: E402
from plugins.reading.cite import cited  # noqa: E402
from plugins.reading.evidence import evidence, marks  # noqa: E402
from plugins.reading.marks import Mark, Painter  # noqa: E402
from plugins.reading.rows import Row, capture_of, rows  # noqa: E402

DATABASE = "archive"
#: How many of an article's addresses, images or attachments its page lists; the tables hold all of them.
MOST_LISTED = 100


@hookimpl
def extra_template_vars(datasette: Any, template: str, request: Any) -> Any:
    async def variables() -> Row:
        if template != "row-archive-articles.html" or request is None:
            return {}
        db = datasette.databases.get(DATABASE)
        if db is None or not await db.table_exists("facts"):
            return {"article": None, "evidence": None}
        article = await _article(db, request.url_vars["pks"])
        if article is None:
            return {"article": None, "evidence": None}
        told = await evidence(db, article["id"]) if await db.table_exists("metrics") else None
        found = marks(told, article["text"], datasette.urls.table(DATABASE, "metrics")) if told else []
        article |= await asyncio.to_thread(_painted, article, found)
        article["stable"] = stable.address(datasette, request, "articles", article["identity"])
        article["cite"] = cited(article, article["capture"], article["stable"])
        return {"article": article, "evidence": told}

    return variables


def _painted(article: Row, found: list[Mark]) -> Row:
    """The sapo and the blocks of the text with their marks, and which anchors stand in them."""
    painter = Painter(article["text"], found)
    leads = article["text"].startswith(article["sapo"])
    sapo = painter.paint(0, len(article["sapo"])) if leads else article["sapo"]
    shown = blocks(painter, article["sapo"], article["tables"])
    return {"sapo_shown": sapo, "blocks": shown, "anchors": painter.shown}


async def _article(db: Any, key: str) -> Row | None:
    """Everything an article's page shows beside its figures; None when the archive holds no such row."""
    found = await rows(
        db,
        "SELECT a.*, p.title_vi AS portal_vi, p.title_en AS portal_en, coalesce(t.sapo, '') AS sapo,"
        " coalesce(t.text, '') AS text, t.tables FROM articles a JOIN portals p ON p.name = a.portal"
        " LEFT JOIN article_texts t ON t.id = a.id WHERE a.id = :id",
        id=key,
    )
    if not found:
        return None
    article = found[0]
    article["capture"] = await capture_of(db, article["capture_id"])
    for name, columns, order in (
        ("images", "address, caption", "position"),
        ("attachments", "address, label, type", "position"),
        ("article_addresses", "address, last_visit", "last_visit IS NULL, address"),
    ):
        article[name] = await rows(
            db,
            f"SELECT {columns} FROM {name} WHERE article_id = :id ORDER BY {order} LIMIT :limit",
            id=article["id"],
            limit=MOST_LISTED,
        )
    return article
