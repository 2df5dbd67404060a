"""Whole tables as files: typed, exact, all of one moment."""

import csv
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import yaml

from pipelines import schema
from pipelines.export import columns
from pipelines.export.make import FolderRefused, export
from pipelines.export.tables import UnknownTable, tables
from tests.archive_samples import HOSTILE, SAMPLES, build
from tests.conftest import ROOT, Shell

METADATA = yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8"))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return stored(tmp_path / "kho")


def stored(folder: Path) -> Path:
    folder.mkdir()
    build(folder / "archive.db").close()
    return folder


def made(archive: Path, folder: Path, *names: str, form: str = "parquet") -> dict[str, int]:
    done = export(archive, folder, root=ROOT, metadata=METADATA, software="test", names=names, form=form)
    return {one.table.name: one.rows for one in done}


def test_columns_have_types_and_meanings(archive: Path, tmp_path: Path) -> None:
    made(archive, tmp_path / "out")
    metrics = pq.read_table(tmp_path / "out" / "metrics.parquet")
    types = {field.name: str(field.type) for field in metrics.schema}
    assert (types["id"], types["value"], types["value_text"], types["place_code"]) == (
        "int64",
        "double",
        "string",
        "string",
    )
    assert (
        metrics.schema.field("quote").metadata[b"description"].decode()
        == (METADATA["databases"]["archive"]["tables"]["metrics"]["columns"]["quote"])
    )
    assert metrics.column("value_text").to_pylist()[:3] == ["71371000", "14", "9045800000"]
    articles = pq.read_table(tmp_path / "out" / "articles.parquet")
    assert str(articles.schema.field("published").type) == "timestamp[ms, tz=UTC]"
    assert articles.column("published").to_pylist()[0] == datetime(2026, 11, 18, 2, 15, tzinfo=UTC)
    assert articles.column("author").to_pylist()[5] == HOSTILE
    views = pq.read_table(tmp_path / "out" / "latest_edits.parquet")
    assert str(views.schema.field("changes").type) == "int64"
    assert pq.ParquetFile(tmp_path / "out" / "articles.parquet").metadata.row_group(0).column(0).compression == "ZSTD"


def test_a_column_of_days_is_one_only_where_every_value_is_a_day(archive: Path, tmp_path: Path) -> None:
    made(archive, tmp_path / "out", "metrics", "portals", "places")
    places = pq.read_table(tmp_path / "out" / "places.parquet")
    assert str(places.schema.field("valid_until").type) == "date32[day]"
    assert {type(day) for day in places.column("valid_until").to_pylist()} == {date, type(None)}
    metrics = pq.read_table(tmp_path / "out" / "metrics.parquet")  # a hostile text stands in one of them
    assert str(metrics.schema.field("period_start").type) == "string"
    assert HOSTILE in metrics.column("period_start").to_pylist()


def test_every_table_that_readers_are_shown_is_there_and_described(archive: Path, tmp_path: Path) -> None:
    rows = made(archive, tmp_path / "out")
    told = METADATA["databases"]["archive"]["tables"]
    assert set(rows) == {name for name in told if not told[name].get("hidden")}
    assert rows["articles"] == len(SAMPLES)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert {one["name"]: one["rows"] for one in manifest["tables"]} == rows
    assert manifest["tables"][0]["columns"][0]["kind"] == "integer"
    readme = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert "| value_text | text |" in readme and "publishers" in readme
    assert not list((tmp_path / "out").glob("*.part"))


def test_csv_is_exact(archive: Path, tmp_path: Path) -> None:
    made(archive, tmp_path / "out", "article_texts", form="csv")
    with (tmp_path / "out" / "article_texts.csv").open(encoding="utf-8", newline="") as file:
        found = {int(row["id"]): row["text"] for row in csv.DictReader(file)}
    with schema.connect(archive / "archive.db", readonly=True).conn as sql:
        assert found == dict(sql.execute("SELECT id, text FROM article_texts"))


