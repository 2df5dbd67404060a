"""Relations that words far from a number name, each beside the sentences that would make them lie."""

import pytest

from tests.check_samples import checks_of

FOUND = [
    # money found is recovered or handled otherwise
    (
        "Phát hiện sai phạm [900 triệu đồng], kiến nghị thu hồi [650 triệu đồng], xử lý khác [250 triệu đồng].",
        {"sum 650 triệu 250 triệu = 900 triệu", "order 900 triệu 650 triệu"},
    ),
    (
        "Phát hiện sai phạm [900 triệu đồng], kiến nghị thu hồi [650 triệu đồng], giảm trừ khi quyết toán [250 triệu đồng]; "
        "đã thu hồi [520 triệu đồng], đạt [80%].",
        {
            "sum 650 triệu 250 triệu = 900 triệu",
            "order 900 triệu 650 triệu 520 triệu",
            "ratio 520 triệu 650 triệu ~ 80%",
        },
    ),
    (
        "Đoàn phát hiện thanh toán sai [900 triệu đồng], cụ thể: Ban Quản lý dự án [500 triệu đồng]; Trường Hoa Mai "
        "[400 triệu đồng]. Đoàn thanh tra kiến nghị thu hồi [700 triệu đồng].",
        {"sum 500 triệu 400 triệu = 900 triệu", "order 900 triệu 700 triệu"},
    ),
    # lists: two measures before the bracket, a rate between, what was carried over, what has been counted before
    (
        "Thụ lý [30 vụ], [70 bị can] (án cũ [20 vụ], [45 bị can]; khởi tố mới [10 vụ], [25 bị can]).",
        {"sum 20 10 = 30", "sum 45 25 = 70"},
    ),
    (
        "Tổng chi [500 tỷ đồng], đạt [50,5%] dự toán (chi đầu tư [200 tỷ đồng]; chi thường xuyên [300 tỷ đồng]).",
        {"sum 200 tỷ 300 tỷ = 500 tỷ"},
    ),
    ("Tiếp nhận [204 đơn], trong đó kỳ trước chuyển sang [18 đơn].", {"order 204 18"}),
    ("Phường nhận [187 đơn] (có [52 đơn] từ xã cũ).", {"order 187 52"}),
    (
        "Tiếp nhận [300 hồ sơ] (trong đó: trực tuyến [200 hồ sơ]; trực tiếp [70 hồ sơ]; kỳ trước chuyển sang [30 hồ sơ]).",
        {"sum 200 70 30 = 300"},
    ),
    (
        "Trong [268 vụ] đã giải quyết có [31 vụ] đúng, [52 vụ] đúng một phần, [171 vụ] sai, còn lại [14 vụ] rút đơn.",
        {"sum 31 52 171 14 = 268"},
    ),
    (
        "Giải quyết [100 hồ sơ], trong đó: [trước hạn 60]; [đúng hạn 30]; trễ hạn [10 hồ sơ].",
        {"sum 60 30 10 = 100"},
    ),
    (
        "Khen [64 tập thể], [171 cá nhân], trong đó khen đột xuất [12 tập thể], [29 cá nhân].",
        {"order 64 12", "order 171 29"},
    ),
    # a list stands behind the whole, not behind what a bracket before it explains
    (
        "Tiếp nhận [600 hồ sơ] (cấp huyện [200 hồ sơ]; cấp xã [400 hồ sơ]), trong đó tiếp nhận trực tuyến [390 hồ sơ], "
        "chiếm [65%]; qua bưu chính công ích [29 hồ sơ].",
        {"sum 200 400 = 600", "difference 600 390 29", "ratio 390 600 ~ 65%"},
    ),
    # a figure of last year in a bracket is no total, whatever follows it
    (
        "Tiếp nhận [612 đơn] so với cùng kỳ ([700 đơn]); trong đó [240 đơn] thuộc thẩm quyền và [372 đơn] "
        "không thuộc thẩm quyền.",
        {"sum 240 372 = 612"},
    ),
    (
        "Có [21 dự án] chậm tiến độ, trong đó [9 dự án] chậm lâu năm; [6 dự án] chưa được giao đất.",
        {"order 21 9"},
    ),
    # stages
    ("Xử phạt vi phạm hành chính [2 tỷ đồng], đã thu nộp ngân sách [1,8 tỷ đồng].", {"order 2 tỷ 1,8 tỷ"}),
    ("Thiệt hại [9,4 tỷ đồng], đã thu hồi [6,1 tỷ đồng].", {"order 9,4 tỷ 6,1 tỷ"}),
    ("Tiếp nhận [900 đơn]; đủ điều kiện [700 đơn]; thuộc thẩm quyền [120 đơn].", {"order 900 700 120"}),
    (
        "Triển khai [60 cuộc] (theo kế hoạch [50 cuộc], đột xuất [10 cuộc]). Đã kết thúc [45 cuộc].",
        {"sum 50 10 = 60", "order 60 45"},
    ),
    (
        "Tiếp nhận [900 đơn], có [300 đơn] đủ điều kiện, thuộc thẩm quyền [236 đơn]; đã giải quyết [201/236 đơn].",
        {"order 900 300 236", "order 236 201/236", "same 236 201/236 ~ 201/236"},
    ),
    # some of those that were looked at
    ("Kiểm tra cải cách hành chính tại [24 đơn vị], đoàn kiểm tra phát hiện [17 đơn vị] còn sai sót.", {"order 24 17"}),
    ("Thanh tra [30 cuộc] tại [112 đơn vị]; phát hiện [61 đơn vị] có sai phạm.", {"order 112 61"}),
    ("Sở rà soát [27 dự án] chậm tiến độ, có [11 dự án] nguy cơ lãng phí.", {"order 27 11"}),
    ("Tại xã có [25 dịch vụ] thiết yếu; riêng [11 dịch vụ] thuộc ngành Công an.", {"order 25 11"}),
    # rates by their words
    ("Có [95%] số người thuộc diện ([190/200 người]) đã kê khai.", {"ratio 190/200 ~ 95%"}),
    (
        "Tiếp nhận [600 hồ sơ] (trực tuyến [450 hồ sơ], trực tiếp [150 hồ sơ]), tỷ lệ hồ sơ trực tuyến đạt [75%].",
        {"sum 450 150 = 600", "ratio 450 600 ~ 75%"},
    ),
    (
        "Khen [1.204 tập thể], [400 cá nhân]; trong đó có [168 người] trực tiếp lao động, chiếm [42%] số cá nhân được khen.",
        {"ratio 168 400 ~ 42%"},
    ),
    ("Giải ngân được [3,9 tỷ đồng], kế hoạch giao [12,5 tỷ đồng] ([31,2%]).", {"ratio 3,9 tỷ 12,5 tỷ ~ 31,2%"}),
    (
        "Giao [400 nhiệm vụ]; đã hoàn thành [300 nhiệm vụ] ([đúng hạn 290], [quá hạn 10]), tỷ lệ hoàn thành [75%].",
        {"order 400 300", "sum 290 10 = 300", "ratio 300 400 ~ 75%"},
    ),
    (
        "Hồ sơ quá hạn chiếm [0,2%]; đang giải quyết [364 hồ sơ]. Tỷ lệ giải quyết trước và đúng hạn đạt [99,8%].",
        {"sum 0,2% 99,8%"},
    ),
    # a count again
    ("Qua kiểm tra [34 dự án], đoàn phát hiện [21/34 dự án] chậm tiến độ.", {"same 34 21/34 ~ 21/34"}),
    (
        "Có [301 vụ việc] thuộc thẩm quyền. Các cơ quan giải quyết [268/301 vụ việc].",
        {"same 301 268/301 ~ 268/301"},
    ),
]

