"""`scrapy crawl <portal>`: crawl what is due of one portal, its ways in first. Overrides Scrapy's own command."""

import argparse
import sys

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from commands import crawling


class Command(ScrapyCommand):
    requires_project = True

    def syntax(self) -> str:
        return "<portal>"

    def short_desc(self) -> str:
        return "Crawl what is due of one portal into the archive"

    def long_desc(self) -> str:
        return (
            "Crawl what is due of one portal into archive.db and warc/. Its first way in (feed, sitemap or home page) is "
            "always asked for; the rest follows its plan. Exit codes: 0 ok, 2 usage, 10 unhealthy host, 20 checks failed, "
            "74 disk, 75 already running, 143 stopped."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError
        complaint = crawling.known(args)
        if complaint:
            raise UsageError(complaint, print_help=False)
        if crawling.is_unverified(crawling.PROFILES[args[0]]):
            print(f"{args[0]}: nobody has verified its profile yet (`scrapy checkprofile {args[0]}`)", file=sys.stderr)
        self.exitcode = crawling.crawl(self.crawler_process, lambda _: args, asked=True)  # type: ignore[arg-type]
