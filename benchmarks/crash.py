"""kill -9 at random points: no page lost, none twice, every file whole.

    python -m benchmarks.crash [--kills 15] [--seed N]

A crawl of a site on loopback is killed in one of four windows, at a moment the server's request count chooses: in the
middle of writing WARC bytes, after writing and before fsync, inside the transaction that commits them, and between that
commit and the store. A kill counts only when it found an open WARC file and work that was not yet committed. Then the crawl
is started again, and everything is checked. Exits non-zero when anything was lost, doubled or torn.
"""

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from benchmarks.loopback import Pages, served

ROOT = Path(__file__).resolve().parent.parent
HOST = "http://so-thu.example"
ARTICLES = 120
WINDOWS = ("write", "flush", "commit", "callback")

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
    """A portal with ARTICLES articles on ten pages of a listing."""
    pages: Pages = {}
    for n in range(ARTICLES):
        body = "".join(f"<p>Đoạn {m} của bài {n}: đã kiểm tra {n + m}/299 đơn vị trong quý.</p>" for m in range(20))
        pages[f"{HOST}/tin/-/view_content/{1000 + n}-bai.html"] = (
            f'<html lang=vi><meta charset=utf-8><title>Bài {n}</title><div class="asset-full-content-title">Bài số {n}</div>'
            f'<div class="assetPublishDate">26/07/2022 | 9:50 AM</div><div class="journal-content-article">{body}</div></html>'
        ).encode()
    addresses = list(pages)
    for page in range(10):
        links = "".join(f'<a href="{address}">{address}</a>' for address in addresses[page * 12 : page * 12 + 12])
        pager = "".join(f'<a href="{HOST}/tin?_101_cur={n}">{n}</a>' for n in range(1, 11))
        pages[f"{HOST}/tin?_101_cur={page + 1}"] = f"<html lang=vi><title>Tin</title>{links}{pager}</html>".encode()
    pages[f"{HOST}/"] = f'<html lang=vi><title>Sở Thử</title><a href="{HOST}/tin?_101_cur=1">Tin</a></html>'.encode()
    return pages


@dataclass
class Kill:
    """What a killed crawl left behind."""

    window: str
    counted: bool
    committed: set[tuple[str, str]]


def campaign(kills: int, seed: int, say: Callable[[str], None]) -> list[str]:
    """Kill until `kills` have counted, windows in turn; return what went wrong (nothing, if all is well)."""
    chance, counted, faults = random.Random(seed), Counter[str](), []
    pages = site()
    attempts = 0
    while sum(counted.values()) < kills and attempts < kills * 3:
        window = min(WINDOWS, key=lambda name: counted[name])
        attempts += 1
        with tempfile.TemporaryDirectory() as name:
            kill, found = _one(Path(name), pages, window, chance)
        counted[window] += kill.counted
        faults += [f"kill {attempts} ({window}): {fault}" for fault in found]
        verdict = "counted" if kill.counted else "too late"
        after = f"FAULTS: {'; '.join(found)}" if found else "all there after the restart"
        say(f"kill {attempts:>3} in {window:<8} {verdict}, {len(kill.committed)} pages committed, {after}")
    if sum(counted.values()) < kills:
        faults.append(f"only {sum(counted.values())} of {kills} kills counted in {attempts} attempts")
    say(f"{sum(counted.values())} kills counted: {', '.join(f'{name} {counted[name]}' for name in WINDOWS)}")
    return faults


def _one(folder: Path, pages: Pages, window: str, chance: random.Random) -> tuple[Kill, list[str]]:
    (folder / "profiles").mkdir()
    (folder / "profiles" / "so-thu.yml").write_text(PROFILE, "utf-8")
    armed = folder / "armed"
    at = chance.randint(3, ARTICLES)
    with served(pages, signal=(at, armed)) as pair:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
            "DEMO": "1", "ARCHIVE_DIR": str(folder / "archive"), "PROFILES_DIR": str(folder / "profiles"),
            "http_proxy": f"http://{pair}", "ADDRESS_ALLOW": pair,
        }  # fmt: skip
        child = [sys.executable, "-m", "benchmarks.crash", "--child", window, str(armed), str(chance.random())]
        died = subprocess.run(
            child, env=environment, cwd=ROOT, capture_output=True, timeout=120, check=False
        ).returncode
        kill = _left_behind(folder / "archive", window, died)
        again = subprocess.run(
            [sys.executable, "-m", "scrapy", "run"], env=environment, cwd=ROOT, capture_output=True, text=True,
            timeout=120, check=False,
        )  # fmt: skip
    faults = [f"the restart ended with {again.returncode}: {again.stderr[-500:]}"] if again.returncode else []
    return kill, faults + _check(folder / "archive", kill, pages)


