"""A page read in a mode: by the maker's own selectors, by its family's defaults, or by nothing at all."""

import re
from pathlib import Path
from typing import Any

from benchmarks.seeds.makers.page import Maker, Page
from pipelines.read import read as read_capture
from spiders import profile as profiles
from spiders.items import Capture, Reading
from spiders.profile import Profile, Rule

FOLDER = Path(profiles.__file__).parent / "families"
MODES = ("own", "family", "generic")

#: Takes every address but a home page as an article's.
ANY_ADDRESS = re.compile(r"^https?://[^/]+/(.+)$")
FETCHED_AT = "2026-11-24T02:00:00+00:00"


def profile(maker: Maker, page: Page, mode: str) -> Profile | None:
    """The profile of `mode`; None where there is no family to imitate."""
    host = page.url.split("/")[2]
    facts: dict[str, Any] = {
        "name": maker.name, "title": {"vi": maker.name, "en": maker.name}, "kind": "portal", "place": "00",
        "family": "generic", "domains": (host,), "home": f"https://{host}/", "demo": True, "key": ANY_ADDRESS,
    }  # fmt: skip
    if mode == "own":
        told: dict[str, Any] = {key: (page.own[key],) for key in profiles.SELECTORS if key in page.own}
        facts["rules"] = (Rule("rule:0", **told),)
    elif mode == "family":
        if maker.family is None or not (FOLDER / f"{maker.family}.yml").is_file():
            return None
        facts |= profiles.family(maker.family)
        facts["family"] = maker.family
        if facts["key"] is None or not facts["key"].search(page.url):
            facts["key"] = ANY_ADDRESS
        if not facts["rules"]:
            return None
    return Profile(**facts)


def read(page: Page, by: Profile) -> Reading:
    """The page's reading as of a crawl that fetched it."""
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return read_capture(Capture(by.name, page.url, FETCHED_AT, 200, headers, page.html.encode()), by, links=False)
