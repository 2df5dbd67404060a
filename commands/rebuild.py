"""`scrapy rebuild`: make archive.db again from warc/ alone."""

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from commands import crawling
from commands.progress import counting
from pipelines.rebuild import files, rebuild
from spiders.portals import PROFILES


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Make archive.db again from warc/ alone, when it is lost and there is no backup"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise UsageError(f"no argument is known here: {args[0]!r}", print_help=False)
        assert self.settings is not None
        folder = Path(self.settings["ARCHIVE_DIR"])
        try:
            _refuse(folder)
            found = files(folder / "warc")
            with (
                crawling.open_workers(self.settings) as workers,
                crawling.open_archive(self.settings, workers) as archive,
                counting("pages read") as progress,
            ):
                report = rebuild(archive, found, PROFILES, crawling.entries, progress)
        except BaseException as error:
            self.exitcode = crawling.failed(error)
            return
        print(f"{report.files} files, {report.captures} captures, {report.articles} articles")
        for name in report.strange:
            print(f"left alone, no profile here is its portal's: {name}", file=sys.stderr)
        self.exitcode = crawling.CHECKS_FAILED if report.strange else crawling.OK


def _refuse(folder: Path) -> None:
    """Raises UsageError where there is an archive already, or nothing to make one from."""
    if (folder / "archive.db").exists():
        raise UsageError(
            f"{folder / 'archive.db'} is there: move it away first (and its -wal, if there is one), if it is to be made again",
            print_help=False,
        )
    if not any((folder / "warc").glob("*.warc.gz*")):
        raise UsageError(f"there is no WARC file in {folder / 'warc'}", print_help=False)
