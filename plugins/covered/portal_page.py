"""One portal in full: its weeks, its gaps, what was refused and why, and how well its profile is known to read it."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from plugins.covered import weeks, wording
from plugins.covered.condition import condition, verified, verified_now
from plugins.covered.weeks import WEEK, Gap, Label, monday
from plugins.explore import periods
from plugins.explore.provinces import former
from spiders import clock
from spiders.profile import Profile

Row = dict[str, Any]
#: Gaps that are listed, the longest ones.
MOST_GAPS = 20
#: Words of a portal whose province is no single one.
NOWHERE = "00"


def page(
    row: Row, found: Mapping[date, tuple[int, int]], good: Sequence[date], year: str, places: Mapping[str, Row]
) -> Row:
    published = {week: count for week, (count, _) in found.items()}
    by_year: Counter[int] = Counter()
    for week, count in published.items():
        by_year[_year(week)] += count
    years = sorted(number for number, count in by_year.items() if count)
    chosen = int(year) if year.isdecimal() and int(year) in years else (years[-1] if years else None)
    gaps = weeks.gaps(published)
    return {
        "row": row, "condition": condition(row), "former": former(places, row["place"]),
        "years": [(number, by_year[number]) for number in years],
        "year": chosen, "whole": _whole(published), "one_year": _one_year(published, chosen, _until(row)) if chosen else None,
        "table": _table(found, chosen, _until(row)) if chosen else [], "since": _since(row, good),
        "gaps": [(gap, *_why(gap, good)) for gap in gaps[:MOST_GAPS]], "gaps_in_all": len(gaps),
        "empty_weeks": sum(gap.weeks for gap in gaps), "shares": _shares(row),
        "undated": (row["articles"] or 0) - (row["dated"] or 0),
    }  # fmt: skip


def _year(week: date) -> int:
    """A week is of the year that most of its days are of."""
    return (week + timedelta(days=3)).year


def _shares(row: Row) -> list[tuple[str, str, int, float]]:
    """What part of the articles has what."""
    if not row["articles"]:
        return []
    told = (
        ("ngày đăng đọc được", "a date that could be read", "dated", "dated_percent"),
        ("sapo (đoạn dẫn)", "a lead", "with_sapo", "sapo_percent"),
        ("con số đọc được", "figures", "with_figures", "figures_percent"), ("ảnh", "images", "with_images", "images_percent"),
        ("tệp đính kèm", "attachments", "with_attachments", "attachments_percent"),
    )  # fmt: skip
    return [(vi, en, row[count], row[percent]) for vi, en, count, percent in told]


def _whole(published: Mapping[date, int]) -> Any:
    """Every week of the portal's life, thin as they may be."""
    filled = sorted(week for week, count in published.items() if count)
    if not filled:
        return None
    mondays = weeks.between(filled[0], filled[-1])
    labels, span = [], max(1, (filled[-1].year - filled[0].year) // 8 + 1)
    for at, week in enumerate(mondays):
        if at and _year(week) != _year(mondays[at - 1]) and (_year(week) % span == 0) and at < len(mondays) * 0.96:
            labels.append(Label(at, str(_year(week))))
    if not labels:
        labels.append(Label(0, f"{filled[0]:%d/%m/%Y}"))
    counts: list[tuple[str, int | None]] = [
        (f"{week:%d/%m/%Y}: {published.get(week, 0)} bài" if len(mondays) < 120 else "", published.get(week, 0))
        for week in mondays
    ]
    return weeks.bars(
        counts, labels, name="ca-doi", title="Số bài mỗi tuần, cả thời gian",
        told=f"{sum(published.values())} bài trong {len(mondays)} tuần, từ {filled[0]:%d/%m/%Y}.",
    )  # fmt: skip


def _one_year(published: Mapping[date, int], year: int, until: date | None) -> Any:
    mondays = _weeks_of(year)
    labels = [
        Label(at, f"{week.month}") for at, week in enumerate(mondays) if at == 0 or week.month != mondays[at - 1].month
    ]
    counts: list[tuple[str, int | None]] = [
        (f"tuần {week:%d/%m/%Y}: {published.get(week, 0)} bài", published.get(week, 0))
        if _is_known(week, until)
        else ("", None)
        for week in mondays
    ]
    total = sum(count or 0 for _, count in counts)
    return weeks.bars(
        counts, [one for one in labels if one.at or mondays[0].month == 1], name="mot-nam", title=f"Số bài mỗi tuần, năm {year}",
        told=f"{total} bài; {sum(count == 0 for _, count in counts)} tuần không có bài nào. Bảng ở dưới.",
    )  # fmt: skip


def _is_known(week: date, until: date | None) -> bool:
    return until is None or week <= until


def _weeks_of(year: int) -> list[date]:
    return [week for week in weeks.between(date(year, 1, 1), date(year, 12, 31)) if _year(week) == year]


def _table(found: Mapping[date, tuple[int, int]], year: int, until: date | None) -> list[tuple[date, date, int, int]]:
    return [
        (week, week + timedelta(days=6), *found.get(week, (0, 0))) for week in _weeks_of(year) if _is_known(week, until)
    ]


def _why(gap: Gap, good: Sequence[date]) -> tuple[str, str, str]:
    """What an empty stretch may mean: a class, and words. A crawl in it, or in the week after, would have seen what was new."""
    if not good or gap.last < monday(good[0]):
        return "before", "trước lần lấy trọn vẹn đầu tiên", "before the first good crawl"
    seen = bisect_right(good, gap.last + WEEK) - bisect_left(good, gap.first)
    if seen:
        return "quiet", f"lấy trọn vẹn {seen} ngày, không thấy bài", f"crawled well on {seen} days, no article seen"
    return "blind", "không có lần lấy trọn vẹn nào", "no good crawl"


def _since(row: Row, good: Sequence[date]) -> tuple[Gap, str, str, str] | None:
    """The whole weeks from the last article to the last crawl, if there are any, and what they may mean."""
    last, end = periods.day(row["last_published"]), _until(row)
    if last is None or end is None or monday(end) - monday(last) <= WEEK:
        return None
    gap = Gap(monday(last) + WEEK, end, (monday(end) - monday(last)).days // 7)
    return gap, *_why(gap, good)


def _until(row: Row) -> date | None:
    """The day in Vietnam of the last crawl: of what came later nothing is known."""
    stamp = row["last_crawl"] or row["counted_at"]
    return clock.parse(stamp).astimezone(clock.VIETNAM).date() if stamp else None


def told(runs: list[Row]) -> list[Row]:
    return [run | dict(zip(("vi", "en"), wording.outcome(run["outcome"]), strict=True)) for run in runs]


def profile(row: Row, known: Profile | None, ways: list[Row]) -> Row:
    """Whether a person has seen that the portal is read right; its ways in by the names that the profile gives them."""
    row["verified"] = verified_now(row, known)
    if known is not None:
        row["written"] = str(known.written) if known.written else None
    names = {section.url: section.name for section in known.sections} if known else {}
    for way in ways:
        way["name"] = names.get(way["address"])
        way["kind_vi"], way["kind_en"] = wording.WAYS[way["kind"]]
        way["condition"], way["vi"], way["en"] = _way(way)
    return {"profile": verified(row), "has_profile": known is not None, "ways": ways,
            "codes_before": known.places_before_2025 if known else (),
            "verified_on": periods.day(row["verified"]), "written_on": periods.day(row["written"])}  # fmt: skip


def _way(way: Row) -> tuple[str, str, str]:
    """Found and quiet, or not found at all."""
    vi, en = wording.reason(way["reason"] or "")
    match way["state"]:
        case "answered" if way["listed"] is None or way["listed"]:
            return "quiet", "đọc được danh mục", "its list was read"
        case "answered":
            return "broken", "có trả lời, không thấy bài nào trong đó", "it answers, and lists no article"
        case "moved":
            return "moved", "dẫn sang địa chỉ khác", "leads to another address"
        case "new" | "alias":
            return "unknown", "chưa mở", "not opened yet"
        case "absent":
            return "broken", "không còn (404)", "it is gone (404)"
    return "broken", f"không mở được: {vi}", f"cannot be opened: {en}"


def refused(addresses: list[Row], rules: list[Row], problems: list[Row], failed: list[Row]) -> Row:
    """What is missing, and why, in words."""
    for one in (*addresses, *problems, *failed):
        one["vi"], one["en"] = wording.reason(one["reason"]) if one["reason"] else ("", "")
    for one in rules:
        one["vi"], one["en"] = wording.reason(one["rule"])
    for one in addresses:
        one["state_vi"], one["state_en"] = wording.STATES.get(one["state"], (one["state"], one["state"]))
        one["kind_vi"], one["kind_en"] = wording.KINDS.get(one["kind"], (one["kind"], one["kind"]))
    return {
        "addresses": addresses, "known_addresses": sum(one["addresses"] for one in addresses),
        "left_out": [one for one in rules if one["action"] == "refused"],
        "folded": [one for one in rules if one["action"] == "folded"],
        "lost": [one for one in problems if one["reason"] not in wording.IS_NOTE],
        "noted": [one for one in problems if one["reason"] in wording.IS_NOTE], "failed": failed,
    }  # fmt: skip
