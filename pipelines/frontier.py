"""What is left to fetch and what is due again: one table, read and written in the transaction of whoever learns something.

Rows are addresses; a *thing* (an article key, or a canonical address) may have many. A thing is visited at one address at a
time, the plainest first; once one of them answers, the others are aliases and are not fetched; when one is absent, the next
is tried. So a 404 at one address never hides an article that answers at another.

States: new | answered | alias | absent | moved | failing | refused. A row is due when `next_visit` has come.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from spiders import clock
from spiders.addresses import fold
from spiders.items import Link
from spiders.profile import Profile

#: What is fetched first: ways in, then articles, then the pages that list them.
PRIORITY = {"sitemap": 40, "feed": 40, "entry": 30, "article": 20, "page": 10}
#: How long after a visit each kind is due again. (A full plan by age comes with article versions.)
REVISIT = {
    "entry": timedelta(hours=1), "feed": timedelta(hours=1), "sitemap": timedelta(hours=6),
    "page": timedelta(days=1), "article": timedelta(days=7),
}  # fmt: skip
#: A failing address is tried again after 1 h, 2 h, 4 h ... and at most this long.
LONGEST_BACKOFF = timedelta(days=3)
#: What was refused by robots.txt, or is a file where a page was expected, is looked at again after this long.
LONG_REST = timedelta(days=7)
#: An address that answered before and is absent now is asked again: only several visits make a deletion.
ABSENT_AGAIN = timedelta(days=1)
#: Spellings of one thing kept as rows; more are only counted. Real articles have up to ten.
MOST_SPELLINGS = 12
#: Redirects followed when a loop is looked for; browsers give up at 20.
LONGEST_CHAIN = 20
#: Refused addresses kept as rows for each rule of a portal; more are only counted, or a calendar would fill the disk.
MOST_REFUSED = 500
#: What a row may be refused for that no rule over its address decides.
RUN_TIME_REASONS = frozenset({"listing-end", "robots-refused", "not-html", "too-large"})
#: Rules whose addresses are counted but never kept: they say nothing about the portal itself.
ONLY_COUNTED = frozenset({"offsite", "malformed-address", "scheme", "too-long", "inward-address", "inward-name"})


@dataclass(frozen=True, slots=True)
class Due:
    """A row that may be fetched now, with the validators of its last good capture."""

    id: int
    address: str
    thing: str
    priority: int
    capture_id: int | None
    etag: str | None
    last_modified: str | None


@dataclass
class Frontier:
    """The frontier of one portal. `known` saves a query for each of the links that every page of a site repeats."""

    connection: sqlite3.Connection
    profile: Profile
    known: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Take what is known from the table again: a transaction that failed may have left more in memory."""
        self.known.clear()
        rows = self.connection.execute("SELECT address FROM frontier WHERE portal = ?", [self.profile.name])
        self.known.update(address for (address,) in rows)
        rows = self.connection.execute(
            "SELECT reason, count(*) FROM frontier WHERE portal = ? AND state = 'refused' GROUP BY 1",
            [self.profile.name],
        )
        self._refused: Counter[str] = Counter(dict(rows))

    def reconsider(self) -> None:
        """Before a run: put right what a wrong clock planned, and what rules decided that are others today."""
        now = clock.stamp()
        self.connection.execute(
            "UPDATE frontier SET next_visit = ? WHERE portal = ? AND next_visit > ? AND last_visit > ?",
            [now, self.profile.name, now, now],
        )
        name, rules = f"address rules of {self.profile.name}", self.profile.address_rules()
        before = self.connection.execute("SELECT value FROM facts WHERE name = ?", [name]).fetchone()
        if before and before[0] != rules:
            rows = self.connection.execute(
                "SELECT id, address, thing, kind, state, reason FROM frontier WHERE portal = ?", [self.profile.name]
            ).fetchall()
            for row in rows:
                self._fold_again(*row, now=now)
            self.forget()
        self.connection.execute("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", [name, rules])

    def _fold_again(
        self, row: int, address: str, thing: str, kind: str, state: str, reason: str | None, *, now: str
    ) -> None:
        link = fold(address, address, self.profile)
        if link is None or kind in ("entry", "feed", "sitemap"):
            return
        by_rule = state == "refused" and reason not in RUN_TIME_REASONS
        if link.refused and not by_rule:
            state, reason, due = "refused", link.refused, None
        elif (by_rule and not link.refused) or (link.thing != thing and not link.refused):
            state, reason, due = "new", None, now
        else:
            return
        self.connection.execute(
            "UPDATE frontier SET canonical = ?, thing = ?, article_key = ?, kind = ?, listing = ?, page = ?, state = ?, "
            "reason = ?, next_visit = ? WHERE id = ?",
            [link.canonical, link.thing, link.key, link.kind, link.listing, link.page, state, reason, due, row],
        )

    # -- learning -----------------------------------------------------------------------------------------------------

    def enter(self, links: Iterable[Link], again: bool, kind: str | None = None) -> None:
        """Put ways into the portal into the frontier (of one `kind`, where it is known); `again`: the first is due now."""
        now = clock.stamp()
        for n, link in enumerate(links):
            way = kind or (link.kind if link.kind in ("feed", "sitemap") else "entry")
            self.connection.execute(
                "INSERT INTO frontier (portal, address, canonical, thing, kind, state, priority, listing, page, first_seen, "
                "next_visit) VALUES (?, ?, ?, ?, ?, 'new', ?, ?, 1, ?, ?) ON CONFLICT (portal, address) DO UPDATE SET "
                "kind = excluded.kind, priority = excluded.priority, "
                "next_visit = CASE WHEN ? OR next_visit IS NULL THEN excluded.next_visit ELSE next_visit END",
                [self.profile.name, link.address, link.canonical, link.thing, way, PRIORITY[way],
                 link.listing, now, now, again and n == 0],
            )  # fmt: skip
            self.known.add(link.address)

    def learn(self, links: Iterable[Link], found_on: str) -> list[Link]:
        """Store what is new among `links`; return those that are new things to visit. Counts what was folded or refused."""
        fresh: list[Link] = []
        counts: dict[tuple[str, str], tuple[int, str]] = {}
        now = clock.stamp()
        for link in links:
            if link.address in self.known:
                continue
            self.known.add(link.address)
            for rule, action in ((link.refused, "refused"), *((rule, "folded") for rule in link.folded)):
                if rule:
                    count, _ = counts.get((rule, action), (0, ""))
                    counts[rule, action] = count + 1, link.address
            if self._insert(link, found_on, now):
                fresh.append(link)
        self.count(counts, now)
        return fresh

    def _insert(self, link: Link, found_on: str, now: str) -> bool:
        state, due = self._state_of(link), None
        if state is None:
            return False
        if state == "new":
            due = now
        # The plainest spelling of a thing is tried first: every folding rule that an address needed costs it one place.
        priority = PRIORITY[link.kind] - len(link.folded)
        self.connection.execute(
            "INSERT INTO frontier (portal, address, canonical, thing, article_key, kind, state, reason, priority, listing, "
            "page, found_on, first_seen, next_visit) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            [self.profile.name, link.address, link.canonical, link.thing, link.key, link.kind, state, link.refused, priority,
             link.listing, link.page, found_on, now, due],
        )  # fmt: skip
        return state == "new"

    def _state_of(self, link: Link) -> str | None:
        """The state a new address begins in; None when it is not worth a row."""
        if link.refused:
            self._refused[link.refused] += 1
            return None if link.refused in ONLY_COUNTED or self._refused[link.refused] > MOST_REFUSED else "refused"
        rows = self.connection.execute(
            "SELECT state, canonical FROM frontier WHERE portal = ? AND thing = ?", [self.profile.name, link.thing]
        ).fetchall()
        if not any(state == "answered" for state, _ in rows):
            return "new" if len(rows) < MOST_SPELLINGS else None
        spelled_before = any(canonical == link.canonical for _, canonical in rows)
        return None if spelled_before or len(rows) >= MOST_SPELLINGS else "alias"

    def count(self, counts: dict[tuple[str, str], tuple[int, str]], now: str) -> None:
        """Add to `refusals`: (rule, 'folded' or 'refused') -> number of links and an example."""
        self.connection.executemany(
            "INSERT INTO refusals (portal, rule, action, links, example, last_seen) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET links = links + excluded.links, last_seen = excluded.last_seen",
            [(self.profile.name, rule, action, n, example, now) for (rule, action), (n, example) in counts.items()],
        )

    # -- what became of a visit ---------------------------------------------------------------------------------------

    def answered(self, row: int, capture_id: int, at: str) -> None:
        """This address answered with its thing: other spellings that wait are aliases now."""
        kind, thing, page = self.connection.execute(
            "SELECT kind, thing, page FROM frontier WHERE id = ?", [row]
        ).fetchone()
        # Pages behind the first of a listing are asked for again only by the stop rule, see `turn_page`.
        due = None if kind == "page" and page > 1 else clock.stamp(clock.parse(at) + REVISIT[kind])
        self.connection.execute(
            "UPDATE frontier SET state = 'answered', reason = NULL, last_visit = ?, next_visit = ?, visits = visits + 1, "
            "failures = 0, capture_id = ? WHERE id = ?",
            [at, due, capture_id, row],
        )
        self.connection.execute(
            "UPDATE frontier SET state = 'alias', next_visit = NULL WHERE portal = ? AND thing = ? AND state = 'new' AND id <> ?",
            [self.profile.name, thing, row],
        )

    def absent(self, row: int, at: str) -> None:
        """404, 410 or a soft 404. An address that once answered is asked again; one that never did is left alone."""
        again = clock.stamp(clock.parse(at) + ABSENT_AGAIN)
        self.connection.execute(
            "UPDATE frontier SET state = 'absent', last_visit = ?, visits = visits + 1, "
            "next_visit = CASE WHEN capture_id IS NULL AND kind NOT IN ('entry', 'feed', 'sitemap') THEN NULL ELSE ? END "
            "WHERE id = ?",
            [at, again, row],
        )
        self._wake_aliases(row, at)

    def moved(self, row: int, at: str, target: str, *, for_good: bool) -> None:
        """The address sends on to another one, which is a row of its own. A way in is asked again in any case."""
        again = clock.stamp(clock.parse(at) + REVISIT["page"])
        self.connection.execute(
            "UPDATE frontier SET state = 'moved', reason = ?, last_visit = ?, visits = visits + 1, "
            "next_visit = CASE WHEN ? AND kind NOT IN ('entry', 'feed', 'sitemap') THEN NULL ELSE ? END WHERE id = ?",
            [target, at, for_good, again, row],
        )
        self._wake_aliases(row, at)

    def _wake_aliases(self, row: int, at: str) -> None:
        """The address that stood for its thing no longer answers: the others that were found in links are tried."""
        self.connection.execute(
            "UPDATE frontier SET state = 'new', next_visit = :at WHERE state = 'alias' AND portal = :portal AND thing = "
            "(SELECT thing FROM frontier WHERE id = :row) AND NOT EXISTS (SELECT 1 FROM frontier o WHERE "
            "o.portal = :portal AND o.thing = frontier.thing AND o.state = 'answered')",
            {"at": at, "portal": self.profile.name, "row": row},
        )

    def leads_back(self, target: str, address: str) -> bool:
        """Whether the redirects known from `target` on end at `address` again."""
        for _ in range(LONGEST_CHAIN):
            if target == address:
                return True
            found = self.connection.execute(
                "SELECT reason FROM frontier WHERE portal = ? AND address = ? AND state = 'moved'",
                [self.profile.name, target],
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

    # -- the stop rule of listings ------------------------------------------------------------------------------------

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
            [self.profile.name, listing, page - 1],
        ).fetchone()[0]
        if quiet and page > 1 and before == 1:
            return
        self.connection.execute(
            "UPDATE frontier SET next_visit = ? WHERE portal = ? AND listing = ? AND page = ? AND kind = 'page' "
            "AND (state IN ('answered', 'absent') OR reason = 'listing-end') AND coalesce(last_visit, '') < ?",
            [clock.stamp(), self.profile.name, listing, page + 1, run_started],
        )

    def end_listing(self, row: int) -> None:
        """The page shows nothing that the page before it did not: the listing ends here, its further pages are refused."""
        listing, page = self.connection.execute("SELECT listing, page FROM frontier WHERE id = ?", [row]).fetchone()
        self.connection.execute(
            "UPDATE frontier SET state = 'refused', reason = 'listing-end', next_visit = NULL "
            "WHERE portal = ? AND listing = ? AND page > ? AND state = 'new'",
            [self.profile.name, listing, page],
        )

    # -- asking -------------------------------------------------------------------------------------------------------

    def due(self, limit: int) -> list[Due]:
        """At most `limit` rows whose time has come, most important first, longest due first."""
        found: list[Due] = []
        for priority in self._priorities():
            rows = self.connection.execute(
                "SELECT f.id, f.address, f.thing, f.priority, f.capture_id, c.etag, c.last_modified FROM frontier f "
                "LEFT JOIN captures c ON c.id = f.capture_id WHERE f.portal = ? AND f.priority = ? "
                "AND f.next_visit <= ? ORDER BY f.next_visit, f.id LIMIT ?",
                [self.profile.name, priority, clock.stamp(), limit - len(found)],
            )
            found += [Due(*row) for row in rows]
            if len(found) >= limit:
                break
        return found

    def _priorities(self) -> list[int]:
        """The priorities of rows with a visit ahead, highest first: one hop of the index each, however many rows."""
        rows = self.connection.execute(
            "WITH RECURSIVE level(p) AS (SELECT max(priority) FROM frontier WHERE portal = :portal AND next_visit IS NOT NULL "
            "UNION ALL SELECT (SELECT max(priority) FROM frontier WHERE portal = :portal AND next_visit IS NOT NULL "
            "AND priority < p) FROM level WHERE p IS NOT NULL) SELECT p FROM level WHERE p IS NOT NULL",
            {"portal": self.profile.name},
        )
        return [priority for (priority,) in rows]

    def is_due(self, row: int) -> bool:
        """Whether the row is still to be visited: since it was read, its thing may have answered at another address."""
        return bool(
            self.connection.execute(
                "SELECT 1 FROM frontier WHERE id = ? AND next_visit <= ?", [row, clock.stamp()]
            ).fetchone()
        )
