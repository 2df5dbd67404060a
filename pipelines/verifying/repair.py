"""What `scrapy verify --repair` mends: only what is made again from things that are whole, or moved without a page in it.

The search index and its triggers are derived from the texts and from this version's own files. Files in warc/ that archive.db
does not know and that hold no page are moved into warc/orphans/. Nothing else is touched, and nothing is ever deleted: what
is lost comes back from a backup, and what was read wrongly by reading the archive again.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines import schema, warc
from pipelines.lock import lock
from pipelines.verifying.findings import Findings
from pipelines.verifying.warcs import ORPHANS, pages_in

#: With one of these, archive.db is not written to at all.
BEYOND = ("database-unusable", "database-damaged", "schema")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the archive's lock. Raises AlreadyRunning, and ArchiveMissing where there is nothing to lock."""
    if not (folder / "archive.db").is_file():
        raise schema.ArchiveMissing(folder / "archive.db")
    descriptor = lock(folder)
    try:
        yield
    finally:
        os.close(descriptor)


def repair(folder: Path, findings: Findings) -> list[str]:
    """Mend what can be mended of `findings`, under the lock; return what was done, in sentences."""
    done = []
    if not any(findings.faults[reason] for reason in BEYOND):
        if findings.faults["trigger"] or findings.faults["search-index"]:
            _index(folder)
            done.append("the triggers were put back, and the search index was built anew from the texts")
        for name in findings.examples.get("warc-leftover", ()):
            if pages_in(folder / "warc" / name) == 0:
                _move_aside(folder / "warc", name)
                done.append(f"{name}, which holds no page, was moved to warc/{ORPHANS}/")
    return done


def _index(folder: Path) -> None:
    db = schema.prepare(folder / "archive.db")
    try:
        schema.reindex(db)
    finally:
        db.close()


def _move_aside(folder: Path, name: str) -> None:
    """Never over another file of that name."""
    (folder / ORPHANS).mkdir(exist_ok=True)
    target, n = folder / ORPHANS / name, 1
    while target.exists():
        target, n = folder / ORPHANS / f"{name}.{n}", n + 1
    warc.rename_durably(folder / name, target)
