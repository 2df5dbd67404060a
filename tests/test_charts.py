"""The drawing of figures over time: what a mark is, where it stands, what it leads to."""

import re
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from plugins.explore import periods, wording
from plugins.explore.axes import time_axis, value_axis
from plugins.explore.charts import MOST_MARKS, REFORM, SMALL, WIDE, Frame, Point, chart
from plugins.explore.series import latest, measure, medians, placed
from tests.archive_samples import HOSTILE

DONE = [
    Point(date(2015 + n, 12, 31), 10.0 * n, "actual", f"năm {2015 + n}", f"/archive/metrics/{n}", True)
    for n in range(5)
]


def drawn(points: list[Point], *, frame: Frame = SMALL, is_joined_province: bool = False, title: str = "Hà Nội") -> str:
    values = value_axis([point.value for point in points], "VND", "money")
    times = time_axis([point.day for point in points])
    return str(
        chart(
            points, values, times, name="b", title=title, told="năm con số", frame=frame, is_joined_province=is_joined_province
        )
    )  # fmt: skip


def numbers(text: str, name: str) -> list[float]:
    return [float(found) for found in re.findall(rf'{name}="([-\d.]+)"', text)]


def test_every_mark_leads_to_its_figure_and_says_what_it_is() -> None:
    svg = drawn(DONE)
    ElementTree.fromstring(svg)
    assert re.findall(r'<a href="([^"]+)"', svg) == [f"/archive/metrics/{n}" for n in range(5)]
    assert "<title>năm 2019</title>" in svg
    assert '<title id="b-t">Hà Nội</title><desc id="b-d">năm con số</desc>' in svg


def test_later_is_further_right_and_more_is_higher() -> None:
    svg = drawn(DONE, frame=WIDE)
    xs, ys = numbers(svg, "cx"), numbers(svg, "cy")
    assert xs == sorted(xs)
    assert ys == sorted(ys, reverse=True)
    assert all(0 < x < WIDE.width for x in xs)
    assert all(0 < y < WIDE.height for y in ys)


def test_an_aim_looks_unlike_what_was_done_and_no_line_joins_it() -> None:
    svg = drawn([*DONE, Point(date(2020, 12, 31), 99, "target", "mục tiêu", "/x", True)])
    assert svg.count('class="target"') == 1
    assert len(re.findall(r'<polyline class="line" points="([^"]+)"', svg)[0].split()) == 5


def test_a_line_joins_whole_years_only_through_the_middle() -> None:
    half = Point(date(2016, 6, 30), 500, "actual", "6 tháng", "/half")
    twice = [Point(date(2016, 12, 31), value, "actual", "?", "/x", True) for value in (8.0, 20.0)]
    line = re.findall(r'<polyline class="line" points="([^"]+)"', drawn([*DONE, half, *twice]))
    assert len(line) == 1
    assert len(line[0].split()) == 5


def test_no_line_crosses_a_year_without_a_figure() -> None:
    points = [
        Point(date(year, 12, 31), year, "actual", str(year), "/x", True) for year in (2011, 2012, 2015, 2021, 2022)
    ]
    lines = re.findall(r'<polyline class="line" points="([^"]+)"', drawn(points))
    assert [len(line.split()) for line in lines] == [2, 2]


def test_figures_of_no_known_place_are_joined_by_no_line() -> None:
    values, times = (
        value_axis([point.value for point in DONE], "VND", "money"),
        time_axis([point.day for point in DONE]),
    )
    svg = chart(DONE, values, times, name="b", title="Không rõ nơi", told="", is_one_place=False)
    assert "<polyline" not in svg and svg.count("<circle") == len(DONE)


def test_the_line_of_a_province_that_others_joined_ends_with_it() -> None:
    points = [Point(date(year, 12, 31), year, "actual", str(year), "/x", True) for year in (2023, 2024, 2025, 2026)]
    assert drawn(points).count("<polyline") == 1
    assert drawn(points, is_joined_province=True).count("<polyline") == 2
    assert 'class="reform"' in drawn(points)
    assert points[2].day > REFORM


def test_figures_that_say_the_same_are_one_mark_and_marks_have_an_end() -> None:
    assert drawn([DONE[0], DONE[0], DONE[1]]).count("<circle") == 2
    assert "(+1)" in drawn([DONE[0], DONE[0], DONE[1]])
    many = [Point(date(2015, 1, 1), float(n), "actual", "?", "/x") for n in range(MOST_MARKS + 50)]
    assert drawn(many).count("<circle") == MOST_MARKS


def test_nothing_that_a_text_holds_gets_out_of_the_drawing() -> None:
    svg = drawn([Point(date(2020, 1, 1), 1, "actual", HOSTILE, HOSTILE)], title=HOSTILE)
    assert "<script" not in svg
    assert "<img" not in svg
    assert not [element for element in ElementTree.fromstring(svg).iter() if element.tag.endswith(("script", "img"))]


