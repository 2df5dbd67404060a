"""A paper in the manner of those whose date line ends in [GMT+7]: everything is in its sitemap, half of that gzipped.

Its traps: captions printed three times, related stories inside the article, a comment form, an address that moved.
"""

import gzip
from dataclasses import replace

from demo import site
from demo.articles import DemoArticle, Portal
from demo.site import XML, Entry, Page, Site

PAGE_SIZE = 5
#: The key of the article that an old address still leads to.
MOVED = "303196"

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def shown(article: DemoArticle) -> str:
    """The date as this CMS prints it: Thứ Ba, 27/10/2020, 05:38 [GMT+7]."""
    return f"{_WEEKDAYS[article.moment.weekday()]}, {article.moment:%d/%m/%Y, %H:%M} [GMT+7]"


def build(portal: Portal) -> Site:
    newest = portal.articles[:6]
    old = next(article for article in portal.articles if article.key == MOVED)
    pages = {
        "/robots.txt": site.text(f"User-agent: *\nDisallow: /tim-kiem\nSitemap: http://{portal.host}/sitemap.xml\n"),
        "/tim-kiem": _plain(portal, "Tìm kiếm", "Nhập từ khoá cần tìm."),
        f"/tin-bai/{MOVED}.html": site.moved(old.path),
    }
    for article in portal.articles:
        pages[article.path] = site.page(
            "gmt7_article.html", portal, article=site.as_composed(article), date=shown(article), heading=article.title,
            month=f"{article.moment:%Y%m}", related=site.related(portal, article, 4), newest=newest,
            comments=int(article.key) % 4,
        )  # fmt: skip
        pages[f"/in-bai-viet/{article.key}"] = _plain(portal, article.title, article.sapo or article.paragraphs[0])
    moved_entry = Entry(f"/tin-bai/{MOVED}.html", old.title, "", "")
    _listing(portal, pages, "/", "Tin mới nhận", newest, moved_entry)
    for folder, name in portal.sections.items():
        own = [article for article in portal.articles if article.folder == folder]
        _listing(portal, pages, f"/{folder}/", name, own)
    pages |= _sitemaps(portal)
    missing = _plain(portal, "Không tìm thấy bài viết", "Bài viết không tồn tại hoặc đã được chuyển đi.", 404)
    return Site(portal, pages, lambda path, _query: pages.get(path) or pages.get(path + "/"), missing)


def _plain(portal: Portal, heading: str, said: str, status: int = 200) -> Page:
    newest = portal.articles[:6]
    return site.page("gmt7_plain.html", portal, heading=heading, text=said, newest=newest, status=status)


def _listing(
    portal: Portal, pages: dict[str, Page], base: str, name: str, articles: list[DemoArticle] | tuple[DemoArticle, ...],
    old: Entry | None = None,
) -> None:  # fmt: skip
    size = len(articles) if base == "/" else PAGE_SIZE
    for number, part in site.pages_of(articles, size):
        pages[base if number == 1 else f"{base}trang-{number}/"] = site.page(
            "gmt7_listing.html", portal, heading=name, base=base, pages=-(-len(articles) // size), old=old,
            entries=[site.entry(article, article.path, shown(article)) for article in part], newest=portal.articles[:6],
        )  # fmt: skip


def _sitemaps(portal: Portal) -> dict[str, Page]:
    """An index of two: this year's articles gzipped, the older ones plain."""
    newest = portal.articles[0].moment
    recent = [article for article in portal.articles if article.moment.year == newest.year]
    older = [article for article in portal.articles if article not in recent]
    children = {f"/sitemap-tin-tuc-{newest.year}.xml.gz": recent, "/sitemap-tin-tuc.xml": older}
    days = [(path, articles[0].published[:10]) for path, articles in children.items()]
    pages = {"/sitemap.xml": site.page("sitemap.xml", portal, children=days, type=XML, modified=newest)}
    for path, articles in children.items():
        modified = articles[0].moment
        made = site.page("sitemap.xml", portal, children=None, articles=articles, type=XML, modified=modified)
        if path.endswith(".gz"):
            made = replace(made, pieces=(gzip.compress(made.body(0, path), mtime=0),), type="application/gzip")
        pages[path] = made
    return pages
