"""What the sites around the articles print on every page: menus, notices, related stories, footers. All of it invented.

None of it may ever be read as the article. The related stories hold figures on purpose: in a text they would be counted.
"""

SITES = (
    "Cổng thông tin điện tử tỉnh Mộc Giang", "Trang thông tin điện tử huyện Tràng Khê", "Báo Mộc Giang điện tử",
    "Sở Nội vụ tỉnh Lương Trạch", "Cổng TTĐT thị xã Đồng Vĩnh", "Báo Lương Trạch online",
)  # fmt: skip

MENU = (
    "Trang chủ", "Giới thiệu", "Cơ cấu tổ chức", "Chức năng, nhiệm vụ", "Lãnh đạo qua các thời kỳ", "Tin tức - Sự kiện",
    "Chính trị", "Kinh tế", "Văn hóa - Xã hội", "Giáo dục", "Y tế", "Khoa học - Công nghệ", "Pháp luật", "Thể thao",
    "Quốc phòng - An ninh", "Cải cách hành chính", "Chuyển đổi số", "Thủ tục hành chính", "Dịch vụ công trực tuyến",
    "Tiếp cận thông tin", "Lịch công tác", "Văn bản chỉ đạo điều hành", "Văn bản quy phạm pháp luật", "Quy hoạch",
    "Dự án đầu tư", "Mua sắm công", "Công khai ngân sách", "Thống kê", "Hỏi đáp", "Góp ý dự thảo", "Lấy ý kiến nhân dân",
    "Thư viện ảnh", "Video", "Liên hệ", "Sơ đồ cổng", "English", "Báo in", "Đọc báo giấy", "RSS", "Hộp thư công vụ",
)  # fmt: skip

NOTICES = (
    "Thông báo treo cờ Tổ quốc dịp Quốc khánh 2/9", "Thông báo kết quả xét tuyển viên chức năm 2023, đợt 2",
    "Giấy mời họp giao ban tháng 7", "Thông báo lịch tiếp công dân định kỳ ngày 15 hằng tháng",
    "Thông báo tạm ngừng cấp điện từ 7 giờ 30 đến 16 giờ ngày 18/7", "Danh sách 46 thí sinh đủ điều kiện dự thi",
)  # fmt: skip

DOCUMENTS = (
    "Quyết định số 1204/QĐ-UBND về giao chỉ tiêu kế hoạch", "Công văn số 356/SNV-CCHC về chấm điểm nội bộ",
    "Kế hoạch số 88/KH-UBND phòng, chống thiên tai năm 2024", "Chỉ thị số 07/CT-UBND về phòng cháy, chữa cháy rừng",
    "Nghị quyết số 15/NQ-HĐND về phân bổ dự toán", "Báo cáo số 210/BC-UBND tình hình 6 tháng đầu năm",
)  # fmt: skip

#: Title and lead of stories about other places.
STORIES = (
    ("Tràng Khê: Thu ngân sách 9 tháng đạt 4.512 tỷ đồng",
     "Chín tháng qua, tổng thu ngân sách trên địa bàn huyện Tràng Khê đạt 4.512 tỷ đồng, bằng 83,6% dự toán tỉnh giao và "
     "tăng 7,4% so với cùng kỳ."),
    ("Đồng Vĩnh khánh thành 12 phòng học mới trước thềm năm học",
     "Công trình có tổng mức đầu tư 9,8 tỷ đồng từ nguồn xã hội hóa, phục vụ hơn 430 học sinh của ba thôn vùng cao."),
    ("Mộc Giang trao quyết định bổ nhiệm 5 phó giám đốc sở",
     "Sáng nay, Ủy ban nhân dân tỉnh Mộc Giang tổ chức lễ trao các quyết định về công tác cán bộ."),
    ("Lương Trạch thu hồi 3,2 ha đất bỏ hoang giao cho hợp tác xã",
     "Sau ba lần thông báo mà chủ sử dụng không đưa đất vào sản xuất, huyện đã lập hồ sơ thu hồi 3,2 ha tại hai xã."),
    ("Giải quyết 1.876 hồ sơ đúng hạn ngay tại bộ phận một cửa",
     "Trong quý II, bộ phận một cửa thị xã tiếp nhận 1.902 hồ sơ, trong đó 1.876 hồ sơ được trả trước hoặc đúng hạn."),
    ("Hội thi nông dân với chuyển đổi số thu hút 214 thí sinh",
     "Hội thi diễn ra trong hai ngày với ba phần: kiến thức, xử lý tình huống và trưng bày sản phẩm."),
    ("Khởi công tuyến đường tránh dài 18,5 km qua ba xã vùng hạ",
     "Dự án có tổng mức đầu tư 1.240 tỷ đồng, dự kiến hoàn thành sau 30 tháng thi công."),
    ("Tặng 300 suất quà cho gia đình chính sách nhân ngày 27/7",
     "Mỗi suất quà trị giá 500 nghìn đồng, do các doanh nghiệp trong khu công nghiệp Đông Khê ủng hộ."),
)  # fmt: skip

