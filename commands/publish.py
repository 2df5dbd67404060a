"""`scrapy publish <folder>`: a snapshot for the public, with all that is needed to serve it."""

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from commands import copying, crawling
from pipelines.export.make import FolderRefused
from pipelines.publish.contents import SnapshotBroken
from pipelines.publish.folder import CURRENT, publish

ROOT = Path(__file__).resolve().parent.parent


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "<folder>"

    def short_desc(self) -> str:
        return "Make a snapshot for the public in a folder, with all that is needed to serve it"

    def long_desc(self) -> str:
        return (
            "Write an immutable snapshot of archive.db, without what is internal, into a folder, beside the pages, plugins "
            "and settings that serve it to strangers (no SQL of their own, short limits). <folder>/current leads to it once "
            "it is whole and checked; `datasette serve .` there serves it, docs/publishing.md says how to do so in public. "
            "WARC files are not published. Exit codes: 0 ok, 1 no archive, 2 not a fit folder, 20 the archive or the "
            "snapshot is damaged, 74 the folder cannot be written (disk full), 75 another one is at work there."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("one folder: scrapy publish /srv/congkhai", print_help=False)
        assert self.settings is not None
        folder = Path(args[0])
        software = f"Cong khai/{self.settings['VERSION']}"
        try:
            with copying.shown() as progress:
                made = publish(
                    Path(self.settings["ARCHIVE_DIR"]), folder, root=ROOT, software=software, progress=progress
                )
        except FolderRefused as error:
            raise UsageError(str(error), print_help=False) from error
        except SnapshotBroken as error:
            print(f"scrapy: {error}", file=sys.stderr)
            self.exitcode = crawling.CHECKS_FAILED
            return
        except BaseException as error:
            self.exitcode = copying.failed(error)
            return
        print(
            f"{folder / CURRENT}: {made.counts['articles']:,} articles, {made.counts['captures']:,} captures, "
            f"{copying.megabytes(made.bytes)}\n  cd {folder / CURRENT} && datasette serve .   (docs/publishing.md)"
        )
        self.exitcode = crawling.OK
