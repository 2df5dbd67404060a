"""Which lines of a whole page are its article, when no rule says where it stands.

Every line is worth something: a sentence its words, a link, a menu's label or a footer's address less than nothing. The
element whose lines are worth the most together holds the article. Its title anchors it: nothing above the title
counts, and what stands between the title and that element (a sapo, a date line) belongs to it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bs4.element import Tag

from pipelines import chrome, signature
from pipelines.blocks import Line, Style, classes
from pipelines.letters import bare

#: What lines are worth, in words. A block of links costs no more than this however many it holds.
LINK, LABEL, FOOTER, LINK_BLOCK = -8, -1, -25, -24
#: An element around the best one is taken where it costs no more: a signature, a date line, tools.
CLOSING = 4
#: Fewer words are a label, unless they end as a sentence does; then this many make one.
SENTENCE, SHORT_SENTENCE = 12, 6
#: A title has at least and at most so many letters.
SHORTEST_TITLE, LONGEST_TITLE = 8, 300
#: How many lines above the article's first sentence a title may stand when no metadata tells it.
ABOVE = 25
#: A part of the best element with this share of its words, and no more than that share below it, is the article's own.
CORE, BELOW = 0.6, 0.15
#: So many lines below that part that are no sentences are not the article's.
MANY = 6
#: Less of a page's prose below the claimed title: then it is the site's name at the foot of the page.
MOST_BELOW = 0.4
#: So many lines between title and text, and fewer words than this: the text is not the title's.
FAR, FEW = 12, 150
#: The signature and the source stand within so many lines after the article's element.
AFTER = 4

_STOP = (".", "!", "?", "…", ";", ":", '."', ".”", "./.")
_FOOTER = re.compile(
    r"(?:địa\schỉ|address|add|trụ\ssở|điện\sthoại|đt|tel|phone|fax|e-?mail|hotline|đường\sdây\snóng|giấy\sphép|chịu\strách\snhiệm|cơ\squan\schủ\squản"
    r"|trưởng\sban\sbiên\stập|tổng\sbiên\stập|đơn\svị\s(?:quản\slý|vận\shành|thiết\skế)|bản\squyền|phát\striển\sbởi|thiết\skế"
    r"|(?:số\s)?giấy\sphép)\b[^.]{0,60}[:©]|©|copyright|ghi\srõ\snguồn",
    re.I,
)
_TITLE_CLASS = re.compile(r"(?:^|[\s_-])(?:title|tieu-?de|headline|tieude\w*|heading|detail-?title|newstitle)(?:$|[\s_\d-])", re.I)
_SITE = re.compile(r"\s+(?:[|\u2013\u2014»:]+|-)\s+")


@dataclass(frozen=True, slots=True)
class Region:
    """The article's lines in order, less its title.

    `shown` is the number of the title's line on the page (None: none is shown), `end` that of the line after the article.
    """

    title: str
    shown: int | None
    end: int
    lines: list[Line]


def find(lines: Sequence[Line], claimed: Sequence[str]) -> Region | None:
    """The article among the lines of a page. `claimed`: what metadata and window call it, the best first."""
    worth = [_worth(line) for line in lines]
    _discount_leads(lines, worth)
    shown = _claimed_line(lines, worth, claimed)
    if shown is None:
        holder = _holder(lines, worth)
        shown = _styled_title(lines, worth, holder) if holder is not None else None
    if shown is not None:
        worth = [min(value, 0) for value in worth[: shown + 1]] + worth[shown + 1 :]
    holder = _holder(lines, worth)
    if shown is not None and (holder is None or _is_far(lines, worth, shown, holder)):
        holder = _beside(lines, worth, shown)
    if holder is None:
        return None
    inside = [number for number, line in enumerate(lines) if line.within(holder)]
    first, last = inside[0], _last(lines, worth, inside)
    start = first if shown is None or shown > last else shown + 1
    title = lines[shown].text if shown is not None else _unshown(claimed)
    kept = _between(lines, worth, start, first) + list(lines[max(start, first) : last + 1])
    return Region(title, shown, last + 1, kept + _tail(lines, last + 1))


def entry(lines: Sequence[Line], slug: str) -> Region | None:
    """The entry of a list whose title leads to the very page: some sites show a section's list at an article's address."""
    for number, line in enumerate(lines):
        if line.is_link and len(line.text.split()) > 2 and any(slug in href for href, _ in line.links):
            end = number + 1
            while end < len(lines) and not lines[end].is_link and lines[end].image is None:
                end += 1
            told = [one for one in lines[number + 1 : end] if one.text]
            if any(len(one.text.split()) >= SENTENCE for one in told):
                return Region(line.text, number, end, told)
    return None


# -- what a line is worth ----------------------------------------------------------------------------------------------


def _worth(line: Line) -> float:
    if line.image is not None or not line.text:
        return 0
    count = len(line.text.split())
    if line.is_link:
        return LINK
    if len(line.text) < 400 and _FOOTER.match(line.text):
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
            if number - first >= 6 or (number + 3 < len(lines) and lines[number + 3].within(block)):
                return None
            above = [line for line in lines[first:number] if line.text and line.image is None]
            return block if above and any(line.is_link and len(line.text.split()) >= 4 for line in above) else None
        block = block.parent
    return None


def _holder(lines: Sequence[Line], worth: Sequence[float]) -> Tag | None:
    """The element whose lines are worth the most together: the deepest of equals. None when nothing is worth anything."""
    sums: dict[int, float] = {}
    tags: dict[int, Tag] = {}
    prose: set[int] = set()
    order: list[Tag] = []
    for line, value in zip(lines, worth, strict=True):
        node: Tag | None = line.node
        while node is not None and id(node) not in tags:
            tags[id(node)] = node
            order.append(node)
            node = node.parent
        if value > 0:
            node = line.node
            while node is not None and id(node) not in prose:
                prose.add(id(node))
                node = node.parent
    own: dict[int, float] = {}
    for line, value in zip(lines, worth, strict=True):
        own[id(line.node)] = own.get(id(line.node), 0) + value
    depth = {key: sum(1 for _ in tag.parents) for key, tag in tags.items()}
    for key in sorted(tags, key=lambda key: -depth[key]):
        total = sums.get(key, 0) + own.get(key, 0)
        if key not in prose:
            total = max(total, LINK_BLOCK)
        sums[key] = total
        parent = tags[key].parent
        if parent is not None:
            sums[id(parent)] = sums.get(id(parent), 0) + total
    best = max(tags, key=lambda key: (sums[key], depth[key]), default=None)
    if best is None or sums[best] <= 0:
        return None
    holder = tags[best]
    while holder.parent is not None and sums.get(id(holder.parent), LINK_BLOCK) >= sums[best] - CLOSING:
        holder = holder.parent
    return _core(lines, worth, holder)


def _core(lines: Sequence[Line], worth: Sequence[float], holder: Tag) -> Tag:
    """The part of `holder` that has nearly all its sentences and hardly any below it: a sapo made the holder too wide.

    What stands above the part, up to the title, is the article's all the same.
    """
    while True:
        inside = [(number, line) for number, line in enumerate(lines) if line.within(holder)]
        total = sum(worth[number] for number, _ in inside if worth[number] > 0)
        parts: dict[int, list[int]] = {}
        tags: dict[int, Tag] = {}
        for number, line in inside:
            child = _child(holder, line.node)
            parts.setdefault(id(child), []).append(number)
            tags[id(child)] = child
        for key, numbers in parts.items():
            own = sum(worth[number] for number in numbers if worth[number] > 0)
            under = [worth[number] for number, _ in inside if number > numbers[-1]]
            below, other = sum(value for value in under if value > 0), sum(1 for value in under if value < 0)
            several = sum(1 for number in numbers if worth[number] > 0) > 1
            wide = other >= MANY and own >= CORE * total and below <= BELOW * total
            if tags[key] is not holder and several and wide:
                holder = tags[key]
                break
        else:
            return holder


def _is_far(lines: Sequence[Line], worth: Sequence[float], shown: int, holder: Tag) -> bool:
    """Whether so few words stand so many lines below the title that they are something else, such as a poll."""
    inside = [number for number, line in enumerate(lines) if line.within(holder)]
    return inside[0] - shown > FAR and sum(worth[number] for number in inside) < FEW


def _beside(lines: Sequence[Line], worth: Sequence[float], shown: int) -> Tag | None:
    """The smallest element around the title's line that holds more than chrome below it."""
    node: Tag | None = lines[shown].node
    while node is not None and node.name not in ("body", "html", "[document]"):
        for number in range(shown + 1, min(len(lines), shown + 30)):
            line = lines[number]
            if not line.within(node):
                break
            if line.text and not chrome.is_chrome_line(line.text, line.is_link):
                return node
        node = node.parent
    return None


