"""Whose: the body that did, or reported, what a figure counts."""

from pipelines.figures.agencies.seats import issuer
from pipelines.figures.agencies.settling import settle_agencies

__all__ = ["issuer", "settle_agencies"]
