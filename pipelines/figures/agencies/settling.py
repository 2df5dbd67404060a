"""Whose doing a figure is: the body that did or reported what is counted, as a reader would say it.

An article has one main body: its title's, else the one that acts in its lead, never a part of the whole named further down. A
paragraph has a speaker: the last subject or reporter in it until a new topic, else the one whose report the article follows, else
the main body, which comes back at every paragraph that names nobody. A sentence has an actor of its own where one can be told:
the subject of the clause, else the unit where it was done, else the reporter, none of them beyond its brackets.
"""

import re
from bisect import bisect_left
from functools import cached_property

from pipelines.figures.about import About
from pipelines.figures.agencies.bodies import Body
from pipelines.figures.agencies.doers import AGENT, EXAMPLES, PLACE, REPORTER, SUBJECT, UNIT, is_assembly, roles
from pipelines.figures.agencies.lines import Line, main_body, visited
from pipelines.figures.agencies.offices import COUNTERS, SERVICES
from pipelines.figures.agencies.openings import FARTHEST, OPENING
from pipelines.figures.agencies.references import References
from pipelines.figures.agencies.scope import LEAD, aside, bracketed, fronted, governs, told_reports
from pipelines.figures.agencies.seats import DISTRICT_LEVELS, full_name, other_district, same_seat, seat
from pipelines.figures.draft import Draft
from pipelines.figures.places import is_new, of_portal
from pipelines.figures.places.mentions import mentions
from pipelines.figures.prose import Prose
from spiders.items import Place

