"""Who is a copy of whom: `articles.dup_group`.

Articles are taken in the order of their publication. Each is a copy of the earliest of those before it that it reads like and
that is no copy itself; where there is none, it is a first one. So a group is defined against its first article, never by a chain,
and the groups are the same in whatever order articles were crawled. An article that is added, edited or dated anew makes those
later ones wait to be settled again that share a band with it, and nothing else.
"""

import sqlite3
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime

from pipelines.duplicates import sketch
from pipelines.duplicates.wording import Wording, are_copies, wording
from spiders import clock

#: Articles written in one transaction.
BATCH = 200
#: First articles of a band, the nearest before an article, that are looked at; and those compared, which share most bands. Bounds
#: for a notice that comes every day for years: a copy shares more bands with its release than with another day's.
NEAREST, MOST_COMPARED = 64, 8
#: Words of texts that are kept in memory to be compared again (about 200 bytes each).
KEPT_WORDS = 200_000
#: A claim without an hour (many sites print midnight then) is no earlier than one with an hour on that day.
NO_HOUR, LATEST_HOUR = "T00:00+07:00", "T23:59:59+07:00"

#: Articles without a sketch, or with one of other words or another time of publication; and those whose first is gone.
_STALE = """
SELECT a.id, a.content_hash, a.first_seen, a.published_local, coalesce(t.text, '')
FROM articles a LEFT JOIN article_texts t USING (id)
WHERE a.id IN (
  SELECT a.id FROM articles a LEFT JOIN article_sketches s ON s.article_id = a.id
  WHERE a.id > ? AND (s.article_id IS NULL OR s.content_hash <> a.content_hash OR s.first_seen <> a.first_seen
    OR (s.first IS NULL AND NOT s.waiting))
  ORDER BY a.id LIMIT ?)
ORDER BY a.id
"""
_BEFORE = """
SELECT at, article_id FROM sketch_bands WHERE band = ? AND is_first = 1 AND (at, article_id) < (?, ?)
ORDER BY at DESC, article_id DESC LIMIT ?
"""
_NEXT = "SELECT at, article_id, bands, first FROM article_sketches WHERE waiting = 1 ORDER BY at, article_id LIMIT 1"

Transaction = Callable[[], AbstractContextManager[sqlite3.Connection]]


def published_at(local: str | None, first_seen: str) -> int:
    """When an article was published, as seconds: as claimed (a bare day is its last second), but never later than it was seen."""
    seen = int(clock.parse(first_seen).timestamp())
    if not local:
        return seen
    day = local.removesuffix(NO_HOUR)
    claimed = datetime.fromisoformat(local if "T" in day else f"{day}{LATEST_HOUR}")
    return min(int(claimed.timestamp()), seen)


