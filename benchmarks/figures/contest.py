"""The program and its peers on the same texts, by the one thing that all of them tell: where a number stands, and its value.

A finding on a ratio may be its numerator, its denominator or their quotient, and one on a range either end; findings beyond
the first on one figure count neither way. So a peer that reads `197/299` as a fraction or as two numbers loses nothing.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from benchmarks.figures.annotated import Annotated
from benchmarks.figures.cases import DOCUMENT, TIMES, Case, Expected
from benchmarks.figures.peers import PEERS, Finding
from benchmarks.figures.score import Tally, overlaps

ROOT = Path(__file__).resolve().parent.parent.parent
#: No peer needs longer for the annotated articles and phrases.
LONGEST = 300
#: Peers count in floats.
NEARLY = Decimal("1e-6")


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to be found: where, and the values that are right for it."""

    start: int
    end: int
    values: tuple[Decimal, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A contestant's results on both sets, or why there are none."""

    name: str
    missing: str = ""
    articles: Tally = field(default_factory=Tally)
    phrases: Tally = field(default_factory=Tally)
    milliseconds: float = 0.0

    def __str__(self) -> str:
        if self.missing:
            return f"{self.name:<40}skipped: {self.missing}"
        told = "".join(f"{one.precision:>10.2f}{one.recall:>8.2f}" for one in (self.articles, self.phrases))
        return f"{self.name:<40}{told}{self.milliseconds:>12.2f}"


HEAD = f"{'values alone':<40}{'articles P':>10}{'R':>8}{'phrases P':>10}{'R':>8}{'ms a text':>12}"


def compete(articles: Sequence[Annotated], cases: Sequence[Case], python: str) -> list[Entry]:
    """Everyone's results; the peers run by the interpreter `python`, which has them."""
    texts = [*(one.text for one in articles), *(one.text for one in cases)]
    targets = [*map(_in_article, articles), *map(_in_case, cases)]
    return [_entry(name, _run(name, texts, python), targets, len(articles)) for name in PEERS]


def _run(name: str, texts: Sequence[str], python: str) -> dict[str, object]:
    """What a contestant says in its own process; what stopped it is its reason to be skipped."""
    with tempfile.TemporaryDirectory() as folder:
        given, result = Path(folder) / "texts.json", Path(folder) / "result.json"
        given.write_text(json.dumps(texts), "utf-8")
        command = [python if PEERS[name][1] else sys.executable, "-m", "benchmarks.figures.worker", name]
        try:
            done = subprocess.run(
                [*command, str(given), str(result)],
                cwd=ROOT,
                capture_output=True,
                text=True,
                timeout=LONGEST,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return {"missing": f"no end after {LONGEST} s"}
        if done.returncode:
            return {"missing": f"ended with {done.returncode}: {done.stderr.strip()[-200:]}"}
        told: dict[str, object] = json.loads(result.read_text("utf-8"))
        return told


def _entry(name: str, told: dict[str, object], targets: Sequence[Sequence[Target]], articles: int) -> Entry:
    if "missing" in told:
        return Entry(name, str(told["missing"]))
    found = told["found"]
    assert isinstance(found, list)
    tallies = [tally(wanted, [tuple(one) for one in got]) for wanted, got in zip(targets, found, strict=True)]
    failed = f" (failed on {told['failed']})" if told["failed"] else ""
    label = f"{name} {told['version']}{failed}".strip()
    seconds = float(str(told["seconds"]))
    in_articles, in_phrases = sum(tallies[:articles], Tally()), sum(tallies[articles:], Tally())
    return Entry(label, "", in_articles, in_phrases, milliseconds=1000 * seconds / max(1, len(found)))


def tally(targets: Sequence[Target], findings: Sequence[Finding]) -> Tally:
    """Findings with a right value over a figure against those without."""
    hit: set[int] = set()
    false = 0
    for start, end, value in findings:
        over = [n for n, one in enumerate(targets) if overlaps(one.start, one.end, start, end)]
        right = [n for n in over if any(_near(Decimal(value), one) for one in targets[n].values)]
        hit |= set(right[:1])
        false += not right and not any(targets[n].optional for n in over)
    scored = {n for n, one in enumerate(targets) if not one.optional}
    return Tally(len(hit & scored), len(scored - hit), false)


def _near(left: Decimal, right: Decimal) -> bool:
    return abs(left - right) <= NEARLY * max(abs(right), Decimal(1))


def _of_ratio(value: Decimal, denominator: Decimal | None) -> tuple[Decimal, ...]:
    return (value, denominator, value / denominator) if denominator else (value,)


def _in_article(article: Annotated) -> list[Target]:
    return [Target(one.start, one.end, _of_ratio(one.value, one.denominator), one.optional) for one in article.figures]


def _in_case(case: Case) -> list[Target]:
    wanted = [one for one in case.expect if one["kind"] not in (*TIMES, DOCUMENT)]
    return [Target(one["start"], one["end"], _values(one), bool(one.get("optional"))) for one in wanted]


def _values(one: Expected) -> tuple[Decimal, ...]:
    if "low" in one:
        return Decimal(one["low"]), Decimal(one["high"])
    return _of_ratio(Decimal(one["value"]), Decimal(one["denominator"]) if "denominator" in one else None)
