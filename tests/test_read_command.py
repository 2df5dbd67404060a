"""`scrapy read`: any saved page, any WARC, as a person types it."""

import gzip
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.conftest import HOST, PARAGRAPH, Shell, article, article_page, listing_page

KEYS = [
    "address", "kind", "portal", "key", "title", "sapo", "text", "captions", "tables", "published", "published_raw",
    "published_by", "author", "source_credit", "section", "language", "images", "attachments", "canonical", "rule", "flags",
    "figures", "problem", "links",
]  # fmt: skip
PAGE = article_page(
    "Sở Mẫu công bố kết quả thanh tra quý ba", PARAGRAPH,
    '<img src="/anh/1.jpg" alt="Buổi họp tại trụ sở">',
    "<table><tr><td>Huyện</td><td>Số đơn vị</td></tr><tr><td>Mẫu Một</td><td>12</td></tr></table>",
    '<a href="/tai-lieu/ket-luan.pdf">Kết luận thanh tra</a>',
    sapo="Sở Mẫu vừa công bố kết quả thanh tra của quý ba.",
)  # fmt: skip

#: Nothing but its shape says that this is an article.
LONG = article_page(
    "Sở Mẫu công bố kết quả thanh tra quý ba", PARAGRAPH,
    "Đoàn thanh tra làm việc tại huyện Mẫu Một từ đầu tháng bảy, đối chiếu sổ sách của mười hai đơn vị sự nghiệp công lập.",
    "Theo kết luận, phần lớn đơn vị đã lập dự toán đúng hạn, nhưng việc công khai số liệu còn chậm so với quy định của tỉnh.",
    "Chánh thanh tra Sở yêu cầu các đơn vị nộp báo cáo khắc phục trước ngày cuối quý và niêm yết tại trụ sở để người dân xem.",
)  # fmt: skip


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "trang.html"
    file.write_text(PAGE, "utf-8")
    return file


def read(shell: Shell, *args: object, code: int = 0, **environment: str) -> str:
    done = shell.scrapy("read", *map(str, args), **environment)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert not shell.archive.exists() and not shell.site.asked
    return done.stdout if code == 0 else done.stderr


def told(shell: Shell, *args: object, **environment: str) -> dict[str, Any]:
    (line,) = read(shell, *args, "--json", **environment).splitlines()
    found: dict[str, Any] = json.loads(line)
    assert list(found) == KEYS
    return found


