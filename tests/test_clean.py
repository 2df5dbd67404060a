"""What stays of an article's container and what goes. Every sentence here is invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.chrome import is_chrome_line
from pipelines.clean import Body, clean

BASE = "http://so-mau.example/tin/-/view_content/7-a.html"
FIRST = "Sở đã kiểm tra 197/299 đơn vị, kiến nghị thu hồi 9 tỷ 45,8 triệu đồng trong 9 tháng."
SECOND = "Đoàn kiểm tra đề nghị các đơn vị báo cáo kết quả trước ngày 15/12/2026."


def body(html: str, title: str = "", sapo: str = "") -> Body:
    return clean(f"<div>{html}</div>", BASE, title, sapo)


def lines(html: str) -> list[str]:
    return list(body(html).paragraphs)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Sở <b>Nội</b> vụ</p>", ["Sở Nội vụ"]),
        ("<p>Hà N<b>ội</b>, <i>ngày</i> 5</p>", ["Hà Nội, ngày 5"]),  # no word is split
        ("<p>Một<br>Hai</p><div>Ba</div>Bốn", ["Một", "Hai", "Ba", "Bốn"]),  # none is glued
        ("<p>Một&nbsp;&nbsp;\n hai\u200b</p>", ["Một hai"]),
        ("<ul><li>Một</li><li>Hai<ul><li>Ba</li></ul></li></ul>", ["Một", "Hai", "Ba"]),
        ("<p>Hô\u0323i &#272;ô&#768;ng</p>", ["Hội Đồng"]),
        ("<p>a<script>b</script><style>c</style><!-- d -->e</p>", ["ae"]),
        ("<span style='display: block'>Một</span><span>Hai</span>", ["Một", "Hai"]),
        ("<pre>Một\nHai</pre>", ["Một", "Hai"]),
        ("<p>***</p><p>.</p><p>-----</p><p>Một</p>", ["Một"]),
    ],
)
def test_lines_are_what_a_reader_sees(html: str, expected: list[str]) -> None:
    assert lines(html) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Lượt xem: 431",
        "| Lượt xem: 1.431",
        "View count: 536",
        "1.205 lượt xem",
        "Ngày đăng 06/01/2024 | 17:25 | Lượt xem: 431",
        "Thứ Ba, 27/10/2020, 05:38 [GMT+7]",
        "26/07/2022 | 9:50 AM",
        "Cập nhật lúc 14:05 - 22/11/2026",
        "A- A A+ | Tăng tương phản Giảm tương phản",
        "In bài viết",
        "Gửi mail",
        "In bài viết | Gửi mail cho bạn bè",
        "Chia sẻ Facebook Zalo",
        "0:00 / 0:00",
        "0:00",
        "Nữ miền Bắc",
        "Giọng nam miền Nam",
        "Nghe bài viết",
        "Đang online: 631",
        "Lượt truy cập trong tuần: 4747",
        "Tổng số lượt truy cập: 6156217",
        "THỐNG KÊ TRUY CẬP",
        "® Ghi rõ nguồn khi phát hành lại",
        "© 2026 Sở Mẫu",
        "Send email",
    ],
)
def test_counters_dates_tools_and_players_are_chrome(line: str) -> None:
    assert is_chrome_line(line)
    assert lines(f"<p>{FIRST}</p><p>{line}</p><p>{SECOND}</p>") == [FIRST, SECOND]


@pytest.mark.parametrize(
    "line",
    [
        "Cổng đã có hơn 12.000 lượt truy cập sau một tháng.",
        "Cảnh báo mã độc trong tập tin liên quan đến dịch bệnh",
        "Tổng số lượt truy cập Cổng thông tin trong năm là 6.156.217, tăng 12%.",
        "Facebook",
        "Đánh giá",
        "Hà Nội, ngày 5/6/2021",
        "Ngày 05/01/2024",
        "15/12/2026",
        "Năm 2025: 431",
        "In ấn và phát hành 500 tờ rơi",
        "Tin khác với dự báo, giá giảm.",
        "Quay lại thời điểm tháng 3, thành phố có 12 ca.",
        "Chia sẻ khó khăn với 1.200 hộ dân",
        "Đọc thêm báo cáo số 12/BC-UBND.",
        "Xem chi tiết tại đây",
        "9:05",
        "Trong tuần: 12",
    ],
)
def test_an_articles_own_words_stay(line: str) -> None:
    kept = lines(f"<p>{FIRST}</p><p>{line}</p><p>{SECOND}</p>")
    assert kept == [FIRST, SECOND] if line == "9:05" else kept == [FIRST, line, SECOND]


def test_a_link_of_the_article_to_its_document_stays() -> None:
    assert lines(f"<p>{FIRST}</p><p><a href=/vb/12>Xem chi tiết tại đây</a></p>") == [FIRST, "Xem chi tiết tại đây"]


STORY = "<li><a href=/tin/-/view_content/8-b.html>Sở Mẫu trả lời 12 kiến nghị của cử tri</a></li>"
LEAD = (
    "<div class=story><h3><a href=/b>Huyện Mẫu thu ngân sách 1.200 tỷ đồng</a></h3>"
    "<p>Sáu tháng đầu năm, huyện thu 1.200 tỷ đồng, tăng 12% so với cùng kỳ, theo báo cáo vừa được công bố.</p></div>"
)


@pytest.mark.parametrize(
    "heading", ["Các tin khác", "Tin liên quan", "TIN CÙNG CHUYÊN MỤC", "Đọc thêm", "Other News", "Xem thêm:"]
)
@pytest.mark.parametrize(
    "block",
    [
        "<div><p><b>{heading}</b></p><ul>" + STORY * 3 + "</ul></div>",
        "<h3>{heading}</h3><ul>" + STORY * 3 + "</ul>",
        "<div><div>{heading}</div>" + LEAD * 2 + "</div>",
        "<h2>{heading}</h2>" + LEAD * 2,
    ],
)
def test_related_stories_go_with_their_leads_wherever_they_stand(heading: str, block: str) -> None:
    block = block.format(heading=heading)
    assert lines(f"<p>{FIRST}</p><p>{SECOND}</p>{block}") == [FIRST, SECOND]
    assert lines(f"<p>{FIRST}</p>{block}<p>{SECOND}</p>") == [FIRST, SECOND]


def test_related_stories_go_even_where_a_copy_lost_its_links() -> None:
    stories = f"<p>Huyện Mẫu thu ngân sách 1.200 tỷ đồng</p><p>{SECOND}</p><p>Xã Mẫu có 12 sản phẩm OCOP</p>"
    assert lines(f"<p>{FIRST}</p><p>{SECOND}</p><p>Tin cùng chuyên mục</p>{stories}") == [FIRST, SECOND]
    assert lines(f"<p>{FIRST}</p><p>Đọc thêm</p><p>{SECOND}</p>") == [FIRST, "Đọc thêm", SECOND]


def test_a_line_said_twice_in_a_row_is_kept_once() -> None:
    assert lines(f"<p>{FIRST}</p><p>{FIRST}</p><p>Có</p><p>Có</p>") == [FIRST, "Có", "Có"]


def test_a_heading_of_the_article_that_sounds_like_one_of_related_stories_stays() -> None:
    html = f"<p>{FIRST}</p><h3>Sự kiện liên quan</h3><p>{SECOND}</p>"
    assert lines(html) == [FIRST, "Sự kiện liên quan", SECOND]


def test_an_element_named_like_chrome_that_holds_the_article_stays() -> None:
    assert lines(f"<div class=print><p>{FIRST}</p><p>{SECOND}</p><p>{FIRST} {SECOND}</p></div>")[:2] == [FIRST, SECOND]
    assert lines(f"<p>{FIRST}</p><div class='social share'><span>Theo dõi chúng tôi</span></div>") == [FIRST]


CAPTION = "Quang cảnh buổi làm việc tại Sở Mẫu"
IMAGE = "<img src=/a.jpg alt='a.jpg'>"


@pytest.mark.parametrize(
    "html",
    [
        f"<figure>{IMAGE}<figcaption>{CAPTION}</figcaption></figure>",
        f"<p style='text-align:center'>{IMAGE}</p><p style='text-align:center'><em>{CAPTION}</em></p>",
        f"<p>{IMAGE}</p><p><i>{CAPTION}</i></p>",
        f"<p align=center>{IMAGE}<br>{CAPTION}</p>",
        f"<table><tr><td>{IMAGE}</td></tr><tr><td align=center>{CAPTION}</td></tr></table>",
        f"<div>{IMAGE}</div><div class=PhotoCMS_Caption>{CAPTION}</div>",
        f"<div>{IMAGE}</div><div class=PhotoCMS_Caption>{CAPTION}</div><p align=center><em>{CAPTION}</em></p>",
        f"<div>{IMAGE}<span style='display:block'><i>{CAPTION}</i></span></div>",
        f"<div>{IMAGE}</div><div>a.jpg{CAPTION}</div>",
    ],
)
def test_a_caption_is_kept_once_and_apart(html: str) -> None:
    made = body(f"<p>{FIRST}</p>{html}<p>{SECOND}</p>")
    assert list(made.paragraphs) == [FIRST, SECOND]
    assert [(image.address, image.caption) for image in made.images] == [("http://so-mau.example/a.jpg", CAPTION)]


def test_a_paragraph_after_a_picture_is_no_caption() -> None:
    assert lines(f"<p>{IMAGE}</p><p>{FIRST}</p>") == [FIRST]
    assert lines(f"<div>{IMAGE}</div><p style='text-align:right'><i>Nguyễn Văn Mẫu</i></p>") == ["Nguyễn Văn Mẫu"]
    assert lines(f"<p>{IMAGE}</p><p><i>{CAPTION}.</i></p><p><i>{SECOND}</i></p>") == [SECOND]


def test_a_picture_within_the_page_is_kept_without_its_megabytes() -> None:
    made = body(f"<p><img src='data:image/jpeg;base64,{'A' * 9000}'></p><p align=center><em>{CAPTION}</em></p>")
    assert [(image.address, image.caption) for image in made.images] == [("data:image/jpeg;base64", CAPTION)]


TABLE = (
    "<table><tr><th rowspan=2>Khoản thu</th><th colspan=2>Năm 2026</th></tr><tr><th>Dự toán</th><th>%</th></tr>"
    "<tr><td>Thuế</td><td>1.450</td><td></td></tr></table>"
)


def test_a_table_is_rows_of_the_text_and_a_grid_beside_it() -> None:
    made = body(f"<p>{FIRST}</p>{TABLE}<p>{SECOND}</p>")
    assert list(made.paragraphs) == [FIRST, "Khoản thu | Năm 2026", "Dự toán | %", "Thuế | 1.450 |", SECOND]
    (table,) = made.tables
    assert table.rows == (("Khoản thu", "Năm 2026", "Năm 2026"), ("Khoản thu", "Dự toán", "%"), ("Thuế", "1.450", ""))


def test_page_layout_is_no_table() -> None:
    layout = f"<table><tr><td><p>{FIRST}</p><p>{SECOND}</p></td></tr></table>"
    around = f"<table><tr><td>Cột trái</td><td>{TABLE}</td></tr></table>"
    assert body(layout) == Body((FIRST, SECOND))
    assert len(body(around).tables) == 1


def test_a_huge_span_is_no_huge_table() -> None:
    rows = "<tr><td colspan=1000000 rowspan=1000000>a</td><td>b</td></tr>" * 3
    assert sum(len(row) for table in body(f"<table>{rows}</table>").tables for row in table.rows) < 100_000


def test_files_are_attachments_and_their_line_is_not_text() -> None:
    html = (
        f"<p>{FIRST} <a href='/documents/1/2/vb'>văn bản</a></p>"
        "<p>Tệp đính kèm: <a href='/f/Quyet dinh 12.PDF?t=1'>Quyết định 12</a> <a href=b.xlsx>Biểu</a></p>"
    )
    made = body(html)
    assert list(made.paragraphs) == [f"{FIRST} văn bản"]
    assert [(file.label, file.type) for file in made.attachments] == [
        ("văn bản", ""),
        ("Quyết định 12", "pdf"),
        ("Biểu", "xlsx"),
    ]


def test_the_head_of_the_page_is_not_said_twice() -> None:
    html = f"<h1>Tiêu đề</h1><p>{FIRST}</p><p>{SECOND}</p>"
    assert body(html, title="Tiêu đề", sapo=FIRST.rstrip(".")).paragraphs == (SECOND,)


def test_whom_the_article_credits_is_its_source() -> None:
    assert body(f"<p>{FIRST}</p><p>Nguồn: Báo Mẫu</p>").source == "Báo Mẫu"
    assert body(f"<p>{FIRST}</p><p><i>Theo TTXVN</i></p>").source == "TTXVN"
    assert body(f"<p>{FIRST}</p><p>Theo {FIRST} {SECOND}</p>").source is None


TAGS = st.sampled_from(["p", "div", "td", "table", "tr", "a", "i", "br", "li", "ul", "h2", "img"])
TREES = st.recursive(
    st.text("aờ 0:.|", max_size=8), lambda inner: st.tuples(TAGS, st.lists(inner, max_size=4)), max_leaves=25
)


@given(TREES)
def test_no_markup_breaks_cleaning(tree: object) -> None:
    def markup(node: object) -> str:
        if isinstance(node, tuple):
            name, inside = node
            return f"<{name} href=/x src=/a.jpg>{''.join(map(markup, inside))}</{name}>"
        return str(node)

    assert all(line and line == line.strip() and "\n" not in line for line in clean(markup(tree), BASE).paragraphs)
