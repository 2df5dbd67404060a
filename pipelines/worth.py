"""What each line of a page is worth to an article, in words: a sentence its own, a link or a menu's label less than nothing.

Only the balance of many lines says where an article stands, so no single rule here needs to be sure.
"""

import re
from collections.abc import Sequence

from bs4.element import Tag

from pipelines import chrome
from pipelines.blocks import Line

#: What lines are worth that are no sentences.
LINK, LABEL, FOOTER = -8, -1, -25
#: Fewer words are a label, unless they end as a sentence does; then this many make one.
SENTENCE, SHORT_SENTENCE = 12, 6
#: A card is no longer.
MOST_CARD = 6
#: Longer is no line of a footer.
LONGEST_FOOTER = 400

_STOP = (".", "!", "?", "…", ";", ":", '."', ".”", "./.")
_FOOTER = re.compile(
    r"(?:địa\schỉ|address|add|trụ\ssở|điện\sthoại|đt|tel|phone|fax|e-?mail|hotline|đường\sdây\snóng|giấy\sphép|chịu\strách\snhiệm|cơ\squan\schủ\squản"
    r"|trưởng\sban\sbiên\stập|tổng\sbiên\stập|đơn\svị\s(?:quản\slý|vận\shành|thiết\skế)|bản\squyền|phát\striển\sbởi|thiết\skế"
    r"|(?:số\s)?giấy\sphép)\b[^.]{0,60}[:©]|©|copyright|ghi\srõ\snguồn",
    re.I,
)


def of(lines: Sequence[Line]) -> list[float]:
    """The worth of every line."""
    worth = [_worth(line) for line in lines]
    _discount_leads(lines, worth)
    return worth


def is_footer(text: str) -> bool:
    """Whether a line is of a page's foot: an address, a licence, who is responsible."""
    return len(text) < LONGEST_FOOTER and _FOOTER.match(text) is not None


def _worth(line: Line) -> float:
    if line.image is not None or not line.text:
        return 0
    count = len(line.text.split())
    if line.is_link:
        return LINK
    if is_footer(line.text):
        return FOOTER
    if chrome.is_chrome_line(line.text):
        return LABEL
    if line.row:
        return count / 2
    if count >= SENTENCE or (count >= SHORT_SENTENCE and line.text.endswith(_STOP)):
        return count * (1 - line.linked / max(1, len(line.text)))
    return LABEL


def _discount_leads(lines: Sequence[Line], worth: list[float]) -> None:
    """The lead under another story's linked title is no sentence of this article."""
    for number in range(1, len(lines)):
        if worth[number] <= 0 or lines[number].row:
            continue
        card = _card(lines, number)
        if card is not None:
            worth[number] = LABEL


def _card(lines: Sequence[Line], number: int) -> Tag | None:
    """The small element around this line that begins with a linked title, if there is one."""
    block: Tag | None = lines[number].node
    for _ in range(3):
        if block is None:
            return None
        first = number
        while first > 0 and number - first < 6 and lines[first - 1].within(block):
            first -= 1
        if first < number:
            last = number
            while last + 1 < len(lines) and last - first < MOST_CARD and lines[last + 1].within(block):
                last += 1
            inside = [line for line in lines[first : last + 1] if line.text and line.image is None]
            sentences = sum(1 for line in inside if not line.is_link and len(line.text.split()) >= SENTENCE)
            titled = any(line.is_link and len(line.text.split()) >= 4 for line in lines[first:number])
            return block if titled and sentences == 1 and last - first < MOST_CARD else None
        block = block.parent
    return None
