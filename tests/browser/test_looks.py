"""Every main page on a desktop and on a telephone, by day and by night: nothing sticks out, every letter can be read.

With SCREENSHOTS=<folder> each of them is kept as a picture, for a person to look through after a change.
"""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.looks import faint, picture, sticking_out

#: Name of the picture -> address, over the demo archive ...
DEMO = {
    "front": "/",
    "search": "/archive/tim?q=tiep+cong+dan",
    "search-in-vain": "/archive/tim?q=tiêp+công+dân",
    "newest": "/archive/moi",
    "article": "/archive/articles/30",
    "article-with-a-table": "/archive/articles/33",
    "figure": "/archive/metrics/1",
    "indicators": "/chi-so",
    "indicator": "/chi-so/citizens_received_turns",
    "provinces": "/dia-phuong",
    "province-empty": "/dia-phuong/01",
    "agencies": "/co-quan",
    "agency": "/co-quan?ten=Thanh+tra+tỉnh",
    "follow": "/theo-doi",
    "coverage": "/do-phu",
    "coverage-of-a-portal": "/do-phu/demo-diengiang",
    "question": "/archive/khoan_tien_lon",
    "question-unasked": "/archive/so_cua_co_quan",
    "database": "/archive",
    "articles": "/archive/articles",
    "articles-of-a-section": "/archive/articles?section=Kinh+tế&_sort_desc=words",
    "metrics": "/archive/metrics",
    "figures": "/archive/figures",
    "sql": "/archive?sql=select+portal,+count(*)+as+bai+from+articles+group+by+1",
    "raw-row": "/archive/captures/5",
}
#: ... and over one with a history.
PLANTED = {
    "edited-article": "/archive/articles/1",
    "comparison": "/archive/articles/1?so-sanh=1..2",
    "gone-article": "/archive/articles/2",
    "hostile-article": "/archive/articles/8",
    "event": "/archive/events/8",
    "question-of-changes": "/archive/so_lieu_bi_sua?since=",
    "latest-edits": "/archive/latest_edits",
    "figures-changed": "/archive/figures_changed",
    "disappeared": "/archive/disappeared",
    "indicator-on-the-map": "/chi-so/recovery_recommended_amount?ban_do=gia-tri",
    "province": "/dia-phuong/24",
}
PAGES = [
    *((name, "demo", path) for name, path in DEMO.items()),
    *((name, "planted", path) for name, path in PLANTED.items()),
]
DESKTOP, PHONE = {"width": 1200, "height": 900}, {"width": 390, "height": 844}
MANNERS: dict[str, tuple[Any, Any]] = {
    "desktop": (DESKTOP, "light"),
    "desktop-dark": (DESKTOP, "dark"),
    "phone": (PHONE, "light"),
    "phone-dark": (PHONE, "dark"),
}


@pytest.mark.parametrize(("name", "archive", "path"), PAGES, ids=[name for name, *_ in PAGES])
def test_a_page_fits_its_screen_and_can_be_read(
    open_page: Open, request: pytest.FixtureRequest, name: str, archive: str, path: str
) -> None:
    page = open_page(request.getfixturevalue(archive))
    page.goto(path)
    wrong = {}
    for manner, (size, scheme) in MANNERS.items():
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        picture(page, f"{name}-{manner}")
        wrong[manner] = [*sticking_out(page), *faint(page)]
    assert wrong == {manner: [] for manner in MANNERS}


@pytest.mark.parametrize("path", ["/", "/archive/articles", "/chi-so"])
def test_a_telephone_is_given_the_page_in_its_own_width(open_page: Open, demo: str, path: str) -> None:
    page = open_page(demo, viewport=PHONE, is_mobile=True, has_touch=True)
    page.goto(path)
    assert page.evaluate("() => [innerWidth, visualViewport.scale]") == [PHONE["width"], 1]


def test_what_sticks_out_or_is_faint_is_seen(page: Page) -> None:
    page.goto("/")
    page.add_style_tag(content="ol.articles li { width: 3000px; max-width: none } p.about { color: #bbb }")
    assert any("li" in one for one in sticking_out(page))
    assert any("p.about" in one for one in faint(page))