def test_groups_of_rows_are_bounded(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "GROUP_ROWS", 2)
    made(archive, tmp_path / "out", "articles")
    read = pq.ParquetFile(tmp_path / "out" / "articles.parquet")
    assert read.num_row_groups == (len(SAMPLES) + 1) // 2
    assert read.read().column("id").to_pylist() == [n + 1 for n in range(len(SAMPLES))]


def test_all_tables_are_of_one_moment(archive: Path, tmp_path: Path) -> None:
    def write_meanwhile(name: str, rows: int, total: int | None) -> None:
        if name == "article_texts" and rows == 0:
            db = schema.connect(archive / "archive.db")
            with db.conn as sql:
                sql.execute("UPDATE article_texts SET text = 'đổi' WHERE id = 2")
            db.close()

    export(
        archive, tmp_path / "out", root=ROOT, metadata=METADATA, software="test", names=["articles", "article_texts"],
        progress=write_meanwhile,
    )  # fmt: skip
    texts = pq.read_table(tmp_path / "out" / "article_texts.parquet").column("text").to_pylist()
    assert "đổi" not in texts


def test_a_new_export_replaces_an_old_one_and_nothing_else(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    made(archive, out, "articles", "metrics")
    made(archive, out, "articles", form="csv")
    assert {path.name for path in out.iterdir()} == {"articles.csv", "manifest.json", "README.md"}
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("x")
    with pytest.raises(FolderRefused, match=r"thesis\.txt"):
        made(archive, tmp_path / "mine")
    for inside in (ROOT / "exports", archive, archive / "x"):
        with pytest.raises(FolderRefused, match="served"):
            made(archive, inside)
    before = (out / "articles.csv").read_bytes()
    with pytest.raises(UnknownTable, match="no table"):
        made(archive, out, "nope")
    assert (out / "articles.csv").read_bytes() == before


def test_a_value_of_another_type_is_told_with_its_column(archive: Path, tmp_path: Path) -> None:
    db = schema.connect(archive / "archive.db")
    with db.conn as sql:
        sql.execute("UPDATE articles SET words = 'nhiều' WHERE id = 1")
    db.close()
    with pytest.raises(columns.WrongType, match=r"articles\.words"):
        made(archive, tmp_path / "out", "articles")
    assert list((tmp_path / "out").iterdir()) == []


def test_what_a_view_computes_is_what_all_its_values_are(archive: Path) -> None:
    with schema.connect(archive / "archive.db", readonly=True).conn as sql:
        (view,) = tables(sql, METADATA, ["metrics_by_province_year"])
    kinds = {column.name: column.kind for column in view.columns}
    assert (kinds["metrics"], kinds["year"]) == ("integer", "text")


def test_the_command_says_how_it_went(shell: Shell, tmp_path: Path) -> None:
    missing = shell.scrapy("export", str(tmp_path / "out"))
    assert missing.returncode == 1 and "Chưa có kho lưu trữ" in missing.stderr
    stored(shell.archive)
    done = shell.scrapy("export", "--table", "articles", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert f"{len(SAMPLES)} rows" in done.stdout
    assert shell.scrapy("export").returncode == 2
    assert shell.scrapy("export", str(ROOT / "x")).returncode == 2
    assert shell.scrapy("export", "--table", "nope", str(tmp_path / "out")).returncode == 2
    (tmp_path / "none" / "pyarrow").mkdir(parents=True)
    (tmp_path / "none" / "pyarrow" / "__init__.py").write_text("raise ImportError")
    without = shell.scrapy("export", str(tmp_path / "out"), PYTHONPATH=str(tmp_path / "none"))
    assert without.returncode == 1 and "requirements-export.txt" in without.stderr
    assert "Traceback" not in without.stderr


@pytest.mark.skipif(not Path("/dev/full").exists() or sys.platform != "linux", reason="needs /dev/full")
def test_a_full_disk_is_told_as_one(tmp_path: Path, shell: Shell) -> None:
    stored(shell.archive)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "articles.parquet.part").symlink_to("/dev/full")
    done = shell.scrapy("export", "--table", "articles", str(tmp_path / "out"))
    assert done.returncode == 74, done.stderr
    assert "Traceback" not in done.stderr
