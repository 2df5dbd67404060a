"""Name each figure: which indicator of the catalogue it is, or none when its words do not tell.

Officials write verb, number, noun: "kiến nghị thu hồi 3 tỷ đồng, đã thu hồi 2 tỷ đồng, đạt 66%". So the words around a figure
are weighed by their length and by what lies between, a rate is named after the figure it belongs to, and a comparison after
what it compares. A wrong name is worse than none: below a threshold there is none.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from pipelines.figures import catalogue
from pipelines.figures.catalogue import Cue, Indicator, one_way
from pipelines.figures.draft import Draft
from pipelines.figures.prose import Prose

#: What the words must weigh for a name, and how much better than the next one they must be.
ENOUGH = 6.5
#: What stands between a figure and its words takes off: (a letter, a comma, another figure, a semicolon).
_BEFORE_COST = (0.05, 2.0, 7.0, 12.0)
_BEHIND_COST = (0.11, 5.0, 9.0, 14.0)
#: Words before the first comma behind a figure belong to that figure, not to the next.
_OF_THE_LAST = 5.0
_TOPIC_FAR, _TOPIC_TITLE = 1.0, 2.0
_RATE_LEADS = ("đạt", "đạt tỷ lệ", "tỷ lệ", "chiếm", "chiếm tỷ lệ", "tương ứng", "bằng", "tương đương", "(", "đạt:", "=", "-", "–", ",", "là", "(đạt", "(chiếm", "(tỷ lệ", "tỷ lệ đạt", "tỷ lệ là", "khoảng", "gần", "trên", "hơn")  # fmt: skip
_RATE, _PAIR, _SAME, _SPECIAL = 15.0, 9.0, 7.0, 0.5
_LISTED = ("trong đó", "gồm", "cụ thể", "riêng", "(", "và", ",")
_OTHER_DEED = ("đã ", "đang", "chưa", "không", "còn", "hoàn thành", "giải quyết", "kết thúc", "xử lý", "chuyển", "thu hồi", "phát hiện", "ban hành", "tiếp nhận", "xử phạt", "hỗ trợ", "tại", "cho", "với")  # fmt: skip
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
        self.words = list(self.by_words)


@lru_cache(maxsize=1)
def _index() -> dict[tuple[str, str], list[Indicator]]:
    found: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
    for one in catalogue.load().indicators.values():
        for kind in one.kinds:
            for unit in one.units:
                found[kind, unit.lower()].append(one)
    return dict(found)


@lru_cache(maxsize=4096)
def group(kind: str, unit: str) -> Group | None:
    """The candidates for a figure; of "tổ chức, cá nhân" those of either, of an unknown phrase those of its first words."""
    index, unit = _index(), unit.lower()
    found = index.get((kind, unit))
    if found is None:
        parts = [part for part in unit.replace(" và ", ", ").replace("/", ", ").replace(" - ", ", ").split(", ") if part]
        found = list({one.id: one for part in parts for one in index.get((kind, part), ())}.values())
    words = unit.split()
    while not found and len(words) > 1:
        words.pop()
        found = index.get((kind, " ".join(words)), [])
    return Group(found) if found else None


class Skeleton:
    """A sentence in one spelling, its figures replaced by `#`; `at[i]` is where the i-th of them stands."""

    def __init__(self, low: str, start: int, end: int, drafts: Sequence[Draft]) -> None:
        parts, self.at, length, here = [], [], 0, start
        for draft in drafts:
            part = one_way(low[here : max(here, draft.start)]).replace("#", " ")
            parts += [part, "#"]
            self.at.append(length + len(part))
            length += len(part) + 1
            here = max(here, draft.end)
        parts.append(one_way(low[here:end]).replace("#", " "))
        self.text = "".join(parts)
        self._present: dict[int, list[str]] = {}

    def present(self, candidates: Group) -> list[str]:
        """Those of the candidates' words that the sentence holds at all."""
        found = self._present.get(id(candidates))
        if found is None:
            text = self.text
            found = self._present[id(candidates)] = [words for words in candidates.words if words in text]
        return found

    def clause(self, n: int) -> tuple[int, int, int]:
        """Where the words of the n-th figure begin and end, and where those right behind it end, at a comma or a figure."""
        text, at = self.text, self.at[n]
        begin = max(text.rfind(";", 0, at) + 1, self.at[n - 1] + 1 if n else 0)
        stops = [stop for mark in "#;" if (stop := text.find(mark, at + 1)) >= 0]
        end = min(stops, default=len(text))
        comma = text.find(",", at, end)
        return begin, end, comma if comma >= 0 else end

    def before(self, words: str, at: int) -> float | None:
        """What takes off for `words` before the figure at `at`; None where they do not stand there."""
        text, end = self.text, at
        while (start := text.rfind(words, 0, end)) >= 0 and not _whole(text, start, len(words)):
            end = start + len(words) - 1
        if start < 0:
            return None
        stop = start + len(words)
        cost = _between(text, stop, at, _BEFORE_COST)
        last = text.rfind("#", 0, start)
        if last >= 0 and not any(mark in text[last + 1 : start] for mark in (",", ";", "(", " và ", ":")):
            cost += _OF_THE_LAST
        return cost

    def behind(self, words: str, at: int) -> float | None:
        """What takes off for `words` behind the figure at `at`."""
        text, begin = self.text, at + 1
        while (start := text.find(words, begin)) >= 0 and not _whole(text, start, len(words)):
            begin = start + 1
        if start < 0:
            return None
        cost = 1.0 + _between(text, at + 1, start, _BEHIND_COST)
        between = text[at + 1 : start]
        if " và " in between or "(" in between:
            cost += 3.0
        return cost


