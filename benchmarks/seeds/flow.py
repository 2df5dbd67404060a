"""The article's container: the flow of a seed printed by a maker's manner, and what its site puts into it or around it.

Where toolbar, counters and related stories stand is chosen page by page among the places that a maker's system has.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.seeds import parts
from benchmarks.seeds.choices import Choices
from benchmarks.seeds.pieces import Piece, Seed
from benchmarks.seeds.surroundings import esc


def paragraph(text: str) -> str:
    return f"<p>{text}</p>"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a maker prints, and the places and ways that its system has."""

    p: Callable[[str], str] = paragraph
    heading: Callable[[str], str] = lambda text: f"<h3>{text}</h3>"
    captions: Sequence[str] = parts.CAPTIONS
    people: Sequence[str] = ("class", "right", "right-align", "right-div", "strong", "plain")
    player: Callable[[str], str] = lambda text: f'<div class="player"><span>{text}</span></div>'
    tools: Sequence[str] = ("before", "meta", "inside-top", "inside-end", "after")
    views: Sequence[str] = ("before", "inside-top", "inside-end", "after")
    counters: Sequence[str] = ("beside", "after", "footer", "inside-end")
    related: Sequence[str] = ("after", "beside", "inside-end", "inside-middle")
    related_ways: Sequence[str] = parts.RELATED
    boxes: Sequence[str] = ('class="tin-lien-quan"', 'class="box-news"', "")
    keeps_indent: bool = True


@dataclass(slots=True)
class Printed:
    """An article's container and what stands around it, as lists of markup."""

    inside: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    meta: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    footer: list[str] = field(default_factory=list)
    sapo: str = ""
    people: str = ""

    def put(self, place: str, markup: str) -> None:
        """`markup` at a place such as after or inside-end."""
        if place == "inside-top":
            self.inside.insert(0, markup)
        elif place == "inside-end":
            self.inside.append(markup)
        else:
            getattr(self, place).append(markup)


def print_out(seed: Seed, choices: Choices, manner: Manner, sapo_apart: bool) -> Printed:
    """The container of `seed`; with `sapo_apart` its lead is left to the maker, to be printed as the sapo."""
    printed = Printed(people=choices.pick("people", manner.people))
    lead = seed.lead if sapo_apart else None
    if lead is not None:
        printed.sapo = esc(seed.flow[lead].text)
    blocks = [
        (piece, _block(seed, piece, number, choices, manner, printed.people))
        for number, piece in enumerate(seed.flow)
        if number != lead
    ]
    printed.inside = [markup for _, markup in blocks if markup]
    related_place, related = _related(seed, choices, manner)
    if related_place == "inside-middle":
        printed.inside.insert(_middle([piece for piece, markup in blocks if markup]), related)
    elif related:
        printed.put(related_place, related)
    if seed.tags:
        printed.after.append(
            '<div class="tags">' + "".join(f"<span>{esc(line)}</span>" for line in seed.tags) + "</div>"
        )
    if views := parts.views(seed, choices):
        printed.put(choices.pick("views-place", manner.views), views)
    if seed.tools or choices.chance("shows-tools", 70):
        printed.put(choices.pick("tools-place", manner.tools), parts.toolbar(seed, choices))
    if seed.counters or choices.chance("shows-counters", 60):
        printed.put(choices.pick("counters-place", manner.counters), parts.counters(seed, choices))
    return printed


def _block(seed: Seed, piece: Piece, number: int, choices: Choices, manner: Manner, people: str) -> str:
    text = esc(piece.text)
    if piece.kind == "p":
        return manner.p((esc(piece.indent) if manner.keeps_indent else "") + text)
    if piece.kind == "heading":
        return manner.heading(text)
    if piece.kind == "caption":
        return parts.caption(piece, number, choices.pick("caption", manner.captions), choices)
    if piece.kind == "player":
        return manner.player(text)
    if piece.kind in ("author", "source"):
        return parts.person(piece.text, people, piece.kind)
    if piece.kind == "date":
        return parts.date_line(seed, choices, "ngay-dang")
    if piece.kind == "related":
        return parts.related(seed.related[int(piece.text)], "linked-leads", choices)
    return f"<div>{text}</div>"


def _related(seed: Seed, choices: Choices, manner: Manner) -> tuple[str, str]:
    """Where the related stories go that have no place of their own in the flow, and their markup."""
    placed = {int(piece.text) for piece in seed.flow if piece.kind == "related"}
    blocks = [block for number, block in enumerate(parts.related_blocks(seed, choices)) if number not in placed]
    place = choices.pick("related-place", manner.related)
    way = choices.pick("related-way", manner.related_ways)
    box = choices.pick("related-box", manner.boxes)
    if place != "inside-end" or way == "breaks":
        box = box or manner.boxes[0]
    if place == "inside-middle" and way == "plain":
        way = "linked-leads"
    return place, "".join(parts.related(block, way, choices, box) for block in blocks)


def _middle(pieces: Sequence[Piece]) -> int:
    """Behind the paragraph nearest to the middle."""
    after = [number + 1 for number, piece in enumerate(pieces) if piece.kind == "p"][:-1]
    return min(after, key=lambda number: abs(number - len(pieces) // 2), default=len(pieces))
