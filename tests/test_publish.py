"""A snapshot for the public: what is in it, what is not, and that it is served as it lies."""

import json
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml

from pipelines import schema
from pipelines.export.make import FolderRefused
from pipelines.publish import contents
from pipelines.publish.folder import publish
from tests.archive_samples import SAMPLES, build
from tests.conftest import ROOT, Shell
from tests.served import Site, free_port, running
from tests.test_metadata import SHADOWS

SECRET = "http://proxy.noi-bo.example:3128"


def quiet(what: str, done: int, total: int) -> None:
    pass


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return stored(tmp_path / "kho")


def stored(folder: Path) -> Path:
    """An archive with something in every internal table."""
    folder.mkdir()
    db = build(folder / "archive.db", demo=True)
    with db.conn as sql:
        sql.execute(
            "INSERT INTO runs (portal, started_at, software, note) VALUES ('bao-song-lam', '2026-11-20T00:00:00Z', 'x', ?)",
            [SECRET],
        )
        sql.execute(
            "INSERT INTO problems (portal, address, reason, detail, at) VALUES ('bao-song-lam', 'a', 'b', ?, 'c')",
            [SECRET],
        )
        sql.execute("INSERT INTO refusals VALUES ('bao-song-lam', 'rule', 'refused', 1, ?, 'x')", [SECRET])
        sql.execute("INSERT INTO incident_reviews VALUES ('x', 'accepted', 'y', ?)", [SECRET])
        sql.execute("UPDATE frontier SET found_on = ?", [SECRET])
        assert sql.execute("SELECT count(*) FROM frontier").fetchone()[0]
    db.close()
    return folder


def made(archive: Path, folder: Path) -> Path:
    published = publish(archive, folder, root=ROOT, software="test", progress=quiet)
    assert (folder / "current").resolve() == published.folder
    return folder / "current"