# -- the title ---------------------------------------------------------------------------------------------------------


def _claimed_line(lines: Sequence[Line], worth: Sequence[float], claimed: Sequence[str]) -> int | None:
    """The line that shows the claimed title: in a heading rather than elsewhere, no link, and the first of equals."""
    best: tuple[float, int] | None = None
    for rank, claim in enumerate(claimed):
        letters = bare(claim)
        if len(letters) < SHORTEST_TITLE:
            continue
        pieces = [bare(part) for part in _SITE.split(claim)]
        parts = {pieces[-1]: -3.0, pieces[0]: 0.0} if len(pieces) > 1 else {}
        for number, line in enumerate(lines):
            text = bare(line.text)
            if line.image is not None or not SHORTEST_TITLE <= len(text) <= LONGEST_TITLE or line.row:
                continue
            whole = text == letters
            begins = letters.startswith(text) or letters.endswith(text)
            if not (whole or text in parts or (begins and len(text) >= 20)):
                continue
            score = 4.0 * whole + 3.0 * begins + parts.get(text, 0.0)
            score += _prominence(line) - rank - 3 * line.is_link
            score += min(len(text), 60) / 20 + _followed(worth, number)
            if best is None or score > best[0]:
                best = score, number
    if best is None or _prose(worth[best[1] :]) < MOST_BELOW * _prose(worth):
        return None
    return best[1]


