"""One pass over a WARC file: what its gzip members hold, where they stand, and the SHA-256 of all of it.

Both WARC readers end a file at the first damaged byte. A record of ours is a gzip member, so here the pass goes on at the next
place where a record is known to begin: one bad block costs one page, not the rest of a gigabyte. The member is unpacked by
zlib, which checks its CRC; what is in it is for fastwarc to read.
"""

import hashlib
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import BinaryIO

CHUNK = 1 << 16
#: No record of ours is larger (DOWNLOAD_MAXSIZE is 16 MiB): what unpacks to more is damaged.
LARGEST = 1 << 26
GZIP = 31


class Members:
    """The gzip members in the first `end` bytes of `file`, read once and hashed on the way.

    `starts` (ascending) are places where a record is known to begin.
    """

    def __init__(self, file: BinaryIO, end: int, starts: Sequence[int]) -> None:
        self._file, self._end, self._starts = file, end, starts
        self._sha256 = hashlib.sha256()
        self._hashed = self._read = 0

    def __iter__(self) -> Iterator[tuple[int, int, bytes | None]]:
        """(offset, length, what the member holds); None, and the length of nothing, where it is damaged or torn."""
        at, data = 0, b""
        while data or (data := self._chunk()):
            parts: list[bytes] = []
            data, is_whole = self._member(data, parts)
            here = self._read - len(data)
            if is_whole:
                yield at, here - at, b"".join(parts)
                at = here
                continue
            yield at, 0, None
            following = bisect_right(self._starts, at)
            if following == len(self._starts):
                break
            at, data = self._starts[following], b""
            self._go(at)

    def _member(self, data: bytes, parts: list[bytes]) -> tuple[bytes, bool]:
        """Unpack one member that begins with `data`; return the bytes behind it, and whether it is whole."""
        unpack, room = zlib.decompressobj(GZIP), LARGEST
        try:
            while data or (data := self._chunk()):
                parts.append(unpack.decompress(data, room))
                room -= len(parts[-1])
                if unpack.eof:
                    return unpack.unused_data, True
                if room <= 0:
                    break
                data = unpack.unconsumed_tail
        except zlib.error:
            pass
        return b"", False

    def sha256(self) -> str:
        """Of all `end` bytes."""
        self._go(self._end)
        return self._sha256.hexdigest()

    def _chunk(self) -> bytes:
        data = self._file.read(min(CHUNK, self._end - self._read))
        fresh = data[max(0, self._hashed - self._read) :]
        self._sha256.update(fresh)
        self._hashed += len(fresh)
        self._read += len(data)
        return data

    def _go(self, place: int) -> None:
        """Read on from `place`; what lies before it is hashed, if it was not yet."""
        if place > self._hashed:
            self._file.seek(self._hashed)
            self._read = self._hashed
            while self._read < place and self._chunk():
                pass
        self._file.seek(place)
        self._read = place
