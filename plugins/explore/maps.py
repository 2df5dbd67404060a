"""The map of the 34 provinces as SVG text, each shape a link; the borders that ended in July 2025 faintly inside.

The shapes come from vietnam.json, which make_map.py makes; ids are the official codes of today.
"""

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

#: Shades from light to dark.
SHADES = 5
WIDTH, HEIGHT = 712, 1014
ISLANDS = {"Hoang Sa": "Hoàng Sa", "Truong Sa": "Trường Sa"}


@dataclass(frozen=True)
class Region:
    """A province on a map: `label` is what it says when pointed at; without a `value` it stays pale."""

    name: str
    href: str
    label: str
    value: float | None = None
    is_here: bool = False


@cache
def shapes() -> dict[str, Any]:
    """Read once: the file is part of the program and changes with it alone."""
    return dict(json.loads(Path(__file__).with_name("vietnam.json").read_text("utf-8")))


def bounds(values: Sequence[float]) -> list[float]:
    """The lower bounds of the shades: as many different values in each as there are to share out, equal ones never apart."""
    ordered = sorted(set(values))
    if not ordered:
        return []
    starts = (ordered[len(ordered) * n // SHADES] for n in range(SHADES))
    return sorted(set(starts))


def shade(value: float, starts: Sequence[float]) -> int:
    """1 (light) to SHADES (dark); the darkest is always used when there are several."""
    return max(bisect_right(starts, value), 1) + SHADES - len(starts)


def vietnam(regions: Mapping[str, Region], *, name: str, title: str, told: str) -> Markup:
    """The map; `name` is unique on its page."""
    starts = bounds([one.value for one in regions.values() if one.value is not None])
    parts = [
        Markup(
            '<svg class="map" viewBox="0 0 {0} {1}" role="group" aria-labelledby="{2}-t {2}-d">'
            '<title id="{2}-t">{3}</title><desc id="{2}-d">{4}</desc>'
        ).format(WIDTH, HEIGHT, name, title, told),
        *_frames(),
    ]
    # What is highlighted is drawn last: its border lies over those of its neighbours.
    for code in sorted(shapes()["provinces"], key=lambda code: (code in regions and regions[code].is_here, code)):
        shape, one = shapes()["provinces"][code], regions.get(code)
        drawn = Markup(shape["d"])  # noqa: S704
        if one is None:
            parts.append(Markup('<path class="p0" d="{}"/>').format(drawn))
        else:
            kind = "here" if one.is_here else f"p{0 if one.value is None else shade(one.value, starts)}"
            parts.append(
                Markup('<a href="{}" tabindex="-1"><title>{}</title><path class="{}" id="{}-{}" d="{}"/></a>').format(
                    one.href, one.label, kind, name, code, drawn
                )
            )
    former = "".join(shape["former"] for shape in shapes()["provinces"].values())
    parts.append(Markup('<path class="former" d="{}"/></svg>').format(former))
    return Markup("").join(parts)


def _frames() -> Iterator[Markup]:
    for key, (left, top, right, bottom) in shapes()["islands"].items():
        yield Markup('<rect class="frame" x="{}" y="{}" width="{}" height="{}"/>').format(
            left - 12, top - 34, right - left + 24, bottom - top + 46
        )
        yield Markup('<text class="island" x="{}" y="{}">{}</text>').format(left - 4, top - 14, ISLANDS[key])


def legend(values: Sequence[float]) -> list[tuple[str, float, float]]:
    """Each shade that is used, with its lowest and highest value."""
    starts = bounds(values)
    found: dict[int, list[float]] = {}
    for value in values:
        found.setdefault(shade(value, starts), []).append(value)
    return [(f"p{number}", min(inside), max(inside)) for number, inside in sorted(found.items())]
