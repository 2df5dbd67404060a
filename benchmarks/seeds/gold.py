"""Seeds and their gold, read from a folder: the text, and what each part of each line is.

Golds differ in what they hold: offsets, line numbers, classes of lines and most fields may be missing. Each part is
looked up by its offsets, else on its line, else wherever its text stands; what cannot be found is an error that names it.
"""

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: Lists of checks lie beside the golds and are none.
NOT_GOLD = {"checks.json"}


class SeedError(Exception):
    """A folder, a seed or a gold that cannot be used, and why."""


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the text. `role` is title, date, category, body, caption, author, source or boilerplate; `kind` refines it."""

    role: str
    start: int
    end: int
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Gold:
    """A seed's text and its true article."""

    name: str
    text: str
    title: str
    body: tuple[str, ...]
    captions: tuple[str, ...] = ()
    boilerplate: tuple[tuple[str, str], ...] = ()
    published: str | None = None
    precision: str = "minute"
    author: str | None = None
    source: str | None = None
    spans: tuple[Span, ...] = ()
    classes: dict[int, str] = field(default_factory=dict)


def load(folder: Path) -> list[Gold]:
    """Every seed of `folder` with its gold: `seeds/` and `gold/` in it, or both kinds of files side by side.

    Raises SeedError.
    """
    if not folder.is_dir():
        raise SeedError(f"{folder} is no folder")
    texts = folder / "seeds" if (folder / "seeds").is_dir() else folder
    golds = folder / "gold" if (folder / "gold").is_dir() else texts
    seeds = {path.stem: path for path in sorted(texts.glob("*.txt"))}
    if not seeds:
        raise SeedError(f"{texts} holds no seed (*.txt)")
    files = sorted(path for path in golds.glob("*.json") if path.name not in NOT_GOLD)
    found = [gold for file in files if (gold := _one(file, seeds)) is not None]
    missing = sorted(set(seeds) - {gold.name for gold in found})
    if missing:
        raise SeedError(f"no gold in {golds} for: {', '.join(missing)}")
    return found


def _one(file: Path, seeds: dict[str, Path]) -> Gold | None:
    """The gold in `file`; None when that file is a gold of no seed here (a list, an index)."""
    try:
        data = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SeedError(f"{file}: {error}") from error
    if not isinstance(data, dict) or "body" not in data:
        return None
    stem = Path(str(data.get("seed_file") or file.stem)).stem
    seed = seeds.get(stem) or seeds.get(file.stem)
    if seed is None:
        raise SeedError(f"{file}: its seed {stem}.txt is missing")
    try:
        return _gold(seed.stem, seed.read_text("utf-8-sig"), data)
    except SeedError as error:
        raise SeedError(f"{file}: {error}") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise SeedError(f"{file}: not of the gold's form: {type(error).__name__} {error}") from error


def _gold(name: str, text: str, data: dict[str, Any]) -> Gold:
    finder = _Finder(text)
    spans = list(_spans(data, finder))
    published = data.get("published") or {}
    title = _text(data.get("title"))
    body = tuple(_text(item) for item in _body(data))
    if not title or not body:
        raise SeedError("a gold needs a title and a body")
    return Gold(
        name=name, text=text, title=title, body=body,
        captions=tuple(_text(item) for item in data.get("captions") or ()),
        boilerplate=tuple((str(item.get("class") or ""), _text(item)) for item in data.get("boilerplate") or ()),
        published=published.get("value"),
        precision=str(published.get("precision") or ""),
        author=_text(data.get("author")) or None,
        source=_text(data.get("source_credit")) or None,
        spans=tuple(sorted(spans, key=lambda span: (span.start, span.end))),
        classes={int(line): str(role) for line, role in (data.get("line_classes") or {}).items()},
    )  # fmt: skip


def _body(data: dict[str, Any]) -> list[Any]:
    """The paragraphs, the lead first where it is told apart from them."""
    lead = data.get("lead")
    apart = _text(lead) and _text(lead) not in {_text(item) for item in data["body"]}
    return [*([lead] if apart else []), *data["body"]]


def _text(item: Any) -> str:
    """The text of a gold item, which is a mapping, a string or nothing."""
    if isinstance(item, dict):
        item = item.get("text")
    return unicodedata.normalize("NFC", str(item)).strip() if item else ""


def _spans(data: dict[str, Any], finder: "_Finder") -> Iterator[Span]:
    """Every part that the gold names, where it stands. A line's own class speaks for what is named without a place."""
    published = data.get("published")
    loose = [("title", data.get("title"), ""), ("category", data.get("category"), "")]
    loose += [("date", published.get("raw"), "")] if isinstance(published, dict) else []
    for item in _body(data):
        yield finder.span("body", item, str(item.get("kind") or "p") if isinstance(item, dict) else "p")
    for item in data.get("captions") or ():
        yield finder.span("caption", item)
    loose += [("boilerplate", item, str(item.get("class") or "")) for item in data.get("boilerplate") or ()]
    for role, item in (("author", data.get("author")), ("source", data.get("source_credit"))):
        loose.append((role, (item.get("raw") or item) if isinstance(item, dict) else item, ""))
    for role, item, kind in loose:
        span = finder.free(role, item, kind) if item else None
        if span is not None:
            yield span


class _Finder:
    """Finds the parts in the text. What was found once is not found again: a duplicate caption stands further down."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.taken: list[tuple[int, int]] = []
        self.lines = [0]
        for line in text.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)

    def span(self, role: str, item: Any, kind: str = "") -> Span:
        """The span of `item`. Raises SeedError when it stands nowhere."""
        raw = item.get("text") if isinstance(item, dict) else item
        note = str(item.get("note") or "") if isinstance(item, dict) else ""
        for start, end in self._places(item if isinstance(item, dict) else {}, str(raw or "")):
            if not any(start < until and begun < end for begun, until in self.taken):
                self.taken.append((start, end))
                return Span(role, start, end, kind, note)
        raise SeedError(f"{role} not found in the text: {str(raw)[:60]!r}")

    def free(self, role: str, item: Any, kind: str = "") -> Span | None:
        """The span of `item`; None where it stands nowhere, or only inside other parts (a mark before the lead)."""
        try:
            return self.span(role, item, kind)
        except SeedError:
            return None

    def _places(self, item: dict[str, Any], raw: str) -> Iterator[tuple[int, int]]:
        if not raw:
            return
        start, end = item.get("start"), item.get("end")
        if isinstance(start, int) and isinstance(end, int) and self.text[start:end] == raw:
            yield start, end
        line = item.get("line")
        if isinstance(line, int) and 0 < line < len(self.lines):
            at = self.text.find(raw, self.lines[line - 1], self.lines[line])
            if at >= 0:
                yield at, at + len(raw)
        at = self.text.find(raw)
        while at >= 0:
            yield at, at + len(raw)
            at = self.text.find(raw, at + 1)
