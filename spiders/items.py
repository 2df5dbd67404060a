"""The nouns that travel: what a fetch brings (Capture) and what reading it yields (Reading).

Frozen and made of plain values, so that they pass between processes and compare with `==`.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
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

    `fetched_at` is a UTC stamp. `purpose` says why it was asked for: a page of the frontier,
    robots.txt, or a probe (an address that cannot exist, to see what the host shows then).
    """

    portal: str
    address: str
    fetched_at: str
    status: int
    headers: Headers
    body: bytes
    ip: str | None = None
    purpose: Literal["page", "robots", "probe"] = "page"
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
class Place:
    """Whom a figure is about, by official codes: a province and, where the text says so, one of its districts.

    Codes and names are those of the unit that the text names: one of the 63 provinces and 696 districts until June 2025,
    one of the 34 provinces since. `today` is the code of the province of today, so that a series can be drawn across July 2025.
    """

    province: str
    province_code: str
    today: str
    district: str | None = None
    district_code: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A date or a stretch of time as a text names it.

    kind: date | datetime | period. `since` and `until` are nominal ISO days, both inclusive ("9 tháng đầu năm 2021" ends on
    30 September, whatever day the report was written); a date has the same day twice, a datetime its stamp in UTC+7;
    `--07-11` is a day whose year nothing tells. `label` is what was written, `start` and `end` its offsets. `basis` tells how
    the days are known: stated | context (the year is another's) | inherited (an earlier sentence's) | title | published.
    """

    kind: str
    label: str
    start: int
    end: int
    since: str
    until: str
    basis: str = "stated"


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure of a text, with its meaning. All offsets are code points into the text that was read.

    `start`..`end` is the numeral with its scale words, `span_start`..`span_end` the figure with its unit and what belongs to
    it ("tăng 18,7% so với năm 2022"), `sentence_start`..`sentence_end` its sentence.
    kind: count | ratio | money | percent | comparison | rank | score | area | length | duration. `value` is exact; money is
    whole đồng when `unit` is VND; a range has its upper end in `value_to`; `denominator` is that of a ratio, a rank or a score.
    qualifier: exact | gt | lt | approx | lt_approx (gần) | min | max | estimate | basically | ambiguous.
    modality: actual | target | estimate. `indicator` is an id of the catalogue or None. A comparison has a `direction`
    (increase | decrease | equal_to | multiple) and its `base` as written. `part_of` is the index, in the same reading, of the
    figure that contains this one.
    """

    start: int
    end: int
    span_start: int
    span_end: int
    sentence_start: int
    sentence_end: int
    kind: str
    value: Decimal
    unit: str
    value_to: Decimal | None = None
    denominator: Decimal | None = None
    qualifier: str = "exact"
    modality: str = "actual"
    indicator: str | None = None
    period: Period | None = None
    place: Place | None = None
    agency: str | None = None
    direction: str | None = None
    base: str | None = None
    per: str | None = None
    part_of: int | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that a text names: `type` as written, `number` in normal spelling, `date` an ISO day, `issuer` as resolved."""

    start: int
    end: int
    sentence_start: int
    sentence_end: int
    type: str | None
    number: str
    date: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """Arithmetic that the text itself allows between its figures, which are named by their index in the reading.

    relation: sum (operands add up to `total`; two shares without one make 100) | difference (the first less the others is not
    negative) | ratio (100 x first / second, or a lone ratio's own share, is `printed`) | order (largest first) | same (the first
    is printed again). verdict: consistent | inconsistent | typo_proved. `computed` is in the unit of what it is held against.
    """

    relation: str
    verdict: str
    operands: tuple[int, ...]
    computed: Decimal
    total: int | None = None
    printed: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What a text says in figures, in the order of the text."""

    metrics: tuple[Metric, ...] = ()
    citations: tuple[Citation, ...] = ()
    checks: tuple[Check, ...] = ()
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something could not be fetched or read: a short `reason` from a fixed list (docs/problems.md) and a detail."""

    reason: str
    detail: str = ""


#: Flags of an article, and reasons of its problem, that say that something of the page may be lost.
DOUBTS = frozenset({"truncated", "not-encoded", "charset-guessed", "charset-broken", "charset-mixed"})


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
    figures: Figures = Figures()
    links: tuple[Link, ...] = ()
    problem: Problem | None = None
    newest: str | None = None
    items: tuple[str, ...] = ()

    def without_figures(self, why: str) -> "Reading":
        """The same when its figures could not be read: the article's row and its problem say so."""
        if self.article is None:
            return self
        article = replace(self.article, flags=(*self.article.flags, "figures-failed"))
        return replace(self, article=article, problem=self.problem or Problem("figures-failed", why[:300]))


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """A request that brought no answer at all: refused by a guard, or lost on the way."""

    portal: str
    address: str
    frontier_id: int
    problem: Problem
