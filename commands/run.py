"""`scrapy run`: crawl every portal that is due, one after another, under one lock. What a cron line calls."""

import argparse
import sys
from collections.abc import Sequence

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from commands import crawling
from pipelines.archive import Archive
from spiders import clock
from spiders.portals import PROFILES


class Command(ScrapyCommand):
    requires_project = True

    def syntax(self) -> str:
        return "[--unverified]"

    def short_desc(self) -> str:
        return "Crawl every portal that is due, one after another"

    def long_desc(self) -> str:
        return (
            "Crawl every portal that has something due, one after another, under one lock: a second run at the same time "
            "ends at once with exit code 75. The exit code is the worst of the portals' (see `scrapy crawl -h`). A live "
            "portal that nobody has verified yet is left out; `scrapy checkprofile <portal>` looks at it."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--unverified", action="store_true", help="crawl also live portals that nobody has verified yet"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise UsageError("`scrapy run` takes no portal; `scrapy crawl <portal>` does", print_help=False)
        names = [name for name, profile in PROFILES.items() if opts.unverified or not crawling.is_unverified(profile)]
        skipped = [name for name in PROFILES if name not in names]
        if skipped:
            print(
                f"skipped, nobody has verified their profiles yet: {', '.join(skipped)}\n"
                f"`scrapy checkprofile {skipped[0]}` looks at one; `scrapy run --unverified` crawls them all the same",
                file=sys.stderr,
            )
        self.exitcode = crawling.crawl(self.crawler_process, lambda archive: due(archive, names), asked=False)  # type: ignore[arg-type]


def due(archive: Archive, names: Sequence[str]) -> list[str]:
    """Of `names`, portals never crawled, with an address whose time has come, or with pages or a run that nobody has read yet."""
    now, sql = clock.stamp(), archive.sql
    # A visit in the future is a clock that was wrong once: the portal's plan is put right when its run begins.
    planned = "SELECT DISTINCT portal FROM frontier WHERE next_visit <= ? OR last_visit > ?"
    unread = "SELECT DISTINCT portal FROM captures WHERE state = 'unread'"
    unjudged = "SELECT DISTINCT portal FROM runs WHERE judged = 0"
    seen = {name for (name,) in sql.execute("SELECT name FROM portals")}
    wanted = {name for (name,) in (*sql.execute(planned, [now, now]), *sql.execute(unread), *sql.execute(unjudged))}
    waiting = [name for name in names if name not in seen or name in wanted]
    if names and not waiting:
        print("nothing is due; `scrapy crawl <portal>` asks a portal's first way in at once", file=sys.stderr)
    return waiting
