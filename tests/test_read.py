"""What one capture says: the kind of every answer a server can give, and the article of an article's page."""

import dataclasses
import gzip
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.read import EXTRACTOR_VERSION, read
from spiders.items import Capture, Reading
from spiders.profile import Profile, Rule, load

ARTICLE = "http://so-mau.example/tin/-/view_content/7-a.html"
LISTING = "http://so-mau.example/tin"
FIRST = "Sở đã kiểm tra 197/299 đơn vị, kiến nghị thu hồi 9 tỷ 45,8 triệu đồng trong 9 tháng đầu năm."
AUTHOR = "Nguyễn Văn Mẫu"
SAPO = "Chiều 20/11, Sở Mẫu công bố kết quả kiểm tra 9 tháng năm 2026."


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Profile:
    return make(tmp_path_factory.mktemp("profiles"), "liferay62")


def make(folder: Path, family: str, more: str = "") -> Profile:
    file = folder / f"{family}.yml"
    file.write_text(
        f"title: {{vi: Sở Mẫu, en: Sample}}\nkind: portal\nplace: '00'\nfamily: {family}\ndomains: [so-mau.example]\n"
        f"home: http://so-mau.example/\ndemo: true\n{more}",
        "utf-8",
    )
    return load(file)


def answer(
    profile: Profile,
    body: bytes | str = b"",
    address: str = ARTICLE,
    status: int = 200,
    at: str = "2026-11-22T00:00:00Z",
    purpose: str = "page",
    **headers: str,
) -> Reading:
    given = {"Content-Type": "text/html; charset=utf-8"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    sent = body.encode() if isinstance(body, str) else body
    return read(Capture(profile.name, address, at, status, tuple(given.items()), sent, purpose=purpose), profile)


def page(inner: str = "", title: str = "Kết quả kiểm tra", sapo: str = SAPO, date: str = "20/11/2026 | 4:05 PM") -> str:
    return (
        f"<!doctype html><html><head><title>{title} - Sở Mẫu</title><link rel=canonical href=/x></head><body>"
        f"<h1>Tin nổi bật</h1><div class=dd_chuyenmuc><span class=tintuc>Tin tức</span></div>"
        f"<div class=asset-full-content-title> {title} </div><div class=assetPublishDate>{date} | Lượt xem: 431</div>"
        f"<div class=asset-content><p class=sapo><strong>{sapo}</strong></p><div class=journal-content-article>{inner}"
        f"<p align=right class=view-content-author><em>{AUTHOR}</em></p></div></div>"
        "<div class=related_asset><div>Các tin khác</div><a href=/tin/-/view_content/8-b.html>Khác</a></div>"
        "</body></html>"
    )


# -- kinds -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "kind", "reason"),
    [
        (304, "bad", "http-304"),
        (404, "absent", None),
        (410, "absent", None),
        (403, "bad", "http-403"),
        (429, "bad", "http-429"),
        (500, "bad", "http-500"),
        (503, "bad", "http-503"),
        (302, "redirect", "redirect-nowhere"),
    ],
)
def test_the_status_is_believed_first(profile: Profile, status: int, kind: str, reason: str | None) -> None:
    reading = answer(profile, page(f"<p>{FIRST}</p>"), status=status)
    assert (reading.kind, reading.problem and reading.problem.reason, reading.article) == (kind, reason, None)
    assert reading.extractor_version == EXTRACTOR_VERSION


def test_a_redirect_leads_where_it_says_and_nowhere_else(profile: Profile) -> None:
    reading = answer(profile, "<a href=/khac>x</a>", status=301, Location="/tin/-/view_content/9-c.html")
    assert [(link.thing, link.refused) for link in reading.links] == [("key:9", None)]


def test_robots_is_robots_whatever_its_status(profile: Profile) -> None:
    assert answer(profile, "User-agent: *", status=200, purpose="robots").kind == "robots"


def test_a_listing_is_its_links_its_articles_and_its_newest_day(profile: Profile) -> None:
    html = (
        "<body><a href=/tin/-/view_content/7-a.html>A</a> <span class=assetPublishDate>20/11/2026 | 4:05 PM</span>"
        "<a href=/tin?_101_cur=2>2</a>"
    )
    reading = answer(profile, html, LISTING)
    assert (reading.kind, reading.items, reading.newest, len(reading.links)) == ("page", ("key:7",), "2026-11-20", 2)


