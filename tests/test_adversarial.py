"""Claims about a hostile or merely ordinary world that the crawl must keep. Each is one fault found by attacking it."""

import gzip
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines import schema, warc
from pipelines.frontier import Frontier
from spiders import profile as profiles
from spiders.items import Capture, CaptureRef
from tests.conftest import HOST, PARAGRAPH, PROFILE, ROOT, Shell, article_page, listing_page
from tests.site import Asked, Site

pytestmark = pytest.mark.timeout(240)

#: One after another, each long after everything has fallen due again.
LATER, LATEST = "2027-03-01T00:00:00+00:00", "2028-03-01T00:00:00+00:00"


def article(n: int, section: str = "tin-tuc") -> str:
    return f"{HOST}/{section}/-/view_content/{n}-bai.html"


def publish(site: Site, *numbers: int) -> None:
    site.pages[f"{HOST}/"] = listing_page(*(article(n) for n in numbers))
    for n in numbers:
        site.pages[article(n)] = article_page(f"Bài số {n}", PARAGRAPH, f"Đoạn hai của bài {n} nói thêm một điều.")


def keys(shell: Shell) -> list[str]:
    return [key for (key,) in shell.rows("SELECT key FROM articles ORDER BY key")]


def edit(shell: Shell, sql: str) -> None:
    db = schema.connect(shell.archive / "archive.db")
    with db.conn as connection:
        connection.execute(sql)
    db.close()


def start(
    shell: Shell, *more: str, command: tuple[str, ...] = ("crawl", "so-mau"), **environment: str
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "scrapy", *command, *more], cwd=ROOT, env=shell.environment(**environment), text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def wait_for(site: Site, requests: int) -> None:
    deadline = time.monotonic() + 60
    while len(site.asked) < requests and time.monotonic() < deadline:
        time.sleep(0.02)


# -- what a visit leaves ----------------------------------------------------------------------------------------------


def test_a_reading_that_failed_here_is_tried_again_when_the_page_is_fetched_again(site: Site, shell: Shell) -> None:
    """The page was well, our reader was not (timeout, OOM killer, SIGTERM to the group): the same bytes must be read anew."""
    publish(site, 101)
    site.pages[article(101)] = article_page("Bài", *(f"{PARAGRAPH} {n}" for n in range(8_000)))
    shell.crawl("-s", "READ_MEMORY=1000")
    assert keys(shell) == []
    shell.crawl(CLOCK=LATER)
    shell.crawl(CLOCK=LATEST)
    assert keys(shell) == ["101"]


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


# -- what is kept of an article ---------------------------------------------------------------------------------------


def test_a_file_or_picture_that_is_replaced_is_stored(site: Site, shell: Shell) -> None:
    """The corrected report has the same label and another address: no word of the text changes."""
    publish(site, 101)
    page = str(site.pages[article(101)])
    more = f'điều.</p><p>Xem: <a href="{HOST}/documents/v1.pdf">Báo cáo</a></p><p><img src="{HOST}/v1.jpg"></p>'
    site.pages[article(101)] = page.replace("điều.</p>", more)
    shell.crawl()
    assert "v1.pdf" in shell.one("SELECT address FROM attachments")
    site.pages[article(101)] = page.replace("điều.</p>", more.replace("v1", "v2"))
    shell.crawl(CLOCK=LATER)
    assert "v2.pdf" in shell.one("SELECT address FROM attachments")
    assert "v2.jpg" in shell.one("SELECT address FROM images")


def test_a_lone_surrogate_in_a_page_does_not_stop_its_portal(site: Site, shell: Shell) -> None:
    publish(site, 102)
    text = "".join(f"<p>{PARAGRAPH} Đoạn {n} của bài này nói thêm nhiều điều về công tác của Sở.</p>" for n in range(8))
    ld = '{"@type": "NewsArticle", "headline": "Một bài viết dài của Sở", "author": {"name": "An \\ud800"}}'
    site.pages[article(101)] = (
        f'<html><head><title>Một bài viết dài của Sở</title><script type="application/ld+json">{ld}</script></head>'
        f"<body><main><article><h1>Một bài viết dài của Sở</h1>{text}</article></main></body></html>"
    )
    site.pages[f"{HOST}/"] = listing_page(article(101), article(102))
    shell.scrapy("crawl", "so-mau")
    done = shell.scrapy("crawl", "so-mau", CLOCK=LATER)
    assert "Traceback" not in done.stderr and done.returncode == 0, done.stderr
    assert shell.one("SELECT count(*) FROM captures WHERE state = 'unread'") == 0


