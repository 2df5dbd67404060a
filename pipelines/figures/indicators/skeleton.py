"""A sentence as the words that name its figures are looked for in it: one spelling, the figures taken out.

What stands between a figure and words takes off from what the words weigh: letters, commas, other figures.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipelines.figures.draft import Draft
from pipelines.figures.indicators.catalogue import one_way

#: What stands between a figure and its words takes off: (a letter, a comma, another figure, a semicolon).
BEFORE_COST = (0.05, 2.0, 7.0, 12.0)
_BEHIND_COST = (0.11, 5.0, 9.0, 14.0)
#: Words before the first comma behind a figure belong to that figure, not to the next.
_OF_THE_LAST = 5.0
#: Words behind a comma that the next figure comes right after belong to that one, and so do those of the last before a comma.
_OF_ANOTHER = 6.0
#: Words right before a figure that lead to it, whatever they stand behind.
_LEADS = ("tại ", "tại", "đối với", "cho ")
_PARTS = (",", ";", ":", "(", ")", " và ")
_ENDS = ("#", ";", ",", "(", " và đã ")
#: Farther off than this nothing weighs enough: letters before and behind a figure, figures between.
_BACK, _ON, _FIGURES = 330, 150, 2


_WORD = re.compile(r"[^\W_]+")


class Phrases:
    """Finds many phrases in a text in one reading: by their first two words, of which a text has few."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_words: dict[str, dict[str, list[tuple[str, int]]]] = defaultdict(lambda: defaultdict(list))
        for phrase in sorted(set(phrases)):
            first, *others = _WORD.finditer(phrase)
            self._by_words[first[0]][others[0][0] if others else ""].append((phrase, first.start()))

    def find(self, text: str) -> list[tuple[int, str]]:
        """Where which of the phrases stand, as whole words, in order."""
        found, by_words = [], self._by_words
        words = [(word.start(), word[0]) for word in _WORD.finditer(text)]
        words.append((len(text), ""))
        for n in range(len(words) - 1):
            at, word = words[n]
            if word not in by_words:
                continue
            by_following = by_words[word]
            for key in ("", words[n + 1][1]):
                for phrase, offset in by_following.get(key, ()):
                    end = at - offset + len(phrase)
                    if text.startswith(phrase, at - offset) and not text[end : end + 1].isalnum():
                        found.append((at - offset, phrase))
        return found


class Skeleton:
    """A sentence in one spelling, its figures replaced by `#`; `at[i]` is where the i-th of them stands."""

    def __init__(self, low: str, start: int, end: int, drafts: Sequence[Draft], phrases: Phrases) -> None:
        parts, self.at, length, here = [], [], 0, start
        for draft in drafts:
            part = one_way(low[here : max(here, draft.start)]).replace("#", " ")
            parts += [part, "#"]
            self.at.append(length + len(part))
            length += len(part) + 1
            here = max(here, draft.end)
        parts.append(one_way(low[here:end]).replace("#", " "))
        self.text = "".join(parts)
        self._found = sorted(phrases.find(self.text))

    def around(self, n: int) -> "Around":
        """The phrases near the n-th figure."""
        at, found = self.at[n], self._found
        low = max(self.at[n - _FIGURES] if n >= _FIGURES else 0, at - _BACK)
        begin, middle = bisect_left(found, (low, "")), bisect_left(found, (at, ""))
        until = bisect_left(found, (at + _ON, ""), middle)
        return Around(self.text, at, found[begin:middle], found[middle:until])

    def clause(self, n: int) -> tuple[int, int]:
        """Where the words of the n-th figure begin and end: not those of the last one, nor what stands behind a comma."""
        text, at = self.text, self.at[n]
        begin = max(text.rfind(";", 0, at) + 1, self.at[n - 1] + 1 if n else 0)
        if n:
            parted = [stop for mark in _PARTS if (stop := text.find(mark, begin, at)) >= 0]
            begin = min(parted, default=begin)
        end = min(len(text), at + _ON)
        return begin, min([stop for mark in _ENDS if (stop := text.find(mark, at + 1, end)) >= 0], default=end)


class Around:
    """The phrases before and behind a figure, and what each loses by standing off. Many cues share their words, and many a
    phrase is no cue of the figure's kind: so each is weighed when it is asked for, and once."""

    def __init__(self, text: str, at: int, before: list[tuple[int, str]], behind: list[tuple[int, str]]) -> None:
        self._text, self._at = text, at
        self.before = {phrase: start for start, phrase in before if start + len(phrase) <= at}
        self.behind = {phrase: start for start, phrase in reversed(behind)}
        self._left: dict[str, float] = {}
        self._right: dict[str, float] = {}

    def left(self, words: str) -> float | None:
        """What takes off for words before the figure, where they stand last; None where they do not."""
        start = self.before.get(words)
        if start is None or words in self._left:
            return self._left.get(words)
        text, stop, at = self._text, start + len(words), self._at
        cost = between(text, stop, at, BEFORE_COST)
        last = text.rfind("#", 0, start)
        leads = (stop >= at - 1 and words.startswith(_LEADS)) or _explained(text, stop, at)
        if last >= 0 and not leads and not _parted(text, last + 1, start):
            cost += _OF_ANOTHER + _OF_THE_LAST if _parted(text, stop, at) else _OF_THE_LAST
        self._left[words] = cost
        return cost

    def right(self, words: str) -> float | None:
        """What takes off for words behind the figure, where they stand first; None where they do not."""
        start = self.behind.get(words)
        if start is None or words in self._right:
            return self._right.get(words)
        text, at = self._text, self._at
        cost = 1.0 + between(text, at + 1, start, _BEHIND_COST)
        if _parted(text, at + 1, start):
            following = text.find("#", start)
            cost += _OF_ANOTHER if following >= 0 and not _parted(text, start + len(words), following) else 0.0
            cost += 3.0 if text.find(" và ", at, start) >= 0 or text.find("(", at, start) >= 0 else 0.0
            cost += _OF_ANOTHER if _opens_a_list(text, at, start, following) else 0.0
        self._right[words] = cost
        return cost


def _explained(text: str, stop: int, at: int) -> bool:
    """Whether a figure stands in brackets by itself behind the noun that it counts: "86% tổng số thủ tục cấp tỉnh (902 thủ
    tục)"."""
    return text.endswith("(", stop, at) and not any(text.find(mark, stop, at) >= 0 for mark in (",", ";", "#", " và "))


def _opens_a_list(text: str, at: int, start: int, following: int) -> bool:
    """Whether words behind a figure stand in a list opened behind it, before a figure of that list."""
    if text.find(":", at, start) >= 0:
        return following >= 0
    opened = text.find("(", at, start)
    return 0 <= opened < following and text.find(")", opened, following) < 0


def _parted(text: str, start: int, end: int) -> bool:
    """Whether a comma, a bracket or an "and" stands between."""
    return any(text.find(mark, start, end) >= 0 for mark in _PARTS)


def between(text: str, start: int, end: int, costs: tuple[float, float, float, float]) -> float:
    letter, comma, figure, semicolon = costs
    return (
        (end - start) * letter
        + text.count(",", start, end) * comma
        + text.count("#", start, end) * figure
        + text.count(";", start, end) * semicolon
    )
