"""Which measure: the catalogue of indicators, a file a domain, and how a figure is named after one of them."""

from pipelines.figures.indicators.naming import name

__all__ = ["name"]
