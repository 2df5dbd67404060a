"""Coverage is counted by the commands that change what is held; a crawl that found nothing is not one that saw nothing."""

from tests.conftest import HOST, LATER, LATEST, Shell, article, edit, listing_page, publish
from tests.site import Site


def seen(shell: Shell, *columns: str) -> tuple[object, ...]:
    return shell.rows(f"SELECT {', '.join(columns)} FROM coverage")[0]


def test_a_crawl_counts_and_a_quiet_one_is_not_a_broken_one(site: Site, shell: Shell) -> None:
    publish(site, 101, 102, 103)
    shell.crawl()
    assert seen(shell, "articles", "last_new", "last_outcome", "first_published") == (3, 3, "finished", "2022-07-26")
    assert seen(shell, "figures_percent", "ways_in", "ways_shut", "lists_read") == (100.0, 1, 0, 1)
    assert shell.rows("SELECT week, published FROM portal_weeks WHERE published > 0") == [("2022-07-25", 3)]

    shell.crawl(CLOCK=LATER)
    assert seen(shell, "articles", "last_new", "last_outcome", "lists_read") == (3, 0, "finished", 1), (
        "quiet: its list was read"
    )

    site.pages[f"{HOST}/"] = listing_page()
    shell.crawl(CLOCK=LATEST)
    assert seen(shell, "articles", "last_new", "lists_read") == (3, 0, 0), "no list was found: nobody knows"


def test_what_the_host_fails_at_is_a_gap_that_is_known(site: Site, shell: Shell) -> None:
    publish(site, 101)
    site.pages[f"{HOST}/"] = listing_page(article(101), article(404))
    shell.crawl()
    assert seen(shell, "articles", "never_answered", "waiting") == (1, 1, 0)
    told = shell.rows("SELECT state, answered, addresses FROM portal_addresses WHERE kind = 'article' ORDER BY state")
    assert told == [("absent", 0, 1), ("answered", 1, 1)]


def test_an_archive_without_tallies_is_counted_when_it_is_opened_to_write(site: Site, shell: Shell) -> None:
    publish(site, 101)
    shell.crawl()
    edit(shell, "DELETE FROM portal_tallies", "DELETE FROM portal_weeks", "DELETE FROM portal_addresses")
    assert seen(shell, "articles", "counted_at") == (None, None), "not nought: not counted"
    assert shell.scrapy("reextract").returncode == 0
    assert seen(shell, "articles") == (1,)
