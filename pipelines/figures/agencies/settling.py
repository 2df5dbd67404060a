"""Whose doing a figure is: the body that did or reported what is counted, as a reader would say it.

The subject of its clause, else the unit where it was done, else the reporter; then the subject of an earlier sentence of the
paragraph; then the article's main body, which comes back in every paragraph that names no other.
"""

import re
from bisect import bisect_left
from functools import cached_property

from pipelines.figures.about import About
from pipelines.figures.agencies.bodies import Body, body_at, heads_within
from pipelines.figures.agencies.doers import (
    AGENT,
    PLACE,
    REPORTER,
    SUBJECT,
    UNIT,
    main_body,
    place_first,
    roles,
    visited,
    visited_place,
)
from pipelines.figures.agencies.offices import SERVICES
from pipelines.figures.agencies.openings import FARTHEST, OPENING
from pipelines.figures.agencies.references import References
from pipelines.figures.agencies.seats import full_name, same_seat, seat
from pipelines.figures.draft import Draft
from pipelines.figures.places import CITIES, kinds, names, shorts
from pipelines.figures.places.mentions import mentions
from pipelines.figures.prose import Prose
from pipelines.folding import canon
from spiders.items import Place

#: A sentence about all of it is told by whoever tells the rest: "toàn tỉnh có".
_WHOLE = re.compile(r"toàn (tỉnh|huyện|thành phố|tp|quận|thị xã|xã|phường|ngành)(?![^\W_])")
_DISTRICT_LEVELS = frozenset(("huyện", "quận", "thị xã", "thành phố", "tp", "tp."))
_OPENING_END = 90
#: So many bodies of one sentence are looked at on either side.
_NEAR = 24
_LEAD = 4


def settle_agencies(prose: Prose, drafts: list[Draft], about: About, place: Place | None) -> None:
    """Give each draft its agency; places are settled before."""
    if not drafts:
        return
    reader = _Reader(prose, about, place)
    for at, draft in enumerate(drafts):
        until = drafts[at + 1].span_start if at + 1 < len(drafts) else len(prose.low)
        body = reader.of(draft, until)
        if body is not None:
            draft.agency = reader.name(body, draft.place)


