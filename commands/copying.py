"""What a person sees of `scrapy backup` and `scrapy restore`: bytes as they go, and how it ended."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from commands import crawling
from pipelines.backup.folder import Backup, BackupDamaged, BackupRefused, Progress
from pipelines.schema import ArchiveMissing

#: There is no archive to make a backup of.
NO_ARCHIVE = 1


@contextmanager
def shown() -> Iterator[Progress]:
    """A bar on stderr for each piece of work."""
    columns = (TextColumn("{task.description:<20}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(file=sys.stderr)) as bar:
        tasks: dict[str, TaskID] = {}

        def progress(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what)
            bar.update(tasks[what], completed=done, total=total)

        yield progress


def explain(error: BaseException) -> int | None:
    """Say on stderr what a person can do about `error`; its exit code, or None when it is a bug."""
    code = None
    if isinstance(error, ArchiveMissing):
        print(error, file=sys.stderr)
        return NO_ARCHIVE
    if isinstance(error, BackupRefused):
        code = crawling.USAGE
    elif isinstance(error, BackupDamaged):
        code = crawling.CHECKS_FAILED
    if code is None:
        return crawling.explain(error)
    print(f"scrapy: {error}", file=sys.stderr)
    return code


def contents(backup: Backup) -> str:
    """'5,120 articles, 20,311 captures, 3 WARC files, 1,204.5 MB'"""
    return (
        f"{backup.counts['articles']:,} articles, {backup.counts['captures']:,} captures, {len(backup.warcs):,} WARC files, "
        f"{megabytes(backup.bytes)}"
    )


def megabytes(count: int) -> str:
    return f"{count / 1e6:,.1f} MB"
