"""Events as rows: what happened to an article, with the captures on both sides and what an edit changed.

An event is called by its article, its kind and the moment of the first capture that shows it, so that it keeps its row and
its id however often the archive is read again; what no longer follows from the captures goes.
"""

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.versions.content import Change
from pipelines.versions.timeline import Happening

_COLUMNS = (
    "kind", "last_good", "first_seen", "confirmed", "before_capture", "after_capture", "confirming_capture", "from_version",
    "to_version", "size", "fields", "from_address", "to_address", "articles", "detail", "review",
)  # fmt: skip
_CHANGES = ("kind", "indicator", "old", "new", "old_value", "new_value", "unit", "old_sentence", "new_sentence")

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose events are written: an article, or (with `article_id` None) a portal."""

    portal: str
    identity: str
    article_id: int | None = None


def name(owner: Owner, kind: str, at: str) -> str:
    """`portal:key#edited-2026-11-25T03:07:07Z`: the same in every archive."""
    return f"{owner.identity}#{kind}-{at}"


def row(**values: object) -> Row:
    """A row of `events` with these values; what is not named is NULL."""
    assert values.keys() <= set(_COLUMNS)
    return tuple(values.get(column) for column in _COLUMNS)


def row_of(happened: Happening, versions: Mapping[str, int], change: Change | None) -> Row:
    """The row of what happened to an article; `versions` are the ids of its versions by their content."""
    before, after, confirmed = happened.before, happened.after, happened.confirmed
    sides: dict[str, object] = {}
    if happened.kind == "edited":
        sides = {"from_version": versions.get(happened.old or ""), "to_version": versions.get(happened.new or "")}
    elif happened.kind == "moved":
        sides = {"from_address": happened.old, "to_address": happened.new}
    return row(
        kind=happened.kind, last_good=before and before.at, first_seen=after.at, confirmed=confirmed.at,
        before_capture=before and before.capture, after_capture=after.capture, confirming_capture=confirmed.capture,
        size=change and change.size, fields=" ".join(change.fields) if change else None, detail=happened.detail, **sides,
    )  # fmt: skip


def stored(sql: sqlite3.Connection, portal: str, kind: str) -> list[Row]:
    """The events of one kind of a portal itself."""
    columns = ", ".join(_COLUMNS)
    return sql.execute(
        f"SELECT {columns} FROM events WHERE portal = ? AND article_id IS NULL AND kind = ?", [portal, kind]
    ).fetchall()


def write(
    sql: sqlite3.Connection, owner: Owner, rows: Sequence[Row], changes: Mapping[str, Change] | None = None
) -> Counter[str]:
    """Make the events of `owner` these; return how many of each kind are new.

    `changes` are those of edits, by the event's name. Of an edit that is stored and not among them the details stay.
    """
    mine = "article_id = ?" if owner.article_id is not None else "article_id IS NULL AND portal = ?"
    known = {
        identity: (number, tuple(values))
        for number, identity, *values in sql.execute(
            f"SELECT id, identity, {', '.join(_COLUMNS)} FROM events WHERE {mine}", [owner.article_id or owner.portal]
        )
    }
    wanted = {name(owner, str(row[0]), str(row[2])): row for row in rows}
    sql.executemany("DELETE FROM events WHERE id = ?", [(known[name][0],) for name in known.keys() - wanted.keys()])
    new: Counter[str] = Counter()
    for identity, values in wanted.items():
        number, before = known.get(identity, (None, None))
        new[str(values[0])] += number is None
        if before != values:
            number = _put(sql, owner, identity, values, number)
        if number is not None and changes and identity in changes:
            _put_changes(sql, number, changes[identity])
    return new


def _put(sql: sqlite3.Connection, owner: Owner, identity: str, row: Row, number: int | None) -> int | None:
    if number is not None:
        sets = ", ".join(f"{column} = ?" for column in _COLUMNS)
        sql.execute(f"UPDATE events SET {sets} WHERE id = ?", [*row, number])
        return number
    return sql.execute(
        f"INSERT INTO events (identity, portal, article_id, {', '.join(_COLUMNS)}) VALUES (?, ?, ?{', ?' * len(_COLUMNS)})",
        [identity, owner.portal, owner.article_id, *row],
    ).lastrowid


def _put_changes(sql: sqlite3.Connection, event: int, change: Change) -> None:
    rows = [tuple(getattr(one, name) for name in _CHANGES) for one in change.details]
    columns = ", ".join(_CHANGES)
    stored = sql.execute(
        f"SELECT {columns} FROM event_changes WHERE event_id = ? ORDER BY position", [event]
    ).fetchall()
    if stored == rows:
        return
    sql.execute("DELETE FROM event_changes WHERE event_id = ?", [event])
    sql.executemany(
        f"INSERT INTO event_changes (event_id, position, {columns}) VALUES (?, ?{', ?' * len(_CHANGES)})",
        [(event, position, *row) for position, row in enumerate(rows, 1)],
    )
