"""A first look at a site nobody has a profile of: its family, its ways in, an article, and whether it reads the same twice.

Every step says what it does, and ends in a Fault that says what was tried and what a person can do. At most a dozen requests.
"""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from commands import guesses, reading, writing
from commands.looking import Look, look
from commands.probe import Missed, Visit
from commands.reviews import Kept
from spiders import detect
from spiders.addresses import fold
from spiders.items import Capture, Link, Reading
from spiders.profile import FAMILIES, Profile, family

UNHEALTHY, UNUSABLE = 10, 20

#: How many menu entries are tried and how many kept; how many articles and ways in are tried.
MOST_ENTRIES, MOST_SECTIONS, MOST_ARTICLES, MOST_FEEDS = 5, 4, 3, 1
#: Seconds between the two fetches of one article: a counter moves in the meantime.
PAUSE = 3.0
#: Less text than this is no article to judge a profile by.
ENOUGH_TEXT = 200
#: Words of a link that is an article's title.
TITLE_WORDS = 6
#: A section that shows so many articles of its own lists articles.
ENOUGH_ARTICLES = 2
#: Menu entries that lead to news come first: there are requests for four only.
_NEWS = re.compile(
    r"tin|sự kiện|thời sự|hoạt động|kinh tế|xã hội|chính trị|thông báo|chỉ đạo|pháp luật|thanh tra|cải cách", re.I
)
_ADVICE = {
    "robots-refused": "robots.txt forbids it: ask the site's owner, or leave it",
    "robots-unreachable": "robots.txt cannot be had, and without it nothing is fetched: try again later",
    "dns": "the name does not resolve: is it spelt right?",
    "tls": "the certificate is wrong or the handshake failed: open it in a browser; a profile may excuse it (`tls:`)",
    "inward-address": "it points inside a network; ADDRESS_ALLOW lists the exceptions",
    "inward-name": "it points inside a network; ADDRESS_ALLOW lists the exceptions",
    "proxy-inward-address": "the proxy is inside: list it in ADDRESS_ALLOW",
    "block-page": "a firewall answers in place of the site: ask its owner to let this crawler in (CONGKHAI_CONTACT)",
    "soft-404": "the site says that this page does not exist: give the address of its home page",
}
_UNFIT = frozenset({"robots-refused", "inward-address", "inward-name", "inward-answer", "scheme", "port"})


class Fault(Exception):
    """Why no profile came of it, with what to do about it; `code` is the exit code."""

    def __init__(self, code: int, message: str, advice: str = "") -> None:
        super().__init__(f"{message}{f'; {advice}' if advice else ''}")
        self.code, self.message = code, message


