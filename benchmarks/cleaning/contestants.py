"""Who takes part: ours with a profile, ours without any, and the peers, each at its best for a Vietnamese page.

A contestant makes its extractor when it is asked to, and nothing is imported before that: its imports and its memory are its
own process's. The peers are imported here and nowhere else; none is copied. Versions are those of requirements-bench.txt.
Licences: trafilatura, readability-lxml, resiliparse and goose3 are under Apache-2.0, newspaper4k under MIT.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Got:
    """What a contestant made of a page. `problem` says why it made nothing.

    The date is as it says it, None from one that looks for no dates.
    """

    text: str = ""
    title: str = ""
    date: str | None = ""
    problem: str = ""


#: The problem of ours with a page of a site that no shipped profile knows.
NO_PROFILE = "no profile"

#: From a page and its address to its text, and to all that is told of it. The first is timed, the second scored.
Extractor = tuple[Callable[[bytes, str], object], Callable[[bytes, str], Got]]


@dataclass(frozen=True, slots=True)
class Contestant:
    """How to make one, and the package it stands for (none: it is ours); `apart` when ours does without that."""

    make: Callable[[], Extractor]
    package: str = ""
    apart: bool = False


def ours(generic: bool) -> Extractor:
    """`pipelines.read`, with the profile that owns the page's host, or with none and no family.

    Links are left out, as when the archive is read again: no peer looks for any.
    """
    from pipelines.read import read
    from spiders.items import Capture, Reading
    from spiders.profile import Profile, family, load_all

    shipped = {} if generic else {host: one for one in load_all(demo=False)[0].values() for host in one.domains}
    unknown: dict[str, Profile] = {}

    def nameless(host: str) -> Profile:
        title, facts = {"vi": host, "en": host}, {**family("generic"), "key": re.compile("^(.+)$")}
        return Profile("generic", title, "paper", "00", "generic", (host,), f"https://{host}/", **facts)

    def reading(body: bytes, address: str) -> Reading | None:
        host = urlsplit(address).hostname or ""
        profile = unknown.setdefault(host, nameless(host)) if generic else shipped.get(host)
        if profile is None:
            return None
        headers = (("Content-Type", "text/html; charset=UTF-8"),)
        return read(Capture(profile.name, address, "2022-08-27T00:00:00Z", 200, headers, body), profile, links=False)

    def told(body: bytes, address: str) -> Got:
        answer = reading(body, address)
        if answer is None:
            return Got(problem=NO_PROFILE)
        if answer.article is None:
            return Got(problem=f"{answer.kind}: {answer.problem.reason if answer.problem else ''}")
        article = answer.article
        return Got(article.text, article.title, article.published.local if article.published else "")

    return reading, told


def trafilatura(precise: bool) -> Extractor:
    """As it comes, or told to favour precision; title and date by its own metadata."""
    from trafilatura import extract, extract_metadata

    def text(body: bytes, address: str) -> str:
        return extract(body.decode("utf-8"), url=address, favor_precision=precise) or ""

    def told(body: bytes, address: str) -> Got:
        about = extract_metadata(body.decode("utf-8"), default_url=address)
        return Got(text(body, address), about.title or "" if about else "", about.date or "" if about else "")

    return text, told


def readability() -> Extractor:
    """Its summary, as lines of text. It finds no dates."""
    from lxml import html as lxml_html  # type: ignore[import-untyped]
    from readability import Document

    from benchmarks.truth import shown

    def lines(document: Any) -> str:
        return str(shown(lxml_html.fromstring(document.summary(html_partial=True)), "\n"))

    def text(body: bytes, address: str) -> str:
        return lines(Document(body.decode("utf-8"), url=address))

    def told(body: bytes, address: str) -> Got:
        document = Document(body.decode("utf-8"), url=address)
        return Got(lines(document), document.short_title(), None)

    return text, told


def resiliparse() -> Extractor:
    """Its main content without bullets, pictures' alternative texts, comments and post metadata. It finds no dates."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    best = {"main_content": True, "list_bullets": False, "alt_texts": False, "comments": False, "post_meta": False}

    def text(body: bytes, _: str) -> str:
        return str(extract_plain_text(body.decode("utf-8"), **best))

    return text, lambda body, address: Got(text(body, address), HTMLTree.parse(body.decode("utf-8")).title or "", None)


def newspaper() -> Extractor:
    """With its words for Vietnamese and the page handed in; it fetches no pictures and forgets each article."""
    from newspaper import Article

    def parsed(body: bytes, address: str) -> Any:
        article = Article(address, language="vi", fetch_images=False, memorize_articles=False)
        article.download(input_html=body.decode("utf-8"))
        article.parse()
        return article

    def told(body: bytes, address: str) -> Got:
        article = parsed(body, address)
        return Got(article.text, article.title, article.publish_date.isoformat() if article.publish_date else "")

    return parsed, told


def goose() -> Extractor:
    """With its words for Vietnamese whatever a page says of its language; it fetches no pictures."""
    from goose3 import Goose

    reader = Goose(
        {"target_language": "vi", "use_meta_language": False, "enable_image_fetching": False, "strict": False}
    )

    def told(body: bytes, address: str) -> Got:
        article = reader.extract(url=address, raw_html=body.decode("utf-8"))
        return Got(article.cleaned_text, article.title or "", article.publish_date or "")

    return told, told


CONTESTANTS = {
    "ours": Contestant(lambda: ours(generic=False)),
    "generic": Contestant(lambda: ours(generic=True)),
    "trafilatura": Contestant(lambda: trafilatura(precise=False), "trafilatura"),
    "trafilatura-precision": Contestant(lambda: trafilatura(precise=True), "trafilatura"),
    "readability": Contestant(readability, "readability-lxml", apart=True),
    "resiliparse": Contestant(resiliparse, "resiliparse", apart=True),
    "newspaper": Contestant(newspaper, "newspaper4k", apart=True),
    "goose": Contestant(goose, "goose3", apart=True),
}
