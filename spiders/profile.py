"""One site's facts, loaded from `profiles/<name>.yml`, merged with its family's defaults, validated with closed keys.

A profile is data: where a site lives, what its articles look like and since when. Everything that is wrong with one is a
`ProfileError` that names the file and the key, and a broken profile never stops the others.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from spiders.clock import VIETNAM
from spiders.closed_yaml import ClosedMapping, ProfileError, read_yaml
from spiders.detect import FAMILIES, read_marks
from spiders.provinces import FORMER, NOWHERE, SUCCESSOR

HERE = Path(__file__).parent
PROFILES = HERE / "profiles"

#: The selectors a rule may hold; each takes one CSS selector or a list of them, the first that matches wins.
SELECTORS = ("title", "sapo", "body", "date", "author", "source", "section")

#: Seconds between two requests; more would not finish a portal in a month.
LONGEST_DELAY = 3600

_SHARED_KEYS = {"article", "addresses", "listing", "remove"}
_FAMILY_KEYS = _SHARED_KEYS | {"title", "detect"}
_SITE_KEYS = _SHARED_KEYS | {
    "title", "kind", "place", "places_before_2025", "family", "domains", "retired_domains", "home", "sections", "feeds",
    "sitemaps", "delay", "tls", "demo", "written", "verified",
}  # fmt: skip
_ARTICLE_KEYS = {"key", "rules", "dates"}
_ADDRESS_KEYS = {"noise", "fold", "refuse"}
_LISTING_KEYS = {"page"}
_SECTION_KEYS = {"name", "url"}
_TLS_KEYS = {"verify", "reason", "since"}


@dataclass(frozen=True, slots=True)
class Rule:
    """Where an article's parts stand on pages captured before `until` (exclusive, a day in UTC+7; None: still true)."""

    name: str
    until: date | None = None
    title: tuple[str, ...] = ()
    sapo: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A site's facts with its family's defaults merged in.

    `place` is the official code of a province of today ("00": no single one), `places_before_2025` those of the former 63
    that the site spoke for; `retired_domains` maps hosts it had
    once to the domain that took their place: their addresses are asked for there; `delay` is in seconds between
    requests; `key` finds the article key in an address (its first group that matched); `noise` are query parameters (shell
    patterns) that never identify anything; `fold` and `refuse` map a reason to a pattern over the address: what `fold` matches
    is cut out, what `refuse` matches is not visited. `page` finds the page number in a listing's address. `dates` are strptime
    forms tried before the usual ones. `remove` are selectors cut out of the body. Without `rules` every article is read by
    its page's shape.
    """

    name: str
    title: Mapping[str, str]
    kind: str
    place: str
    family: str
    domains: tuple[str, ...]
    home: str
    places_before_2025: tuple[str, ...] = ()
    retired_domains: Mapping[str, str] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    delay: float = 1.0
    tls_unverified: str | None = None
    demo: bool = False
    written: date | None = None
    verified: date | None = None
    key: re.Pattern[str] | None = None
    rules: tuple[Rule, ...] = ()
    dates: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    noise: tuple[str, ...] = ()
    fold: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    refuse: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    page: re.Pattern[str] | None = None

    def rules_on(self, fetched_at: str) -> tuple[Rule, ...]:
        """The rules that held on the day (UTC+7) of a capture: several may (two layouts at once), oldest first.

        All rules of one period share its `until`; the last period has none.
        """
        day = datetime.fromisoformat(fetched_at).astimezone(VIETNAM).date()
        periods = sorted({rule.until for rule in self.rules if rule.until and day < rule.until})
        wanted = periods[0] if periods else None
        return tuple(rule for rule in self.rules if rule.until == wanted)

    def address_rules(self) -> str:
        """A digest of everything that decides what an address identifies: when it changes, addresses are folded again."""
        patterns = [self.key, self.page, *(p for rules in (self.fold, self.refuse) for _, p in sorted(rules.items()))]
        retired = [host for pair in sorted(self.retired_domains.items()) for host in pair]
        lists = (*self.domains, *retired, *self.noise, *self.fold, *self.refuse)
        told = [*lists, *(p.pattern if p else "" for p in patterns)]
        return hashlib.sha256("\0".join(told).encode()).hexdigest()[:16]

    def reading_rules(self) -> str:
        """A digest of everything by which a page of this site is read: two readings are compared only when it is the same."""
        told = repr((self.rules, self.dates, self.remove, self.place, self.kind, self.key and self.key.pattern))
        return hashlib.sha256(told.encode()).hexdigest()[:8]

    def entries(self) -> tuple[tuple[Literal["feed", "sitemap", "page"], str], ...]:
        """(kind, address) of where a crawl enters the site: feeds and sitemaps, then its home page and sections."""
        return (
            *(("feed", url) for url in self.feeds),
            *(("sitemap", url) for url in self.sitemaps),
            ("page", self.home),
            *(("page", section.url) for section in self.sections),
        )


def _rules(reader: ClosedMapping) -> tuple[Rule, ...]:
    rules: list[Rule] = []
    last: date | None = None
    for n, one in enumerate(reader.each("rules", {"until", *SELECTORS})):
        until = one.day("until")
        if rules and last is None and until is not None:
            raise one.error("until", "rules are listed oldest first: this one ends, the one before it does not")
        if last and until and until < last:
            raise one.error("until", "rules are listed oldest first")
        last = until
        rules.append(Rule(name=f"rule:{n}", until=until, **{key: one.selectors(key) for key in SELECTORS}))
        if not rules[-1].body:
            raise one.error("body", "a rule needs the selector of the body")
    if rules and rules[-1].until is not None:
        raise reader.error(f"rules[{len(rules) - 1}].until", "the last rule must hold without end: take `until` away")
    return tuple(rules)


def _shared(top: ClosedMapping) -> dict[str, Any]:
    article, addresses = top.inner("article", _ARTICLE_KEYS), top.inner("addresses", _ADDRESS_KEYS)
    key = article.pattern("key")
    if key and key.groups < 1:
        raise article.error("key", "needs a group, such as /view_content/(\\d+)")
    return {
        "key": key,
        "rules": _rules(article),
        "dates": article.texts("dates"),
        "remove": top.selectors("remove"),
        "noise": addresses.texts("noise"),
        "fold": addresses.patterns("fold"),
        "refuse": addresses.patterns("refuse"),
        "page": top.inner("listing", _LISTING_KEYS).pattern("page"),
    }


@cache
def family(name: str, folder: Path = FAMILIES) -> Mapping[str, Any]:
    """The defaults of a CMS family. Raises ProfileError when its file is missing or wrong."""
    file = folder / f"{name}.yml"
    if not file.is_file():
        known = ", ".join(sorted(path.stem for path in folder.glob("*.yml")))
        raise ProfileError(file, "family", f"unknown family {name!r}; known: {known}")
    top = ClosedMapping(file, read_yaml(file), "", _FAMILY_KEYS)
    top.text("title")
    read_marks(top)
    return _shared(top)


def _merge(own: dict[str, Any], default: Mapping[str, Any]) -> dict[str, Any]:
    """The site's word before the family's: single facts replace, lists and maps add."""
    merged = {name: own[name] or default[name] for name in ("key", "rules", "page")}
    merged |= {name: tuple(dict.fromkeys(own[name] + default[name])) for name in ("dates", "remove", "noise")}
    merged |= {name: {**default[name], **own[name]} for name in ("fold", "refuse")}
    return merged


def _tls_unverified(top: ClosedMapping) -> str | None:
    """Why this host's certificate is not verified; None when it is."""
    if "tls" not in top.data:
        return None
    tls = top.inner("tls", _TLS_KEYS)
    if tls.data.get("verify") is not False:
        raise tls.error("verify", "is the rule; write `tls` only where it is false")
    since = tls.day("since")
    if since is None:
        raise tls.error("since", "a day is needed: since when is this certificate wrong?")
    return f"{tls.text('reason')} ({since})"


