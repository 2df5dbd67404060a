"""What happened to the invented articles of `archive_samples`: versions and events, put in by the code that writes real ones.

Article 1 was edited (a sum, a document, a name), 2 taken down, 3 has moved, 4 is missing, 6 was edited by somebody hostile; a
portal has an incident, the other one a new domain.
"""

import sqlite3
from dataclasses import replace

from pipelines.versions import event_rows, rows
from pipelines.versions.content import Change, Content, Detail
from pipelines.versions.event_rows import Owner, name, row

BEFORE, AFTER, LATER = "2026-11-20T09:00:00Z", "2026-11-21T02:30:00Z", "2026-11-24T03:00:00Z"


def write(sql: sqlite3.Connection, hostile: str) -> None:
    """Give every article its versions, and some of them a history."""
    for article, capture, seen in sql.execute("SELECT id, capture_id, first_seen FROM articles ORDER BY id").fetchall():
        if article in (1, 6):
            _earlier(sql, article, _capture(sql, article, seen, 1), seen, hostile)
        rows.begin(sql, article, capture, seen, "1 sample")
        _write(sql, article, [row(kind="created", first_seen=seen, confirmed=seen, after_capture=capture,
                                  confirming_capture=capture)], seen)  # fmt: skip
    sql.execute("UPDATE articles SET versions = 2 WHERE id IN (1, 6)")
    _edited(sql, 1, _ours())
    _edited(sql, 6, _theirs(hostile))
    for article, state, kind in ((2, "gone", "deleted"), (3, "moved", "moved"), (4, "missing", None)):
        sql.execute("UPDATE articles SET state = ?, state_since = ? WHERE id = ?", [state, AFTER, article])
        if kind:
            _left(sql, article, kind)
    _of_portals(sql, hostile)


def _capture(sql: sqlite3.Connection, article: int, at: str, n: int, status: int = 200) -> int:
    return int(
        sql.execute(
            "INSERT INTO captures (portal, address, purpose, fetched_at, status, content_type, payload_digest, payload_length,"
            " record, warc, offset, length, state, reading) SELECT portal, address, 'page', ?, ?, 'text/html', 'sha1:' || ?, 99,"
            " 'response', '2026-11-20-0001.warc.gz', ?, 812, 'read', ? FROM articles WHERE id = ? RETURNING id",
            [at, status, n, 10_000 * article + n, "article" if status == 200 else "absent", article],
        ).fetchone()[0]
    )


def _earlier(sql: sqlite3.Connection, article: int, capture: int, at: str, hostile: str) -> None:
    """The version before the one that is there: a few words of the text were others."""
    found = sql.execute(
        "SELECT title, text, coalesce(sapo, ''), published_local, author, source FROM articles JOIN article_texts USING (id)"
        " WHERE id = ?",
        [article],
    ).fetchone()
    title, text, sapo, *others = found
    told = "SELECT caption FROM images WHERE article_id = ? AND caption <> ''"
    captions = tuple(caption for (caption,) in sql.execute(told, [article]))
    attachments = tuple(sql.execute("SELECT address, label FROM attachments WHERE article_id = ?", [article]))
    text = text.replace("71.371.000 đồng", "171.371.000 đồng").replace("Nguyễn Văn Đạt", "Nguyễn Văn Đoàn")
    old = Content(
        title.replace("hai đơn vị", "ba đơn vị"), text.replace("Đoạn văn", f"Đoạn văn cũ {hostile}"),
        sapo.replace("71.371.000 đồng", "171.371.000 đồng"), *others, captions=captions, attachments=attachments,
    )  # fmt: skip
    if article == 6:
        old = replace(old, author=None, captions=(hostile, "khác"), attachments=((hostile, hostile),))
    rows.remember(sql, article, old, capture, at, "1 sample")