def test_headers_are_kept_as_they_were_sent(site: Site, shell: Shell) -> None:
    publish(site, 101)
    etag = '"sở"'.encode().decode("latin-1")
    site.pages[f"{HOST}/"] = (200, {"Content-Type": "text/html", "ETag": etag}, str(site.pages[f"{HOST}/"]).encode())
    shell.crawl()
    assert _stored(shell, f"{HOST}/").header("ETag") == etag


def test_a_page_with_very_long_headers_can_be_read_from_the_archive_again(site: Site, shell: Shell) -> None:
    """A content security policy on every header line; unread after a crash, it must not stop its portal for ever."""
    publish(site, 101)
    long = {f"X-{n}": "a" * 15_000 for n in range(5)}
    site.pages[article(101)] = (200, {"Content-Type": "text/html", **long}, str(site.pages[article(101)]).encode())
    shell.crawl()
    assert keys(shell) == ["101"]
    edit(shell, "UPDATE captures SET state = 'unread', reading = NULL WHERE address LIKE '%view_content%'")
    done = shell.crawl(CLOCK=LATER)
    assert done.returncode == 0, done.stderr
    assert _stored(shell, article(101)).status == 200


def _stored(shell: Shell, address: str) -> Capture:
    where = shell.rows("SELECT id, warc, offset, length FROM captures WHERE address = ? ORDER BY id", address)[0]
    return warc.read_capture(shell.archive / "warc", CaptureRef(*where), "so-mau")


# -- rules that change ------------------------------------------------------------------------------------------------


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


# -- stopping and starting --------------------------------------------------------------------------------------------


def test_a_second_signal_is_no_success(site: Site, shell: Shell) -> None:
    publish(site, 101)

    def slow(asked: Asked) -> str:
        time.sleep(8)
        return "<html></html>"

    site.pages[article(101)] = slow
    crawl = start(shell)
    wait_for(site, 3)
    crawl.send_signal(signal.SIGINT)
    time.sleep(1)
    crawl.send_signal(signal.SIGINT)
    assert crawl.wait(timeout=60) == 143


def test_sigterm_while_catching_up_ends_soon_and_says_143(site: Site, shell: Shell) -> None:
    publish(site, *range(101, 221))
    shell.crawl()
    edit(shell, "UPDATE captures SET state = 'unread', reading = NULL WHERE address LIKE '%view_content%'")
    crawl = start(shell, "-s", "READ_WORKERS=1", CLOCK=LATER)
    deadline = time.monotonic() + 20
    while shell.one("SELECT count(*) FROM captures WHERE state = 'unread'") == 120 and time.monotonic() < deadline:
        time.sleep(0.005)
    crawl.send_signal(signal.SIGTERM)
    assert crawl.wait(timeout=60) == 143
    assert shell.one("SELECT count(*) FROM runs WHERE finished_at IS NULL") == 0


