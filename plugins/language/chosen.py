"""The language that the reader of the page at hand has chosen, and how a label is said in it.

Vietnamese is first and English small beside it; who chooses English gets English alone. What is chosen stands in a context
variable, so that a macro, a filter and a function deep in a drawing all speak the same language without handing it on.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

VIETNAMESE, ENGLISH = "vi", "en"
LANGUAGES = (VIETNAMESE, ENGLISH)
#: Between the two halves of a label in metadata.yml and in messages.
BETWEEN = " · "


@dataclass(frozen=True)
class Reader:
    """Who asks: the language, and the page as an address without base_url, to come back to."""

    language: str = VIETNAMESE
    here: str = "/"


READER: ContextVar[Reader] = ContextVar("reader", default=Reader())  # noqa: B039 - it is frozen


def is_english() -> bool:
    return READER.get().language == ENGLISH


def only(vi: Any, en: Any) -> Any:
    """One of the two: what an attribute, an option or a sentence in the middle of others holds."""
    return _alone(vi, en) if is_english() else vi


def two(vi: Any, en: Any) -> Markup:
    """A label for the eye: Vietnamese, and English small beside it; or English alone."""
    if is_english():
        return escape(_alone(vi, en))
    return Markup('<span class="vi">{}</span> <span class="en" lang="en">{}</span>').format(vi, en)


def halves(text: Any) -> tuple[str, str]:
    """`Bài mới · New` as its Vietnamese and its English; empty English for what has no halves."""
    vi, _, en = str(text or "").partition(BETWEEN)
    return vi, en


def spoken(text: Any) -> Any:
    """A label that stands as `Tiếng Việt · English`: whole, or its English half. What has no halves stays as it is."""
    vi, en = halves(text)
    return _alone(vi, en) if en and is_english() else text


def both(text: Any) -> Any:
    """Such a label as `two` would show it."""
    vi, en = halves(text)
    return two(vi, en) if en else text


def half(text: Any) -> Any:
    """Such a label in one language alone: the title of a window, an option."""
    vi, en = halves(text)
    return only(vi, en) if en else text


def named(row: Any, what: str = "label") -> str:
    """A name that a row holds in both languages (`label_vi`, `label_en`); the Vietnamese one where there is no other."""
    if not row:
        return ""
    english = row.get(f"{what}_en") if is_english() else None
    return str(english or row.get(f"{what}_vi") or "")


def lang_vi() -> Markup:
    """The attribute for what an article says: on an English page a screen reader shall still read it as Vietnamese."""
    return Markup(' lang="vi"') if is_english() else Markup("")


def filled(text: str, *parts: Any) -> Markup:
    """A sentence with `parts` in the place of its `%s`; all but markup escaped."""
    return Markup("%s").join(map(escape, text.split("%s"))) % parts


def _alone(vi: Any, en: Any) -> Any:
    """English that stands small behind Vietnamese begins small; by itself it begins as the Vietnamese does."""
    if not isinstance(vi, str) or not isinstance(en, str) or isinstance(en, Markup):
        return en
    begins_large = vi[:1] != vi[:1].lower()
    return en[:1].upper() + en[1:] if begins_large else en
