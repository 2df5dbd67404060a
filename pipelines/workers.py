"""Reading happens in processes that can be killed.

A hostile page can hang or bloat a parser written in C, where no exception reaches. So each page is read in a worker with a
time and a memory limit; a worker over the limit is killed and replaced, and the page is read once more without its figures,
which must not cost its article. What fails then too becomes a `problem`, never a hang.
"""

import asyncio
import multiprocessing
import os
import resource
from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor, CancelledError, Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from pipelines import warc
from pipelines.version import EXTRACTOR_VERSION
from pipelines.versions.content import Change, Content, different_fields
from spiders.items import Capture, CaptureRef, Problem, Reading
from spiders.profile import Profile

T = TypeVar("T")

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


class _Task(Protocol[T]):
    """Work for a process that may die of it. `tries`: how often a pool has broken under it."""

    ended: "Future[T]"
    tries: int

    def work(self) -> tuple[Callable[..., T], list[object]]:
        """The function and its arguments."""

    def settled(self, outcome: T | Problem) -> T | None:
        """What comes of it; None: it is to be tried once more, as `work` says now."""

    def given_up(self) -> T:
        """What comes of it when pools have broken under it again and again."""


@dataclass
class _ToRead:
    """A page to be read. A worker over its limit is asked again without the figures: `unread` says why they are left out."""

    page: Capture | Stored
    ended: "Future[Reading]" = field(default_factory=Future)
    tries: int = 0
    unread: Problem | None = None

    def work(self) -> tuple[Callable[..., Reading], list[object]]:
        return _read, [self.page, self.unread is None]

    def settled(self, outcome: Reading | Problem) -> Reading | None:
        reading = bad(outcome.reason, outcome.detail) if isinstance(outcome, Problem) else outcome
        if self.unread is None and reading.problem and reading.problem.reason in _OVER:
            self.unread = reading.problem
            return None
        return reading.without_figures(self.unread.detail) if self.unread else reading

    def given_up(self) -> Reading:
        return bad("read-crash", "the readers died under this page again and again")


@dataclass
class _ToCompare:
    """Two contents to be compared; where that fails, an edit is told by its fields alone, and never taken for a small one."""

    old: Content
    new: Content
    place: str
    publisher: str
    ended: "Future[Change]" = field(default_factory=Future)
    tries: int = 0

    def work(self) -> tuple[Callable[..., Change], list[object]]:
        return _compare, [self.old, self.new, self.place, self.publisher]

    def settled(self, outcome: Change | Problem) -> Change | None:
        return self.given_up() if isinstance(outcome, Problem) else outcome

    def given_up(self) -> Change:
        return Change("substantive", different_fields(self.old, self.new))


class Workers:
    """A pool of readers. `read` returns a future that always ends in a Reading, whatever happens to the processes."""

    def __init__(self, profiles: Mapping[str, Profile], count: int, timeout: float, memory: int) -> None:
        self.count = count or max(1, (os.cpu_count() or 2) - 1)
        self.timeout = timeout
        self._start = (dict(profiles), memory)
        self._waiting: dict[int, _Task[Any]] = {}
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPool:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["pipelines.read"])
        return ProcessPool(max_workers=self.count, initializer=_begin, initargs=self._start, context=context)

    def read(self, page: Capture | Stored) -> "Future[Reading]":
        return self._begin(_ToRead(page))

    def compare(self, old: Content, new: Content, place: str, publisher: str) -> "Future[Change]":
        """How `new` differs from `old`: see `versions.compare`."""
        return self._begin(_ToCompare(old, new, place, publisher))

    async def reading(self, page: Capture | Stored) -> Reading:
        """The same, awaited."""
        reading = asyncio.wrap_future(self.read(page))
        while not (await asyncio.wait({reading}, timeout=LOOK_EVERY))[0]:
            self.mend()
        return reading.result()

    def result(self, ended: "Future[T]") -> T:
        """What a future of ours ends in, waited for where no event loop runs."""
        while True:
            try:
                return ended.result(LOOK_EVERY)
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
                self._end(task, task.given_up())
            else:
                self._schedule(task)

    def _begin(self, task: _Task[T]) -> "Future[T]":
        self._waiting[id(task)] = task
        self._schedule(task)
        return task.ended

    def _schedule(self, task: _Task[Any]) -> None:
        function, args = task.work()
        try:
            done = self._pool.schedule(function, args=args, timeout=self.timeout)
        except RuntimeError:
            return  # the pool is broken: `mend` schedules it again
        done.add_done_callback(lambda ended: self._settle(ended, task))

    def _settle(self, ended: "Future[Any]", task: _Task[Any]) -> None:
        try:
            outcome = ended.result()
        except TimeoutError:
            outcome = Problem("read-timeout", f"reading took longer than {self.timeout:g} s")
        except MemoryError as error:
            outcome = Problem("read-memory", str(error))
        except ProcessExpired as error:
            outcome = Problem("read-crash", str(error))
        except (CancelledError, BrokenExecutor):
            return  # the pool went, not the page: `mend` schedules it again
        except Exception as error:  # whatever a page did to a parser is a fact about the page, kept on its row
            outcome = Problem("read-error", f"{type(error).__name__}: {error}")
        result = task.settled(outcome)
        if result is None:
            self._schedule(task)
        else:
            self._end(task, result)

    def _end(self, task: _Task[Any], result: object) -> None:
        self._waiting.pop(id(task), None)
        if not task.ended.done():
            task.ended.set_result(result)

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


def _compare(old: Content, new: Content, place: str, publisher: str) -> Change:
    from pipelines.versions.compare import compare  # as above

    return compare(old, new, place, publisher)
