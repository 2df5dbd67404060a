"""Invented sentences with their figures put together by hand: what rows, pages and answers are tried on, whatever is read."""

from decimal import Decimal
from typing import Any

from spiders.items import Check, Citation, Figures, Metric, Period, Place

TEXT = (
    "Quý III/2026, ngành Thanh tra tỉnh Diên Giang kết thúc 36/40 cuộc thanh tra, đạt 90%.\n"
    "Qua thanh tra phát hiện sai phạm 9 tỷ 45,8 triệu đồng, trong đó đất đai 7 tỷ đồng; kiến nghị thu hồi 12 ha đất. "
    "Việc công khai thực hiện theo Kết luận số 231/KL-TTr ngày 05/9/2026 của Thanh tra tỉnh."
)
QUARTER = Period("period", "Quý III/2026", 0, 12, "2026-07-01", "2026-09-30")
PLACE = Place("Thái Nguyên", "19", "19")


def bounds(text: str, words: str, within: str | None = None) -> tuple[int, int]:
    """Where `words` stand in `text`, or in that part of it."""
    start = text.index(words, text.index(within) if within else 0)
    return start, start + len(words)


def sentence(text: str, at: int) -> tuple[int, int]:
    """The bounds of the sentence that holds `at`; good enough for these texts."""
    start = max(text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0, text.rfind("\n", 0, at) + 1)
    ends = [end + len(mark) - 1 for mark in (". ", "\n") if (end := text.find(mark, at)) >= 0]
    return start, min([*ends, len(text)])


def metric(text: str, number: str, span: str, kind: str, value: str, unit: str, **more: Any) -> Metric:
    """The figure `number`, at its first place in `span`, which stands once in `text`."""
    span_start, span_end = bounds(text, span)
    start, end = bounds(text, number, span)
    within = sentence(text, start)
    return Metric(start, end, span_start, span_end, *within, kind=kind, value=Decimal(value), unit=unit, **more)


def citation(text: str, span: str, **more: Any) -> Citation:
    start, end = bounds(text, span)
    return Citation(start, end, *sentence(text, start), **more)


def figures(text: str = TEXT) -> Figures:
    """Of TEXT, or of any text that holds its sentences."""
    known = {"period": QUARTER, "place": PLACE, "agency": "Thanh tra tỉnh Diên Giang"}
    return Figures(
        metrics=(
            metric(text, "36/40", "36/40 cuộc thanh tra", "ratio", "36", "cuộc", denominator=Decimal(40), **known),
            metric(text, "90%", "90%", "percent", "90", "%", **known),
            metric(
                text, "9 tỷ 45,8 triệu đồng", "9 tỷ 45,8 triệu đồng", "money", "9045800000", "VND", **known,
                flags=("mixed_scale_decimal",),
            ),
            metric(text, "7 tỷ đồng", "7 tỷ đồng", "money", "7000000000", "VND", part_of=2, **known),
            metric(text, "12", "12 ha", "area", "12", "ha", modality="target"),
        ),
        citations=(
            citation(
                text, "Kết luận số 231/KL-TTr ngày 05/9/2026 của Thanh tra tỉnh", type="Kết luận", number="231/KL-TTr",
                date="2026-09-05", issuer="Thanh tra tỉnh Diên Giang",
            ),
        ),
        checks=(
            Check("ratio", "consistent", (0,), Decimal("90"), printed=1),
            Check("difference", "inconsistent", (2, 3), Decimal("2045800000")),
        ),
        periods=(QUARTER,),
    )  # fmt: skip
