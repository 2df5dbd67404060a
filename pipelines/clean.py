"""What of an article's container is the article: its lines, less what every portal puts around them.

The walk (`blocks`) gives lines; here related stories are cut, captions put aside once each, chrome dropped, and what is
left is the text. Every rule leaves the words of a sentence alone: it takes whole lines or nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from bs4.element import Tag

from pipelines import blocks, captions, chrome
from pipelines.blocks import Line, Style
from pipelines.captions import is_address
from spiders.items import Attachment, Image, Table

LONGEST_SOURCE = 90
#: A line of this length that says what the line before it said is a slip of the page (captions, mostly).
SHORTEST_REPEAT = 30
#: An article has one or two blocks of related stories; a page with thousands of such headings is an attack.
MOST_RELATED = 20

_RELATED = re.compile(
    r"(?:(?:các|những)\s)?(?:(?:tin|bài)(?:\s(?:bài|tức|viết|ảnh))?\s(?:khác|liên\squan|cùng\s(?:chuyên\smục|loại|chủ\sđề)|(?:mới|cũ)(?:\s(?:hơn|nhất|đăng))?"
    r"|(?:đã\s)?(?:đưa|đăng)|nổi\sbật|đọc\snhiều|xem\snhiều|cùng\smục)|cùng\schuyên\smục|đọc\s(?:thêm|nhiều|tiếp)|xem\s(?:thêm|nhiều)"
    r"|(?:có\sthể\s)?bạn\s(?:có\sthể\s)?quan\stâm|(?:chủ\sđề|sự\skiện|nội\sdung)\sliên\squan|bình\sluận|ý\skiến\sbạn\sđọc"
    r"|(?:other|related|more|latest)\s(?:news|articles?|stories)|see\salso|read\smore)(?:\s?\(\d+\))?",
    re.I,
)
_OF_OTHERS = re.compile(
    r"(?:(?:các|những)\s)?(?:tin|bài)\s|cùng\schuyên\smục|đọc\s|xem\s|(?:other|related|more)\s", re.I
)
_FILE = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|rtf|odt|ods|csv|zip|rar|7z|txt)(?:$|[?#/])", re.I)
_SIGNS = re.compile(r"[\W_]+")
_SOURCE = re.compile(
    r"[(\[]?\s*(?:nguồn(?:\s(?:tin|bài))?\s?:\s?|theo\s(?:nguồn\s)?:?\s?)(?P<name>[^()\[\]]+?)\s*[)\]]?\.?", re.I
)


@dataclass(frozen=True, slots=True)
class Body:
    """A cleaned container: paragraphs in order, and what stands beside them."""

    paragraphs: tuple[str, ...]
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    tables: tuple[Table, ...] = ()
    source: str | None = None
    recomposed: bool = False


def clean(html: str, base: str, title: str = "", sapo: str = "") -> Body:
    """The article in a container's markup. Lines at its head that only repeat `title` or `sapo` are left out."""
    lines = _without_related(blocks.lines(html))
    lines, images = captions.take_out(lines, base)
    lines = _without_chrome(lines)
    lines = _without_repeated_head(lines, title, sapo)
    return Body(
        paragraphs=tuple(line.text for line in lines if line.text),
        images=images,
        attachments=_attachments(lines, base),
        tables=tuple(line.table for line in lines if line.table),
        source=_source([line.text for line in lines if line.text]),
        recomposed=any(line.recomposed for line in lines),
    )


# -- related stories ---------------------------------------------------------------------------------------------------


def _without_related(lines: list[Line]) -> list[Line]:
    """Cut headings such as "Tin liên quan" with the stories under them."""
    kept: list[Line] = []
    start = headings = 0
    while start < len(lines):
        line = lines[start]
        if (
            headings < MOST_RELATED
            and line.image is None
            and len(line.text) <= 40
            and _RELATED.fullmatch(line.text.strip(" :.|»>-–•*"))
        ):
            headings += 1
            end = _end_of_related(lines, start)
            if end > start:
                start = end
                continue
        kept.append(line)
        start += 1
    return kept


