"""What of an article is compared from one capture to the next, and the nouns of a difference.

Addresses of pictures, canonical addresses and page furniture are no content: they change without anybody editing a word.
"""

import hashlib
import json
from dataclasses import astuple, dataclass, fields
from functools import lru_cache

from spiders.items import Article


@dataclass(frozen=True, slots=True)
class Content:
    """The content of one version. `text` begins with `sapo`; `published` is what the site claimed, ISO 8601 in UTC+7.

    `tables` are rows of cells, `captions` those of the pictures, `attachments` (address, label) pairs, in the page's order.
    """

    title: str
    text: str
    sapo: str = ""
    published: str | None = None
    author: str | None = None
    source: str | None = None
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()
    captions: tuple[str, ...] = ()
    attachments: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Detail:
    """One figure, date, document or name that an edit changed; `old` or `new` is None where it came or went.

    kind: figure | date | document | name. `old` and `new` are as written; the values are exact texts (of a figure: as in
    `metrics.value_text`; of a date: ISO; of a document: its number). Sentences are those that hold either side.
    """

    kind: str
    old: str | None
    new: str | None
    old_value: str | None = None
    new_value: str | None = None
    unit: str | None = None
    indicator: str | None = None
    old_sentence: str | None = None
    new_sentence: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """How a content differs from the one before: its size (cosmetic | minor | substantive), the fields, the details."""

    size: str
    fields: tuple[str, ...]
    details: tuple[Detail, ...] = ()


def content_of(article: Article) -> Content:
    """What is compared of `article`."""
    return Content(
        title=article.title,
        text=article.text,
        sapo=article.sapo,
        published=article.published.local if article.published else None,
        author=article.author,
        source=article.source,
        tables=tuple(table.rows for table in article.tables),
        captions=tuple(image.caption for image in article.images if image.caption),
        attachments=tuple((one.address, one.label) for one in article.attachments),
    )


def different_fields(old: Content, new: Content) -> tuple[str, ...]:
    """The names of the fields that differ in more than blanks."""
    names = (one.name for one in fields(Content))
    return tuple(name for name in names if _plain(getattr(old, name)) != _plain(getattr(new, name)))


@lru_cache(maxsize=8)  # asked for three times while a page is stored
def content_hash(content: Content) -> str:
    """The same for two contents that differ in blanks alone. Never a hash of the page's bytes: counters move."""
    told = json.dumps(_plain(astuple(content)), ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _plain(value: object) -> object:
    """`value` with every run of blanks in its texts made one."""
    if isinstance(value, str):
        return " ".join(value.split())
    return [_plain(part) for part in value] if isinstance(value, tuple) else value
