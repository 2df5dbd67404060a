"""Figures held against what people annotated: `python -m benchmarks.figures [--data DIR]`, `--help` for what else it shows.

Scored are annotated articles and single phrases: the real ones in DIR, and those that the project brings. Then every article of
a real portal is read, peers compete on values alone, and speed is measured. Exits 1 when a demand is missed; the project's own
set is only reported where there is a real one.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import cases as phrases
from benchmarks.figures import contest, gold, ideal, portal, sample, speed
from benchmarks.figures.annotated import Annotated, articles
from benchmarks.figures.breakages import BREAKAGES, broken
from benchmarks.figures.demands import of_articles, of_cases
from benchmarks.figures.score import Demand, Reader, careful, none_of
from benchmarks.seeds.gold import SeedError
from pipelines.figures import read

OWN = Path(__file__).resolve().parent.parent.parent / "tests" / "figures"
PARTS = ("score", "portal", "peers", "speed")


@dataclass(frozen=True, slots=True)
class Set:
    """Annotated articles and phrases of one origin."""

    name: str
    articles: list[Annotated]
    cases: list[phrases.Case]


def sets(data: Path | None) -> list[Set]:
    """The real set where there is one, then the project's own. Raises SeedError or ValueError."""
    found = []
    if data is not None:
        found.append(Set("real", articles(data), phrases.cases(data / "figure_cases.jsonl")))
    own, texts = OWN / "cases.jsonl", OWN / "articles"
    if own.is_file():
        annotated = articles(texts) if any(texts.glob("*.json")) else []
        found.append(Set("own", annotated, phrases.cases(own)))
    return found


def judge(one: Set, reader: Reader, show: bool) -> list[Demand]:
    """The marks of a set as demands; with `show` every miss is printed first."""
    crashed: list[str] = []
    reader = careful(reader, crashed)
    in_articles = gold.mark_all(one.articles, reader) if one.articles else None
    in_phrases = phrases.mark_all(one.cases, reader)
    print(f"\n{one.name}: {len(one.articles)} articles, {len(one.cases)} phrases")
    if show:
        print(*(in_articles.misses if in_articles else ()), *in_phrases.misses, sep="\n")
    if in_articles:
        print(f"figures      {in_articles.figures}\nwhole page   {in_articles.on_page}")
    print(f"phrases      {in_phrases.readings}; {in_phrases.right} of {in_phrases.cases} without a fault")
    told = (f"{name} {in_phrases.agreed[name]}/{count}" for name, count in in_phrases.extras.items())
    print(f"beside that  {', '.join(told) or '-'}")
    verdicts = of_articles(one.name, one.articles, in_articles) if in_articles else []
    return [*verdicts, *of_cases(one.name, in_phrases), none_of(one.name, "crashes", crashed)]


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.figures", description=(__doc__ or "").partition("\n")[0]
    )
    add = parser.add_argument
    add("--data", type=Path, default=os.environ.get("REAL_DATA"), help="folder of real data (or REAL_DATA)")
    add("--only", default=",".join(PARTS), help=f"parts, with commas between them: {', '.join(PARTS)}")
    add("--show", action="store_true", help="list every miss of the annotated articles and phrases")
    add("--break", dest="breakage", choices=BREAKAGES, help="score readings that are spoilt in this way: it must fail")
    add("--ideal", action="store_true", help="score the annotations themselves instead of the program's readings")
    add("--sample", type=int, default=0, metavar="N", help="show N figures of the portal, drawn at random")
    add("--peers", default=sys.executable, help="the Python that has the peers (default: this one)")
    arguments = parser.parse_args(given)
    arguments.only = ["score"] if arguments.breakage or arguments.ideal else arguments.only.split(",")
    if unknown := set(arguments.only) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    try:
        arguments.sets = sets(arguments.data)
    except (SeedError, OSError, ValueError) as error:
        parser.error(str(error))
    if not arguments.sets:
        parser.error("there is nothing to score: no --data DIR, no REAL_DATA, and no set of the project's own")
    return arguments


def _chosen_reader(arguments: argparse.Namespace) -> Reader:
    reader: Reader = read
    if arguments.ideal:
        every: list[Set] = arguments.sets
        reader = ideal.reader(
            [article for one in every for article in one.articles], [case for one in every for case in one.cases]
        )
    return broken(arguments.breakage, reader) if arguments.breakage else reader


def _portal(texts: portal.Texts, count: int) -> list[Demand]:
    readings = portal.read_all(texts, read)
    print(f"\nthe portal: {portal.table(readings.figures)}")
    if count:
        print(f"\n{count} figures, each to be judged:\n", *sample.drawn(texts, readings.figures, count), sep="\n")
    return portal.demands("portal", readings)


def _scored(arguments: argparse.Namespace) -> list[Demand]:
    """The demands on the first set; those on a further one are only printed."""
    reader, every = _chosen_reader(arguments), arguments.sets
    verdicts = judge(every[0], reader, arguments.show)
    for one in every[1:]:
        print(*judge(one, reader, arguments.show), sep="\n")
    return verdicts


def _measured(arguments: argparse.Namespace) -> list[Demand]:
    """The demands on the portal's articles and on speed."""
    verdicts: list[Demand] = []
    texts = portal.real(arguments.data) if arguments.data else portal.sample()
    if "portal" in arguments.only or arguments.sample:
        verdicts += _portal(texts, arguments.sample)
    if "speed" in arguments.only:
        verdicts += speed.measure(texts)
    return verdicts


def main(given: Sequence[str] | None = None) -> int:
    arguments = _arguments(given)
    verdicts = _scored(arguments) if "score" in arguments.only else []
    if "peers" in arguments.only:
        first: Set = arguments.sets[0]
        print(f"\n{contest.HEAD}", *contest.compete(first.articles, first.cases, arguments.peers), sep="\n")
    if {"portal", "speed"} & set(arguments.only) or arguments.sample:
        verdicts += _measured(arguments)
    print("\n" + "\n".join(map(str, verdicts)))
    return 1 if any(one.met is False for one in verdicts) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # whoever read along has seen enough
        sys.exit(1)
