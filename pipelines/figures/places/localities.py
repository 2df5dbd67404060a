"""Whom a figure is about: the place that its own clause speaks of, else its article, else its portal.

A place counts as the subject of a clause, behind "tại" or "trên địa bàn", or in the name of the body that is the subject. As
the issuer of a document, in a person's title, as the other side of a comparison or of a visit it does not.
"""

import re
from collections import Counter

from pipelines.figures.about import About
from pipelines.figures.agencies.openings import FARTHEST, LONGEST
from pipelines.figures.draft import Draft
from pipelines.figures.places import CITIES, District, Name, formers, is_new, of_portal, place, place_of
from pipelines.figures.places.mentions import Line, Mention, mentions
from pipelines.figures.places.spoken import IN, OWN, VISITED, heads, speaks
from pipelines.figures.prose import Prose
from spiders.items import Place

_DISTRICTS = frozenset(("huyện", "quận", "thị xã", "thành phố", "tp"))
_DATELINE = re.compile(r"[^\n]{0,20}?(?:,? ngày \d|,? \d{1,2}/\d|[^\n,.]{0,24}\)? ?[-–] )")
_PUNCTUATION = frozenset(",;.:()\n")
#: Who speaks for a place, where the lead names it in no other way.
_OFFICE_OF = re.compile(r"(?<![^\W_])(?:chủ tịch|giám đốc|bí thư|chánh [^\W_]+|trưởng [^\W_]+)(?: [^\W_]+){0,6} $")
#: A lead is so many sentences.
_LEAD = 3


def settle_places(prose: Prose, drafts: list[Draft], about: About) -> Place | None:
    """Give each draft its place; return the article's own."""
    reader = _Reader(prose, about)
    for at, draft in enumerate(drafts):
        until = drafts[at + 1].span_start if at + 1 < len(drafts) else len(prose.low)
        draft.place = reader.of(draft, until)
    return reader.own


