"""A crawl from the command line: open the archive, crawl one portal after another, say how it went by an exit code.

Scrapy's own exit code says nothing (0 even when the disk is full), so what became of each portal is judged here.
"""

import asyncio
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from pipelines import warc
from pipelines.archive import Archive, WrongKind
from pipelines.coverage.update import update as update_coverage
from pipelines.duplicates.update import update as update_duplicates
from pipelines.lock import AlreadyRunning
from pipelines.replay import catch_up
from pipelines.run import Run
from pipelines.schema import ArchiveMissing, ArchiveUnusable
from pipelines.versions.judge import Judge
from pipelines.workers import Workers
from spiders.addresses import fold
from spiders.items import Link
from spiders.portals import ERRORS, PROFILES
from spiders.profile import Profile

OK, MISSING, USAGE, UNHEALTHY, CHECKS_FAILED, DISK, RUNNING, STOPPED = 0, 1, 2, 10, 20, 74, 75, 143

#: What can end a command that is no bug, and its exit code; the first that fits counts.
_CODES: tuple[tuple[tuple[type[BaseException], ...], int], ...] = (
    ((AlreadyRunning,), RUNNING),
    ((WrongKind, UsageError), USAGE),
    ((warc.WarcDamaged, ArchiveUnusable), CHECKS_FAILED),
    ((OSError, sqlite3.OperationalError), DISK),
)

#: A host is unhealthy when more than this share of its visits failed.
WORST_SHARE = 0.5


def entries(profile: Profile) -> list[Link]:
    """The ways into a portal, as links."""
    links = []
    for kind, url in profile.entries():
        link = fold(url, url, profile)
        if link is not None:
            links.append(link._replace(kind=kind, refused=None))
    return links


def open_archive(settings: BaseSettings, workers: Workers) -> Archive:
    return Archive(
        Path(settings["ARCHIVE_DIR"]),
        workers,
        software=f"Cong khai/{settings['VERSION']} (Scrapy)",
        demo=settings.getbool("DEMO"),
        warc_max_bytes=settings.getint("WARC_MAX_BYTES"),
    )


def open_workers(settings: BaseSettings) -> Workers:
    """Raises UsageError for a number of readers that makes no sense."""
    count = settings.getint("READ_WORKERS")
    if count < 0:
        raise UsageError(f"READ_WORKERS={count}: a number of processes, or 0 for as many as fit", print_help=False)
    return Workers(PROFILES, count, settings.getfloat("READ_TIMEOUT"), settings.getint("READ_MEMORY"))


def crawl(process: AsyncCrawlerProcess, choose: Callable[[Archive], Sequence[str]], *, asked: bool) -> int:
    """Crawl the portals that `choose` names, in order; return the exit code.

    `asked`: somebody asked for them by name, so their first way in is due now.
    """
    settings = process.settings
    try:
        with open_workers(settings) as workers, open_archive(settings, workers) as archive:
            names = choose(archive)
            return _Crawl(process, archive, asked).all(names) if names else OK
    except BaseException as error:
        return failed(error)


def failed(error: BaseException) -> int:
    """Say on stderr what a person can do about the `error` that ended a command; its exit code.

    Raises it again when it is a bug, and a traceback helps.
    """
    if isinstance(error, KeyboardInterrupt):
        return STOPPED
    if isinstance(error, ArchiveMissing):  # which says in two languages what to do
        print(error, file=sys.stderr)
        return MISSING
    code = next((code for kinds, code in _CODES if isinstance(error, kinds)), None)
    if code is None:
        raise error
    print(f"scrapy: {error}", file=sys.stderr)
    return code


def known(names: Iterable[str]) -> str | None:
    """What to say when a portal is asked for that does not exist; None when all do."""
    for name in names:
        if name in PROFILES:
            continue
        broken = [str(error) for error in ERRORS if error.file.stem == name]
        if broken:
            return f"the profile of {name} is broken: {broken[0]}"
        return f"no portal is called {name!r}; `scrapy list` shows those there are (DEMO=1 shows the sample ones)"
    return None


def is_unverified(profile: Profile) -> bool:
    """Whether this is a live site whose profile nobody has seen to read right (`verified` in its file)."""
    return not profile.demo and profile.verified is None


