"""A way to write passages with their figures, and to say what is checked in them.

Passages are invented. A figure stands in square brackets, its indicator behind a bar: "[243 đơn|petitions_received]".
A check is told in the numbers as printed: "sum 56 70 = 126", "ratio 84 105 ~ 80%"; "!" marks a contradiction, "*" a proved typo.
"""

import re
from decimal import Decimal

from pipelines.figures.checks import check
from pipelines.figures.draft import Draft
from pipelines.figures.prose import Prose
from spiders.items import Check

_MARK = re.compile(r"\[([^\]|]+)(?:\|(\w+))?\]")
_NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:[.,]\d+)?")
_SCALES = {"tỷ": 9, "triệu": 6, "nghìn": 3}
_QUALIFIERS = {"gần": "lt_approx", "hơn": "gt", "trên": "gt", "khoảng": "approx"}


def _value(printed: str) -> Decimal:
    return Decimal(printed.replace(".", "").replace(",", "."))


def _draft(inner: str, at: int, sentence: int, indicator: str | None) -> Draft:
    """A figure as the grammar gives it, from a text such as "gần 600 lượt", "9 tỷ 45,8 triệu đồng", "8/11 cuộc"."""
    first = inner.split()[0]
    number = _NUMBER.search(inner)
    assert number is not None
    start = at + number.start()
    draft = Draft(start, start, at, at + len(inner), sentence, "count", Decimal(0), "")
    draft.qualifier, draft.indicator = _QUALIFIERS.get(first, "exact"), indicator
    ratio = re.search(r"(\d[\d.,]*)/(\d[\d.,]*)", inner)
    if inner.endswith("%"):
        draft.kind, draft.unit, draft.end = "percent", "%", at + len(inner)
        draft.value = _value(ratio[0].replace("/", ",") if ratio else number[0])
        draft.flags += ["slash_in_percent"] if ratio else []
        if first in ("tăng", "giảm"):
            draft.kind, draft.direction = "comparison", "increase"
    elif inner.endswith("đồng"):
        parts = re.findall(r"(\d[\d.,]*) ?(tỷ|triệu|nghìn)?", inner)
        draft.kind, draft.unit, draft.end = "money", "VND", at + len(inner)
        draft.value = sum((_value(digits).scaleb(_SCALES.get(scale, 0)) for digits, scale in parts), Decimal(0))
    else:
        draft.value, draft.end = _value(number[0]), start + len(number[0])
        if ratio:
            draft.kind, draft.denominator, draft.end = "ratio", _value(ratio[2]), at + ratio.end()
        draft.unit = inner[draft.end - at :].strip()
    return draft


def read(marked: str) -> tuple[Prose, list[Draft]]:
    """The text without its marks, and its figures."""
    plain, found, last = "", [], 0
    for mark in _MARK.finditer(marked):
        plain += marked[last : mark.start()]
        found.append((mark[1], len(plain), mark[2]))
        plain, last = plain + mark[1], mark.end()
    prose = Prose(plain + marked[last:])
    return prose, [_draft(inner, at, prose.sentence(at), indicator) for inner, at, indicator in found]


def told(prose: Prose, drafts: list[Draft], one: Check) -> str:
    def printed(at: int) -> str:
        return prose.text[drafts[at].start : drafts[at].end].removesuffix(" đồng")

    mark = {"consistent": "", "inconsistent": " !", "typo_proved": " *"}[one.verdict]
    held = f" = {printed(one.total)}" if one.total is not None else ""
    held += f" ~ {printed(one.printed)}" if one.printed is not None else ""
    return f"{one.relation} {' '.join(printed(at) for at in one.operands)}{held}{mark}"


def checks_of(marked: str) -> set[str]:
    prose, drafts = read(marked)
    return {told(prose, drafts, one) for one in check(prose, drafts)}
