"""The whole archive in one page: its sums, the map, and a line for each portal."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from plugins.covered import questions, weeks
from plugins.covered.condition import condition, verified, verified_now
from plugins.explore import maps, periods
from plugins.explore.provinces import of_today
from spiders import clock
from spiders.clock import VIETNAM
from spiders.profile import Profile

Row = dict[str, Any]
#: Word in the address -> by what the list is ordered; whatever is empty comes last.
ORDERS: dict[str, tuple[str, str, Callable[[Row], Any]]] = {
    "": ("nhiều bài nhất", "most articles", lambda one: -(one["articles"] or 0)),
    "trang-thai": ("cần xem trước", "in need of a look", lambda one: (_URGENCY[one["condition"].kind], -(one["articles"] or 0))),
    "moi": ("bài mới nhất", "latest article", lambda one: _late(one["last_published"])),
    "lay": ("lần lấy tốt lâu nhất", "longest since a good crawl", lambda one: one["last_good_crawl"] or ""),
    "trong": ("nhiều tuần trống nhất", "most empty weeks", lambda one: -(one["empty_weeks"] or 0)),
    "ten": ("theo tên", "by name", lambda one: str(one["title_vi"]).casefold()),
}  # fmt: skip
_URGENCY = {"broken": 0, "cut": 1, "unknown": 2, "never": 3, "running": 4, "quiet": 5, "news": 6}


def _late(day: str | None) -> int:
    read = periods.day(day)
    return -read.toordinal() if read else 0


def last_day(rows: list[Row]) -> date:
    """The day to which the archive reaches: that of its last crawl, or today where there was none."""
    ends = [row["last_crawl"] for row in rows if row["last_crawl"]]
    return (clock.parse(max(ends)) if ends else clock.now()).astimezone(VIETNAM).date()


def page(
    rows: list[Row], places: Mapping[str, Row], by_week: Mapping[str, Mapping[str, int]], until: date,
    profiled: Mapping[str, Profile], order: str, path: Callable[[str], str],
) -> Row:  # fmt: skip
    mondays = questions.last_weeks(until)
    for row in rows:
        row["verified"] = verified_now(row, profiled.get(row["portal"]))
        row["condition"], row["profile"] = condition(row), verified(row)
        counts = questions.series(by_week.get(row["portal"], {}), mondays)
        row["a_year"], row["most_a_week"] = sum(counts), max(counts, default=0)
        row["spark"] = weeks.spark(
            counts, f"{sum(counts)} bài trong {len(counts)} tuần, nhiều nhất {max(counts)} bài một tuần"
        )
    order = order if order in ORDERS else ""
    in_order = sorted(sorted(rows, key=lambda one: str(one["portal"])), key=ORDERS[order][2])
    missing = [one for name, one in sorted(profiled.items()) if name not in {row["portal"] for row in rows}]
    return {
        "portals": in_order, "order": order, "orders": [(name, *told[:2]) for name, told in ORDERS.items()],
        "sums": _sums(rows, until),
        "conditions": Counter(row["condition"].kind for row in rows), "profiles": Counter(row["profile"][0] for row in rows),
        "missing": missing, "place_names": {code: place["name_vi"] for code, place in places.items()},
        "weeks": len(mondays), "since": mondays[0], "until": until,
    } | _map(rows, places, path)  # fmt: skip


def _sums(rows: list[Row], until: date) -> Row:
    def all_of(name: str) -> int:
        return sum(row[name] or 0 for row in rows)

    return {
        "articles": all_of("articles"), "captures": all_of("captures"), "figures": all_of("figures"), "portals": len(rows),
        "uncounted": sum(row["counted_at"] is None for row in rows), "undated": all_of("articles") - all_of("dated"),
        "first_published": min(filter(None, (row["first_published"] for row in rows)), default=None),
        "last_published": max(filter(None, (row["last_published"] for row in rows)), default=None),
        "first_archived": min(filter(None, (row["first_archived"] for row in rows)), default=None),
        "last_archived": max(filter(None, (row["last_archived"] for row in rows)), default=None),
        "until": until,
    }  # fmt: skip


def _map(rows: list[Row], places: Mapping[str, Row], path: Callable[[str], str]) -> Row:
    """Provinces by the articles of their own portals and papers, whatever the press of the whole country tells of them."""
    today = of_today(places)
    articles: Counter[str] = Counter()
    portals: Counter[str] = Counter()
    for row in rows:
        articles[row["place"]] += row["articles"] or 0
        portals[row["place"]] += 1
    regions = {
        code: maps.Region(
            name, path(f"/dia-phuong/{code}"), f"{name}: {articles[code]} bài của {portals[code]} nguồn",
            float(articles[code]) or None,
        )
        for code, name in today.items()
    }  # fmt: skip
    covered = [code for code in today if articles[code]]
    shades = [one.value for one in regions.values() if one.value]
    return {
        "map": maps.vietnam(
            regions, name="ban-do", title="Bản đồ 34 tỉnh, thành theo số bài của cổng và báo địa phương",
            told=f"{len(covered)} tỉnh, thành có bài; danh sách ở dưới.",
        ),
        "legend": [(kind, int(low), int(high)) for kind, low, high in maps.legend(shades)],
        "provinces": len(today), "covered": len(covered),
        "provinces_with": sorted(
            ((today[code], code, articles[code], portals[code]) for code in covered), key=lambda one: (-one[2], one[1])
        ),
        "provinces_without": [(today[code], code) for code in sorted(today) if not articles[code]],
        "of_no_province": sum(count for code, count in articles.items() if code not in today),
    }  # fmt: skip
