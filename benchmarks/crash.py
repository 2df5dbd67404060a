"""kill -9 at random points: no page lost, none twice, every file whole.

    python -m benchmarks.crash [--kills 200] [--least N] [--jobs N] [--seed N]

A crawl of a site on loopback is killed in one of several windows, at a moment the server's request count chooses: in the
middle of writing WARC bytes, after writing and before fsync, inside the transaction that commits them, and between that
commit and the store. A kill counts only when it found an open WARC file and, in it, the work of its window not yet
committed. Then the crawl is started again, and everything is checked. Exits non-zero when anything was lost, doubled or
torn, and when a window had fewer counted kills than it must (3 of 15, 10 of 200).
"""

import argparse
import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from benchmarks.loopback import Pages, served

ROOT = Path(__file__).resolve().parent.parent
HOST = "http://so-thu.example"
ARTICLES, LISTED = 60, 12
#: More kills than this in each window prove nothing that these do not; fewer than this do not count as a campaign.
ENOUGH = 10
#: Attempts for each kill that must count: some come when there is nothing left to lose.
ATTEMPTS = 3
#: Seconds after which a crawl of this site hangs.
TOO_LONG = 120

PROFILE = """
title: {vi: Sở Thử, en: Crash test department}
kind: portal
place: "00"
family: liferay62
domains: [so-thu.example]
home: http://so-thu.example/
delay: 0
demo: true
"""


