"""What a visit leaves behind: no redirect, 304, 404, block page or robots.txt may cost an article."""

import gzip

import pytest

from tests.conftest import (
    HOST,
    LATER,
    LATEST,
    PARAGRAPH,
    Shell,
    article,
    article_page,
    keys,
    listing_page,
    publish,
)
from tests.site import Site

pytestmark = pytest.mark.timeout(240)


def test_a_reading_that_failed_here_is_tried_again_when_the_page_is_fetched_again(site: Site, shell: Shell) -> None:
    """The page was well, our reader was not (timeout, OOM killer, SIGTERM to the group): the same bytes must be read anew."""
    publish(site, 101)
    site.pages[article(101)] = article_page("Bài", *(f"{PARAGRAPH} {n}" for n in range(8_000)))
    shell.crawl("-s", "READ_MEMORY=1000")
    assert keys(shell) == []
    shell.crawl(CLOCK=LATER)
    shell.crawl(CLOCK=LATEST)
    assert keys(shell) == ["101"]


def test_figures_that_take_too_long_to_read_do_not_cost_their_article(site: Site, shell: Shell) -> None:
    publish(site, 101)
    site.pages[article(101)] = article_page("Bài", PARAGRAPH + " 9 tỷ đồng; 1/2 vụ;" * 60_000)
    shell.crawl("-s", "READ_TIMEOUT=3")
    assert keys(shell) == ["101"]
    assert "figures-failed" in shell.one("SELECT flags FROM articles")
    assert shell.rows("SELECT reason, detail FROM problems") == [("figures-failed", "reading took longer than 3 s")]


def test_robots_txt_that_forbade_once_does_not_close_a_portal_for_ever(site: Site, shell: Shell) -> None:
    publish(site, 101)
    site.pages[f"{HOST}/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /")
    shell.crawl()
    site.pages[f"{HOST}/robots.txt"] = (404, {}, b"")
    shell.scrapy("run", CLOCK=LATER)
    assert keys(shell) == ["101"]


def test_an_article_that_robots_txt_forbade_once_is_fetched_when_it_no_longer_does(site: Site, shell: Shell) -> None:
    publish(site, 101)
    site.pages[f"{HOST}/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /tin-tuc/")
    shell.crawl()
    site.pages[f"{HOST}/robots.txt"] = (404, {}, b"")
    shell.crawl(CLOCK=LATER)
    assert keys(shell) == ["101"]


def test_a_temporary_redirect_does_not_lose_an_article(site: Site, shell: Shell) -> None:
    publish(site, 101)
    page = site.pages[article(101)]
    site.pages[article(101)] = (302, {"Location": f"{HOST}/bao-tri"}, b"")
    site.pages[f"{HOST}/bao-tri"] = listing_page()
    shell.crawl()
    site.pages[article(101)] = page
    shell.crawl(CLOCK=LATER)
    assert keys(shell) == ["101"]


def test_an_article_whose_address_dies_is_asked_for_at_its_other_addresses(site: Site, shell: Shell) -> None:
    other = article(101, "en/tin-tuc")
    site.pages[f"{HOST}/"] = listing_page(article(101), other)
    site.pages[article(101)] = article_page("Bài", PARAGRAPH)
    shell.crawl()
    del site.pages[article(101)]
    site.pages[other] = article_page("Bài", PARAGRAPH.replace("197/299", "198/299"))
    shell.crawl(CLOCK=LATER)
    assert other in site.asked
    assert "198/299" in shell.one("SELECT text FROM article_texts")


def test_an_article_that_moves_to_an_address_known_as_an_alias_is_still_visited(site: Site, shell: Shell) -> None:
    other = article(101, "en/tin-tuc")
    site.pages[f"{HOST}/"] = listing_page(article(101), other)
    site.pages[article(101)] = article_page("Bài", PARAGRAPH)
    shell.crawl()
    site.pages[article(101)] = (301, {"Location": other}, b"")
    site.pages[other] = article_page("Bài", PARAGRAPH.replace("197/299", "198/299"))
    shell.crawl(CLOCK=LATER)
    assert "198/299" in shell.one("SELECT text FROM article_texts")


def test_a_304_that_nobody_asked_for_is_no_answer(site: Site, shell: Shell) -> None:
    publish(site, 101)
    site.pages[article(101)] = (304, {}, b"")
    shell.crawl()
    assert shell.one("SELECT state FROM frontier WHERE article_key = '101'") == "failing"
    assert shell.one("SELECT count(*) FROM problems") == 1


