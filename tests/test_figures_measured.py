"""Peers, a whole portal and speed are measured rightly: what breaks, is missing or is slow is a result, never the end."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks.figures import contest, portal, sample, speed, worker
from benchmarks.figures.annotated import Annotated, articles
from benchmarks.figures.cases import Case, cases
from benchmarks.figures.peers import PEERS
from benchmarks.figures.score import Tally
from pipelines.figures import About
from spiders.items import Figures, Metric
from tests.annotated_samples import write


@pytest.fixture
def annotated(tmp_path: Path) -> list[Annotated]:
    return articles(write(tmp_path))


@pytest.fixture
def phrases(tmp_path: Path, annotated: list[Annotated]) -> list[Case]:
    return cases(tmp_path / "figure_cases.jsonl")


def test_a_peer_may_read_a_ratio_as_it_likes(annotated: list[Annotated]) -> None:
    (target,) = (one for one in contest._in_article(annotated[0]) if len(one.values) == 3)
    for value in ("6", "14", str(6 / 14)):
        assert contest.tally([target], [(target.start, target.end, value)]) == Tally(1)
    both = [(target.start, target.start + 1, "6"), (target.start + 2, target.end, "14")]
    assert contest.tally([target], both) == Tally(1)
    assert contest.tally([target], [(target.start, target.end, "614"), (0, 1, "6")]) == Tally(0, 1, 2)


def test_a_peer_that_is_not_there_is_skipped_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent() -> Any:
        raise ImportError("No module named 'duckling'")

    monkeypatch.setitem(PEERS, "duckling", (absent, "pyduckling-native-phihos"))
    monkeypatch.setattr(worker, "no_network", lambda _: None)
    told = worker.find_all("duckling", ["5 xã"])
    assert "skipped: ImportError: No module named 'duckling'" in str(contest._entry("duckling", told, [[]], 1))


def test_the_naive_reader_competes_in_a_process_of_its_own(
    annotated: list[Annotated], phrases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contest, "PEERS", {"naive": PEERS["naive"]})
    (entry,) = contest.compete(annotated, phrases, "python")
    assert entry.missing == "" and entry.articles.matched == 3 and 0 < entry.phrases.recall < 1


def test_a_crash_and_a_figure_out_of_place_are_results() -> None:
    figure = Metric(3, 4, 3, 7, 0, 8, "count", Decimal(5), "xã")

    def read(text: str, _: About) -> Figures:
        if text == "hỏng":
            raise ValueError("no figure here")
        return Figures(metrics=(figure,))

    readings = portal.read_all({"1": ("Có 5 xã.", About()), "2": ("hỏng", About()), "3": ("Có 5", About())}, read)
    assert readings.crashed == ["2: ValueError no figure here"] and readings.misplaced == ["3#3"]
    assert [one.met for one in portal.demands("x", readings)] == [False, False, True]
    assert "2 figures in 2 of 2 articles" in portal.table(readings.figures)


def test_the_same_figures_are_drawn_for_everyone() -> None:
    figures = {
        str(n): Figures(metrics=(Metric(3, 4, 3, 7, 0, 8, "count", Decimal(5), "xã"),)) for n in reversed(range(30))
    }
    texts = {key: ("Có 5 xã.", About()) for key in figures}
    first = list(sample.drawn(texts, figures, 5))
    assert first == list(sample.drawn(texts, dict(sorted(figures.items())), 5)) and len(first) == 5
    assert "Có [[5 xã]]." in first[0] and "#3" in first[0]


def test_every_sample_article_is_read_and_hostile_texts_are_large() -> None:
    assert len(portal.sample()) > 20
    assert all(len(text) > 40_000 for text in speed.shapes().values())


def test_pace_and_memory_are_measured() -> None:
    known = [("Huyện có 5 xã.", About())]
    assert speed.pace_of(known, 1) > 0
    assert min(speed.memory_of(known, 2, 4)) > 5
