"""`scrapy reextract`: read every article's archived page again and rewrite the rows that differ. No network."""

import argparse
import sys

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from commands import crawling
from commands.progress import counting
from pipelines.replay import Report, reextract
from spiders.portals import PROFILES


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[<portal>]"

    def short_desc(self) -> str:
        return "Read every archived article again with today's rules; ids stay"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        complaint = crawling.known(args) if len(args) < 2 else "one portal, or none for all"
        if complaint:
            raise UsageError(complaint, print_help=False)
        try:
            with (
                crawling.open_workers(self.settings) as workers,
                crawling.open_archive(self.settings, workers) as archive,
                counting("pages read again") as progress,
            ):
                report = reextract(archive, PROFILES, args[0] if args else None, progress)
        except BaseException as error:
            self.exitcode = crawling.failed(error)
            return
        _say(report)
        self.exitcode = crawling.CHECKS_FAILED if report.lost else crawling.OK


def _say(report: Report) -> None:
    outcomes = report.outcomes
    total = outcomes["changed"] + outcomes["same"] + outcomes["new"]
    print(
        f"{total} articles read again: {outcomes['changed']} changed, {outcomes['same']} the same, {outcomes['new']} new"
    )
    told = [f"{count} {kind}" for kind, count in sorted(report.events.items()) if count]
    if told:
        print(f"  events that were not there before: {', '.join(told)}")
    for name, count in report.fields.most_common():
        print(f"  {name}: {count}")
    for address in report.lost:
        print(f"  no longer read as an article, row kept: {address}", file=sys.stderr)
