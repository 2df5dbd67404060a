"""What the figures of a passage prove about each other, and what they never do; `tests/check_samples.py` tells the notation."""

import pytest

from tests.check_samples import checks_of

FOUND = [
    # splits that add up
    ("Tiếp nhận [126 đơn], gồm [56 đơn] khiếu nại và [70 đơn] tố cáo.", {"sum 56 70 = 126"}),
    ("Tiếp nhận [126 đơn], trong đó có [56 đơn] khiếu nại, [70 đơn] tố cáo.", {"sum 56 70 = 126"}),
    ("Tiếp nhận [126 đơn] ([56 đơn] khiếu nại; [70 đơn] tố cáo).", {"sum 56 70 = 126"}),
    ("Tiếp nhận [126 đơn]: [56 đơn] khiếu nại, [70 đơn] tố cáo.", {"sum 56 70 = 126"}),
    ("Tiếp nhận [126 đơn]. Trong đó, có [56 đơn] khiếu nại, [70 đơn] tố cáo.", {"sum 56 70 = 126"}),
    ("Tiếp nhận [126 đơn], trong đó:\n- Khiếu nại: [56 đơn];\n- Tố cáo: [70 đơn].", {"sum 56 70 = 126"}),
    ("Tiếp nhận [126 đơn], [tăng 5%] so với năm 2023, trong đó [56 đơn] khiếu nại, [70 đơn] tố cáo.", {"sum 56 70 = 126"}),
    ("Ban hành [18 văn bản], gồm [05 kế hoạch], [01 chỉ thị], [12 công văn].", {"sum 05 01 12 = 18"}),
    ("Tiếp thường xuyên [544 lượt], tiếp định kỳ [46 lượt], tổng cộng [590 lượt].", {"sum 544 46 = 590"}),
    (
        "Tiếp [90 lượt] công dân, trong đó tiếp thường xuyên [80 lượt]; tiếp định kỳ và đột xuất của lãnh đạo là [10 lượt].",
        {"sum 80 10 = 90"},
    ),
    (
        "Xử lý [10,5 tỷ đồng], bao gồm thu hồi [6,5 tỷ đồng], xử lý khác [4 tỷ đồng].",
        {"sum 6,5 tỷ 4 tỷ = 10,5 tỷ"},
    ),
    # a part that is split again, and what follows it in the outer list
    (
        "Huyện nhận [30 hồ sơ], trong đó có [20 hồ sơ] trực tuyến ([15 hồ sơ] toàn trình, [5 hồ sơ] một phần), "
        "[10 hồ sơ] trực tiếp.",
        {"sum 20 10 = 30", "sum 15 5 = 20"},
    ),
    (
        "Sở được giao [72 nhiệm vụ]. Đến nay, đã hoàn thành [60 nhiệm vụ], trong đó có [55 nhiệm vụ] đúng hạn, "
        "[5 nhiệm vụ] quá hạn, [12 nhiệm vụ] đang thực hiện.",
        {"sum 55 5 = 60", "sum 60 12 = 72", "order 72 60"},
    ),
    (
        "Sở được giao [62 nhiệm vụ], trong đó có [2 nhiệm vụ] trọng tâm, [60 nhiệm vụ] do tỉnh giao, gồm [45 nhiệm vụ] mới, "
        "[15 nhiệm vụ] năm ngoái chuyển tiếp.",
        {"sum 2 60 = 62", "sum 45 15 = 60"},
    ),
    # two sides that no word calls parts
    (
        "Có [317 đơn] thuộc thẩm quyền. Kết quả đã giải quyết [290 đơn], đạt [91,5%]; đang xác minh [27 đơn], đạt [8,5%].",
        {"sum 290 27 = 317", "order 317 290", "ratio 290 317 ~ 91,5%", "ratio 27 317 ~ 8,5%", "sum 91,5% 8,5%"},
    ),
    ("Tổng [50 đơn]; [30 đơn] thuộc thẩm quyền, [20 đơn] không thuộc thẩm quyền.", {"sum 30 20 = 50"}),
    ("Tiếp nhận [90 đơn]. Qua phân loại, có [70 đơn] đủ điều kiện; [20 đơn] trùng lặp, nặc danh.", {"sum 70 20 = 90"}),
    ("Kiểm tra [150 cơ sở]; [120 cơ sở] đạt yêu cầu, [30 cơ sở] chưa đạt.", {"sum 120 30 = 150"}),
    # what an earlier period left over
    ("Huyện nhận [204 đơn] (kỳ trước chuyển sang [18 đơn], trong kỳ [186 đơn]).", {"sum 18 186 = 204"}),
    ("Triển khai [50 cuộc], gồm [12 cuộc] từ kỳ trước chuyển sang và [38 cuộc] triển khai mới.", {"sum 12 38 = 50"}),
    # several measures of one list
    (
        "Huyện tiếp [90 lượt]/[120 người], [5 đoàn]; trong đó lãnh đạo tiếp [30 lượt]/[45 người], [2 đoàn]; cán bộ tiếp "
        "[60 lượt]/[75 người], [3 đoàn].",
        {"sum 30 60 = 90", "sum 45 75 = 120", "sum 2 3 = 5", "order 120 90", "order 45 30", "order 75 60"},
    ),
    ("Thu hút [30 dự án], trong đó trong khu có [12 dự án] với [4 tỷ đồng], ngoài khu có [18 dự án] với [2 tỷ đồng].",
     {"sum 12 18 = 30"}),
    ("Đảng bộ có [240 đảng viên], gồm [200 chính thức], [40 dự bị].", {"sum 200 40 = 240"}),
    # a whole that is named before its parts, or named again
    ("Trong tổng số [200 vụ việc] có [50 vụ việc] đúng, [110 vụ việc] sai và [40 vụ việc] có đúng có sai.",
     {"sum 50 110 40 = 200"}),
    ("Huyện nhận [190 đơn], phân loại [172 đơn] đủ điều kiện xử lý.\nTrong số đơn đủ điều kiện, có [61 đơn] thuộc thẩm quyền, "
     "[111 đơn] không thuộc thẩm quyền.", {"sum 61 111 = 172", "order 190 172"}),
    ("Đã khen thưởng [48 tập thể] và [326 cá nhân]; riêng trong công tác phòng, chống thiên tai có [19 tập thể], [142 cá nhân].",
     {"order 48 19", "order 326 142"}),
    # lines under a line
    ("Thu được [900 tỷ đồng], bằng [110%] dự toán. Kết quả cụ thể như sau:\n- Thu nội địa: [700 tỷ đồng];\n"
     "- Thu xuất nhập khẩu: [200 tỷ đồng].", {"sum 700 tỷ 200 tỷ = 900 tỷ"}),
    ("Thu được [900 tỷ đồng]. Trong đó:\nThu nội địa: [700 tỷ đồng];\nThu xuất nhập khẩu: [200 tỷ đồng].",
     {"sum 700 tỷ 200 tỷ = 900 tỷ"}),
    ("Thu được [900 tỷ đồng], trong đó:\n- Thu nội địa: [700 tỷ đồng], gồm:\n+ Thuế: [500 tỷ đồng];\n+ Phí: [200 tỷ đồng].\n"
     "- Thu khác địa bàn: [200 tỷ đồng].", {"sum 700 tỷ 200 tỷ = 900 tỷ", "sum 500 tỷ 200 tỷ = 700 tỷ"}),
    ("Nhận [550 đơn]. Đơn thuộc thẩm quyền: [200 đơn]; đơn không thuộc thẩm quyền: [350 đơn].", {"sum 200 350 = 550"}),
    # open splits
    ("Tiếp nhận [892 đơn] (trong đó có [56 đơn] khiếu nại, [70 đơn] tố cáo).", {"difference 892 56 70"}),
    ("Trả [900 hồ sơ], trong đó có [120 hồ sơ] mức độ 3; [60 hồ sơ] mức độ 4; [14 hồ sơ] bưu chính công ích.",
     {"difference 900 120 60", "order 900 14"}),
    ("Tiếp nhận [130 đơn], gồm [56 đơn] khiếu nại, [70 đơn] tố cáo, còn lại là kiến nghị.", {"difference 130 56 70"}),
    ("Có [300 người] dự, trong đó có [180 người] là nữ, [150 người] là đảng viên.", {"order 300 180", "order 300 150"}),
    ("Có [171 xã]; [150 xã] đạt chuẩn, trong đó có [40 xã] nâng cao, [10 xã] kiểu mẫu.", {"difference 150 40 10"}),
    ("Có [24 dự án] tốt nghiệp. Trong đó có [7 dự án] đã gọi vốn, [13 dự án] đang gọi vốn.", {"difference 24 7 13"}),
    ("Có [52 người] dự, trong đó có [12 người] là nữ.", {"order 52 12"}),
    ("Kết nạp [120 đảng viên], trong đó [50 nữ], [70 đoàn viên].", {"order 120 50"}),
    # closed splits that do not add up
    ("Tiếp nhận [130 đơn], gồm [56 đơn] khiếu nại và [70 đơn] tố cáo.", {"sum 56 70 = 130 !"}),
    ("Tiếp nhận [120 đơn], trong đó có [56 đơn] khiếu nại, [70 đơn] tố cáo.", {"difference 120 56 70 !"}),
    (
        "Sở được giao [52 nhiệm vụ], trong đó có [3 nhiệm vụ] trọng tâm, [50 nhiệm vụ] do tỉnh giao.",
        {"difference 52 3 50 !"},
    ),
    ("Tiếp nhận [50 đơn]; trong đó, có [65 đơn] thuộc thẩm quyền.", {"order 50 65 !"}),
    ("Tiếp nhận [50 đơn], trong đó có [65 đơn] khiếu nại.", {"order 50 65 !"}),
    ("Tiếp nhận [100 đơn] ([61 đơn] thuộc thẩm quyền, [49 đơn] không thuộc thẩm quyền).", {"sum 61 49 = 100 !"}),
    # rates
    ("Kết thúc [8/11 cuộc], đạt [72,7%].", {"ratio 8/11 ~ 72,7%"}),
    ("Kết thúc [2/3 cuộc] (đạt [66,6%]).", {"ratio 2/3 ~ 66,6%"}),
    ("Có [129/1.303 thủ tục] cấp tỉnh làm tại chỗ, đạt [9/9%].", {"ratio 129/1.303 ~ 9/9% *"}),
    ("Có [45/500 thủ tục] làm tại chỗ, đạt [9/0%].", {"ratio 45/500 ~ 9/0% *"}),
    ("Tỷ lệ giải quyết đạt [80%] ([84/105 đơn]).", {"ratio 84/105 ~ 80%"}),
    ("Đã giải quyết [84 đơn] trong tổng số [105 đơn], đạt [80%].", {"ratio 84 105 ~ 80%"}),
    ("Đã giải quyết [84 đơn]/[105 đơn], đạt [80%].", {"ratio 84 105 ~ 80%"}),
    ("Trả [900 hồ sơ], trong đó có [126 hồ sơ] trực tuyến, chiếm [14%].", {"order 900 126", "ratio 126 900 ~ 14%"}),
    ("Đã giải quyết [210/300 vụ việc], đạt [88,9%].", {"ratio 210/300 ~ 88,9% !"}),
    ("Kế hoạch vốn [500 tỷ đồng], đã giải ngân [300 tỷ đồng], đạt [60%] kế hoạch.",
     {"order 500 tỷ 300 tỷ", "ratio 300 tỷ 500 tỷ ~ 60%"}),
    (
        "Phát hiện sai phạm [2 tỷ đồng], kiến nghị thu hồi [1 tỷ đồng], đã thu hồi [500 triệu đồng], đạt tỷ lệ [50%].",
        {"order 2 tỷ 1 tỷ 500 triệu", "ratio 500 triệu 1 tỷ ~ 50%"},
    ),
    (
        "Kiến nghị thu hồi [1.000 triệu đồng] (đã thu hồi [1.000 triệu đồng], đạt [100%]).",
        {"order 1.000 triệu 1.000 triệu", "ratio 1.000 triệu 1.000 triệu ~ 100%"},
    ),
    (
        "Kiến nghị thu hồi [1.000 triệu đồng], đã thu hồi [500 triệu đồng], đạt [75%].",
        {"order 1.000 triệu 500 triệu", "ratio 500 triệu 1.000 triệu ~ 75% !"},
    ),
    ("Hồ sơ giải quyết đúng hạn đạt [97,5%], quá hạn [2,5%].", {"sum 97,5% 2,5%"}),
    ("Có [18/25 xã] hoàn thành, đạt [72%], còn [7 xã] chưa hoàn thành ([28%]).", {"ratio 18/25 ~ 72%", "sum 72% 28%"}),
    ("Tiếp nhận [500 hồ sơ]; giải quyết đúng hạn [450 hồ sơ], đạt [98%].", {"order 500 450"}),
    ("Có [61 đơn] thuộc thẩm quyền, đã giải quyết [52 đơn], đạt [95%].", {"order 61 52", "ratio 52 61 ~ 95% !"}),
    ("Có [48/60 xã] đạt tiêu chí môi trường, đạt [85%].", {"ratio 48/60 ~ 85% !"}),
    ("Xử lý [40/50 đơn] khiếu nại, tố cáo ([33 đơn] mới, [7 đơn] cũ), đạt [80%].",
     {"ratio 40/50 ~ 80%", "sum 33 7 = 40/50"}),
    ("Giải ngân được [1.200 tỷ đồng], bằng [48%] kế hoạch vốn ([2.500 tỷ đồng]).", {"ratio 1.200 tỷ 2.500 tỷ ~ 48%"}),
    ("Sở được giao [100 nhiệm vụ], đã hoàn thành [85 nhiệm vụ]. Như vậy, tỷ lệ hoàn thành đạt [85%].",
     {"order 100 85", "ratio 85 100 ~ 85%"}),
    ("Xếp loại: [40 vụ] đúng chiếm [20%], [60 vụ] đúng một phần chiếm [30%], [100 vụ] sai chiếm [50%].", {"sum 20% 30% 50%"}),
    (
        "Tiếp nhận [100 hồ sơ], gồm [60 hồ sơ] trực tuyến, [40 hồ sơ] trực tiếp; giải quyết [50 hồ sơ] trực tuyến, đạt [83,3%].",
        {"sum 60 40 = 100", "order 100 50", "ratio 50 60 ~ 83,3%"},
    ),
    # orders
    (
        "Triển khai [48 cuộc], trong đó có [42 cuộc] theo kế hoạch và [6 cuộc] đột xuất; đã kết thúc [31 cuộc].",
        {"sum 42 6 = 48", "order 48 31"},
    ),
    (
        "Giao [90 nhiệm vụ]; đã hoàn thành [60 nhiệm vụ], trong đó cấp tỉnh hoàn thành [40 nhiệm vụ], cấp xã hoàn thành "
        "[20 nhiệm vụ].",
        {"order 90 60", "sum 40 20 = 60"},
    ),
    ("Trong quý, xã tiếp nhận [98 hồ sơ]. Xã đã giải quyết [91 hồ sơ].", {"order 98 91"}),
    ("Triển khai [11 cuộc] thanh tra và đã kết thúc [9 cuộc].", {"order 11 9"}),
    (
        "Tiếp nhận [243 đơn] khiếu nại, tố cáo; trong đó, có [105 đơn] thuộc thẩm quyền giải quyết, đã giải quyết [84 đơn].",
        {"order 243 105 84"},
    ),
    (
        "Giao [52 nhiệm vụ], trong đó có [2 nhiệm vụ] trọng tâm, [50 nhiệm vụ] do huyện giao. Đến nay, [2 nhiệm vụ] trọng tâm "
        "đã cơ bản hoàn thành.",
        {"sum 2 50 = 52", "order 2 2"},
    ),
    ("Phát hiện sai phạm [5 tỷ đồng], kiến nghị thu hồi [7 tỷ đồng].", {"order 5 tỷ 7 tỷ !"}),
    ("Phát hiện sai phạm [5 tỷ đồng]. Kiến nghị thu hồi [4 tỷ đồng].", {"order 5 tỷ 4 tỷ"}),
    ("Đã tiếp [324 lượt]/[387 công dân] ([tăng 18,7%] so với năm 2023).", {"order 387 324"}),
    (
        "Bộ phận tiếp nhận và trả kết quả đã tiếp nhận [98 hồ sơ], giải quyết xong [91 hồ sơ].",
        {"order 98 91"},
    ),
    ("Kiến nghị thu hồi [trên 3,5 tỷ đồng], hiện đã thu [gần 2,6 tỷ đồng], đạt [72%].", {"order 3,5 tỷ 2,6 tỷ"}),
    # repetitions
    ("Toàn tỉnh có [124 xã, phường], [119/124 xã, phường] có trạm y tế.", {"same 124 119/124 ~ 119/124"}),
    ("Trong số [102 xã, phường, thị trấn], đã có [96/102 xã] có trạm y tế.", {"same 102 96/102 ~ 96/102"}),
    ("Triển khai [11 cuộc] thanh tra, đã kết thúc [8/11 cuộc].", {"order 11 8/11", "same 11 8/11 ~ 8/11"}),
    ("Đã tiếp [gần 600 lượt] công dân\nNăm 2024, huyện đã tiếp [590 lượt] công dân.", {"same 590 600 ~ 600"}),
    (
        "Năm 2024, toàn huyện tiếp nhận [4.218 hồ sơ] trực tuyến.\nCụ thể, đã tiếp nhận [4.218 hồ sơ] trực tuyến.",
        {"same 4.218 4.218 ~ 4.218"},
    ),
]  # fmt: skip

