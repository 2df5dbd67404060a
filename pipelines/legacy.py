"""Words that were written in an encoding from before Unicode, read as they were meant.

Fonts' names and declared charsets are no proof; words are. Each piece of text between two tags is judged by how many of
its marked words are Vietnamese syllables as shown and as meant, and changed only where reading it so turns nonsense into
Vietnamese, on a page with enough of such words. A page may mix both: a body pasted from Word into a Unicode template.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pipelines import textnodes
from pipelines.encodings import OF_CHARACTERS, TCVN3, Encoding
from pipelines.syllables import has_vowel, is_cased, is_syllable

#: Words that are Vietnamese only as meant, on the whole page, and different ones among them: fewer are names and chance.
FEWEST, FEWEST_DIFFERENT = 5, 4
#: For one word that is Vietnamese in neither reading this many must be so only as meant: foreign languages never reach it.
FOR_A_STRANGER = 3
#: Longer runs of letters, in any encoding, are no words.
LONGEST_WORD = 40

#: A font of capitals, in which small letters are shown large, and the tags that open and close it.
_CAPITALS = re.compile(r"<([a-zA-Z][\w]*)\b[^<>]*\.Vn[\w ]{0,20}H\b")
_LARGE_ONLY = re.compile(r"[^a-z]*[A-Z][^a-z]*[A-Z][^a-z]*")


@dataclass(slots=True)
class _Tally:
    """Marked words by how they read: Vietnamese only as meant, only as shown, both ways, neither way."""

    meant: int = 0
    shown: int = 0
    both: int = 0
    neither: int = 0

    @property
    def is_legacy(self) -> bool:
        return self.meant > 0 and self.meant > self.shown and self.meant + self.both >= 4 * (self.shown + self.neither)

    @property
    def is_unicode(self) -> bool:
        return self.shown >= self.meant and self.shown > 0


@dataclass(slots=True)
class _Judged:
    """A page's pieces under one encoding: a verdict on each piece of words (True, False, None when it could be either)."""

    encoding: Encoding
    verdicts: dict[int, bool | None]
    total: _Tally
    different: int

    @property
    def is_sure(self) -> bool:
        """Whether the page holds so much of it that this is no chance."""
        enough = self.total.meant >= FEWEST and self.different >= FEWEST_DIFFERENT
        return enough and self.total.meant >= FOR_A_STRANGER * self.total.neither


def may_hold(page: str) -> bool:
    """A cheap look at a page in Unicode: whether it shows what every longer text in one of the encodings shows."""
    return any(sign in page and page.count(sign) > 1 for encoding in OF_CHARACTERS for sign in encoding.signs)


def restored(page: str, among: Iterable[Encoding], declared: Encoding | None = None) -> tuple[str, Encoding | None]:
    """`page` with its legacy words as meant, and the encoding they were in; None when they are in none of `among`.

    The `declared` encoding is believed on less: where its reading fits and nothing speaks against it.
    """
    if len(page) > textnodes.LONGEST:
        return page, None
    pieces = textnodes.split(page)
    judged = [_judge(pieces, encoding) for encoding in among]
    sure = [one for one in judged if one.is_sure]
    if not sure:
        sure = [one for one in judged if one.encoding is declared and one.total.meant > one.total.shown]
    if not sure:
        return page, None
    best = max(sure, key=lambda one: one.total.meant - one.total.neither)
    return _rewritten(pieces, best), best.encoding


def speaks_against(page: str, encoding: Encoding) -> bool:
    """Whether more words of `page` are Vietnamese as shown than as `encoding` would have them."""
    tally, _ = _tally(page, encoding)
    return tally.shown > tally.meant


def _judge(pieces: list[str], encoding: Encoding) -> _Judged:
    verdicts: dict[int, bool | None] = {}
    total, different = _Tally(), set[str]()
    for number in range(0, len(pieces), 2):
        piece = _shown(pieces[number], encoding)
        if piece.isascii():
            continue
        tally, gained = _tally(piece, encoding)
        verdicts[number] = True if tally.is_legacy else False if tally.is_unicode else None
        if not tally.is_unicode:
            total.neither += tally.neither
            total.shown += tally.shown
        if tally.is_legacy:
            total.meant += tally.meant
            different |= gained
    return _Judged(encoding, verdicts, total, len(different))


