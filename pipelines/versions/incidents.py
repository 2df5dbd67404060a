"""The events of a portal as a whole: runs in which too much changed at once, and what a person has decided about them.

An incident is open until somebody has looked: accepted, its changes become events of their articles; dismissed, they never
do. The decision is the one thing here that cannot be derived, so it has a table of its own.
"""

import sqlite3
from collections import Counter
from collections.abc import Mapping

from pipelines.versions import event_rows
from pipelines.versions.event_rows import Owner, Row
from pipelines.versions.guard import Tally


def held(sql: sqlite3.Connection, portal: str) -> frozenset[int]:
    """The runs whose changes are held."""
    return _runs(sql, portal) - accepted(sql, portal)


def accepted(sql: sqlite3.Connection, portal: str) -> frozenset[int]:
    """The runs whose incident a person has accepted."""
    return _reviewed(sql, portal, "accepted")


def dismissed(sql: sqlite3.Connection, portal: str) -> frozenset[int]:
    """The runs of which a person has said that nothing happened."""
    return _reviewed(sql, portal, "dismissed")


def review(sql: sqlite3.Connection, identity: str, decision: str, at: str, note: str | None) -> None:
    """Write down what a person has decided (accepted | dismissed); it counts when the portal is judged the next time."""
    sql.execute("INSERT OR REPLACE INTO incident_reviews VALUES (?, ?, ?, ?)", [identity, decision, at, note])


def _runs(sql: sqlite3.Connection, portal: str) -> frozenset[int]:
    found = sql.execute(
        "SELECT c.run_id FROM events e JOIN captures c ON c.id = e.after_capture WHERE e.portal = ? AND e.kind = 'incident'",
        [portal],
    )
    return frozenset(run for (run,) in found)


def _reviewed(sql: sqlite3.Connection, portal: str, decision: str) -> frozenset[int]:
    """Told by the reviews and the captures alone: the events themselves may have to be made again."""
    names = {
        identity for (identity,) in sql.execute("SELECT identity FROM incident_reviews WHERE decision = ?", [decision])
    }
    if not any(identity.startswith(f"{portal}#") for identity in names):
        return frozenset()
    firsts = sql.execute(
        "SELECT r.id, c.fetched_at FROM runs r JOIN captures c ON c.id = (SELECT min(id) FROM captures WHERE run_id = r.id) "
        "WHERE r.portal = ?",
        [portal],
    )
    return frozenset(run for run, at in firsts if _name(portal, at) in names)


def _name(portal: str, at: str) -> str:
    return event_rows.name(Owner(portal, portal), "incident", at)


def rows(sql: sqlite3.Connection, portal: str, found: Mapping[int, Tally], *, keep: bool) -> list[Row]:
    """The incidents of a portal as rows: those `found`, and with `keep` those that are known."""
    made = [_row(sql, portal, run, tally) for run, tally in found.items()]
    if not keep:
        return made
    names = {(row[0], row[2]) for row in made}
    return [row for row in event_rows.stored(sql, portal, "incident") if (row[0], row[2]) not in names] + made


def _row(sql: sqlite3.Connection, portal: str, run: int, tally: Tally) -> Row:
    """An incident is called by the first capture of its run, whatever that shows: so a decision about it stays with it when
    other rules find that fewer articles changed, or more."""
    ((first,),) = sql.execute(
        "SELECT fetched_at FROM captures WHERE id = (SELECT min(id) FROM captures WHERE run_id = ?)",
        [run],
    )
    ((last,),) = sql.execute("SELECT fetched_at FROM captures WHERE id = ?", [tally.last])
    told = ", ".join(f"{kind} {count}" for kind, count in sorted(tally.kinds.items()))
    decision = sql.execute(
        "SELECT decision FROM incident_reviews WHERE identity = ?", [_name(portal, first)]
    ).fetchone()
    return event_rows.row(
        kind="incident", first_seen=first, confirmed=last, after_capture=tally.first,
        confirming_capture=tally.last, articles=tally.changed, detail=f"{told} of {tally.visited} visited",
        review=decision[0] if decision else "open",
    )  # fmt: skip


def write(sql: sqlite3.Connection, portal: str, events: list[Row]) -> Counter[str]:
    """Make the events of the portal itself these; return how many of each kind are new."""
    return event_rows.write(sql, Owner(portal, portal), events)
