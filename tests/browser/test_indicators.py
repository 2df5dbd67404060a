"""Figures explored: an indicator over time as a drawing and as a table, the map, a province."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, arrived

INDICATOR = "Số lượt tiếp công dân"


def open_indicator(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Chỉ số").first.click()
    page.get_by_role("link", name=INDICATOR).first.click()
    arrived(page, re.compile("/chi-so/"))
    expect(page.locator("h1")).to_contain_text(INDICATOR)


def test_an_indicator_is_drawn_and_written_out(page: Page) -> None:
    open_indicator(page)
    chart = page.locator("figure svg.chart").first
    expect(chart).to_be_visible()
    assert chart.locator("circle, path.target").count() > 0
    rows = page.locator("table.figures tbody tr")
    assert rows.count() > 5
    assert page.locator("#bang .badge").inner_text() == str(rows.count())


def test_a_point_of_the_drawing_leads_to_its_figure(page: Page) -> None:
    open_indicator(page)
    point = page.locator("figure svg.chart a").first
    href = point.get_attribute("href") or ""
    point.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(href) + "$"))
    expect(page.locator("blockquote.sentence mark")).to_be_visible()


def test_the_form_narrows_and_is_let_go_again(page: Page) -> None:
    open_indicator(page)
    before = page.locator("table.figures tbody tr").count()
    page.get_by_label(re.compile("Từ năm")).fill("2026")
    page.get_by_role("button", name=re.compile("Xem")).click()
    arrived(page, re.compile("tu=2026"))
    after = page.locator("table.figures tbody tr").count()
    assert 0 < after < before
    page.get_by_role("link", name=re.compile("Bỏ lọc")).click()
    expect(page.locator("table.figures tbody tr")).to_have_count(before)


def test_the_way_to_the_map_inside_the_page(page: Page) -> None:
    open_indicator(page)
    page.get_by_role("navigation", name="Trong trang").get_by_role("link", name="Bản đồ").click()
    expect(page.get_by_role("heading", name="Bản đồ")).to_be_in_viewport()


def test_the_map_leads_to_a_province(page: Page) -> None:
    page.goto("/dia-phuong")
    shapes = page.locator("svg.map a")
    expect(shapes).to_have_count(34)
    shapes.and_(page.get_by_role("link", name=re.compile("Cà Mau"))).click()
    expect(page.locator("h1")).to_contain_text("Cà Mau")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_province_with_figures_is_shaded_on_the_map(open_page: Open, planted: str, scheme: str) -> None:
    page = open_page(planted, color_scheme=scheme)
    page.goto("/chi-so/recovery_recommended_amount")
    fills = page.locator("svg.map path").evaluate_all(
        "(all) => [...new Set(all.map((one) => getComputedStyle(one).fill))]"
    )
    assert len([fill for fill in fills if fill != "none"]) > 1
    page.locator("svg.map a[href*='24'] path:is(.p1, .p2, .p3, .p4, .p5)").first.click()
    expect(page.locator("table.figures")).to_contain_text("7.000.000.000 đồng")
