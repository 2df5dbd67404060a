"""The one place that makes and changes archive.db: tables, views, full-text search, and the migrations between them.

A connection is opened here and nowhere else, so that its pragmas and SQL functions are always the same ones.
"""

from pathlib import Path

import sqlite_utils
from sqlite_utils.migrations import Migrations

migrations = Migrations("archive")


@migrations(name="0001-main-job")
def _main_job(db: sqlite_utils.Database) -> None:
    for statement in _statements(Path(__file__).with_name("schema.sql").read_text("utf-8")):
        db.execute(statement)