def _end_of_related(lines: Sequence[Line], start: int) -> int:
    """The line after the related block that begins at `start`; `start` itself when what follows is no such block.

    The block is the smallest element that holds the heading and something after it. Where that is the whole container,
    it is the elements after the heading up to the first one without any link.
    """
    heading = lines[start].node
    rest = range(start + 1, len(lines))
    block: Tag | None = heading
    while block is not None:
        inside = [number for number in rest if lines[number].within(block)]
        if inside:
            break
        block = block.parent
    if not rest or block is None:
        return start + 1
    if not _holds_everything(block, lines, start):
        following = [lines[number] for number in inside]
        related = any(line.is_link for line in following) or _is_list(lines[start], following)
        return inside[-1] + 1 if related else start
    if _is_list(lines[start], lines[start + 1 :]):
        return len(lines)
    return _end_of_linked(block, lines, start)


def _end_of_linked(block: Tag, lines: Sequence[Line], start: int) -> int:
    """The line after the elements of `block` that follow the heading and hold links; `start` when there are none."""
    end, linked = start + 1, False
    while end < len(lines):
        sibling = _child_of(block, lines[end].node)
        stop = end + 1
        while stop < len(lines) and sibling is not block and lines[stop].within(sibling):
            stop += 1
        group = lines[end:stop]
        has_link = any(line.is_link for line in group)
        if not has_link and any(line.image is None and line.text for line in group):
            break
        linked = linked or has_link
        end = stop
    return end if linked else start


def _is_list(heading: Line, following: Sequence[Line]) -> bool:
    """Whether lines without any link are titles and leads of other stories all the same: a third ends in no stop.

    Only under a heading that no article gives to a part of itself.
    """
    texts = [line.text for line in following if line.text and line.image is None]
    if not _OF_OTHERS.match(heading.text) or any(line.linked for line in following):
        return False
    titles = sum(1 for text in texts if not text.endswith((".", "!", "?", ":", ";", ",", '"', "”", ")")))
    return titles >= 2 and 3 * titles >= len(texts)


def _holds_everything(block: Tag, lines: Sequence[Line], start: int) -> bool:
    """Whether `block` also holds lines before the heading, and is thus no block of related stories."""
    return any(line.within(block) for line in lines[:start]) or block.name in ("body", "html", "[document]")


def _child_of(block: Tag, node: Tag) -> Tag:
    """The child of `block` that `node` stands in; `block` itself when `node` is no deeper."""
    child = node
    for parent in node.parents:
        if parent is block:
            return child
        child = parent
    return block


# -- chrome, head, attachments, source ---------------------------------------------------------------------------------


def _without_chrome(lines: list[Line]) -> list[Line]:
    kept: list[Line] = []
    counting = False
    for number, line in enumerate(lines):
        if line.row or not line.text:
            kept.append(line)
            continue
        weak = chrome.is_weak_counter(line.text)
        beside = counting or (weak and number + 1 < len(lines) and chrome.is_counter(lines[number + 1].text))
        counting = chrome.is_counter(line.text) or (weak and beside)
        attached = line.links and chrome.is_attachment_line(line.text, line.linked)
        repeated = bool(kept) and line.text == kept[-1].text and len(line.text) >= SHORTEST_REPEAT
        if repeated or counting or attached or chrome.is_chrome_line(line.text, line.is_link):
            if line.links:
                line.text = ""
                kept.append(line)
            continue
        kept.append(line)
    return kept


def _without_repeated_head(lines: list[Line], title: str, sapo: str) -> list[Line]:
    """Less the first lines that say the sapo again, or as a heading the title."""
    number = seen = 0
    while number < len(lines) and seen < 4:
        line = lines[number]
        same_title = Style.HEADING in line.style and line.text.casefold() == title.casefold()
        if line.text and (same_title or (sapo and alike(line.text, sapo))):
            del lines[number]
            continue
        seen += bool(line.text)
        number += 1
    return lines


def alike(left: str, right: str) -> bool:
    """Whether two texts hold the same letters and digits: quotes and stops differ between a sapo and its repetition."""
    return bare(left) == bare(right)


def bare(text: str) -> str:
    """The letters and digits of a text, in one case."""
    return _SIGNS.sub("", text).casefold()


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


def _source(paragraphs: Sequence[str]) -> str | None:
    """Whom the article credits in one of its last lines: "Nguồn: Báo Lạng Sơn", "Theo TTXVN"."""
    for text in reversed(paragraphs[-3:]):
        found = _SOURCE.fullmatch(text) if len(text) <= LONGEST_SOURCE else None
        if found:
            return found["name"].strip()
    return None
