"""What a reader sees of the article on single pages of other sites: one layout each, by selectors written by hand.

Nothing of `pipelines` is used, and nothing of the pages is repeated here: only where on them the title, the day, the
sapo and the paragraphs stand. Captions, boxes of related stories, quotes set apart and the author's box are left out.
"""

from dataclasses import dataclass

from lxml import html as lxml_html  # type: ignore[import-untyped]


@dataclass(frozen=True, slots=True)
class Told:
    """The article of a page: `date` is an ISO day, `paragraphs` begin with the sapo, `rows` are those of its tables."""

    title: str
    date: str
    sapo: str
    paragraphs: list[str]
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand, as XPath. `drop` is taken out of the page first; the day is written out by hand."""

    title: str
    date: str
    sapo: str
    paragraphs: str
    drop: str = "//script | //style | //noscript"


LAYOUTS: dict[str, Layout] = {}


def told_by_page(name: str, body: bytes) -> Told:
    """The article of the page called `name`. Raises KeyError where no layout is written for it."""
    layout = LAYOUTS[name]
    tree = lxml_html.fromstring(body.decode("utf-8"), parser=lxml_html.HTMLParser(remove_comments=True))
    return Told("", "", "", [layout.title, str(tree)])
