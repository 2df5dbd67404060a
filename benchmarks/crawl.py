"""How much CPU a crawl costs, against a bare Scrapy spider that fetches the same pages and stores nothing.

    REAL_DATA=... python -m benchmarks.crawl [--runs 5]

Pages per CPU-second of crawler and workers together, politeness off, fsync on, the server kept on another processor. The
ratio ours / bare is what counts: machines differ. Each run begins with an empty archive; the median of the runs is printed.
"""

import argparse
import json
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from benchmarks.cpu import cpu_seconds
from benchmarks.loopback import Pages, pages_of, served

AIM = 0.4

PROFILE = """
title: {vi: Đo, en: Measured}
kind: portal
place: "01"
family: liferay62
domains: [sotttt.hanoi.gov.vn]
home: http://sotttt.hanoi.gov.vn/
delay: 0
"""

BARE = """
import json, sys, scrapy
from scrapy.crawler import AsyncCrawlerProcess
class Bare(scrapy.Spider):
    name = "bare"
    custom_settings = {"LOG_LEVEL": "ERROR", "ROBOTSTXT_OBEY": False, "HTTPERROR_ALLOW_ALL": True, "TELNETCONSOLE_ENABLED": False,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "CONCURRENT_REQUESTS": 8, "DOWNLOAD_DELAY": 0, "REMOTE_CONTROL_ENABLED": False,
        "LOGSTATS_INTERVAL": 0}
    async def start(self):
        for url in json.load(open(sys.argv[1])):
            yield scrapy.Request(url)
    def parse(self, response):
        pass
process = AsyncCrawlerProcess()
process.crawl(Bare)
process.start()
"""


def portal_pages(data: Path) -> Pages:
    """The real portal's pages that a walk from its home page reaches."""
    reachable = json.loads((data / "portal" / "reachable.json").read_text("utf-8"))
    return pages_of(data / "portal" / "sotttt.hanoi.gov.vn.warc.gz", set(reachable["answered"]))


def prepared(folder: Path, pair: str) -> dict[str, str]:
    """The environment of a crawl of the served portal into `folder`, its profile written there."""
    (folder / "profiles").mkdir(exist_ok=True)
    (folder / "profiles" / "measured.yml").write_text(PROFILE, "utf-8")
    return {
        **{name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
        "http_proxy": f"http://{pair}", "ADDRESS_ALLOW": pair, "PROFILES_DIR": str(folder / "profiles"),
        "ARCHIVE_DIR": str(folder / "archive"),
    }  # fmt: skip


CRAWL = [sys.executable, "-m", "scrapy", "crawl", "measured", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    pages = portal_pages(Path(os.environ["REAL_DATA"]))
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bare.py").write_text(BARE, "utf-8")
        with _apart(pages) as pair:
            environment = prepared(folder, pair)
            for _ in range(runs):
                shutil.rmtree(folder / "archive", ignore_errors=True)
                seconds = cpu_seconds(CRAWL, environment)
                fetched = _fetched(folder / "archive" / "archive.db")
                ours.append(len(fetched) / seconds)
                (folder / "urls.json").write_text(json.dumps(fetched))
                seconds = cpu_seconds([sys.executable, "bare.py", "urls.json"], environment, folder)
                bare.append(len(fetched) / seconds)
                print(
                    f"  {len(fetched)} pages: ours {ours[-1]:.0f}, bare {bare[-1]:.0f} pages a CPU-second", flush=True
                )
    ratios = [a / b for a, b in zip(ours, bare, strict=True)]
    print(
        f"crawl: {statistics.median(ours):.0f} pages a CPU-second, bare spider {statistics.median(bare):.0f}, "
        f"ratio {statistics.median(ratios):.2f} (aim {AIM}; {min(ratios):.2f} to {max(ratios):.2f} in {runs} runs)"
    )


@contextmanager
def _apart(pages: Pages) -> Iterator[str]:
    """Serve `pages` on one processor and keep this process, and what it starts, on the others."""
    processors = sorted(os.sched_getaffinity(0))
    with served(pages, cpu=processors[-1] if len(processors) > 1 else None) as pair:
        os.sched_setaffinity(0, set(processors[:-1] or processors))
        try:
            yield pair
        finally:
            os.sched_setaffinity(0, set(processors))


def _fetched(database: Path) -> list[str]:
    connection = sqlite3.connect(database)
    try:
        rows = connection.execute("SELECT address FROM captures WHERE purpose = 'page'").fetchall()
    finally:
        connection.close()
    return [quote(address, safe="/:?&=%+,;@~!$'()*[]#") for (address,) in rows]


if __name__ == "__main__":
    main()
