"""An article, the figures in it, and the page of a figure: what it counts, when, and the sentence that says so."""

import re

from playwright.sync_api import Page, expect

from tests.browser.test_search import searched

TITLE = "TP Diên Giang tiếp gần 600 lượt công dân trong năm 2021"


def open_article(page: Page, title: str = TITLE) -> None:
    searched(page, "tiếp công dân").get_by_role("link", name=title).click()
    expect(page.locator("article h1")).to_have_text(title)


def test_an_article_is_there_whole_with_its_source(page: Page) -> None:
    open_article(page)
    expect(page).to_have_title(re.compile("^TP Diên Giang tiếp gần 600"))
    article = page.locator("article")
    expect(article).to_contain_text("597 lượt")
    expect(article.locator("p.meta time").first).to_have_text("15:15 30/11/2021")
    expect(page.locator("aside .source a")).to_have_attribute("href", re.compile(r"^http://baodiengiang\.example/"))
    expect(page.get_by_role("region", name="Dữ liệu minh hoạ")).to_contain_text("bịa")


def test_a_figure_of_an_article_tells_its_period_and_leads_back_to_its_sentence(page: Page) -> None:
    open_article(page)
    evidence = page.locator("section.evidence")
    expect(evidence.get_by_role("heading", name="Con số trong bài")).to_be_visible()
    evidence.get_by_role("link", name="597 lượt").first.click()
    expect(page.locator("h1.value")).to_contain_text("597 lượt")
    sentence = page.locator("blockquote.sentence")
    expect(sentence.locator("mark")).to_contain_text("597")
    period = page.locator("dl.meaning dt", has_text="Kỳ").locator("+ dd")
    expect(period).to_contain_text("11 tháng đầu năm 2021")
    back = page.get_by_role("link", name=re.compile("Đọc câu này trong bài"))
    back.click()
    expect(page.locator("article h1")).to_have_text(TITLE)
    expect(page.locator(".text :target")).to_have_text("597 lượt người")
    expect(page.locator(".text :target")).to_be_in_viewport()


def test_a_table_in_an_article_stays_a_table(page: Page) -> None:
    hits = searched(page, "giải ngân")
    hits.get_by_role("link", name="Giải ngân vốn đầu tư công 11 tháng ước đạt 68,3% kế hoạch").click()
    table = page.get_by_role("region", name="Bảng").get_by_role("table").first
    assert table.get_by_role("row").count() > 2
    assert table.locator("td.number").count() > 2


def test_its_identity_capture_and_addresses_can_be_followed(page: Page) -> None:
    open_article(page)
    aside = page.locator("aside.provenance")
    expect(aside.get_by_role("heading", name="Bản lưu trang gốc")).to_be_visible()
    aside.locator("a[href*='/archive/captures/']").first.click()
    expect(page).to_have_url(re.compile("/archive/captures/"))
    expect(page.locator("dl.one-row")).to_contain_text("sha1:")