def test_feeds_are_known_by_content_even_gzipped_and_called_html(profile: Profile) -> None:
    sitemap = f"<?xml version='1.0'?><urlset><url><loc>{ARTICLE}</loc><lastmod>2026-11-20</lastmod></url></urlset>"
    for body in (sitemap.encode(), gzip.compress(sitemap.encode())):
        reading = answer(profile, body, "http://so-mau.example/sitemap.xml.gz")
        assert (reading.kind, reading.items, reading.newest) == ("sitemap", ("key:7",), "2026-11-20")


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"%PDF-1.4 ...", "text/html", "not-html"),
        (b"{}", "application/json", "not-html"),
        (b"GIF89a", "", "not-html"),
        (b"", "text/html", "empty-body"),
        (b" \n", "text/html", "empty-body"),
        (b"just words", "text/plain", "not-html"),
    ],
)
def test_what_is_no_page_says_so(profile: Profile, body: bytes, content_type: str, reason: str) -> None:
    reading = answer(profile, body, LISTING, Content_Type=content_type)
    assert reading.problem is not None
    assert (reading.kind, reading.problem.reason) == ("bad", reason)


BLOCKED = [
    "<title>Just a moment...</title><div id=cf-browser-verification></div>",
    "<title>Access Denied</title><p>You don't have permission. Reference ID: #18.5c</p>",
    "<title>Request Rejected</title>The requested URL was rejected. Your support ID is: 1234",
    '<script>document.cookie="D1N=0a1b";window.location.reload(true);</script>',
    "<p>Vui lòng xác nhận bạn không phải là người máy</p><div class=g-recaptcha></div>",
]


@pytest.mark.parametrize("address", [ARTICLE, LISTING])
@pytest.mark.parametrize("body", BLOCKED)
def test_a_block_page_with_200_is_no_page(profile: Profile, body: str, address: str) -> None:
    reading = answer(profile, f"<!doctype html><html><body>{body}</body></html>", address)
    assert reading.problem is not None
    assert (reading.kind, reading.problem.reason, reading.links) == ("bad", "block-page", ())


@pytest.mark.parametrize("address", [ARTICLE, LISTING])
@pytest.mark.parametrize(
    "body",
    [
        "<title>Trạng thái - Sở Mẫu</title><section id=portlet_status>Tài nguyên không được tìm thấy.</section>",
        "<title>404 Not Found</title><p>x</p>",
        "<title>Sở Mẫu</title><h1>Không tìm thấy trang</h1>" + "<a href=/tin>Tin</a>" * 20,
    ],
)
def test_a_soft_404_is_absent(profile: Profile, body: str, address: str) -> None:
    reading = answer(profile, f"<!doctype html><html><body>{body}</body></html>", address)
    assert reading.problem is not None
    assert (reading.kind, reading.problem.reason) == ("absent", "soft-404")


def test_an_article_about_captchas_is_an_article(profile: Profile) -> None:
    reading = answer(profile, page("<p>Captcha: Access Denied.</p>", title="Lỗi 404 và captcha"))
    assert reading.kind == "article"


def test_an_article_address_without_an_article_is_bad(profile: Profile) -> None:
    reading = answer(profile, "<!doctype html><title>Sở Mẫu</title><body><p>Đang cập nhật</p></body>")
    assert reading.problem is not None
    assert (reading.kind, reading.problem.reason) == ("bad", "no-article")


# -- articles ----------------------------------------------------------------------------------------------------------


def test_every_part_of_an_article_is_where_it_belongs(profile: Profile) -> None:
    reading = answer(profile, page(f"<p>{FIRST}</p><p>Nguồn: Báo Mẫu</p>"))
    article = reading.article
    assert article is not None and article.published is not None
    assert (article.key, article.address, article.canonical) == ("7", ARTICLE, "http://so-mau.example/x")
    assert (article.title, article.sapo, article.text) == (
        "Kết quả kiểm tra",
        SAPO,
        f"{SAPO}\n{FIRST}\nNguồn: Báo Mẫu\n{AUTHOR}",
    )
    assert (article.author, article.source, article.section) == (AUTHOR, "Báo Mẫu", "Tin tức")
    assert (article.published.local, article.published.raw) == ("2026-11-20T16:05+07:00", "20/11/2026 | 4:05 PM")
    assert (article.language, article.rule, article.flags) == ("vi", "rule:1", ())
    assert {link.thing for link in reading.links} == {"key:8"}


def test_the_same_bytes_are_the_same_reading(profile: Profile) -> None:
    assert answer(profile, page(f"<p>{FIRST}</p>")) == answer(profile, page(f"<p>{FIRST}</p>"))


