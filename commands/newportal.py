"""`scrapy newportal URL`: look at a site politely, write its profile, and save pages for a person to review."""

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from spiders import clock, settings
from spiders.closed_yaml import ProfileError

if TYPE_CHECKING:
    from commands.trial import Found

OK, CHECKS_FAILED, DISK, STOPPED = 0, 20, 74, 143


class Command(ScrapyCommand):
    requires_project = True
    default_settings = {"LOG_LEVEL": "CRITICAL"}  # noqa: RUF012 - the base class declares it

    def syntax(self) -> str:
        return "<address> [--name <name>]"

    def short_desc(self) -> str:
        return "Look at a new site and write its profile; at most a dozen requests"

    def long_desc(self) -> str:
        return (
            "Look at a site politely (robots.txt, its menu, one article twice), tell its CMS, and write a profile. "
            "Exit codes: 0 ok, 2 usage, 10 the site does not answer, 20 no article could be read or its text does not hold still."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--name", metavar="NAME", help="what to call the portal (default: from its host)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1 or args[0].startswith("-"):
            raise UsageError("one address, such as https://sonoivu.langson.gov.vn", print_help=False)
        from commands import guesses, probe, survey, trial

        demo = settings.DEMO
        addresses = _addresses(args[0], demo)
        host = urlsplit(addresses[0]).hostname or ""
        name = opts.name or guesses.name_of(host)
        file = _file(name, host)

        async def job(visit: probe.Visit) -> trial.Found:
            return await survey.Survey(visit, addresses, name, demo).run()

        print(f"{name}: looking at {addresses[0]}, one request after another", file=sys.stderr)
        try:
            found = probe.visit(self.crawler_process, job, None, 0 if demo else settings.DOWNLOAD_DELAY)  # type: ignore[arg-type]
        except survey.Fault as fault:
            print(f"scrapy: no profile written: {fault}", file=sys.stderr)
            self.exitcode = fault.code
            return
        except ProfileError as error:  # a fact about the site that no profile can hold
            print(f"scrapy: no profile written: {error}", file=sys.stderr)
            self.exitcode = CHECKS_FAILED
            return
        except KeyboardInterrupt:
            print("scrapy: stopped, no profile written", file=sys.stderr)
            self.exitcode = STOPPED
            return
        self.exitcode = _write(file, found)


def _addresses(given: str, demo: bool) -> list[str]:
    """The address to begin with; https where nothing is said, and http after it."""
    from commands.reading import host_of

    schemes = ("http",) if demo else ("https", "http")
    addresses = [given] if "://" in given else [f"{scheme}://{given}" for scheme in schemes]
    host = host_of(addresses[0])
    if host is None:
        raise UsageError(f"{given}: no web address", print_help=False)
    if demo != host.endswith(".example"):
        raise UsageError(
            f"{host}: sample portals, and only they, live under .example (DEMO=1 is for them)", print_help=False
        )
    return [address if urlsplit(address).path else f"{address}/" for address in addresses]


def _file(name: str, host: str) -> Path:
    """Where the profile will lie. Refuses a name or a host that a profile has already."""
    from spiders.portals import PROFILES

    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}", name):
        raise UsageError(f"--name {name}: small letters, digits and hyphens", print_help=False)
    owner = next((profile.name for profile in PROFILES.values() if host in profile.domains), None)
    if owner:
        raise UsageError(
            f"{host} already belongs to {owner}; `scrapy checkprofile {owner}` looks at it", print_help=False
        )
    file = Path(settings.PROFILES_DIR) / f"{name}.yml"
    if file.exists():
        raise UsageError(f"{file} exists; it is never overwritten (--name gives another name)", print_help=False)
    if not file.parent.is_dir():
        raise UsageError(f"{file.parent} is no folder (PROFILES_DIR)", print_help=False)
    return file


def _write(file: Path, found: "Found") -> int:
    """Write the profile and the pages to review; say what comes next."""
    from commands import reviews, writing

    day = clock.now().astimezone(clock.VIETNAM).date().isoformat()
    text = writing.compose(found.facts, day)
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
        folder = reviews.write(file.stem, day, found.pages)
    except OSError as error:
        print(f"scrapy: {error}", file=sys.stderr)
        return DISK
    print(text)
    print(f"profile:  {file}\nreview:   {folder}", file=sys.stderr)
    if found.moved:
        print(
            f"The article was not read the same twice: {found.moved}\nMend the profile (`remove`, `rules`) before it is "
            "accepted, or every visit will look like an edit.",
            file=sys.stderr,
        )
    accept = "" if found.profile.demo else " --accept"
    print(
        f'Next: open the saved pages, compare them with {reviews.EXPECTED}, and write "reviewed": true into it; then\n'
        f"`scrapy checkprofile {file.stem}{accept}`.",
        file=sys.stderr,
    )
    return CHECKS_FAILED if found.moved else OK