def _left_behind(archive: Path, window: str, died: int) -> Kill:
    connection = sqlite3.connect(archive / "archive.db")
    committed = set(connection.execute("SELECT address, payload_digest FROM captures WHERE purpose = 'page'"))
    unread = connection.execute("SELECT count(*) FROM captures WHERE state = 'unread'").fetchone()[0]
    known = dict(connection.execute("SELECT name, committed FROM warc_files WHERE state = 'open'"))
    connection.close()
    torn = sum((archive / "warc" / f"{name}.open").stat().st_size - size for name, size in known.items())
    return Kill(window, died == -signal.SIGKILL and bool(known) and (torn > 0 or unread > 0), committed)


def _check(archive: Path, kill: Kill, pages: Pages) -> list[str]:
    """What is wrong with an archive whose crawl was killed once and then ran to its end."""
    faults = []
    connection = sqlite3.connect(archive / "archive.db")

    def rows(sql: str) -> list[tuple[Any, ...]]:
        return connection.execute(sql).fetchall()

    if rows("PRAGMA integrity_check") != [("ok",)] or rows("PRAGMA foreign_key_check"):
        faults.append("archive.db is damaged")
    keys = [key for (key,) in rows("SELECT key FROM articles ORDER BY key")]
    if keys != sorted(str(1000 + n) for n in range(ARTICLES)):
        faults.append(f"{len(keys)} articles ({len(set(keys))} different) instead of {ARTICLES}")
    fetched = Counter(rows("SELECT address, payload_digest FROM captures WHERE purpose = 'page'"))
    if lost := kill.committed - set(fetched):
        faults.append(f"{len(lost)} committed pages are gone")
    if twice := [address for address, count in fetched.items() if count > 1]:
        faults.append(f"{len(twice)} pages were fetched twice, such as {twice[0]}")
    if {address for address, _ in fetched} != set(pages):
        faults.append("the pages fetched are not the site's pages")
    if unread := rows("SELECT count(*) FROM captures WHERE state = 'unread'")[0][0]:
        faults.append(f"{unread} captures stay unread")
    stored = {(name, offset): address for name, offset, address in rows("SELECT warc, offset, address FROM captures")}
    files = dict(rows("SELECT name, records FROM warc_files WHERE state = 'sealed'"))
    connection.close()
    if {path.name for path in (archive / "warc").iterdir()} != set(files):
        faults.append("the WARC files on disk are not the ones in archive.db")
    return faults + _check_warcs(archive, files, stored)


def _check_warcs(archive: Path, files: dict[str, int], stored: dict[tuple[str, int], str]) -> list[str]:
    """Both readers must see every record of every file, and each capture must lie where its row says."""
    faults = []
    for name, records in files.items():
        with (archive / "warc" / name).open("rb") as file:
            fast = [(record.stream_pos, record.headers.get("WARC-Target-URI")) for record in FastIterator(file)]
        with (archive / "warc" / name).open("rb") as file:
            warcio = sum(1 for _ in WarcioIterator(file, check_digests="raise"))
        if not len(fast) == warcio == records:
            faults.append(f"{name}: {len(fast)} records by fastwarc, {warcio} by warcio, {records} committed")
        places = dict(fast)
        wrong = [o for (warc, o), address in stored.items() if warc == name and places.get(o) != address]
        if wrong:
            faults.append(f"{name}: {len(wrong)} captures do not lie where their rows say")
    return faults


def _child(window: str, armed: Path, fraction: float) -> None:
    """Run the real crawl with one place prepared: once the server has armed it, that place kills this process."""
    from pipelines import archive, store, warc

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def prepare(owner: Any, name: str, before: Callable[..., None]) -> None:
        original = getattr(owner, name)

        def prepared(*args: Any, **kwargs: Any) -> Any:
            if armed.exists():
                before(*args)
            return original(*args, **kwargs)

        setattr(owner, name, prepared)

    def torn_write(file: Any, data: bytes) -> None:
        file.write(data[: int(len(data) * fraction)])
        die()

    def half_commit(sql: sqlite3.Connection, *args: Any) -> None:
        original_insert(sql, *args)
        die()

    original_insert = archive._insert
    match window:
        case "write":
            prepare(warc, "_write_all", torn_write)
        case "flush":
            prepare(warc.os, "fsync", lambda *_: die())
        case "commit":
            prepare(archive, "_insert", half_commit)
        case "callback":
            owner, name = (store.Store, "read") if fraction < 0.5 else (store, "_mark_read")
            prepare(owner, name, lambda *_: die())
    from scrapy.cmdline import execute

    execute(["scrapy", "crawl", "so-thu"])


def main() -> None:
    if sys.argv[1:2] == ["--child"]:
        _child(sys.argv[2], Path(sys.argv[3]), float(sys.argv[4]))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=15)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    faults = campaign(options.kills, options.seed, lambda line: print(line, flush=True))
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
