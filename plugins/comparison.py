"""Two versions of an article word by word: `/archive/articles/7?so-sanh=1..2`.

Paragraphs that stayed are set aside first, then those that are alike are compared by their words. The steps are counted (see
`pipelines.versions.alignment`): a text that is too long, or made to be slow, is told by paragraphs instead.
"""

import asyncio
import json
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from datasette import hookimpl
from markupsafe import Markup, escape

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from pipelines.versions.alignment import Effort, differences  # noqa: E402
from pipelines.versions.likeness import shared, words_of  # noqa: E402

DATABASE = "archive"
#: How the page is asked for: two numbers of versions.
ASKED = re.compile(r"(\d{1,6})\.\.(\d{1,6})")
#: Steps that one comparison may take (about a quarter of a second), and words of both versions beyond which only paragraphs
#: are compared.
STEPS, LONGEST = 400_000, 60_000
#: Two paragraphs that share so many of their words are one, edited; so many pairs, times their words, are tried.
ALIKE, TRIES = 0.4, 300_000
#: Unchanged paragraphs in a row that are shown; of more, one stands on either side.
SHOWN = 3
#: A number with its signs is one word: "197/299", "88,8".
_WORD = re.compile(r"[^\W_]+(?:(?<=\d)[.,/:\-–](?=\d)[^\W_]+)*|\s+|.", re.S)
_JOINT = re.compile(r"[\s,.;:()–-]*")

Row = dict[str, Any]


@hookimpl
def extra_template_vars(datasette: Any, template: str, request: Any) -> Any:
    async def variables() -> Row:
        if template != "row-archive-articles.html" or request is None or not request.args.get("so-sanh"):
            return {"comparison": None}
        db = datasette.databases.get(DATABASE)
        if db is None or not await db.table_exists("article_versions"):
            return {"comparison": None}
        return {"comparison": await _comparison(db, request.url_vars["pks"], request.args["so-sanh"])}

    return variables


async def _comparison(db: Any, article: str, asked: str) -> Row:
    """The two versions and how they differ; without `old` and `new` where there are no such versions."""
    numbers = ASKED.fullmatch(asked.strip())
    found = []
    for number in numbers.groups() if numbers else ():
        rows = await db.execute(
            "SELECT number, title, sapo, text, published, author, source, captions, attachments, first_seen, last_seen"
            " FROM versions WHERE article_id = ? AND number = ?",
            [article, number],
        )
        found += [dict(row) for row in rows.rows]
    if len(found) < 2 or found[0]["number"] == found[1]["number"]:
        return {"asked": asked}
    old, new = found
    return {"old": old, "new": new, **await asyncio.to_thread(compared, old, new)}


#: What is compared beside the text, in Vietnamese and English.
BESIDE = {
    "title": ("Tiêu đề", "title"),
    "published": ("Ngày đăng", "date"),
    "author": ("Tác giả", "author"),
    "source": ("Nguồn", "source"),
    "captions": ("Chú thích ảnh", "captions"),
    "attachments": ("Tệp đính kèm", "attachments"),
}


def compared(old: Row, new: Row) -> Row:
    """`beside`: what differs beside the text, by its name; `blocks`: the text; `coarse`: whether it is told by paragraphs."""
    effort = Effort(STEPS)
    words = sum(len(str(version["text"]).split()) for version in (old, new))
    if words > LONGEST:
        effort.left = -1
    beside = []
    for name, (vi, en) in BESIDE.items():
        read = _parts if name in ("captions", "attachments") else _lines
        olds, news = read(old[name]), read(new[name])
        if olds != news:
            beside.append({"vi": vi, "en": en, "lines": list(_paragraphs(olds, news, effort))})
    if not _leads(old) or not _leads(new):
        pair = [[version["sapo"]] if version["sapo"] else [] for version in (old, new)]
        if pair[0] != pair[1]:
            beside.append({"vi": "Đoạn dẫn", "en": "lead", "lines": list(_paragraphs(*pair, effort))})
    blocks = list(_blocks(_lines(old["text"]), _lines(new["text"]), effort))
    return {"beside": beside, "blocks": blocks, "coarse": effort.left < 0}


