"""An article's page: every figure marked where it stands, addresses that hold in every copy of the archive, and how to cite."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from pipelines import figure_rows
from pipelines.figures import About
from pipelines.figures import read as read_figures
from plugins.reading import cite, stable
from spiders.items import Figures
from tests.archive_samples import HOSTILE, Sample, build, insert
from tests.figure_samples import metric
from tests.served import Site, lay_out, serving

ROOT = Path(__file__).resolve().parent.parent
#: Keys that strangers' addresses may bring along.
KEYS = (
    "tin/2026/bai-1.html", "?id=7&x=a b", "100%25", "%2e%2e/x", "../../etc/passwd", "a//b", "/đầu", "cuối/", "bài ‘viết’ số 1",
    "#neo", "a:b", "m01", "k/m01", "<script>", "'\"&{{7*7}}", "~2F~7E", "a+b", "a\\b", ".", "x.json", "\u202e ngược", "a\nb",
    "e\u0301", "k;v=1", "ngân-sách",
)  # fmt: skip
SAPO = f"Mười tháng năm 2026, tỉnh Bình An thu 8.104 tỷ đồng, bằng 88,8% dự toán {HOSTILE}."
GRID = (
    ("Nhóm", "Xã", "Số hộ", "Tỷ lệ (%)"),
    ("Miền núi", "Đông Sơn", "120", "12,5"),
    ("Miền núi", "Tây Hải", "135", "12,5"),
    ("Cộng", "Cộng", "255", "12,5"),
)
ROWS = (
    "Nhóm | Xã | Số hộ | Tỷ lệ (%)",
    "Miền núi | Đông Sơn | 120 | 12,5",
    "Tây Hải | 135 | 12,5",
    "Cộng | 255 | 12,5",
)
TEXT = "\n".join(
    (
        SAPO,
        f"Chi 10.250 tỷ đồng, trong đó 212 tỷ đồng cho an sinh {HOSTILE}; giao từ 30 đến 40 ha đất theo Kết luận số 7/KL-TTr.",
        *ROWS,
        "Có 36/40 xã đạt chuẩn, đạt 80%.",
    )
)


class Page(HTMLParser):
    """What a browser would make of a page: the words under each mark, each anchor, each link; and no link inside a link."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: dict[str, str] = {}
        self.ids: list[str] = []
        self.looks: dict[str, str] = {}
        self.links: list[str] = []
        self.cells: list[tuple[str, set[str]]] = []
        self._under: list[str] | None = None
        self._cell: tuple[str, set[str]] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if "id" in told:
            self.ids.append(told["id"])
        if tag in ("td", "th"):
            self._cell = ("", set())
        if tag == "a":
            assert self._under is None, "a link inside a link"
            self.links.append(told.get("href", ""))
            look = told.get("class", "").split()
            named = (told.get("data-so") or told.get("id", "")).split()
            self._under = named if set(look) & {"so", "vb"} else []
            self.looks |= dict.fromkeys(self._under, told.get("class", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._under = None
        if tag in ("td", "th") and self._cell:
            self.cells.append(self._cell)
            self._cell = None

    def handle_data(self, data: str) -> None:
        for name in self._under or ():
            self.words[name] = self.words.get(name, "") + data
        if self._cell:
            self._cell = (self._cell[0] + data, self._cell[1] | set(self._under or ()))


def write(path: Path, *, plain_ones_first: int = 0) -> None:
    """An archive with samples, then the article of TEXT, one of overlapping figures, and one for each key; the more plain ones
    go in first, the higher their numbers are."""
    db = build(path, history=True)
    with db.atomic():
        for n in range(plain_ones_first):
            insert(db, Sample(title=f"Bản tin số {n}", text="Không có gì mới."))
        number = insert(db, Sample(title=f"Thu ngân sách {HOSTILE}", sapo=SAPO, text=TEXT, tables=(GRID,)))
        call(db.conn, number, "bai-chinh")
        figure_rows.write(db.conn, number, "cong-binh-an:bai-chinh", TEXT, read_figures(TEXT, About()), "1")
        table = "\n".join(ROWS)
        number = insert(db, Sample(title="Số trong bảng", text=table, tables=(GRID,)))
        call(db.conn, number, "bang")
        model = metric(table, "120", "120", "count", "120", "hộ")
        made = tuple(
            replace(model, start=start, end=end, span_start=start, span_end=end)
            for start, end in (found.span() for found in re.finditer(r"\d+(,\d)?", table))
        )
        figure_rows.write(db.conn, number, "cong-binh-an:bang", table, Figures(made), "1")
        nested = "Giao từ 30 đến 40 ha đất cho 12 hộ, hết 9 tỷ đồng."
        made = (
            metric(nested, "30", "từ 30 đến 40 ha", "area", "30", "ha"), metric(nested, "30", "30", "count", "30", ""),
            metric(nested, "40", "40 ha đất cho 12 hộ", "area", "40", "ha"), metric(nested, "12", "12 hộ", "count", "12", "hộ"),
            metric(nested, "12", "12 hộ", "count", "12", "xã"), metric(nested, "9", "9 tỷ đồng", "money", "9", "VND"),
        )  # fmt: skip
        number = insert(db, Sample(title="Số trong số", text=nested))
        call(db.conn, number, "so-trong-so")
        figure_rows.write(db.conn, number, "cong-binh-an:so-trong-so", nested, Figures(made), "1")
        moved = replace(made[5], span_start=0, span_end=4)
        for key in KEYS:
            text = f"Bài có khoá {key}, chi 9 tỷ đồng."
            number = insert(db, Sample(title=f"Khoá: {key}", text=text))
            call(db.conn, number, key)
            one = metric(text, "9", "9 tỷ đồng", "money", "9000000000", "VND")
            figure_rows.write(db.conn, number, f"cong-binh-an:{key}", text, Figures((one,)), "1")
        number = insert(db, Sample(title="Số đứng sai chỗ", text="Hết 9 tỷ đồng."))
        call(db.conn, number, "sai-cho")
        figure_rows.write(db.conn, number, "cong-binh-an:sai-cho", "Chín tỷ đồng " * 9, Figures((moved,)), "1")
    db.close()


def call(sql: sqlite3.Connection, number: int, key: str) -> None:
    sql.execute("UPDATE articles SET key = ?, identity = portal || ':' || ? WHERE id = ?", [key, key, number])


def served(folder: Path, *, base: str = "/", plain_ones_first: int = 0) -> Iterator[Site]:
    write(lay_out(folder) / "archive.db", plain_ones_first=plain_ones_first)
    with serving(folder, *(["--setting", "base_url", base] if base != "/" else [])) as found:
        yield found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("page")


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Site]:
    yield from served(folder)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Another copy of the archive, whose numbers differ, under an address of its own."""
    yield from served(tmp_path_factory.mktemp("other"), base="/kho/", plain_ones_first=5)


def rows(folder: Path, key: str) -> list[tuple[int, str]]:
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        return db.execute(
            "SELECT m.id, quote FROM metrics m JOIN articles a ON a.id = m.article_id WHERE a.key = ? ORDER BY m.position", [key]
        ).fetchall()  # fmt: skip


def text_of(page: str) -> str:
    return page[page.index('<div class="text">') : page.index('<section class="evidence"')]


@pytest.mark.parametrize("key", ["bai-chinh", "so-trong-so"])
def test_every_figure_is_marked_in_its_very_words_and_has_one_anchor(site: Site, folder: Path, key: str) -> None:
    page = site.page(f"/bai/cong-binh-an/{key}")
    shown = Page(text_of(page))
    figures = rows(folder, key)
    assert len(figures) >= 6
    assert {f"so-{number}": words for number, words in figures}.items() <= shown.words.items()
    everything = Page(page)
    assert len(everything.ids) == len(set(everything.ids))
    assert {f"so-{number}" for number, _ in figures} <= set(shown.ids)
    for number, _ in figures:  # there and back
        assert f"#so-{number}" in everything.links
        assert f"hang-{number}" in everything.ids
        assert f"/archive/metrics/{number}" in everything.links
    # A figure that shares all its words with a shorter one is named by that one's link.
    assert sum(f"#hang-{number}" in everything.links for number, _ in figures) == len({words for _, words in figures})


def test_marks_take_no_word_from_the_text_and_add_none(site: Site) -> None:
    shown = unescape(re.sub("<[^>]+>", "", text_of(site.page("/bai/cong-binh-an/bai-chinh"))))
    words = shown.split()
    for line in (SAPO, *TEXT.split("\n")[1:2], TEXT.split("\n")[-1]):
        assert " ".join(line.split()) in " ".join(words)
    nested = unescape(re.sub("<[^>]+>", "", text_of(site.page("/bai/cong-binh-an/so-trong-so"))))
    assert nested.strip() == "Giao từ 30 đến 40 ha đất cho 12 hộ, hết 9 tỷ đồng."


def test_figures_of_a_table_are_marked_in_their_cells(site: Site, folder: Path) -> None:
    shown = Page(text_of(site.page("/bai/cong-binh-an/bang")))
    marked = [(words, anchors) for words, anchors in shown.cells if anchors]
    assert [words for words, _ in marked] == ["120", "12,5", "135", "12,5", "255", "12,5"]
    assert [anchors for _, anchors in marked] == [{f"so-{number}"} for number, _ in rows(folder, "bang")]
    # "Miền núi" and "Cộng" stand once in the text and twice in the grid.
    assert [words for words, _ in shown.cells].count("Miền núi") == 2


def test_a_row_that_does_not_fit_its_text_marks_nothing(site: Site, folder: Path) -> None:
    ((number, _),) = rows(folder, "sai-cho")
    page = site.page("/bai/cong-binh-an/sai-cho")
    assert f"so-{number}" not in page
    assert f'id="hang-{number}"' in page


def test_a_figure_that_a_check_fails_is_told_from_the_others(site: Site) -> None:
    page = site.page("/archive/articles/1")
    shown = Page(page)
    assert shown.looks["so-1"] == shown.looks["so-3"] == "so wrong" and shown.looks["so-2"] == "so"
    assert '<tr id="hang-1" class="wrong">' in page and '<tr id="hang-2">' in page
    failed = page[page.index('<div class="failed">') :].partition("</div>")[0]
    assert 'href="#so-1"' in failed and 'href="#so-3"' in failed


def test_a_document_is_marked_and_listed_with_ways_there_and_back(site: Site) -> None:
    shown = Page(site.page("/archive/articles/1"))
    assert shown.words["vb-1"] == "Kết luận số 2318/KL-TTCP"
    assert {"#van-ban-1", "#vb-1"} <= set(shown.links) and {"van-ban-1", "vb-1"} <= set(shown.ids)


def test_indicator_and_place_lead_on(site: Site) -> None:
    assert 'href="/dia-phuong/20"' in site.page("/archive/articles/1")
    assert re.search(r'href="/chi-so/[a-z_]+"', site.page("/bai/cong-binh-an/bai-chinh"))


@pytest.mark.parametrize("path", ["/bai/cong-binh-an/bai-chinh", "/con-so/cong-binh-an/bai-chinh/m01"])
def test_nothing_hostile_becomes_markup(site: Site, path: str) -> None:
    page = site.page(path)
    assert "<script>alert" not in page and "<img" not in page and ">49<" not in page
    assert unescape(page).count("{{ 7*7 }}") >= 2
    assert "onerror" not in re.sub(r"&lt;.*?&gt;", "", page)
    for script in re.findall(r"<script(?![^>]*nonce)[^>]*>", page):
        assert 'src="/static/' in script
    for name in ("article.css", "article.js"):
        assert site.get(f"/static/{name}")[0] == 200


@pytest.mark.parametrize("key", KEYS)
def test_an_address_finds_the_same_article_in_every_copy(site: Site, other: Site, key: str) -> None:
    address = stable.path("articles", f"cong-binh-an:{key}")
    assert urlsplit(address).fragment == "" and address.isascii() and "/../" not in address and "//" not in address
    here, there = site.page(address), other.page("/kho" + address)
    for page in (here, there):
        assert f"Khoá: {' '.join(key.split())}" in " ".join(unescape(page).split())
    assert number_of(here) != number_of(there)
    assert f'rel="canonical" href="http://127.0.0.1:{site.port}{address.replace("&", "&amp;")}"' in here
    assert f'rel="canonical" href="http://127.0.0.1:{other.port}/kho{address.replace("&", "&amp;")}"' in there
    figure = stable.path("metrics", f"cong-binh-an:{key}#m01")
    for page in (site.page(figure), other.page("/kho" + figure)):
        assert "<mark>9 tỷ đồng</mark>" in page and " ".join(key.split()) in " ".join(unescape(page).split())


def number_of(page: str) -> str:
    found = re.search(r'href="[^"]*/archive/articles/(\d+)\.json', page) or re.search(r"articles: (\d+)", page)
    assert found
    return found[1]


def test_an_event_has_its_address_too(site: Site, other: Site) -> None:
    with_events = site.rows("/archive/events.json?_shape=array")
    assert {str(one["kind"]) for one in with_events} >= {"edited", "deleted", "incident"}
    for one in with_events:
        address = stable.path("events", str(one["identity"]))
        assert site.page(address).count(f'href="http://127.0.0.1:{site.port}{address}"') == 1
        assert other.get("/kho" + address)[0] == 200


def test_an_address_carries_what_is_asked_of_the_page(site: Site) -> None:
    assert '<section class="comparison"' in site.page("/bai/cong-binh-an/1?so-sanh=1..2")
    assert "Đã gỡ" in site.page("/bai/cong-binh-an/2"), "what is gone from its source answers here"
    assert "Đã chuyển" in site.page("/bai/bao-song-lam/3")


@pytest.mark.parametrize(
    "path",
    [
        "/bai/cong-binh-an/khong-co", "/bai/khong-co/1", "/bai/cong-binh-an", "/bai/cong-binh-an/", "/bai/cong-binh-an/%FF%00",
        "/bai/cong-binh-an/%25" + "%25" * 50, "/bai/cong-binh-an?khoa=", f"/bai/cong-binh-an/{quote(HOSTILE, safe='')}",
        "/con-so/cong-binh-an/bai-chinh/m99", "/con-so/cong-binh-an/m01x", "/con-so/cong-binh-an",
        "/su-kien/cong-binh-an/1/edited-x",
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_in_both_languages(site: Site, path: str) -> None:
    status, _, page = site.get(path)
    assert status == 404
    assert "Kho lưu trữ này không có" in page and "this archive holds no" in page


def test_an_address_of_a_figure_tells_when_the_article_has_changed_since(site: Site) -> None:
    page = unescape(site.page("/con-so/cong-binh-an/1/m01"))
    found = re.search(r"http://[^ ]*(/con-so/cong-binh-an/1/m01\?ban=(\w+))", page)
    assert found
    assert "một bản khác của bài" not in site.page(found[1])
    assert "một bản khác của bài" in site.page("/con-so/cong-binh-an/1/m01?ban=0123456789ab")


def test_an_article_and_its_figure_are_cited_alike(site: Site) -> None:
    article, figure = (unescape(site.page(path)) for path in ("/bai/cong-binh-an/1", "/con-so/cong-binh-an/1/m01"))
    at = f"http://127.0.0.1:{site.port}"
    for page, quoted, address in (
        (article, "", f"{at}/bai/cong-binh-an/1,"),
        (figure, "“71.371.000 đồng”, ", f"{at}/con-so/cong-binh-an/1/m01?ban="),
    ):
        told = re.search(r'<p class="cite" id="cite-vi">(.*?)</p>', page)
        english = re.search(r'<p class="cite" id="cite-en" lang="en">(.*?)</p>', page)
        assert told and english
        assert told[1].startswith(f"{quoted}Minh Hà, “Công bố kết luận thanh tra")
        for words in ("Cổng thông tin điện tử tỉnh Bình An", "15:00 18/11/2026", "10:00 20/11/2026", "sha1:", address):
            assert words in told[1]
        for words in (
            "Binh An provincial portal",
            "published 2026-11-18 15:00 (UTC+7)",
            "2026-11-20 10:00",
            "sha1:",
            address,
        ):
            assert words in english[1]
        assert "Công khai" in told[1] and "https://cong-binh-an.example/tin/1" in told[1]
    assert all(button.endswith("hidden>") for button in re.findall(r"<button[^>]*copy[^>]*>", article))


def test_a_reference_survives_what_latex_and_its_readers_would_choke_on() -> None:
    article = {
        "title": "50% {của} & $x_1 #~^\\ \u202e\n }", "author": "A {B", "portal_vi": "Sở & Ban", "portal_en": "",
        "language": "vi", "published_local": "2026-11-18T15:00+07:00", "address": "https://x.example/a b?c={d}&e=%20đ",
        "last_seen": None,
    }  # fmt: skip
    capture = {"fetched_at": "2026-11-20T23:00:01Z", "payload_digest": "sha1:ABC"}
    made = cite.cited(article, capture, "https://kho.example/bai/so/50%25_x")["biblatex"]
    assert made.count("{") == made.count("}") and r"\{" not in made and r"\}" not in made
    assert (
        r"50\% \textbraceleft{}của\textbraceright{} \& \$x\_1 \#\textasciitilde{}\textasciicircum{}\textbackslash{}"
        in made
    )
    assert "url = {https://x.example/a%20b?c=%7Bd%7D&e=%20%C4%91}" in made
    assert "date = {2026-11-18}" in made and "urldate = {2026-11-21}" in made and r"50\%25\_x" in made
    assert re.match(r"@online\{congkhai-[A-Za-z0-9-]+,\n", made)
    strange = cite.cited({**article, "address": "javascript:alert(1)"}, None, "https://kho.example/bai/so/1")
    assert "url =" not in strange["biblatex"].replace("urldate =", "")
