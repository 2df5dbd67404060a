"""What a page shows of its site: the site's name, its menu, its links with their words, the feeds it declares.

Looked at in a process that can be killed, like everything that parses a stranger's page.
"""

import multiprocessing
import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urljoin

from pebble import ProcessPool
from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipelines import decode, markup
from spiders import discovery
from spiders.items import Capture

#: Seconds one look may take.
LONGEST = 10
#: Markup handed back for telling the family; more of it says nothing new.
MOST_MARKUP = 1_000_000
MOST_LINKS = 3_000
#: A menu's entry is no longer than this.
LONGEST_ENTRY = 40
_FEED = 'link[type="application/rss+xml"][href], link[type="application/atom+xml"][href]'
_FEED_LINK = re.compile(r"\.rss$|/rss/[^/]+$|/feed/?$", re.I)
_MENU = re.compile(r"menu|nav", re.I)


class Anchor(NamedTuple):
    """A link with its words; `menu` when it stands in the site's menu."""

    address: str
    words: str
    menu: bool


@dataclass(frozen=True, slots=True)
class Look:
    """What one page shows. All addresses are absolute; links and feeds are in the order of the page."""

    address: str
    markup: str
    window: str
    site_name: str
    anchors: tuple[Anchor, ...]
    feeds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A page of a site: the words that led there, the page as fetched, and what it shows."""

    words: str
    capture: Capture
    look: Look


def look_apart(capture: Capture) -> Look:
    """`look` in a process that is killed when it takes too long."""
    context = multiprocessing.get_context("forkserver")
    with ProcessPool(max_workers=1, context=context) as pool:
        shown: Look = pool.schedule(look, args=[capture], timeout=LONGEST).result()
        return shown


def look(capture: Capture) -> Look:
    """Look at an HTML page. Raises UnreadableError where the reader would refuse it."""
    text, _ = decode.text(decode.payload(capture).data, (capture.header("Content-Type") or "").lower())
    markup.check_page(text)
    tree = LexborHTMLParser(text)
    base = discovery.base_of(tree, capture.address)
    anchors = tuple(_anchors(tree, base))
    declared = [_joined(base, node.attributes.get("href")) for node in tree.css(_FEED)]
    linked = [anchor.address for anchor in anchors if _FEED_LINK.search(anchor.address)]
    name = tree.css_first('meta[property="og:site_name"]')
    window = tree.css_first("head title") or tree.css_first("title")
    return Look(
        capture.address,
        text[:MOST_MARKUP],
        decode.tidy(window.text()) if window else "",
        decode.tidy(name.attributes.get("content") or "") if name else "",
        anchors,
        tuple(dict.fromkeys(address for address in (*declared, *linked) if address)),
    )


def _anchors(tree: LexborHTMLParser, base: str) -> list[Anchor]:
    found: dict[str, Anchor] = {}
    for node in tree.css("a[href]")[:MOST_LINKS]:
        address = _joined(base, node.attributes.get("href"))
        words = decode.tidy(node.text())
        if not address:
            continue
        seen = found.get(address)
        if seen is None or len(words) > len(seen.words):
            menu = len(words) <= LONGEST_ENTRY and _in_menu(node)
            found[address] = Anchor(address, words, menu or (seen is not None and seen.menu))
    return list(found.values())


def _joined(base: str, href: str | None) -> str | None:
    try:
        address = urljoin(base, (href or "").strip()).partition("#")[0]
    except ValueError:
        return None
    return address if address.startswith(("http://", "https://")) else None


def _in_menu(node: LexborNode) -> bool:
    above, steps = node.parent, 0
    while above is not None and steps < 8:
        if above.tag in ("nav", "header") or _MENU.search(
            f"{above.attributes.get('class')} {above.attributes.get('id')}"
        ):
            return True
        above, steps = above.parent, steps + 1
    return False
