"""WARC files: every exchange as it happened, one gzip member a record, readable by any WARC tool.

Written with warcio, read with fastwarc. A file grows under the name `<name>.open`; only what the database calls committed
is part of it, so a torn tail is cut back at the next start (both readers would stop there in silence). Sealed files never
change again.
"""

import gzip
import hashlib
import os
from base64 import b32encode
from dataclasses import dataclass, replace
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from spiders import clock
from spiders.items import Capture, CaptureRef, Headers

#: zlib's level. On 300 pages of a real portal 4 took 0.72 of the time of 6 (0.64 of warcio's 9) for 2.6 % more bytes.
COMPRESSION = 4
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


class WarcDamaged(RuntimeError):
    """A WARC file is not what the database says it is."""


@dataclass(frozen=True, slots=True)
class Revisit:
    """The earlier capture that a revisit record points to."""

    capture_id: int
    address: str
    fetched_at: str
    payload_digest: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request as sent and its answer. `revisit` is set when the payload is one we already hold."""

    capture: Capture
    method: str
    request_headers: Headers
    payload_digest: str
    revisit: Revisit | None = None


def payload_digest(body: bytes) -> str:
    """`sha1:` and base32, as WARC-Payload-Digest is written everywhere."""
    return "sha1:" + b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode("ascii")


class WarcFile:
    """One WARC file being written. Nothing is durable before `sync`, nothing is committed before the database says so."""

    def __init__(self, folder: Path, name: str, software: str, part_of: str) -> None:
        """`part_of` names the run: files of one run are told apart from those of the next by it."""
        folder.mkdir(parents=True, exist_ok=True)
        self.name, self.path = name, folder / f"{name}.open"
        self._file: BinaryIO = self.path.open("xb", buffering=0)
        self._sha256 = hashlib.sha256()
        self.size = self.records = 0
        info = {
            "software": software,
            "format": "WARC File Format 1.1",
            "robots": "obey",
            "isPartOf": part_of,
            "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        }
        writer = WARCWriter(BytesIO(), gzip=False, warc_version="WARC/1.1")
        self._pending = [_member(writer.create_warcinfo_record(name, info))]

    def append(self, exchange: Exchange) -> tuple[int, int]:
        """Add the response (or revisit) and what belongs to it; return offset and length of the former. Not yet on disk."""
        members = [_member(record) for record in _records(exchange)]
        offset = self.size + sum(map(len, self._pending))
        self._pending += members
        return offset, len(members[0])

    def sync(self) -> None:
        """Put everything appended on the disk. Raises OSError (and forgets what was appended) when the disk refuses."""
        data, records = b"".join(self._pending), len(self._pending)
        self._pending = []
        try:
            _write_all(self._file, data)
            os.fsync(self._file.fileno())
        except OSError:
            self._file.seek(self.size)
            self._file.truncate()
            raise
        self._sha256.update(data)
        self.size += len(data)
        self.records += records

    def seal(self) -> str:
        """Close the file under its final name; return its SHA-256. It never changes again."""
        self._file.close()
        rename_durably(self.path, self.path.with_suffix(""))
        return self._sha256.hexdigest()


def _write_all(file: BinaryIO, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[file.write(view) or 0 :]


def rename_durably(old: Path, new: Path) -> None:
    old.rename(new)
    folder = os.open(new.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _member(record: ArcWarcRecord) -> bytes:
    buffer = BytesIO()
    WARCWriter(buffer, gzip=False, warc_version="WARC/1.1").write_record(record)
    return gzip.compress(buffer.getvalue(), COMPRESSION, mtime=0)


class _AsSent(StatusAndHeaders):  # type: ignore[misc]
    """An HTTP head whose header values are the bytes that came: warcio would percent-encode what is not ASCII."""

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        first = self.statusline if self.protocol == "" else f"{self.protocol} {self.statusline}"
        lines = [first, *(f"{name}: {value}" for name, value in self.headers), "", ""]
        self.headers_buff = "\r\n".join(lines).encode("latin-1", "replace")


def _records(exchange: Exchange) -> list[ArcWarcRecord]:
    """The answer, the request, and of a 304 its own head."""
    capture, writer = exchange.capture, WARCWriter(BytesIO(), gzip=False, warc_version="WARC/1.1")
    common = {"WARC-Date": capture.fetched_at}
    head = dict(common)
    if capture.ip:
        head["WARC-IP-Address"] = capture.ip
    answer = _answer(writer, exchange, head)
    common["WARC-Concurrent-To"] = answer.rec_headers.get_header("WARC-Record-ID")
    target = capture.address.split("://", 1)[-1]
    path = "/" + target.partition("/")[2]
    line = _AsSent(f"{exchange.method} {path} HTTP/1.1", list(exchange.request_headers), protocol="")
    request = writer.create_warc_record(
        capture.address, "request", payload=BytesIO(b""), http_headers=line, warc_headers_dict=common
    )
    if not _is_unmodified(exchange):
        return [answer, request]
    sent = _AsSent(_status_line(capture.status), list(capture.headers), protocol="HTTP/1.1")
    sent.compute_headers_buffer()
    told = writer.create_warc_record(
        f"urn:http-head:{capture.address}", "metadata", payload=BytesIO(sent.headers_buff),
        warc_content_type="application/http; msgtype=response", warc_headers_dict=common,
    )  # fmt: skip
    return [answer, request, told]


def _is_unmodified(exchange: Exchange) -> bool:
    return exchange.revisit is not None and exchange.capture.status == HTTPStatus.NOT_MODIFIED


def _answer(writer: WARCWriter, exchange: Exchange, head: dict[str, str]) -> ArcWarcRecord:
    capture, revisit = exchange.capture, exchange.revisit
    line = _AsSent(_status_line(capture.status), list(capture.headers), protocol="HTTP/1.1")
    head["WARC-Payload-Digest"] = exchange.payload_digest
    if revisit is None:
        return writer.create_warc_record(
            capture.address, "response", payload=BytesIO(capture.body), http_headers=line, warc_headers_dict=head
        )
    head["WARC-Refers-To-Target-URI"] = revisit.address
    head["WARC-Refers-To-Date"] = revisit.fetched_at
    head["WARC-Payload-Digest"] = revisit.payload_digest
    if _is_unmodified(exchange):
        # The standard: the payload of such a record is the original's. Replay answers with the head that it finds here, and
        # a browser that is told 304 shows nothing: so the block is empty, and the head as sent is a record of its own.
        head["WARC-Profile"] = NOT_MODIFIED
        return writer.create_warc_record(capture.address, "revisit", warc_headers_dict=head)
    head["WARC-Profile"] = IDENTICAL
    return writer.create_warc_record(
        capture.address, "revisit", payload=BytesIO(b""), http_headers=line, warc_headers_dict=head
    )


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def find(folder: Path, name: str) -> Path:
    """The file called `name`, sealed or still growing."""
    sealed = folder / name
    return sealed if sealed.exists() else folder / f"{name}.open"


def read_capture(folder: Path, ref: CaptureRef, portal: str) -> Capture:
    """The capture stored at `ref` (for a revisit: the record it points to holds the payload).

    Raises WarcDamaged when no such record is there.
    """
    path = find(folder, ref.warc)
    try:
        with path.open("rb") as file:
            file.seek(ref.offset)
            data = file.read(ref.length)
    except OSError as error:
        raise WarcDamaged(f"{path.name}: {error.strerror}") from error
    for record in ArchiveIterator(BytesIO(data), parse_http=False):
        capture = capture_of(record, portal)
        if capture is None:
            break
        return replace(capture, ref=ref)
    raise WarcDamaged(f"{path.name}: no HTTP record at byte {ref.offset}")


def capture_of(record: WarcRecord, portal: str) -> Capture | None:
    """The answer that a response or revisit record holds; None for any other record.

    The HTTP block is taken apart here: fastwarc guesses at the encoding of headers and takes 64 KB of them at most.
    """
    told = record.headers
    head, _, body = record.reader.read().partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    if not head and told.get("WARC-Profile") == NOT_MODIFIED:
        first = "HTTP/1.1 304 Not Modified"
    elif not (told.get("Content-Type") or "").startswith("application/http") or not first.startswith("HTTP/"):
        return None
    pairs = (line.partition(": ") for line in lines)
    return Capture(
        portal, told["WARC-Target-URI"], told["WARC-Date"], int(first.split(" ", 2)[1]),
        tuple((name, value) for name, _, value in pairs), body, told.get("WARC-IP-Address"),
    )  # fmt: skip


def recover(folder: Path, name: str, committed: int) -> str:
    """Make an unsealed file whole after a crash: cut it back to its committed length and seal it; return its SHA-256.

    Raises WarcDamaged when it is shorter than that: committed pages are missing, and only a person can say where they are.
    """
    path = find(folder, name)
    size = path.stat().st_size if path.exists() else -1
    if size < committed:
        found = "is missing" if size < 0 else f"has {size:,} bytes"
        raise WarcDamaged(
            f"{path} {found}, but {committed:,} bytes of it are committed in archive.db. Bring the file back (a backup, "
            "another disk) and start again; nothing was changed."
        )
    with path.open("r+b") as file:
        file.truncate(committed)
        os.fsync(file.fileno())
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if path.suffix == ".open":
        rename_durably(path, folder / name)
    return digest


def timestamp_name(portal: str) -> str:
    """`<portal>-20261122030707`: the stem of a new file's name."""
    return f"{portal}-{clock.now():%Y%m%d%H%M%S}"
