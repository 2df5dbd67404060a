"""Encodings from before Unicode: read as they were meant, however they come, and nothing else taken for them."""

import shutil
import subprocess
import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import decode, encodings, legacy
from pipelines.read import read
from spiders.items import Article, Capture
from spiders.profile import Profile
from tests import legacy_writers as writers
from tests.test_read import ARTICLE, make

TITLE = "Thành phố Sơn Thủy công bố kết quả kiểm tra đất đai"
SAPO = "Sáng 20/11, Ủy ban nhân dân thành phố Sơn Thủy họp về việc quản lý đất đai và xây dựng."
BODY = (
    "Thực hiện kế hoạch năm 2026, đoàn kiểm tra đã làm việc với 14 phường, xã, phát hiện 37 vụ lấn chiếm đất công.",
    "Ông Nguyễn Văn Mẫu, Phó Chủ tịch, yêu cầu các đơn vị khẩn trương thu hồi và báo cáo kết quả trước ngày 15/12.",
    "Đến nay, 9 hộ đã tự tháo dỡ công trình; các trường hợp còn lại được vận động, giải thích để chấp hành.",
)
WORDS = (TITLE, SAPO, *BODY)
WRITERS: dict[str, Callable[[str], bytes]] = {
    "charset-tcvn3": writers.tcvn3,
    "charset-vni": writers.vni,
    "charset-viscii": writers.viscii,
    "charset-1258": writers.windows_1258,
}


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Profile:
    return make(tmp_path_factory.mktemp("profiles"), "liferay62")


def markup(title: str = TITLE, sapo: str = SAPO, body: tuple[str, ...] = BODY, head: str = "") -> str:
    paragraphs = "".join(f"<p>{one}</p>" for one in body)
    return (
        f"<!doctype html><html><head>{head}<title>{title}</title></head><body><div class=asset-full-content-title>{title}</div>"
        f"<div class=assetPublishDate>20/11/2026 | 4:05 PM</div><div class=asset-content><p class=sapo>{sapo}</p>"
        f"<div class=journal-content-article>{paragraphs}</div></div></body></html>"
    )


def article(profile: Profile, body: bytes | str, content_type: str = "text/html; charset=utf-8") -> Article:
    sent = body if isinstance(body, bytes) else body.encode()
    headers = (("Content-Type", content_type),) if content_type else ()
    found = read(Capture(profile.name, ARTICLE, "2026-11-22T00:00:00Z", 200, headers, sent), profile).article
    assert found is not None
    return found


def small(text: str) -> str:
    """As TCVN3 can say it: without the capitals that only its fonts of capitals have."""
    return "".join(sign.lower() if not sign.isascii() and sign not in "ĂÂÊÔƠƯĐ" else sign for sign in text)


def expected(flag: str) -> tuple[str, str]:
    """Title and text that an article so written gives."""
    words = [small(one) if flag == "charset-tcvn3" else one for one in WORDS]
    return words[0], "\n".join(words[1:])


def shown(text: str, flag: str) -> str:
    """What a browser shows of it: the characters that end up in a page saved as UTF-8."""
    return "".join(encodings.WINDOWS_1252[byte] for byte in WRITERS[flag](text))


# -- the tables --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "flag", "letters"),
    [
        (encodings.TCVN3, "charset-tcvn3", writers.SMALL + "ĂÂÊÔƠƯĐ"),
        (encodings.VNI, "charset-vni", writers.SMALL + writers.LARGE),
        (encodings.VISCII, "charset-viscii", writers.SMALL + writers.LARGE),
        (encodings.WINDOWS_1258, "charset-1258", writers.SMALL + writers.LARGE),
    ],
)
def test_every_letter_comes_back(encoding: encodings.Encoding, flag: str, letters: str) -> None:
    for letter in letters:
        assert encoding.meant(shown(letter, flag)) == letter
    assert encoding.meant(shown(letters, flag)) == letters


@pytest.mark.skipif(not shutil.which("iconv"), reason="no iconv on this machine")
@pytest.mark.parametrize(
    ("name", "flag", "letters"),
    [("TCVN", "charset-tcvn3", writers.SMALL + "ĂÂÊÔƠƯĐ"), ("VISCII", "charset-viscii", writers.SMALL + writers.LARGE),
     ("CP1258", "charset-1258", writers.SMALL + writers.LARGE)],
)  # fmt: skip
def test_the_writers_of_these_tests_agree_with_iconv(name: str, flag: str, letters: str) -> None:
    for letter in letters:
        told = subprocess.run(["iconv", "-f", name, "-t", "utf-8"], input=WRITERS[flag](letter), capture_output=True)
        if told.returncode and b"not supported" in told.stderr:
            pytest.skip(f"this iconv does not know {name}")
        assert unicodedata.normalize("NFC", told.stdout.decode()) == letter


