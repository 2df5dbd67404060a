"""The article's container: the flow of a seed printed by a maker's manner, and what its site puts into it or around it.

Where toolbar, counters and related stories stand is chosen page by page among the places that a maker's system has.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.seeds import parts
from benchmarks.seeds.choices import Choices
from benchmarks.seeds.extras import extras
from benchmarks.seeds.letters import respell
from benchmarks.seeds.pieces import Piece, Seed, cells
from benchmarks.seeds.surroundings import esc


@dataclass(frozen=True, slots=True)
class Manner:
    """How a maker prints, and the places and ways that its system has. A lead inside the body has one of `leads`."""

    p: Callable[[str], str] = "<p>{}</p>".format
    heading: Callable[[str], str] = "<h3>{}</h3>".format
    leads: Sequence[str] = ("{}", "<strong>{}</strong>", '<p class="sapo">{}</p>', "<h2>{}</h2>", "<p><b>{}</b></p>")
    captions: Sequence[str] = parts.CAPTIONS
    people: Sequence[str] = ("class", "right", "right-align", "right-div", "strong", "plain")
    player: Callable[[str], str] = '<div class="player"><span>{}</span></div>'.format
    players: Sequence[str] = ("inside",)
    tools: Sequence[str] = ("before", "meta", "inside-top", "inside-end", "after")
    views: Sequence[str] = ("before", "inside-top", "inside-end", "after")
    counters: Sequence[str] = ("beside", "after", "footer", "inside-end")
    related: Sequence[str] = ("after", "beside", "inside-end", "inside-middle")
    related_ways: Sequence[str] = parts.RELATED
    boxes: Sequence[str] = ('class="tin-lien-quan"', 'class="box-news"', "")
    keeps_indent: bool = True


@dataclass(slots=True)
class Printed:
    """An article's container as a list of markup, and by place what the site puts around it. `people` is how names stand."""

    people: str
    inside: list[str] = field(default_factory=list)
    around: dict[str, list[str]] = field(default_factory=dict)
    sapo: str = ""

    def put(self, place: str, markup: str, kinds: Sequence[str] = ()) -> None:
        """`markup` at a place such as after or inside-end; what `kinds` of pieces are inside tells where the middle is."""
        if place == "inside-middle":
            self.inside.insert(_middle(kinds), markup)
        elif place == "inside-top":
            self.inside.insert(0, markup)
        elif place == "inside-end":
            self.inside.append(markup)
        else:
            self.around.setdefault(place, []).append(markup)


def print_out(seed: Seed, choices: Choices, manner: Manner, sapo_apart: bool) -> Printed:
    """The container of `seed`; with `sapo_apart` its lead is left to the maker, to be printed as the sapo."""
    printed = Printed(choices.pick("people", manner.people))
    lead = seed.lead
    if sapo_apart and lead is not None:
        printed.sapo = esc(seed.flow[lead].text)
    player_place = choices.pick("players", manner.players)
    kinds: list[str] = []
    for number, piece in enumerate(seed.flow):
        if number == lead:
            if printed.sapo:
                continue
            markup = _lead(piece, choices, manner)
        elif piece.kind == "row":
            markup = _table(seed.flow, number, choices)
        else:
            markup = _block(seed, piece, number, choices, manner, printed.people)
        if piece.kind == "player" and player_place != "inside":
            printed.put(player_place, markup)
        elif markup:
            printed.inside.append(markup)
            kinds.append(piece.kind)
    printed.inside = [respell(markup, choices) for markup in printed.inside]
    _space_out(printed, choices, kinds)
    _put_related(seed, choices, manner, printed, kinds)
    for place, markup in extras(seed, choices):
        printed.put(place, markup, kinds)
    _put_tools(seed, choices, manner, printed)
    return printed


def _space_out(printed: Printed, choices: Choices, kinds: Sequence[str]) -> None:
    """Empty paragraphs between the others, as editors leave them."""
    gap = choices.pick("spacer", ("", "", "", "<p>&nbsp;</p>", "<div><br></div>", "<p></p>"))
    if gap:
        printed.inside = [
            markup + gap if kind == "p" else markup for markup, kind in zip(printed.inside, kinds, strict=True)
        ]


def _put_tools(seed: Seed, choices: Choices, manner: Manner, printed: Printed) -> None:
    """Tags, view counter, toolbar and visitors' counter: the seed's always, the site's own in some pages."""
    if seed.tags:
        tags = "".join(f"<span>{esc(line)}</span>" for line in seed.tags)
        printed.put("after", f'<div class="tags">{tags}</div>')
    if seed.comments:
        lines = "".join(f"<div>{esc(line)}</div>" for line in seed.comments)
        box = choices.pick(
            "comments-box", ("<div>{}</div>", '<div class="comment-box">{}</div>', '<div id="binhluan">{}</div>')
        )
        printed.put(choices.pick("comments-place", ("after", "after", "inside-end")), box.format(lines))
    if views := parts.views(seed, choices):
        printed.put(choices.pick("views-place", manner.views), views)
    if seed.tools or choices.chance("shows-tools", 70):
        printed.put(choices.pick("tools-place", manner.tools), parts.toolbar(seed, choices))
    if seed.counters or choices.chance("shows-counters", 60):
        printed.put(choices.pick("counters-place", manner.counters), parts.counters(seed, choices))


def _block(seed: Seed, piece: Piece, number: int, choices: Choices, manner: Manner, people: str) -> str:
    """A piece of the flow in markup."""
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


def _lead(piece: Piece, choices: Choices, manner: Manner) -> str:
    """The lead inside the body: a paragraph, plain or bold, or an element of its own."""
    shape = choices.pick("lead", manner.leads)
    text = (esc(piece.indent) if manner.keeps_indent else "") + esc(piece.text)
    return shape.format(text) if shape.startswith(("<p", "<h")) else manner.p(shape.format(text))


def _table(flow: Sequence[Piece], number: int, choices: Choices) -> str:
    """The rows that begin at `number` as one table; nothing for the rows that an earlier one took in."""
    if number and flow[number - 1].kind == "row":
        return ""
    rows = []
    for piece in flow[number:]:
        if piece.kind != "row":
            break
        shape = "<td><p>{}</p></td>" if choices.chance("paragraphs-in-cells", 40) else "<td>{}</td>"
        rows.append("<tr>" + "".join(shape.format(esc(cell)) for cell in cells(piece.text)) + "</tr>")
    return f'<table border="1" cellspacing="0"><tbody>{"".join(rows)}</tbody></table>'


def _put_related(seed: Seed, choices: Choices, manner: Manner, printed: Printed, kinds: Sequence[str]) -> None:
    """The related stories that have no place of their own in the flow, where this page has them."""
    placed = {int(piece.text) for piece in seed.flow if piece.kind == "related"}
    blocks = [block for number, block in enumerate(parts.related_blocks(seed, choices)) if number not in placed]
    place = choices.pick("related-place", manner.related)
    way = choices.pick("related-way", manner.related_ways)
    box = choices.pick("related-box", manner.boxes)
    if place != "inside-end" or way == "breaks":
        box = box or parts.RELATED_BOX
    if place == "inside-middle" and way == "plain":
        way = "linked-leads"
    markup = "".join(parts.related(block, way, choices, box) for block in blocks)
    if markup:
        printed.put(place, markup, kinds)


def _middle(kinds: Sequence[str]) -> int:
    """Behind the paragraph nearest to the middle."""
    after = [number + 1 for number, kind in enumerate(kinds) if kind == "p"][:-1]
    return min(after, key=lambda number: abs(number - len(kinds) // 2), default=len(kinds))
