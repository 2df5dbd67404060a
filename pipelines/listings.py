"""The pages that list articles: how far they are followed, and what is missing from them.

A listing is followed until it brings nothing new, never to a fixed page: after months without a crawl all of the pages in
between are asked for.
"""

import json
import sqlite3
from datetime import timedelta

from spiders import clock

#: Things of a listing that are remembered, and how many may be missing from it at once: more are another list.
MOST_LISTED, MOST_MISSING = 200, 10
#: An article visited as lately as this is not visited again because a list no longer has it.
HINT_REST = timedelta(hours=6)


class Listings:
    """The listings of one portal's frontier."""

    def __init__(self, connection: sqlite3.Connection, portal: str) -> None:
        self.connection, self.portal = connection, portal

    def turn_page(self, row: int, quiet: bool, run_started: str) -> None:
        """Ask for the next page of a listing, unless this page and the one before it were both quiet.

        Quiet means: nothing new on it, and everything on it older than the last finished run. Never a page count: after
        months without a crawl the pages in between are all asked for. Pages that this run has seen are left alone.
        """
        listing, page = self.connection.execute("SELECT listing, page FROM frontier WHERE id = ?", [row]).fetchone()
        self.connection.execute("UPDATE frontier SET quiet = ? WHERE id = ?", [int(quiet), row])
        if listing is None:
            return
        before = self.connection.execute(
            "SELECT min(quiet) FROM frontier WHERE portal = ? AND listing = ? AND page = ?",
            [self.portal, listing, page - 1],
        ).fetchone()[0]
        if quiet and page > 1 and before == 1:
            return
        self.connection.execute(
            "UPDATE frontier SET next_visit = ? WHERE portal = ? AND listing = ? AND page = ? AND kind = 'page' "
            "AND (state IN ('answered', 'absent') OR reason = 'listing-end') AND coalesce(last_visit, '') < ?",
            [clock.stamp(), self.portal, listing, page + 1, run_started],
        )

    def listed(self, row: int, items: tuple[str, ...], at: str) -> None:
        """Remember what a listing lists; what is missing from its midst is visited soon.

        Only a hint: an article that an editor took from a list often lives on. What fell off the end says nothing.
        """
        (before,) = self.connection.execute("SELECT items FROM frontier WHERE id = ?", [row]).fetchone()
        self.connection.execute(
            "UPDATE frontier SET items = ? WHERE id = ?", [json.dumps(items[:MOST_LISTED]) if items else None, row]
        )
        old, now = json.loads(before or "[]"), frozenset(items)
        last = max((n for n, thing in enumerate(old) if thing in now), default=0)
        missing = [thing for thing in old[:last] if thing not in now]
        if len(missing) > MOST_MISSING:
            return
        self.connection.executemany(
            "UPDATE frontier SET next_visit = :at WHERE portal = :portal AND thing = :thing AND kind = 'article' "
            "AND state = 'answered' AND next_visit > :at AND last_visit < :rested",
            [
                {"at": at, "portal": self.portal, "thing": thing, "rested": clock.stamp(clock.parse(at) - HINT_REST)}
                for thing in missing
            ],
        )

    def end_listing(self, row: int) -> None:
        """The page shows nothing that the page before it did not: the listing ends here, its further pages are refused."""
        listing, page = self.connection.execute("SELECT listing, page FROM frontier WHERE id = ?", [row]).fetchone()
        self.connection.execute(
            "UPDATE frontier SET state = 'refused', reason = 'listing-end', next_visit = NULL "
            "WHERE portal = ? AND listing = ? AND page > ? AND state = 'new'",
            [self.portal, listing, page],
        )
