"""Reading happens in processes that can be killed.

A hostile page can hang or bloat a parser written in C, where no exception reaches. So each page is read in a worker with a
time and a memory limit; a worker over the limit is killed and replaced, and the page is read once more without its figures,
which must not cost its article. What fails then too becomes a `problem`, never a hang.
"""

import asyncio
import multiprocessing
import os
import resource
from collections.abc import Mapping
from concurrent.futures import BrokenExecutor, CancelledError, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pebble import ProcessExpired, ProcessPool

from pipelines import warc
from pipelines.version import EXTRACTOR_VERSION
from spiders.items import Capture, CaptureRef, Problem, Reading
from spiders.profile import Profile

#: Seconds between two looks at whether the pool still lives, while a page is waited for.
LOOK_EVERY = 1.0
#: What ends a reading with its worker.
_OVER = frozenset({"read-timeout", "read-memory", "read-crash"})
#: How many pools may break under one page before it is given up.
MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class Stored:
    """A capture to be read where it lies: `ref` is the record that holds its payload."""

    folder: Path
    ref: CaptureRef
    portal: str
    address: str
    fetched_at: str


@dataclass
class _Task:
    """A page being read, how often a pool has broken under it, and why it is read without its figures, if it is."""

    page: Capture | Stored
    reading: "Future[Reading]"
    tries: int = 0
    unread: Problem | None = None


class Workers:
    """A pool of readers. `read` returns a future that always ends in a Reading, whatever happens to the processes."""

    def __init__(self, profiles: Mapping[str, Profile], count: int, timeout: float, memory: int) -> None:
        self.count = count or max(1, (os.cpu_count() or 2) - 1)
        self.timeout = timeout
        self._start = (dict(profiles), memory)
        self._waiting: dict[int, _Task] = {}
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPool:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["pipelines.read"])
        return ProcessPool(max_workers=self.count, initializer=_begin, initargs=self._start, context=context)

    def read(self, page: Capture | Stored) -> "Future[Reading]":
        task = _Task(page, Future())
        self._waiting[id(task)] = task
        self._schedule(task)
        return task.reading

    async def reading(self, page: Capture | Stored) -> Reading:
        """The same, awaited."""
        reading = asyncio.wrap_future(self.read(page))
        while not (await asyncio.wait({reading}, timeout=LOOK_EVERY))[0]:
            self.mend()
        return reading.result()

    def result(self, reading: "Future[Reading]") -> Reading:
        """The same, waited for where no event loop runs."""
        while True:
            try:
                return reading.result(LOOK_EVERY)
            except TimeoutError:
                self.mend()

    def mend(self) -> None:
        """Replace a pool that broke. (When an idle worker is killed, pebble gives up the pool and all its tasks.)"""
        if self._pool.active:
            return
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool = self._new_pool()
        for task in list(self._waiting.values()):
            task.tries += 1
            if task.tries > MOST_TRIES:
                self._end(task, bad("read-crash", "the readers died under this page again and again"))
            else:
                self._schedule(task)

    def _schedule(self, task: _Task) -> None:
        try:
            done = self._pool.schedule(_read, args=[task.page, task.unread is None], timeout=self.timeout)
        except RuntimeError:
            return  # the pool is broken: `mend` schedules it again
        done.add_done_callback(lambda ended: self._settle(ended, task))

    def _settle(self, ended: "Future[Reading]", task: _Task) -> None:
        try:
            reading = ended.result()
        except TimeoutError:
            reading = bad("read-timeout", f"reading took longer than {self.timeout:g} s")
        except MemoryError as error:
            reading = bad("read-memory", str(error))
        except ProcessExpired as error:
            reading = bad("read-crash", str(error))
        except (CancelledError, BrokenExecutor):
            return  # the pool went, not the page: `mend` schedules it again
        except Exception as error:  # whatever a page did to a parser is a fact about the page, kept on its row
            reading = bad("read-error", f"{type(error).__name__}: {error}")
        if task.unread is None and reading.problem and reading.problem.reason in _OVER:
            task.unread = reading.problem
            self._schedule(task)
        else:
            self._end(task, reading.without_figures(task.unread.detail) if task.unread else reading)

    def _end(self, task: _Task, reading: Reading) -> None:
        self._waiting.pop(id(task), None)
        if not task.reading.done():
            task.reading.set_result(reading)

    def close(self) -> None:
        """End the workers at once; what they were reading stays unread in the archive."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def bad(reason: str, detail: str) -> Reading:
    """A reading that failed."""
    return Reading("bad", EXTRACTOR_VERSION, problem=Problem(reason, detail[:300]))


_profiles: Mapping[str, Profile] = {}


def _begin(profiles: Mapping[str, Profile], memory: int) -> None:
    """In a new worker: take the profiles, and let the kernel refuse more memory than a page may cost."""
    global _profiles
    _profiles = profiles
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.setpgid(0, 0)  # a signal for the crawl (Ctrl-C, a service manager's stop) is for the crawl to answer


def _read(page: Capture | Stored, figures: bool) -> Reading:
    from pipelines.read import read  # the parsers are for workers: importing them is half of a command's start

    if isinstance(page, Stored):
        capture = warc.read_capture(page.folder, page.ref, page.portal)
        return read(capture, _profiles[page.portal], links=False, figures=figures)
    return read(page, _profiles[page.portal], figures=figures)
