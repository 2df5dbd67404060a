"""All checks, one after another, on one snapshot of archive.db. Nothing is written, and a crawl may be running."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from pipelines import schema
from pipelines.verifying import articles, database, figures, search_index, warcs
from pipelines.verifying.findings import Findings
from pipelines.verifying.warcs import Progress


def verify(folder: Path, progress: Progress) -> Findings:
    """Check the archive in `folder`; `progress` is told how many rows and records more have been looked at.

    Raises ArchiveMissing.
    """
    findings, names = Findings(), warcs.listing(folder / "warc")
    try:
        db = schema.connect(folder / "archive.db", readonly=True)
    except schema.ArchiveUnusable as error:
        findings.add("database-unusable", str(error))
        warcs.check_alone(folder / "warc", names, findings, progress)
        return findings
    try:
        _Inspection(db.conn, findings).all(folder / "warc", names, progress)
    finally:
        db.close()
    return findings


class _Inspection:
    def __init__(self, sql: sqlite3.Connection, findings: Findings) -> None:
        self.sql, self.findings = sql, findings

    def all(self, folder: Path, names: list[str], progress: Progress) -> None:
        sql, findings = self.sql, self.findings
        sql.execute("BEGIN")  # what is read from here on is one moment of the archive
        self._one(lambda: database.integrity(sql, findings))
        self._one(lambda: database.foreign_keys(sql, findings))
        self._one(lambda: database.shape(sql, findings))
        self._one(lambda: warcs.check(sql, folder, names, findings, progress))
        self._one(lambda: articles.check(sql, findings))
        self._one(lambda: articles.contents(sql, findings, progress))
        self._one(lambda: figures.check(sql, findings, progress))
        if findings.faults["database-damaged"]:  # it would be blamed for what is wrong below it
            findings.notes.append("the search index was not looked at")
        else:
            self._one(lambda: search_index.check(sql, findings, progress))

    def _one(self, check: Callable[[], object]) -> None:
        """A check that the database itself cuts short says so, and the others go on."""
        try:
            check()
        except sqlite3.DatabaseError as error:
            # A table that is not there has been told, and so has damage: what could not be read is told beside it.
            reason = "schema" if "no such" in str(error) else "database-damaged"
            self.findings.add(reason, f"a check ended early: {error}")
