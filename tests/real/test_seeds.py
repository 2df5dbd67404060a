"""The seed matrix over the texts of real articles: from every markup the reading is the gold article."""

import os
from pathlib import Path

import pytest

from benchmarks.seeds import matrix
from benchmarks.seeds.gold import Gold, load
from benchmarks.seeds.makers import MAKERS
from benchmarks.seeds.makers.page import Maker
from benchmarks.seeds.reading import MODES

REAL_DATA = os.environ.get("REAL_DATA")
pytestmark = pytest.mark.skipif(not REAL_DATA, reason="REAL_DATA names no folder of real texts")

GOLDS: list[Gold] = load(Path(REAL_DATA)) if REAL_DATA else []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.name)
def test_every_markup_gives_the_gold_article(maker: Maker, mode: str) -> None:
    made = [cell for gold in GOLDS if (cell := matrix.run(gold, maker, mode)) is not None]
    assert len(made) == len(GOLDS) or (mode == "family" and not made)
    wrong = [f"{cell.seed}: {line}" for cell in made if not cell.score.right for line in matrix.difference(cell)]
    assert wrong == []


def test_there_were_seeds_to_read() -> None:
    assert len(GOLDS) >= 5
    assert len(MAKERS) >= 10
