"""Which sentences of two texts hold a difference: those that stand in both are set aside first, wherever they stand.

So a figure that moved with its sentence has not changed, and what must be looked at word by word is as short as the edit.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.versions.alignment import once_in_both, rising, shared_ends
from pipelines.versions.words import Words, is_number

#: With fewer words that are no numbers two sentences are not known again by them: rows of a table that hold numbers alone.
_FEWEST_WORDS = 2


class Block(NamedTuple):
    """Sentences of old, by their numbers, that stand where those of new do; either may be empty."""

    old: tuple[int, ...]
    new: tuple[int, ...]


def blocks(old: Words, new: Words) -> list[Block]:
    """What differs, in the order of the texts; a sentence whose numbers alone changed is a block with its like."""
    olds, news = [_sentence(old, span) for span in old.spans], [_sentence(new, span) for span in new.spans]
    kept = _in_both(olds, news)
    old_left, new_left = _others(olds, [at for at, _ in kept]), _others(news, [at for _, at in kept])
    alike = [
        (old_left[i], new_left[j])
        for i, j in once_in_both((_frame(olds[at]) for at in old_left), (_frame(news[at]) for at in new_left))
        if sum(word != "#" for word in _frame(olds[old_left[i]])) >= _FEWEST_WORDS
    ]
    anchors = rising(sorted({*rising(kept), *alike}))
    apart_old, apart_new = {i for i, _ in alike}, {j for _, j in alike}
    gaps = _gaps(
        [at for at in old_left if at not in apart_old],
        [at for at in new_left if at not in apart_new],
        [*anchors, (len(olds), len(news))],
    )
    return sorted([*(Block((i,), (j,)) for i, j in alike), *gaps], key=lambda block: (block.new or (-1,), block.old))


def _sentence(words: Words, span: tuple[int, int]) -> tuple[str, ...]:
    return tuple(words.keys[span[0] : span[1]])


def _frame(sentence: Sequence[str]) -> tuple[str, ...]:
    """A sentence without what its numbers are."""
    return tuple("#" if is_number(word) else word for word in sentence)


def _in_both(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Sentences that stand in both, each with its like: from both ends first, then in the order they come in."""
    head, tail = shared_ends(old, new)
    waiting: dict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for at in range(head, len(new) - tail):
        waiting[new[at]].append(at)
    found = [(at, at) for at in range(head)]
    found += [(at, waiting[old[at]].popleft()) for at in range(head, len(old) - tail) if waiting.get(old[at])]
    return found + [(len(old) - at, len(new) - at) for at in range(tail, 0, -1)]


def _others(sentences: Sequence[object], but: Sequence[int]) -> list[int]:
    gone = set(but)
    return [at for at in range(len(sentences)) if at not in gone]


def _gaps(old: list[int], new: list[int], anchors: list[tuple[int, int]]) -> Iterator[Block]:
    """What is left of both between two sentences that kept their place."""
    i = j = 0
    for old_anchor, new_anchor in anchors:
        start_i, start_j = i, j
        while i < len(old) and old[i] < old_anchor:
            i += 1
        while j < len(new) and new[j] < new_anchor:
            j += 1
        if i > start_i or j > start_j:
            yield Block(tuple(old[start_i:i]), tuple(new[start_j:j]))
