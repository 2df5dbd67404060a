"""The search index against the texts: would an index built now be the same?

FTS5's own check compares an index with the rows of its content, and ours holds those folded: it would call every archive
damaged. So an index of the texts is made anew, a batch of articles at a time and in memory, and compared by what FTS5 tells
of both: the lengths of every article, each word with how often and in how many articles it stands, and a sum over all
words at their places. It is all in numbers that can be added up, so that no second index of the whole archive is ever held.
"""

import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines import folding
from pipelines.verifying.findings import Findings
from pipelines.verifying.warcs import Progress

#: Articles that are indexed anew at a time.
BATCH = 500
#: A number for a word at its place: the columns' names differ in length. Of SQL's own functions, and few of them, for there is
#: a row for every word of the archive.
_PLACE = (
    "(((doc * 2654435761 + length(col) * 40503 + offset * 97) & 268435455) "
    "* (unicode(term) * 31 + unicode(substr(term, -1)) * 1009) >> 8) & 268435455"
)
_FRESH = (
    "CREATE VIRTUAL TABLE fresh USING fts5(title, text, title_fold, text_fold, content='', "
    "tokenize='unicode61 remove_diacritics 0')"
)


@dataclass
class _Sum:
    """What an index holds, as numbers: `words` over words and how often they stand, `places` over where they stand."""

    words: int = 0
    places: int = 0
    count: int = 0

    def add(self, sql: sqlite3.Connection, prefix: str) -> None:
        """Add the index whose vocabularies are `<prefix>_words` and `<prefix>_places`."""
        for word, column, articles, times in sql.execute(f"SELECT term, col, doc, cnt FROM {prefix}_words"):
            self.words += zlib.crc32(f"{column} {word}".encode("utf-8", "surrogatepass")) * (times * 64 + articles)
        count, places = sql.execute(f"SELECT count(*), coalesce(sum({_PLACE}), 0) FROM {prefix}_places").fetchone()
        self.count += count
        self.places += places


def check(sql: sqlite3.Connection, findings: Findings, progress: Progress) -> None:
    """Compare the index with all texts. `sql` may be read-only: the vocabularies are temporary."""
    stored = sql.execute("SELECT value FROM facts WHERE name = 'fold_version'").fetchone()
    if stored is None or stored[0] != str(folding.FOLD_VERSION):
        findings.add("search-index", "it was folded by an older version")
        return
    before = findings.faults["search-index"]
    try:
        expected = _expected(sql, findings, progress)
        for article in sql.execute("SELECT id FROM articles_fts_docsize EXCEPT SELECT id FROM articles_searched"):
            findings.add("search-index", f"article {article[0]} is in the index, and there is none")
        found = _Sum()
        _vocabularies(sql, "temp", "main, articles_fts", "found")
        found.add(sql, "temp.found")
    except sqlite3.DatabaseError as error:
        findings.add("search-index", str(error))
        return
    if found != expected and findings.faults["search-index"] == before:
        findings.add("search-index", f"{found.count:,} words are indexed, {expected.count:,} stand in the texts")


def _expected(sql: sqlite3.Connection, findings: Findings, progress: Progress) -> _Sum:
    """The sum over an index of all texts; articles whose lengths differ are findings on the way."""
    total = _Sum()
    for batch in _batches(sql):
        fresh = sqlite3.connect(":memory:")
        try:
            fresh.execute(_FRESH)
            fresh.executemany(
                "INSERT INTO fresh (rowid, title, text, title_fold, text_fold) VALUES (?, ?, ?, ?, ?)", batch
            )
            _vocabularies(fresh, "main", "fresh", "fresh")
            total.add(fresh, "fresh")
            sizes = dict(fresh.execute("SELECT id, sz FROM fresh_docsize"))
        finally:
            fresh.close()
        indexed = dict(
            sql.execute("SELECT id, sz FROM articles_fts_docsize WHERE id BETWEEN ? AND ?", [min(sizes), max(sizes)])
        )
        for article, size in sizes.items():
            if indexed.get(article) != size:
                findings.add(
                    "search-index", f"article {article} is {'indexed otherwise' if article in indexed else 'missing'}"
                )
        progress(len(sizes))
    return total


def _batches(sql: sqlite3.Connection) -> Iterator[list[tuple[object, ...]]]:
    rows = sql.execute(
        "SELECT id, vn_canon(title), vn_canon(text), vn_index_fold(title), vn_index_fold(text) FROM articles_searched ORDER BY id"
    )
    while batch := rows.fetchmany(BATCH):
        yield batch


def _vocabularies(sql: sqlite3.Connection, where: str, table: str, prefix: str) -> None:
    sql.execute(f"CREATE VIRTUAL TABLE {where}.{prefix}_words USING fts5vocab({table}, col)")
    sql.execute(f"CREATE VIRTUAL TABLE {where}.{prefix}_places USING fts5vocab({table}, instance)")