class _Reader:
    """One article, with its mentions and what is known of its own place."""

    def __init__(self, prose: Prose, about: About) -> None:
        self.prose, self.low = prose, prose.low
        self.new = is_new(about.published)
        self.portal, self.formers = of_portal(about.place, self.new)
        if about.told is not None:
            self.portal, self.formers = about.told, formers(about.told)
        self.found = mentions(prose.text, prose.low)
        self.by_sentence: dict[int, list[Mention]] = {}
        for one in self.found:
            self.by_sentence.setdefault(prose.sentence(one.start), []).append(one)
        self._of_level: dict[str, list[Mention]] = {}
        for one in self.found:
            if one.name and not one.first:
                self._of_level.setdefault(_kind(one.level), []).append(one)
        self._provinces = {
            one.name.old for one in self.found if one.name and one.name.old and one.level in ("", "tỉnh")
        }
        self.own: Place | None = None
        self.national = False
        self._openings: dict[int, Mention | None] = {}
        self.own = self._article(about)

    # the article

    def _article(self, about: About) -> Place | None:
        title = Line(about.title)
        for line in (title, Line(about.publisher)):
            own = self._of_line(line)
            if own or line is not title:
                lead = self._of_lead(own) if line is title or not own else None
                return lead or own or self._most_named() or self.portal
            if lead := self._of_lead(None):
                return lead
        return self.portal

    def _of_line(self, line: Line) -> Place | None:
        """The place that a title or a portal's name speaks of: the portal's own province first, then the first."""
        named = [one for one in line.found if one.name and not one.first]
        resolved = [(one, self._resolve(one, title=line)) for one in named if speaks(line.low, 0, one, title=True)]
        known = [found for _, found in resolved if found]
        today = self.portal and self.portal.today
        home = [found for found in known if found.today == today] or known
        if not home:
            return None
        # "Hà Nội: Quận Cầu Giấy dẫn đầu ...": the district of which the province was said first
        inside = [found for found in home if found.district and found.province_code == home[0].province_code]
        return inside[0] if len(inside) == 1 else home[0]

    def _of_lead(self, own: Place | None) -> Place | None:
        """The place of the first sentences; for a title that names a province alone, nothing is narrowed."""
        if own is not None:
            return None
        for sentence in range(min(_LEAD, len(self.prose.sentences))):
            start, titled = self.prose.sentences[sentence].start, None
            for one in self.by_sentence.get(sentence, ()):
                if one.name is None:
                    if one.level in ("cả nước", "toàn quốc") and self._about(one):
                        self.national = True
                        return None
                    if one.level == "tỉnh" and heads(self.low, start, one) and self._about(one):
                        return None  # "UBND tỉnh họp tại huyện X" is about the province, wherever that is told
                    continue
                said = self.low[max(start, one.start - LONGEST) : one.start]
                if (self._about(one) or VISITED.search(said)) and (found := self._resolve(one)):
                    return found
                if titled is None and _OFFICE_OF.search(said):
                    titled = one
            if titled is not None and (found := self._resolve(titled)):
                return found
        return None

    def _most_named(self) -> Place | None:
        """The province that is named most, where no portal tells."""
        if self.portal is not None or self.national:
            return None
        named = (self._resolve(one) for one in self.found if one.name)
        counts = Counter(self._province(found) for found in named if found)
        return counts.most_common(1)[0][0] if counts else None

    # a figure

    def of(self, draft: Draft, until: int) -> Place | None:
        here = self.by_sentence.get(draft.sentence, ())
        if here:
            if (one := self._behind(draft, until, here)) is not None:
                return self._whole(one)
            for one in reversed(here):
                if one.start < draft.span_start and self._about(one):
                    return self._whole(one)
        sentences = self.prose.sentences
        paragraph = sentences[draft.sentence].paragraph
        for before in range(draft.sentence - 1, max(-1, draft.sentence - FARTHEST), -1):
            if sentences[before].paragraph != paragraph:
                break
            if (one := self._opening(before)) is not None:
                return self._whole(one)
        return self.own

    def _behind(self, draft: Draft, until: int, here: "list[Mention] | tuple[()]") -> Mention | None:
        """ "20 suất quà tại huyện X": a place right behind the figure, before the next one."""
        for one in here:
            if one.start < draft.span_end or one.name is None or one.first:
                continue
            between = self.low[draft.span_end : one.start]
            if one.start >= until or len(between) > 70 or _PUNCTUATION & set(between.lstrip(" (")):
                return None
            if between in (" (", " (ở ", " (tại ", " (thuộc "):
                return one
            if (IN.search(between) and not between.endswith(("riêng ", "trong "))) or (
                OWN.search(between) and between.count(" ") <= 4
            ):
                return one
            return None
        return None

    def _opening(self, sentence: int) -> Mention | None:
        """The place with which a sentence opens: those behind it in its paragraph speak of it too."""
        if sentence not in self._openings:
            start, found = self.prose.sentences[sentence].start, None
            for one in self.by_sentence.get(sentence, ()):
                if one.start - start < 90 and self._about(one) and heads(self.low, start, one):
                    found = one
                    break
            self._openings[sentence] = found
        return self._openings[sentence]

    def _about(self, one: Mention) -> bool:
        if one.about is None:
            head = one.first or one
            start = self.prose.sentences[self.prose.sentence(head.start)].start
            dateline = (
                head.start - start < 4
                and head.level in ("", "tp")
                and head.name
                and _DATELINE.match(self.low, head.end)
            )
            one.about = not dateline and speaks(self.low, start, head)
        return one.about

    # what a mention stands for

    def _whole(self, one: Mention) -> Place | None:
        """The place of a mention, or what the places of its list have in common."""
        head = one.first or one
        if not head.listed or one.name is None:
            return self._resolve(one)
        found = [self._resolve(each) for each in (head, *head.listed)]
        provinces = {each.province_code for each in found if each}
        if len(provinces) != 1 or None in found:
            return None if len(provinces) > 1 else self.own
        if len({each.district_code for each in found if each}) == 1:
            return found[0]
        return self._province(found[0])

    def _province(self, found: Place | None) -> Place | None:
        if found is None or found.district is None:
            return found
        return place(found.province_code, False)

    def _resolve(self, one: Mention, title: Line | None = None) -> Place | None:
        if one.name is None:
            return self._level(one)
        if one.within is not None and (name := one.within.name) and name.old:
            districts = [each for each in one.name.districts if each.province == name.old]
            return place_of(_fitting(districts, one.level)[0])
        as_district = bool(one.name.districts) and one.level in _DISTRICTS and not self._is_city(one)
        if not as_district and (one.name.old or one.name.new):
            return self._named_province(one.name, one.former)
        if one.name.districts and (one.level or self._at_home(one, title)):
            return self._district(one)
        return self._province(self.own)

    def _is_city(self, one: Mention) -> bool:
        """ "TP Cần Thơ" ranks as a province; "TP Lạng Sơn" and "TP Hòa Bình" are districts."""
        return one.level in ("tp", "thành phố") and bool(
            one.name and (one.name.old in CITIES or one.name.new in CITIES)
        )

    def _named_province(self, name: Name, former: bool) -> Place | None:
        if self.new and name.new and not former:
            return place(name.new, True)
        return place(name.old, False) if name.old else place(name.new, True) if name.new else None

    def _district(self, one: Mention) -> Place | None:
        assert one.name is not None
        fitting = _fitting(one.name.districts, one.level)
        homes = (formers(self.own) if self.own else (), self.formers, self._provinces)
        for home in homes:
            if at_home := [each for each in fitting if each.province in home]:
                return place_of(at_home[0]) if len(at_home) == 1 else self._province(self.own) or self.portal
        return place_of(fitting[0]) if len(fitting) == 1 else self._province(self.own)

    def _at_home(self, one: Mention, title: Line | None) -> bool:
        """Whether a district's bare name may be believed: in its own province, or as "Sóc Sơn: ..." in a title."""
        if one.name is None or " " not in one.name.low:
            return False
        if title is not None and one.start == 0 and title.low.startswith((":", " -", " –"), one.end):
            return True
        home = (*self.formers, *(formers(self.own) if self.own else ()))
        return any(each.province in home for each in one.name.districts)

    def _level(self, one: Mention) -> Place | None:
        """ "trên địa bàn huyện": the district named last in the paragraph, else the article's."""
        if one.level in ("cả nước", "toàn quốc"):
            return None
        own = self.own
        if one.level != "tỉnh":
            sentences, sentence = self.prose.sentences, self.prose.sentence(one.start)
            kind = _kind(one.level)
            if last := self._last_named(one, sentences[self._head(sentence)].start):
                return self._resolve(last)
            if own and own.district and own.district.lower().startswith(kind):
                return own
            if own and kind == "thành phố" and own.province_code in CITIES:
                return self._province(own)
            last = self._last_named(one, 0)
            return self._resolve(last) if last else own
        return self._province(own)

    def _head(self, sentence: int) -> int:
        """The first sentence of the paragraph."""
        farthest = max(0, sentence - FARTHEST)
        while (
            sentence > farthest
            and self.prose.sentences[sentence - 1].paragraph == self.prose.sentences[sentence].paragraph
        ):
            sentence -= 1
        return sentence

    def _last_named(self, one: Mention, since: int) -> Mention | None:
        """The last named unit of the same kind that was spoken of."""
        for last in reversed(self._of_level.get(_kind(one.level), ())):
            if last.start < since:
                return None
            if last.start < one.start and self._about(last):
                return last
        return None


def _fitting(districts: list[District], level: str) -> list[District]:
    """Those of the kind that is written; where none is, a kind has changed since ("thị xã Phổ Yên")."""
    return [each for each in districts if each.kind == _kind(level)] or districts


def _kind(level: str) -> str:
    """ "TP" and "thành phố" are one kind."""
    return "thành phố" if level == "tp" else level
