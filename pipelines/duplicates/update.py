"""Groups and discrepancies brought up to what the archive holds: called when a run has been judged."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from pipelines.duplicates import discrepancies
from pipelines.duplicates.groups import Groups

if TYPE_CHECKING:
    from pipelines.archive import Archive


def update(archive: "Archive", progress: Callable[[int], None] = lambda _n: None) -> None:
    """Settle the articles that were added or changed since, and hold the figures against each other again."""
    Groups(archive.sql, archive.transaction).update(progress)
    discrepancies.update(archive.sql, archive.transaction)