def test_a_visitor_counter_never_changes_an_article(profile: Profile) -> None:
    shown = page(f"<p>{FIRST}</p><p>Lượt truy cập: 1767</p>")
    assert answer(profile, shown) == answer(profile, shown.replace("1767", "1771").replace("431", "433"))


def test_the_sapo_comes_once_however_the_body_repeats_it(profile: Profile) -> None:
    for repeated in (SAPO, f"<b>{SAPO.rstrip('.')}</b>", SAPO.replace("9 tháng", "“9 tháng”")):
        article = answer(profile, page(f"<p>{repeated}</p><p>{FIRST}</p>")).article
        assert article is not None and article.text.count("công bố kết quả") == 1
        assert article.text.startswith(article.sapo) and article.text.endswith(f"{FIRST}\n{AUTHOR}")
    longer = answer(profile, page(f"<p>{SAPO} {FIRST}</p>")).article
    assert longer is not None and (longer.sapo, longer.text) == (SAPO, f"{SAPO} {FIRST}\n{AUTHOR}")


def test_the_papers_own_mark_is_its_source_and_no_word_of_the_sapo(profile: Profile) -> None:
    article = answer(profile, page(f"<p>{FIRST}</p>", sapo=f"(BMAU) - {SAPO}")).article
    assert article is not None and (article.sapo, article.source) == (SAPO, "BMAU")


def test_combining_marks_are_composed_and_flagged(profile: Profile) -> None:
    article = answer(profile, page("<p>Hô&#803;i đồng nhân dân</p>")).article
    assert article is not None
    assert article.text.endswith(f"Hội đồng nhân dân\n{AUTHOR}") and article.flags == ("recomposed",)


def test_where_a_list_stands_at_an_articles_address_its_own_entry_is_read(profile: Profile) -> None:
    def entry(key: int) -> str:
        return (
            f"<div class=asset-abstract><div class=asset-content><h3 class=asset-title>"
            f"<a href=/tin/-/view_content/{key}-a.html>Tin {key}</a></h3>"
            f"<div class=assetPublishDate>Ngày đăng 0{key}/03/2019 | 04:01 PM | View count: 5</div>"
            f"<div class=asset-summary>Tóm tắt {key}</div></div></div>"
        )

    article = answer(profile, f"<html><body>{entry(6)}{entry(7)}{entry(8)}</body></html>").article
    assert article is not None and article.published is not None
    assert (article.title, article.text, article.published.local) == ("Tin 7", "Tóm tắt 7", "2019-03-07T16:01+07:00")
    assert "summary-only" in article.flags


def test_a_capture_is_read_by_the_rules_of_its_day(profile: Profile) -> None:
    old = Rule("rule:0", until=date(2023, 1, 1), title=("h2",), body=(".old",))
    new = Rule("rule:1", title=("h2",), body=(".new",))
    both = dataclasses.replace(profile, rules=(old, new))
    html = "<html><body><h2>Tin</h2><div class=old>Cũ</div><div class=new>Mới</div></body></html>"
    readings = [answer(both, html, at=at).article for at in ("2022-12-31T16:59:59Z", "2022-12-31T17:00:00Z")]
    assert [article and article.text for article in readings] == ["Cũ", "Mới"]


def test_an_unclosed_table_that_swallows_the_page_swallows_no_text(profile: Profile) -> None:
    html = page(f"<p>{FIRST}</p><table><tr><td>Số</td><td>Ngày</td></tr><tr><td>1</td><td>2</td><td")
    article = answer(profile, html).article
    assert article is not None
    assert "Các tin khác" not in article.text and article.author in ("Nguyễn Văn Mẫu", None)


def test_english_is_told_from_vietnamese(profile: Profile) -> None:
    english = answer(profile, page("<p>The city has 12 districts and collected 9 billion.</p>", "Hot news", ""))
    assert english.article is not None and english.article.language == "en"


