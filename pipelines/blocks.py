"""An article's container as a list of lines: what a reader sees as paragraphs, captions, rows and pictures.

BeautifulSoup builds the tree of the container alone; one walk over it joins inline tags as they stand in the source
(so that no word is glued or split), breaks at block elements and `<br>`, and notes about each line what the cleaning
rules ask for: how much of it is a link, whether it is in italics or centred, which element it came from.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from enum import Flag, auto

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from pipelines import chrome, tables
from pipelines.decode import UnreadableError, tidy
from spiders.items import Table

BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
])  # fmt: skip
#: Elements whose content is never an article's words.
SILENT = frozenset([
    "script", "style", "noscript", "iframe", "object", "embed", "select", "option", "button", "input", "textarea",
    "template", "menu", "svg", "canvas", "video", "audio", "map", "head", "title", "meta", "link",
])  # fmt: skip
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
SLANTED = frozenset(["i", "em", "cite"])
#: A picture that is furniture: spacers, icons, counters.
_ICON = re.compile(r"^(?!data:).*(?:spacer|pixel|blank\.|/icons?/|icon[-_.]|\.ico\b)|^data:.{0,1500}$", re.I | re.S)
_CAPTION_CLASS = re.compile(
    r"caption|chu-?thich|(?:img|image|avatar|photo|pic|picture)s?[-_]?(?:desc|note|title)|note[-_]?images?", re.I
)
_CENTRED = re.compile(r"text-align:\s*center", re.I)
_UNCENTRED = re.compile(r"text-align:\s*(?:left|justify|right)", re.I)
_RIGHT = re.compile(r"text-align:\s*right", re.I)
_OWN_LINE = re.compile(r"display:\s*(?:block|table|flex|grid)", re.I)
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.I)
_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden", re.I)
_HIDING = frozenset(
    ["hidden", "hide", "d-none", "sr-only", "visually-hidden", "ng-hide", "invisible", "element-invisible"]
)
_ITALIC = re.compile(r"font-style:\s*(?:italic|oblique)", re.I)
#: A cell with more text is a column of the page: that it is centred says nothing of its lines.
#: A table with a picture and no more text than this, in no more pieces, holds the picture and its caption; with more
#: pictures, up to so many, a little more.
LONGEST_CENTRED = 1_000
LONGEST_CAPTION_TABLE, MOST_CAPTION_LINES, MOST_PICTURES = 400, 4, 6


#: A collection of laws has a tenth of it.
MOST_LINES = 40_000
#: More classes within one line are a word processor's.
MOST_NAMES = 8


class Style(Flag):
    """What surrounds a piece of text."""

    PLAIN = 0
    LINK = auto()
    SLANTED = auto()
    CENTRED = auto()
    CAPTION = auto()
    HEADING = auto()
    RIGHT = auto()
    BOLD = auto()


@dataclass(slots=True, eq=False)
class Line:
    """A line of text, or a picture (then `text` is its alternative text and `image` its address).

    `node` is the block element it stands in; `linked` and `slanted` count its characters inside links and in italics;
    `recomposed` says that the source spelt it with combining marks.
    """

    text: str
    node: Tag
    style: Style = Style.PLAIN
    linked: int = 0
    slanted: int = 0
    image: str | None = None
    links: list[tuple[str, str]] = field(default_factory=list)
    table: Table | None = None
    row: bool = False
    recomposed: bool = False
    places: "Places | None" = None
    inline: str = ""

    @property
    def is_link(self) -> bool:
        """Whether nearly all of it is a link."""
        return self.image is None and self.linked >= 0.7 * len(self.text) > 0

    @property
    def is_slanted(self) -> bool:
        return self.slanted >= 0.8 * len(self.text) > 0

    def within(self, node: Tag) -> bool:
        if self.places is not None:
            return self.places.holds(node, self.node)
        return node is self.node or any(parent is node for parent in self.node.parents)


class Places:
    """Where every element of a tree begins and ends, so that "stands within" is two comparisons however deep it stands."""

    def __init__(self, root: Tag) -> None:
        self._spans: dict[int, tuple[int, int]] = {}
        waiting: list[tuple[Tag, bool]] = [(root, False)]
        count = 0
        began: dict[int, int] = {}
        while waiting:
            node, done = waiting.pop()
            if done:
                self._spans[id(node)] = began[id(node)], count
                continue
            began[id(node)] = count
            count += 1
            waiting.append((node, True))
            waiting.extend((child, False) for child in reversed(node.contents) if isinstance(child, Tag))

    def holds(self, outer: Tag, inner: Tag) -> bool:
        start, end = self._spans[id(outer)]
        return start <= self._spans[id(inner)][0] < end


def lines(html: str) -> list[Line]:
    """The lines of a container's markup."""
    soup = BeautifulSoup(html, "lxml", multi_valued_attributes=None)
    walker = _Walker()
    walker.walk(soup, soup, Style.PLAIN)
    walker.end_line(soup)
    places = Places(soup)
    for line in walker.lines:
        line.places = places
    return walker.lines


