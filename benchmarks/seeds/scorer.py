"""A reading against the gold, part by part, by plain comparison of folded lines: nothing here knows how pages are read.

Every paragraph must be a line of the text, in order; captions stand apart, once; no other line may be in the text. The
author's and source's own lines may close it, and the paper's mark before the lead may be gone.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.seeds.gold import Gold
from spiders.items import Article, Reading

#: "(PLVN) -" in front of a lead.
_MARK = re.compile(r"^\((\w[\w.&-]{1,11})\)\s*[-–—]\s*")
_BULLET = re.compile(r"^[*•+–-]\s*")
#: Precisions of a date, and how much of its ISO form they fill.
_LENGTHS = {"day": 10, "date": 10, "month": 7, "year": 4, "hour": 13, "minute": 16, "second": 19}
#: Shorter boilerplate is compared as a whole line, longer anywhere in one.
SHORT = 40
_NUMBER = re.compile(r"\d[\d.,]*")


@dataclass(slots=True)
class Score:
    """What of the gold article was read, and what else. `leaks` are (class, line); `wrong` has both values of a field."""

    paragraphs: int = 0
    of_paragraphs: int = 0
    captions: int = 0
    of_captions: int = 0
    missing: list[str] = field(default_factory=list)
    leaks: list[tuple[str, str]] = field(default_factory=list)
    wrong: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    figures: list[str] = field(default_factory=list)

    @property
    def right(self) -> bool:
        return not (self.missing or self.leaks or self.wrong)

    def __str__(self) -> str:
        if self.right:
            return "ok"
        told = []
        if self.paragraphs < self.of_paragraphs:
            told.append(f"p{self.paragraphs}/{self.of_paragraphs}")
        if self.captions < self.of_captions:
            told.append(f"c{self.captions}/{self.of_captions}")
        if self.leaks:
            told.append(f"L{len(self.leaks)}")
        if self.figures:
            told.append(f"F{len(self.figures)}")
        return " ".join([*told, *self.wrong])


def fold(text: str) -> str:
    """NFC, every run of space one space; the bars between a table's cells are none."""
    return " ".join(unicodedata.normalize("NFC", text).replace("|", " ").split())


def score(gold: Gold, reading: Reading) -> Score:
    """How `reading` stands to `gold`."""
    article = reading.article
    result = Score(of_paragraphs=len(gold.body), of_captions=len(gold.captions))
    if article is None:
        result.missing = [fold(text) for text in (*gold.body, *gold.captions)]
        result.wrong["article"] = ("an article", f"{reading.kind} {reading.problem}")
        return result
    lines = [folded for line in article.text.split("\n") if (folded := fold(line))]
    extra = _paragraphs(gold, lines, result)
    extra += _captions(gold, article, result)
    for line in extra:
        result.leaks.append((_class_of(line, gold), line))
    _figures(gold, extra, result)
    _fields(gold, article, result)
    return result


def _paragraphs(gold: Gold, lines: Sequence[str], result: Score) -> list[str]:
    """Find the paragraphs among `lines`; the lines that are none and may not be there."""
    found: set[int] = set()
    at = 0
    for paragraph in gold.body:
        told = fold(paragraph)
        wanted = {told, _MARK.sub("", told)}
        number = next((number for number in range(at, len(lines)) if lines[number] in wanted), None)
        if number is None:
            result.missing.append(told)
            continue
        found.add(number)
        at = number + 1
        result.paragraphs += 1
    people = _people(gold)
    last = max(found, default=len(lines))
    return [line for n, line in enumerate(lines) if n not in found and not (n > last and line in people)]


def _people(gold: Gold) -> set[str]:
    """The author's and the source's lines, as printed and as names."""
    printed = {fold(gold.text[span.start : span.end]) for span in gold.spans if span.role in ("author", "source")}
    rows = {fold(line) for line in gold.text.split("\n") if any(name and name in fold(line) for name in printed)}
    bodies = {fold(paragraph) for paragraph in gold.body}
    return (printed | rows | {fold(name) for name in (gold.author, gold.source) if name}) - bodies


def _captions(gold: Gold, article: Article, result: Score) -> list[str]:
    """Take the gold's captions out of the article's; what is left there is too much."""
    given = [fold(image.caption) for image in article.images if image.caption.strip()]
    for caption in sorted(map(fold, gold.captions), key=len, reverse=True):
        wanted = (caption, _BULLET.sub("", caption))
        place = next((n for n, one in enumerate(given) for want in wanted if _stands_in(want, one)), None)
        if place is None:
            result.missing.append(caption)
            continue
        want = wanted[0] if _stands_in(wanted[0], given[place]) else wanted[1]
        given[place] = given[place].replace(want, "", 1).strip()
        result.captions += 1
    return [left for one in given if (left := one.strip())]


def _stands_in(caption: str, given: str) -> bool:
    """Whether `caption` is `given` or, where several stand together, begins or ends it or stands between spaces."""
    return caption == given or f" {caption} " in f" {given} "


def _class_of(line: str, gold: Gold) -> str:
    """What a line is that should not be there: a class of the gold's boilerplate, a part of the article, or furniture."""
    for kind, text in gold.boilerplate:
        told = fold(text)
        if line == told or (len(told) > SHORT and told in line) or (len(line) > SHORT and line in told):
            return kind
    for kind, texts in (("caption", gold.captions), ("broken paragraph", gold.body), ("title", (gold.title,))):
        if any(line == (told := fold(text)) or (len(line) > SHORT and line in told) or told in line for text in texts):
            return kind
    return "furniture"


def _figures(gold: Gold, extra: Sequence[str], result: Score) -> None:
    """Numbers that came in with leaked lines and that the article itself does not hold."""
    own = set(_NUMBER.findall(" ".join(map(fold, gold.body))))
    result.figures = [number for line in extra for number in _NUMBER.findall(line) if number not in own]


def _fields(gold: Gold, article: Article, result: Score) -> None:
    expected: dict[str, tuple[str | None, str | None]] = {
        "title": (fold(gold.title), fold(article.title)),
        "author": (_folded(gold.author), _folded(article.author)),
        "source": (_folded(gold.source), _folded(article.source)),
    }
    mark = _MARK.match(fold(gold.body[0]))
    if gold.source is None and mark and article.source == mark[1]:
        del expected["source"]
    claimed = article.published.local if article.published else None
    if gold.published is None:
        expected["date"] = (None, claimed)
    else:
        length = _LENGTHS.get(gold.precision, len(gold.published[:16]))
        expected["date"] = (gold.published[:length], (claimed or "")[:length] or None)
    result.wrong = {name: pair for name, pair in expected.items() if pair[0] != pair[1]}


def _folded(name: str | None) -> str | None:
    return fold(name) if name else None