def site() -> Pages:
    """A portal with ARTICLES articles, LISTED of them on each page of a listing."""
    pages: Pages = {}
    for n in range(ARTICLES):
        body = "".join(f"<p>Đoạn {m} của bài {n}: đã kiểm tra {n + m}/299 đơn vị trong quý.</p>" for m in range(20))
        pages[f"{HOST}/tin/-/view_content/{1000 + n}-bai.html"] = (
            f'<html lang=vi><meta charset=utf-8><title>Bài {n}</title><div class="asset-full-content-title">Bài số {n}</div>'
            f'<div class="assetPublishDate">26/07/2022 | 9:50 AM</div><div class="journal-content-article">{body}</div></html>'
        ).encode()
    addresses = list(pages)
    for page in range(ARTICLES // LISTED):
        links = "".join(
            f'<a href="{address}">{address}</a>' for address in addresses[page * LISTED : (page + 1) * LISTED]
        )
        pager = "".join(f'<a href="{HOST}/tin?_101_cur={n}">{n}</a>' for n in range(1, ARTICLES // LISTED + 1))
        pages[f"{HOST}/tin?_101_cur={page + 1}"] = f"<html lang=vi><title>Tin</title>{links}{pager}</html>".encode()
    pages[f"{HOST}/"] = f'<html lang=vi><title>Sở Thử</title><a href="{HOST}/tin?_101_cur=1">Tin</a></html>'.encode()
    return pages


@dataclass(frozen=True)
class Left:
    """What a killed crawl left behind: `kept` is what must be there for ever, `prefix` each file's committed bytes, hashed."""

    killed: bool
    files_open: int
    torn: int
    unread: int
    kept: frozenset[tuple[Any, ...]]
    prefix: dict[str, tuple[int, str]]


@dataclass(frozen=True)
class Window:
    """Where a crawl is killed.

    `arm(when, fraction)` prepares the place in the crawl's own process: once `when()`, it dies there. `fraction` (0 to 1) is
    chance. `caught` says whether the kill found what the window is about (the database as it was left beside it). `check` adds
    what must hold at the end.
    """

    name: str
    arm: Callable[[Callable[[], bool], float], None]
    caught: Callable[[Left, sqlite3.Connection], bool]
    check: Callable[[sqlite3.Connection], list[str]] = lambda _: []


@dataclass(frozen=True)
class Outcome:
    """How one kill ended."""

    window: str
    counted: bool
    committed: int
    faults: list[str]


class Tally:
    """Which window is next, and whether the campaign was one."""

    def __init__(self, kills: int, least: int, windows: Sequence[str]) -> None:
        self.kills, self.least, self.windows = kills, least, windows
        self.begun, self.counted, self.attempts = Counter[str](), Counter[str](), Counter[str]()
        self.most = ATTEMPTS * -(-kills // len(windows))
        self.faults: list[str] = []

    def next(self) -> str | None:
        """The window that has had the fewest kills; None when enough have counted, or are on their way."""
        left = [name for name in self.windows if self.attempts[name] < self.most]
        if sum(self.begun.values()) >= self.kills or not left:
            return None
        window = min(left, key=lambda name: self.begun[name])
        self.begun[window] += 1
        self.attempts[window] += 1
        return window

    def ended(self, outcome: Outcome) -> None:
        self.counted[outcome.window] += outcome.counted
        self.begun[outcome.window] -= not outcome.counted
        self.faults += [f"kill in {outcome.window}: {fault}" for fault in outcome.faults]

    def shortage(self) -> list[str]:
        """What makes this no campaign: too few kills that counted, in all or in a window."""
        total = sum(self.counted.values())
        short = [f"only {total} of {self.kills} kills counted"] if total < self.kills else []
        return short + [
            f"only {self.counted[name]} kills counted in the window {name}; at least {self.least} must"
            for name in self.windows
            if self.counted[name] < self.least
        ]


def campaign(kills: int, least: int, jobs: int, seed: int, say: Callable[[str], None]) -> list[str]:
    """Kill until `kills` have counted, windows in turn, `jobs` at a time; return what went wrong (nothing, if all is well)."""
    chance, tally, began = random.Random(seed), Tally(kills, least, list(WINDOWS)), time.monotonic()
    flying: set[Future[Outcome]] = set()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        while True:
            while len(flying) < jobs and (window := tally.next()):
                flying.add(pool.submit(one, window, chance.randrange(2**32)))
            if not flying:
                break
            done, flying = wait(flying, return_when=FIRST_COMPLETED)
            for outcome in (future.result() for future in done):
                tally.ended(outcome)
                verdict = "counted" if outcome.counted else "too late"
                after = f"FAULTS: {'; '.join(outcome.faults)}" if outcome.faults else "all there after the restart"
                so_far = sum(tally.counted.values())
                say(f"{so_far:>3} {outcome.window:<8} {verdict}, {outcome.committed} pages committed, {after}")
    counts = ", ".join(f"{name} {tally.counted[name]}" for name in WINDOWS)
    say(
        f"{sum(tally.counted.values())} kills counted of {sum(tally.attempts.values())}: {counts}; "
        f"{len(tally.faults)} faults; {time.monotonic() - began:.0f} s"
    )
    return tally.faults + tally.shortage()


def one(window: str, seed: int) -> Outcome:
    """Kill one crawl in `window`, start it again, and say what is wrong then."""
    chance, pages = random.Random(seed), site()
    with (
        tempfile.TemporaryDirectory() as name,
        served(pages, signal=(chance.randint(1, ARTICLES), Path(name, "armed"))) as pair,
    ):
        folder = Path(name)
        (folder / "profiles").mkdir()
        (folder / "profiles" / "so-thu.yml").write_text(PROFILE, "utf-8")
        environment = {
            **{name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
            "DEMO": "1", "ARCHIVE_DIR": str(folder / "archive"), "PROFILES_DIR": str(folder / "profiles"),
            "http_proxy": f"http://{pair}", "ADDRESS_ALLOW": pair,
        }  # fmt: skip
        child = [
            sys.executable,
            "-m",
            "benchmarks.crash",
            "--child",
            window,
            str(folder / "armed"),
            str(chance.random()),
        ]
        died = _run(child, environment)
        left, caught = _left_behind(folder / "archive", died.returncode, WINDOWS[window])
        again = _run([sys.executable, "-m", "scrapy", "run"], environment)
        faults = [f"the restart ended with {again.returncode}: {again.stderr[-500:]}"] if again.returncode else []
        faults += _check(folder / "archive", left, pages, WINDOWS[window])
    return Outcome(window, left.killed and caught, len(left.kept), faults)


def _run(command: list[str], environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=TOO_LONG, check=False
    )


KEPT = "SELECT id, address, payload_digest, record, warc, offset, length FROM captures"


def _left_behind(archive: Path, died: int, window: Window) -> tuple[Left, bool]:
    with closing(sqlite3.connect(archive / "archive.db")) as connection:
        kept = frozenset(connection.execute(KEPT))
        unread = connection.execute("SELECT count(*) FROM captures WHERE state = 'unread'").fetchone()[0]
        known = dict(connection.execute("SELECT name, committed FROM warc_files WHERE state = 'open'"))
        torn, prefix = 0, {}
        for name, committed in known.items():
            path = archive / "warc" / f"{name}.open"
            data = path.read_bytes() if path.exists() else b""
            torn += len(data) - committed
            prefix[name] = (committed, hashlib.sha256(data[:committed]).hexdigest())
        left = Left(died == -signal.SIGKILL, len(known), torn, unread, kept, prefix)
        return left, window.caught(left, connection)


def _check(archive: Path, left: Left, pages: Pages, window: Window) -> list[str]:
    """What is wrong with an archive whose crawl was killed once and then ran to its end."""
    connection = sqlite3.connect(archive / "archive.db")
    faults = window.check(connection)

    def rows(sql: str) -> list[tuple[Any, ...]]:
        return connection.execute(sql).fetchall()

    if rows("PRAGMA integrity_check") != [("ok",)] or rows("PRAGMA foreign_key_check"):
        faults.append("archive.db is damaged")
    keys = [key for (key,) in rows("SELECT key FROM articles ORDER BY key")]
    if keys != sorted(str(1000 + n) for n in range(ARTICLES)):
        faults.append(f"{len(keys)} articles ({len(set(keys))} different) instead of {ARTICLES}")
    stored = rows(KEPT)
    if lost := left.kept - set(stored):
        faults.append(f"{len(lost)} committed records are gone or changed")
    fetched = Counter(address for (address,) in rows("SELECT address FROM captures WHERE purpose = 'page'"))
    # The way in is asked at every run.
    if twice := [address for address, count in fetched.items() if count > 1 and address != f"{HOST}/"]:
        faults.append(f"{len(twice)} pages were fetched twice, such as {twice[0]}")
    if set(fetched) != set(pages):
        faults.append("the pages fetched are not the site's pages")
    if unread := rows("SELECT count(*) FROM captures WHERE state = 'unread'")[0][0]:
        faults.append(f"{unread} captures stay unread")
    files = {
        name: tuple(told) for name, *told in rows("SELECT name, state, committed, records, sha256 FROM warc_files")
    }
    connection.close()
    if {path.name for path in (archive / "warc").iterdir()} != set(files):
        return [*faults, "the WARC files on disk are not the ones in archive.db"]
    for name, (committed, digest) in left.prefix.items():
        if committed and hashlib.sha256((archive / "warc" / name).read_bytes()[:committed]).hexdigest() != digest:
            faults.append(f"{name}: committed bytes are not what they were")
    return faults + _check_warcs(archive, files, {(row[4], row[5]): row for row in stored})


def _check_warcs(
    archive: Path, files: dict[str, tuple[Any, ...]], stored: dict[tuple[str, int], tuple[Any, ...]]
) -> list[str]:
    """Both readers must see every record of every file, and its answers must be the captures, each where its row says."""
    faults, found = [], {}
    for name, (state, committed, records, sha256) in files.items():
        data = (archive / "warc" / name).read_bytes()
        if (state, committed, sha256) != ("sealed", len(data), hashlib.sha256(data).hexdigest()):
            faults.append(f"{name}: {state}, not what archive.db says it is")
        with (archive / "warc" / name).open("rb") as file:
            fast = [(record.stream_pos, dict(record.headers)) for record in FastIterator(file)]
        with (archive / "warc" / name).open("rb") as file:
            warcio = sum(
                record.content_stream().read() is not None for record in WarcioIterator(file, check_digests="raise")
            )
        if not len(fast) == warcio == records:
            faults.append(f"{name}: {len(fast)} records by fastwarc, {warcio} by warcio, {records} committed")
        for offset, told in fast:
            if told["WARC-Type"] in ("response", "revisit"):
                found[name, offset] = (told["WARC-Target-URI"], told["WARC-Payload-Digest"], told["WARC-Type"])
    if found != {place: row[1:4] for place, row in stored.items()}:
        faults.append("the answers in the WARC files are not the captures in archive.db")
    return faults


# -- where it dies ----------------------------------------------------------------------------------------------------


def _die(*_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _instead(owner: Any, name: str, when: Callable[[], bool], before: Callable[..., None]) -> None:
    """Call `before` with the same arguments ahead of `owner.name`, from the moment `when` says yes."""
    original = getattr(owner, name)

    def prepared(*args: Any, **kwargs: Any) -> Any:
        if when():
            before(*args)
        return original(*args, **kwargs)

    setattr(owner, name, prepared)


def _write(when: Callable[[], bool], fraction: float) -> None:
    from pipelines import warc

    def torn(file: Any, data: bytes) -> None:
        file.write(data[: int(len(data) * fraction)])
        _die()

    _instead(warc, "_write_all", when, torn)


def _flush(when: Callable[[], bool], _fraction: float) -> None:
    from pipelines import warc

    _instead(warc.os, "fsync", when, _die)


def _commit(when: Callable[[], bool], _fraction: float) -> None:
    from pipelines import archive

    original = archive._insert

    def half(*args: Any) -> None:
        original(*args)
        _die()

    _instead(archive, "_insert", when, half)


def _callback(when: Callable[[], bool], fraction: float) -> None:
    """Before the store's transaction, or at its end, when all is written and nothing committed."""
    from pipelines import store

    owner, name = (store.Store, "read") if fraction < 0.5 else (store, "_mark_read")
    _instead(owner, name, when, _die)


WINDOWS = {
    window.name: window
    for window in (
        Window("write", _write, lambda left, _: left.files_open > 0 and left.torn > 0),
        Window("flush", _flush, lambda left, _: left.files_open > 0 and left.torn > 0),
        Window("commit", _commit, lambda left, _: left.files_open > 0 and left.torn > 0),
        Window("callback", _callback, lambda left, _: left.files_open > 0 and left.unread > 0),
    )
}


def _child(window: str, armed: Path, fraction: float) -> None:
    """Run the real crawl with one place prepared: once the server has armed it, that place kills this process."""
    WINDOWS[window].arm(armed.exists, fraction)
    from scrapy.cmdline import execute

    execute(["scrapy", "crawl", "so-thu"])


def main() -> None:
    if sys.argv[1:2] == ["--child"]:
        _child(sys.argv[2], Path(sys.argv[3]), float(sys.argv[4]))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200, help="how many must count")
    parser.add_argument(
        "--least", type=int, help=f"how many in each window (default: an equal share, {ENOUGH} at most)"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="crawls at a time (default: one a core)")
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    least = options.least if options.least is not None else min(ENOUGH, options.kills // len(WINDOWS))
    faults = campaign(options.kills, least, options.jobs, options.seed, lambda line: print(line, flush=True))
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