@dataclass
class Found:
    """What the survey found, for the profile and for the person who reviews it."""

    profile: Profile
    facts: writing.Facts
    pages: list[Kept] = field(default_factory=list)
    moved: str = ""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page of the site: as fetched, and what it shows."""

    words: str
    capture: Capture
    look: Look


class Survey:
    """One survey of one site."""

    def __init__(self, visit: Visit, address: str, name: str, demo: bool) -> None:
        self.visit, self.address, self.name, self.demo = visit, address, name, demo
        self.pages: list[_Seen] = []
        self.articles: dict[str, Capture] = {}
        self.hosts: tuple[str, ...] = ()

    async def run(self) -> Found:
        home = await self._home()
        matches = detect.families(self._markup())
        sections = await self._sections(home, matches)
        matches = detect.families(self._markup())
        self._say_family(matches)
        feeds, sitemaps, listed = await self._ways_in(home)
        facts = self._facts(home, feeds, sitemaps)
        found = await self._article(facts, matches, listed)
        own = self._own_articles(found.profile)
        kept = tuple(
            (seen.words, seen.look.address) for seen in sections if len(own[seen.look.address]) >= ENOUGH_ARTICLES
        )
        for words, _ in kept:
            self.visit.say(f"section: {words}")
        found.facts = replace(found.facts, sections=kept)
        found.profile = writing.profile_of(found.facts, self.name)
        listing = next((seen for seen in sections if (seen.words, seen.look.address) in kept), self.pages[0])
        found.pages.append(Kept("listing.html", listing.capture, await self.visit.read(listing.capture, found.profile)))
        return found

    # -- pages ---------------------------------------------------------------------------------------------------------

    async def _home(self) -> _Seen:
        try:
            capture = await self.visit.fetch(self.address)
        except Missed as missed:
            reason = missed.problem.reason
            raise Fault(UNUSABLE if reason in _UNFIT else UNHEALTHY, str(missed), _ADVICE.get(reason, "")) from None
        asked, host = reading.host_of(self.address) or "", reading.host_of(capture.address) or ""
        if host.removeprefix("www.") != asked.removeprefix("www."):
            raise Fault(UNUSABLE, f"{self.address} redirects to {capture.address}", "survey that site instead")
        self.hosts = tuple(dict.fromkeys((host, asked)))
        seen = await self._look("", capture)
        if not seen.look.anchors:
            raise Fault(
                UNUSABLE, f"{capture.address} shows no link", "it may need a browser; give a page that lists articles"
            )
        return seen

    async def _look(self, words: str, capture: Capture) -> _Seen:
        """Judge the page as the reader would, then look at what it shows. Raises Fault."""
        neutral = replace(reading.generic(dict.fromkeys([reading.host_of(capture.address) or ""])), key=None)
        judged = await self.visit.read(capture, neutral)
        if judged.kind != "page":
            problem = judged.problem
            said = f"{problem.reason} ({problem.detail})" if problem else f"answers {capture.status}"
            outage = capture.status in (403, 429) or capture.status >= 500
            advice = _ADVICE.get(problem.reason if problem else "", "give the address of the site's home page")
            raise Fault(UNHEALTHY if outage else UNUSABLE, f"{capture.address}: {said}", "" if outage else advice)
        try:
            shown = await asyncio.wait_for(asyncio.to_thread(_in_a_process, capture), 30)
        except Exception as error:  # whatever a page does to the parser is a fact about the page
            raise Fault(UNUSABLE, f"{capture.address}: cannot be looked at ({type(error).__name__}: {error})") from None
        seen = _Seen(words, capture, shown)
        self.pages.append(seen)
        return seen

    async def _sections(self, home: _Seen, matches: Sequence[detect.Match]) -> list[_Seen]:
        """The pages behind the likeliest entries of the menu."""
        entries = {}
        for anchor in home.look.anchors:
            host, path = reading.host_of(anchor.address), urlsplit(anchor.address).path
            front = anchor.address in (home.look.address, self.address) or not path.strip("/")
            if (
                anchor.menu
                and anchor.words
                and host in self.hosts
                and not front
                and not self._is_odd(anchor.address, matches)
            ):
                entries.setdefault(anchor.address, anchor.words)
        ranked = sorted(entries.items(), key=lambda entry: _NEWS.search(entry[1]) is None)
        self.visit.say(f"menu: {len(entries)} entries, looking at {min(len(ranked), MOST_SECTIONS)}")
        sections: list[_Seen] = []
        for address, words in ranked[:MOST_ENTRIES]:
            if len(sections) == MOST_SECTIONS:
                break
            try:
                sections.append(await self._look(words, await self.visit.fetch(address)))
            except (Missed, Fault) as why:
                self.visit.say(f"    left out: {getattr(why, 'message', why)}")
        return [seen for seen in sections if reading.host_of(seen.look.address) in self.hosts]

    def _is_odd(self, address: str, matches: Sequence[detect.Match]) -> bool:
        """Whether a menu's entry is an article, a file, or something no crawler should enter."""
        for name in [*(match.family for match in matches), reading.GENERIC]:
            profile = replace(reading.generic(self.hosts), **_rules_of(name))
            link = fold(address, address, profile)
            if link is None or link.refused or link.key:
                return True
        return bool(re.search(r"\.rss$|/rss\b|/feed/?$|dang-nhap|login|tim-kiem|search", address, re.I))

    def _markup(self) -> list[tuple[str, str]]:
        return [(seen.look.address, seen.look.markup) for seen in self.pages]

    def _say_family(self, matches: Sequence[detect.Match]) -> None:
        told = ", ".join(f"{match.family} ({match.score:g}: {' '.join(match.marks)})" for match in matches)
        self.visit.say(f"family: {told or 'none is sure'}")

    # -- ways in -------------------------------------------------------------------------------------------------------

    async def _ways_in(self, home: _Seen) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
        """Feeds and sitemaps that hold something, and the addresses they list."""
        declared = [one for seen in self.pages for one in seen.look.feeds if reading.host_of(one) in self.hosts]
        named = [line.partition(":")[2].strip() for line in self._robots() if line.lower().startswith("sitemap:")]
        maps = [one for one in named if reading.host_of(one) in self.hosts]
        guessed = [] if declared or maps else [urljoin(home.look.address, "/sitemap.xml")]
        feeds: list[str] = []
        sitemaps: list[str] = []
        listed: list[str] = []
        for kind, addresses, kept in (("feed", declared, feeds), ("sitemap", maps or guessed, sitemaps)):
            for address in list(dict.fromkeys(addresses))[:MOST_FEEDS]:
                try:
                    capture = await self.visit.fetch(address)
                except Missed:
                    continue
                found = await self.visit.read(capture, reading.generic(self.hosts))
                if found.kind == kind and found.links:
                    kept.append(address)
                    listed += [link.address for link in found.links if link.kind == "article"]
        for address in (*feeds, *sitemaps):
            self.visit.say(f"way in: {address}")
        return tuple(feeds), tuple(sitemaps), listed

    def _robots(self) -> list[str]:
        bodies = (body for status, body in self.visit.robots.values() if status == 200)
        return [line.strip() for body in bodies for line in body.decode("utf-8", "replace").splitlines()]

    def _facts(self, home: _Seen, feeds: tuple[str, ...], sitemaps: tuple[str, ...]) -> writing.Facts:
        windows = [seen.look.window for seen in self.pages]
        title = guesses.title_of(windows, [seen.look.site_name for seen in self.pages]) or self.hosts[0]
        kind, sure = guesses.kind_of(self.hosts[0], title)
        place = guesses.place_of(self.hosts[0], title)
        notes = [
            f"Written by `scrapy newportal {self.address}`; read it before `scrapy checkprofile {self.name} --accept`."
        ]
        notes += [] if sure else ["kind: portal or paper? Neither host nor title says."]
        note = "which province? Neither host nor title says for sure"
        if place:
            merged = (
                f"; {place.former_name} ({place.former_code}) until July 2025"
                if place.name != place.former_name
                else ""
            )
            note = f"{place.name}{merged}"
        scheme = urlsplit(home.look.address).scheme
        given = self.address if urlsplit(self.address).path.strip("/") else f"{scheme}://{self.hosts[0]}/"
        return writing.Facts(
            domains=self.hosts, home=given, family=reading.GENERIC, title=title, kind=kind,
            place=place.code if place else "00", place_note=note, feeds=feeds, sitemaps=sitemaps, demo=self.demo,
            notes=tuple(notes),
        )  # fmt: skip

    # -- an article ----------------------------------------------------------------------------------------------------

    async def _article(self, facts: writing.Facts, matches: Sequence[detect.Match], listed: list[str]) -> Found:
        """The family whose rules read an article of this site, else none; the article, twice."""
        tried: list[str] = []
        told = [match.family for match in matches]
        for name in (*told, *(name for name in families() if name not in told)):
            # A family nobody named is worth a try where its keys are all over the site: what its rules read proves it.
            if not family(name)["rules"] or (name not in told and not self._is_keyed(name, listed)):
                continue
            profile = writing.profile_of(replace(facts, family=name), self.name)
            for link in self._candidates(profile, listed):
                tried.append(link.address)
                found = await self._try(replace(facts, family=name), profile, link.address)
                if found:
                    return found
        keys = [str(family(match.family)["key"].pattern) for match in matches if family(match.family)["key"]]
        key = guesses.key_pattern(self._titled(listed), keys)
        if key is None:
            raise self._nothing(tried, "no address that looks like an article's is on the pages seen")
        self.visit.say(f"no family's rules read it: by the shape of its pages, key {key}")
        facts = replace(
            facts, family=reading.GENERIC, key=key,
            notes=(*facts.notes, "No family's rules read its articles: they are found by the shape of the page."),
        )  # fmt: skip
        profile = writing.profile_of(facts, self.name)
        for link in self._candidates(profile, listed):
            tried.append(link.address)
            if found := await self._try(facts, profile, link.address):
                return found
        raise self._nothing(tried, "no article could be read")

    def _is_keyed(self, name: str, listed: Sequence[str]) -> bool:
        key = family(name)["key"]
        return key is not None and guesses.key_pattern(self._titled(listed), [key.pattern]) == key.pattern

    def _nothing(self, tried: Sequence[str], why: str) -> Fault:
        seen = ", ".join(dict.fromkeys((*(page.look.address for page in self.pages), *tried)))
        return Fault(
            UNUSABLE, f"{why} (tried: {seen})", "give the address of a page that lists articles, or write the profile"
        )

    async def _try(self, facts: writing.Facts, profile: Profile, address: str) -> Found | None:
        """The article at `address` if this profile reads it, and whether it reads the same after a pause."""
        if self.visit.left < 2:  # an article is asked for twice
            self.visit.say("    as many requests as a look may cost")
            return None
        try:
            capture = self.articles.get(address) or await self.visit.fetch(address)
        except Missed as missed:
            self.visit.say(f"    {missed}")
            return None
        self.articles[address] = capture
        first = await self.visit.read(capture, profile)
        article = first.article
        wanted = profile.family == reading.GENERIC
        if article is None or (article.rule == reading.GENERIC) != wanted or len(article.text) < ENOUGH_TEXT:
            why = first.problem.reason if first.problem else article.rule if article else first.kind
            self.visit.say(f"    not read by {profile.family} ({why})")
            return None
        self.visit.say(f"article: {article.title}")
        found = Found(profile, facts, [Kept("article.html", capture, first)])
        await asyncio.sleep(0 if self.demo else PAUSE)
        try:
            again = await self.visit.read(await self.visit.fetch(address), profile)
        except Missed as missed:
            found.moved = f"the second fetch failed: {missed}"
            return found
        found.moved = _moved(first, again)
        return found

    def _candidates(self, profile: Profile, listed: Sequence[str]) -> list[Link]:
        """The articles to try: those that sections list by themselves first, long titles before short ones."""
        own = self._own_articles(profile)
        late = [anchor for seen in reversed(self.pages) for anchor in seen.look.anchors]
        late.sort(key=lambda anchor: len(anchor.words.split()) < TITLE_WORDS)
        things = {thing for mine in own.values() for thing in mine}
        links: dict[str, Link] = {}
        for address in (*(anchor.address for anchor in late), *listed):
            link = fold(address, address, profile)
            if link and link.key and not link.refused:
                links.setdefault(link.thing, link)
        return sorted(links.values(), key=lambda link: link.thing not in things)[:MOST_ARTICLES]

    def _titled(self, listed: Sequence[str]) -> list[str]:
        """Addresses whose words are a title's, on the same site, and whatever feeds list."""
        anchors = (anchor for seen in self.pages for anchor in seen.look.anchors)
        titled = [one.address for one in anchors if len(one.words.split()) >= TITLE_WORDS and not one.menu]
        return [address for address in (*titled, *listed) if reading.host_of(address) in self.hosts]

    def _own_articles(self, profile: Profile) -> dict[str, set[str]]:
        """For each page seen, the articles it links to and not every page does (a sidebar's newest)."""
        own: dict[str, set[str]] = {}
        for seen in self.pages:
            links = (fold(anchor.address, seen.look.address, profile) for anchor in seen.look.anchors)
            own[seen.look.address] = {link.thing for link in links if link and link.key and not link.refused}
        common = set.intersection(*own.values()) if len(own) > 2 else set()
        return {address: things - common for address, things in own.items()}


def families() -> list[str]:
    """Every family there is."""
    return sorted(file.stem for file in FAMILIES.glob("*.yml"))


def _rules_of(name: str) -> dict[str, object]:
    return {key: family(name)[key] for key in ("key", "noise", "fold", "refuse", "page")}


def _moved(first: Reading, again: Reading) -> str:
    """The first line that differs between two readings of one article; empty when none does."""
    if first.article is None or again.article is None:
        return f"read as {first.kind}, then as {again.kind}"
    lines = [[one.title, *one.text.split("\n")] for one in (first.article, again.article)]
    if lines[0] == lines[1]:
        return ""
    pairs = zip(lines[0], lines[1], strict=False)
    return next((f"{a[:120]!r}, then {b[:120]!r}" for a, b in pairs if a != b), "a line came or went")


def _in_a_process(capture: Capture) -> Look:
    """`look` in a process that is killed when it takes too long."""
    import multiprocessing

    from pebble import ProcessPool

    context = multiprocessing.get_context("forkserver")
    with ProcessPool(max_workers=1, context=context) as pool:
        shown: Look = pool.schedule(look, args=[capture], timeout=10).result()
        return shown
