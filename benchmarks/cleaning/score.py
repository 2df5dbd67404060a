"""One contestant's page held against what a reader sees, and all its pages summed up."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.cleaning.contestants import Got
from benchmarks.cleaning.leaks import CLASSES, leaks
from benchmarks.cleaning.samples import Sample
from benchmarks.floor import FEWEST_WORDS, f1
from benchmarks.page_truth import Told, iso_day
from benchmarks.truth import words

#: Of the rows of an article's tables at least this share must be found.
MOST_ROWS = 0.9
#: A text that lost its sapo (that is marked apart) begins right when these many words after it come first.
AFTER = 8


@dataclass(frozen=True, slots=True)
class Score:
    """A page's marks. None where the page has nothing to be right about. `missing` and `extra` are words."""

    key: str
    f1: float | None
    title: bool
    date: bool | None
    sapo: bool | None
    tables: bool | None
    first: bool
    last: bool
    leaks: dict[str, str]
    missing: list[str]
    extra: list[str]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """A contestant's marks over a set of pages: shares from 0 to 1, pages that leak by class."""

    pages: int
    failed: int
    f1: float
    lowest_decile: float
    shares: dict[str, float | None] = field(default_factory=dict)
    counts: dict[str, str] = field(default_factory=dict)
    leaks: dict[str, int] = field(default_factory=dict)


def score(sample: Sample, got: Got) -> Score:
    """The marks of what was made of a page."""
    told = sample.told
    text = article_alone(words(got.text), told)
    sapo = words(told.sapo)
    after = told.words[len(sapo) :][:AFTER] if sapo and told.words[: len(sapo)] == sapo else []
    return Score(
        key=sample.key,
        f1=f1(text, told.words) if len(told.words) >= FEWEST_WORDS else None,
        title=bool(told.title) and words(got.title) == words(told.title),
        date=iso_day(got.date) == told.date if told.date and got.date is not None else None,
        sapo=_holds(text, sapo) if sapo else None,
        tables=_keeps(text, told.rows) if told.rows else None,
        first=any(text[: len(one)] == one for one in (told.first, after) if one) if told.first else not text,
        last=text[-len(told.last) :] == told.last if told.last else not text,
        leaks=leaks(got.text, sample),
        missing=list((Counter(told.words) - Counter(text)).elements()),
        extra=list((Counter(text) - Counter(told.words)).elements()),
        problem=got.problem,
    )


def article_alone(text: list[str], told: Told) -> list[str]:
    """A text without what may stand around an article: its title and the paper's mark above, names and sources below.

    To keep them or to read them apart is a matter of taste. A title that is also the article's own beginning stays.
    """
    for opening in filter(None, map(words, (told.title, *told.openings))):
        if text[: len(opening)] == opening and told.words[: len(opening)] != opening:
            text = text[len(opening) :]
    for closing in filter(None, map(words, reversed(told.closings))):
        if text[-len(closing) :] == closing:
            text = text[: -len(closing)]
    return text


def _holds(text: Sequence[str], part: Sequence[str]) -> bool:
    return f" {' '.join(part)} " in f" {' '.join(text)} "


def _keeps(text: list[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether most rows are there, each with its cells in order and nothing between them."""
    told = [row for cells in rows if (row := words(" ".join(cells)))]
    return sum(1 for row in told if _holds(text, row)) >= MOST_ROWS * len(told)


def sum_up(scores: Sequence[Score]) -> Sum:
    """The marks of all pages together."""
    ranked = sorted(one.f1 for one in scores if one.f1 is not None)
    decile = ranked[: max(1, len(ranked) // 10)]
    shares: dict[str, float | None] = {}
    counts: dict[str, str] = {}
    for name in ("sapo", "tables", "title", "date", "first", "last"):
        marks = [mark for one in scores if (mark := getattr(one, name)) is not None]
        shares[name] = sum(marks) / len(marks) if marks else None
        counts[name] = f"{sum(marks)}/{len(marks)}"
    return Sum(
        pages=len(scores),
        failed=sum(1 for one in scores if one.problem),
        f1=sum(ranked) / max(1, len(ranked)),
        lowest_decile=sum(decile) / max(1, len(decile)),
        shares=shares,
        counts=counts,
        leaks={name: sum(1 for one in scores if name in one.leaks) for name in CLASSES},
    )
