"""The article in an HTML page: title, sapo, body, date, where the profile's rules of that day say they stand.

Lexbor finds the parts in the whole page (under a millisecond); only the body's markup goes on to be cleaned. The last
rule whose title and body both match is used, so that two layouts may live side by side. What is read elsewhere (the
author's line, a date inside the body) is taken out of the body first and so never comes twice.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipelines import dates, markup, metadata
from pipelines.clean import Body, bare, clean
from pipelines.decode import UnreadableError, tidy
from spiders import discovery
from spiders.addresses import fold
from spiders.items import Article, Link, Published
from spiders.profile import Profile, Rule

#: Without a rule, less text than this is no article.
SHORTEST_GENERIC = 300
#: Longer is no name of a person, an office or a section.
LONGEST_NAME = 100
#: trafilatura needs seconds for more tags than this; no article seen has a third of them.
MOST_GENERIC_TAGS = 30_000
#: Without a rule: shorter headings are sections', longer dated elements are more than a date.
SHORTEST_HEADING, LONGEST_DATED = 15, 120
#: A thousandth of English letters carries a mark; a fifth of Vietnamese ones does.
VIETNAMESE_SHARE = 0.03

_DATED = "time, [class*=date], [class*=Date], [class*=time], [class*=ngay], [id*=date], [id*=Date]"
#: "(PLVN) - Trong năm 2021": the paper's own mark before a lead is a credit, not a word of it.
_MARKER = re.compile(r"\((?=[^)]*[A-ZĐ]{2})([A-ZĐ][\wĐ.&-]{1,11})\)\s*[-–—]\s*")
_LETTER = re.compile(r"[^\W\d_]")
_MARKED = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.I)


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page, decoded, checked and parsed."""

    address: str
    fetched_at: str
    text: str
    tree: LexborHTMLParser
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Where a rule matched: its title and body, and the smallest element around both."""

    rule: Rule
    title: LexborNode
    body: LexborNode
    scope: LexborNode
    listed: bool = False


def by_rule(page: Page, profile: Profile, link: Link) -> Article | None:
    """The article that one of the profile's rules finds; None when none matches."""
    for rule in reversed(profile.rules_on(page.fetched_at)):
        found = _find(page, rule, profile, link)
        if found:
            article = _article(page, profile, link, found)
            if article.title and (article.text or article.images or article.attachments or not found.listed):
                return article
    return None


def generic(page: Page, profile: Profile, link: Link) -> Article:
    """The article of a page that no rule knows: by its own metadata and trafilatura, then the same cleaning.

    Raises UnreadableError (no-article) when there is no title, or too little text for one.
    """
    if page.text.count("<") > MOST_GENERIC_TAGS:
        raise UnreadableError("no-article", "no rule finds one, and the page is too large to look for one")
    import trafilatura  # 0.5 s to import; most sites never need it

    told = metadata.read(page.tree)
    title = _heading(page.tree, told.title)
    body_html = trafilatura.extract(
        page.text, url=page.address, output_format="html", favor_precision=True, include_comments=False,
        include_tables=True, include_images=True, include_links=True, include_formatting=True,
    )  # fmt: skip
    if not title or not body_html:
        raise UnreadableError("no-article", "no rule and no extractor finds one")
    markup.check_container(body_html)
    body = clean(body_html, discovery.base_of(page.tree, page.address), title)
    if sum(map(len, body.paragraphs)) < SHORTEST_GENERIC:
        raise UnreadableError("no-article", f"less than {SHORTEST_GENERIC} characters of text")
    return _made(
        page, profile, link, title, _shown_sapo(page.tree, told.sapo, body), body,
        published=_told_date(told) or _shown_date(page, profile),
        author=told.author[:LONGEST_NAME] or None,
        section=told.section[:LONGEST_NAME] or None,
    )  # fmt: skip


def _heading(tree: LexborHTMLParser, claimed: str) -> str:
    """The title as readers see it.

    A heading that the claimed title (metadata's, else the window's) begins with, since that one often ends in the
    site's name; else what is claimed; else the only h1.
    """
    window = tree.css_first("title")
    claimed = claimed or (tidy(window.text()) if window else "")
    headings = [(node.tag, text) for node in tree.css("h1, h2, h3") if (text := tidy(node.text()))]
    first = [text for tag, text in headings if tag == "h1"]
    begun = [text for _, text in headings if len(text) >= SHORTEST_HEADING and claimed.startswith(text)]
    return begun[0] if begun else claimed or (first[0] if len(first) == 1 else "")


