"""What our own templates show: the front page, whether the archive holds sample data, and how words, times and links look.

Only reads, and only through Datasette's own connections, so that its time limits hold for these pages as well.
"""

import re
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from datasette import hookimpl
from jinja2 import Environment
from markupsafe import Markup, escape

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from pipelines.folding import fold  # noqa: E402
from plugins.explore.periods import english_day  # noqa: E402
from plugins.language.chosen import is_english, spoken  # noqa: E402
from plugins.reading.followable import is_followable  # noqa: E402
from plugins.reading.rows import Row, rows  # noqa: E402
from spiders.clock import VIETNAM  # noqa: E402

DATABASE = "archive"
#: How many of the latest articles the front page lists.
LATEST = 12

#: The columns (of a query: no table) whose words lead to a row: the table it is in, and the column that holds its number.
LEADING = {
    ("articles", "title"): ("articles", "id"),
    ("metrics", "quote"): ("metrics", "id"),
    ("citations", "quote"): ("citations", "id"),
    ("checks", "note"): ("checks", "id"),
    ("events", "kind"): ("events", "id"),
    ("latest_edits", "id"): ("events", "id"),
    ("disappeared", "id"): ("events", "id"),
    ("", "title"): ("articles", "article_id"),
    ("", "quote"): ("metrics", "metric_id"),
    ("", "note"): ("checks", "check_id"),
    ("", "detail"): ("events", "event_id"),
    ("", "told"): ("discrepancies", "discrepancy_id"),
    ("latest_edits", "title"): ("articles", "article_id"),
    ("disappeared", "title"): ("articles", "article_id"),
    ("figures_changed", "title"): ("articles", "article_id"),
    ("figures", "title"): ("articles", "article_id"),
    ("versions", "title"): ("articles", "article_id"),
}
#: The columns, of stored queries too, that hold the number of a row elsewhere.
NUMBERS = {
    "article_id": "articles", "metric_id": "metrics", "check_id": "checks", "event_id": "events", "before_capture": "captures",
    "after_capture": "captures", "confirming_capture": "captures", "from_version": "article_versions",
    "to_version": "article_versions", "recovered_id": "metrics", "planned_id": "metrics", "citation_id": "citations",
    "from_event": "events", "discrepancy_id": "discrepancies",
}  # fmt: skip


@hookimpl
def extra_template_vars(datasette: Any, template: str) -> Any:
    notes = {name: datasette.metadata(name) or "" for name in ("license", "source")}

    async def variables() -> Row:
        db = datasette.databases.get(DATABASE)
        if db is None or not await db.table_exists("facts"):
            return {"sample_data": False, "front": None, "notes": notes}
        kind = (await db.execute("SELECT value FROM facts WHERE name = 'kind'")).first()
        found: Row = {"sample_data": bool(kind and kind["value"] == "demo"), "notes": notes}
        if template == "index.html":
            found["front"] = await _front(db)
        return found

    return variables


async def _front(db: Any) -> Row:
    portals = await rows(
        db,
        "SELECT p.name, p.title_vi, p.title_en, coalesce(n.articles, 0) AS articles FROM portals p LEFT JOIN"
        " (SELECT portal, count(*) AS articles FROM articles GROUP BY portal) n"
        " ON n.portal = p.name ORDER BY articles DESC, p.name",
    )
    fetched = await rows(db, "SELECT fetched_at FROM captures ORDER BY id DESC LIMIT 1")
    # A claim that lies ahead of the last capture is a typing error, and would lead the list for years.
    latest = await rows(
        db,
        "SELECT a.id, a.title, a.published_local, a.section, p.title_vi AS portal_vi, p.title_en AS portal_en FROM articles a"
        " JOIN portals p ON p.name = a.portal WHERE a.published <= :until"
        " ORDER BY a.published DESC, a.id DESC LIMIT :n",
        until=fetched[0]["fetched_at"] if fetched else "",
        n=LATEST,
    )
    return {
        "portals": portals,
        "latest": latest,
        "articles": sum(portal["articles"] for portal in portals),
        "fetched_at": fetched[0]["fetched_at"] if fetched else None,
    }


def moment(value: str | None) -> str:
    """A stored stamp, or a claim just as precise as it is, as Vietnam writes it and in its time: 09:15 18/11/2026."""
    if not value:
        return ""
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return value
    if when.tzinfo is not None:
        when = when.astimezone(VIETNAM)
    day, time = f"{when:%d/%m/%Y}", "" if len(value) <= len("2026-11-18") else f"{when:%H:%M}"
    if is_english():
        day = english_day(when)
        return f"{day}, {time}" if time else day
    return f"{time} {day}".strip()


def thousands(number: int) -> str:
    """1.173, and 1,173 in English."""
    return f"{number:,}" if is_english() else f"{number:,}".replace(",", ".")


def marked(value: str | None) -> Markup:
    """A snippet with its ‹hits› as <mark>. Escaped first: whatever else the text holds stays text."""
    return Markup(re.sub("‹([^‹›]*)›", r"<mark>\1</mark>", str(escape(value or ""))))  # noqa: S704


def outside(address: str | None) -> Markup:
    """An address as a link, if it is one a browser may follow from here; anything else (javascript:, data:) as text."""
    text = address or ""
    if not is_followable(text):
        return Markup("<code>{}</code>").format(text)
    return Markup('<a href="{0}" rel="noopener noreferrer nofollow">{0}</a>').format(text)


@hookimpl
def render_cell(
    row: Any, value: object, column: str, table: str | None, database: str, datasette: Any
) -> Markup | None:
    """The words that name a row lead to it, not only its number; and a row's number leads to it wherever it stands."""
    if database == DATABASE and column in NUMBERS and isinstance(value, int):
        return Markup('<a href="{0}/{1}">{1}</a>').format(datasette.urls.table(database, NUMBERS[column]), value)
    target, number = LEADING.get((table or "", column), ("", ""))
    if database != DATABASE or not target or number not in row.keys() or not isinstance(row[number], int):  # noqa: SIM118
        return None
    link = f"{datasette.urls.table(database, target)}/{row[number]}"
    return Markup('<a href="{}">{}</a>').format(link, value or spoken("(không có tiêu đề · untitled)"))


FILTERS: dict[str, Callable[..., object]] = {
    "moment": moment,
    "marked": marked,
    "outside": outside,
    "fold": fold,
    "thousands": thousands,
    "commas": lambda number: f"{number:,}",
}


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    env.filters.update(FILTERS)
