"""The pages that explore figures, on a real Datasette: what a reporter reads, what a text cannot do, what a query may cost."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from pipelines import figure_rows, schema
from plugins.agencies import found
from plugins.explore import spellings
from spiders.items import Figures, Period, Place
from tests.archive_samples import HOSTILE, Sample, build, insert
from tests.figure_samples import metric
from tests.markup import Tags, assert_harmless
from tests.served import SERVED, Site, lay_out, serving

ROOT = Path(__file__).resolve().parent.parent
INDICATOR = "recovery_recommended_amount"
PAGES = (
    "/chi-so", "/chi-so?q=thu+hoi", "/chi-so?tat-ca=1", f"/chi-so/{INDICATOR}", f"/chi-so/{INDICATOR}?noi=24&truc=log",
    f"/chi-so/{INDICATOR}?loai=money%7CVND&tinh=target&ky=nam&tu=2020&den=2024&ban_do=gia-tri", "/dia-phuong", "/dia-phuong/24",
    "/dia-phuong/20", "/co-quan", "/co-quan?q=thanh", "/co-quan?ten=" + quote("Thanh tra tỉnh Bắc Giang"),
    "/archive/metrics/1", "/archive/metrics/4", f"/chi-so/{INDICATOR}?noi={quote(HOSTILE)}", "/co-quan?ten=" + quote(HOSTILE),
    f"/chi-so/{INDICATOR}?loai={quote('|'.join(('money', HOSTILE.casefold(), HOSTILE)))}", "/chi-so?q=" + quote(HOSTILE),
)  # fmt: skip


def write(path: Path) -> None:
    """The sample archive, and reports of two provinces over three years: one of them printed by two papers."""
    db = build(path)
    with db.atomic():
        for n, (name, code, year, value, modality) in enumerate(
            [
                ("Bắc Giang", "24", 2022, 3, "actual"), ("Bắc Giang", "24", 2023, 5, "actual"),
                ("Bắc Giang", "24", 2024, 9, "target"), ("Lạng Sơn", "20", 2023, 7, "actual"),
                ("Lạng Sơn", "20", 2023, 7, "actual"),
            ]
        ):  # fmt: skip
            text = f"Năm {year}, Thanh tra tỉnh {name} kiến nghị thu hồi {value} tỷ đồng."
            number = insert(db, Sample(title=f"Kết luận thanh tra ở {name} năm {year}", text=text))
            made = metric(
                text, f"{value} tỷ đồng", f"{value} tỷ đồng", "money", str(Decimal(value) * 10**9), "VND", indicator=INDICATOR,
                modality=modality, period=Period("period", f"năm {year}", 0, 1, f"{year}-01-01", f"{year}-12-31"),
                place=Place(name, "24" if code == "20" else code, code), agency=f"Thanh tra tỉnh {name}",
            )  # fmt: skip
            figure_rows.write(db.conn, number, f"cong-binh-an:{number}", text, Figures((made,)), "1")
            if n == 4:
                db.execute("UPDATE articles SET dup_group = ? WHERE id IN (?, ?)", [number - 1, number - 1, number])
        hostile = f"Năm 2023 có {HOSTILE} 7 tỷ đồng."
        number = insert(db, Sample(title=HOSTILE, text=hostile))
        made = metric(
            hostile, "7 tỷ đồng", "7 tỷ đồng", "money", "7000000000", "VND", indicator=INDICATOR, agency=HOSTILE
        )
        period = Period("period", HOSTILE, 0, 1, "2023-01-01", "2023-12-31")
        made = replace(
            made, period=period, place=Place(HOSTILE, HOSTILE, "24"), per=HOSTILE, base=HOSTILE, flags=(HOSTILE,)
        )
        figure_rows.write(
            db.conn, number, f"cong-binh-an:{number}", hostile, Figures((made, replace(made, unit=HOSTILE))), "1"
        )
    db.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = lay_out(tmp_path_factory.mktemp("explore"))
    write(target / "archive.db")
    return target


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Site]:
    with serving(folder) as found:
        yield found


@pytest.mark.parametrize("path", PAGES)
def test_no_page_runs_or_loads_what_a_text_holds(site: Site, path: str) -> None:
    assert_harmless(site, path)


@pytest.mark.parametrize("path", PAGES)
def test_every_way_that_a_page_offers_leads_somewhere(site: Site, path: str) -> None:
    base = path.partition("?")[0]
    here = {link for tag, attributes in Tags(site.page(path)).found if tag == "a" and (link := attributes.get("href"))}
    own = {
        link.partition("#")[0]
        for link in here
        if link.startswith(("/chi-so", "/dia-phuong", "/co-quan", "/archive/", "?"))
    }
    for link in sorted(own - {""})[:60]:
        assert site.get(base + link if link.startswith("?") else link)[0] == 200, (path, link)


@pytest.mark.parametrize("path", ["/chi-so/no_such", "/dia-phuong/99", "/dia-phuong/02", "/chi-so/KHONG"])
def test_what_is_not_there_is_said_to_be_so(site: Site, path: str) -> None:
    assert site.get(quote(path))[0] == 404


def test_the_list_counts_each_release_once_and_is_searched_without_marks(site: Site) -> None:
    page = site.page("/chi-so")
    entry = page[page.index(f"/chi-so/{INDICATOR}") :].partition("</tr>")[0]
    # Four reports, of which one copy does not count, and the two hostile figures of one article.
    assert re.findall(r'class="number">(\d+)<', entry) == ["6", "5", "2"]
    assert f"/chi-so/{INDICATOR}" in site.page("/chi-so?q=kien+nghi+thu+hoi")
    assert "Không có chỉ số nào khớp" in site.page("/chi-so?q=khong+co+gi+nhu+the")


def test_an_indicator_is_drawn_by_place_with_its_table_under_it(site: Site) -> None:
    page = site.page(f"/chi-so/{INDICATOR}?loai=money%7CVND")
    assert page.count('<svg class="chart') == 1, "one place has more than one figure"
    assert 'class="target"' in page
    assert "tỷ đồng" in page
    assert "Lạng Sơn" in page
    rows = page[page.index('id="bang"') : page.index('id="ban-do-tinh"')]
    assert re.findall(r">(\d)\.000\.000\.000 đồng<", rows) == ["9", "7", "5", "3"]
    assert "năm 2023" in rows


def test_filters_are_plain_words_in_the_address(site: Site) -> None:
    def values(query: str) -> set[str]:
        page = site.page(f"/chi-so/{INDICATOR}?loai=money%7CVND&{query}")
        return set(re.findall(r">(\d)\.000\.000\.000 đồng<", page))

    assert values("noi=20") == {"7"}
    assert values("tinh=target") == {"9"}
    assert values("tu=2023&den=2023") == {"7", "5"}
    assert values("ky=quy") == set()
    assert values("noi=" + quote("Bắc Giang")) == {"3", "5", "9"}
    assert values("tu=x&den=-1&trang=-5&ky=?&truc=1&loai=2") == {"3", "5", "7", "9"}


def test_medians_and_gaps_say_what_is_missing(site: Site) -> None:
    page = site.page(f"/chi-so/{INDICATOR}?loai=money%7CVND")
    medians = page[page.index('id="trung-vi"') : page.index('id="cho-trong"')]
    assert re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", medians)).count("6 tỷ") == 1, "half of five and seven"
    gaps = unescape(page[page.index('id="cho-trong"') :])
    assert "32 trong 34" in gaps
    assert "Cà Mau" in gaps


def test_the_map_leads_to_each_province_and_names_its_author(site: Site) -> None:
    for path in (f"/chi-so/{INDICATOR}", "/dia-phuong", "/dia-phuong/24"):
        page = site.page(path)
        assert page.count('id="ban-do-') >= 34
        assert "Stephen Truong" in page
        assert "CC BY 4.0" in page
    assert 'class="here" id="ban-do-24"' in site.page("/dia-phuong/24")


def test_a_province_shows_its_latest_figures_portals_and_former_provinces(site: Site) -> None:
    page = unescape(site.page("/dia-phuong/24"))
    assert "Bắc Giang, Bắc Ninh" in page
    assert "Thanh tra" in page
    assert "năm 2023" in page, "an aim of 2024 is not the latest that is known"
    assert "Cổng thông tin điện tử tỉnh Bình An" in unescape(site.page("/dia-phuong/01"))


def test_an_agency_has_its_figures_and_is_found_without_marks(site: Site) -> None:
    name = "Thanh tra tỉnh Bắc Giang"
    assert name in site.page("/co-quan?q=tinh+bac+giang")
    page = unescape(site.page(f"/co-quan?ten={quote(name)}"))
    assert "Kết luận thanh tra ở Bắc Giang năm 2023" in page
    assert "Lạng Sơn" not in page
    assert HOSTILE in unescape(site.page(f"/co-quan?ten={quote(HOSTILE)}"))


def test_agencies_are_searched_by_the_beginnings_of_words() -> None:
    def names(asked: str) -> list[str]:
        return [
            one["agency"] for one in found([("Sở Thông tin và Truyền thông", 2), ("UBND huyện Đông Sơn", 1)], asked)
        ]

    assert names("dong son") == ["UBND huyện Đông Sơn"]
    assert names("Thông TIN") == ["Sở Thông tin và Truyền thông"]
    assert names("ông tin") == []
    assert names("") == ["Sở Thông tin và Truyền thông", "UBND huyện Đông Sơn"]


@pytest.mark.parametrize(
    "spelt",
    [
        ("Sở TT&TT Hà Nội", "Sở TTTT Hà Nội", "Sở Thông tin và truyền thông thành phố Hà Nội", "Sở TT & TT TP Hà Nội"),
        ("UBND tỉnh Bình An", "Uỷ ban nhân dân tỉnh Bình An", "UBND Bình An"),
        ("Sở LĐ-TB&XH Hải Phòng", "Sở Lao động - Thương binh và Xã hội TP. Hải Phòng"),
        ("Đảng ủy Khối các cơ quan", "Đảng uỷ khối các cơ quan"),
    ],
)
def test_spellings_of_one_agency_are_one(spelt: tuple[str, ...]) -> None:
    assert len({spellings.key(name) for name in spelt}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND huyện Thanh Hóa", "UBND huyện Thạnh Hóa"),
        ("UBND thành phố Cao Bằng", "UBND tỉnh Cao Bằng"),
        ("Tỉnh ủy Bình An", "Đảng ủy Bình An"),
        ("Sở TT&TT Hà Nội", "Thanh tra Sở TT&TT Hà Nội"),
        ("Sở Tài chính", "Sở Tư pháp"),
    ],
)
def test_different_agencies_stay_apart(one: str, other: str) -> None:
    assert spellings.key(one) != spellings.key(other)


def test_an_agency_shows_figures_under_all_its_spellings(site: Site) -> None:
    page = unescape(site.page(f"/co-quan?ten={quote('Thanh tra Bắc Giang')}"))
    assert "Kết luận thanh tra ở Bắc Giang năm 2023" in page
    assert "Thanh tra tỉnh Bắc Giang" in page


def test_a_figure_has_its_sentence_its_neighbours_and_its_proof(site: Site) -> None:
    page = unescape(site.page("/archive/metrics/1"))
    assert "<mark>71.371.000 đồng</mark>" in page
    assert "71.371.000 đồng (71,37 triệu đồng)" in page
    assert "cong-binh-an:1#m01" in page
    assert "sha1:" in page
    assert "2026-11-20-0001.warc.gz" in page
    assert "/archive/checks/1" in page
    assert "14 thửa đất" in page
    assert 'href="/archive/articles/1#so-1"' in page


def test_a_figure_is_held_against_other_years_and_other_places(site: Site, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "archive.db")) as sql:
        number = sql.execute(
            "SELECT id FROM metrics WHERE indicator = ? AND place = 'Bắc Giang' AND value = 5e9", [INDICATOR]
        ).fetchone()[0]
    page = unescape(site.page(f"/archive/metrics/{number}"))
    elsewhen = page[page.index('id="ky-khac"') : page.index('id="noi-khac"')]
    assert "năm 2022" in elsewhen
    assert "Lạng Sơn" not in elsewhen
    elsewhere = page[page.index('id="noi-khac"') :].partition("</section>")[0]
    assert elsewhere.count("Lạng Sơn</td>") == 1, "a copy of a release is no second place"
    assert "năm 2022" not in elsewhere


def test_an_archive_without_duplicates_and_one_without_figures_are_answered(site: Site, tmp_path: Path) -> None:
    del site
    for name in SERVED:
        (tmp_path / name).symlink_to(ROOT / name)
    with serving(tmp_path) as found:
        assert found.get("/chi-so")[0] == 404


QUERIES = {
    "indicators": "SELECT m.indicator, count(*), count(DISTINCT m.article_id), count(DISTINCT m.place_today) FROM metrics m"
    " WHERE m.indicator IS NOT NULL GROUP BY m.indicator",
    "provinces": "SELECT m.place_today, m.indicator, count(*) FROM metrics m WHERE m.indicator IS NOT NULL"
    " GROUP BY m.indicator, m.place_today",
    "agencies": "SELECT agency, count(*) FROM metrics WHERE agency IS NOT NULL AND article_id NOT IN"
    " (SELECT id FROM articles WHERE dup_group <> id) GROUP BY agency",
    "one indicator": "SELECT m.value FROM metrics m WHERE m.indicator = 'a' ORDER BY m.period_end DESC, m.id DESC LIMIT 10",
    "one agency": "SELECT * FROM metrics WHERE agency = 'a' LIMIT 10",
}


@pytest.mark.parametrize("name", QUERIES)
def test_no_page_scans_the_table_of_figures(name: str, tmp_path: Path) -> None:
    db = schema.prepare(tmp_path / "archive.db")
    plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {QUERIES[name]}").fetchall()]
    db.close()
    assert not [step for step in plan if re.match(r"SCAN (m|metrics)$", step)], plan
    assert any("INDEX metrics_" in step for step in plan), plan
    if not name.startswith("one"):
        assert any("COVERING INDEX" in step for step in plan), plan
