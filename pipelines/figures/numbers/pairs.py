"""Two numbers that make one figure: shares (`197/299 cuộc`, `903 trong tổng số 1.128 vụ`) and ranges (`từ 5 đến 7 triệu đồng`).

Each function returns the draft, or where to go on when the two numbers make none.
"""

import re
from decimal import Decimal

from pipelines.figures.draft import Draft
from pipelines.figures.numbers import units
from pipelines.figures.numbers.inherit import Inheritance
from pipelines.figures.numbers.measured import SLASH, Measure
from pipelines.figures.numbers.numerals import Amount

_DASH = re.compile(r"\s?[-–—]\s?(?=\d)")
_TO = re.compile(r" (?:đến|tới|-|–) (?=\d)")
_OF = re.compile(r" (?:trong|trên)(?: tổng)? số (?=\d)|/tổng số (?=\d)|/tổng (?=\d)| trong tổng (?=\d)")
_SHARE_OF = re.compile(r" (?:tổng )?số (?=[^\W\d_])")
_HAS = re.compile(r"(?:đạt|hoàn thành|có|được|với|còn|xong|vượt|là|kết thúc) $")
_FROM = re.compile(r"(?<![^\W_])từ $")


def share(measure: Measure, inherited: Inheritance, first: Amount) -> Draft | int | None:
    """The ratio, score or misprinted percent that `first` begins; None when no second number follows."""
    slash = SLASH.match(measure.low, first.end)
    link = slash or (_OF.match(measure.low, first.end) if first.scale == 1 else None)
    if link is None:
        return None
    second = measure.amount(link.end())
    if second is None:
        return link.end()
    low = measure.low
    if found := units.percent(low, second.end):
        return _slash_in_percent(measure, first, second, found.end) if slash else found.end
    draft = _of_two(measure, inherited, first, second)
    if draft is None:
        return second.end
    draft.denominator = second.value
    if first.numeral and second.numeral and (first.numeral.zero_padded or second.numeral.zero_padded):
        draft.flags = list(dict.fromkeys([*draft.flags, "zero_padded"]))
    if slash and first.value <= 31 and second.value <= 12:
        draft.flags.append("looks_like_date")
    return draft


def _of_two(measure: Measure, inherited: Inheritance, first: Amount, second: Amount) -> Draft | None:
    low = measure.low
    if money := units.currency(low, second.end):
        value = first.value * second.scale if first.scale == 1 else first.value
        return measure.draft(first, "ratio", value, money.name, second.end, money.end)
    found = units.unit(measure.text, low, second.end)
    if found and found.kind == "score":
        return measure.draft(first, "score", first.value, found.name, second.end, found.end)
    if second.scale > 1:
        return None
    if found:
        return measure.draft(first, "ratio", first.value, found.name, second.end, found.end)
    if not _is_share(low, first, second):
        return None
    return measure.draft(first, "ratio", first.value, _unit_before(low, inherited, second.end), second.end, second.end)


def _is_share(low: str, first: Amount, second: Amount) -> bool:
    """Whether an a/b without a unit is a share all the same."""
    if second.value < first.value:
        return False
    return (
        _SHARE_OF.match(low, second.end) is not None
        or _HAS.search(low, max(0, first.start - 16), first.start) is not None
    )


def _unit_before(low: str, inherited: Inheritance, end: int) -> str:
    """The unit of a share that names none: what "số" stands before, or that of the last count of the sentence."""
    if (of := _SHARE_OF.match(low, end)) and (found := units.noun(low, of.end())):
        return found.name
    return inherited.last_unit(end) or ""


def _slash_in_percent(measure: Measure, first: Amount, second: Amount, end: int) -> Draft | int:
    """ "9/9%": no share can be read from it as it stands; what was meant is for the arithmetic to prove."""
    printed = measure.low[second.start : second.end]
    if not printed.isdigit() or first.value != first.value.to_integral_value():
        return end
    draft = measure.draft(first, "percent", Decimal(f"{first.value}.{printed}"), "%", end, end)
    draft.flags = ["slash_in_percent"]
    return draft


def stretch(measure: Measure, low_end: Amount, first: Draft | None) -> Draft | None:
    """The range whose lower end is `low_end`, with a unit of its own (`first`) or without."""
    ends = {low_end.end: None, first.span_end: first} if first else {low_end.end: None}
    for end, unit in ends.items():
        dash = _DASH.match(measure.low, end)
        link = dash or _TO.match(measure.low, end)
        if link and (draft := _range(measure, low_end, unit, link.end(), worded=dash is None)):
            return draft
    return None


def _range(measure: Measure, low_end: Amount, first: Draft | None, at: int, worded: bool) -> Draft | None:
    low = measure.low
    high = measure.amount(at)
    last = measure.figure(high) if high else None
    if high is None or last is None or (first and (first.kind, first.unit) != (last.kind, last.unit)):
        return None
    lead = _FROM.search(low, max(0, low_end.start - 4), low_end.start)
    if worded and not lead and not first and last.kind != "duration":
        return None  # "3 đến 5 năm" is a range without "từ", "tổ 3 đến 5 hộ" is none
    value = low_end.value
    if low_end.scale == 1 and high.scale > 1 and value * high.scale < last.value:
        value *= high.scale
    years = not worded and last.kind == "count" and 1900 < value < last.value < 2100
    start = lead.start() if lead else low_end.start
    if value >= last.value or years:
        return None
    last.start, last.span_start, last.sentence = low_end.start, start, measure.prose.sentence(start)
    last.value, last.value_to = value, last.value
    last.flags = list(dict.fromkeys([*low_end.flags, *last.flags]))
    return last
