"""What has happened to an article, in words: its events with what each edit changed, and its versions.

Everything stands in `events`, `event_changes` and `versions`; here it is only put so that it can be read, with the captures
on both sides of each event.
"""

import re
import sys
from itertools import groupby
from pathlib import Path
from typing import Any

from datasette import hookimpl
from markupsafe import Markup, escape

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from plugins.reading import stable  # noqa: E402
from plugins.reading.rows import Row, rows  # noqa: E402

DATABASE = "archive"
#: How many events and versions an article's page lists, and how many changes of one edit; the tables hold all of them.
MOST_EVENTS, MOST_CHANGES = 100, 40
#: How many of the contents that an incident holds are named.
MOST_HELD = 12

#: The names of an edit's fields, in Vietnamese and English.
FIELDS = {
    "title": ("tiêu đề", "title"), "text": ("nội dung", "text"), "sapo": ("đoạn dẫn", "lead"),
    "published": ("ngày đăng", "date of publication"), "author": ("tác giả", "author"), "source": ("nguồn tin", "source"),
    "tables": ("bảng", "tables"), "captions": ("chú thích ảnh", "captions"), "attachments": ("tệp đính kèm", "attachments"),
}  # fmt: skip

#: What an incident's articles seem to have undergone.
KINDS = {
    "edited": "sửa",
    "deleted": "gỡ",
    "restored": "có lại",
    "moved": "chuyển chỗ",
    "misfit": "không khớp mẫu trang",
}

_EVENTS = (
    "SELECT e.*, v.number AS from_number, w.number AS to_number, p.title_vi AS portal_vi, p.title_en AS portal_en, a.title,"
    " (SELECT id FROM articles WHERE identity = e.portal || ':' || e.detail) AS target_id"
    " FROM events e JOIN portals p ON p.name = e.portal LEFT JOIN articles a ON a.id = e.article_id"
    " LEFT JOIN article_versions v ON v.id = e.from_version LEFT JOIN article_versions w ON w.id = e.to_version"
)


@hookimpl
def extra_template_vars(datasette: Any, template: str, request: Any) -> Any:
    async def variables() -> Row:
        if template not in ("row-archive-articles.html", "row-archive-events.html") or request is None:
            return {}
        db = datasette.databases.get(DATABASE)
        if db is None or not await db.table_exists("events"):
            return {"history": None, "event": None}
        key = request.url_vars["pks"]
        if template == "row-archive-events.html":
            found = await _events(db, "WHERE e.id = :id", key)
            if found and found[0]["kind"] == "incident":
                found[0].update(await _incident(db, found[0]))
            for event in found:
                event["stable"] = stable.address(datasette, request, "events", event["identity"])
            return {"event": found[0] if found else None}
        return {"history": await _history(db, key)}

    return variables


async def _history(db: Any, article: str) -> Row:
    """The last events of an article, oldest first, and its versions."""
    events = await _events(db, "WHERE e.article_id = :id ORDER BY e.first_seen DESC, e.id DESC LIMIT :limit", article)
    versions = await rows(
        db,
        "SELECT number, first_seen, last_seen, captures, words, text IS NULL AS is_current, number > 1 AND NOT EXISTS"
        " (SELECT 1 FROM events e WHERE e.to_version = v.id) AS is_held"
        " FROM article_versions v WHERE article_id = :id ORDER BY number DESC LIMIT :limit",
        id=article,
        limit=MOST_EVENTS,
    )
    edits = [one for one in events if one["kind"] == "edited"]
    return {
        "article_id": article,
        "events": events[::-1],
        "is_cut": len(events) == MOST_EVENTS,
        "versions": versions[::-1],
        "edits": len(edits),
        "latest_edit": edits[0] if edits else None,
        "substantive": sum(one["size"] == "substantive" for one in edits),
    }