SILENT = [
    # other handling that does not make what was found; handling of land; parts of different inspections
    "Phát hiện sai phạm [900 triệu đồng]; xử lý khác [250 triệu đồng].",
    "Kiến nghị thu hồi [650 triệu đồng], xử lý khác [250 triệu đồng].",
    "Xử phạt vi phạm hành chính [2 tỷ đồng]; đã thu hồi [1,8 tỷ đồng].",
    # items that bring their own words may count one case twice
    "Phát hiện [400 vụ], gồm: [không phép 118], [sai phép 203], [trên đất lúa 96].",
    "Xử phạt hành chính [5 tỷ đồng]; kiến nghị thu hồi [2 tỷ đồng], xử lý khác [3 tỷ đồng].",
    "Thiệt hại do bão [9 tỷ đồng]; huyện hỗ trợ [3 tỷ đồng]. Thanh tra đã thu hồi [2 tỷ đồng].",
    "Thiệt hại [5 tỷ đồng], kiến nghị thu hồi [7 tỷ đồng].",
    # found another way, by another body, of another kind
    "Kiểm tra [24 đơn vị]; qua đơn thư phát hiện [17 đơn vị] vi phạm.",
    "Huyện Hòa Bắc có [24 đơn vị]; phát hiện [17 đơn vị] vi phạm.",
    "Kiểm tra [24 đơn vị]; riêng huyện Hòa Bắc phát hiện [17 đơn vị] vi phạm.",
    "Thanh tra [24 vụ]; phát hiện [17 vụ] mới.",
    "Kiểm tra [24 đơn vị]; phát hiện [17 hộ] vi phạm.",
    "Kiểm tra [24 đơn vị], có [30 đơn vị] đăng ký thêm.",
    # a certificate is nothing received, a handing over no assignment
    "Cấp giấy chứng nhận [90 hồ sơ], giải quyết [70 hồ sơ].",
    "Bàn giao [90 hồ sơ], hoàn thành [70 hồ sơ].",
    "Có [90 hộ] nhận trợ cấp, giải quyết [70 hộ].",
    # shares of something else
    "Cấp huyện có tỷ lệ quá hạn [0,2%]. Cấp xã giải quyết đúng hạn đạt [99,8%].",
    "Có [95%] số người hài lòng ([150/200 người] trả lời).",
    "Tiếp nhận [600 hồ sơ]; thanh toán trực tuyến [450 hồ sơ], tỷ lệ hồ sơ số hóa đạt [75%].",
    "Khen [400 cá nhân]; có [168 người] là nữ, chiếm [42%] số hộ.",
    "Giải ngân được [3,9 tỷ đồng], thu phí [12,5 tỷ đồng] ([31,2%]).",
    "Tỷ lệ hồ sơ quá hạn là [0,2%]. Tỷ lệ hồ sơ số hóa đạt [99,8%].",
    # another time, another body's count
    "Có [34 dự án], cùng kỳ [21/34 dự án] chậm tiến độ.",
    "Có [12 cuộc] tập huấn. Kết thúc [8/12 cuộc] thanh tra.",
    "Huyện Hòa Bắc có [301 vụ việc]. Huyện Sơn Đông giải quyết [268/301 vụ việc].",
    # who recommends here did not find there
    "Thanh tra tỉnh phát hiện sai phạm [5 tỷ đồng]. Thanh tra huyện Hòa Bắc kiến nghị thu hồi [2 tỷ đồng].",
]


@pytest.mark.parametrize(("passage", "expected"), FOUND)
def test_the_words_of_a_text_relate_its_figures(passage: str, expected: set[str]) -> None:
    assert checks_of(passage) == expected


@pytest.mark.parametrize("passage", SILENT)
def test_words_that_only_look_alike_relate_nothing(passage: str) -> None:
    assert checks_of(passage) == set()
