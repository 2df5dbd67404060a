"""Lists of words in the rules: one text, parts between semicolons, over as many lines as they need."""

import re


def parts(text: str) -> tuple[str, ...]:
    """The parts of a list, blanks around them left out."""
    return tuple(filter(None, (" ".join(part.split()) for part in text.split(";"))))


def any_of(text: str) -> str:
    """A pattern for any part of a list, the longest tried first."""
    return "|".join(map(re.escape, sorted(parts(text), key=len, reverse=True)))
