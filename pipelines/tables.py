"""Which tables hold data, and what is in them.

Half the tables in portals' articles are page layout: one cell around everything, or a picture above its caption.
Those are unwrapped. A data table is kept twice: as rows of the text, where figures are read from, and as a grid with
its spans repeated, where a column can be followed.
"""

from collections.abc import Mapping, Sequence

from bs4.element import Tag

from spiders.items import Table

#: A table of at most this many cells, one of them longer than a long paragraph, is page layout.
FEW_CELLS, LONG_CELL = 4, 800
#: Bounds of a grid with its spans repeated: `colspan=100000` is not a hundred thousand cells.
MOST_COLUMNS, MOST_ROWS = 200, 20_000
MOST_REPEATS = 50_000


def grid(table: Tag) -> list[list[Tag]]:
    """The cells of `table`'s own rows (those of tables inside it are theirs)."""
    rows: list[list[Tag]] = []
    parts = [
        table,
        *(child for child in table.contents if isinstance(child, Tag) and child.name in ("thead", "tbody", "tfoot")),
    ]
    for part in parts:
        for row in part.contents:
            if isinstance(row, Tag) and row.name == "tr":
                cells = [cell for cell in row.contents if isinstance(cell, Tag) and cell.name in ("td", "th")]
                rows += [cells] if cells else []
    return rows


def is_layout(table: Tag, rows: Sequence[Sequence[Tag]]) -> bool:
    """Whether `table` only places things on the page."""
    if table.find("table") is not None:
        return True
    lengths = [[len(cell.get_text(strip=True)) for cell in row] for row in rows]
    if sum(1 for row in lengths if sum(1 for length in row if length) >= 2) < 2:
        return True
    cells = [length for row in lengths for length in row]
    if len(cells) <= FEW_CELLS and max(cells) > LONG_CELL:
        return True
    return 2 * len(table.find_all("img")) >= sum(1 for length in cells if length)


def texts(rows: Sequence[Sequence[Tag]], cells: Mapping[int, str]) -> list[str]:
    """Each row as one line, `a | b | c`: every text once, however many cells it spans."""
    return [" ".join(" | ".join(cells[id(cell)] for cell in row).split()) for row in rows]


def read(rows: Sequence[Sequence[Tag]], cells: Mapping[int, str]) -> Table:
    """The grid, a spanning text repeated in every cell it covers; rows without any text left out."""
    filled: list[dict[int, str]] = [{} for _ in rows[:MOST_ROWS]]
    repeats = 0
    for number, row in enumerate(rows[:MOST_ROWS]):
        column = 0
        for cell in row:
            while column in filled[number]:
                column += 1
            wide, high = _span(cell, "colspan", MOST_COLUMNS - column), _span(cell, "rowspan", len(filled) - number)
            repeats += wide * high
            if column >= MOST_COLUMNS or repeats > MOST_REPEATS:
                break
            for below in filled[number : number + high]:
                for across in range(column, column + wide):
                    below.setdefault(across, cells[id(cell)])
            column += wide
    width = max((max(row, default=-1) for row in filled), default=-1) + 1
    made = (tuple(row.get(column, "") for column in range(width)) for row in filled)
    return Table(tuple(row for row in made if any(row)))


def _span(cell: Tag, name: str, most: int) -> int:
    value = str(cell.get(name) or "")
    return max(1, min(int(value[:6]) if value.isdecimal() else 1, most))
