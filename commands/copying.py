"""What a person sees of `scrapy backup` and `scrapy restore`: bytes as they go, and how it ended."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeElapsedColumn

from commands import crawling
from commands.progress import bars
from pipelines.backup.folder import Backup, BackupDamaged, BackupRefused, Progress


@contextmanager
def shown() -> Iterator[Progress]:
    """A bar on stderr for each piece of work."""
    columns = (TextColumn("{task.description:<20}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with bars(*columns) as told:
        yield lambda what, done, total: told(what, completed=done, total=total)


def failed(error: BaseException) -> int:
    """As `crawling.failed`, of what can be wrong with a backup too."""
    if isinstance(error, (BackupRefused, BackupDamaged)):
        print(f"scrapy: {error}", file=sys.stderr)
        return crawling.USAGE if isinstance(error, BackupRefused) else crawling.CHECKS_FAILED
    return crawling.failed(error)


def contents(backup: Backup) -> str:
    """'5,120 articles, 20,311 captures, 3 WARC files, 1,204.5 MB'"""
    return (
        f"{backup.counts['articles']:,} articles, {backup.counts['captures']:,} captures, {len(backup.warcs):,} WARC files, "
        f"{megabytes(backup.bytes)}"
    )


def megabytes(count: int) -> str:
    return f"{count / 1e6:,.1f} MB"
