"""Pages that are easy for a reader and hard for rules, read without any profile. Every sentence here is invented.

Each case is one cause: the article must come out whole and alone, with its captions apart, and with its title, date,
author and source.
"""

from dataclasses import dataclass, replace

import pytest

from commands.reading import generic
from pipelines.read import read
from spiders.items import Capture

ADDRESS = "https://binhloc.example/tin-tuc/bai-viet-1.html"
PORTAL = "Cổng thông tin điện tử xã Bình Lộc"
TITLE = "Xã Bình Lộc tổng kết phong trào xây dựng nông thôn mới"
FIRST = "Sáng 12/5, UBND xã Bình Lộc tổ chức hội nghị tổng kết phong trào xây dựng nông thôn mới và bàn nhiệm vụ mới."
SECOND = "Xã đã vận động nhân dân hiến 3.400 m2 đất, góp 1.250 ngày công để làm 4,2 km đường bê tông liên thôn."
THIRD = "Hội nghị biểu dương 12 tập thể và 25 cá nhân tiêu biểu, đăng ký 3 tuyến đường kiểu mẫu cho năm tới."
CAPTION = "Các đại biểu dự hội nghị tại hội trường xã"
OTHER, LEAD = (
    "Trao 45 suất học bổng cho học sinh vượt khó",
    "Mỗi suất trị giá 1,5 triệu đồng, do Quỹ Hương Sen tài trợ.",
)
STORY = f'<h4><a href="/tin-tuc/bai-902.html">{OTHER}</a></h4><p>{LEAD}</p>'
PLAIN = f"<div><h4>{OTHER}</h4><p>{LEAD}</p></div>"
LINK = f'<a href="/tin-tuc/bai-902.html">{OTHER}</a>'
MENU = "".join(f'<li><a href="/m{n}">{name}</a></li>' for n, name in enumerate(("Trang chủ", "Giới thiệu", "Tin tức")))
FOOT = (
    f"<div>© 2024 {PORTAL}</div><div>Địa chỉ: thôn Đông, xã Bình Lộc. Điện thoại: 0203.888.111</div>"
    "<div>Chịu trách nhiệm: Ông Trần Văn Mẫu, Chủ tịch UBND xã</div>"
)
DATED = "<p>Ngày đăng: 12/05/2025 14:30</p>"
HEAD = f"<h1>{TITLE}</h1>{DATED}"
P1, P2, P3 = f"<p>{FIRST}</p>", f"<p>{SECOND}</p>", f"<p>{THIRD}</p>"
ALL = (FIRST, SECOND, THIRD)


@dataclass(frozen=True, slots=True)
class Case:
    """A page and what its readers see in it."""

    html: str
    text: tuple[str, ...] = ALL
    captions: tuple[str, ...] = ()
    title: str = TITLE
    published: str | None = "2025-05-12T14:30"
    author: str | None = None
    source: str | None = None


def page(body: str, window: str | None = TITLE, head: str = HEAD, above: str = "", beside: str = "") -> str:
    """A page as portals print it: a menu, the article in a few nested divisions, what stands beside it, a foot."""
    named = f"<title>{window}</title>" if window is not None else ""
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8>{named}</head><body><ul>{MENU}</ul>{above}"
        f"<div><div><div>{head}<div id=nd>{body}</div></div></div><div>{beside}</div></div><div>{FOOT}</div></body></html>"
    )


def body(html: str, *text: str, captions: tuple[str, ...] = ()) -> Case:
    return Case(page(html), text or ALL, captions)


def own(line: str, tag: str = "p") -> Case:
    """A line in the middle of an article that is its own, whatever it looks like."""
    return body(f"{P1}<{tag}>{line}</{tag}>{P2}{P3}", FIRST, line, SECOND, THIRD)


def dated(html: str, published: str | None = "2025-05-12T14:30", author: str | None = None) -> Case:
    return Case(page(P1 + P2 + P3, head=f"<h1>{TITLE}</h1>{html}"), published=published, author=author)


def signed(line: str, author: str | None, source: str | None = None) -> Case:
    return Case(page(f"{P1}{P2}{P3}<p style='text-align:right'><b>{line}</b></p>"), author=author, source=source)


