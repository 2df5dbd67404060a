"""A first look at a site nobody has a profile of: its family, its ways in, an article, and whether it reads the same twice.

Every step says what it does, and ends in a Fault that says what was tried and what a person can do. At most a dozen requests.
"""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from commands import guesses, reading, trial, writing
from commands.looking import Seen, look_apart
from commands.probe import Missed, Visit
from commands.reviews import Kept
from spiders import detect
from spiders.addresses import fold
from spiders.items import Capture
from spiders.profile import family

UNHEALTHY, UNUSABLE = 10, 20

#: How many menu entries are tried and how many kept; how many feeds and sitemaps.
MOST_ENTRIES, MOST_SECTIONS, MOST_FEEDS = 5, 4, 1
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


class Survey:
    """One survey of one site."""

    def __init__(self, visit: Visit, addresses: Sequence[str], name: str, demo: bool) -> None:
        self.visit, self.addresses, self.name, self.demo = visit, addresses, name, demo
        self.address = addresses[0]
        self.pages: list[Seen] = []
        self.hosts: tuple[str, ...] = ()

    async def run(self) -> trial.Found:
        home = await self._home()
        matches = detect.families(self._markup())
        sections = await self._sections(home, matches)
        matches = detect.families(self._markup())
        self._say_family(matches)
        feeds, sitemaps, listed = await self._ways_in(home)
        facts = self._facts(home, feeds, sitemaps)
        found = await trial.Trial(self.visit, self.pages, facts, self.name, listed).run(
            [match.family for match in matches]
        )
        if found is None:
            seen = ", ".join(page.look.address for page in self.pages)
            advice = "give the address of a page that lists articles, or write the profile by hand"
            raise Fault(UNUSABLE, f"no article could be read from {seen}", advice)
        own = trial.own_articles(self.pages, found.profile)
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

    async def _home(self) -> Seen:
        capture = await self._first()
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

    async def _first(self) -> Capture:
        """The first of the addresses that answers: a site without https is asked by http, where none was given."""
        for address in self.addresses:
            self.address = address
            self.visit.forget_robots()
            try:
                return await self.visit.fetch(address)
            except Missed as missed:
                reason, said = missed.problem.reason, str(missed)
                self.visit.say(f"    {said}")
                if reason not in ("connection", "timeout", "fetch-failed", "robots-unreachable"):
                    break
        raise Fault(UNUSABLE if reason in _UNFIT else UNHEALTHY, said, _ADVICE.get(reason, ""))

    async def _look(self, words: str, capture: Capture) -> Seen:
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
            shown = await asyncio.wait_for(asyncio.to_thread(look_apart, capture), 30)
        except Exception as error:  # whatever a page does to the parser is a fact about the page
            raise Fault(UNUSABLE, f"{capture.address}: cannot be looked at ({type(error).__name__}: {error})") from None
        seen = Seen(words, capture, shown)
        self.pages.append(seen)
        return seen

    async def _sections(self, home: Seen, matches: Sequence[detect.Match]) -> list[Seen]:
        """The pages behind the likeliest entries of the menu."""
        entries: dict[str, str] = {}
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
        sections: list[Seen] = []
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

    async def _ways_in(self, home: Seen) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
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

    def _facts(self, home: Seen, feeds: tuple[str, ...], sitemaps: tuple[str, ...]) -> writing.Facts:
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
        parts = urlsplit(home.look.address)
        given = self.address if urlsplit(self.address).path.strip("/") else f"{parts.scheme}://{parts.netloc}/"
        return writing.Facts(
            domains=self.hosts, home=given, family=reading.GENERIC, title=title, kind=kind,
            place=place.code if place else "00", place_note=note, feeds=feeds, sitemaps=sitemaps, demo=self.demo,
            notes=tuple(notes),
        )  # fmt: skip


def _rules_of(name: str) -> dict[str, Any]:
    return {key: family(name)[key] for key in ("key", "noise", "fold", "refuse", "page")}
