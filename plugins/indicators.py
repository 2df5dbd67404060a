"""`/chi-so`: the indicators by domain; `/chi-so/<id>`: one of them over time, on the map, with its medians and gaps.

For a reporter who has never seen SQL: plain forms, drawings that are made here, and the same figures in a table under them.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from datasette import hookimpl
from datasette.utils.asgi import NotFound, Response

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from pipelines.folding import fold  # noqa: E402
from plugins.explore import charts, maps, periods, series, wording  # noqa: E402
from plugins.explore.asked import Asked  # noqa: E402
from plugins.explore.axes import time_axis, value_axis  # noqa: E402
from plugins.explore.figures import MOST_DRAWN, Row, opened  # noqa: E402
from plugins.explore.provinces import of_today  # noqa: E402
from plugins.explore.series import Placed, measure  # noqa: E402
from plugins.language.chosen import only  # noqa: E402

#: Places that get a drawing of their own, and rows of the table on one page.
MOST_CHARTS, ROWS = 6, 15


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/chi-so$", index), (r"^/chi-so/(?P<indicator>[a-z0-9_]{1,80})$", page)]


async def index(datasette: Any, request: Any) -> Response:
    archive = await opened(datasette, request)
    known, counts = await archive.together(
        archive.rows("SELECT * FROM indicators ORDER BY domain_vi, label_vi"), archive.counts_by_indicator()
    )
    asked = (request.args.get("q") or "").strip()[:200]
    with_all = request.args.get("tat-ca") == "1"
    known = [one | counts.get(one["id"], {"figures": 0, "articles": 0, "places": 0}) for one in known]
    found = [one for one in known if _matches(one, asked) and (one["figures"] or asked or with_all)]
    domains = [
        {"name": wording.domain(inside[0]), "indicators": sorted(inside, key=lambda one: -one["figures"])}
        for inside in (list(group) for _, group in groupby(found, lambda one: one["domain_vi"]))
    ]
    shown = {
        "asked": asked, "with_all": with_all, "domains": domains, "known": len(known), "found": len(found),
        "figures": sum(one["figures"] for one in known), "empty": sum(not one["figures"] for one in known),
    }  # fmt: skip
    return Response.html(await datasette.render_template("indicators.html", shown, request=request))


def _matches(one: Row, asked: str) -> bool:
    text = fold(
        " ".join(
            (one["label_vi"], one["label_en"], one["domain_vi"], wording.domain(one), one["definition_vi"], one["id"])
        )
    )
    return all(word in text for word in fold(asked).split())


async def page(datasette: Any, request: Any) -> Response:
    archive = await opened(datasette, request)
    name = request.url_vars["indicator"]
    told = await archive.rows("SELECT * FROM indicators WHERE id = :id", id=name)
    if not told:
        raise NotFound("Không có chỉ số này · no such indicator")
    asked = Asked.of(request)
    rows, places = await archive.together(archive.drawn(name), archive.places())
    # Of more figures than a page holds those that are asked for are fetched by themselves.
    wanted = (
        await archive.drawn(name, asked.noi, asked.tu, asked.den) if len(rows) > MOST_DRAWN and asked.narrows else rows
    )
    shown = await asyncio.to_thread(_page, rows, wanted, places, asked, datasette.urls.table("archive", "metrics"))
    shown |= {"indicator": told[0], "is_cut": len(wanted) > MOST_DRAWN, "most": MOST_DRAWN}
    shown["rows"] = await archive.listed(shown.pop("ids"))
    return Response.html(await datasette.render_template("indicator.html", shown, request=request))


def _page(rows: list[Row], wanted: list[Row], places: dict[str, Row], asked: Asked, metrics: str) -> Row:
    today = of_today(places)
    everything = [one for one in map(series.placed, rows[:MOST_DRAWN]) if one is not None]
    asked_for = (
        everything if wanted is rows else [one for one in map(series.placed, wanted[:MOST_DRAWN]) if one is not None]
    )
    let_through = [one for one in asked_for if asked.lets_through(one)]
    measures = Counter(measure(one.row) for one in let_through)
    dated = Counter(measure(one.row) for one in let_through if one.end is not None)
    chosen = next((one for one in measures if one.key == asked.loai), None)
    if chosen is None and measures:
        chosen = max(measures, key=lambda one: (dated[one], measures[one], one.key))
    measured = [one for one in let_through if measure(one.row) == chosen]
    listed = measured[(asked.trang - 1) * ROWS : asked.trang * ROWS]
    drawn, not_drawn = _split(series.series(measured))
    shown: Row = {
        "asked": asked,
        "total": len(everything),
        "chosen": chosen,
        "measured": len(measured),
        "undated": sum(one.end is None for one in measured),
        "measures": sorted(measures.items(), key=lambda item: (-item[1], item[0].key)),
        "places": _places(everything, today, asked.noi),
        "lengths": _lengths(everything),
        "modalities": Counter(one.row["modality"] for one in everything),
        "ids": [one.row["id"] for one in listed],
        "pages": -(-len(measured) // ROWS),
        "more_places": [
            (place or only("(không rõ nơi)", "(no place given)"), len(inside)) for place, inside in not_drawn
        ],
        "marks": Counter((one.row["modality"], one.is_year) for one in measured if one.end is not None),
        "percent_of_ratio": chosen is not None and chosen.kind == "ratio",
        "medians": _medians(measured, chosen),
        "gaps": series.gaps(measured, today),
    }
    shown |= _charts(drawn, chosen, asked, metrics, _grown(places)) if drawn and chosen else {"charts": []}
    return shown | _map(measured, today, asked, chosen)


def _medians(measured: list[Placed], chosen: series.Measure | None) -> list[Row]:
    unit = chosen.axis_unit if chosen else ""
    found = series.medians(measured)
    for one in found:
        for key in ("lowest", "median", "highest"):
            one[key] = wording.scaled(one[key], unit, has_unit=False)
    return found


def _split(by_place: list[tuple[str, list[Placed]]]) -> tuple[list[Any], list[Any]]:
    """The places to draw, and the others: one figure alone is no drawing, unless nothing else is there."""
    drawn = [one for one in by_place if len(one[1]) > 1][:MOST_CHARTS] or by_place[:MOST_CHARTS]
    return drawn, [one for one in by_place if one not in drawn]


def _grown(places: dict[str, Row]) -> set[str]:
    """The provinces of today that others were joined into: since July 2025 they are not what they were."""
    return {row["successor"] for row in places.values() if row["successor"]}


def _places(figures: list[Placed], today: dict[str, str], noi: str) -> list[tuple[str, str, int]]:
    counts = Counter(one.row["place_today"] or one.where for one in figures)
    if noi and noi not in counts:  # a former province, or one of those that a reader typed
        counts[noi] = sum(one.where == noi for one in figures)
    return [(key, today.get(key, key), n) for key, n in sorted(counts.items(), key=lambda item: -item[1]) if key]


def _lengths(figures: list[Placed]) -> list[tuple[str, str, int]]:
    counts = Counter(one.length for one in figures if one.length)
    known = [(name, only(vi, en)) for name, (vi, en, _) in periods.LENGTHS.items()] + [
        (periods.OTHER[0], only(*periods.OTHER[1:]))
    ]
    return [(name, said, counts[name]) for name, said in known if counts[name]]


def _charts(
    drawn: list[tuple[str, list[Placed]]], chosen: series.Measure, asked: Asked, metrics: str, grown: set[str]
) -> Row:
    all_values = [float(one.value) for _, inside in drawn for one in inside]
    positive = [value for value in all_values if value > 0]
    # Of fines one is two million and the sum of a year two billion: on a plain axis the small ones are one line.
    can_log = len(positive) == len(all_values) and max(positive) >= 50 * min(positive) and chosen.kind != "rank"
    values = value_axis(all_values, chosen.axis_unit, chosen.kind, is_log=can_log and asked.truc == "log")
    frame = charts.WIDE if len(drawn) == 1 else charts.SMALL
    days = [one.end for _, inside in drawn for one in inside if one.end]
    times = time_axis(days, 8 if frame is charts.WIDE else 5)
    made = []
    for number, (place, inside) in enumerate(drawn):
        points = list(_points(inside, metrics))
        title = place or only("Không rõ nơi", "No place given")
        made.append(
            {
                "place": title,
                "figures": len(inside),
                "svg": charts.chart(
                    points, values, times, name=f"bieu-do-{number}", title=title, told=_told(inside), frame=frame,
                    is_joined_province=any(one.row["place_today"] in grown for one in inside), is_one_place=bool(place),
                ),
            }
        )  # fmt: skip
    return {"charts": made, "axis_unit": values.unit, "can_log": can_log, "is_down": values.is_down}


def _points(figures: list[Placed], metrics: str) -> Iterator[charts.Point]:
    for one in figures:
        if one.end is not None:
            row = one.row
            period = periods.in_words(one.start, one.end)
            aim = (
                ""
                if row["modality"] == "actual"
                else f" ({only(*wording.MODALITIES.get(row['modality'], ('?', '?'))).lower()})"
            )
            label = f"{period}: {wording.shown(row)}{aim}"
            yield charts.Point(one.end, float(one.value), row["modality"], label, f"{metrics}/{row['id']}", one.is_year)


def _told(figures: list[Placed]) -> str:
    """The drawing in a sentence, for those who do not see it."""
    ordered = sorted((one for one in figures if one.end), key=lambda one: (one.end, one.row["id"]))
    first, last = (
        f"{periods.in_words(one.start, one.end)}: {wording.shown(one.row)}" for one in (ordered[0], ordered[-1])
    )
    return only(
        f"{len(ordered)} con số; sớm nhất {first}; muộn nhất {last}. Bảng bên dưới có mọi con số.",
        f"{len(ordered)} figures; the earliest {first}; the latest {last}. The table below has all of them.",
    )


def _map(measured: list[Placed], today: dict[str, str], asked: Asked, chosen: series.Measure | None) -> Row:
    """Provinces shaded by their latest value, or by how many figures there are, where fewer than three have a value."""
    values = series.latest(measured)
    counts = Counter(one.row["place_today"] for one in measured if one.row["place_today"])
    unit = chosen.axis_unit if chosen else ""
    by_value = asked.ban_do == "gia-tri" or (not asked.ban_do and len(values) >= 3)
    regions, listed = {}, []
    for code, name in today.items():
        value, same = values.get(code, (None, []))
        text = ""
        if value is not None:
            row, former = same[0].row, {one.where for one in same if one.where and one.where != name}
            of_several = only(f"trung vị của {len(same)} con số", f"median of {len(same)} figures")
            text = wording.shown(row) if len(same) == 1 else f"{wording.scaled(value, unit)} ({of_several})"
            text += f", {periods.in_words(same[0].start, same[0].end)}" + (
                f" ({', '.join(sorted(former))})" if former else ""
            )
        label = (
            f"{name}: {text or only('chưa có', 'none yet')}"
            if by_value
            else f"{name}: {counts[code]} {only('con số', 'figures')}"
        )
        shade = (None if value is None else float(value)) if by_value else (float(counts[code]) or None)
        regions[code] = maps.Region(name, asked.query(noi=code), label, shade, is_here=asked.noi == code)
        if counts[code]:
            listed.append({"code": code, "name": name, "value": text, "figures": counts[code], "sort": value})
    shades = [one.value for one in regions.values() if one.value is not None]
    return {
        "map": maps.vietnam(
            regions, name="ban-do", title=only("Bản đồ 34 tỉnh, thành", "Map of the 34 provinces"), told=only(
                f"{len(shades)} tỉnh, thành có số; danh sách ở bên cạnh.",
                f"{len(shades)} provinces with figures; a list is beside it.",
            ),
        ),
        "by_value": by_value,
        "legend_of_map": [
            (kind, *(wording.scaled(series.Decimal(f"{bound:.6g}"), unit if by_value else "") for bound in bounds))
            for kind, *bounds in maps.legend(shades)
        ],
        "provinces": sorted(listed, key=lambda one: (one["sort"] is None, -(one["sort"] or 0), -one["figures"])),
    }  # fmt: skip