def opened(current: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{current / 'archive.db'}?mode=ro&immutable=1", uri=True)


def test_every_table_is_decided_upon(tmp_path: Path) -> None:
    names = set(schema.prepare(tmp_path / "archive.db").table_names()) - SHADOWS
    names -= {name for name in names if name.startswith("sqlite_")}
    assert names == contents.KEPT | set(contents.EMPTIED)


def test_what_is_internal_is_not_in_the_file_at_all(archive: Path, tmp_path: Path) -> None:
    current = made(archive, tmp_path / "public")
    assert SECRET.encode() not in (current / "archive.db").read_bytes()
    with closing(opened(current)) as sql:
        for name in contents.EMPTIED:
            assert sql.execute(f"SELECT count(*) FROM {name}").fetchone() == (0,)
        assert sql.execute("PRAGMA foreign_key_check").fetchall() == []
        assert sql.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert sql.execute("SELECT count(*) FROM sqlite_stat1").fetchone()[0] > 10
    assert not list(current.glob("archive.db-*")) and not (current / "working").exists()


def test_what_a_reader_needs_is_there(archive: Path, tmp_path: Path) -> None:
    current = made(archive, tmp_path / "public")
    same = (
        "articles",
        "article_texts",
        "metrics",
        "events",
        "event_changes",
        "article_addresses",
        "versions",
        "warc_files",
    )
    with closing(opened(current)) as copy, closing(schema.connect(archive / "archive.db", readonly=True).conn) as sql:
        for name in same:
            query = f"SELECT * FROM {name} ORDER BY 1, 2, 3"
            assert copy.execute(query).fetchall() == sql.execute(query).fetchall(), name
        query = "SELECT id, address, fetched_at, payload_digest, warc, offset, length FROM captures"
        assert copy.execute(query).fetchall() == sql.execute(query).fetchall()


@pytest.mark.parametrize("how", [["."], ["-i", "archive.db", "--metadata", "metadata.yml", "--plugins-dir", "plugins",
    "--template-dir", "templates", "--static", "static:static", "--inspect-file", "inspect-data.json",
    "--setting", "default_allow_sql", "off", "--setting", "allow_download", "off"]])  # fmt: skip
def test_it_is_served_as_it_lies(archive: Path, tmp_path: Path, how: list[str]) -> None:
    current = made(archive, tmp_path / "public")
    shutil.rmtree(archive)
    port = free_port()
    command = [sys.executable, "-m", "datasette", "serve", *how, "-p", str(port)]
    with running(command, current, port):
        site = Site(port)
        (database,) = site.rows("/-/databases.json")
        assert (database["name"], database["is_mutable"]) == ("archive", False)
        assert site.searched("xu phat") == {1, 5} and site.searched("xử phạt") == {1}
        assert "<mark>xử phạt</mark>" in site.page(f"/archive/tim?q={quote('xu phat')}")
        assert "Công bố kết luận" in site.page("/archive/articles/1")
        assert "https://cong-binh-an.example/tin/1?trang=in" in site.page("/archive/articles/1")
        for path in (
            "/",
            "/archive",
            "/archive/captures/1",
            "/archive/article_addresses",
            "/archive/so_lieu_bi_sua",
            "/archive/runs",
        ):
            assert site.get(path)[0] == 200, path
        for path in (
            "/archive?sql=select+1",
            "/archive.csv?sql=select+1",
            "/archive/articles?_where=1=1",
            "/archive.db",
        ):
            assert site.get(path)[0] in (403, 404), path
        assert site.get("/archive/metrics.csv")[1]["x-congkhai-rows"] == "4"
        if how == ["."]:
            assert "max-age=300" in site.get("/archive/articles")[1]["cache-control"]
            assert ">frontier<" not in site.page("/archive") and site.get("/archive/articles?_facet=title")[0] == 400


def test_settings_are_those_for_strangers(archive: Path, tmp_path: Path) -> None:
    current = made(archive, tmp_path / "public")
    settings = json.loads((current / "settings.json").read_text("utf-8"))
    assert (settings["default_allow_sql"], settings["allow_download"], settings["default_page_size"]) == (
        False,
        False,
        25,
    )
    assert settings["sql_time_limit_ms"] < json.loads((ROOT / "settings.json").read_text("utf-8"))["sql_time_limit_ms"]
    tables = yaml.safe_load((current / "metadata.yml").read_text("utf-8"))["databases"]["archive"]["tables"]
    assert tables["frontier"]["hidden"] and not tables["articles"].get("hidden")
    about = json.loads((current / "published.json").read_text("utf-8"))
    assert about["rows"]["articles"] == len(SAMPLES)


def test_the_folder_changes_in_one_step_and_keeps_one_before(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public, seen = tmp_path / "public", []
    for second in range(3):
        monkeypatch.setenv("CLOCK", "")
        monkeypatch.setattr(
            "spiders.clock.now", lambda at=second: __import__("datetime").datetime(2026, 11, 25, 4, 0, at)
        )
        seen.append(made(archive, public).resolve().name)
    assert {path.name for path in public.iterdir()} == {"current", ".publish.lock", *seen[1:]}

    def broken(*_: object) -> dict[str, int]:
        raise contents.SnapshotBroken("as if")

    monkeypatch.setattr(contents, "check", broken)
    with pytest.raises(contents.SnapshotBroken):
        made(archive, public)
    assert (public / "current").resolve().name == seen[-1] and not list(public.glob("*.part"))


def test_a_snapshot_that_cannot_be_searched_is_not_published(archive: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(archive / "archive.db")) as sql:
        sql.execute("INSERT INTO articles_fts(articles_fts) VALUES ('delete-all')")
        sql.commit()
    with pytest.raises(contents.SnapshotBroken, match="0 articles can be searched"):
        made(archive, tmp_path / "public")
    assert not (tmp_path / "public" / "current").exists()


def test_nothing_is_put_where_it_is_served_or_kept_already(archive: Path, tmp_path: Path) -> None:
    for folder in (ROOT / "public", archive, archive / "public"):
        with pytest.raises(FolderRefused, match="served"):
            made(archive, folder)
    (tmp_path / "backup" / "20261125T041507Z").mkdir(parents=True)
    (tmp_path / "backup" / "SHA256SUMS").write_text("x")
    with pytest.raises(FolderRefused, match="not published"):
        made(archive, tmp_path / "backup")


def test_the_command_says_how_it_went(shell: Shell, tmp_path: Path) -> None:
    missing = shell.scrapy("publish", str(tmp_path / "public"))
    assert missing.returncode == 1 and "Chưa có kho lưu trữ" in missing.stderr
    stored(shell.archive)
    done = shell.scrapy("publish", str(tmp_path / "public"))
    assert done.returncode == 0, done.stderr
    assert f"{len(SAMPLES)} articles" in done.stdout
    assert shell.scrapy("publish", str(ROOT / "public")).returncode == 2
    assert shell.scrapy("publish").returncode == 2
