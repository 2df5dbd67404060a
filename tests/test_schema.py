"""Opening an archive: new, prepared, damaged, read-only, from the future."""

import sqlite3
from pathlib import Path

import pytest
import sqlite_utils

from pipelines import folding, schema
from tests.archive_samples import SAMPLES, build, search


def _bytes(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.parent.iterdir()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "archive.db"
    build(file).close()
    return file


def test_a_connection_waits_keeps_keys_and_flushes(path: Path) -> None:
    db = schema.connect(path)
    pragmas = {
        name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")
    }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert db.execute("PRAGMA busy_timeout").fetchone()[0] == schema.BUSY_TIMEOUT
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("INSERT INTO images VALUES (4711, 0, 'https://a.example/', '')")


def test_a_prepared_archive_is_opened_without_writing(path: Path) -> None:
    before = _bytes(path)
    schema.prepare(path).close()
    assert _bytes(path) == before
    reader = schema.connect(path, readonly=True)
    assert search(reader, "xu phat")
    assert not (path.parent / "archive.db-wal").exists() or not (path.parent / "archive.db-wal").read_bytes()


def test_a_reader_reads_on_while_a_writer_writes(path: Path) -> None:
    writer, reader = schema.connect(path), schema.connect(path, readonly=True)
    writer.conn.execute("BEGIN IMMEDIATE")
    writer.conn.execute("UPDATE articles SET title = 'Chưa ai thấy' WHERE id = 1")
    assert search(reader, "chưa ai thấy") == []
    writer.conn.execute("COMMIT")
    assert search(reader, "chưa ai thấy") == [1]


def test_a_reader_cannot_write(path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        schema.connect(path, readonly=True).execute("DELETE FROM facts")


def test_reading_a_missing_archive_says_what_to_do_and_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"Chưa có kho lưu trữ[\s\S]*make demo[\s\S]*scrapy crawl"):
        schema.connect(tmp_path / "archive.db", readonly=True)
    assert list(tmp_path.iterdir()) == []


def test_reading_an_unprepared_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "archive.db").touch()
    with pytest.raises(schema.ArchiveUnusable, match="not prepared"):
        schema.connect(tmp_path / "archive.db", readonly=True)


def test_another_file_is_left_alone(tmp_path: Path) -> None:
    text, other = tmp_path / "text.db", tmp_path / "other.db"
    text.write_text("no database at all, only a longer line of text " * 40)
    sqlite_utils.Database(other).table("things").insert({"id": 1})
    for file in (text, other):
        for open_it in (schema.connect, schema.prepare):
            with pytest.raises(schema.ArchiveUnusable):
                open_it(file)
    assert sqlite_utils.Database(other).table_names() == ["things"]


def test_an_archive_of_a_newer_version_is_refused(path: Path) -> None:
    db = schema.connect(path)
    db.table("_sqlite_migrations").insert(
        {"migration_set": "archive", "name": "0002-from-the-future", "applied_at": ""}
    )
    db.close()
    for readonly in (False, True):
        with pytest.raises(schema.ArchiveUnusable, match=r"newer version.*0002-from-the-future"):
            schema.connect(path, readonly=readonly)


def test_a_newer_folding_is_refused(path: Path) -> None:
    db = schema.connect(path)
    db.execute("UPDATE facts SET value = ? WHERE name = 'fold_version'", [str(folding.FOLD_VERSION + 1)])
    db.close()
    with pytest.raises(schema.ArchiveUnusable, match="newer version"):
        schema.prepare(path)


def test_another_folding_rebuilds_the_index(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "FOLD_VERSION", folding.FOLD_VERSION + 1)
    monkeypatch.setattr(folding, "index_fold", lambda text: folding.fold(text).replace("xu phat", "xuphat"))
    db = schema.prepare(path)
    assert set(search(db, "xuphat")) == {1, 5}
    assert search(db, "xu phat") == [5]
    db.execute("INSERT INTO articles_fts(articles_fts) VALUES ('integrity-check')")
    db.execute("DELETE FROM article_texts")
    assert search(db, "xuphat") == []


def test_triggers_that_transform_dropped_come_back_and_the_index_with_them(path: Path) -> None:
    db = schema.connect(path)
    db.table("article_texts").transform(column_order=["id", "text", "sapo", "tables"])
    assert not db.table("article_texts").triggers
    db.execute("UPDATE article_texts SET text = 'Đổi khi không ai canh' WHERE id = 2")
    db.close()
    db = schema.prepare(path)
    assert len(db.table("article_texts").triggers) == 3
    assert search(db, "không ai canh") == [2]
    assert search(db, "kê khai mỗi quý") == []
    assert len(list(db.query("SELECT id FROM articles_fts_docsize"))) == len(SAMPLES)


def test_a_failed_migration_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "schema.sql").write_text("CREATE TABLE half (id INTEGER);\nCREATE TABLE broken (;\n")
    with monkeypatch.context() as patched:
        patched.setattr(schema, "HERE", tmp_path)
        with pytest.raises(sqlite3.OperationalError):
            schema.prepare(tmp_path / "archive.db")
    assert search(schema.prepare(tmp_path / "archive.db"), "gì") == []
