"""The stored queries answer their questions: a small archive whose answers are known, asked as a reporter would ask."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml

from pipelines import figure_rows, folding, province, schema
from plugins.stored import COLUMNS, FIELDS, ON_FRONT_PAGE, TOPICS
from spiders.items import Check, Figures, Period, Place
from tests.archive_samples import Sample, build, insert
from tests.figure_samples import citation, metric
from tests.served import Site, lay_out, serving

ROOT = Path(__file__).resolve().parent.parent
QUERIES: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8"))["databases"]["archive"][
    "queries"
]
BAC_GIANG, LANG_SON = Place("Bắc Giang", "24", "24"), Place("Lạng Sơn", "20", "20")
SAME = "Sở đã khen thưởng 32 cá nhân đạt thành tích."


def period(year: int) -> Period:
    return Period("period", f"năm {year}", 0, 1, f"{year}-01-01", f"{year}-12-31")


def write(path: Path) -> None:
    db = build(path, history=True)
    with db.atomic():
        text = "Năm 2024, Thanh tra tỉnh kiến nghị thu hồi 8 tỷ đồng, đã thu hồi 6 tỷ đồng. Hồ sơ quá hạn là 12 hồ sơ."
        about = {"period": period(2024), "place": BAC_GIANG, "agency": "Thanh tra tỉnh Bắc Giang"}
        told(db, "Thu hồi ở Bắc Giang", text, (
            metric(text, "8 tỷ đồng", "8 tỷ đồng", "money", "8000000000", "VND",
                   indicator="recovery_recommended_amount", **about),
            metric(text, "6 tỷ đồng", "6 tỷ đồng", "money", "6000000000", "VND", indicator="recovered_amount", **about),
            metric(text, "12", "12 hồ sơ", "count", "12", "hồ sơ", indicator="dossiers_overdue", **about),
        ))  # fmt: skip
        text = "Năm 2023, tỉnh tiếp 400 lượt công dân, nhận 600 đơn. Kế hoạch vốn 500 tỷ đồng, đã giải ngân 300 tỷ đồng, đạt 60%."
        about = {"period": period(2023), "place": LANG_SON, "agency": "UBND tỉnh Lạng Sơn"}
        number = told(db, "Đơn thư ở Lạng Sơn", text, (
            metric(text, "400", "400 lượt", "count", "400", "lượt", indicator="citizens_received_turns", **about),
            metric(text, "600", "600 đơn", "count", "600", "đơn", indicator="petitions_received", **about),
            metric(text, "500 tỷ đồng", "500 tỷ đồng", "money", "500000000000", "VND", indicator="public_investment_plan",
                   modality="target", **about),
            metric(text, "300 tỷ đồng", "300 tỷ đồng", "money", "300000000000", "VND", indicator="public_investment_disbursed",
                   **about),
            metric(text, "60%", "60%", "percent", "60", "%", indicator="public_investment_disbursement_rate", **about),
        ))  # fmt: skip
        copy = told(db, "Đơn thư ở Lạng Sơn (chép)", text, (
            metric(text, "600", "600 đơn", "count", "600", "đơn", indicator="petitions_received", **about),
            metric(text, "400", "400 lượt", "count", "400", "lượt", indicator="citizens_received_turns", **about),
        ))  # fmt: skip
        db.execute("UPDATE articles SET dup_group = ? WHERE id IN (?, ?)", [number, number, copy])
        for year in (2024, 2025):
            figure = metric(SAME, "32", "32 cá nhân", "count", "32", "cá nhân", indicator="commended_individuals",
                            period=period(year), place=LANG_SON)  # fmt: skip
            told(db, f"Khen thưởng {year}", SAME, (figure,), published=f"{year}-05-01T00:00:00Z")
        text = "Đã có 652/941 cửa hàng, đạt 66%."
        rate = (metric(text, "652/941", "652/941 cửa hàng", "ratio", "652", "cửa hàng", denominator=Decimal(941)),
                metric(text, "66%", "66%", "percent", "66", "%"))  # fmt: skip
        told(
            db,
            "Cửa hàng có tem",
            text,
            rate,
            checks=(Check("ratio", "inconsistent", (0, 1), Decimal("69.288"), printed=1),),
        )
        text = "Theo Quyết định số 99/QĐ-UBND, việc này đã xong."
        cited = citation(text, "Quyết định số 99/QĐ-UBND", type="Quyết định", number="99/QĐ-UBND")
        told(db, "Bài sẽ bị gỡ", text, (), cited=(cited,), published="2062-01-01T00:00:00Z")
        db.execute("UPDATE articles SET state = 'gone', place = '20' WHERE title = 'Bài sẽ bị gỡ'")
        changed_back(db.conn)
    db.close()


def told(db: Any, title: str, text: str, figures: tuple[Any, ...], cited: tuple[Any, ...] = (), checks: tuple[Any, ...] = (),
         published: str = "2026-11-18T02:15:00Z") -> int:  # fmt: skip
    number = insert(db, Sample(title=title, text=text, published=published))
    figure_rows.write(db.conn, number, f"cong-binh-an:{number}", text, Figures(figures, cited, checks), "1")
    db.execute(
        "INSERT INTO events (identity, portal, article_id, kind, first_seen, confirmed, after_capture, confirming_capture)"
        " SELECT identity || '#created', portal, id, 'created', first_seen, first_seen, capture_id, capture_id FROM articles"
        " WHERE id = ?",
        [number],
    )
    return number


def changed_back(sql: sqlite3.Connection) -> None:
    """Article 1 was edited from 171.371.000 to 71.371.000; a later edit takes it back, and one figure goes."""
    (number,) = sql.execute(
        "INSERT INTO events (identity, portal, article_id, kind, last_good, first_seen, confirmed, before_capture, after_capture,"
        " confirming_capture, size, fields) VALUES ('x#edited', 'cong-binh-an', 1, 'edited', '2026-11-22T00:00:00Z',"
        " '2026-11-23T00:00:00Z', '2026-11-23T00:00:00Z', 1, 1, 1, 'substantive', 'text') RETURNING id"
    ).fetchone()
    rows = [
        (1, "71.371.000 đồng", "171.371.000 đồng", "71371000", "171371000", "VND"),
        (2, "14 thửa", None, "14", None, "thửa"),
    ]
    sql.executemany(
        "INSERT INTO event_changes (event_id, position, kind, old, new, old_value, new_value, unit, old_sentence)"
        f" VALUES ({number}, ?, 'figure', ?, ?, ?, ?, ?, 'Câu cũ.')",
        rows,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = lay_out(tmp_path_factory.mktemp("stored"))
    write(target / "archive.db")
    return target


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Site]:
    with serving(folder) as found:
        yield found


def asked(site: Site, name: str, **values: str) -> list[dict[str, object]]:
    query = "&".join(f"{key}={quote(value)}" for key, value in values.items())
    return site.rows(f"/archive/{name}.json?_shape=array&{query}")


@pytest.mark.parametrize(
    ("name", "values", "wanted"),
    [
        ("thu_hoi_so_kien_nghi", {}, [{"year": "2024", "recommended_vnd": "8000000000",
                                       "recovered_vnd": "6000000000", "share": 75.0}]),
        ("thu_hoi_so_kien_nghi", {"tinh": "bac giang"}, [{"place": "Bắc Giang", "share": 75.0}]),
        ("thu_hoi_so_kien_nghi", {"tinh": "Huế"}, []),
        ("thu_hoi_so_kien_nghi", {"nam": "2023"}, []),
        ("don_tren_luot_tiep", {}, [{"year": "2023", "petitions": "600", "turns": "400", "per_turn": 1.5}]),
        ("don_tren_luot_tiep", {"tinh": "24"}, []),
        ("muc_tieu_ket_qua", {"tinh": "lang son"}, [{"planned": "500 tỷ đồng", "done": "300 tỷ đồng", "share": 60.0}]),
        ("dat_ke_hoach", {"nam": "2023"}, [{"done": "60%", "place": "Lạng Sơn"}]),
        ("ho_so_qua_han", {"tinh": "Tỉnh Bắc Giang"}, [{"quote": "12 hồ sơ", "year": "2024"}]),
        ("khoan_tien_lon", {"tinh": "20", "nam": "2023"}, [{"value_vnd": "300000000000"}]),
        ("khoan_tien_lon", {"tinh": "xyz"}, []),
        ("cau_lap_lai", {"chi_so": "khen thuong"}, [{"years": 2, "first_year": "2024", "last_year": "2025", "sentence": SAME}]),
        ("cau_lap_lai", {}, []),
        ("ty_le_khong_khop", {}, [{"printed": "66", "computed": "69.288", "title": "Cửa hàng có tem"}]),
        ("ai_dan_van_ban", {"so": "99/qđ-ubnd"}, [{"title": "Bài sẽ bị gỡ"}]),
        ("ai_dan_van_ban", {"so": "2318/KL-TTCP"}, [{"article_id": 1}]),
        ("van_ban_mat_nguon", {}, [{"number": "99/QĐ-UBND", "articles": 1}]),
        ("con_so_sua_lai", {"since": ""}, [{"first_value": "171.371.000 đồng", "changed_to": "71.371.000 đồng",
                                            "back_to": "171.371.000 đồng", "article_id": 1}]),
        ("con_so_sua_lai", {"since": "2026-11-24"}, []),
        ("con_so_bi_bo", {"since": ""}, [{"old": "14 thửa", "new_sentence": None}]),
        ("moi_o_tinh", {"tinh": "lang son", "since": "2026-11-01"}, [{"title": "Bài sẽ bị gỡ"}]),
        ("moi_o_tinh", {"tinh": "lang son", "since": "2026-11-21"}, []),
        ("con_so_moi", {"tinh": "bac giang", "since": ""},
         [{"quote": "8 tỷ đồng"}, {"quote": "6 tỷ đồng"}, {"quote": "12 hồ sơ"}]),
        ("bai_ngay_la", {}, [{"title": "Bài sẽ bị gỡ"}, {"published_local": None}]),
        ("so_cua_co_quan", {"co_quan": "thanh tra tinh bac"},
         [{"quote": "12 hồ sơ"}, {"quote": "6 tỷ đồng"}, {"quote": "8 tỷ đồng"}]),
    ],
)  # fmt: skip
def test_a_question_gets_its_answer(
    site: Site, name: str, values: dict[str, str], wanted: list[dict[str, object]]
) -> None:
    rows = asked(site, name, **values)
    assert [{key: row[key] for key in want} for row, want in zip(rows, wanted, strict=True)] == wanted


def test_the_portal_that_has_been_quiet_longest_comes_first(site: Site, folder: Path) -> None:
    with closing(schema.connect(folder / "archive.db").conn) as sql, sql:
        sql.execute("UPDATE captures SET fetched_at = '2026-12-01T00:00:00Z' WHERE id = (SELECT max(id) FROM captures)")
    rows = asked(site, "nguon_im_lang")
    assert {row["portal"]: row["quiet_days"] for row in rows} == {"bao-song-lam": 10, "cong-binh-an": 10}
    (recent,) = asked(site, "con_so_bi_bo", since="2026-11-23")
    assert recent["title"] == asked(site, "con_so_bi_bo", since="")[0]["title"]


@pytest.mark.parametrize("name", [name for name, query in QUERIES.items() if "since" in query.get("params", ())])
def test_who_names_no_day_gets_the_last_week_in_every_form(site: Site, name: str) -> None:
    page = site.page(f"/archive/{name}")
    (day,) = re.findall(r'name="since" value="([^"]*)"', page)
    assert re.fullmatch(r"2026-11-\d\d", day)
    week, everything = asked(site, name, since=day), asked(site, name, since="")
    assert asked(site, name) == week and len(week) <= len(everything)
    assert len(site.get(f"/archive/{name}.csv")[2].splitlines()) == len(week) + 1
    assert re.findall(r'name="since" value="([^"]*)"', site.page(f"/archive/{name}?since=")) == [""]


@pytest.mark.parametrize("name", QUERIES)
def test_a_question_is_a_page_with_labels_and_words(site: Site, name: str) -> None:
    page = unescape(site.page(f"/archive/{name}?since=&so=2318/KL-TTCP&co_quan=thanh&chi_so=khen"))
    for field in QUERIES[name].get("params", ()):
        number = re.search(rf'id="([^"]+)" name="{field}"', page)
        assert number and f'<label for="{number[1]}"' in page
    if name not in ("tim", "moi"):
        assert "returning" not in page and "Query parameters" not in page
        assert not re.findall(r'<th class="[^"]*" scope="col">[a-z_]+</th>', page)


@pytest.mark.parametrize("name", QUERIES)
def test_whatever_is_typed_a_question_is_answered(site: Site, name: str) -> None:
    for typed in ("'\"--", "<script>alert(1)</script>", "9" * 400, "%"):
        query = "&".join(f"{field}={quote(typed)}" for field in QUERIES[name].get("params", ()))
        status, _, page = site.get(f"/archive/{name}?{query}")
        assert status == 200 and "<script>alert" not in page


def test_an_unknown_province_is_named(site: Site) -> None:
    assert "Không có tỉnh, thành nào tên “Atlantis”" in site.page("/archive/khoan_tien_lon?tinh=Atlantis")
    assert "Không có tỉnh" not in site.page("/archive/khoan_tien_lon?tinh=hue")
    assert '<option value="Lạng Sơn">' in site.page("/archive/khoan_tien_lon")


def test_numbers_lead_to_rows_and_stamps_are_in_vietnams_time(site: Site) -> None:
    page = unescape(site.page("/archive/thu_hoi_so_kien_nghi"))
    for table, number in re.findall(r'<a href="/archive/(metrics|articles)/(\d+)">\2</a>', page):
        assert site.get(f"/archive/{table}/{number}")[0] == 200
    assert "8.000.000.000" in page and re.search(r'<a href="/archive/articles/\d+">Thu hồi ở Bắc Giang</a>', page)
    assert ">07:00 23/11/2026</time>" in site.page("/archive/con_so_bi_bo?since=")


def test_queries_are_found_by_topic_and_on_the_front_page(site: Site) -> None:
    assert len(QUERIES) >= 20 and {query["group"] for query in QUERIES.values()} == set(TOPICS)
    page = unescape(site.page("/archive"))
    at = [page.index(f'<h3><span class="vi">{vi}</span>') for vi, _ in TOPICS.values()]
    assert at == sorted(at)
    assert all(f'href="/archive/{name}"' in page for name in QUERIES)
    front = site.page("/")
    assert all(f'href="/archive/{name}"' in front for name in ON_FRONT_PAGE)


def test_every_field_and_column_has_words(folder: Path) -> None:
    with closing(schema.connect(folder / "archive.db").conn) as sql:
        folding.register(sql)
        province.register(sql)
        for name, query in QUERIES.items():
            assert set(query.get("params", ())) <= set(FIELDS), name
            if name not in ("tim", "moi"):
                assert {
                    column[0] for column in sql.execute(query["sql"], dict.fromkeys(FIELDS, "")).description
                } <= set(COLUMNS), name
                assert query.get("hide_sql"), name
                assert re.search(r"limit 200\b", query["sql"]) and "200" in query["description"], name


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", ""), ("  ", ""), ("24", "24"), ("24/2025", "24"), ("27", "24"), ("bac giang", "24"), ("Tỉnh Bắc Giang", "24"),
        ("TP. Hồ Chí Minh", "79"), ("tphcm", "79"), ("Bà Rịa - Vũng Tàu", "79"), ("Thừa Thiên - Huế", "46"), ("dak lak", "66"),
        ("Hoà Bình", "25"), ("xyz", "?"), ("tỉnh", "?"), ("99", "?"), ("\0", ""), ("a" * 10_000, "?"),
    ],
)  # fmt: skip
def test_a_province_is_understood_however_it_is_typed(typed: str, code: str) -> None:
    assert province.today(typed) == code
