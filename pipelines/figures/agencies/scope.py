"""How far a body is spoken of: not beyond its brackets, nor into a clause on another topic; a report goes on for paragraphs."""

import re
from collections.abc import Iterable

from pipelines.figures.agencies.bodies import Body
from pipelines.figures.draft import Draft
from pipelines.figures.prose import Prose

#: A clause that begins with one of these speaks of the whole again.
_TOPIC = re.compile(
    r"; (?:công tác|việc|về|kê khai|khen thưởng|thu ngân sách|chi ngân sách|giải ngân|kế hoạch vốn|tỷ lệ hộ)(?![^\W_])"
)
_REPORT = re.compile(r"báo cáo (?:[^\W_]+ ){0,5}?của ")
#: So many sentences make a lead.
LEAD = 4
_FRONT = re.compile(r"\s*(?:qua|trong|sau|từ|khi) (?!đó)")


def bracketed(low: str, start: int, body: Body) -> bool:
    """Whether a body of the sentence that begins at `start` stands in brackets: it speaks only there."""
    return low.rfind("(", start, body.start) > low.rfind(")", start, body.start)


def aside(low: str, start: int, body: Body, draft: Draft) -> bool:
    """Whether a body stands in brackets that are closed before the figure."""
    return bracketed(low, start, body) and low.find(")", body.end, draft.start) >= 0


def governs(low: str, body: Body, draft: Draft, main: Body | None) -> bool:
    """Whether a part of the whole is still spoken of at the figure: not once a clause turns to another topic."""
    if main is None or body.base == main.base:
        return True
    return not (low.find("; ", body.end, draft.start) >= 0 and _TOPIC.search(low, body.end, draft.start))


def fronted(low: str, start: int, draft: Draft, subjects: Iterable[Body]) -> Body | None:
    """Who acts behind a phrase in front: "qua kiểm tra tại 24 đơn vị, đoàn kiểm tra của Sở ... phát hiện"."""
    first = next((body for body in subjects if body.start > draft.start), None)
    if first is None:
        return None
    begin = max(low.rfind(mark, start, draft.start) + 1 for mark in ";:") or start
    parted = any(mark in low[draft.end : first.start] for mark in ";:.")
    return first if _FRONT.match(low, begin) and not parted else None


def told_reports(prose: Prose) -> list[int]:
    """Where it may be said whose report a text follows: "báo cáo của", and "theo" at the head of a sentence of the lead."""
    low = prose.low
    found = [one.start for one in prose.sentences[:LEAD] if one.paragraph <= 1 and low.startswith("theo ", one.start)]
    at = low.find("báo cáo ")
    while at >= 0:
        if _REPORT.match(low, at):
            found.append(at)
        at = low.find("báo cáo ", at + 1)
    return sorted(found)
