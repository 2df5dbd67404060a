"""The article in an HTML page: title, sapo, body, date, where the profile's rules of that day say they stand.

Lexbor finds the parts in the whole page (under a millisecond); only the body's markup goes on to be cleaned. The last
rule whose title and body both match is used, so that two layouts may live side by side. What is read apart (the title, the
sapo, a date inside the body) is taken out of the body first and so never comes twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from pipelines import around, dateline, dates, markup, metadata, signature
from pipelines.article import Page, Parts, put_together
from pipelines.clean import clean
from pipelines.decode import tidy
from spiders import discovery
from spiders.addresses import fold
from spiders.items import Article, Link, Published
from spiders.profile import Profile, Rule

#: Longer is no name of a person, an office or a section.
LONGEST_NAME = 100
#: A list of a section has fewer titles, a title fewer links.
MOST_TITLES = 200


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


# -- where things stand ------------------------------------------------------------------------------------------------


def _find(page: Page, rule: Rule, profile: Profile, link: Link) -> Found | None:
    """The title and body of `rule`.

    A page that shows many titles where one article was asked for is a listing: then the one that links to that article
    is meant, and what stands below it is only a summary.
    """
    titles = _all(page.tree.root, rule.title) if page.tree.root else []
    titles = [node for node in titles[:MOST_TITLES] if tidy(node.text())]
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
    for anchor in node.css("a[href]")[:MOST_TITLES]:
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
    if nodes["sapo"] is None and not found.listed:
        nodes["sapo"] = around.sapo(found.title, found.body)
    published = _published(page, profile, found, nodes["date"])
    title, sapo = tidy(found.title.text()), tidy(_spaced(nodes["sapo"]))
    names = {name: _name(nodes[name]) for name in ("author", "source", "section")}
    author, source = names["author"], names["source"]
    source = (signature.credit(source) or source) if source else None
    if author and (credited := signature.credit(author)):
        author, source = None, source or credited
    elif author:
        author = signature.labelled(author) or author
    elif not found.listed:
        beside = around.author(found.scope, nodes["date"])
        author, source = beside.author, source or beside.source
    # The author's and the source's line are the article's own last words and stay in the text as well, unless broken
    # markup let them swallow the rest of the page.
    lines = (nodes["author"], nodes["source"])
    swallowed = [node for node in lines if node is not None and len(tidy(node.text())) > LONGEST_NAME]
    apart = (found.title, nodes["sapo"], nodes["date"], *swallowed)
    _take_out(found.body, [node for node in apart if node is not None])
    for selector in profile.remove:
        for node in found.body.css(selector):
            node.decompose()
    html = found.body.html or ""
    markup.check_container(html)
    body = clean(html, discovery.base_of(page.tree, page.address), title, sapo)
    flags = ("summary-only",) if found.listed else ()
    parts = Parts(title, sapo, body, published, author, source, names["section"], rule.name, flags)
    return put_together(page, profile, link, parts)


def _published(page: Page, profile: Profile, found: Found, node: LexborNode | None) -> Published | None:
    """By the rule's element (its text, else its `datetime`), else by what the page tells readers and machines."""
    if node is not None:
        said = (node.text(separator=" ")[:1000], node.attributes.get("datetime"), node.attributes.get("content"))
        for text in filter(None, said):
            moment = dates.find_anyhow(text, profile.dates)
            if moment:
                return moment.published("rule")
    shown = [] if found.listed else around.dates(found.scope, found.title.text(), profile.dates)
    return dateline.choose(dates.told(metadata.read(page.tree)), shown)


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
    if len(whole) > LONGEST_NAME or node.css_first("div, p, ul, table") is not None:
        whole = next((line for part in node.text(separator="\n").split("\n") if (line := tidy(part))), "")
    return whole if 0 < len(whole) <= LONGEST_NAME else None