def test_the_same_soft_404_twice_is_absence_and_no_outage(site: Site, shell: Shell) -> None:
    publish(site, 101)
    shell.crawl()
    site.pages[article(101)] = (
        "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>"
    )
    shell.crawl(CLOCK=LATER)
    assert shell.one("SELECT state FROM frontier WHERE article_key = '101'") == "absent"
    shell.crawl(CLOCK=LATEST)
    assert shell.one("SELECT state FROM frontier WHERE article_key = '101'") == "absent"


def test_a_host_that_blocks_with_the_same_page_every_time_stays_unhealthy(site: Site, shell: Shell) -> None:
    site.pages[f"{HOST}/"] = (
        "<html><head><title>Access denied</title></head><body>Access denied. Support ID: 1</body></html>"
    )
    assert shell.crawl().returncode == 10
    assert shell.crawl().returncode == 10
    assert shell.one("SELECT count(*) FROM problems") == 2


def test_a_home_page_that_redirects_is_asked_again_with_its_target(site: Site, shell: Shell) -> None:
    """`/` sends every Liferay visitor to /web/guest/home: crawling again an hour later must see what is new there."""
    home = f"{HOST}/web/guest/home"
    site.pages[f"{HOST}/"] = (302, {"Location": home}, b"")
    site.pages[home] = listing_page(article(101))
    site.pages[article(101)] = article_page("Bài", PARAGRAPH)
    shell.crawl(CLOCK="2027-03-01T00:00:00+00:00")
    site.pages[home] = listing_page(article(102), article(101))
    site.pages[article(102)] = article_page("Bài", PARAGRAPH)
    shell.crawl(CLOCK="2027-03-01T02:00:00+00:00")
    assert keys(shell) == ["101", "102"]


def test_a_portal_that_left_for_another_domain_is_not_reported_as_well(site: Site, shell: Shell) -> None:
    site.pages[f"{HOST}/"] = (301, {"Location": "http://so-moi.example/"}, b"")
    done = shell.crawl()
    assert (done.returncode, shell.one("SELECT count(*) FROM problems")) != (0, 0)


def test_a_location_in_raw_utf8_leads_where_it_says(site: Site, shell: Shell) -> None:
    target = f"{HOST}/tin-t%E1%BB%A9c/-/view_content/101-b%C3%A0i.html"
    site.pages[f"{HOST}/"] = listing_page(f"{HOST}/cu")
    site.pages[f"{HOST}/cu"] = (
        301,
        {"Location": f"{HOST}/tin-tức/-/view_content/101-bài.html".encode().decode("latin-1")},
        b"",
    )
    site.pages[target] = article_page("Bài", PARAGRAPH)
    shell.crawl()
    assert keys(shell) == ["101"], site.asked


def test_an_article_that_redirects_to_itself_once_is_asked_for_again(site: Site, shell: Shell) -> None:
    publish(site, 101)
    page = site.pages[article(101)]
    site.pages[article(101)] = (302, {"Location": article(101), "Set-Cookie": "D1N=1"}, b"")
    shell.crawl()
    site.pages[article(101)] = page
    shell.crawl(CLOCK=LATER)
    assert keys(shell) == ["101"]


def test_a_portal_whose_only_way_in_is_404_is_not_well(site: Site, shell: Shell) -> None:
    done = shell.crawl()
    assert (done.returncode, shell.one("SELECT count(*) FROM problems")) != (0, 0)


def test_a_robots_txt_sent_compressed_is_obeyed(site: Site, shell: Shell) -> None:
    """We ask for gzip, and nginx compresses text/plain."""
    publish(site, 101)
    rules = gzip.compress(b"User-agent: *\nDisallow: /tin-tuc/\n")
    site.pages[f"{HOST}/robots.txt"] = (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, rules)
    shell.crawl()
    assert article(101) not in site.asked


def test_an_unreachable_robots_txt_is_one_problem_and_leaves_the_frontier_alone(site: Site, shell: Shell) -> None:
    publish(site, *range(101, 301))
    shell.crawl("-s", "CLOSESPIDER_PAGECOUNT=1", "-s", "DOWNLOAD_DELAY=1")
    waiting = shell.one("SELECT count(*) FROM frontier WHERE state = 'new'")
    site.pages[f"{HOST}/robots.txt"] = (503, {}, b"")
    shell.crawl(CLOCK=LATER)
    assert shell.one("SELECT count(*) FROM problems") == 1
    assert shell.one("SELECT count(*) FROM frontier WHERE state = 'new'") == waiting


def test_a_clock_that_was_wrong_once_does_not_stop_a_portal_for_years(site: Site, shell: Shell) -> None:
    publish(site, 101)
    shell.crawl(CLOCK="2099-01-01T00:00:00+00:00")
    publish(site, 101, 102)
    shell.scrapy("run", CLOCK=LATER)
    assert keys(shell) == ["101", "102"]
