"""Figures over time as SVG text: a pure function from points to a drawing that needs no script and no other host.

What was done, what was aimed at and what was estimated differ in shape, not only in colour. A line joins whole years, one after
the other, of what was done, through the middle of what several articles say; it ends where the province did.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from markupsafe import Markup

from plugins.explore.axes import TimeAxis, ValueAxis

#: The provinces of today begin here.
REFORM = date(2025, 7, 1)
#: Marks that one drawing holds at most, the latest; the table under it has the rest.
MOST_MARKS = 400


@dataclass(frozen=True)
class Point:
    """A figure: the last day of its period, and where it leads. `is_year`: of one whole year, and no part of another figure."""

    day: date
    value: float
    modality: str
    label: str
    href: str
    is_year: bool = False


@dataclass(frozen=True)
class Frame:
    """The size of a drawing in its own units, and the room that its labels take."""

    width: int
    height: int
    left: int
    bottom: int
    top: int = 14
    right: int = 16

    def x(self, share: float) -> float:
        return round(self.left + share * (self.width - self.left - self.right), 1)

    def y(self, share: float) -> float:
        return round(self.height - self.bottom - share * (self.height - self.bottom - self.top), 1)


#: One drawing alone on the page, and one of several.
WIDE, SMALL = Frame(700, 330, 92, 40), Frame(360, 230, 78, 34)


def chart(
    points: Sequence[Point],
    values: ValueAxis,
    times: TimeAxis,
    *,
    name: str,
    title: str,
    told: str,
    frame: Frame = SMALL,
    is_joined_province: bool = False,
    is_one_place: bool = True,
) -> Markup:
    """The drawing; `name` is unique on its page, `title` and `told` are what a screen reader says of it; figures of no known
    place (`is_one_place`) may be of many, and no line joins them."""
    parts = [
        Markup(
            '<svg class="chart {4}" viewBox="0 0 {0} {1}" role="group" aria-labelledby="{2}-t {2}-d">'
            '<title id="{2}-t">{3}</title><desc id="{2}-d">{5}</desc>'
        ).format(frame.width, frame.height, name, title, "wide" if frame is WIDE else "small", told),
        *value_lines(values, frame),
        *_years(times, frame),
    ]
    if times.first <= REFORM.year <= times.last:
        x = frame.x(times.at(REFORM))
        parts.append(
            Markup(
                '<line class="reform" x1="{0}" x2="{0}" y1="{1}" y2="{2}"><title>1/7/2025: 63 → 34</title></line>'
            ).format(x, frame.y(1), frame.y(0))
        )
    if is_one_place:
        parts += (_line(line, values, times, frame) for line in _lines(points, is_joined_province))
    parts += (_mark(same, values, times, frame) for same in _together(points))
    return Markup("").join([*parts, Markup("</svg>")])


def value_lines(values: ValueAxis, frame: Frame) -> Iterator[Markup]:
    """A line across the drawing for each tick, and its number before it."""
    for tick in values.ticks:
        y = frame.y(values.at(tick))
        kind = "zero" if tick == 0 and not values.is_down else "grid"
        yield Markup('<line class="{}" x1="{}" x2="{}" y1="{y}" y2="{y}"/>').format(
            kind, frame.left, frame.width - frame.right, y=y
        )
        yield Markup('<text class="tick" x="{}" y="{}" dy=".35em" text-anchor="end">{}</text>').format(
            frame.left - 8, y, values.label(tick)
        )


def _years(times: TimeAxis, frame: Frame) -> Iterator[Markup]:
    for year in times.years:
        # A year stands under its last day: that is where its figure is.
        x = frame.x(times.at(date(year, 12, 31)))
        if x < frame.left + 8:
            continue
        yield Markup('<line class="tick" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>').format(x, frame.y(0), frame.y(0) + 5)
        anchor = "end" if x > frame.width - 30 else "middle"
        yield Markup('<text class="tick" x="{}" y="{}" text-anchor="{}">{}</text>').format(
            x + (8 if anchor == "end" else 0), frame.height - 10, anchor, year
        )


def _lines(points: Sequence[Point], is_joined_province: bool) -> Iterator[list[tuple[date, float]]]:
    """The middle of each whole year, a line for each run of years: none over a year without a figure, nor, for a province that
    others joined, over July 2025."""
    days: dict[date, list[float]] = defaultdict(list)
    for point in points:
        if point.is_year and point.modality == "actual":
            days[point.day].append(point.value)
    line: list[tuple[date, float]] = []
    for day, found in sorted(days.items()):
        if line and (day.year > line[-1][0].year + 1 or (is_joined_province and line[-1][0] < REFORM <= day)):
            yield line
            line = []
        line.append((day, median(found)))
    yield line


def _line(middle: list[tuple[date, float]], values: ValueAxis, times: TimeAxis, frame: Frame) -> Markup:
    if len(middle) < 2:
        return Markup("")
    places = " ".join(f"{frame.x(times.at(day))},{frame.y(values.at(value))}" for day, value in middle)
    return Markup('<polyline class="line" points="{}"/>').format(places)


def _together(points: Sequence[Point]) -> Iterator[list[Point]]:
    """Figures that say the same of the same day are one mark."""
    found: dict[tuple[date, float, str, bool], list[Point]] = defaultdict(list)
    for point in points:
        found[point.day, point.value, point.modality, point.is_year].append(point)
    latest = sorted(found.values(), key=lambda same: same[0].day)[-MOST_MARKS:]
    # What was aimed at lies under what was done.
    yield from sorted(latest, key=lambda same: same[0].modality == "actual")


def _mark(same: list[Point], values: ValueAxis, times: TimeAxis, frame: Frame) -> Markup:
    point = same[0]
    x, y = frame.x(times.at(point.day)), frame.y(values.at(point.value))
    label = point.label if len(same) == 1 else f"{point.label} (+{len(same) - 1})"
    # The table has the same links for the keyboard, one after the other: a tab stop for every point would be a maze.
    return Markup('<a href="{}" tabindex="-1"><title>{}</title>{}</a>').format(
        point.href, label, shape(point.modality, point.is_year, x, y)
    )


def shape(modality: str, is_year: bool, x: float, y: float) -> Markup:
    """A disc (a whole year) or a small ring (another period) for what was done; a diamond: aimed at; a broken ring: estimated."""
    if modality == "target":
        return Markup('<path class="target" d="M{} {}l7 7 -7 7 -7-7z"/>').format(x, round(y - 7, 1))
    if modality == "estimate":
        return Markup('<circle class="estimate" cx="{}" cy="{}" r="6"/>').format(x, y)
    return Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>').format(
        "actual" if is_year else "actual part", x, y, 6 if is_year else 4
    )
