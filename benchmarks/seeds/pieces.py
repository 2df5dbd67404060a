"""A seed taken apart for the makers: what goes into the page's header, what is the article's flow, what surrounds it.

The gold's class of each part decides; a class nobody knows stays in the flow where the text has it. A flow is the
article's container as its editor filled it: paragraphs, pictures with captions, players, the author's and source's line.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from benchmarks.seeds.gold import Gold, Span

#: A line of a related story that is longer, or opens with a paper's mark, is its lead.
LONGEST_TITLE = 140

#: What the classes of boilerplate mean, first match wins.
_MEANINGS = (
    ("repeat", r"duplicate|repeat"), ("filename", r"file_?name"), ("views", r"view"), ("player", r"audio|player|video"),
    ("counter", r"visitor|counter|statistic|online"),
    ("related-heading", r"(?:related|other|more|latest|popular|most).*head"),
    ("related", r"related|other_|more_|latest|popular|most_"), ("tools", r"tool|share|social|print|accessib|font"),
    ("footer", r"footer|copyright|licen|contact|address"), ("tags", r"tag|keyword"),
    ("comments", r"comment"), ("nav", r"breadcrumb|menu|nav|login|search"),
    ("header", r"header|site|banner"), ("stray", r"stray|punct"),
)  # fmt: skip
_HEAD_ROLES = ("title", "category")
_MARKED_LEAD = re.compile(r"\(\w[\w.&-]{1,11}\)\s*[-–]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the flow: p, heading, row, caption, player, author, source, stray, other, date, related (`text`: which)."""

    kind: str
    text: str
    indent: str = ""
    filename: str = ""
    repeats: int = 0
    gallery: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """A related story: its title, a picture's caption where it has one, its lead."""

    title: str
    caption: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    heading: str
    stories: tuple[Story, ...]


@dataclass(slots=True)
class Seed:
    """A seed in parts. `date` holds the parts of its date line, each with its role: label, date, views or author."""

    gold: Gold
    title: str = ""
    category: str = ""
    header: list[str] = field(default_factory=list)
    nav: list[str] = field(default_factory=list)
    tools: list[str] = field(default_factory=list)
    date: list[tuple[str, str]] = field(default_factory=list)
    views: list[str] = field(default_factory=list)
    counters: list[str] = field(default_factory=list)
    footer: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    flow: list[Piece] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)

    @property
    def lead(self) -> int | None:
        """Where in the flow the lead stands: the first paragraph, unless a heading comes before it."""
        for number, piece in enumerate(self.flow):
            if piece.kind in ("p", "heading", "row"):
                return number if piece.kind == "p" else None
        return None


def cells(row: str) -> list[str]:
    """The cells of a table's row as texts print it, parted by bars or tabs."""
    return [cell.strip() for cell in re.split(r"[|\t]", row)]


def take_apart(gold: Gold) -> Seed:
    """The seed of `gold`, every line of its text in its place."""
    seed = Seed(gold, title=gold.title)
    place = 0
    run: list[tuple[str, str]] = []  # related lines that have not become stories yet
    filename = ""
    for number, line in enumerate(gold.text.split("\n"), 1):
        parts = _parts(gold, line, place, gold.classes.get(number, ""))
        place += len(line) + 1
        if any(role == "date" for role, _, _ in parts):
            _date_line(seed, parts)
            continue
        for role, text, span in parts:
            if role in ("related", "related-heading"):
                run.append((role, text))
                continue
            if run:
                _close_related(seed, run)
            if role == "filename":
                filename = text
                continue
            indent = line[: len(line) - len(line.lstrip())]
            _put(
                seed, role, Piece(role, text, indent, filename if role == "caption" else "", 0, _is_gallery(text, span))
            )
            filename = ""
    if run:
        _close_related(seed, run)
    if gold.published and not seed.date:  # the text does not show what the gold knows: the page says it plainly
        year, month, day = gold.published[:10].split("-")
        seed.date = [("date", f"{day}/{month}/{year} {gold.published[11:16]}".strip())]
    _drop_last_related_marks(seed)
    return seed


