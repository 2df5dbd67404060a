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
from typing import NamedTuple
from urllib.parse import urlsplit

from pipelines import plan
from pipelines.listings import Listings
from pipelines.versions import liars
from pipelines.versions.soft_404 import probe_of
from pipelines.visits import WAYS_IN, Visits
from spiders import clock
from spiders.addresses import fold
from spiders.items import Link
from spiders.profile import Profile

#: What is fetched first: ways in, then articles, then the pages that list them.
PRIORITY = {"sitemap": 40, "feed": 40, "entry": 30, "article": 20, "page": 10}
#: Spellings of one thing kept as rows; more are only counted. Real articles have up to ten.
MOST_SPELLINGS = 12
#: Refused addresses kept as rows for each rule of a portal; more are only counted, or a calendar would fill the disk.
MOST_REFUSED = 500
#: What a row may be refused for that no rule over its address decides.
RUN_TIME_REASONS = frozenset({"listing-end", "robots-refused", "not-html", "too-large"})
#: Rules whose addresses are counted but never kept: they say nothing about the portal itself.
ONLY_COUNTED = frozenset({"offsite", "malformed-address", "scheme", "too-long", "inward-address", "inward-name"})


class Due(NamedTuple):
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
        self.visits = Visits(self.connection, self.profile.name)
        self.listings = Listings(self.connection, self.profile.name)
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
        self.liars = liars.known(self.connection, self.profile.name)

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
        if link is None:
            return
        if urlsplit(link.address).netloc != urlsplit(address).netloc:
            self._rehouse(row, link)  # a way in, too: a host that is no more would else end every run
            return
        if kind in WAYS_IN:
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

    def _rehouse(self, row: int, link: Link) -> None:
        """The host of a row has been retired: the row, with its plan, is of the host that took its place."""
        taken = self.connection.execute(
            "SELECT 1 FROM frontier WHERE portal = ? AND address = ?", [self.profile.name, link.address]
        ).fetchone()
        sets = (
            "state = 'moved', reason = :address, next_visit = NULL"
            if taken
            else "address = :address, canonical = :canonical, thing = :thing, full_at = NULL"
        )
        self.connection.execute(
            f"UPDATE frontier SET {sets} WHERE id = :row",
            {"address": link.address, "canonical": link.canonical, "thing": link.thing, "row": row},
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

    # -- asking -------------------------------------------------------------------------------------------------------

    def due(self, limit: int) -> list[Due]:
        """At most `limit` rows whose time has come, most important first, longest due first."""
        found: list[Due] = []
        now = clock.now()
        for priority in self._priorities():
            rows = self.connection.execute(
                "SELECT f.id, f.address, f.thing, f.priority, f.capture_id, c.etag, c.last_modified FROM frontier f "
                "LEFT JOIN captures c ON c.id = f.capture_id AND f.full_at > ? WHERE f.portal = ? AND f.priority = ? "
                "AND f.next_visit <= ? ORDER BY f.next_visit, f.id LIMIT ?",
                [clock.stamp(now - plan.FULL_EVERY), self.profile.name, priority, clock.stamp(now), limit - len(found)],
            )
            found += [self._trusted(Due(*row)) for row in rows]
            if len(found) >= limit:
                break
        return found

    def _trusted(self, due: Due) -> Due:
        """Without its validators where the host has answered "not changed" of something that was."""
        if (due.etag or due.last_modified) and urlsplit(due.address).netloc in self.liars:
            return due._replace(etag=None, last_modified=None)
        return due

    def _priorities(self) -> list[int]:
        """The priorities of rows with a visit ahead, highest first: one hop of the index each, however many rows."""
        rows = self.connection.execute(
            "WITH RECURSIVE level(p) AS (SELECT max(priority) FROM frontier WHERE portal = :portal AND next_visit IS NOT NULL "
            "UNION ALL SELECT (SELECT max(priority) FROM frontier WHERE portal = :portal AND next_visit IS NOT NULL "
            "AND priority < p) FROM level WHERE p IS NOT NULL) SELECT p FROM level WHERE p IS NOT NULL",
            {"portal": self.profile.name},
        )
        return [priority for (priority,) in rows]

    def probes(self, salt: str) -> list[str]:
        """An address that cannot exist for each host with an article that has answered, in the shape of that one's address."""
        found = []
        for domain in self.profile.domains:
            row = self.connection.execute(
                "SELECT address FROM frontier WHERE portal = ? AND kind = 'article' AND state = 'answered' "
                "AND (address LIKE ? OR address LIKE ?) ORDER BY id LIMIT 1",
                [self.profile.name, f"http://{domain}/%", f"https://{domain}/%"],
            ).fetchone()
            found += [probe_of(row[0], self.profile, salt)] if row else []
        return found

    def awaits_absence(self) -> bool:
        """Whether an address is due that once answered and was absent, or sent on, the last time."""
        return bool(
            self.connection.execute(
                "SELECT 1 FROM frontier WHERE portal = ? AND next_visit <= ? AND state IN ('absent', 'moved') "
                "AND capture_id IS NOT NULL LIMIT 1",
                [self.profile.name, clock.stamp()],
            ).fetchone()
        )

    def is_due(self, row: int) -> bool:
        """Whether the row is still to be visited: since it was read, its thing may have answered at another address."""
        return bool(
            self.connection.execute(
                "SELECT 1 FROM frontier WHERE id = ? AND next_visit <= ?", [row, clock.stamp()]
            ).fetchone()
        )
