"""What a maker makes: a page, its address, and the selectors a person would write for it."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.seeds.choices import Choices
from benchmarks.seeds.flow import Printed
from benchmarks.seeds.phrases import SITES
from benchmarks.seeds.pieces import Seed
from benchmarks.seeds.surroundings import Site, slug


@dataclass(frozen=True, slots=True)
class Page:
    """A page as sent. `own` are its selectors, by the keys of a profile's rule."""

    html: str
    url: str
    own: dict[str, str]


@dataclass(frozen=True, slots=True)
class Maker:
    """A kind of site. `family` is the profile family it imitates, if any."""

    name: str
    make: Callable[[Seed, Choices], Page]
    family: str | None = None


def site_of(seed: Seed, choices: Choices) -> Site:
    name = seed.header[-1] if seed.header and choices.chance("named-as-printed", 60) else choices.pick("site", SITES)
    return Site(name, f"{choices.maker}.example")


def address(seed: Seed, site: Site, form: str) -> str:
    """The page's address; `form` holds {slug} and {id}."""
    number = sum(seed.gold.name.encode()) * 37 + 100_000
    return f"https://{site.host}" + form.format(slug=slug(seed.title)[:80].strip("-"), id=number)


def own(printed: Printed, title: str, body: str, date: str = "", sapo: str = "") -> dict[str, str]:
    """The selectors of a rule; author and source only where the page names them so."""
    told = {"title": title, "body": body, "date": date, "sapo": sapo}
    if printed.people == "class":
        told |= {"author": "p.author", "source": "p.source"}
    return {key: selector for key, selector in told.items() if selector}


def document(head: str, body: str, doctype: str = "<!DOCTYPE html>", attributes: str = 'lang="vi"') -> str:
    return f"{doctype}\n<html {attributes}>\n{head}\n<body>\n{body}\n</body>\n</html>\n"
