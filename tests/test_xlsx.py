"""What a reader takes along from a page: every row of the filters, as CSV, JSON lines or XLSX, and never cut in silence."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import openpyxl
import pytest

from pipelines.export import answer
from pipelines.export.workbook import CUT, LONGEST, Workbook, figure
from tests.archive_samples import HOSTILE, SAMPLES, build
from tests.served import Site, lay_out, serving

ROOT = Path(__file__).resolve().parent.parent
COPIES = 1_100
ARTICLES = len(SAMPLES) + COPIES


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    target = lay_out(tmp_path_factory.mktemp("downloads"))
    limits = ROOT.joinpath("pipelines/export/answer.py").read_text("utf-8")
    short = limits.replace("SECONDS, WORKBOOK_ROWS = 30.0, 100_000", "SECONDS, WORKBOOK_ROWS = 2.0, 1_050")
    assert short != limits
    (target / "pipelines/export/answer.py").write_text(short, "utf-8")
    build(target / "archive.db", copies=COPIES).close()
    with serving(target) as found:
        yield found


def taken(site: Site, path: str) -> tuple[dict[str, str], bytes]:
    with urlopen(f"http://127.0.0.1:{site.port}{path}", timeout=60) as got:
        return {name.lower(): value for name, value in got.headers.items()}, got.read()


def rows(site: Site, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(taken(site, path)[1].decode("utf-8"), newline="")))


def book(site: Site, path: str) -> tuple[list[dict[str, Any]], dict[str, str], dict[str, str]]:
    """The rows of the first sheet, the notes of the second, and the headers."""
    headers, body = taken(site, path)
    read = openpyxl.load_workbook(io.BytesIO(body))
    data, notes = read.worksheets
    assert notes.title == "Ghi chú · Notes"
    names = [cell.value for cell in data[1]]
    for sheet in read.worksheets:
        assert not [cell.coordinate for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
        assert not [cell.coordinate for line in sheet.iter_rows() for cell in line if cell.hyperlink]
    found = [dict(zip(names, (cell.value for cell in line), strict=True)) for line in data.iter_rows(min_row=2)]
    return found, {str(a.value): str(b.value) for a, b in notes.iter_rows()}, headers


# -- all rows -----------------------------------------------------------------------------------------------------------


def test_a_table_comes_whole_whatever_page_is_on_the_screen(site: Site) -> None:
    for path in ("?", "?_size=max", "?_stream=on", "?_sort_desc=id&_next=500"):
        if "_next" not in path:
            assert len(rows(site, f"/archive/articles.csv{path}")) == ARTICLES
    headers, body = taken(site, "/archive/articles.ndjson?_next=500&_size=10")
    assert headers["x-congkhai-rows"] == str(ARTICLES)
    assert len({json.loads(line)["id"] for line in body.splitlines()}) == ARTICLES


def test_filters_search_sort_and_columns_hold_for_the_file(site: Site) -> None:
    found = rows(site, "/archive/articles.csv?portal=bao-song-lam&_sort=id&_col=id&_col=title")
    assert [row["id"] for row in found] == sorted((row["id"] for row in found), key=int)
    assert set(found[0]) == {"id", "title"}
    assert 0 < len(found) < ARTICLES
    assert {row["id"] for row in rows(site, f"/archive/articles.csv?_search={quote('xu phat')}")} == {"1", "5"}
    assert len(rows(site, "/archive/figures.csv?kind=money")) == 2


def test_a_query_comes_whole_too(site: Site) -> None:
    sql = quote("select id, title from articles where id > :least")
    assert len(rows(site, f"/archive.csv?sql={sql}&least=2")) == ARTICLES - 2
    assert len(taken(site, f"/archive.ndjson?sql={sql}&least=0")[1].splitlines()) == ARTICLES
    headers, body = taken(site, f"/archive.json?sql={sql}&least=0&_shape=array")
    assert len(json.loads(body)) == 1000 and ".ndjson" in headers["x-congkhai-cut"]
    page = unescape(site.page(f"/archive?sql={sql}&least=0"))
    assert "Trang này chỉ hiện 1.000 dòng đầu" in page
    assert "Trang này chỉ hiện" not in site.page("/archive?sql=select+1")


def test_a_query_that_ends_itself_says_so(site: Site) -> None:
    headers, _ = taken(site, "/archive/moi.csv?q=")
    assert headers["x-congkhai-cut"] == "query-limit" and "-100-dong-dau.csv" in headers["content-disposition"]
    assert "tự dừng ở 100 dòng" in site.page("/archive/moi?q=")
    assert "CÓ THỂ THIẾU · MAY BE CUT" in book(site, "/archive/moi.xlsx?q=")[1]
    assert "x-congkhai-cut" not in taken(site, "/archive/van_ban_duoc_dan.csv")[0]


def test_what_takes_too_long_is_refused_and_never_cut(site: Site) -> None:
    endless = quote("with recursive c(n) as (select 1 union all select n+1 from c) select n from c")
    with pytest.raises(HTTPError) as refused:
        taken(site, f"/archive.csv?sql={endless}")
    assert refused.value.code == 413
    assert "scrapy export" in refused.value.read().decode()


def test_a_workbook_that_is_cut_says_so_everywhere(site: Site) -> None:
    found, notes, headers = book(site, "/archive/articles.xlsx?_sort=id")
    assert [row["id"] for row in found] == list(range(1, 1_051))
    assert headers["x-congkhai-cut"] == "rows" and "-1050-dong-dau.xlsx" in headers["content-disposition"]
    assert "1,050" in notes["BỊ CẮT · CUT"] and "/archive/articles.csv?_sort=id" in notes["Lấy đủ · All of it"]
    assert "XLSX chỉ chứa 1.050 dòng đầu" in site.page("/archive/articles")
    assert "XLSX chỉ chứa" not in site.page("/archive/articles?portal=bao-song-lam")


def test_other_answers_stay_as_they_were(site: Site) -> None:
    assert len(rows(site, "/archive/articles.csv?_size=5")) == 5
    assert "portal_label" in rows(site, "/archive/articles.csv?_labels=on&_size=5")[0]
    assert len(rows(site, "/archive/articles/1.csv")) == 1
    for path, code in (("/archive/articles/1.xlsx", 404), ("/archive/none.csv", 404), ("/archive.csv?sql=selec", 400)):
        with pytest.raises(HTTPError) as refused:
            taken(site, path)
        assert refused.value.code == code, path


# -- the workbook -------------------------------------------------------------------------------------------------------


def test_a_workbook_tells_where_it_comes_from(site: Site) -> None:
    found, notes, _ = book(site, "/archive/metrics.xlsx?kind=money&_facet=unit")
    assert len(found) == 2
    assert notes["Lấy từ · Taken from"] == f"http://127.0.0.1:{site.port}/archive/metrics?kind=money"
    assert notes["Bộ lọc, tham số · Filters, parameters"] == "kind = money"
    assert notes["Số dòng · Rows"] == "2" and "Đủ mọi dòng" in notes["Đủ không? · Is it whole?"]
    assert "publishers" in notes["Giấy phép · Licence"] and "where" in notes["SQL"]
    assert "limit" not in notes["SQL"] and notes["value_text"]


def test_numbers_are_numbers_and_codes_are_text(site: Site) -> None:
    found, _, _ = book(site, "/archive/metrics.xlsx?kind=money")
    assert {row["value_text"] for row in found} == {71371000, 9045800000}
    assert {row["place_today"] for row in found} == {"20", None}


def test_hostile_text_stays_text(site: Site) -> None:
    found, notes, _ = book(site, f"/archive/articles.xlsx?author={quote(HOSTILE)}")
    assert [row["author"] for row in found] == [HOSTILE]
    assert HOSTILE in notes["Bộ lọc, tham số · Filters, parameters"]
    assert [row["author"] for row in rows(site, f"/archive/articles.csv?author={quote(HOSTILE)}")] == [HOSTILE]


def made(tmp_path: Path, *values: object, column: str = "a") -> tuple[list[Any], Workbook]:
    file = (tmp_path / "made.xlsx").open("wb+")
    one = Workbook(file, "a'b[c]", [column])
    for value in values:
        one.add([value])
    one.close([("=a", "=b")])
    file.close()
    read = openpyxl.load_workbook(tmp_path / "made.xlsx")
    assert read.worksheets[1]["A1"].data_type == "s"
    return [read.worksheets[0].cell(n + 2, 1) for n in range(len(values))], one


@pytest.mark.parametrize(
    "text", ["=1+1", "+84 1", "-2+3", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "- Về đất", "007", "http://a.b"]
)
def test_a_text_never_becomes_a_formula_a_link_or_a_number(tmp_path: Path, text: str) -> None:
    (cell,), _ = made(tmp_path, text, column="value_text")
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


def test_what_a_cell_cannot_hold_is_cut_with_a_note_or_written_as_excel_does(tmp_path: Path) -> None:
    cells, one = made(tmp_path, "đ" * 40_000, "😀" * 20_000, "\x00\x0b\x1f\ufffe", "a\ud800b", "ngắn")
    assert cells[0].value == "đ" * (LONGEST - len(CUT)) + CUT
    assert cells[1].value.endswith(CUT) and len(cells[1].value.encode("utf-16-le")) <= 2 * LONGEST
    assert cells[2].value == "_x0000__x000B__x001F__xFFFE_"
    assert cells[3].value == "a\N{REPLACEMENT CHARACTER}b"
    assert one.long == 2


@pytest.mark.parametrize(
    ("value", "is_decimal", "written"),
    [
        (7, False, 7), (-7.5, False, -7.5), (10**15 - 1, False, 10**15 - 1), (10**15, False, None), (float("inf"), False, None),
        ("7", False, None), ("-9045800000", True, -9045800000), ("88.8", True, 88.8), ("01", True, None),
        ("2026-11-18", True, None), ("1234567890123456", True, None), ("0.1234567890123456", True, None), ("", True, None),
    ],
)  # fmt: skip
def test_a_number_is_one_where_excel_keeps_its_digits(value: object, is_decimal: bool, written: object) -> None:
    assert figure(value, is_decimal) == written


def test_the_statement_of_a_page_is_told_from_the_readers_own_limit() -> None:
    assert answer.whole("select * from a where b = 'limit 3' order by c limit 26 offset 25") == (
        "select * from a where b = 'limit 3' order by c"
    )
    sql = sqlite3.connect(":memory:")
    columns, found = answer.answer(sql, "select 1 as a, x'00ff' as a", {}, 5)
    file = io.BytesIO()
    assert answer.write_lines(columns, found, file, 1e6) == 1
    assert json.loads(file.getvalue()) == {"a": 1, "a_2": "00ff"}
    with pytest.raises(answer.TooMuch, match="size"):
        answer.write_csv(["a"], iter([["x" * 100]]), io.BytesIO(), 10)


# -- the block ----------------------------------------------------------------------------------------------------------


def test_the_page_offers_lines_of_code_that_read_these_very_rows(site: Site) -> None:
    page = unescape(site.page("/archive/metrics?kind=money&_size=1&_next=3"))
    address = f"http://127.0.0.1:{site.port}/archive/metrics.csv?kind=money"
    assert f'url = "{address}"' in page and f"'{address}'" in page and f'url <- "{address}"' in page
    assert '"place_today"' in page
    for ending in ("xlsx", "csv", "ndjson", "json"):
        assert f'href="/archive/metrics.{ending}?kind=money"' in page
    assert "_size=max" not in page and 'name="_stream"' not in page


@pytest.mark.parametrize("hostile", [HOSTILE, "'; rm -rf ~ #", '"); import os; ("', "${HOME}`id`"])
def test_a_hostile_filter_stays_inside_the_quotes_of_the_code(site: Site, hostile: str) -> None:
    page = site.page(f"/archive/articles?author={quote(hostile)}")
    for block in re.findall(r"<pre tabindex=\"0\">(.*?)</pre>", page, re.S):
        (address,) = re.findall(r"""["'](http://[^"']*)["']""", unescape(block))
        assert not set("\"'`$<>\\ ") & set(address)
        assert "import os" not in unescape(block).replace(address, "") and "rm -rf" not in unescape(block)


def test_snippets_stand_on_query_pages_as_well(site: Site) -> None:
    for path in ("/archive/tim?q=xu+phat", "/archive/doi_chieu_lech", "/archive?sql=select+1+as+a"):
        assert "pd.read_csv" in unescape(site.page(path)), path
    assert "pd.read_csv" not in site.page("/archive/articles/1")
