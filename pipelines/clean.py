"""What of an article's container is the article: its lines, less what every portal puts around them.

The walk (`blocks`) gives lines; here related stories are cut, captions put aside once each, chrome dropped, and what is
left is the text. Every rule leaves the words of a sentence alone: it takes whole lines or nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from pipelines import blocks, captions, chrome, counters, signature
from pipelines.blocks import Line, Style
from pipelines.captions import is_address
from pipelines.letters import bare
from pipelines.related import without_related
from spiders.items import Attachment, Image, Table

#: A line of this length that says what the line before it said is a slip of the page (captions, mostly).
SHORTEST_REPEAT = 30
#: A label in front of a rating or a counter is no longer than this.
LONGEST_LABEL = 30
#: A first line of so many letters may be a sapo that comes again.
SHORTEST_SAPO = 60
#: A longer line is neither title nor sapo.
LONGEST_HEAD = 1_500
_FILE = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|rtf|odt|ods|csv|zip|rar|7z|txt)(?:$|[?#/])", re.I)


@dataclass(frozen=True, slots=True)
class Body:
    """A cleaned container: paragraphs in order, and what stands beside them."""

    paragraphs: tuple[str, ...]
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    tables: tuple[Table, ...] = ()
    author: str | None = None
    source: str | None = None
    recomposed: bool = False


def clean(html: str, base: str, title: str = "", sapo: str = "") -> Body:
    """The article in a container's markup. Lines at its head that only repeat `title` or `sapo` are left out."""
    return clean_lines(blocks.lines(html), base, title, sapo)


def clean_lines(lines: list[Line], base: str, title: str = "", sapo: str = "") -> Body:
    """The article in the lines of its container."""
    lines = without_related(lines)
    lines, images = captions.take_out(lines, base, title)
    lines = _without_chrome(lines)
    lines = _without_repeated_head(lines, title, sapo)
    signed = signature.read(lines)
    return Body(
        paragraphs=tuple(line.text for line in lines if line.text),
        images=images,
        attachments=_attachments(lines, base),
        tables=tuple(line.table for line in lines if line.table),
        author=signed.author,
        source=signed.source,
        recomposed=any(line.recomposed for line in lines),
    )


# -- chrome, head, attachments, source ---------------------------------------------------------------------------------


def _without_chrome(lines: list[Line]) -> list[Line]:
    kept: list[Line] = []
    visits = _counter_tables(lines)
    shown = [number for number, line in enumerate(lines) if line.text and not line.row]
    counting = {shown[one] for one in counters.among([lines[number].text for number in shown])}
    for number, line in enumerate(lines):
        if line.row and id(line.node) in visits:
            continue
        if line.row or not line.text:
            kept.append(line)
            continue
        attached = line.links and chrome.is_attachment_line(line.text, line.linked)
        repeated = bool(kept) and line.text == kept[-1].text and len(line.text) >= SHORTEST_REPEAT
        if repeated or number in counting or attached or _is_chrome(line, lines[number + 1 : number + 3]):
            if line.links:
                line.text = ""
                kept.append(line)
            continue
        kept.append(line)
    return kept


def _is_chrome(line: Line, following: Sequence[Line]) -> bool:
    """Whether a line is chrome, or the label of the chrome in the next line: "Đánh giá:", "5/5 (12 phiếu)"."""
    if chrome.is_chrome_line(line.text, line.is_link) or signature.byline(line.text) is not None:
        return True
    after = next((one for one in following[:2] if one.text), None)
    labels = line.text.endswith(":") and len(line.text) <= LONGEST_LABEL and after is not None and not after.row
    return (
        labels
        and after is not None
        and bool(chrome.is_chrome_line(after.text, after.is_link) and any(map(str.isalnum, after.text)))
    )


def _counter_tables(lines: Sequence[Line]) -> set[int]:
    """The tables that hold nothing but counters."""
    rows: dict[int, list[str]] = {}
    for line in lines:
        if line.row:
            rows.setdefault(id(line.node), []).append(line.text.replace("|", " "))
    return {table for table, texts in rows.items() if counters.is_table(texts)}


def _without_repeated_head(lines: list[Line], title: str, sapo: str) -> list[Line]:
    """Less the first lines that say the sapo again, or set apart the title.

    Without a known sapo the first long line may be one: portals print it above the body and again within.
    """
    number = seen = 0
    told, named = bare(sapo), bare(title)
    while number < len(lines) and seen < 4:
        line = lines[number]
        letters = bare(line.text) if len(line.text) <= LONGEST_HEAD else ""
        same_title = bool(named) and _is_title(line, letters, named)
        if letters and (same_title or letters == told):
            del lines[number]
            continue
        if letters and not seen and not told and len(letters) >= SHORTEST_SAPO:
            told = letters
        seen += bool(line.text)
        number += 1
    return lines


def _is_title(line: Line, letters: str, named: str) -> bool:
    """Whether a line is the title again: as a heading, or after a slip of the template such as "null"."""
    if letters == named:
        return Style.HEADING in line.style
    return len(named) >= SHORTEST_REPEAT and letters.endswith(named) and letters[: -len(named)] in ("null", "undefined")


def _attachments(lines: Sequence[Line], base: str) -> tuple[Attachment, ...]:
    """Files that the remaining lines link to, each address once."""
    found: dict[str, Attachment] = {}
    for line in lines:
        for href, label in line.links:
            kind = _file_type(href)
            if kind is not None and is_address(href):
                address = urljoin(base, href.strip())
                found.setdefault(address, Attachment(address, label or line.text, kind))
    return tuple(found.values())


def _file_type(href: str) -> str | None:
    """The extension of a file's address; "" for Liferay's /documents/ without one; None when it is no file."""
    try:
        path = urlsplit(href.strip()).path
    except ValueError:
        return None
    endings = _FILE.findall(path)
    if endings:
        return str(endings[-1]).lower()
    return "" if "/documents/" in path else None
