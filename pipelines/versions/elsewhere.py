"""Facts without a like in their own place: which of them only moved, which moved and were edited at once, which came or went."""

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable

from pipelines.versions.facts import Fact
from pipelines.versions.words import Words, is_number

#: Words on either side of a fact that tell what it is about.
_AROUND = 20
#: Of the fewer words around two facts, the share that both have when they tell of one thing.
RELATED = 0.4
#: So few words around a fact do not tell what it is about.
_NO_CONTEXT = 2
#: So many facts alike are tried before one is believed to have no like.
TRIES = 6
#: Beyond so many pairs to try, facts far apart are not looked for.
_MOST_PAIRS = 20_000

Pair = tuple[Fact | None, Fact | None]


def _around(words: Words, fact: Fact) -> set[str]:
    """The words near a fact in its sentence, numbers left out."""
    first, last = words.spans[words.sentence_of(fact.first)]
    before = words.keys[max(first, fact.first - _AROUND) : fact.first]
    behind = words.keys[fact.last : min(last, fact.last + _AROUND)]
    return {word for word in (*before, *behind) if not is_number(word)}


def _likeness(old: set[str], new: set[str]) -> float:
    fewer = min(len(old), len(new))
    return len(old & new) / fewer if fewer else 0.0


def related(old_words: Words, old: Fact, new_words: Words, new: Fact) -> bool:
    olds, news = _around(old_words, old), _around(new_words, new)
    return min(len(olds), len(news)) <= _NO_CONTEXT or _likeness(olds, news) >= RELATED


def _beside(words: Words, fact: Fact) -> tuple[str | None, str | None]:
    """The words right before and right behind a fact."""
    before = words.keys[fact.first - 1] if fact.first else None
    return before, words.keys[fact.last] if fact.last < len(words.keys) else None


def elsewhere(old_words: Words, new_words: Words, olds: list[Fact], news: list[Fact]) -> list[Pair]:
    """What is left of both sides: what only moved is no change, the nearest alike are one, and the rest came or went."""
    olds, news = _moved(old_words, new_words, olds, news)
    pairs: list[Pair] = []
    if len(olds) * len(news) <= _MOST_PAIRS:
        old_around, new_around = [_around(old_words, one) for one in olds], [_around(new_words, one) for one in news]
        ranked = sorted(
            (-_likeness(old_around[i], new_around[j]), one.unit != other.unit, abs(i - j), i, j)
            for i, one in enumerate(olds)
            for j, other in enumerate(news)
            if one.kind == other.kind and one.says != other.says
        )
        gone, come = set(), set()
        for likeness, _, _, i, j in ranked:
            if -likeness >= 2 * RELATED and i not in gone and j not in come:
                gone.add(i)
                come.add(j)
                pairs.append((olds[i], news[j]))
        olds = [one for i, one in enumerate(olds) if i not in gone]
        news = [one for j, one in enumerate(news) if j not in come]
    pairs += [(one, None) for one in olds if not _counts_lines(old_words, one)]
    return pairs + [(None, one) for one in news if not _counts_lines(new_words, one)]


def _counts_lines(words: Words, fact: Fact) -> bool:
    """Whether a number that came or went alone only numbered its line: the list around it is another now."""
    return fact.first in words.openers and fact.kind == "figure" and fact.unit is None


def _moved(old_words: Words, new_words: Words, olds: list[Fact], news: Iterable[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Both sides without the facts that say the same elsewhere: of related words, and a number with one of its neighbours, for
    two numbers that changed places have both changed."""
    waiting: dict[Hashable, deque[Fact]] = defaultdict(deque)
    for fact in news:
        waiting[fact.says].append(fact)
    left = []
    for fact in olds:
        alike = waiting.get(fact.says, deque())
        for place in range(min(TRIES, len(alike))):
            other = alike[place]
            beside = zip(_beside(old_words, fact), _beside(new_words, other), strict=True)
            if (fact.kind == "name" or any(one == two for one, two in beside)) and related(
                old_words, fact, new_words, other
            ):
                del alike[place]
                break
        else:
            left.append(fact)
    kept = {id(fact) for rest in waiting.values() for fact in rest}
    return left, [fact for fact in news if id(fact) in kept]
