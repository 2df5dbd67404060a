"""Texts compared by their letters and digits alone: quotes, stops, spaces and case differ between a title and its
repetition, a sapo and its copy for machines."""

import re

_SIGNS = re.compile(r"[\W_]+")
#: What closes a word: quotes and stops, then a gap.
_WORD_END = re.compile(r"[^\w\s]*(?!\w)")


def bare(text: str) -> str:
    """The letters and digits of a text, in one case."""
    return _SIGNS.sub("", text).casefold()


def alike(left: str, right: str) -> bool:
    """Whether two texts hold the same letters and digits."""
    return bare(left) == bare(right)


def prefix(text: str, letters: str) -> int:
    """How much of `text` spells `letters`, whatever stands between them; 0 when it does not begin with those words."""
    place = 0
    for number, sign in enumerate(text):
        if sign.isalnum():
            folded = sign.casefold()
            if not letters.startswith(folded, place):
                return 0
            place += len(folded)
            if place == len(letters):
                end = _WORD_END.match(text, number + 1)
                return end.end() if end else 0
    return 0
