"""Commands against odd files, odd sites and full disks: a clear line and the right exit code, nothing half-written."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from commands import reviews, writing
from spiders import profile as profiles
from tests.conftest import HOST, PARAGRAPH, ROOT, Shell, article, article_page, listing_page

pytestmark = pytest.mark.timeout(200)
PROFILE = 'title: {vi: Sở Mẫu, en: Sample}\nkind: portal\nplace: "00"\nfamily: generic\ndomains: [so-mau.vn]\n'
MORE = (
    "Đoàn thanh tra làm việc tại huyện Mẫu Một từ đầu tháng bảy, đối chiếu sổ sách của mười hai đơn vị sự nghiệp công lập.",
    "Theo kết luận, phần lớn đơn vị đã lập dự toán đúng hạn, nhưng việc công khai số liệu còn chậm so với quy định của tỉnh.",
    "Chánh thanh tra Sở yêu cầu các đơn vị nộp báo cáo khắc phục trước ngày cuối quý và niêm yết tại trụ sở để người dân xem.",
)


def said(done: "subprocess.CompletedProcess[str]") -> str:
    assert "Traceback" not in done.stderr, done.stderr[-600:]
    return done.stderr


# -- scrapy read ------------------------------------------------------------------------------------------------------


def warc(status: str = "200 OK", head: str = "", body: bytes = b"", date: str = "2026-01-01T00:00:00Z") -> bytes:
    block = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n{head}\r\n".encode("latin-1") + body
    told = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {article(1)}\r\nWARC-Date: {date}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return told.encode() + block + b"\r\n\r\n"


WHOLE = article_page("Sở Mẫu công bố kết quả", PARAGRAPH, *MORE).encode()


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(warc("2²0 OK", body=WHOLE), id="a status of digits that no int knows"),
        pytest.param(warc("2" * 5000 + " OK", body=WHOLE), id="a status of 5,000 digits"),
        pytest.param(
            warc(head="Transfer-Encoding: chunked\r\n", body=b"f" * 40 + b"\r\nabc"), id="a chunk beyond any size"
        ),
        pytest.param(warc(date="0001-01-01T00:00:00+14:00", body=WHOLE), id="a day before the first"),
        pytest.param(warc(date="9999-12-31T23:59:59-14:00", body=WHOLE), id="a day after the last"),
    ],
)
def test_one_odd_record_of_a_warc_keeps_none_of_the_others_from_being_read(
    shell: Shell, tmp_path: Path, record: bytes
) -> None:
    file = tmp_path / "odd.warc"
    file.write_bytes(warc(body=WHOLE) + record + warc(body=WHOLE))
    done = shell.scrapy("read", str(file), "--json", "--articles")
    said(done)
    titles = [json.loads(line)["title"] for line in done.stdout.splitlines()]
    assert len(titles) >= 2 and set(titles) == {"Sở Mẫu công bố kết quả"}


@pytest.mark.parametrize("day", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_a_day_that_no_clock_shows_is_refused(shell: Shell, tmp_path: Path, day: str) -> None:
    file = tmp_path / "trang.html"
    file.write_bytes(WHOLE)
    done = shell.scrapy("read", str(file), "--url", article(1), "--fetched-at", day)
    assert "--fetched-at" in said(done) and done.returncode == 2


@pytest.mark.parametrize("how", [["--json"], []], ids=["json", "for people"])
@pytest.mark.parametrize("trouble", ["full", "ascii"])
def test_what_cannot_be_printed_is_a_line(shell: Shell, tmp_path: Path, how: list[str], trouble: str) -> None:
    """A full disk behind standard output, and a terminal of ASCII: neither is a crash."""
    file = tmp_path / "trang.html"
    file.write_bytes(WHOLE)
    command = [sys.executable, "-m", "scrapy", "read", str(file), "--url", article(1), *how]
    more = {"PYTHONIOENCODING": "ascii"} if trouble == "ascii" else {}
    with Path("/dev/full" if trouble == "full" else tmp_path / "out").open("w") as out:
        done = subprocess.run(
            command, cwd=ROOT, env=shell.environment(**more), stdout=out, stderr=subprocess.PIPE, text=True, timeout=60,
            check=False,
        )  # fmt: skip
    said(done)
    assert done.returncode == (74 if trouble == "full" else 0)


def test_an_address_with_a_vietnamese_host_is_an_article_like_any_other(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "trang.html"
    file.write_bytes(WHOLE)
    done = shell.scrapy("read", str(file), "--url", "http://sở-mẫu.vn/tin/1.html", "--generic", "--json")
    said(done)
    assert json.loads(done.stdout)["kind"] == "article"


# -- scrapy newportal -------------------------------------------------------------------------------------------------


@pytest.fixture
def fresh(shell: Shell) -> Shell:
    """A site of three articles that nobody has a profile of."""
    (shell.profiles / "so-mau.yml").unlink()
    _serve(shell, HOST)
    return shell


def _serve(shell: Shell, host: str) -> None:
    addresses = [f"{host}/tin-tuc/bai-viet-so-{n}-cua-so-mau-10000{n}.html" for n in range(1, 5)]
    shell.site.pages[f"{host}/"] = listing_page(*addresses)
    for n, address in enumerate(addresses):
        shell.site.pages[address] = article_page(f"Sở Mẫu công bố kết quả thanh tra quý {n + 1}", PARAGRAPH, *MORE)


def newportal(shell: Shell, address: str, code: int) -> str:
    done = shell.scrapy("newportal", address)
    assert done.returncode == code, done.stderr
    return said(done)


def test_a_profile_whose_pages_cannot_be_kept_is_not_left_behind(fresh: Shell) -> None:
    """Else the next try is told that the profile exists and is never overwritten."""
    (fresh.profiles / "reviews").write_text("a file where a folder should be")
    newportal(fresh, HOST, 74)
    assert not list(fresh.profiles.glob("*.yml"))


def test_a_vietnamese_host_does_not_lead_elsewhere(fresh: Shell) -> None:
    _serve(fresh, "http://xn--s-mu-ns5axn.example")
    newportal(fresh, "http://sở-mẫu.example/", 0)
    (file,) = fresh.profiles.glob("*.yml")
    assert profiles.load(file).domains


@pytest.mark.parametrize("sign", ["\x81", "\ufffe", "\x7f"])
def test_a_sign_that_yaml_refuses_is_no_reason_for_no_profile(sign: str) -> None:
    facts = writing.Facts(
        ("so-mau.vn",),
        "https://so-mau.vn/",
        "generic",
        f"Sở{sign} Mẫu",
        sections=((f"Tin{sign}", "https://so-mau.vn/tin"),),
    )
    profile = writing.profile_of(facts, "so-mau")
    assert profile.title["vi"].endswith("Mẫu")


# -- scrapy checkprofile ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PROFILE + "verified:\n  null\n", id="on the next line"),
        pytest.param(PROFILE + "...\n", id="after the document's end"),
        pytest.param("{" + ", ".join(PROFILE.splitlines()) + "}\n", id="a mapping in braces"),
        pytest.param("".join(f"  {line}\n" for line in (PROFILE + "verified: null").splitlines()), id="indented"),
        pytest.param(
            "{" + ",\n".join([*PROFILE.splitlines(), "verified: null"]) + "}\n", id="in braces, at a line's start"
        ),
    ],
)
def test_accepting_never_breaks_a_sound_profile(tmp_path: Path, text: str) -> None:
    """The day is written, or the file stays as it was and the person is told; a broken profile is out of the next run."""
    file = tmp_path / "so-mau.yml"
    file.write_text(text, "utf-8")
    assert profiles.load(file).verified is None
    try:
        writing.accept(file, "2026-11-25")
    except (OSError, ValueError):
        assert file.read_text("utf-8") == text
    else:
        assert str(profiles.load(file).verified) == "2026-11-25"


def test_a_profile_has_one_verified_after_it_is_accepted(tmp_path: Path) -> None:
    file = tmp_path / "so-mau.yml"
    file.write_text(PROFILE + '"verified": null\n', "utf-8")
    writing.accept(file, "2026-11-25")
    assert file.read_text("utf-8").count("verified") == 1


def test_windows_line_ends_stay_when_a_line_is_added(tmp_path: Path) -> None:
    file = tmp_path / "so-mau.yml"
    file.write_bytes(PROFILE.replace("\n", "\r\n").encode())
    writing.accept(file, "2026-11-25")
    assert b"\n" not in file.read_bytes().replace(b"\r\n", b"")


def test_a_full_disk_loses_no_profile(tmp_path: Path) -> None:
    file = tmp_path / "so-mau.yml"
    file.write_text(PROFILE + "verified: null\n", "utf-8")
    program = (
        "import resource, sys; from pathlib import Path; from commands import writing\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))\n"
        "writing.accept(Path(sys.argv[1]), '2026-11-25')\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(file)], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode != 0
    assert file.read_text("utf-8") == PROFILE + "verified: null\n"


@pytest.mark.parametrize(
    "page",
    [
        pytest.param({"reading": ["a"]}, id="a list"),
        pytest.param({"reading": "a"}, id="a text"),
    ],
)
def test_a_mangled_review_is_a_fault_in_a_line(tmp_path: Path, page: dict[str, object]) -> None:
    """People edit this file by hand: `scrapy checkprofile` and the test beside it must say what is wrong in it."""
    (tmp_path / "article.html").write_bytes(WHOLE)
    (tmp_path / "so-mau.yml").write_text(PROFILE, "utf-8")
    told = {
        "file": "article.html", "address": "https://so-mau.vn/tin/1.html", "fetched_at": "2026-11-22T00:00:00Z",
        "content_type": "text/html",
    }  # fmt: skip
    review = {"portal": "so-mau", "reviewed": True, "pages": [told | page]}
    (tmp_path / reviews.EXPECTED).write_text(json.dumps(review), "utf-8")
    assert len(reviews.faults(tmp_path, profiles.load(tmp_path / "so-mau.yml"))) >= 1
