"""What each capture of an article's addresses says of it, in the order in which they were fetched.

An observation is a row of `captures` seen from the article: it was there with such a content, it was absent, it was sent on
to something else, or nothing can be said.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from sqlite_utils.utils import chunks

from spiders.addresses import fold
from spiders.items import DOUBTS
from spiders.profile import Profile

#: Articles whose captures are fetched with one query.
BATCH = 400

Verdict = Literal["good", "absent", "elsewhere", "forward", "nothing"]


@dataclass(frozen=True, slots=True)
class Observation:
    """One capture of an article.

    verdict: good (its content, with `content_hash`) | absent (404, 410, a soft 404, or sent on to what is no article) |
    elsewhere (sent on to the article `target`) | forward (sent on to another address of itself) | nothing (an outage, a block
    page, a page that could not be read). `target` of an absence is the address that it was sent on to. `doubt`: something of
    the page may be lost. `rule` is the one it was read by. `full`: the answer had a body. `validators` are its ETag and
    Last-Modified. `payload` is the capture that holds the bytes: itself, or the one that it is a revisit of.
    """

    capture: int
    run: int
    address: str
    canonical: str
    at: str
    verdict: Verdict
    content_hash: str = ""
    doubt: bool = False
    rule: str = ""
    read_by: str = ""
    full: bool = True
    validators: tuple[str | None, str | None] = (None, None)
    target: str | None = None
    payload: int = 0


def of_articles(
    sql: sqlite3.Connection, profile: Profile, keys: Iterable[str], until_run: int | None = None
) -> Iterator[tuple[str, list[Observation]]]:
    """(key, observations) of each of `keys`, up to the run `until_run`, in the order of the captures."""
    for batch in map(list, chunks(sorted(keys), BATCH)):
        rows = sql.execute(
            "SELECT article_key, id, run_id, address, fetched_at, status, reading, reason, content_hash, rule, read_by, etag, "
            "last_modified, target, coalesce(revisit_of, id) FROM captures WHERE portal = ? AND state = 'read' "
            f"AND purpose = 'page' AND article_key IN ({', '.join('?' * len(batch))}) AND (? IS NULL OR run_id <= ?) "
            "ORDER BY article_key, id",
            [profile.name, *batch, until_run, until_run],
        ).fetchall()
        for key, group in groupby(rows, key=lambda row: row[0]):
            yield key, [_observation(profile, *row) for row in group]


def by_run(seen: Iterable[Observation]) -> Iterator[tuple[int, list[Observation]]]:
    """(run, its observations), in order."""
    for run, visits in groupby(seen, key=lambda one: one.run):
        yield run, list(visits)


def _observation(
    profile: Profile, key: str, capture: int, run: int | None, address: str, at: str, status: int, reading: str | None,
    reason: str | None, content_hash: str | None, rule: str | None, read_by: str | None, etag: str | None,
    last_modified: str | None, target: str | None, payload: int,
) -> Observation:  # fmt: skip
    verdict, leads_to = _verdict(profile, key, reading, target)
    link = fold(address, address, profile)
    return Observation(
        capture, run or 0, address, link.canonical if link else address, at, verdict, content_hash or "",
        reason in DOUBTS, rule or "", read_by or "", status != 304, (etag, last_modified), leads_to, payload,
    )  # fmt: skip


def _verdict(profile: Profile, key: str, reading: str | None, target: str | None) -> tuple[Verdict, str | None]:
    """The verdict, and the key of the article that the address sends on to, or the address of what is no article."""
    if reading == "article":
        return "good", None
    if reading == "absent":
        return "absent", None
    if reading != "redirect" or not target:
        return "nothing", None
    link = fold(target, target, profile)
    if link is None or link.refused:
        return "nothing", None
    if link.key == key:
        return "forward", None
    return ("elsewhere", link.key) if link.key else ("absent", target)
