"""Hosts that have answered 304 ("not changed") for what had changed: they are not asked with validators again."""

import json
import sqlite3
from collections.abc import Collection


def known(sql: sqlite3.Connection, portal: str) -> frozenset[str]:
    """Those of a portal."""
    row = sql.execute("SELECT value FROM facts WHERE name = ?", [_name(portal)]).fetchone()
    return frozenset(json.loads(row[0]) if row else ())


def remember(sql: sqlite3.Connection, portal: str, hosts: Collection[str]) -> None:
    sql.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", [_name(portal), json.dumps(sorted(hosts))])


def _name(portal: str) -> str:
    return f"liars of {portal}"