RELATED_HEADINGS = (
    "Tin liên quan", "Các tin khác", "Bài viết liên quan", "Tin cùng chuyên mục", "CÁC TIN ĐÃ ĐĂNG", "Tin mới hơn",
    "Tin cũ hơn", "Có thể bạn quan tâm", "Đọc thêm", "Xem thêm", "Tin khác", "Cùng chuyên mục", "CÁC BÀI ĐÃ ĐĂNG",
    "Những tin mới hơn", "Những tin cũ hơn", "TIN CŨ HƠN", "Các bài viết khác", "Tin bài liên quan",
)  # fmt: skip

#: Toolbars of sites whose text shows none.
TOOLS = (
    ("In bài viết", "Gửi email"), ("Chia sẻ", "Facebook", "Zalo", "Sao chép liên kết"), ("Quay lại", "In trang"),
    ("A-", "A", "A+"), ("Cỡ chữ:", "A-", "A+", "Bản in"), ("Lưu bài viết", "Bình luận"), ("Theo dõi trên Google News",),
)  # fmt: skip

VIEWS = ("Lượt xem: 1.204", "Đã xem: 356", "Số lần xem: 87", "2.318 lượt xem", "Lượt đọc: 945", "(Lượt xem: 12)")

COUNTERS = (
    ("Thống kê truy cập", "Đang truy cập: 25", "Hôm nay: 1.204", "Tháng hiện tại: 40.117", "Tổng lượt truy cập: 5.698.723"),
    ("LƯỢT TRUY CẬP", "Trực tuyến: 12", "Hôm qua: 987", "Tất cả: 1.402.556"),
    ("Số lượt truy cập", "0 0 8 7 5 4 1 2"), ("Tổng lượt: 00123456",), ("Truy cập hôm nay: 1.204", "Tổng số truy cập: 9.871.045"),
)  # fmt: skip

TODAY = ("Thứ Ba, ngày 24/11/2026", "Hôm nay: Thứ Ba, 24/11/2026 09:41", "24 tháng 11, 2026", "Thứ ba, 24/11/2026")

POLL = (
    "Thăm dò ý kiến",
    "Bạn đánh giá thế nào về giao diện mới của trang?",
    "Rất đẹp",
    "Đẹp",
    "Bình thường",
    "Biểu quyết",
)

WEATHER = ("Thời tiết", "Mộc Giang 27°C, có mây", "Độ ẩm 81%", "Giá vàng: 8.412.000 đồng/chỉ")

FOOTERS = (
    ("Cơ quan chủ quản: Ủy ban nhân dân tỉnh Mộc Giang",
     "Giấy phép số 118/GP-TTĐT ngày 14/5/2019 của Sở Thông tin và Truyền thông",
     "Địa chỉ: 27 đường Trần Hữu Lương, phường Tân Khê, thành phố Mộc Giang", "Điện thoại: 0299.3.845.112 - Fax: 0299.3.845.113",
     "Ghi rõ nguồn khi phát hành lại thông tin từ trang này", "Lên đầu trang"),
    ("© 2019 Báo Lương Trạch. Giữ bản quyền nội dung.", "Tổng Biên tập: Vũ Đăng Khôi",
     "Giấy phép hoạt động báo điện tử số 402/GP-BTTTT", "Tòa soạn: 5 phố Bến Đá, thị xã Đồng Vĩnh",
     "Đường dây nóng: 0912 000 345"),
    ("Bản quyền thuộc về Cổng thông tin điện tử thị xã Đồng Vĩnh", "Chịu trách nhiệm chính: Chánh Văn phòng UBND thị xã",
     "Email: vpub@dongvinh.example - ĐT: (0299) 3.771.245", "Thiết kế bởi Trung tâm CNTT Mộc Giang", "Về đầu trang"),
)  # fmt: skip

COMMENTS = (
    ("Ý kiến bạn đọc", "Họ và tên", "Nội dung bình luận", "Gửi bình luận"),
    ("Bình luận (2)", "Nguyễn Thị Lành: Bài viết rất hay, mong tỉnh sớm thông báo kết quả. 3 ngày trước", "Trả lời", "Thích 4"),
    ("Gửi phản hồi", "Mã xác nhận", "Nhập mã như hình bên"),
)  # fmt: skip

ADVERTISEMENTS = ("Quảng cáo", "QUẢNG CÁO", "- Quảng cáo -", "Advertisement", "Tin tài trợ")

RATINGS = (
    ("Tổng số điểm của bài viết là: 15 trong 3 đánh giá", "Click để đánh giá bài viết"), ("Đánh giá:", "5/5 (12 phiếu)"),
    ("Xếp hạng bài viết", "4.2/5 - 31 bình chọn"), ("Bạn thấy bài viết này thế nào?", "Hữu ích", "Chưa hữu ích"),
)  # fmt: skip

EDITED = (
    "Cập nhật lần cuối: 28/11/2024 08:15", "Lần cập nhật cuối cùng lúc 08:15 ngày 28/11/2024", "Sửa đổi lần cuối 28/11/2024",
    "Ngày cập nhật: 28/11/2024 | 08:15",
)  # fmt: skip

FILES = ("Tệp đính kèm:", "File đính kèm:", "Tài liệu đính kèm", "Tải về:", "Văn bản kèm theo:")

FOLLOW = ("Theo dõi trên Google News", "Quan tâm Zalo của Báo", "Mời bạn đọc theo dõi fanpage", "Đăng ký nhận bản tin")

RATES = (("USD", "24.350"), ("EUR", "26.117"), ("JPY", "167,4"))