def _shown_sapo(tree: LexborHTMLParser, claimed: str, body: Body) -> str:
    """The claimed description where the page shows it word for word: then it is a sapo that the extractor left out."""
    letters = bare(claimed)
    if len(letters) < SHORTEST_HEADING or tree.body is None or letters in bare(" ".join(body.paragraphs[1:])):
        return ""
    return claimed if letters in bare(tree.body.text()) else ""


def _shown_date(page: Page, profile: Profile) -> Published | None:
    """The first date that stands in an element made for one, outside of header and footer (they show today's)."""
    for node in page.tree.css(_DATED):
        text = node.text(separator=" ")
        if len(text) <= LONGEST_DATED and not _in_surroundings(node):
            moment = dates.find_anyhow(node.attributes.get("datetime") or text, profile.dates)
            if moment:
                return moment.published("text")
    return None


def _in_surroundings(node: LexborNode) -> bool:
    above: LexborNode | None = node
    while above is not None:
        if above.tag in ("header", "footer", "nav", "aside"):
            return above.css_first("h1") is None  # the header of an article is not the page's
        above = above.parent
    return False


# -- where things stand ------------------------------------------------------------------------------------------------


def _find(page: Page, rule: Rule, profile: Profile, link: Link) -> Found | None:
    """The title and body of `rule`.

    A page that shows many titles where one article was asked for is a listing: then the one that links to that article
    is meant, and what stands below it is only a summary.
    """
    titles = _all(page.tree.root, rule.title) if page.tree.root else []
    titles = [node for node in titles if tidy(node.text())]
    if not titles:
        return None
    own = [node for node in titles if _leads_to(node, page.address, profile, link)] if len(titles) > 1 else []
    title = own[0] if own else titles[0]
    scope: LexborNode | None = title.parent
    while scope is not None:
        body = _first(scope, rule.body)
        if body is not None:
            return Found(rule, title, body, scope, bool(own))
        scope = scope.parent
    return None


def _leads_to(node: LexborNode, base: str, profile: Profile, link: Link) -> bool:
    for anchor in node.css("a[href]"):
        target = fold(anchor.attributes.get("href") or "", base, profile)
        if target and target.thing == link.thing:
            return True
    return False


def _first(scope: LexborNode, selectors: Iterable[str]) -> LexborNode | None:
    return next((node for selector in selectors if (node := scope.css_first(selector)) is not None), None)


def _all(scope: LexborNode, selectors: Iterable[str]) -> list[LexborNode]:
    return next((nodes for selector in selectors if (nodes := scope.css(selector))), [])


def _part(found: Found, page: Page, selectors: tuple[str, ...]) -> LexborNode | None:
    """What `selectors` match near the article, else, unless the page lists several, anywhere on the page."""
    if not selectors:
        return None
    near = _first(found.scope, selectors)
    return near if near is not None or found.listed or page.tree.root is None else _first(page.tree.root, selectors)


# -- an article of its parts -------------------------------------------------------------------------------------------


def _article(page: Page, profile: Profile, link: Link, found: Found) -> Article:
    rule = found.rule
    nodes = {name: _part(found, page, getattr(rule, name)) for name in ("sapo", "date", "author", "source", "section")}
    published = _published(page, profile, nodes["date"])
    title, sapo = tidy(found.title.text()), tidy(_spaced(nodes["sapo"]))
    names = {name: _name(nodes[name]) for name in ("author", "source", "section")}
    _take_out(
        found.body, [found.title, *(node for name, node in nodes.items() if node is not None and name != "section")]
    )
    for selector in profile.remove:
        for node in found.body.css(selector):
            node.decompose()
    html = found.body.html or ""
    markup.check_container(html)
    body = clean(html, discovery.base_of(page.tree, page.address), title, sapo)
    made = _made(page, profile, link, title, sapo, body, published, names["author"], names["section"], rule.name)
    made = replace(made, source=names["source"]) if names["source"] else made
    return replace(made, flags=(*made.flags, "summary-only")) if found.listed else made


