"""How readings are held against what was annotated: pairs, precision and recall, and a demand with what was measured.

A figure counts once: each annotation takes at most one reading, each reading answers at most one annotation. What is
optional, and every reading that lies over it, neither helps nor hurts.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipelines.figures import About
from pipelines.folding import canon
from spiders.items import Figures

Wanted = TypeVar("Wanted")
Found = TypeVar("Found")
#: What is scored: the program, a broken one, or the annotations themselves.
Reader = Callable[[str, About], Figures]

_COUNCIL = re.compile(r"\bủy ban nhân dân\b")
_NO_WORD = re.compile(r"[\s()\[\]]+")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many annotations were found, how many were missed, and how many readings answer none."""

    matched: int = 0
    missed: int = 0
    false: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.matched + other.matched, self.missed + other.missed, self.false + other.false)

    @property
    def wanted(self) -> int:
        return self.matched + self.missed

    @property
    def precision(self) -> float:
        """0 where nothing was read: a reader that says nothing is not precise."""
        return self.matched / max(1, self.matched + self.false)

    @property
    def recall(self) -> float:
        return self.matched / max(1, self.wanted)

    def __str__(self) -> str:
        said = f"precision {self.precision:.4f}, recall {self.recall:.4f}"
        return f"{said} ({self.matched} of {self.wanted} found, {self.false} false)"


@dataclass(frozen=True, slots=True)
class Demand:
    """What is demanded of whom, the aim, and what was measured. `met` is None where it could not be judged."""

    of: str
    what: str
    aim: str
    measured: str
    met: bool | None

    def __str__(self) -> str:
        verdict = {True: "ok", False: "FAILS", None: "not judged"}[self.met]
        return f"{verdict:<11}{self.of:<10}{self.what:<52}{self.aim:<10}{self.measured}"


def at_least(of: str, what: str, aim: float, share: float, said: str = "") -> Demand:
    """A share that may not be lower than `aim`."""
    return Demand(of, what, f">= {aim:g}", f"{share:.4f} {said}".strip(), share >= aim)


def none_of(of: str, what: str, found: Sequence[str]) -> Demand:
    """Something that may never be."""
    return Demand(of, what, "0", f"{len(found)} {'; '.join(found[:3])}".strip(), not found)


def careful(read: Reader, crashed: list[str]) -> Reader:
    """The same reader, but a text that breaks it has no figures, and its beginning is noted."""

    def reading(text: str, about: About) -> Figures:
        try:
            return read(text, about)
        except Exception as why:  # whatever it is, it is the result
            crashed.append(f"{text[:40]!r}: {type(why).__name__} {why}")
            return Figures()

    return reading


def pair(wanted: Sequence[Wanted], found: Sequence[Found], same: Callable[[Wanted, Found], bool]) -> Mapping[int, int]:
    """Which reading answers which annotation, by their indices; as many as can be, each used once."""
    answers: dict[int, int] = {}  # of a reading: the annotation that has it
    choices = [[n for n, one in enumerate(found) if same(item, one)] for item in wanted]

    def give(item: int, tried: set[int]) -> bool:
        for n in choices[item]:
            if n in tried:
                continue
            tried.add(n)
            if n not in answers or give(answers[n], tried):
                answers[n] = item
                return True
        return False

    for item in range(len(wanted)):
        give(item, set())
    return {item: n for n, item in sorted(answers.items())}


def overlaps(start: int, end: int, begun: int, until: int) -> bool:
    return start < until and begun < end


def plain(text: str | None) -> str:
    """Words without case, in one spelling of the letters and the tones."""
    return canon(text or "").lower().strip()


def office(name: str | None) -> str:
    """The name of an agency: brackets, blanks and the short form of a People's Committee make no difference."""
    return _NO_WORD.sub(" ", _COUNCIL.sub("ubnd", plain(name))).strip()
