"""The language of Vietnamese official figures: numbers, units, periods, places, agencies, citations, indicators, checks.

`read` is the way in. Boilerplate is out already; then citations, dates and periods take their spans, then numbers are read
in what is left, and each figure is told what it means: qualifier, period, place, agency, indicator, and what adds up.
"""

from pipelines.figures.about import About
from pipelines.figures.reader import read

__all__ = ["About", "read"]
