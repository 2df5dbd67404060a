"""The figures of a text as a person wants to see them: each sentence with its figures underlined, and what was read below it.

Columns that would be empty are left out, so that a single sentence stays a small table.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from commands.figure_record import Record
from pipelines import check_words
from pipelines.written_numbers import figure
from spiders.items import Figures

#: Wider sentences are hard to read; where nobody looks at a terminal, tables get the room they need.
WIDTH, UNBOUNDED = 100, 200

_COLUMNS = ("con số · figure", "giá trị · value", "loại · kind", "chỉ tiêu · indicator", "kỳ · period", "nơi · place",
            "cơ quan · agency", "ghi chú · flags")  # fmt: skip
_QUALIFIERS = {"gt": "> ", "lt": "< ", "approx": "~ ", "lt_approx": "≲ ", "min": "≥ ", "max": "≤ "}
_DIRECTIONS = {"increase": "tăng ", "decrease": "giảm ", "multiple": "gấp "}


def console() -> Console:
    found = Console(highlight=False, soft_wrap=False)
    return found if found.is_terminal else Console(highlight=False, soft_wrap=False, width=UNBOUNDED)


def show(told: Record, figures: Figures, text: str, labels: dict[str, str], to: Console | None = None) -> None:
    """Print the figures of `text`; `told` is their record, `labels` the Vietnamese name of each indicator."""
    to = to or console()
    _sentences(told, figures, text, labels, to)
    for citation in told["citations"]:
        issued = " · ".join(filter(None, (citation["type"], citation["number"], citation["date"], citation["issuer"])))
        to.print(Text.assemble(("văn bản · document: ", "bold"), issued), soft_wrap=True)
    for check in figures.checks:
        style = "" if check.verdict == "consistent" else "red"
        to.print(
            Text.assemble(("đối chiếu · check: ", "bold"), (check_words.note(check, figures.metrics), style)),
            soft_wrap=True,
        )
    to.print(Text(counted(told), style="dim"))


def counted(told: Record) -> str:
    """`12 figures, 3 documents cited, 4 checks`."""
    return f"{len(told['metrics'])} figures, {len(told['citations'])} documents cited, {len(told['checks'])} checks"


def _sentences(told: Record, figures: Figures, text: str, labels: dict[str, str], to: Console) -> None:
    pairs = list(zip(told["metrics"], figures.metrics, strict=True))
    rows = [_cells(metric, labels) for metric in told["metrics"]]
    shown = [n for n in range(len(_COLUMNS)) if any(row[n] for row in rows)]
    at = 0
    for (start, end), group in groupby(pairs, lambda pair: (pair[1].sentence_start, pair[1].sentence_end)):
        figures_here = list(group)
        sentence = Text(text[start:end])
        for _, metric in figures_here:
            sentence.stylize("underline", metric.span_start - start, metric.span_end - start)
            sentence.stylize("bold", metric.start - start, metric.end - start)
        to.print(sentence, width=min(to.width, WIDTH))
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
        for n in shown:
            table.add_column(_COLUMNS[n], overflow="fold")
        for row in rows[at : at + len(figures_here)]:
            table.add_row(*(Text(row[n]) for n in shown))
        at += len(figures_here)
        to.print(table)
        to.print()


def _cells(metric: dict[str, Any], labels: dict[str, str]) -> tuple[str, ...]:
    return (
        metric["span"],
        _value(metric),
        metric["kind"],
        labels.get(metric["indicator"], metric["indicator"]) if metric["indicator"] else "",
        _period(metric["period"]),
        ", ".join(filter(None, (metric["place"]["district"], metric["place"]["province"]))) if metric["place"] else "",
        metric["agency"] or "",
        " ".join(_notes(metric)),
    )


def _value(metric: dict[str, Any]) -> str:
    sign = _QUALIFIERS.get(metric["qualifier"], "") + _DIRECTIONS.get(metric["direction"] or "", "")
    return sign + figure(metric["value"], metric["unit"], metric["value_to"], metric["denominator"])


def _period(period: dict[str, str] | None) -> str:
    if period is None:
        return ""
    since, until = period["start"], period["end"]
    days = since if since == until else f"{since} – {until}"
    return days if period["basis"] == "stated" else f"{days} ({period['basis']})"


def _notes(metric: dict[str, Any]) -> Iterator[str]:
    if metric["modality"] != "actual":
        yield metric["modality"]
    if metric["part_of"]:
        yield f"part_of:{metric['part_of']}"
    yield from metric["flags"]
