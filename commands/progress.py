"""What a person sees while a crawl runs: one line that moves in a terminal, a line now and then elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self

from rich.console import Console
from rich.progress import (
    MofNCompleteColumn,
    ProgressColumn,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.progress import Progress as Bar
from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from pipelines.archive import Archive
from pipelines.run import Run

#: Seconds between two lines where there is no terminal (cron mails them, CI keeps them).
QUIET_INTERVAL = 20.0
#: Seconds between two updates in a terminal.
LIVE_INTERVAL = 0.2


class Progress:
    """Scrapy extension: follows one crawl."""

    def __init__(self, crawler: Crawler) -> None:
        try:
            self.run: Run = Archive.at(crawler.settings["ARCHIVE_DIR"]).run_of(crawler)
        except KeyError:
            raise NotConfigured from None
        self.console = Console(stderr=True, highlight=False)
        self.began = self.said = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        progress = cls(crawler)
        crawler.signals.connect(progress.tick, signals.item_scraped)
        crawler.signals.connect(progress.end, signals.spider_closed)
        return progress

    def tick(self) -> None:
        now = time.monotonic()
        if now - self.said < (LIVE_INTERVAL if self.console.is_terminal else QUIET_INTERVAL):
            return
        self.said = now
        self.console.print(
            self._line(), end="\r" if self.console.is_terminal else "\n", overflow="ellipsis", no_wrap=True
        )

    def end(self, spider: Spider, reason: str) -> None:
        why = "" if reason == "finished" else f" ({reason})"
        self._print(f"{self._line()}{why}", end="\n")

    def _print(self, line: str, end: str) -> None:
        if self.console.is_terminal:
            self.console.print(line, end=end, overflow="ellipsis", no_wrap=True)
        else:
            self.console.print(line, end=end, soft_wrap=True)

    def _line(self) -> str:
        counts, seconds = self.run.counts, time.monotonic() - self.began
        parts = [
            f"{counts['requests']:>5} requests",
            f"{counts['new']} new",
            f"{counts['changed']} changed",
            f"{counts['same']} same",
        ]
        if counts["problems"]:
            parts.append(f"{counts['problems']} problems")
        return f"[bold]{self.run.profile.name:<24}[/bold] {' · '.join(parts)} · {seconds:.0f} s"


@contextmanager
def counting(what: str) -> Iterator[Callable[[int], None]]:
    """A counter on stderr, for work whose length is not known."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(file=sys.stderr)) as bar:
        task = bar.add_task(what, total=None)
        yield lambda n: bar.advance(task, n)


@contextmanager
def bars(*columns: ProgressColumn) -> Iterator[Callable[..., None]]:
    """A bar on stderr for each piece of work, made when it is first told of: `told(what, total=..., completed=...)`."""
    with Bar(*columns, console=Console(file=sys.stderr)) as bar:
        tasks: dict[str, TaskID] = {}

        def told(what: str, **news: Any) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=None)
            bar.update(tasks[what], **news)

        yield told
