"""The language switch on a real Datasette: what it sets, where it leads, and that each language is alone where it should be."""

import inspect
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from http.client import HTTPConnection
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote, urlsplit

import datasette
import pytest
from datasette import app, filters
from datasette.utils import asgi
from datasette.views import base, database, row, table

from plugins.language import chosen
from plugins.language.filters import LOOKUPS
from plugins.language.phrases import BUILT, ERRORS
from tests.served import Site, free_port, lay_out, running
from tests.test_explore import INDICATOR, write

ROOT = Path(__file__).resolve().parent.parent
THEIRS = Path(datasette.__file__).parent


class Speaking(Site):
    """A Datasette as one reader sees it."""

    def __init__(self, port: int, cookie: str = "") -> None:
        super().__init__(port)
        self.cookie = cookie

    def get(self, path: str) -> tuple[int, dict[str, str], str]:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request("GET", path, headers={"Cookie": self.cookie} if self.cookie else {})
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode("utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = lay_out(tmp_path_factory.mktemp("language"))
    write(target / "archive.db")
    return target


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    number = free_port()
    with running([sys.executable, "-m", "datasette", ".", "-p", str(number)], folder, number):
        yield number


@pytest.fixture(scope="module")
def vietnamese(port: int) -> Site:
    return Speaking(port)


@pytest.fixture(scope="module")
def english(port: int) -> Site:
    return Speaking(port, "ngon_ngu=en")


PAGES = (
    "/", "/archive", "/archive/articles", "/archive/articles?_search=thu&title__contains=a&_sort=id", "/archive/articles/1",
    "/archive/articles/4711", "/archive/metrics", "/archive/metrics/1", "/archive/figures", "/archive/events",
    "/archive/captures/1", "/archive/bai_bien_mat", "/archive/bai_bien_mat?_hide_sql=1", "/archive/tim", "/archive/tim?q=thu",
    "/archive/tim?q=khongcogi", "/archive/moi", "/archive?sql=select+1", "/archive?sql=select+id+from+articles+where+0",
    "/archive?sql=selec", "/archive/nix", "/nix", "/chi-so", "/chi-so/nix", f"/chi-so/{INDICATOR}", "/dia-phuong",
    "/dia-phuong/24", "/co-quan", "/co-quan?q=zzz", "/co-quan?ten=" + quote("Thanh tra tỉnh Bắc Giang"),
)  # fmt: skip


def words(page: str) -> str:
    """What is read on a page or read out: its text and the attributes that hold words; without what stands in small English."""
    page = re.sub(r"(?s)<(script|style)\b.*?</\1>|<!--.*?-->|<span class=\"en\"[^>]*>.*?</span>", " ", page)
    told = re.findall(r'(?:aria-label|alt|data-column-description)="([^"]*)"', page)
    told += re.findall(r'<input type="submit"[^>]* value="([^"]*)"', page)
    return unescape(" | ".join([re.sub(r"<[^>]+>", " ", page), *told]))


# -- the switch -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_its_language_and_leads_to_itself_in_the_other(
    vietnamese: Site, english: Site, path: str
) -> None:
    for site, lang, name in ((vietnamese, "vi", "English"), (english, "en", "Tiếng Việt")):
        page = site.get(path)[2]
        assert f'<html lang="{lang}">' in page
        link = re.search(r'<a class="language" href="([^"]+)"[^>]*>([^<]+)</a>', page)
        assert link and link[2] == name
        status, headers, _ = site.get(unescape(link[1]))
        assert status == 302
        # A stored query that takes a day has been given one by then (plugins/since.py).
        assert re.sub(r"[?&]since=[\d-]{10}$", "", headers["location"]) == path


def test_the_switch_sets_a_cookie_for_a_year(vietnamese: Site) -> None:
    status, headers, _ = vietnamese.get("/ngon-ngu?sang=en&ve=%2Fchi-so%3Fq%3Dthu%2Bhoi%26a%3D1")
    assert (status, headers["location"]) == (302, "/chi-so?q=thu+hoi&a=1")
    name, *rest = (part.strip() for part in headers["set-cookie"].split(";"))
    assert name == "ngon_ngu=en"
    assert {"max-age=31536000", "path=/", "samesite=lax", "httponly"} == {part.lower() for part in rest}
    assert "no-store" in headers["cache-control"]


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://other.example/", "//other.example/", "/\\other.example", "\\\\other.example",
        "/\t/other.example", "javascript:1",
        "other.example", "///other.example",
        "/\r\nSet-Cookie: a=b", "/ /other.example", "",
        "/" + "a" * 9000, "http:/other.example", "/\u0000x",
    ],
)  # fmt: skip
def test_the_switch_leads_nowhere_else(vietnamese: Site, elsewhere: str) -> None:
    status, headers, _ = vietnamese.get(f"/ngon-ngu?sang=en&ve={quote(elsewhere, safe='')}")
    assert (status, headers["location"]) == (302, "/")
    assert "a=b" not in headers["set-cookie"]


