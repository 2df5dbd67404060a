"""Whom a text is about, by its title, its lead and the name of its portal."""

import re

from pipelines.figures.agencies.bodies import COMMUNE, Body, body_at, heads_within, named_commune
from pipelines.figures.agencies.doers import PLACE, REPORTER, STAFF, SUBJECT, government, roles
from pipelines.figures.agencies.openings import LONGEST
from pipelines.figures.places import mentions
from pipelines.figures.places.mentions import Mention

#: Behind these stands who is visited, and whose figures are told.
_VISITED = re.compile(
    r"(?:làm việc|buổi làm việc|kiểm tra|giám sát|thanh tra|khảo sát|thăm)(?:[^,;.:]{0,80}?)? (?:với|tại)(?: lãnh "
    r"đạo| tập thể)? $"
)
_VISITS = ("với ", "tại ", "lãnh đạo ", "tập thể ")
_VISITORS = re.compile(
    r"(?:đoàn|đồng chí|ông|bà|chủ tịch|phó|bí thư|ban chỉ đạo|lãnh đạo|thủ tướng|bộ trưởng|tổ công tác|hđnd|thường "
    r"trực)(?![^\W_])"
)
_ANNOUNCES = re.compile(r" (?:vừa |đã |có |cũng )*(?:thông báo|thông tin|công bố|cho biết|báo cáo|tổng hợp)(?![^\W_])")


def visited(text: str, low: str, start: int, end: int, by_start: dict[int, Mention]) -> Body | None:
    """Who is visited, by the words of a title or of a sentence of the lead."""
    for at in heads_within(text, low, start, end):
        if (
            low.endswith(_VISITS, start, at)
            and _VISITED.search(low, max(start, at - LONGEST), at)
            and (body := body_at(text, low, at, end, by_start))
        ):
            return body
    return None


def visited_place(text: str, low: str, by_start: dict[int, Mention]) -> Body | None:
    """The government of the place that a title says somebody visits."""
    for at, one in by_start.items() if _VISITORS.match(low) else ():
        if one.name and _VISITED.search(low, max(0, at - LONGEST), at):
            return government(text, one)
    return None


def main_body(low: str, parts: list[tuple[str, Body]]) -> tuple[Body | None, Body | None]:
    """Whom a title or a sentence of the lead is about, by the parts in it: who acts, else who reports. Behind that the
    place that acts, which is the second choice."""
    place = next((body for role, body in parts if role == PLACE), None)
    for wanted in (SUBJECT, REPORTER):
        for role, body in parts:
            if role == wanted and not body.many and not body.bare:
                return _principal(low, body), place
    return None, place


def place_first(text: str, low: str, by_start: dict[int, Mention]) -> Body | None:
    """The government of the place with which a title opens: "Lạng Sơn: ..."."""
    one, kind = by_start.get(0), COMMUNE.match(low)
    if one is not None and one.name and low.startswith((":", " -", " –"), one.end):
        return government(text, one)
    if kind and (body := named_commune(text, kind, 0, "UBND")).named and low.startswith((":", " -", " –"), body.end):
        return body
    return None


def _principal(low: str, body: Body) -> Body:
    """An office that only tells tells of those whose office it is: "Văn phòng UBND tỉnh thông báo"."""
    if body.base.startswith(STAFF) and _ANNOUNCES.match(low, body.end):
        return Body(body.start, body.end, body.base.removeprefix("Văn phòng "), body.level, body.named)
    return body


class Line(mentions.Line):
    """A title or the name of a portal, with the bodies in it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.by_start = {one.start: one for one in self.found}

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

    def anywhere(self) -> Body | None:
        """The government of the only place in it."""
        named = [one for one in self.by_start.values() if one.name]
        return government(self.text, named[0]) if len(named) == 1 else None

    def first(self) -> Body | None:
        """The body in a portal's name, whatever stands before it ("Cổng thông tin điện tử Sở ...")."""
        end = len(self.low)
        found = (
            body_at(self.text, self.low, at, end, self.by_start) for at in heads_within(self.text, self.low, 0, end)
        )
        return next((body for body in found if body and not body.bare), None)
