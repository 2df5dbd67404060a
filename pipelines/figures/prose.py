"""A text as the reader of figures sees it: one spelling, lower case, sentences, and the way back to the text as stored.

Letters half composed, odd blanks, invisible signs and two ways to place a tone would each need their own rule everywhere
else. So they are taken out here, once, and every offset found in `low` leads back to the text that was given.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from pipelines.figures.wordlists import parts
from pipelines.folding import canon

#: One sign for one: these never move an offset. Full-width digits and signs stand for the plain ones.
_SAME_LENGTH = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "\t": " ", "\r": " ", "Ð": "Đ", "ð": "đ", "×": "x"}
    | {chr(0xFF01 + n): chr(0x21 + n) for n in range(94)}
)
_ODD = re.compile("[\u00a0\u202f\u2007\u2009\t\rÐð×\uff01-\uff5e]")
_DIGITS = re.compile(r"\d+")
#: Signs that nobody sees: zero-width blanks and joiners, the soft hyphen, the byte order mark.
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\u00ad\ufeff]")

#: What ends in a full stop and ends no sentence: units of administration, titles, abbreviations of offices.
_ABBREVIATIONS = frozenset(
    parts("tp; tx; tt; ths; ts; gs; pgs; bs; ks; cn; tr; st; no; nxb; dr; mr; mrs; th; nđ; đc; đ/c")
)
#: Quận, phường, huyện, xã, tổ: one letter each. Other single letters are people whose names are not told ("bà B.").
_UNITS_OF_ONE_LETTER = frozenset({"Q", "P", "H", "X", "T"})
_STOP = re.compile(r"[.!?…]+[\"”’)\]]*(?=\s)|\n")
_BEFORE_STOP = re.compile(r"([^\W_]+(?:\.[^\W_]+)*)$")
_OPENS = re.compile(r"\s*[\"“‘(\[*+•\-–]*\s*(?P<first>[^\W_])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where a sentence stands in `Prose.low`, and in which paragraph (a line of the text)."""

    start: int
    end: int
    paragraph: int


class Prose:
    """`raw` is the text as given; `text` its one spelling, case kept; `low` the same in lower case.

    `text` and `low` have the same length. `at(i)` is the offset in `raw` of what stands at `i` in them.
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._ways_back: list[int] | None = None
        if raw.isascii() or (unicodedata.is_normalized("NFC", raw) and not _INVISIBLE.search(raw)):
            spelt = raw
        else:
            spelt = self._respelt(raw)
        self.text = canon(spelt.translate(_SAME_LENGTH) if _ODD.search(spelt) else spelt)
        low = self.text.lower()
        self.low = (
            low if len(low) == len(self.text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in self.text)
        )
        #: Where each run of digits begins: most of what is looked for begins at one.
        self.digits = [run.start() for run in _DIGITS.finditer(self.low)]
        self.sentences = _sentences(self.text)
        self._starts = [sentence.start for sentence in self.sentences]

    def _respelt(self, raw: str) -> str:
        """NFC without what nobody sees. A letter and the marks that follow it are composed together."""
        back: list[int] = []
        pieces: list[str] = []
        at = 0
        while at < len(raw):
            end = at + 1
            while end < len(raw) and unicodedata.combining(raw[end]):
                end += 1
            whole = _INVISIBLE.sub("", unicodedata.normalize("NFC", raw[at:end]))
            pieces.append(whole)
            back.extend([at] * len(whole))
            at = end
        back.append(len(raw))
        self._ways_back = back
        return "".join(pieces)

    def at(self, offset: int) -> int:
        return offset if self._ways_back is None else self._ways_back[offset]

    def end(self, offset: int) -> int:
        """The offset in `raw` where what ends at `offset` ends: after the marks that belong to its last letter."""
        if self._ways_back is None or offset == 0:
            return offset
        last = self._ways_back[offset - 1] + 1
        while last < len(self.raw) and unicodedata.combining(self.raw[last]):
            last += 1
        return last

    def sentence(self, offset: int) -> int:
        """The index of the sentence that holds `offset`."""
        return max(0, bisect_right(self._starts, offset) - 1)


def _sentences(text: str) -> list[Sentence]:
    """Sentences with the blanks around them left out; a line always ends one."""
    found: list[Sentence] = []
    start = paragraph = 0
    for stop in _STOP.finditer(text):
        if stop[0] != "\n" and not _ends(text, start, stop):
            continue
        _add(found, text, start, stop.end(), paragraph)
        paragraph += stop[0] == "\n"
        start = stop.end()
    _add(found, text, start, len(text), paragraph)
    return found or [Sentence(0, len(text), 0)]


def _add(found: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        start += len(piece) - len(piece.lstrip())
        found.append(Sentence(start, start + len(stripped), paragraph))


def _ends(text: str, start: int, stop: "re.Match[str]") -> bool:
    """Whether a sentence ends here: what follows begins one, and what stands before is no abbreviation."""
    after = text[stop.end() : stop.end() + 12]
    opens = _OPENS.match(after)
    if opens is None or opens["first"].islower():
        return False
    if stop[0][0] != "." or len(stop[0]) > 1:
        return True
    before = _BEFORE_STOP.search(text[max(start, stop.start() - 12) : stop.start()])
    if before is None:
        return True
    word = before[1]
    if word.isdigit():  # "1. Về công tác thanh tra": the number of a list, not the end of a sentence
        return text[start : stop.start()].strip() != word and not re.match(r"\s*\d{3}(?!\d)", after)
    return word not in _UNITS_OF_ONE_LETTER and word.lower() not in _ABBREVIATIONS
