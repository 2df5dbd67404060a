"""Following what is new: the page that offers feeds, the feed that a browser finds, and the way from its entry to the article."""

import re
from urllib.parse import quote
from xml.etree import ElementTree

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, arrived
from tests.browser.test_search import searched

ATOM = {"a": "http://www.w3.org/2005/Atom"}
OFFERED = "link[rel=alternate][type='application/atom+xml']"


def feed_of(page: Page) -> ElementTree.Element:
    """The feed that the page names in its head, as a feed reader gets it."""
    address = page.locator(OFFERED).first.get_attribute("href")
    assert address
    answer = page.request.get(address)
    assert answer.ok and answer.headers["content-type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.body())


def entries(feed: ElementTree.Element) -> list[tuple[str, str]]:
    """Title and address of each."""
    found = []
    for entry in feed.iterfind("a:entry", ATOM):
        link = entry.find("a:link", ATOM)
        assert link is not None
        found.append((entry.findtext("a:title", "", ATOM), link.get("href", "")))
    return found


def test_the_front_page_leads_to_what_can_be_followed(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("Theo dõi")).first.click()
    arrived(page, re.compile("/theo-doi"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Theo dõi")
    assert page.locator(OFFERED).count() > 0


def test_an_entry_of_the_feed_opens_its_article(page: Page) -> None:
    page.goto("/theo-doi")
    title, address = entries(feed_of(page))[0]
    page.goto(address)
    expect(page.locator("article h1")).to_have_text(title)
    expect(page).to_have_url(re.compile(r"/bai/[\w-]+/\w+"))


def test_a_search_offers_the_feed_of_what_it_finds(page: Page) -> None:
    hits = searched(page, "tiếp công dân")
    shown = set(hits.get_by_role("link").all_inner_texts())
    told = {title for title, _ in entries(feed_of(page))}
    assert told and told <= shown


def test_an_article_has_an_address_that_lasts_and_its_figures_have_anchors(page: Page) -> None:
    searched(page, "tiếp công dân").get_by_role("link").first.click()
    page.locator(".cite-card a[rel=bookmark]").click()
    arrived(page, re.compile(r"/bai/[\w-]+/\w+"))
    figure = page.locator("article [id^='so-']").first
    page.goto(page.url.partition("#")[0] + "#" + (figure.get_attribute("id") or ""))
    expect(figure).to_be_in_viewport()
    words = figure.inner_text()
    figure.click()
    page.locator("tr:target a.value").click()
    expect(page.locator("h1.value")).to_be_visible()
    expect(page.locator("blockquote.sentence mark")).to_have_text(words)


def test_a_hostile_article_is_text_in_its_feed_and_on_the_page_that_offers_it(open_page: Open, planted: str) -> None:
    page = open_page(planted)
    page.goto(f"/archive/tim?q={quote('bẫy')}")
    assert any("<script>alert('bẫy')</script>" in title for title, _ in entries(feed_of(page)))
    page.goto("/theo-doi")
    assert page.locator("img, iframe, [onerror], [onload]").count() == 0


def test_coverage_is_a_page_of_its_own(page: Page) -> None:
    page.goto("/do-phu")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Độ phủ")
    expect(page.locator("section.content")).to_contain_text("Báo Diên Giang")
