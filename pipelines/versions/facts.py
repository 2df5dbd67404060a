"""What the changed sentences of one text say that counts: its figures, dates, documents, names and any other number."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipelines.figures import About, read
from pipelines.figures.dates import days
from pipelines.figures.prose import Prose
from pipelines.versions import names
from pipelines.versions.words import Words, is_number
from pipelines.written_numbers import maybe_plain, plain
from spiders.items import Citation, Figures, Metric, Period

_TOLD_IN_LABEL = re.compile(r"\d|quý|tháng", re.I)
_UNIT = re.compile(r"[kcdhm]?m[23]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_DECIMAL = re.compile(r"\d+,\d+")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something told at `start`..`end`, which are the words `first`..`last` (exclusive). Facts of one `kind` and one `same` say
    the same, however it is written. `core` are the words without which it is not told: the number, the whole of a name."""

    kind: str
    start: int
    end: int
    first: int
    last: int
    core: tuple[int, int]
    same: tuple[str | None, ...]
    value: str
    unit: str | None = None
    indicator: str | None = None

    @property
    def says(self) -> tuple[str, tuple[str | None, ...]]:
        return self.kind, self.same


class Facts:
    """The facts of the sentences that changed, by sentence. Figures are read from the text as far as the line of the last of
    them: a sentence alone would not tell their units, but what comes later says nothing of them, and a text may be a book. Names
    are looked for only where they are asked for.

    Whatever the reader of figures does to a text, an edit is told: without it every number is a number without a unit.
    """

    def __init__(self, words: Words, about: About, changed: Collection[int]) -> None:
        self.words = words
        until = max((words.bounds(sentence)[1] for sentence in changed), default=0)
        line = words.text.find("\n", until)
        try:
            figures = read(words.text[: line if line >= 0 else None], about) if changed else Figures()
        except Exception:
            figures = Figures()
        self._taken = bytearray(len(words.keys))
        self._by_sentence: dict[int, list[Fact]] = defaultdict(list)
        for fact in (
            *self._documents(figures.citations),
            *self._dates(figures.periods),
            *self._figures(figures.metrics),
        ):
            self._by_sentence[words.sentence_of(fact.first)].append(fact)

    def within(self, sentence: int) -> list[Fact]:
        """Everything that `sentence` tells, in its order."""
        found = [*self._by_sentence.get(sentence, ()), *self._bare_numbers(sentence)]
        for start, end in names.within(self.words.prose, *self.words.bounds(sentence)):
            first, last = self.words.between(start, end)
            if not any(self._taken[first:last]) and first < last:
                name = " ".join(self.words.keys[first:last])
                found.append(Fact("name", start, end, first, last, (first, last), (name,), self.words.text[start:end]))
        return sorted(found, key=lambda fact: (fact.first, fact.last))

    def _take(self, start: int, end: int) -> tuple[int, int]:
        """The words between two offsets, which are no bare numbers from now on."""
        first, last = self.words.between(start, end)
        self._taken[first:last] = b"\1" * (last - first)
        return first, last

    def _documents(self, citations: Iterable[Citation]) -> Iterator[Fact]:
        """A document is its number; the day it is of is a date like any other, and its issuer a name."""
        for one in citations:
            start, end = _number_in(self.words.text[one.start : one.end], one.number)
            start, end = one.start + start, one.start + end
            core, (first, last) = self._take(start, end), self.words.between(one.start, end)
            if first < last:
                yield Fact("document", one.start, end, first, last, core, (one.number.casefold(),), one.number)
            if one.date is None:
                continue
            prose = Prose(self.words.text[end : one.end])
            for day in days.find(prose.low, prose.digits):
                yield from self._date(end + day.start, end + day.end, one.date)
                break

    def _dates(self, periods: Iterable[Period]) -> Iterator[Fact]:
        """Dates and stretches that are named; "cùng kỳ" and "năm nay" say none that an edit could move."""
        for one in periods:
            if not _TOLD_IN_LABEL.search(one.label):
                continue
            yield from self._date(
                one.start, one.end, one.since if one.since == one.until else f"{one.since}/{one.until}"
            )

    def _date(self, start: int, end: int, value: str) -> Iterator[Fact]:
        first, last = self._take(start, end)
        if first < last:
            yield Fact("date", start, end, first, last, (first, last), (value,), value)

    def _figures(self, metrics: Iterable[Metric]) -> Iterator[Fact]:
        for one in metrics:
            first, last = self.words.between(one.span_start, one.span_end)
            if first >= last:
                continue
            value, core = value_text(one), self._take(one.start, one.end)
            yield Fact(
                "figure", one.span_start, one.span_end, first, last, core, (value, one.unit, one.direction), value,
                one.unit, one.indicator,
            )  # fmt: skip

    def _bare_numbers(self, sentence: int) -> Iterator[Fact]:
        """Numbers that count nothing: a telephone's, an article's, a year alone."""
        words = self.words
        for at in range(*words.spans[sentence]):
            if is_number(words.keys[at]) and not self._taken[at] and not self._is_unit(at):
                kind = "date" if _YEAR.fullmatch(words.keys[at]) else "figure"
                value = bare_value(words.keys[at])
                same = (value.lstrip("0"), None, None)
                yield Fact(kind, words.starts[at], words.ends[at], at, at + 1, (at, at + 1), same, value)

    def _is_unit(self, at: int) -> bool:
        """Whether a word with a digit in it is a unit right behind a figure."""
        return at > 0 and self._taken[at - 1] == 1 and _UNIT.fullmatch(self.words.keys[at]) is not None


def value_text(metric: Metric) -> str:
    """As in `metrics.value_text`; with what a ratio is of (`198/299`), and with the upper end of a range (`30–40`)."""
    ends: tuple[tuple[str, Decimal | None], ...] = (("–", metric.value_to), ("/", metric.denominator))
    return plain(metric.value) + "".join(f"{sign}{maybe_plain(end)}" for sign, end in ends if end is not None)


def bare_value(word: str) -> str:
    """A number without a unit as `metrics.value_text` would have it, where it is one number; else as written."""
    if _THOUSANDS.fullmatch(word):
        return word.replace(".", "").replace(",", ".")
    return word.replace(",", ".") if _DECIMAL.fullmatch(word) else word


def _number_in(span: str, number: str) -> tuple[int, int]:
    """Where the number of a document stands in what cites it."""
    written = r"\s*".join("[-–]" if sign in "-–" else re.escape(sign) for sign in number)
    found = re.search(written, span)
    return found.span() if found else (0, len(span))
