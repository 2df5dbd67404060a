"""What the pages of coverage ask the archive, every query bounded, through Datasette's own connections.

A published snapshot holds neither the plan of visits nor the problems: what these would tell is then None, which is not nought.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from datasette.utils.asgi import NotFound

from plugins.explore.figures import Archive, Row, opened

#: Rows of a list on a portal's page; the tables hold all.
MOST = 100
#: A year of spark line.
WEEKS = 53


async def opened_with_tallies(datasette: Any, request: Any) -> Archive:
    """The archive; NotFound for one from before coverage was counted."""
    archive = await opened(datasette, request)
    if not await archive.db.table_exists("portal_tallies"):
        raise NotFound(
            "Kho này chưa đếm độ phủ; chạy một lần lấy bất kỳ · this archive has not counted its coverage yet: run any crawl"
        )
    return archive


async def facts(archive: Archive) -> dict[str, str]:
    return {row["name"]: row["value"] for row in await archive.rows("SELECT name, value FROM facts")}


async def all_portals(archive: Archive) -> list[Row]:
    return await archive.rows("SELECT c.*, t.dated FROM coverage c LEFT JOIN portal_tallies t ON t.portal = c.portal")


async def one_portal(archive: Archive, name: str) -> Row:
    found = await archive.rows("SELECT * FROM coverage WHERE portal = :name", name=name)
    if not found:
        raise NotFound("Không có nguồn này trong kho · no such portal in the archive")
    told = await archive.rows(
        "SELECT p.home, p.domains, p.written, t.dated, t.with_sapo, t.with_figures, t.with_images, t.with_attachments"
        " FROM portals p LEFT JOIN portal_tallies t ON t.portal = p.name WHERE p.name = :name",
        name=name,
    )
    return found[0] | told[0]


async def year_of_weeks(archive: Archive, since: date) -> dict[str, dict[str, int]]:
    """By portal: how many articles of each week since then."""
    rows = await archive.rows(
        "SELECT portal, week, published FROM portal_weeks WHERE week >= :since AND published > 0",
        since=since.isoformat(),
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        found[row["portal"]][row["week"]] = row["published"]
    return found


async def weeks_of(archive: Archive, name: str) -> dict[date, tuple[int, int]]:
    """Monday -> articles published and articles first archived in the week."""
    rows = await archive.rows(
        "SELECT week, published, archived FROM portal_weeks WHERE portal = :name ORDER BY week", name=name
    )
    return {date.fromisoformat(row["week"]): (row["published"], row["archived"]) for row in rows}


async def good_crawls(archive: Archive, name: str) -> list[date]:
    """The days (in Vietnam) on which a crawl ended well, oldest first."""
    rows = await archive.rows(
        "SELECT DISTINCT date(finished_at, '+7 hours') AS day FROM runs WHERE portal = :name AND outcome = 'finished' ORDER BY 1",
        name=name,
    )
    return [date.fromisoformat(row["day"]) for row in rows if row["day"]]


async def runs(archive: Archive, name: str) -> list[Row]:
    return await archive.rows(
        "SELECT id, started_at, finished_at, outcome, requests, articles_new, articles_changed, articles_same, problems FROM runs"
        " WHERE portal = :name ORDER BY finished_at IS NULL DESC, finished_at DESC, id DESC LIMIT 8",
        name=name,
    )


async def ways_in(archive: Archive, name: str) -> list[Row]:
    """Home page, sections, feeds and sitemaps, with how many things each listed the last time; those that gave nothing first."""
    return await archive.rows(
        "SELECT id, address, kind, state, reason, last_visit, failures,"
        " CASE WHEN kind = 'sitemap' THEN NULL WHEN json_valid(items) THEN json_array_length(items) ELSE 0 END AS listed"
        " FROM frontier WHERE portal = :name AND kind IN ('entry', 'feed', 'sitemap')"
        " ORDER BY state NOT IN ('failing', 'absent', 'refused'), listed IS NULL OR listed > 0, kind, id LIMIT :most",
        name=name,
        most=MOST,
    )


async def addresses(archive: Archive, name: str) -> list[Row]:
    return await archive.rows(
        "SELECT kind, state, reason, answered, addresses, example FROM portal_addresses"
        " WHERE portal = :name ORDER BY addresses DESC",
        name=name,
    )


async def refusals(archive: Archive, name: str) -> list[Row]:
    return await archive.rows(
        "SELECT rule, action, links, example FROM refusals WHERE portal = :name ORDER BY action DESC, links DESC",
        name=name,
    )


async def problems(archive: Archive, name: str) -> list[Row]:
    """By reason: how many, and the latest of them."""
    return await archive.rows(
        "SELECT n.reason, n.times, p.id, p.at, p.address, p.detail FROM (SELECT reason, count(*) AS times, max(id) AS latest"
        " FROM problems WHERE portal = :name GROUP BY reason) n JOIN problems p ON p.id = n.latest ORDER BY n.times DESC",
        name=name,
    )


async def failed_addresses(archive: Archive, name: str) -> list[Row]:
    """Some of the addresses that never answered and are still tried."""
    return await archive.rows(
        "SELECT id, address, reason, failures, last_visit FROM frontier WHERE portal = :name"
        " AND state = 'failing' AND capture_id IS NULL ORDER BY id LIMIT 20",
        name=name,
    )


async def incidents(archive: Archive, name: str) -> list[Row]:
    return await archive.rows(
        "SELECT id, first_seen, articles, detail FROM events WHERE portal = :name AND kind = 'incident' AND review = 'open'"
        " ORDER BY id DESC LIMIT :most",
        name=name,
        most=MOST,
    )


def last_weeks(until: date) -> list[date]:
    last = until - timedelta(days=until.weekday())
    return [last - timedelta(days=7 * n) for n in range(WEEKS - 1, -1, -1)]


def series(found: Mapping[str, int], weeks: list[date]) -> list[int]:
    return [found.get(week.isoformat(), 0) for week in weeks]
