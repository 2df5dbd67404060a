"""A small archive whose coverage is known by heart: a portal for each condition that one can be in. All of it is invented."""

from pathlib import Path

import sqlite_utils

from pipelines import schema
from pipelines.archive import Archive
from pipelines.workers import Workers
from tests.archive_samples import HOSTILE

#: Portal -> days on which its articles were published (None: no date could be read).
PUBLISHED: dict[str, tuple[str | None, ...]] = {
    # Mondays 2 and 9 March hold three and one; then three empty weeks, of which the last two were crawled; one on 6 April.
    "tin-deu": ("2026-03-02", "2026-03-04", "2026-03-08", "2026-03-09", "2026-04-06", None),
    "im-ang": ("2026-04-06",), "hong-may": ("2026-03-30", "2026-04-07"),
    "khong-danh-muc": ("2026-04-01",), "khong-ngay": (None, None),
    "gai-bay": ("2026-04-05", "2099-01-01"), "chua-bao-gio": (),
}  # fmt: skip
#: Portal -> its crawls: the day, how it ended, how many articles were new.
RUNS: dict[str, tuple[tuple[str, str, int], ...]] = {
    "tin-deu": (("2026-03-20", "finished", 4), ("2026-03-30", "finished", 0), ("2026-04-08", "finished", 2)),
    "im-ang": (("2026-04-07", "finished", 1), ("2026-04-08", "finished", 0)),
    "hong-may": (("2026-04-07", "finished", 2), ("2026-04-08", "unhealthy", 0), ("2026-04-09", "unhealthy", 0)),
    "khong-danh-muc": (("2026-04-02", "finished", 1), ("2026-04-08", "finished", 0)),
    "khong-ngay": (("2026-04-08", "crashed", 2),), "gai-bay": (("2026-04-08", "finished", 2),), "chua-bao-gio": (),
}  # fmt: skip
PLACES = {"tin-deu": "01", "im-ang": "01", "hong-may": "24"}


def build(folder: Path, *, demo: bool = False) -> Path:
    """Write the archive into `folder`, counted as a writing command counts it; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "archive.db"
    db = schema.prepare(path)
    with db.atomic():
        db.execute("INSERT INTO facts VALUES ('kind', ?)", ["demo" if demo else "live"])
        db.execute("INSERT INTO warc_files VALUES ('w', 'sealed', 1, 1, 'x', 'x', 'x')")
        for name in PUBLISHED:
            _portal(db, name, demo)
    db.close()
    with Workers({}, 1, 10.0, 2**30) as workers, Archive(folder, workers, software="t", demo=demo, warc_max_bytes=1):
        pass  # opening it to write counts what was never counted
    return path


def _portal(db: sqlite_utils.Database, name: str, demo: bool) -> None:
    title = HOSTILE if name == "gai-bay" else f"Cổng {name}"
    verified = "2026-01-02" if name == "tin-deu" else None
    db.execute(
        "INSERT INTO portals VALUES (?, ?, ?, 'portal', ?, 'liferay62', ?, ?, ?, '2026-01-01', ?)",
        [
            name,
            title,
            title,
            PLACES.get(name, "00"),
            f"https://{name}.example/",
            f"{name}.example",
            int(demo),
            verified,
        ],
    )
    for day, outcome, new in RUNS[name]:
        db.execute(
            "INSERT INTO runs (portal, started_at, finished_at, outcome, exit_code, requests, articles_new, articles_changed,"
            " software) VALUES (?, ?, ?, ?, 0, 9, ?, 0, 't')",
            [name, f"{day}T01:00:00Z", f"{day}T02:00:00Z", outcome, new],
        )
    for n, day in enumerate(PUBLISHED[name]):
        _article(db, name, n, day)
    _addresses(db, name)


def _article(db: sqlite_utils.Database, portal: str, n: int, day: str | None) -> None:
    seen = "2026-04-08T01:30:00Z"
    number = db.execute(
        "INSERT INTO captures (portal, address, purpose, fetched_at, status, payload_digest, payload_length, record, warc,"
        " offset, length, state) VALUES (?, ?, 'page', ?, 200, 'd', 1, 'response', 'w', 0, 1, 'read')",
        [portal, f"https://{portal}.example/{n}", seen],
    ).lastrowid
    title = HOSTILE if portal == "gai-bay" else f"Bài {n}"
    stamps = [day and f"{day}T02:00:00Z", day and f"{day}T09:00:00+07:00"]
    article = db.execute(
        "INSERT INTO articles (identity, portal, key, title, published, published_local, language, place, words, address,"
        " first_seen, last_seen, capture_id, rule, content_hash, extractor_version) VALUES (?, ?, ?, ?, ?, ?, 'vi', '00', 1,"
        " ?, ?, ?, ?, 'r', 'h', '1')",
        [f"{portal}:{n}", portal, str(n), title, *stamps, f"https://{portal}.example/{n}", seen, seen, number],
    ).lastrowid
    db.execute("INSERT INTO article_texts VALUES (?, ?, 'Lời văn', NULL)", [article, "Dẫn" if n % 2 else ""])
    if n == 0:
        db.execute("INSERT INTO images VALUES (?, 0, 'https://a.example/1.jpg', '')", [article])


def _addresses(db: sqlite_utils.Database, portal: str) -> None:
    """A way in; and of one portal whatever can become of an address."""
    state, reason = ("failing", "http-503") if portal == "hong-may" else ("answered", None)
    items = None if portal in ("khong-danh-muc", "hong-may") else '["key:1", "key:2"]'
    rows: list[tuple[object, ...]] = [(f"https://{portal}.example/", "entry", state, reason, 30, items)]
    if portal == "hong-may":
        rows += [
            ("https://hong-may.example/moi", "article", "new", None, 20, None),
            ("https://hong-may.example/hong-1", "article", "failing", "timeout", 20, None),
            ("https://hong-may.example/hong-2", "article", "failing", "timeout", 20, None),
            ("https://hong-may.example/mat", "article", "absent", None, 20, None),
            ("https://hong-may.example/the/1", "page", "refused", "tag", 10, None),
        ]
        db.execute(
            "INSERT INTO refusals VALUES (?, 'tag', 'refused', 12, 'https://hong-may.example/the/1', '2026-04-08T00:00:00Z')",
            [portal],
        )
        db.execute(
            "INSERT INTO refusals VALUES (?, 'quy-tac-la', 'refused', 3, ?, '2026-04-08T00:00:00Z')", [portal, HOSTILE]
        )
        for number, reason in enumerate(("timeout", "timeout", "http-503", "charset-broken")):
            db.execute(
                "INSERT INTO problems (portal, address, reason, detail, at) VALUES (?, ?, ?, ?, '2026-04-09T01:00:00Z')",
                [portal, f"https://hong-may.example/hong-{number}", reason, HOSTILE],
            )
    for row in rows:
        db.execute(
            "INSERT INTO frontier (portal, address, canonical, thing, kind, state, reason, priority, first_seen, items,"
            " next_visit) VALUES (?, ?, 'c', ?, ?, ?, ?, ?, '2026-04-01T00:00:00Z', ?, '2026-04-10T00:00:00Z')",
            [portal, row[0], row[0], *row[1:]],
        )
