"""Figures and documents marked where they stand in an article's own text.

Links cannot hold links, but figures can hold figures ("30" in "30 đến 40 ha") or overlap. So the text is cut into pieces, each
under the same marks throughout; a piece leads where the shortest of them does and names all of them (`data-so`), and a mark that
has no piece of its own still has its anchor. Everything is escaped piece by piece: no text becomes markup.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters of the text from `start` up to `end`, where a link to it arrives (`anchor`) and where it leads (`link`)."""

    start: int
    end: int
    anchor: str
    link: str
    look: str = "so"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text under the same marks, the shortest first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


class Painter:
    """A text and its marks; each anchor is given out once, where its mark is first shown."""

    def __init__(self, text: str, marks: Iterable[Mark]) -> None:
        self.text = text
        sound = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
        self._pieces = _pieces(sound)
        self._ends = [piece.end for piece in self._pieces]
        self.shown: set[str] = set()

    def has_marks(self, start: int, end: int) -> bool:
        at = bisect_right(self._ends, start)
        return at < len(self._pieces) and self._pieces[at].start < end

    def paint(self, start: int, end: int) -> Markup:
        """The text from `start` up to `end`, with what is marked in it."""
        parts: list[str] = []
        at = start
        for number in range(bisect_right(self._ends, start), len(self._pieces)):
            piece = self._pieces[number]
            if piece.start >= end:
                break
            first, last = max(piece.start, start), min(piece.end, end)
            parts += [str(escape(self.text[at:first])), self._link(piece, self.text[first:last])]
            at = last
        return Markup("".join([*parts, str(escape(self.text[at:end]))]))  # noqa: S704

    def _link(self, piece: _Piece, words: str) -> str:
        """Put together by hand, as a page may hold thousands: anchors are ours, and all else is escaped."""
        mark = piece.marks[0]
        fresh = [one.anchor for one in piece.marks if one.anchor not in self.shown]
        self.shown.update(fresh)
        is_first = mark.anchor in fresh
        own = f' id="{mark.anchor}"' if is_first else ' tabindex="-1"'
        if len(piece.marks) > 1 or not is_first:
            own += f' data-so="{" ".join(one.anchor for one in piece.marks)}"'
        link = f'<a class="{mark.look}"{own} href="{escape(mark.link)}">{escape(words)}</a>'
        others = "".join(f'<span class="at" id="{anchor}"></span>' for anchor in fresh if anchor != mark.anchor)
        return f'<span class="several">{others}{link}</span>' if others else link


def _pieces(marks: Sequence[Mark]) -> list[_Piece]:
    """The marked stretches in their order; under several marks, cut where one begins or ends."""
    waiting = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    pieces: list[_Piece] = []
    at = 0
    while at < len(waiting):
        # Marks that touch one another; nearly always one alone.
        end, last = waiting[at].end, at + 1
        while last < len(waiting) and waiting[last].start < end:
            end = max(end, waiting[last].end)
            last += 1
        pieces += _cut(waiting[at:last])
        at = last
    return pieces


def _cut(marks: Sequence[Mark]) -> list[_Piece]:
    """Marks in the order of their starts, cut at every edge."""
    if len(marks) == 1:
        return [_Piece(marks[0].start, marks[0].end, (marks[0],))]
    edges = sorted({edge for mark in marks for edge in (mark.start, mark.end)})
    pieces: list[_Piece] = []
    over: list[Mark] = []
    at = 0
    for start, end in pairwise(edges):
        over = [mark for mark in over if mark.end > start]
        while at < len(marks) and marks[at].start <= start:
            over.append(marks[at])
            at += 1
        pieces.append(_Piece(start, end, tuple(sorted(over, key=lambda mark: (mark.end - mark.start, mark.start)))))
    return pieces
