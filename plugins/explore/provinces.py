"""The provinces of today and those that were joined into them, out of `Archive.places`."""

from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]


def of_today(places: Mapping[str, Row]) -> dict[str, str]:
    """Code -> name."""
    return {code: row["name_vi"] for code, row in places.items() if not row["valid_until"]}


def former(places: Mapping[str, Row], code: str) -> list[str]:
    """The names of those that became a part of the province `code`."""
    return sorted(row["name_vi"] for row in places.values() if row["successor"] == code)
