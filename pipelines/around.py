"""What stands around an article's body and no selector of its rule names: a sapo above it, a date line, a byline.

Themes change a class here and there while title and body keep theirs; what readers still see is then read by its place
and its look, as on a page without any rule.
"""

from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

from pipelines import blocks, chrome, dateline, markup
from pipelines.decode import tidy
from pipelines.letters import bare
from pipelines.signature import Signature, byline, is_name, labelled
from pipelines.worth import SENTENCE
from spiders.items import Published

#: More text around an article is a page, not what belongs to it.
LONGEST_SCOPE = 200_000
#: A sapo has no more words.
MOST_SAPO_WORDS = 150
#: More elements called an author's are a list of them.
MOST_BYLINES = 20
_BYLINES = "[class*=author], [class*=tacgia], [class*=tac-gia], [class*=butdanh], [class*=but-danh], [class*=byline]"


def sapo(title: LexborNode, body: LexborNode) -> LexborNode | None:
    """The sentences between title and body, where they stand in an element of their own."""
    for node in _between(title, body):
        text = tidy(node.text())
        words = text.split()
        if not SENTENCE <= len(words) <= MOST_SAPO_WORDS or not text.endswith((".", "!", "?", "…", '"', "”", ")")):
            continue
        if chrome.is_chrome_line(text):
            continue
        linked = sum(len(tidy(link.text())) for link in node.css("a"))
        if 3 * linked < len(text) and node.css_first("form, input, script, li") is None:
            return node
    return None


def dates(scope: LexborNode, title: str, forms: Iterable[str]) -> list[Published]:
    """The dates that lines in `scope` show, the surest first."""
    html = scope.html or ""
    if len(html) > LONGEST_SCOPE:
        return []
    markup.check_container(html)
    lines = blocks.lines(html)
    wanted = bare(title)
    shown = next((number for number, line in enumerate(lines) if bare(line.text) == wanted), None)
    return dateline.find(lines, shown, len(lines), forms)


def author(scope: LexborNode, dated: LexborNode | None) -> Signature:
    """Who is named beside the date, or in a short element called so."""
    if dated is not None and (told := byline(tidy(dated.text()))):
        return told
    for node in scope.css(_BYLINES)[:MOST_BYLINES]:
        text = tidy(node.text()).strip(" -–|,")
        if name := labelled(text) or (text if is_name(text) else None):
            return Signature(name)
    return Signature()


def _between(title: LexborNode, body: LexborNode) -> Iterator[LexborNode]:
    """The elements after the title's and before the body's, from the nearest common one down, in the page's order."""
    above = [one.mem_id for one in _path(title)]
    branch: LexborNode | None = body
    found: list[LexborNode] = []
    while branch is not None and branch.parent is not None:
        sibling = branch.prev
        while sibling is not None and sibling.mem_id not in above:
            if not (sibling.tag or "-").startswith("-") and not chrome.is_called_chrome(_called(sibling)):
                found.append(sibling)
            sibling = sibling.prev
        if sibling is not None:
            break
        branch = branch.parent
    for node in reversed(found):
        inner = [one for one in node.css("p, h2, h3, h4, div") if one.css_first("p, div") is None]
        yield from inner or [node]


def _called(node: LexborNode) -> str:
    return f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"


def _path(node: LexborNode) -> Iterator[LexborNode]:
    one: LexborNode | None = node
    while one is not None:
        yield one
        one = one.parent
