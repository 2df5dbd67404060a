"""`scrapy newportal`: from an address to a profile that reads the site, on the sample portals and on sites that refuse."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import guesses, writing
from commands.reading import record
from demo.articles import load as written
from demo.server import serve, sites
from pipelines.read import read
from spiders import profile as profiles
from spiders.items import Capture
from tests.conftest import HOST, PARAGRAPH, ROOT, Shell, article, article_page, listing_page, publish
from tests.site import Site

pytestmark = pytest.mark.timeout(200)
FAMILY_OF = {
    "sonoivu.vanlinh.example": "liferay62",
    "baodiengiang.example": "postid",
    "baothuongnguyen.example": "gmt7",
}


@pytest.fixture(scope="module")
def proxy() -> Iterator[str]:
    with serve() as address:
        yield address


@pytest.fixture
def empty(shell: Shell) -> Shell:
    """Nobody has written a profile."""
    for file in shell.profiles.iterdir():
        file.unlink()
    return shell


def newportal(shell: Shell, *args: str, code: int = 0, **environment: str) -> str:
    done = shell.scrapy("newportal", *args, **environment)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr and not (shell.archive / "archive.db").exists()
    return done.stderr


@pytest.mark.parametrize("host", FAMILY_OF)
def test_the_sample_portals_are_found_and_read_as_their_own_profiles_read_them(
    empty: Shell, proxy: str, host: str
) -> None:
    through = {"http_proxy": proxy, "https_proxy": proxy, "ADDRESS_ALLOW": proxy.removeprefix("http://")}
    newportal(empty, host, **through)
    (file,) = empty.profiles.glob("*.yml")
    mine = profiles.load(file)
    (theirs,) = (one for one in profiles.load_all(True)[0].values() if host in one.domains)
    assert mine.family == theirs.family == FAMILY_OF[host]
    assert (mine.kind, mine.feeds, mine.sitemaps) == (theirs.kind, theirs.feeds, theirs.sitemaps)
    assert {section.url for section in theirs.sections} <= {section.url for section in mine.sections}
    assert mine.title["vi"] in theirs.title["vi"] and mine.verified is None and mine.written is not None
    for one in written(host):
        page = sites()[host].answer(one.path, "")
        body = page.body(1, one.path)
        address = f"http://{host}{one.path}"
        told = [
            record(address, read(Capture(profile.name, address, "2026-11-22T00:00:00Z", 200, (), body), profile))
            for profile in (mine, theirs)
        ]
        told[0]["portal"] = told[1]["portal"]
        assert told[0] == told[1] and told[0]["title"] == one.title
    assert empty.scrapy("list").stdout.split() == [mine.name]


def test_nothing_is_good_before_a_person_has_looked(empty: Shell) -> None:
    publish(empty.site, 101, 102, 103)
    empty.site.pages.update({article(n): long_page() for n in (101, 102, 103)})
    newportal(empty, HOST)
    folder = empty.profiles / "reviews" / "so-mau"
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    assert expected["reviewed"] is False
    assert {page["file"] for page in expected["pages"]} == {"article.html", "listing.html"}
    assert (folder.parent / ".gitignore").read_text() == "*\n"

    def tested() -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(folder)], cwd=ROOT, env=empty.environment(),
            capture_output=True, text=True, timeout=100, check=False,
        )  # fmt: skip

    assert tested().returncode == 1
    checked = empty.scrapy("checkprofile", "so-mau")
    assert checked.returncode == 20 and '"reviewed": false' in checked.stdout
    expected["reviewed"] = True
    (folder / "expected.json").write_text(json.dumps(expected), "utf-8")
    assert tested().returncode == 0
    assert empty.scrapy("checkprofile", "so-mau").returncode == 0
    expected["pages"][0]["reading"]["title"] = "Một tiêu đề khác"
    (folder / "expected.json").write_text(json.dumps(expected), "utf-8")
    assert tested().returncode == 1
    assert "title is now" in empty.scrapy("checkprofile", "so-mau").stdout


def long_page(counter: str = "") -> str:
    """An article long enough to judge a profile by; `counter` stands among its own words."""
    return article_page(
        "Sở Mẫu công bố kết quả thanh tra quý ba", PARAGRAPH,
        "Đoàn thanh tra làm việc tại huyện Mẫu Một từ đầu tháng bảy, đối chiếu sổ sách của mười hai đơn vị sự nghiệp.",
        f"Phần lớn đơn vị đã lập dự toán đúng hạn, nhưng việc công khai số liệu còn chậm so với quy định. {counter}",
        "Chánh thanh tra Sở yêu cầu các đơn vị nộp báo cáo khắc phục trước ngày cuối quý và niêm yết tại trụ sở.",
    )  # fmt: skip


def test_a_text_that_does_not_hold_still_is_named(empty: Shell) -> None:
    publish(empty.site, 101, 102, 103)
    for n in (101, 102, 103):
        empty.site.pages[article(n)] = lambda asked: long_page(f"Có {asked.before + 7} bạn đọc đang xem bài viết này.")
    assert "not read the same twice" in newportal(empty, HOST, code=20)
    assert (empty.profiles / "so-mau.yml").is_file()


UNKNOWN = (
    "<!doctype html><html><head><meta charset=utf-8><title>{title} | Trang tin huyện Mẫu</title></head><body><nav><a href='/tin'>"
    "Tin tức</a></nav><main><h1>{title}</h1><p class=ngay>26/07/2022 09:50</p>{body}</main></body></html>"
)


def test_a_site_of_no_family_is_read_by_the_shape_of_its_pages(empty: Shell) -> None:
    host = "http://huyen-mau.example"
    paths = [f"/tin/bai-so-{n}-ve-cong-tac-thanh-tra-{n}41523.html" for n in range(1, 6)]
    titles = [f"Huyện Mẫu công bố kết quả thanh tra lần thứ {n} của năm nay" for n in range(1, 6)]
    links = "".join(f"<p><a href='{path}'>{title}</a></p>" for path, title in zip(paths, titles, strict=True))
    empty.site.pages[f"{host}/"] = empty.site.pages[f"{host}/tin"] = UNKNOWN.format(title="Trang chủ", body=links)
    for n, (path, title) in enumerate(zip(paths, titles, strict=True)):
        body = "".join(
            f"<p>Đoạn {m} của bài {n}: đoàn thanh tra đã làm việc với {m + 3} đơn vị, kiến nghị thu hồi {m * 7 + 11} triệu "
            "đồng nộp ngân sách huyện và xử lý trách nhiệm của những người có liên quan theo quy định.</p>"
            for m in range(1, 6)
        )
        empty.site.pages[host + path] = UNKNOWN.format(title=title, body=body)
    newportal(empty, "huyen-mau.example", "--name", "huyen-mau")
    mine = profiles.load(empty.profiles / "huyen-mau.yml")
    assert mine.family == "generic" and mine.key is not None
    assert {mine.key.search(path)[1] for path in paths} == {f"{n}41523" for n in range(1, 6)}  # type: ignore[index]
    assert mine.title["vi"] == "Trang tin huyện Mẫu"


BLOCK = "<html><head><title>Attention Required!</title></head><body>Checking your browser</body></html>"
BOMB = gzip.compress(b"<p>" * 10_000_000)
MISSING = "<html><head><title>Không tìm thấy trang</title></head><body><a href='/'>Về trang chủ</a></body></html>"


@pytest.mark.parametrize(
    ("pages", "code", "said"),
    [
        ({}, 20, "answers 404"),
        ({"/": (503, {}, b"")}, 10, "http-503"),
        ({"/": (0, {}, b"")}, 10, "ConnectionDone"),
        ({"/robots.txt": (503, {}, b"")}, 10, "robots-unreachable"),
        ({"/robots.txt": (200, {}, b"User-agent: *\nDisallow: /")}, 20, "robots-refused"),
        ({"/": BLOCK}, 20, "block-page"),
        ({"/": MISSING}, 20, "soft-404"),
        ({"/": "<html><body>" + "<div>" * 50_000 + "<a href='/a'>x</a>"}, 20, "hostile-markup"),
        ({"/": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, BOMB)}, 20, "too-large"),
        ({"/": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.4")}, 20, "not-html"),
        ({"/": "<html><body>Trang đang xây dựng, mời bạn quay lại sau.</body></html>"}, 20, "no link"),
        ({"/": listing_page("/lien-he", "/gioi-thieu")}, 20, "no article could be read"),
        ({"/": (302, {"Location": "http://noi-khac.example/"}, b"")}, 20, "redirects to"),
        ({"/": (302, {"Location": "http://127.0.0.1:9/"}, b"")}, 10, "robots-unreachable"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_site_that_cannot_be_read_ends_in_one_clear_line(
    empty: Shell, pages: dict[str, object], code: int, said: str
) -> None:
    empty.site.pages.update({HOST + path: page for path, page in pages.items()})  # type: ignore[misc]
    empty.site.pages["http://noi-khac.example/"] = listing_page("/a")
    told = newportal(empty, HOST, "-s", "RETRY_TIMES=0", code=code)
    assert "no profile written" in told and said in told
    assert not list(empty.profiles.iterdir())
    assert len(empty.site.asked) <= 14


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "one address"),
        (("http:///",), "no web address"),
        (("https://bao.vn/",), "sample portals"),
        ((HOST,), "already belongs to so-mau"),
        (("http://khac.example", "--name", "so-mau"), "never overwritten"),
        (("http://khac.example", "--name", "../khac"), "small letters"),
    ],
)
def test_what_makes_no_sense_is_said_before_anything_is_fetched(shell: Shell, args: tuple[str, ...], said: str) -> None:
    before = (shell.profiles / "so-mau.yml").read_text("utf-8")
    assert said in newportal(shell, *args, code=2)
    assert not shell.site.asked and (shell.profiles / "so-mau.yml").read_text("utf-8") == before


def test_a_live_site_without_https_is_asked_by_http(empty: Shell) -> None:
    """The sample proxy speaks no https, as many a department's server."""
    host = "http://so-mau.langson.gov.vn"
    links = [f"{host}/tin/-/view_content/{n}-bai.html" for n in (101, 102, 103)]
    empty.site.pages |= {f"{host}/": listing_page(*links), **dict.fromkeys(links, long_page())}
    newportal(empty, "so-mau.langson.gov.vn", "-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0", DEMO="0")
    mine = profiles.load(empty.profiles / "so-mau-langson.yml")
    assert (mine.home, mine.family, mine.place, mine.demo) == (f"{host}/", "liferay62", "20", False)


