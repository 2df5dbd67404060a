"""Numerals, in digits and in words, and the scale words behind them: `9 tỷ 45,8 triệu` is 9,045,800,000.

Officials write a thousand with a dot and a decimal with a comma, and misuse either. What a separator means is told by its
place and by what follows (`3,265 hồ sơ`, `108,987 tỷ đồng`), so a numeral keeps its groups until its unit is known.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

#: A numeral as it may be printed. A blank is a thousand's mark only between groups of three ("12 450"); "64. 215.000" is
#: seen in real papers.
DIGITS = re.compile(
    r"\d{1,3}(?: \.\d{3})+(?!\d)|\d{1,3}\. ?\d{3}(?:[. ]\d{3})+(?![\d])|\d{1,3}(?: \d{3})+(?![\d.,/]*\d)|\d+(?:[.,]\d+)*"
)
#: "37, 38 tỷ đồng": a blank behind the decimal comma, believed only in front of a scale word.
_SPLIT_DECIMAL = re.compile(r"(\d{1,3})(?:, (\d{1,2})(?= ?(?:tỷ|tỉ|triệu)\b| %)| ,(\d{1,2})(?= ?(?:%|tỷ|tỉ|triệu)))")

SCALES = {
    "trăm": 100, "nghìn": 1_000, "ngàn": 1_000, "vạn": 10_000, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip
#: Scale words must be whole words: the "tỉ" of "63 tỉnh" is no billion, nor is the "tỷ" of "tỷ lệ".
SCALE = re.compile(r"\s?(trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)\b(?! (?:lệ|trọng|suất|giá|phong|sơn)\b)")
_MARK = re.compile(r"\. | \.|[., ]")
_HALF = re.compile(r" ?rưỡi\b")
_SMALLER = re.compile(r"\s(?=\d)")

_UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
#: What makes tens and hundreds of the digit before it, and whether it needs one.
_TENS = {"mười": (10, False), "mươi": (10, True), "trăm": (100, True)}
_SMALL = "một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười"
#: Words that spell a number, from the first that can begin one; fifteen spell any below a thousand billion.
WORDS = re.compile(
    rf"\b(?:{_SMALL})(?: (?:{_SMALL}|không|mốt|tư|lăm|nhăm|mươi|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|linh|lẻ)\b){{0,14}}"
    r"(?! (?:lệ|trọng|suất)\b)"
)


#: No figure is printed longer: a thousand billion billion đồng. What is, is a code.
LONGEST = 27


@dataclass(slots=True)
class Numeral:
    """Groups of digits as printed: `marks[i]` stands between `groups[i]` and `groups[i + 1]`."""

    start: int
    end: int
    groups: list[str]
    marks: list[str]
    flags: list[str] = field(default_factory=list)

    def value(self, decimal: bool) -> Decimal | None:
        """What it means; with `decimal` a lone mark before three digits is a decimal one. None for what is no number."""
        groups, marks = self.groups, self.marks
        kinds = set(marks)
        if not marks:
            return Decimal(groups[0])
        whole = (
            all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3 and groups[0] != "0" * len(groups[0])
        )
        if " " in kinds:
            self.flags.append("space_in_number" if "." in kinds else "space_as_thousands")
            return Decimal("".join(groups))
        if len(kinds) == 2:
            last = marks[-1]
            if marks.count(last) > 1 or not all(len(group) == 3 for group in groups[1:-1]):
                return None
            if last == ".":
                self.flags += ["comma_as_thousands", "dot_as_decimal"]
            return Decimal("".join(groups[:-1]) + "." + groups[-1])
        mark = marks[0]
        if len(marks) == 1 and (decimal or not whole):
            if mark == ".":
                self.flags.append("dot_as_decimal")
            return Decimal(f"{groups[0]}.{groups[1]}")
        if not whole:
            return None
        if mark == ",":
            self.flags.append("comma_as_thousands")
        return Decimal("".join(groups))

    @property
    def comma_and_three(self) -> bool:
        return self.marks == [","] and len(self.groups[1]) == 3

    @property
    def zero_padded(self) -> bool:
        return not self.marks and len(self.groups[0]) > 1 and self.groups[0][0] == "0"


@dataclass(slots=True)
class Amount:
    """A number with its scale words. `scale` is the last one's factor (1 for none), by which a range's lower end counts."""

    start: int
    end: int
    value: Decimal
    scale: int = 1
    words: bool = False
    numeral: Numeral | None = None
    flags: list[str] = field(default_factory=list)


def numeral(low: str, at: int) -> Numeral | None:
    """The numeral whose first digit stands at `at`."""
    if split := _SPLIT_DECIMAL.match(low, at):
        return Numeral(at, split.end(), [split[1], split[2] or split[3]], [","], ["space_after_decimal_comma"])
    found = DIGITS.match(low, at)
    if found is None or found.end() - at > LONGEST:
        return None
    printed = found[0]
    groups = _MARK.split(printed)
    marks = [mark.strip() or " " for mark in _MARK.findall(printed)]
    whole = Numeral(at, found.end(), groups, marks)
    if ". " in printed or " ." in printed:
        whole.flags.append("space_in_number")
        whole.marks = ["."] * len(marks)
    return whole


def amount(low: str, at: int, decimal: bool = False) -> Amount | None:
    """The number that begins at `at` in digits, with its scale words; `decimal` as in `Numeral.value`."""
    first = numeral(low, at)
    if first is None:
        return None
    scaled = SCALE.match(low, first.end)
    value = first.value(decimal or (scaled is not None and first.marks == [","]))
    if value is None:
        return None
    flags = first.flags
    if scaled and first.comma_and_three and first.groups[0] != "0":
        flags.append("ambiguous_comma3")
    if first.zero_padded:
        flags.append("zero_padded")
    total = Amount(at, first.end, value, numeral=first, flags=flags)
    if scaled:
        _scale_up(low, total)
    return total


def _scale_up(low: str, total: Amount) -> None:
    """Take the scale words behind a number, and the smaller parts that are added to it: "9 tỷ 45,8 triệu"."""
    factor, end = _factor(low, total.end)
    value, total.end, total.scale = total.value * factor, end, factor
    if half := _HALF.match(low, end):
        value, total.end = value + Decimal(factor) / 2, half.end()
    while part := _SMALLER.match(low, total.end):
        more = numeral(low, part.end())
        if more is None or not SCALE.match(low, more.end):
            break
        smaller, end = _factor(low, more.end)
        added = more.value(more.marks == [","])
        if smaller >= total.scale or added is None or added * smaller >= total.scale:
            break
        value, total.end, total.scale = value + added * smaller, end, smaller
        if more.marks == [","]:
            total.flags.append("mixed_scale_decimal")
    total.value = value


def _factor(low: str, at: int) -> tuple[int, int]:
    """The product of the scale words at `at` ("nghìn tỷ") and where they end."""
    factor, end = 1, at
    while scaled := SCALE.match(low, end):
        factor, end = factor * SCALES[scaled[1]], scaled.end()
    return factor, end


def in_words(low: str, start: int, end: int) -> Amount | None:
    """The number that the words from `start` to `end` spell. None where they spell none ("năm ba")."""
    words = low[start:end].split()
    value = _spelt(words)
    if value is None:
        return None
    found = Amount(start, end, Decimal(value), words=True)
    if words[-1] in SCALES:
        found.scale = SCALES[words[-1]]
        if half := _HALF.match(low, end):
            found.value, found.end = found.value + Decimal(found.scale) / 2, half.end()
    return found


def _spelt(words: list[str]) -> int | None:
    """Vietnamese number words as an integer: "một nghìn không trăm hai mươi hai"."""
    total = group = 0
    digit: int | None = None
    for word in words:
        if word in _UNITS:
            if digit is not None:
                return None
            digit = _UNITS[word]
        elif word in ("linh", "lẻ"):
            continue
        elif word in _TENS:
            ten, needs_digit = _TENS[word]
            if (digit is None) == needs_digit:
                return None
            group, digit = group + ten * (1 if digit is None else digit), None
        elif word in SCALES:
            group += digit or 0
            group, digit, total = 0, None, _scaled(total, group or 1, SCALES[word])
        else:
            return None
    return None if words[-1] in ("linh", "lẻ") else total + group + (digit or 0)


def _scaled(total: int, group: int, scale: int) -> int:
    """A billion multiplies all that was said before ("hai nghìn tỷ"), a smaller scale only its own group."""
    return (total + group) * scale if scale == 10**9 and total else total + group * scale
