"""One contestant in a process of its own: `python -m benchmarks.cleaning.worker NAME FOLDER RESULT`.

Its memory and its imports are its own, and it gets one page at a time from FOLDER. Speed is the CPU time of the fastest
of a few passes. No address can be reached: whoever tries to open a connection is refused, and the tries are counted.
"""

import contextlib
import importlib.metadata
import json
import re
import socket
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from benchmarks.cleaning.contestants import CONTESTANTS, Extractor, Got

#: Passes over the pages, and after how many seconds no further one is begun.
PASSES, ENOUGH = 3, 20.0


@dataclass(slots=True)
class Measured:
    """What one contestant did. `seconds` are of CPU, over the `timed` pages; memory is in megabytes."""

    name: str
    missing: str = ""
    version: str = ""
    got: list[Got] = field(default_factory=list)
    timed: int = 0
    seconds: float = 0.0
    peak: float = 0.0
    loaded: float = 0.0
    connections: int = 0


def no_network(measured: Measured) -> None:
    """Refuse every connection and every look-up of a name."""

    def refuse(*_: Any, **__: Any) -> NoReturn:
        measured.connections += 1
        raise OSError("a benchmark reads from disk alone")

    socket.socket.connect = socket.socket.connect_ex = refuse  # type: ignore[method-assign]
    socket.getaddrinfo = refuse


def memory(field_name: str) -> float:
    """Megabytes of this process alone (what getrusage says includes the process it was started from)."""
    said = re.search(rf"{field_name}:\s+(\d+) kB", Path("/proc/self/status").read_text("utf-8"))
    return int(said[1]) / 1024 if said else 0.0


def measure(name: str, folder: Path) -> Measured:
    """Let the contestant read every page of `folder`; the first set of pages is timed."""
    contestant, measured = CONTESTANTS[name], Measured(name)
    no_network(measured)
    try:
        extractor = contestant.make()
    except ImportError as why:
        measured.missing = str(why)
        return measured
    measured.version = importlib.metadata.version(contestant.package) if contestant.package else ""
    pages: list[dict[str, str]] = json.loads((folder / "pages.json").read_text("utf-8"))
    timed = [page for page in pages if page["set"] == pages[0]["set"]]
    _run(extractor, folder, timed[:1])
    measured.loaded = memory("VmRSS")
    measured.timed, spent = len(timed), 0.0
    while spent < ENOUGH and spent < PASSES * (measured.seconds or ENOUGH):
        took = _run(extractor, folder, timed)
        measured.seconds = min(measured.seconds or took, took)
        spent += took
    measured.got = [_tell(extractor, (folder / page["file"]).read_bytes(), page["address"]) for page in pages]
    measured.peak = memory("VmHWM")
    return measured


def _run(extractor: Extractor, folder: Path, pages: list[dict[str, str]]) -> float:
    spent = 0.0
    for page in pages:
        body = (folder / page["file"]).read_bytes()
        start = time.process_time()
        with contextlib.suppress(Exception):  # what it fails on is counted when it is scored
            extractor[0](body, page["address"])
        spent += time.process_time() - start
    return spent


def _tell(extractor: Extractor, body: bytes, address: str) -> Got:
    try:
        return extractor[1](body, address)
    except Exception as why:  # a peer's failure on a page is a result, not the end of the run
        return Got(problem=f"{type(why).__name__}: {why}"[:200])


def main() -> None:
    name, folder, result = sys.argv[1:]
    Path(result).write_text(json.dumps(asdict(measure(name, Path(folder)))), "utf-8")


if __name__ == "__main__":
    main()
