"""From the bytes of an answer, as sent, to text: one function for a live crawl and for a replay.

Both WARC readers inflate a 48 KB record to 50 MB without asking, so inflating happens here, in small steps, under a
cap. What a torn stream still yields is kept and flagged: half an article with a mark is better than none.
"""

import codecs
import re
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import dataclass

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
#: Control characters no text needs (tab, line feed and carriage return stay).
CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_META = re.compile(rb"<meta\b[^>]*>|<\?xml\b[^>]*>", re.I)
_XML_ENCODING = re.compile(rb"""encoding\s*=\s*["']([\w.:-]+)""", re.I)
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


def text(data: bytes, content_type: str | None = None) -> tuple[str, tuple[str, ...]]:
    """`data` as text, and flags: `charset-guessed` when nothing says the charset, `charset-broken` when it is not kept.

    Order: byte order mark, valid UTF-8, the page's own meta, the header. Valid UTF-8 comes before what is declared
    because no other charset looks like it by chance, and portals declare wrongly.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], name, ())
    data = data.translate(None, CONTROLS)
    try:
        decoded, used = codecs.utf_8_decode(data, "strict", False)
        if used == len(data) or not decoded.isascii():  # a character cut off at the very end is no other charset
            return decoded, ()
    except UnicodeDecodeError:
        pass
    declared = _declared(data, content_type)
    if declared:
        return _replacing(data, declared, ())
    return _replacing(data, "cp1258", ("charset-guessed",))


def _replacing(data: bytes, charset: str, flags: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    decoded = data.decode(charset, "replace")
    return decoded.replace("\0", ""), (*flags, "charset-broken") if "\ufffd" in decoded else flags


def _declared(data: bytes, content_type: str | None) -> str | None:
    """The charset that the page, else its header, declares; only what Python can decode as text."""
    head = b" ".join(_META.findall(data[:4096]))
    found = _CHARSET.search(head) or _XML_ENCODING.search(head) or _CHARSET.search((content_type or "").encode())
    if not found:
        return None
    name = found[1].decode("ascii", "replace").lower()
    if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"):
        return "cp1252"  # as every browser does
    if name.startswith("utf-16"):
        return "utf-8"  # a declaration that could be read was not in UTF-16
    try:
        return name if codecs.lookup(name)._is_text_encoding else None
    except LookupError:
        return None


def tidy(raw: str) -> str:
    """One line as it is kept: NFC, single spaces, nothing invisible; every other oddity of the source untouched."""
    if not raw.isascii():
        raw = unicodedata.normalize("NFC", _INVISIBLE.sub("", raw))
    return " ".join(raw.split())
