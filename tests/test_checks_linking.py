"""What a check leaves in the figures of a text, what depends on their periods and indicators, and how long it takes."""

import time
from decimal import Decimal

import pytest

from pipelines.figures.checks.check import check, find, link
from spiders.items import Period
from tests.check_samples import checks_of, read, told


def test_indicators_tell_matters_apart_that_read_alike() -> None:
    marked = (
        "Triển khai [12 cuộc|inspections_launched], kết thúc [9 cuộc|inspections_completed]; "
        "kết thúc [11 cuộc|anticorruption_inspections_completed]."
    )
    assert checks_of(marked) == {"order 12 9"}


def test_figures_of_two_periods_bound_nothing() -> None:
    prose, drafts = read("Tiếp nhận [90 đơn], giải quyết [70 đơn].")
    drafts[0].period = Period("period", "quý I", 0, 5, "2024-01-01", "2024-03-31")
    drafts[1].period = Period("period", "năm 2023", 0, 5, "2023-01-01", "2023-12-31")
    assert check(prose, drafts) == ()


PLAN = "Kế hoạch vốn năm 2024 là [500 tỷ đồng]; đến hết tháng 9 đã giải ngân [300 tỷ đồng], đạt [60%]."


@pytest.mark.parametrize(
    ("year", "expected"), [("2024", {"order 500 tỷ 300 tỷ", "ratio 300 tỷ 500 tỷ ~ 60%"}), ("2023", set())]
)
def test_the_plan_of_a_year_bounds_what_is_done_of_it_by_a_day_of_that_year(year: str, expected: set[str]) -> None:
    prose, drafts = read(PLAN)
    drafts[0].period = Period("period", "năm", 0, 5, f"{year}-01-01", f"{year}-12-31")
    drafts[1].period = drafts[2].period = Period("period", "tháng 9", 0, 5, "2024-01-01", "2024-09-30")
    assert {told(prose, drafts, one) for one in check(prose, drafts)} == expected


def test_a_rate_named_by_another_verb_is_of_another_thing() -> None:
    marked = "Sở được giao [100 nhiệm vụ], đã hoàn thành [90 nhiệm vụ]. Tỷ lệ hoàn thành kế hoạch thanh tra đạt [90%]."
    assert checks_of(marked) == {"order 100 90"}


def test_a_rate_behind_a_list_may_be_of_a_part_in_it() -> None:
    marked = (
        "Tiếp nhận [100 hồ sơ], gồm [60 hồ sơ] trực tuyến, [40 hồ sơ] trực tiếp, đã giải quyết [55 hồ sơ], đạt [91,7%]."
    )
    assert checks_of(marked) == {"sum 60 40 = 100", "order 100 55"}


def test_an_aim_is_no_operand() -> None:
    prose, drafts = read("Giải quyết [84/105 đơn], đạt [80%], mục tiêu đạt [95%].")
    drafts[2].modality = "target"
    assert {told(prose, drafts, one) for one in check(prose, drafts)} == {"ratio 84/105 ~ 80%"}


def test_parts_point_to_what_holds_them() -> None:
    prose, drafts = read("Tiếp nhận [126 đơn], gồm [56 đơn] khiếu nại và [70 đơn] tố cáo.")
    link(prose, drafts)
    assert [one.part_of is drafts[0] for one in drafts] == [False, True, True]


def test_recovered_money_is_no_part_of_what_was_recommended() -> None:
    prose, drafts = read("Kiến nghị thu hồi [4 tỷ đồng], đã thu hồi [3 tỷ đồng].")
    link(prose, drafts)
    assert [one.part_of for one in drafts] == [None, None]


def test_a_proved_typo_is_marked_and_its_print_stays() -> None:
    prose, drafts = read("Có [45/500 thủ tục] làm tại chỗ, đạt [9/0%].")
    link(prose, drafts)
    assert drafts[1].flags == ["source_typo_repaired"]
    assert prose.text[drafts[1].start : drafts[1].end] == "9/0%"
    (one,) = find(prose, drafts)
    assert (one.verdict, one.computed) == ("typo_proved", Decimal(9))


@pytest.mark.parametrize("passage", ["Đạt [9/0%].", "Có [45/600 thủ tục] làm tại chỗ, đạt [9/0%]."])
def test_a_typo_that_nothing_proves_says_so(passage: str) -> None:
    prose, drafts = read(passage)
    link(prose, drafts)
    assert drafts[-1].flags == ["unproved"]
    assert find(prose, drafts) == ()


def test_a_rate_that_its_ratio_contradicts_is_flagged_and_kept() -> None:
    prose, drafts = read("Đã giải quyết [210/300 vụ việc], đạt [88,9%].")
    link(prose, drafts)
    assert (drafts[1].value, drafts[1].flags) == (Decimal("88.9"), ["inconsistent_with_ratio"])


def test_linking_twice_changes_nothing() -> None:
    prose, drafts = read("Có [129/1.303 thủ tục] làm tại chỗ, đạt [9/9%]; giải quyết [210/300 vụ việc], đạt [88,9%].")
    first = check(prose, drafts)
    flags = [list(one.flags) for one in drafts]
    assert check(prose, drafts) == first
    assert [one.flags for one in drafts] == flags


def test_a_long_text_takes_time_in_proportion() -> None:
    """Five thousand figures in one line without a full stop: windows are bounded, so ten times the text is ten times the work."""
    one = "tiếp nhận [126 đơn], gồm [56 đơn] khiếu nại và [70 đơn] tố cáo, giải quyết [84/105 đơn], đạt [80%]; "

    def seconds(times: int) -> float:
        prose, drafts = read(one * times)
        best = 9.0
        for _ in range(3):
            begun = time.perf_counter()
            check(prose, drafts)
            best = min(best, time.perf_counter() - begun)
        return best

    assert seconds(1000) < 25 * seconds(100)
