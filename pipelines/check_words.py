"""A check in one line of words, Vietnamese first: what was held against what, and how it came out.

Only signs and numbers of the text are used: the reader sees both sides and judges, the archive accuses nobody.
"""

from collections.abc import Sequence

from pipelines.written_numbers import figure, maybe_plain, plain, with_unit
from spiders.items import Check, Metric

_RELATIONS = {
    "sum": ("các phần so với tổng", "parts against their total"),
    "difference": ("phần còn lại", "what is left over"),
    "ratio": ("tỷ lệ tính lại so với tỷ lệ ghi", "share computed against share printed"),
    "order": ("thứ tự lớn đến nhỏ", "largest first"),
    "same": ("cùng một số, ghi hai lần", "one figure, printed twice"),
}
_VERDICTS = {
    "consistent": ("khớp", "consistent"),
    "inconsistent": ("không khớp", "inconsistent"),
    "typo_proved": ("lỗi đánh máy, số học cho thấy", "a typing error, by its arithmetic"),
}


def note(check: Check, metrics: Sequence[Metric]) -> str:
    """`khớp, các phần so với tổng: 36 + 4 + 10 cuộc = 50 cuộc · consistent, parts against their total`."""
    (relation_vi, relation_en) = _RELATIONS.get(check.relation, (check.relation, check.relation))
    (verdict_vi, verdict_en) = _VERDICTS.get(check.verdict, (check.verdict, check.verdict))
    return f"{verdict_vi}, {relation_vi}: {_arithmetic(check, metrics)} · {verdict_en}, {relation_en}"


def _arithmetic(check: Check, metrics: Sequence[Metric]) -> str:
    operands = [metrics[n] for n in check.operands]
    values = [_value(metric) for metric in operands]
    held = check.total if check.total is not None else check.printed
    printed = f"; ghi {_value(metrics[held])}" if held is not None else ""
    match check.relation:
        case "sum":
            return f"{' + '.join(values)} = {_computed(check, operands)}{printed}"
        case "difference":
            return f"{' − '.join(values)} = {_computed(check, operands)}"
        case "ratio":
            parts = " / ".join(values) if len(values) > 1 else values[0]
            return f"{parts} = {with_unit(plain(check.computed), '%')}{printed}"
        case "order":
            return " ≥ ".join(values)
        case _:
            return " = ".join(dict.fromkeys(values)) + printed


def _computed(check: Check, operands: Sequence[Metric]) -> str:
    return with_unit(plain(check.computed), operands[0].unit if operands else "")


def _value(metric: Metric) -> str:
    return figure(plain(metric.value), metric.unit, maybe_plain(metric.value_to), maybe_plain(metric.denominator))
