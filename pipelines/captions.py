"""Captions apart from the text, each once.

Portals mark captions in every way there is (a class, `figcaption`, a small table, italics under the picture, a credit
at the end) and print them two or three times. A figure in a caption is no figure of the article, so none may stay in
the text; a paragraph that merely follows a picture must.
"""

import re
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from pipelines import signature
from pipelines.blocks import Line, Style, classes
from pipelines.chrome import is_chrome_line
from pipelines.decode import tidy
from pipelines.letters import alike
from spiders.items import Image

LONGEST_CAPTION = 300
#: The first words of an article are its lead when there are so many, however they are set.
SHORTEST_LEAD = 30
#: With more lines above it is not the first.
FEW_BEFORE = 60
#: A block around a picture with more text is a column of the page.
LONGEST_BLOCK = 500
#: Fewer words under a picture, unmarked, may be a heading.
SHORTEST_CAPTION = 4
#: More words alone between two pictures are a paragraph.
MOST_CAPTION_WORDS = 60
#: A line of more words after a name says that the article goes on.
MOST_NAMED = 12

_CREDIT = re.compile(
    r"\((?:ảnh|hình|nguồn ảnh|photo)\b[^()]{0,60}\)[.\s]*$|^(?:ảnh|hình ảnh|hình)\s?[:\d]|^ảnh minh họ?ạ?a?\.?$"
    r"|^(?!bài\b).*\bảnh\s?:\s?[^.:]{2,40}\.?$",
    re.I,
)
_LEAD_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sapo|lead|summary|hometext|intro\w*|desc|description|chapeau)(?:$|[\s_-])", re.I
)
#: What announces pictures: "* Một số hình ảnh tại hội nghị", "Chùm ảnh về lễ phát động".
_GALLERY = re.compile(
    r"[*•+\s–-]*(?:(?:một|vài|số|các|những|chùm)\s){0,3}(?:hình\s)?ảnh\s(?!hưởng)[^.!?:]{3,250}[:.]?", re.I
)
#: A sentence, the start of a list, or a numbered heading.
_NO_CAPTION = re.compile(r"[.!?:;…][\"”)]*$|^(?:[\divxlc]{1,4}[.)/]|[-+*•–])\s?", re.I)
_SENTENCE_END = re.compile(r"(?<![\"”)])\.$")
_FILE_NAME = re.compile(r"^\S[^\n]{0,80}?\.(?:jpe?g|png|gif|bmp|webp)(?:\s*[-–:]\s*)?", re.I)


def take_out(lines: list[Line], base: str, title: str = "") -> tuple[list[Line], tuple[Image, ...]]:
    """The lines less pictures and captions, and the pictures, each with its caption, each caption once.

    A caption without a picture of its own (the heading of a gallery) stands at an Image without an address.
    """
    _forget_common(lines)
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
        if _is_of_gallery(lines, number):
            images += [Image("", caption)] if caption not in seen else []
            seen.add(caption)
        elif caption in seen:
            pass
        elif _is_caption(line, last, lines, number, title):
            if last is not None and images:
                images[-1] = Image(images[-1].address, tidy(f"{images[-1].caption} {caption}"))
            else:
                images.append(Image("", caption))
            last = last and line
            seen.add(caption)
        else:
            last = None
            kept.append(line)
    return kept, tuple(images)


def _forget_common(lines: Sequence[Line]) -> None:
    """Where most paragraphs are centred, or in italics, being so marks no caption."""
    long = [line for line in lines if len(line.text.split()) >= SHORTEST_LEAD and not line.row]
    for look in (Style.CENTRED, Style.SLANTED):
        if len(long) > 1 and 2 * sum(1 for line in long if look in line.style) > len(long):
            for line in lines:
                line.style &= ~look
                line.slanted = 0 if look is Style.SLANTED else line.slanted


def _is_of_gallery(lines: Sequence[Line], number: int) -> bool:
    """Whether a line announces pictures and stands beside one: "Một số hình ảnh tại hội nghị"."""
    return _GALLERY.fullmatch(lines[number].text) is not None and any(
        lines[beside].image is not None for beside in (number - 1, number + 1) if 0 <= beside < len(lines)
    )


def _is_caption(line: Line, last: Line | None, lines: Sequence[Line], number: int, title: str) -> bool:
    """Whether `line` describes the picture before it. `last` is that picture, or its caption's line before this one."""
    if len(line.text) > LONGEST_CAPTION or line.row:
        return False
    if Style.CAPTION in line.style:
        return True
    if last is None or _ends_article(lines, number):
        return False
    if _CREDIT.search(line.text) or line.text == last.text or _FILE_NAME.match(line.text):
        return True
    if Style.RIGHT in line.style:  # a name under the article
        return False
    if last.image is None:
        return _goes_on(last, line)
    if line.text.isupper() or (_is_lead(lines, number) and not alike(line.text, title)):
        return False
    if line.is_slanted or (Style.CENTRED in line.style and Style.HEADING not in line.style):
        return True
    same_block = line.node is last.node or line.within(last.node)
    same_block = same_block and len(last.node.get_text()) <= LONGEST_BLOCK
    if same_block and last.node.name in ("p", "td", "figure", "li") and _ends_block(last, lines, number):
        return True
    return _reads_like_one(line, lines, number)


def _ends_article(lines: Sequence[Line], number: int) -> bool:
    """Whether a line under the last picture signs or credits the article, not the picture."""
    line = lines[number]
    if not (signature.credit(line.text) or signature.is_name(line.text)):
        return False
    own = (one for one in lines[number + 1 :] if not (one.is_link or is_chrome_line(one.text)))
    return not any(one.image is not None or len(one.text.split()) > MOST_NAMED for one in own)


def _reads_like_one(line: Line, lines: Sequence[Line], number: int) -> bool:
    """Whether an unmarked line under a picture is its caption: said twice, alone between two pictures, or no sentence."""
    following = lines[number + 1] if number + 1 < len(lines) else None
    count = len(line.text.split())
    if count > MOST_CAPTION_WORDS or ". " in line.text:
        return False
    if following is not None and following.text == line.text:
        return True
    if following is not None and following.image is not None and not _SENTENCE_END.search(line.text):
        return True
    if Style.HEADING in line.style or Style.BOLD in line.style or _NO_CAPTION.search(line.text):
        return False
    return count >= SHORTEST_CAPTION


def _is_lead(lines: Sequence[Line], number: int) -> bool:
    """Whether a line is the article's first paragraph, set apart under its picture: called a sapo, or in bold, or long."""
    line = lines[number]
    if number > FEW_BEFORE or any(
        one.text and one.image is None and not is_chrome_line(one.text) for one in lines[:number]
    ):
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
