"""What a page leads to: the links of HTML, the entries of feeds and sitemaps, and how fresh a listing is.

Pure functions over text. Only `a[href]` counts: the endless addresses of one portal are named by `<link
rel=alternate>` alone, and no reader ever sees those. Feeds are known by their content, since servers call them
text/html as often as not.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]
from selectolax.lexbor import LexborHTMLParser

from spiders.addresses import fold
from spiders.clock import VIETNAM
from spiders.items import Link
from spiders.profile import Profile

#: What a sitemap may hold by its own standard.
MOST_ENTRIES = 50_000
#: More links on one page are a trap, not a menu.
MOST_LINKS = 10_000

_PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*+", re.S | re.I)
_ROOT = re.compile(r"<(?:[\w.-]+:)?(rss|feed|RDF|urlset|sitemapindex)\b")
_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})(?![\d/.-])")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: Parts of a page that show today's date, or dates of other things.
_SURROUNDINGS = "header, footer, nav, #header, #footer, .header, .footer, script, style, noscript, option"


@dataclass(frozen=True, slots=True)
class Listed:
    """What a feed or sitemap lists: its kind, its links in order, and the newest day it names."""

    kind: str
    links: tuple[Link, ...]
    newest: str | None = None


def page_links(tree: LexborHTMLParser, address: str, profile: Profile) -> tuple[Link, ...]:
    """The links of an HTML page in order, each folded address once."""
    base = base_of(tree, address)
    hrefs = (node.attributes.get("href") for node in tree.css("a[href]")[:MOST_LINKS])
    return _folded((href for href in hrefs if href), base, profile)


def base_of(tree: LexborHTMLParser, address: str) -> str:
    """What relative links are relative to: `<base href>`, itself relative to the page's address."""
    node = tree.css_first("base[href]")
    href = (node.attributes.get("href") or "").strip() if node else ""
    try:
        base = urljoin(address, href) if href else address
    except ValueError:
        return address
    return base if base.startswith(("http://", "https://")) else address


def items(links: Iterable[Link]) -> tuple[str, ...]:
    """The articles among `links`, by the thing they identify."""
    return tuple(dict.fromkeys(link.thing for link in links if link.kind == "article" and not link.refused))


def newest_day(tree: LexborHTMLParser, profile: Profile, fetched_at: str) -> str | None:
    """The latest day (ISO) that a listing shows, none after the capture: an announced event says nothing about news.

    Dates where the profile's rules expect them come first; else every date outside of header, navigation and footer,
    where portals print today's.
    """
    today = datetime.fromisoformat(fetched_at).astimezone(VIETNAM).date().isoformat()
    selectors = dict.fromkeys(selector for rule in profile.rules_on(fetched_at) for selector in rule.date)
    dated = " ; ".join(node.text() for selector in selectors for node in tree.css(selector))
    return max((day for day in days(dated) if day <= today), default=None) or max(
        (day for day in days(_main_text(tree)) if day <= today), default=None
    )


def _main_text(tree: LexborHTMLParser) -> str:
    """The text of a page less its surroundings."""
    if tree.body is None:
        return ""
    whole = tree.body.text(separator=" ")
    for node in tree.body.css(_SURROUNDINGS):
        whole = whole.replace(node.text(separator=" "), " ", 1) if _DAY.search(node.text()) else whole
    return whole


def days(text: str) -> list[str]:
    """The days written in `text` (22/11/2026, 5-6-2021), ISO, in order; impossible ones left out."""
    found = []
    for day, month, year in _DAY.findall(text):
        try:
            found.append(datetime(int(year), int(month), int(day)).date().isoformat())
        except ValueError:
            continue
    return found


def xml_kind(text: str) -> str | None:
    """`feed` or `sitemap` when `text` is one, by its first element; None otherwise."""
    head = text[:65_536]
    root = _ROOT.match(head, _prolog_end(head))
    return ("sitemap" if root[1] in ("urlset", "sitemapindex") else "feed") if root else None


def _prolog_end(head: str) -> int:
    found = _PROLOG.match(head.lstrip("\ufeff"))
    return found.end() if found else 0


def listed(text: str, address: str, profile: Profile) -> Listed:
    """The entries of a feed or sitemap. What is torn or malformed yields the entries before the fault.

    The document type is cut away before parsing, so that no entity, nested or external, is ever defined.
    """
    kind = xml_kind(text) or "feed"
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True, remove_comments=True
    )
    body = text[_prolog_end(text[:65_536]) :]
    try:
        root = etree.fromstring(body.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        return Listed(kind, ())
    name = _local(root)
    entry = {"urlset": "url", "sitemapindex": "sitemap", "feed": "entry"}.get(name, "item")
    addresses: list[str] = []
    newest = ""
    for node in root.iter():
        if _local(node) != entry:
            continue
        addresses.append(_entry_address(node))
        newest = max(newest, _entry_day(node))
        if len(addresses) >= MOST_ENTRIES:
            break
    links = _folded(filter(None, addresses), address, profile)
    if name == "sitemapindex":
        # A child sitemap is often a .gz: a file to a crawler of pages, but here it is what was asked for.
        links = tuple(
            link._replace(kind="sitemap", refused=None if link.refused == "file" else link.refused) for link in links
        )
    return Listed(kind, links, newest or None)


def _local(node: "etree._Element") -> str:
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _entry_address(entry: "etree._Element") -> str:
    """Where an entry leads: `loc`, `link` (its text, or its `href` as an alternate), or a permanent `guid`."""
    fallback = ""
    for node in entry:
        name, said = _local(node), (node.text or "").strip()
        if name == "loc" and said:
            return said
        if name == "link" and node.get("rel", "alternate") == "alternate" and (said or node.get("href")):
            return said or str(node.get("href"))
        if name == "guid" and node.get("isPermaLink", "true") == "true" and said.startswith("http"):
            fallback = said
    return fallback


def _entry_day(entry: "etree._Element") -> str:
    """The day of an entry, ISO; empty where it has none."""
    for node in entry.iter():
        if _local(node) in ("lastmod", "pubDate", "published", "updated", "date", "publication_date"):
            said = (node.text or "").strip()
            if found := _ISO_DAY.match(said):
                return found.group()
            try:
                moment = parsedate_to_datetime(said)
            except (ValueError, TypeError):
                continue
            return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(VIETNAM).date().isoformat()
    return ""


def _folded(hrefs: Iterable[str], base: str, profile: Profile) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    for href in dict.fromkeys(hrefs):
        link = fold(href, base, profile)
        if link is not None:
            found.setdefault(link.address, link)
    return tuple(found.values())
