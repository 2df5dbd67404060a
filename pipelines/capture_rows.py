"""A capture as a row of `captures`: what came, where its record lies, and that nobody has read it yet."""

import sqlite3

from spiders.items import Capture, CaptureRef


def insert(
    sql: sqlite3.Connection, capture: Capture, run_id: int, frontier_id: int | None, payload_digest: str, record: str,
    revisit_of: int | None, place: tuple[str, int, int],
) -> CaptureRef:  # fmt: skip
    """Put `capture` in; `record` is the type of its WARC record, `place` its file, offset and length.

    A robots.txt has been read when it is kept: nothing is learnt from it but for the run that asked.
    """
    state, reading = ("read", "robots") if capture.purpose == "robots" else ("unread", None)
    row = sql.execute(
        "INSERT INTO captures (portal, address, frontier_id, run_id, purpose, fetched_at, status, content_type, ip, etag, "
        "last_modified, payload_digest, payload_length, record, revisit_of, warc, offset, length, "
        "state, reading) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [capture.portal, capture.address, frontier_id, run_id, capture.purpose, capture.fetched_at, capture.status,
         capture.header("Content-Type"), capture.ip, capture.header("ETag"), capture.header("Last-Modified"),
         payload_digest, len(capture.body), record, revisit_of, *place, state, reading],
    ).lastrowid  # fmt: skip
    assert row is not None
    return CaptureRef(row, *place, revisit_of)
