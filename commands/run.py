"""`scrapy run`: crawl every portal that is due, one after another, under one lock. What a cron line calls."""

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from commands import crawling
from pipelines import schema
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
        due = self._due()
        if not due:
            print("nothing is due; `scrapy crawl <portal>` asks a portal's first way in at once", file=sys.stderr)
        self.exitcode = crawling.crawl(self.crawler_process, due, asked=False)  # type: ignore[arg-type]

    def _due(self) -> list[str]:
        """Portals never crawled, or with an address whose time has come."""
        path = Path(self.settings["ARCHIVE_DIR"]) / "archive.db"
        if not path.exists():
            return list(PROFILES)
        db = schema.connect(path, readonly=True)
        try:
            seen = {row[0] for row in db.execute("SELECT name FROM portals").fetchall()}
            due = {
                row[0]
                for row in db.execute(
                    "SELECT DISTINCT portal FROM frontier WHERE next_visit <= ?", [clock.stamp()]
                ).fetchall()
            }
            unread = {
                row[0] for row in db.execute("SELECT DISTINCT portal FROM captures WHERE state = 'unread'").fetchall()
            }
        finally:
            db.close()
        return [name for name in PROFILES if name not in seen or name in due | unread]