@pytest.mark.parametrize("cookie", ["ngon_ngu=fr", "ngon_ngu=", "ngon_ngu=en1", "xngon_ngu=en", "other=en; a", '="; ;'])
def test_any_other_cookie_is_vietnamese(port: int, cookie: str) -> None:
    assert '<html lang="vi">' in Speaking(port, cookie).page("/")


def test_an_unknown_language_sets_nothing(vietnamese: Site) -> None:
    status, headers, _ = vietnamese.get("/ngon-ngu?sang=fr&ve=/chi-so")
    assert (status, headers["location"]) == (302, "/chi-so")
    assert "set-cookie" not in headers


def test_pages_vary_by_the_cookie_and_may_still_be_kept(port: int, english: Site) -> None:
    for path in PAGES:
        assert "cookie" in english.get(path)[1]["vary"].lower(), path
    assert "private" not in english.get("/archive/articles")[1]["cache-control"]
    assert "private" in Speaking(port, "ngon_ngu=en; other=1").get("/archive/articles")[1]["cache-control"]


@pytest.mark.parametrize(
    "path",
    [
        "/archive/articles.json?_size=2", "/archive/tim.json?q=thu&_shape=array", "/archive/metrics.csv?_size=2",
        "/archive/articles.ndjson", "/archive/articles/1.json", "/archive/nix.json",
    ],
)  # fmt: skip
def test_data_do_not_depend_on_the_language(vietnamese: Site, english: Site, path: str) -> None:
    said = [re.sub(r'"query_ms": [\d.]+', "", site.get(path)[2]) for site in (vietnamese, english)]
    assert said[0] == said[1]
    assert said[0]


def test_everything_stays_below_base_url(folder: Path) -> None:
    number = free_port()
    command = [sys.executable, "-m", "datasette", ".", "-p", str(number), "--setting", "base_url", "/kho/"]
    with running(command, folder, number):
        page = Speaking(number, "ngon_ngu=en").page("/kho/archive/articles?_sort=id")
        assert '<html lang="en">' in page
        link = re.search(r'<a class="language" href="([^"]+)"', page)
        assert link and link[1].startswith("/kho/ngon-ngu?")
        _, headers, _ = Speaking(number).get(unescape(link[1]))
        assert headers["location"] == "/kho/archive/articles?_sort=id"
        assert "path=/kho/" in headers["set-cookie"].lower()
        script = re.search(r'src="([^"]*columns\.js)"', page)
        assert script and script[1].startswith("/kho/static/")
        for address in (script[1], "/kho/static/comfort.css"):
            assert Speaking(number).get(address)[0] == 200


# -- English alone --------------------------------------------------------------------------------------------------------