def _write(
    sql: sqlite3.Connection, article: int, new: list[event_rows.Row], at: str, change: Change | None = None
) -> None:
    portal, identity = sql.execute("SELECT portal, identity FROM articles WHERE id = ?", [article]).fetchone()
    owner = Owner(portal, identity, article)
    columns = ", ".join(event_rows._COLUMNS)
    known = sql.execute(f"SELECT {columns} FROM events WHERE article_id = ? ORDER BY id", [article]).fetchall()
    event_rows.write(sql, owner, [*known, *new], {name(owner, "edited", at): change} if change else None)


def _edited(sql: sqlite3.Connection, article: int, change: Change) -> None:
    old, new = (one for (one,) in sql.execute(
        "SELECT id FROM article_versions WHERE article_id = ? ORDER BY number", [article]))  # fmt: skip
    event = row(
        kind="edited", last_good=BEFORE, first_seen=AFTER, confirmed=AFTER, before_capture=_capture(sql, article, BEFORE, 2),
        after_capture=(seen := _capture(sql, article, AFTER, 3)), confirming_capture=seen, from_version=old, to_version=new,
        size=change.size, fields=" ".join(change.fields),
    )  # fmt: skip
    _write(sql, article, [event], AFTER, change)


def _ours() -> Change:
    old, new = (f"Thanh tra kiến nghị thu hồi {sum_} và xử phạt hai đơn vị." for sum_ in
                ("171.371.000 đồng", "71.371.000 đồng"))  # fmt: skip
    return Change(
        "substantive",
        ("title", "text"),
        (
            Detail("figure", "171.371.000 đồng", "71.371.000 đồng", "171371000", "71371000", "VND", None, old, new),
            Detail("document", None, "2318/KL-TTCP", None, "2318/KL-TTCP", None, None, None, "Kết luận số 2318/KL-TTCP."),
            Detail("name", "Nguyễn Văn Đoàn", "Nguyễn Văn Đạt", None, None, None, None, "Ông Nguyễn Văn Đoàn nói.",
                   "Ông Nguyễn Văn Đạt nói."),
        ),
    )  # fmt: skip


def _theirs(hostile: str) -> Change:
    every = [hostile] * 4
    details = (
        Detail("figure", *every, hostile, None, f"Câu {hostile}", f"Câu {hostile} mới"),
        Detail("name", hostile, None, old_sentence=hostile),
    )
    return Change("minor", ("title", hostile), details)


def _left(sql: sqlite3.Connection, article: int, kind: str) -> None:
    event = row(
        kind=kind, last_good=BEFORE, first_seen=AFTER, confirmed=LATER, before_capture=_capture(sql, article, BEFORE, 1),
        after_capture=_capture(sql, article, AFTER, 2, 404), confirming_capture=_capture(sql, article, LATER, 3, 404),
        detail="4" if kind == "moved" else None,
    )  # fmt: skip
    _write(sql, article, [event], AFTER)


def _of_portals(sql: sqlite3.Connection, hostile: str) -> None:
    first, last = _capture(sql, 7, AFTER, 1), _capture(sql, 7, LATER, 2)
    about = {"first_seen": AFTER, "confirmed": LATER, "after_capture": first, "confirming_capture": last}
    incident = row(kind="incident", articles=412, detail=f"edited 412 of 430 visited {hostile}", review="open", **about)
    event_rows.write(sql, Owner("cong-binh-an", "cong-binh-an"), [incident])
    moved = row(kind="moved", from_address="cu.example", to_address=hostile, articles=2, last_good=BEFORE, **about)
    event_rows.write(sql, Owner("bao-song-lam", "bao-song-lam"), [moved])
    sql.execute("INSERT INTO incident_reviews VALUES ('x', 'accepted', ?, ?)", [LATER, hostile])
    sql.execute(
        "INSERT INTO soft_404s (portal, host, content_hash, title, text, capture_id, first_seen, last_seen)"
        " VALUES ('cong-binh-an', ?1, '0', ?1, ?1, ?2, ?3, ?3)", [hostile, first, AFTER],
    )  # fmt: skip
