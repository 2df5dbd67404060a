"""A department's portal in the manner of Liferay 6.2: no feed, no sitemap, and many addresses for one article.

Its traps: pagers full of portlet state, `?redirect=` aliases, the same article under every section and under /en/,
endless language suffixes that only `<link rel=alternate>` names, a calendar without end, a listed article that is gone.
"""

import calendar
import re
from urllib.parse import parse_qs

from demo import site
from demo.articles import DemoArticle, Portal
from demo.site import Entry, Page, Site

PAGE_SIZE = 8
#: Listed, but taken down since.
GONE = Entry(
    "/tin-tuc/-/view_content/399999-thong-bao-lich-tiep-cong-dan-quy-iv-nam-2025.html",
    "Thông báo lịch tiếp công dân quý IV năm 2025",
    "20/11/2025 | 9:00 AM",
    "Thông báo đã được gỡ bỏ.",
)

_LANGUAGE = re.compile(r"^(?:/(?:en|vi))+(?=/|$)")
_ARTICLE = re.compile(r"/[\w-]+/-/view_content/(\d+)(?:-[^/]*)?(?:/(?:en|vi))*")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def shown(article: DemoArticle) -> str:
    """The date as this CMS prints it: 26/07/2022 | 9:50 AM."""
    at = article.moment
    return f"{at:%d/%m/%Y} | {at.hour % 12 or 12}:{at:%M %p}"


def build(portal: Portal) -> Site:
    pages = {
        "/robots.txt": site.text("User-agent: *\nCrawl-delay: 0\nDisallow: /quan-tri/\n"),
        "/quan-tri/dang-nhap": _plain(portal, "Đăng nhập quản trị", "Khu vực dành cho biên tập viên."),
    }
    for article in portal.articles:
        pages[f"article {article.key}"] = site.page(
            "liferay62_article.html", portal, article=site.as_composed(article), date=shown(article), path=article.path,
            heading=article.title, crumb=article.section, related=site.related(portal, article, 5),
        )  # fmt: skip
    _listings(portal, pages)
    missing = _plain(portal, "Không tìm thấy trang", "Trang bạn yêu cầu không tồn tại hoặc đã bị gỡ bỏ.", 404)
    return Site(portal, pages, lambda path, query: _find(portal, pages, path, query), missing)


def _plain(portal: Portal, heading: str, said: str, status: int = 200) -> Page:
    return site.page("liferay62_plain.html", portal, heading=heading, crumb="", path="/", text=said, status=status)


def _listings(portal: Portal, pages: dict[str, Page]) -> None:
    """The main section shows everything under its own path, the others their own articles under theirs."""
    first, *others = portal.sections
    everything = [site.entry(article, article.path, shown(article)) for article in portal.articles]
    everything.insert(11, GONE)
    listings = {first: everything}
    for folder in others:
        own = (article for article in portal.articles if article.folder == folder)
        listings[folder] = [site.entry(a, f"/{folder}" + a.path.removeprefix(f"/{first}"), shown(a)) for a in own]
    for folder, entries in listings.items():
        count = -(-len(entries) // PAGE_SIZE)
        for number, part in site.pages_of(entries, PAGE_SIZE):
            made = site.page(
                "liferay62_listing.html", portal, heading=portal.sections[folder], crumb="", path=f"/{folder}",
                base=f"/{folder}", entries=part, pages=count,
            )  # fmt: skip
            pages[f"/{folder} {number}"] = pages[f"/{folder} last"] = made
    pages["/"] = pages[f"/{first} 1"]


def _find(portal: Portal, pages: dict[str, Page], path: str, query: str) -> Page | None:
    path = _LANGUAGE.sub("", path).rstrip("/") or "/"
    article = _ARTICLE.fullmatch(path)
    if article:
        return pages.get(f"article {article[1]}")
    asked = parse_qs(query)
    if path == "/lich":
        return _calendar(portal, asked.get("thang", ["2026-11"])[0])
    number = asked.get("_101_cur", ["1"])[0]
    return pages.get(f"{path} {number}") or pages.get(f"{path} last") or pages.get(path)


def _calendar(portal: Portal, month: str) -> Page | None:
    """Any month there is, each naming its neighbours: a crawler that follows them never ends."""
    asked = _MONTH.fullmatch(month)
    if not asked:
        return None
    year, number = int(asked[1]), int(asked[2])
    before, after = divmod(year * 12 + number - 2, 12), divmod(year * 12 + number, 12)
    return site.page(
        "liferay62_calendar.html", portal, heading="Lịch công tác", crumb="", path="/lich", month=number, year=year,
        before=f"{before[0]:04}-{before[1] + 1:02}", after=f"{after[0]:04}-{after[1] + 1:02}",
        weeks=calendar.Calendar().monthdayscalendar(max(year, 1), number),
    )  # fmt: skip
