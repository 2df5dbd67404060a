"""Lines that look like what surrounds an article and are its own: each must survive cleaning as a line of the text."""

import pytest

from pipelines.clean import clean

PARAGRAPHS = (
    "Đoàn thanh tra làm việc tại huyện Mẫu Một từ đầu tháng bảy, đối chiếu sổ sách của mười hai đơn vị sự nghiệp công lập.",
    "Theo kết luận, phần lớn đơn vị đã lập dự toán đúng hạn, nhưng việc công khai số liệu còn chậm so với quy định của tỉnh.",
    "Chánh thanh tra Sở yêu cầu các đơn vị nộp báo cáo khắc phục trước ngày cuối quý và niêm yết tại trụ sở để dân xem.",
)


@pytest.mark.parametrize(
    "line",
    [
        "5/5 xã đạt chuẩn",
        "4/5 chỉ tiêu đạt kế hoạch",
        "3,5/5 điểm",
        "Xếp hạng: 3 sao",
        "Đánh giá: 12 sản phẩm đạt 3 sao",
        "Thời gian: 8h30 ngày 15/12/2026",
        "Ngày 15/12/2026, lúc 8h30",
        "8h30, ngày 15/12/2026",
        "Lúc 08:00 thứ năm, ngày 20/5/2026",
        "Hội sách sẽ khai mạc vào 08h30 ngày 22/9/2026 (thứ ba)",
        "Hà Nội, ngày 5/6/2026",
        "Tổng số khách: 12.450 lượt",
        "Khách ghé thăm: 12.450 lượt",
        "Năm 2023: 1.204 lượt truy cập",
        "- Tháng 5: 15.000 lượt truy cập.",
        "Trực tuyến: 45 người",
        "Thành viên:",
        "Khách: 25",
        "Thống kê",
        "02438251234",
        "1 2 3 4 5",
        "Bản quyền của nghệ nhân Nguyễn Văn A",
        "Thiết kế bởi kiến trúc sư Nguyễn Văn A",
        "Kính mời quý vị tham gia chương trình vào 20 giờ.",
        "Theo dõi sát tình hình trên Facebook",
        "Nhập mã số thuế vào ô thứ nhất",
        "Vui lòng đăng nhập để nộp hồ sơ",
        "Tốc độ phát triển kinh tế",
        "Tự động phát hiện cháy",
        "Nam Trung",
        "Bạn có biết website của xã?",
    ],
)
def test_an_articles_own_line_stays(line: str) -> None:
    html = f"<div><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><p>{line}</p><p>{PARAGRAPHS[2]}</p></div>"
    assert line.strip("- ") in [one.strip("- ") for one in clean(html, "http://so-mau.example/a").paragraphs]


def test_counters_in_a_row_go_together() -> None:
    rows = "".join(f"<p>{one}</p>" for one in ("Lượt truy cập", "Trực tuyến: 12", "Hôm qua: 987", "Tất cả: 1.402.556"))
    html = f"<div>{''.join(f'<p>{one}</p>' for one in PARAGRAPHS)}{rows}</div>"
    assert clean(html, "http://so-mau.example/a").paragraphs == PARAGRAPHS
