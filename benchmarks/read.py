"""How fast a page becomes an article: `python -m benchmarks.read [--data DIR] [--pages N]`.

Bytes to Article on one core, links folded and all, figures and database left out; then trafilatura's `extract` on the
very same bytes in the same process. Exits 1 below four times its speed or above 300 MB.
"""

import argparse
import gc
import os
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.floor import PORTAL, SEED, WARC, one_page_an_article
from pipelines.read import read
from spiders.items import Capture
from spiders.profile import load_all

#: What is demanded: how many times trafilatura's speed, and the most resident memory in megabytes.
TIMES_FASTER, MOST_MEGABYTES = 4.0, 300


def seconds(work: Callable[[Capture], object], captures: list[Capture]) -> float:
    """The time that `work` takes over all captures."""
    gc.collect()
    start = time.perf_counter()
    for capture in captures:
        work(capture)
    return time.perf_counter() - start


def peak_megabytes() -> float:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("REAL_DATA"), help="folder of real data (or REAL_DATA)"
    )
    parser.add_argument("--pages", type=int, default=400, help="how many pages, drawn at random (default 400; 0: all)")
    arguments = parser.parse_args()
    if arguments.data is None:
        parser.error("say where the real data is: --data DIR, or REAL_DATA in the environment")
    profile = load_all(demo=False)[0][PORTAL]
    pages = one_page_an_article(arguments.data / WARC, profile)
    keys = sorted(pages)
    if arguments.pages:
        keys = random.Random(SEED).sample(keys, min(arguments.pages, len(keys)))
    captures = [pages[key] for key in keys]
    pages.clear()

    loaded = peak_megabytes()
    ours = min(seconds(lambda capture: read(capture, profile, figures=False), captures) for _ in range(3))
    memory = peak_megabytes()
    from trafilatura import extract  # after our own memory is measured

    extract(captures[0].body, favor_precision=True)
    theirs = seconds(lambda capture: extract(capture.body, favor_precision=True), captures)
    times = theirs / ours
    count, kilobytes = len(captures), sum(len(one.body) for one in captures) / len(captures) / 1024
    print(f"pages                    {count}, {kilobytes:.0f} KB on average")
    print(f"read                     {count / ours:.0f} pages a second, {1000 * ours / count:.2f} ms each")
    print(f"trafilatura              {count / theirs:.0f} pages a second, {1000 * theirs / count:.2f} ms each")
    print(f"times faster             {times:.1f} (at least {TIMES_FASTER:.0f})")
    print(f"peak memory              {memory:.0f} MB, {loaded:.0f} of them before reading (less than {MOST_MEGABYTES})")
    return 0 if times >= TIMES_FASTER and memory < MOST_MEGABYTES else 1


if __name__ == "__main__":
    sys.exit(main())