def test_a_site_without_rules_is_read_by_its_metadata_and_its_shape(tmp_path: Path) -> None:
    profile = make(tmp_path, "generic", "article: {key: '/view_content/(\\d+)'}\n")
    paragraphs = "".join(
        f"<p>{FIRST} Lần kiểm tra thứ {number} có 12 đơn vị, ông Nguyễn Văn Mẫu cho biết.</p>" for number in range(6)
    )
    html = (
        "<!doctype html><html><head><title>Kết quả kiểm tra năm 2026 | Sở Mẫu</title>"
        f"<meta property=og:description content='{SAPO}'><script type=application/ld+json>"
        '{"@graph": [{"@type": "NewsArticle", "datePublished": "2026-11-20T16:05:00+07:00"}]}</script></head>'
        "<body><nav><a href=/tin>Tin</a></nav>"
        f"<article><h1>Kết quả kiểm tra năm 2026</h1><p class=lead><b>{SAPO}</b></p>{paragraphs}</article>"
        "<footer>© 2026 Sở Mẫu</footer></body></html>"
    )
    article = answer(profile, html).article
    assert article is not None and article.published is not None
    assert (article.title, article.sapo, article.rule) == ("Kết quả kiểm tra năm 2026", SAPO, "generic")
    assert (article.published.local, article.published.by) == ("2026-11-20T16:05+07:00", "jsonld")
    assert article.text.count(SAPO) == 1 and article.text.count(FIRST) == 6 and "©" not in article.text


def test_a_page_read_again_needs_no_links(profile: Profile) -> None:
    capture = Capture(profile.name, ARTICLE, "2026-11-22T00:00:00Z", 200, (), page(f"<p>{FIRST}</p>").encode())
    assert read(capture, profile, links=False) == dataclasses.replace(read(capture, profile), links=())


# -- hostile pages -----------------------------------------------------------------------------------------------------

START = "<div class=asset-full-content-title>T</div><div class=journal-content-article>"
HOSTILE = {
    "100,000 nested tags": ("<div>" * 100_000, "hostile-markup"),
    "deeper than lxml keeps": (START + "<div>" * 300 + "x", "hostile-markup"),
    "nested tables": (START + "<table><tr><td>" * 200 + "x", "hostile-markup"),
    "50,000 attributes": ("<p " + " ".join(f"a{n}='>'" for n in range(50_000)) + ">", "hostile-markup"),
    "attributes without end": ("<p " + "a=" * 1_000_000, "hostile-markup"),
    "endless tags": (START + "<b>x</b>" * 200_000, "hostile-markup"),
    "an article of a hundred thousand lines": (START + "x<br>" * 100_000, "hostile-markup"),
    "16 MB of text": (START + "a" * (16 * 2**20 - 200), "too-large"),
    "unclosed comments": ("<!--" * 30_000 + START, "no-article"),
    "unclosed scripts": ("<script>" * 30_000, "no-article"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_ends_quickly_with_its_reason(profile: Profile, name: str) -> None:
    body, reason = HOSTILE[name]
    start = time.perf_counter()
    reading = answer(profile, body)
    assert time.perf_counter() - start < 2
    assert reading.problem is not None
    assert (reading.kind, reading.problem.reason) == ("bad", reason)


def test_a_bomb_is_refused(profile: Profile) -> None:
    reading = answer(profile, gzip.compress(bytes(50_000_000)), Content_Encoding="gzip")
    assert reading.problem is not None and reading.problem.reason == "too-large"


def test_a_torn_page_is_read_as_far_as_it_came_and_flagged(profile: Profile) -> None:
    whole = gzip.compress(page("".join(f"<p>{FIRST} {n * 7919 % 9973}</p>" for n in range(4000))).encode())
    reading = answer(profile, whole[: len(whole) // 2], Content_Encoding="gzip")
    assert reading.article is not None and reading.problem is not None
    assert "truncated" in reading.article.flags and reading.problem.reason == "truncated"
    assert reading.article.text.startswith(SAPO)


PIECES = st.sampled_from(
    [
        "<div class=asset-full-content-title>",
        "<div class=journal-content-article>",
        "<p class=sapo>",
        "</div>",
        "</p>",
        "<table>",
        "<tr>",
        "<td",
        ">",
        "<img src=a.jpg>",
        "<br>",
        "Tin liên quan",
        "<a href=/x>",
        "</a>",
        "Lượt xem: 1",
        "\x00",
        "&#x0;",
        "&amp",
        "ộ",
        "\u0323",
        "<!--",
        "<script>",
        "'",
        '"',
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(pieces=st.lists(PIECES, max_size=30))
def test_every_page_has_a_reading(profile: Profile, pieces: list[str]) -> None:
    for address in (ARTICLE, LISTING):
        reading = answer(profile, "<html>" + "".join(pieces), address)
        assert reading.kind in ("article", "page", "absent", "bad")
        assert (reading.article is None) == (reading.kind != "article")
