"""Which line of a page is the article's title.

The title that a page claims for machines, or in its window, is trusted where a line shows it to readers. Where nothing is
claimed, or only the site's name, the most title-like line above the first sentence is taken.
"""

import re
from collections.abc import Sequence

from bs4.element import Tag

from pipelines import chrome
from pipelines.blocks import Line, Style, classes
from pipelines.letters import bare
from pipelines.worth import is_footer

#: A title has at least and at most so many letters; a part of a claimed one is sure from this many on.
SHORTEST, LONGEST, SURE = 8, 300, 20
#: How many lines above the article's first sentence a title may stand when nothing tells it.
ABOVE = 25
#: Less of a page's prose below the claimed title: then it is the site's name at the foot of the page.
MOST_BELOW = 0.4

_TITLE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:title|tieu-?de|headline|tieude\w*|heading|detail-?title|newstitle)(?:$|[\s_\d-])", re.I
)
_SITE = re.compile(r"\s+(?:[|\u2013\u2014»:]+|-)\s+")


def claimed_line(lines: Sequence[Line], worth: Sequence[float], claimed: Sequence[str]) -> int | None:
    """The line that shows the claimed title: in a heading rather than elsewhere, no link, and the first of equals."""
    best: tuple[float, int] | None = None
    for rank, claim in enumerate(claimed):
        letters = bare(claim)
        if len(letters) < SHORTEST:
            continue
        pieces = [bare(part) for part in _SITE.split(claim)]
        parts = {pieces[-1]: -3.0, pieces[0]: 0.0} if len(pieces) > 1 else {}
        for number, line in enumerate(lines):
            text = bare(line.text)
            if line.image is not None or not SHORTEST <= len(text) <= LONGEST or line.row:
                continue
            whole = text == letters
            begins = letters.startswith(text) or letters.endswith(text)
            if not (whole or text in parts or (begins and len(text) >= SURE)):
                continue
            score = 4.0 * whole + 3.0 * begins + parts.get(text, 0.0)
            score += _prominence(line) - rank - 3 * line.is_link
            score += min(len(text), 60) / 20 + _followed(worth, number)
            if best is None or score > best[0]:
                best = score, number
    if best is None or _prose(worth[best[1] :]) < MOST_BELOW * _prose(worth):
        return None
    return best[1]


def _prose(worth: Sequence[float]) -> float:
    return sum(value for value in worth if value > 0)


def _followed(worth: Sequence[float], number: int) -> float:
    """From -3 to 3: how much prose follows soon. A title in a breadcrumb or a list of links has none."""
    return min(6.0, sum(value for value in worth[number + 1 : number + 12] if value > 0) / 20) - 3.0


def _prominence(line: Line) -> float:
    names = " ".join(classes(line.node)) + " " + str(line.node.get("id") or "")
    score = {"h1": 3.0, "h2": 2.0, "h3": 1.5, "h4": 1.0}.get(_heading(line), 0.0)
    return score + 2 * bool(_TITLE_CLASS.search(names)) + (Style.BOLD in line.style) * 0.5


def _heading(line: Line) -> str:
    if Style.HEADING not in line.style:
        return ""
    node: Tag | None = line.node
    for _ in range(4):
        if node is None:
            break
        if node.name in ("h1", "h2", "h3", "h4", "h5", "h6"):
            return node.name
        node = node.parent
    return "h4"


def styled_line(lines: Sequence[Line], worth: Sequence[float], holder: Tag) -> int | None:
    """The most title-like line above the first sentence of `holder`, or the holder's own first heading."""
    first = next((number for number, line in enumerate(lines) if worth[number] > 0 and line.within(holder)), None)
    if first is None:
        return None
    best: tuple[float, int] | None = None
    for number in range(max(0, first - ABOVE), first + 1):
        line = lines[number]
        length = len(line.text)
        if line.image is not None or line.is_link or line.row or not 15 <= length <= LONGEST:
            continue
        if chrome.is_chrome_line(line.text) or is_footer(line.text):
            continue
        score = _prominence(line) - (first - number) * 0.1 - (line.text.endswith(".") * 1.0)
        if score > 0.4 and (best is None or score > best[0]):
            best = score, number
    return best[1] if best else None


def unshown(claimed: Sequence[str]) -> str:
    """The claimed title less the site's name."""
    if not claimed:
        return ""
    parts = _SITE.split(claimed[0])
    return parts[0] if len(parts) > 1 and len(parts[0]) >= 15 else claimed[0]
