"""What adds up: the arithmetic that a text allows between its own figures."""

from pipelines.figures.checks.check import check

__all__ = ["check"]
