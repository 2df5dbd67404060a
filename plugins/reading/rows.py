"""Rows as dictionaries, through Datasette's own connections: its time limits hold for our pages as well."""

from typing import Any

Row = dict[str, Any]


async def rows(db: Any, sql: str, **values: object) -> list[Row]:
    return [dict(row) for row in (await db.execute(sql, values)).rows]


async def capture_of(db: Any, number: int) -> Row | None:
    """Where a page lies as it was served; a capture that brought the very same bytes again points to the one that holds them."""
    found = await rows(
        db,
        "SELECT c.id, c.fetched_at, c.status, c.payload_digest, c.revisit_of, w.warc, w.offset, w.length"
        " FROM captures c JOIN captures w ON w.id = coalesce(c.revisit_of, c.id) WHERE c.id = :id",
        id=number,
    )
    return found[0] if found else None
