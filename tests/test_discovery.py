"""What pages, feeds and sitemaps lead to, and what they must never lead to."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from spiders import discovery
from spiders.profile import Profile, load

HOME = "http://so-mau.example/"


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    file = tmp_path / "so-mau.yml"
    file.write_text(
        "title: {vi: Sở Mẫu, en: Sample}\nkind: portal\nplace: '00'\nfamily: liferay62\ndomains: [so-mau.example]\n"
        "home: http://so-mau.example/\ndemo: true\n",
        "utf-8",
    )
    return load(file)


def addresses(html: str, profile: Profile, page: str = HOME) -> list[str]:
    return [link.address for link in discovery.page_links(LexborHTMLParser(html), page, profile)]


def test_only_what_a_reader_can_click_is_a_link(profile: Profile) -> None:
    html = (
        "<link rel=alternate href=/x.html/en><link rel=canonical href=/y><a href=/tin>Tin</a><a name=z>không</a>"
        "<a href='javascript:in()'>In</a><a href=mailto:a@so-mau.example>Thư</a><a href='#'>Lên</a>"
    )
    assert addresses(html, profile) == [HOME + "tin"]


def test_links_resolve_against_the_base_that_the_page_names(profile: Profile) -> None:
    assert addresses("<base href=/vi/><a href=tin>Tin</a>", profile) == [HOME + "vi/tin"]
    assert addresses("<base href='javascript:1'><a href=tin>Tin</a>", profile, HOME + "a/b") == [HOME + "a/tin"]


def test_one_address_is_one_link_and_the_order_of_the_page_is_kept(profile: Profile) -> None:
    html = "<a href=/b>2</a><a href=/a>1</a><a href=/b#cuoi>2</a><a href=http://so-mau.example/a>1</a>"
    assert addresses(html, profile) == [HOME + "b", HOME + "a"]


def test_a_listing_names_the_articles_it_lists(profile: Profile) -> None:
    html = "<a href=/tin/-/view_content/7-a.html>A</a><a href=/tin>x</a><a href=/khac/-/view_content/7-b.html>A</a>"
    links = discovery.page_links(LexborHTMLParser(html), HOME, profile)
    assert discovery.items(links) == ("key:7",)


def test_a_listing_is_as_new_as_its_newest_article_and_never_from_the_future(profile: Profile) -> None:
    html = (
        "<header>Chủ nhật, 22/11/2026</header><div class=assetPublishDate>20/11/2026 | 9:50 AM</div>"
        "<div class=assetPublishDate>19/11/2026</div><p>Hội nghị ngày 30/12/2026</p>"
    )
    assert discovery.newest_day(LexborHTMLParser(html), profile, "2026-11-22T03:00:00Z") == "2026-11-20"
    plain = "<header>22/11/2026</header><p>Hội nghị ngày 30/12/2026, đăng 18/11/2026</p>"
    assert discovery.newest_day(LexborHTMLParser(plain), profile, "2026-11-22T03:00:00Z") == "2026-11-18"
    assert discovery.newest_day(LexborHTMLParser("<p>Liên hệ</p>"), profile, "2026-11-22T03:00:00Z") is None


RSS = """<?xml version="1.0"?><!-- tin --><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<link>http://so-mau.example/</link><atom:link href="http://so-mau.example/rss" rel="self"/>
<item><title>A</title><link>http://so-mau.example/tin/-/view_content/7-a.html</link>
<pubDate>Sat, 21 Nov 2026 20:00:00 GMT</pubDate></item>
<item><title>B</title><guid isPermaLink="true">http://so-mau.example/tin/-/view_content/8-b.html</guid></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="http://so-mau.example/"/><entry>
<link rel="edit" href="/e"/>
<link href="/tin/-/view_content/7-a.html"/><updated>2026-11-22T01:00:00Z</updated></entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://so-mau.example/tin/-/view_content/7-a.html
</loc><lastmod>2026-11-22</lastmod></url><url><loc>http://so-mau.example/tin</loc></url></urlset>"""


def test_feeds_and_sitemaps_are_known_by_their_content(profile: Profile) -> None:
    for text, kind, count in ((RSS, "feed", 2), (ATOM, "feed", 1), (SITEMAP, "sitemap", 2)):
        assert discovery.xml_kind(text) == kind
        listed = discovery.listed(text, HOME + "rss", profile)
        assert (listed.kind, len(listed.links), listed.links[0].key, listed.newest) == (kind, count, "7", "2026-11-22")


def test_an_xhtml_page_is_no_feed() -> None:
    assert discovery.xml_kind('<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">') is None


def test_the_parts_of_a_sitemap_index_are_sitemaps(profile: Profile) -> None:
    text = "<sitemapindex><sitemap><loc>http://so-mau.example/s-1.xml.gz</loc></sitemap></sitemapindex>"
    assert [link.kind for link in discovery.listed(text, HOME, profile).links] == ["sitemap"]


def test_entities_are_never_expanded_nor_fetched(profile: Profile) -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    for subset in (bomb, '<!ENTITY a11 SYSTEM "file:///etc/passwd">'):
        text = f"<!DOCTYPE rss [{subset}]><rss><item><link>http://so-mau.example/&a11;x</link></item></rss>"
        (link,) = discovery.listed(text, HOME, profile).links
        assert len(link.address) < 60 and "root" not in link.address


def test_a_torn_feed_yields_what_came(profile: Profile) -> None:
    listed = discovery.listed(RSS[: RSS.index("<title>B")], HOME, profile)
    assert [link.key for link in listed.links] == ["7"]


@given(st.text(alphabet="<>![]?-rsurlset/ DOCTYPE&;\"'x", max_size=300))
def test_no_text_breaks_discovery(text: str) -> None:
    discovery.xml_kind(text)
    discovery.days(text)
