"""YAML whose keys are closed: what is unknown or of the wrong kind is an error that names the file and the key."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from selectolax.lexbor import LexborHTMLParser, SelectolaxError


class ProfileError(ValueError):
    """What is wrong, in which file, at which key."""

    def __init__(self, file: Path, key: str, message: str) -> None:
        super().__init__(f"{file.parent.name}/{file.name}: {key}: {message}")
        self.file, self.key = file, key


#: Selectors are tried on it when a profile is loaded, not on the first page of a crawl.
_NOTHING = LexborHTMLParser("<p></p>")


class ClosedMapping:
    """One YAML mapping being read: every complaint names the file and the key."""

    def __init__(self, file: Path, data: Any, prefix: str, allowed: Iterable[str]) -> None:
        self.file, self.prefix = file, prefix
        if not isinstance(data, dict):
            raise ProfileError(file, prefix or "(top)", "must be a mapping of keys to values")
        self.data: dict[str, Any] = data
        allowed = set(allowed)
        for key in data:
            if key not in allowed:
                raise ProfileError(file, self.path(str(key)), f"unknown key; known here: {', '.join(sorted(allowed))}")

    def path(self, key: str) -> str:
        return f"{self.prefix}.{key}" if self.prefix else key

    def error(self, key: str, message: str) -> ProfileError:
        return ProfileError(self.file, self.path(key), message)

    def text(self, key: str, default: str | None = None) -> str:
        value = self.data.get(key, default)
        if not isinstance(value, str) or not value:
            raise self.error(key, f"must be a text (quote it), not {value!r}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key) or ()
        values = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, (list, tuple)) else (None,)
        if not all(isinstance(one, str) and one for one in values):
            raise self.error(key, f"must be a text or a list of texts, not {value!r}")
        return values

    def mapping(self, key: str) -> dict[str, str]:
        value = self.data.get(key) or {}
        if not isinstance(value, dict) or not all(
            isinstance(one, str) and one for pair in value.items() for one in pair
        ):
            raise self.error(key, f"must map one text to another, not {value!r}")
        return value

    def selectors(self, key: str) -> tuple[str, ...]:
        values = self.texts(key)
        for value in values:
            try:
                _NOTHING.css(value)
            except (SelectolaxError, ValueError):
                raise self.error(key, f"not a CSS selector: {value}") from None
        return values

    def day(self, key: str) -> date | None:
        value = self.data.get(key)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            raise self.error(key, f"must be a day such as 2026-11-22, not {value!r}")
        return value

    def pattern(self, key: str) -> re.Pattern[str] | None:
        return compile_pattern(self.file, self.path(key), self.text(key)) if self.data.get(key) is not None else None

    def patterns(self, key: str) -> dict[str, re.Pattern[str]]:
        value = self.data.get(key) or {}
        if not isinstance(value, dict):
            raise self.error(key, "must map a reason to a pattern")
        return {str(k): compile_pattern(self.file, self.path(f"{key}.{k}"), v) for k, v in value.items()}

    def inner(self, key: str, allowed: Iterable[str]) -> "ClosedMapping":
        return ClosedMapping(self.file, self.data.get(key) or {}, self.path(key), allowed)

    def each(self, key: str, allowed: Iterable[str]) -> list["ClosedMapping"]:
        value = self.data.get(key) or []
        if not isinstance(value, list):
            raise self.error(key, "must be a list")
        return [ClosedMapping(self.file, one, self.path(f"{key}[{n}]"), allowed) for n, one in enumerate(value)]


def compile_pattern(file: Path, key: str, text: object) -> re.Pattern[str]:
    try:
        return re.compile(str(text))
    except re.error as error:
        raise ProfileError(file, key, f"not a pattern: {error}") from None


def read_yaml(file: Path) -> Any:
    try:
        return yaml.safe_load(file.read_text("utf-8"))
    except (yaml.YAMLError, ValueError) as error:  # ValueError: no UTF-8, or a day such as 2026-13-01
        raise ProfileError(file, "(file)", f"not YAML: {' '.join(str(error).split())}") from None