SHORT = ("Mang theo giấy khai sinh.", "Không đội mũ khi chụp ảnh.", "Lệ phí: miễn phí.", "Hạn trả: 7 ngày làm việc.")
NOTES = "".join(f"<p>{line}</p>" for line in SHORT)
PICTURE = "<p style='text-align:center'><img src=/1.jpg></p>"
TAGS = "<div>Từ khóa: <a href=/t/1>nông thôn</a>, <a href=/t/2>đường làng</a></div>"
FORM = "<form><p>Bạn thấy giao diện mới thế nào?</p><input type=radio name=a> Đẹp <input type=radio name=a> Xấu</form>"
REMARKS = "<div><h3>Ý kiến bạn đọc</h3><form><input type=text name=ten><textarea name=y></textarea></form></div>"

LOST = {
    "three paragraphs under a link to another story": body(f"{P1}<p>&gt;&gt; Xem thêm: {LINK}</p>{P2}{P3}"),
    "paragraphs under a linked title of another story": body(f"{P1}<p>{LINK}</p>{P2}{P3}"),
    "paragraphs under a linked file": body(
        f"{P1}<p><a href=/qd12.pdf>Quyết định số 12/QĐ-UBND công nhận thôn văn hóa</a></p>{P2}{P3}",
        FIRST, "Quyết định số 12/QĐ-UBND công nhận thôn văn hóa", SECOND, THIRD,
    ),
    "a paragraph that is a link": body(f"{P1}<p><a href=/x>{SECOND}</a></p>{P3}"),
    "a sentence between two pictures": body(f"{P1}{PICTURE}{P2}<p><img src=/2.jpg></p>{P3}"),
    "a short article in a table with pictures": Case(
        page("", head="<table><tr><td>" + HEAD + P1 + "<p><img src=/1.jpg></p>" * 4 + P2 + P3 + "</td></tr></table>")
    ),
    "a poll beside a short notice under no heading": Case(
        page(NOTES + FORM, head=f"<div class=title>{TITLE}</div>{DATED}"), SHORT
    ),
    "a field for remarks beside a short notice": Case(page(NOTES + REMARKS, head=f"<div><b>{TITLE}</b></div>{DATED}"), SHORT),
    "a short notice straight in the page's body": Case(
        f"<title>{TITLE}</title><h1>{TITLE}</h1>{DATED}{NOTES}<hr>{FOOT}", SHORT
    ),
    "a notice above a long foot": Case(
        page(NOTES).replace(FOOT, f"{FOOT}<p>{PORTAL} là kênh thông tin của chính quyền xã trên Internet, cung cấp thông tin chỉ "
        "đạo, điều hành, dịch vụ công trực tuyến cho tổ chức và công dân.</p>"), SHORT,
    ),
    "an answer's label": own("Trả lời:", "b"),
    "a rule about rights": own("Bản quyền thuộc về người nộp tác phẩm đầu tiên."),
    "a timetable's heading": own("Thứ Hai, 12/05/2025, 08:00"),
    "a heading that is also a tool": own("Chia sẻ", "h3"),
    "a heading about advertisements": body(
        f"{P1}<p><b>Quảng cáo</b></p><p>Cổng đã gỡ hết các biển quảng cáo cũ.</p>{P3}",
        FIRST, "Quảng cáo", "Cổng đã gỡ hết các biển quảng cáo cũ.", THIRD,
    ),
    "an hour of a timetable": body(f"{P1}<p>7:30</p>{P2}<p>9:00</p>{P3}", FIRST, "7:30", SECOND, "9:00", THIRD),
}  # fmt: skip

