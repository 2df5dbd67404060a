"""What stands in a figure's row as a word of ours, in words for people: kinds, how sure, done or aimed at, what a check is.

`said` reads a figure aloud: a reporter who has never seen the table shall not have to know that VND is đồng.
"""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from pipelines.written_numbers import figure, vietnamese
from plugins.language.chosen import is_english, only

KINDS = {
    "count": ("Số đếm", "count"), "ratio": ("Tỷ số", "ratio"), "money": ("Tiền", "money"), "percent": ("Phần trăm", "per cent"),
    "comparison": ("Tăng, giảm", "comparison"), "rank": ("Thứ hạng", "rank"), "score": ("Điểm", "score"),
    "area": ("Diện tích", "area"), "length": ("Độ dài", "length"), "duration": ("Thời gian", "duration"),
}  # fmt: skip
MODALITIES = {
    "actual": ("Đã đạt", "done"), "target": ("Mục tiêu", "target"), "estimate": ("Ước tính", "estimate"),
}  # fmt: skip
QUALIFIERS = {
    "exact": ("đúng số ghi", "as written"), "gt": ("hơn", "more than"), "lt": ("dưới", "less than"),
    "approx": ("khoảng", "about"), "lt_approx": ("gần", "nearly"), "min": ("ít nhất", "at least"),
    "max": ("nhiều nhất", "at most"),
    "estimate": ("ước", "estimated"), "basically": ("cơ bản", "basically"), "ambiguous": ("không rõ", "ambiguous"),
}  # fmt: skip
DIRECTIONS = {
    "increase": ("tăng", "up"), "decrease": ("giảm", "down"), "equal_to": ("bằng", "equal to"), "multiple": ("gấp", "times"),
}  # fmt: skip
BASES = {
    "stated": ("ghi ngay trong câu", "stated"), "context": ("năm lấy theo đoạn văn", "its year from the context"),
    "inherited": ("theo câu trước", "from an earlier sentence"), "title": ("theo tiêu đề", "from the title"),
    "published": ("theo ngày đăng", "from the day of publication"),
}  # fmt: skip
#: Fields of the catalogue of indicators, by their code: the archive has their Vietnamese names.
DOMAINS = {
    "inspection": "Inspection", "anti_corruption": "Anti-corruption", "administrative_reform": "Administrative reform",
    "public_services": "Administrative procedures, one-stop offices, public services", "economy_society": "Economy and society",
    "information_communications": "Information, communications, digital transformation, office affairs",
    "budget": "Budget, public investment", "complaints_denunciations": "Complaints, denunciations, petitions",
    "commendation": "Emulation and commendation", "citizen_reception": "Receiving citizens",
}  # fmt: skip
_SCALES = (
    (Decimal(10) ** 9, "tỷ", "billion"), (Decimal(10) ** 6, "triệu", "million"), (Decimal(1000), "nghìn", "thousand"),
)  # fmt: skip
_NUMBER = re.compile(r"\d[\d.,]*")
_SAID_BEFORE = ("gt", "lt", "approx", "lt_approx", "min", "max", "estimate", "basically")

Row = Mapping[str, Any]


def unit_words(unit: str) -> str:
    return only("đồng", "VND") if unit == "VND" else unit


def domain(row: Row) -> str:
    return only(row["domain_vi"], DOMAINS.get(row["domain"], row["domain"].replace("_", " ")))


def numerals(text: str) -> str:
    """Numbers as Vietnam writes them, `9.045,8`, as the reader's language does: `9,045.8`."""
    swapped = str.maketrans(".,", ",.")
    return _NUMBER.sub(lambda found: found[0].translate(swapped), text) if is_english() else text


def written(row: Row) -> str:
    """A stored figure with its unit, in the numerals and with the currency of the reader's language."""
    text = figure(row["value_text"], row["unit"], row["value_to_text"], row["denominator_text"])
    if is_english() and row["unit"] == "VND":
        text = f"{text.removesuffix(' đồng')} VND"
    return numerals(text)


def number(text: str | None) -> Decimal | None:
    """A stored value; None for what is none, so that a broken row breaks no page."""
    try:
        value = Decimal(text or "")
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def shown(row: Row) -> str:
    """The figure as one would write it: `giảm 4,5%`, `197/299 cuộc`, `30–40 ha`, `14,8 thuê bao/100 dân`."""
    text = written(row)
    before = only(*DIRECTIONS[row["direction"]]) + " " if row["direction"] in DIRECTIONS else ""
    return f"{before}{text}{'/' + row['per'] if row['per'] else ''}"


def scaled(value: Decimal, unit: str, *, has_unit: bool = True) -> str:
    """A large value by its scale word: `9,05 tỷ đồng`, `1,4 triệu ha`; a small one as it is."""
    named = unit_words(unit) if has_unit else ""
    for size, vi, en in _SCALES:
        if abs(value) >= size and (size > 1000 or unit == "VND"):
            text = numerals(vietnamese((value / size).quantize(Decimal("0.01"))))
            return f"{text} {only(vi, en)} {named}".rstrip()
    rounded = numerals(vietnamese(value.quantize(Decimal("0.01")) if value != value.to_integral_value() else value))
    return f"{rounded}%" if unit == "%" else f"{rounded} {named}".rstrip()


def said(row: Row) -> str:
    """A figure read aloud: how sure, how much, of how many, and what that is in round terms."""
    text = shown(row)
    if row["qualifier"] in _SAID_BEFORE:
        text = f"{only(*QUALIFIERS[row['qualifier']])} {text}"
    value, whole = number(row["value_text"]), number(row["denominator_text"])
    if row["kind"] == "ratio" and value is not None and whole:
        share = (value / whole * 100).quantize(Decimal("0.1"))
        part, of = only("trong", "of"), only("bằng", "that is")
        text += numerals(
            f" ({vietnamese(row['value_text'])} {part} {vietnamese(row['denominator_text'])}, {of} {vietnamese(share)}%)"
        )
    elif value is not None and abs(value) >= 1_000_000:
        text += f" ({scaled(value, row['unit'])})"
    if row["base"]:
        is_change = row["direction"] in ("increase", "decrease")
        text += (
            f" {only('so với', 'against')} {row['base']}" if is_change else f"; {only('căn cứ', 'base')}: {row['base']}"
        )
    return text
