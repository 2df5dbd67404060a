"""A figure printed again: as the denominator of a ratio, or announced in a heading or the sapo and told in the text.

Equal numbers alone prove nothing: eleven inspections and eleven others are two figures.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipelines.figures.checks.orders import no_new_subject
from pipelines.figures.checks.prints import plain
from pipelines.figures.checks.relations import APART, DONE
from pipelines.figures.checks.scopes import same_scope
from pipelines.figures.checks.seen import BRACKET, Seen, alike, apart, below, narrower
from pipelines.figures.prose import Prose
from spiders.items import Check

_BACK = 8
#: From here on an equal number of the same unit, in the next sentence, is no accident.
_PARTICULAR = 100
_ANOTHER = re.compile(r"\briêng\b|\bkhác\b|cùng kỳ|năm trước|năm ngoái|kỳ trước")
#: What is counted whole, not as a result of something done.
_ALL = re.compile(
    r"(?:trong (?:tổng )?số|tổng số|toàn (?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|ngành)(?: hiện)? có|hiện có) ?$"
)
_NO_VERB = frozenset(("gần", "hơn", "trên", "khoảng", "được", "là", "có", "tới", "đến"))
#: How far a rounded figure may stand from the exact one it repeats.
_ROUNDED = {"lt_approx": (-1, 5), "approx": (5, 5), "gt": (5, 0), "lt": (0, 5)}


def repeated(prose: Prose, seen: Sequence[Seen]) -> Iterator[Check]:
    """A figure printed again: as the denominator of a ratio, or in a heading or the sapo and in the text."""
    for at, one in enumerate(seen):
        if one.usable and one.draft.kind == "ratio" and one.draft.denominator:
            for other in reversed(seen[max(0, at - _BACK) : at]):
                if other.paragraph != one.paragraph or one.draft.sentence - other.draft.sentence > 1:
                    break
                if _is_denominator(prose, other, one):
                    yield Check("same", "consistent", (other.at, at), other.draft.value, printed=at)
                    break
    yield from _announced(prose, seen)


def _is_denominator(prose: Prose, one: Seen, ratio: Seen) -> bool:
    if not one.usable or not one.exact or one.draft.kind != "count" or one.draft.value != ratio.draft.denominator:
        return False
    if one.at == ratio.at - 1 and _of_all(one, ratio):
        return same_scope(one, ratio)
    if not alike(one, ratio) or not same_scope(one, ratio) or not narrower(ratio, one):
        return False
    if one is ratio.above or below(ratio, one):
        return True
    return _same_again(prose, one, ratio)


def _same_again(prose: Prose, one: Seen, ratio: Seen) -> bool:
    """The count right before a ratio of its unit, or one too particular to be another's: nobody else is named between."""
    near = one.draft.sentence == ratio.draft.sentence and ratio.draft.value != one.draft.value
    if not near and one.draft.value < _PARTICULAR:
        return False
    if one.draft.unit != ratio.draft.unit or apart(one, ratio) or one.stage == APART:
        return False
    between = BRACKET.sub("", prose.low[one.draft.span_end : ratio.draft.span_start])
    if ";" in between and near and not (ratio.stage is not None and ratio.stage[1] == DONE):
        return False
    return _ANOTHER.search(between) is None and no_new_subject(prose, ratio, one)


def _of_all(one: Seen, ratio: Seen) -> bool:
    """All there are, counted right before the ratio: "trong số 102 xã, phường, đã có 96/102 xã"."""
    unit = one.draft.unit
    if one.draft.sentence != ratio.draft.sentence or ratio.draft.unit not in (unit, unit.split(",")[0]):
        return False
    return _ALL.search(one.gap) is not None


def _announced(prose: Prose, seen: Sequence[Seen]) -> Iterator[Check]:
    """Figures of a heading or of the sapo that the text gives again, to the unit or rounded."""
    said: dict[tuple[str, str | None], list[Seen]] = {}
    sentence, announces = -1, False
    for one in seen:
        draft = one.draft
        if not one.usable or draft.kind == "ratio":
            continue
        key = (draft.unit, draft.indicator)
        for other in said.get(key, ()):
            if other.paragraph < one.paragraph and _again(other, one):
                yield _same(other, one)
                said[key].remove(other)
                break
        if draft.sentence != sentence:
            sentence, announces = draft.sentence, _announces(prose, one)
        if announces and len(said.setdefault(key, [])) < _BACK:
            said[key].append(one)


def _announces(prose: Prose, one: Seen) -> bool:
    """Whether it stands in the first paragraph, or in a short line without a full stop: a heading."""
    sentence = prose.sentences[one.draft.sentence]
    if one.paragraph == prose.sentences[0].paragraph:
        return True
    if sentence.end - sentence.start > 120 or prose.low[sentence.end - 1] in ".:;,…!?":
        return False
    return prose.low.rfind("\n", 0, sentence.start) + 1 == sentence.start


def _again(first: Seen, one: Seen) -> bool:
    """The same thing counted, in one scope, and a number too particular or too near to be another's."""
    a, b = first.draft, one.draft
    if a.indicator != b.indicator or not same_scope(first, one):
        return False
    if not first.money and first.label != one.label:
        return False
    if first.stage != one.stage and not (None in (first.stage, one.stage) and _same_verb(first, one, 2)):
        return False
    if a.indicator is None and first.stage is None and not _same_verb(first, one):
        return False
    if first.exact and one.exact:
        return a.value == b.value >= 100
    rounded, exact = (first, one) if one.exact else (one, first)
    if not exact.exact or rounded.draft.qualifier not in _ROUNDED:
        return False
    over, under = _ROUNDED[rounded.draft.qualifier]
    low, high = (Decimal(100 - under) / 100, Decimal(100 + abs(over)) / 100)
    return rounded.draft.value * low <= exact.draft.value <= rounded.draft.value * high


def _same_verb(first: Seen, one: Seen, words: int = 1) -> bool:
    mine, theirs = ([word for word in each.lead.split() if word not in _NO_VERB][-words:] for each in (first, one))
    return len(mine) == words and mine == theirs


def _same(first: Seen, one: Seen) -> Check:
    """The exact figure is the one that holds: a rounded one is a print of it."""
    base, printed = (first, one) if first.exact else (one, first)
    return Check("same", "consistent", (base.at, printed.at), plain(base.draft.value), printed=printed.at)
