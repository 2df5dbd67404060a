"""From the bytes of an answer, as sent, to text: the same two steps, `payload` and `text`, for a live crawl and a replay.

Both WARC readers inflate a 48 KB record to 50 MB without asking, so inflating happens here, in small steps, under a
cap. What a torn stream still yields is kept and flagged: half an article with a mark is better than none.
"""

import re
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.charset import text as text  # the second step
from pipelines.charset import unpiled
from spiders.items import Capture

try:
    import brotli
except ImportError:  # an optional companion of Scrapy
    brotli = None

#: No page of a portal is larger once decoded; DOWNLOAD_MAXSIZE bounds only what is sent.
MAX_DECODED = 16 * 1024 * 1024
#: Servers stack at most two encodings, and by mistake; more is an attack.
MAX_STACKED = 3
#: Inflate this much input at a time, so that an error late in a stream costs only the last piece.
STEP = 16 * 1024

GZIP_MAGIC = b"\x1f\x8b"
#: Invisible in print, in the way of every search: dropped. A no-break space and its kin are spaces.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff]")


class UnreadableError(Exception):
    """Why nothing can be read: a `reason` of the fixed list of problems, and a detail."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason, self.detail = reason, detail


@dataclass(frozen=True, slots=True)
class Payload:
    """The body without its Content-Encoding. `flags` say what was odd (`truncated`, `not-encoded`)."""

    data: bytes
    flags: tuple[str, ...] = ()


def payload(capture: Capture) -> Payload:
    """The decoded body of `capture`. Raises UnreadableError: too-large, unknown-encoding."""
    values = [value for name, value in capture.headers if name.lower() == "content-encoding"]
    encodings = [name.strip().lower() for value in values for name in value.split(",")]
    encodings = [name for name in encodings if name not in ("", "identity")]
    if len(encodings) > MAX_STACKED:
        raise UnreadableError("unknown-encoding", f"{len(encodings)} encodings on one answer")
    data, flags = capture.body, dict[str, None]()
    for name in reversed(encodings):
        decoder = _DECODERS.get(name)
        if decoder is None:
            raise UnreadableError("unknown-encoding", name)
        data, flag = decoder(data)
        if flag:
            flags[flag] = None
    if len(data) > MAX_DECODED:
        raise UnreadableError("too-large", f"more than {MAX_DECODED} bytes")
    return Payload(data, tuple(flags))


def gunzip(data: bytes) -> tuple[bytes, str | None]:
    """`data` inflated, and a flag when it was torn or not gzip at all (then it is returned as it is)."""
    if not data.startswith(GZIP_MAGIC):
        return data, "not-encoded" if data else None
    return _inflate(data, 31)


def _deflate(data: bytes) -> tuple[bytes, str | None]:
    """Servers send `deflate` with and without its zlib header."""
    has_header = len(data) > 1 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
    return _inflate(data, 15 if has_header else -15)


def _inflate(data: bytes, window: int) -> tuple[bytes, str | None]:
    """Inflate under the cap. A gzip stream may hold several members; zeros or rubbish after the last are ignored."""
    out = bytearray()
    inflater = zlib.decompressobj(window)
    for start in range(0, len(data), STEP):
        piece = data[start : start + STEP]
        while piece:
            if inflater.eof:
                if window != 31 or not piece.startswith(GZIP_MAGIC):
                    return bytes(out), None
                inflater = zlib.decompressobj(window)
            try:
                out += inflater.decompress(piece, MAX_DECODED + 1 - len(out))
            except zlib.error:
                return bytes(out), "truncated"
            if len(out) > MAX_DECODED:
                raise UnreadableError("too-large", f"inflates to more than {MAX_DECODED} bytes")
            piece = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    return bytes(out), None if inflater.eof else "truncated"


def _unbrotli(data: bytes) -> tuple[bytes, str | None]:
    if brotli is None:
        raise UnreadableError("unknown-encoding", "br: the package brotli is not installed")
    out = bytearray()
    decoder = brotli.Decompressor()
    piece = data
    while not decoder.is_finished():
        try:
            made = decoder.process(piece, output_buffer_limit=MAX_DECODED + 1 - len(out))
        except brotli.error:
            return bytes(out), "truncated"
        out += made
        if len(out) > MAX_DECODED:
            raise UnreadableError("too-large", f"inflates to more than {MAX_DECODED} bytes")
        if not made and decoder.can_accept_more_data():
            return bytes(out), "truncated"
        piece = b""
    return bytes(out), None


_DECODERS: dict[str, Callable[[bytes], tuple[bytes, str | None]]] = {
    "gzip": gunzip,
    "x-gzip": gunzip,
    "deflate": _deflate,
    "br": _unbrotli,
}


def tidy(raw: str) -> str:
    """One line as it is kept: NFC, single spaces, nothing invisible; every other oddity of the source untouched."""
    if not raw.isascii():
        raw = unicodedata.normalize("NFC", unpiled(_INVISIBLE.sub("", raw)))
    return " ".join(raw.split())