def _shown(piece: str, encoding: Encoding) -> str:
    return html.unescape(piece) if encoding.in_entities and "&" in piece else piece


def _tally(piece: str, encoding: Encoding) -> tuple[_Tally, set[str]]:
    """How the marked words of `piece` read, and those that are Vietnamese only as meant."""
    words = [word for word in encoding.word.findall(piece) if not word.isascii() and 1 < len(word) <= LONGEST_WORD]
    read = [_reads(encoding, word) for word in words]
    tally = _Tally(*map(read.count, ("meant", "shown", "both", "neither")))
    return tally, {word for word, how in zip(words, read, strict=True) if how == "meant"}


@lru_cache(maxsize=50_000)
def _reads(encoding: Encoding, word: str) -> str:
    """How `word` is Vietnamese: meant, shown, both, neither; an abbreviation is no proof of anything."""
    meant = encoding.meant(word)
    if not has_vowel(meant):
        return "abbreviation"
    explained = meant != word or all(sign.isascii() or sign in encoding.same for sign in word)
    as_shown, as_meant = is_cased(word) and is_syllable(word), explained and is_syllable(meant)
    return "both" if as_shown and as_meant else "shown" if as_shown else "meant" if as_meant else "neither"


# -- the page as meant -------------------------------------------------------------------------------------------------


def _rewritten(pieces: list[str], judged: _Judged) -> str:
    """The page, with the pieces changed that are legacy, and those that could be either and stand among such."""
    legacy = _settled(judged.verdicts)
    capitals: str | None = None
    out: list[str] = []
    for number, piece in enumerate(pieces):
        if number % 2 == 0:
            large = capitals is not None and judged.encoding is TCVN3
            out.append(_converted(piece, judged.encoding, large) if number in legacy else piece)
            continue
        if opened := _CAPITALS.match(piece):
            capitals = opened[1].lower()
        elif capitals and (".Vn" in piece or piece[:-1].strip().lower() == f"</{capitals}"):
            capitals = None
        out.append(textnodes.in_attributes(piece, lambda value: _attribute(value, judged.encoding)))
    return "".join(out)


def _settled(verdicts: dict[int, bool | None]) -> set[int]:
    """The pieces to change: where a piece could be either, its neighbours on both sides decide, and the page at its ends."""
    ahead: dict[int, bool] = {}
    last = True
    for number in reversed(verdicts):
        verdict = verdicts[number]
        last = last if verdict is None else verdict
        ahead[number] = last
    chosen: set[int] = set()
    before = True
    for number, verdict in verdicts.items():
        before = before if verdict is None else verdict
        if before and ahead[number]:
            chosen.add(number)
    return chosen


def _converted(piece: str, encoding: Encoding, large: bool) -> str:
    """One piece as meant. A lone sign that is no letter ("©", a closing "»") is what it shows."""
    shown = _shown(piece, encoding)

    def word(found: re.Match[str]) -> str:
        return encoding.meant(found[0]) if len(found[0]) > 1 or found[0].isalpha() else found[0]

    meant = encoding.word.sub(word, shown)
    if encoding is TCVN3:
        meant = meant.upper() if large or _LARGE_ONLY.fullmatch(shown) else _large_words(shown, meant, encoding)
    return html.escape(meant) if shown is not piece else meant


def _large_words(shown: str, meant: str, encoding: Encoding) -> str:
    """`meant` with the words in capitals whose plain letters all were: TCVN3 has no others, "THµNH" means "THÀNH"."""
    words = iter(encoding.word.findall(shown))
    return encoding.word.sub(lambda at: at[0].upper() if _LARGE_ONLY.fullmatch(next(words, "")) else at[0], meant)


def _attribute(value: str, encoding: Encoding) -> str:
    shown = _shown(value, encoding)
    return _converted(value, encoding, False) if not shown.isascii() and _tally(shown, encoding)[0].is_legacy else value
