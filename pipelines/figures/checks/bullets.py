"""Lines under a line that announces them ("..., trong đó:", "Cụ thể như sau:"), each behind a sign or alone in its line.

Pages lose the signs of their lists often enough, so lines that end like items ("...;") are items too.
"""

import re
from collections.abc import Sequence

from pipelines.figures.checks.seen import Seen
from pipelines.figures.prose import Prose

_SIGN = re.compile(r"[ \t]*(?:([-+*•–])|[a-zđ]\)|(\d+)[.)](?=\s))")
#: A line that only announces: the figure that is split stands in the sentence before it.
_ANNOUNCEMENT = 70


def sign(prose: Prose, one: Seen) -> str | None:
    """The sign that begins its line, one for all letters and one for all numbers."""
    found = _SIGN.match(prose.low, prose.low.rfind("\n", 0, one.draft.start) + 1)
    if found is None:
        return None
    return found[1] or ("1" if found[2] else "a")


def announced(prose: Prose, seen: Sequence[Seen], at: int) -> str | None:
    """The words that announce the lines that begin with `seen[at]`, when the line before does."""
    one, before = seen[at], seen[at - 1]
    if one.paragraph != before.paragraph + 1:
        return None
    first = one.draft.sentence
    while first > 0 and prose.sentences[first - 1].paragraph == one.paragraph:
        first -= 1
    line = prose.sentences[first - 1]
    if not prose.low.startswith(":", line.end - 1):
        return None
    mine = sign(prose, one)
    if mine == sign(prose, before) and (mine is not None or not _item(prose, one)):
        return None
    away = first - before.draft.sentence
    if away > 2 or (away == 2 and line.end - line.start > _ANNOUNCEMENT):
        return None
    return prose.low[before.draft.span_end : line.end]


def _item(prose: Prose, one: Seen) -> bool:
    """Whether its line ends as an item that others follow."""
    end = prose.low.find("\n", one.draft.end)
    return end > 0 and prose.low[:end].rstrip().endswith(";")


def goes_on(prose: Prose, total: Seen, parts: Sequence[Seen], other: Seen) -> bool | None:
    """Whether `other` is the next item under `total`; None for what stands inside an item: more of it, or its own items."""
    last, mine, theirs = parts[-1], sign(prose, parts[-1]), sign(prose, other)
    if other.paragraph == last.paragraph:
        return None
    if mine is None:
        return theirs is None and other.paragraph == last.paragraph + 1 and _item(prose, last)
    if theirs is None or theirs == sign(prose, total):
        return False
    return True if theirs == mine else None
