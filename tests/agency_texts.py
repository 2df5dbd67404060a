"""Fifteen invented texts, each figure with the body whose doing it is: `[12 vụ|a]`, and `bodies` tells who `a` is.

They stand for kinds of text rather than for rules: inspectorates, departments, districts, communes, papers, police, tax, party.
"""

from typing import NamedTuple


class Told(NamedTuple):
    title: str
    published: str | None
    place: str
    bodies: dict[str, str]
    text: str


TEXTS = (
    Told(
        "Thanh tra tỉnh Hòa Bình công bố kết quả công tác quý II", "2023-07-06", "25",
        {"a": "Thanh tra tỉnh Hòa Bình", "b": "Thanh tra Sở Xây dựng tỉnh Hòa Bình", "c": "UBND huyện Lạc Sơn"},
        "Thanh tra tỉnh Hòa Bình vừa công bố kết quả công tác quý II/2023.\n"
        "Trong quý, Thanh tra tỉnh tiến hành [14 cuộc|a] thanh tra hành chính tại [22 đơn vị|a]; qua đó kiến nghị thu hồi "
        "[2,4 tỷ đồng|a]. Các đoàn thanh tra cũng kiến nghị kiểm điểm [9 tập thể|a]. Các cơ quan chức năng đang xác minh "
        "[3 vụ|a] có dấu hiệu vi phạm.\n"
        "Thanh tra Sở Xây dựng chủ động kiểm tra [31 công trình|b], lập biên bản [6 trường hợp|b].\n"
        "Theo báo cáo của UBND huyện Lạc Sơn, từ đầu năm huyện phát sinh [41 đơn|c], đã giải quyết [38 đơn|c].\n"
        "Thực hiện Kế hoạch số 21/KH-UBND ngày 03/02/2023 của UBND tỉnh, toàn tỉnh có [19 đơn vị|a] tự kiểm tra. "
        "Quý III, Thanh tra đặt mục tiêu hoàn thành [100%|a] kế hoạch năm.",
    ),
    Told(
        "Yên Bái: Y tế cơ sở được củng cố", "2022-12-20", "15",
        {"a": "Sở Y tế tỉnh Yên Bái", "b": "Trung tâm Kiểm soát bệnh tật tỉnh Yên Bái", "c": "Trung tâm Y tế huyện Văn Chấn"},
        "Theo Sở Y tế tỉnh Yên Bái, năm 2022 toàn tỉnh có [173 trạm|a] y tế xã, [165 trạm|a] có bác sĩ làm việc.\n"
        "Sở dành [12 tỷ đồng|a] mua sắm trang thiết bị, luân phiên [48 bác sĩ|a] về cơ sở. Tỉnh hiện có [2.140 giường bệnh|a]. "
        "Ngành nâng cấp [5 phòng khám|a] đa khoa khu vực.\n"
        "Trung tâm Kiểm soát bệnh tật tỉnh lấy [6.200 mẫu|b] xét nghiệm, phát hiện [17 ca|b] bệnh; Trung tâm cấp phát miễn phí "
        "[900 liều|b] thuốc.\n"
        "Tại Trung tâm Y tế huyện Văn Chấn, [3.450 lượt|c] người được khám sàng lọc.\n"
        "Năm 2023, tỉnh Yên Bái phấn đấu [96%|a] dân số tham gia bảo hiểm y tế.",
    ),
    Told(
        "Huyện Như Xuân: Kết quả nổi bật trong xây dựng nông thôn mới", "2021-11-30", "38",
        {"a": "UBND huyện Như Xuân", "b": "Phòng Nông nghiệp và Phát triển nông thôn huyện Như Xuân",
         "c": "Hội Nông dân huyện Như Xuân", "d": "Chủ tịch UBND tỉnh Thanh Hóa"},
        "Năm 2021, UBND huyện Như Xuân (tỉnh Thanh Hóa) huy động [214 tỷ đồng|a] xây dựng nông thôn mới. "
        "Huyện bê tông hóa [38 km|a] đường, đến nay có [7/15 xã|a] đạt chuẩn.\n"
        "Phòng Nông nghiệp và Phát triển nông thôn huyện mở [12 lớp|b] tập huấn, hướng dẫn [320 hộ|b] chuyển đổi cây trồng. "
        "Hội Nông dân huyện tín chấp cho [540 hội viên|c] vay [18 tỷ đồng|c].\n"
        "Nhân dân đóng góp [4,5 tỷ đồng|a], hiến [11.000 m2|a] đất. Toàn huyện còn [412 hộ|a] nghèo.\n"
        "Với kết quả đó, huyện được Chủ tịch UBND tỉnh Thanh Hóa tặng Bằng khen cho [3 tập thể|d]. "
        "Năm 2022, huyện đặt mục tiêu có thêm [2 xã|a] về đích.",
    ),
    Told(
        "Xã Cẩm Giàng: Một tháng vận hành chính quyền hai cấp", "2025-08-04", "19",
        {"a": "UBND xã Cẩm Giàng", "b": "Trung tâm Phục vụ hành chính công xã Cẩm Giàng", "c": "Công an xã Cẩm Giàng",
         "d": "Sở Nội vụ tỉnh Thái Nguyên"},
        "Sau một tháng vận hành mô hình mới, UBND xã Cẩm Giàng (tỉnh Thái Nguyên) đã ban hành [46 văn bản|a] chỉ đạo.\n"
        "Trung tâm Phục vụ hành chính công xã tiếp nhận [812 hồ sơ|b], trả đúng hạn [790 hồ sơ|b]. Trung tâm bố trí [5 quầy|b] "
        "và [8 công chức|b].\n"
        "Công an xã giải quyết [64 hồ sơ|c] cư trú.\n"
        "Xã cũng thành lập [17 tổ|a] công nghệ số cộng đồng, tổ chức [4 buổi|a] đối thoại với người dân. "
        "Kinh phí sửa trụ sở là [350 triệu đồng|a].\n"
        "Theo Sở Nội vụ tỉnh Thái Nguyên, toàn tỉnh có [92 xã, phường|d] đi vào hoạt động, đã bố trí [3.100 cán bộ|d].\n"
        "Xã Cẩm Giàng phấn đấu đến cuối năm số hóa [100%|a] hồ sơ.",
    ),
    Told(
        "Hải Dương: Cải cách hành chính chuyển biến rõ", "2024-04-12", "31",
        {"a": "Sở Nội vụ tỉnh Hải Dương", "b": "Sở Tư pháp tỉnh Hải Dương", "c": "UBND TP Chí Linh"},
        "Quý I/2024, Sở Nội vụ tỉnh Hải Dương đã kiểm tra công vụ tại [18 cơ quan|a], nhắc nhở [7 công chức|a]. "
        "Sở trình UBND tỉnh [3 đề án|a] sắp xếp bộ máy.\n"
        "Cũng theo Sở Tư pháp tỉnh Hải Dương, các sở, ngành đã rà soát [214 văn bản|b], đề nghị bãi bỏ [12 văn bản|b]; toàn tỉnh "
        "công bố [96 thủ tục|b] hành chính. Sở thẩm định [27 dự thảo|b].\n"
        "Tại TP Chí Linh, thành phố cắt giảm [15 thủ tục|c], bộ phận một cửa xử lý [5.400 hồ sơ|c].\n"
        "Bộ phận một cửa ở [235 xã, phường|a] hoạt động nền nếp; mức độ hài lòng đạt [94,2%|a].",
    ),
    Told(
        "Công an tỉnh Gia Lai trấn áp tội phạm dịp cuối năm", "2023-12-28", "52",
        {"a": "Công an tỉnh Gia Lai", "b": "Phòng Cảnh sát giao thông Công an tỉnh Gia Lai", "c": "Công an huyện Chư Sê"},
        "Từ ngày 15/11, Công an tỉnh Gia Lai mở đợt cao điểm, huy động [1.200 lượt|a] cán bộ, chiến sĩ.\n"
        "Lực lượng chức năng triệt phá [34 vụ|a] phạm pháp hình sự, bắt giữ [61 đối tượng|a], thu [2,1 kg|a] ma túy.\n"
        "Phòng Cảnh sát giao thông Công an tỉnh lập biên bản [2.870 trường hợp|b], tước [310 giấy phép|b] lái xe. "
        "Phạt tiền [4,6 tỷ đồng|b].\n"
        "Công an huyện Chư Sê khởi tố [5 vụ|c], [9 bị can|c].\n"
        "So với cùng kỳ, tai nạn giao thông trên địa bàn tỉnh giảm [12 vụ|a].",
    ),
    Told(
        "Thu thuế 9 tháng vượt tiến độ", "2024-10-08", "33",
        {"a": "Cục Thuế tỉnh Hưng Yên", "b": "Chi cục Thuế khu vực Văn Lâm - Yên Mỹ", "c": "Kho bạc Nhà nước Hưng Yên"},
        "Theo báo cáo của Cục Thuế tỉnh Hưng Yên, 9 tháng năm 2024, tổng thu nội địa ước đạt [21.300 tỷ đồng|a], bằng [83%|a] "
        "dự toán.\n"
        "Cục áp dụng hóa đơn điện tử cho [4.100 cơ sở|a] kinh doanh, xử lý [215 trường hợp|a] nợ thuế. Toàn ngành thanh tra "
        "[330 doanh nghiệp|a], truy thu [92 tỷ đồng|a].\n"
        "Chi cục Thuế khu vực Văn Lâm - Yên Mỹ thu [3.900 tỷ đồng|b]. Chi cục cưỡng chế [14 doanh nghiệp|b].\n"
        "Kho bạc Nhà nước Hưng Yên kiểm soát chi [7.800 tỷ đồng|c], từ chối thanh toán [42 khoản|c].\n"
        "Ngành phấn đấu cả năm thu vượt [8%|a] dự toán.",
    ),
    Told(
        "Ủy ban Kiểm tra Tỉnh ủy Bến Tre: Sáu tháng nhìn lại", "2022-07-15", "86",
        {"a": "Ủy ban Kiểm tra Tỉnh ủy Bến Tre", "b": "Huyện ủy Ba Tri", "c": "Ban Tổ chức Tỉnh ủy Bến Tre"},
        "Sáu tháng đầu năm, Ủy ban Kiểm tra Tỉnh ủy Bến Tre kiểm tra [11 tổ chức|a] đảng và [24 đảng viên|a] khi có dấu hiệu vi "
        "phạm. Qua kiểm tra, thi hành kỷ luật [6 đảng viên|a].\n"
        "Huyện ủy Ba Tri giám sát chuyên đề [9 chi bộ|b], nhắc nhở [2 chi bộ|b].\n"
        "Ban Tổ chức Tỉnh ủy mở [7 lớp|c] bồi dưỡng với [430 học viên|c]; Ban thẩm định [52 hồ sơ|c] nhân sự.\n"
        "Trong kỳ đã tiếp nhận [38 đơn|a], chuyển [12 đơn|a] theo quy định.\n"
        "Phương hướng 6 tháng cuối năm, hoàn thành [100%|a] chương trình kiểm tra.",
    ),
    Told(
        "Xuất khẩu gạo khởi sắc", "2024-06-03", "00",
        {"a": "Bộ Nông nghiệp và Phát triển nông thôn", "b": "Tổng cục Hải quan", "c": "Hiệp hội Lương thực Việt Nam"},
        "Theo Bộ Nông nghiệp và Phát triển nông thôn, 5 tháng đầu năm 2024, cả nước xuất khẩu [4,1 triệu tấn|a] gạo, thu về "
        "[2,6 tỷ USD|a], tăng [38%|a] về giá trị.\n"
        "Bộ cấp [1.250 mã số|a] vùng trồng, đàm phán mở [3 thị trường|a] mới.\n"
        "Số liệu của Tổng cục Hải quan cho thấy, riêng tháng 5 lượng gạo thông quan đạt [850.000 tấn|b], giảm [4%|b].\n"
        "Hiệp hội Lương thực Việt Nam cho biết giá gạo 5% tấm ở mức [585 USD|c] mỗi tấn.\n"
        "Diện tích lúa hè thu của cả nước đạt [1,9 triệu ha|a].",
    ),
    Told(
        "Đà Nẵng: Giải quyết việc làm cho người lao động", "2023-09-21", "48",
        {"a": "Sở Lao động - Thương binh và Xã hội TP Đà Nẵng", "b": "Trung tâm Dịch vụ việc làm TP Đà Nẵng",
         "c": "Ngân hàng Chính sách xã hội TP Đà Nẵng", "d": "UBND quận Liên Chiểu"},
        "Theo Sở Lao động - Thương binh và Xã hội TP Đà Nẵng, 8 tháng đầu năm, thành phố giải quyết việc làm cho [23.400 người|a], "
        "đạt [71%|a] kế hoạch.\n"
        "Sở tổ chức [9 phiên|a] giao dịch việc làm lưu động. Ngoài ra, [61 doanh nghiệp|a] được kiểm tra về an toàn lao động.\n"
        "Trung tâm Dịch vụ việc làm TP Đà Nẵng tư vấn cho [18.000 lượt|b] người; trung tâm giới thiệu [2.900 người|b] đi làm.\n"
        "Ngân hàng Chính sách xã hội TP Đà Nẵng giải ngân [640 tỷ đồng|c].\n"
        "UBND quận Liên Chiểu hỗ trợ [150 sinh viên|d] khởi nghiệp, cấp [12 gian hàng|d].",
    ),
    Told(
        "Sở Giáo dục và Đào tạo tỉnh Quảng Ngãi tổng kết năm học", "2024-08-15", "51",
        {"a": "Sở Giáo dục và Đào tạo tỉnh Quảng Ngãi", "b": "Phòng Giáo dục và Đào tạo thị xã Đức Phổ", "c": "UBND huyện Trà Bồng"},
        "Sáng 14/8, Sở Giáo dục và Đào tạo tỉnh tổ chức hội nghị tổng kết năm học 2023-2024. Dự hội nghị có đại diện UBND tỉnh và "
        "Công đoàn ngành.\n"
        "Năm học qua, ngành tuyển mới [412 giáo viên|a], xây [96 phòng học|a]. Toàn tỉnh có [585 trường|a], trong đó [402 trường|a] "
        "đạt chuẩn quốc gia.\n"
        "Phòng Giáo dục và Đào tạo thị xã Đức Phổ vận động [38 học sinh|b] trở lại lớp. Phòng tặng [120 suất|b] học bổng.\n"
        "Huyện Trà Bồng có [17 điểm trường|c] lẻ, huyện xóa được [4 điểm|c] trong năm.\n"
        "Năm học tới, Sở chỉ đạo các trường dạy học 2 buổi/ngày, phấn đấu [99%|a] học sinh tốt nghiệp.",
    ),
    Told(
        "Phường Hạc Thành tiếp công dân, xử lý đơn thư", "2025-10-09", "38",
        {"a": "UBND phường Hạc Thành", "b": "Đảng ủy phường Hạc Thành", "c": "Thanh tra tỉnh Thanh Hóa"},
        "Quý III/2025, UBND phường Hạc Thành (tỉnh Thanh Hóa) tiếp [94 lượt|a] công dân, nhận [61 đơn|a], giảm [8%|a] so với quý II.\n"
        "Phường giải quyết [55 đơn|a], đạt [90,2%|a]; chuyển [4 đơn|a] đến cơ quan có thẩm quyền. Chủ tịch UBND phường trực tiếp "
        "đối thoại [3 cuộc|a].\n"
        "Đảng ủy phường ban hành [5 nghị quyết|b], kết nạp [12 đảng viên|b].\n"
        "Theo Thanh tra tỉnh Thanh Hóa, toàn tỉnh có [27 vụ|c] việc đông người, các địa phương đã giải quyết [21 vụ|c].\n"
        "UBND phường phấn đấu giải quyết [95%|a] đơn thuộc thẩm quyền.",
    ),
    Told(
        "Chủ tịch UBND tỉnh làm việc với Ban Quản lý Khu kinh tế tỉnh Quảng Trị", "2023-05-18", "44",
        {"a": "Ban Quản lý Khu kinh tế tỉnh Quảng Trị", "b": "Sở Kế hoạch và Đầu tư tỉnh Quảng Trị"},
        "Chiều 17/5, Chủ tịch UBND tỉnh đã làm việc với Ban Quản lý Khu kinh tế tỉnh về tình hình thu hút đầu tư.\n"
        "Đến nay, Ban Quản lý Khu kinh tế cấp phép [104 dự án|a] với vốn [42.000 tỷ đồng|a]. Ban đã bàn giao [310 ha|a] mặt bằng. "
        "Các doanh nghiệp tạo việc làm cho [6.800 lao động|a].\n"
        "Theo Sở Kế hoạch và Đầu tư, tỉnh giải ngân [38%|b] vốn đầu tư công, còn [9 dự án|b] vướng mặt bằng.\n"
        "Ban được UBND tỉnh giao [21 nhiệm vụ|a], đã hoàn thành [16 nhiệm vụ|a].\n"
        "Chủ tịch UBND tỉnh yêu cầu Ban thu hút thêm ít nhất [10 dự án|a] trong năm.",
    ),
    Told(
        "TP Bảo Lộc đẩy mạnh chỉnh trang đô thị", "2022-09-10", "68",
        {"a": "UBND TP Bảo Lộc", "b": "Đội Quản lý trật tự đô thị TP Bảo Lộc", "c": "Chi cục Kiểm lâm tỉnh Lâm Đồng"},
        "TP Bảo Lộc (tỉnh Lâm Đồng) đầu tư [86 tỷ đồng|a] nâng cấp [14 tuyến đường|a].\n"
        "TP đã trồng mới [5.200 cây|a] xanh, lắp [900 bóng|a] đèn chiếu sáng. Bên cạnh đó, di dời [23 hộ|a] khỏi khu vực sạt lở.\n"
        "Đội Quản lý trật tự đô thị TP Bảo Lộc tháo dỡ [61 công trình|b] trái phép. Đội nhắc nhở [140 trường hợp|b].\n"
        "Chi cục Kiểm lâm tỉnh Lâm Đồng phát hiện [4 vụ|c] phá rừng, Chi cục khởi tố [1 vụ|c].\n"
        "Theo UBND TP Bảo Lộc, thành phố phấn đấu đạt [12 m2|a] cây xanh mỗi người.",
    ),
    Told(
        "Văn phòng UBND tỉnh Sóc Trăng thông tin về tiến độ giải ngân", "2024-11-05", "94",
        {"a": "UBND tỉnh Sóc Trăng", "b": "Ban Quản lý dự án đầu tư xây dựng công trình giao thông tỉnh Sóc Trăng",
         "c": "Sở Tài chính tỉnh Sóc Trăng"},
        "UBND tỉnh Sóc Trăng giao các chủ đầu tư [7.900 tỷ đồng|a] vốn năm 2024; đến nay đã giải ngân [5.530 tỷ đồng|a], đạt [70%|a].\n"
        "Ban Quản lý dự án đầu tư xây dựng công trình giao thông tỉnh giải ngân [2.100 tỷ đồng|b], thi công [18 gói thầu|b].\n"
        "Sở Tài chính đề xuất điều chuyển [260 tỷ đồng|c] của [7 dự án|c] chậm tiến độ.\n"
        "UBND tỉnh thành lập [4 tổ|a] công tác. Văn phòng UBND tỉnh tham mưu ban hành [12 công điện|a]. "
        "Đến cuối năm, tỉnh quyết tâm giải ngân trên [95%|a].",
    ),
)  # fmt: skip
