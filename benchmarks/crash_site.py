"""The portal whose crawl is killed: invented, small, with a listing of several pages."""

from benchmarks.loopback import Pages

HOST = "http://so-thu.example"
ARTICLES, LISTED = 60, 12

PROFILE = """
title: {vi: Sở Thử, en: Crash test department}
kind: portal
place: "00"
family: liferay62
domains: [so-thu.example]
home: http://so-thu.example/
delay: 0
demo: true
"""


def site() -> Pages:
    """A portal with ARTICLES articles, LISTED of them on each page of a listing."""
    pages: Pages = {}
    for n in range(ARTICLES):
        body = "".join(f"<p>Đoạn {m} của bài {n}: đã kiểm tra {n + m}/299 đơn vị trong quý.</p>" for m in range(20))
        pages[f"{HOST}/tin/-/view_content/{1000 + n}-bai.html"] = (
            f'<html lang=vi><meta charset=utf-8><title>Bài {n}</title><div class="asset-full-content-title">Bài số {n}</div>'
            f'<div class="assetPublishDate">26/07/2022 | 9:50 AM</div><div class="journal-content-article">{body}</div></html>'
        ).encode()
    addresses = list(pages)
    for page in range(ARTICLES // LISTED):
        links = "".join(
            f'<a href="{address}">{address}</a>' for address in addresses[page * LISTED : (page + 1) * LISTED]
        )
        pager = "".join(f'<a href="{HOST}/tin?_101_cur={n}">{n}</a>' for n in range(1, ARTICLES // LISTED + 1))
        pages[f"{HOST}/tin?_101_cur={page + 1}"] = f"<html lang=vi><title>Tin</title>{links}{pager}</html>".encode()
    pages[f"{HOST}/"] = f'<html lang=vi><title>Sở Thử</title><a href="{HOST}/tin?_101_cur=1">Tin</a></html>'.encode()
    return pages
