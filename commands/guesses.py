"""What a site's host, title and links suggest for its profile. A guess is made only where it is sure; the rest is left open.

A person reads the profile before it is used, and is told by its comments what was guessed.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from pipelines.figures.places import rows_of

#: Parts of a host name that say nothing about whose it is.
_COMMON = frozenset({"www", "vn", "gov", "com", "net", "org", "edu", "info", "example"})
_PAPER = re.compile(r"^(?:báo|tạp chí|thời báo|tuần báo)\b|\bbáo điện tử\b", re.I)
_OFFICE = re.compile(
    r"^(?:sở|ban|ubnd|uỷ ban|ủy ban|cổng thông tin|trang thông tin|thanh tra|chi cục|cục|huyện|tỉnh)\b", re.I
)
_FRONT = re.compile(r"^(?:trang chủ|trang nhất|home|trang chu|chào mừng.*)$", re.I)
_SEPARATOR = re.compile(r"\s+[|–—»-]\s+")

#: Where articles' addresses carry a key, the surest first. Each has one group.
KEY_PATTERNS = (
    r"/view_content/(\d+)", r"-post(\d+)\.", r"-(\d{5,})\.(?:s?html?|aspx|epi|vov|tpo|chn)(?:$|\?)", r"-(\d{4,})/?$",
    r"/(\d{4,})-[^/?]+$", r"[?&](?:item|news|article|post)?id=(\d+)", r"/(\d{5,})(?:\.html?|\.aspx)?/?$",
    r"-(\d{2,})\.html?$", r"/([a-z0-9]+(?:-[a-z0-9]+){4,})(?:\.html?|\.aspx)?/?$",
)  # fmt: skip
#: So many addresses must share a pattern before it is believed.
ENOUGH_KEYS = 3


class Place(NamedTuple):
    """A province of today, and the one of before July 2025 that the site names."""

    code: str
    name: str
    former_code: str
    former_name: str


def name_of(host: str) -> str:
    """A file name for the profile: `sotttt.hanoi.gov.vn` becomes `sotttt-hanoi`."""
    kept = [label for label in host.split(".") if label not in _COMMON] or host.split(".")[:1]
    return re.sub(r"[^a-z0-9-]+", "-", "-".join(kept)).strip("-") or "portal"


def title_of(windows: Sequence[str], site_names: Sequence[str]) -> str:
    """The site's own name: what it declares, else what the titles of its pages share, else the first page's title."""
    declared = next(filter(None, site_names), "")
    if declared:
        return declared
    split = [[piece.strip() for piece in _SEPARATOR.split(window) if piece.strip()] for window in windows if window]
    if not split:
        return ""
    shared = [piece for piece in split[0] if len(split) > 1 and all(piece in other for other in split[1:])]
    rest = [piece for piece in split[0] if not _FRONT.match(piece)]
    return max(shared or rest or split[0], key=len)


def kind_of(host: str, title: str) -> tuple[str, bool]:
    """portal or paper, and whether that is sure."""
    if ".gov." in f"{host}." or _OFFICE.search(title):
        return "portal", True
    if host.removeprefix("www.").startswith("bao") or _PAPER.search(title):
        return "paper", True
    return "paper", False


def place_of(host: str, title: str) -> Place | None:
    """The one province that the host or the title names; None where none or several do."""
    labels = set(host.split("."))
    by_host = {place for place in _places() if _letters(place.former_name) in labels}
    words = f" {_folded(title)} "
    by_title = {
        place for place in _places() if f" {_folded(place.former_name)} " in words and place.former_name in title
    }
    found = by_host or by_title
    return found.pop() if len(found) == 1 else None


def key_pattern(addresses: Iterable[str], known: Sequence[str] = ()) -> str | None:
    """The pattern that finds a key of its own in the most of `addresses`; None where too few share one."""
    distinct = list(dict.fromkeys(addresses))
    best, most = None, ENOUGH_KEYS - 1
    for pattern in dict.fromkeys((*known, *KEY_PATTERNS)):
        compiled = re.compile(pattern)
        keys = {found[1] for address in distinct if (found := compiled.search(address)) and found[1]}
        if len(keys) > most:
            best, most = pattern, len(keys)
    return best


@cache
def _places() -> tuple[Place, ...]:
    rows = rows_of("provinces")
    return tuple(Place(row["new_code_2025_07"], row["new_short"], row["old_code"], row["old_short"]) for row in rows)


def _folded(text: str) -> str:
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[a-z0-9]+", bare.replace("đ", "d")))


def _letters(name: str) -> str:
    return _folded(name).replace(" ", "")
