"""Tables as the text holds them, a row a line, cells between bars: what unit the numbers of each column are in.

A column's unit stands in its own heading ("Dự toán (tỷ đồng)", "% so cùng kỳ", "Số hồ sơ"), or in that of the first column, or
above the table ("ĐVT: triệu đồng"). A number whose column says nothing is left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pipelines.figures.numbers import units
from pipelines.figures.numbers.numerals import SCALES
from pipelines.figures.wordlists import any_of

_SCALE = rf"(?P<scale>nghìn tỷ|nghìn tỉ|{any_of('; '.join(SCALES))}|)"
_MONEY = re.compile(
    rf"(?:^|\(|: ?|, ?){_SCALE} ?(?:đồng|đ|vnđ|vnd)\)?$|\((?:đvt:? ?)?{_SCALE.replace('scale', 'scale2')} ?(?:đồng|vnđ|vnd)\)"
)
#: "ĐVT: triệu đồng", above a table or in a sentence.
_ABOVE = re.compile(rf"(?:đvt|đơn vị tính|đơn vị)\s?:\s?{_SCALE}\s?(?:đồng|vnđ|vnd)\b")
_SHARE = re.compile(r"^%|%$|%\)|tỷ lệ|tỉ lệ")
_COUNT_OF = re.compile(r"(?:tổng )?số(?: lượng)? |\(")
_NUMBER = re.compile(r"\d[\d.,]*$")


@dataclass(frozen=True, slots=True)
class CellUnit:
    """kind and unit of a number, and the factor of its scale words."""

    kind: str
    unit: str
    factor: int = 1


def above(low: str) -> tuple[int, CellUnit] | None:
    """The unit that a text announces for its numbers, and where the announcement ends."""
    found = _ABOVE.search(low) if "đvt" in low or "đơn vị" in low else None
    return (found.end(), CellUnit("money", "VND", _factor(found["scale"]))) if found else None


def cells(low: str) -> dict[int, CellUnit | None]:
    """Where each number that fills a cell begins, with its unit; None where no heading tells one."""
    if "|" not in low:
        return {}
    announced = above(low)
    found: dict[int, CellUnit | None] = {}
    for is_table, lines in groupby(_lines(low), key=lambda line: len(line[1]) > 1):
        if is_table:
            rows = list(lines)
            wide = announced[1] if announced and announced[0] <= rows[0][0] else None
            found.update(_of_table([cells for _, cells in rows], wide))
    return found


def _lines(low: str) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    """Each line: where it begins, and its cells as (where it begins, text)."""
    start = 0
    for line in low.split("\n"):
        at, parts = start, []
        for cell in line.split("|"):
            stripped = cell.strip()
            parts.append((at + len(cell) - len(cell.lstrip()), stripped))
            at += len(cell) + 1
        yield start, parts
        start += len(line) + 1


def _of_table(rows: list[list[tuple[int, str]]], wide: CellUnit | None) -> Iterator[tuple[int, CellUnit | None]]:
    heads = [text for _, text in rows[0]]
    headed = not any(_NUMBER.match(text) for text in heads)
    columns = [_heading(text) for text in heads] if headed else []
    if columns and columns[0] is not None and columns[0].kind == "money":
        wide = columns[0]
    for row in rows[headed:]:
        fits = len(row) == len(columns)
        for number, (at, text) in enumerate(row):
            if _NUMBER.match(text):
                own = columns[number] if fits and number else None
                yield at, own or (wide if number else None)


def _heading(text: str) -> CellUnit | None:
    """What a column's heading says of its numbers."""
    if _SHARE.search(text):
        return CellUnit("percent", "%")
    if money := _MONEY.search(text):
        return CellUnit("money", "VND", _factor(money["scale"] or money["scale2"] or ""))
    counted = _COUNT_OF.search(text)
    noun = units.noun(text, counted.end()) if counted else None
    return CellUnit("count", noun.name) if noun and noun.name else None


def _factor(scale: str) -> int:
    factor = 1
    for word in scale.split():
        factor *= SCALES[word]
    return factor
