"""The article of a page that no rule knows: what the page says of itself for machines, and the shape of its lines.

Metadata is believed where the page shows its readers the same. The whole page is read as lines; `region` finds those of
the article, and the same cleaning follows as for an article found by a rule.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipelines import blocks, dateline, dates, headline, markup, metadata, region, signature
from pipelines.article import Page, Parts, put_together
from pipelines.blocks import Line
from pipelines.clean import Body, clean_lines
from pipelines.decode import UnreadableError, tidy
from pipelines.folding import fold
from pipelines.letters import bare
from pipelines.related import without_related
from pipelines.worth import of as worth_of
from spiders import discovery
from spiders.items import Article, Link, Published
from spiders.profile import Profile

#: Less text than this is no article; under a title that the page shows, a short notice is one, and under a date as well
#: whatever it says ("Chi tiết xem tại văn bản đính kèm").
SHORTEST, SHORTEST_NOTICE = 300, 60
#: Lines of more tags than this take seconds; no article seen has a third of them.
MOST_TAGS = 30_000
#: Shorter descriptions are no sapo, longer names are no names.
SHORTEST_SAPO, LONGEST_NAME = 15, 100
#: An address that spells at least so much of a title is that title's.
SAME = 0.5
#: A byline stands at most so many lines above the title.
ABOVE = 2
#: A form with its notes has no more text than this.
LONGEST_FORM = 700
#: What never holds an article, whatever the site: cut before the lines are made.
_SURROUNDINGS = "head, script, style, noscript, nav, footer, aside, template, [hidden], [aria-hidden=true][style*=none]"
#: What readers write under it.
_COMMENTS = "[class*=comment i], [id*=comment i], [class*=binhluan i], [class*=binh-luan i], [id*=binhluan i]"

#: What a theme calls an article that has or may have comments.
_NO_COMMENTS = re.compile(r"no-comments?|comments?-(?:open|closed|off)|commentary", re.I)
_FIELDS = "textarea, input[type=radio], input[type=checkbox], input[type=text], input[type=email]"


def read(page: Page, profile: Profile, link: Link) -> Article:
    """The article of such a page.

    Raises UnreadableError (no-article) when there is no title, or too little text for one.
    """
    if page.text.count("<") > MOST_TAGS or len(page.text) > markup.MAX_CONTAINER:
        raise UnreadableError("no-article", "no rule finds one, and the page is too large to look for one")
    told = metadata.read(page.tree)
    claimed = _claimed(page.tree, told.title)
    lines = _lines(page.tree, claimed)
    title = headline.claimed_line(lines, worth_of(lines), claimed)
    lines = without_related(lines, None if title is None else lines[title])
    found, is_entry = _found(lines, claimed, page.address)
    dated = dateline.find(lines, found.shown, found.end, profile.dates)
    named = signature.by_class(lines[max(0, (found.shown or 0) - ABOVE) : found.end + region.AFTER])
    signed = signature.read([*found.lines, *found.tail])
    body = clean_lines(_own(found.lines, dated), discovery.base_of(page.tree, page.address), found.title)
    length = sum(map(len, body.paragraphs))
    if length < (SHORTEST if found.shown is None else 1 if dated else SHORTEST_NOTICE):
        raise UnreadableError("no-article", f"only {length} characters of text")
    parts = Parts(
        found.title,
        _shown_sapo(told.sapo, lines, body),
        body,
        published=dateline.choose(dates.told(told), dated),
        author=named.author or signed.author or (told.author if signature.is_name(told.author) else None),
        source=signed.source or named.source,
        section=told.section[:LONGEST_NAME] or None,
        flags=("summary-only",) if is_entry else (),
    )
    return put_together(page, profile, link, parts)


def _found(lines: list[Line], claimed: list[str], address: str) -> tuple[region.Region, bool]:
    """Where the article stands, and whether that is only its entry in a section's list, which some sites show instead."""
    slug = _slug(address)
    whole, entry = region.find(lines, claimed), region.entry(lines, slug)
    if entry is not None and (whole is None or _spells(slug, entry.title) > SAME > _spells(slug, whole.title)):
        return entry, True
    if whole is None or not whole.title:
        raise UnreadableError("no-article", "no rule finds one, and the page has no sentences under a title")
    return whole, False


def _own(lines: list[Line], dated: list[Published]) -> list[Line]:
    """The article's lines less the page's date above them and the author's name in an element of its own below."""
    raw = {bare(one.raw) for one in dated}
    first = next((number for number, line in enumerate(lines) if line.text), 0)
    if lines and bare(lines[first].text) in raw:
        lines = lines[:first] + lines[first + 1 :]
    last = next((number for number in reversed(range(len(lines))) if _is_text(lines[number])), None)
    if last is not None and signature.is_authors(lines[last]):
        lines = lines[:last] + lines[last + 1 :]
    return lines


def _is_text(line: Line) -> bool:
    return bool(line.text) and line.image is None and not line.row


def _spells(slug: str, title: str) -> float:
    """The share of a title's words that an address spells without their marks."""
    words = fold(title).split()
    told = set(re.split(r"[^a-z0-9]+", slug.lower()))
    return sum(word in told for word in words) / len(words) if words else 0.0


def _slug(address: str) -> str:
    """The longest part of an address's path: what stays the same in every address of an article."""
    return max(urlsplit(address).path.split("/"), key=len)


def _lines(tree: LexborHTMLParser, claimed: Sequence[str] = ()) -> list[Line]:
    """The lines of the page, less what surrounds every page."""
    if tree.body is None:
        return []
    for node in tree.body.css(_SURROUNDINGS):
        if node.tag != "body" and node.css_first("h1") is None:
            node.decompose()
    pieces = [piece for claim in claimed for piece in (claim, *headline.pieces(claim))]
    titles = [letters for piece in pieces if len(letters := bare(piece)) >= SHORTEST_SAPO]
    for node in tree.body.css(_FIELDS):
        form = _form(node, titles)
        if node.attributes.get("type") in ("radio", "checkbox") or node.tag == "textarea" or len(form.css(_FIELDS)) > 1:
            form.decompose()
    length = len(tree.body.text())
    for node in tree.body.css(_COMMENTS):
        text = node.text()
        own = _NO_COMMENTS.search(node.attributes.get("class") or "") or any(title in bare(text) for title in titles)
        if not own and node.tag != "body" and node.css_first("h1") is None and 2 * len(text) < length:
            node.decompose()
    html = tree.body.html or ""
    markup.check_container(html)
    return blocks.lines(html)


def _form(field: LexborNode, titles: Sequence[str]) -> LexborNode:
    """The largest element around a field of a poll or a comment that holds little else, and not the article's title."""
    form = field
    while (above := form.parent) is not None and above.tag != "body":
        text = tidy(above.text())
        if (
            len(text) > LONGEST_FORM
            or any(title in bare(text) for title in titles)
            or above.css_first("h1, h2") is not None
        ):
            break
        form = above
    return form


def _claimed(tree: LexborHTMLParser, told: str) -> list[str]:
    window = tree.css_first("title")
    return list(dict.fromkeys(filter(None, (told, tidy(window.text()) if window else ""))))


def _shown_sapo(claimed: str, lines: list[Line], body: Body) -> str:
    """The claimed description where the page shows it word for word: then it is a sapo, also if it was left out."""
    letters = bare(claimed)
    if len(letters) < SHORTEST_SAPO or letters in bare(" ".join(body.paragraphs[1:])):
        return ""
    return claimed if any(letters == bare(line.text) for line in lines) else ""
