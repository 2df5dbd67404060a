"""Texts that were written to do harm are read as texts, on every page that shows them, and in the files taken along."""

import re

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.planted import FORMULA, TITLE, TRAP
from tests.browser.test_search import results
from tests.browser.test_table import taken

#: A page, and the element in which the text must be readable as it was written.
PAGES = [
    ("/", "ol.articles"),
    ("/archive/tim?q=bẫy", "ol.results"),
    ("/archive/moi", "ol.results"),
    ("/archive/articles?_search=bẫy", "table.rows-and-columns"),
    ("/archive/articles?_facet=section&_facet=author", "table.rows-and-columns"),
    ("/archive/metrics?_sort_desc=id", "table.rows-and-columns"),
    ("/archive/figures?_sort_desc=id", "table.rows-and-columns"),
    ("/archive/citations", "table.rows-and-columns"),
    ("/archive/attachments", "table.rows-and-columns"),
    ("/archive/versions", "table.rows-and-columns"),
    ("/archive/latest_edits", "table.rows-and-columns"),
    ("/archive/figures_changed", "table.rows-and-columns"),
    ("/archive/events", "table.rows-and-columns"),
    ("/chi-so/recovery_recommended_amount", "table.figures"),
    ("/dia-phuong/24", "section.content"),
    ("/co-quan", "ul.agencies"),
]
WRITTEN = re.compile(r"<script>alert\(|onerror=alert|\{\{ ?7 ?\* ?7 ?\}\}|<img src=")


@pytest.fixture
def page(open_page: Open, planted: str) -> Page:
    return open_page(planted)


def nothing_ran(page: Page) -> None:
    """No element of the trap is there; that no dialog, error or request was is for the watch to tell."""
    assert page.locator("img, iframe, object, embed, [onerror], [onload], [onmouseover]").count() == 0
    assert page.locator("a[href^='javascript:' i], a[href^='data:' i]").count() == 0
    assert "49" not in page.title()


@pytest.mark.parametrize(("path", "place"), PAGES, ids=[path for path, _ in PAGES])
def test_a_page_shows_it_as_text(page: Page, path: str, place: str) -> None:
    page.goto(path)
    expect(page.locator(place).first).to_contain_text(WRITTEN)
    nothing_ran(page)


def test_its_article_shows_it_whole_and_runs_none_of_it(page: Page) -> None:
    page.goto("/archive/tim?q=bẫy")
    results(page).get_by_role("link", name=re.compile("^Bẫy <script>")).click()
    expect(page.locator("article h1")).to_have_text(TITLE)
    expect(page.locator("article")).to_contain_text(f"Năm 2023, {TRAP} thu hồi 7 tỷ đồng.")
    nothing_ran(page)
    page.locator("section.evidence td a").first.click()
    expect(page.locator("blockquote.sentence")).to_contain_text(TRAP)
    nothing_ran(page)


def test_an_edit_made_of_it_is_compared_and_runs_none_of_it(page: Page) -> None:
    page.goto("/archive/events?article_id=6&kind=edited")
    page.locator("td.col-kind a").click()
    expect(page.get_by_role("heading", name="Sửa")).to_be_visible()
    nothing_ran(page)
    page.locator("p.of a").click()
    page.locator("section.history").get_by_role("link", name=re.compile("^So sánh từng chữ")).first.click()
    expect(page.locator(".comparison").first).to_be_visible()
    nothing_ran(page)


def test_a_search_for_it_is_shown_as_typed(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill(TRAP)
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox")).to_have_value(TRAP)
    nothing_ran(page)


def test_a_formula_stays_text_in_the_workbook(page: Page) -> None:
    page.goto("/archive/articles?_search=bẫy")
    file = taken(page, page.get_by_role("link", name="Excel (XLSX)"))
    sheet = openpyxl.load_workbook(file.rename(file.with_suffix(".xlsx"))).worksheets[0]
    column = [cell.value for cell in sheet[1]].index("title")
    cells = {row[column].value: row[column].data_type for row in sheet.iter_rows(min_row=2)}
    assert cells[FORMULA] == "s" and cells[TITLE] == "s"
