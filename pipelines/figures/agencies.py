"""Whose doing a figure is: the body that did or reported what is counted, as a reader would say it.

The subject of its clause, else the unit where it was done, else the reporter; then the subject of an earlier sentence of the
paragraph; then the article's main body, which comes back in every paragraph that names no other.
"""

import re

from pipelines.figures.about import About
from pipelines.figures.bodies import Body, body_at, completed, fitting, heads_within
from pipelines.figures.doers import AGENT, REPORTER, SUBJECT, UNIT, government, main_body, roles
from pipelines.figures.draft import Draft
from pipelines.figures.openings import OPENING
from pipelines.figures.places import CITIES, kinds, shorts
from pipelines.figures.places.mentions import mentions
from pipelines.figures.prose import Prose
from pipelines.folding import canon
from spiders.items import Place

_BARE = re.compile(
    r"(?:sở|trung tâm|chi cục|cục|phòng|ngành|cơ quan|ban)(?= (?:đã|cũng|có|còn|tiếp|đang|đạt|được)(?![^\W_]))"
)
#: A sentence about all of it is the main body's again.
_WHOLE = ("toàn ngành ", "toàn tỉnh ", "toàn huyện ", "toàn thành phố ", "toàn tp ", "toàn quận ", "toàn thị xã ")
_LEVEL_END = re.compile(r"(?:^|\s)(tỉnh|huyện|thành phố|quận|thị xã|tp\.?)$", re.I)
_COMMITTEE_END = re.compile(r"(?:^|\s)(tỉnh|thành|huyện|quận|thị) (?:ủy|uỷ)$", re.I)
_DISTRICT_LEVELS = frozenset(("huyện", "quận", "thị xã", "thành phố", "tp", "tp."))
_LEAD = 4
#: So many sentences back, a short name is still understood.
_FAR = 40


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


def issuer(text: str, place: Place | None) -> str:
    """The issuer of a document, its place in brackets where only a kind is written: "UBND huyện (Sóc Sơn)"."""
    if place is None:
        return text
    if level := _LEVEL_END.search(text):
        name = fitting(level[1].lower(), place)
    elif level := _COMMITTEE_END.search(text):
        kind = {"thành": "thành phố", "thị": "thị xã"}.get(level[1].lower(), level[1].lower())
        name = fitting(kind, place)
    else:
        return text
    return f"{text} ({name})" if name else text


