"""Pages that lie in files: an HTML file, also compressed, or every answer in a WARC file, whoever wrote it.

A WARC is read as a stream, a record at a time, so that its size does not matter. What is torn or no WARC at all says so:
the reader below stops in silence at a torn tail.
"""

import io
import sys
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from spiders.items import Capture, Headers

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

#: More bytes are no page: the reader would refuse them anyway.
LARGEST = 64 * 1024 * 1024
_GZIP = b"\x1f\x8b"


class Unusable(Exception):
    """Why a file cannot be read; the message is for the person who named it."""


class Saved:
    """An open file (`-`: standard input) that is either one page or a WARC."""

    def __init__(self, name: str) -> None:
        self.name = "standard input" if name == "-" else name
        self.file = self._open(name)
        self.torn = self.skipped = 0

    def _open(self, name: str) -> BinaryIO:
        if name != "-":
            try:
                return Path(name).open("rb")
            except (OSError, ValueError) as error:
                raise Unusable(f"{name}: {getattr(error, 'strerror', None) or error}") from None
        spooled = tempfile.SpooledTemporaryFile(LARGEST)  # noqa: SIM115 - closed with us
        while piece := sys.stdin.buffer.read(1 << 20):
            spooled.write(piece)
        spooled.seek(0)
        return spooled  # type: ignore[return-value]

    def is_warc(self) -> bool:
        """By its first bytes: names lie."""
        try:
            head = self.file.read(4096)
        except OSError as error:
            raise Unusable(f"{self.name}: {error.strerror}") from None
        self.file.seek(0)
        if head.startswith(_GZIP):
            try:
                head = zlib.decompressobj(wbits=31).decompress(head, 16)
            except zlib.error:
                return False
        return head.startswith(b"WARC/")

    def page(self) -> bytes:
        """The bytes of the one page. (A compressed one is inflated by the reader, under its own limit.)"""
        data = self.file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise Unusable(f"{self.name}: more than {LARGEST >> 20} MiB is no page")
        return data

    def addresses(self) -> Iterator[str]:
        """The address of every answer in a WARC."""
        for record in self._responses():
            yield record.headers.get("WARC-Target-URI") or ""
        self.file.seek(0)

    def captures(self) -> Iterator[Capture]:
        """Every answer in a WARC, as it was sent; `portal` is still empty. Revisits hold no page and are left out."""
        for record in self._responses():
            if record.content_length > LARGEST:
                self.skipped += 1
                continue
            block, told = record.reader.read(), record.headers
            if len(block) < record.content_length:
                self.torn += 1
            capture = _capture(told.get("WARC-Target-URI") or "", told.get("WARC-Date") or "", block)
            if capture is None:
                self.skipped += 1
            else:
                yield capture

    def _responses(self) -> "Iterator[WarcRecord]":
        from fastwarc.warc import ArchiveIterator, WarcRecordType

        try:
            # HTTP heads are taken apart here: fastwarc guesses at their encoding and takes 64 KB of them at most.
            yield from ArchiveIterator(self.file, record_types=WarcRecordType.response, parse_http=False)
        except (OSError, ValueError, RuntimeError) as error:
            raise Unusable(f"{self.name}: unreadable as a WARC file: {error}") from None

    def close(self) -> None:
        self.file.close()


def _capture(address: str, fetched_at: str, block: bytes) -> Capture | None:
    """The answer in a record; None when it holds no HTTP (a DNS answer, say)."""
    head, gap, body = block.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    status = first.split(" ", 2)[1] if first.startswith("HTTP/") and " " in first else ""
    if not gap or len(status) != 3 or not (status.isascii() and status.isdigit()):
        return None
    pairs = (line.partition(":") for line in lines)
    headers: Headers = tuple((name.strip(), value.strip()) for name, _, value in pairs)
    if any(name.lower() == "transfer-encoding" and "chunked" in value.lower() for name, value in headers):
        body = unchunked(body)
    # Some crawlers write `<address>`, as an old draft of the standard showed it.
    return Capture("", address.strip("<>"), fetched_at, int(status), headers, body)


def unchunked(body: bytes) -> bytes:
    """A body that was kept in the pieces it was sent in; one that was joined before it was kept stays as it is."""
    source = io.BytesIO(body)
    pieces: list[bytes] = []
    while line := source.readline(64):
        try:
            size = min(int(line.partition(b";")[0], 16), len(body))
        except ValueError:
            return b"".join(pieces) if pieces else body
        if size <= 0:
            break
        pieces.append(source.read(size))
        source.read(2)
    return b"".join(pieces)