# -- whole pages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flag", WRITERS)
@pytest.mark.parametrize("said", ["", "text/html; charset=x-user-defined"])
def test_bytes_are_read_as_meant_where_no_charset_is_told(profile: Profile, flag: str, said: str) -> None:
    found = article(profile, WRITERS[flag](markup()), said or "text/html")
    assert (found.title, found.text) == expected(flag)
    assert found.flags == (flag,)


@pytest.mark.parametrize("flag", WRITERS)
@pytest.mark.parametrize("said", ["iso-8859-1", "windows-1252", "utf-8", "gb2312"])
def test_bytes_are_read_as_meant_whatever_the_header_says(profile: Profile, flag: str, said: str) -> None:
    found = article(profile, WRITERS[flag](markup()), f"text/html; charset={said}")
    assert (found.title, found.text) == expected(flag)
    assert found.flags == (flag, "charset-lied")


@pytest.mark.parametrize(("flag", "said"), [("charset-viscii", "viscii"), ("charset-1258", "windows-1258")])
def test_a_charset_rightly_declared_is_believed_on_one_word(flag: str, said: str) -> None:
    page = WRITERS[flag]("<p>Đất đai</p>")
    assert decode.text(page, f"text/html; charset={said}") == ("<p>Đất đai</p>", (flag,))


@pytest.mark.parametrize("flag", ["charset-tcvn3", "charset-vni", "charset-1258"])
def test_look_alikes_in_a_page_of_utf_8_are_read_as_meant(profile: Profile, flag: str) -> None:
    found = article(profile, shown(markup(), flag) + "<!-- Þ Þ -->")
    assert (found.title, found.text) == expected(flag)
    assert found.flags == (flag,)


@pytest.mark.parametrize("flag", ["charset-tcvn3", "charset-vni"])
@pytest.mark.parametrize("named", [True, False])
def test_look_alikes_written_as_entities_are_read_as_meant(profile: Profile, flag: str, named: bool) -> None:
    from html.entities import codepoint2name

    def entity(sign: str) -> str:
        name = codepoint2name.get(ord(sign)) if named else None
        return sign if sign.isascii() else f"&{name};" if name else f"&#{ord(sign)};"

    found = article(profile, "".join(map(entity, shown(markup(), flag))))
    assert (found.title, found.text) == expected(flag)
    assert found.flags == (flag,)


def test_utf_8_encoded_twice_is_read_once_more(profile: Profile) -> None:
    twice = "".join(encodings.WINDOWS_1252[byte] for byte in markup().encode())
    found = article(profile, twice)
    assert (found.title, found.text) == (TITLE, "\n".join(WORDS[1:]))
    assert found.flags == ("charset-doubled",)


def test_a_body_pasted_from_word_is_read_within_a_page_of_unicode(profile: Profile) -> None:
    body = tuple(f'<font face=".VnTime">{shown(one, "charset-tcvn3")}</font>' for one in BODY)
    found = article(profile, markup(body=body))
    assert found.title == TITLE
    assert found.text == "\n".join([SAPO, *map(small, BODY)])
    assert found.flags == ("charset-tcvn3",)


def test_bytes_pasted_into_a_page_of_utf_8_are_read_beside_it(profile: Profile) -> None:
    before, _, after = markup().partition("<p>" + BODY[0])
    pasted = b"<p>".join([b"", *map(writers.tcvn3, BODY)])
    found = article(profile, before.encode() + pasted + after.partition(BODY[2])[2].encode())
    assert found.title == TITLE
    assert found.text == "\n".join([SAPO, *map(small, BODY)])
    assert found.flags == ("charset-mixed", "charset-tcvn3")


def test_fonts_of_capitals_are_read_as_they_print(profile: Profile) -> None:
    lines = (
        '<font face=".VnTimeH">' + shown("ủy ban nhân dân", "charset-tcvn3") + "</font>",
        shown("THÀNH PHỐ SƠN THỦY", "charset-tcvn3"),
        *(shown(one, "charset-tcvn3") for one in BODY),
    )
    found = article(profile, markup(body=lines))
    assert found.text.split("\n")[1:3] == ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ SƠN THỦY"]


def test_addresses_and_scripts_of_a_legacy_page_stay_as_they_are() -> None:
    kept = (
        '<a href="/t\u00b5i-li\u00d6u?a=1&amp;b=2">',
        '<script>var s = "Th\u00b5nh ph\u00e8";</script>',
        "<!-- ®Êt -->",
    )
    page = "".join(f"<p>{shown(one, 'charset-tcvn3')}" for one in BODY) + "".join(kept)
    text, flags = decode.text(page.encode(), "text/html")
    assert flags == ("charset-tcvn3",) and text.endswith("".join(kept))


# -- nothing else is touched -------------------------------------------------------------------------------------------

