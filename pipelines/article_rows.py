"""An article as rows: `articles`, `article_texts`, `images`, `attachments`, and by way of `figure_rows` its figures.

A row's id never changes, and a row is rewritten only where a reading differs from it, so that the search index is left
alone where no word changed. A page whose content differs is kept as another version: whether the article was edited, or
the page only was no good, is judged when the run has ended (see `pipelines.versions`).
"""

import json
import sqlite3
from typing import Any

from pipelines import figure_rows
from pipelines.versions import rows as versions
from pipelines.versions.content import content_hash, content_of
from spiders.items import Article, Capture, Reading

#: Columns of `articles` that a reading fills.
READ_COLUMNS = (
    "title", "published", "published_local", "published_raw", "published_by", "author", "source", "section", "language",
    "place", "words", "canonical", "rule", "flags", "content_hash",
)  # fmt: skip


def values_of(article: Article, place: str) -> dict[str, Any]:
    """What the tables hold of a reading: READ_COLUMNS, the columns of `article_texts`, and the rows of its parts."""
    published = article.published
    columns = (
        article.title,
        published.utc if published else None,
        published.local if published else None,
        published.raw if published else None,
        published.by if published else None,
        article.author,
        article.source,
        article.section,
        article.language,
        place,
        len(article.text.split()),
        article.canonical,
        article.rule,
        " ".join(article.flags) or None,
        content_hash(content_of(article)),
    )
    tables = json.dumps([table.rows for table in article.tables], ensure_ascii=False) if article.tables else None
    return {
        **dict(zip(READ_COLUMNS, columns, strict=True)),
        "sapo": article.sapo,
        "text": article.text,
        "tables": tables,
        "images": [(image.address, image.caption) for image in article.images],
        "attachments": [(one.address, one.label, one.type) for one in article.attachments],
    }


def stored_values(sql: sqlite3.Connection, article_id: int) -> dict[str, Any]:
    """The same, as the tables hold it now."""
    names = (*READ_COLUMNS, "sapo", "text", "tables")
    row = sql.execute(
        f"SELECT {', '.join(names)} FROM articles JOIN article_texts USING (id) WHERE id = ?", [article_id]
    ).fetchone()
    images = "SELECT address, caption FROM images WHERE article_id = ? ORDER BY position"
    attachments = "SELECT address, label, type FROM attachments WHERE article_id = ? ORDER BY position"
    return {
        **dict(zip(names, row, strict=True)),
        "images": sql.execute(images, [article_id]).fetchall(),
        "attachments": sql.execute(attachments, [article_id]).fetchall(),
    }


def identity_of(article: Article) -> str:
    """The name that travels: it is the same in every archive."""
    return f"{article.portal}:{article.key}"


def write(
    sql: sqlite3.Connection, reading: Reading, capture: Capture, place: str, read_by: str, *, again: bool = False
) -> str:
    """Insert the article of `reading`, or update what is no content in its rows; return 'new', 'changed' or 'same'.

    Of a content that the rows do not show ('changed') a version is kept, and the rows are left to whoever judges the run.
    `again`: an old page is read again, which says nothing about what is no content today.
    """
    article = reading.article
    assert article is not None and capture.ref is not None
    identity = identity_of(article)
    found = sql.execute("SELECT id, content_hash FROM articles WHERE identity = ?", [identity]).fetchone()
    if found is None:
        article_id = _insert(sql, identity, article, capture, reading.extractor_version, place)
        figure_rows.write(sql, article_id, identity, article.text, reading.figures, reading.extractor_version)
        versions.begin(sql, article_id, capture.ref.id, capture.fetched_at, read_by)
        return "new"
    article_id, shown = found
    sql.execute("UPDATE articles SET last_seen = max(last_seen, ?) WHERE id = ?", [capture.fetched_at, article_id])
    content = content_of(article)
    if content_hash(content) != shown:
        versions.remember(sql, article_id, content, capture.ref.id, capture.fetched_at, read_by)
        return "changed"
    if not again and rewrite(sql, article_id, reading, place):
        sql.execute("UPDATE articles SET capture_id = ? WHERE id = ?", [_payload(capture), article_id])
    return "same"


