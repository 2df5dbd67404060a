"""Slips of the pen: what was mended in spelling, and changes nothing that is told."""

import re
import unicodedata
from collections.abc import Sequence

from pipelines.syllables import is_syllable
from pipelines.versions.alignment import shared_ends
from pipelines.versions.words import is_number

#: A slip changes so many letters of a word at the most ("Thnah", "Thanh").
_LETTERS = 2
#: With fewer letters that stay nothing tells it from another word: km and m, quý I and quý II.
_STAYING = 2
_ROMAN = re.compile(r"[ivx]+")
#: "Kêt" and "cuôc" could be syllables, and are no words: what ends in a stop always carries a tone.
_WITHOUT_TONE = re.compile("[^\u0300\u0301\u0303\u0309\u0323]*(?:c|ch|p|t)")


def is_slip(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Whether words were mended: each in its place, few letters of it, and one of the two no Vietnamese word at all. "Bán" and
    "bàn" are two words, and which one is right is not for spelling to say."""
    return len(gone) == len(come) and all(
        _are_close(one, other, _LETTERS) and not (_may_be_meant(one) and _may_be_meant(other))
        for one, other in zip(gone, come, strict=True)
    )


def is_nearly_same(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Whether no word differs by more than one letter: "triệu đồn" is no sum of money to a reader of figures, and still the
    one that "triệu đồng" was."""
    return len(gone) == len(come) and all(_are_close(one, other, 1) for one, other in zip(gone, come, strict=True))


def _may_be_meant(word: str) -> bool:
    return is_syllable(word) and not _WITHOUT_TONE.fullmatch(unicodedata.normalize("NFD", word))


def _are_close(one: str, other: str, most: int) -> bool:
    """Whether at most so many letters of the longer word lie between what both begin and end with. A number has no slips:
    every other one is another number."""
    if any(is_number(word) or _ROMAN.fullmatch(word) for word in (one, other)):
        return one == other
    staying = sum(shared_ends(one, other))
    return one == other or (staying >= _STAYING and max(len(one), len(other)) - staying <= most)
