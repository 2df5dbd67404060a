"""An XLSX workbook: the rows on its first sheet, and on its second where they come from and what a reader must know.

Every text is typed as text, whatever it begins with: a cell never becomes a formula or a link. A number is a number where
Excel keeps all its digits, and text otherwise. Stamps stay text as they are stored: Excel's dates know no time zone and no
"only the day".
"""

import re
from collections.abc import Iterable, Sequence
from typing import BinaryIO

import xlsxwriter

from pipelines.export.answer import Row, distinct

#: Excel's own limits: characters of a cell, digits of a number.
LONGEST, DIGITS = 32_767, 15
#: What stands at the end of a cell that was cut.
CUT = " … [bị cắt · cut]"
#: Columns whose text is an exact decimal; a code such as "01" is text in all others.
DECIMALS = frozenset({
    "value_text", "value_to_text", "denominator_text", "value", "value_to", "denominator", "old_value", "new_value", "computed",
    "printed_value",
})  # fmt: skip
#: How wide a column is, in characters: by its name and the first rows, between these.
NARROWEST, WIDEST, LOOKED_AT = 9, 60, 200

_SURROGATES = re.compile("[\ud800-\udfff]")
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}  # fmt: skip


class Workbook:
    """A workbook on its way into `file`. Rows go to a temporary file, so its size does not matter."""

    def __init__(self, file: BinaryIO, name: str, columns: Sequence[str]) -> None:
        self.book = xlsxwriter.Workbook(file, _OPTIONS)
        self.bold = self.book.add_format({"bold": True})
        self.sheet = self.book.add_worksheet(_title(name))
        self.columns, self.rows, self.long = distinct(columns), 0, 0
        self.widths = [len(column) + 4 for column in self.columns]
        self.decimal = [column in DECIMALS for column in self.columns]
        for at, column in enumerate(self.columns):
            self.sheet.write_string(0, at, column[:LONGEST], self.bold)
        self.sheet.freeze_panes(1, 0)

    def add(self, row: Row) -> None:
        self.rows += 1
        for at, value in enumerate(row):
            if value is None:
                continue
            number = figure(value, self.decimal[at])
            if number is not None:
                self.sheet.write_number(self.rows, at, number)
                text = str(number)
            else:
                text = value.hex() if isinstance(value, bytes) else str(value)
                self._text(self.rows, at, text)
            if self.rows <= LOOKED_AT:
                self.widths[at] = max(self.widths[at], min(len(text), WIDEST))

    def close(self, notes: Iterable[tuple[str, str]]) -> None:
        """Write the second sheet, of `notes` as name and text, and finish."""
        for at, width in enumerate(self.widths):
            self.sheet.set_column(at, at, max(NARROWEST, min(width + 1, WIDEST)))
        if self.columns:
            self.sheet.autofilter(0, 0, max(self.rows, 1), len(self.columns) - 1)
        sheet = self.book.add_worksheet("Ghi chú · Notes")
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 110)
        wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})
        head = self.book.add_format({"bold": True, "valign": "top"})
        for n, (name, text) in enumerate(notes):
            sheet.write_string(n, 0, name[:LONGEST], head)
            sheet.write_string(n, 1, shortened(text), wrapped)
        self.book.close()

    def _text(self, row: int, at: int, text: str) -> None:
        fitting = shortened(text)
        self.long += fitting is not text
        self.sheet.write_string(row, at, _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", fitting))


def shortened(text: str) -> str:
    """`text` itself where a cell can hold it; Excel counts as UTF-16 does, where some characters are two."""
    if len(text) <= LONGEST // 2:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore") + CUT


def figure(value: object, is_decimal: bool) -> int | float | None:
    """`value` as the number that Excel would keep whole; None where it is, or has to stay, text."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value if len(str(abs(value))) <= DIGITS else None
    if isinstance(value, float):
        return value if value - value == 0 else None  # neither infinite nor no number at all
    if is_decimal and isinstance(value, str) and len(value) <= DIGITS + 2 and _DECIMAL.fullmatch(value):
        digits = re.sub(r"\D", "", value).lstrip("0")
        return (float(value) if "." in value else int(value)) if len(digits) <= DIGITS else None
    return None


def _title(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", "_", name)[:31] or "congkhai"
