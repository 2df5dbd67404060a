"""Listings stop by the stop rule: two pages without anything new and older than the last finished run."""

from tests.conftest import HOST, PARAGRAPH, Shell, article_page
from tests.site import Site

LATER = "2030-01-01T00:00:00+00:00"


def page_address(page: int) -> str:
    return f"{HOST}/tin?_101_cur={page}"


def publish(site: Site, newest: int, day: str = "01/02/2022") -> None:
    """A listing of `newest` articles, five a page, newest first."""
    numbers = list(range(newest, 0, -1))
    pages = [numbers[at : at + 5] for at in range(0, len(numbers), 5)]
    pager = "".join(f'<a href="{page_address(n)}">{n}</a>' for n in range(1, len(pages) + 1))
    for n, page in enumerate(pages, 1):
        items = "".join(
            f'<li><a href="{HOST}/tin/-/view_content/{a}-bai.html">Bài {a}</a> <span>{day}</span></li>' for a in page
        )
        site.pages[page_address(n)] = f"<html lang=vi><title>Tin</title><ul>{items}</ul>{pager}</html>"
    for a in numbers:
        site.pages.setdefault(f"{HOST}/tin/-/view_content/{a}-bai.html", article_page(f"Bài {a}", PARAGRAPH))
    site.pages[f"{HOST}/"] = f'<html lang=vi><title>Mẫu</title><a href="{page_address(1)}">Tin</a></html>'


def listings(site: Site) -> list[int]:
    return sorted(int(address.rpartition("=")[2]) for address in site.asked if "_101_cur" in address)


def test_the_first_run_reads_every_page_once(site: Site, shell: Shell) -> None:
    publish(site, 60)
    shell.crawl()
    assert listings(site) == list(range(1, 13))
    assert shell.one("SELECT count(*) FROM articles") == 60


def test_a_later_run_with_nothing_new_reads_two_pages(site: Site, shell: Shell) -> None:
    publish(site, 60)
    shell.crawl()
    site.asked.clear()
    shell.crawl(CLOCK=LATER)
    assert listings(site) == [1, 2]


def test_a_later_run_goes_on_as_long_as_there_is_news(site: Site, shell: Shell) -> None:
    publish(site, 60)
    shell.crawl()
    publish(site, 78)  # eighteen new articles: three pages of news and a part, then two quiet ones
    site.asked.clear()
    shell.crawl(CLOCK=LATER)
    assert listings(site) == [1, 2, 3, 4, 5, 6, 13, 14, 15, 16]  # 13 to 16 had never been seen
    assert shell.one("SELECT count(*) FROM articles") == 78


def test_pages_that_may_be_newer_than_the_last_run_are_not_quiet(site: Site, shell: Shell) -> None:
    publish(site, 60)
    shell.crawl(CLOCK="2028-01-01T00:00:00+00:00")
    publish(site, 60, day="01/02/2029")  # the same articles, dated after that run
    site.asked.clear()
    shell.crawl(CLOCK=LATER)
    assert listings(site) == list(range(1, 13))