FRENCH = (
    "<p>L'été dernier, le ministère a publié « les chiffres » du marché : où la hausse s'élève à 3 %, les élus protègent "
    "déjà le café, la forêt, la fenêtre et le théâtre français. Ça va être très différent, là-bas, dès février, à Orléans.</p>"
)
OTHERS = {
    "french": FRENCH * 5,
    "swedish": "<p>Räkan är så god på hösten, när öarna blir tysta och fåglarna flyger söderut över ån. Ø ø ø ï ï</p>"
    * 5,
    "danish": "<p>Rødgrød med fløde på øen, hvor børnene løber hjem før mørket falder over søen.</p>" * 5,
    "icelandic": "<p>Það er gott veður á Íslandi, sagði Guðmundur Sigurðsson við börnin í Þórshöfn í gær. Þ Þ</p>" * 5,
    "portuguese": "<p>Não há razão para que a população não tenha acesso à informação pública. Nº 1, nº 2, 3º</p>" * 5,
    "signs": "<p>Windows® «Office» © 2010, 5 µm, 7 µg/m³, 3 · 4 ¬ ¶ § µ µ µ ¸ ¸ naïve rôle ø10 Ø20 ï ï 1º 2º</p>" * 5,
    "vietnamese": "<p>"
    + "<p>".join(BODY)
    + "<p>Bụi 50 µg/m³, 60 µg/m³; ống Ø20, ø30, ø40; «Sơn Thủy»; 1º, 2º; naïf ï ï Þ Þ",
    "quoted": f"<p>{SAPO} Từ «C«ng ty» và “Thµnh phè” là lỗi phông chữ µ µ.</p>",
    "latin vietnamese": "<p>Ngày mai, hòa bình và tình thân là lòng tin, dù là ai. Mùa hè là mùa thi, là mùa mà ta lo. µ µ ø ø",
}


@pytest.mark.parametrize("name", OTHERS)
def test_no_other_language_and_no_sign_is_taken_for_one(name: str) -> None:
    page = OTHERS[name]
    assert decode.text(page.encode(), "text/html; charset=utf-8") == (page, ())
    assert legacy.restored(page, (*encodings.OF_CHARACTERS, *encodings.OF_BYTES)) == (page, None)


@pytest.mark.parametrize("name", ["french", "swedish", "danish", "icelandic", "portuguese", "latin vietnamese"])
def test_a_page_declared_as_latin_is_read_as_latin(name: str) -> None:
    page = OTHERS[name]
    assert decode.text(page.encode("cp1252"), "text/html; charset=iso-8859-1") == (page, ())


def test_latin_letters_beside_numbers_are_guessed_to_be_what_they_show() -> None:
    page = "".join(sign if ord(sign) < 256 else f"&#{ord(sign)};" for sign in "<p>" + "<p>".join(WORDS))
    assert decode.text(page.encode("latin-1"), "text/html") == (page, ("charset-guessed",))


# -- hostile input -----------------------------------------------------------------------------------------------------


@settings(deadline=2_000)
@given(
    st.lists(st.sampled_from([b"<", b">", b"&amp;", b"&#", b"agrave;", b"\xe1\xbb", b"\xb5\xb8", b"\xae\xca", b"\xf0", b"Th",
                              b"<!--", b"<script", b'content="', b"\x02\x1e", b"\xff\xfe", b"nh ", b"\xf8\xef", b"\xc2\xad"])
             | st.binary(max_size=6), max_size=60),
    st.sampled_from(["", "utf-8", "viscii", "windows-1258", "idna", "punycode", "undefined", "utf-7", "utf-16"]),
)  # fmt: skip
def test_arbitrary_bytes_become_text(parts: list[bytes], said: str) -> None:
    text, flags = decode.text(b"".join(parts), f"text/html; charset={said}")
    assert text.isprintable() or not set(text) & set(map(chr, (*range(9), 11, 12, *range(14, 32))))
    assert len(set(flags)) == len(flags)


@settings(deadline=2_000, max_examples=60)
@given(inside=st.binary(max_size=300))
def test_an_article_with_arbitrary_bytes_inside_is_composed(profile: Profile, inside: bytes) -> None:
    headers = (("Content-Type", "text/html"),)
    sent = markup().encode().replace(BODY[1].encode(), inside)
    found = read(Capture(profile.name, ARTICLE, "2026-11-22T00:00:00Z", 200, headers, sent), profile)
    assert found.kind in ("article", "bad")
    if found.article:
        assert unicodedata.is_normalized("NFC", found.article.title + found.article.text)


@pytest.mark.parametrize(
    "piece",
    [b"\xb5", b"<", b"<p>\xb5", b"Th\xb5nh ph\xe8 ", b"&#181;", b"\xff", b"\xc3\xbe", b"<!--\xb5", b"<script>\xb5", b"a\xcc\x81",
     b"<meta content=\"\xb5'", b"\xe1\xbb\x87\xb5", b"\x02\x05", "µ".encode(), "Thµnh phè ".encode(), "ø".encode() * 9],
)  # fmt: skip
def test_half_a_megabyte_of_anything_is_read_in_time(piece: bytes) -> None:
    page = piece * (500_000 // len(piece))
    start = time.process_time()
    decode.text(page, "text/html")
    assert time.process_time() - start < 5