class _Walker:
    """Collects pieces of text until a block ends, then makes a line of them."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.pieces: list[tuple[str, Style]] = []
        self.links: list[tuple[str, str]] = []
        self.pictures: list[Line] = []
        self.names: list[str] = []

    def walk(self, node: Tag, block: Tag, style: Style) -> None:
        for child in node.contents:
            if isinstance(child, Tag):
                self._element(child, block, style)
            elif type(child) is NavigableString:
                self._text(str(child), block, style)

    def _text(self, text: str, block: Tag, style: Style) -> None:
        if block.name == "pre" and "\n" in text:
            first, *rest = text.split("\n")
            self.pieces.append((first, style))
            for line in rest:
                self.end_line(block)
                self.pieces.append((line, style))
        else:
            self.pieces.append((text, style))

    def _element(self, node: Tag, block: Tag, style: Style) -> None:
        name = node.name
        if name in SILENT or (node.attrs and (_is_hidden(node) or chrome.is_chrome_element(node))):
            return
        if name == "br":
            self.end_line(block)
        elif name == "img":
            self._picture(node, block, style)
        elif name == "table":
            self.end_line(block)
            self._table(node, style)
        else:
            style, own_line = _styled(node, style)
            if own_line or name in BLOCKS:
                self.end_line(block)
                self.walk(node, node, style)
                self.end_line(node)
            else:
                before = len(self.pieces)
                self.names += classes(node)
                self.walk(node, block, style)
                if name == "a":
                    self.links.append(
                        (str(node.get("href") or ""), tidy("".join(text for text, _ in self.pieces[before:])))
                    )

    def _picture(self, node: Tag, block: Tag, style: Style) -> None:
        """A picture stands before the line that it begins, after the line that it interrupts."""
        address = next((str(node[name]).strip() for name in ("data-src", "data-original", "src") if node.get(name)), "")
        if not address or _ICON.search(address) or {str(node.get("width")), str(node.get("height"))} & {"1", "0", "16"}:
            return
        if address.startswith("data:"):  # a picture within the page: its type, not its megabytes
            address = address.partition(",")[0][:60]
        picture = Line(tidy(str(node.get("alt") or "")), block, style, image=address)
        if any(not text.isspace() for text, _ in self.pieces if text):
            self.pictures.append(picture)
        else:
            self.lines.append(picture)

    def _table(self, node: Tag, style: Style) -> None:
        style, _ = _styled(node, style)
        rows = tables.grid(node)
        if tables.is_layout(node, rows):
            if _holds_pictures(node):
                style |= Style.CAPTION
            self.walk(node, node, style)
            self.end_line(node)
            return
        texts = {id(cell): self._cell(cell) for row in rows for cell in row}
        table = tables.read(rows, texts)
        caption = node.find("caption")
        if isinstance(caption, Tag):
            self.walk(caption, caption, style)
            self.end_line(caption)
        for number, row in enumerate(tables.texts(rows, texts)):
            if row.strip(" |"):
                self.lines.append(Line(row, node, table=None if number else table, row=True, links=self.links))
                self.links = []
        if self.lines and self.lines[-1].row and not any(line.table is table for line in self.lines):
            self.lines[-1].table = table

    def _cell(self, cell: Tag) -> str:
        """The text of one cell, on one line; its links join those of the row."""
        inner = _Walker()
        inner.walk(cell, cell, Style.PLAIN)
        inner.end_line(cell)
        self.links += [link for line in inner.lines for link in line.links]
        return " ".join(line.text for line in inner.lines if line.image is None)

    def end_line(self, block: Tag) -> None:
        """Make a line of the pieces collected so far. Raises UnreadableError (too-large) for more lines than a book has."""
        if len(self.lines) > MOST_LINES:
            raise UnreadableError("too-large", f"more than {MOST_LINES} lines")
        raw = "".join(text for text, _ in self.pieces)
        text = tidy(raw) if raw else ""
        if text or self.links:
            line = Line(
                text,
                block,
                inline=" ".join(self.names[:MOST_NAMES]),
                links=self.links,
                recomposed=not unicodedata.is_normalized("NFC", raw),
            )
            for piece, style in self.pieces:
                length = len(" ".join(piece.split()))
                line.linked += length if Style.LINK in style else 0
                line.slanted += length if Style.SLANTED in style else 0
                if length:
                    line.style |= style
            self.lines.append(line)
        self.lines += self.pictures
        self.pieces, self.links, self.pictures, self.names = [], [], [], []


_OF_TAG = {"center": Style.CENTRED, "figcaption": Style.CAPTION}
_OF_TAG |= dict.fromkeys(SLANTED, Style.SLANTED) | dict.fromkeys(HEADINGS, Style.HEADING)
_OF_TAG |= dict.fromkeys(("b", "strong"), Style.BOLD)
_OF_ALIGN = {"center": Style.CENTRED, "right": Style.RIGHT}
_OF_SHEET = ((_CENTRED, Style.CENTRED), (_RIGHT, Style.RIGHT), (_ITALIC, Style.SLANTED), (_BOLD, Style.BOLD))


def _styled(node: Tag, style: Style) -> tuple[Style, bool]:
    """`style` inside `node`, and whether its own style sheet makes it a block."""
    style |= _OF_TAG.get(node.name, Style.PLAIN)
    attributes = node.attrs
    if not attributes:
        return style, False
    if node.name == "a" and attributes.get("href"):
        style |= Style.LINK
    sheet = str(attributes.get("style") or "")
    if sheet:
        for pattern, meant in _OF_SHEET:
            if pattern.search(sheet):
                style |= meant
        if _UNCENTRED.search(sheet):
            style &= ~Style.CENTRED
    align = str(attributes.get("align", "")).lower()
    if align in ("left", "justify", "right"):
        style &= ~Style.CENTRED
    style |= _OF_ALIGN.get(align, Style.PLAIN)
    if Style.CENTRED in style and node.name in ("td", "center", "table") and len(node.get_text()) > LONGEST_CENTRED:
        style &= ~Style.CENTRED
    if _CAPTION_CLASS.search(" ".join(classes(node))):
        style |= Style.CAPTION
    return style, bool(_OWN_LINE.search(sheet))


def _holds_pictures(table: Tag) -> bool:
    """Whether a table is there for its pictures: a few short lines to each. (A letterhead has a rule drawn as one.)"""
    pictures = len(table.find_all("img"))
    texts = [len(text) for text in table.stripped_strings]
    if not pictures or table.find("table") is not None:
        return False
    if sum(1 for one in table.find_all("p") if one.find("img") is None and one.get_text(strip=True)) > pictures + 1:
        return False
    more = min(pictures, MOST_PICTURES) - 1
    return sum(texts) <= LONGEST_CAPTION_TABLE + 150 * more and len(texts) <= MOST_CAPTION_LINES + 2 * more


def _is_hidden(node: Tag) -> bool:
    """Whether readers never see an element: a copy for machines, a form that opens on a click."""
    return node.name not in ("html", "body") and (
        "hidden" in node.attrs
        or bool(_HIDDEN.search(str(node.attrs.get("style") or "")))
        or not _HIDING.isdisjoint(classes(node))
    )


def classes(node: Tag) -> list[str]:
    """The class names of an element."""
    value: str | list[str] = node.attrs.get("class") or []
    return value.split() if isinstance(value, str) else [str(one) for one in value]


def called(line: Line) -> str:
    """What a line's element, the one around it and those within are called: their classes and the element's id."""
    parent = line.node.parent
    names = [*classes(line.node), str(line.node.get("id") or "")]
    names.append(line.inline)
    return " ".join(names + (classes(parent) if parent is not None and parent.attrs else []))
