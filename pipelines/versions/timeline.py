"""The life of one article as a rule that can be read: from observations to what happened, run by run.

Only good captures move an article's state. An outage, a block page or a torn answer says nothing; an absence is believed
after several visits to a healthy host; and what changed in a run that changed too much at once is held until a person has
looked (see `guard`). No clock, no database: the same observations make the same story.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

from pipelines.versions.observations import Observation, by_run
from spiders import clock

#: An article is gone after visits in so many runs that found it absent, over at least so long, on a host that was well otherwise.
GONE_VISITS = 3
GONE_AFTER = timedelta(hours=72)

State = Literal["live", "missing", "gone", "moved"]
Kind = Literal["created", "edited", "deleted", "restored", "moved", "misfit"]


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to an article, with the captures on both sides.

    It happened between `before` (the last capture that shows the old state; None for a creation) and `after` (the first that
    shows the new one); `confirmed` is the capture by which it is believed. For an edit `old` and `new` are content hashes, for
    a move addresses. A misfit is no event: its page no longer fits the rule that it was read by, which says nothing of the
    article and much of its host when many do.
    """

    kind: Kind
    before: Observation | None
    after: Observation
    confirmed: Observation
    old: str | None = None
    new: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What one article's observations do not tell: whether its host was well in a run, whether the article that an address
    sends on to is alike (None: it is not known), whether a page had been there before a capture, which runs' changes are held,
    and of which of them a person has said that nothing happened."""

    is_well: Callable[[int, str], bool] = lambda _run, _host: True
    is_alike: Callable[[str, str], bool | None] = lambda _key, _target: None
    was_there: Callable[[str, int], bool] = lambda _address, _capture: True
    held: Collection[int] = frozenset()
    dismissed: Collection[int] = frozenset()


@dataclass
class Timeline:
    """One article's state as its observations come in, run by run."""

    key: str
    around: Circumstances
    state: State = "live"
    since: str | None = None
    #: The observation that first showed the content that the article has now, a content that is held beside it, and the
    #: run that holds it.
    shown: Observation | None = None
    held: Observation | None = None
    held_by: int = 0
    fits: bool = True
    #: The last observation that found it, and the last of them that came with a body.
    last: Observation | None = None
    last_full: Observation | None = None
    absences: list[Observation] = field(default_factory=list)
    #: What each address that has answered said last; and the canonical form of each.
    addresses: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    #: The observation by which it had gone or moved; whether that waits for a person.
    left: Observation | None = None
    waits: bool = False
    liars: set[str] = field(default_factory=set)
    #: The contents that the article has had, and those that are or were held.
    accepted: list[Observation] = field(default_factory=list)
    kept: list[Observation] = field(default_factory=list)

    def tell(self, observations: Sequence[Observation]) -> list[Happening]:
        """Take in what all of `observations` say; return what happened, without what is held."""
        story: list[Happening] = []
        for run, visits in by_run(observations):
            is_held = run in self.around.held
            happened = self.run(visits, is_held)
            story += [one for one in happened if one.kind == "created" or not (is_held or one.kind == "misfit")]
        return story

    def run(self, visits: Iterable[Observation], is_held: bool) -> list[Happening]:
        """Take in the observations of one run; return what they say has happened, whether it is held or not."""
        happened: list[Happening] = []
        for seen in visits:
            happened += self._take(seen, is_held)
        for back in [
            one for one in happened if one.kind == "restored" and one.before and one.before.run == one.after.run
        ]:
            # Another of its addresses answered in the same run: it never left.
            happened = [one for one in happened if one is not back and one.confirmed is not back.before]
        return happened

    def _take(self, seen: Observation, is_held: bool) -> list[Happening]:
        match seen.verdict:
            case "good":
                return self._good(seen, is_held)
            case "absent":
                return self._absent(seen, is_held)
            case "forward":
                if seen.address in self.addresses:
                    self.addresses[seen.address] = "forward"
            case "elsewhere" if seen.address in self.addresses and seen.target:
                alike = self.around.is_alike(self.key, seen.target)
                if alike:
                    return self._moved_away(seen, is_held)
                return [] if alike is None else self._absent(seen, is_held)
        return []

    # -- it is there --------------------------------------------------------------------------------------------------

    def _good(self, seen: Observation, is_held: bool) -> list[Happening]:
        if self.shown is None:
            self._show(seen)
            return [Happening("created", None, seen, seen, new=seen.content_hash)]
        is_same = seen.content_hash == self.shown.content_hash
        misfit = self._misfit(seen)
        if not is_same and self._is_no_evidence(seen):
            self._hardly_read(seen)
            return misfit
        back = [Happening("restored", self.left, seen, seen)] if self.state in ("gone", "moved") else []
        happened = [*misfit, *back]
        happened += self._readdressed(seen)
        if self.state != "live":
            self.state, self.since = "live", seen.at
        self._answers(seen)
        self.waits = False
        self.absences.clear()
        if is_same:
            self.held = None
        elif self.held is None or seen.content_hash != self.held.content_hash:
            happened += self._edited(seen, is_held)
        self._seen(seen)
        return happened

    def _show(self, seen: Observation, *, instead: bool = False) -> None:
        """Accept a content; `instead` of the last one, when that was none."""
        if instead:
            self.accepted.pop()
        self._accept(seen)
        self._answers(seen)
        self._seen(seen)

    def _accept(self, seen: Observation) -> None:
        self.shown, self.held = seen, None
        self.accepted.append(seen)

    def _answers(self, seen: Observation) -> None:
        """This address answers; what else was called so (a retired host's address, another spelling) is the same place."""
        for other in [one for one, place in self.places.items() if place == seen.canonical and one != seen.address]:
            del self.addresses[other], self.places[other]
        self.addresses[seen.address], self.places[seen.address] = "good", seen.canonical

    def _seen(self, seen: Observation) -> None:
        self.last = seen
        if seen.full:
            self.last_full = seen

    def _is_no_evidence(self, seen: Observation) -> bool:
        """Whether another content says nothing: something of the page may be lost, or it no longer fits the rule that read
        the last one, which tells of another template rather than of an edit."""
        assert self.shown is not None
        return (seen.doubt and not self.shown.doubt) or (seen.rule == "generic" != self.shown.rule)

    def _misfit(self, seen: Observation) -> list[Happening]:
        """Its page is no longer found by the rule that has found it: told once, until it is again."""
        assert self.shown is not None
        did_fit, self.fits = self.fits, not seen.rule == "generic" != self.shown.rule
        return [Happening("misfit", self.last, seen, seen)] if did_fit and not self.fits else []

    def _hardly_read(self, seen: Observation) -> None:
        """Another content that is no evidence of an edit. A torn page still shows that the article is there."""
        if self.fits and self.state == "missing":
            self.state, self.since = "live", seen.at
        if self.fits:
            self.absences.clear()

    def _edited(self, seen: Observation, is_held: bool) -> list[Happening]:
        assert self.shown is not None and self.last is not None
        if self.held is not None and self.held_by not in self.around.dismissed:
            # What differs from a held content waits with it: a template that shows other news every day edits nothing.
            self._hold(seen, self.held_by)
            return []
        if self.held is not None:
            self._accept(self.held)  # it was no edit, the article only looks like that now; what differs from it is one
        shown = self.shown
        is_sounder = (shown.doubt and not seen.doubt) or (shown.rule == "generic" != seen.rule)
        if is_sounder or seen.read_by != shown.read_by:
            # Not to be compared: the earlier page was torn, or read by other rules. Nobody has edited anything.
            self._show(seen, instead=True)
            return []
        before = self.last
        if self._is_lie(seen):
            self.liars.add(_host(seen.address))
            before = self.last_full or self.last
        happening = Happening("edited", before, seen, seen, old=shown.content_hash, new=seen.content_hash)
        if is_held:
            self._hold(seen, seen.run)
        else:
            self._show(seen)
        return [happening]

    def _hold(self, seen: Observation, run: int) -> None:
        self.held, self.held_by = seen, run
        self.kept.append(seen)

    def _is_lie(self, seen: Observation) -> bool:
        """Whether the host has called unchanged what was not: by validators that stayed, or by "304" after the last change."""
        if self.last is None or self.last_full is None or not seen.full:
            return False
        if any(seen.validators) and (seen.address, seen.validators) == (
            self.last_full.address,
            self.last_full.validators,
        ):
            return True
        changed = _http_date(seen.validators[1])
        return not self.last.full and changed is not None and changed < self.last.at

    def _readdressed(self, seen: Observation) -> list[Happening]:
        """The address that answered before now sends on to this one."""
        last = self.last
        if last is None or last.canonical == seen.canonical or self.addresses.get(last.address) != "forward":
            return []
        return [Happening("moved", last, seen, seen, old=last.address, new=seen.address)]

    # -- it is not ----------------------------------------------------------------------------------------------------

    def _absent(self, seen: Observation, is_held: bool) -> list[Happening]:
        if seen.address not in self.addresses:
            return []  # only an address that once answered can say that its article is gone
        if self._leads_to_news(seen):
            return []  # sent on to a page that is as new: a notice of maintenance, not the home page
        self.addresses[seen.address] = "absent"
        if self._answers_elsewhere() or not self.around.is_well(seen.run, _host(seen.address)):
            return []
        if self.state in ("gone", "moved"):
            self.left = seen
            return []
        self.absences.append(seen)
        if self.state == "live":
            self.state, self.since = "missing", seen.at
        if (
            self.waits
            or len({one.run for one in self.absences}) < GONE_VISITS
            or _between(self.absences[0], seen) < GONE_AFTER
        ):
            return []
        happening = Happening("deleted", self.last, self.absences[0], seen)
        self._leave("gone", seen, self.absences[0].at, is_held)
        return [happening]

    def _leads_to_news(self, seen: Observation) -> bool:
        if seen.verdict != "absent" or seen.target is None or self.last is None:
            return False
        return not self.around.was_there(seen.target, self.last.capture)

    def _answers_elsewhere(self) -> bool:
        return "good" in self.addresses.values()

    def _moved_away(self, seen: Observation, is_held: bool) -> list[Happening]:
        self.addresses[seen.address] = "elsewhere"
        if self._answers_elsewhere() or self.waits:
            return []
        if self.state in ("gone", "moved"):
            self.left = seen
            return []
        old = self.last.address if self.last else None
        happening = Happening("moved", self.last, seen, seen, old=old, detail=seen.target)
        self._leave("moved", seen, seen.at, is_held)
        return [happening]

    def _leave(self, state: State, seen: Observation, since: str, is_held: bool) -> None:
        """The article is gone or moved, unless that is held: then it is not concluded a second time from the next visit."""
        self.left, self.waits = seen, is_held
        if not is_held:
            self.state, self.since = state, since


def _between(first: Observation, last: Observation) -> timedelta:
    return clock.parse(last.at) - clock.parse(first.at)


def _host(address: str) -> str:
    return address.split("/", 3)[2]


def _http_date(text: str | None) -> str | None:
    """A Last-Modified header as a stamp; None for one that is no date."""
    try:
        return clock.stamp(parsedate_to_datetime(text)) if text else None
    except (ValueError, TypeError, OverflowError):
        return None
