"""The invented site that the old archives hold, as it was at their first crawl and at their second."""

from pathlib import Path

from tests.conftest import HOST, article, article_page, listing_page

HERE = Path(__file__).parent
#: The moments of the two crawls.
FIRST, SECOND = "2026-11-24T01:00:00+00:00", "2026-12-24T01:00:00+00:00"

_ROWS = (("Đơn vị", "Số vụ"), ("Phòng Một", "12"), ("Phòng Hai", "7"))
_TABLE = f"<table>{''.join(f'<tr><td>{name}</td><td>{count}</td></tr>' for name, count in _ROWS)}</table>"
_EXTRAS = '<img src="/anh/hop-bao.jpg" alt="Họp báo"><p><a href="/van-ban/2318.pdf">Kết luận số 2318/KL-TTr</a></p>'


def site_pages(second: bool = False) -> dict[str, str]:
    """Pages by address: a listing, three articles (one at two addresses), one of a single word; 104 is not there."""
    other = article(103, "su-kien")
    edited = "Đoàn đã kiểm tra 21 cơ sở" if second else "Đoàn đã kiểm tra 18 cơ sở"
    return {
        f"{HOST}/": listing_page(article(101), article(102), article(103), other, article(104), article(105)),
        article(101): article_page(
            "Công bố kết luận thanh tra đất đai",
            "Đoàn thanh tra kiến nghị thu hồi 9 tỷ 45,8 triệu đồng và xử phạt hai đơn vị trong năm 2025.",
            f"Số vụ của từng phòng như sau.{_TABLE}",
            f"Toàn văn kết luận ở tệp kèm theo.{_EXTRAS}",
            sapo="Thanh tra Sở Mẫu vừa công bố Kết luận số 2318/KL-TTr về quản lý đất đai tại ba xã ven sông.",
        ),
        article(102): article_page(
            "Kiểm tra an toàn thực phẩm",
            f"{edited}, phát hiện 5 cơ sở vi phạm và xử phạt 71.371.000 đồng.",
            "Các cơ sở còn lại đã cam kết giữ vệ sinh nơi chế biến.",
        ),
        article(103): article_page(
            "Tiếp công dân định kỳ tháng Mười",
            "Lãnh đạo Sở đã tiếp 324 lượt với 387 công dân, tiếp nhận 15 đơn thư thuộc thẩm quyền.",
            "Đường Hoà Bình sẽ được sửa trước mùa mưa, đúng như bà con đề nghị.",
        ),
        other: article_page(
            "Tiếp công dân định kỳ tháng Mười",
            "Lãnh đạo Sở đã tiếp 324 lượt với 387 công dân, tiếp nhận 15 đơn thư thuộc thẩm quyền.",
            "Đường Hoà Bình sẽ được sửa trước mùa mưa, đúng như bà con đề nghị.",
        ),
        article(105): article_page("Thông báo", "Ngắn."),
    }  # fmt: skip
