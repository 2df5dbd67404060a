"""What systems did to a page's words is undone, each with its flag; what authors and others wrote stays."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import decode, spelling
from spiders.items import Article
from spiders.profile import Profile
from tests.test_legacy import BODY, article, markup
from tests.test_legacy import profile as profile

SAPO = "Chiều 20/11, Sở Nội vụ Sơn Thủy công bố kết quả kiểm tra năm 2026."


def found(profile: Profile, inner: str, title: str = "Kết quả kiểm tra") -> Article:
    return article(profile, markup(title, SAPO, (inner, *BODY)))


def first(one: Article) -> str:
    """The paragraph after the sapo."""
    return one.text.split("\n")[1]


@pytest.mark.parametrize(
    ("written", "meant", "flags"),
    [
        # encoded twice
        ("H&amp;agrave; N&amp;#7897;i c&amp;oacute; 14 ph&amp;#x1B0;ờng", "Hà Nội có 14 phường", ("entities-doubled",)),
        ("H&amp;amp;agrave; Nội", "Hà Nội", ("entities-doubled",)),
        ("&amp;ldquo;Sơn Thủy&amp;rdquo;&amp;nbsp;&amp;ndash; 2026", "“Sơn Thủy” – 2026", ("entities-doubled",)),
        ("Công ty R&amp;amp;D Sơn Thủy", "Công ty R&D Sơn Thủy", ("entities-doubled",)),
        # broken
        ("Ông Mẫu đograve;i làm rõ", "Ông Mẫu đòi làm rõ", ("entities-repaired",)),
        ("ldquo;Phograve;ngrdquo; và hộ nghegrave;o", "“Phòng” và hộ nghèo", ("entities-repaired",)),
        (";Yacute; kiến của Sở; ý kiến khác", "Ý kiến của Sở; ý kiến khác", ("entities-repaired",)),
        ("Sở TTamp;TT ndash; khởi đầuhellip;", "Sở TT&TT – khởi đầu…", ("entities-repaired",)),
        ("Thờinbsp;gian qua", "Thời gian qua", ("entities-repaired",)),
        ("H& agrave; Nội", "Hà Nội", ("entities-repaired",)),
        ("H&AGRAVE; N&#7896;I&NBSP;2026", "HÀ NỘI 2026", ("entities-repaired",)),
        # what every parser understands needs no repair
        ("H&agrave Nội, &Agrave; &#7841; và t&#7841i", "Hà Nội, À ạ và tại", ()),
        # half composed
        ("Hô&#803;i đô\u0300ng", "Hội đồng", ("recomposed",)),
        ("c&ocirc;&#768;ng b&ocirc;\u0301", "cồng bố", ("recomposed",)),
        ("Ho\u0323\u0302i", "Hội", ("recomposed",)),
        # Ð for Đ
        ("Ðảng bộ và Hội đồng nhân dân", "Đảng bộ và Hội đồng nhân dân", ("d-stroke",)),
        ("Quyết định 12/QÐ-UBND của HÐND, Ðắk Lắk", "Quyết định 12/QĐ-UBND của HĐND, Đắk Lắk", ("d-stroke",)),
        ("&ETH;&#7843;ng, &#208;&ocirc;ng Anh, ði lại", "Đảng, Đông Anh, đi lại", ("d-stroke",)),
        ("Ɖại hội đại biểu", "Đại hội đại biểu", ("d-stroke",)),
        ("Ông Guðmundur Sigurðsson ở Hafnarfjörður, Ísland", "Ông Guðmundur Sigurðsson ở Hafnarfjörður, Ísland", ()),
        # what nobody sees
        ("nhân\u200b dân và phường\u00ad", "nhân dân và phường", ()),
        ("nh\u200bân dân", "nhân dân", ("invisible-dropped",)),
        ("ph\u00adường, x&atilde;&shy;hội", "phường, xãhội", ("invisible-dropped",)),
        ("kiểm&zwnj;tra &#8203; và &shy;", "kiểmtra và", ("invisible-dropped",)),
        # nothing of this is touched
        ("kịpthời, dân chũ, phát triễn", "kịpthời, dân chũ, phát triễn", ()),
        ("AT&amp;T; R&amp;D; Q&amp;A; A &amp; B", "AT&T; R&D; Q&A; A & B", ()),
        ("Viết &amp;lt;p&amp;gt; là mở đoạn", "Viết &lt;p&gt; là mở đoạn", ()),
        ("chia 3/4; tilde; grave; circ; acute; stamp; TT&amp;TT;", "chia 3/4; tilde; grave; circ; acute; stamp; TT&TT;", ()),
        ("café, Ångström, « naïve », Straße; ®", "café, Ångström, « naïve », Straße; ®", ()),
    ],
)  # fmt: skip
def test_words_are_read_as_they_were_meant(profile: Profile, written: str, meant: str, flags: tuple[str, ...]) -> None:
    one = found(profile, written)
    assert (first(one), one.flags) == (meant, flags)


def test_titles_and_captions_are_mended_too(profile: Profile) -> None:
    one = found(
        profile, "<img src=/a.jpg alt=''><br>Văn phograve;ng", title="Văn phograve;ng &amp;quot;Sơn Thủy&amp;quot;"
    )
    assert one.title == 'Văn phòng "Sơn Thủy"'
    assert set(one.flags) == {"entities-repaired", "entities-doubled"}


def test_addresses_keep_their_ampersands(profile: Profile) -> None:
    link = '<a href="/tai-lieu.pdf?a=1&amp;copy;=2&amp;amp;agrave;=3">Tải v&amp;ecirc;̀</a> văn bản'
    one = found(profile, link)
    assert one.attachments[0].address.endswith("/tai-lieu.pdf?a=1&copy;=2&amp;agrave;=3")


def test_a_description_for_machines_leaves_no_flag(profile: Profile) -> None:
    page = markup().replace("<head>", '<head><meta property="og:description" content="H&amp;agrave; Nội">')
    assert article(profile, page).flags == ()
    assert spelling.plain("H&agrave; Nội &quot;Phograve;ng&quot; AT&T;") == 'Hà Nội "Phòng" AT&T;'


def test_an_icelandic_page_keeps_its_letters() -> None:
    page = "<p>Það er gott, sagði Guðmundur. ÐAÐ ORÐ, Ðan</p>"
    assert spelling.repaired(page) == (page, ())


@pytest.mark.parametrize(("cut", "lost"), [(b"\xe1\xbb", ""), (b"\xff", ""), (b"\xc3", "")])
def test_utf_8_with_a_broken_byte_stays_utf_8(profile: Profile, cut: bytes, lost: str) -> None:
    sent = markup().encode().replace(b"14 ph", b"14 " + cut + b"... ph")
    for said in ("text/html", "text/html; charset=utf-8"):
        one = article(profile, sent, said)
        assert one.flags == ("charset-broken",)
        assert one.text == article(profile, markup().replace("14 ph", "14 \ufffd... ph")).text


@pytest.mark.parametrize(
    ("head", "header", "flags"),
    [
        ("<meta charset=utf-8>", "text/html; charset=utf-8", ()),
        ("", "text/html", ()),
        ("", "text/html; charset=iso-8859-1", ("charset-lied",)),
        ("<meta charset=windows-1252>", "text/html; charset=utf-8", ("charset-lied",)),
        ('<meta http-equiv=Content-Type content="text/html; charset=windows-1258">', "text/html", ("charset-lied",)),
        ("<meta charset=x-unknown>", "text/html; charset=utf-8", ()),
    ],
)
def test_a_charset_that_lies_is_not_believed_and_said(
    profile: Profile, head: str, header: str, flags: tuple[str, ...]
) -> None:
    one = article(profile, markup(head=head), header)
    assert one.flags == flags and one.text.endswith("\n".join(BODY))


def test_the_mark_comes_before_utf_8_and_meta_before_the_header(profile: Profile) -> None:
    marked = markup(head="<meta charset=windows-1252>")
    for encoding in ("utf-16", "utf-8-sig"):
        one = article(profile, marked.encode(encoding))
        assert one.flags == ("charset-lied",) and one.text.endswith("\n".join(BODY))
    russian = "<meta charset=windows-1251><p>Ханой</p>".encode("cp1251")
    assert decode.text(russian, "text/html; charset=koi8-r") == (russian.decode("cp1251"), ("charset-lied",))


@given(
    st.lists(
        st.sampled_from(
            ["&", "amp;", "agrave;", "Ð", "ð", "\u00ad", "&shy;", "đ", "o", "<p>", ">", " ", "#7841;", "\u0301", "ỹ"]
        )
    )
)
def test_repairing_is_quick_and_mended_words_stay(parts: list[str]) -> None:
    page, flags = spelling.repaired("".join(parts))
    assert len(set(flags)) == len(flags)
    one = Article("x", "1", "http://x/", "", page)
    assert unicodedata.is_normalized("NFC", spelling.mended(one).text) or not unicodedata.is_normalized("NFC", page)


@pytest.mark.parametrize(
    "piece",
    [
        "&amp;",
        "&amp;agrave;",
        "Ð",
        "Ðả ",
        "a\u00ad",
        "\u200b",
        "a&shy;",
        "&#208;",
        ";",
        "grave;",
        "ograve;",
        "<Ð",
        "&ETH;a",
    ],
)
def test_half_a_megabyte_of_anything_is_repaired_in_time(piece: str) -> None:
    text = piece * (500_000 // len(piece)) + "ỹ"
    start = time.process_time()
    spelling.repaired(text)
    spelling.mended(Article("x", "1", "http://x/", "", text))
    assert time.process_time() - start < 5