#: Labels of ours that would be read on these pages if one of them were forgotten.
OURS = (
    "Trang chủ", "Tới nội dung", "Tìm trong mọi bài", "Cách tìm", "bài viết", "Mới đăng", "Nguồn:", "Mọi con số", "Lấy dữ liệu",
    "Ý nghĩa các cột", "bỏ lọc", "- cột -", "Sắp theo", "giảm dần", "Xem và sửa SQL", "Trang sau",
    "Hiện mọi cột", "chứa", "dòng",
    "Lưu lần đầu", "Thấy lần cuối", "đang có", "Con số trong bài", "chưa phân loại", "mục tiêu",
    "Lịch sử", "Bằng chứng", "Bài ở nguồn",
    "Bản lưu", "Dòng dữ liệu gốc", "Tệp đính kèm", "Diễn biến", "Trung vị", "Chỗ trống",
    "không rõ", "Đã đạt", "Mọi độ dài", "cả năm",
    "Bản đồ", "Lĩnh vực", "tính đến ngày", "tháng đầu năm", "Số đếm", "tỷ đồng)", "số tiếng", "Chỉ số", "Địa phương", "Tham số",
    "không có tiêu đề", "Dữ liệu minh hoạ", "Không có", "khớp nhất trước", "thuộc về nơi đăng", "Từ ngày", "Truy vấn",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_english_pages_hold_no_vietnamese_of_ours(english: Site, path: str) -> None:
    page = english.get(path)[2]
    told = words(page)
    assert [label for label in OURS if re.search(rf"(?<!\w){re.escape(label)}(?!\w)", told, re.I)] == []
    assert 'class="vi"' not in page


#: Letters that English has not; what may hold them on a page without data: our name, the way back,
#: examples of searches, the currency.
LETTERS = re.compile(r"[ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.I)


@pytest.mark.parametrize(
    "path",
    [
        "/archive", "/archive?sql=select+1", "/archive?sql=selec", "/archive/tim",
        "/archive/tim?q=khongcogi", "/nix", "/archive/nix",
        "/chi-so?tat-ca=1", "/chi-so/nix", "/co-quan?q=zzz", "/archive/bai_bien_mat?_hide_sql=1", "/archive/image",
    ],
)  # fmt: skip
def test_a_page_without_data_is_english_to_the_last_letter(english: Site, path: str) -> None:
    told = words(re.sub(r"<kbd>.*?</kbd>|“[^”]*”|<textarea.*?</textarea>", "", english.get(path)[2], flags=re.S))
    told = re.sub(r"Công khai|Tiếng Việt|đồng|cafés", "", told)
    assert [word for word in told.split() if LETTERS.search(word)] == []


def test_english_writes_numbers_days_and_periods_as_english_does(english: Site, vietnamese: Site) -> None:
    page, ours = words(english.page(f"/chi-so/{INDICATOR}")), words(vietnamese.page(f"/chi-so/{INDICATOR}"))
    assert "5,000,000,000 VND" in page and "5.000.000.000 đồng" in ours
    assert "năm 2023" in ours and "năm 2023" not in re.sub(r"Kết luận thanh tra ở [^<|]+? năm \d+", "", page)
    assert "18 Nov 2026" in words(english.page("/archive/articles/1"))
    assert "18/11/2026" in words(vietnamese.page("/archive/articles/1"))
    assert "billion VND" in words(english.page("/archive/metrics/3"))


def test_what_an_article_says_is_still_read_as_vietnamese(english: Site, vietnamese: Site) -> None:
    page = english.page("/archive/articles/1")
    for start in ("<h1", '<div class="text"', '<blockquote class="sentence"><p'):
        whole = english.page("/archive/metrics/1") if "quote" in start else page
        assert f'{start} lang="vi">' in whole, start
    assert '<a href="/archive/articles/1" lang="vi">' in english.page("/archive/tim?q=thu")
    assert 'lang="vi"' not in vietnamese.page("/archive/articles/1").split("<body")[1]


def test_labels_of_metadata_show_the_half_that_is_asked_for(english: Site, vietnamese: Site) -> None:
    page = english.page("/archive/articles")
    assert "<h1>Articles</h1>" in page and "One row an article" in page
    ours = vietnamese.page("/archive/articles")
    assert '<h1><span class="vi">Bài viết</span> <span class="en" lang="en">Articles</span></h1>' in ours
    assert "where" in words(english.page("/archive/articles?title__contains=a"))


def test_english_that_stood_small_begins_as_the_vietnamese_does() -> None:
    token = chosen.READER.set(chosen.Reader("en"))
    try:
        assert chosen.two("Bảng", "table") == "Table"
        assert chosen.two("bài", "articles") == "articles"
        assert chosen.two("<b>", "<i>") == "&lt;i&gt;"
        assert chosen.filled("%s < %s", "<", "%s") == "&lt; &lt; %s"
        assert chosen.spoken("không có nửa nào") == "không có nửa nào"
        assert chosen.named({"label_vi": "Bảng"}) == "Bảng"
    finally:
        chosen.READER.reset(token)
    assert chosen.two("<b>", "<i>") == '<span class="vi">&lt;b&gt;</span> <span class="en" lang="en">&lt;i&gt;</span>'


# -- Datasette's own pages in Vietnamese -----------------------------------------------------------------------------------

DATASETTES = (
    "Search:", "remove filter", "- column -", "Apply", "Next page", "Suggested facets", "View and edit SQL", "descending",
    "contains", "is not null", "is blank", "starts with", "not in", "array contains", "Custom SQL query", "Query parameters",
    "Run SQL", "Format SQL", "Edit SQL", "results", "records", "This data as",
    "Links from other tables", "rows where", "sorted by",
    "(view)", "not found", "Invalid SQL", "Error 4", "Sort by", "Sort...", "advanced", "home",
    "rows", "returning", "(hide)", "(show)",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_vietnamese_pages_hold_no_phrase_of_datasettes(vietnamese: Site, path: str) -> None:
    page = re.sub(r"(?s)<pre.*?</pre>|<textarea.*?</textarea>|<code>.*?</code>", "", vietnamese.get(path)[2])
    told = re.sub(r"·[^<|]*", "", words(page))  # descriptions say it in English too
    assert [phrase for phrase in DATASETTES if re.search(rf"(?<!\w){re.escape(phrase)}", told)] == []


def test_filters_are_named_and_described(vietnamese: Site, english: Site) -> None:
    path = "/archive/metrics?kind=money&unit__contains=VN&_sort_desc=id&agency__isnull=1"
    told = words(vietnamese.page(path))
    assert "trong đó agency trống (null) và kind = “money” và unit chứa “VN”, sắp theo id giảm dần" in told
    theirs = words(english.page(path))
    assert 'where agency is null, kind = "money" and unit contains "VN" sorted by id descending' in theirs
    assert set(LOOKUPS) == {one.key for one in filters.Filters._filters}


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/nix", 404, "Không có trang này"),
        ("/archive/nix", 404, "Không có bảng này"),
        ("/archive/articles/4711", 404, "Không có dòng này"),
        ("/archive?sql=selec", 400, "SQL không hợp lệ"),
        ("/archive/articles?_size=x", 400, "_size phải là số nguyên dương"),
    ],
)
def test_errors_are_told_in_vietnamese(vietnamese: Site, path: str, status: int, said: str) -> None:
    answered, _, page = vietnamese.get(path)
    assert answered == status
    assert said in words(page)


def test_every_piece_that_is_changed_still_stands_in_datasette() -> None:
    """Beside the phrases (tests/test_datasette.py): what is built otherwise, what errors say, what table.js makes."""
    for template, pieces in BUILT.items():
        source = (THEIRS / "templates" / template).read_text("utf-8")
        for piece in pieces:
            assert piece in source, f"{template}: {piece}"
    code = "".join(inspect.getsource(one) for one in (asgi, base, database, row, table, filters, app))
    code += (THEIRS / "forbidden.py").read_text("utf-8")
    for message in ERRORS:
        assert f'"{message}"' in code, message
    menus = (THEIRS / "static" / "table.js").read_text("utf-8")
    ours = (ROOT / "static" / "columns.js").read_text("utf-8")
    for name in re.findall(r'"(dropdown-[\w-]+)":', ours):
        assert f'class="{name}"' in menus, name
    for text in ("Remove this filter", "dropdown-menu-icon", "dropdown-column-type", "`Type: "):
        assert text in menus, text
    assert len(re.findall(r'<a class="dropdown-', menus)) == len(re.findall(r'"dropdown-[\w-]+":', ours))


# -- easy for everyone -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_fields_are_labelled_headings_in_order_and_the_content_is_reached(vietnamese: Site, path: str) -> None:
    page = vietnamese.get(path)[2]
    body = page[page.index("<body") :]
    for field in re.findall(r"<(?:input|select|textarea)\b[^>]*>", body):
        if re.search(r'type="?(hidden|submit)', field) or "aria-label=" in field:
            continue
        named = re.search(r'\bid="([^"]+)"', field)
        labelled = named and f'for="{named[1]}"' in body
        assert labelled or re.search(rf"<label[^>]*>(?:(?!</label>).)*{re.escape(field)}", body, re.S), field
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", body)]
    assert levels[:1] == [1] and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert 'href="#noi-dung"' in body and body.count('id="noi-dung"') == 1 and 'role="main"' in body


def test_a_published_snapshot_has_the_switch(folder: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "ARCHIVE_DIR": str(folder)}
    command = [sys.executable, "-m", "scrapy", "publish", str(tmp_path / "public")]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    number = free_port()
    served = [sys.executable, "-m", "datasette", "serve", ".", "-p", str(number)]
    with running(served, tmp_path / "public" / "current", number):
        _, headers, page = Speaking(number, "ngon_ngu=en").get("/archive/articles")
        assert "<h1>Articles</h1>" in page and "- column -" in page
        assert headers["cache-control"] == "max-age=300"
        assert "ngon_ngu=vi" in Speaking(number).get("/ngon-ngu?sang=vi&ve=/archive")[1]["set-cookie"]


def test_nginx_keeps_a_page_for_each_language() -> None:
    nginx = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    assert "$cookie_ngon_ngu" in nginx
    assert re.search(r"proxy_cache_key [^;]*\$language", nginx)
    assert "proxy_set_header Cookie $language_cookie;" in nginx


def test_the_switch_needs_no_name_of_a_host(vietnamese: Site) -> None:
    link = re.search(r'<a class="language" href="([^"]+)"', vietnamese.page("/chi-so"))
    assert link and not urlsplit(unescape(link[1])).netloc
    assert json.loads(vietnamese.get("/-/actor.json")[2]) == {"actor": None}
