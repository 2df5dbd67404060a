"""An archive of every earlier version opens, keeps all it holds, and goes on: `scrapy backup`, then `scrapy reextract`."""

import os
import re
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipelines import schema
from pipelines.backup import folder as backups
from pipelines.backup import make, restore
from tests import old_archives
from tests.conftest import HOST, LATER, ROOT, Shell, article, article_page, listing_page
from tests.old_archives.pages import site_pages
from tests.site import Site

pytestmark = pytest.mark.timeout(240)

KEPT = {
    "articles": "SELECT id, identity, title, published, section, address, first_seen, capture_id, words FROM articles",
    "texts": "SELECT id, sapo, text, tables FROM article_texts",
    "captures": "SELECT id, portal, address, fetched_at, status, payload_digest, record, revisit_of, warc, offset, length, state"
    " FROM captures",
    "files": "SELECT name, state, committed, records, sha256 FROM warc_files",
    "frontier": "SELECT id, address, thing, article_key, state, first_seen FROM frontier",
    "images": "SELECT * FROM images",
    "attachments": "SELECT * FROM attachments",
    "runs": "SELECT id, started_at, outcome, requests FROM runs",
}
MIGRATIONS = "SELECT name FROM _sqlite_migrations"
FIGURES = "SELECT id, identity, article_id, quote, indicator, value_text, unit, sentence FROM metrics"


