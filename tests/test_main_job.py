"""The main job, offline and whole: the bundled portals crawled as `make demo` does, and what ends in the archive."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.articles import DemoArticle, load, portals
from tests.conftest import ROOT

ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}


def demo(folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "demo"], cwd=ROOT, env=ENVIRONMENT | {"ARCHIVE_DIR": str(folder), "DEMO_EXIT": "1"},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    done = demo(folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def db(archive: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"file:{archive / 'archive.db'}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


def written() -> list[DemoArticle]:
    return [article for host in portals() for article in load(host)]


def row(db: sqlite3.Connection, article: DemoArticle) -> sqlite3.Row:
    found = db.execute(
        "SELECT * FROM articles JOIN article_texts USING (id) JOIN portals p ON p.name = portal "
        "WHERE key = ? AND p.domains = ?", [article.key, article.host],
    ).fetchone()  # fmt: skip
    assert found is not None, f"{article.host} {article.key} is not in the archive"
    return found


def test_every_article_written_is_stored_once_and_nothing_else(db: sqlite3.Connection) -> None:
    stored = db.execute("SELECT p.domains, a.key FROM articles a JOIN portals p ON p.name = a.portal").fetchall()
    assert sorted(map(tuple, stored)) == sorted((article.host, article.key) for article in written())


@pytest.mark.parametrize("article", written(), ids=lambda article: f"{article.host}-{article.key}")
def test_what_was_written_is_what_is_read(db: sqlite3.Connection, article: DemoArticle) -> None:
    stored = row(db, article)
    assert stored["title"] == article.title
    assert stored["published_local"][:16] == article.published[:16]
    lines = stored["text"].split("\n")
    missing = [paragraph for paragraph in article.paragraphs if paragraph not in lines]
    assert missing == []
    words = sum(len(part.split()) for part in (*article.paragraphs, article.sapo or ""))
    tables = sum(len(cell.split()) + 1 for table in article.tables for line in table for cell in line)
    assert stored["words"] <= words + tables + 12, "more words than were written: something leaked in"
    captions = [caption for (caption,) in db.execute("SELECT caption FROM images WHERE article_id = ?", [stored["id"]])]
    for caption in article.captions:
        assert captions.count(caption) == 1
        assert caption not in stored["text"]
    assert len(db.execute("SELECT 1 FROM attachments WHERE article_id = ?", [stored["id"]]).fetchall()) == len(
        article.attachments
    )


def test_nothing_of_the_surroundings_is_in_any_text(db: sqlite3.Connection) -> None:
    for (text,) in db.execute("SELECT text FROM article_texts"):
        for mark in (
            "sample data",
            "0:00 / 0:00",
            "Tăng tương phản",
            "Lượt xem",
            "Các tin khác",
            "Tin cùng chuyên mục",
            "Đọc thêm",
        ):
            assert mark not in text


def test_every_figure_stands_where_its_row_says(db: sqlite3.Connection) -> None:
    texts = dict(db.execute("SELECT id, text FROM article_texts").fetchall())
    parts = (("number_text", "start", "end"), ("quote", "span_start", "span_end"),
             ("sentence", "sentence_start", "sentence_end"))  # fmt: skip
    metrics, citations = (db.execute(f"SELECT * FROM {table}").fetchall() for table in ("metrics", "citations"))
    assert len({row["article_id"] for row in metrics}) > len(texts) / 2 and citations
    for rows, columns in ((metrics, parts), (citations, (("quote", "start", "end"), parts[2]))):
        for row in rows:
            for words, start, end in columns:
                assert row[words] == texts[row["article_id"]][row[start] : row[end]] != ""
    for row in metrics:
        assert row["quote"] in row["sentence"] and row["number_text"] in row["quote"]
        assert row["kind"] != "money" or row["unit"] != "VND" or row["value_text"].lstrip("-").isdigit()


def test_both_sides_of_every_check_stand_in_the_text(db: sqlite3.Connection) -> None:
    for row in db.execute("SELECT c.*, t.text FROM checks c JOIN article_texts t ON t.id = c.article_id"):
        held = row["total"] if row["total"] is not None else row["printed"]
        ids = dict.fromkeys([*json.loads(row["operands"]), *([] if held is None else [held])])
        quotes = [
            db.execute("SELECT quote FROM metrics WHERE id = ? AND article_id = ?", [n, row["article_id"]]).fetchone()[
                0
            ]
            for n in ids
        ]
        assert [row["text"][start:end] for start, end in json.loads(row["spans"])] == quotes
        assert len(quotes) >= 1 and row["note"].count(" · ") == 1


@pytest.mark.parametrize(
    ("typed", "also"), [("tiếp công dân", "tiep cong dan"), ("đạt", "dat"), ("thanh tra", "THANH TRA")]
)
def test_words_are_found_with_and_without_their_marks(archive: Path, typed: str, also: str) -> None:
    from pipelines import schema

    opened = schema.connect(archive / "archive.db", readonly=True)
    count = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH vn_query(?)"
    exact, folded = (opened.execute(count, [words]).fetchone()[0] for words in (typed, also))
    opened.close()
    assert 0 < exact <= folded


def test_a_second_demo_makes_no_duplicate_and_hardly_a_request(archive: Path, db: sqlite3.Connection) -> None:
    before = db.execute("SELECT count(*) FROM captures").fetchone()[0]
    assert demo(archive).returncode == 0
    assert db.execute("SELECT count(*) FROM articles").fetchone()[0] == len(written())
    assert db.execute("SELECT count(*) FROM captures").fetchone()[0] - before <= before * 0.05


def test_demo_never_touches_a_real_archive(tmp_path: Path) -> None:
    from pipelines import schema

    prepared = schema.prepare(tmp_path / "archive.db")
    with prepared.conn as connection:
        connection.execute("INSERT INTO facts VALUES ('kind', 'live')")
    prepared.close()
    done = demo(tmp_path)
    assert done.returncode == 1
    assert "make demo" in done.stderr
    assert not (tmp_path / "warc").exists()