#: A sentence about all of it is told by whoever tells the rest: "toàn tỉnh có".
_WHOLE = re.compile(r"toàn (tỉnh|huyện|thành phố|tp|quận|thị xã|xã|phường|ngành)(?![^\W_])")
_ALL = "các cấp "
_TOPICS = ("về ", "công tác ", "trong công tác ", "đối với công tác ", "trong lĩnh vực ", "ở lĩnh vực ")
_OPENING_END = 90
#: So many bodies of one sentence are looked at on either side.
_NEAR = 24


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
        if body.many and not body.named and not body.level:
            body = self.references.as_written(body, *seat(body, self.place))
        return full_name(body, place if body.level else self.place, self.place)

    # the article

    @cached_property
    def main(self) -> Body | None:
        """The body that the article is about: its title's, else its lead's where that is of the place in the title."""
        title = Line(self.about.title)
        found, acting = title.main()
        place, unit = title.place(), None
        for index, sentence in enumerate(self.prose.sentences[:LEAD]):
            if found or acting:
                break
            found = visited(self.text, self.low, sentence.start, sentence.end, self.by_start)
            if found is None:
                found, acting = main_body(self.low, self._played(index))
            if found and place and not self._together(found, place):
                found = None
            detail = sentence.paragraph or (place and self.low.startswith("theo ", sentence.start))
            if found and detail and found.base.lower().startswith(SERVICES):  # a part of the whole
                unit, found = found, None
                break
        found = found or acting or place or (unit and (title.anywhere() or unit)) or self._publisher()
        if found and found.base.endswith((" Sở", " Bộ")) and not found.level and not found.named:
            found = self.references.with_owner(found, None)
        return self._settled(found) if found else None

    def _publisher(self) -> Body | None:
        """Whose portal it is: a body of the portal's own place, whatever place the article is about."""
        body = Line(self.about.publisher).first()
        own = of_portal(self.about.place, is_new(self.about.published))[0]
        if body is None or body.named or own is None:
            return body
        level, name = seat(body, own)
        return Body(body.start, body.end, body.base, level, name)

    def _together(self, body: Body, place: Body) -> bool:
        """Whether a body of the lead is that of the place in the title."""
        return same_seat(self._seat(body), self._seat(place))

    def _settled(self, body: Body) -> Body:
        return self.references.in_commune(body) if body.communal and not body.named else body

    # a figure

    def of(self, draft: Draft, until: int) -> Body | None:
        here = self._of_sentence(draft.sentence)
        if len(here) > _NEAR:  # a line without an end: only what stands near is looked at
            at = bisect_left(here, draft.start, key=lambda one: one[1].start)
            here = here[max(0, at - _NEAR) : at + _NEAR]
        start = self.prose.sentences[draft.sentence].start
        before = [one for one in here if one[1].start <= draft.start and not aside(self.low, start, one[1], draft)]
        for role, body in here:
            if (
                role == AGENT
                and draft.span_end <= body.start < until
                and not _parted(self.low[draft.span_end : body.start])
            ):
                return body
        for role, body in reversed(before):
            if role == SUBJECT and not self._rated(body, draft):
                if self.low.startswith(_ALL, body.start) and (earlier := self._earlier(draft.sentence)):
                    return earlier
                return self._of_sector(body) if governs(self.low, body, draft, self.main) else self._inherited(draft)
        subjects = (body for role, body in here if role == SUBJECT)
        if not before and (behind := fronted(self.low, start, draft, subjects)):
            return behind
        units = [body for role, body in here if role == UNIT]
        if units:
            return min(units, key=lambda body: abs(body.start - draft.start))
        for role, body in reversed(before):
            if role == REPORTER:
                return body
        return self._inherited(draft)

    def _rated(self, body: Body, draft: Draft) -> bool:
        """Who has a score was given it by whoever tells: "xã A đạt 71,8 điểm"."""
        return draft.unit == "điểm" and bool(self.main) and not _same(body, self.main)

    def _of_sector(self, body: Body) -> Body:
        """The inspectorates of the departments are of the "ngành Thanh tra" that an article is about."""
        sector = self.main.base.lower().removeprefix("ngành ") if self.main else ""
        inside = self.main and self.main.base.lower() != sector and body.many and body.base.lower().startswith(sector)
        return self.main if self.main and inside else body

    def _inherited(self, draft: Draft) -> Body | None:
        inherited = self._earlier(draft.sentence) or self._report(draft.sentence) or self.main
        if (
            not _same(inherited, self.main)
            and self._elsewhere(draft.place)
            and not self.low.startswith(EXAMPLES, self.prose.sentences[draft.sentence].start)
            and not (inherited and inherited.level.lower() in DISTRICT_LEVELS)
        ):
            inherited = self.main
        if inherited and inherited.named and inherited.level and (other := other_district(inherited, draft.place)):
            return other
        return inherited

    def _elsewhere(self, place: Place | None) -> bool:
        """Whether a figure is about another district than its article: what a provincial unit did before is not told there."""
        return bool(place and place.district_code) and place != self.place

    def _earlier(self, sentence: int) -> Body | None:
        low, sentences = self.low, self.prose.sentences
        for before in self._before(sentence):
            if low.startswith(_TOPICS, sentences[before + 1].start):
                return None
            for wanted in (SUBJECT, REPORTER):
                for role, body in self._of_sentence(before):
                    if role == wanted and not bracketed(low, sentences[before].start, body):
                        return body
        return None

    def _report(self, sentence: int) -> Body | None:
        """Whose report the article follows since an earlier paragraph: until its main body acts again itself."""
        sentences = self.prose.sentences
        paragraph = sentences[sentence].paragraph
        for index, body in reversed(self._reports):
            if sentences[index].paragraph >= paragraph:
                continue
            if sentence - index > FARTHEST:
                return None
            later = (
                at for at in range(index + 1, sentence + 1) if sentences[at].paragraph != sentences[at - 1].paragraph
            )
            return None if any(self._main_acts(at) for at in later) else body
        return None

    def _main_acts(self, index: int) -> bool:
        acting = (body for role, body in self._played(index) if role == SUBJECT)
        return any(self.main and body.base == self.main.base and self._together(body, self.main) for body in acting)

    def _seat(self, body: Body) -> tuple[str, str]:
        return seat(self._settled(body), self.place)

    @cached_property
    def _reports(self) -> list[tuple[int, Body]]:
        """The reports that an article may follow, by sentence: of bodies of its main body's own place."""
        found: list[tuple[int, Body]] = []
        for begin in told_reports(self.prose) if self.main else ():
            index = self.prose.sentence(begin)
            for role, body in self._played(index):
                known = self._understood(index, role, body, []) if role == REPORTER and body.start > begin else None
                if known and self.main and not known.base.startswith(COUNTERS) and self._together(known, self.main):
                    found.append((index, known))
                    break
        return found

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
                    here = Body(body.start, body.end, known.base, known.level, known.named, known.many)
                    understood.append((SUBJECT if role == PLACE else role, here))
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
        if self.main and not body.level and not body.named and self.main.base.startswith(f"{body.base} "):
            return self.main  # "Đoàn Thanh niên" of the "Đoàn Thanh niên Sở ..." that all is about
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
        found += [body for role, body in told if role == SUBJECT and body.base == place.base and body.named]
        report = self._report(index)
        if report and self._seat(report)[0] == place.level.lower() and not any(role == SUBJECT for role, _ in told):
            found.append(report)
        found += [body for role, body in reversed(here) if role == SUBJECT and _speaks(body)]
        if self.main and not self.main.base.lower().startswith(SERVICES) and not is_assembly(self.main):
            found.append(self.main)
        found += [body for role, body in told if role == SUBJECT and _speaks(body)]
        for body in found:
            where = seat(body, self.place)
            if any(where) and same_seat(where, seat(place, self.place)):
                return body
        return place


def _same(one: Body | None, other: Body | None) -> bool:
    return (one and (one.base, one.level, one.named)) == (other and (other.base, other.level, other.named))


def _speaks(body: Body) -> bool:
    return not body.many and not body.base.lower().startswith((*SERVICES, "ubnd"))


def _parted(between: str) -> bool:
    return any(mark in between for mark in ",;.(")
