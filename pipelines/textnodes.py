"""The words of a page apart from its tags, before any parser sees it: one linear pass.

What is repaired in a page's words must leave addresses, scripts and styles alone, and the parsers must get the
repaired page, so the words are found in the markup as sent.
"""

import re
from collections.abc import Callable

#: The longest page whose words are looked at: five times the longest ever seen.
LONGEST = 2_000_000
#: Attributes are seldom longer.
LOOK_BACK = 1_000

_MARKUP = re.compile(
    r"(<!--(?s:.*?)(?:-->|\Z)|<(?i:script|style)\b(?s:.*?)(?:</(?i:script|style)\b[^<>]*>?|\Z)|</?[a-zA-Z!?][^<>]*>?)"
)
#: Attributes that hold words: a description for machines, and what a picture shows.
_WORDED = re.compile(r"""(\b(?:content|alt)\s*=\s*)("[^"]*"|'[^']*')""", re.I)


def split(page: str) -> list[str]:
    """`page` in pieces: words at even places (often empty), markup at odd ones; joined they are the page."""
    return _MARKUP.split(page)


def in_attributes(tag: str, change: Callable[[str], str]) -> str:
    """`tag` with `change` made in the attributes that hold words."""
    if not tag[:5].lower().startswith(("<meta", "<img")):
        return tag
    return _WORDED.sub(lambda found: found[1] + found[2][0] + change(found[2][1:-1]) + found[2][0], tag)


def changed(page: str, change: Callable[[str], str]) -> str:
    """`page` with `change` made in its words, those in attributes included."""
    pieces = split(page)
    for number, piece in enumerate(pieces):
        if piece:
            pieces[number] = in_attributes(piece, change) if number % 2 else change(piece)
    return "".join(pieces)


def may_be_words(page: str, place: int) -> bool:
    """Whether what stands at `place` seems to stand between tags: a cheap look back, that errs towards yes."""
    start = max(0, place - LOOK_BACK)
    return page.rfind("<", start, place) <= page.rfind(">", start, place)