class Groups:
    """The groups of an archive."""

    def __init__(self, sql: sqlite3.Connection, transaction: Transaction) -> None:
        self.sql, self.transaction = sql, transaction
        self._wordings: OrderedDict[int, Wording] = OrderedDict()
        self._kept = 0

    def update(self, progress: Callable[[int], None] = lambda _n: None) -> int:
        """Settle every article that is new, was changed, or shares words with such a one; return how many were settled.

        Killed anywhere, it goes on where it was.
        """
        self._begin_anew_if_outdated()
        self._wordings.clear()
        self._kept = after = 0
        while stale := self.sql.execute(_STALE, [after, BATCH]).fetchall():
            with self.transaction():
                for row in stale:
                    self._sketch(*row)
            after = stale[-1][0]
        settled = 0
        while count := self._settle_some():
            settled += count
            progress(count)
        return settled

    def _begin_anew_if_outdated(self) -> None:
        stored = self.sql.execute("SELECT value FROM facts WHERE name = 'sketched_by'").fetchone()
        if stored != (str(sketch.VERSION),):
            with self.transaction() as sql:
                sql.execute("DELETE FROM sketch_bands")
                sql.execute("UPDATE article_sketches SET first = NULL")
                sql.execute("DELETE FROM article_sketches")
                sql.execute("INSERT OR REPLACE INTO facts VALUES ('sketched_by', ?)", [str(sketch.VERSION)])

    def _sketch(self, article: int, content_hash: str, first_seen: str, local: str | None, text: str) -> None:
        """Sketch an article, which waits to be settled; what it was before holds no more."""
        old = self.sql.execute(
            "SELECT at, bands, first FROM article_sketches WHERE article_id = ?", [article]
        ).fetchone()
        if old is not None:
            at, packed, first = old
            if first == article:
                self._wake(at, article, sketch.unpack(packed))
            self._unlist(at, article, sketch.unpack(packed))
        found = wording(text)
        packed = sketch.pack(sketch.bands(found.shingles)) if found.says_enough else b""
        self.sql.execute(
            "INSERT INTO article_sketches (article_id, content_hash, first_seen, at, bands) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (article_id) DO UPDATE SET content_hash = excluded.content_hash, first_seen = excluded.first_seen, "
            "at = excluded.at, bands = excluded.bands, first = NULL, waiting = 1",
            [article, content_hash, first_seen, published_at(local, first_seen), packed],
        )

    # -- settling -----------------------------------------------------------------------------------------------------

    def _settle_some(self) -> int:
        """Settle up to BATCH of those that wait, the earliest first: it hangs on earlier ones alone what an article is."""
        settled, touched = 0, set[int]()
        with self.transaction():
            while settled < BATCH and (row := self.sql.execute(_NEXT).fetchone()):
                at, article, packed, was = row
                self._settle(at, article, sketch.unpack(packed), was, touched)
                settled += 1
            self._mark_firsts(touched)
        return settled

    def _settle(self, at: int, article: int, numbers: tuple[int, ...], was: int | None, touched: set[int]) -> None:
        """Say what an article is; `was` is what it was said to be a copy of before. Adds the groups that it came to or left."""
        first = self._first_of(at, article, numbers) or article
        is_first, was_first = first == article, was == article
        if was is None:
            self._list(at, article, numbers, is_first)
        elif is_first != was_first:
            self._unlist(at, article, numbers)
            self._list(at, article, numbers, is_first)
        if is_first != was_first:
            self._wake(at, article, numbers)
        self.sql.execute("UPDATE article_sketches SET first = ?, waiting = 0 WHERE article_id = ?", [first, article])
        (group,) = self.sql.execute("SELECT dup_group FROM articles WHERE id = ?", [article]).fetchone()
        if group == first:
            return
        if group is not None or not is_first:
            self.sql.execute("UPDATE articles SET dup_group = ? WHERE id = ?", [None if is_first else first, article])
            touched.update({first, group or first})

    def _mark_firsts(self, articles: Iterable[int]) -> None:
        """The first of a group is in it; one that nobody copies is in none."""
        for article in articles:
            self.sql.execute(
                "UPDATE articles SET dup_group = wanted FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM articles "
                "WHERE dup_group = :id AND id <> :id) THEN :id END AS wanted) WHERE id = :id AND dup_group IS NOT wanted "
                "AND (SELECT first FROM article_sketches WHERE article_id = :id) = :id",
                {"id": article},
            )

    def _first_of(self, at: int, article: int, numbers: tuple[int, ...]) -> int | None:
        """The earliest first article before this one that it is a copy of."""
        shared: Counter[tuple[int, int]] = Counter()
        for number in numbers:
            shared.update(self.sql.execute(_BEFORE, [number, at, article, NEAREST]).fetchall())
        if not shared:
            return None
        likely = sorted(shared, key=lambda one: (-shared[one], one))[:MOST_COMPARED]
        ours = self._wording(article)
        return next((one for _, one in sorted(likely) if are_copies(self._wording(one), ours)), None)

    def _wording(self, article: int) -> Wording:
        """Kept for a while: the copies of a release come in a row."""
        if (found := self._wordings.get(article)) is not None:
            self._wordings.move_to_end(article)
            return found
        row = self.sql.execute("SELECT text FROM article_texts WHERE id = ?", [article]).fetchone()
        found = self._wordings[article] = wording(row[0] if row else "")
        self._kept += len(found.words)
        while self._kept > KEPT_WORDS and len(self._wordings) > 1:
            self._kept -= len(self._wordings.popitem(last=False)[1].words)
        return found

    # -- bands --------------------------------------------------------------------------------------------------------

    def _list(self, at: int, article: int, numbers: tuple[int, ...], is_first: bool) -> None:
        self.sql.executemany(
            "INSERT OR IGNORE INTO sketch_bands (band, is_first, at, article_id) VALUES (?, ?, ?, ?)",
            [(number, is_first, at, article) for number in numbers],
        )

    def _unlist(self, at: int, article: int, numbers: tuple[int, ...]) -> None:
        self.sql.executemany(
            "DELETE FROM sketch_bands WHERE band = ? AND is_first IN (0, 1) AND at = ? AND article_id = ?",
            [(number, at, article) for number in numbers],
        )

    def _wake(self, at: int, article: int, numbers: tuple[int, ...]) -> None:
        """Make the later articles wait that were settled by whether this one is a first."""
        self.sql.executemany(
            "UPDATE article_sketches SET waiting = 1 WHERE waiting = 0 AND article_id IN (SELECT article_id FROM sketch_bands "
            "WHERE band = ? AND is_first IN (0, 1) AND (at, article_id) > (?, ?))",
            [(number, at, article) for number in numbers],
        )