def _leads(version: Row) -> bool:
    return str(version["text"] or "").startswith(version["sapo"] or "")


def _lines(text: str | None) -> list[str]:
    return [line for line in (text or "").split("\n") if line.strip()]


def _parts(text: str | None) -> list[str]:
    """A list in JSON, a line each."""
    try:
        parts = json.loads(text or "[]")
        return [" – ".join(map(str, reversed(one))) if isinstance(one, list) else str(one) for one in parts]
    except (ValueError, TypeError):
        return []


def _blocks(old: list[str], new: list[str], effort: Effort) -> Iterator[Row]:
    """The text in its order: paragraphs that stayed (`same`, those in the middle of many apart), and those that did not."""
    at = 0
    changes = differences(old, new, Effort(STEPS))
    for change in changes:
        yield from _same(old[at : change.old_start], is_first=at == 0)
        olds, news = old[change.old_start : change.old_end], new[change.new_start : change.new_end]
        yield {"kind": "changed", "lines": list(_paragraphs(olds, news, effort))}
        at = change.old_end
    yield from _same(old[at:], is_first=at == 0, is_last=True)


def _same(lines: list[str], is_first: bool = False, is_last: bool = False) -> Iterator[Row]:
    if not lines:
        return
    before, behind = int(not is_first), int(not is_last)
    if len(lines) <= SHOWN:
        before, behind = len(lines), 0
    yield {
        "kind": "same", "before": lines[:before], "folded": lines[before : len(lines) - behind],
        "behind": lines[len(lines) - behind :],
    }  # fmt: skip


def _paragraphs(old: list[str], new: list[str], effort: Effort) -> Iterator[Markup]:
    """Paragraphs of old that stand where those of new do: alike ones word by word, the others whole."""
    i = j = 0
    alike = _alike(old, new) if effort.left >= 0 else []
    for next_i, next_j in [*alike, (len(old), len(new))]:
        yield from (Markup("<del>{}</del>").format(line) for line in old[i:next_i])
        yield from (Markup("<ins>{}</ins>").format(line) for line in new[j:next_j])
        if next_i < len(old):
            yield words(old[next_i], new[next_j], effort)
        i, j = next_i + 1, next_j + 1


def _alike(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Pairs of paragraphs, rising on both sides, that share the most words."""
    if len(old) == len(new) == 1:
        return [(0, 0)]
    olds, news = (list(map(words_of, side)) for side in (old, new))
    if sum(map(len, olds)) * len(new) + sum(map(len, news)) * len(old) > TRIES:
        return []
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    shares: dict[tuple[int, int], float] = {}
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            share = shared(olds[i], news[j])
            shares[i, j] = share if share >= ALIKE else -1.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + shares[i, j])
    found = []
    i = j = 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j + 1] + shares[i, j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def words(old: str, new: str, effort: Effort) -> Markup:
    """A paragraph with what was taken out as <del> and what was put in as <ins>, everything escaped."""
    olds, news = _WORD.findall(old), _WORD.findall(new)
    shown, at = Markup(), 0
    for old_start, old_end, new_start, new_end in _joined(olds, differences(olds, news, effort)):
        shown += escape("".join(olds[at:old_start]))
        gone, come = "".join(olds[old_start:old_end]), "".join(news[new_start:new_end])
        shown += Markup("<del>{}</del>").format(gone) if gone else ""
        shown += Markup("<ins>{}</ins>").format(come) if come else ""
        at = old_end
    return shown + escape("".join(olds[at:]))


def _joined(olds: Sequence[str], changes: Sequence[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Differences with nothing but a blank or a sign between them are one: people read phrases."""
    if not changes:
        return []
    joined = [tuple(changes[0])]
    for before, change in pairwise(changes):
        between = "".join(olds[before[1] : change[0]])
        if len(between) <= 2 and _JOINT.fullmatch(between):
            joined[-1] = (joined[-1][0], change[1], joined[-1][2], change[3])
        else:
            joined.append(tuple(change))
    return joined
