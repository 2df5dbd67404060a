"""What a record in a WARC file says of itself, and whether its bytes are those that were written."""

from dataclasses import dataclass

from fastwarc.warc import WarcRecord

from pipelines.warc import payload_digest


@dataclass(frozen=True, slots=True)
class Record:
    """What a record says of itself. `status` and `payload_length` are None where there is no HTTP in it.

    Its block, and the payload of a response, have the digests that stand in its head.
    """

    type: str
    address: str | None
    date: str | None
    payload_digest: str | None
    status: str | None
    payload_length: int | None


class Damaged(ValueError):
    """These bytes are no record, or not the one that was written."""


def record_of(member: bytes) -> Record:
    """The record in an unpacked member. Raises Damaged."""
    try:
        found = WarcRecord.from_bytes(member)
        told, block = found.headers, found.reader.read()
        if told.get("Content-Length") != str(len(block)):
            raise Damaged(f"{len(block):,} bytes of {told.get('Content-Length')}")
    except (OSError, UnicodeError) as error:
        raise Damaged(str(error)) from error
    written = told.get("WARC-Block-Digest")
    if written and written != payload_digest(block):
        raise Damaged("its bytes do not have the digest they were written with")
    kind, digest = str(told.get("WARC-Type")), told.get("WARC-Payload-Digest")
    status = length = None
    if kind in ("response", "revisit"):
        head, _, payload = block.partition(b"\r\n\r\n")
        status, length = head.split(b"\r\n", 1)[0].decode("latin-1")[9:12] or None, len(payload)
        if kind == "response" and digest != payload_digest(payload):
            raise Damaged("its page does not have the digest it was written with")
    return Record(kind, told.get("WARC-Target-URI"), told.get("WARC-Date"), digest, status, length)
