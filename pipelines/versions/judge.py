"""What a run's captures mean: versions, states and events, derived for every article that the run has visited.

Nothing here is the first to know anything: whatever is written follows from the captures (and from what a person decided
about an incident), so it can be made again at any time, in whatever order they were read. Called when a run has ended, and
before the next begins where a crash has kept it from being called.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlite_utils.utils import chunks

from pipelines.rereading import Relearning, pages, read_again, read_by
from pipelines.version import EXTRACTOR_VERSION
from pipelines.versions import guard, incidents, liars, moves, observations, soft_404
from pipelines.versions.account import Account, Life
from pipelines.versions.guard import Tally
from pipelines.versions.health import Health
from pipelines.versions.likeness import Alike
from pipelines.versions.observations import Observation
from pipelines.versions.timeline import Circumstances, Timeline

if TYPE_CHECKING:
    from pipelines.archive import Archive
    from spiders.profile import Profile

#: Articles judged in one transaction.
BATCH = 200


class Judge:
    """Derives what happened on one portal."""

    def __init__(
        self, archive: "Archive", profile: "Profile", progress: Callable[[int], None] = lambda _n: None
    ) -> None:
        self.archive, self.sql, self.profile, self.progress = archive, archive.sql, profile, progress
        self.health, self.alike = Health(self.sql), Alike(self.sql, profile.name)
        self.counts: Counter[str] = Counter()

    # -- which runs, which articles -----------------------------------------------------------------------------------

    def catch_up(self, before: int | None = None) -> Counter[str]:
        """Judge every run of the portal (`before` one) that has not been judged; return how many events of each kind are new."""
        waiting = self._column("SELECT id FROM runs WHERE portal = ? AND judged = 0 ORDER BY id")
        runs = [run for run in waiting if before is None or run < before]
        later = self.sql.execute(
            "SELECT 1 FROM runs WHERE portal = ? AND judged = 1 AND events IS NOT NULL AND id > ?",
            [self.profile.name, runs[0] if runs else 0],
        ).fetchone()
        if runs and later:
            self.all()
        else:
            for run in runs:
                self._run(run)
        return self.counts

    def all(self, *, compare_again: bool = False) -> Counter[str]:
        """Judge the whole portal from all of its captures. With `compare_again` edits are compared anew."""
        keys = self._column("SELECT DISTINCT article_key FROM captures WHERE portal = ? AND article_key IS NOT NULL")
        self._expose(keys)
        held: dict[int, Tally] = {}
        accepted = incidents.accepted(self.sql, self.profile.name)
        while (found := self._earliest_incident(keys, held, accepted)) is not None:
            held.update([found])
        lives = self._lives(keys, {run for run in held if run not in accepted})
        self._write(lives, compare_again)
        self._close(self._column("SELECT id FROM runs WHERE portal = ?"), held, keep=False)
        return self.counts

    def _run(self, run: int) -> None:
        keys = [
            key
            for (key,) in self.sql.execute(
                "SELECT DISTINCT article_key FROM captures WHERE run_id = ? AND article_key IS NOT NULL", [run]
            )
        ]
        self._make_comparable(keys, run)
        self._expose(keys)
        held = incidents.held(self.sql, self.profile.name)
        tally = self._tally(keys, run, held)
        known = self.sql.execute(
            "SELECT count(*) FROM events WHERE portal = ? AND kind = 'created' AND after_capture < "
            "(SELECT coalesce(min(id), 0) FROM captures WHERE run_id = ?)",
            [self.profile.name, run],
        ).fetchone()[0]
        found = {run: tally} if guard.is_too_much(tally, known) else {}
        self._write(self._lives(keys, held | found.keys(), run), compare_again=False)
        self._close([run], found, keep=True)

    def _column(self, query: str) -> list[Any]:
        return [value for (value,) in self.sql.execute(query, [self.profile.name])]

    def _around(self, held: Iterable[int]) -> Circumstances:
        dismissed = incidents.dismissed(self.sql, self.profile.name)
        return Circumstances(self.health.is_well, self.alike, self._was_there, frozenset(held), dismissed)

    def _was_there(self, address: str, capture: int) -> bool:
        """Whether a page had answered at `address` before `capture`."""
        return bool(
            self.sql.execute(
                "SELECT 1 FROM captures WHERE portal = ? AND address = ? AND id < ? "
                "AND reading IN ('page', 'article', 'redirect') LIMIT 1",
                [self.profile.name, address, capture],
            ).fetchone()
        )

    # -- deriving -----------------------------------------------------------------------------------------------------

    def _lives(self, keys: Iterable[str], held: Iterable[int], until: int | None = None) -> Iterator[Life]:
        around = self._around(held)
        for key, seen in observations.of_articles(self.sql, self.profile, keys, until):
            timeline = Timeline(key, around)
            yield Life(key, seen, timeline, timeline.tell(seen))

    def _tally(self, keys: Sequence[str], run: int, held: Iterable[int]) -> Tally:
        """What `run` brings, were nothing of it held."""
        tally = Tally()
        if len(keys) <= guard.MOST:
            return tally
        around = self._around(held)
        for key, seen in observations.of_articles(self.sql, self.profile, keys, run):
            timeline = Timeline(key, around)
            timeline.tell([one for one in seen if one.run < run])
            tally.add(timeline.run([one for one in seen if one.run == run], is_held=False))
        return tally

    def _earliest_incident(
        self, keys: Sequence[str], held: dict[int, Tally], accepted: frozenset[int]
    ) -> tuple[int, Tally] | None:
        """The first run, after those in `held`, that changes too much. What is held before it changes what it brings, so
        they are found one after another."""
        tallies: dict[int, Tally] = {}
        around = self._around(frozenset(held) - accepted)
        for key, seen in observations.of_articles(self.sql, self.profile, keys):
            timeline = Timeline(key, around)
            for run, visits in observations.by_run(seen):
                is_held = run in around.held
                tallies.setdefault(run, Tally()).add(timeline.run(visits, is_held))
        known = 0
        for run in sorted(tallies):
            if run not in held and guard.is_too_much(tallies[run], known):
                return run, tallies[run]
            known += tallies[run].created
        return None

    # -- what readings of different rules say -------------------------------------------------------------------------

    def _make_comparable(self, keys: Sequence[str], run: int) -> None:
        """Where a run has read another content than an earlier reader did, the earlier pages are read again by today's."""
        stale = [
            key
            for key, seen in observations.of_articles(self.sql, self.profile, keys, run)
            if _is_mixed([one for one in seen if one.verdict == "good"])
        ]
        relearning = Relearning(self.sql, self.profile)
        for batch in map(list, chunks(stale, BATCH)):
            marks = ", ".join("?" * len(batch))
            wanted = pages(self.archive, f"c.portal = ? AND c.article_key IN ({marks})", [self.profile.name, *batch])
            wanted = [page for page in wanted if page.read_by != read_by(EXTRACTOR_VERSION, self.profile)]
            readings = list(read_again(self.archive.workers, wanted))
            with self.archive.transaction():
                for page, reading in readings:
                    relearning.learn(page, reading)

    def _expose(self, keys: Sequence[str]) -> None:
        """What reads like the page of an article that is not there is an absence, whenever that page was learnt."""
        with self.archive.transaction() as sql:
            soft_404.expose(sql, self.profile, keys)

    # -- writing ------------------------------------------------------------------------------------------------------

    def _write(self, lives: Iterator[Life], compare_again: bool) -> None:
        account = Account(self.archive, self.profile, compare_again)
        for batch in map(list, chunks(lives, BATCH)):
            self.counts += account.write(batch)
            self.progress(len(batch))
        self._lied(account.liars)

    def _lied(self, hosts: set[str]) -> None:
        """Remember the hosts whose "not changed" is not to be believed."""
        known = liars.known(self.sql, self.profile.name)
        if hosts - known:
            with self.archive.transaction() as sql:
                liars.remember(sql, self.profile.name, hosts | known)

    def _close(self, runs: Sequence[int], found: dict[int, Tally], *, keep: bool) -> None:
        """The events of the portal itself, and the runs are judged."""
        with self.archive.transaction() as sql:
            rows = incidents.rows(sql, self.profile.name, found, keep=keep) + moves.rows(sql, self.profile)
            new = incidents.write(sql, self.profile.name, rows)
            self.counts += new
            sql.executemany(
                "UPDATE runs SET judged = 1, events = (SELECT count(*) FROM events e JOIN captures c "
                "ON c.id = e.confirming_capture WHERE c.run_id = runs.id) WHERE id = ?",
                [(run,) for run in runs],
            )


def _is_mixed(good: Sequence[Observation]) -> bool:
    """Whether contents that differ were read by different readers."""
    return len({one.content_hash for one in good}) > 1 and len({one.read_by for one in good}) > 1