def _whole(text: str, start: int, length: int) -> bool:
    """Whether these are whole words."""
    end = start + length
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def _between(text: str, start: int, end: int, costs: tuple[float, float, float, float]) -> float:
    letter, comma, figure, semicolon = costs
    return (
        (end - start) * letter
        + text.count(",", start, end) * comma
        + text.count("#", start, end) * figure
        + text.count(";", start, end) * semicolon
    )


def name(prose: Prose, drafts: list[Draft], title: str) -> None:
    """Set `indicator` of each draft whose words tell what it is."""
    heading = one_way(title.lower())
    for index, of_sentence in groupby(drafts, key=lambda draft: draft.sentence):
        figures = list(of_sentence)
        sentence = prose.sentences[index]
        end = max(sentence.end, max(figure.end for figure in figures))
        skeleton = Skeleton(prose.low, sentence.start, end, figures)
        begin = prose.low.rfind("\n", 0, sentence.start) + 1
        Namer(skeleton, figures, one_way(prose.low[begin : sentence.start]), heading).name()


class Namer:
    """Names the figures of one sentence, in its order, so that each may lean on those before it."""

    def __init__(self, skeleton: Skeleton, figures: list[Draft], paragraph: str, title: str) -> None:
        self.skeleton, self.figures, self.paragraph, self.title = skeleton, figures, paragraph, title

    def name(self) -> None:
        for n, draft in enumerate(self.figures):
            draft.indicator = self._compared(n, draft) if draft.kind == "comparison" else self._named(n, draft, group(draft.kind, draft.unit))

    def _named(self, n: int, draft: Draft, candidates: Group | None) -> str | None:
        scores = self._scores(n, candidates) if candidates else {}
        self._lean(n, draft, candidates, scores)
        if not scores:
            return None
        best = max(scores, key=lambda one: scores[one])
        return best if scores[best] >= ENOUGH else None

    def _scores(self, n: int, candidates: Group) -> dict[str, float]:
        """What each candidate's best cue weighs here."""
        skeleton, at = self.skeleton, self.skeleton.at[n]
        begin, end, comma = skeleton.clause(n)
        said, own = skeleton.text[:comma], skeleton.text[begin:end]
        scores: dict[str, float] = {}
        ruled: dict[str, bool] = {}
        for words in skeleton.present(candidates):
            before, behind = skeleton.before(words, at), skeleton.behind(words, at)
            for one, cue in candidates.by_words[words]:
                cost = self._cost(cue, before, behind, at)
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

    def _cost(self, cue: Cue, before: float | None, behind: float | None, at: int) -> float | None:
        if cue.side == "before":
            return before
        if cue.side == "behind":
            return behind
        if cue.side == "both":
            other = self.skeleton.behind(cue.behind, at) if before is not None else None
            return None if before is None or other is None else max(before, other)
        if before is None or behind is None:
            return before if behind is None else behind
        return min(before, behind)

    def _topic(self, one: Indicator) -> float | None:
        """What takes off for a topic named far away; None where it is not named."""
        if not one.topic or any(word in self.skeleton.text for word in one.topic):
            return 0.0
        if any(word in self.paragraph for word in one.topic):
            return _TOPIC_FAR
        return _TOPIC_TITLE if any(word in self.title for word in one.topic) else None

    def _lean(self, n: int, draft: Draft, candidates: Group | None, scores: dict[str, float]) -> None:
        """Add what the figure before tells: "đạt 88%" behind a recovered amount, "5 đối tượng" behind referred cases."""
        if n == 0:
            return
        earlier = self._earlier(n) if draft.kind == "percent" else n - 1
        last = self.figures[earlier].indicator if earlier is not None else None
        if earlier is None or last is None:
            return
        gap = self.skeleton.text[self.skeleton.at[earlier] + 1 : self.skeleton.at[n]]
        if ";" in gap and draft.kind == "percent":
            return
        if draft.kind == "percent":
            if candidates and gap.rstrip().endswith(_RATE_LEADS):
                for one in candidates.rate_of.get(last, ()):
                    scores[one.id] = scores.get(one.id, 0.0) + _RATE - _between(gap, 0, len(gap), _BEFORE_COST)
            return
        if candidates and len(gap) < 60 and ";" not in gap:
            for one in candidates.follows.get(last, ()):
                scores[one.id] = max(scores.get(one.id, 0.0) + 3.0, _PAIR)
        same = self.figures[earlier].unit.lower() == draft.unit.lower() and self.figures[earlier].kind == draft.kind
        if same and last not in scores and self._continues(draft, gap):
            scores[last] = _SAME

    def _continues(self, draft: Draft, gap: str) -> bool:
        """Whether a figure only goes on with a list that the last one began."""
        if len(gap) > 90 or any(word in gap for word in _OTHER_DEED):
            return False
        return not _INHERITED.isdisjoint(draft.flags) or any(word in gap for word in _LISTED)

    def _earlier(self, n: int) -> int | None:
        """The last figure that is no share and no comparison."""
        for earlier in range(n - 1, -1, -1):
            if self.figures[earlier].kind not in ("percent", "comparison"):
                return earlier
        return None

    def _compared(self, n: int, draft: Draft) -> str | None:
        """The indicator of what a comparison compares: told by its own words, else by the figure before it."""
        candidates = group("comparison", draft.unit)
        if candidates:
            scores = self._scores(n, candidates)
            best = max(scores, key=lambda one: scores[one], default=None)
            if best is not None and scores[best] >= ENOUGH + 2:
                return best
        for earlier in range(n - 1, -1, -1):
            other = self.figures[earlier]
            gap = self.skeleton.text[self.skeleton.at[earlier] + 1 : self.skeleton.at[n]]
            if ";" in gap:
                return None
            if other.kind == "comparison" or (other.kind == "percent" and draft.unit not in ("%", "điểm %")):
                continue
            return self._first_of_pair(earlier).indicator
        return None

    def _first_of_pair(self, n: int) -> Draft:
        """Of "324 lượt/387 công dân" the first, which is what the comparison is about."""
        if n:
            gap = self.skeleton.text[self.skeleton.at[n - 1] + 1 : self.skeleton.at[n]]
            if gap.endswith("/") and len(gap) < 24:
                return self.figures[n - 1]
        return self.figures[n]
