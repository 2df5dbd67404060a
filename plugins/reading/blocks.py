"""An article's text as paragraphs and tables, with its marks: where each offset of the text is to be seen.

A table stands twice in the archive: as rows of the text (`a | b | c`, each text once), which offsets point into, and as a grid
with the texts of spanning cells repeated. It is shown as the grid, where its rows stand; each part of a row is found in its cell.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from plugins.reading.marks import Painter

Row = dict[str, Any]
Grid = list[list[str]]
#: A part of a row: where it stands in the text, and its words.
Part = tuple[int, int, str]

#: Tables that may stand at a line; one that is not found in its turn is shown after the text.
MOST_TRIED = 30
#: A longer cell is no number.
LONGEST_NUMBER = 60
_NUMBER = re.compile(r"[\s\d.,%+\-–/()]*\d[\s\d.,%+\-–/()]*")


def blocks(painter: Painter, sapo: str, tables: str | None) -> list[Row]:
    """The text after its sapo as paragraphs, with each table where its rows stand (or at the end, if not found)."""
    text = painter.text
    lines = list(_lines(text, len(sapo) if text.startswith(sapo) else 0))
    words = [{" ".join(part.split()) for part in text[start:end].split("|")} - {""} for start, end in lines]
    waiting = _grids(tables)
    shown: list[Row] = []
    lost: list[Grid] = []
    at = 0
    while at < len(lines):
        number = next((n for n, grid in enumerate(waiting[:MOST_TRIED]) if _stands(grid, words, at)), None)
        if number is None:
            shown.append({"kind": "paragraph", "text": painter.paint(*lines[at])})
            at += 1
            continue
        grid = waiting[number]
        shown.append(_table(_painted(painter, grid, lines[at : at + len(grid)])))
        lost += waiting[:number]
        waiting = waiting[number + 1 :]
        at += len(grid)
    return shown + [_table([list(row) for row in grid]) for grid in lost + waiting]


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The bounds of the lines that say something."""
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start:end].strip():
            yield start, end
        start = end + 1


def _grids(tables: str | None) -> list[Grid]:
    try:
        found = json.loads(tables or "[]")
        return [[[" ".join(str(cell).split()) for cell in row] for row in grid] for grid in found if grid]
    except (ValueError, TypeError):
        return []


def _stands(grid: Grid, words: Sequence[set[str]], at: int) -> bool:
    """Whether the rows of `grid` are the lines from `at`: a line holds each text once, the grid repeats those that span cells."""
    if len(words) - at < len(grid):
        return False
    return all(words[number] and words[number].issubset(row) for number, row in enumerate(grid, at))


def _painted(painter: Painter, grid: Grid, lines: Sequence[tuple[int, int]]) -> list[list[str | Markup]]:
    """The cells of a grid, with the marks of the lines in them."""
    shown: list[list[str | Markup]] = []
    for number, (row, line) in enumerate(zip(grid, lines, strict=True)):
        cells: list[str | Markup] = list(row)
        if painter.has_marks(*line):
            above = grid[number - 1] if number else []
            for column, (start, end, _) in _placed(row, above, list(_parts(painter.text, *line))):
                cells[column] = painter.paint(start, end)
        shown.append(cells)
    return shown


def _parts(text: str, start: int, end: int) -> Iterator[Part]:
    """The parts of a row between its bars."""
    for part in text[start:end].split("|"):
        words = part.strip()
        first = start + (part.index(words) if words else 0)
        yield first, first + len(words), " ".join(words.split())
        start += len(part) + 1


def _placed(row: Sequence[str], above: Sequence[str], parts: Sequence[Part]) -> Iterator[tuple[int, Part]]:
    """The cell of each part. Both are in one order, but a row has more cells than parts where a cell spans several: a cell that
    says what the one above it says is passed over then, if the part comes again further on."""
    latest: dict[int, int] = {}
    column = len(row)
    for number in range(len(parts) - 1, -1, -1):
        column = next((n for n in range(column - 1, -1, -1) if row[n] == parts[number][2]), -1)
        if column < 0:
            return
        latest[number] = column
    number = 0
    for column, cell in enumerate(row):
        if number == len(parts):
            return
        spans = column < len(above) and above[column] == cell and column < latest[number]
        if cell == parts[number][2] and not spans:
            yield column, parts[number]
            number += 1


def _table(rows: Sequence[Sequence[str | Markup]]) -> Row:
    """A grid with its numbers told; its first row heads the columns when it holds none and others do."""
    cells = [[{"text": cell, "number": _is_number(cell)} for cell in row] for row in rows]
    below = [{at for at, cell in enumerate(row) if cell["number"]} for row in cells[1:]]
    headed = not any(cell["number"] for cell in cells[0]) and any(below)
    if headed:
        for at, cell in enumerate(cells[0]):
            cell["number"] = any(at in columns for columns in below)
    return {"kind": "table", "rows": cells, "headed": headed}


def _is_number(cell: str | Markup) -> bool:
    words = cell.striptags() if isinstance(cell, Markup) else cell
    return len(words) <= LONGEST_NUMBER and bool(_NUMBER.fullmatch(words))
