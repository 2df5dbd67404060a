"""Lists of parts behind a figure: after "trong đó" or "gồm", in brackets, behind a colon, in bullets.

Where a list begins, what it splits, and how far it goes. Whether it adds up is asked in `parts`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.figures.checks.bullets import announced, goes_on
from pipelines.figures.checks.relations import APART, ATTRIBUTES, PERSONS
from pipelines.figures.checks.seen import COUNTED, Seen, alike
from pipelines.figures.prose import Prose

#: A total stands at most so many figures before its first part; a list has at most so many parts.
_TOTAL_WITHIN, _PARTS = 5, 14
_PEOPLE = PERSONS | ATTRIBUTES
_OPEN = re.compile(r"trong (?:tổng )?(?:số )?(?:đó|này|số đó)\b|trong số \w+ (?:đó|này|trên)\b|\((?:có|riêng) (?=$)")
#: Words that any item may have behind its unit.
_THE_SAME = frozenset(("đã", "được", "có", "là", "của", "về", "do", "thuộc", "đang", "đơn", "hồ"))
_SOME = ("(có ", "(riêng ")
_CLOSED = re.compile(r"(?<!đã )\b(?:bao gồm|(?<!bao )gồm)\b(?! cả)|\bchia ra\b|\bphân ra\b")
_NEAR_TOTAL = re.compile(
    r"(?:[^,;.()]{0,60}(?:\(|,? ?(?:cụ thể)? ?(?:là|như sau)? ?:)|[^,;.()\d]{0,40}, [^,;.()\d]{0,30}\("
    r"|, (?:đạt|bằng) \d[\d,.]* ?%[^,;.()\d]{0,40}\()[^:()]{0,40}"
)
#: "trong tổng số 200 vụ việc, có 40 vụ ..., 160 vụ ...".
_OUT_OF = re.compile(r"(?:^|[.;,] |\()trong (?:tổng )?số ?$")
#: "trong 200 vụ đã giải quyết có 40 vụ đúng": what has been counted is split again.
_AMONG = re.compile(r" ?[^,;.()]{0,40},? ?có $")
#: A list that says there is more than it names.
_MORE = re.compile(r"…|\.\.\.|v\.v|\bvv\b|còn lại|chủ yếu|chủ yếu là|một số|(?<!xử lý )\bkhác\b|ngoài ra|\briêng\b")
#: A measure of the part before it, in another unit: "43 dự án với 1,6 tỷ USD", "200 lượt/250 người".
_BESIDE = re.compile(r"\s*(?:/|,? ?(?:với|tương ứng|cùng)\b)[^,;:.()]{0,50}")


_MEASURE = re.compile(r"[^,;:.()\d]{0,40}(?:,|/| với| và) ?")


@dataclass(slots=True)
class PartList:
    """marker: open (trong đó) | closed (gồm) | plain (a bracket, a colon). whole: nothing cut it off. lines: one a line."""

    total: Seen
    marker: str
    parts: list[Seen] = field(default_factory=list)
    whole: bool = True
    same_unit: bool = True
    shared: bool = False
    lines: bool = False


def list_at(prose: Prose, seen: Sequence[Seen], at: int) -> PartList | None:
    """The list whose first part is `seen[at]`, when a word or a sign before it opens one."""
    gap = seen[at].gap
    lines = named = False
    if ("trong" in gap or gap.endswith(_SOME)) and (opens := _OPEN.search(gap)) and len(gap) - opens.end() <= 80:
        marker, where = "open", opens.start()
    elif ("gồm" in gap or " ra" in gap) and (opens := _CLOSED.search(gap)) and len(gap) - opens.end() <= 50:
        marker, where = "closed", opens.start()
    elif (words := announced(prose, seen, at)) is not None:
        lines, where = True, 0
        marker = "open" if _OPEN.search(words) else "closed" if _CLOSED.search(words) else "plain"
    elif (
        _AMONG.match(gap)
        and seen[at - 1].gap.endswith("trong ")
        and seen[at - 1].draft.sentence == seen[at].draft.sentence
    ):
        marker, where, named = "plain", 0, True
    elif "(" in gap or ":" in gap:
        marker, where = "plain", 0
    elif seen[at - 1].gap.endswith("số ") and _OUT_OF.search(seen[at - 1].gap) and ";" not in gap:
        marker, where, named = "plain", 0, True
    else:
        return None
    ahead = gap[:where].rstrip(" ,;(-+*")
    if ";" in ahead or ":" in ahead:
        return None  # a clause of its own, whose total is no figure
    back = seen[at].draft.sentence - seen[at - 1].draft.sentence if lines else int(not ahead.strip())
    total = _total(prose, seen, at, touching=marker == "plain" and not lines and not named, back=back, lines=lines)
    if total is None or (gap.endswith(_SOME) and total.draft.kind == "ratio"):
        return None
    shared = _coordinated(seen, total) or (not lines and marker != "plain" and enclosed(prose, total, seen[at]))
    listed = PartList(total, marker, same_unit=alike(seen[at], total), shared=shared, lines=lines)
    _gather(prose, seen, at, listed)
    return listed


def _total(prose: Prose, seen: Sequence[Seen], at: int, touching: bool, back: int, lines: bool) -> Seen | None:
    """The figure before the marker that is split: the nearest one in the same unit, else the nearest counted alike.

    It stands at most `back` sentences before its first part.
    """
    one = seen[at]
    nearest = inside = None
    for other in reversed(seen[max(0, at - _TOTAL_WITHIN) : at]):
        if one.draft.sentence - other.draft.sentence > back or (one.paragraph != other.paragraph and not lines):
            break
        if not other.usable and not other.estimated:
            continue
        if touching and not _touches(prose, nearest or other, one):
            return None
        if alike(other, one):
            if touching or lines or not enclosed(prose, other, one):
                return other
            inside = inside or other
            continue
        if touching and (nearest is not None or not _pair_of(prose, seen, other)):
            return None
        nearest = nearest or other
    if inside is not None or touching:
        return inside
    if nearest is None or nearest.at != at - 1 or nearest.money or one.money:
        return None
    return nearest if _PEOPLE.isdisjoint((nearest.draft.unit, one.draft.unit)) else None


def enclosed(prose: Prose, other: Seen, one: Seen) -> bool:
    """Whether it stands in a bracket that is closed before `one`: what the bracket explains is split, and not it."""
    between = prose.low[other.draft.span_end : one.draft.span_start]
    return ")" in between and between.find(")") < (between.find("(") if "(" in between else len(between))


def _pair_of(prose: Prose, seen: Sequence[Seen], other: Seen) -> bool:
    """Whether it is the second measure of the figure before it: "21 vụ, 64 bị can", "7 vụ với 15 người"."""
    before = seen[other.at - 1] if other.at else other
    return _MEASURE.fullmatch(prose.low, before.draft.span_end, other.draft.span_start) is not None


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
    measures = seen[total.at + 1 : at]
    opened = prose.low[total.draft.span_end : first.draft.span_start].count("(")
    bracket = opened > prose.low.count(")", total.draft.span_end, first.draft.span_start)
    depth, last = 0, first.draft.span_end
    for other in seen[at : at + _PARTS]:
        between = prose.low[last : other.draft.span_start] if other is not first else ""
        last = max(last, other.draft.span_end)
        depth += between.count("(") - between.count(")")
        if listed.lines:
            if listed.parts and (next_item := goes_on(prose, total, listed.parts, other)) is not True:
                if next_item is None:
                    continue
                break
        elif other.draft.sentence != first.draft.sentence or depth < 0 or (other is first and not bracket and depth):
            break
        if depth > 0 or other.draft.kind not in COUNTED:
            continue
        if listed.parts and _begins_anew(listed, first, other, between):
            break
        if other is not first and _splits_again(between):
            listed.whole = False
            break
        if listed.same_unit and not alike(other, first) and _measures_too(other, between, measures):
            continue
        if not (other.usable or other.carried) or not _continues(listed, first, other, between):
            break
        listed.parts.append(other)
    listed.whole = listed.whole and not listed.lines


def _begins_anew(listed: PartList, first: Seen, other: Seen, between: str) -> bool:
    """Whether the first part takes up the total's own words and this one, behind a semicolon, does not.

    "21 dự án chậm tiến độ, trong đó 9 dự án chậm trên 2 năm; 6 dự án chưa được giao đất": 6 of all, not of the 21.
    """
    if ";" not in between or listed.lines or listed.marker != "open":
        return False
    said = _predicate(listed.total)
    return said is not None and said == _predicate(first) and said != _predicate(other)


def _predicate(one: Seen) -> str | None:
    """The word behind the unit."""
    rest = one.tail.removeprefix(f" {one.draft.unit} ").split()
    return rest[0] if rest and rest[0] not in _THE_SAME else None


def _measures_too(other: Seen, between: str, measures: Sequence[Seen]) -> bool:
    """Whether it measures the part before it once more, as a figure beside the total does."""
    return any(alike(one, other) for one in measures) or _BESIDE.fullmatch(between) is not None


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
    if (
        first.draft.unit in ATTRIBUTES
        and other.draft.unit not in ATTRIBUTES
        and other.draft.unit != listed.total.draft.unit
    ):
        return False
    if other.bare or other.carried or (";" not in between and not first.bare):
        return True
    if first.bare and not (first.titled and other.sides):
        return False
    return other.stage != APART or first.stage == APART
