"""What a maker makes: a page, its address, and the selectors a person would write for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.seeds import parts
from benchmarks.seeds.choices import Choices
from benchmarks.seeds.extras import site_extras
from benchmarks.seeds.flow import Manner, Printed, print_out
from benchmarks.seeds.phrases import SITES
from benchmarks.seeds.pieces import Seed
from benchmarks.seeds.surroundings import Surroundings, esc, slug


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


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a maker writes a page with: the seed's parts printed in its manner, and the site around them."""

    seed: Seed
    choices: Choices
    around: Surroundings
    printed: Printed

    @property
    def title(self) -> str:
        return esc(self.seed.title)

    @property
    def text(self) -> str:
        """The container's content."""
        return "\n".join(self.printed.inside)

    def at(self, place: str) -> str:
        """What the site puts at a place: before, meta, after, beside or footer."""
        return "".join(self.printed.around.get(place, ()))

    def date(self, name: str, tag: str = "div", ways: Sequence[str] = parts.DATES) -> str:
        return parts.date_line(self.seed, self.choices, name, tag, ways)

    def sapo(self, shape: str) -> str:
        """The lead in `shape`, where it stands apart from the body."""
        return shape.format(self.printed.sapo) if self.printed.sapo else ""

    def own(self, title: str, body: str, date: str, sapo: str = "") -> dict[str, str]:
        """The selectors of a rule; author and source only where the page names them so."""
        told = {"title": title, "body": body, "date": date}
        if self.printed.sapo and sapo:
            told["sapo"] = sapo
        if self.printed.people == "class":
            told |= {"author": "p.author", "source": "p.source"}
        elif self.printed.people == "liferay":
            told["author"] = "p.view-content-author"
        if any(role == "author" for role, _ in self.seed.date):
            told["author"] = f"{date} .author"
        return told

    def page(
        self, body: str, own: dict[str, str], machine: tuple[str, ...] = ("none",), generator: str = "",
        doctype: str = "<!DOCTYPE html>", attributes: str = 'lang="vi"',
    ) -> Page:  # fmt: skip
        head = self.around.head(self.choices.pick("machine", machine), generator)
        body = site_extras(self.choices) + body
        return Page(f"{doctype}\n<html {attributes}>\n{head}\n<body>\n{body}\n</body>\n</html>\n", self.around.url, own)


def sheet(seed: Seed, choices: Choices, form: str, manner: Manner, sapo_apart: int) -> Sheet:
    """The sheet of a page at an address of `form` ({slug}, {id}); in `sapo_apart` of a hundred the lead stands apart."""
    site = seed.header[-1] if seed.header and choices.chance("named-as-printed", 60) else choices.pick("site", SITES)
    number = sum(seed.gold.name.encode()) * 37 + 100_000
    path = form.format(slug=slug(seed.title)[:80].strip("-"), id=number)
    around = Surroundings(seed, choices, site, f"https://{choices.maker}.example{path}")
    return Sheet(seed, choices, around, print_out(seed, choices, manner, choices.chance("sapo-apart", sapo_apart)))
