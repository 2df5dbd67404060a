"""The figures of annotated real articles and of single phrases are read as people read them."""

import os
from pathlib import Path

import pytest

from benchmarks.figures import __main__ as benchmark
from benchmarks.figures import cases, gold, portal
from benchmarks.figures.annotated import TRUE_VERDICTS
from benchmarks.figures.demands import of_articles, of_cases
from pipelines.figures import read

REAL_DATA = os.environ.get("REAL_DATA")
pytestmark = pytest.mark.skipif(not REAL_DATA, reason="REAL_DATA names no folder of real texts")


@pytest.fixture(scope="module")
def real() -> benchmark.Set:
    return benchmark.sets(Path(REAL_DATA or ""))[0]


def test_there_was_something_to_be_right_about(real: benchmark.Set) -> None:
    verdicts = [relation.verdict for article in real.articles for relation in article.relations]
    assert len(real.articles) >= 5 and sum(len(article.scored) for article in real.articles) >= 85
    assert sum(verdicts.count(one) for one in TRUE_VERDICTS) >= 28 and verdicts.count("not_comparable") >= 34
    assert len(real.cases) >= 232


def test_articles_are_read_as_people_read_them(real: benchmark.Set) -> None:
    marks = gold.mark_all(real.articles, read)
    missed = [str(one) for one in of_articles("real", real.articles, marks) if not one.met]
    assert missed == [], "\n".join(marks.misses)


def test_phrases_are_read_as_people_read_them(real: benchmark.Set) -> None:
    marks = cases.mark_all(real.cases, read)
    missed = [str(one) for one in of_cases("real", marks) if not one.met]
    assert missed == [], "\n".join(marks.misses)


def test_no_article_of_the_portal_breaks_the_reader() -> None:
    readings = portal.read_all(portal.real(Path(REAL_DATA or "")), read)
    assert len(readings.figures) > 1_000
    assert (readings.crashed, readings.misplaced) == ([], [])
