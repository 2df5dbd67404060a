"""The nouns that travel: what a fetch brings (Capture) and what reading it yields (Reading).

Frozen and made of plain values, so that they pass between processes and compare with `==`.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CaptureRef:
    """Where a capture lies: its row, its WARC file, the byte offset and length of its response (or revisit) record.

    `revisit_of` is the earlier capture that holds the payload, when this one brought nothing new.
    """

    id: int
    warc: str
    offset: int
    length: int
    revisit_of: int | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """One answer of a server, as sent: `body` is still content-encoded, `headers` keep repeats and order.

    `fetched_at` is a UTC stamp. `purpose` says why it was asked for: a page of the frontier, or robots.txt.
    """

    portal: str
    address: str
    fetched_at: str
    status: int
    headers: Headers
    body: bytes
    ip: str | None = None
    purpose: Literal["page", "robots"] = "page"
    ref: CaptureRef | None = None

    def header(self, name: str) -> str | None:
        """The first header called `name`, whatever its case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


class Link(NamedTuple):
    """An address found on a page, already folded by the portal's rules (see `spiders.addresses`).

    `address` is what would be fetched; `thing` is what it identifies: `key:<article key>` or the canonical address, so
    that many addresses of one thing are visited once. `refused` names the rule that forbids the visit. `folded` names
    the rules that changed the address. `page` is the page number within a listing, 1 for its first page. A tuple, since
    some fifty of them pass from process to process with every page: a third of a dataclass's cost.
    """

    address: str
    canonical: str
    thing: str
    key: str | None = None
    kind: Literal["article", "page", "feed", "sitemap"] = "page"
    refused: str | None = None
    folded: tuple[str, ...] = ()
    listing: str | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Published:
    """When the site says the article was published.

    `utc` is a stamp; `local` what was claimed, ISO 8601 in UTC+7 and only as precise as the claim (a bare day stays a
    day); `raw` the text it was read from; `by` where that stood: rule | jsonld | meta | address | text.
    """

    utc: str
    local: str
    raw: str
    by: str


@dataclass(frozen=True, slots=True)
class Image:
    address: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file the article links to. `type` is its lower-case extension without the dot."""

    address: str
    label: str
    type: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the article: rows of cell texts, spans repeated into every cell they cover."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article. `text` is NFC, one paragraph a line, and begins with `sapo`; title and captions are outside it.

    `rule` names the profile rule used (`rule:0` is the oldest) or `generic`. `flags` are short words for what was odd.
    """

    portal: str
    key: str
    address: str
    title: str
    text: str
    sapo: str = ""
    canonical: str | None = None
    published: Published | None = None
    author: str | None = None
    source: str | None = None
    section: str | None = None
    language: str = "vi"
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    tables: tuple[Table, ...] = ()
    rule: str = "generic"
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something could not be fetched or read: a short `reason` from a fixed list (docs/problems.md) and a detail."""

    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one capture says.

    kind: article | page (a listing or any other page with links) | feed | sitemap | robots | redirect | absent (404, 410,
    soft 404) | bad (block page, server error, unreadable).
    `newest` is the latest day (ISO) a listing shows, None where it shows none. `items` are the things a listing lists.
    """

    kind: str
    extractor_version: str
    article: Article | None = None
    links: tuple[Link, ...] = ()
    problem: Problem | None = None
    newest: str | None = None
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """A request that brought no answer at all: refused by a guard, or lost on the way."""

    portal: str
    address: str
    frontier_id: int
    problem: Problem
