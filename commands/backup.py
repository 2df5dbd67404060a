"""`scrapy backup <folder>`: copy the archive into a folder, also while a crawl runs."""

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from commands import copying, crawling
from pipelines.backup.make import back_up

ROOT = Path(__file__).resolve().parent.parent


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "<folder>"

    def short_desc(self) -> str:
        return "Copy the archive into a folder on another disk, also while a crawl runs"

    def long_desc(self) -> str:
        return (
            "Copy archive.db as it stands at one moment and all WARC bytes that it names into a folder; what an earlier backup "
            "left there is not copied again. `sha256sum -c SHA256SUMS` in the folder verifies it, `scrapy restore` puts it "
            "back. Exit codes: 0 ok, 1 no archive, 2 not a fit folder, 20 a file of the archive is damaged, 74 the folder "
            "cannot be written (disk full), 75 another backup is at work there. A backup that fails leaves the one before."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("one folder, best on another disk: scrapy backup /mnt/disk/congkhai", print_help=False)
        assert self.settings is not None
        archive, folder = Path(self.settings["ARCHIVE_DIR"]), Path(args[0])
        software = f"Cong khai/{self.settings['VERSION']}"
        try:
            with copying.shown() as progress:
                report = back_up(archive, folder, root=ROOT, software=software, progress=progress)
        except BaseException as error:
            self.exitcode = copying.failed(error)
            return
        print(f"{folder}: {copying.contents(report.backup)}, as of {report.backup.made_at}")
        there = len(report.backup.warcs) - report.copied
        print(
            f"  {report.copied:,} WARC files copied ({copying.megabytes(report.copied_bytes)}), {there:,} were there already"
        )
        if folder.stat().st_dev == archive.stat().st_dev:
            print("  on the same disk as the archive: it does not outlive that disk", file=sys.stderr)
        self.exitcode = crawling.OK
