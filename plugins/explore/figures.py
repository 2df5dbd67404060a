"""The one place where these pages ask the archive for figures: every query bounded, through Datasette's own connections.

Figures of an article that is a copy of another (`articles.dup_group`, see `figures_once`) are left out, so that nothing counts
twice; an archive from before duplicates were judged has no such column and shows all.
"""

import asyncio
from typing import Any

from datasette.database import QueryInterrupted
from datasette.utils.asgi import NotFound
from datasette.views.base import DatasetteError

DATABASE = "archive"
#: Figures of one indicator that a page draws and counts, the latest first.
MOST_DRAWN = 6_000
#: Rows of a list on a page.
MOST_LISTED = 200

Row = dict[str, Any]

#: A figure in a list, with its article.
LISTED = (
    "m.id, m.identity, m.quote, m.indicator, m.kind, m.value_text, m.value_to_text, m.denominator_text, m.unit, m.qualifier,"
    " m.modality, m.direction, m.base, m.per, m.period_start, m.period_end, m.period_label, m.place, m.place_today,"
    " m.district_code, m.agency, m.article_id, a.title, a.portal, a.published_local"
)
#: What drawing and counting need of a figure.
DRAWN = (
    "m.id, m.kind, m.value_text, m.value_to_text, m.denominator_text, m.unit, m.qualifier, m.modality, m.direction, m.per,"
    " m.period_start, m.period_end, m.period_label, m.place, m.place_today, m.district_code, m.article_id, m.part_of"
)


async def opened(datasette: Any, request: Any) -> "Archive":
    """The archive, if there is one and this person may see it."""
    db = datasette.databases.get(DATABASE)
    if db is None or not await db.table_exists("metrics"):
        raise NotFound("Chưa có kho lưu trữ · no archive yet")
    await datasette.ensure_permissions(request.actor, [("view-database", DATABASE), "view-instance"])
    return Archive(db, "dup_group" in await db.table_columns("articles"))


class Archive:
    def __init__(self, db: Any, knows_copies: bool) -> None:
        self.db = db
        #: For queries over the figures of one indicator, place or agency, which have the article `a` at hand.
        self.once = " AND (a.dup_group IS NULL OR a.dup_group = a.id)" if knows_copies else ""
        #: For queries over an index of all figures: copies are few, so they are looked up by a set that is made once.
        self.once_by_id = (
            " AND m.article_id NOT IN (SELECT id FROM articles WHERE dup_group IS NOT NULL AND dup_group <> id)"
            if knows_copies
            else ""
        )

    async def rows(self, sql: str, **values: object) -> list[Row]:
        try:
            return [dict(row) for row in (await self.db.execute(sql, values)).rows]
        except QueryInterrupted as error:
            raise DatasetteError(
                "Quá nhiều con số để tính trong thời gian cho phép; hãy lọc bớt · too many figures for the time limit; filter",
                status=503,
            ) from error

    async def places(self) -> dict[str, Row]:
        """Every province, of today and former, by id."""
        found = await self.rows("SELECT id, code, name_vi, valid_until, successor FROM places WHERE kind = 'province'")
        return {row["id"]: row for row in found}

    async def drawn(self, indicator: str, place: str = "", since: str = "", until: str = "") -> list[Row]:
        """The figures of an indicator, the latest period first; one more than MOST_DRAWN tells that there are more."""
        which = " AND (m.place_today = :place OR m.place = :place)" if place else ""
        which += " AND m.period_end >= :since" if since else ""
        which += " AND m.period_end <= :until" if until else ""
        return await self.rows(
            f"SELECT {DRAWN} FROM metrics m CROSS JOIN articles a ON a.id = m.article_id"
            f" WHERE m.indicator = :indicator{which}{self.once} ORDER BY m.period_end DESC, m.id DESC LIMIT :limit",
            indicator=indicator,
            place=place,
            since=f"{since:0>4}-01-01",
            until=f"{until:0>4}-12-31",
            limit=MOST_DRAWN + 1,
        )

    async def listed(self, ids: list[int]) -> list[Row]:
        """These figures with their articles, in this order."""
        found = await self.rows(
            f"SELECT {LISTED} FROM metrics m JOIN articles a ON a.id = m.article_id"
            f" WHERE m.id IN ({', '.join(map(str, map(int, ids)))})"
        )
        by_id = {row["id"]: row for row in found}
        return [by_id[number] for number in ids if number in by_id]

    async def counts_by_indicator(self) -> dict[str, Row]:
        found = await self.rows(
            "SELECT m.indicator, count(*) AS figures, count(DISTINCT m.article_id) AS articles,"
            " count(DISTINCT m.place_today) AS places FROM metrics m"
            f" WHERE m.indicator IS NOT NULL{self.once_by_id} GROUP BY m.indicator"
        )
        return {row["indicator"]: row for row in found}

    async def counts_by_place(self) -> dict[str, Row]:
        """By province of today: classified figures, and how many indicators they are of."""
        found = await self.rows(
            "SELECT place_today, sum(n) AS figures, count(*) AS indicators FROM (SELECT m.place_today, m.indicator, count(*) AS n"
            f" FROM metrics m WHERE m.indicator IS NOT NULL{self.once_by_id} GROUP BY m.indicator, m.place_today)"
            " WHERE place_today IS NOT NULL GROUP BY place_today"
        )
        return {row["place_today"]: row for row in found}

    async def together(self, *questions: Any) -> list[Any]:
        return list(await asyncio.gather(*questions))
