"""A figure with the words around it that tell what it counts: the ground on which figures are compared.

`lead` is its own clause before it ("đã giải quyết"), `tail` its own clause behind the number ("đơn thuộc thẩm quyền").
A clause ends at a comma, a bracket or "và": what stands beyond belongs to a neighbour.
"""

import re
from collections.abc import Sequence

from pipelines.figures.checks.relations import (
    ACROSS,
    APART,
    ATTRIBUTES,
    COLLECTED,
    DAMAGE,
    FINED,
    PERSONS,
    STAGE_OF,
    Stage,
    sides,
    stage_by_words,
)
from pipelines.figures.draft import Draft
from pipelines.figures.prose import Prose

#: Kinds that count something. A percent, a comparison or a rank is never a part or a total.
COUNTED = frozenset(("count", "money", "ratio", "area"))
#: How far the words of a figure reach.
_BEFORE, _BEHIND = 140, 80
_CLAUSE_ENDS = (",", ";", ":", "(", "[", "“", "”", '"', " và ", " còn ")
_TAIL_ENDS = re.compile(r"[,;:().“”\"/]| (?:và|còn|với) ")
_FIRST_CLAUSE = re.compile(r"[^,;:()]*[,;:()]")
_BARE = re.compile(r"(?: |có|là|và|gồm|còn lại|trong đó|trong số đó|gần|hơn|khoảng|trên|được|[-+*•–])*")
#: Figures of other times and of things still to come are no operands.
_OTHER_TIME = (
    "so với", "cùng kỳ", "năm trước", "kỳ trước", "chuyển sang", "tăng từ", "giảm từ", "chỉ tiêu", "mục tiêu", "phấn đấu"
)  # fmt: skip
#: Of these, what an earlier period left to this one: a part of this period's figure, where it adds up.
_LEFT_OVER = ("chuyển", "tồn")
_COMPARED = ("so với", "cùng kỳ", "tăng từ", "giảm từ", "chỉ tiêu", "mục tiêu", "phấn đấu")
#: Words that end the noun that is counted.
_LABEL_ENDS = frozenset((
    "đã", "đang", "được", "bị", "do", "để", "theo", "trên", "tại", "về", "của", "cho", "từ", "và", "với", "hoàn", "thuộc",
    "không", "đạt", "trong", "có", "là", "phải", "còn", "chưa", "khi", "mà", "ở", "năm", "quá", "đúng", "chậm", "trước",
    "đồng", "triệu", "tỷ", "tỉ", "cơ", "tăng", "giảm", "chiếm", "bằng", "vi",
))  # fmt: skip


#: What stands before a number in its own span is longer than "khoảng " where it names what is counted.
_TITLE = 7
#: What a clause says in brackets.
BRACKET = re.compile(r"\([^()]*\)")
#: Longer names of one unit.
_SAME_UNIT = {"vụ việc": "vụ", "đơn thư": "đơn", "thủ tục hành chính": "thủ tục", "lượt người": "lượt"}


class Seen:
    """`above` is the figure that bounds this one, `whole` the one it is part of. What words say is read when asked for."""

    __slots__ = (
        "_behind",
        "_label",
        "_lead",
        "_sides",
        "_stage",
        "_tail",
        "above",
        "at",
        "carried",
        "draft",
        "estimated",
        "exact",
        "first",
        "gap",
        "known",
        "lifted",
        "money",
        "paragraph",
        "titled",
        "usable",
        "whole",
    )  # fmt: skip

    def __init__(self, at: int, draft: Draft, paragraph: int, gap: str, behind: str, first: bool) -> None:
        self.at, self.draft, self.paragraph, self.gap, self.first = at, draft, paragraph, gap, first
        self._behind = behind
        self._tail: str | None = None
        self.money = draft.kind == "money"
        self.exact = draft.qualifier in ("exact", "basically") or (draft.modality == draft.qualifier == "estimate")
        countable = (
            draft.kind in COUNTED
            and draft.modality == "actual"
            and draft.value_to is None
            and draft.direction is None
            and draft.per is None
        )
        self._lead: tuple[str, bool] | None = None
        elsewhen = countable and _of_other_time(gap) and not self._joined()
        self.usable = countable and not elsewhen
        #: What is only expected ("ước đạt"): where its parts make it exactly, it is their sum all the same.
        self.estimated = draft.kind in COUNTED and draft.modality == "estimate" and draft.value_to is None
        self.estimated = self.estimated and draft.direction is None and not _of_other_time(gap)
        #: Left over from an earlier period ("kỳ trước chuyển sang 18 đơn"): a part of a sum, and of nothing else.
        self.carried = elsewhen and _left_over(gap)
        self.known = STAGE_OF.get(draft.indicator) if draft.indicator is not None else None
        #: Its words are part of what is printed ("trực tuyến 70").
        self.titled = draft.start - draft.span_start > _TITLE
        self.above: Seen | None = None
        self.whole: Seen | None = None
        #: A list stands between this figure and what bounds it: the rate behind it may be of a part in that list.
        self.lifted = False
        self._stage: Stage | bool | None = False
        self._sides: dict[str, str] | None = None
        self._label: tuple[str, ...] | None = None

    @property
    def lead(self) -> str:
        return self._clause()[0]

    @property
    def tail(self) -> str:
        if self._tail is None:
            stop = _TAIL_ENDS.search(self._behind)
            self._tail = self._behind[: stop.start()] if stop else self._behind
        return self._tail

    @property
    def bare(self) -> bool:
        """Nothing but "có", "và" stands before the number: an item of a list, not a clause of its own."""
        return self._clause()[1]

    def _clause(self) -> tuple[str, bool]:
        if self._lead is None:
            gap, cut = self.gap, 0
            for end in _CLAUSE_ENDS:
                if end in gap:
                    cut = max(cut, gap.rfind(end) + len(end))
            lead = gap[cut:]
            found = _BARE.match(lead)
            self._lead = lead, found is not None and found.end() == len(lead)
        return self._lead

    def _joined(self) -> bool:
        """Whether "và" stands right before it, so that the words before that are a neighbour's."""
        return self.bare and not self.first and self.gap.endswith(" và ", 0, len(self.gap) - len(self.lead))

    @property
    def stage(self) -> Stage | None:
        """The stage that its words name: those before it, else those behind it, else those of the clause before its own."""
        if isinstance(self._stage, bool):
            stage = None if self.bare else stage_by_words(self.lead, self.money)
            if stage is None and not self.money:
                stage = stage_by_words(self.tail, False)
            if stage is None and (not self.bare or self._named):
                stage = stage_by_words(self._wider, self.money)
            self._stage = stage
        return self._stage

    @property
    def sides(self) -> dict[str, str]:
        if self._sides is None:
            self._sides = sides(self.tail if self.bare and not self._named else self._wider + self.tail)
        return self._sides

    @property
    def label(self) -> tuple[str, ...]:
        """The noun that is counted, with what narrows it: "nhiệm vụ trọng tâm"."""
        if self._label is None:
            words: list[str] = []
            for word in self.tail.split():
                if word in _LABEL_ENDS or word.isdigit() or len(words) == 6:
                    break
                words.append(word)
            self._label = tuple(words)
        return self._label

    @property
    def _named(self) -> bool:
        """Whether a colon stands between its words and its number: "Đơn thuộc thẩm quyền: 20 đơn"."""
        return self.gap.endswith((":", ": "))

    @property
    def _wider(self) -> str:
        """Its words from the clause on that follows the figure before it: "đang kiểm tra, xác minh"."""
        beyond = None if self.first else _FIRST_CLAUSE.match(self.gap)
        return self.gap[beyond.end() :] if beyond else self.gap


