"""Refuse markup that would stop a parser, before any parser sees it.

Lexbor needs minutes for 100,000 nested tags, every parser built on it or on libxml2 is quadratic in the attributes of
one tag, and lxml silently drops what is nested deeper than 254. One linear pass over the tags tells; the killable
worker is the second line of defence, not the first.
"""

import re

from pipelines.decode import UnreadableError

#: A page pasted from Word has some 10,000 tags; BeautifulSoup reads about 50,000 a second.
MAX_TAGS = 150_000
#: Nesting of a whole page as Lexbor may see it: 2,000 levels cost it 5 ms, 10,000 cost it 180 ms.
MAX_DEPTH = 2_000
#: Nesting of an article's container as lxml may see it (it drops from 255 on, and wraps html and body around).
MAX_CONTAINER_DEPTH = 240
#: Tags of an article's container: BeautifulSoup and the cleaning need 50 to 100 microseconds each.
MAX_CONTAINER_TAGS = 60_000
#: Attributes of one tag.
MAX_ATTRIBUTES = 1_000
#: Characters of an article's container: the largest seen has 420,000.
MAX_CONTAINER = 2_000_000

#: Comments, scripts and styles, or one tag. Every alternative consumes what it scanned, so the pass is linear.
_TAG = re.compile(
    r"<(?:!--(?s:.*?)(?:-->|\Z)|(?i:script|style)\b(?s:.*?)(?:</(?i:script|style)|\Z)"
    r"|/?[a-zA-Z](?:=\s*+\"[^\"]*+\"|=\s*+'[^']*+'|[^>=]++|=)*+>?)"
)
_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{2 * MAX_ATTRIBUTES}}}")
_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_QUOTED = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+')")
_ATTRIBUTE = re.compile(r"[\s/]++[^\s/>=]")
_VOID = frozenset([
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "script",
    "style",
])  # fmt: skip
#: Elements that the next of their kind closes: in a page as sent they never pile up.
_CLOSING = frozenset(["p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option"])


def check_page(text: str) -> None:
    """Raise UnreadableError (hostile-markup) when a parser should not be given `text`."""
    if text.count("<") > MAX_TAGS or text.count("=") > 3 * MAX_TAGS:
        raise UnreadableError("hostile-markup", f"more than {MAX_TAGS} tags, or three times as many attributes")
    if text.count("<") <= MAX_DEPTH and not _looks_loaded(text):
        return
    tags = _TAG.findall(text)
    if len(tags) > MAX_DEPTH:
        _check_depth(tags, MAX_DEPTH, _VOID | _CLOSING)
    for tag in tags:
        if len(tag) > 2 * MAX_ATTRIBUTES and tag[1] != "!" and not tag[:7].lower().startswith(("<script", "<style")):
            found = sum(1 for _ in _ATTRIBUTE.finditer(_QUOTED.sub("=", tag)))
            if found > MAX_ATTRIBUTES:
                raise UnreadableError("hostile-markup", f"a tag with {found} attributes")


def _looks_loaded(text: str) -> bool:
    """Whether some tag might hold too many attributes: a cheap look, since the scan is a third of reading a page.

    A tag that hides its length behind `<` and `>` in as many quoted values passes; the worker's time limit stops it.
    """
    return abs(text.count(">") - text.count("<")) > MAX_ATTRIBUTES // 4 or _LONG_TAG.search(text) is not None


def check_container(html: str) -> None:
    """Raise UnreadableError when lxml would be slow on, or silently lose parts of, an article's container.

    Its markup was written by Lexbor, so every element in it is closed.
    """
    if len(html) > MAX_CONTAINER:
        raise UnreadableError("too-large", f"an article of {len(html)} characters of markup")
    tags = _TAG.findall(html)
    if len(tags) > MAX_CONTAINER_TAGS:
        raise UnreadableError("hostile-markup", f"an article of {len(tags)} tags")
    if len(tags) > MAX_CONTAINER_DEPTH:
        _check_depth(tags, MAX_CONTAINER_DEPTH, _VOID)


def _check_depth(tags: list[str], limit: int, ignored: frozenset[str]) -> None:
    """Raise UnreadableError when more than `limit` elements, the `ignored` ones left out, are open at once.

    Counted by name: an end tag closes something only where its own kind is open, so stray ones hide nothing.
    """
    opened: dict[str, int] = {}
    depth = 0
    for tag in tags:
        found = _NAME.match(tag)
        if not found:
            continue
        name = found[1].lower()
        if name in ignored:
            continue
        if tag[1] == "/":
            if opened.get(name):
                opened[name] -= 1
                depth -= 1
        else:
            opened[name] = opened.get(name, 0) + 1
            depth += 1
            if depth > limit:
                raise UnreadableError("hostile-markup", f"more than {limit} nested elements")
