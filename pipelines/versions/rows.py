"""Versions as rows of `article_versions`: one for each distinct content that an article was read with.

The content that the article shows now stands in `articles` and `article_texts`; its version holds the rest only, so that an
archive of articles that never change is not twice as large.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.versions.content import Content, content_hash


@dataclass(frozen=True, slots=True)
class Span:
    """A version's place in the history of its article: its content, its first and last capture, and how many there were."""

    content_hash: str
    first_capture: int
    last_capture: int
    first_seen: str
    last_seen: str
    captures: int
    read_by: str


def begin(sql: sqlite3.Connection, article_id: int, capture_id: int, at: str, read_by: str) -> None:
    """The version that an article shows which has none yet."""
    sql.execute(
        "INSERT INTO article_versions (identity, article_id, number, content_hash, title, published, author, source, captions, "
        "attachments, words, first_seen, last_seen, first_capture, last_capture, captures, read_by) "
        "SELECT identity || printf('#v%02d', n), id, n, content_hash, title, published_local, author, source, "
        "(SELECT json_group_array(caption) FROM images WHERE article_id = a.id AND caption <> ''), "
        "(SELECT json_group_array(json_array(address, label)) FROM attachments WHERE article_id = a.id), "
        "words, ?, ?, ?, ?, 1, ? FROM articles a, (SELECT coalesce(max(number), 0) + 1 AS n FROM article_versions "
        "WHERE article_id = ?) WHERE a.id = ?",
        [at, at, capture_id, capture_id, read_by, article_id, article_id],
    )


def remember(
    sql: sqlite3.Connection, article_id: int, content: Content, capture_id: int, at: str, read_by: str
) -> None:
    """Keep a content that the article was read with, unless it is kept already."""
    identity, number = sql.execute(
        "SELECT a.identity, coalesce(max(v.number), 0) + 1 FROM articles a LEFT JOIN article_versions v ON v.article_id = a.id "
        "WHERE a.id = ?",
        [article_id],
    ).fetchone()
    sql.execute(
        "INSERT INTO article_versions (identity, article_id, number, content_hash, title, sapo, text, tables, published, author, "
        "source, captions, attachments, words, first_seen, last_seen, first_capture, last_capture, captures, read_by) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?) ON CONFLICT (article_id, content_hash) DO NOTHING",
        [
            f"{identity}#v{number:02d}", article_id, number, content_hash(content), content.title, content.sapo, content.text,
            _json(content.tables) if content.tables else None, content.published, content.author, content.source,
            _json(content.captions), _json(content.attachments), len(content.text.split()), at, at, capture_id, capture_id,
            read_by,
        ],
    )  # fmt: skip


def drop(sql: sqlite3.Connection, article_id: int, content: str) -> None:
    """Take the version of a content (by its hash) away: the article itself will hold it."""
    sql.execute("DELETE FROM article_versions WHERE article_id = ? AND content_hash = ?", [article_id, content])


def contents(sql: sqlite3.Connection, article_id: int) -> dict[str, Content]:
    """The contents of an article's versions, by their hash."""
    rows = sql.execute(
        "SELECT w.content_hash, v.title, v.text, v.sapo, v.published, v.author, v.source, v.tables, v.captions, v.attachments "
        "FROM versions v JOIN article_versions w USING (id) WHERE v.article_id = ?",
        [article_id],
    )
    return {found: _content(*told) for found, *told in rows}


def _content(
    title: str, text: str, sapo: str, published: str | None, author: str | None, source: str | None, tables: str | None,
    captions: str, attachments: str,
) -> Content:  # fmt: skip
    return Content(
        title, text, sapo, published, author, source,
        tuple(tuple(tuple(row) for row in table) for table in json.loads(tables or "[]")),
        tuple(json.loads(captions)),
        tuple((address, label) for address, label in json.loads(attachments)),
    )  # fmt: skip


def ids(sql: sqlite3.Connection, article_id: int) -> dict[str, int]:
    """The ids of an article's versions, by their content's hash."""
    return dict(sql.execute("SELECT content_hash, id FROM article_versions WHERE article_id = ?", [article_id]))


def change_places(sql: sqlite3.Connection, article_id: int, shown: str) -> None:
    """Before the rows of an article are rewritten: its current version takes its content back, the one `shown` next gives
    its own up."""
    sql.execute(
        "UPDATE article_versions SET (sapo, text, tables) = (SELECT sapo, text, tables FROM article_texts WHERE id = article_id) "
        "WHERE article_id = ? AND text IS NULL",
        [article_id],
    )
    sql.execute(
        "UPDATE article_versions SET sapo = NULL, text = NULL, tables = NULL WHERE article_id = ? AND content_hash = ?",
        [article_id, shown],
    )


def settle(sql: sqlite3.Connection, article_id: int, spans: Sequence[Span]) -> None:
    """Make the versions of an article those of `spans`, numbered in their order; what no capture stands for goes.

    The ids of those that stay are theirs for good.
    """
    known = {
        found: (number, row)
        for row, number, found in sql.execute(
            "SELECT id, number, content_hash FROM article_versions WHERE article_id = ?", [article_id]
        )
    }
    wanted = {span.content_hash: number for number, span in enumerate(spans, 1)}
    if {found: number for found, (number, _) in known.items()} != wanted:
        _renumber(sql, article_id, {row: wanted.get(found) for found, (_, row) in known.items()})
    sql.executemany(
        "UPDATE article_versions SET first_seen = ?, last_seen = ?, first_capture = ?, last_capture = ?, captures = ?, "
        "read_by = ? WHERE article_id = ? AND content_hash = ?",
        [
            (span.first_seen, span.last_seen, span.first_capture, span.last_capture, span.captures, span.read_by, article_id,
             span.content_hash)
            for span in spans
        ],
    )  # fmt: skip


def _renumber(sql: sqlite3.Connection, article_id: int, numbers: dict[int, int | None]) -> None:
    """Give versions (by id) their numbers, None: it goes. Through negative ones, since a number is one version's."""
    sql.executemany("DELETE FROM article_versions WHERE id = ?", [(row,) for row, n in numbers.items() if n is None])
    sql.executemany(
        "UPDATE article_versions SET number = -?, identity = '#' || id WHERE id = ?",
        [(n, row) for row, n in numbers.items() if n],
    )
    sql.execute(
        "UPDATE article_versions SET number = -number, identity = (SELECT identity FROM articles WHERE id = article_id) || "
        "printf('#v%02d', -number) WHERE article_id = ? AND number < 0",
        [article_id],
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
