"""A real portal over months: its counters move with every request, and only what is edited is an edit."""

import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.crawl import portal_pages, prepared
from pipelines import schema
from tests.conftest import ROOT
from tests.site import Answer, Asked, Site

if "REAL_DATA" not in os.environ:
    pytest.skip("REAL_DATA is not set: it names the folder of real pages", allow_module_level=True)

DATA = Path(os.environ["REAL_DATA"])
#: Articles edited in the last crawl: fewer than make an incident.
EDITED = 15
#: Each crawl finds every article due again.
CRAWLS = ("2022-08-27T02:00:00+00:00", "2022-10-01T02:00:00+00:00", "2023-01-15T02:00:00+00:00")
LAST = "2023-12-01T02:00:00+00:00"

_VIEWS = re.compile(r"(View count:\s*)(\d+)")
_VISITORS = re.compile(r"((?:Đang truy cập: </span>\s*<span[^>]*>|total-visitor[^>]*>(?:\s|<[^>]*>|[^\d<])*))(\d+)")
_DATE_LINE = re.compile(r'(<div class="assetPublishDate[^>]*>[^<]*?\d{1,2}:\d{2} [AP]M)(?![^<]*View)')


class Counting:
    """Serves the portal as a server does that counts: every counter of a page is higher with every request."""

    def __init__(self, site: Site) -> None:
        self.site, self.requests = site, 0
        self.pages = portal_pages(DATA)
        for address, body in self.pages.items():
            self.serve(address, body.decode("utf-8", "replace"))

    def serve(self, address: str, text: str) -> None:
        def page(_: Asked) -> Answer:
            return 200, {"Content-Type": "text/html; charset=utf-8"}, self.counted(text).encode("utf-8")

        self.site.pages[address] = page

    def counted(self, text: str) -> str:
        self.requests += 1
        n = self.requests
        text = _VIEWS.sub(lambda found: f"{found[1]}{int(found[2]) + n}", text)
        text = _VISITORS.sub(lambda found: f"{found[1]}{int(found[2]) + n}", text)
        text = _DATE_LINE.sub(lambda found: f"{found[1]} | View count: {300 + n}", text)
        total = f'<div id="thong-ke">Lượt truy cập: <b>{4_000_000 + n}</b> <p>Đang trực tuyến: {n % 97}</p></div>'
        return text.replace("</body>", f"{total}</body>")


class Archive:
    def __init__(self, folder: Path, site: Site) -> None:
        self.folder, self.environment = folder, prepared(folder, site.pair)

    def crawl(self, moment: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", "measured", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8"], cwd=ROOT,
            env={**self.environment, "CLOCK": moment}, capture_output=True, text=True, timeout=600, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    def rows(self, sql: str, *parameters: object) -> list[tuple[object, ...]]:
        db = schema.connect(self.folder / "archive" / "archive.db", readonly=True)
        try:
            return db.execute(sql, list(parameters)).fetchall()
        finally:
            db.close()


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Counting, Archive]]:
    """The portal, crawled three times."""
    site = Site()
    counting, archive = Counting(site), Archive(tmp_path_factory.mktemp("history"), site)
    for moment in CRAWLS:
        archive.crawl(moment)
    yield counting, archive
    site.close()


@pytest.mark.timeout(900)
def test_counters_that_rise_with_every_request_make_no_edit(portal: tuple[Counting, Archive]) -> None:
    _, archive = portal
    visits = archive.rows(
        "SELECT run_id, count(DISTINCT article_key), sum(record = 'response') = count(*) FROM captures WHERE reading = 'article' "
        "GROUP BY 1 ORDER BY 1"
    )
    articles = archive.rows("SELECT count(*) FROM articles")[0][0]
    assert [(count, all_full) for _, count, all_full in visits] == [(articles, 1)] * len(CRAWLS)
    assert archive.rows("SELECT kind, count(*) FROM events GROUP BY kind") == [("created", articles)]
    assert archive.rows("SELECT count(*) FROM article_versions") == [(articles,)]
    assert archive.rows("SELECT count(*) FROM articles WHERE state <> 'live' OR versions <> 1") == [(0,)]


@pytest.mark.timeout(900)
def test_one_digit_edited_in_a_figure_is_an_edit_that_names_the_figure(portal: tuple[Counting, Archive]) -> None:
    counting, archive = portal
    figures = archive.rows(
        "SELECT a.address, a.key, m.number_text, min(m.id) FROM metrics m JOIN articles a ON a.id = m.article_id "
        "WHERE m.part_of IS NULL AND m.number_text GLOB '[1-9][0-9]*' AND a.language = 'vi' GROUP BY a.id ORDER BY a.key"
    )
    random.Random(2026).shuffle(figures)
    expected = {}
    for address, key, number, _ in figures:
        body = counting.pages[str(address)].decode("utf-8", "replace")
        other = str(number)[:-1] + str((int(str(number)[-1]) + 1) % 10) if str(number)[-1].isdigit() else None
        at = [found.start() for found in re.finditer(rf"(?<![\d.,/>]){re.escape(str(number))}(?![\d.,/])", body)]
        if other is None or len(at) != 1:
            continue
        counting.serve(str(address), body[: at[0]] + other + body[at[0] + len(str(number)) :])
        expected[key] = (number, other)
        if len(expected) == EDITED:
            break
    archive.crawl(LAST)
    edits = archive.rows(
        "SELECT a.key, e.size FROM events e JOIN articles a ON a.id = e.article_id WHERE e.kind = 'edited'"
    )
    assert sorted(key for key, _ in edits) == sorted(expected)
    assert {size for _, size in edits} == {"substantive"}
    told = archive.rows(
        "SELECT a.key, c.old, c.new FROM event_changes c JOIN events e ON e.id = c.event_id "
        "JOIN articles a ON a.id = e.article_id"
    )
    named = {
        key for key, old, new in told if old and new and expected[key][0] in str(old) and expected[key][1] in str(new)
    }
    assert named == set(expected)
    assert len(told) <= len(expected) + 2  # a title or a table may repeat the figure