def _made(
    page: Page, profile: Profile, link: Link, title: str, sapo: str, body: Body, published: Published | None,
    author: str | None, section: str | None, rule: str = "generic",
) -> Article:  # fmt: skip
    marker = _MARKER.match(sapo or (body.paragraphs[0] if body.paragraphs else ""))
    if marker:
        rest = (body.paragraphs[0][marker.end() :], *body.paragraphs[1:]) if not sapo else body.paragraphs
        sapo, body = (
            sapo[marker.end() :] if sapo else "",
            replace(body, paragraphs=rest, source=body.source or marker[1]),
        )
    sapo, text = _joined(sapo, body.paragraphs)
    flags = dict.fromkeys(page.flags)
    if body.recomposed:
        flags["recomposed"] = None
    if published is None:
        flags["undated"] = None
    return Article(
        portal=profile.name, key=link.key or "", address=link.address, title=title, text=text, sapo=sapo,
        canonical=metadata.canonical(page.tree, page.address), published=published, author=author, source=body.source,
        section=section, language=language(f"{title}\n{text}"), images=body.images, attachments=body.attachments,
        tables=body.tables, rule=rule, flags=tuple(flags),
    )  # fmt: skip


def _joined(sapo: str, paragraphs: Sequence[str]) -> tuple[str, str]:
    """The sapo, and the text that begins with it.

    Where the first paragraph itself begins with the sapo's words, it is the sapo as spelt there, and comes once.
    """
    if sapo and paragraphs and (length := _prefix(paragraphs[0], bare(sapo))):
        return paragraphs[0][:length], "\n".join(paragraphs)
    return sapo, "\n".join(filter(None, (sapo, *paragraphs)))


def _prefix(text: str, letters: str) -> int:
    """How much of `text` spells `letters`, whatever stands between them; 0 when it does not begin with them."""
    place = 0
    for number, sign in enumerate(text):
        if sign.isalnum():
            folded = sign.casefold()
            if not letters.startswith(folded, place):
                return 0
            place += len(folded)
            if place == len(letters):
                return number + 1
    return 0


def _published(page: Page, profile: Profile, node: LexborNode | None) -> Published | None:
    """By the rule's element (its text, else its `datetime`), else by what the page says for machines."""
    if node is not None:
        said = (node.text(separator=" ")[:1000], node.attributes.get("datetime"), node.attributes.get("content"))
        for text in filter(None, said):
            moment = dates.find_anyhow(text, profile.dates)
            if moment:
                return moment.published("rule")
    return _told_date(metadata.read(page.tree))


def _told_date(told: metadata.Metadata) -> Published | None:
    moment = dates.find(told.date)
    return moment.published(told.dated_by) if moment else None


def _take_out(body: LexborNode, nodes: Iterable[LexborNode]) -> None:
    """Remove `nodes` from the tree, but never one that holds the body."""
    above = {body.mem_id}
    parent = body.parent
    while parent is not None:
        above.add(parent.mem_id)
        parent = parent.parent
    for node in nodes:
        if node.mem_id not in above and node.parent is not None:
            node.decompose()


def _spaced(node: LexborNode | None) -> str:
    """The text of a node whose blocks and line breaks may hold no space between them."""
    if node is None:
        return ""
    blocks = node.css("p, div, br, li")
    for block in blocks if len(blocks) > 1 or any(block.tag == "br" for block in blocks) else ():
        block.insert_before(" ")
    return node.text()


def _name(node: LexborNode | None) -> str | None:
    """A name stands on the first line of its element; the rest may be a swallowed page (an unclosed table did that)."""
    if node is None:
        return None
    whole = tidy(node.text())
    if len(whole) > LONGEST_NAME:
        whole = next((line for part in node.text(separator="\n").split("\n") if (line := tidy(part))), "")
    return whole if 0 < len(whole) <= LONGEST_NAME else None


def language(text: str) -> str:
    """vi or en, by the share of letters that carry Vietnamese marks."""
    sample = text[:2000]
    letters = len(_LETTER.findall(sample))
    return "vi" if not letters or len(_MARKED.findall(sample)) >= VIETNAMESE_SHARE * letters else "en"
