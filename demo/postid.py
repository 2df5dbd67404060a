"""A paper in the manner of those whose addresses end in -post<id>.html: an RSS feed of the newest, listings.

Its traps: the (BDG) marker before each lead, a player that reads 0:00 / 0:00, captions printed twice, and the whole
leads of other stories, figures and all, inside and beside the article.
"""

import json
from collections.abc import Sequence

from markupsafe import Markup

from demo import site
from demo.articles import DemoArticle, Portal, slug
from demo.site import Page, Site

PAGE_SIZE = 6
FEED_SIZE = 20
MARKER = "(BDG) - "


def shown(article: DemoArticle) -> str:
    """The date as this CMS prints it: 21/11/2026 06:40."""
    return f"{article.moment:%d/%m/%Y %H:%M}"


def build(portal: Portal) -> Site:
    pages = {
        "/robots.txt": site.text("User-agent: *\nDisallow: /tim-kiem/\n"),
        "/tim-kiem/": _plain(portal, "Tìm kiếm", "Nhập từ khoá cần tìm."),
        "/rss/home.rss": _feed(portal, portal.articles[:FEED_SIZE], ""),
    }
    for article in portal.articles:
        same = [other for other in portal.articles if other.folder == article.folder and other is not article]
        pages[article.path] = site.page(
            "postid_article.html", portal, article=article, date=shown(article), heading=article.title, marker=MARKER,
            month=f"{article.moment:%Y_%m}", related=site.related(portal, article, 8), same=same[:3],
            jsonld=_jsonld(portal, article),
        )  # fmt: skip
    _listing(portal, pages, "/", "Tin mới", portal.articles[:12], 12)
    for folder, name in portal.sections.items():
        own = [article for article in portal.articles if article.folder == folder]
        _listing(portal, pages, f"/{folder}/", name, own, PAGE_SIZE)
        pages[f"/rss/{folder}.rss"] = _feed(portal, own, name)
    for tag in {tag for article in portal.articles for tag in article.tags}:
        tagged = [article for article in portal.articles if tag in article.tags]
        _listing(portal, pages, f"/tag/{slug(tag)}.html", f"#{tag}", tagged, len(tagged))
    missing = _plain(portal, "Không tìm thấy trang", "Đường dẫn không tồn tại.", 404)
    return Site(portal, pages, lambda path, query: pages.get(f"{path}?{query}") or pages.get(path), missing)


def _plain(portal: Portal, heading: str, said: str, status: int = 200) -> Page:
    return site.page("postid_plain.html", portal, heading=heading, text=said, status=status)


def _listing(
    portal: Portal, pages: dict[str, Page], base: str, name: str, articles: Sequence[DemoArticle], size: int
) -> None:
    for number, part in site.pages_of(articles, size):
        pages[base if number == 1 else f"{base}?trang={number}"] = site.page(
            "postid_listing.html", portal, heading=name, base=base, pages=-(-len(articles) // size), marker=MARKER,
            entries=[site.entry(article, article.path, shown(article)) for article in part],
        )  # fmt: skip


def _feed(portal: Portal, articles: Sequence[DemoArticle], section: str) -> Page:
    return site.page(
        "feed.xml", portal, articles=articles, section=section, marker=MARKER,
        type="application/rss+xml; charset=utf-8", modified=articles[0].moment,
    )  # fmt: skip


def _jsonld(portal: Portal, article: DemoArticle) -> Markup:
    said = {
        "@context": "http://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": article.address},
        "headline": article.title,
        "datePublished": article.published,
        "author": {"@type": "Person", "name": article.author},
        "publisher": {"@type": "Organization", "name": portal.name},
    }
    return Markup(json.dumps(said, ensure_ascii=False).replace("<", "\\u003c"))