@pytest.mark.parametrize(
    ("values", "unit", "kind", "labels", "named"),
    [
        ([0, 1_200_000_000_000], "VND", "money", ["0", "500", "1.000", "1.500"], "tỷ đồng"),
        ([3, 7.5], "%", "percent", ["0", "2", "4", "6", "8"], "%"),
        ([-4, 6], "%", "comparison", ["-5", "-2,5", "0", "2,5", "5", "7,5"], "%"),
        ([5], "cuộc", "count", ["0", "2", "4", "6"], "cuộc"),
        ([0], "cuộc", "count", ["0", "0,25", "0,5", "0,75", "1"], "cuộc"),
    ],
)
def test_axes_have_round_steps_in_vietnamese_numbers(
    values: list[float], unit: str, kind: str, labels: list[str], named: str
) -> None:
    axis = value_axis(values, unit, kind)
    assert [axis.label(tick) for tick in axis.ticks] == labels
    assert axis.unit == named
    assert all(0 <= axis.at(value) <= 1 for value in values)


def test_the_first_rank_is_on_top_and_a_logarithm_spreads_the_small() -> None:
    ranks = value_axis([1, 12], "hạng", "rank")
    assert ranks.at(1) > ranks.at(12)
    axis = value_axis([10, 1000], "VND", "money", is_log=True)
    assert axis.at(100) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("start", "end", "words", "length"),
    [
        ("2015-01-01", "2015-12-31", "năm 2015", "nam"),
        ("2016-07-01", "2016-09-30", "quý III/2016", "quy"),
        ("2021-01-01", "2021-09-30", "9 tháng đầu năm 2021", "9-thang"),
        ("2020-07-01", "2020-12-31", "6 tháng cuối năm 2020", "6-thang"),
        ("2016-03-01", "2016-03-31", "tháng 3/2016", "thang"),
        ("2016-01-01", "2016-11-30", "11 tháng đầu năm 2016", "khac"),
        ("2016-03-05", "2016-03-05", "05/03/2016", "ngay"),
        ("2016-01-01", "2020-12-31", "2016–2020", "nhieu-nam"),
    ],
)
def test_a_period_has_a_name_and_a_length(start: str, end: str, words: str, length: str) -> None:
    days = periods.day(start), periods.day(end)
    assert periods.in_words(*days) == words
    assert periods.length(*days) == length  # type: ignore[arg-type]


def row(value: str, **more: object) -> dict[str, object]:
    """A figure as the archive has it."""
    known = {
        "id": 1, "kind": "count", "value_text": value, "value_to_text": None, "denominator_text": None, "unit": "cuộc",
        "qualifier": "exact", "modality": "actual", "direction": None, "base": None, "per": None,
        "period_start": "2024-01-01", "period_end": "2024-12-31", "period_label": "năm 2024", "place": "Bắc Giang",
        "place_today": "24", "district_code": None, "part_of": None,
    }  # fmt: skip
    return known | more


def test_kinds_and_units_are_told_apart_but_not_the_case_of_a_letter() -> None:
    assert measure(row("1", unit="Giải")) == measure(row("1", unit="giải"))
    assert measure(row("1", unit="giải")) != measure(row("1", unit="cuộc"))
    assert measure(row("1", kind="ratio")) != measure(row("1"))


def test_a_figure_is_read_aloud() -> None:
    ratio = row("197", kind="ratio", denominator_text="299")
    assert wording.said(ratio) == "197/299 cuộc (197 trong 299, bằng 65,9%)"
    money = row("9045800000", kind="money", unit="VND", qualifier="gt")
    assert wording.said(money) == "hơn 9.045.800.000 đồng (9,05 tỷ đồng)"
    assert wording.said(row("4.5", unit="%", direction="decrease", base="năm 2023")) == "giảm 4,5% so với năm 2023"


def test_medians_and_latest_values_leave_out_aims_districts_and_parts() -> None:
    rows = [
        row("10"), row("30"), row("20"), row("900", modality="target"), row("1", district_code="213"), row("2", part_of=7),
        row("5", period_start="2023-01-01", period_end="2023-12-31"), row("7", period_start="--07-11", period_end="--07-11"),
    ]  # fmt: skip
    figures = [one for one in map(placed, rows) if one]
    assert [(one["period"], one["figures"], one["median"]) for one in medians(figures)] == [
        ("năm 2024", 3, Decimal(20)),
        ("năm 2023", 1, Decimal(5)),
    ]
    assert latest(figures)["24"][0] == 20
    assert placed(row("không phải số")) is None
