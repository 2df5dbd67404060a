"""What the sample portals say, read from `portals/<name>.yml`: the ground truth that stored rows can be held against.

An article's body is written as plain paragraphs; `## ` opens a heading, `![...]` is an image with its caption, lines
between bars are a table whose first row is its head.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from spiders.clock import VIETNAM

PORTALS = Path(__file__).parent / "portals"

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a body: a paragraph, a heading, an image (`text` is its caption) or a table (`rows`)."""

    kind: Literal["paragraph", "heading", "image", "table"]
    text: str = ""
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class DemoAttachment:
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """An article as it was written.

    `address` is the one its portal calls canonical; `published` is ISO 8601 at +07:00, to the minute; `section` is its
    name, `folder` how addresses spell it. `form` says how its characters are composed on the page: nfc, nfd, or half
    (hats composed, tones combining).
    """

    key: str
    host: str
    address: str
    title: str
    sapo: str
    body: tuple[Block, ...]
    published: str
    section: str
    folder: str
    author: str | None = None
    source: str | None = None
    attachments: tuple[DemoAttachment, ...] = ()
    tags: tuple[str, ...] = ()
    form: Literal["nfc", "nfd", "half"] = "nfc"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs and headings of the body in order; sapo, captions and tables stand elsewhere."""
        return tuple(block.text for block in self.body if block.kind in ("paragraph", "heading"))

    @property
    def captions(self) -> tuple[str, ...]:
        return tuple(block.text for block in self.body if block.kind == "image")

    @property
    def tables(self) -> tuple[Rows, ...]:
        return tuple(block.rows for block in self.body if block.kind == "table")

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.published)

    @property
    def path(self) -> str:
        return self.address.removeprefix(f"http://{self.host}")


@dataclass(frozen=True, slots=True)
class Portal:
    """A sample portal: its host, the CMS family it imitates, its sections by slug, its articles, newest first."""

    host: str
    cms: str
    name: str
    parent: str
    street: str
    sections: dict[str, str]
    articles: tuple[DemoArticle, ...]


#: Where each CMS puts an article, and the files it links to.
_ADDRESSES = {
    "liferay62": "/tin-tuc/-/view_content/{id}-{slug}.html",
    "gmt7": "/{section}/{month}/{slug}-{id}/",
    "postid": "/{slug}-post{id}.html",
}
_FILES = {
    "liferay62": "/documents/20182/{id}/{file}",
    "gmt7": "/dataimages/{month}/files/{file}",
    "postid": "/Uploaded/{month}/{file}",
}


def slug(text: str) -> str:
    """`text` as addresses spell it: without marks, words joined by hyphens."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "-".join(re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c))))


def _block(text: str) -> Block:
    if text.startswith("## "):
        return Block("heading", text.removeprefix("## "))
    if text.startswith("!["):
        return Block("image", text[2:].removesuffix("]"))
    if text.startswith("|"):
        rows = (line.strip().strip("|").split("|") for line in text.splitlines())
        return Block("table", rows=tuple(tuple(cell.strip() for cell in row) for row in rows))
    return Block("paragraph", " ".join(text.split()))


def _article(data: dict[str, Any], portal: dict[str, Any]) -> DemoArticle:
    at: datetime = datetime.fromisoformat(str(data["at"])).replace(tzinfo=VIETNAM)
    host, cms = portal["host"], portal["cms"]
    facts = {"id": data["id"], "slug": slug(data["title"]), "section": data["section"], "month": f"{at:%Y%m}"}
    return DemoArticle(
        key=str(data["id"]),
        host=host,
        address=f"http://{host}" + _ADDRESSES[cms].format(**facts),
        title=data["title"],
        sapo=" ".join(data.get("sapo", "").split()),
        body=tuple(_block(part.strip()) for part in re.split(r"\n\s*\n", data["body"].strip())),
        published=at.isoformat(timespec="minutes"),
        section=portal["sections"][data["section"]],
        folder=data["section"],
        author=data.get("author"),
        source=data.get("source"),
        attachments=tuple(
            DemoAttachment(label, f"http://{host}" + _FILES[cms].format(**facts, file=file))
            for label, file in data.get("files", ())
        ),
        tags=tuple(data.get("tags", ())),
        form=data.get("form", "nfc"),
    )


@cache
def portals() -> dict[str, Portal]:
    """Every sample portal by its host."""
    found = {}
    for file in sorted(PORTALS.glob("*.yml")):
        data = yaml.safe_load(file.read_text("utf-8"))
        articles = (_article(one, data) for one in data["articles"])
        found[data["host"]] = Portal(
            host=data["host"],
            cms=data["cms"],
            name=data["name"],
            parent=data["parent"],
            street=data["address"],
            sections=data["sections"],
            articles=tuple(sorted(articles, key=lambda article: article.published, reverse=True)),
        )
    return found


def load(host: str) -> list[DemoArticle]:
    """The articles of the sample portal at `host`, newest first."""
    return list(portals()[host].articles)
