"""`/do-phu`: what the archive covers and what it does not, a line for each portal; `/do-phu/<portal>`: one of them in full.

For whoever is about to write "the portal says nothing of it": silence, a crawl that failed, and a section that was never read
look the same in a search, and only here differ.
"""

import asyncio
import sys
from pathlib import Path
from typing import Any

from datasette import hookimpl
from datasette.utils import tilde_decode
from datasette.utils.asgi import Response

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from plugins.covered import portal_page, profiles, questions, whole  # noqa: E402


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/do-phu$", index), (r"^/do-phu/(?P<portal>[^/]{1,120})$", page)]


async def index(datasette: Any, request: Any) -> Response:
    archive = await questions.opened_with_tallies(datasette, request)
    facts, rows, places = await archive.together(
        questions.facts(archive), questions.all_portals(archive), archive.places()
    )
    until = whole.last_day(rows)
    weeks = await questions.year_of_weeks(archive, questions.last_weeks(until)[0])
    is_public = "published_at" in facts
    profiled = {} if is_public else await asyncio.to_thread(profiles.known, facts.get("kind") == "demo")
    order = str(request.args.get("xep") or "")
    shown = await asyncio.to_thread(whole.page, rows, places, weeks, until, profiled, order, datasette.urls.path)
    shown |= {"is_public": is_public, "published_at": facts.get("published_at")}
    return Response.html(await datasette.render_template("coverage.html", shown, request=request))


async def page(datasette: Any, request: Any) -> Response:
    archive = await questions.opened_with_tallies(datasette, request)
    name = tilde_decode(request.url_vars["portal"])
    row = await questions.one_portal(archive, name)
    facts, weeks, good, runs, incidents, places = await archive.together(
        questions.facts(archive), questions.weeks_of(archive, name), questions.good_crawls(archive, name),
        questions.runs(archive, name), questions.incidents(archive, name), archive.places(),
    )  # fmt: skip
    is_public = "published_at" in facts
    shown: dict[str, Any] = {"is_public": is_public}
    if not is_public:
        ways, addresses, refused, problems, failed, profiled = await archive.together(
            questions.ways_in(archive, name), questions.addresses(archive, name), questions.refusals(archive, name),
            questions.problems(archive, name), questions.failed_addresses(archive, name),
            asyncio.to_thread(profiles.known, facts.get("kind") == "demo"),
        )  # fmt: skip
        shown |= portal_page.refused(addresses, refused, problems, failed)
        shown |= portal_page.profile(row, profiled.get(name), ways)
    else:
        shown |= portal_page.profile(row, None, [])
    year = str(request.args.get("nam") or "")
    shown |= await asyncio.to_thread(portal_page.page, row, weeks, good, year, places)
    shown |= {"runs": portal_page.told(runs), "incidents": incidents}
    return Response.html(await datasette.render_template("coverage_portal.html", shown, request=request))
