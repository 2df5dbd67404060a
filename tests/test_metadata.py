"""metadata.yml and settings.json say everything about the archive, and nothing that is not there."""

import json
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
import yaml
from datasette.app import DEFAULT_SETTINGS

from pipelines import province, schema

ROOT = Path(__file__).resolve().parent.parent
METADATA: dict[str, Any] = yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8"))
ARCHIVE: dict[str, Any] = METADATA["databases"]["archive"]

#: What FTS5 makes for itself; Datasette hides these with the index they belong to.
SHADOWS = {f"articles_fts_{name}" for name in ("data", "idx", "docsize", "config")}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> sqlite_utils.Database:
    return schema.prepare(tmp_path_factory.mktemp("metadata") / "archive.db")


@pytest.fixture(scope="module")
def columns(fresh: sqlite_utils.Database) -> dict[str, list[str]]:
    """Every table and view of a fresh archive with its columns."""
    names = {*fresh.table_names(), *fresh.view_names()} - SHADOWS
    return {name: [row[1] for row in fresh.execute(f"PRAGMA table_info([{name}])")] for name in names}


def _bilingual(text: str) -> bool:
    vietnamese, _, english = text.partition(" · ")
    return bool(vietnamese.strip() and english.strip())


def test_every_table_view_and_column_is_described_and_nothing_else(columns: dict[str, list[str]]) -> None:
    described = {name: list(table["columns"]) for name, table in ARCHIVE["tables"].items()}
    assert described == columns


def test_every_description_is_vietnamese_first_then_english() -> None:
    for name, table in ARCHIVE["tables"].items():
        for text in (table["title"], table["description"], *table["columns"].values()):
            assert _bilingual(text), f"{name}: {text}"
    for name, query in ARCHIVE["queries"].items():
        assert _bilingual(query["title"]), name
        assert _bilingual(query["description"]), name
    for key in ("description", "license", "source"):
        assert _bilingual(METADATA[key]), key


def test_labels_sorts_and_facets_name_columns(columns: dict[str, list[str]]) -> None:
    for name, table in ARCHIVE["tables"].items():
        named = [table.get("label_column"), table.get("sort_desc"), *table.get("facets", ())]
        assert set(filter(None, named)) <= set(columns[name]), name


@pytest.mark.parametrize("name", ["articles", "metrics"])
def test_what_the_long_tables_are_sorted_and_faceted_by_is_indexed(fresh: sqlite_utils.Database, name: str) -> None:
    told = ARCHIVE["tables"][name]
    first = {index.columns[0] for index in fresh.table(name).indexes} | {"id"}
    assert {told["sort_desc"], *told["facets"]} <= first


def test_stored_queries_run_on_an_empty_archive(fresh: sqlite_utils.Database) -> None:
    province.register(fresh.conn)
    values = {
        "q": "xử phạt",
        "since": "2026-11-20",
        "tinh": "hue",
        "nam": "2025",
        "so": "1/QĐ",
        "co_quan": "sở",
        "chi_so": "thu",
    }
    for query in ARCHIVE["queries"].values():
        assert set(query.get("params", ())) <= set(values)
        assert fresh.execute(query["sql"], values).fetchall() == []


def test_settings_are_ones_that_datasette_knows() -> None:
    settings = json.loads((ROOT / "settings.json").read_text("utf-8"))
    assert set(settings) <= set(DEFAULT_SETTINGS)
    assert settings["sql_time_limit_ms"] == 5000
    assert settings["facet_time_limit_ms"] == 2000
    assert settings["suggest_facets"] is False