class _Crawl:
    """The portals of one command, one after another in one process."""

    def __init__(self, process: AsyncCrawlerProcess, archive: Archive, asked: bool) -> None:
        self.process, self.archive, self.asked = process, archive, asked
        self.codes: list[int] = []
        self.failure: BaseException | None = None

    def all(self, names: Sequence[str]) -> int:
        from twisted.internet import reactor

        async def sequence() -> None:
            try:
                for name in names:
                    self.codes.append(await self._one(name))
                    if self.codes[-1] in (DISK, STOPPED):
                        break
                if self.codes[-1] != DISK:
                    update_duplicates(self.archive)  # once for all portals: figures are held against each other's
                    update_coverage(self.archive, names[: len(self.codes)])
            except BaseException as error:  # carried out of the event loop, which would only log it
                self.failure = error
            finally:
                if reactor.running:  # type: ignore[attr-defined]
                    reactor.stop()  # type: ignore[attr-defined]

        reactor.callWhenRunning(lambda: asyncio.ensure_future(sequence()))  # type: ignore[attr-defined]
        self.process.start(stop_after_crawl=False)
        if self.failure is not None:
            raise self.failure
        if len(self.codes) < len(names) and DISK not in self.codes:  # a signal ended the loop under the portal
            for run in list(self.archive.runs.values()):
                self.archive.end_run(run, "stopped", STOPPED)
            self.codes.append(STOPPED)
        return max(self.codes, default=OK)

    async def _one(self, name: str) -> int:
        archive = self.archive
        run = archive.begin_run(PROFILES[name], note=self._proxy_note())
        try:
            with archive.transaction():
                again = self.asked or run.frontier.awaits_absence()  # which counts only where the host is seen at work
                run.frontier.enter(entries(run.profile), again=again)
            caught_up = await catch_up(archive, run)
            if caught_up:
                print(f"{name}: read {caught_up} pages that an earlier run had fetched and not read", file=sys.stderr)
            Judge(archive, run.profile).catch_up(before=run.id)
            crawler = self.process.create_crawler(name)
            await self.process.crawl(crawler)
            reason = str(crawler.stats.get_value("finish_reason") if crawler.stats else "failed")
            if run.stopped_by != "disk":
                _tell(name, Judge(archive, run.profile).catch_up())
        except warc.WarcDamaged as error:
            reason = "damaged"
            print(f"{name}: {error}", file=sys.stderr)
        except (OSError, sqlite3.OperationalError) as error:
            reason = "disk"
            print(f"{name}: {error}", file=sys.stderr)
        outcome, code = _outcome(run, reason)
        try:
            archive.end_run(run, outcome, code)
        except (OSError, sqlite3.OperationalError) as error:
            print(f"{name}: {error}", file=sys.stderr)
            return DISK
        return code

    def _proxy_note(self) -> str | None:
        """With a proxy, names are resolved by the proxy: the run row says so."""
        from urllib.request import getproxies

        proxies = {url for scheme, url in getproxies().items() if scheme in ("http", "https")}
        return f"through a proxy, which resolves names: {', '.join(sorted(proxies))}" if proxies else None


def _tell(name: str, events: Counter[str]) -> None:
    """What the run has found out, where it is more than new articles; an incident is told loudly."""
    if events["incident"]:
        print(
            f"{name}: so much changed at once that the host is to blame, or a mended profile is needed: `scrapy incidents`",
            file=sys.stderr,
        )
    told = [f"{events[kind]} {kind}" for kind in ("edited", "deleted", "restored", "moved") if events[kind]]
    if told:
        print(f"{name}: {', '.join(told)}", file=sys.stderr)


def _outcome(run: Run, reason: str) -> tuple[str, int]:
    """How the run ended, as a word for its row and as an exit code."""
    if run.stopped_by == "disk" or reason == "disk":
        print(
            f"{run.profile.name}: stopped, the archive cannot be written (is the disk full?). What was committed is safe; "
            "make room and run again.",
            file=sys.stderr,
        )
        return "disk", DISK
    if reason == "damaged":
        return "damaged", CHECKS_FAILED
    if reason == "shutdown":
        return "stopped", STOPPED
    if reason != "finished":
        return reason, UNHEALTHY
    counts = run.counts
    failed = counts["missed"] + counts["read bad"]
    visits = counts["missed"] + sum(count for name, count in counts.items() if name.startswith("read "))
    shut = counts["ways in shut"] and not counts["ways in answered"]
    if counts["unreachable"] or shut or (visits and failed / visits > WORST_SHARE):
        return "unhealthy", UNHEALTHY
    return "finished", OK