STORIES = {
    "titles and leads in a neutral box, with a heading": body(
        f"{P1}<div class=box><div class=box-h>Đọc thêm</div>{PLAIN}{PLAIN}</div>{P2}{P3}{P1.replace('Sáng', 'Chiều')}",
        *ALL, FIRST.replace("Sáng", "Chiều"),
    ),
    "titles and leads in a neutral box, the article signed": replace(
        body(
            f"{P1}<div class=box><div>Đọc thêm</div>{PLAIN}{PLAIN}</div>{P2}{P3}{P1.replace('Sáng', 'Chiều')}<p>Hà Vy</p>",
            *ALL,
            FIRST.replace("Sáng", "Chiều"),
        ),
        author="Hà Vy",
    ),
    "linked titles and leads in a neutral box, without a heading": body(f"{P1}<div class=box>{STORY}{STORY}</div>{P2}{P3}"),
    "a list of links between paragraphs": body(
        f"{P1}{P2}<ul class=l2>" + "".join(f"<li><a href=/b{n}>{OTHER} đợt {n}</a></li>" for n in range(4)) + f"</ul>{P3}"
    ),
    "another story announced without a link": body(f"{P1}<p>Xem thêm: {OTHER}</p>{P2}{P3}"),
    "prose about the site in the side column": Case(
        page(P1 + P2 + P3 + "<p align=right><b>Hà Vy</b></p>", beside="<div><h3>About us</h3><p>The commune covers an area of "
        "240 square kilometres, with a population of 96,000 people in 12 villages.</p></div>"), author="Hà Vy",
    ),
}  # fmt: skip

CAPTIONS = {
    "above its picture, in italics": body(f"{P1}<p align=center><i>{CAPTION}</i></p>{PICTURE}{P2}{P3}", captions=(CAPTION,)),
    "in a small heading": body(f"{P1}<p><img src=/1.jpg></p><h6>{CAPTION}</h6>{P2}{P3}", captions=(CAPTION,)),
    "twice above a long lead": body(f"<p><img src=/1.jpg></p><p>{CAPTION}.</p><p>{CAPTION}.</p>{P1}{P2}{P3}",
        captions=(f"{CAPTION}.",)),
}  # fmt: skip

SITE = f"<h1>{PORTAL}</h1>"
BIG = f"<div class=logo>{PORTAL}</div>"


def titled(head: str, window: str | None = TITLE, above: str = SITE) -> Case:
    return Case(page(P1 + P2 + P3, window, head + DATED, above))


TITLES = {
    "the window names only the site": titled(f"<h1>{TITLE}</h1>", PORTAL, BIG),
    "no window, the site's name the only h1": titled(f"<h2>{TITLE}</h2>", None),
    "no window, a division called title": titled(f"<div class=title>{TITLE}</div>", None),
    "no window, a cell of a table": titled(f"<table><tr><td class=tde><b>{TITLE}</b></td></tr></table>", None),
    "no window, a piece of text called a title": titled(f"<div><span class=tieude>{TITLE}</span></div>", None, BIG),
    "no window, a paragraph in bold": titled(f"<p><strong>{TITLE}</strong></p>", None, BIG),
    "the site's name first, the title a plain division": titled(f"<div class=q7>{TITLE}</div>", f"{PORTAL} | {TITLE}"),
    "the site's name first, the title in bold": titled(f"<p><strong>{TITLE}</strong></p>", f"{PORTAL} | {TITLE}", BIG),
    "the title told to machines, shown plainly": replace(
        titled(f"<div class=q7>{TITLE}</div>", PORTAL),
        html=page(P1 + P2 + P3, PORTAL, f"<div class=q7>{TITLE}</div>{DATED}", SITE).replace(
            "<meta ", f'<meta property="og:title" content="{TITLE}"><meta ', 1
        ),
    ),
    "under a path that ends in it": titled(f"<div>Trang chủ » Tin tức » {TITLE}</div><h3>{TITLE}</h3>", None, BIG),
    "again in the body, in bold": body(f"<p><b>{TITLE}</b></p>{P1}{P2}{P3}"),
}

