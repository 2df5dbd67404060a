"""A feed is asked for every few minutes and seldom new: who has it already is told so, in a hundred bytes.

The ETag is a digest of the feed itself. Last-Modified is when the archive's file was last written, which is never too early: a
feed may change with no newer entry (a title was corrected, an incident accepted), and a reader that knows dates alone shall
not miss it.
"""

import hashlib
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from typing import Any

from datasette.utils.asgi import Response


def answer(
    body: bytes, content_type: str, request: Any, *, written: int | None, seconds: int, is_private: bool
) -> Response:
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    keep = f"max-age={seconds}" if seconds else "no-cache"
    headers = {"etag": etag, "cache-control": f"{'private' if is_private else 'public'}, {keep}"}
    if written is not None:
        headers["last-modified"] = formatdate(written, usegmt=True)
    if _has(request.headers, etag, written):
        return Response("", status=304, headers=headers, content_type=content_type)
    return Response(body, headers=headers, content_type=content_type)


def _has(asked: Any, etag: str, written: int | None) -> bool:
    """Whether the reader's copy is this one. Its tag counts, and its date only where it has no tag (RFC 9110, 13.2.2)."""
    if (tags := asked.get("if-none-match")) is not None:
        return tags.strip() == "*" or etag in {tag.strip().removeprefix("W/") for tag in tags.split(",")}
    if written is None or not (since := asked.get("if-modified-since")):
        return False
    try:
        return written <= parsedate_to_datetime(since).timestamp()
    except (ValueError, TypeError, OverflowError):
        return False


def written_at(path: str | None) -> int | None:
    """When the archive was last written: its file, or the log in front of it."""
    files = [Path(path), Path(f"{path}-wal")] if path else []
    return max((int(file.stat().st_mtime) for file in files if file.exists()), default=None)
