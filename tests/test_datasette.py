"""A real Datasette on a copy of the project's folders: what it finds by itself, what its pages say and refuse."""

import json
import re
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from types import ModuleType
from urllib.parse import quote

import pytest

from pipelines import schema
from plugins.reading.blocks import blocks
from plugins.reading.marks import Painter
from tests.archive_samples import HOSTILE, SAMPLES, build
from tests.served import Site, free_port, lay_out, running, serving

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what Datasette needs of the project, with a small archive of sample data in it."""
    target = lay_out(tmp_path_factory.mktemp("datasette"))
    build(target / "archive.db", demo=True, history=True).close()
    return target


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Site]:
    with serving(folder) as found:
        yield found


def test_datasette_at_the_root_finds_everything_by_itself(site: Site) -> None:
    assert [one["name"] for one in site.rows("/-/databases.json")] == ["archive"]
    plugins = {str(one["name"]) for one in site.rows("/-/plugins.json")}
    assert {"search.py", "pages.py", "headers.py", "words.py", "errors.py"} <= plugins
    assert json.loads(site.get("/-/settings.json")[2])["sql_time_limit_ms"] == 5000
    assert "Kho lưu trữ" in site.page("/")
    assert "--accent" in site.page("/static/congkhai.css")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("xu phat", {1, 5}),
        ("xử phạt", {1}),
        ("hoà", {3, 4}),
        ("hòa", {3, 4}),
        ("hòa", {3, 4}),
        ("dat", {1, 5, 7}),
        ("đạt", {1, 7}),
        ("71371000", {1, 7}),
        ("2318/KL-TTCP", {1}),
        ('"xử phạt" -đất', set()),
        ('"(*', set()),
    ],
)
def test_datasettes_own_search_box_follows_our_rules(site: Site, typed: str, found: set[int]) -> None:
    assert site.searched(typed) == found
    assert site.get(f"/archive/articles?_search={quote(typed)}")[0] == 200


def test_plain_sql_follows_them_too(site: Site) -> None:
    sql = quote("select rowid from articles_fts where articles_fts match vn_query(:q) order by rank")
    for typed, found in (("xu phat", {1, 5}), ("xử phạt", {1}), ("đạt", {1, 7})):
        rows = site.rows(f"/archive.json?sql={sql}&q={quote(typed)}&_shape=array")
        assert {row["rowid"] for row in rows} == found


def test_the_stored_search_ranks_and_marks(site: Site) -> None:
    rows = site.rows(f"/archive/tim.json?q={quote('xử phạt')}&_shape=array")
    assert [row["id"] for row in rows] == [1]
    assert "‹xử phạt›" in str(rows[0]["snippet"])
    page = site.page(f"/archive/tim?q={quote('xu phat')}")
    assert "<mark>xử phạt</mark>" in page
    assert "<mark>xu phat</mark>" in page
    assert page.index("dat va nuoc") < page.index("Công bố kết luận")


def test_a_search_in_vain_offers_the_one_without_marks(site: Site) -> None:
    page = site.page(f"/archive/tim?q={quote('xủ phát')}")
    assert "Không có bài nào khớp" in page
    assert "?q=xu%20phat" in page


def test_the_newest_come_first(site: Site) -> None:
    ids = [row["id"] for row in site.rows("/archive/moi.json?_shape=array")]
    assert ids == sorted(range(1, len(SAMPLES) + 1), reverse=True)
    assert [row["id"] for row in site.rows(f"/archive/moi.json?q={quote('đạt')}&_shape=array")] == [7, 1]


def test_the_front_page_counts_and_lists(site: Site) -> None:
    page = site.page("/")
    assert re.search(r"<strong>7</strong>.*bài", page)
    for sample in SAMPLES[:3]:
        assert sample.title in unescape(page)
    assert "Báo Sông Lam" in page
    assert 'role="search"' in page


def test_a_claim_of_the_future_does_not_lead_the_front_page(site: Site, folder: Path) -> None:
    with closing(schema.connect(folder / "archive.db").conn) as writer, writer:
        writer.execute("UPDATE articles SET published = '2062-01-01T00:00:00Z' WHERE id = 5")
    page = site.page("/")
    assert page.index(SAMPLES[0].title) < page.index(SAMPLES[1].title)
    assert SAMPLES[4].title not in page


def test_a_repeated_payload_is_shown_where_its_bytes_lie(site: Site, folder: Path) -> None:
    with closing(schema.connect(folder / "archive.db").conn) as writer, writer:
        writer.execute("UPDATE captures SET record = 'revisit', revisit_of = 1, offset = 777777 WHERE id = 7")
    page = site.page("/archive/articles/7")
    assert "777777" not in page
    assert ">1000<" in page
    assert 'href="/archive/captures/1"' in page


def test_an_article_is_read_on_its_page(site: Site) -> None:
    page = unescape(site.page("/archive/articles/1"))
    article = SAMPLES[0]
    assert f"<h1>{article.title}</h1>" in page
    sapo = page[page.index('<p class="sapo">') :].partition("</p>")[0]
    assert re.sub("<[^>]+>", "", sapo) == article.sapo
    text = page[page.index('<div class="text">') : page.index('<section class="history"')]
    assert re.sub("<[^>]+>", "", text).count(article.sapo) == 1
    assert "15:00 18/11/2026" in page
    for text in ("Minh Hà", "Thanh tra tỉnh Bình An", "Tin tức sự kiện", "Cổng thông tin điện tử tỉnh Bình An"):
        assert text in page
    assert "Quang cảnh buổi công bố" in page
    assert 'href="https://binhan.example/van-ban/2318-kl-ttcp.pdf"' in page
    assert 'href="https://cong-binh-an.example/tin/1"' in page
    assert "https://cong-binh-an.example/tin/1?trang=in" in page
    for text in ("2026-11-20-0001.warc.gz", ">1000<", ">812<", "sha1:", "2026-11-20T03:00:01Z"):
        assert text in page
    assert "content_hash" in page[page.index("<details") :]


def test_a_table_is_shown_as_one_where_it_stands(site: Site) -> None:
    page = unescape(site.page("/archive/articles/1"))
    assert '<th scope="col" class=number>Tiền phạt (đồng)</th>' in page
    assert "<td class=number>184.500.000</td>" in page
    assert "Hạt Kiểm lâm Đông Sơn |" not in page
    assert page.index("như sau:") < page.index("184.500.000") < page.index("Nguyễn Văn Đạt")


def test_an_article_shows_its_figures_in_its_own_words(site: Site) -> None:
    page = unescape(site.page("/archive/articles/1"))
    shown = page[(start := page.index('<section class="evidence"')) : page.index("</section>", start)]
    assert "<mark>9 tỷ 45,8 triệu đồng</mark>" in shown and "<mark>14 thửa đất</mark>" in shown
    assert '<a class="value" href="/archive/metrics/3">9.045.800.000 đồng</a>' in shown
    assert shown.count("chưa phân loại") == 3 and "mục tiêu" in shown
    assert "Lạng Sơn" in shown and 'title="2023-01-01 – 2025-12-31"' in shown
    assert shown.index("không khớp") < shown.index("<mark>")
    assert '<a href="/archive/checks/1">' in shown and "?number=2318/KL-TTCP" in shown
    assert "evidence" not in site.page("/archive/articles/2")


def test_figures_can_be_filtered_and_faceted(site: Site) -> None:
    page = site.page("/archive/metrics")
    for facet in ("indicator", "kind", "place_today", "modality"):
        assert f'id="facet-{facet}"' in page
    assert '<a href="/archive/places/20">Lạng Sơn</a>' in page
    assert '<a href="/archive/metrics/1">71.371.000 đồng</a>' in unescape(page)
    found = site.rows("/archive/metrics.json?kind=money&modality=actual&_shape=array")
    assert [row["value_text"] for row in found] == ["9045800000", "71371000"]
    assert len(site.rows("/archive/metrics.json?indicator__isnull=1&_shape=array")) == 4


@pytest.mark.parametrize(("query", "rows"), [("chua_phan_loai", 3), ("doi_chieu_lech", 2), ("van_ban_duoc_dan", 2)])
def test_stored_queries_about_figures_answer(site: Site, query: str, rows: int) -> None:
    assert len(site.rows(f"/archive/{query}.json?_shape=array")) == rows
    page = site.page(f"/archive/{query}")
    assert re.search(r'<a href="/archive/(metrics|checks|citations|articles)/\d+">\d+</a>', page)
    assert '<a href="/archive/articles/1">1</a>' in site.page("/archive/metrics/1")


@pytest.mark.parametrize(
    ("query", "since", "rows"),
    [
        ("so_lieu_bi_sua", "", 2), ("so_lieu_bi_sua", "2026-11-21", 2), ("so_lieu_bi_sua", "2026-11-22", 0),
        ("bai_bien_mat", "", 1), ("bai_bien_mat", "2026-11-25", 0),
        ("sua_dang_ke", "", 1), ("sua_dang_ke", "2027-01-01", 0), ("su_co_cho_xem", "", 1),
    ],
)  # fmt: skip
def test_stored_queries_about_changes_answer(site: Site, query: str, since: str, rows: int) -> None:
    assert len(site.rows(f"/archive/{query}.json?_shape=array&since={since}")) == rows
    if rows:
        page = site.page(f"/archive/{query}?since={since}")
        assert re.search(r'<a href="/archive/(events|articles)/\d+">\d+</a>', page)
        assert ('type="date"' in page) == (query != "su_co_cho_xem")


def test_the_front_page_leads_to_figures_and_changes(site: Site) -> None:
    page = site.page("/")
    for name in ("figures", "figures_changed", "latest_edits", "disappeared"):
        assert f'href="/archive/{name}"' in page
        assert site.get(f"/archive/{name}")[0] == 200


@pytest.mark.parametrize(
    ("article", "said"), [(1, "đang có"), (2, "đã gỡ"), (3, "đã chuyển"), (4, "tạm vắng"), (7, "đang có")]
)
def test_an_article_says_whether_it_is_still_there(site: Site, article: int, said: str) -> None:
    page = unescape(site.page(f"/archive/articles/{article}"))
    assert f"<b>{said}</b>" in page
    assert ("09:30 21/11/2026</time></span>" in page) == (said != "đang có")
    assert ('role="note">' in page.split("<h1>")[1]) == (article in (1, 2, 3, 4))


def test_the_history_of_an_article_tells_what_changed_between_when(site: Site) -> None:
    page = unescape(site.page("/archive/articles/1"))
    shown = page[page.index('<section class="history"') : page.index("</section>")]
    assert shown.index("Thấy lần đầu") < shown.index("đáng kể") < shown.index("Các bản của bài")
    assert "16:00 20/11/2026</time> (lần cuối thấy bản cũ)" in shown
    assert "09:30 21/11/2026</time> (lần đầu thấy bản mới)" in shown
    assert '<del title="171371000 VND">171.371.000 đồng</del>' in shown
    assert "thu hồi <ins>71.371.000 đồng</ins> và xử phạt" in shown
    assert "tiêu đề, nội dung" in shown and 'href="/archive/articles/1?so-sanh=1..2"' in shown
    for event, side in site_events(site, 1):
        assert f'href="/archive/events/{event}"' in shown
        assert f'href="/archive/captures/{side}"' in shown
    gone = unescape(site.page("/archive/articles/2"))
    assert "lần đầu không còn" in gone and "Xác nhận lúc" in gone and "10:00 24/11/2026" in gone
    assert 'href="/archive/articles/4">4</a>' in site.page("/archive/articles/3")


def site_events(site: Site, article: int) -> list[tuple[object, object]]:
    rows = site.rows(f"/archive/events.json?article_id={article}&_shape=array")
    return [(row["id"], side) for row in rows for side in (row["before_capture"], row["after_capture"]) if side]


def test_two_versions_are_compared_word_by_word(site: Site) -> None:
    page = unescape(site.page("/archive/articles/1?so-sanh=1..2"))
    shown = page[page.index('<section class="comparison"') : page.index("</section>")]
    assert "thu hồi <del>171.371.000</del><ins>71.371.000</ins> đồng và xử phạt" in shown
    assert "Nguyễn Văn <del>Đoàn</del><ins>Đạt</ins>, Chánh Thanh tra" in shown
    assert "xử phạt <del>ba</del><ins>hai</ins> đơn vị" in shown
    assert shown.count("<del>") == shown.count("<ins>") == 4 and "đoạn không đổi" in shown
    back = unescape(site.page("/archive/articles/1?so-sanh=2..1"))
    assert "<del>71.371.000</del><ins>171.371.000</ins>" in back


@pytest.mark.parametrize("asked", ["1..9", "1..1", "x", "1..2..3", "1" * 30 + "..2", "%3Cb%3E"])
def test_versions_that_are_not_there_are_named_and_the_article_shown(site: Site, asked: str) -> None:
    page = unescape(site.page(f"/archive/articles/1?so-sanh={asked}"))
    assert "Bài không có hai bản như vậy" in page
    assert '<p class="sapo">' in page and "<b>" not in page.split("như vậy")[1][:60]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Thu 197/299 đơn vị.", "Thu 198/299 đơn vị.", ["Thu <del>197/299</del><ins>198/299</ins> đơn vị."]),
        (
            "Một <b>hai</b>",
            "Một <i>hai</i>",
            ["Một &lt;<del>b</del><ins>i</ins>&gt;hai&lt;/<del>b</del><ins>i</ins>&gt;"],
        ),
        ("Giữ lại đoạn này.", "Giữ lại đoạn này.\nThêm một đoạn.", ["<ins>Thêm một đoạn.</ins>"]),
        ("Bỏ hẳn câu cũ đi.\nGiữ lại.", "Giữ lại.", ["<del>Bỏ hẳn câu cũ đi.</del>"]),
        ("thu chín tỷ đồng", "thu mười triệu đồng", ["thu <del>chín tỷ</del><ins>mười triệu</ins> đồng"]),
    ],
)
def test_what_changed_reads_as_phrases_and_is_never_markup(old: str, new: str, shown: list[str]) -> None:
    told = _plugin("comparison").compared(_version(old), _version(new))
    lines = [str(line) for block in told["blocks"] if block["kind"] == "changed" for line in block["lines"]]
    assert lines == shown
    assert not told["coarse"]


def _version(text: str) -> dict[str, object]:
    names = ("title", "published", "author", "source", "sapo", "captions", "attachments")
    return {**dict.fromkeys(names, ""), "text": text}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a b " * 20_000, "b a " * 20_000),
        ("\n".join(f"{n} đồng và {n * 7 % 1000} hộ" for n in range(4000)), "\n".join(f"{n} hộ" for n in range(4000))),
        ("\n".join("x y" for _ in range(9000)), "\n".join("y x" for _ in range(9000))),
        ("x" * 500_000, "y" * 500_000),
        ("- " * 100_000, "– " * 100_000),
    ],
)
def test_a_text_made_to_be_slow_is_told_by_paragraphs(old: str, new: str) -> None:
    began = time.perf_counter()
    told = _plugin("comparison").compared(_version(old), _version(new))
    assert time.perf_counter() - began < 5
    assert any(block["kind"] == "changed" for block in told["blocks"])


def _plugin(name: str) -> ModuleType:
    sys.path.insert(0, str(ROOT / "plugins"))
    try:
        return import_module(name)
    finally:
        sys.path.remove(str(ROOT / "plugins"))


def test_a_table_with_spans_is_found_by_its_lines_and_a_lost_one_ends_the_text() -> None:
    grid = [["Năm", "Thu", "Thu"], ["2025", "đất", "1"], ["2025", "thuế", "2"]]
    lost = [["không", "có"]]
    text = "Dẫn.\nTrước\nNăm | Thu\n2025 | đất | 1\nthuế | 2\nSau"
    shown = blocks(Painter(text, ()), "Dẫn.", json.dumps([grid, lost]))
    assert [one.get("text", one["kind"]) for one in shown] == ["Trước", "table", "Sau", "table"]
    assert blocks(Painter("Một", ()), "", "{not json") == [{"kind": "paragraph", "text": "Một"}]


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("2026-11-18T02:15:00Z", "09:15 18/11/2026"),
        ("2026-11-18T23:50+07:00", "23:50 18/11/2026"),
        ("2026-11-18", "18/11/2026"),
        ("hôm qua", "hôm qua"),
        (None, ""),
    ],
)
def test_times_are_shown_as_vietnam_writes_them_and_no_more_precise_than_claimed(
    stored: str | None, shown: str
) -> None:
    assert _plugin("pages").moment(stored) == shown


PAGES = (
    "/", "/archive", "/archive/articles", "/archive/articles?_search=bay", "/archive/articles/6", "/archive/articles/1",
    "/archive/article_texts/6", "/archive/images", "/archive/attachments", "/archive/frontier", "/archive/moi",
    "/archive/tim?q=bay", f"/archive/tim?q={quote(HOSTILE)}", f"/archive/articles?_search={quote(HOSTILE)}",
    "/archive/metrics", "/archive/metrics/4", "/archive/citations", "/archive/checks", "/archive/figures", "/archive/places/20",
    "/archive/chua_phan_loai", "/archive/doi_chieu_lech", "/archive/van_ban_duoc_dan", "/archive/metrics_by_province_year",
    "/archive?sql=select+*+from+articles", f"/archive?sql={quote(HOSTILE)}", "/archive/articles/4711",
    "/archive/no-such-table", "/archive/articles/6?so-sanh=1..2", f"/archive/articles/6?so-sanh={quote(HOSTILE)}",
    "/archive/articles/3", "/archive/events", "/archive/event_changes", "/archive/latest_edits", "/archive/disappeared",
    "/archive/figures_changed", "/archive/versions", "/archive/article_versions", "/archive/soft_404s",
    "/archive/incident_reviews",
    *(f"/archive/events/{n}" for n in range(1, 14)), "/archive/event_changes/4", "/archive/so_lieu_bi_sua",
    "/archive/su_co_cho_xem", f"/archive/sua_dang_ke?since={quote(HOSTILE)}",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_nothing_hostile_is_ever_markup(site: Site, path: str) -> None:
    _, headers, page = site.get(path)
    nonce = re.search(r"script-src 'self' 'nonce-([\w-]+)'", headers["content-security-policy"])
    assert nonce
    for tag, attributes in _elements(page):
        assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
        for name in ("href", "src", "action", "formaction"):
            assert not re.match(r"\s*(javascript|data|vbscript):", attributes.get(name) or "", re.IGNORECASE), (
                attributes
            )
        if tag == "script":  # ours carries this answer's nonce; were another one in the page, it would not run
            assert attributes.get("src", "").startswith("/") or attributes.get("nonce") == nonce[1]
        assert tag != "img"


def _elements(page: str) -> list[tuple[str, dict[str, str]]]:
    """Every start tag of `page` with its attributes, as a browser would read them."""
    found: list[tuple[str, dict[str, str]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, {name: value or "" for name, value in attrs}))

    Reader().feed(page)
    return found


def test_hostile_text_is_shown_as_the_text_it_is(site: Site) -> None:
    assert unescape(site.page("/archive/articles/6")).count(HOSTILE) >= 8


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_that_the_data_are_samples(site: Site, path: str) -> None:
    page = site.get(path)[2]
    assert "Dữ liệu minh hoạ" in page
    assert '<html lang="vi">' in page


def test_answers_carry_the_headers_that_keep_readers_safe(site: Site) -> None:
    first, second = (site.get(path)[1] for path in ("/archive/articles", "/archive/articles"))
    assert first["content-security-policy"].startswith("default-src 'none'; ")
    assert first["content-security-policy"] != second["content-security-policy"]
    for path in ("/", "/archive.json", "/static/congkhai.css", "/no-such-page"):
        headers = site.get(path)[1]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "content-security-policy" in headers


def test_a_query_cannot_make_a_value_that_stalls_the_server(site: Site) -> None:
    status, _, page = site.get("/archive?sql=select+randomblob(900000000)")
    assert status == 400
    assert "too big" in page


def test_a_real_archive_says_nothing_of_samples(folder: Path, tmp_path: Path) -> None:
    build(tmp_path / "archive.db").close()
    port = free_port()
    command = [sys.executable, "-m", "datasette", str(tmp_path / "archive.db"), "-p", str(port)]
    for option, name in (("--plugins-dir", "plugins"), ("--template-dir", "templates"), ("--metadata", "metadata.yml")):
        command += [option, str(folder / name)]
    with running(command, tmp_path, port):
        for path in ("/", "/archive/articles", "/archive/articles/1"):
            assert "Dữ liệu minh hoạ" not in Site(port).page(path)


def test_without_an_archive_the_front_page_says_what_to_do(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "empty", ignore=shutil.ignore_patterns("*.db*"))
    with serving(tmp_path / "empty") as found:
        assert "make demo" in found.page("/")


def test_every_phrase_we_translate_still_stands_in_datasette() -> None:
    import datasette

    templates = Path(datasette.__file__).parent / "templates"
    for template, pairs in _plugin("words").PHRASES.items():
        source = (templates / template).read_text("utf-8")
        for english in pairs:
            assert english in source, f"{template}: {english}"


def test_a_fault_is_printed_once_and_without_a_look_at_what_the_page_held(folder: Path, tmp_path: Path) -> None:
    """With all local values a fault takes half a minute of work on a page with a long text, for anybody who asks."""
    broken = tmp_path / "site"
    shutil.copytree(folder, broken)
    (broken / "plugins" / "broken.py").write_text(
        "from datasette import hookimpl\n\n\nclass Held:\n    def __repr__(self):\n        print('looked at', flush=True)\n"
        "        return ''\n\n\ndef fail():\n    held = Held()\n    raise RuntimeError('hỏng')\n\n\n"
        "@hookimpl\ndef register_routes():\n    return [('^/hong$', fail)]\n",
        "utf-8",
    )
    port, log = free_port(), tmp_path / "log"
    with running([sys.executable, "-m", "datasette", ".", "-p", str(port)], broken, port, log=log) as process:
        assert Site(port).get("/hong")[0] == 500
        process.terminate()
        process.wait(timeout=20)
    printed = log.read_text("utf-8")
    assert printed.count("RuntimeError: hỏng") == 1
    assert "looked at" not in printed
