"""A server that runs as its own process on loopback, and what it answers."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
#: What Datasette needs of the project.
SERVED = ("plugins", "templates", "static", "metadata.yml", "settings.json", "pipelines", "spiders")


class Site:
    """A Datasette that runs, and its pages."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str) -> tuple[int, dict[str, str], str]:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode("utf-8")

    def page(self, path: str) -> str:
        status, _, body = self.get(path)
        assert status == 200, f"{path}: {status}\n{body[-800:]}"
        return body

    def rows(self, path: str) -> list[dict[str, object]]:
        status, _, body = self.get(path)
        assert status == 200, body
        return list(json.loads(body))

    def searched(self, text: str) -> set[object]:
        """The ids that Datasette's own search box on the articles table finds."""
        return {row["id"] for row in self.rows(f"/archive/articles.json?_search={quote(text)}&_shape=array")}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    command: list[str], folder: Path, port: int, *, log: Path | None = None, **environment: str
) -> Iterator["subprocess.Popen[bytes]"]:
    """`command` until its port answers; ended afterwards, whatever happens. What it prints goes to `log`.

    Into a file: a pipe that nobody empties is full after some eight hundred requests, and then the server waits for ever.
    """
    with tempfile.NamedTemporaryFile() as printed:
        path = log or Path(printed.name)
        with path.open("wb") as file:
            process = subprocess.Popen(
                command, cwd=folder, env={**os.environ, **environment}, stdout=file, stderr=subprocess.STDOUT
            )
        yield from _ready(process, port, path)


def _ready(process: "subprocess.Popen[bytes]", port: int, log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None:
                raise AssertionError(log.read_text("utf-8", "replace"))
            time.sleep(0.1)
        else:
            raise AssertionError("the port never answered")
        yield process
    finally:
        process.kill()
        process.wait()


def lay_out(folder: Path) -> Path:
    """A copy in `folder` of what Datasette needs of the project: a test puts its archive beside it."""
    for name in SERVED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


@contextmanager
def serving(folder: Path, *options: str, **environment: str) -> Iterator[Site]:
    """Datasette as it is started at the root, in such a folder."""
    port = free_port()
    with running([sys.executable, "-m", "datasette", ".", "-p", str(port), *options], folder, port, **environment):
        yield Site(port)
