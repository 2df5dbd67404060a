"""From the front page to what a reporter looks for: with marks, without, by a document's number, by the keyboard alone."""

import re
import unicodedata

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import arrived

FRONT, RESULTS = "/", re.compile("/archive/tim")


def results(page: Page) -> Locator:
    return page.locator("ol.results > li")


def searched(page: Page, words: str) -> Locator:
    """The hits of `words`, typed into the front page as a person does."""
    page.goto(FRONT)
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("button", name="Tìm").click()
    arrived(page, RESULTS)
    expect(page.get_by_role("searchbox")).to_have_value(words)
    return results(page)


def marked(hits: Locator) -> set[str]:
    """What is marked in them, in small letters."""
    return {unicodedata.normalize("NFC", one).casefold() for one in hits.locator("mark").all_inner_texts()}


def test_words_with_marks_are_found_exactly(page: Page) -> None:
    exact = marked(searched(page, "tiếp công dân"))
    assert "tiếp công dân" in exact
    assert {word for one in exact for word in one.split()} == {"tiếp", "công", "dân"}


def test_words_without_marks_find_every_spelling(page: Page) -> None:
    with_marks = searched(page, "tiếp công dân").count()
    hits = searched(page, "tiep cong dan")
    assert hits.count() > with_marks > 0
    assert {"tiếp công dân", "dẫn"} <= marked(hits), "folded words match what differs in its marks alone"
    assert str(hits.count()) in page.locator("p.counts").inner_text()


def test_a_wrong_mark_finds_nothing_and_offers_the_words_without(page: Page) -> None:
    expect(searched(page, "tiêp công dân")).to_have_count(0)
    page.get_by_role("link", name="tiep cong dan").click()
    expect(results(page).first).to_be_visible()


def test_a_documents_number_leads_to_the_article_that_names_it(page: Page) -> None:
    hits = searched(page, "1187/QĐ-XPHC")
    expect(hits).to_have_count(1)
    hits.get_by_role("link").click()
    expect(page.locator("article")).to_contain_text("1187/QĐ-XPHC")


@pytest.mark.parametrize("typed", ['"tiếp công dân" -huyện', '"(*', "{{7*7}}", "<b>"])
def test_whatever_is_typed_is_answered_and_shown_as_typed(page: Page, typed: str) -> None:
    searched(page, typed)
    expect(page.locator("h1")).to_be_visible()


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def tab_to(page: Page, wanted: Locator, most: int) -> None:
    """Press Tab until `wanted` has the focus, at most so often."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("(node) => node === document.activeElement"):
            return
    raise AssertionError(
        f"{most} times Tab did not reach it; the focus is on {focused(page).evaluate('n => n.outerHTML')[:200]}"
    )


def test_the_keyboard_alone_searches_and_opens_the_first_result(page: Page) -> None:
    page.goto(FRONT)
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_text(re.compile("Tới nội dung"))
    expect(focused(page)).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#noi-dung$"))
    tab_to(page, page.get_by_role("searchbox"), 1)
    page.keyboard.type("tiếp công dân")
    page.keyboard.press("Enter")
    arrived(page, RESULTS)
    first = results(page).first.get_by_role("link")
    title = first.inner_text()
    tab_to(page, first, 12)
    assert first.evaluate("(node) => getComputedStyle(node).outlineStyle") != "none", "the focus cannot be seen"
    page.keyboard.press("Enter")
    expect(page.locator("article h1")).to_have_text(title)
