"""Whether two texts are the same page in other words' places: by the words that they share."""

import sqlite3
from collections import Counter

#: Texts that share so much of their words are one article at two addresses.
ALIKE = 0.8
#: Of a longer text the beginning is enough.
LONGEST = 20_000


def likeness(one: str, other: str) -> float:
    """The share of words (each as often as it stands) that two texts have in common, 0 to 1 (Dice's coefficient)."""
    ours, theirs = words_of(one[:LONGEST]), words_of(other[:LONGEST])
    return shared(ours, theirs) if ours or theirs else 1.0


def words_of(text: str) -> Counter[str]:
    return Counter(text.casefold().split())


def shared(ours: Counter[str], theirs: Counter[str]) -> float:
    """Dice's coefficient of two bags of words; 0 for two empty ones."""
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 0.0


class Alike:
    """Whether two articles of a portal are one: any version of the one reads like any of the other."""

    def __init__(self, sql: sqlite3.Connection, portal: str) -> None:
        self.sql, self.portal = sql, portal
        self._known: dict[tuple[str, str], bool | None] = {}

    def __call__(self, key: str, target: str) -> bool | None:
        """None where either has not been read yet."""
        if (key, target) not in self._known:
            ours, theirs = self._texts(key), self._texts(target)
            alike = any(likeness(one, other) >= ALIKE for one in ours for other in theirs)
            self._known[key, target] = alike if ours and theirs else None
        return self._known[key, target]

    def _texts(self, key: str) -> list[str]:
        rows = self.sql.execute(
            "SELECT v.title || char(10) || v.text FROM versions v JOIN articles a ON a.id = v.article_id WHERE a.identity = ?",
            [f"{self.portal}:{key}"],
        )
        return [text for (text,) in rows]