FIELDS = {
    "the day spelt out": dated("<span class=post-date>Thứ Hai, ngày 12 tháng 5 năm 2025 14:30</span>"),
    "the month in words": dated("<div>12 Tháng Năm, 2025 14:30</div>"),
    "the hour first, with its minute mark": dated("<div>14:30' 12/05/2025</div>"),
    "the hour in words": dated("<div>14 giờ 30 phút, ngày 12/05/2025</div>"),
    "beside a reporter": dated("<div>12/05/2025 14:30 | Phóng viên: Hà Vy</div>", author="Hà Vy"),
    "beside an author in a piece of text": dated(
        "<div><span>12/05/2025 14:30</span> <span class=author>Hà Vy</span></div>", author="Hà Vy"
    ),
    "a name called author under the date": dated(f"<div>{DATED}<span class=author>Hà Vy</span></div>", author="Hà Vy"),
    "a clock at the top is no date": replace(
        dated("", None), html=page(P1 + P2 + P3, head=f"<h1>{TITLE}</h1>", above="<div>Thứ Hai, 24/11/2025 08:15:33</div>")
    ),
    "who brought the news": signed("Người đưa tin: Hà Vy", "Hà Vy"),
    "who led the talk": signed("Hà Vy (thực hiện)", "Hà Vy"),
    "who put it together": signed("Hà Vy (tổng hợp)", "Hà Vy"),
    "news and pictures": signed("Tin ảnh: Hà Vy", "Hà Vy"),
    "text and pictures by two": signed("Bài: Hà Vy - Ảnh: Minh Thư", "Hà Vy"),
    "a name and an agency": signed("Hà Vy (Theo TTXVN)", "Hà Vy", "TTXVN"),
    "a name and an office": signed("Hà Vy - Trung tâm Văn hóa huyện", "Hà Vy", "Trung tâm Văn hóa huyện"),
    "an agency alone": signed("TTXVN", None, "TTXVN"),
    "a site, with a colon": signed("Theo: binhloc.example", None, "binhloc.example"),
    "above the tags": replace(signed("", "Hà Vy"), html=page(f"{P1}{P2}{P3}<p>Hà Vy</p>{TAGS}")),
    "an office alone, the author above": replace(
        dated(f"<div>{DATED}<span class=author>Hà Vy</span></div>", author="Hà Vy"),
        source="Phòng Nội vụ",
        html=page(f"{P1}{P2}{P3}<p align=right><b>Phòng Nội vụ</b></p>", head=f"{HEAD}<div class=author>Hà Vy</div>"),
    ),
}  # fmt: skip

FURNITURE = {
    "tags in the body": body(f"{P1}{P2}{P3}{TAGS}"),
    "a player's label": body(f"<div>0:00 / 0:00</div><div>Nghe đọc bài</div>{P1}{P2}{P3}"),
    "a counter of three cells": body(f"{P1}{P2}<table><tr><td>Lượt xem</td><td>:</td><td>123</td></tr></table>{P3}"),
    "a player that is missing": body(f"{P1}<div>Trình duyệt của bạn không hỗ trợ video.</div>{P2}{P3}"),
    "a welcome above a title without heading": replace(
        titled(f"<div class=title>{TITLE}</div>", None), html=page(P1 + P2 + P3, None, f"<div class=title>{TITLE}</div>{DATED}",
        f"{SITE}<div>Chào mừng quý vị đến với {PORTAL}. Kính mong quý vị góp ý để trang ngày càng hoàn thiện hơn.</div>"),
    ),
}  # fmt: skip

CASES = {
    f"{kind}: {name}": case
    for kind, cases in (
        ("own words", LOST), ("other stories", STORIES), ("captions", CAPTIONS), ("title", TITLES), ("fields", FIELDS),
        ("furniture", FURNITURE),
    )
    for name, case in cases.items()
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_article_is_read_whole_and_alone(case: Case) -> None:
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    capture = Capture("generic", ADDRESS, "2026-11-22T00:00:00+00:00", 200, headers, case.html.encode())
    reading = read(capture, generic(["binhloc.example"]), links=False)
    article = reading.article
    assert article is not None, reading.problem
    assert _told(article.text, case) == case.text
    assert tuple(image.caption for image in article.images if image.caption) == case.captions
    assert article.title == case.title
    assert (article.published.local[:16] if article.published else None) == case.published
    assert (article.author, article.source) == (case.author, case.source)


def _told(text: str, case: Case) -> tuple[str, ...]:
    """The lines of a text less a signature at its end, which may stand there or not."""
    lines = text.split("\n")
    while len(lines) > len(case.text) and any(name and name in lines[-1] for name in (case.author, case.source)):
        lines.pop()
    return tuple(lines)
