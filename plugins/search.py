"""Datasette's connections know our search: its own search box and plain SQL follow the rules of pipelines/folding.py.

Datasette's table page asks for `... match escape_fts(:search)`, so that function is replaced. `trylast`: Datasette
registers its own one in the same hook, and the last registration wins.
"""

import sqlite3
import sys
from pathlib import Path

from datasette import hookimpl

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from pipelines import folding, province  # noqa: E402

#: The longest text or blob a query may make: `select randomblob(900000000)` would stall the server for everyone.
LONGEST_VALUE = 20_000_000


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    folding.register(conn)
    province.register(conn)
    folding.register_as(conn, "escape_fts", folding.query)
