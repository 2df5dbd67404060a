"""Every real page at hand is in UTF-8 and says so: none is taken for an old encoding, none loses a character."""

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from pipelines import charset, decode, encodings, legacy

REAL_DATA = os.environ.get("REAL_DATA")
pytestmark = pytest.mark.skipif(not REAL_DATA, reason="REAL_DATA names no folder of real pages")

DATA = Path(REAL_DATA or "/nowhere")
#: Encodings are weighed on every so manieth page; the cheap look that comes first is made on all.
EVERY = 10


def pages() -> Iterator[tuple[str, bytes]]:
    for file in sorted((DATA / "pages").glob("*.html.gz")):
        yield file.name, gzip.decompress(file.read_bytes())
    with (DATA / "portal" / "sotttt.hanoi.gov.vn.warc.gz").open("rb") as stream:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
            headers = record.http_headers
            if headers is not None and "html" in (headers.get("Content-Type") or ""):
                body = record.reader.read()
                yield record.headers["WARC-Target-URI"], decode.gunzip(body)[0]


def test_no_real_page_is_taken_for_another_encoding() -> None:
    wrong: list[str] = []
    seen = 0
    for seen, (name, body) in enumerate(pages(), 1):
        text, flags = decode.text(body, "text/html; charset=utf-8")
        same = text == body.translate(None, charset.CONTROLS).decode("utf-8-sig", "strict")
        weighed = legacy.restored(text, encodings.OF_CHARACTERS)[1] if seen % EVERY == 0 else None
        if flags or not same or weighed:
            wrong.append(f"{name}: {flags} {weighed and weighed.flag}")
    assert seen > 1_900 and not wrong