def rows(database: Path, sql: str) -> set[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        return set(connection.execute(sql).fetchall())


def structure(database: Path) -> dict[tuple[str, str], str]:
    """Every table, index, trigger and view, in words without their spacing."""
    found = rows(database, "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    return {(kind, name): re.sub(r"[\s\"]+|IF NOT EXISTS", "", sql or "") for kind, name, sql in found}


def found(database: Path, words: str) -> set[int]:
    db = schema.connect(database, readonly=True)
    try:
        asked = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH vn_query(?)"
        return {number for (number,) in db.execute(asked, [words])}
    finally:
        db.close()


@pytest.mark.parametrize("name", old_archives.NAMES)
def test_an_old_archive_keeps_all_it_holds_and_goes_on(name: str, site: Site, shell: Shell, tmp_path: Path) -> None:
    old_archives.unpack(name, shell.archive)
    database = shell.archive / "archive.db"
    before = {table: rows(database, sql) for table, sql in KEPT.items()}
    applied = rows(database, MIGRATIONS)
    had_figures = rows(database, FIGURES) if name >= "0002" else set()
    done = shell.scrapy("backup", str(tmp_path / "copy"))
    assert done.returncode == 0, done.stderr
    done = shell.scrapy("reextract")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 articles read again" in done.stdout

    for table, sql in KEPT.items():
        assert before[table] <= rows(database, sql), table
    assert had_figures <= rows(database, FIGURES)
    values = {(quote, value) for _, _, _, quote, _, value, *_ in rows(database, FIGURES)}
    assert {("9 tỷ 45,8 triệu đồng", "9045800000"), ("71.371.000 đồng", "71371000")} <= values
    assert rows(database, "SELECT old, new FROM event_changes WHERE kind = 'figure'") == {("18 cơ sở", "21 cơ sở")}
    titles = {title: number for number, _, title, *_ in before["articles"]}
    assert found(database, "hoa binh") == found(database, "Hòa Bình") == {titles["Tiếp công dân định kỳ tháng Mười"]}
    assert found(database, "đất đai") == {titles["Công bố kết luận thanh tra đất đai"]}
    schema.prepare(tmp_path / "fresh.db").close()
    assert structure(database) == structure(tmp_path / "fresh.db")
    db = schema.connect(database)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.execute("INSERT INTO articles_fts(articles_fts) VALUES ('integrity-check')")
    db.close()

    site.pages = dict(site_pages(second=True))
    site.pages[f"{HOST}/"] = listing_page(*(article(n) for n in (101, 102, 103, 106)))
    site.pages[article(106)] = article_page("Bài mới sau khi nâng cấp", "Sở đã giải quyết 12 đơn trong tháng này.")
    done = shell.crawl(CLOCK=LATER)
    assert done.returncode == 0, done.stderr
    assert shell.one("SELECT count(*) FROM articles") == 5
    assert found(database, "sau khi nang cap") == {5}
    assert shell.scrapy("reextract").returncode == 0
    assert before["texts"] <= rows(database, KEPT["texts"])

    shutil.move(shell.archive, tmp_path / "upgraded")
    assert shell.scrapy("restore", str(tmp_path / "copy")).returncode == 0
    assert {table: rows(database, sql) for table, sql in KEPT.items()} == before
    assert rows(database, MIGRATIONS) == applied


def prepared_and_killed(database: Path, step: int) -> bool:
    """Prepare the archive in a process that is killed at its `step`th statement of ours; whether it was."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == signal.SIGKILL
    count = 0

    def counted(sql: str) -> None:
        nonlocal count
        count += not sql.startswith(("PRAGMA", "--"))
        if count == step:
            os.kill(os.getpid(), signal.SIGKILL)

    connect = schema.connect

    def traced(path: Path, *, readonly: bool = False) -> Any:
        db = connect(path, readonly=readonly)
        db.conn.set_trace_callback(counted)
        return db

    schema.connect = traced
    try:
        schema.prepare(database).close()
    finally:
        os._exit(0)


@pytest.mark.parametrize("name", old_archives.NAMES)
def test_an_upgrade_killed_anywhere_is_whole_and_ends_at_the_next_start(name: str, tmp_path: Path) -> None:
    old_archives.unpack(name, tmp_path / "archive")
    before = {table: rows(tmp_path / "archive" / "archive.db", sql) for table, sql in KEPT.items()}
    schema.prepare(tmp_path / "fresh.db").close()
    whole, step, killed = structure(tmp_path / "fresh.db"), 3, True
    made_by: dict[frozenset[str], set[tuple[str, str]]] = {}
    while killed:
        archive = tmp_path / f"killed-{step}"
        shutil.copytree(tmp_path / "archive", archive)
        killed = prepared_and_killed(archive / "archive.db", step)
        applied = frozenset(name for (name,) in rows(archive / "archive.db", MIGRATIONS))
        with closing(sqlite3.connect(archive / "archive.db")) as sql:
            assert sql.execute("PRAGMA quick_check").fetchone() == ("ok",)
        tables = set(structure(archive / "archive.db"))
        assert made_by.setdefault(applied, tables) == tables  # a migration is there with all it makes, or not at all
        schema.prepare(archive / "archive.db").close()
        assert structure(archive / "archive.db") == whole
        assert {table: rows(archive / "archive.db", sql) for table, sql in KEPT.items()} == before
        shutil.rmtree(archive)
        step = step + 7 if step < 240 else step * 3 // 2
    pending = rows(tmp_path / "fresh.db", MIGRATIONS) - rows(tmp_path / "archive" / "archive.db", MIGRATIONS)
    assert len(made_by) == len(pending) + 1


def test_the_backup_of_an_old_archive_says_which_version_it_is_of(tmp_path: Path) -> None:
    old_archives.unpack("0001-main-job", tmp_path / "archive")
    make.back_up(tmp_path / "archive", tmp_path / "copy", root=ROOT, software="Cong khai/0", progress=lambda *_: None)
    backup = backups.read(tmp_path / "copy")
    assert backup is not None
    assert (backup.migrations, backup.kind, backup.counts["articles"]) == (("0001-main-job",), "demo", 4)
    restore.restore(tmp_path / "copy", tmp_path / "restored", lambda *_: None)
    with pytest.raises(schema.ArchiveUnusable, match="not prepared"):
        schema.connect(tmp_path / "restored" / "archive.db", readonly=True)
