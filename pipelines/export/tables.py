"""What is exported: the tables and views that metadata.yml shows, with the meaning and the type of every column.

SQLite knows text and numbers; programs for large work know days and moments. A column of stamps becomes one of moments only where
every value of it is one: what a site claimed is often less precise than that, and stays as it was written.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["integer", "real", "text", "blob", "date", "stamp"]

#: Columns that hold days, and those that hold moments in UTC, wherever they stand.
DATES = frozenset({"period_start", "period_end", "valid_from", "valid_until", "date", "written", "verified"})
STAMPS = frozenset({
    "published", "first_seen", "last_seen", "state_since", "last_good", "confirmed", "fetched_at", "at", "started_at",
    "finished_at", "opened_at", "sealed_at", "last_visit", "next_visit", "anchor", "full_at",
})  # fmt: skip
#: What SQLite's own reading of a day and of a moment leaves as it is, is one.
_FORMS = {"date": "%Y-%m-%d", "stamp": "%Y-%m-%dT%H:%M:%SZ"}
_DECLARED: dict[str, Kind] = {"INTEGER": "integer", "REAL": "real", "TEXT": "text", "BLOB": "blob"}
#: What views compute, where there is no value to tell it by.
_COMPUTED: dict[str, Kind] = {
    "changes": "integer", "metrics": "integer", "articles": "integer", "portals": "integer", "is_current": "integer",
    "lowest": "real", "highest": "real",
}  # fmt: skip


class UnknownTable(ValueError):
    """There is no such table or view; the message lists those there are."""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    title: str
    meaning: str
    is_view: bool
    columns: tuple[Column, ...]

    @property
    def statement(self) -> str:
        return f"SELECT {', '.join(quoted(column.name) for column in self.columns)} FROM {quoted(self.name)}"


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def tables(sql: sqlite3.Connection, metadata: Mapping[str, Any], names: Sequence[str] = ()) -> list[Table]:
    """The tables and views called `names`, or all that readers are shown. Raises UnknownTable."""
    there = dict(sql.execute("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')"))
    told: dict[str, Any] = metadata["databases"]["archive"]["tables"]
    shown = [name for name in told if name in there and not told[name].get("hidden")]
    if unknown := sorted(set(names) - (set(told) & set(there))):
        raise UnknownTable(f"no table or view is called {unknown[0]!r}; there are {', '.join(shown)}")
    return [_table(sql, name, there[name] == "view", told[name]) for name in dict.fromkeys(names or shown)]


def _table(sql: sqlite3.Connection, name: str, is_view: bool, told: Mapping[str, Any]) -> Table:
    declared = [(row[1], row[2].upper()) for row in sql.execute(f"PRAGMA table_info({quoted(name)})")]
    meanings = told.get("columns") or {}
    kinds: dict[str, Kind] = {column: _DECLARED.get(type_, "text") for column, type_ in declared}
    kinds |= _computed(sql, name, [column for column, type_ in declared if type_ not in _DECLARED])
    kinds |= _moments(sql, name, [column for column, kind in kinds.items() if kind == "text"])
    return Table(
        name, told.get("title", name), told.get("description", ""), is_view,
        tuple(Column(column, kind, meanings.get(column, "")) for column, kind in kinds.items()),
    )  # fmt: skip


def _computed(sql: sqlite3.Connection, name: str, columns: Sequence[str]) -> dict[str, Kind]:
    """What a view computes has no declared type: it is what all its values are."""
    if not columns:
        return {}
    asked = ", ".join(f"group_concat(DISTINCT typeof({quoted(column)}))" for column in columns)
    found = sql.execute(f"SELECT {asked} FROM {quoted(name)}").fetchone()
    kinds: dict[str, Kind] = {}
    for column, types in zip(columns, found, strict=True):
        held = set((types or "").split(",")) - {"null", ""}
        if not held:
            kinds[column] = _COMPUTED.get(column, "text")
        elif "text" in held:
            kinds[column] = "text"
        else:
            kinds[column] = "blob" if "blob" in held else "real" if "real" in held else "integer"
    return kinds


def _moments(sql: sqlite3.Connection, name: str, columns: Sequence[str]) -> dict[str, Kind]:
    asked: dict[str, Kind] = {
        column: "date" if column in DATES else "stamp" for column in columns if column in DATES | STAMPS
    }
    if not asked:
        return {}
    strange = ", ".join(
        f"coalesce(max({quoted(column)} IS NOT NULL AND (strftime('{_FORMS[kind]}', {quoted(column)}) IS NOT {quoted(column)}"
        f" OR {quoted(column)} < '0001')), 0)"
        for column, kind in asked.items()
    )
    found = sql.execute(f"SELECT {strange} FROM {quoted(name)}").fetchone()
    return {column: kind for (column, kind), odd in zip(asked.items(), found, strict=True) if not odd}
