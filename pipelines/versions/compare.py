"""How one content of an article differs from the one before: how much, where, and which figures, dates, documents and names.

Pure: no clock, no network, no database; the same two contents give the same answer everywhere.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields, replace
from typing import Any

from pipelines.figures import About
from pipelines.versions.content import Change, Content, Detail, content_hash
from pipelines.versions.elsewhere import Pair
from pipelines.versions.facts import Fact, Facts
from pipelines.versions.pairing import Side, pair
from pipelines.versions.sentences import blocks
from pipelines.versions.slips import is_slip
from pipelines.versions.words import Words, spelt

#: More words than these, taken out and put in together, make an edit substantive: two sentences' worth in any text, or a part
#: of a short one, but never so few as five words mended make.
MOST_WORDS, MOST_SHARE, FEW_WORDS = 20, 0.05, 10


def compare(old: Content, new: Content, place: str, publisher: str) -> Change:
    """What makes `new` of `old`, both of one article; `place` and `publisher` are its portal's, as in `About`.

    `fields` are the names of what differs, in the order of Content; blanks and composition (NFC) are no difference.

    `size` is cosmetic where every word stayed (case, signs, blanks, hoà for hòa, the numbers that count a list's lines), and
    substantive where a number, date, document or name changed, wherever it stands; where the title says other words, and not
    merely the same without a slip of the pen; or where more words changed than MOST_WORDS, MOST_SHARE. All else is minor: a typo,
    a moved paragraph, another file, and whoever signed, since bylines are filled in late. Both ways round give one size.

    `details` are in the order title, text, captions and labels, day of publication. Values of figures are as in
    `metrics.value_text`, with what a ratio is of (`198/299`) and the upper end of a range (`30–40`); of stretches of time both
    days (`2021-01-01/2021-09-30`). `unit` is that of both sides, None for a bare number and where the unit itself changed. A
    figure written otherwise ("1 tỷ đồng"), or moved with its sentence, has not changed; nor has one whose own words stayed
    while the words around them gave it another meaning: what was edited is told, once.
    """
    if content_hash(new) < content_hash(old):
        # The ties of an alignment fall one way: so that both ways round tell one thing, they are one comparison.
        change = compare(new, old, place, publisher)
        return replace(change, details=tuple(_turned(one) for one in change.details))
    different = _fields(old, new)
    if not different:
        return Change("cosmetic", ())
    olds, news = _texts(old, new), _texts(new, old)
    abouts = (About(old.title, old.published, place, publisher), About(new.title, new.published, place, publisher))
    found = [_difference(one, other, *abouts) for one, other in zip(olds, news, strict=True)]
    details = [*(detail for one in found for detail in one.details), *_published(old.published, new.published)]
    return Change(_size(old, new, found, bool(details)), different, tuple(dict.fromkeys(details)))


@dataclass(frozen=True, slots=True)
class _Difference:
    """Of one text: its details, the words taken out and put in, all its words, and whether they are no longer the same in a
    row. `retold`: words changed, and not by a slip of the pen."""

    details: tuple[Detail, ...] = ()
    changed: int = 0
    words: int = 0
    differs: bool = False
    retold: bool = False


def _turned(detail: Detail) -> Detail:
    return replace(
        detail, old=detail.new, new=detail.old, old_value=detail.new_value, new_value=detail.old_value,
        old_sentence=detail.new_sentence, new_sentence=detail.old_sentence,
    )  # fmt: skip


def _fields(old: Content, new: Content) -> tuple[str, ...]:
    names = (field.name for field in fields(Content))
    pairs = zip(names, _plain(astuple(old)), _plain(astuple(new)), strict=True)
    return tuple(name for name, one, other in pairs if one != other)


def _plain(value: Any) -> Any:
    """A value without what is no difference."""
    if isinstance(value, str):
        return " ".join(spelt(value).split())
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


def _texts(content: Content, other: Content) -> tuple[str, str, str]:
    """What is compared word by word: the title, the text, and what stands beside it, a line each."""
    beside = [] if _leads(content) and _leads(other) else [content.sapo]
    beside += [*content.captions, *(label for _, label in content.attachments), *_rows_beside(content)]
    return content.title, content.text, "\n".join(" ".join(one.split()) for one in beside)


def _leads(content: Content) -> bool:
    """Whether the sapo is the beginning of the text, so that it is not compared twice."""
    return " ".join(spelt(content.text).split()).startswith(" ".join(spelt(content.sapo).split()))


def _rows_beside(content: Content) -> Iterable[str]:
    """Rows of tables, without the cells that the text has: there a spanning cell stands once, in the grid as often as it is
    wide and high."""
    if not content.tables:
        return
    told = {_plain(cell) for line in content.text.split("\n") for cell in (line, *line.split(" | "))}
    for table in content.tables:
        for row in table:
            cells = [cell for cell in row if _plain(cell) not in told]
            if cells:
                yield " | ".join(dict.fromkeys(cells))


def _difference(old: str, new: str, old_about: About, new_about: About) -> _Difference:
    if old == new:
        return _Difference(words=len(old.split()))
    olds, news = Words(old), Words(new)
    words = max(len(olds.keys), len(news.keys))
    if olds.keys == news.keys:
        return _Difference(words=words)
    changed = blocks(olds, news)
    compared = pair(
        Side(olds, Facts(olds, old_about, [at for block in changed for at in block.old])),
        Side(news, Facts(news, new_about, [at for block in changed for at in block.new])),
        changed,
    )
    return _Difference(
        tuple(_detail(one, olds, news) for one in sorted(compared.pairs, key=_order)),
        sum(len(gone) + len(come) for gone, come in compared.words),
        words,
        differs=True,
        retold=not all(is_slip(gone, come) for gone, come in compared.words),
    )


def _order(one: Pair) -> tuple[int, int]:
    """In the order of the new text; what is gone stands at the place it had."""
    old, new = one
    fact = new or old
    assert fact is not None
    return fact.start, new is None


def _detail(one: Pair, olds: Words, news: Words) -> Detail:
    old, new = one
    first, last = old or new, new or old
    assert first is not None
    assert last is not None
    return Detail(
        kind=min(first.kind, last.kind, key=("document", "date", "figure", "name").index),
        old=_written(old, olds) if old else None,
        new=_written(new, news) if new else None,
        old_value=old.value if old else None,
        new_value=new.value if new else None,
        unit=last.unit if first.unit == last.unit else None,
        indicator=last.indicator or first.indicator,
        old_sentence=olds.evidence(old.start, old.end) if old else None,
        new_sentence=news.evidence(new.start, new.end) if new else None,
    )


def _written(fact: Fact, words: Words) -> str:
    return " ".join(words.text[fact.start : fact.end].split())


def _published(old: str | None, new: str | None) -> tuple[Detail, ...]:
    """A day that is told with its hour now has not moved."""
    if old == new or (old and new and (old.startswith(new) or new.startswith(old))):
        return ()
    return (Detail("date", old, new, old, new),)


def _size(old: Content, new: Content, found: list[_Difference], any_detail: bool) -> str:
    changed, words = sum(one.changed for one in found), sum(one.words for one in found)
    too_many = changed > MOST_WORDS or changed > max(FEW_WORDS, MOST_SHARE * words)
    if any_detail or found[0].retold or too_many:
        return "substantive"
    others = (
        old.published != new.published,
        [address for address, _ in old.attachments] != [address for address, _ in new.attachments],
        *(
            Words(one or "").keys != Words(other or "").keys
            for one, other in ((old.author, new.author), (old.source, new.source))
        ),
    )
    return "minor" if any(one.differs for one in found) or any(others) else "cosmetic"
