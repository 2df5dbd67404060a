"""What a page says, outside of any archive: by which profile it is read, and its reading as one JSON object.

Read in a worker that can be killed, as in a crawl: a page somebody saved may be as hostile as one that was fetched.
"""

import multiprocessing
import os
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from commands import figure_record
from spiders.items import Article, Capture, Reading
from spiders.profile import Profile, family

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

    from pipelines.workers import Workers

#: The name under which pages are read that belong to no profile.
GENERIC = "generic"
#: Pages in flight for each worker: enough to keep it busy, few enough to hold in memory.
WINDOW = 4


def host_of(address: str) -> str | None:
    """The host name of a web address; None when it is none."""
    try:
        parts = urlsplit(address)
        host, _ = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    return host or None if parts.scheme in ("http", "https") else None


def generic(hosts: Iterable[str]) -> Profile:
    """A profile that knows nothing but its hosts: every address is an article's, found by the shape of its page.

    It is called a paper, since what a portal does not name itself is taken for the doing of the office it belongs to.
    """
    domains = tuple(hosts)
    facts = {name: value for name, value in family(GENERIC).items() if name in Profile.__dataclass_fields__}
    return Profile(
        name=GENERIC, title={"vi": GENERIC, "en": GENERIC}, kind="paper", place="00", family=GENERIC, domains=domains,
        home=f"https://{domains[0]}/", **{**facts, "key": re.compile("^(.+)$", re.S)},
    )  # fmt: skip


def owner(host: str, profiles: Mapping[str, Profile]) -> Profile | None:
    """The profile that `host` belongs to."""
    return next((profile for profile in profiles.values() if host in profile.domains), None)


def open_workers(settings: "BaseSettings", profiles: Mapping[str, Profile], count: int) -> "Workers":
    """Workers that can read by `profiles`; they start while the caller goes on importing."""
    from pipelines.workers import Workers

    return Workers(profiles, count, settings.getfloat("READ_TIMEOUT"), settings.getint("READ_MEMORY"))


def every_core(settings: "BaseSettings") -> int:
    """Readers for a batch: as many as the settings say, else one for each core, since nothing else needs one."""
    return settings.getint("READ_WORKERS") or len(os.sched_getaffinity(0)) or 1


def warm_up() -> None:
    """Let the process that readers are forked from start at once: importing the parsers is half of a command's time."""
    from multiprocessing import forkserver

    multiprocessing.get_context("forkserver").set_forkserver_preload(["pipelines.read"])
    forkserver.ensure_running()


def in_order(workers: "Workers", pages: Iterable[Capture]) -> Iterator[tuple[Capture, Reading]]:
    """Each page with its reading, a bounded number of them in flight."""
    flying: deque[tuple[Capture, Future[Reading]]] = deque()
    for page in pages:
        flying.append((page, workers.read(page)))
        if len(flying) > WINDOW * workers.count:
            first, reading = flying.popleft()
            yield first, workers.result(reading)
    for page, reading in flying:
        yield page, workers.result(reading)


def record(address: str, reading: Reading) -> dict[str, Any]:
    """A reading as plain values; every key is always there, whatever the page held."""
    problem, found = reading.problem, reading.article
    figures = figure_record.record(reading.figures, found.text if found else "")
    return {
        "address": address,
        "kind": reading.kind,
        **(_article(found) if found else _NO_ARTICLE),
        "figures": figures,
        "problem": {"reason": problem.reason, "detail": problem.detail} if problem else None,
        "links": len(reading.links),
    }


def _article(article: Article) -> dict[str, Any]:
    published = article.published
    return {
        "portal": article.portal,
        "key": article.key,
        "title": article.title,
        "sapo": article.sapo,
        "text": article.text,
        "captions": list(dict.fromkeys(image.caption for image in article.images if image.caption)),
        "tables": [[list(row) for row in table.rows] for table in article.tables],
        "published": published.local if published else None,
        "published_raw": published.raw if published else None,
        "published_by": published.by if published else None,
        "author": article.author,
        "source_credit": article.source,
        "section": article.section,
        "language": article.language,
        "images": [{"address": image.address, "caption": image.caption} for image in article.images],
        "attachments": [{"address": one.address, "label": one.label, "type": one.type} for one in article.attachments],
        "canonical": article.canonical,
        "rule": article.rule,
        "flags": list(article.flags),
    }


_NO_ARTICLE: dict[str, Any] = {
    "portal": None, "key": None, "title": "", "sapo": "", "text": "", "captions": [], "tables": [], "published": None,
    "published_raw": None, "published_by": None, "author": None, "source_credit": None, "section": None, "language": None,
    "images": [], "attachments": [], "canonical": None, "rule": None, "flags": [],
}  # fmt: skip
