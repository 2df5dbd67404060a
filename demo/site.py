"""What the sample portals are made of: pages rendered once, with slots for what moves on every request.

A visitor counter that stood still would hide the very thing that makes raw bytes useless for telling edits apart. So a
page is kept in pieces, and each answer joins them around fresh numbers.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from demo.articles import DemoArticle, Portal, slug

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
Item = TypeVar("Item")

NOTICE = "Dữ liệu minh hoạ / sample data"

_SLOT = re.compile(rb"@@([a-z]+(?::\d+)?)@@")
#: Where each counter stood before the first request: visitors of now, this week, this month, this year and ever.
_COUNTERS = {"week": 4_747, "month": 40_525, "year": 407_653, "total": 6_156_217}

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    undefined=StrictUndefined,
)
_templates.filters["slug"] = slug


@dataclass(frozen=True, slots=True)
class Page:
    """An answer. `pieces` are the parts of the body, slot names between them; one that is `modified` may answer 304."""

    pieces: tuple[bytes, ...]
    type: str = HTML
    status: int = 200
    location: str | None = None
    modified: datetime | None = None

    def body(self, visit: int, path: str) -> bytes:
        """The bytes of the `visit`-th answer of this host, asked for as `path`."""
        if len(self.pieces) == 1:
            return self.pieces[0]
        filled = list(self.pieces)
        filled[1::2] = [_fill(name.decode(), visit, path) for name in self.pieces[1::2]]
        return b"".join(filled)


def _fill(slot: str, visit: int, path: str) -> bytes:
    name, _, article = slot.partition(":")
    if name == "self":
        return path.replace("&", "&amp;").replace('"', "%22").encode()
    if name == "online":
        return b"%d" % (31 + visit * 7 % 90)
    if name == "views":
        return b"%d" % (200 + int(article) % 1_500 + visit)
    return b"%d" % (_COUNTERS[name] + visit)


@dataclass(slots=True)
class Site:
    """A sample portal's pages by path (and query, where it matters); `find` knows their other spellings."""

    portal: Portal
    pages: dict[str, Page]
    find: Callable[[str, str], Page | None]
    missing: Page

    def answer(self, path: str, query: str) -> Page:
        return self.find(path, query) or _file(path) or self.missing


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a listing."""

    href: str
    title: str
    date: str
    summary: str


def page(template: str, portal: Portal, **values: Any) -> Page:
    """`template` rendered and cut at its slots."""
    kind = {"status", "type", "modified"} & values.keys()
    facts = {name: values.pop(name) for name in kind}
    text = _templates.get_template(template).render(portal=portal, **values)
    return Page(tuple(_SLOT.split(text.encode())), **facts)


def text(body: str, modified: datetime | None = None) -> Page:
    return Page((body.encode(),), "text/plain; charset=utf-8", modified=modified)


def moved(location: str) -> Page:
    return Page((f"<a href='{location}'>{NOTICE}</a>".encode(),), status=301, location=location)


def entry(article: DemoArticle, href: str, date: str) -> Entry:
    first = article.sapo or article.paragraphs[0]
    return Entry(href, article.title, date, first if len(first) <= 200 else first[:200].rpartition(" ")[0] + "...")


def pages_of(items: Sequence[Item], size: int) -> Iterator[tuple[int, Sequence[Item]]]:
    """`items` in pages of `size`, numbered from 1."""
    for number, start in enumerate(range(0, len(items), size), 1):
        yield number, items[start : start + size]


def related(portal: Portal, article: DemoArticle, count: int) -> list[DemoArticle]:
    """Other articles, the same ones every time: those that follow in the order of publication, round to the newest."""
    at = portal.articles.index(article)
    return [portal.articles[(at + step) % len(portal.articles)] for step in range(1, count + 1)]


def as_composed(article: DemoArticle) -> DemoArticle:
    """The article with its characters composed the way its page has them: text pasted from Word is often not NFC."""
    if article.form == "nfc":
        return article
    how = _half if article.form == "half" else lambda text: unicodedata.normalize("NFD", text)
    body = tuple(replace(block, text=how(block.text)) for block in article.body)
    return replace(article, title=how(article.title), sapo=how(article.sapo), body=body)


def _half(text: str) -> str:
    """Hats and horns composed with their letter, tones left combining: "ệ" is "ê" and a dot below."""
    composed = ""
    for sign in unicodedata.normalize("NFC", text):
        base, *marks = list(unicodedata.normalize("NFD", sign))
        hats = [mark for mark in marks if mark in "\u0302\u0306\u031b"]
        composed += unicodedata.normalize("NFC", base + "".join(hats)) + "".join(m for m in marks if m not in hats)
    return composed


_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="338"><rect width="600" height="338" fill="#d9dee5"/>'
    '<path d="M0 338 180 150 300 260 420 120 600 300V338Z" fill="#b3bcc8"/>'
    '<circle cx="480" cy="80" r="34" fill="#f3e6b3"/>'
    '<text x="300" y="325" text-anchor="middle" font-family="sans-serif" font-size="17" fill="#4b5563">'
    f"{NOTICE}</text></svg>"
)
_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 62>>stream\nBT /F1 18 Tf 60 760 Td (Du lieu minh hoa / sample data) Tj ET   \nendstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R/Size 6>>\n%%EOF\n"
)


def _file(path: str) -> Page | None:
    """A picture or an attachment: the same one under every address, for nobody reads them."""
    if path.endswith(".jpg"):
        return Page((_PICTURE.encode(),), "image/svg+xml")
    if path.endswith(".pdf"):
        return Page((_PDF,), "application/pdf")
    if path.endswith((".docx", ".xlsx")):
        return Page((NOTICE.encode(),), "application/octet-stream")
    return None
