"""With JavaScript switched off the archive works: scripts only add to it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.test_article import TITLE, open_article
from tests.browser.test_search import searched
from tests.browser.test_table import open_section, titles


@pytest.fixture
def page(open_page: Open, demo: str) -> Page:
    return open_page(demo, java_script_enabled=False)


def test_search_article_and_figure_need_no_script(page: Page) -> None:
    assert searched(page, "tiep cong dan").locator("mark").count() > 3
    open_article(page)
    page.locator("section.evidence").get_by_role("link", name="597 lượt").first.click()
    expect(page.locator("blockquote.sentence mark")).to_contain_text("597")
    page.locator("blockquote.sentence").get_by_role("link", name="Đọc câu này").click()
    expect(page.locator("article h1")).to_have_text(TITLE)


def test_tables_need_none_either(page: Page) -> None:
    open_section(page)
    assert len(titles(page)) == 9


def test_drawings_are_part_of_the_page(page: Page) -> None:
    page.goto("/chi-so/citizens_received_turns")
    assert page.locator("figure svg.chart circle").count() > 0