def _hosts(top: ClosedMapping, key: str) -> tuple[str, ...]:
    hosts = tuple(host.lower() for host in top.texts(key))
    if any("/" in host for host in hosts):
        raise top.error(key, "host names only, without scheme or path")
    return hosts


def _retired(top: ClosedMapping) -> dict[str, str]:
    """Host of old -> domain of today."""
    hosts = {old.lower(): new.lower() for old, new in top.mapping("retired_domains").items()}
    if any("/" in host for pair in hosts.items() for host in pair):
        raise top.error("retired_domains", "host names only, without scheme or path")
    return hosts


def _places(top: ClosedMapping) -> tuple[str, tuple[str, ...]]:
    """The province of today that a site belongs to, and the former ones it stands for: by default all that it was made of.

    The same code may have been another province's: 15 is Lào Cai today and was Yên Bái.
    """
    place, former = top.text("place"), top.texts("places_before_2025")
    if place != NOWHERE and place not in FORMER:
        raise top.error(
            "place", f'must be the code of one of the {len(FORMER)} provinces, such as "01", or "{NOWHERE}"'
        )
    for code in former:
        if code not in SUCCESSOR:
            raise top.error("places_before_2025", f"{code} is no code of the {len(SUCCESSOR)} former provinces")
        if place not in (NOWHERE, SUCCESSOR[code]):
            raise top.error("places_before_2025", f"{code} became part of {SUCCESSOR[code]}, not of {place}")
    return place, former or FORMER.get(place, ())