def test_nothing_that_points_inward_is_asked(empty: Shell) -> None:
    assert "inward-address" in newportal(empty, "http://127.1:8080/", code=20, DEMO="0")
    assert not empty.site.asked


def test_ctrl_c_ends_it_and_nothing_is_written(empty: Shell, site: Site) -> None:
    def slow(asked: object) -> str:
        time.sleep(2)
        return listing_page(article(1))

    site.pages[f"{HOST}/"] = slow
    running = subprocess.Popen(
        [sys.executable, "-m", "scrapy", "newportal", HOST], cwd=ROOT, env=empty.environment(), text=True,
        stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    deadline = time.monotonic() + 30
    while f"{HOST}/" not in site.asked and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(running.pid, signal.SIGINT)
    told = running.communicate(timeout=30)[1]
    assert running.returncode == 143 and "no profile written" in told and "Traceback" not in told
    assert not list(empty.profiles.iterdir())


# -- guesses -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "title", "place"),
    [
        ("sotttt.hanoi.gov.vn", "", "01"),
        ("thanhtra.langson.gov.vn", "Thanh tra tỉnh", "20"),
        ("so.example", "Sở Nội vụ tỉnh Hà Giang", "08"),
        ("so.example", "Sở Nội vụ tỉnh Vân Linh", None),
        ("baovietnam.vn", "Báo cáo hoà bình", None),
    ],
)
def test_a_province_is_guessed_only_where_it_is_named(host: str, title: str, place: str | None) -> None:
    found = guesses.place_of(host, title)
    assert (found.code if found else None) == place


