"""Which CMS family made these pages: by marks that each family's file names, so that a new family is data.

A sure mark (a generator meta, a path that only this CMS has) is enough; likely ones need company; one that speaks against
a family rules it out. Marks hold no unbounded repeats, so that a look at a page takes time in proportion to its length.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from spiders.closed_yaml import ClosedMapping, read_yaml

FAMILIES = Path(__file__).parent / "families"

#: A sure mark decides alone, likely marks in pairs; an address mark is as good as a likely one.
SURE, LIKELY, ENOUGH = 1.0, 0.5, 1.0
#: Marks stand at the head of a page and all over it; more of it says nothing new.
MOST_MARKUP, MOST_LINKS = 1_000_000, 5_000
#: One link may lead to another paper's article; so many of a site's own are its manner. A page's own address needs no other.
ENOUGH_LINKS = 3

KEYS = ("sure", "likely", "address", "against")

_LINK = re.compile(r"""\shref\s{0,3}=\s{0,3}["']?([^"'\s<>]{1,500})""", re.I)
_NOT_COUNTED = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]")
_UNBOUNDED = re.compile(r"[*+]|\{\d*,\}")


@dataclass(frozen=True, slots=True)
class Match:
    """A family that made a site's pages, how sure that is (1.0: one sure mark, or two likely ones), and the marks seen."""

    family: str
    score: float
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """What pages of a family show: patterns over their markup, and (`address`) over the addresses of the site."""

    sure: tuple[re.Pattern[str], ...] = ()
    likely: tuple[re.Pattern[str], ...] = ()
    address: tuple[re.Pattern[str], ...] = ()
    against: tuple[re.Pattern[str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Site:
    """The pages of a site that were at hand: their markup, their addresses, the addresses on the same hosts they link to."""

    markups: tuple[str, ...]
    addresses: tuple[str, ...]
    links: tuple[str, ...]


def families(pages: Sequence[tuple[str, str]]) -> tuple[Match, ...]:
    """The families that made `pages` ((address, markup) of one site), best first; empty when nothing is sure."""
    site = _site(pages)
    matches = [match for name, marks in _known().items() if (match := _match(name, marks, site))]
    return tuple(sorted(matches, key=lambda match: (-match.score, match.family)))


def read_marks(top: ClosedMapping) -> Marks:
    """The marks in a family's file. Raises ProfileError, also for a mark whose search would not be linear."""
    detect = top.inner("detect", KEYS)
    return Marks(*(tuple(_pattern(detect, key, text) for text in detect.texts(key)) for key in KEYS))


def _pattern(detect: ClosedMapping, key: str, text: str) -> re.Pattern[str]:
    try:
        pattern = re.compile(text, re.I)
    except re.error as error:
        raise detect.error(key, f"not a pattern: {error}") from None
    if _UNBOUNDED.search(_NOT_COUNTED.sub("", text)):
        raise detect.error(
            key, f"{text} repeats without bound: write {{0,80}} in place of * and {{1,80}} in place of +"
        )
    return pattern


@cache
def _known(folder: Path = FAMILIES) -> dict[str, Marks]:
    return {file.stem: _marks_in(file, read_yaml(file)) for file in sorted(folder.glob("*.yml"))}


def _marks_in(file: Path, data: Any) -> Marks:
    return read_marks(ClosedMapping(file, data, "", data if isinstance(data, dict) else ()))


def _site(pages: Iterable[tuple[str, str]]) -> _Site:
    markups: list[str] = []
    addresses: list[str] = []
    links: dict[str, None] = {}
    for address, markup in pages:
        markups.append(markup[:MOST_MARKUP])
        addresses.append(address)
        host = _host(address)
        for found in islice(_LINK.finditer(markups[-1]), MOST_LINKS):
            link = _joined(address, found[1])
            if _host(link) == host:
                links[link] = None
    return _Site(tuple(markups), tuple(addresses), tuple(links))


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _match(name: str, marks: Marks, site: _Site) -> Match | None:
    if any(mark.search(markup) for mark in marks.against for markup in site.markups):
        return None
    sure = _seen(marks.sure, site.markups)
    likely = [*_seen(marks.likely, site.markups), *(mark.pattern for mark in marks.address if _addressed(mark, site))]
    score = SURE * len(sure) + LIKELY * len(likely)
    return Match(name, score, (*sure, *likely)) if score >= ENOUGH else None


def _seen(marks: Iterable[re.Pattern[str]], markups: Sequence[str]) -> list[str]:
    return [mark.pattern for mark in marks if any(mark.search(markup) for markup in markups)]


def _addressed(mark: re.Pattern[str], site: _Site) -> bool:
    if any(mark.search(address) for address in site.addresses):
        return True
    return sum(1 for _ in islice((link for link in site.links if mark.search(link)), ENOUGH_LINKS)) == ENOUGH_LINKS
