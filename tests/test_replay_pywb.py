"""The WARC files are anybody's: pywb, a program of another project (GPL, never imported), serves every page from them."""

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import HOST, PARAGRAPH, ROOT, Shell, article, article_page, edit, listing_page
from tests.site import Answer, Asked, Site

WHERE = os.pathsep.join([str(ROOT / ".venv" / "replay" / "bin"), os.environ.get("PATH", "")])
WAYBACK, MANAGER = shutil.which("wayback", path=WHERE), shutil.which("wb-manager", path=WHERE)

pytestmark = pytest.mark.skipif(not (WAYBACK and MANAGER), reason="pywb is not installed: `make replay` sets it up")

#: Two days apart: close enough to be asked whether anything has changed.
MOMENTS = [f"2027-02-0{day}T00:00:00+00:00" for day in (1, 3, 5)]
HTML = {"Content-Type": "text/html; charset=utf-8"}


@contextmanager
def replayed(folder: Path, warcs: list[Path]) -> Iterator[Callable[[str, str], tuple[int, bytes]]]:
    """pywb with these files in a collection; yields a function from a moment and an address to its status and bytes."""
    assert WAYBACK and MANAGER
    folder.mkdir()
    for command in (["init", "kho"], ["add", "kho", *map(str, warcs)]):
        subprocess.run([MANAGER, *command], cwd=folder, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [WAYBACK, "-b", "127.0.0.1", "-p", str(port)], cwd=folder, stdout=log, stderr=subprocess.STDOUT
        )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def ask(moment: str, address: str) -> tuple[int, bytes]:
        digits = "".join(filter(str.isdigit, moment))[:14]
        try:  # id_: the bytes as they are, without a banner
            with opener.open(f"http://127.0.0.1:{port}/kho/{digits}id_/{address}", timeout=30) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    try:
        _wait_for(port, server)
        yield ask
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("pywb did not start")


def test_pywb_serves_every_page_at_every_moment_as_the_site_served_it(site: Site, shell: Shell, tmp_path: Path) -> None:
    """A page, a page that changed, a 404, and both ways to say `as before`: the same bytes again, and 304."""
    modified, repeated, missing, edited = map(article, (101, 102, 103, 104))
    page = {address: article_page("Bài", PARAGRAPH, address).encode() for address in (modified, repeated, edited)}
    page[missing] = "<h1>Không tìm thấy</h1>".encode()
    page[f"{HOST}/"] = listing_page(modified, repeated, missing, edited).encode()
    no_304: set[str] = {repeated}

    def served(asked: Asked) -> Answer:
        if asked.headers.get("if-none-match") == '"v1"' and asked.address not in no_304:
            return 304, {"ETag": '"v1"'}, b""
        return 200, {**HTML, "ETag": '"v1"'}, page[asked.address]

    for address in (modified, repeated):
        site.pages[address] = served
    site.pages[missing] = (404, HTML, page[missing])
    expected: dict[str, dict[str, bytes]] = {}
    for moment in MOMENTS:
        page[edited] = article_page("Bài", PARAGRAPH, f"Sửa lúc {moment}").encode()
        for address in (f"{HOST}/", edited):
            site.pages[address] = (200, HTML, page[address])
        if moment == MOMENTS[-1]:
            no_304.clear()
        assert shell.crawl(CLOCK=moment).returncode == 0
        edit(shell, "UPDATE frontier SET next_visit = '2027-02-01T00:00:00Z' WHERE state = 'answered'")
        expected[moment] = dict(page)
    assert set(shell.rows("SELECT status, record FROM captures WHERE purpose = 'page'")) == {
        (200, "response"), (200, "revisit"), (304, "revisit"), (404, "response"),
    }  # fmt: skip
    assert shell.rows("SELECT status, record FROM captures WHERE address = ? ORDER BY id", repeated) == [
        (200, "response"), (200, "revisit"), (304, "revisit"),
    ]  # fmt: skip
    with replayed(tmp_path / "pywb", sorted((shell.archive / "warc").glob("*.warc.gz"))) as ask:
        for moment, pages in expected.items():
            for address, body in pages.items():
                assert ask(moment, address) == (404 if address == missing else 200, body), (moment, address)
        assert ask(MOMENTS[0], article(999))[0] == 404
