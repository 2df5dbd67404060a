"""Articles a week as SVG text, made here: a line as high as a word for a list, bars for one portal's year and for its whole life.

A drawing is a pure function from (Monday, number) to Markup. Weeks without an article are marked under the line, since an
absent bar is easily overlooked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from markupsafe import Markup

from plugins.explore.axes import value_axis
from plugins.explore.charts import Frame, value_lines

WEEK = timedelta(days=7)
#: A spark line's size, and that of the bars.
SPARK_WIDTH, SPARK_HEIGHT = 106, 24
FRAME = Frame(700, 216, left=46, bottom=36, top=12, right=8)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def between(first: date, last: date) -> list[date]:
    """The Mondays from the week of `first` to that of `last`."""
    start = monday(first)
    return [start + n * WEEK for n in range((monday(last) - start).days // 7 + 1)]


def spark(counts: Sequence[int], title: str) -> Markup:
    """A year in a line of text, on its own scale: 53 weeks, the last of them today's."""
    most = max(counts, default=0)
    step = SPARK_WIDTH / max(len(counts), 1)
    bars = "".join(
        f"M{n * step:.1f} {SPARK_HEIGHT}v-{max(count / most * (SPARK_HEIGHT - 2), 1.5):.1f}h{step - 0.4:.1f}V{SPARK_HEIGHT}z"
        for n, count in enumerate(counts)
        if count
    )
    return Markup(
        '<svg class="spark" viewBox="0 0 {0} {1}" role="img"><title>{2}</title>'
        '<path class="base" d="M0 {3}H{0}"/><path class="bars" d="{4}"/></svg>'
    ).format(SPARK_WIDTH, SPARK_HEIGHT, title, SPARK_HEIGHT - 0.5, bars)


@dataclass(frozen=True)
class Label:
    """What stands under a bar: which one, and the words."""

    at: int
    text: str


def bars(
    counts: Sequence[tuple[str, int | None]], labels: Sequence[Label], *, name: str, title: str, told: str
) -> Markup:
    """One bar for each of `counts` (its words, its number; None: not known)."""
    axis = value_axis([float(n or 0) for _, n in counts] or [0.0], "bài", "count")
    axis = replace(axis, ticks=tuple(tick for tick in axis.ticks if not tick % 1))  # there is no half an article
    step = (FRAME.x(1) - FRAME.left) / max(len(counts), 1)
    foot = FRAME.height - FRAME.bottom
    parts = [
        Markup(
            '<svg class="chart wide weeks" viewBox="0 0 {0} {1}" role="img" aria-labelledby="{2}-t {2}-d">'
            '<title id="{2}-t">{3}</title><desc id="{2}-d">{4}</desc>'
        ).format(FRAME.width, FRAME.height, name, title, told),
        *value_lines(axis, FRAME),
    ]
    gap = min(step * 0.18, 2.0)
    for n, (words, count) in enumerate(counts):
        if count is None:
            continue
        x, tall = FRAME.left + n * step, axis.at(float(count)) * (foot - FRAME.top)
        # An empty week is a tick below the line, so that it is seen to be empty and not merely low.
        drawn = (
            Markup('<path class="bar" d="M{} {}v-{}h{}V{}z"/>').format(
                round(x, 2), foot, round(max(tall, 1.2), 1), round(step - gap, 2), foot
            )
            if count
            else Markup('<path class="none" d="M{} {}v4h{}v-4z"/>').format(round(x, 2), foot + 1, round(step - gap, 2))
        )
        parts.append(Markup("<g><title>{}</title>{}</g>").format(words, drawn) if words else drawn)
    parts += (
        Markup('<text class="tick" x="{}" y="{}" text-anchor="start">{}</text>').format(
            round(FRAME.left + label.at * step, 1), FRAME.height - 8, label.text
        )
        for label in labels
    )
    return Markup("").join([*parts, Markup("</svg>")])


@dataclass(frozen=True)
class Gap:
    """Weeks in a row without an article: from the Monday of the first to the Sunday of the last."""

    first: date
    last: date
    weeks: int


def gaps(published: Mapping[date, int]) -> list[Gap]:
    """The weeks without an article between the first and the last that have one, in rows, the longest first."""
    filled = sorted(week for week, count in published.items() if count)
    found = [
        Gap(before + WEEK, after - timedelta(days=1), (after - before).days // 7 - 1)
        for before, after in pairwise(filled)
        if after - before > WEEK
    ]
    return sorted(found, key=lambda gap: (-gap.weeks, -gap.first.toordinal()))