SILENT = [
    "Phát hiện [412 vụ] vi phạm, gồm: [không phép 118 vụ], [sai phép 203 vụ], trên đất lúa [96 vụ].",
    # brackets and colons that do not add up, lists with an open end
    "Tiếp nhận [130 đơn] ([56 đơn] khiếu nại, [70 đơn] tố cáo).",
    "Xử lý [10,5 tỷ đồng], gồm thu hồi [6,2 tỷ đồng], xử lý khác [4,2 tỷ đồng].",
    "Có [300 hồ sơ], trong đó có [200 hồ sơ] liên thông, [180 hồ sơ] không thu phí.",
    "Phát hiện [5 vụ], gồm [3 vụ] buôn lậu và [7 đối tượng].",
    "Người dân xem được [70 kênh], đã bao gồm [10 kênh] thiết yếu của quốc gia và [2 kênh] của tỉnh.",
    "Bầu Ban Chấp hành gồm [11 đồng chí]; bầu Đoàn đại biểu dự Đại hội cấp trên gồm [5 đồng chí].",
    "Giải thưởng gồm [3 giải] Nhì và [61 giải] Khuyến khích. Trong đó, học sinh huyện đạt [2 giải] Nhì, [12 giải] Khuyến khích.",
    # other units, other matters
    "Tiếp [74 lượt] công dân, tiếp nhận [105 đơn].",
    "Trong năm tiếp [262 lượt]/[118 người].",
    "Khởi tố [08 vụ]/[12 đối tượng].",
    "Mở [03 lớp]/[210 lượt người].",
    "Kiểm điểm [02 tập thể] và [10 cá nhân], khen thưởng [15 tập thể], [20 cá nhân].",
    "Phát hiện sai phạm [9 tỷ đồng]; xử phạt vi phạm hành chính [2 tỷ đồng].",
    "Ban hành [80 văn bản] về cải cách hành chính, [05 kế hoạch], [12 văn bản] về tiếp công dân.",
    "Phường có [180 đơn vị] tổ chức kê khai với [1.064 người] phải kê khai lần đầu đạt tỷ lệ [100%].",
    # a rate of something else, a rise, an aim
    "Đã giải quyết [210/300 vụ việc], tỷ lệ hài lòng đạt [88,9%].",
    "Kết thúc [8/11 cuộc], đạt [100%] kế hoạch năm.",
    "Tỷ lệ hồ sơ trực tuyến đạt [97%]. Tỷ lệ thanh toán trực tuyến đạt [3%].",
    # carried over from before
    "Triển khai [9 cuộc] thanh tra, kết thúc [11 cuộc].",
    "Tiếp nhận [50 đơn], giải quyết [61 đơn].",
    # another body, another paragraph, another time
    "Huyện Hòa Bắc tiếp nhận [90 đơn]; huyện Sơn Đông giải quyết [70 đơn].",
    "Tiếp nhận [90 đơn] trong quý I.\nGiải quyết [70 đơn] trong năm.",
    "Tiếp nhận [90 đơn], giảm so với [120 đơn] của năm trước, giải quyết [100 đơn].",
    "Tỉnh tiếp nhận [90 đơn]; huyện giải quyết [70 đơn].",
    "Tiếp nhận [204 đơn] (năm trước [100 đơn], năm kia [104 đơn]).",
    "Xử lý [172 đơn] khiếu nại.\nTrong số đơn đủ điều kiện, có [61 đơn] thuộc thẩm quyền, [111 đơn] không thuộc thẩm quyền.",
    # "riêng" that sets apart what the first figure never held
    "Các huyện khen thưởng [48 tập thể]; riêng thành phố khen thưởng [19 tập thể].",
    "Trong phong trào xây nhà có [48 tập thể] được khen; riêng trong phong trào thể thao có [19 tập thể].",
    "Năm 2022 khen thưởng [48 tập thể]; riêng năm 2023 có [19 tập thể].",
    # lines that do not add up, measures that do not, attributes of no one
    "Thu được [900 tỷ đồng]. Thời gian tới cần:\n- Thu nợ [300 tỷ đồng];\n- Đấu giá [200 tỷ đồng].",
    "Phát hiện [7 vụ], gồm [4 nam], [3 nữ].",
    "Kiểm tra [150 cơ sở]; [100 cơ sở] đạt yêu cầu, [30 cơ sở] chưa đạt.",
    # a rate that another matter has reached
    "Có [12/15 xã] đạt chuẩn, đạt [100%] kế hoạch.",
    "Có [12/15 xã] đạt chuẩn, tỷ lệ hộ dùng nước sạch đạt [95%].",
    # a rate whose denominator may be another, which is not printed
    "Đúng hạn [45 hồ sơ]; hài lòng đạt [98%].",
    "Sở giải quyết [40/50 đơn] (có [7 đơn] cũ), đạt [90%].",
    "Xử lý [50 vụ] ([50%]), xét xử [50 vụ] ([50%]).",
    # equal by chance
    "Đã kiểm tra [12 xã]; có [8/12 xã] làm tốt.",
    "Triển khai [11 cuộc] thanh tra; triển khai thực hiện [11 cuộc] thanh tra về phòng, chống tham nhũng.",
    "Triển khai [12 cuộc] thanh tra; tổ chức [12 buổi] tiếp công dân.",
    "Kế hoạch đạt [100%]. Thu hồi đạt [100%].",
]


@pytest.mark.parametrize(("passage", "expected"), FOUND)
def test_a_text_proves(passage: str, expected: set[str]) -> None:
    assert checks_of(passage) == expected


@pytest.mark.parametrize("passage", SILENT)
def test_a_text_proves_nothing(passage: str) -> None:
    assert checks_of(passage) == set()
