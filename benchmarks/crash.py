"""kill -9 at random points: no page lost, none twice, every file whole.

    python -m benchmarks.crash [--kills 200] [--least N] [--jobs N] [--seed N]

A crawl of a site on loopback is killed in one of several windows, at a moment the server's request count chooses: in the
middle of writing WARC bytes, after writing and before fsync, inside the transaction that commits them, between that commit
and the store, and at the end, while versions and events are derived. A kill counts only when it found an open WARC file and
the work of its window not yet committed. Then the crawl is started again, and everything is checked. Exits non-zero when
anything was lost, doubled or torn, and when a window had fewer counted kills than it must (3 of 15, 10 of 200).
"""

import argparse
import itertools
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

from benchmarks.crash_checks import Left, check, left_behind
from benchmarks.crash_site import ARTICLES, PROFILE, site
from benchmarks.loopback import served

ROOT = Path(__file__).resolve().parent.parent
#: More kills than this in each window prove nothing that these do not; fewer than this do not count as a campaign.
ENOUGH = 10
#: Attempts for each kill that must count: some come when there is nothing left to lose.
ATTEMPTS = 3
#: Seconds after which a crawl of this site hangs.
TOO_LONG = 120


@dataclass(frozen=True)
class Window:
    """Where a crawl is killed.

    `arm(when, fraction)` prepares the place in the crawl's own process: once `when()`, it dies there. `fraction` (0 to 1) is
    chance. `caught` says whether the kill found what the window is about (the database as it was left beside it).
    """

    name: str
    arm: Callable[[Callable[[], bool], float], None]
    caught: Callable[[Left, sqlite3.Connection], bool]


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
        left = left_behind(folder / "archive", died.returncode)
        with closing(sqlite3.connect(folder / "archive" / "archive.db")) as connection:
            caught = WINDOWS[window].caught(left, connection)
        again = _run([sys.executable, "-m", "scrapy", "run"], environment)
        faults = [f"the restart ended with {again.returncode}: {again.stderr[-500:]}"] if again.returncode else []
        faults += check(folder / "archive", left, pages)
    return Outcome(window, left.killed and caught, len(left.kept), faults)


def _run(command: list[str], environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=TOO_LONG, check=False
    )


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
    from pipelines import capture_rows

    original = capture_rows.insert

    def half(*args: Any) -> None:
        original(*args)
        _die()

    _instead(capture_rows, "insert", when, half)


def _callback(when: Callable[[], bool], fraction: float) -> None:
    """Before the store's transaction, or at its end, when all is written and nothing committed."""
    from pipelines import store

    owner, name = (store.Store, "read") if fraction < 0.5 else (store, "_mark_read")
    _instead(owner, name, when, _die)


def _judge(when: Callable[[], bool], fraction: float) -> None:
    """While versions and events are written, or when all of them are and the run is not yet marked."""
    from pipelines.versions import judge, rows

    calls = itertools.count(1)
    if fraction > 0.8:
        _instead(judge.Judge, "_close", when, _die)
    else:
        _instead(rows, "settle", lambda: when() and next(calls) > fraction * ARTICLES, _die)


def _unjudged(sql: sqlite3.Connection) -> bool:
    return bool(sql.execute("SELECT 1 FROM runs WHERE judged = 0").fetchone())


WINDOWS = {
    window.name: window
    for window in (
        Window("write", _write, lambda left, _: left.files_open > 0 and left.torn > 0),
        Window("flush", _flush, lambda left, _: left.files_open > 0 and left.torn > 0),
        Window("commit", _commit, lambda left, _: left.files_open > 0 and left.torn > 0),
        Window("callback", _callback, lambda left, _: left.files_open > 0 and left.unread > 0),
        Window("judge", _judge, lambda left, sql: left.files_open > 0 and _unjudged(sql)),
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