def test_sigterm_at_start_up_is_no_success(site: Site, shell: Shell) -> None:
    publish(site, 101)
    codes = []
    for wait in (0.0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        shutil.rmtree(shell.archive, ignore_errors=True)
        crawl = start(shell)
        deadline = time.monotonic() + 20
        while not (shell.archive / ".archive.lock").exists() and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(wait)
        crawl.send_signal(signal.SIGTERM)
        codes.append(crawl.wait(timeout=60))
    assert set(codes) <= {143, -signal.SIGTERM}, codes


@pytest.mark.parametrize("which", ["reader", "forkserver"])
def test_a_killed_reader_is_replaced_and_the_crawl_goes_on(site: Site, shell: Shell, which: str) -> None:
    """The kernel's OOM killer chooses whom it likes, an idle reader too."""
    publish(site, *range(101, 141))
    crawl = start(shell, "-s", "DOWNLOAD_DELAY=0.05", "-s", "READ_WORKERS=1")
    try:
        wait_for(site, 10)
        servers = [pid for pid, parent, line in _processes(crawl.pid) if "forkserver" in line and parent == crawl.pid]
        readers = [pid for pid, parent, _ in _processes(crawl.pid) if parent in servers]
        for pid in readers if which == "reader" else servers:
            os.kill(pid, signal.SIGKILL)
        assert crawl.wait(timeout=40) == 0
    finally:
        if crawl.poll() is None:
            os.killpg(crawl.pid, signal.SIGKILL)
            crawl.wait()
    shell.crawl(CLOCK=LATER)
    assert len(keys(shell)) == 40


def _processes(group: int) -> list[tuple[int, int, str]]:
    """(pid, parent, command line) of the group's processes."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        if _group(stat) == group:
            try:
                parent = int(stat.read_text().rpartition(")")[2].split()[1])
                found.append((int(stat.parent.name), parent, (stat.parent / "cmdline").read_text("utf-8", "replace")))
            except OSError:
                continue
    return found


def test_sigterm_to_the_whole_group_costs_no_page(site: Site, shell: Shell) -> None:
    """systemd sends it to every process of the unit: readers die of it, pages must not."""
    publish(site, *range(101, 121))
    for n in range(101, 121):
        site.pages[article(n)] = article_page(f"Bài {n}", *(f"{PARAGRAPH} {m}" for m in range(2_000)))
    crawl = start(shell, "-s", "READ_WORKERS=1")
    wait_for(site, 14)
    os.killpg(crawl.pid, signal.SIGTERM)
    assert crawl.wait(timeout=60) == 143
    shell.crawl(CLOCK=LATER)
    shell.crawl(CLOCK=LATEST)
    assert len(keys(shell)) == 20


def _group(stat: Path) -> int:
    try:
        return int(stat.read_text().rpartition(")")[2].split()[2])
    except (OSError, ValueError):
        return -1


def test_an_archive_begun_and_killed_at_once_does_not_stop_scrapy_run(site: Site, shell: Shell) -> None:
    """kill -9 between SQLite's open and its first page leaves an empty file."""
    publish(site, 101)
    shell.archive.mkdir()
    (shell.archive / "archive.db").touch()
    done = shell.scrapy("run")
    assert "Traceback" not in done.stderr, done.stderr
    assert keys(shell) == ["101"]


def test_scrapy_run_says_in_a_line_that_a_file_is_no_archive(shell: Shell) -> None:
    shell.archive.mkdir()
    (shell.archive / "archive.db").write_text("không phải SQLite " * 100)
    done = shell.scrapy("run")
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == 20


def test_a_missing_warc_file_stops_its_portal_and_no_other(site: Site, shell: Shell) -> None:
    publish(site, 101)
    shell.crawl()
    edit(shell, "UPDATE captures SET state = 'unread', reading = NULL WHERE address LIKE '%view_content%'")
    shutil.rmtree(shell.archive / "warc")
    shell.profile("so-sau", PROFILE.replace("so-mau.example", "so-sau.example"))
    site.pages["http://so-sau.example/"] = listing_page("http://so-sau.example/a/-/view_content/7-b.html")
    site.pages["http://so-sau.example/a/-/view_content/7-b.html"] = article_page("Bài", PARAGRAPH)
    done = shell.scrapy("run", CLOCK=LATER)
    assert "Traceback" not in done.stderr, done.stderr
    assert "7" in keys(shell)
    assert done.returncode == 20
    assert shell.one("SELECT count(*) FROM runs WHERE finished_at IS NULL") == 0


@pytest.mark.parametrize(
    "wrong",
    [
        "home: 'http://[hong.example/'", "home: 'http://hong.example:99999/'", "home: ftp://hong.example/", "delay: .inf",
        "delay: .nan", "written: 2026-13-01", "article: {rules: [{title: 'h1[[', body: '.a >'}]}",
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_profile_is_said_at_once_and_of_that_profile_alone(shell: Shell, wrong: str) -> None:
    key = wrong.partition(":")[0]
    lines = [line for line in PROFILE.replace("so-mau", "hong").strip().splitlines() if not line.startswith(f"{key}:")]
    shell.profile("hong", "\n".join([*lines, wrong, ""]))
    done = shell.scrapy("list")
    assert "Traceback" not in done.stderr, done.stderr
    assert done.stdout.split() == ["so-mau"]
    assert "hong.yml" in done.stderr


def test_a_senseless_number_of_readers_is_refused(site: Site, shell: Shell) -> None:
    publish(site, 101)
    crawl = start(shell, "-s", "READ_WORKERS=-1")
    try:
        assert crawl.wait(timeout=30) in (0, 2)
    finally:
        if crawl.poll() is None:
            os.killpg(crawl.pid, signal.SIGKILL)
            crawl.wait()


# -- size -------------------------------------------------------------------------------------------------------------


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
