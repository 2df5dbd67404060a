"""Name each figure: which indicator of the catalogue it is, or none when its words do not tell.

Officials write verb, number, noun: "kiến nghị thu hồi 3 tỷ đồng, đã thu hồi 2 tỷ đồng, đạt 66%". So the words around a figure
are weighed by their length and by what lies between, a rate is named after the figure it belongs to, and a comparison after
what it compares. A wrong name is worse than none: below a threshold there is none.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from pipelines.figures.draft import Draft
from pipelines.figures.indicators import catalogue
from pipelines.figures.indicators.catalogue import Cue, Indicator, one_way
from pipelines.figures.indicators.compared import base_of, compared, whole_before
from pipelines.figures.indicators.skeleton import BEFORE_COST, Around, Phrases, Skeleton, between
from pipelines.figures.indicators.wholes import whole_of
from pipelines.figures.prose import Prose

#: What the words must weigh for a name, and how much better than the next one they must be.
ENOUGH = 6.5
#: So many letters of its paragraph before a sentence may tell what it is about.
_PARAGRAPH = 2_000
#: Words on both sides of a figure enclose it, or they mean something else.
_FAR = 2.0
_TOPIC_FAR, _TOPIC_TITLE = 1.0, 2.0
_RATE_LEADS = (
    "đạt", "đạt:", "tỷ lệ", "chiếm", "tương ứng", "tương đương", "bằng", "là", "khoảng", "gần", "trên", "hơn", "(", "=", "-", ",",
)  # fmt: skip
#: A deed told between a figure and a percentage that is no share of it: "còn 3 hồ sơ, giải ngân trên 95%".
_OWN = re.compile(r"[,;] (?:giải ngân|thu hồi|giải quyết|số hóa|thanh toán|hoàn thành|nộp|thu ngân sách)[^,]*$")
_OUT_OF = re.compile(r"\b(?:trong tổng|trên tổng|trong số|kế hoạch|dự toán|số phải)\b|/\s*$")
_OWN_WORDS = 8.0
_RATE, _PAIR, _SAME, _SPECIAL = 15.0, 9.0, 7.0, 0.5
_LISTED = ("trong đó", "gồm", "cụ thể", "riêng", "(", "và", ",")
_OTHER_DEED = (
    "đã ", "đang", "chưa", "không", "còn", "hoàn thành", "giải quyết", "kết thúc", "xử lý", "chuyển", "thu hồi", "phát hiện",
    "ban hành", "tiếp nhận", "xử phạt", "hỗ trợ", "tại", "cho", "với",
)  # fmt: skip
#: So many letters of a sentence still have to do with a figure: a sentence may be endless.
_SAID = 1500
_INHERITED = frozenset(("unit_inherited", "label_before_number"))


class Group:
    """The indicators that a figure of one kind and unit may be, by their words."""

    def __init__(self, members: Sequence[Indicator]) -> None:
        self.members = members
        self.by_words: dict[str, list[tuple[Indicator, Cue]]] = defaultdict(list)
        self.rate_of: dict[str, list[Indicator]] = defaultdict(list)
        self.follows: dict[str, list[Indicator]] = defaultdict(list)
        for one in members:
            for cue in one.cues:
                self.by_words[cue.words].append((one, cue))
            for other in one.rate_of:
                self.rate_of[other].append(one)
            for other in one.follows:
                self.follows[other].append(one)
        self.by_words = dict(self.by_words)


@lru_cache(maxsize=1)
def _index() -> dict[tuple[str, str], list[Indicator]]:
    found: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
    for one in catalogue.load().indicators.values():
        for kind in one.kinds:
            for unit in one.units:
                found[kind, unit.lower()].append(one)
    return dict(found)


@lru_cache(maxsize=1)
def _phrases() -> Phrases:
    cues = [cue for one in catalogue.load().indicators.values() for cue in one.cues]
    return Phrases(words for cue in cues for words in (cue.words, cue.behind) if words)


def _indicator(name: str) -> Indicator:
    return catalogue.load().indicators[name]


@lru_cache(maxsize=4096)
def group(kind: str, unit: str) -> Group | None:
    """The candidates for a figure; of "tổ chức, cá nhân" those of either, of an unknown phrase those of its first words."""
    index, unit = _index(), unit.lower()
    found = index.get((kind, unit))
    if found is None:
        parts = [
            part for part in unit.replace(" và ", ", ").replace("/", ", ").replace(" - ", ", ").split(", ") if part
        ]
        found = list({one.id: one for part in parts for one in index.get((kind, part), ())}.values())
    words = unit.split()
    while not found and len(words) > 1:
        words.pop()
        found = index.get((kind, " ".join(words)), [])
    return Group(found) if found else None


def name(prose: Prose, drafts: list[Draft], title: str) -> None:
    """Set `indicator` of each draft whose words tell what it is."""
    heading = one_way(title.lower())
    scored: tuple[int, str | None] = (-1, None)
    for index, of_sentence in groupby(drafts, key=lambda draft: draft.sentence):
        figures = list(of_sentence)
        sentence = prose.sentences[index]
        end = max(sentence.end, *(figure.end for figure in figures))
        skeleton = Skeleton(prose.low, sentence.start, end, figures, _phrases())
        begin = prose.low.rfind("\n", max(0, sentence.start - _PARAGRAPH), sentence.start) + 1
        begin = max(begin, sentence.start - _PARAGRAPH)
        Namer(skeleton, figures, one_way(prose.low[begin : sentence.start]), heading).name()
        scored = _carry_score(figures, sentence.paragraph, scored)


def _carry_score(figures: list[Draft], paragraph: int, last: tuple[int, str | None]) -> tuple[int, str | None]:
    """Points without a name are of the index that the paragraph told of last: "Cao nhất là phường Hạ với 93 điểm"."""
    for draft in figures:
        if draft.kind != "score":
            continue
        if draft.indicator is None and last[0] == paragraph:
            draft.indicator = last[1]
        last = paragraph, draft.indicator
    return last


def _cost(cue: Cue, around: Around) -> float | None:
    """What distance takes off from a cue; None where its words do not stand where they should."""
    if cue.side == "before":
        return around.left(cue.words)
    if cue.side == "behind":
        return around.right(cue.words)
    if cue.side == "both" and (cue.words not in around.before or cue.behind not in around.behind):
        return None
    left, right = around.left(cue.words), around.right(cue.behind or cue.words)
    if left is None or right is None:
        return right if left is None else left
    return _FAR * left + right if cue.side == "both" else min(left, right)


class Namer:
    """Names the figures of one sentence, in its order, so that each may lean on those before it."""

    def __init__(self, skeleton: Skeleton, figures: list[Draft], paragraph: str, title: str) -> None:
        self.skeleton, self.figures, self.paragraph, self.title = skeleton, figures, paragraph, title
        self._topics: dict[str, float | None] = {}

    def name(self) -> None:
        for n, draft in enumerate(self.figures):
            draft.indicator = (
                self._compared(n, draft)
                if draft.kind == "comparison"
                else self._named(n, draft, group(draft.kind, draft.unit))
            )
        for n in range(len(self.figures) - 2, -1, -1):
            self.figures[n].indicator = self.figures[n].indicator or self._pair_up(n, self.figures[n])

    def _named(self, n: int, draft: Draft, candidates: Group | None) -> str | None:
        scores = self._scores(n, candidates) if candidates else {}
        self._lean(n, draft, candidates, scores)
        best = max(scores, key=lambda one: (scores[one], one), default=None)
        own = best if best is not None and scores[best] >= ENOUGH else None
        return self._part(n, draft, candidates, own) if candidates else own

    def _part(self, n: int, draft: Draft, candidates: Group, own: str | None) -> str | None:
        """A part has the name of its whole where it has none, or one that only says less: "12 cuộc thanh tra hành chính (theo
        kế hoạch 9 cuộc)"."""
        whole = whole_of(self.skeleton, self.figures, n) if own is None or draft.kind in ("count", "ratio") else None
        name = self.figures[whole].indicator if whole is not None else None
        if name is None or all(one.id != name for one in candidates.members):
            return own
        return name if own is None or _indicator(name).narrows == own else own

    def _scores(self, n: int, candidates: Group) -> dict[str, float]:
        """What each candidate's best cue weighs here."""
        skeleton, by_words = self.skeleton, candidates.by_words
        begin, end = skeleton.clause(n)
        said, own = skeleton.text[max(0, begin - _SAID) : end], skeleton.text[begin:end]
        scores: dict[str, float] = {}
        ruled: dict[str, bool] = {}
        around = skeleton.around(n)
        for words in by_words.keys() & (around.before.keys() | around.behind.keys()):
            for one, cue in by_words[words]:
                cost = _cost(cue, around)
                if cost is None or cue.weight - cost < 2 or not all(any(w in said for w in need) for need in cue.needs):
                    continue
                if one.id not in ruled:
                    ruled[one.id] = any(word in own for word in one.never)
                if ruled[one.id] or (far := self._topic(one)) is None:
                    continue
                scores[one.id] = max(scores.get(one.id, 0.0), cue.weight - cost - far)
        for one in candidates.members:
            if one.narrows in scores and scores.get(one.id, 0.0) >= ENOUGH:
                scores[one.id] += _SPECIAL * scores[one.narrows]
        return scores

    def _topic(self, one: Indicator) -> float | None:
        """What takes off for a topic named far away; None where it is not named."""
        if one.id not in self._topics:
            self._topics[one.id] = self._topic_of(one.topic)
        return self._topics[one.id]

    def _topic_of(self, topic: tuple[str, ...]) -> float | None:
        if not topic or any(word in self.skeleton.text for word in topic):
            return 0.0
        if any(word in self.paragraph for word in topic):
            return _TOPIC_FAR
        return _TOPIC_TITLE if any(word in self.title for word in topic) else None

    def _lean(self, n: int, draft: Draft, candidates: Group | None, scores: dict[str, float]) -> None:
        """Add what the figures before tell: "đạt 88%" behind a recovered amount, "5 đối tượng" behind referred cases."""
        if n == 0 or candidates is None:
            return
        if draft.kind == "percent":
            self._share(n, candidates, scores)
            return
        gap = self.skeleton.text[self.skeleton.at[n - 1] + 1 : self.skeleton.at[n]]
        last = self.figures[n - 1].indicator
        if last is not None and self.figures[n - 1].kind == "percent" and gap.endswith("(") and len(gap) < 90:
            for one in candidates.members:
                if one.id in _indicator(last).rate_of:
                    scores[one.id] = max(scores.get(one.id, 0.0), _SAME)
            return
        listed = gap.endswith((" và ", ", ")) and not any(word in gap for word in _OTHER_DEED)
        another = self.figures[n - 1].unit.lower() != draft.unit.lower()
        if last is not None and another and len(gap) < (130 if listed else 60) and ";" not in gap:
            for one in candidates.follows.get(last, ()):
                scores[one.id] = max(scores.get(one.id, 0.0) + 3.0, _PAIR)
        base = base_of(self.skeleton, self.figures, n)
        if (
            base is not None
            and base.indicator is not None
            and any(one.id == base.indicator for one in candidates.members)
        ):
            scores[base.indicator] = max(scores.get(base.indicator, 0.0), _PAIR)
        self._continue(n, draft, scores)

    def _share(self, n: int, candidates: Group, scores: dict[str, float]) -> None:
        """Of a percentage: the figure before it, or the one before that ("giải ngân 3 tỷ đồng trong tổng số 9 tỷ đồng, đạt
        33%") is what it is a share of; of an average, the percentage before it is another."""
        text, at = self.skeleton.text, self.skeleton.at
        of = whole_before(self.figures, n)
        gap = text[at[of] + 1 if of is not None else 0 : at[n]]
        own = text[at[n - 1] + 1 : at[n]]
        if "bình quân" in own and ";" not in own:
            other = next((one.indicator for one in reversed(self.figures[:n]) if one.kind == "percent"), None)
            if other is not None and any(one.id == other for one in candidates.members):
                scores[other] = max(scores.get(other, 0.0), _PAIR)
                return
        if of is None or ";" in gap or not gap.rstrip().endswith(_RATE_LEADS):
            return
        weight = _RATE - between(gap, 0, len(gap), BEFORE_COST)
        weight -= _OWN_WORDS if _OWN.search(gap) else 0.0
        while of is not None and (last := self.figures[of].indicator) is not None:
            rates = candidates.rate_of.get(last, ())
            for one in rates:
                scores[one.id] = scores.get(one.id, 0.0) + weight
            between_two = text[at[of - 1] + 1 : at[of]] if of else ""
            if rates or not _OUT_OF.search(between_two):
                return
            of, weight = whole_before(self.figures, of), weight - 2.0

    def _continue(self, n: int, draft: Draft, scores: dict[str, float]) -> None:
        """Of a list that goes on ("15 tập thể, 20 cá nhân; riêng huyện có 3 tập thể") all are what its first figure is."""
        for earlier in range(n - 1, max(n - 4, -1), -1):
            other = self.figures[earlier]
            if (other.kind, other.unit.lower()) == (draft.kind, draft.unit.lower()):
                if other.indicator is not None and self._continues(n, draft):
                    scores[other.indicator] = max(scores.get(other.indicator, 0.0), _SAME)
                return

    def _continues(self, n: int, draft: Draft) -> bool:
        """Whether a figure only goes on with a list that one before it began, and no deed of its own is told of it."""
        begin, end = self.skeleton.clause(n)
        gap = self.skeleton.text[self.skeleton.at[n - 1] + 1 : self.skeleton.at[n]]
        own = self.skeleton.text[begin:end]
        if len(gap) > 130 or any(word in own for word in _OTHER_DEED):
            return False
        return not _INHERITED.isdisjoint(draft.flags) or any(word in gap for word in _LISTED)

    def _pair_up(self, n: int, draft: Draft) -> str | None:
        """Of "7 tập thể, 16 cá nhân có thành tích" the first: what is said of both stands behind the second."""
        if draft.kind == "comparison" or n + 1 == len(self.figures):
            return None
        following = self.figures[n + 1].indicator
        gap = self.skeleton.text[self.skeleton.at[n] + 1 : self.skeleton.at[n + 1]]
        candidates = group(draft.kind, draft.unit)
        if following is None or candidates is None or len(gap) > 30 or any(word in gap for word in _OTHER_DEED):
            return None
        return next((one.id for one in candidates.members if one.id in _indicator(following).follows), None)

    def _compared(self, n: int, draft: Draft) -> str | None:
        """The indicator of what a comparison compares: told by its own words, else by the figure before it."""
        candidates = group("comparison", draft.unit)
        if candidates:
            scores = self._scores(n, candidates)
            best = max(scores, key=lambda one: (scores[one], one), default=None)
            if best is not None and scores[best] >= ENOUGH + 2:
                return best
        of = compared(self.skeleton, self.figures, n, lambda rate: _indicator(rate).rate_of)
        return of.indicator if of is not None else None