def _parts(gold: Gold, line: str, place: int, told: str) -> list[tuple[str, str, Span | None]]:
    """The parts of a line in order: (role, text, span). What no span covers belongs to its neighbour or is a label."""
    inside = [span for span in gold.spans if place <= span.start < place + len(line)]
    if not line.strip() or any(span.start < place and span.end >= place + len(line.rstrip()) for span in gold.spans):
        return []
    people = [span for span in inside if span.role in ("author", "source")]
    if people and not any(span.role in ("body", "caption", "date") for span in inside):
        return [(people[0].role, line.strip(), people[0])]
    if not inside:
        role = "author" if "author" in told else "source" if "source" in told else "other"
        return [(role, line.strip(), None)]
    parts: list[tuple[str, str, Span | None]] = []
    at = place
    for span in inside:
        if rest := gold.text[at : span.start].strip():
            parts.append(("other", rest, None))
        parts.append((_role(span), gold.text[span.start : span.end], span))
        at = max(at, span.end)
    if rest := gold.text[at : place + len(line)].strip():
        parts.append(("other", rest, None))
    return parts


def _role(span: Span) -> str:
    if span.role == "body":
        return span.kind if span.kind in ("heading", "row") else "p"
    if span.role != "boilerplate":
        return span.role
    return next((role for role, pattern in _MEANINGS if re.search(pattern, span.kind)), "other")


def _date_line(seed: Seed, parts: Iterable[tuple[str, str, Span | None]]) -> None:
    """A date line: in the head, or in the flow where it stands behind the article's words."""
    line = [(role if role in ("date", "views", "author") else "label", text) for role, text, _ in parts]
    if not seed.date:
        seed.date = line
    if any(piece.kind == "p" for piece in seed.flow):
        seed.flow.append(Piece("date", " ".join(text for _, text in line)))


def _put(seed: Seed, role: str, piece: Piece) -> None:
    """`piece` where its role belongs."""
    if role in _HEAD_ROLES:
        setattr(seed, role, piece.text)
    elif role in ("header", "nav", "tools", "footer", "tags", "comments", "views"):
        getattr(seed, role).append(piece.text)
    elif role == "counter":
        seed.counters.append(piece.text)
    elif role == "repeat":
        number = next((n for n, one in enumerate(seed.flow) if one.kind == "caption" and one.text == piece.text), None)
        if number is None:
            seed.flow.append(replace(piece, kind="other"))
        else:
            seed.flow[number] = replace(seed.flow[number], repeats=seed.flow[number].repeats + 1)
    else:
        seed.flow.append(piece)


def _is_gallery(text: str, span: Span | None) -> bool:
    """Whether a caption is the heading of several pictures."""
    return span is not None and ("gallery" in span.note or bool(re.match(r"\W*(?:một\s)?số\shình\sảnh", text, re.I)))


def _close_related(seed: Seed, run: list[tuple[str, str]]) -> None:
    """Make related blocks of the lines in `run`, and leave a mark in the flow where they stood."""
    blocks: list[tuple[str, list[str]]] = []
    for role, text in run:
        if role == "related-heading" or not blocks:
            blocks.append((text, []) if role == "related-heading" else ("", [text]))
        else:
            blocks[-1][1].append(text)
    run.clear()
    for heading, lines in blocks:
        seed.related.append(Related(heading, tuple(_stories(lines))))
        seed.flow.append(Piece("related", str(len(seed.related) - 1)))


def _stories(lines: list[str]) -> Iterable[Story]:
    """Stories out of lines: where some are leads, each lead closes a story; else every line is a title."""
    if not any(_is_lead(line) for line in lines):
        yield from (Story(line) for line in lines)
        return
    waiting: list[str] = []
    for line in lines:
        if not _is_lead(line):
            waiting.append(line)
            continue
        *earlier, last = waiting or [""]
        yield from (Story(title) for title in earlier[:-1])
        yield Story(earlier[-1] if earlier else last, last if earlier else "", line)
        waiting = []
    yield from (Story(title) for title in waiting)


def _is_lead(line: str) -> bool:
    return len(line) > LONGEST_TITLE or bool(_MARKED_LEAD.match(line))


def _drop_last_related_marks(seed: Seed) -> None:
    """Marks behind the article's last words are taken away: there a maker is free where to put the stories."""
    last = max((n for n, piece in enumerate(seed.flow) if piece.kind in ("p", "heading", "row")), default=-1)
    seed.flow = [piece for n, piece in enumerate(seed.flow) if n < last or piece.kind != "related"]
