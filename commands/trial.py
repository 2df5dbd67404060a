"""Which rules read an article of a site nobody has a profile of: each family that may have made it is tried on real pages.

What a family's rules read proves the family better than any mark. Where none reads anything, the shape of the page does, and
the pattern of the articles' addresses is told from the addresses seen.
"""

import asyncio
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from commands import guesses, reading, writing
from commands.looking import Seen
from commands.probe import Missed, Visit
from commands.reviews import Kept
from spiders.addresses import fold
from spiders.detect import FAMILIES
from spiders.items import Capture, Link, Reading
from spiders.profile import Profile, family

#: How many articles are tried by one set of rules.
MOST_ARTICLES = 3
#: Seconds between the two fetches of one article: a counter moves in the meantime.
PAUSE = 3.0
#: Less text than this is no article to judge a profile by.
ENOUGH_TEXT = 200
#: Words of a link that is an article's title.
TITLE_WORDS = 6


@dataclass
class Found:
    """A profile that reads an article, and the pages a person reviews. `moved` says what did not hold still."""

    profile: Profile
    facts: writing.Facts
    pages: list[Kept] = field(default_factory=list)
    moved: str = ""


class Trial:
    """The search for an article that reads well. `listed` are addresses from feeds and sitemaps."""

    def __init__(
        self, visit: Visit, seen: Sequence[Seen], facts: writing.Facts, name: str, listed: Sequence[str]
    ) -> None:
        self.visit, self.seen, self.facts, self.name, self.listed = visit, seen, facts, name, listed
        self.captures: dict[str, Capture] = {}

    async def run(self, told: Sequence[str]) -> Found | None:
        """The first proposal that reads an article; `told` are the families that the site's marks name, best first."""
        for facts in self._proposals(told):
            profile = writing.profile_of(facts, self.name)
            for link in self._candidates(profile):
                found = await self._try(facts, profile, link.address)
                if found:
                    return found
        return None

    def _proposals(self, told: Sequence[str]) -> Iterator[writing.Facts]:
        """Families by their own keys, the told ones first; then, with the key that the addresses show, those and none."""
        for name in (*told, *(name for name in _families() if name not in told)):
            # A family nobody named is worth a try where its keys are all over the site.
            if family(name)["rules"] and (name in told or self._is_keyed(name)):
                yield replace(self.facts, family=name)
        known = [family(name)["key"].pattern for name in told if family(name)["key"]]
        key = guesses.key_pattern(self._titled(), known)
        if key is None:
            self.visit.say("no address that looks like an article's is on the pages seen")
            return
        for name in told:
            if family(name)["rules"] and key not in known:
                yield replace(self.facts, family=name, key=key)
        self.visit.say(f"no family's rules read it: by the shape of its pages, key {key}")
        note = "No family's rules read its articles: they are found by the shape of the page."
        yield replace(self.facts, family=reading.GENERIC, key=key, notes=(*self.facts.notes, note))

    def _is_keyed(self, name: str) -> bool:
        key = family(name)["key"]
        return key is not None and guesses.key_pattern(self._titled(), [key.pattern]) == key.pattern

    async def _try(self, facts: writing.Facts, profile: Profile, address: str) -> Found | None:
        """The article at `address` if this profile reads it, and whether it reads the same after a pause."""
        capture = await self._capture(address)
        if capture is None:
            return None
        first = await self.visit.read(capture, profile)
        article = first.article
        by_shape = profile.family == reading.GENERIC
        if article is None or (article.rule == reading.GENERIC) != by_shape or len(article.text) < ENOUGH_TEXT:
            why = first.problem.reason if first.problem else article.rule if article else first.kind
            self.visit.say(f"    not read by {profile.family} ({why})")
            return None
        self.visit.say(f"article, read by {profile.family}: {article.title}")
        found = Found(profile, facts, [Kept("article.html", capture, first)])
        await asyncio.sleep(0 if facts.demo else PAUSE)
        try:
            found.moved = _moved(first, await self.visit.read(await self.visit.fetch(address), profile))
        except Missed as missed:
            found.moved = f"the second fetch failed: {missed}"
        digest = hashlib.sha256(article.text.encode()).hexdigest()[:12]
        self.visit.say(f"text: {f'moved: {found.moved}' if found.moved else f'the same twice (sha256 {digest})'}")
        return found

    async def _capture(self, address: str) -> Capture | None:
        """The page at `address`, asked for once however many families are tried on it."""
        if address not in self.captures:
            if self.visit.left < 2:  # an article that reads well is asked for a second time
                return None
            try:
                self.captures[address] = await self.visit.fetch(address)
            except Missed as missed:
                self.visit.say(f"    {missed}")
                return None
        return self.captures[address]

    def _candidates(self, profile: Profile) -> list[Link]:
        """The articles to try: those that sections list by themselves first, long titles before short ones."""
        anchors = [anchor for seen in reversed(self.seen) for anchor in seen.look.anchors]
        anchors.sort(key=lambda anchor: len(anchor.words.split()) < TITLE_WORDS)
        things = set().union(*own_articles(self.seen, profile).values())
        links: dict[str, Link] = {}
        for address in (*(anchor.address for anchor in anchors), *self.listed):
            link = fold(address, address, profile)
            if link and link.key and not link.refused:
                links.setdefault(link.thing, link)
        return sorted(links.values(), key=lambda link: link.thing not in things)[:MOST_ARTICLES]

    def _titled(self) -> list[str]:
        """Addresses on the same site whose words are a title's, and whatever feeds list."""
        anchors = [anchor for seen in self.seen for anchor in seen.look.anchors if not anchor.menu]
        titled = [one.address for one in anchors if len(one.words.split()) >= TITLE_WORDS]
        if len(titled) < guesses.ENOUGH_KEYS:  # pictures that lead to articles, or a list of bare addresses
            titled = [one.address for one in anchors]
        return [address for address in (*titled, *self.listed) if reading.host_of(address) in self.facts.domains]


def own_articles(pages: Sequence[Seen], profile: Profile) -> Mapping[str, set[str]]:
    """For each page, the articles it links to and not every page does (a sidebar's newest), by its address."""
    own: dict[str, set[str]] = {}
    for seen in pages:
        links = (fold(anchor.address, seen.look.address, profile) for anchor in seen.look.anchors)
        own[seen.look.address] = {link.thing for link in links if link and link.key and not link.refused}
    common = set.intersection(*own.values()) if len(own) > 2 else set()
    return {address: things - common for address, things in own.items()}


def _families() -> list[str]:
    return sorted(file.stem for file in FAMILIES.glob("*.yml"))


def _moved(first: Reading, again: Reading) -> str:
    """The first line that differs between two readings of one article; empty when none does."""
    if first.article is None or again.article is None:
        return f"read as {first.kind}, then as {again.kind}"
    lines = [[one.title, *one.text.split("\n")] for one in (first.article, again.article)]
    if lines[0] == lines[1]:
        return ""
    pairs = zip(lines[0], lines[1], strict=False)
    return next((f"{a[:120]!r}, then {b[:120]!r}" for a, b in pairs if a != b), "a line came or went")
