"""Many addresses, one thing; and what no crawler can finish is refused by a named rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.addresses import fold
from spiders.profile import PROFILES, Profile, load

PORTAL: Profile = load(PROFILES / "sotttt-hanoi.yml")
HOME = PORTAL.home
ARTICLE = f"{HOME}tin-tuc/-/view_content/123-mot-bai.html"


@pytest.mark.parametrize(
    "spelling",
    [
        ARTICLE,
        f"{ARTICLE}?redirect=https%3A%2F%2Fsotttt.hanoi.gov.vn%2Ftin",
        f"{ARTICLE}#top",
        f"{ARTICLE}/en/vi/en",
        f"{HOME}en/tin-tuc/-/view_content/123-mot-bai.html",
        f"{ARTICLE};jsessionid=ABC123",
        f"{ARTICLE}?utm_source=zalo&fbclid=1",
        ARTICLE.replace("https", "http"),
        f"{HOME}khac/-/view_content/123-ten-khac.html?p_p_id=101&p_p_state=normal",
    ],
)
def test_spellings_of_one_article_are_one_thing(spelling: str) -> None:
    link = fold(spelling, HOME, PORTAL)
    assert link is not None
    assert (link.thing, link.key, link.kind, link.refused) == ("key:123", "123", "article", None)


def test_what_is_asked_for_stays_as_linked_and_who_asks_goes() -> None:
    paged = fold("/tin?p_p_id=101&_101_cur=3&_101_delta=10&utm_source=x", HOME, PORTAL)
    assert paged is not None
    assert paged.address == f"{HOME}tin?p_p_id=101&_101_cur=3&_101_delta=10"
    assert paged.canonical == f"{HOME}tin?_101_cur=3&_101_delta=10"
    assert (paged.listing, paged.page) == (f"{HOME}tin?_101_delta=10", 3)


def test_the_first_page_and_the_third_are_of_one_listing() -> None:
    first, third = fold("/tin", HOME, PORTAL), fold("/tin?p_p_id=101&_101_cur=3", HOME, PORTAL)
    assert first is not None and third is not None
    assert (first.listing, first.page) == (third.listing, 1)
    assert third.page == 3


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("/documents/1/a.pdf/uuid", "file"), ("/anh/a.JPG", "file"), ("/lich?thang=2026-12", "calendar"),
        ("/tin/bai/tin/bai/tin/bai", "repeated-path"), ("https://khac.vn/", "offsite"), ("http://127.0.0.1/", "inward-address"),
        ("http://169.254.169.254/", "inward-address"), ("/" + "a" * 3000, "too-long"), ("http://[/", "malformed-address"),
    ],
)  # fmt: skip
def test_what_cannot_be_finished_is_refused_by_name(url: str, reason: str) -> None:
    link = fold(url, HOME, PORTAL)
    assert link is not None and link.refused == reason


@pytest.mark.parametrize(
    "url", ["", "#", "#a", "javascript:void(0)", "mailto:a@b.vn", " tel:123", "data:text/html,x", "  "]
)
def test_what_is_no_web_address_is_no_link(url: str) -> None:
    assert fold(url, HOME, PORTAL) is None


def test_blanks_and_vietnamese_letters_in_a_link_are_encoded() -> None:
    link = fold("/tin tức/bài", HOME, PORTAL)
    assert link is not None and link.address == f"{HOME}tin%20t%E1%BB%A9c/b%C3%A0i"


@given(st.text(max_size=300))
def test_no_text_breaks_it_and_folding_is_stable(text: str) -> None:
    link = fold(text, ARTICLE, PORTAL)
    if link is not None and link.refused is None:
        again = fold(link.address, HOME, PORTAL)
        assert again is not None and (again.address, again.thing) == (link.address, link.thing)
