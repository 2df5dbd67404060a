"""A profile as text: the one that `scrapy newportal` proposes, and the one line that an acceptance changes.

Written by hand instead of by a YAML library, so that it reads like the profiles people write, comments and all.
"""

import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import yaml
from scrapy.exceptions import UsageError

from spiders.profile import Profile, load

_VERIFIED = re.compile(r"^verified:[^\n#]*?(?P<rest>\s*(?:#[^\n]*)?)$", re.M)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a site. `notes` are comments above the profile: what was guessed, and what a person should check."""

    domains: tuple[str, ...]
    home: str
    family: str
    title: str
    kind: str = "portal"
    place: str = "00"
    place_note: str = ""
    key: str | None = None
    sections: tuple[tuple[str, str], ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    demo: bool = False
    notes: tuple[str, ...] = ()


def compose(facts: Facts, written: str) -> str:
    """The profile's text."""
    lines = [f"# {note}" for note in facts.notes]
    title = _text(facts.title)
    lines += ["title:", f"  vi: {title}", f"  en: {title}  # in English, please"]
    lines += [
        f"kind: {facts.kind}",
        f'place: "{facts.place}"' + (f"  # {facts.place_note}" if facts.place_note else ""),
    ]
    lines += [f"family: {facts.family}", f"domains: [{', '.join(facts.domains)}]"]
    if facts.home != f"https://{facts.domains[0]}/":
        lines.append(f"home: {_text(facts.home)}")
    if facts.sections:
        lines.append("sections:")
        lines += [f"  - {{name: {_text(name)}, url: {_text(url)}}}" for name, url in facts.sections]
    for name, addresses in (("feeds", facts.feeds), ("sitemaps", facts.sitemaps)):
        if addresses:
            lines.append(f"{name}: [{', '.join(map(_text, addresses))}]")
    if facts.key:
        lines += ["article:", f"  key: '{facts.key.replace(chr(39), chr(39) * 2)}'"]
    if facts.demo:
        lines += ["delay: 0", "demo: true"]
    lines += [f"written: {written}", "verified: null"]
    return "\n".join(lines) + "\n"


def profile_of(facts: Facts, name: str) -> Profile:
    """The profile that these facts make. Raises ProfileError, as for a file that a person wrote."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.yml"
        file.write_text(compose(facts, "2000-01-01"), "utf-8")
        return load(file)


def accept(file: Path, day: str) -> None:
    """Write `day` as the day a person saw that the profile reads right. No other byte of the file changes."""
    text = file.read_bytes().decode("utf-8")
    line = f"verified: {day}"
    changed, count = _VERIFIED.subn(lambda found: line + found["rest"], text, count=1)
    if not count:
        changed = f"{text}{'' if text.endswith(chr(10)) else chr(10)}{line}\n"
    try:
        told = yaml.safe_load(changed)
    except yaml.YAMLError:
        told = None
    if not isinstance(told, dict) or str(told.get("verified")) != day:
        raise UsageError(
            f"{file.name}: write `verified: {day}` into it yourself, it is set in a way of its own", print_help=False
        )
    beside = file.with_name(f".{file.name}.new")
    try:
        beside.write_bytes(changed.encode("utf-8"))
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def _text(value: str) -> str:
    return json.dumps("".join(sign for sign in value if sign.isprintable()), ensure_ascii=False)
