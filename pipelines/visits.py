"""What became of a visit to an address: it answered, is absent, sends on, or failed; and when it is due again.

One function a verdict, each in the transaction of the store that has read the answer.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from pipelines import plan
from spiders import clock

#: Kinds of rows by which a crawl enters a portal: without them it sees nothing new.
WAYS_IN = ("entry", "feed", "sitemap")
#: An address that sends on for now is asked again after this long.
MOVED_AGAIN = timedelta(days=1)
#: A failing address is tried again after 1 h, 2 h, 4 h ... and at most this long.
LONGEST_BACKOFF = timedelta(days=3)
#: What was refused by robots.txt, or is a file where a page was expected, is looked at again after this long.
LONG_REST = timedelta(days=7)
#: Redirects followed when a loop is looked for; browsers give up at 20.
LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that was answered: when, whether with a body (a 304 has none), whether with news, and of an article the moment
    its page says that it was published."""

    at: str
    full: bool = True
    news: bool = False
    published: datetime | None = None


class Visits:
    """The verdicts over the rows of one portal's frontier."""

    def __init__(self, connection: sqlite3.Connection, portal: str) -> None:
        self.connection, self.portal = connection, portal

    def answered(self, row: int, capture_id: int, visit: Visit) -> None:
        """This address answered with its thing: its other spellings are aliases now."""
        kind, thing, page, state, anchor, waited = self.connection.execute(
            "SELECT kind, thing, page, state, anchor, wait FROM frontier WHERE id = ?", [row]
        ).fetchone()
        at, due = clock.parse(visit.at), None
        if kind == "article":
            begins = anchor is None or visit.news or state == "absent"
            least = plan.first_step(visit.published, at) if anchor is None else plan.RESTART if begins else timedelta()
            anchor = visit.at if begins else anchor
            due = plan.next_visit(clock.parse(anchor), at, least)
        elif (
            kind != "page" or page == 1
        ):  # pages behind the first of a listing are asked for by the stop rule, see `Listings.turn_page`
            wait = plan.wait(kind, None if waited is None else timedelta(seconds=waited), visit.news)
            due, waited = at + wait, int(wait.total_seconds())
        self.connection.execute(
            "UPDATE frontier SET state = 'answered', reason = NULL, last_visit = ?, next_visit = ?, visits = visits + 1, "
            "failures = 0, capture_id = ?, anchor = ?, wait = ?, full_at = CASE WHEN ? THEN ? ELSE full_at END WHERE id = ?",
            [visit.at, due and clock.stamp(due), capture_id, anchor, waited, visit.full, visit.at, row],
        )
        self.connection.execute(
            "UPDATE frontier SET state = 'alias', next_visit = NULL WHERE portal = ? AND thing = ? "
            "AND state IN ('new', 'absent') AND id <> ?",
            [self.portal, thing, row],
        )

    def absent(self, row: int, at: str) -> None:
        """404, 410 or a soft 404. An address that once answered is asked again by the plan, which an absence starts anew; one
        that never did is left alone, unless it is a way in."""
        kind, state, anchor, known = self.connection.execute(
            "SELECT kind, state, anchor, capture_id FROM frontier WHERE id = ?", [row]
        ).fetchone()
        way_in = kind in WAYS_IN
        begins = state != "absent" or anchor is None
        anchor = at if begins else anchor
        due = plan.next_visit(clock.parse(anchor), clock.parse(at), plan.RESTART) if known or way_in else None
        self.connection.execute(
            "UPDATE frontier SET state = 'absent', last_visit = ?, visits = visits + 1, anchor = ?, next_visit = ? WHERE id = ?",
            [at, anchor, due and clock.stamp(min(due, clock.parse(at) + MOVED_AGAIN) if way_in else due), row],
        )
        self._wake_aliases(row, at)

    def moved(self, row: int, at: str, target: str, *, for_good: bool) -> None:
        """The address sends on to another one, which is a row of its own. A way in is asked again in any case, and so is (by the
        plan of an absence) an article that once stood here: a redirect may be how a host says that it is gone."""
        kind, state, anchor, known = self.connection.execute(
            "SELECT kind, state, anchor, capture_id FROM frontier WHERE id = ?", [row]
        ).fetchone()
        due: datetime | None = clock.parse(at) + MOVED_AGAIN
        if kind == "article" and known and not for_good:
            anchor = at if state != "moved" or anchor is None else anchor
            due = plan.next_visit(clock.parse(anchor), clock.parse(at), plan.RESTART)
        elif for_good and kind not in WAYS_IN:
            due = None
        self.connection.execute(
            "UPDATE frontier SET state = 'moved', reason = ?, last_visit = ?, visits = visits + 1, anchor = ?, next_visit = ? "
            "WHERE id = ?",
            [target, at, anchor, due and clock.stamp(due), row],
        )
        self._wake_aliases(row, at)

    def _wake_aliases(self, row: int, at: str) -> None:
        """The address that stood for its thing no longer answers: the others that were found in links are tried."""
        self.connection.execute(
            "UPDATE frontier SET state = 'new', next_visit = :at WHERE state = 'alias' AND portal = :portal AND thing = "
            "(SELECT thing FROM frontier WHERE id = :row) AND NOT EXISTS (SELECT 1 FROM frontier o WHERE "
            "o.portal = :portal AND o.thing = frontier.thing AND o.state = 'answered')",
            {"at": at, "portal": self.portal, "row": row},
        )

    def leads_back(self, target: str, address: str) -> bool:
        """Whether the redirects known from `target` on end at `address` again."""
        for _ in range(LONGEST_CHAIN):
            if target == address:
                return True
            found = self.connection.execute(
                "SELECT reason FROM frontier WHERE portal = ? AND address = ? AND state = 'moved'",
                [self.portal, target],
            ).fetchone()
            if found is None:
                return False
            target = found[0]
        return True

    def failed(self, row: int, at: str, reason: str, *, for_good: bool = False, for_long: bool = False) -> None:
        """No usable answer: back off and try again; after a long while (`for_long`), or never (`for_good`)."""
        failures = self.connection.execute("SELECT failures FROM frontier WHERE id = ?", [row]).fetchone()[0]
        wait = LONG_REST if for_long else min(timedelta(hours=1) * 2 ** min(failures, 10), LONGEST_BACKOFF)
        due = None if for_good else clock.stamp(clock.parse(at) + wait)
        self.connection.execute(
            "UPDATE frontier SET state = ?, reason = ?, last_visit = ?, failures = failures + 1, visits = visits + 1, "
            "next_visit = ? WHERE id = ?",
            ["refused" if for_good or for_long else "failing", reason, at, due, row],
        )