def test_names_and_titles() -> None:
    assert guesses.name_of("sotttt.hanoi.gov.vn") == "sotttt-hanoi"
    assert guesses.name_of("www.baomau.vn") == "baomau"
    assert guesses.title_of(["Trang chủ | Báo Mẫu", "Thời sự | Báo Mẫu"], []) == "Báo Mẫu"
    assert guesses.kind_of("so.langson.gov.vn", "") == ("portal", True)
    assert guesses.kind_of("noichinh.vn", "Tạp chí Nội chính")[0] == "paper"


def test_the_key_is_where_every_address_has_another() -> None:
    addresses = [f"https://a.vn/tin-{n}/bai-viet-so-mot-{n}8812.html" for n in range(5)]
    assert guesses.key_pattern(addresses) == r"-(\d{5,})\.(?:s?html?|aspx|epi|vov|tpo|chn)(?:$|\?)"
    assert guesses.key_pattern(["https://a.vn/lien-he", "https://a.vn/gioi-thieu"]) is None


def test_a_profile_is_whole_whatever_the_title_holds(tmp_path: Path) -> None:
    facts = writing.Facts(("a.vn",), "https://a.vn/", "generic", "Báo \"A\": 'b' #c \\d", key=r"/it's-(\d+)")
    mine = writing.profile_of(facts, "a")
    assert mine.title["vi"] == facts.title and mine.key is not None and mine.key.pattern == facts.key
