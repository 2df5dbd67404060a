"""Lists of parts behind a figure: after "trong đó" or "gồm", in brackets, behind a colon, in bullets.

Where a list begins, what it splits, and how far it goes. Whether it adds up is asked in `parts`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.figures.prose import Prose
from pipelines.figures.relations import APART, PERSONS
from pipelines.figures.seen import COUNTED, Seen, alike

#: A total stands at most so many figures before its first part; a list has at most so many parts.
_TOTAL_WITHIN, _PARTS = 5, 14
_OPEN = re.compile(r"trong (?:tổng )?(?:số )?(?:đó|này|số đó)\b|trong số \w+ (?:đó|này|trên)\b")
_CLOSED = re.compile(r"(?<!đã )\b(?:bao gồm|(?<!bao )gồm)\b(?! cả)|\bchia ra\b|\bphân ra\b")
_NEAR_TOTAL = re.compile(r"[^,;.()]{0,60}(?:\(|,? ?(?:cụ thể )?(?:là|như sau)? ?:)[^:()]{0,40}")
#: A list that says there is more than it names.
_MORE = re.compile(r"…|\.\.\.|v\.v|\bvv\b|còn lại|chủ yếu|chủ yếu là|một số|(?<!xử lý )\bkhác\b|ngoài ra|\briêng\b")
_BULLET = re.compile(r"[-+*•–]|[a-zđ]\)|\d\)")


@dataclass(slots=True)
class PartList:
    """marker: open (trong đó) | closed (gồm) | plain (a bracket, a colon) | bullets. whole: nothing cut it off."""

    total: Seen
    marker: str
    parts: list[Seen] = field(default_factory=list)
    whole: bool = True
    same_unit: bool = True
    shared: bool = False


def list_at(prose: Prose, seen: Sequence[Seen], at: int) -> PartList | None:
    """The list whose first part is `seen[at]`, when a word or a sign before it opens one."""
    gap = seen[at].gap
    if "trong" in gap and (opens := _OPEN.search(gap)) and len(gap) - opens.end() <= 80:
        marker, where = "open", opens.start()
    elif ("gồm" in gap or " ra" in gap) and (opens := _CLOSED.search(gap)) and len(gap) - opens.end() <= 50:
        marker, where = "closed", opens.start()
    elif announced := _bullets(prose, seen, at):
        marker, where = announced, 0
    elif "(" in gap or ":" in gap:
        marker, where = "plain", 0
    else:
        return None
    ahead = gap[:where].rstrip(" ,;(-+*")
    if ";" in ahead or ":" in ahead:
        return None  # a clause of its own, whose total is no figure
    total = _total(prose, seen, at, marker, at_start=not ahead.strip())
    if total is None:
        return None
    listed = PartList(total, marker, same_unit=alike(seen[at], total), shared=_coordinated(seen, total))
    _gather(prose, seen, at, listed)
    return listed


def _bulleted(prose: Prose, one: Seen) -> bool:
    return _BULLET.match(prose.low, prose.sentences[one.draft.sentence].start) is not None


def _bullets(prose: Prose, seen: Sequence[Seen], at: int) -> str | None:
    """What kind of list the bullets that begin here are, by the end of the line before: "..., trong đó:"."""
    one, before = seen[at], seen[at - 1]
    if one.paragraph != before.paragraph + 1 or not _bulleted(prose, one):
        return None
    sentence = prose.sentences[before.draft.sentence]
    if not prose.low.startswith(":", sentence.end - 1) or _bulleted(prose, before):
        return None
    tail = prose.low[before.draft.span_end : sentence.end]
    if _OPEN.search(tail):
        return "open"
    return "closed" if _CLOSED.search(tail) else "bullets"


def _total(prose: Prose, seen: Sequence[Seen], at: int, marker: str, at_start: bool) -> Seen | None:
    """The figure before the marker that is split: the nearest one in the same unit, else the nearest counted alike."""
    one = seen[at]
    nearest = None
    for other in reversed(seen[max(0, at - _TOTAL_WITHIN) : at]):
        away = one.draft.sentence - other.draft.sentence
        if away and not (away == 1 and at_start):
            break
        if other.paragraph != one.paragraph and not _bulleted(prose, one):
            break
        if not other.usable:
            continue
        if marker == "plain" and not _touches(prose, other, one):
            return None
        if alike(other, one):
            return other
        nearest = nearest or other
        if marker == "plain":
            return None
    if nearest is None or nearest.at != at - 1 or nearest.money or one.money:
        return None
    return nearest if nearest.draft.unit not in PERSONS and one.draft.unit not in PERSONS else None


def _coordinated(seen: Sequence[Seen], total: Seen) -> bool:
    """Whether the total is the last of a list ("3 giải Nhì và 5 giải Ba, trong đó"): then the list may be what is split."""
    if not total.bare or not _in_list(seen, total.at):
        return False
    return ";" not in total.gap or _in_list(seen, total.at - 1)


def _in_list(seen: Sequence[Seen], at: int) -> bool:
    """Whether the figure before `seen[at]` is another item of the same list."""
    before = seen[at - 1] if at > 0 else None
    if before is None or before.whole is not None or before.draft.sentence != seen[at].draft.sentence:
        return False
    return before.usable and alike(before, seen[at])


def _touches(prose: Prose, total: Seen, first: Seen) -> bool:
    between = prose.low[total.draft.span_end : first.draft.span_start]
    return len(between) <= 110 and _NEAR_TOTAL.fullmatch(between) is not None


def _gather(prose: Prose, seen: Sequence[Seen], at: int, listed: PartList) -> None:
    """Fill in the parts: items that read like the first one, until the bracket, the sentence or the list ends."""
    first, total = seen[at], listed.total
    bulleted = first.draft.sentence != total.draft.sentence and _bulleted(prose, first)
    bullet = prose.low[prose.sentences[first.draft.sentence].start]
    opened = prose.low[total.draft.span_end : first.draft.span_start].count("(")
    bracket = opened > prose.low.count(")", total.draft.span_end, first.draft.span_start)
    depth, last = 0, first.draft.span_end
    for other in seen[at : at + _PARTS]:
        between = prose.low[last : other.draft.span_start] if other is not first else ""
        last = max(last, other.draft.span_end)
        depth += between.count("(") - between.count(")")
        if bulleted:
            start = prose.sentences[other.draft.sentence].start
            if prose.low[start] != bullet or other.paragraph - first.paragraph > _PARTS:
                break
            if listed.parts and other.draft.sentence == listed.parts[-1].draft.sentence:
                continue
        elif other.draft.sentence != first.draft.sentence or depth < 0 or (other is first and not bracket and depth):
            break
        if depth > 0 or other.draft.kind not in COUNTED:
            continue
        if other is not first and _splits_again(between):
            listed.whole = False
            break
        if not other.usable or not _continues(listed, first, other, between):
            break
        listed.parts.append(other)
    listed.whole = listed.whole and not bulleted


def _splits_again(between: str) -> bool:
    if "trong" in between and _OPEN.search(between):
        return True
    return "gồm" in between and _CLOSED.search(between) is not None


def names_all(prose: Prose, listed: PartList) -> bool:
    """Whether the list seems to name every part: not cut off, and no word of others."""
    end = listed.parts[-1].draft.span_end
    stop = prose.sentences[listed.parts[-1].draft.sentence].end
    return listed.whole and not _MORE.search(prose.low, listed.total.draft.span_end, min(end + 40, stop))


def _continues(listed: PartList, first: Seen, other: Seen, between: str) -> bool:
    if other is first:
        return True
    if not alike(other, first):
        return not listed.same_unit and not other.money and other.bare
    if other.bare or (";" not in between and not first.bare):
        return True
    if first.bare:
        return False
    return other.stage != APART or first.stage == APART
