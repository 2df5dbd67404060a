"""The pages that every contestant is given, each with what a reader sees of its article.

The truth is made by selectors written by hand (`benchmarks.truth`, `benchmarks.page_truth`) and shares nothing with
`pipelines`. Pages travel to the contestants as files, so that each process holds only the page it reads.
"""

import gzip
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

from lxml import html as lxml_html  # type: ignore[import-untyped]

from benchmarks.floor import PORTAL, SEED, WARC, one_page_an_article
from benchmarks.page_truth import LAYOUTS, told_by_page
from benchmarks.truth import truth_of, words
from spiders.profile import load_all

#: A link with fewer words may say what the article says; more are another story's title.
SHORTEST_LINK = 6
#: Where a text begins and ends, when its paragraphs' bounds are not known.
EDGE = 8
#: Pages in the sample's two sets.
REAL, SINGLE = "portal", "pages"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a reader sees of an article. `date` is an ISO day, `foreign` the texts of links to other stories.

    `first` and `last` are a paragraph's words, or the text's first and last few where paragraphs are not told apart.
    """

    title: str
    sapo: str
    words: list[str]
    date: str
    first: list[str]
    last: list[str]
    rows: tuple[tuple[str, ...], ...]
    foreign: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """One page, where it was found, and what it says."""

    set: str
    key: str
    address: str
    body: bytes
    expected: Expected


def portal(data: Path, pages: int) -> list[Sample]:
    """One page of each article of the real portal, or `pages` of them, drawn with a fixed seed."""
    profile = load_all(demo=False)[0][PORTAL]
    found = one_page_an_article(data / WARC, profile)
    keys = sorted(found)
    if pages:
        keys = sorted(random.Random(SEED).sample(keys, min(pages, len(keys))))
    samples = []
    for key in keys:
        body = found[key].body
        told = truth_of(key, body)
        ends = told.words[:EDGE], told.words[-EDGE:]
        foreign = foreign_links(body, [*words(told.title), "|", *told.words])
        expected = Expected(told.title, told.sapo, told.words, day(told.date), *ends, told.rows, foreign)
        samples.append(Sample(REAL, key, found[key].address, body, expected))
    return samples


def single(data: Path) -> list[Sample]:
    """The single pages of other sites and years that hold an article."""
    samples = []
    for entry in json.loads((data / "pages" / "index.json").read_text("utf-8")):
        if entry["kind"] != "article":
            continue
        name = entry["file"].removesuffix(".html.gz")
        if name not in LAYOUTS:
            continue
        host, _, rest = name.partition("__")
        address = (entry["url"] or f"https://{host}/{rest}.html").split()[0]
        body = gzip.decompress((data / "pages" / entry["file"]).read_bytes())
        told = told_by_page(name, body)
        text = [word for one in told.paragraphs for word in words(one)]
        foreign = foreign_links(body, [*words(told.title), "|", *text])
        ends = words(told.paragraphs[0]), words(told.paragraphs[-1])
        expected = Expected(told.title, told.sapo, text, told.date, *ends, told.rows, foreign)
        samples.append(Sample(SINGLE, name, address, body, expected))
    return samples


def foreign_links(body: bytes, own: list[str]) -> tuple[str, ...]:
    """The folded texts of links that are not among the article's `own` words: other stories' titles, mostly."""
    tree = lxml_html.fromstring(body.decode("utf-8"), parser=lxml_html.HTMLParser(remove_comments=True))
    said = f" {' '.join(own)} "
    texts = (words(anchor.text_content()) for anchor in tree.iter("a"))
    told = {" ".join(text) for text in texts if len(text) >= SHORTEST_LINK}
    return tuple(sorted(text for text in told if f" {text} " not in said))


def day(raw: str) -> str:
    """The ISO day of a date as these pages print it, empty when there is none."""
    said = re.search(r"(\d{1,2})/(\d{1,2})/(\d{4})", raw)
    return f"{said[3]}-{int(said[2]):02}-{int(said[1]):02}" if said else ""
