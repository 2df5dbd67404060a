"""The article of a page that no rule knows: by its own metadata and a well-kept extractor, then the same cleaning.

Metadata is believed where the page shows the same to its readers. trafilatura finds the body (as HTML again, so that
captions, tables and related stories are judged by our rules); it is imported only when it is needed.
"""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipelines import dates, markup, metadata
from pipelines.article import Page, Parts, put_together
from pipelines.clean import Body, bare, clean
from pipelines.decode import UnreadableError, tidy
from spiders import discovery
from spiders.items import Article, Link, Published
from spiders.profile import Profile

#: Less text than this is no article.
SHORTEST = 300
#: trafilatura needs seconds for more tags than this; no article seen has a third of them.
MOST_TAGS = 30_000
#: Shorter headings are sections', longer dated elements are more than a date, longer names are no names.
SHORTEST_HEADING, LONGEST_DATED, LONGEST_NAME = 15, 120, 100

_DATED = "time, [class*=date], [class*=Date], [class*=time], [class*=ngay], [id*=date], [id*=Date]"


def read(page: Page, profile: Profile, link: Link) -> Article:
    """The article of such a page.

    Raises UnreadableError (no-article) when there is no title, or too little text for one.
    """
    if page.text.count("<") > MOST_TAGS or len(page.text) > markup.MAX_CONTAINER:
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
    if sum(map(len, body.paragraphs)) < SHORTEST:
        raise UnreadableError("no-article", f"less than {SHORTEST} characters of text")
    parts = Parts(
        title,
        _shown_sapo(page.tree, told.sapo, body),
        body,
        published=dates.told(told) or _shown_date(page, profile),
        author=told.author[:LONGEST_NAME] or None,
        section=told.section[:LONGEST_NAME] or None,
    )
    return put_together(page, profile, link, parts)


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
