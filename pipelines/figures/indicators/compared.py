"""Which figure a change is a change of: "tiếp 90 lượt với 120 người (giảm 8 lượt so với cùng kỳ)" is about the visits."""

import re
from collections.abc import Callable, Sequence

from pipelines.figures.draft import Draft
from pipelines.figures.indicators.skeleton import Skeleton
from pipelines.figures.indicators.wholes import same_things

#: Further back than this nothing is compared.
LOOKS_BACK = 8
_BARE = frozenset(("%", "điểm %", "lần", "điểm", "bậc", "hạng"))
#: What is compared, told behind the change: "giảm 5% số lượt".
_NAMED = re.compile(
    r"\s*(?:%|phần trăm)?\s*(?:về )?số (?P<what>vụ việc|vụ án|vụ|lượt người|lượt|người|đơn|cuộc|đoàn|hồ sơ)\b"
)


def compared(
    skeleton: Skeleton, figures: Sequence[Draft], n: int, rate_of: Callable[[str], tuple[str, ...]]
) -> Draft | None:
    """The figure that the n-th, a comparison, is about; `rate_of` tells what a named rate is a share of."""
    draft, text, at = figures[n], skeleton.text, skeleton.at
    named = _NAMED.match(text, at[n] + 1)
    what = named["what"] if named else draft.unit.lower()
    if what not in _BARE and (like := _of_unit(skeleton, figures, n, what)) is not None:
        return like
    for earlier in range(n - 1, max(n - 1 - LOOKS_BACK, -1), -1):
        other = figures[earlier]
        if text.find(";", at[earlier], at[n]) >= 0:
            return None
        if other.kind == "comparison" or (
            other.kind == "percent" and _passed_over(skeleton, figures, earlier, draft, rate_of)
        ):
            continue
        return _first_of_pair(skeleton, figures, earlier)
    return None


def _of_unit(skeleton: Skeleton, figures: Sequence[Draft], n: int, unit: str) -> Draft | None:
    """The last figure of what a change is counted in, in its clause."""
    for earlier in range(n - 1, max(n - 1 - LOOKS_BACK, -1), -1):
        other = figures[earlier]
        if skeleton.text.find(";", skeleton.at[earlier], skeleton.at[n]) >= 0:
            return None
        if other.kind != "comparison" and same_things(other.unit, unit):
            return other
    return None


def base_of(skeleton: Skeleton, figures: Sequence[Draft], n: int) -> Draft | None:
    """The comparison whose base the n-th figure is: "giảm 8 đơn so với cùng kỳ (90 đơn)"."""
    text, at = skeleton.text, skeleton.at
    for earlier in range(n - 1, max(n - 4, -1), -1):
        gap = text[at[earlier] + 1 : at[n]]
        if ";" in gap:
            return None
        if figures[earlier].kind == "comparison":
            told = figures[earlier].indicator is not None and gap.endswith("(") and "so với" in gap
            return figures[earlier] if told else None
    return None


def whole_before(figures: Sequence[Draft], n: int) -> int | None:
    """The last figure that is no share and no comparison."""
    for earlier in range(n - 1, max(n - 1 - LOOKS_BACK, -1), -1):
        if figures[earlier].kind not in ("percent", "comparison"):
            return earlier
    return None


def _passed_over(
    skeleton: Skeleton, figures: Sequence[Draft], n: int, draft: Draft, rate_of: Callable[[str], tuple[str, ...]]
) -> bool:
    """Whether a comparison behind the n-th figure, a percentage, is about what that is a share of: "thu 5 tỷ đồng, bằng
    54% dự toán, tăng 12% so với cùng kỳ"."""
    if draft.unit != "%":
        return draft.unit != "điểm %"
    share, whole = figures[n].indicator, whole_before(figures, n)
    if whole is None or skeleton.text.find(";", skeleton.at[whole], skeleton.at[n]) >= 0:
        return False
    of = figures[whole].indicator
    return of is not None and (share is None or of in rate_of(share))


def _first_of_pair(skeleton: Skeleton, figures: Sequence[Draft], n: int) -> Draft:
    """Of "324 lượt/387 công dân" the first, which is what the comparison is about."""
    if n:
        gap = skeleton.text[skeleton.at[n - 1] + 1 : skeleton.at[n]]
        if gap.endswith("/") and len(gap) < 24:
            return figures[n - 1]
    return figures[n]
