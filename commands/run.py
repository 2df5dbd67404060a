"""`scrapy run`: crawl every portal that is due, one after another, under one lock. What a cron line calls."""

import argparse
import sys

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from commands import crawling
from pipelines.archive import Archive
from spiders import clock
from spiders.portals import PROFILES


class Command(ScrapyCommand):
    requires_project = True

    def syntax(self) -> str:
        return ""

    def short_desc(self) -> str:
        return "Crawl every portal that is due, one after another"

    def long_desc(self) -> str:
        return (
            "Crawl every portal that has something due, one after another, under one lock: a second run at the same time "
            "ends at once with exit code 75. The exit code is the worst of the portals' (see `scrapy crawl -h`)."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise UsageError("`scrapy run` takes no portal; `scrapy crawl <portal>` does", print_help=False)
        self.exitcode = crawling.crawl(self.crawler_process, due, asked=False)  # type: ignore[arg-type]


def due(archive: Archive) -> list[str]:
    """Portals never crawled, with an address whose time has come, or with pages that nobody has read yet."""
    now, sql = clock.stamp(), archive.sql
    # A visit in the future is a clock that was wrong once: the portal's plan is put right when its run begins.
    planned = "SELECT DISTINCT portal FROM frontier WHERE next_visit <= ? OR last_visit > ?"
    unread = "SELECT DISTINCT portal FROM captures WHERE state = 'unread'"
    seen = {name for (name,) in sql.execute("SELECT name FROM portals")}
    wanted = {name for (name,) in (*sql.execute(planned, [now, now]), *sql.execute(unread))}
    names = [name for name in PROFILES if name not in seen or name in wanted]
    if not names:
        print("nothing is due; `scrapy crawl <portal>` asks a portal's first way in at once", file=sys.stderr)
    return names
