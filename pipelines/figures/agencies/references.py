"""What a short name means: "Sở", "ngành", "xã" alone are the body or the commune that was named in full before."""

from bisect import bisect_left

from pipelines.figures.agencies.bodies import COMMUNE, Body, body_at, heads_within, named_commune
from pipelines.figures.places import Name, place
from pipelines.figures.places.mentions import Mention
from pipelines.figures.prose import Prose
from pipelines.folding import canon

#: Whom "ngành" can mean: a department with all that belongs to it.
_SECTORAL = ("ngành ", "sở ", "cục ", "chi cục ", "thanh tra", "công an", "bảo hiểm", "kho bạc", "hải quan", "thuế ")
_LISTS = ("các ", "số ", "những ", "sáp nhập ", "nhập ", "giữa ", "từ ")
_CITY = ("thành phố", "tp")
#: So far back, in characters and in names tried, a short name is still understood.
_FAR, _TRIES = 4000, 12


class References:
    """The names of one text in full, found when they are asked for."""

    def __init__(self, prose: Prose, by_start: dict[int, Mention], title: str) -> None:
        self.text, self.low, self.by_start, self.title = prose.text, prose.low, by_start, title
        self._full: dict[str, Body | None] = {}
        self._spelt: dict[tuple[str, str], tuple[str, str] | None] = {}
        self._named: dict[str, tuple[list[int], list[str]]] | None = None

    def named_before(self, short: Body, paragraph: int, main: Body | None) -> Body | None:
        """Who is meant: the last of that kind in the paragraph, else the main body, else the last one before."""
        wanted = short.base.lower()
        last = self._last(wanted, short.start)
        if last and last.start >= paragraph:
            return last
        if main and (_is(main, wanted) or (wanted == "ngành" and main.base.lower().startswith(_SECTORAL))):
            return main
        return last

    def with_owner(self, body: Body, main: Body | None) -> Body:
        """ "Thanh tra Sở" with the department's own name."""
        head, _, owner = body.base.rpartition(" ")
        found = self.named_before(Body(body.start, body.end, owner), body.start, main)
        return Body(body.start, body.end, f"{head} {found.base}", found.level, found.named) if found else body

    def _last(self, wanted: str, before: int) -> Body | None:
        tried = 0
        for at in reversed(heads_within(self.text, self.low, max(0, before - _FAR), before)):
            if tried == _TRIES or not self.low.startswith(wanted, at):
                continue
            tried += 1
            body = body_at(self.text, self.low, at, len(self.low), self.by_start)
            if body and not body.bare and not body.many and _is(body, wanted):
                return body
        return None

    def in_commune(self, body: Body) -> Body:
        """ "UBND xã" with the name of the commune that was spoken of last."""
        starts, names = self._communes().get(body.level.lower(), ([], []))
        if not names:
            return body
        last = 0 if starts[0] < 0 else max(0, bisect_left(starts, body.start) - 1)
        return Body(body.start, body.end, body.base, body.level, names[last])

    def as_written(self, body: Body, kind: str, name: str) -> Body:
        """The body with its place as the text spells it: "TP Chí Linh", "huyện Đăk Tô"."""
        if (kind, name) not in self._spelt:
            self._spelt[kind, name] = self._spelling(kind, name) if name else None
        spelt = self._spelt[kind, name]
        return Body(body.start, body.end, body.base, *spelt, body.many) if spelt else body

    def _spelling(self, kind: str, name: str) -> tuple[str, str] | None:
        city = kind.lower() in _CITY
        for one in self.by_start.values():
            if one.name and (one.level == kind or (city and one.level in _CITY)) and _stands_for(one.name, name):
                spelt = self.text[one.at : one.at + len(one.name.low)]
                if not spelt.isupper():
                    return self.text[one.start : one.at].strip() if city else kind, spelt
        return None

    def _communes(self) -> dict[str, tuple[list[int], list[str]]]:
        """By kind, where communes are named and how; those of the title come before all."""
        if self._named is None:
            self._named = {}
            title = canon(self.title)
            for text in (title, self.text):
                for kind in COMMUNE.finditer(low) if len(low := text.lower()) == len(text) else ():
                    if low.endswith(_LISTS, 0, kind.start()):
                        continue  # "sáp nhập các phường A, B": members and former units
                    if named := named_commune(text, kind, kind.start(), "").named:
                        starts, names = self._named.setdefault(kind[1], ([], []))
                        starts.append(kind.start() if text is self.text else -1)
                        names.append(named)
        return self._named

    def fuller(self, body: Body) -> Body | None:
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


def _stands_for(name: Name, official: str) -> bool:
    """Whether a written name is another spelling of an official one."""
    provinces = (
        place(name.old, False).province if name.old else "",
        place(name.new, True).province if name.new else "",
    )
    return official in provinces or any(district.short == official for district in name.districts)


def _is(body: Body, wanted: str) -> bool:
    """Whether the short name `wanted` can mean `body`."""
    name = body.base.lower()
    return name.startswith(wanted + " ") or (name == wanted and bool(body.level))
