"""Every article of a real portal is read whole."""

import os
from pathlib import Path

import pytest

from benchmarks import floor

REAL_DATA = os.environ.get("REAL_DATA")
pytestmark = pytest.mark.skipif(not REAL_DATA, reason="REAL_DATA names no folder of real pages")


@pytest.fixture(scope="module")
def report() -> floor.Report:
    return floor.measure(Path(REAL_DATA or ""))


def test_no_article_of_the_portal_falls_below_the_floor(report: floor.Report) -> None:
    assert report.failures == []
    assert report.articles == 1_173
    assert len(report.scores) + len(report.short) == report.articles
    assert min(report.scores)[0] >= floor.FLOOR_WITH_GALLERY


def test_what_was_looked_for_was_there_to_be_found(report: floor.Report) -> None:
    assert report.sapos > 600 and report.tables > 10 and len(report.dates) == floor.SAMPLE
