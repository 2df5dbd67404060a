"""`/co-quan`: the agencies most named; `/co-quan?ten=<name>`: the figures that a text gives to one of them, as it names it."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from datasette import hookimpl
from datasette.utils.asgi import Response

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from pipelines.folding import fold  # noqa: E402
from plugins.explore import spellings  # noqa: E402
from plugins.explore.figures import LISTED, MOST_LISTED, Archive, Row, opened  # noqa: E402


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/co-quan$", page)]


async def page(datasette: Any, request: Any) -> Response:
    archive = await opened(datasette, request)
    name = (request.args.get("ten") or "").strip()[:500]
    asked = (request.args.get("q") or "").strip()[:200]
    if name:
        place = (request.args.get("noi") or "").strip()[:200]
        shown = await _figures(archive, name, place)
        template = "agency.html"
    else:
        shown = {"asked": asked, "agencies": await _most_named(archive, asked), "most": MOST_LISTED}
        template = "agencies.html"
    return Response.html(await datasette.render_template(template, shown, request=request))


#: Names that are put together and looked through, those named most.
MOST_NAMES = 50_000
#: Every letter of Vietnamese as the plain one that people type: `fold` does more, and takes seconds for so many.
_PLAIN = {ord(one): fold(one) for one in map(chr, (*range(0x41, 0x250), *range(0x1EA0, 0x1EFA))) if one.isalpha()}


async def _names(archive: Archive) -> list[tuple[str, int]]:
    """Every name with its figures, copies of a release left out: counted over an index of names alone."""
    rows = await archive.rows(
        f"SELECT agency, count(*) AS figures FROM metrics m WHERE agency IS NOT NULL{archive.once_by_id} GROUP BY agency"
        " ORDER BY figures DESC, agency LIMIT :limit",
        limit=MOST_NAMES,
    )
    return [(row["agency"], row["figures"]) for row in rows]


async def _most_named(archive: Archive, asked: str) -> list[Row]:
    return await asyncio.to_thread(found, await _names(archive), asked)


def found(names: list[tuple[str, int]], asked: str) -> list[Row]:
    """The agencies one of whose spellings has a word that begins with what was asked for, whatever its marks."""
    begins = f" {fold(asked)}"
    agencies = [
        {"agency": name, "figures": figures, "others": others}
        for name, figures, others in spellings.together(names)
        if not asked or any(begins in f" {spelt}".translate(_PLAIN) for spelt in (name, *others))
    ]
    return agencies[:MOST_LISTED]


async def _figures(archive: Archive, name: str, place: str) -> Row:
    """The latest figures of an agency, those with an indicator first: the others have no name that could be read."""
    one = spellings.key(name)
    spelt = [other for other, _ in await _names(archive) if other != name and spellings.key(other) == one]
    names = json.dumps([name, *spelt])
    of = "agency IN (SELECT value FROM json_each(:names))"
    which = " AND coalesce(m.place_today, m.place) = :place" if place else ""
    rows = await archive.rows(
        f"SELECT {LISTED}, i.label_vi, i.label_en FROM (SELECT * FROM metrics WHERE {of} LIMIT 20000) m"
        " JOIN articles a ON a.id = m.article_id LEFT JOIN indicators i ON i.id = m.indicator"
        f" WHERE 1{which}{archive.once} ORDER BY m.indicator IS NULL, m.period_end DESC, m.id DESC LIMIT :limit",
        names=names,
        place=place,
        limit=MOST_LISTED,
    )
    places = await archive.rows(
        "SELECT coalesce(place_today, place) AS code, place, count(*) AS figures FROM"
        f" (SELECT place_today, place FROM metrics WHERE {of} LIMIT 20000) WHERE place IS NOT NULL"
        " GROUP BY 1 ORDER BY 3 DESC LIMIT 12",
        names=names,
    )
    today = {code: row["name_vi"] for code, row in (await archive.places()).items()}
    for row in places:
        row["place"] = today.get(row["code"], row["place"])
    return {"name": name, "spelt": spelt, "place": place, "rows": rows, "places": places, "most": MOST_LISTED}
