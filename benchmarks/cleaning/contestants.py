"""Who takes part: ours with a profile, ours without any, and the peers, each at its best for a Vietnamese page.

A contestant makes its extractor when it is asked to, so that its imports are its own process's. Versions measured are those of
requirements-bench.txt: trafilatura 2.3.1 (Apache-2.0), readability-lxml 0.9 (Apache-2.0), resiliparse 2.0.1 (Apache-2.0),
newspaper4k 0.9.6 (MIT), goose3 3.1.22 (Apache-2.0). They are imported here and nowhere else, and none is copied.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from benchmarks.floor import PORTAL


@dataclass(frozen=True, slots=True)
class Got:
    """What a contestant made of a page. `problem` says why it made nothing."""

    text: str = ""
    title: str = ""
    date: str = ""
    problem: str = ""


#: The text of a page, and all that a contestant tells of it: the first is timed, the second is scored.
Extractor = tuple[Callable[[bytes, str], object], Callable[[bytes, str], Got]]


def ours(generic: bool) -> Extractor:
    """`pipelines.read`, with the profile that owns the page's host, or with none and no family."""
    from pipelines.read import read
    from spiders.items import Capture, Reading
    from spiders.profile import Profile, family, load_all

    shipped = {} if generic else {host: one for one in load_all(demo=False)[0].values() for host in one.domains}
    bare: dict[str, Profile] = {}

    def unknown(host: str) -> Profile:
        facts = {**family("generic"), "key": re.compile("^(.+)$")}
        return Profile(
            "generic", {"vi": host, "en": host}, "paper", "00", "generic", (host,), f"https://{host}/", **facts
        )

    def reading(body: bytes, address: str) -> Reading | None:
        host = urlsplit(address).hostname or ""
        profile = bare.setdefault(host, unknown(host)) if generic else shipped.get(host)
        if profile is None:
            return None
        headers = (("Content-Type", "text/html; charset=UTF-8"),)
        return read(Capture(PORTAL, address, "2022-08-27T00:00:00Z", 200, headers, body), profile, links=False)

    def told(body: bytes, address: str) -> Got:
        answer = reading(body, address)
        if answer is None:
            return Got(problem="no profile")
        if answer.article is None:
            return Got(problem=f"{answer.kind}: {answer.problem.reason if answer.problem else ''}")
        article = answer.article
        return Got(article.text, article.title, article.published.local[:10] if article.published else "")

    return reading, told


CONTESTANTS: dict[str, Callable[[], Extractor]] = {
    "ours": lambda: ours(generic=False),
    "generic": lambda: ours(generic=True),
}
