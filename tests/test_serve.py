"""`scrapy serve`, as a person types it: what it opens, how it ends, what it says when it cannot."""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.archive_samples import build
from tests.served import Site, free_port, running

ROOT = Path(__file__).resolve().parent.parent


def _serve(*options: str) -> list[str]:
    return [sys.executable, "-m", "scrapy", "serve", *options]


def test_serve_opens_an_archive_that_lies_elsewhere_and_ends_on_ctrl_c(tmp_path: Path) -> None:
    build(tmp_path / "archive.db", demo=True).close()
    build(tmp_path / "other.db").close()
    port, log = free_port(), tmp_path / "log"
    with running(_serve("--port", str(port)), ROOT, port, log=log, ARCHIVE_DIR=str(tmp_path)) as process:
        site = Site(port)
        assert [one["name"] for one in site.rows("/-/databases.json")] == ["archive"]
        assert site.searched("xu phat") == {1, 5}
        assert "--accent" in site.page("/static/congkhai.css")
        assert json.loads(site.get("/-/settings.json")[2])["suggest_facets"] is False
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
    said = log.read_text("utf-8")
    assert process.returncode == 0, said
    assert f"http://127.0.0.1:{port}/" in said
    assert "Traceback" not in said


def test_serve_reads_beside_a_writer(tmp_path: Path) -> None:
    port = free_port()
    with (
        closing(build(tmp_path / "archive.db").conn) as writer,
        running(_serve("--port", str(port)), ROOT, port, ARCHIVE_DIR=str(tmp_path)),
    ):
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE articles SET title = 'Vừa sửa xong' WHERE id = 2")
        assert Site(port).searched("vừa sửa xong") == set()
        writer.execute("COMMIT")
        assert Site(port).searched("vừa sửa xong") == {2}


def test_serve_without_an_archive_says_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run(
        _serve(),
        cwd=ROOT,
        env={**os.environ, "ARCHIVE_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.index("Chưa có kho") < done.stderr.index("There is no archive")
    assert "make demo" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_serve_says_when_the_port_is_taken(tmp_path: Path) -> None:
    build(tmp_path / "archive.db").close()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            _serve("--port", str(port)),
            cwd=ROOT,
            env={**os.environ, "ARCHIVE_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert f"Port {port} is taken" in done.stderr


def test_serve_offers_no_other_host() -> None:
    done = subprocess.run(_serve("--host", "0.0.0.0"), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
