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
    return _runs(sql, portal, "AND e.identity IN (SELECT identity FROM incident_reviews WHERE decision = 'accepted')")


def review(sql: sqlite3.Connection, identity: str, decision: str, at: str, note: str | None) -> None:
    """Write down what a person has decided (accepted | dismissed); it counts when the portal is judged the next time."""
    sql.execute("INSERT OR REPLACE INTO incident_reviews VALUES (?, ?, ?, ?)", [identity, decision, at, note])


def _runs(sql: sqlite3.Connection, portal: str, condition: str = "") -> frozenset[int]:
    found = sql.execute(
        "SELECT c.run_id FROM events e JOIN captures c ON c.id = e.after_capture "
        f"WHERE e.portal = ? AND e.kind = 'incident' {condition}",
        [portal],
    )
    return frozenset(run for (run,) in found)


def rows(sql: sqlite3.Connection, portal: str, found: Mapping[int, Tally], *, keep: bool) -> list[Row]:
    """The incidents of a portal as rows: those `found`, and with `keep` those that are known."""
    made = [_row(sql, portal, tally) for tally in found.values()]
    if not keep:
        return made
    names = {(row[0], row[2]) for row in made}
    return [row for row in event_rows.stored(sql, portal, "incident") if (row[0], row[2]) not in names] + made


def _row(sql: sqlite3.Connection, portal: str, tally: Tally) -> Row:
    stamps = dict(sql.execute("SELECT id, fetched_at FROM captures WHERE id IN (?, ?)", [tally.first, tally.last]))
    told = ", ".join(f"{kind} {count}" for kind, count in sorted(tally.kinds.items()))
    identity = event_rows.name(Owner(portal, portal), "incident", stamps[tally.first])
    decision = sql.execute("SELECT decision FROM incident_reviews WHERE identity = ?", [identity]).fetchone()
    return event_rows.row(
        kind="incident", first_seen=stamps[tally.first], confirmed=stamps[tally.last], after_capture=tally.first,
        confirming_capture=tally.last, articles=tally.changed, detail=f"{told} of {tally.visited} visited",
        review=decision[0] if decision else "open",
    )  # fmt: skip


def write(sql: sqlite3.Connection, portal: str, events: list[Row]) -> Counter[str]:
    """Make the events of the portal itself these; return how many of each kind are new."""
    return event_rows.write(sql, Owner(portal, portal), events)
