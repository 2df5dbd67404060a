"""The account of what happened, in rows: the version that an article shows, its state, its versions and its events.

Pages that have to be read (an edited article is shown with its figures) and contents that have to be compared go to the
workers first; what they say is written in one transaction a batch.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines import article_rows
from pipelines.rereading import Page, pages, read_again, read_by
from pipelines.versions import event_rows, rows
from pipelines.versions.content import Change
from pipelines.versions.event_rows import Owner
from pipelines.versions.observations import Observation
from pipelines.versions.rows import Span
from pipelines.versions.timeline import Happening, Timeline
from spiders.items import Reading

if TYPE_CHECKING:
    from pipelines.archive import Archive
    from spiders.profile import Profile


@dataclass
class Life:
    """One article: its observations, where they have led it, and what has happened on the way."""

    key: str
    seen: list[Observation]
    timeline: Timeline
    story: list[Happening]


@dataclass(frozen=True, slots=True)
class _Row:
    """What the archive holds of an article now."""

    id: int
    identity: str
    content_hash: str
    state: str
    state_since: str | None
    versions: int
    first_seen: str
    last_seen: str
    address: str


@dataclass
class _Found:
    """What the workers have said for a batch: readings by capture, changes by the event's name (`kept`: known already)."""

    readings: dict[int, tuple[Page, Reading]] = field(default_factory=dict)
    changes: dict[str, Change] = field(default_factory=dict)
    kept: dict[str, Change] = field(default_factory=dict)


