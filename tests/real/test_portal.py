"""The main job on a real portal: its pages of August 2022, served under their own addresses through a loopback proxy."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from pipelines import schema
from tests.conftest import ROOT

if "REAL_DATA" not in os.environ:
    pytest.skip("REAL_DATA is not set: it names the folder of real pages", allow_module_level=True)

DATA = Path(os.environ["REAL_DATA"])
REACHABLE = json.loads((DATA / "portal" / "reachable.json").read_text("utf-8"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The portal on loopback: pywb as a proxy in front of its captures."""
    port, folder = free_port(), tmp_path_factory.mktemp("portal")
    log = (folder / "log").open("wb")
    server = subprocess.Popen(
        ["bash", str(DATA.parent / "tools" / "serve_portal.sh"), str(folder), str(port)], stdout=log, stderr=log
    )
    deadline = time.monotonic() + 240
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        assert server.poll() is None and time.monotonic() < deadline, (folder / "log").read_text("utf-8", "replace")
        time.sleep(0.5)
    yield f"127.0.0.1:{port}"
    server.terminate()
    server.wait(timeout=20)


class Portal:
    """The crawled archive and the environment it was crawled in."""

    def __init__(self, folder: Path, proxy: str) -> None:
        self.folder = folder
        self.environment = {
            **os.environ, "ARCHIVE_DIR": str(folder), "DEMO": "0", "http_proxy": f"http://{proxy}",
            "https_proxy": f"http://{proxy}", "ADDRESS_ALLOW": proxy, "TLS_UNVERIFIED_HOSTS": "sotttt.hanoi.gov.vn",
        }  # fmt: skip
        self.environment.pop("no_proxy", None)

    def scrapy(self, *args: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "scrapy", *args], cwd=ROOT, env=self.environment, capture_output=True, text=True,
            timeout=600, check=False,
        )  # fmt: skip

    def rows(self, sql: str, *parameters: object) -> list[tuple[object, ...]]:
        db = schema.connect(self.folder / "archive.db", readonly=True)
        try:
            return db.execute(sql, list(parameters)).fetchall()
        finally:
            db.close()


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory, proxy: str) -> Portal:
    portal = Portal(tmp_path_factory.mktemp("archive"), proxy)
    done = portal.scrapy("crawl", "sotttt-hanoi", "-s", "DOWNLOAD_DELAY=0")
    assert done.returncode == 0, done.stderr
    return portal


def test_every_reachable_article_is_stored_once(portal: Portal) -> None:
    keys = [key for (key,) in portal.rows("SELECT key FROM articles")]
    assert len(keys) == len(set(keys))
    assert set(keys) == set(REACHABLE["articles"])


def test_it_asks_little_more_than_a_plain_walk_would_find(portal: Portal) -> None:
    (requests,) = portal.rows("SELECT requests FROM runs")[0]
    assert isinstance(requests, int)
    assert requests <= 1.3 * (len(REACHABLE["answered"]) + len(REACHABLE["absent"]))


def test_no_endless_address_is_entered(portal: Portal) -> None:
    fetched = {address for (address,) in portal.rows("SELECT address FROM captures")}
    assert not fetched & set(REACHABLE["trap"])


def test_a_second_run_makes_no_row_and_hardly_a_request(portal: Portal) -> None:
    before = portal.rows("SELECT count(*) FROM articles"), portal.rows("SELECT requests FROM runs")[0][0]
    done = portal.scrapy("crawl", "sotttt-hanoi", "-s", "DOWNLOAD_DELAY=0")
    assert done.returncode == 0, done.stderr
    assert portal.rows("SELECT count(*) FROM articles") == before[0]
    (again,) = portal.rows("SELECT requests FROM runs ORDER BY id DESC LIMIT 1")[0]
    assert again <= 0.05 * before[1]  # type: ignore[operator]


def test_reading_everything_again_changes_nothing(portal: Portal) -> None:
    ids = portal.rows("SELECT id, identity FROM articles ORDER BY id")
    done = portal.scrapy("reextract")
    assert done.returncode == 0, done.stderr
    assert f"{len(ids)} articles read again: 0 changed" in done.stdout
    assert portal.rows("SELECT id, identity FROM articles ORDER BY id") == ids


def test_every_record_is_whole_and_where_its_row_says(portal: Portal) -> None:
    places = {
        (name, offset): address for name, offset, address in portal.rows("SELECT warc, offset, address FROM captures")
    }
    seen = {}
    for path in (portal.folder / "warc").iterdir():
        assert path.suffix == ".gz"
        with path.open("rb") as file:
            for record in ArchiveIterator(file, parse_http=False):
                if record.record_type in (WarcRecordType.response, WarcRecordType.revisit):
                    assert record.verify_block_digest()
                    seen[path.name, record.stream_pos] = record.headers["WARC-Target-URI"]
    assert seen == places


@pytest.mark.parametrize(("typed", "folded"), [("xử phạt", "xu phat"), ("đạt", "dat"), ("hoà bình", "hòa bình")])
def test_search_knows_vietnamese(portal: Portal, typed: str, folded: str) -> None:
    count = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH vn_query(?)"
    exact, other = portal.rows(count, typed)[0][0], portal.rows(count, folded)[0][0]
    assert 0 < exact <= other  # type: ignore[operator]
    if "à" in typed:
        assert exact == other
