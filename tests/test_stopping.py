"""Stopping, starting, and things that die or are missing: a clear word, the right exit code, no page lost."""

import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from tests.conftest import (
    LATER,
    LATEST,
    PARAGRAPH,
    PROFILE,
    Shell,
    article,
    article_page,
    edit,
    keys,
    listing_page,
    publish,
    start,
    wait_for,
)
from tests.site import Asked, Site

pytestmark = pytest.mark.timeout(240)


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
