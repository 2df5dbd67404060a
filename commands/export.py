"""`scrapy export <folder>`: whole tables as Parquet or CSV, for large work."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from commands import copying, crawling
from commands.progress import bars
from pipelines.export.columns import NoPyarrow
from pipelines.export.make import FORMATS, FolderRefused, Progress, export
from pipelines.export.tables import UnknownTable

ROOT = Path(__file__).resolve().parent.parent


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--format parquet|csv] [--table <name> ...] <folder>"

    def short_desc(self) -> str:
        return "Write whole tables as Parquet or CSV into a folder"

    def long_desc(self) -> str:
        return (
            "Write every table and view that readers are shown, or those named, into a folder: typed columns, all of one "
            "moment, also while a crawl runs. README.md and manifest.json there say what every column means. An earlier "
            "export in the folder is replaced once the new one is whole. Exit codes: 0 ok, 1 no archive, or pyarrow is not "
            "installed, 2 not a fit folder or no such table, 20 the archive is damaged, 74 the folder cannot be written."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--format", choices=FORMATS, default="parquet", help="default: parquet")
        parser.add_argument(
            "--table", action="append", default=[], metavar="NAME", help="a table or view; may be repeated"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("one folder: scrapy export /mnt/disk/export", print_help=False)
        assert self.settings is not None
        folder = Path(args[0])
        try:
            with shown() as progress:
                made = export(
                    Path(self.settings["ARCHIVE_DIR"]), folder, root=ROOT, names=opts.table, form=opts.format,
                    metadata=yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8")),
                    software=f"Cong khai/{self.settings['VERSION']}", progress=progress,
                )  # fmt: skip
        except NoPyarrow as error:
            print(error, file=sys.stderr)
            self.exitcode = crawling.MISSING
            return
        except (FolderRefused, UnknownTable) as error:
            raise UsageError(str(error), print_help=False) from error
        except BaseException as error:
            self.exitcode = crawling.failed(error)
            return
        rows, size = sum(one.rows for one in made), sum(one.bytes for one in made)
        print(f"{folder}: {len(made)} tables and views, {rows:,} rows, {copying.megabytes(size)}")
        self.exitcode = crawling.OK


@contextmanager
def shown() -> Iterator[Progress]:
    """A bar on stderr for each table."""
    columns = (TextColumn("{task.description:<26}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with bars(*columns) as told:
        yield lambda table, rows, total: told(table, advance=rows, total=total)
