"""Which line of a page is the article's title.

The title that a page claims for machines, or in its window, is trusted where a line shows it to readers. Where nothing is
claimed, or only the site's name, the most title-like line above the first sentence is taken.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bs4.element import Tag

from pipelines import chrome
from pipelines.blocks import Line, Style, classes
from pipelines.letters import bare
from pipelines.worth import is_footer

#: A title has at least and at most so many letters; a part of a claimed one is sure from this many on.
SHORTEST, LONGEST, SURE = 8, 300, 20
#: How many lines above the article's first sentence a title may stand when nothing tells it.
ABOVE = 25
#: Of two parts of a claimed title the one nearer to the text is the article's, unless the other is so much surer.
MOST_APART = 5.0
#: More lines that show a title, or lines below one, are not looked at.
MOST_CANDIDATES = 200
#: So many links in a row are a menu.
MENU = 3
#: An unmarked title stands right above the first sentence, with so many words.
RIGHT_ABOVE, FEWEST_WORDS, MOST_WORDS = 3, 5, 40
#: Less of a page's prose below the claimed title: then it is the site's name at the foot of the page.
MOST_BELOW = 0.4

_TITLE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:title|tieu-?de|headline|tieude\w*|heading|detail-?title|newstitle)(?:$|[\s_\d-])", re.I
)
#: What a window says of every page.
_NO_TITLE = re.compile(
    r"trang\schủ|home(?:page)?|(?:bản\s)?tin(?:\stức)?(?:\s(?:sự\skiện|chi\stiết))?|(?:xem\s)?chi\stiết(?:\stin(?:\stức)?)?|untitled.*|index|default|news|welcome.*",
    re.I,
)
_SITE = re.compile(r"\s+(?:[|\u2013\u2014»:]+|-)\s+")


def claimed_line(lines: Sequence[Line], worth: Sequence[float], claimed: Sequence[str]) -> int | None:
    """The line that shows the claimed title: in a heading rather than elsewhere, no link, and the first of equals.

    A window's title holds the site's name besides, before or after; a page shows that above its article's title.
    """
    found = _candidates(lines, worth, claimed)
    if not found:
        return None
    best = max(found, key=lambda one: (one.score, -one.number))
    for later in found[:MOST_CANDIDATES]:
        nearer = later.number > best.number and _prose(worth[best.number + 1 : later.number]) <= 0
        marked = _prominence(lines[later.number]) >= 1
        if nearer and marked and not (best.whole or later.is_link) and later.score > best.score - MOST_APART:
            best = later
    return None if _prose(worth[best.number :]) < MOST_BELOW * _prose(worth) else best.number


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line that shows a claimed title, wholly or a part of it."""

    number: int
    score: float
    whole: bool
    is_link: bool


def _candidates(lines: Sequence[Line], worth: Sequence[float], claimed: Sequence[str]) -> list[_Candidate]:
    found: list[_Candidate] = []
    texts = [bare(line.text) if line.image is None and not line.row else "" for line in lines]
    for rank, claim in enumerate(claimed):
        letters = bare(claim)
        if _NO_TITLE.fullmatch(claim):
            continue
        pieces = [bare(part) for part in _SITE.split(claim)]
        for number, text in enumerate(texts):
            if len(letters) < SHORTEST or not SHORTEST <= len(text) <= LONGEST:
                continue
            whole, begins = text == letters, letters.startswith(text) or letters.endswith(text)
            if not (whole or text in (pieces[0], pieces[-1]) or (begins and len(text) >= SURE)):
                continue
            line = lines[number]
            if _heads_menu(lines, worth, number):
                continue
            score = 4.0 * whole + 3.0 * begins - 3.0 * (text == pieces[-1] and not whole)
            score += _prominence(line) - rank - 3 * line.is_link + min(len(text), 60) / 20 + _followed(worth, number)
            found.append(_Candidate(number, score, whole, line.is_link))
    return found


def _heads_menu(lines: Sequence[Line], worth: Sequence[float], number: int) -> bool:
    """Whether a menu stands between a line and the next sentence: then it is the site's name, not a title."""
    links = 0
    near = slice(number + 1, number + 1 + MOST_CANDIDATES)
    for line, value in zip(lines[near], worth[near], strict=True):
        if value > 0 or links == MENU:
            break
        links += line.is_link and not chrome.is_chrome_line(line.text, True)
    return links == MENU


def pieces(claim: str) -> list[str]:
    """The parts of a claimed title: the article's and the site's."""
    return _SITE.split(claim)


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
        if chrome.is_chrome_line(line.text) or is_footer(line.text) or _heads_menu(lines, worth, number):
            continue
        score = _prominence(line) - (first - number) * 0.1 - (line.text.endswith(".") * 1.0)
        if first - number <= RIGHT_ABOVE and _reads_like_one(line.text):
            score += 0.8
        if score > 0.4 and (best is None or score > best[0]):
            best = score, number
    return best[1] if best else None


def _reads_like_one(text: str) -> bool:
    """Whether an unmarked line is long enough for a title, ends in no stop and is no path of sections."""
    return FEWEST_WORDS <= len(text.split()) <= MOST_WORDS and not re.search(r"[.:;,>»/|]\s*$|[>»›]", text)


def unshown(claimed: Sequence[str]) -> str:
    """The claimed title less the site's name."""
    if not claimed:
        return ""
    parts = _SITE.split(claimed[0])
    return parts[0] if len(parts) > 1 and len(parts[0]) >= 15 else claimed[0]
