"""What a short name means: "Sở", "ngành", "xã" alone are the body or the commune that was named in full before."""

from bisect import bisect_left

from pipelines.figures.bodies import COMMUNE, Body, body_at, heads, named_commune
from pipelines.figures.places.mentions import Mention
from pipelines.figures.prose import Prose
from pipelines.folding import canon

#: Whom "ngành" can mean: a department with all that belongs to it.
_SECTORAL = ("ngành ", "sở ", "cục ", "chi cục ", "thanh tra", "công an", "bảo hiểm", "kho bạc", "hải quan", "thuế ")
#: So many names are tried backwards.
_TRIES = 24


class References:
    """The names of one text in full, found when they are asked for."""

    def __init__(self, prose: Prose, by_start: dict[int, Mention], title: str) -> None:
        self.text, self.low, self.by_start, self.title = prose.text, prose.low, by_start, title
        self._full: dict[str, Body | None] = {}
        self._communes: list[Body] | None = None

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
        found = heads(self.text, self.low)
        end = bisect_left(found, before)
        for at in reversed(found[max(0, end - _TRIES) : end]):
            if self.low.startswith(wanted, at):
                body = body_at(self.text, self.low, at, len(self.low), self.by_start)
                if body and not body.bare and not body.many and _is(body, wanted):
                    return body
        return None

    def in_commune(self, body: Body) -> Body:
        """ "UBND xã" with the name of the commune that was spoken of last."""
        kind = body.level.lower()
        known = [one for one in self._all_communes() if one.level.lower() == kind]
        if not known:
            return body
        before = [one for one in known if one.start < body.start]
        return Body(body.start, body.end, body.base, body.level, (before or known)[-1 if before else 0].named)

    def city(self, body: Body, name: str) -> Body:
        """ "Thành phố" as the text writes it before the name: "TP Chí Linh"."""
        for one in self.by_start.values():
            if one.name and one.level in ("tp", "thành phố") and self.text.startswith(name, one.at):
                return Body(body.start, body.end, body.base, self.text[one.start : one.at].strip(), name)
        return body

    def _all_communes(self) -> list[Body]:
        if self._communes is None:
            found = [named_commune(self.text, kind, kind.start(), "") for kind in COMMUNE.finditer(self.low)]
            title = canon(self.title)
            if len(title.lower()) == len(title):
                found += [named_commune(title, kind, 0, "") for kind in COMMUNE.finditer(title.lower())]
            self._communes = [one for one in found if one.named]
        return self._communes

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


def _is(body: Body, wanted: str) -> bool:
    """Whether the short name `wanted` can mean `body`."""
    name = body.base.lower()
    return name.startswith(wanted + " ") or (name == wanted and bool(body.level))
