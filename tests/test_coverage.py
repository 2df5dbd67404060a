"""What the archive covers and what not, on a real Datasette: the numbers are known; silence and failure are told apart."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest
import yaml

from pipelines import schema
from pipelines.publish.folder import publish
from plugins.covered import wording
from spiders.profile import FAMILIES
from tests import coverage_samples
from tests.conftest import ROOT
from tests.markup import Tags, assert_harmless
from tests.served import Site, lay_out, serving

PAGES = (
    "/do-phu",
    "/do-phu?xep=trang-thai",
    "/do-phu?xep=<script>",
    *(f"/do-phu/{name}" for name in coverage_samples.PUBLISHED),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = lay_out(tmp_path_factory.mktemp("coverage"))
    coverage_samples.build(target)
    return target


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Site]:
    with serving(folder, PROFILES_DIR=str(folder / "spiders/profiles")) as found:
        yield found


def words(page: str) -> str:
    """What a reader sees of a page, in one line."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def rows(folder: Path, sql: str) -> list[dict[str, object]]:
    with closing(sqlite3.connect(f"file:{folder / 'archive.db'}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql)]


def test_the_view_answers_in_plain_sql(folder: Path) -> None:
    found = {row["portal"]: row for row in rows(folder, "SELECT * FROM coverage")}
    assert set(found) == set(coverage_samples.PUBLISHED)
    steady = found["tin-deu"]
    assert (steady["articles"], steady["first_published"], steady["last_published"]) == (6, "2026-03-02", "2026-04-06")
    assert (steady["weeks"], steady["empty_weeks"]) == (6, 3)
    assert (steady["dated_percent"], steady["sapo_percent"], steady["images_percent"]) == (83.3, 50.0, 16.7)
    assert (steady["place_name"], steady["verified"], steady["captures"]) == ("Hà Nội", "2026-01-02", 6)
    failing = found["hong-may"]
    assert (failing["last_outcome"], failing["last_crawl"]) == ("unhealthy", "2026-04-09T02:00:00Z")
    assert failing["last_good_crawl"] == "2026-04-07T02:00:00Z"
    assert [failing[name] for name in ("ways_in", "ways_shut", "lists_read", "waiting", "never_answered")] == [
        1,
        1,
        0,
        1,
        4,
    ]
    assert (failing["refused_links"], failing["problems"]) == (15, 4)
    assert (found["gai-bay"]["last_published"], found["gai-bay"]["dated_ahead"]) == ("2026-04-05", 1)
    assert (found["khong-ngay"]["first_published"], found["khong-ngay"]["weeks"]) == (None, 0)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_runs_or_loads_what_a_text_holds(site: Site, path: str) -> None:
    assert_harmless(site, path)


@pytest.mark.parametrize("path", PAGES)
def test_every_way_that_a_page_offers_leads_somewhere(site: Site, path: str) -> None:
    links = {attributes.get("href") or "" for tag, attributes in Tags(site.page(path)).found if tag == "a"}
    own = {link.partition("#")[0] for link in links if link.startswith(("/do-phu", "/dia-phuong/0", "/archive/"))}
    assert own
    for link in sorted(own):
        assert site.get(link)[0] == 200, (path, link)


@pytest.mark.parametrize(("portal", "told", "never"), [
    ("tin-deu", "có tin mới brought news", "không đọc được"), ("im-ang", "không có gì mới nothing new", "không đọc được cannot"),
    ("hong-may", "không đọc được cannot be read", "không có gì mới"),
    ("khong-danh-muc", "không đọc được cannot be read", "không có gì mới"),
    ("khong-ngay", "bị ngắt cut short", "không có gì mới"), ("chua-bao-gio", "chưa lấy not crawled yet", "không có gì mới"),
])  # fmt: skip
def test_silence_failure_and_interruption_are_told_apart(site: Site, portal: str, told: str, never: str) -> None:
    page = words(site.page(f"/do-phu/{portal}"))
    condition = page[: page.index("Bài trong kho")]
    assert told in condition
    assert never not in condition
    line = site.page("/do-phu").partition(f'/do-phu/{portal}"')[2].partition("</tr>")[0]
    assert told in words(line)


def test_an_empty_stretch_is_silence_only_where_a_crawl_saw_it(site: Site) -> None:
    page = words(site.page("/do-phu/tin-deu"))
    # Three weeks from 16 March; crawled well on 20 March, 30 March and 8 April (in the week after).
    assert "16/03/2026 – 05/04/2026 3 lấy trọn vẹn 3 ngày, không thấy bài" in page
    assert "1 bài không đọc được ngày đăng" in page
    # Nothing was crawled well between its two articles: both came with the first good crawl.
    assert "Sau bài cuối" not in page


def test_a_portal_without_a_date_says_so_and_draws_nothing(site: Site) -> None:
    page = site.page("/do-phu/khong-ngay")
    assert "Không có bài nào có ngày đăng đọc được" in page
    assert 'svg class="chart' not in page
    assert "2 bài không đọc được ngày đăng" in page


def test_what_was_refused_is_told_in_words(site: Site) -> None:
    page = words(site.page("/do-phu/hong-may"))
    assert "2 lần times : máy chủ không trả lời kịp no answer in time timeout" in page
    assert "1 lần times : máy chủ lỗi, mã 503 the server failed, status 503" in page
    assert "12 liên kết links : trang nhãn, từ khóa a page of a tag" in page
    assert "3 liên kết links : quy-tac-la" in page, "a rule that has no words is shown by its name"
    assert "1 địa chỉ đã biết còn chờ mở" in page
    assert "4 địa chỉ chưa lần nào có nội dung" in page
    assert "không mở được: máy chủ lỗi, mã 503" in page
    assert page.index("có chữ hỏng") > page.index("Đọc được, nhưng có thể thiếu")


def test_whoever_has_not_been_verified_says_so(site: Site) -> None:
    assert "Chưa ai kiểm tra hồ sơ" in site.page("/do-phu/im-ang")
    assert "Chưa ai kiểm tra hồ sơ" not in site.page("/do-phu/tin-deu")
    assert "đã có người kiểm tra" in site.page("/do-phu/tin-deu")
    assert "của 6 trong 7 nguồn" in words(site.page("/do-phu"))


def test_the_whole_archive_is_summed_up(site: Site) -> None:
    page = words(site.page("/do-phu"))
    assert "14 bài articles · 14 lượt lấy trang" in page
    assert "2/34 tỉnh, thành có bài" in page
    assert "4 bài" in page and "02/03/2026 đến 07/04/2026" in page
    assert "Chưa lấy Not crawled yet" in page and "vnexpress" in page
    assert "demo-vanlinh" not in page
    assert "do-phu" in site.page("/")


def test_the_order_is_asked_for_in_the_address(site: Site) -> None:
    def order(query: str) -> list[str]:
        return re.findall(r'<td class="name"><a href="/do-phu/([a-z-]+)"', site.page(f"/do-phu{query}"))

    assert order("")[0] == "tin-deu"
    assert set(order("?xep=trang-thai")[:2]) == {"hong-may", "khong-danh-muc"}
    assert order("?xep=moi")[0] == "hong-may"
    assert order("?xep=khong-co") == order("")


def test_a_year_is_drawn_and_tabled(site: Site) -> None:
    page = site.page("/do-phu/tin-deu?nam=2026")
    assert page.count('<svg class="chart') == 2
    table = words(page[page.index('<table class="plain weeks">') :].partition("</table>")[0])
    assert "02/03 – 08/03/2026 3 0" in table
    assert "06/04 – 12/04/2026 1 6" in table
    assert "13/04 –" not in table, "of what came after the last crawl nothing is known"
    assert site.page("/do-phu/tin-deu?nam=1789").count('<svg class="chart') == 2


def test_what_is_not_there_is_said_to_be_so(site: Site) -> None:
    assert site.get("/do-phu/khong-co")[0] == 404
    assert site.get("/do-phu/~3Cscript~3E")[0] == 404


@pytest.mark.parametrize("demo", [False, True])
def test_an_empty_archive_and_one_of_samples(tmp_path: Path, demo: bool) -> None:
    target = lay_out(tmp_path)
    if demo:
        coverage_samples.build(target, demo=True)
    else:
        schema.prepare(target / "archive.db").close()
    with serving(target) as found:
        page = found.page("/do-phu")
        if demo:
            assert "Nguồn minh hoạ là bịa ra" in page and "bịa ra" in found.page("/do-phu/tin-deu")
        else:
            assert "Kho chưa có nguồn nào" in page


def test_a_published_snapshot_keeps_the_sums_and_no_plan(folder: Path, tmp_path: Path) -> None:
    made = publish(folder, tmp_path / "public", root=ROOT, software="t", progress=lambda *_: None).folder
    with serving(made) as found:
        whole, one = (words(found.page(path)) for path in ("/do-phu", "/do-phu/hong-may"))
        assert "14 bài" in whole and "Chưa lấy" not in whole
        assert "15 liên kết bị bỏ theo quy tắc, 4 trục trặc" in one
        assert "hong-may.example/hong-1" not in one and "Lối vào" not in one


def test_every_reason_has_words_in_both_languages() -> None:
    documented = set(
        re.findall(r"^\| ((?:`[a-z0-9-]+`(?:, )?)+)", (ROOT / "docs/problems.md").read_text("utf-8"), re.M)
    )
    codes = {code for cell in documented for code in re.findall(r"`([a-z0-9-]+)`", cell)} - {"http-5xx", "http-4xx"}
    flags = {code for code in codes if code.startswith("charset-")} | {
        "recomposed", "entities-doubled", "entities-repaired", "d-stroke", "invisible-dropped", "proxy-inward-address",
    }  # fmt: skip
    assert len(codes - flags) > 40
    assert {code for code in codes - flags if wording.reason(code) == (code, code)} == set()
    rules: set[str] = set()
    for file in (*FAMILIES.glob("*.yml"), *(ROOT / "spiders/profiles").glob("*.yml")):
        told = yaml.safe_load(file.read_text("utf-8")).get("addresses") or {}
        rules |= {*(told.get("refuse") or {}), *(told.get("fold") or {})}
    assert {rule for rule in rules if wording.reason(rule) == (rule, rule)} == set()
