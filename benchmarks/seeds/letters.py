"""How an editor's text is spelt in the source: entities, decomposed letters, hard spaces, wrapped lines, zero-width signs.

All of them look alike to a reader. Only the text between tags is changed, never a tag.
"""

import re
import unicodedata
from collections.abc import Callable
from html.entities import codepoint2name

from benchmarks.seeds.choices import Choices

_BETWEEN = re.compile(r"(<[^>]*>|&[#\w]+;)")

#: Ways to spell; plain ones are the rule.
WAYS = ("plain", "plain", "plain", "plain", "entities", "decomposed", "half", "hard-spaces", "wrapped", "zero-width")


def respell(markup: str, choices: Choices) -> str:
    """`markup` with its text spelt in the way of this page."""
    way = choices.pick("letters", WAYS)
    if way == "plain":
        return markup
    spell = _SPELLERS[way]
    return "".join(part if number % 2 else spell(part) for number, part in enumerate(_BETWEEN.split(markup)))


def _entities(text: str) -> str:
    """Letters of Latin 1 as FCKeditor saves them; the others stay."""
    return "".join(
        f"&{codepoint2name[ord(sign)]};" if 160 < ord(sign) < 256 and sign.isalpha() else sign for sign in text
    )


def _half(text: str) -> str:
    """A letter with its hat composed and its tone not, as some keyboards write."""
    return "".join(_half_of(sign) for sign in text)


def _half_of(sign: str) -> str:
    parts = unicodedata.normalize("NFD", sign)
    return unicodedata.normalize("NFC", parts[:2]) + parts[2:] if len(parts) == 3 else sign


def _hard_spaces(text: str) -> str:
    """Every seventh space a hard one."""
    words = text.split(" ")
    return "".join(word + ("&nbsp;" if n % 7 == 3 else " ") for n, word in enumerate(words[:-1])) + words[-1]


def _wrapped(text: str) -> str:
    """Broken at every tenth word, as Word saves."""
    words = text.split(" ")
    return "".join(word + ("\n" if n % 10 == 9 else " ") for n, word in enumerate(words[:-1])) + words[-1]


def _zero_width(text: str) -> str:
    """A zero-width space before the text, as SharePoint's editor leaves it."""
    return f"&#8203;{text}" if text.strip() else text


_SPELLERS: dict[str, Callable[[str], str]] = {
    "entities": _entities, "decomposed": lambda text: unicodedata.normalize("NFD", text), "half": _half,
    "hard-spaces": _hard_spaces, "wrapped": _wrapped, "zero-width": _zero_width,
}  # fmt: skip
