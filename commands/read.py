"""`scrapy read`: the reading of a saved page, or of every page of a WARC file. No archive is touched, nothing is fetched."""

import argparse
import io
import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from commands import reading, saved
from spiders import clock
from spiders.items import Capture
from spiders.profile import Profile

#: As in `commands.crawling`, which is imported only when a portal may be meant.
CHECKS_FAILED, STOPPED = 20, 143


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the base class declares it

    def syntax(self) -> str:
        return "<file|warc|-> --url <address> [--portal <name> | --generic] [--json]"

    def short_desc(self) -> str:
        return "Read a saved page, or every page of a WARC file; the archive is not touched"

    def long_desc(self) -> str:
        return (
            "Read a saved HTML page (also .gz), or every page of a WARC file (one JSON line each), or standard input (-). "
            "Without --portal and --generic the page is read by the profile its host belongs to, else by the shape of the page."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--url", metavar="ADDRESS", help="the address the page was saved from; a WARC has its own")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--portal", metavar="NAME", help="read by this portal's profile")
        which.add_argument("--generic", action="store_true", help="read by the shape of the page alone")
        parser.add_argument("--json", action="store_true", help="one line of JSON for each page")
        parser.add_argument("--articles", action="store_true", help="of a WARC: only the pages that hold an article")
        parser.add_argument(
            "--fetched-at", metavar="DAY", help="when the page was saved (default: now), for dated rules"
        )
        parser.add_argument("--content-type", metavar="HEADER", help="the Content-Type it was sent with")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if len(args) != 1 or args[0].startswith("--"):
            raise UsageError(f"one file, or - for standard input, not {' '.join(args) or 'none'}", print_help=False)
        reading.warm_up()
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        try:
            source = saved.Saved(args[0])
            try:
                self._warc(source, opts) if source.is_warc() else self._page(source, opts)
            finally:
                source.close()
            sys.stdout.flush()
        except saved.Unusable as error:
            raise UsageError(str(error), print_help=False) from None
        except BrokenPipeError:  # whoever read our lines has enough of them
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except KeyboardInterrupt:
            self.exitcode = STOPPED

    def _page(self, source: saved.Saved, opts: argparse.Namespace) -> None:
        host = reading.host_of(opts.url or "")
        if not opts.url:
            raise UsageError("--url is missing: the address the page was saved from", print_help=False)
        if host is None:
            raise UsageError(f"--url {opts.url}: no web address", print_help=False)
        profile = _profile(host, opts)
        if host not in profile.domains:
            raise UsageError(
                f"{host} is not of the portal {profile.name} ({', '.join(profile.domains)})", print_help=False
            )
        headers = (("Content-Type", opts.content_type or "text/html"),)
        capture = Capture(profile.name, opts.url, _fetched_at(opts.fetched_at), 200, headers, source.page())
        assert self.settings is not None
        with reading.open_workers(self.settings, {profile.name: profile}, 1) as workers:
            self._say(opts, capture, workers.result(workers.read(capture)))

    def _warc(self, source: saved.Saved, opts: argparse.Namespace) -> None:
        hosts = dict.fromkeys(host for address in source.addresses() if (host := reading.host_of(address.strip("<>"))))
        chosen = {host: _profile(host, opts) for host in hosts}
        chosen = {host: profile for host, profile in chosen.items() if host in profile.domains}
        unknown = [host for host, profile in chosen.items() if profile.name == reading.GENERIC]
        if unknown:
            shared = reading.generic(unknown)
            chosen |= dict.fromkeys(unknown, shared)
        if not chosen:
            raise saved.Unusable(f"{source.name}: no page of {opts.portal or 'any site'} is in it")
        profiles = {profile.name: profile for profile in chosen.values()}
        assert self.settings is not None
        with reading.open_workers(self.settings, profiles, reading.every_core(self.settings)) as workers:
            for capture, found in reading.in_order(workers, _of_portals(source, chosen)):
                if found.article or (found.kind in ("page", "bad", "absent") and not opts.articles):
                    self._say(opts, capture, found)
        if source.skipped:
            print(f"{source.name}: {source.skipped} records hold no page, or too much for one", file=sys.stderr)
        if source.torn:
            print(f"{source.name}: the file is torn: its last record is not whole", file=sys.stderr)
            self.exitcode = CHECKS_FAILED

    def _say(self, opts: argparse.Namespace, capture: Capture, found: Any) -> None:
        told = reading.record(capture.address, found)
        if opts.json:
            sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
            return
        from commands.rendering import show  # rich is for people only

        show(told)


def _profile(host: str, opts: argparse.Namespace) -> Profile:
    """By which profile a page of `host` is read."""
    if opts.generic:
        return reading.generic([host])
    from commands.crawling import known  # profiles are loaded only when one may be meant
    from spiders.portals import PROFILES

    if opts.portal:
        if complaint := known([opts.portal]):
            raise UsageError(complaint, print_help=False)
        return PROFILES[opts.portal]
    return reading.owner(host, PROFILES) or reading.generic([host])


def _of_portals(source: saved.Saved, chosen: Mapping[str, Profile]) -> Iterator[Capture]:
    """The captures whose host has a profile, each under its name."""
    for capture in source.captures():
        profile = chosen.get(reading.host_of(capture.address) or "")
        if profile is not None:
            yield replace(capture, portal=profile.name, fetched_at=_stamp(capture.fetched_at))


def _stamp(told: str) -> str:
    """The day a WARC gives a record; now where it gives none that can be read."""
    try:
        return clock.stamp(datetime.fromisoformat(told))
    except (ValueError, OverflowError):
        return clock.stamp()


def _fetched_at(day: str | None) -> str:
    try:
        moment = datetime.fromisoformat(day) if day else clock.now()
    except ValueError:
        raise UsageError(f"--fetched-at {day}: no day such as 2026-11-22", print_help=False) from None
    return clock.stamp(moment if moment.tzinfo else moment.replace(hour=12, tzinfo=clock.VIETNAM))