async def _events(db: Any, which: str, key: str) -> list[Row]:
    events = await rows(db, f"{_EVENTS} {which}", id=key, limit=MOST_EVENTS)
    captures = await _captures(db, events)
    for event in events:
        names = [FIELDS.get(name, (name, name)) for name in (event["fields"] or "").split()]
        event["fields_vi"], event["fields_en"] = [vi for vi, _ in names], [en for _, en in names]
        for side in ("before", "after", "confirming"):
            event[side] = captures.get(event[f"{side}_capture"])
        if event["kind"] == "edited":
            changes = await rows(
                db,
                "SELECT c.*, i.label_vi, i.label_en FROM event_changes c LEFT JOIN indicators i ON i.id = c.indicator"
                " WHERE c.event_id = :id ORDER BY c.position LIMIT :limit",
                id=event["id"],
                limit=MOST_CHANGES + 1,
            )
            event["has_more"] = len(changes) > MOST_CHANGES
            event["sentences"] = sentences(changes[:MOST_CHANGES])
    return events


async def _incident(db: Any, event: Row) -> Row:
    """What an incident held, in words, and some of the contents that it holds: a person has to look at them."""
    run = await rows(db, "SELECT run_id FROM captures WHERE id = :id", id=event["after_capture"])
    held = await rows(
        db,
        "SELECT v.article_id, v.title, v.number, (SELECT number FROM article_versions w WHERE w.article_id = v.article_id"
        " AND w.text IS NULL) AS current FROM captures c JOIN article_versions v ON v.first_capture = c.id"
        " WHERE c.run_id = :run AND v.text IS NOT NULL AND v.number > 1"
        " AND NOT EXISTS (SELECT 1 FROM events e WHERE e.to_version = v.id) ORDER BY v.id LIMIT :limit",
        run=run[0]["run_id"] if run else None,
        limit=MOST_HELD,
    )
    counts = re.findall(r"\b(edited|deleted|restored|moved|misfit) (\d+)", event["detail"] or "")
    return {
        "run_id": run[0]["run_id"] if run else None,
        "held": held,
        "told": ", ".join(f"{KINDS[kind]} {count} bài" for kind, count in counts),
    }


async def _captures(db: Any, events: list[Row]) -> dict[int, Row]:
    """The captures on the sides of events, with the place of the bytes they stand for."""
    wanted = {event[f"{side}_capture"] for event in events for side in ("before", "after", "confirming")} - {None}
    found = await rows(
        db,
        "SELECT c.id, c.fetched_at, c.status, c.reading, w.warc, w.offset FROM captures c"
        f" JOIN captures w ON w.id = coalesce(c.revisit_of, c.id) WHERE c.id IN ({', '.join(map(str, map(int, wanted)))})",
    )
    return {row["id"]: row for row in found}


def sentences(changes: list[Row]) -> list[Row]:
    """Changes under the pair of sentences that hold them, in which they are marked."""
    shown = []
    for (old, new), group in groupby(changes, lambda row: (row["old_sentence"], row["new_sentence"])):
        here = list(group)
        shown.append(
            {
                "old": marked(old, [row["old"] for row in here], "del"),
                "new": marked(new, [row["new"] for row in here], "ins"),
                "changes": here,
            }
        )
    return shown


_TAGS = {"del": Markup("<del>{}</del>"), "ins": Markup("<ins>{}</ins>")}


def marked(sentence: str | None, parts: list[str | None], tag: str) -> Markup:
    """A sentence with `parts` of it in <del> or <ins>, each at the first place where it stands; the rest escaped."""
    text = sentence or ""
    shown, at = Markup(), 0
    for start, end in sorted(filter(None, (_bounds(text, part) for part in dict.fromkeys(parts) if part))):
        if start >= at:
            shown += escape(text[at:start]) + _TAGS[tag].format(text[start:end])
            at = end
    return shown + escape(text[at:])


def _bounds(text: str, part: str) -> tuple[int, int] | None:
    """Where `part` stands in `text` by itself: "7" does not stand in "17" or in "7,5"."""
    written = r"\s+".join(map(re.escape, part.split()))
    found = re.search(rf"(?<!\w)(?<!\d[.,/:]){written}(?!\w|[.,/:]\d)", text)
    return found.span() if found else None
