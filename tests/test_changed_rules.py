"""A profile that is mended mends what its mistakes left out; nothing older replaces what is newer."""

import pytest

from tests.conftest import (
    HOST,
    LATER,
    PARAGRAPH,
    PROFILE,
    Shell,
    article,
    article_page,
    keys,
    listing_page,
    publish,
)
from tests.site import Site

pytestmark = pytest.mark.timeout(240)


def test_a_key_mended_in_the_profile_makes_articles_of_pages_already_held(site: Site, shell: Shell) -> None:
    """Everybody's first profile has a wrong key."""
    publish(site, 101)
    shell.profile("so-mau", PROFILE + "article: {key: '/khong-dung/(\\d+)'}\n")
    shell.crawl()
    assert keys(shell) == []
    shell.profile("so-mau", PROFILE)
    shell.scrapy("reextract")
    shell.crawl(CLOCK=LATER)
    assert keys(shell) == ["101"]


def test_an_address_refused_by_a_rule_that_is_gone_is_visited(site: Site, shell: Shell) -> None:
    publish(site, 101)
    shell.profile("so-mau", PROFILE + "addresses: {refuse: {sai: '/tin-tuc/'}}\n")
    shell.crawl()
    shell.profile("so-mau", PROFILE)
    shell.crawl(CLOCK=LATER)
    assert keys(shell) == ["101"]


def test_reextract_never_puts_an_older_page_over_a_newer_one(site: Site, shell: Shell) -> None:
    publish(site, 101)
    new = str(site.pages[article(101)])
    old = (
        new.replace("journal-content-article", "than-bai")
        .replace("asset-content", "khung")
        .replace(PARAGRAPH, "Bản cũ.")
        .replace("26/07/2022 | 9:50 AM", "")  # too little for the reader without rules
    )
    site.pages[article(101)] = old
    shell.crawl()
    assert keys(shell) == []
    site.pages[article(101)] = new
    shell.crawl(CLOCK=LATER)
    assert keys(shell) == ["101"]
    newer = shell.one("SELECT capture_id FROM articles")
    shell.profile(
        "so-mau",
        PROFILE
        + "article: {rules: [{title: .asset-full-content-title, body: [.journal-content-article, .than-bai]}]}\n",
    )
    for _ in range(2):
        shell.scrapy("reextract")
        assert shell.one("SELECT capture_id FROM articles") == newer
        assert "Bản cũ" not in shell.one("SELECT text FROM article_texts")


def test_a_listing_that_grows_past_its_old_end_is_followed(site: Site, shell: Shell) -> None:
    """Its pager always links ten pages on; months later, the pages that were once behind the end hold articles."""

    def listing(articles: list[int]) -> None:
        for page in range(1, 31):
            numbers = articles[(page - 1) * 3 : page * 3]
            pager = [f"{HOST}/tin?_101_cur={n}" for n in range(page + 1, page + 11)]
            site.pages[f"{HOST}/tin?_101_cur={page}"] = listing_page(*map(article, numbers), *pager)
        for n in articles:
            site.pages[article(n)] = article_page(f"Bài {n}", PARAGRAPH)

    site.pages[f"{HOST}/"] = listing_page(f"{HOST}/tin?_101_cur=1")
    listing(list(range(109, 100, -1)))
    shell.crawl()
    assert len(keys(shell)) == 9
    listing(list(range(160, 100, -1)))
    shell.crawl(CLOCK=LATER)
    assert len(keys(shell)) == 60
