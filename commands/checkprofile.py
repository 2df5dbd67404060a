"""`scrapy checkprofile <portal>`: one listing and one article of a live site, read today, for a person to accept.

Selectors can be written without ever having seen a site's markup; `verified` says the day on which somebody looked.
"""

import argparse
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from spiders import clock, settings
from spiders.profile import Profile

if TYPE_CHECKING:
    from commands.probe import Visit
    from spiders.items import Article, Link, Reading

OK, CHECKS_FAILED, DISK, STOPPED = 0, 20, 74, 143

#: Less text than this is no article to judge by.
ENOUGH_TEXT = 200
#: How many articles are tried: the first may be a video without a word.
MOST_ARTICLES = 3
#: Rule and shape share at least so much of their words, or one of them is wrong.
ALIKE = 0.8


@dataclass
class Check:
    """What was seen. `faults` stand against the profile, `notes` are for the person who decides."""

    listing: "tuple[str, Reading] | None" = None
    article: "tuple[str, Reading] | None" = None
    generic: "Reading | None" = None
    robots: str = ""
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Command(ScrapyCommand):
    requires_project = True
    default_settings = {"LOG_LEVEL": "CRITICAL"}  # noqa: RUF012 - the base class declares it

    def syntax(self) -> str:
        return "<portal> [--accept]"

    def short_desc(self) -> str:
        return "Fetch one listing and one article of a portal and show what is read; a person accepts"

    def long_desc(self) -> str:
        return (
            "Fetch one listing and one article politely, show what is read, and compare it with what the shape of the page says. "
            "Accepting writes today's date into the profile. Exit codes: 0 sound, 2 usage, 20 not sound."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--accept", action="store_true", help="if it is sound, write `verified: <today>` into the profile"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from commands import crawling, probe, reviews

        complaint = crawling.known(args) if len(args) == 1 else "one portal, as `scrapy list` names it"
        if complaint:
            raise UsageError(complaint, print_help=False)
        profile = crawling.PROFILES[args[0]]
        if opts.accept and profile.demo:
            raise UsageError(f"{profile.name} is sample data: there is no live site to verify it by", print_help=False)

        async def job(visit: probe.Visit) -> Check:
            return await examine(visit, profile)

        try:
            check = probe.visit(self.crawler_process, job, profile, profile.delay)  # type: ignore[arg-type]
        except KeyboardInterrupt:
            print("scrapy: stopped, nothing changed", file=sys.stderr)
            self.exitcode = STOPPED
            return
        folder = reviews.folder_of(profile.name)
        if folder.is_dir():
            check.faults += reviews.faults(folder, profile)
        _show(profile, check)
        self.exitcode = _decide(profile, check, opts.accept)


async def examine(visit: "Visit", profile: Profile) -> Check:
    """Fetch and read one listing and one article."""
    from commands.probe import Missed
    from commands.reading import GENERIC, generic

    check = Check()
    links: list[Link] = []
    for address in _listings(profile):
        try:
            capture = await visit.fetch(address)
        except Missed as missed:
            check.faults.append(str(missed))
            break
        found = await visit.read(capture, profile)
        check.listing = capture.address, found
        links = _articles(found)
        if links:
            break
        problem = found.problem.reason if found.problem else f"answers {capture.status}, read as {found.kind}"
        check.notes.append(f"{capture.address}: no article among its links ({problem})")
    check.robots = ", ".join(f"{address} answers {status}" for address, (status, _) in visit.robots.items())
    if not links and not check.faults:
        check.faults.append("no listing shows an article: is `article.key` right, or `sections`?")
    for link in links[:MOST_ARTICLES]:
        try:
            capture = await visit.fetch(link.address)
        except Missed as missed:
            check.notes.append(str(missed))
            continue
        found = await visit.read(capture, profile)
        check.article = capture.address, found
        if found.article is not None and len(found.article.text) >= ENOUGH_TEXT:
            host = capture.address.split("/")[2].partition(":")[0]
            check.generic = await visit.read(capture, generic([host]))
            break
    if links:
        _judge(profile, check, GENERIC)
    return check


def _listings(profile: Profile) -> list[str]:
    """What is asked for in turn until one shows articles: a section or a feed, then the home page."""
    first = [section.url for section in profile.sections[:1]] or list(profile.feeds[:1])
    return list(dict.fromkeys((*first, profile.home, *profile.feeds[:1])))


def _articles(found: "Reading") -> "list[Link]":
    """The articles a listing links to, each once."""
    things = {link.thing: link for link in reversed(found.links) if link.kind == "article" and not link.refused}
    return list(reversed(things.values()))


def _judge(profile: Profile, check: Check, generic: str) -> None:
    """What stands against the article as it was read."""
    if check.article is None:
        check.faults.append("none of the articles tried could be had")
        return
    address, found = check.article
    article = found.article
    if article is None:
        why = f"{found.problem.reason} {found.problem.detail}".strip() if found.problem else f"read as {found.kind}"
        check.faults.append(f"{address}: no article ({why})")
        return
    if article.rule == generic and profile.family != generic:
        check.faults.append(f"no rule of the profile or of {profile.family} matches: the article was read by its shape")
    if len(article.text) < ENOUGH_TEXT:
        check.faults.append(f"only {len(article.text)} characters of text")
    if article.published is None:
        check.faults.append("no date was found")
    other = check.generic.article if check.generic else None
    if article.rule != generic and other is not None:
        share = alike(article.text, other.text)
        if share < ALIKE:
            check.notes.append(
                f"by its shape the page reads otherwise: {share:.0%} of the words in common, {len(article.text.split())} words "
                f"by rule, {len(other.text.split())} by shape"
            )
        if other.title != article.title:
            check.notes.append(f"by its shape the title is {other.title!r}")


def alike(one: str, other: str) -> float:
    """How much of two texts' words is shared: 1 for the same words, 0 for none (F1 over words)."""
    from collections import Counter

    a, b = Counter(one.split()), Counter(other.split())
    both = sum((a & b).values())
    return 2 * both / (a.total() + b.total()) if both else 0.0


def _show(profile: Profile, check: Check) -> None:
    if check.robots:
        print(f"robots.txt: {check.robots}")
    if check.listing:
        address, found = check.listing
        articles = _articles(found)
        pages = sorted({link.page for link in found.links if link.page > 1})
        pager = f"pages up to {pages[-1]}" if pages else "no pager"
        print(f"listing: {address}\n  {len(articles)} articles, {pager}, newest day {found.newest or 'not shown'}")
        for link in articles[:5]:
            print(f"    {link.key}  {link.address}")
    if check.article and check.article[1].article:
        _show_article(check.article[0], check.article[1].article)
    for note in check.notes:
        print(f"note: {note}")
    for fault in check.faults:
        print(f"fault: {fault}")
    state = f"verified {profile.verified}" if profile.verified else "not verified yet"
    print(f"{profile.name} ({profile.family}, {state}): {'not sound' if check.faults else 'sound'}")


def _show_article(address: str, article: "Article") -> None:
    paragraphs = article.text.split("\n")
    first = next((one for one in paragraphs if one != article.sapo), paragraphs[0])
    published = article.published
    facts = {
        "title": article.title,
        "date": f"{published.local} (from {published.raw!r}, by {published.by})" if published else "none",
        "sapo": article.sapo or "none",
        "first": first,
        "last": paragraphs[-1],
        "author": article.author or "none",
        "source": article.source or "none",
        "captions": " | ".join(image.caption for image in article.images if image.caption) or "none",
        "rule": f"{article.rule}, {len(paragraphs)} paragraphs, {len(article.tables)} tables",
        "flags": ", ".join(article.flags) or "none",
    }
    print(f"article: {address}")
    for name, value in facts.items():
        print(f"  {name + ':':<10}{value}")


def _decide(profile: Profile, check: Check, accept: bool) -> int:
    """Write the day into the profile when it is sound and a person says so; the exit code."""
    from commands import writing

    if check.faults:
        return CHECKS_FAILED
    accept = accept or (not profile.demo and sys.stdin.isatty() and _asked())
    if not accept:
        return OK
    file = Path(settings.PROFILES_DIR) / f"{profile.name}.yml"
    day = clock.now().astimezone(clock.VIETNAM).date().isoformat()
    try:
        writing.accept(file, day)
    except OSError as error:
        print(f"scrapy: {file}: {error.strerror}", file=sys.stderr)
        return DISK
    print(f"{file}: verified: {day}")
    return OK


def _asked() -> bool:
    """What the person at the terminal says; closing the question is no."""
    try:
        said = input("Does it read as the site shows it? Write today's date into the profile? [y/N] ")
    except (EOFError, KeyboardInterrupt):
        print()
        return False
    return said.strip().lower() in ("y", "yes", "c", "có")
