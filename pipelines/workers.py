"""Reading happens in processes that can be killed.

A hostile page can hang or bloat a parser written in C, where no exception reaches. So each page is read in a worker with a
time and a memory limit; a worker over the limit is killed and replaced, and the page becomes a `problem`, never a hang.
"""

import multiprocessing
import os
import resource
from collections.abc import Mapping
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pebble import ProcessExpired, ProcessPool

from pipelines import warc
from pipelines.version import EXTRACTOR_VERSION
from spiders.items import Capture, CaptureRef, Problem, Reading
from spiders.profile import Profile


@dataclass(frozen=True, slots=True)
class Stored:
    """A capture to be read where it lies: `ref` is the record that holds its payload."""

    folder: Path
    ref: CaptureRef
    portal: str
    address: str
    fetched_at: str


class Workers:
    """A pool of readers. `read` returns a future that always ends in a Reading, unless the pool is closed under it."""

    def __init__(self, profiles: Mapping[str, Profile], count: int, timeout: float, memory: int) -> None:
        self.timeout = timeout
        self.count = count or max(1, (os.cpu_count() or 2) - 1)
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["pipelines.read"])
        self._pool = ProcessPool(
            max_workers=self.count,
            initializer=_begin,
            initargs=(dict(profiles), memory),
            context=context,
        )

    def read(self, page: Capture | Stored) -> "Future[Reading]":
        reading: Future[Reading] = Future()
        reading.set_running_or_notify_cancel()
        task = self._pool.schedule(_read, args=[page], timeout=self.timeout)
        task.add_done_callback(lambda done: _settle(done, reading, self.timeout))
        return reading

    def close(self) -> None:
        """End the workers at once; what they were reading stays unread in the archive."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _settle(done: "Future[Reading]", reading: "Future[Reading]", timeout: float) -> None:
    try:
        reading.set_result(done.result())
    except TimeoutError:
        reading.set_result(bad("read-timeout", f"reading took longer than {timeout:g} s"))
    except (ProcessExpired, MemoryError) as error:
        reading.set_result(bad("read-memory" if isinstance(error, MemoryError) else "read-crash", str(error)))
    except (CancelledError, RuntimeError) as error:
        reading.set_exception(error)
    except Exception as error:  # whatever a page did to a parser is a fact about the page, kept on its row
        reading.set_result(bad("read-error", f"{type(error).__name__}: {error}"))


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


def _read(page: Capture | Stored) -> Reading:
    from pipelines.read import read  # the parsers are for workers: importing them is half of a command's start

    if isinstance(page, Stored):
        capture = warc.read_capture(page.folder, page.ref, page.portal)
        return read(capture, _profiles[page.portal], links=False)
    return read(page, _profiles[page.portal])
