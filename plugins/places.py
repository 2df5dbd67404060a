"""`/dia-phuong`: the provinces of today with what is known of each; `/dia-phuong/<code>`: one of them, latest figures first."""

import sys
from itertools import groupby
from pathlib import Path
from typing import Any

from datasette import hookimpl
from datasette.utils.asgi import NotFound, Response

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from plugins.explore import maps  # noqa: E402
from plugins.explore.figures import LISTED, Archive, Row, opened  # noqa: E402
from plugins.explore.provinces import former, of_today  # noqa: E402
from plugins.explore.wording import domain  # noqa: E402
from plugins.language.chosen import only  # noqa: E402


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/dia-phuong$", index), (r"^/dia-phuong/(?P<code>[0-9]{2})$", page)]


async def index(datasette: Any, request: Any) -> Response:
    archive = await opened(datasette, request)
    places, counts = await archive.together(archive.places(), archive.counts_by_place())
    today = of_today(places)
    listed = [
        {
            "code": code, "name": name, "former": former(places, code), "indicators": counts.get(code, {}).get("indicators", 0),
            "figures": counts.get(code, {}).get("figures", 0),
        }
        for code, name in today.items()
    ]  # fmt: skip
    regions = {
        one["code"]: maps.Region(
            one["name"], datasette.urls.path(f"/dia-phuong/{one['code']}"),
            f"{one['name']}: {one['figures']} {only('con số', 'figures')}", float(one["figures"]) or None,
        )
        for one in listed
    }  # fmt: skip
    drawn = maps.vietnam(
        regions,
        name="ban-do",
        title=only("Bản đồ 34 tỉnh, thành", "Map of the 34 provinces"),
        told=only(
            "Danh sách ở bên cạnh dẫn tới trang của từng tỉnh, thành.",
            "The list beside it leads to the page of each province.",
        ),
    )
    legend = [
        (kind, int(low), int(high))
        for kind, low, high in maps.legend([one.value for one in regions.values() if one.value])
    ]
    shown = {
        "places": sorted(listed, key=lambda one: (-one["figures"], one["code"])), "map": drawn, "legend": legend,
    }  # fmt: skip
    return Response.html(await datasette.render_template("places.html", shown, request=request))


async def page(datasette: Any, request: Any) -> Response:
    archive = await opened(datasette, request)
    code = request.url_vars["code"]
    places = await archive.places()
    today = of_today(places)
    if code not in today:
        raise NotFound("Không có tỉnh, thành mang mã này · no province of today has this code")
    figures, portals, unclassified = await archive.together(
        _latest(archive, code),
        archive.rows(
            "SELECT p.name, p.title_vi, p.title_en, (SELECT count(*) FROM articles a WHERE a.portal = p.name) AS articles"
            " FROM portals p WHERE p.place = :code ORDER BY articles DESC, p.name LIMIT 100",
            code=code,
        ),
        archive.rows(
            "SELECT count(*) AS n FROM (SELECT 1 FROM metrics WHERE place_today = :code AND indicator IS NULL LIMIT 100001)",
            code=code,
        ),
    )
    regions = {
        one: maps.Region(name, datasette.urls.path(f"/dia-phuong/{one}"), name, is_here=one == code)
        for one, name in today.items()
    }
    shown = {
        "code": code,
        "name": today[code],
        "former": former(places, code),
        "portals": portals,
        "figures": sum(row["figures"] for row in figures),
        "indicators": len(figures),
        "unclassified": unclassified[0]["n"],
        "domains": [(name, list(group)) for name, group in groupby(figures, domain)],
        "map": maps.vietnam(
            regions, name="ban-do", title=only(f"{today[code]} trên bản đồ", f"{today[code]} on the map"),
            told=only("Mỗi tỉnh, thành dẫn tới trang của nó.", "Each province leads to its page."),
        ),
    }  # fmt: skip
    return Response.html(await datasette.render_template("place.html", shown, request=request))


async def _latest(archive: Archive, code: str) -> list[Row]:
    """The latest figure of each indicator of the place, with how many there are; an aim only where nothing else is known."""
    counted = await archive.rows(
        "SELECT m.indicator, count(*) AS figures, "
        " max((m.modality <> 'target') || coalesce(m.period_end, '') || ' ' || printf('%012d', m.id)) AS latest"
        " FROM metrics m CROSS JOIN articles a ON a.id = m.article_id"
        f" WHERE m.place_today = :code AND m.indicator IS NOT NULL{archive.once} GROUP BY m.indicator",
        code=code,
    )
    numbers = {int(row["latest"].rpartition(" ")[2]): row["figures"] for row in counted}
    rows = await archive.rows(
        f"SELECT {LISTED}, i.domain, i.domain_vi, i.label_vi, i.label_en FROM metrics m JOIN articles a ON a.id = m.article_id"
        f" JOIN indicators i ON i.id = m.indicator WHERE m.id IN ({', '.join(map(str, numbers))})"
    )
    for row in rows:
        row["figures"] = numbers[row["id"]]
    return sorted(sorted(rows, key=lambda row: row["period_end"] or "", reverse=True), key=lambda row: row["domain_vi"])
