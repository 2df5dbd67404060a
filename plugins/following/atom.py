"""An Atom feed (RFC 4287) as bytes: what every reader may rely on, whatever the texts in it hold.

Built as a tree, never as text, so that nothing an article says is markup. XML cannot hold most control characters at all, not
even escaped: they are taken out first.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote

from lxml import etree

from plugins.reading.followable import is_followable

NAMESPACE = "http://www.w3.org/2005/Atom"
CONTENT_TYPE = "application/atom+xml; charset=utf-8"
#: Of a title and of a summary in a feed; the page that an entry leads to has all of it.
LONGEST_TITLE, LONGEST_SUMMARY = 300, 4_000
#: What no XML 1.0 document may hold.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: What an address in a feed would have to escape.
_TO_ESCAPE = re.compile(r"[^\x21-\x7e]|[<>\"{}|\\^`]")


@dataclass(frozen=True)
class Entry:
    """One thing that happened. `identity` names it in every archive, `updated` is when this one saw it."""

    identity: str
    title: str
    updated: str
    address: str
    author: str
    summary: str
    source: str = ""
    category: str = ""


@dataclass(frozen=True)
class Feed:
    title: str
    subtitle: str
    address: str
    page: str
    updated: str
    rights: str = ""
    entries: list[Entry] = field(default_factory=list)


def tag(kind: str, identity: str) -> str:
    """The permanent name of an entry: a tag URI (RFC 4151) of what the archive calls it, never of a row's number."""
    return f"tag:congkhai,2026:{kind}/{quote(identity, safe=':')}"


def document(feed: Feed) -> bytes:
    root = etree.Element(f"{{{NAMESPACE}}}feed", nsmap={None: NAMESPACE})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "vi")
    _add(root, "id", feed.address)
    _add(root, "title", _cut(feed.title, LONGEST_TITLE))
    _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", feed.updated)
    _add(_add(root, "author"), "name", "Công khai")
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    _add(root, "generator", "Công khai")
    if feed.rights:
        _add(root, "rights", feed.rights)
    for entry in feed.entries:
        _entry(root, entry)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _entry(root: etree._Element, entry: Entry) -> None:
    here = _add(root, "entry")
    _add(here, "id", entry.identity)
    _add(here, "title", _cut(" ".join(clean(entry.title).split()), LONGEST_TITLE) or "(không có tiêu đề · untitled)")
    _add(here, "updated", entry.updated)
    _add(_add(here, "author"), "name", entry.author or "?")
    _add(here, "link", rel="alternate", type="text/html", href=entry.address)
    if is_followable(entry.source) and not _TO_ESCAPE.search(entry.source):
        _add(here, "link", rel="via", type="text/html", href=entry.source)
    if entry.category:
        _add(here, "category", term=entry.category)
    _add(here, "summary", _cut(entry.summary, LONGEST_SUMMARY), type="text")


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    for key, value in attributes.items():
        child.set(key, clean(value))
    if text is not None:
        child.text = clean(text)
    return child


def clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def latest(entries: Iterable[Entry], otherwise: str) -> str:
    return max((entry.updated for entry in entries), default=otherwise)