def load(file: Path) -> Profile:
    """The profile in `file`. Raises ProfileError."""
    top = ClosedMapping(file, read_yaml(file), "", _SITE_KEYS)
    title = top.inner("title", {"vi", "en"})
    family_name = top.text("family")
    if not (FAMILIES / f"{family_name}.yml").is_file():
        known = ", ".join(sorted(path.stem for path in FAMILIES.glob("*.yml")))
        raise top.error("family", f"unknown family {family_name!r}; known: {known}")
    domains, retired = _hosts(top, "domains"), _retired(top)
    if not domains:
        raise top.error("domains", "at least one host name is needed")
    if both := set(domains) & set(retired):
        raise top.error("retired_domains", f"{', '.join(sorted(both))} is also one of the domains")
    if unknown := set(retired.values()) - set(domains):
        raise top.error("retired_domains", f"{', '.join(sorted(unknown))} is not one of the domains")
    kind = top.text("kind")
    if kind not in ("portal", "paper"):
        raise top.error("kind", f"must be portal or paper, not {kind!r}")
    place, former = _places(top)
    delay = top.data.get("delay", 1.0)
    if not isinstance(delay, (int, float)) or isinstance(delay, bool) or not 0 <= delay <= LONGEST_DELAY:
        raise top.error("delay", f"must be seconds from 0 to {LONGEST_DELAY}, not {delay!r}")
    merged = _merge(_shared(top), family(family_name))
    profile = Profile(
        name=file.stem, title={"vi": title.text("vi"), "en": title.text("en")}, kind=kind, place=place,
        places_before_2025=former, family=family_name, domains=domains, retired_domains=retired,
        home=top.text("home", f"https://{domains[0]}/"),
        sections=tuple(Section(s.text("name"), s.text("url")) for s in top.each("sections", _SECTION_KEYS)),
        feeds=top.texts("feeds"), sitemaps=top.texts("sitemaps"), delay=float(delay),
        tls_unverified=_tls_unverified(top), demo=bool(top.data.get("demo", False)),
        written=top.day("written"), verified=top.day("verified"), **merged,
    )  # fmt: skip
    for _, url in profile.entries():
        try:
            parts = urlsplit(url)
            sound = parts.scheme in ("http", "https") and parts.port != 0
        except ValueError:
            sound = False
        if not sound:
            raise top.error("home/sections/feeds/sitemaps", f"{url} is no web address")
        if (parts.hostname or "") not in domains:
            raise top.error("home/sections/feeds/sitemaps", f"{url} is not on one of the domains")
    if profile.demo != all(domain.endswith(".example") for domain in domains):
        raise top.error("demo", "demo portals, and only they, live under .example")
    return profile


def load_all(demo: bool, folder: Path = PROFILES) -> tuple[dict[str, Profile], list[ProfileError]]:
    """Every sound profile by name (live ones, or with `demo` the demo ones), and what is wrong with the others."""
    profiles: dict[str, Profile] = {}
    errors: list[ProfileError] = []
    owner: dict[str, str] = {}
    for file in sorted(folder.glob("*.yml")):
        try:
            profile = load(file)
            for domain in (*profile.domains, *profile.retired_domains):
                if domain in owner:
                    raise ProfileError(file, "domains", f"{domain} already belongs to {owner[domain]}.yml")
        except ProfileError as error:
            errors.append(error)
            continue
        owner.update(dict.fromkeys((*profile.domains, *profile.retired_domains), profile.name))
        if profile.demo == demo:
            profiles[profile.name] = profile
    return profiles, errors