class _Reader:
    def __init__(self, prose: Prose, about: About, place: Place | None) -> None:
        self.prose, self.text, self.low, self.place = prose, prose.text, prose.low, place
        self.by_start = {one.start: one for one in mentions(prose.text, prose.low)}
        self._roles: dict[int, list[tuple[str, Body]]] = {}
        self._written: dict[int, list[tuple[str, Body]]] = {}
        self._names: dict[tuple[int, Place | None], tuple[Body, str]] = {}
        self.references = References(prose, self.by_start, about.title)
        self.about = about

    def name(self, body: Body, place: Place | None) -> str:
        """In full: as the text writes it elsewhere, else by the place of the figure, of the article."""
        key = (id(body), place)
        if key not in self._names:
            self._names[key] = body, self._named(body, place)  # kept with its body, for the identity to stay its own
        return self._names[key][1]

    def _named(self, body: Body, place: Place | None) -> str:
        if not body.level and not body.named and not body.many and (fuller := self.references.fuller(body)):
            body = fuller
        if body.level and not body.named:
            body = self.references.as_written(body, *seat(body, place, self.place))
        return full_name(body, place if body.level else self.place, self.place)

    # the article

    @cached_property
    def main(self) -> Body | None:
        """The body that the article is about: its title's, else its lead's where that is of the place in the title."""
        title = _Line(self.about.title)
        found, acting = title.main()
        place = title.place()
        for index, sentence in enumerate(self.prose.sentences[:_LEAD]):
            if found or acting:
                break
            found = visited(self.text, self.low, sentence.start, sentence.end, self.by_start)
            if found is None:
                found, acting = main_body(self.low, self._played(index))
            if found and place and not self._together(found, place):
                found = None
        found = found or acting or place or _Line(self.about.publisher).first()
        return self._settled(found) if found else None

    def _together(self, body: Body, place: Body) -> bool:
        """Whether a body of the lead is that of the place in the title."""
        return same_seat(seat(self._settled(body), self.place), seat(self._settled(place), self.place))

    def _settled(self, body: Body) -> Body:
        return self.references.in_commune(body) if body.communal and not body.named else body

    # a figure

    def of(self, draft: Draft, until: int) -> Body | None:
        here = self._of_sentence(draft.sentence)
        if len(here) > _NEAR:  # a line without an end: only what stands near is looked at
            at = bisect_left(here, draft.start, key=lambda one: one[1].start)
            here = here[max(0, at - _NEAR) : at + _NEAR]
        before = [(role, body) for role, body in here if body.start < draft.start]
        for role, body in here:
            if (
                role == AGENT
                and draft.span_end <= body.start < until
                and not _parted(self.low[draft.span_end : body.start])
            ):
                return body
        for role, body in reversed(before):
            if role == SUBJECT:
                return body
        units = [body for role, body in here if role == UNIT]
        if units:
            return min(units, key=lambda body: abs(body.start - draft.start))
        for role, body in reversed(before):
            if role == REPORTER:
                return body
        return self._inherited(draft)

    def _inherited(self, draft: Draft) -> Body | None:
        inherited = self._earlier(draft.sentence) or self.main
        if (
            inherited is not self.main
            and self._elsewhere(draft.place)
            and not (inherited and inherited.level.lower() in _DISTRICT_LEVELS)
        ):
            inherited = self.main
        if inherited and inherited.named and inherited.level and (other := _other_district(inherited, draft.place)):
            return other
        return inherited

    def _elsewhere(self, place: Place | None) -> bool:
        """Whether a figure is about another district than its article: what a provincial unit did before is not told there."""
        return bool(place and place.district_code) and place != self.place

    def _earlier(self, sentence: int) -> Body | None:
        for before in self._before(sentence):
            for wanted in (SUBJECT, REPORTER):
                for role, body in self._of_sentence(before):
                    if role == wanted:
                        return body
        return None

    def _before(self, sentence: int) -> range:
        """The earlier sentences of a paragraph, the nearest first."""
        sentences, first = self.prose.sentences, sentence
        farthest = max(0, sentence - FARTHEST)
        while first > farthest and sentences[first - 1].paragraph == sentences[sentence].paragraph:
            first -= 1
        return range(sentence - 1, first - 1, -1)

    def _of_sentence(self, index: int) -> list[tuple[str, Body]]:
        """The bodies of a sentence that play a part in it, in order, each short name understood."""
        if index not in self._roles:
            understood: list[tuple[str, Body]] = []
            for role, body in self._played(index) or self._whole(index):
                known = self._understood(index, role, body, understood)
                if known is not None:
                    understood.append((SUBJECT if role == PLACE else role, known))
            self._roles[index] = understood
        return self._roles[index]

    def _played(self, index: int) -> list[tuple[str, Body]]:
        """The same as written."""
        if index not in self._written:
            sentence = self.prose.sentences[index]
            self._written[index] = roles(self.text, self.low, sentence.start, sentence.end, self.by_start)
        return self._written[index]

    def _whole(self, index: int) -> list[tuple[str, Body]]:
        """ "Toàn tỉnh có ..." at the head of a sentence."""
        sentence = self.prose.sentences[index]
        if self.low.find("toàn ", sentence.start, sentence.start + _OPENING_END) < 0:
            return []
        opening = OPENING.match(self.low[sentence.start : sentence.end])
        whole = _WHOLE.match(self.low, sentence.start + (opening.end() if opening else 0))
        if whole is None:
            return []
        if whole[1] == "ngành":
            return [(SUBJECT, self.main)] if self.main else []
        return [(PLACE, Body(whole.start(), whole.end(), "UBND", whole[1]))]

    def _understood(self, index: int, role: str, body: Body, here: list[tuple[str, Body]]) -> Body | None:
        """The body that is meant: of a short name the one named before, of a place the one that speaks for it."""
        if body.bare:
            paragraph = self.prose.sentences[min(self._before(index), default=index)].start
            known = self.references.named_before(body, paragraph, self.main)
            return self._settled(known) if known else None
        body = self._settled(body)
        if body.base.endswith((" Sở", " Bộ")) and not body.level and not body.named:
            body = self.references.with_owner(body, self.main)
        return self._speaker(index, body, here) if role == PLACE else body

    def _speaker(self, index: int, place: Body, here: list[tuple[str, Body]]) -> Body:
        """Who speaks for a place: the reporter of the paragraph or the article's main body, where they are of that place."""
        earlier = self._before(index)
        for before in reversed(earlier):
            self._of_sentence(before)
        told = [*reversed(here[-_NEAR:]), *(one for before in earlier for one in self._of_sentence(before)[:_NEAR])]
        found = [body for role, body in told if role == REPORTER]
        if self.main and not self.main.base.lower().startswith(SERVICES):
            found.append(self.main)
        found += [
            body for role, body in told if role == SUBJECT and not body.base.lower().startswith((*SERVICES, "ubnd"))
        ]
        for body in found:
            where = seat(body, self.place)
            if any(where) and same_seat(where, seat(place, self.place)):
                return body
        return place


class _Line:
    """A title or the name of a portal."""

    def __init__(self, text: str) -> None:
        self.text = canon(text)
        low = self.text.lower()
        self.low = low if len(low) == len(self.text) else self.text
        self.by_start = {one.start: one for one in mentions(self.text, self.low)} if text else {}

    def main(self) -> tuple[Body | None, Body | None]:
        """The body that a title is about, and the place that acts in it."""
        end = len(self.low)
        if body := visited(self.text, self.low, 0, end, self.by_start) or visited_place(
            self.text, self.low, self.by_start
        ):
            return body, None
        return main_body(self.low, roles(self.text, self.low, 0, end, self.by_start))

    def place(self) -> Body | None:
        return place_first(self.text, self.low, self.by_start)

    def first(self) -> Body | None:
        """The body in a portal's name, whatever stands before it ("Cổng thông tin điện tử Sở ...")."""
        end = len(self.low)
        found = (
            body_at(self.text, self.low, at, end, self.by_start) for at in heads_within(self.text, self.low, 0, end)
        )
        return next((body for body in found if body and not body.bare), None)


def _other_district(body: Body, place: Place | None) -> Body | None:
    """ "Tại huyện X, đã ..." in an article about another district's committee is X's own doing."""
    if place is None or place.district_code is None or body.level.lower() not in _DISTRICT_LEVELS:
        return None
    named = canon(body.named).lower()
    known = (one for one in names().get(named.partition(" ")[0], ()) if one.low == named)
    if any(district.code == place.district_code for one in known for district in one.districts):
        return None
    if named == place.province.lower() and place.province_code in CITIES:
        return None
    return Body(0, 0, "UBND", kinds()[place.district_code], shorts()[place.district_code])


def _parted(between: str) -> bool:
    return any(mark in between for mark in ",;.(")
