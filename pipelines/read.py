"""What one capture says: the one pure function between bytes and rows.

No clock, no network, no database: a live crawl, `scrapy reextract` and every test call `read` and get the same answer
for the same bytes. Whatever the bytes are, the answer is a Reading; what could not be read says why in its problem.
"""

import re
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from pipelines import decode, extract, generic, markup, pagecheck, spelling
from pipelines.article import Page
from pipelines.charset import unpiled
from pipelines.decode import UnreadableError
from pipelines.figures import About
from pipelines.figures import read as read_figures
from pipelines.version import EXTRACTOR_VERSION
from spiders import discovery
from spiders.addresses import fold
from spiders.items import DOUBTS, Article, Capture, Link, Problem, Reading
from spiders.profile import Profile

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta|div|table|script)\b", re.I)
_BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"RIFF",
    b"\0\0\0",
)
#: Only a page as large as this could hold enough combining marks to stop the reader.
LARGE = 100_000


def read(capture: Capture, profile: Profile, links: bool = True, figures: bool = True) -> Reading:
    """The reading of `capture` by the rules that `profile` had on the day it was fetched.

    With `links` false an article is read without them: when it is read again, the frontier has long had them. With
    `figures` false it is read without its figures.
    """
    try:
        reading = _by_status(capture, profile) or _by_content(capture, profile, links)
    except UnreadableError as why:
        return _bad(why.reason, why.detail)
    return _with_figures(reading, reading.article, profile) if figures and reading.article else reading


def _reading(
    kind: str, problem: Problem | None = None, links: tuple[Link, ...] = (), article: Article | None = None
) -> Reading:
    return Reading(kind, EXTRACTOR_VERSION, article=article, links=links, problem=problem)


def _bad(reason: str, detail: str = "") -> Reading:
    return _reading("bad", Problem(reason, detail))


def _by_status(capture: Capture, profile: Profile) -> Reading | None:
    """What the status alone decides; None when the body has to be looked at."""
    status = capture.status
    if capture.purpose == "robots":
        return _reading("robots")
    if 300 <= status < 400 and status != 304:  # a 304 is read as the page it stands for; one unasked for is bad
        location = _as_utf8(capture.header("Location") or "").strip()
        link = fold(location, capture.address, profile) if location else None
        problem = None if link else Problem("redirect-nowhere", location[:200])
        return _reading("redirect", problem, (link,) if link else ())
    if status in (404, 410):
        return _reading("absent")
    if not 200 <= status < 300:
        return _bad(f"http-{status}")
    return None


def _as_utf8(header: str) -> str:
    """Headers are latin-1 by the book; a redirect written in raw UTF-8 means what UTF-8 says."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _by_content(capture: Capture, profile: Profile, with_links: bool) -> Reading:
    sent = decode.payload(capture)
    data, flags = sent.data, sent.flags
    if data.startswith(decode.GZIP_MAGIC):  # a file such as sitemap.xml.gz
        data, torn = decode.gunzip(data)
        flags = (*flags, torn) if torn else flags
    if not data.strip():
        return _bad("empty-body")
    content_type = (capture.header("Content-Type") or "").lower()
    if data.startswith(_BINARY):
        return _bad("not-html", content_type or "binary")
    text, odd = decode.text(data, content_type)
    text = unpiled(text) if len(text) > LARGE else text
    flags = (*flags, *odd)
    if discovery.xml_kind(text):
        return _entries(text, capture, profile, flags)
    declared = content_type.partition(";")[0].strip()
    if declared not in ("", "text/html", "application/xhtml+xml", "text/plain", "application/octet-stream") or not (
        declared == "text/html" or _HTML.search(text[:50_000])
    ):
        return _bad("not-html", declared)
    return _html(text, capture, profile, flags, with_links)


def _entries(text: str, capture: Capture, profile: Profile, flags: tuple[str, ...]) -> Reading:
    found = discovery.listed(text, capture.address, profile)
    problem = None if found.links else Problem("empty-feed")
    return Reading(
        found.kind, EXTRACTOR_VERSION, links=found.links, problem=problem or _odd(flags), newest=found.newest,
        items=discovery.items(found.links),
    )  # fmt: skip


def _html(text: str, capture: Capture, profile: Profile, flags: tuple[str, ...], with_links: bool) -> Reading:
    markup.check_page(text)
    text, repairs = spelling.repaired(text)
    flags = (*flags, *repairs)
    tree = LexborHTMLParser(text)
    page = Page(capture.address, capture.fetched_at, text, tree, flags)
    link = fold(capture.address, capture.address, profile)
    is_article = link is not None and link.key is not None
    links = discovery.page_links(tree, capture.address, profile) if with_links or not is_article else ()
    if link is not None and is_article:
        return _article(page, profile, link, links)
    if (mark := pagecheck.refusal(text, tree)) is not None:
        return _bad("block-page", mark)
    if (mark := pagecheck.soft_404(tree)) is not None:
        return _reading("absent", Problem("soft-404", mark))
    return Reading(
        "page", EXTRACTOR_VERSION, links=links, problem=_odd(flags),
        newest=discovery.newest_day(tree, profile, capture.fetched_at), items=discovery.items(links),
    )  # fmt: skip


def _article(page: Page, profile: Profile, link: Link, links: tuple[Link, ...]) -> Reading:
    """The article at an article's address. The rules come first: what they find is no block page and no soft 404."""
    article = extract.by_rule(page, profile, link)
    if article is None:
        if (mark := pagecheck.refusal(page.text, page.tree)) is not None:
            return _bad("block-page", mark)
        if (mark := pagecheck.soft_404(page.tree)) is not None:
            return _reading("absent", Problem("soft-404", mark))
        article = generic.read(page, profile, link)
    return _reading("article", _odd(page.flags), links, spelling.mended(article))


def _with_figures(reading: Reading, article: Article, profile: Profile) -> Reading:
    """The same with what the text says in figures. Whatever its reader does to a text, the article itself is kept."""
    if article.language == "en":
        return reading
    about = About(
        title=article.title,
        published=article.published.local if article.published else None,
        place=profile.place,
        publisher=profile.title["vi"] if profile.kind == "portal" else "",
    )
    try:
        return replace(reading, figures=read_figures(article.text, about))
    except Exception as error:
        return reading.without_figures(f"{type(error).__name__}: {error}")


def _odd(flags: tuple[str, ...]) -> Problem | None:
    """A page of which something may be lost keeps a note of it; what was repaired is told on the article's row alone."""
    doubts = [flag for flag in flags if flag in DOUBTS]
    return Problem(doubts[0], ", ".join(doubts)) if doubts else None