class Account:
    """Writes what lives have come to. With `compare_again` the changes of every edit are looked for anew."""

    def __init__(self, archive: "Archive", profile: "Profile", compare_again: bool) -> None:
        self.archive, self.sql, self.profile = archive, archive.sql, profile
        self.compare_again = compare_again
        self.liars: set[str] = set()

    def write(self, lives: Sequence[Life]) -> Counter[str]:
        """Write a batch; return how many events of each kind are new."""
        known = self._known(life.key for life in lives)
        lives = [life for life in lives if life.key in known and life.timeline.shown]
        found = _Found()
        self._read(lives, known, found)
        self._compare(lives, known, found)
        new: Counter[str] = Counter()
        with self.archive.transaction():
            for life in lives:
                new += self._one(life, known[life.key], found)
                self.liars |= life.timeline.liars
        return new

    def _known(self, keys: Iterable[str]) -> dict[str, _Row]:
        wanted = list(keys)
        rows = self.sql.execute(
            "SELECT key, id, identity, content_hash, state, state_since, versions, first_seen, last_seen, address FROM articles "
            f"WHERE identity IN ({', '.join('?' * len(wanted))})",
            [f"{self.profile.name}:{key}" for key in wanted],
        )
        return {key: _Row(*values) for key, *values in rows}

    # -- what the workers are asked -----------------------------------------------------------------------------------

    def _read(self, lives: Sequence[Life], known: Mapping[str, _Row], found: _Found) -> None:
        """Read the pages that articles are to show from now on."""
        wanted = [
            life.timeline.shown.payload
            for life in lives
            if life.timeline.shown and life.timeline.shown.content_hash != known[life.key].content_hash
        ]
        if not wanted:
            return
        marks = ", ".join("?" * len(wanted))
        for page, reading in read_again(self.archive.workers, pages(self.archive, f"c.id IN ({marks})", wanted)):
            found.readings[page.stored.ref.id] = page, reading

    def _compare(self, lives: Sequence[Life], known: Mapping[str, _Row], found: _Found) -> None:
        """Compare both sides of every edit that is not stored yet."""
        place = self.profile.place
        publisher = self.profile.title["vi"] if self.profile.kind == "portal" else ""
        waiting = []
        for life in lives:
            row = known[life.key]
            edits = [one for one in life.story if one.kind == "edited" and one.old and one.new]
            stored = self._stored(row, edits)
            contents = rows.contents(self.sql, row.id) if len(stored) < len(edits) else {}
            for edit in edits:
                called = event_rows.name(self._owner(row), edit.kind, edit.after.at)
                if called in stored:
                    found.kept[called] = stored[called]
                elif edit.old in contents and edit.new in contents:
                    old, new = contents[edit.old], contents[edit.new]
                    waiting.append((called, self.archive.workers.compare(old, new, place, publisher)))
        for called, change in waiting:
            found.changes[called] = self.archive.workers.result(change)

    def _stored(self, row: _Row, edits: Sequence[Happening]) -> dict[str, Change]:
        """The size and the fields of those edits whose comparison is known, by the event's name."""
        if self.compare_again or not edits:
            return {}
        stored = self.sql.execute(
            "SELECT e.identity, o.content_hash, n.content_hash, e.size, e.fields FROM events e "
            "JOIN article_versions o ON o.id = e.from_version JOIN article_versions n ON n.id = e.to_version "
            "WHERE e.article_id = ? AND e.kind = 'edited'",
            [row.id],
        ).fetchall()
        sides = {event_rows.name(self._owner(row), one.kind, one.after.at): (one.old, one.new) for one in edits}
        return {
            called: Change(size, tuple((fields or "").split()))
            for called, old, new, size, fields in stored
            if sides.get(called) == (old, new)
        }

    def _owner(self, row: _Row) -> Owner:
        return Owner(self.profile.name, row.identity, row.id)

    # -- what is written ----------------------------------------------------------------------------------------------

    def _one(self, life: Life, row: _Row, found: _Found) -> Counter[str]:
        shown = life.timeline.shown
        assert shown is not None
        self._show(shown, row, found)
        spans = _spans(life)
        rows.settle(self.sql, row.id, spans)
        ids = rows.ids(self.sql, row.id)
        owner = self._owner(row)
        events = []
        for happened in life.story:
            called = event_rows.name(owner, happened.kind, happened.after.at)
            events.append(event_rows.row_of(happened, ids, found.changes.get(called) or found.kept.get(called)))
        new = event_rows.write(self.sql, owner, events, found.changes)
        self._state(life, row, len(spans))
        return new

    def _show(self, shown: Observation, row: _Row, found: _Found) -> None:
        """Make the article show the content that its timeline has come to."""
        if shown.content_hash == row.content_hash:
            return
        page, reading = found.readings.get(shown.payload, (None, None))
        if page is not None and reading is not None and reading.article is not None:
            by = read_by(reading.extractor_version, self.profile)
            article_rows.show(self.sql, row.id, reading, page.capture, self.profile.place, by)

    def _state(self, life: Life, row: _Row, versions: int) -> None:
        timeline = life.timeline
        good = [seen for seen in life.seen if seen.verdict == "good"]
        answers = timeline.addresses.get(row.address, "good") == "good" and not self._is_retired(row.address)
        address = timeline.last.address if timeline.last and not answers else row.address
        now = (timeline.state, timeline.since, versions, good[0].at, good[-1].at, address)
        if now != (row.state, row.state_since, row.versions, row.first_seen, row.last_seen, row.address):
            self.sql.execute(
                "UPDATE articles SET state = ?, state_since = ?, versions = ?, first_seen = ?, last_seen = ?, address = ? "
                "WHERE id = ?",
                [*now, row.id],
            )

    def _is_retired(self, address: str) -> bool:
        return address.split("/", 3)[2] in self.profile.retired_domains if "://" in address else False


def _spans(life: Life) -> list[Span]:
    """The versions of an article: the contents that were accepted, and those that are or were held, as they appeared."""
    timeline = life.timeline
    both = sorted((*timeline.accepted, *timeline.kept), key=lambda one: one.capture)
    wanted = dict.fromkeys(one.content_hash for one in both)
    seen = {
        found: [one for one in life.seen if one.content_hash == found and one.verdict == "good"] for found in wanted
    }
    return [
        Span(found, visits[0].capture, visits[-1].capture, visits[0].at, visits[-1].at, len(visits), visits[-1].read_by)
        for found, visits in seen.items()
    ]
