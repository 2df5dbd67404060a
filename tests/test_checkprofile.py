"""`scrapy checkprofile`, and what a live portal may do before a person has accepted it."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from commands import writing
from commands.checkprofile import alike
from spiders import profile as profiles
from tests.conftest import PARAGRAPH, ROOT, Shell, article_page, listing_page

pytestmark = pytest.mark.timeout(200)
HOST = "http://so-mau.vn"
LIVE = """\
# Viết tay, chưa ai xem.
title: {vi: Sở Mẫu, en: Sample department}
kind: portal
place: "00"   # chưa rõ
family: liferay62
domains: [so-mau.vn]
home: http://so-mau.vn/
delay: 0
written: 2026-11-22
verified: null   # xem rồi hãy ghi ngày
# hết
"""
PAGE = article_page(
    "Sở Mẫu công bố kết quả thanh tra quý ba", PARAGRAPH,
    "Đoàn thanh tra làm việc tại huyện Mẫu Một từ đầu tháng bảy, đối chiếu sổ sách của mười hai đơn vị sự nghiệp.",
    "Chánh thanh tra Sở yêu cầu các đơn vị nộp báo cáo khắc phục trước ngày cuối quý và niêm yết tại trụ sở.",
    sapo="Sở Mẫu vừa công bố kết quả thanh tra của quý ba.",
)  # fmt: skip


def address(n: int) -> str:
    return f"{HOST}/tin-tuc/-/view_content/{n}-bai.html"


@pytest.fixture
def live(shell: Shell) -> Shell:
    """A live portal beside the sample one, both on loopback."""
    shell.profile("so-mau-that", LIVE)
    shell.site.pages[f"{HOST}/"] = listing_page(address(1), address(2))
    shell.site.pages[address(1)] = shell.site.pages[address(2)] = PAGE
    return shell


def check(shell: Shell, *args: str, code: int = 0, name: str = "so-mau-that", **environment: str) -> str:
    done = shell.scrapy(
        "checkprofile", name, *args, **{"DEMO": "0", "CLOCK": "2026-11-24T18:00:00+00:00", **environment}
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr and not shell.archive.exists()
    return done.stdout + done.stderr


def test_one_listing_and_one_article_are_shown(live: Shell) -> None:
    shown = check(live)
    assert "2 articles, no pager" in shown
    for said in (
        "Sở Mẫu công bố kết quả thanh tra quý ba", "2022-07-26T09:50+07:00", "Sở Mẫu vừa công bố", PARAGRAPH,
        "niêm yết tại trụ sở.", "rule:1", "not verified yet): sound",
    ):  # fmt: skip
        assert said in shown
    assert sorted(live.site.pages_asked()) == sorted([f"{HOST}/", address(1)])
    assert live.site.asked[0] == f"{HOST}/robots.txt"


def test_accepting_changes_one_line_of_the_profile(live: Shell) -> None:
    file = live.profiles / "so-mau-that.yml"
    assert "verified: 2026-11-25" in check(live, "--accept")
    assert file.read_text("utf-8") == LIVE.replace("verified: null", "verified: 2026-11-25")
    assert profiles.load(file).verified == date(2026, 11, 25)


@pytest.mark.parametrize(("typed", "accepted"), [(b"y\n", True), (b"\n", False), (b"\x04", False)])
def test_a_person_at_a_terminal_is_asked(live: Shell, typed: bytes, accepted: bool) -> None:
    ours, theirs = os.openpty()
    os.write(ours, typed)
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "checkprofile", "so-mau-that"], cwd=ROOT, env=live.environment(DEMO="0"), stdin=theirs,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0 and "Traceback" not in done.stderr and "[y/N]" in done.stdout
    assert (profiles.load(live.profiles / "so-mau-that.yml").verified is not None) == accepted


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a: 1\nverified: 2020-01-01\nb: 2\n", "a: 1\nverified: 2026-11-24\nb: 2\n"),
        ("a: 1\r\nverified: null\r\n", "a: 1\r\nverified: 2026-11-24\r\n"),
        ("a: 1\nverified:\n", "a: 1\nverified: 2026-11-24\n"),
        ("a: 1", "a: 1\nverified: 2026-11-24\n"),
    ],
)
def test_whatever_else_is_in_the_file_stays(tmp_path: Path, text: str, after: str) -> None:
    file = tmp_path / "a.yml"
    file.write_bytes(text.encode())
    writing.accept(file, "2026-11-24")
    assert file.read_bytes().decode() == after


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({f"{HOST}/": listing_page("/lien-he")}, "no listing shows an article"),
        ({f"{HOST}/": (503, {}, b"")}, "no listing shows an article"),
        ({f"{HOST}/robots.txt": (200, {}, b"User-agent: *\nDisallow: /")}, "robots-refused"),
        ({f"{HOST}/robots.txt": (503, {}, b"")}, "robots-unreachable"),
        ({address(1): "<html><title>403</title>Forbidden", address(2): "<html>"}, "no article"),
        (
            {address(n): PAGE.replace("asset-full-content-title", "tieu-de") for n in (1, 2)},
            "the article was read by its shape",
        ),
        ({address(n): PAGE.replace("26/07/2022 | 9:50 AM", "") for n in (1, 2)}, "no date was found"),
    ],
)
def test_what_is_not_sound_is_named_and_never_accepted(live: Shell, changed: dict[str, object], said: str) -> None:
    live.site.pages.update(changed)  # type: ignore[arg-type]
    assert f"fault: {said}" in check(live, "--accept", "-s", "RETRY_TIMES=0", code=20) or said in check(live, code=20)
    assert (live.profiles / "so-mau-that.yml").read_text("utf-8") == LIVE


def test_a_rule_that_reads_something_else_than_the_page_shows_is_noted(live: Shell) -> None:
    live.profile("so-mau-that", LIVE + "article:\n  rules:\n    - {title: .asset-full-content-title, body: p.sapo}\n")
    other = PAGE.replace("Sở Mẫu vừa công bố kết quả thanh tra của quý ba.", "Đọc báo in tại đây. " * 15)
    live.site.pages[address(1)] = other
    assert "by its shape the page reads otherwise" in check(live)


def test_sample_data_and_unknown_names_are_a_clear_word(live: Shell) -> None:
    assert "sample data" in check(live, "--accept", code=2, name="so-mau", DEMO="1")
    assert "no portal is called" in check(live, code=2, name="khong-co")


def test_how_alike_two_texts_are() -> None:
    assert alike("a b c d", "a b c d") == 1 and alike("a b", "c d") == 0
    assert alike("a b c d", "a b") == pytest.approx(2 / 3)


# -- crawls ------------------------------------------------------------------------------------------------------------


def test_a_run_leaves_out_what_nobody_has_verified(live: Shell) -> None:
    done = live.scrapy("run", DEMO="0")
    assert done.returncode == 0 and not live.site.asked
    assert "so-mau-that" in done.stderr and "scrapy checkprofile so-mau-that" in done.stderr
    assert live.scrapy("run", "--unverified", DEMO="0").returncode == 0
    assert live.one("SELECT count(*) FROM articles") == 2


def test_a_crawl_by_name_says_that_nobody_has_verified_it(live: Shell) -> None:
    done = live.scrapy("crawl", "so-mau-that", DEMO="0")
    assert done.returncode == 0 and "nobody has verified its profile yet" in done.stderr
    assert live.one("SELECT count(*) FROM articles") == 2


def test_a_verified_portal_and_a_sample_one_are_run(live: Shell) -> None:
    live.profile("so-mau-that", LIVE.replace("verified: null", "verified: 2026-11-24"))
    done = live.scrapy("run", DEMO="0")
    assert "skipped" not in done.stderr and live.one("SELECT count(*) FROM articles") == 2
