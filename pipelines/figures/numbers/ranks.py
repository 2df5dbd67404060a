"""Places in a ranking: `xếp thứ 9`, `thứ 16/63`, `xếp hạng 9/63`, `đứng thứ hai`. An ordinal alone is none."""

import re
from decimal import Decimal

from pipelines.figures.draft import Draft
from pipelines.figures.numbers import numerals
from pipelines.figures.numbers.measured import SLASH
from pipelines.figures.prose import Prose

_RANKED = re.compile(
    r"(?:xếp(?: hạng| ở)?(?: vị trí| hạng)?|đứng(?: ở)?(?: vị trí)?|(?:ở|giữ|đạt|lên|xuống|giành) (?:vị trí|hạng)"
    r"|thứ hạng|vị trí|xếp hạng|hạng)(?: thứ| hạng thứ| số)? $"
)
#: "đứng hạng 11", "PCI đạt 68,21 điểm (hạng 14)"
_OF_RANK = re.compile(r"(?:xếp |đứng |giữ |ở |\()hạng $")
_IN_WORDS = re.compile(r"(?<![^\W_])(?:xếp|đứng|vị trí)(?: ở)?(?: vị trí| hạng)? thứ $")
ORDINALS = {
    "nhất": 1,
    "hai": 2,
    "nhì": 2,
    "ba": 3,
    "tư": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}


def in_digits(prose: Prose, at: int) -> Draft | None:
    """The rank whose number begins at `at`."""
    low = prose.low
    ordinal = low.startswith("thứ ", at - 4)
    ranked = _RANKED.search(low, max(0, at - 36), at)
    number = numerals.numeral(low, at) if ordinal or ranked else None
    if number is None or number.marks:
        return None
    slash = SLASH.match(low, number.end)
    whole = numerals.numeral(low, slash.end()) if slash else None
    if low.startswith("lần ", at - 8) or (whole and (whole.marks or len(whole.groups[0]) > 3)):
        return None  # "lần thứ 01/2018": a number within a year
    of_rank = _OF_RANK.search(low, max(0, at - 12), at) is not None
    if not whole and not (ranked and (ordinal or of_rank or ranked[0].endswith("vị trí "))):
        return None
    end = whole.end if whole else number.end
    start = at - 4 if ordinal else at - 5 if of_rank and not whole else at
    draft = Draft(at, end, start, end, prose.sentence(at), "rank", Decimal(number.groups[0]), "hạng")
    draft.denominator = Decimal("".join(whole.groups)) if whole else None
    return draft


def in_words(prose: Prose, at: int, word: str) -> Draft | None:
    """ "đứng thứ hai" is a rank; "lần thứ hai" and "thứ ba" are none."""
    verb = _IN_WORDS.search(prose.low, max(0, at - 28), at)
    if verb is None or word not in ORDINALS:
        return None
    end = at + len(word)
    return Draft(at, end, verb.start(), end, prose.sentence(at), "rank", Decimal(ORDINALS[word]), "hạng")
