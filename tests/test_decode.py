"""From bytes to text: what is torn, bloated or mislabelled still yields what it holds, or says why not."""

import gzip
import unicodedata
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import decode
from pipelines.decode import Payload, UnreadableError, tidy
from spiders.items import Capture

TEXT = "Sở đã kiểm tra 197/299 đơn vị, kiến nghị thu hồi 9 tỷ 45,8 triệu đồng. " * 40


def payload(body: bytes, *encodings: str) -> Payload:
    headers = tuple(("content-encoding", name) for name in encodings)
    return decode.payload(Capture("so-mau", "http://so-mau.example/", "2026-11-22T00:00:00Z", 200, headers, body))


@pytest.mark.parametrize(
    ("encodings", "sent"),
    [
        ((), TEXT.encode()),
        (("identity",), TEXT.encode()),
        (("gzip",), gzip.compress(TEXT.encode())),
        (("X-GZIP",), gzip.compress(TEXT.encode())),
        (("deflate",), zlib.compress(TEXT.encode())),
        (("deflate",), zlib.compress(TEXT.encode())[2:-4]),
        (("br",), brotli.compress(TEXT.encode())),
        (("gzip, br",), brotli.compress(gzip.compress(TEXT.encode()))),
        (("gzip", "gzip"), gzip.compress(gzip.compress(TEXT.encode()))),
        (("gzip",), gzip.compress(TEXT[:900].encode()) + gzip.compress(TEXT[900:].encode()) + b"\0" * 50),
    ],
)
def test_every_encoding_a_server_uses_gives_the_page_back(encodings: tuple[str, ...], sent: bytes) -> None:
    assert payload(sent, *encodings) == Payload(TEXT.encode())


def test_a_torn_stream_keeps_what_came_and_says_so() -> None:
    noise = "".join(f"{number * 7919 % 104729} " for number in range(40_000)).encode()
    for encoding, sent in (("gzip", gzip.compress(noise)), ("deflate", zlib.compress(noise))):
        torn = payload(sent[: len(sent) // 2], encoding)
        assert torn.flags == ("truncated",)
        assert noise.startswith(torn.data) and len(torn.data) > len(noise) // 4


def test_a_body_that_only_claims_to_be_gzip_is_taken_as_it_is() -> None:
    assert payload(b"<html>", "gzip") == Payload(b"<html>", ("not-encoded",))


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_a_small_record_never_inflates_past_the_cap(encoding: str) -> None:
    bloated = bytes(3 * decode.MAX_DECODED)
    sent = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}[encoding](bloated)
    assert len(sent) < 60_000
    with pytest.raises(UnreadableError, match="too-large"):
        payload(sent, encoding)


def test_what_cannot_be_decoded_says_why() -> None:
    for encodings in (("zstd",), ("compress",), ("gzip",) * 9):
        with pytest.raises(UnreadableError, match="unknown-encoding"):
            payload(b"x", *encodings)


@pytest.mark.parametrize(
    ("data", "content_type", "text", "flags"),
    [
        (
            "Sở Nội vụ".encode(),
            "text/html; charset=iso-8859-1",
            "Sở Nội vụ",
            ("charset-lied",),
        ),  # valid UTF-8 comes first
        (b"\xef\xbb\xbf" + "Sở".encode(), None, "Sở", ()),
        ("Sở".encode("utf-16"), None, "Sở", ()),
        ("Sở Nội vụ".encode()[:-1], None, "Sở Nội v", ()),  # cut off inside its last character
        (b'<meta charset="windows-1258">\xd0\xf4ng', None, '<meta charset="windows-1258">Đông', ("charset-1258",)),
        (b"caf\xe9", "text/html; charset=ISO-8859-1", "café", ()),
        (b"\xd0\xf4ng", None, "Đông", ("charset-guessed",)),
        (b'<meta charset="x-unknown">\xd0', None, '<meta charset="x-unknown">Đ', ("charset-guessed",)),
        (b'<meta charset="utf-8">S\xff', None, '<meta charset="utf-8">S\ufffd', ("charset-broken",)),
        (b"a\0b\x07c\td", None, "abc\td", ()),
    ],
)
def test_the_charset_is_what_the_bytes_say_before_what_anyone_declares(
    data: bytes, content_type: str | None, text: str, flags: tuple[str, ...]
) -> None:
    assert decode.text(data, content_type) == (text, flags)


@given(st.binary(max_size=400), st.sampled_from(["", "gzip", "deflate", "br"]))
def test_no_bytes_break_decoding(body: bytes, encoding: str) -> None:
    try:
        decode.text(payload(body, encoding).data, "text/html")
    except UnreadableError as why:
        assert why.reason in ("too-large", "unknown-encoding")


@given(st.text())
def test_a_kept_line_is_composed_trimmed_and_stays_so(raw: str) -> None:
    line = tidy(raw)
    assert line == tidy(line) == unicodedata.normalize("NFC", line) == " ".join(line.split())


def test_half_composed_words_and_hidden_signs_are_one_word() -> None:
    assert tidy("Hô\u0323i đô\u0300ng\u00a0\u00a0nhân\u200b dân") == "Hội đồng nhân dân"
    assert tidy("kịpthời") == "kịpthời"  # the source's own errors stay