def warc(*pages: tuple[str, str, bytes], chunked: bool = False) -> bytes:
    """A WARC file of (address, content type, body)."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(writer.create_warcinfo_record("mau.warc.gz", {"software": "tay"}))
    for address, kind, body in pages:
        headers = [("Content-Type", kind)]
        if chunked:
            headers.append(("Transfer-Encoding", "chunked"))
            body = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (20, body[:20], len(body) - 20, body[20:])
        line = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        date = {"WARC-Date": "2022-08-27T01:02:03Z"}
        writer.write_record(
            writer.create_warc_record(
                address, "response", payload=BytesIO(body), http_headers=line, warc_headers_dict=date
            )
        )
    return out.getvalue()


def test_a_page_is_read_by_the_portal_its_host_belongs_to(shell: Shell, page: Path) -> None:
    found = told(shell, page, "--url", article(101))
    assert (found["kind"], found["portal"], found["key"], found["rule"]) == ("article", "so-mau", "101", "rule:1")
    assert found["title"] == "Sở Mẫu công bố kết quả thanh tra quý ba"
    assert found["text"].split("\n")[:2] == [found["sapo"], PARAGRAPH]
    assert (found["published"], found["published_by"]) == ("2022-07-26T09:50+07:00", "rule")
    assert found["tables"] == [[["Huyện", "Số đơn vị"], ["Mẫu Một", "12"]]]
    assert found["images"][0]["address"] == f"{HOST}/anh/1.jpg"
    assert found["attachments"] == [
        {"address": f"{HOST}/tai-lieu/ket-luan.pdf", "label": "Kết luận thanh tra", "type": "pdf"}
    ]


def test_by_name_and_by_the_shape_of_the_page(shell: Shell, page: Path) -> None:
    assert told(shell, page, "--url", article(101), "--portal", "so-mau")["rule"] == "rule:1"
    page.write_text(LONG, "utf-8")
    generic = told(shell, page, "--url", article(101), "--generic")
    assert (generic["rule"], generic["kind"], generic["key"]) == ("generic", "article", article(101))
    assert PARAGRAPH in generic["text"]
    elsewhere = told(shell, page, "--url", "https://bao-khac.example/bai-1.html")
    assert (elsewhere["portal"], elsewhere["rule"]) == ("generic", "generic")


def test_it_works_where_there_is_no_profile_at_all(shell: Shell, page: Path, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    page.write_text(LONG, "utf-8")
    found = told(shell, page, "--url", article(101), PROFILES_DIR=str(tmp_path / "none"))
    assert (found["rule"], found["kind"]) == ("generic", "article")


def test_a_compressed_page_is_read_as_well(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "trang.html.gz"
    file.write_bytes(gzip.compress(PAGE.encode()))
    assert told(shell, file, "--url", article(101))["key"] == "101"


def test_the_header_it_was_sent_with_can_be_given(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "trang.html"
    markup = article_page("Công khai ngân sách", "Đoàn thanh tra công bố kết quả.").replace("<meta charset=utf-8>", "")
    file.write_bytes(markup.encode("cp1258", "xmlcharrefreplace"))
    found = told(shell, file, "--url", article(101), "--content-type", "text/html; charset=windows-1258")
    assert found["title"] == "Công khai ngân sách"


def test_a_page_without_an_article_says_so(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "trang.html"
    file.write_text(listing_page(article(1), article(2)), "utf-8")
    found = told(shell, file, "--url", article(101))
    assert (found["kind"], found["problem"]["reason"], found["links"]) == ("bad", "no-article", 0)
    assert told(shell, file, "--url", f"{HOST}/tin-tuc")["links"] == 2


def test_a_person_sees_paragraphs(shell: Shell, page: Path) -> None:
    shown = read(shell, page, "--url", article(101))
    assert "Sở Mẫu công bố kết quả thanh tra quý ba" in shown and "rule: rule:1" in shown and "\n\n" in shown


def test_a_hostile_page_ends_as_a_problem_in_time(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "trang.html"
    file.write_text("<html><body>" + "<b " + "".join(f"a{n}=1 " for n in range(300_000)) + ">x", "utf-8")
    assert told(shell, file, "--url", article(101), "-s", "READ_TIMEOUT=2")["problem"]


@pytest.mark.parametrize("chunked", [False, True])
def test_every_page_of_a_warc_is_a_line(shell: Shell, tmp_path: Path, chunked: bool) -> None:
    file = tmp_path / "mau.warc.gz"
    other = "https://bao-khac.example/bai-1.html"
    html = "text/html; charset=utf-8"
    pages = [(article(101), html, PAGE.encode()), (f"{HOST}/tin-tuc", html, listing_page(article(101)).encode())]
    file.write_bytes(
        warc(
            *pages,
            (other, html, LONG.encode()),
            (f"{HOST}/a.css", "text/css", b"b{color:red;margin:0}"),
            chunked=chunked,
        )
    )
    lines = [json.loads(line) for line in read(shell, file, "--json").splitlines()]
    assert [(one["address"], one["kind"], one["portal"]) for one in lines[:3]] == [
        (article(101), "article", "so-mau"), (f"{HOST}/tin-tuc", "page", None), (other, "article", "generic"),
    ]  # fmt: skip
    articles = [json.loads(line) for line in read(shell, file, "--json", "--articles").splitlines()]
    assert [one["address"] for one in articles] == [article(101), other]
    mine = [json.loads(line) for line in read(shell, file, "--json", "--portal", "so-mau").splitlines()]
    assert other not in [one["address"] for one in mine] and len(mine) >= 2


def test_a_torn_warc_gives_what_is_whole_and_says_so(shell: Shell, tmp_path: Path) -> None:
    import random

    file, noise = tmp_path / "mau.warc.gz", random.Random(1).randbytes(20_000).hex()
    whole = warc((article(101), "text/html", PAGE.encode()), (article(102), "text/html", (PAGE + noise).encode()))
    file.write_bytes(whole[:-5_000])
    assert "torn" in read(shell, file, "--json", code=20)


@pytest.mark.parametrize(
    ("args", "complaint"),
    [
        (("khong-co.html", "--url", f"{HOST}/a"), "No such file"),
        ((".", "--url", f"{HOST}/a"), "directory"),
        (("{page}",), "--url is missing"),
        (("{page}", "--url", "so-mau"), "no web address"),
        (("{page}", "--url", article(1), "--portal", "khong-co"), "no portal is called"),
        (("{page}", "--url", "https://bao-khac.example/1", "--portal", "so-mau"), "is not of the portal so-mau"),
        (("{page}", "--url", article(1), "--fetched-at", "hôm qua"), "no day"),
        (("{page}", "--url", article(1), "--bogus"), "one file"),
        ((), "one file"),
        (("{warc}",), "no page of any site"),
    ],
)
def test_what_makes_no_sense_is_said_in_a_line(
    shell: Shell, page: Path, tmp_path: Path, args: tuple[str, ...], complaint: str
) -> None:
    junk = tmp_path / "rac.warc"
    junk.write_bytes(b"WARC/1.0\r\nrac")
    assert complaint in read(shell, *(arg.format(page=page, warc=junk) for arg in args), code=2)
