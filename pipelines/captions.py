"""Captions apart from the text, each once.

Portals mark captions in every way there is (a class, `figcaption`, a small table, italics under the picture, a credit
at the end) and print them two or three times. A figure in a caption is no figure of the article, so none may stay in
the text; a paragraph that merely follows a picture must.
"""

import re
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from pipelines.blocks import Line, Style, classes
from pipelines.chrome import is_chrome_line
from pipelines.decode import tidy
from spiders.items import Image

LONGEST_CAPTION = 300
#: The first words of an article are its lead when there are so many, however they are set.
SHORTEST_LEAD = 30

_CREDIT = re.compile(
    r"\((?:ảnh|hình|nguồn ảnh|photo)\b[^()]{0,60}\)[.\s]*$|^(?:ảnh|hình ảnh|hình)\s?[:\d]|^ảnh minh họ?ạ?a?\.?$"
    r"|^(?!bài\b).*\bảnh\s?:\s?[^.:]{2,40}\.?$",
    re.I,
)
_LEAD_CLASS = re.compile(r"(?:^|[\s_-])(?:sapo|lead|summary|hometext|intro\w*|desc|description|chapeau)(?:$|[\s_-])", re.I)
_FILE_NAME = re.compile(r"^\S[^\n]{0,80}?\.(?:jpe?g|png|gif|bmp|webp)(?:\s*[-–:]\s*)?", re.I)


def take_out(lines: list[Line], base: str) -> tuple[list[Line], tuple[Image, ...]]:
    """The lines less pictures and captions, and the pictures, each with its caption, each caption once."""
    kept: list[Line] = []
    images: list[Image] = []
    seen: set[str] = set()
    last: Line | None = None  # the picture whose caption may follow
    for number, line in enumerate(lines):
        if line.image is not None:
            images.append(Image(urljoin(base, line.image) if is_address(line.image) else line.image))
            last = line
            continue
        if not line.text:
            kept.append(line)
            continue
        caption = _FILE_NAME.sub("", line.text) or line.text
        is_new = caption not in seen
        if images and (not is_new or _is_caption(line, last, lines, number)):
            if is_new:
                images[-1] = Image(images[-1].address, tidy(f"{images[-1].caption} {caption}"))
                last = last and line
            seen.add(caption)
            continue
        last = None
        kept.append(line)
    return kept, tuple(images)


def _is_caption(line: Line, last: Line | None, lines: Sequence[Line], number: int) -> bool:
    """Whether `line` describes the picture before it. `last` is that picture, or its caption's line before this one."""
    if len(line.text) > LONGEST_CAPTION or line.row:
        return False
    if Style.CAPTION in line.style:
        return True
    if last is None:
        return False
    if _CREDIT.search(line.text) or line.text == last.text or _FILE_NAME.match(line.text):
        return True
    if Style.RIGHT in line.style:  # a name under the article
        return False
    if last.image is None:
        return _goes_on(last, line)
    if _is_lead(line, lines[:number]):
        return False
    if line.is_slanted or (Style.CENTRED in line.style and Style.HEADING not in line.style):
        return True
    same_block = line.node is last.node or line.within(last.node)
    return same_block and last.node.name in ("p", "td", "figure", "li") and _ends_block(last, lines, number)


def _is_lead(line: Line, before: Sequence[Line]) -> bool:
    """Whether a line is the article's first paragraph, set apart under its picture: called a sapo, or in bold, or long."""
    if any(one.text and one.image is None and not is_chrome_line(one.text) for one in before):
        return False
    if _LEAD_CLASS.search(" ".join(classes(line.node))):
        return True
    if Style.CENTRED in line.style:
        return False
    return Style.BOLD in line.style or (len(line.text.split()) >= SHORTEST_LEAD and line.text.endswith("."))


def _goes_on(caption: Line, line: Line) -> bool:
    """Whether a caption goes on in the next line: that looks the same, and it was not finished or is set apart."""
    centred, slanted = Style.CENTRED in line.style, line.is_slanted
    if centred != (Style.CENTRED in caption.style) or slanted != caption.is_slanted:
        return False
    return (centred and slanted) or ((centred or slanted) and not caption.text.endswith((".", ")", "!", "?")))


def _ends_block(image: Line, lines: Sequence[Line], number: int) -> bool:
    """Whether the line of that number is the last text in the block of `image`."""
    following = lines[number + 1] if number + 1 < len(lines) else None
    return following is None or following.image is not None or not following.within(image.node)


def is_address(href: str) -> bool:
    """Whether `href` leads to something on the web."""
    try:
        return urlsplit(href.strip()).scheme in ("", "http", "https")
    except ValueError:
        return False
