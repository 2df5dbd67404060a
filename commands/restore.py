"""`scrapy restore <folder>`: put a backup back where there is no archive."""

import argparse
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from commands import copying, crawling
from pipelines.backup.restore import restore


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "<folder>"

    def short_desc(self) -> str:
        return "Put a backup back, after verifying every file of it"

    def long_desc(self) -> str:
        return (
            "Verify every file of the backup in a folder, then put it into ARCHIVE_DIR; `scrapy run` goes on from there. An "
            "archive that is there is never overwritten. Exit codes: 0 ok, 2 no backup there, or something is in the way, 20 "
            "the backup is damaged or not finished (nothing is changed), 74 the disk is full (run it again when there is "
            "room), 75 a crawl or a backup is at work."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("the folder of one backup: scrapy restore /mnt/disk/congkhai", print_help=False)
        assert self.settings is not None
        archive = Path(self.settings["ARCHIVE_DIR"])
        try:
            with copying.shown() as progress:
                backup = restore(Path(args[0]), archive, progress)
        except BaseException as error:
            self.exitcode = copying.failed(error)
            return
        print(f"{archive}: {copying.contents(backup)}, as of {backup.made_at}. `scrapy run` goes on from there.")
        self.exitcode = crawling.OK