def show(
    sql: sqlite3.Connection, article_id: int, reading: Reading, capture: Capture, place: str, read_by: str
) -> list[str]:
    """Make an article show `reading`; the versions that stood for what it showed keep it. Returns the names of what differed."""
    assert reading.article is not None and capture.ref is not None
    content = content_of(reading.article)
    shown, has_version = sql.execute(
        "SELECT content_hash, EXISTS (SELECT 1 FROM article_versions WHERE article_id = a.id AND text IS NULL) FROM articles a "
        "WHERE id = ?",
        [article_id],
    ).fetchone()
    if has_version and shown != content_hash(content):
        versions.remember(sql, article_id, content, capture.ref.id, capture.fetched_at, read_by)
        versions.change_places(sql, article_id, content_hash(content))
    sql.execute("UPDATE articles SET capture_id = ? WHERE id = ?", [_payload(capture), article_id])
    changed = rewrite(sql, article_id, reading, place)
    if not has_version:
        versions.drop(sql, article_id, content_hash(content))
        versions.begin(sql, article_id, capture.ref.id, capture.fetched_at, read_by)
    return changed


def _payload(capture: Capture) -> int:
    """The capture that holds the bytes."""
    assert capture.ref is not None
    return capture.ref.revisit_of or capture.ref.id


def _insert(
    sql: sqlite3.Connection, identity: str, article: Article, capture: Capture, extractor_version: str, place: str
) -> int:
    assert capture.ref is not None
    values = values_of(article, place)
    names, marks = ", ".join(READ_COLUMNS), ", ".join("?" * len(READ_COLUMNS))
    article_id = sql.execute(
        "INSERT INTO articles (identity, portal, key, address, first_seen, last_seen, capture_id, extractor_version, "
        f"{names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, {marks})",
        [identity, article.portal, article.key, article.address, capture.fetched_at, capture.fetched_at,
         _payload(capture), extractor_version, *(values[name] for name in READ_COLUMNS)],
    ).lastrowid  # fmt: skip
    assert article_id is not None
    sql.execute(
        "INSERT INTO article_texts (id, sapo, text, tables) VALUES (?, ?, ?, ?)",
        [article_id, values["sapo"], values["text"], values["tables"]],
    )
    _write_parts(sql, article_id, values)
    return article_id


def rewrite(sql: sqlite3.Connection, article_id: int, reading: Reading, place: str) -> list[str]:
    """Put a new reading into existing rows, under the same ids; return the names of what differed."""
    article = reading.article
    assert article is not None
    values, old = values_of(article, place), stored_values(sql, article_id)
    changed = [name for name, value in values.items() if old[name] != value]
    sets = "".join(f"{name} = ?, " for name in READ_COLUMNS if name in changed)
    sql.execute(
        f"UPDATE articles SET {sets}extractor_version = ? WHERE id = ?",
        [*(values[name] for name in READ_COLUMNS if name in changed), reading.extractor_version, article_id],
    )
    if {"sapo", "text", "tables"} & set(changed):
        sql.execute(
            "UPDATE article_texts SET sapo = ?, text = ?, tables = ? WHERE id = ?",
            [values["sapo"], values["text"], values["tables"], article_id],
        )
    if {"images", "attachments"} & set(changed):
        _write_parts(sql, article_id, values)
    return changed + figure_rows.write(
        sql, article_id, identity_of(article), article.text, reading.figures, reading.extractor_version
    )


def _write_parts(sql: sqlite3.Connection, article_id: int, values: dict[str, Any]) -> None:
    sql.execute("DELETE FROM images WHERE article_id = ?", [article_id])
    sql.executemany(
        "INSERT INTO images (article_id, position, address, caption) VALUES (?, ?, ?, ?)",
        [(article_id, n, *image) for n, image in enumerate(values["images"])],
    )
    sql.execute("DELETE FROM attachments WHERE article_id = ?", [article_id])
    sql.executemany(
        "INSERT INTO attachments (article_id, position, address, label, type) VALUES (?, ?, ?, ?, ?)",
        [(article_id, n, *one) for n, one in enumerate(values["attachments"])],
    )
