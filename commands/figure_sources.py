"""The texts that `scrapy figures` is asked about: a file, standard input, or lines of JSON, each with what is known beside it.

Whatever is wrong with one is said in words that help to mend it; a broken line never stops those behind it.
"""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from pipelines.figures import About
from pipelines.figures.places import is_new, of_code, rows_of
from pipelines.folding import fold
from spiders.clock import VIETNAM
from spiders.items import Place
from spiders.provinces import NOWHERE, SUCCESSOR

_ALIASES = {"thua thien hue": "46", "hcm": "79", "sai gon": "79", "vung tau": "79"}
_BEFORE_NAMES = ("tinh ", "thanh pho ", "tp. ", "tp.", "tp ")


class Unusable(Exception):
    """Why a text cannot be read; the message is for the person who gave it."""


@dataclass(frozen=True, slots=True)
class Given:
    """A text to be read: line `number` of the input, and the `id` that its answer carries."""

    number: int
    id: Any
    text: str
    about: About


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """The bytes of the file called `name`; `-` is standard input."""
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        with Path(name).open("rb") as file:
            yield file
    except (OSError, ValueError) as error:
        raise Unusable(f"{name}: {getattr(error, 'strerror', None) or error}") from None


def whole(name: str) -> str:
    """The text of a file or of standard input."""
    title = "standard input" if name == "-" else name
    with opened(name) as file:
        text = _decoded(file.read(), title)
    if not text.strip():
        raise Unusable(f"{title}: there is no text in it")
    return text


def lines(file: BinaryIO) -> Iterator[Given | Unusable]:
    """Each line of JSON as a text, or as what is wrong with it. Blank lines are passed over."""
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            yield _given(number, _object(_decoded(line, "this line")))
        except Unusable as why:
            yield Unusable(f"line {number}: {why}")


def about(title: object = None, published: object = None, place: object = None) -> About:
    """What is known beside the text, as a person or a line gives it."""
    if title is not None and not isinstance(title, str):
        raise Unusable("title: no string")
    day = _published(published)
    told = _place(place, day)
    return About(title=title or "", published=day, place=told.today if told else NOWHERE, told=told)


def _decoded(data: bytes, title: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unusable(f"{title}: no text in UTF-8 (byte {error.start + 1})") from None


def _object(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except json.JSONDecodeError as error:
        raise Unusable(f"no JSON ({error.msg}, column {error.colno})") from None
    except (ValueError, RecursionError) as error:
        raise Unusable(f"no JSON that can be read ({error})") from None
    if not isinstance(found, dict):
        raise Unusable('no JSON object such as {"id": 1, "text": "..."}')
    return found


def _given(number: int, told: dict[str, Any]) -> Given:
    text = told.get("text")
    if not isinstance(text, str):
        raise Unusable('there is no "text" in it' if text is None else '"text" is no string')
    known = about(told.get("title"), told.get("published"), told.get("place"))
    try:
        json.dumps([text, known.title, told.get("id")], ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise Unusable("half of a character (a lone surrogate) stands in it") from None
    return Given(number, told.get("id"), text, known)


def _published(told: object) -> str | None:
    """An ISO stamp as the archive keeps it: in Vietnam's time, no more precise than it was."""
    if told is None or told == "":
        return None
    try:
        when = datetime.fromisoformat(told) if isinstance(told, str) else None
        if when is None:
            raise ValueError
        if when.tzinfo is not None:
            return when.astimezone(VIETNAM).isoformat()
        is_day = isinstance(told, str) and not set(told) & set("T :")
        return when.date().isoformat() if is_day else when.isoformat()
    except (ValueError, OverflowError):
        raise Unusable(f"published {told!r}: no day or time such as 2026-11-22 or 2026-11-22T10:07+07:00") from None


def _place(asked: object, published: str | None) -> Place | None:
    """The place given by code, by name, or as an object with either; codes and names are those of the day of print."""
    if isinstance(asked, dict):
        asked = next((asked[key] for key in ("district_code", "province_code", "province") if asked.get(key)), None)
    if asked is None or asked in ("", NOWHERE):
        return None
    new = is_new(published)
    code = asked.strip() if isinstance(asked, str) else ""
    found = of_code(code, new) or of_code(_names(new).get(_bare(code), ""), new)
    if found is None and (former := SUCCESSOR.get(code) or _names(not new).get(_bare(code))):
        found = of_code(former, new) or of_code(former, not new)
    if found is None:
        raise Unusable(
            f"place {asked!r}: no province's code or name, before July 2025 or since, and no district's code"
        )
    return found


@cache
def _names(new: bool) -> dict[str, str]:
    """The code of each province's name without its marks."""
    name, code = ("new_name", "new_code_2025_07") if new else ("old_name", "old_code")
    return _ALIASES | {_bare(row[name]): row[code] for row in rows_of("provinces")}


def _bare(name: str) -> str:
    bare = " ".join(re.sub(r"[-–—]", " ", fold(name)).split())
    for before in _BEFORE_NAMES:
        bare = bare.removeprefix(before)
    return bare.strip()
