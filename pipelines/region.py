"""Which lines of a whole page are its article, when no rule says where it stands.

Every line is worth something: a sentence its words, a link, a menu's label or a footer's address less than nothing. The
element whose lines are worth the most together holds the article. Its title anchors it: nothing above the title
counts, and what stands between the title and that element (a sapo, a date line) belongs to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bs4.element import Tag

from pipelines import chrome, headline, signature
from pipelines.blocks import Line, classes
from pipelines.captions import LONGEST_CAPTION
from pipelines.worth import LINK, SENTENCE
from pipelines.worth import of as worth_of

#: A block of links costs no more than this however many it holds.
LINK_BLOCK = -24
#: An element around the best one is taken where it costs no more: a signature, a date line, tools.
CLOSING = 4
#: A part of the best element with this share of its words, and no more than that share below it, is the article's own.
CORE, BELOW = 0.6, 0.15
#: So many lines below that part that are no sentences are not the article's.
MANY = 6
#: A core within a core, so many times, is enough.
MOST_CORES = 12
#: So many lines between title and text, and fewer words than this: the text is not the title's.
FAR, FEW = 12, 150
#: The signature and the source stand within so many lines after the article's element.
AFTER = 4


@dataclass(frozen=True, slots=True)
class Region:
    """The article's lines in order, less its title; `tail` are lines below it that sign or credit it.

    `shown` is the number of the title's line on the page (None: none is shown), `end` that of the line after the article.
    """

    title: str
    shown: int | None
    end: int
    lines: list[Line]
    tail: tuple[Line, ...] = ()


def find(lines: Sequence[Line], claimed: Sequence[str]) -> Region | None:
    """The article among the lines of a page. `claimed`: what metadata and window call it, the best first."""
    worth = worth_of(lines)
    shown = headline.claimed_line(lines, worth, claimed)
    if shown is None:
        holder = _holder(lines, worth)
        shown = headline.styled_line(lines, worth, holder) if holder is not None else None
    if shown is not None:
        worth = [min(value, 0) for value in worth[: shown + 1]] + worth[shown + 1 :]
    holder = _holder(lines, worth)
    if shown is not None and (holder is None or _is_far(lines, worth, shown, holder)):
        holder = _beside(lines, shown)
    if holder is None:
        return None
    inside = [number for number, line in enumerate(lines) if line.within(holder)]
    first, last = inside[0], _last(lines, worth, inside)
    start = first if shown is None or shown > last else shown + 1
    title = lines[shown].text if shown is not None else headline.unshown(claimed)
    kept = _between(lines, worth, start, first) + list(lines[max(start, first) : last + 1])
    return Region(title, shown, last + 1, kept, _tail(lines, last + 1))


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


# -- the element that holds the article -----------------------------------------------------------------------------


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
    for _ in range(MOST_CORES):
        inside = [(number, line) for number, line in enumerate(lines) if line.within(holder)]
        total = sum(worth[number] for number, _ in inside if worth[number] > 0)
        parts: dict[int, list[int]] = {}
        tags: dict[int, Tag] = {}
        for number, line in inside:
            child = _child(holder, line.node)
            parts.setdefault(id(child), []).append(number)
            tags[id(child)] = child
        for key, numbers in parts.items():
            sentences = [worth[number] for number in numbers if worth[number] > 0]
            if tags[key] is holder or len(sentences) < 2 or sum(sentences) < CORE * total:
                continue
            under = [worth[number] for number, _ in inside if number > numbers[-1]]
            below, other = sum(value for value in under if value > 0), sum(1 for value in under if value < 0)
            if other >= MANY and below <= BELOW * total:
                holder = tags[key]
                break
        else:
            break
    return holder


def _is_far(lines: Sequence[Line], worth: Sequence[float], shown: int, holder: Tag) -> bool:
    """Whether so few words stand so many lines below the title that they are something else, such as a poll."""
    inside = [number for number, line in enumerate(lines) if line.within(holder)]
    return inside[0] - shown > FAR and sum(worth[number] for number in inside) < FEW


def _beside(lines: Sequence[Line], shown: int) -> Tag | None:
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
    homes = {_look(_child(around, lines[number].node)) for number in prose}
    for number in inside[inside.index(last) + 1 :]:
        child = _child(around, lines[number].node) if lines[number].within(around) else None
        if child is None or not (lines[number].image is not None or _look(child) in homes or _holds_picture(child)):
            break
        last = number
    return last


def _child(around: Tag, node: Tag) -> Tag:
    """The child of `around` that `node` stands in; `around` itself when it is no deeper."""
    while node is not around and node.parent is not None and node.parent is not around:
        node = node.parent
    return node


def _look(node: Tag) -> tuple[str, str]:
    """What makes two elements be printed alike, as two paragraphs are."""
    return node.name, " ".join(classes(node))


def _holds_picture(node: Tag) -> bool:
    """Whether an element holds a picture and little else."""
    return node.find("img") is not None and len(node.get_text(" ", strip=True)) <= LONGEST_CAPTION


def _between(lines: Sequence[Line], worth: Sequence[float], start: int, first: int) -> list[Line]:
    """Of the lines between title and holder those that are the article's: its sapo, its pictures."""
    return [line for number, line in enumerate(lines[start:first], start) if worth[number] > 0 and not line.row]


def _tail(lines: Sequence[Line], start: int) -> tuple[Line, ...]:
    """The lines under the article that sign or credit it."""
    found: list[Line] = []
    for line in lines[start : start + AFTER]:
        if line.image is not None or not line.text or line.is_link:
            break
        if not signature.signs(line):
            continue
        found.append(line)
    return tuple(found)
