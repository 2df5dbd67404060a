"""The same pages in English: one link in the header, kept for the pages that follow."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import faint, picture, sticking_out
from tests.browser.test_looks import DEMO, DESKTOP, PHONE


def in_english(page: Page, path: str = "/") -> None:
    page.goto(path)
    page.get_by_role("banner").get_by_role("link", name="English").click()
    expect(page.get_by_role("banner").get_by_role("link", name="Tiếng Việt")).to_be_visible()


def shown(page: Page, language: str) -> list[str]:
    return [one for one in page.locator(f".{language}:visible").all_inner_texts() if one.strip()]


def test_the_switch_stays_on_its_page_and_is_kept(page: Page) -> None:
    in_english(page, "/chi-so?q=don")
    expect(page).to_have_url(re.compile(r"/chi-so\?q=don"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto("/dia-phuong")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Provinces")
    assert not shown(page, "vi")


def test_it_switches_back(page: Page) -> None:
    in_english(page)
    page.get_by_role("banner").get_by_role("link", name="Tiếng Việt").click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    assert shown(page, "vi")


@pytest.mark.parametrize(("name", "path"), DEMO.items(), ids=DEMO)
def test_a_page_in_english_says_it_in_english_alone(page: Page, name: str, path: str) -> None:
    in_english(page)
    page.goto(path)
    assert not shown(page, "vi")
    for manner, size in (("desktop", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(size)
        picture(page, f"{name}-{manner}-english")
        assert [*sticking_out(page), *faint(page)] == []
