"""What articles say against each other, and what is no contradiction. Every place, body and number is invented."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipelines import figure_rows
from pipelines.duplicates import discrepancies
from pipelines.duplicates.discrepancies import step_of
from pipelines.duplicates.groups import Groups
from spiders.items import Figures, Metric, Period, Place
from tests.archive_samples import Sample, build, insert
from tests.figure_samples import metric

YEAR = Period("period", "năm 2026", 0, 8, "2026-01-01", "2026-12-31")
PLACE = Place("Lạng Sơn", "20", "20")


class Archive:
    def __init__(self, path: Path) -> None:
        self.db = build(path)
        self.sql: sqlite3.Connection = self.db.conn

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        with self.sql:
            self.sql.execute("BEGIN IMMEDIATE")
            yield self.sql

    def says(
        self,
        number: str,
        value: str,
        unit: str = "cuộc",
        kind: str = "count",
        *,
        text: str = "",
        article: int | None = None,
        **more: Any,
    ) -> int:
        """An article whose one figure is this; return its id."""
        words = text or f"Tỉnh đã kết thúc {number} trong năm."
        known = {"indicator": "inspections_completed", "period": YEAR, "place": PLACE, **more}
        return self.tells(words, metric(words, number, number, kind, value, unit, **known), article=article)

    def tells(self, text: str, *figures: Metric, article: int | None = None) -> int:
        number = article or insert(self.db, Sample(title="Bài", text=text))
        figure_rows.write(self.sql, number, f"cong-binh-an:{number}", text, Figures(figures), "1")
        self.sql.commit()
        return number

    def found(self) -> list[tuple[Any, ...]]:
        discrepancies.update(self.sql, self.transaction)
        return self.sql.execute("SELECT agency, told, articles FROM discrepancies ORDER BY identity").fetchall()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive(tmp_path / "archive.db")
    yield made
    made.db.close()


def test_two_values_for_one_question_are_told_with_who_says_which(archive: Archive) -> None:
    one, two, other = (archive.says(number, number.split()[0]) for number in ("36 cuộc", "36 cuộc", "63 cuộc"))
    assert archive.found() == [(None, "36 × 2; 63 × 1", 3)]
    told = archive.sql.execute(
        "SELECT indicator, place_today, period_end, distinct_values, lowest, highest, gap FROM discrepancies"
    ).fetchall()
    assert told == [("inspections_completed", "20", "2026-12-31", 2, 36.0, 63.0, 0.4286)]
    said = archive.sql.execute("SELECT article_id, value, place FROM discrepant_figures ORDER BY metric_id").fetchall()
    assert said == [(one, "36", "Lạng Sơn"), (two, "36", "Lạng Sơn"), (other, "63", "Lạng Sơn")]


@pytest.mark.parametrize(
    "more",
    [
        {"indicator": "petitions_complaints"},
        {"unit": "đoàn"},
        {"kind": "ratio"},
        {"place": Place("Cao Bằng", "04", "04")},
        {"place": Place("Cao Bằng", "04", "20")},
        {"place": replace(PLACE, district="Cao Lộc", district_code="183")},
        {"place": None},
        {"period": replace(YEAR, until="2026-06-30")},
        {"period": replace(YEAR, since="2025-12-01")},
        {"period": None},
        {"modality": "target"},
        {"qualifier": "gt"},
        {"value_to": Decimal(70)},
        {"direction": "increase"},
        {"base": "năm 2025"},
        {"per": "100 dân"},
    ],
    ids=str,
)
def test_an_answer_to_another_question_contradicts_nothing(archive: Archive, more: dict[str, Any]) -> None:
    archive.says("36 cuộc", "36")
    archive.says("63 cuộc", "63", **more)
    assert archive.found() == []


def test_a_day_whose_year_nothing_tells_is_no_period(archive: Archive) -> None:
    day = replace(YEAR, since="--11-20", until="--11-20")
    archive.says("36 cuộc", "36", period=day)
    archive.says("63 cuộc", "63", period=day)
    assert archive.found() == []


def test_a_part_is_not_held_against_a_whole(archive: Archive) -> None:
    archive.says("63 cuộc", "63")
    text = "Tỉnh đã kết thúc 63 cuộc, trong đó 36 cuộc theo kế hoạch."
    known = {"indicator": "inspections_completed", "period": YEAR, "place": PLACE}
    archive.tells(
        text,
        metric(text, "63 cuộc", "63 cuộc", "count", "63", "cuộc", **known),
        metric(text, "36 cuộc", "36 cuộc", "count", "36", "cuộc", part_of=0, **known),
    )
    assert archive.found() == []


def test_an_article_that_tells_several_values_does_not_say_which(archive: Archive) -> None:
    archive.says("63 cuộc", "63")
    text = "Có 36 cuộc, lại có 12 cuộc."
    known = {"indicator": "inspections_completed", "period": YEAR, "place": PLACE}
    archive.tells(text, *(metric(text, f"{n} cuộc", f"{n} cuộc", "count", n, "cuộc", **known) for n in ("36", "12")))
    assert archive.found() == []


@pytest.mark.parametrize(
    ("one", "other", "are_told"),
    [
        (("71,4 tỷ đồng", "71400000000"), ("71.371 triệu đồng", "71371000000"), False),
        (("71,4 tỷ đồng", "71400000000"), ("71.571 triệu đồng", "71571000000"), True),
        (("71 tỷ đồng", "71000000000"), ("71,4 tỷ đồng", "71400000000"), False),
        (("9 tỷ 45,8 triệu đồng", "9045800000"), ("9.045.812.000 đồng", "9045812000"), False),
        (("100 cuộc", "100"), ("98 cuộc", "98"), True),
        (("1,2 triệu lượt", "1200000"), ("1.187.000 lượt", "1187000"), False),
        (("88,8%", "88.8"), ("88,76%", "88.76"), False),
        (("89%", "89"), ("88,4%", "88.4"), True),
    ],
    ids=str,
)
def test_a_rounded_value_contradicts_no_exact_one(
    archive: Archive, one: tuple[str, str], other: tuple[str, str], are_told: bool
) -> None:
    for number, value in (one, other):
        archive.says(number, value)
    assert bool(archive.found()) is are_told


@pytest.mark.parametrize(
    ("number", "value", "step"),
    [
        ("71,4 tỷ", "71400000000", "100000000"),
        ("71.371.000", "71371000", "1"),
        ("6 triệu", "6000000", "1000000"),
        ("1.391,1 triệu", "1391100000", "100000"),
        ("1.4 million", "1400000", "100000"),
        ("88,8%", "88.8", "0.1"),
        ("0", "0", "1"),
    ],
)
def test_how_finely_a_number_is_written(number: str, value: str, step: str) -> None:
    assert step_of(Decimal(value), number) == Decimal(step)


def test_agencies_of_two_names_are_not_held_against_each_other(archive: Archive) -> None:
    archive.says("36 cuộc", "36", agency="Thanh tra tỉnh")
    archive.says("63 cuộc", "63", agency="Thanh tra huyện")
    assert archive.found() == []
    archive.says("40 cuộc", "40")
    assert archive.found() == [("Thanh tra huyện", "40 × 1; 63 × 1", 2), ("Thanh tra tỉnh", "36 × 1; 40 × 1", 2)]


def test_what_no_agency_is_named_for_is_told_once(archive: Archive) -> None:
    for agency, value in (("Thanh tra tỉnh", "36"), ("Thanh tra huyện", "36"), (None, "36"), (None, "40")):
        archive.says(f"{value} cuộc", value, agency=agency)
    assert [row[:2] for row in archive.found()] == [
        (None, "36 × 1; 40 × 1"), ("Thanh tra huyện", "36 × 2; 40 × 1"), ("Thanh tra tỉnh", "36 × 2; 40 × 1"),
    ]  # fmt: skip


def test_the_copies_of_a_release_are_one_voice(archive: Archive) -> None:
    words = " ".join(f"chữ{n % 7}{chr(97 + n % 26)} thứ{chr(97 + n // 26)}" for n in range(120))
    text = f"Tỉnh đã kết thúc 36 cuộc trong năm. {words}"
    for _ in range(3):
        archive.says("36 cuộc", "36", text=text)
    archive.says("63 cuộc", "63")
    Groups(archive.sql, archive.transaction).update()
    assert archive.found() == [(None, "36 × 1; 63 × 1", 2)]
    query = "SELECT count(*), sum(number) FROM figures_once WHERE indicator = 'inspections_completed'"
    assert archive.sql.execute(query).fetchone() == (2, 99.0)


def test_a_discrepancy_keeps_its_id_and_ends_when_it_is_put_right(archive: Archive) -> None:
    archive.says("36 cuộc", "36")
    wrong = archive.says("63 cuộc", "63")
    archive.says("12 đơn", "12", "đơn", indicator="petitions_complaints")
    archive.says("21 đơn", "21", "đơn", indicator="petitions_complaints")
    archive.found()
    query = "SELECT indicator, id FROM discrepancies"
    before = dict(archive.sql.execute(query).fetchall())
    changes = archive.sql.total_changes
    archive.found()
    assert archive.sql.total_changes == changes
    archive.says("66 cuộc", "66", article=wrong)  # edited: the row of the figure is written anew
    assert archive.found()[0][1] == "36 × 1; 66 × 1"
    assert dict(archive.sql.execute(query).fetchall()) == before
    archive.says("36 cuộc", "36", article=wrong)
    assert [told for _, told, _ in archive.found()] == ["12 × 1; 21 × 1"]
    assert archive.sql.execute("SELECT count(*) FROM discrepancy_figures").fetchone() == (2,)
    assert archive.sql.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.timeout(60)
def test_two_thousand_answers_to_one_question_cost_no_square(archive: Archive) -> None:
    with archive.sql:
        for n in range(2000):
            words = f"Tỉnh đã kết thúc {n + 1} cuộc."
            article = insert(archive.db, Sample(title="Bài", text=words))
            known = {"indicator": "inspections_completed", "period": YEAR, "place": PLACE}
            told = metric(words, f"{n + 1} cuộc", f"{n + 1} cuộc", "count", str(n + 1), "cuộc", **known)
            figure_rows.write(archive.sql, article, f"cong-binh-an:{article}", words, Figures((told,)), "1")
    (row,) = archive.found()
    assert row[2] == 2000


def test_the_question_is_asked_of_one_index_alone(archive: Archive) -> None:
    """A million figures are then a tenth of a second."""
    plan = archive.sql.execute(f"EXPLAIN QUERY PLAN {discrepancies._ASKED}").fetchall()
    assert [detail for *_, detail in plan] == ["SEARCH metrics USING COVERING INDEX metrics_compared (indicator>?)"]
