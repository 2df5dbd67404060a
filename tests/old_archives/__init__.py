"""Archives made by earlier versions of the project, as SQL dumps beside their WARC files; `pages` is the site they archived."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).parent
#: The archives there are, oldest first.
NAMES = tuple(sorted(file.stem for file in HERE.glob("*.sql")))


def unpack(name: str, archive: Path) -> None:
    """Put the old archive `name` into the folder `archive`, as its own version left it."""
    archive.mkdir(parents=True)
    shutil.copytree(HERE / name, archive / "warc")
    with closing(sqlite3.connect(archive / "archive.db", isolation_level=None)) as sql:
        sql.executescript((HERE / f"{name}.sql").read_text("utf-8"))
    with closing(sqlite3.connect(archive / "archive.db")) as sql:
        sql.execute("PRAGMA journal_mode = WAL")
        assert sql.execute("PRAGMA integrity_check").fetchone() == ("ok",)
