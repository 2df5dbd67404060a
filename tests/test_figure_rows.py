"""Figures in the archive: each with its words, exact, under an id that stays; and archives that were made before them."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import article_rows, figure_reference, figure_rows, schema
from pipelines import read as reader
from pipelines.version import EXTRACTOR_VERSION
from spiders import profile as profiles
from spiders.items import Article, Capture, CaptureRef, Figures, Metric, Place, Reading
from tests.archive_samples import build
from tests.conftest import PARAGRAPH, PROFILE, article, article_page
from tests.figure_samples import PLACE, TEXT, figures, metric

TABLES = ("metrics", "citations", "checks")
VERSION = "2026.1"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite_utils.Database]:
    db = build(tmp_path / "archive.db")
    yield db
    db.close()


def store(
    db: sqlite_utils.Database, read: Figures, text: str = TEXT, key: str = "f1", version: str = VERSION
) -> tuple[int, list[str]]:
    """Store an article with these figures as a crawl and `scrapy reextract` do; its id, and what differed."""
    one = Article("cong-binh-an", key, f"https://cong-binh-an.example/{key}", "Kết quả thanh tra", text)
    capture = Capture("cong-binh-an", one.address, "2026-11-20T03:00:00Z", 200, (), b"", ref=CaptureRef(1, "w", 0, 1))
    reading = Reading("article", version, article=one, figures=read)
    with db.atomic():
        found = db.execute("SELECT id FROM articles WHERE key = ?", [key]).fetchone()
        if found is None:
            article_rows.write(db.conn, reading, capture, "19", "1")
            return int(db.execute("SELECT id FROM articles WHERE key = ?", [key]).fetchone()[0]), []
        return int(found[0]), article_rows.rewrite(db.conn, found[0], reading, "19")


def rows(db: sqlite_utils.Database, table: str, article_id: int) -> list[dict[str, Any]]:
    return list(db.query(f"SELECT * FROM {table} WHERE article_id = ? ORDER BY position", [article_id]))


def test_a_figure_is_kept_with_its_words_and_its_meaning(db: sqlite_utils.Database) -> None:
    number, _ = store(db, figures())
    ratio, percent, money, part, area = rows(db, "metrics", number)
    assert (ratio["identity"], ratio["position"]) == ("cong-binh-an:f1#m01", 1)
    assert (ratio["number_text"], ratio["quote"]) == ("36/40", "36/40 cuộc thanh tra")
    assert (ratio["value_text"], ratio["denominator_text"], ratio["denominator"]) == ("36", "40", 40.0)
    assert (ratio["period_start"], ratio["period_end"], ratio["period_basis"]) == ("2026-07-01", "2026-09-30", "stated")
    assert (ratio["place"], ratio["place_code"], ratio["place_today"]) == ("Thái Nguyên", "19", "19")
    assert (money["value_text"], money["value"], money["unit"]) == ("9045800000", 9045800000.0, "VND")
    assert money["flags"] == "mixed_scale_decimal" and percent["flags"] is None
    assert part["part_of"] == money["id"] and money["part_of"] is None
    assert (area["modality"], area["period_start"], area["place"]) == ("target", None, None)


def test_documents_and_checks_are_kept_with_both_sides(db: sqlite_utils.Database) -> None:
    number, _ = store(db, figures())
    (cited,) = rows(db, "citations", number)
    assert (cited["number"], cited["type"], cited["date"]) == ("231/KL-TTr", "Kết luận", "2026-09-05")
    first, second = rows(db, "checks", number)
    ids = [row["id"] for row in rows(db, "metrics", number)]
    assert (json.loads(first["operands"]), first["printed"], first["total"]) == ([ids[0]], ids[1], None)
    assert (first["computed"], first["printed_value"], first["verdict"]) == ("90", "90", "consistent")
    assert [TEXT[a:b] for a, b in json.loads(first["spans"])] == ["36/40 cuộc thanh tra", "90%"]
    assert [TEXT[a:b] for a, b in json.loads(second["spans"])] == ["9 tỷ 45,8 triệu đồng", "7 tỷ đồng"]
    vietnamese, _, english = first["note"].partition(" · ")
    assert vietnamese.startswith("khớp") and "36/40 cuộc = 90%" in vietnamese and english.startswith("consistent")
    assert "9.045.800.000 đồng − 7.000.000.000 đồng = 2.045.800.000 đồng" in second["note"]


def test_money_beyond_what_a_float_holds_is_exact(db: sqlite_utils.Database) -> None:
    text = "Tổng là 9.007.199.254.740.993,50 đồng."
    big = metric(
        text, "9.007.199.254.740.993,50", "9.007.199.254.740.993,50 đồng", "money", "9007199254740993.50", "VND"
    )
    number, _ = store(db, Figures(metrics=(big, replace(big, value=Decimal("1E+9")))), text)
    assert [row["value_text"] for row in rows(db, "metrics", number)] == ["9007199254740993.5", "1000000000"]


def test_reading_the_same_again_writes_nothing(db: sqlite_utils.Database) -> None:
    number, _ = store(db, figures())
    before = {table: rows(db, table, number) for table in TABLES}
    assert store(db, figures()) == (number, [])
    assert {table: rows(db, table, number) for table in TABLES} == before
    assert store(db, figures(), version="2026.2") == (number, [])
    for table in TABLES:
        assert rows(db, table, number) == [row | {"extractor_version": "2026.2"} for row in before[table]]


def test_a_figure_that_stays_keeps_its_id_whatever_is_learnt_about_it(db: sqlite_utils.Database) -> None:
    number, _ = store(db, figures())
    old = [row["id"] for row in rows(db, "metrics", number)]
    read = figures()
    learnt = replace(read, metrics=(replace(read.metrics[0], qualifier="approx"), *read.metrics[1:]))
    assert store(db, learnt) == (number, ["figures"])
    assert [row["id"] for row in rows(db, "metrics", number)] == old
    assert store(db, replace(read, checks=read.checks[:1])) == (number, ["figures", "checks"])


def test_a_figure_that_goes_takes_no_other_ones_id_along(db: sqlite_utils.Database) -> None:
    read = figures()
    number, _ = store(db, read)
    other, _ = store(db, read, key="f2")
    old = [row["id"] for row in rows(db, "metrics", number)]
    one = replace(read.metrics[3], part_of=1)
    fewer = Figures(metrics=(*read.metrics[1:3], one, read.metrics[4]), citations=read.citations)
    assert store(db, fewer) == (number, ["figures", "checks"])
    now = rows(db, "metrics", number)
    assert [row["id"] for row in now] == old[1:]
    assert [row["identity"][-3:] for row in now] == ["m01", "m02", "m03", "m04"]
    assert now[2]["part_of"] == now[1]["id"]
    assert store(db, read)[1] == ["figures", "checks"]
    back = [row["id"] for row in rows(db, "metrics", number)]
    assert back[1:] == old[1:] and not {back[0]} & {row["id"] for row in rows(db, "metrics", other)}


def test_words_put_in_front_move_the_offsets_and_no_id(db: sqlite_utils.Database) -> None:
    number, _ = store(db, figures())
    old = [row["id"] for row in rows(db, "metrics", number)]
    longer = f"Tin từ Diên Giang.\n{TEXT}"
    _, changed = store(db, figures(longer), longer)
    assert {"figures", "citations", "checks"} <= set(changed)
    now = rows(db, "metrics", number)
    assert [row["id"] for row in now] == old
    assert [longer[row["span_start"] : row["span_end"]] for row in now] == [row["quote"] for row in now]


def test_an_edit_that_takes_all_figures_leaves_none(db: sqlite_utils.Database) -> None:
    number, _ = store(db, figures())
    assert store(db, Figures()) == (number, ["figures", "citations", "checks"])
    assert [rows(db, table, number) for table in TABLES] == [[], [], []]


OFFSETS = st.tuples(*[st.integers(0, 60)] * 6)


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet="a đ\u0302\u0323ệ1.,%\n", min_size=1, max_size=60), places=st.lists(OFFSETS, max_size=4))
def test_what_is_stored_is_the_text_at_its_offsets(text: str, places: list[tuple[int, ...]]) -> None:
    read = Figures(tuple(Metric(*offsets, "count", Decimal(n), "vụ") for n, offsets in enumerate(places)))
    sql = sqlite3.connect(":memory:")
    sql.executescript((schema.HERE / "figures.sql").read_text("utf-8").partition("CREATE VIEW")[0])
    figure_rows.write(sql, 1, "a:1", text, read, VERSION)
    columns = (("number_text", "start", "end"), ("quote", "span_start", "span_end"),
               ("sentence", "sentence_start", "sentence_end"))  # fmt: skip
    for quote, start, end in columns:
        for stored, first, last in sql.execute(f'SELECT {quote}, {start}, "{end}" FROM metrics'):
            assert stored == text[first:last]
    assert figure_rows.write(sql, 1, "a:1", text, read, VERSION) == []


def test_views_show_figures_with_their_article_and_by_province_and_year(db: sqlite_utils.Database) -> None:
    indicator = next(iter(figure_reference.labels()))
    read = figures()
    number, _ = store(db, replace(read, metrics=(replace(read.metrics[0], indicator=indicator), *read.metrics[1:])))
    first = next(db.query("SELECT * FROM figures WHERE article_id = ? ORDER BY id", [number]))
    assert (first["title"], first["value"], first["indicator"]) == ("Kết quả thanh tra", "36", indicator)
    assert first["indicator_vi"] == figure_reference.labels()[indicator]
    (year,) = db.query("SELECT * FROM metrics_by_province_year")
    assert (year["place_today"], year["place"], year["year"], year["metrics"]) == ("19", "Thái Nguyên", "2026", 1)


def test_a_code_that_was_given_again_is_two_places(db: sqlite_utils.Database) -> None:
    former, today = db.query("SELECT * FROM places WHERE code = '19' AND kind = 'province' ORDER BY id DESC")
    assert (former["id"], former["valid_until"], former["successor"]) == ("19/2025", "2025-06-30", "19")
    assert (today["id"], today["valid_from"], today["valid_until"]) == ("19", "2025-07-01", None)
    counted = dict(db.execute("SELECT kind, count(*) FROM places WHERE valid_until IS NOT NULL GROUP BY 1").fetchall())
    kept = db.execute("SELECT count(*) FROM places WHERE valid_from IS NULL AND valid_until IS NULL").fetchone()[0]
    assert counted["province"] + kept == 63 and counted["district"] == 696
    assert db.execute("SELECT count(*) FROM places WHERE kind = 'province' AND valid_until IS NULL").fetchone()[0] == 34
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_catalogue_that_grew_is_filled_in_and_one_that_did_not_is_left_alone(
    db: sqlite_utils.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, _ = store(db, figures())
    before = db.conn.total_changes
    figure_reference.fill(db.conn)
    assert db.conn.total_changes == before
    known = figure_reference.reference()
    row = ("moi", "thu", "Thử", "Chỉ tiêu mới", "A new one", "Mới.", "New.", "count", "vụ", None)
    monkeypatch.setattr(figure_reference, "reference", lambda: known | {"indicators": (*known["indicators"], row)})
    figure_reference.fill(db.conn)
    assert db.execute("SELECT label_vi FROM indicators WHERE id = 'moi'").fetchone() == ("Chỉ tiêu mới",)
    assert len(rows(db, "metrics", number)) == 5


def test_a_place_that_has_ended_is_told_by_its_name_of_then_and_its_province_of_today(
    db: sqlite_utils.Database,
) -> None:
    read = figures()
    district = Place("Bắc Kạn", "06", "19", "Huyện Ba Bể", "064")
    number, _ = store(db, Figures(metrics=(replace(read.metrics[0], place=district),)))
    (row,) = rows(db, "metrics", number)
    assert (row["place"], row["place_code"], row["place_today"], row["district_code"]) == (
        "Huyện Ba Bể, Bắc Kạn", "06", "19", "064",
    )  # fmt: skip


def test_of_an_endless_sentence_only_what_stands_around_a_figure_is_kept(db: sqlite_utils.Database) -> None:
    text = " và ".join(f"{n} vụ ở xã {n}" for n in range(3000))
    at = [text.index(f"{n} vụ") for n in (0, 1500, 2999)]
    read = Figures(tuple(Metric(n, n + 1, n, n + 1, 0, len(text), "count", Decimal(1), "vụ") for n in at))
    number, _ = store(db, read, text)
    kept = [row["sentence"] for row in rows(db, "metrics", number)]
    assert [text[row["sentence_start"] : row["sentence_end"]] for row in rows(db, "metrics", number)] == kept
    assert "1499 vụ" in kept[1] and "1501 vụ" in kept[1] and max(map(len, kept)) < figure_rows.LONGEST_SENTENCE


@pytest.fixture
def portal(tmp_path: Path) -> profiles.Profile:
    file = tmp_path / "so-mau.yml"
    file.write_text(PROFILE, "utf-8")
    return profiles.load(file)


TITLE = "Sở Mẫu công bố kết quả thanh tra"


def page(body: str, portal: profiles.Profile, title: str = TITLE, **options: bool) -> Reading:
    html = article_page(title, body)
    capture = Capture(
        "so-mau", article(101), "2026-11-20T03:00:00Z", 200, (("Content-Type", "text/html"),), html.encode()
    )
    return reader.read(capture, portal, **options)


def test_a_reader_of_figures_that_fails_costs_no_article(
    portal: profiles.Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(text: str, about: object) -> Figures:
        raise RecursionError("quá sâu")

    monkeypatch.setattr(reader, "read_figures", broken)
    reading = page(PARAGRAPH, portal)
    assert reading.kind == "article" and reading.article is not None and reading.figures == Figures()
    assert reading.article.text == PARAGRAPH and "figures-failed" in reading.article.flags
    assert reading.problem is not None and reading.problem.detail == "RecursionError: quá sâu"


def test_what_is_known_beside_the_text_is_handed_on(portal: profiles.Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(reader, "read_figures", lambda text, about: asked.append((text, about)) or Figures())
    page(PARAGRAPH, portal)
    page(PARAGRAPH, replace(portal, kind="paper", place="19"))
    (text, office), (_, paper) = asked
    assert text == PARAGRAPH and office.title == TITLE
    assert (office.published, office.publisher, office.place) == ("2022-07-26T09:50+07:00", "Sở Mẫu", "00")
    assert (paper.publisher, paper.place) == ("", "19")


def test_english_articles_and_readings_that_want_none_have_no_figures(portal: profiles.Profile) -> None:
    english = (
        "The department has inspected 197 of the 299 offices, and 88 percent of the money was paid back to the budget."
    )
    assert page(english, portal, "Inspection of public offices").figures == Figures()
    assert page(PARAGRAPH, portal, figures=False).figures == Figures()


HOSTILE = (
    "1" * 50_000, "1." * 20_000, "1/" * 20_000, "tỷ " * 10_000, "ngày " * 10_000, "9 tỷ " * 8_000, "(1) " * 8_000, "+-%" * 9_000,
    "1.000.000 đồng; " * 3_000, "từ 1 đến 2 " * 3_000, "Quyết định số " * 3_000, "e\u0301\u0323" * 9_000, "năm 99999999999999999",
    "ngày 31/02/2026 và 00/00/0000", "1" + "0" * 400 + " đồng", "0,0000000000000000000000000000000000001 %", "5/0 vụ, đạt 0/0%",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12].strip())
def test_no_text_breaks_the_reader_or_the_rows(portal: profiles.Profile, db: sqlite_utils.Database, text: str) -> None:
    reading = page(f"Sở đã kiểm tra các đơn vị của tỉnh trong năm nay: {text}", portal)
    assert reading.article is not None and "figures-failed" not in reading.article.flags, reading.problem
    number, _ = store(db, reading.figures, reading.article.text)
    assert len(rows(db, "metrics", number)) == len(reading.figures.metrics)


def test_the_version_of_the_reader_is_on_every_row(db: sqlite_utils.Database) -> None:
    number, _ = store(db, figures(), version=EXTRACTOR_VERSION)
    for table in TABLES:
        assert {row["extractor_version"] for row in rows(db, table, number)} == {EXTRACTOR_VERSION}
    assert PLACE.today == "19"
