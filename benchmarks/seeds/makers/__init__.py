"""The makers: each prints a seed as a page of one kind of site, and tells the selectors a person would write for it."""

from benchmarks.seeds.makers import papers, plain, portals, systems
from benchmarks.seeds.makers.page import Maker

MAKERS: tuple[Maker, ...] = (*plain.MAKERS, *portals.MAKERS, *papers.MAKERS, *systems.MAKERS)
