"""Other stories printed within an article: "Tin liên quan" and what stands under such a heading.

A heading alone is not enough, because an article may speak of related news: what follows must be links, or titles and
leads that read like a list of stories.
"""

import re
from collections.abc import Sequence

from bs4.element import Tag

from pipelines import signature
from pipelines.blocks import Line

#: An article has one or two blocks of related stories; a page with thousands of such headings is an attack.
MOST_RELATED = 20
LONGEST_HEADING = 40
#: Lines of caption and lead between two linked titles.
MOST_LEAD = 3
#: A link of fewer words at the start of a line is no title.
SHORTEST_LINK = 4

_RELATED = re.compile(
    r"(?:(?:các|những)\s)?(?:(?:tin|bài)(?:\s(?:bài|tức|viết|ảnh))?\s(?:khác|liên\squan|cùng\s(?:chuyên\smục|loại|chủ\sđề)|(?:mới|cũ)(?:\s(?:hơn|nhất|đăng))?"
    r"|(?:đã\s)?(?:đưa|đăng)|nổi\sbật|đọc\snhiều|xem\snhiều|cùng\smục)|cùng\schuyên\smục|đọc\s(?:thêm|nhiều|tiếp)|xem\s(?:thêm|nhiều)"
    r"|(?:có\sthể\s)?bạn\s(?:có\sthể\s)?quan\stâm|(?:chủ\sđề|sự\skiện|nội\sdung)\sliên\squan|bình\sluận|ý\skiến\sbạn\sđọc"
    r"|(?:other|related|more|latest)\s(?:news|articles?|stories)|see\salso|read\smore)(?:\s?\(\d+\))?",
    re.I,
)
_OF_OTHERS = re.compile(
    r"(?:(?:các|những)\s)?(?:tin|bài)\s|cùng\schuyên\smục|đọc\s|xem\s|có\sthể\sbạn|bạn\squan|(?:other|related|more)\s",
    re.I,
)


def without_related(lines: list[Line], title: Line | None = None) -> list[Line]:
    """Cut headings such as "Tin liên quan" with the stories under them, never a block that holds the article's title.

    (A portlet called "Tin nổi bật" may be what shows the article.)
    """
    kept: list[Line] = []
    start = headings = 0
    while start < len(lines):
        line = lines[start]
        if headings < MOST_RELATED and _is_heading(line):
            headings += 1
            end = _end_of_related(lines, start)
            if end > start and title not in lines[start:end]:
                start = end
                continue
        kept.append(line)
        start += 1
    return kept


def _is_heading(line: Line) -> bool:
    return (
        line.image is None
        and len(line.text) <= LONGEST_HEADING
        and _RELATED.fullmatch(line.text.strip(" :.|»>-–•*")) is not None
    )


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
        related = any(map(_is_story, following)) or _end_of_list(lines[: inside[-1] + 1], start) > inside[-1]
        return inside[-1] + 1 if related else start
    return max(_end_of_linked(lines, start), _end_of_list(lines, start))


def _end_of_linked(lines: Sequence[Line], start: int) -> int:
    """The line after the stories that follow the heading in one row with the article's own paragraphs.

    A story is a linked title, with up to `MOST_LEAD` lines of caption and lead; `start` when none follows. The last one's
    lead is as long as the others': where these have none, what follows the last link is the article's.
    """
    last, gaps, since, leads = None, [0], 0, 0
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line.image is not None or not line.text:
            continue
        if _is_story(line) or _is_heading(line):
            gaps += [since] if last is not None else []
            last, since = number, 0
        elif since == MOST_LEAD or (since == 0 and last is None and gaps == [0] and leads == 1):
            break
        else:
            since += 1
            leads += last is None
    if last is None:
        return start
    end, lead = last + 1, max(gaps) if len(gaps) > 1 else 0
    while end < len(lines) and (lead > 0 or lines[end].image is not None):
        lead -= bool(lines[end].text) and lines[end].image is None
        end += 1
    return end


def _is_story(line: Line) -> bool:
    """Whether a line is a linked title, or begins with one: "» Tên bài khác. Lời dẫn của bài ấy"."""
    if line.is_link:
        return True
    label = line.links[0][1] if line.links else ""
    return len(label.split()) >= SHORTEST_LINK and line.text.lstrip(" »•-–>*").startswith(label)


def _end_of_list(lines: Sequence[Line], start: int) -> int:
    """The line after titles and leads that follow the heading without any link; `start` when that is not what follows.

    They are told by their ends: a third or more of them, and two at least, stop without a stop. Only under a heading
    that no article gives to a part of itself.
    """
    if not _OF_OTHERS.match(lines[start].text):
        return start
    end = start + 1
    while end < len(lines) and not (lines[end].linked or _is_signed(lines[end])):
        end += 1
    texts = [line.text for line in lines[start + 1 : end] if line.text and line.image is None]
    titles = sum(1 for text in texts if not text.endswith((".", "!", "?", ":", ";", ",", '"', "”", ")")))
    several = titles >= 2 and 3 * titles >= len(texts)
    return end if several or (titles == len(texts) == 1 and end == len(lines)) else start


def _is_signed(line: Line) -> bool:
    return signature.credit(line.text) is not None or signature.is_name(line.text)


def _holds_everything(block: Tag, lines: Sequence[Line], start: int) -> bool:
    """Whether `block` also holds lines before the heading, and is thus no block of related stories."""
    return any(line.within(block) for line in lines[:start]) or block.name in ("body", "html", "[document]")
