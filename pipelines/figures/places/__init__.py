"""The gazetteer: the 63 provinces and 696 districts until June 2025, the 34 provinces since, and how their names are written.

The two tables beside this file hold official codes; they are from the MIT-licensed package vietnamadminunits 1.0.4. A text is
read by the first word of each name, so that its cost does not grow with the number of names.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path

from pipelines.folding import canon
from spiders.items import Place
from spiders.provinces import FORMER, SUCCESSOR

#: The first day of the 34 provinces, on which every district ended.
FIRST_DAY = "2025-07-01"
#: Cities that rank as provinces.
CITIES = frozenset({"01", "31", "46", "48", "79", "92"})
#: Other spellings of whole names. The star marks those that are a person's or nothing without "thành phố" or "TP" before.
_ALIASES = {
    "79": "tphcm;tp hcm;tp.hcm;*hcm;*hồ chí minh;sài gòn", "77": "br-vt;brvt;bà rịa vũng tàu", "06": "bắc cạn",
    "46": "thừa thiên huế;thừa thiên - huế;tt huế;tt-huế;tt.huế;thừa thiên", "62": "kontum",
}  # fmt: skip
_SPELLINGS = {
    "đắk": ("đắk", "đắc", "đăk", "đak", "dak", "đăc"), "lắk": ("lắk", "lắc", "lăk", "lak", "lăc"), "nông": ("nông", "nong"),
    "thuột": ("thuột", "thuật"), "pleiku": ("pleiku", "plei ku", "plây cu"), "quy": ("quy", "qui"),
    " - ": (" - ", "-", " – ", "–", " "),
    "'": ("'", "’", "ʼ", ""), "kbang": ("kbang", "k'bang"), "ma ": ("ma ", "mê "),
}  # fmt: skip
#: Longer names that begin like a province's and are none.
_NO_PLACES = ("thái bình dương", "hà nội mới", "sài gòn giải phóng", "hà nam ninh", "hồ chí minh city")


@dataclass(frozen=True, slots=True)
class District:
    """One of the 696. `kind` is huyện, quận, thị xã or thành phố."""

    code: str
    name: str
    short: str
    kind: str
    province: str


@dataclass(slots=True)
class Name:
    """What a name may stand for: a province of the 63, one of the 34, districts. `needs_level`: only with its kind before it."""

    low: str
    old: str | None = None
    new: str | None = None
    districts: list[District] = field(default_factory=list)
    needs_level: bool = False


def place(code: str, new: bool) -> Place:
    """The province of `code`, one of the 34 where `new` and else one of the 63."""
    return _new()[code] if new else _old()[code]


def place_of(district: District) -> Place:
    province = _old()[district.province]
    return Place(province.province, province.province_code, province.today, district.name, district.code)


def of_code(code: str, new: bool) -> Place | None:
    """The unit of an official code: a district's, or a province's among the 34 where `new` and else among the 63."""
    district = next((one for one in _districts() if one.code == code), None)
    return place_of(district) if district else (_new() if new else _old()).get(code)


def is_new(published: str | None) -> bool:
    """Whether a text of that day names the places that there are since July 2025."""
    return (published or "") >= FIRST_DAY


def of_portal(code: str, new: bool) -> tuple[Place | None, tuple[str, ...]]:
    """What a portal's code of today says by itself, and the former provinces it may mean."""
    if code not in FORMER:
        return None, ()
    return place(code, True) if new or len(FORMER[code]) > 1 else place(FORMER[code][0], False), FORMER[code]


def formers(place: Place) -> tuple[str, ...]:
    """The former provinces that `place` covers: the codes of districts are theirs, and 80 was Long An before it was Tây Ninh."""
    code = place.province_code
    return FORMER[code] if place is _new().get(code) else (code,)


@cache
def kinds() -> dict[str, str]:
    """The kind of each district by its code."""
    return {one.code: one.kind for one in _districts()}


@cache
def shorts() -> dict[str, str]:
    """The name of each district without its kind."""
    return {one.code: one.short for one in _districts()}


@cache
def names() -> dict[str, tuple[Name, ...]]:
    """All names by their first word, the longer first. Names are in lower case and in the spelling of a Prose."""
    found: dict[str, Name] = {}
    for code, province in _old().items():
        for low in _spelt(province.province):
            found.setdefault(low, Name(low)).old = code
    for code, province in _new().items():
        for low in _spelt(province.province):
            found.setdefault(low, Name(low)).new = code
    for code, aliases in _ALIASES.items():
        for alias in aliases.split(";"):
            name = found.setdefault(alias.lstrip("*"), Name(alias.lstrip("*")))
            name.old, name.new = code, code if code in FORMER and SUCCESSOR[code] == code else None
            name.needs_level = alias.startswith("*")
    for district in _districts():
        for low in _spelt(district.short):
            found.setdefault(low, Name(low)).districts.append(district)
    for low in _NO_PLACES:
        found[low] = Name(low)
    index: dict[str, list[Name]] = {}
    for name in sorted(found.values(), key=lambda name: -len(name.low)):
        index.setdefault(_first_word(name.low), []).append(name)
    return {first: tuple(group) for first, group in index.items()}


def _first_word(low: str) -> str:
    end = 0
    while end < len(low) and low[end].isalpha():
        end += 1
    return low[:end]


def _spelt(name: str) -> set[str]:
    """The ways in which `name` is written, in lower case."""
    low = canon(name).lower()
    parts = [spellings for key, spellings in _SPELLINGS.items() if key in low]
    keys = [key for key in _SPELLINGS if key in low]
    return {_replaced(low, keys, choice) for choice in product(*parts)}


def _replaced(low: str, keys: list[str], choice: tuple[str, ...]) -> str:
    for key, spelling in zip(keys, choice, strict=True):
        low = low.replace(key, spelling)
    return low


@cache
def _old() -> dict[str, Place]:
    return {
        row["old_code"]: Place(row["old_short"], row["old_code"], row["new_code_2025_07"])
        for row in rows_of("provinces")
    }


@cache
def _new() -> dict[str, Place]:
    codes = ((row["new_code_2025_07"], row["new_short"]) for row in rows_of("provinces"))
    return {code: Place(short, code, code) for code, short in codes}


@cache
def _districts() -> tuple[District, ...]:
    return tuple(
        District(row["code"], row["name"], row["short"], row["type"].lower(), row["province_code"])
        for row in rows_of("districts")
    )


def rows_of(table: str) -> Iterator[dict[str, str]]:
    """The rows of `provinces` or `districts`."""
    lines = (Path(__file__).parent / f"{table}.csv").read_text("utf-8").splitlines()
    return iter(csv.DictReader(line for line in lines if not line.startswith("#")))