def _prose(worth: Sequence[float]) -> float:
    return sum(value for value in worth if value > 0)


def _followed(worth: Sequence[float], number: int) -> float:
    """From -3 to 3: how much prose follows soon. A title in a breadcrumb or a list of links has none."""
    return min(6.0, sum(value for value in worth[number + 1 : number + 12] if value > 0) / 20) - 3.0


def _prominence(line: Line) -> float:
    names = " ".join(classes(line.node)) + " " + str(line.node.get("id") or "")
    score = {"h1": 3.0, "h2": 2.0, "h3": 1.5, "h4": 1.0}.get(_heading(line), 0.0)
    return score + 2 * bool(_TITLE_CLASS.search(names)) + (Style.BOLD in line.style) * 0.5


def _heading(line: Line) -> str:
    if Style.HEADING not in line.style:
        return ""
    node: Tag | None = line.node
    for _ in range(4):
        if node is None:
            break
        if node.name in ("h1", "h2", "h3", "h4", "h5", "h6"):
            return node.name
        node = node.parent
    return "h4"


def _styled_title(lines: Sequence[Line], worth: Sequence[float], holder: Tag) -> int | None:
    """The most title-like line above the first sentence of `holder`, or the holder's own first heading."""
    first = next((number for number, line in enumerate(lines) if worth[number] > 0 and line.within(holder)), None)
    if first is None:
        return None
    best: tuple[float, int] | None = None
    for number in range(max(0, first - ABOVE), first + 1):
        line = lines[number]
        length = len(line.text)
        if line.image is not None or line.is_link or line.row or not 15 <= length <= LONGEST_TITLE:
            continue
        if chrome.is_chrome_line(line.text) or _FOOTER.match(line.text):
            continue
        score = _prominence(line) - (first - number) * 0.1 - (line.text.endswith(".") * 1.0)
        if score > 0.4 and (best is None or score > best[0]):
            best = score, number
    return best[1] if best else None


def _unshown(claimed: Sequence[str]) -> str:
    """The claimed title less the site's name."""
    if not claimed:
        return ""
    parts = _SITE.split(claimed[0])
    return parts[0] if len(parts) > 1 and len(parts[0]) >= 15 else claimed[0]


# -- around the holder -------------------------------------------------------------------------------------------------


def _last(lines: Sequence[Line], worth: Sequence[float], inside: Sequence[int]) -> int:
    """The last line of the holder that is the article's: its last sentence, and what stands right under it like it."""
    prose = [number for number in inside if worth[number] > 0]
    if not prose:
        return inside[-1]
    last = prose[-1]
    around: Tag | None = lines[last].node
    while around is not None and not all(lines[number].within(around) for number in prose):
        around = around.parent
    if around is None or len(prose) == 1:
        around = lines[last].node.parent or lines[last].node
    rest = [number for number in inside[inside.index(last) + 1 :] if lines[number].within(around)]
    if sum(1 for number in rest if lines[number].text) <= AFTER and all(worth[number] > LINK for number in rest):
        return rest[-1] if rest else last
    homes = [_child(around, lines[number].node) for number in prose]
    for number in inside[inside.index(last) + 1 :]:
        child = _child(around, lines[number].node) if lines[number].within(around) else None
        if child is None or not (lines[number].image is not None or any(_is_like(child, home) for home in homes)):
            break
        last = number
    return last


def _child(around: Tag, node: Tag) -> Tag:
    """The child of `around` that `node` stands in; `around` itself when it is no deeper."""
    while node is not around and node.parent is not None and node.parent is not around:
        node = node.parent
    return node


def _is_like(node: Tag, other: Tag) -> bool:
    """Whether two elements are printed alike, as two paragraphs are, or the first holds a picture and little else."""
    if node is other or (node.name == other.name and classes(node) == classes(other)):
        return True
    return node.find("img") is not None and len(node.get_text(" ", strip=True)) <= 300


def _between(lines: Sequence[Line], worth: Sequence[float], start: int, first: int) -> list[Line]:
    """Of the lines between title and holder those that are the article's: its sapo, its pictures."""
    kept = [line for number, line in enumerate(lines[start:first], start) if worth[number] > 0 and not line.row]
    return kept


def _tail(lines: Sequence[Line], start: int) -> list[Line]:
    """The lines under the article that sign or credit it."""
    found: list[Line] = []
    for line in lines[start : start + AFTER]:
        if line.image is not None or not line.text or line.is_link:
            break
        if not signature.signs(line):
            continue
        found.append(line)
    return found