def see(prose: Prose, drafts: Sequence[Draft]) -> list[Seen]:
    """Every draft with its words."""
    low, sentences, found = prose.low, prose.sentences, []
    before, last = 0, len(drafts) - 1
    for at, draft in enumerate(drafts):
        sentence = sentences[draft.sentence]
        end = draft.end
        left = draft.span_start - _BEFORE
        first = left <= sentence.start >= before
        left = max(left, sentence.start, before)
        limit = end + _BEHIND
        if at < last and drafts[at + 1].span_start < limit:
            limit = max(end, drafts[at + 1].span_start)
        if sentence.end < limit:
            limit = sentence.end
        found.append(Seen(at, draft, sentence.paragraph, low[left : draft.start], low[end:limit], first))
        if draft.span_end > before:
            before = draft.span_end
    return found


def _of_other_time(gap: str) -> bool:
    """Whether the clause before a number compares with another time, or names an aim."""
    for word in _OTHER_TIME:
        if word in gap:
            rest = gap[gap.rfind(word) :]
            if "," not in rest and ";" not in rest:
                return True
    return False


def _left_over(gap: str) -> bool:
    return any(word in gap for word in _LEFT_OVER) and not any(word in gap for word in _COMPARED)


def alike(one: Seen, other: Seen) -> bool:
    """Whether both are counted in the same unit. A unit left out in a list is its neighbours'."""
    a, b = one.draft, other.draft
    if one.money != other.money or (a.kind == "area") != (b.kind == "area"):
        return False
    if a.unit == b.unit or not a.unit or not b.unit:
        return True
    if a.unit in ATTRIBUTES or b.unit in ATTRIBUTES:  # "250 đại biểu, gồm 150 nam, 100 nữ"
        return (a.unit in ATTRIBUTES or a.unit in PERSONS) and (b.unit in ATTRIBUTES or b.unit in PERSONS)
    return _SAME_UNIT.get(a.unit, a.unit) == _SAME_UNIT.get(b.unit, b.unit)


def narrower(one: Seen, other: Seen) -> bool:
    """Whether what `one` counts may be some of what `other` counts, going by their nouns alone."""
    mine, theirs = one.label, other.label
    shorter = min(len(mine), len(theirs))
    if mine[:shorter] == theirs[:shorter]:
        return True
    return bool(theirs) and set(mine) <= set(theirs)


def apart(one: Seen, other: Seen) -> bool:
    """Whether they stand on two sides of one axis, so that neither can hold the other."""
    if not one.sides or not other.sides:
        return False
    theirs = other.sides
    return any(axis in theirs and theirs[axis] != side for axis, side in one.sides.items())


def below(one: Seen, other: Seen) -> bool:
    """Whether `other` bounds `one`: a later stage of the same matter. Indicators of stages decide where both have one."""
    mine, theirs = one.known, other.known
    if one.money and other.at == one.at - 1 and one.draft.sentence == other.draft.sentence:
        if (other.draft.indicator, one.draft.indicator) in ACROSS:
            return True
        if mine is None or theirs is None or mine == theirs:
            back = "thu hồi" in one.gap
            if other.stage in (FINED, DAMAGE) and one.stage is not None and back == (other.stage == DAMAGE):
                return one.stage == COLLECTED or (one.stage[0] == other.stage[0] and one.stage[1] > 0)
    if mine is None or theirs is None:
        mine, theirs = one.stage, other.stage
    if mine is None or theirs is None or mine == APART or theirs == APART:
        return False
    return mine[0] == theirs[0] and mine[1] > theirs[1]
