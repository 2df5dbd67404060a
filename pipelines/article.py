"""A page as it is handed to extraction, and an article put together from the parts that were found in it.

Rules and the generic extractor find parts in different ways; how they become one text, with its sapo once and the
paper's mark taken off, must be the same for both.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from pipelines import metadata
from pipelines.clean import Body
from pipelines.letters import bare, prefix
from spiders.items import Article, Link, Published
from spiders.profile import Profile

#: A thousandth of English letters carries a mark; a fifth of Vietnamese ones does.
VIETNAMESE_SHARE = 0.03

#: "(PLVN) - Trong năm 2021": the paper's own mark before a lead is a credit, not a word of it.
_MARKER = re.compile(r"\((?=[^)]*[A-ZĐ]{2})([A-ZĐ][\wĐ.&-]{1,11})\)\s*[-–—]\s*")
_LETTER = re.compile(r"[^\W\d_]")
_MARKED = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.I)


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page, decoded, checked and parsed."""

    address: str
    fetched_at: str
    text: str
    tree: LexborHTMLParser
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """What was found of an article, still apart. `rule` says by what."""

    title: str
    sapo: str
    body: Body
    published: Published | None = None
    author: str | None = None
    source: str | None = None
    section: str | None = None
    rule: str = "generic"
    flags: tuple[str, ...] = ()


def put_together(page: Page, profile: Profile, link: Link, parts: Parts) -> Article:
    """The article of `parts`."""
    body = parts.body
    sapo, text, marker = _joined(parts.sapo, body.paragraphs)
    odd = [*page.flags, *parts.flags]
    odd += ["recomposed"] if body.recomposed else []
    odd += [] if text else ["no-text"]
    odd += ["undated"] if parts.published is None else []
    return Article(
        portal=profile.name,
        key=link.key or "",
        address=link.address,
        title=parts.title,
        text=text,
        sapo=sapo,
        canonical=metadata.canonical(page.tree, page.address),
        published=parts.published,
        author=parts.author or body.author,
        source=parts.source or body.source or marker,
        section=parts.section,
        language=language(f"{parts.title}\n{text.removesuffix(parts.author or '')}"),
        images=body.images,
        attachments=body.attachments,
        tables=body.tables,
        rule=parts.rule,
        flags=tuple(dict.fromkeys(odd)),
    )


def _joined(sapo: str, paragraphs: Sequence[str]) -> tuple[str, str, str | None]:
    """The sapo, the text that begins with it, and the paper's mark that stood before them.

    Where the first paragraph itself begins with the sapo's words, it is the sapo as spelt there, and comes once.
    """
    marker: str | None = None
    first, rest = paragraphs[0] if paragraphs else "", paragraphs[1:]
    if found := _MARKER.match(first):
        marker, first = found[1], first[found.end() :]
    if found := _MARKER.match(sapo):
        marker, sapo = found[1], sapo[found.end() :]
    length = prefix(first, bare(sapo)) if sapo else 0
    if length:
        sapo = first[:length]
    return sapo, "\n".join(filter(None, (sapo if not length else "", first, *rest))), marker


def language(text: str) -> str:
    """vi or en, by the share of letters that carry Vietnamese marks."""
    sample = text[:2000]
    letters = len(_LETTER.findall(sample))
    return "vi" if not letters or len(_MARKED.findall(sample)) >= VIETNAMESE_SHARE * letters else "en"
