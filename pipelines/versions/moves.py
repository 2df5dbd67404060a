"""The move of a whole host, which a profile declares (`retired_domains`): one event, not one an article.

In July 2025 the hosts of 63 provinces became those of 34: the articles were neither edited nor deleted, their house was
called another name.
"""

import sqlite3
from typing import TYPE_CHECKING

from pipelines.versions import event_rows
from pipelines.versions.event_rows import Row

if TYPE_CHECKING:
    from spiders.profile import Profile


def rows(sql: sqlite3.Connection, profile: "Profile") -> list[Row]:
    """An event for each retired host of which the archive holds pages, once its successor has answered."""
    found = (_move(sql, profile.name, old, new) for old, new in profile.retired_domains.items())
    return [row for row in found if row is not None]


def _move(sql: sqlite3.Connection, portal: str, old: str, new: str) -> Row | None:
    last = _answer(sql, portal, old, "max", 0)
    first = _answer(sql, portal, new, "min", last[0]) if last else None
    if last is None or first is None:
        return None
    (articles,) = sql.execute(
        f"SELECT count(DISTINCT article_key) FROM captures WHERE portal = ? AND {_ON} AND reading = 'article'",
        [portal, *_bounds(old)],
    ).fetchone()
    return event_rows.row(
        kind="moved", last_good=last[1], first_seen=first[1], confirmed=first[1], before_capture=last[0],
        after_capture=first[0], confirming_capture=first[0], from_address=old, to_address=new, articles=articles,
    )  # fmt: skip


#: Addresses of a host: a range of the index, since '0' follows '/'.
_ON = "(address BETWEEN ? AND ? OR address BETWEEN ? AND ?)"


def _bounds(host: str) -> list[str]:
    return [f"{scheme}://{host}{end}" for scheme in ("http", "https") for end in "/0"]


def _answer(sql: sqlite3.Connection, portal: str, host: str, which: str, after: int) -> tuple[int, str] | None:
    """The first or last capture of a page on `host`, after the capture `after`."""
    row: tuple[int, str] | None = sql.execute(
        f"SELECT id, fetched_at FROM captures WHERE id = (SELECT {which}(id) FROM captures WHERE portal = ? AND {_ON} "
        "AND id > ? AND reading IN ('article', 'page', 'feed', 'sitemap'))",
        [portal, *_bounds(host), after],
    ).fetchone()
    return row
