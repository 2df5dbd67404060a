"""A table as Datasette shows it with our words: filtered, faceted, its columns, and taken along as files that say the same."""

import csv
import io
import re
from pathlib import Path

import openpyxl
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import arrived

SECTION = "Cải cách hành chính"


def titles(page: Page) -> list[str]:
    return [one.strip() for one in page.locator("td.col-title").all_inner_texts()]


def taken(page: Page, link: Locator) -> Path:
    """The file behind a link, downloaded as a person does."""
    with page.expect_download() as started:
        link.click()
    return Path(started.value.path())


def open_section(page: Page) -> None:
    """The articles of one section, by its facet."""
    page.goto("/")
    page.get_by_role("link", name=re.compile("Bảng bài viết")).click()
    page.locator("#facet-section").get_by_role("link", name=SECTION).click()
    arrived(page, re.compile("section="))
    expect(page.get_by_role("heading", name=re.compile("^9 dòng"))).to_be_visible()


def test_a_facet_narrows_the_table_and_is_taken_away(page: Page) -> None:
    open_section(page)
    assert len(titles(page)) == 9
    assert {one.strip() for one in page.locator("td.col-section").all_inner_texts()} == {SECTION}
    page.locator("#facet-section a.cross").click()
    expect(page.get_by_role("heading", name=re.compile("^90 dòng"))).to_be_visible()


def test_a_filter_is_built_with_the_form(page: Page) -> None:
    page.goto("/archive/articles")
    page.locator("select[name=_filter_column]").select_option("title")
    page.locator("select[name=_filter_op]").select_option("contains")
    page.locator("input[name=_filter_value]").fill("Kim Hà")
    page.get_by_role("button", name=re.compile("Lọc")).click()
    arrived(page, re.compile("title__contains=Kim"))
    shown = titles(page)
    assert shown and all("Kim Hà" in one for one in shown)


def test_the_tables_own_search_box_finds_without_marks(page: Page) -> None:
    page.goto("/archive/articles")
    page.get_by_role("searchbox").fill("xu phat")
    page.keyboard.press("Enter")
    arrived(page, re.compile("_search=xu"))
    assert titles(page)


def test_the_menu_of_a_column_sorts_and_tells_what_it_means(page: Page) -> None:
    page.goto("/archive/articles")
    page.locator("th.col-title svg.dropdown-menu-icon").click()
    menu = page.locator(".dropdown-menu")
    expect(menu).to_be_visible()
    expect(menu).to_contain_text("Tiêu đề")
    menu.get_by_role("link", name="Sắp xếp tăng dần").click()
    arrived(page, re.compile("_sort=title"))
    shown = titles(page)
    assert shown == sorted(shown)


def test_all_columns_are_shown_when_asked_for(page: Page) -> None:
    page.goto("/archive/articles")
    column = page.locator("th.col-content_hash")
    expect(column).to_be_hidden()
    page.get_by_label(re.compile("Hiện mọi cột")).check()
    expect(column).to_be_visible()


def test_the_workbook_holds_the_rows_on_the_screen(page: Page) -> None:
    open_section(page)
    shown = titles(page)
    file = taken(page, page.get_by_role("link", name="Excel (XLSX)"))
    book = openpyxl.load_workbook(file.rename(file.with_suffix(".xlsx")), read_only=False)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert "title" in heads and "identity" in heads
    column = heads.index("title")
    assert [row[column].value for row in sheet.iter_rows(min_row=2)] == shown
    assert len(book.sheetnames) > 1, "the sheet of notes"
    expect(page.get_by_role("heading", name=re.compile("^9 dòng"))).to_be_visible()


def test_the_csv_holds_them_too(page: Page) -> None:
    open_section(page)
    shown = titles(page)
    text = taken(page, page.locator(".export-links").get_by_role("link", name="CSV")).read_bytes().decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["title"] for row in rows] == shown


def test_sql_of_ones_own_is_answered(page: Page) -> None:
    page.goto("/archive")
    page.locator("form.sql .CodeMirror-lines").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("select count(*) as bai from articles")
    page.get_by_role("button", name=re.compile("Chạy")).click()
    expect(page.locator("td.col-bai")).to_have_text("90")