class _Reader:
    def __init__(self, prose: Prose, about: About, place: Place | None) -> None:
        self.prose, self.text, self.low, self.place = prose, prose.text, prose.low, place
        self.by_start = {one.start: one for one in mentions(prose.text, prose.low)}
        self._roles: dict[int, list[tuple[str, Body]]] = {}
        self._names: dict[tuple[int, Place | None], tuple[Body, str]] = {}
        self._full: dict[str, Body | None] = {}
        self.main = (
            self._title(about.title)
            or self._lead(0, 1)
            or self._title_place(about.title)
            or self._lead(1, _LEAD)
            or self._publisher(about.publisher)
        )

    def name(self, body: Body, place: Place | None) -> str:
        """In full: as the text writes it elsewhere, else by the place of the figure, of the article."""
        key = (id(body), place)
        if key not in self._names:
            self._names[key] = body, self._named(body, place)  # kept with its body, for the identity to stay its own
        return self._names[key][1]

    def _named(self, body: Body, place: Place | None) -> str:
        if body.base.endswith(" Sở") and self.main and self.main.base.startswith("Sở "):  # "Thanh tra Sở"
            return body.base + self._named(self.main, place).removeprefix("Sở")
        if not body.level and not body.named and not body.many and (fuller := self._fuller(body)):
            body = fuller
        return completed(body, place if body.level else self.place, self.place)

    def _fuller(self, body: Body) -> Body | None:
        """The same name where the text writes it with its place."""
        low = body.base.lower()
        if low in self._full:
            return self._full[low]
        found, at = None, self.low.find(low)
        while at >= 0 and found is None:
            one = self.by_start.get(at + len(low) + 1)
            if one is not None and one.name and self.low[at + len(low)] == " ":
                found = body_at(self.text, self.low, at, one.end, self.by_start)
            at = self.low.find(low, at + 1)
        self._full[low] = found
        return found

    # the article

    def _title(self, title: str) -> Body | None:
        """The body that a title is about: who acts, or who is visited."""
        if not title:
            return None
        text = canon(title)
        low = text.lower()
        if len(low) != len(text):
            return None
        by_start = {one.start: one for one in mentions(text, low)}
        return main_body(text, low, 0, len(low), by_start, title=True)

    def _publisher(self, name: str) -> Body | None:
        """The body in a portal's name, whatever stands before it ("Cổng thông tin điện tử Sở ...")."""
        text = canon(name)
        low = text.lower()
        if not name or len(low) != len(text):
            return None
        by_start = {one.start: one for one in mentions(text, low)}
        found = (body_at(text, low, at, len(low), by_start) for at in heads_within(text, low, 0, len(low)))
        return next((body for body in found if body), None)

    def _lead(self, first: int, last: int) -> Body | None:
        for sentence in self.prose.sentences[first:last]:
            if body := main_body(self.text, self.low, sentence.start, sentence.end, self.by_start):
                return body
        return None

    def _title_place(self, title: str) -> Body | None:
        """ "Lạng Sơn: ..." speaks of the province's own government where nobody else is named."""
        low = canon(title).lower()
        for one in mentions(canon(title), low):
            if one.name and one.start == 0 and low.startswith((":", " -", " –"), one.end):
                return government(canon(title), one)
        return None

    # a figure

    def of(self, draft: Draft, until: int) -> Body | None:
        here = self._of_sentence(draft.sentence)
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
        inherited = self._earlier(draft.sentence) or self.main
        if (
            inherited is not self.main
            and self._elsewhere(draft.place)
            and not (inherited and inherited.level in _DISTRICT_LEVELS)
        ):
            inherited = self.main
        if inherited and inherited.named and inherited.level and (other := _other_district(inherited, draft.place)):
            return other
        return inherited

    def _elsewhere(self, place: Place | None) -> bool:
        """Whether a figure is about another district than its article: what a provincial unit did before is not told there."""
        return bool(place and place.district_code) and place != self.place

    def _earlier(self, sentence: int) -> Body | None:
        sentences = self.prose.sentences
        for before in range(sentence - 1, -1, -1):
            if sentences[before].paragraph != sentences[sentence].paragraph:
                return None
            for wanted in (SUBJECT, REPORTER):
                for role, body in self._of_sentence(before):
                    if role == wanted:
                        return body
        return None

    def _of_sentence(self, index: int) -> list[tuple[str, Body]]:
        """The bodies of a sentence that play a part in it, in order."""
        if index not in self._roles:
            sentence = self.prose.sentences[index]
            found = roles(self.text, self.low, sentence.start, sentence.end, self.by_start)
            self._roles[index] = found or self._again(index)
        return self._roles[index]

    def _again(self, index: int) -> list[tuple[str, Body]]:
        """ "Sở cũng mở ...": the body that was named in full before."""
        sentence = self.prose.sentences[index]
        start = sentence.start + (
            found.end() if (found := OPENING.match(self.low[sentence.start : sentence.end])) else 0
        )
        if self.main and self.low.startswith(_WHOLE, start):
            return [(SUBJECT, self.main)]
        bare = _BARE.match(self.low, start)
        if bare is None:
            return []
        for before in range(index - 1, max(-1, index - _FAR), -1):
            for _, body in self._of_sentence(before):
                if body.base.lower().startswith(bare[0] + " "):
                    return [(SUBJECT, body)]
        if self.main and self.main.base.lower().startswith(bare[0] + " "):
            return [(SUBJECT, self.main)]
        return []


def _other_district(body: Body, place: Place | None) -> Body | None:
    """ "Tại huyện X, đã ..." in an article about another district's committee is X's own doing."""
    if place is None or place.district_code is None or body.level.lower() not in _DISTRICT_LEVELS:
        return None
    short, named = shorts()[place.district_code], canon(body.named).lower()
    if named == short.lower() or (named == place.province.lower() and place.province_code in CITIES):
        return None
    return Body(0, 0, "UBND", kinds()[place.district_code], short)


def _parted(between: str) -> bool:
    return any(mark in between for mark in ",;.(")
