"""The pages that every contestant is given, each with what a reader sees of its article.

The truth is made by selectors written by hand (`benchmarks.truth`, `benchmarks.page_truth`) and shares nothing with
`pipelines`. Pages travel to the contestants as files, so that each process holds only the page it reads.
"""

import gzip
import json
import random
from dataclasses import dataclass
from pathlib import Path

from lxml import html as lxml_html  # type: ignore[import-untyped]

from benchmarks.floor import PORTAL, SEED, WARC, one_page_an_article
from benchmarks.page_truth import Told, told_by_page, told_by_portal
from benchmarks.truth import words
from spiders.profile import load_all

#: A link with fewer words may say what the article says; more are another story's title.
SHORTEST_LINK = 6
#: The two sets of pages: articles of the real portal, and single pages of other sites and years.
REAL, SINGLE = "portal", "pages"
#: Pages saved without their address get one such as their sites used.
ADDRESSES = {
    "baochinhphu.vn__template-3-detail": "https://baochinhphu.vn/bai-mau-102110112000000001.htm",
    "news.zing.vn__art1-2012": "http://news.zing.vn/doi-song/bai-mau/a293210.html",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """One page, where it was found, and what it says. `foreign` are the folded texts of its links to other stories."""

    set: str
    key: str
    address: str
    body: bytes
    told: Told
    foreign: tuple[str, ...]


def portal(data: Path, pages: int) -> list[Sample]:
    """One page of each article of the real portal, or `pages` of them, drawn with a fixed seed."""
    profile = load_all(demo=False)[0][PORTAL]
    found = one_page_an_article(data / WARC, profile)
    keys = sorted(found)
    if pages:
        keys = sorted(random.Random(SEED).sample(keys, min(pages, len(keys))))
    told = {key: told_by_portal(key, found[key].body) for key in keys}
    return [_sample(REAL, key, found[key].address, found[key].body, told[key]) for key in keys]


def single(data: Path) -> list[Sample]:
    """The single pages that hold an article."""
    samples = []
    for entry in json.loads((data / "pages" / "index.json").read_text("utf-8")):
        if entry["kind"] == "article":
            name = entry["file"].removesuffix(".html.gz")
            address = entry["url"] or ADDRESSES[name]
            body = gzip.decompress((data / "pages" / entry["file"]).read_bytes())
            samples.append(_sample(SINGLE, name, address, body, told_by_page(name, body)))
    return samples


def _sample(kind: str, key: str, address: str, body: bytes, told: Told) -> Sample:
    return Sample(kind, key, address, body, told, foreign_links(body, own_words(told)))


def own_words(told: Told) -> str:
    """Every word that belongs to an article, in a row with gaps at both ends: title, text, the names around it."""
    parts = [words(told.title), told.words, *map(words, (*told.openings, *told.closings))]
    return " | ".join(["", *(" ".join(part) for part in parts), ""])


def foreign_links(body: bytes, own: str) -> tuple[str, ...]:
    """The folded texts of links that are not among the article's own words: other stories' titles, mostly."""
    tree = lxml_html.fromstring(body.decode("utf-8"), parser=lxml_html.HTMLParser(remove_comments=True))
    texts = (words(anchor.text_content()) for anchor in tree.iter("a"))
    folded = {" ".join(text) for text in texts if len(text) >= SHORTEST_LINK}
    return tuple(sorted(text for text in folded if f" {text} " not in own))
