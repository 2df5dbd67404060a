"""What a reader sees of the article on single pages of other sites: one layout each, by selectors written by hand.

Nothing of `pipelines` is used, and nothing of the pages is repeated here: only where on them the title, the day, the
sapo and the paragraphs stand. Captions, polls, boxes of related stories and the tools are left out. The names under an
article and the paper's mark before it may be kept or read apart: both are right, so they are told apart here.
"""

import re
from dataclasses import dataclass, replace

from lxml import html as lxml_html  # type: ignore[import-untyped]

from benchmarks.truth import shown, truth_of, words

_MARK = re.compile(r"\s*\(([^()]{2,12})\)\s*[-–—]?\s*")


@dataclass(frozen=True, slots=True)
class Told:
    """The article of a page: `date` is an ISO day, `words` begin with the sapo, `rows` are those of its tables.

    `openings` and `closings` are what may stand before and after it.
    """

    title: str
    date: str
    sapo: str
    words: list[str]
    first: list[str]
    last: list[str]
    rows: tuple[tuple[str, ...], ...] = ()
    openings: tuple[str, ...] = ()
    closings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand, as XPath. What `drop` finds is taken out first; `closings` are lines below the article."""

    title: str
    date: str
    sapo: str
    paragraphs: str
    drop: str = ""
    closings: str = ""


def _classed(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


LAYOUTS: dict[str, Layout] = {
    "baochinhphu.vn__template-3-detail": Layout(
        title=f"//h1[{_classed('article-title')}]",
        date=f"//header[{_classed('article-hdr')}]//time/@datetime",
        sapo=f"//header[{_classed('article-hdr')}]//div[{_classed('summary')}]",
        paragraphs=f"//div[{_classed('article-content')}]/div[{_classed('content')}]/*"
        f"[self::p or self::h3 or {_classed('quotes')}][normalize-space()]",
        closings=f"//div[{_classed('article-content')}]//p[{_classed('author')}]",
    ),
    "dantri.com.vn__art1-2012": Layout(
        title=f"//h1[{_classed('fon31')}]",
        date="//meta[@itemprop='datePublished']/@content",
        sapo=f"//h2[{_classed('fon33')}]",
        paragraphs=f"//div[{_classed('fon34')}]//*[(self::p or self::div) and not(.//p or .//div) and not(@align='right') "
        "and not(ancestor-or-self::*/@align='center')]",
        drop=f"//h2[{_classed('fon33')}]/a",
        closings=f"//div[{_classed('fon34')}]//p[@align='right']",
    ),
    "ncov.moh.gov.vn__art-6847912-chi-dao-nong": Layout(
        title=f"//span[{_classed('asset-title')}]",
        date=f"//span[{_classed('text-ngayxam-page')}]",
        sapo="(//section/p[normalize-space()] | //section//strong[@class='text-muted'])[1]",
        paragraphs=f"//div[{_classed('journal-content-article')}]//section//p[normalize-space()]",
        closings=f"//div[{_classed('journal-content-article')}]//section/p[normalize-space()][position() > last() - 2]",
    ),
    "news.zing.vn__art1-2012": Layout(
        title="//div[@id='content_document']/h1",
        date=f"//span[{_classed('timestamp')}]",
        sapo=f"//div[@id='content_document']/h2[{_classed('pHead')}]",
        paragraphs=f"//div[@id='content_document']/p[{_classed('pSubTitle')} or {_classed('pBody')}]",
        closings=f"//div[@id='content_document']/p[{_classed('pAuthor')} or {_classed('pSource')}]",
    ),
    "nld.com.vn__art1-2012": Layout(
        title=f"//div[{_classed('detail')}]//h1",
        date=f"//div[{_classed('detail')}]//p[{_classed('time')}]",
        sapo=f"//div[{_classed('detail')}]//h1/following-sibling::h3[1]",
        paragraphs=f"//div[{_classed('detail')}]//div[{_classed('content')}]/div[not(.//img)]",
        closings=f"//div[{_classed('detail')}]//div[{_classed('content')}]/following-sibling::div[1]",
    ),
    "plo.vn__phap-luat-874715": Layout(
        title=f"//h1[{_classed('article__title')}]",
        date=f"//time[{_classed('article__time')}]/@datetime",
        sapo=f"//div[{_classed('article__sapo')}]",
        paragraphs=f"//div[{_classed('article__body')}]/*[self::p or self::h2]",
    ),
    "vnexpress.net__art-4954454-2025-10": Layout(
        title=f"//h1[{_classed('title-detail')}]",
        date=f"//div[{_classed('header-content')}]/span[{_classed('date')}]",
        sapo=f"//p[{_classed('description')}]",
        paragraphs=f"//article[{_classed('fck_detail')}]/p[not(contains(@style, 'right'))]",
        closings=f"//article[{_classed('fck_detail')}]/p[contains(@style, 'right')]",
    ),
    "www.thanhnien.com.vn__art1-2012": Layout(
        title=f"//h1[{_classed('mainTitle')}]",
        date=f"//span[{_classed('date-line')}]",
        sapo=f"//div[{_classed('article-content')}]/h2",
        paragraphs=f"//div[{_classed('article-content')}]/p[not(contains(@style, 'right')) and not(.//a[starts-with(., '>>')])]",
        closings=f"//div[{_classed('article-content')}]/p[contains(@style, 'right')]",
    ),
}
#: Pages of the portal itself: its own truth holds for them, by the article's key in their names.
PORTAL_PAGE = re.compile(r"^sotttt\.hanoi\.gov\.vn__art-(\d+)-")
#: Of such a page, paragraphs are not told apart: so many words are compared where its text begins and ends.
EDGE = 8


def told_by_page(name: str, body: bytes) -> Told:
    """The article of the page called `name`. Raises KeyError where no layout is written for it."""
    if key := PORTAL_PAGE.match(name):
        return told_by_portal(key[1], body)
    layout = LAYOUTS[name]
    tree = lxml_html.fromstring(body.decode("utf-8"), parser=lxml_html.HTMLParser(remove_comments=True))
    for node in tree.xpath(f"//script | //style{f' | {layout.drop}' if layout.drop else ''}"):
        node.drop_tree()
    closings = tree.xpath(layout.closings) if layout.closings else []
    (sapo,) = tree.xpath(layout.sapo)
    body_nodes = [node for node in tree.xpath(layout.paragraphs) if node not in closings and not _within(node, sapo)]
    lead, mark = _line(sapo), _MARK.match(_line(sapo))
    lead = lead[mark.end() :] if mark else lead
    paragraphs = [part for part in (lead, *map(_line, body_nodes)) if words(part)]
    return Told(
        title=_line(tree.xpath(layout.title)[0]),
        date=iso_day(tree.xpath(f"string({layout.date})")),
        sapo=lead,
        words=[word for part in paragraphs for word in words(part)],
        first=words(paragraphs[0]),
        last=words(paragraphs[-1]),
        openings=(mark[1],) if mark else (),
        closings=tuple(map(_line, closings)),
    )


def told_by_portal(key: str, body: bytes) -> Told:
    """The same, of a page of the real portal: the author's name that its CMS puts below the text may be read apart."""
    truth = truth_of(key, body)
    author = words(truth.author)
    ends = author and truth.words[-len(author) :] == author
    text = truth.words[: -len(author)] if ends else truth.words
    told = Told(truth.title, iso_day(truth.date), truth.sapo, text, text[:EDGE], text[-EDGE:], truth.rows)
    return replace(told, closings=(truth.author,)) if ends else told


def _within(node: "lxml_html.HtmlElement", other: "lxml_html.HtmlElement") -> bool:
    return node is other or other in node.iterancestors() or node in other.iterancestors()


def _line(node: "lxml_html.HtmlElement") -> str:
    return " ".join(shown(node).split())


def iso_day(raw: str) -> str:
    """The ISO day of a date as pages print it, empty when there is none. A year of two digits is of this century."""
    if iso := re.match(r"\d{4}-\d\d-\d\d", raw.strip()):
        return iso.group()
    said = re.search(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d\b)", raw)
    return f"{int(said[3]) % 2000 + 2000}-{int(said[2]):02}-{int(said[1]):02}" if said else ""
