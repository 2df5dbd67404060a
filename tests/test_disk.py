"""A disk that is full or read-only, an archive that another process has locked: the run ends soon, says so, loses nothing."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator

from tests.conftest import HOST, PARAGRAPH, ROOT, Shell, article, article_page, keys, publish, wait_for
from tests.site import Site

pytestmark = pytest.mark.timeout(240)

#: Once the archive cannot be written, a site is asked at most this often.
MOST_AFTER = 20


@dataclass(frozen=True)
class Mounts:
    """A view of the file system with mounts of its own, as long as its holder lives. Nobody else sees them."""

    holder: int
    enter: tuple[str, ...]

    def inside(self, path: Path) -> Path:
        return Path(f"/proc/{self.holder}/root{path}")


@contextmanager
def mounted(command: str) -> Iterator[Mounts]:
    """Run `command` (it mounts something) where it changes nothing outside: as any user where that is allowed, or as root."""
    why = "no unshare here"
    for flags, enter in (("-Urm", ("--user", "--mount", "--preserve-credentials")), ("-m", ("--mount",))):
        if shutil.which("unshare") is None or shutil.which("nsenter") is None:
            break
        holder = subprocess.Popen(
            ["unshare", flags, "sh", "-c", f"{command} && echo ready && exec cat"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        with holder:
            assert holder.stdin and holder.stdout and holder.stderr
            if holder.stdout.readline() == "ready\n":
                yield Mounts(holder.pid, ("nsenter", "--target", str(holder.pid), *enter, "--", "env", "-C", str(ROOT)))
                return
            why = holder.stderr.read().strip()
    pytest.skip(f"needs a mount of its own, by a user namespace or as root: {why}")


def bring_out(mounts: Mounts, disk: Path) -> None:
    """Copy what lies on the disk that only `mounts` shows to the folder below it."""
    for path in disk.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(mounts.inside(disk), disk, dirs_exist_ok=True)


@dataclass(frozen=True)
class Ended:
    """How a crawl ended. `asked_after`: requests that the site saw after the crawl had said that it cannot write."""

    returncode: int
    stderr: str
    asked_after: int


def crawl(shell: Shell, *args: str, within: Mounts | None = None, python: tuple[str, ...] = ("-m", "scrapy")) -> Ended:
    process = subprocess.Popen(
        [*(within.enter if within else ()), sys.executable, *python, *args], cwd=ROOT, env=shell.environment(), text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    said, asked = [], -1
    with process:
        assert process.stderr
        for line in process.stderr:
            if asked < 0 and "cannot be written" in line:
                asked = len(shell.site.asked)
            said.append(line)
    assert "Traceback" not in "".join(said), "".join(said)
    return Ended(process.returncode, "".join(said), len(shell.site.asked) - asked if asked >= 0 else 0)


def publish_long(site: Site, count: int) -> None:
    """Articles that do not compress."""
    publish(site, *range(101, 101 + count))
    for n in range(101, 101 + count):
        body = (f"{PARAGRAPH} Đoạn {m}, {os.urandom(40).hex()}." for m in range(40))
        site.pages[article(n)] = article_page(f"Bài số {n}", *body)


def kept_whole(shell: Shell) -> set[str]:
    """The addresses of the pages that are committed; every committed record is read where its row says it is."""
    assert shell.one("PRAGMA integrity_check") == "ok"
    for name, committed, records in shell.rows("SELECT name, committed, records FROM warc_files"):
        path = shell.archive / "warc" / name
        data = (path if path.exists() else path.with_name(f"{name}.open")).read_bytes()[:committed]
        assert len(data) == committed
        seen = [(record.headers.get("WARC-Target-URI"), record.stream_pos) for record in ArchiveIterator(BytesIO(data))]
        assert len(seen) == records
        rows = shell.rows("SELECT address, offset FROM captures WHERE warc = ? ORDER BY id", name)
        assert set(rows) <= set(seen)
    return {address for (address,) in shell.rows("SELECT address FROM captures WHERE purpose = 'page'")}


@pytest.mark.parametrize(
    ("full", "kilobytes"), [("", 100), ("", 1800), ("warc", 150)], ids=["at the start", "midway", "warc alone"]
)
def test_a_full_disk_ends_the_run_soon_and_with_room_the_next_one_completes(
    site: Site, shell: Shell, full: str, kilobytes: int
) -> None:
    publish_long(site, 60)
    disk = shell.archive / full
    disk.mkdir(parents=True)
    with mounted(f"mount -t tmpfs -o size=16m tmpfs '{disk}'") as mounts:
        ballast = mounts.inside(disk / "ballast")
        ballast.write_bytes(bytes((16 * 1024 - kilobytes) * 1024))
        ended = crawl(shell, "crawl", "so-mau", within=mounts)
        assert ended.returncode == 74, ended.stderr
        assert "make room" in ended.stderr and "run again" in ended.stderr
        assert ended.asked_after <= MOST_AFTER
        kept = set()
        if kilobytes > 100:
            bring_out(mounts, disk)
            kept = kept_whole(shell)
            assert 10 < len(kept) < 61
        ballast.unlink()
        site.asked.clear()
        assert crawl(shell, "run", within=mounts).returncode == 0
        bring_out(mounts, disk)
    assert keys(shell) == [str(n) for n in range(101, 161)]
    assert sorted({*kept, *site.pages_asked()} - {f"{HOST}/"}) == [article(n) for n in range(101, 161)]
    assert not kept & set(site.asked) - {f"{HOST}/"}
    assert kept_whole(shell) == {f"{HOST}/", *(article(n) for n in range(101, 161))}
    assert shell.rows("SELECT reason, detail FROM problems") == []


@pytest.mark.parametrize("what", ["archive.db", "."])
def test_an_archive_that_cannot_be_written_is_said_before_anything_is_asked(
    site: Site, shell: Shell, what: str
) -> None:
    publish(site, 101, 102)
    shell.crawl()
    before = shell.rows("SELECT * FROM captures ORDER BY id")
    publish(site, 101, 102, 103)
    site.asked.clear()
    path = shell.archive / what
    with mounted(f"mount --bind '{path}' '{path}' && mount -o remount,bind,ro '{path}'") as mounts:
        ended = crawl(shell, "crawl", "so-mau", within=mounts)
    assert ended.returncode == 74, ended.stderr
    assert "read" in ended.stderr.lower() and str(shell.archive) in ended.stderr
    assert site.asked == []
    assert shell.rows("SELECT * FROM captures ORDER BY id") == before
    assert shell.crawl().returncode == 0
    assert keys(shell) == ["101", "102", "103"]


@contextmanager
def locked(shell: Shell) -> Iterator[None]:
    """Another process's write transaction, as long as the block."""
    with closing(sqlite3.connect(shell.archive / "archive.db", isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def test_a_lock_of_two_seconds_only_delays(site: Site, shell: Shell) -> None:
    publish(site, *range(101, 141))
    ended: list[Ended] = []
    thread = threading.Thread(target=lambda: ended.append(crawl(shell, "crawl", "so-mau", "-s", "DOWNLOAD_DELAY=0.02")))
    thread.start()
    wait_for(site, 8)
    with locked(shell):
        time.sleep(0.5)
        asked = len(site.asked)
        time.sleep(1.5)
        assert len(site.asked) - asked <= 8
    thread.join()
    assert (ended[0].returncode, ended[0].stderr) == (0, ended[0].stderr)
    assert keys(shell) == [str(n) for n in range(101, 141)]
    assert len(site.pages_asked()) == len(set(site.pages_asked())) == 41


#: The real command, with less patience: an archive that is locked for good costs its half minute again and again.
IMPATIENT = """
import sys
from pipelines import schema
schema.BUSY_TIMEOUT = 300
from scrapy.cmdline import execute
execute(["scrapy", *sys.argv[1:]])
"""


@pytest.mark.parametrize("after", [0, 10], ids=["from the start", "midway"])
def test_a_lock_that_never_ends_ends_the_run_and_loses_nothing(site: Site, shell: Shell, after: int) -> None:
    publish(site, 101)
    shell.crawl()
    publish(site, *range(101, 141))
    site.asked.clear()
    ended: list[Ended] = []
    delay = ("-s", "DOWNLOAD_DELAY=0.02")

    def command() -> None:
        ended.append(crawl(shell, "crawl", "so-mau", *delay, python=("-c", IMPATIENT)))

    thread = threading.Thread(target=command)
    if after:
        thread.start()
        wait_for(site, after)
    with locked(shell):
        if not after:
            thread.start()
        thread.join()
    assert ended[0].returncode == 74, ended[0].stderr
    assert "locked" in ended[0].stderr
    assert ended[0].asked_after <= MOST_AFTER
    kept = kept_whole(shell) - {f"{HOST}/", article(101)}
    site.asked.clear()
    assert shell.crawl().returncode == 0
    assert not kept & set(site.asked)
    assert keys(shell) == [str(n) for n in range(101, 141)]
    assert shell.rows("SELECT reason, detail FROM problems") == []
