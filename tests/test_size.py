"""What must not slow down with the size of the archive."""

import sqlite3
import time
from pathlib import Path

import pytest

from pipelines import schema
from pipelines.frontier import Frontier
from spiders import profile as profiles
from tests.conftest import (
    HOST,
    LATER,
    PROFILE,
    Shell,
    publish,
)
from tests.site import Site

pytestmark = pytest.mark.timeout(240)


def test_asking_what_is_due_does_not_slow_with_the_articles_that_are_not(tmp_path: Path) -> None:
    """60 ms at 200,000 rows, and the scheduler asks several times a response once its batch is empty."""
    file = tmp_path / "so-mau.yml"
    file.write_text(PROFILE, "utf-8")
    db = schema.prepare(tmp_path / "archive.db")
    sql: sqlite3.Connection = db.conn
    sql.execute("INSERT INTO portals VALUES ('so-mau', 'a', 'b', 'portal', '00', 'liferay62', 'h', 'd', 1, NULL, NULL)")
    sql.executemany(
        "INSERT INTO frontier (portal, address, canonical, thing, kind, state, priority, first_seen, next_visit) "
        "VALUES ('so-mau', ?1, ?1, ?1, 'article', 'answered', 20, 'x', '2099-01-01T00:00:00Z')",
        ((f"{HOST}/{n}",) for n in range(100_000)),
    )
    sql.execute(
        "INSERT INTO frontier (portal, address, canonical, thing, kind, state, priority, first_seen, next_visit) "
        "VALUES ('so-mau', 'p', 'p', 'p', 'page', 'new', 10, 'x', '2020-01-01T00:00:00Z')"
    )
    frontier = Frontier(sql, profiles.load(file))
    frontier.due(64)
    began = time.perf_counter()
    assert len(frontier.due(64)) == 1
    assert time.perf_counter() - began < 0.005
    db.close()


def test_requests_that_wait_for_robots_txt_together_are_all_refused(site: Site, shell: Shell) -> None:
    """Scrapy's own middleware lets all but the first of them go."""
    publish(site, *range(101, 131))
    shell.crawl("-s", "CLOSESPIDER_PAGECOUNT=1", "-s", "DOWNLOAD_DELAY=1")
    assert not [address for address in site.asked if "view_content" in address]
    site.pages[f"{HOST}/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /tin-tuc/")
    shell.crawl(CLOCK=LATER)
    assert not [address for address in site.asked if "view_content" in address]
