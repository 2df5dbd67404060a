"""What names of offices are made of: the words they begin with, and the closed stock of words that go on in lower case.

A name goes on only while its words are of this stock or written in capitals, so that no list of verbs has to end it.
"""

import re

from pipelines.figures.agencies.openings import words
from pipelines.figures.wordlists import parts

#: How names begin. A star: nobody in particular unless a place, an owner or a further word follows.
_BEGINNINGS = """
    ubnd; ủy ban nhân dân; ủy ban mặt trận tổ quốc; ủy ban mttq; ủy ban kiểm tra; ủy ban thường vụ quốc hội;
    *ủy ban; hđnd; hội đồng nhân dân; hội nông dân; hội liên hiệp phụ nữ; hội lhpn; hội cựu chiến binh; hội cựu;
    hội chữ thập đỏ; hội người cao tuổi; hội người mù; hội người khuyết tật; hội khuyến học; hội luật gia;
    hội liên hiệp; hiệp hội; thanh tra; công an; công đoàn; sở; phòng; ban; ban quản lý; ban chỉ đạo;
    ban tiếp công dân; *ban tổ chức; ban chấp hành; ban thường vụ; chi cục; chi bộ; chi nhánh; cục; tổng cục;
    tổng thanh tra; *tổng công ty; bộ; bộ chỉ huy; bộ chỉ huy quân sự; bộ chqs; ubkt; mttq; ubmttq;
    mặt trận tổ quốc; liên đoàn lao động; *liên đoàn; *liên minh; tòa án nhân dân; *tòa án; tand;
    viện kiểm sát nhân dân; *viện kiểm sát; *viện; vksnd; kho bạc nhà nước; kho bạc; bảo hiểm xã hội; bhxh;
    trung tâm; văn phòng; tỉnh ủy; huyện ủy; thành ủy; quận ủy; thị ủy; tỉnh đoàn; huyện đoàn; thành đoàn;
    quận đoàn; thị đoàn; ngành; đảng bộ; đảng ủy; *chính quyền; chính phủ; *cơ quan; *cơ quan cảnh sát điều tra;
    bệnh viện; hải quan; *kiểm lâm; *kiểm toán; *lực lượng; đội; hạt kiểm lâm; *bưu điện; *điện lực; ngân hàng;
    đoàn thanh niên; đoàn tncs; *đoàn đbqh; thường trực; quốc hội; bđd; hệ thống chính trị; *thuế; *trường;
    *đài phát thanh; *đài truyền hình; bộ phận tiếp nhận và trả kết quả; bộ phận tiếp nhận hồ sơ và trả kết quả;
    *bộ phận một cửa; *bộ phận; bộ đội biên phòng; *hội đồng; hội nhà báo; hội văn học nghệ thuật; hội kiến trúc sư;
    hội bảo trợ; hội nạn nhân; hội đông y; hội doanh nghiệp; hội phụ nữ; hội làm vườn; đoàn tncs hồ chí minh;
    đoàn thanh niên cộng sản hồ chí minh
"""
#: The beginnings that stand alone for a body named in full before: "Sở cũng mở ...".
BARE = frozenset(
    parts(
        "sở; ngành; ban; ban quản lý; ban chỉ đạo; ban thường vụ; ban chấp hành; trung tâm; chi cục; cục; tổng cục; phòng; bộ; "
        "bộ chỉ huy; đội; thanh tra; văn phòng; công an; chi nhánh; bệnh viện; ngân hàng; kho bạc; hải quan; đảng bộ; chi bộ; "
        "hiệp hội; công đoàn; thường trực; đảng ủy"
    )
)
#: What follows one of these and makes a common noun or a deed of it.
_NOT_BEHIND = {
    "ban": "hành đầu ngày giám ngành tổ đêm",
    "bộ": "đội máy mặt luật thủ tiêu đội phận chỉ trưởng đề môn sưu hồ ảnh",
    "cục": "bộ diện",
    "chính phủ": "điện số",
    "sở": "hữu thích dĩ",
    "phòng": "chống ngừa học khách bệnh làm ở thủ trọ họp khám vệ ngủ đọc ban,",
    "đội": "ngũ tuyển viên hình bóng trưởng ơn",
    "ngành": "nghề hàng công dịch du chăn thủy khai chế kinh học xây mũi then trồng may điện, chức liên chuyên",
    "thanh tra": "công trách chuyên đột việc kinh viên lại toàn kiểm theo nhân hành",
    "văn phòng": "phẩm điện",
    "công an": "viên",
    "trung tâm": "của thành tỉnh huyện hành kinh chính thương",
    "ngân hàng": "thương đề",
    "hải quan": "điện",
    "thường trực": "cấp",
}
NOT_BEHIND = {head: words(behind) for head, behind in _NOT_BEHIND.items()}
#: The matters of offices, as they go on behind a beginning in capitals or not. No verb stands here alone.
_MATTERS = """
    nội vụ; y tế; giáo dục và đào tạo; giáo dục;
    tài chính; tư pháp; tài nguyên và môi trường; tài nguyên; môi trường; công thương;
    giao thông vận tải; giao thông; công chính; nông nghiệp và phát triển nông thôn; nông nghiệp và môi trường;
    nông nghiệp; phát triển nông thôn; nông thôn; nông thôn mới; thông tin và truyền thông; thông tin; truyền thông;
    truyền hình; phát thanh; khoa học và công nghệ; khoa học; công nghệ; lao động; thương binh và xã hội;
    thương binh; xã hội; văn hóa; thể thao và du lịch; thể thao; du lịch; gia đình; ngoại vụ; dân tộc và tôn giáo;
    dân tộc; tôn giáo; dân vận; dân nguyện; nội chính; tuyên giáo và dân vận; tuyên giáo; quy hoạch; kiến trúc;
    kinh tế; hạ tầng và đô thị; hạ tầng; đô thị; ngân sách; pháp chế; thường vụ; thường trực; chấp hành; bí thư;
    tổng hợp; trung ương; nhà nước; chính phủ; quốc gia; việt nam; khu vực; cơ sở; các cấp; hai cấp; 2 cấp; ba cấp;
    địa phương; hành chính; nhân dân; liên ngành; lâm nghiệp; kiểm lâm; thủy lợi; thủy sản; thú y;
    chăn nuôi và thú y; chăn nuôi; trồng trọt và bảo vệ thực vật; trồng trọt; bảo vệ thực vật; thực vật; dân số;
    thuế; hải quan; thống kê; thi hành án dân sự; thi hành án; dân sự; hình sự; kinh tế và hạ tầng;
    chính sách xã hội; chính sách; phục vụ hành chính công; hành chính công; tiếp nhận và trả kết quả; trả kết quả;
    kết quả; hồ sơ; thủ tục; ttđt; một cửa; liên thông; tiếp công dân; công dân; tiếp dân; quản lý thị trường;
    thị trường; quản lý dự án; dự án; đầu tư xây dựng; công trình; khu kinh tế; khu công nghiệp;
    các khu công nghiệp; kinh tế cửa khẩu; cửa khẩu; rừng phòng hộ; rừng đặc dụng; cải cách hành chính;
    chuyển đổi số; phòng, chống; phòng chống; tham nhũng; tiêu cực; lãng phí; tội phạm; ma túy; thiên tai;
    tìm kiếm cứu nạn; dịch bệnh; dịch; bệnh tật; kiểm soát bệnh tật; đa khoa; trung học; chỉ đạo; chỉ huy;
    điều phối; chương trình; an toàn giao thông; an toàn thực phẩm; an toàn; thực phẩm; trật tự đô thị;
    quản lý trật tự; trật tự; quân sự; biên phòng; bộ đội; cảnh sát; giao thông đường bộ; đường bộ; điều tra;
    cơ động; phòng cháy; chữa cháy; cứu nạn; cứu hộ; an ninh; dịch vụ việc làm; việc làm; dịch vụ;
    giới thiệu việc làm; xúc tiến đầu tư; xúc tiến thương mại; thương mại; đất đai; đăng ký đất đai; quỹ đất;
    phát triển quỹ đất; khuyến nông; giáo dục nghề nghiệp; giáo dục thường xuyên; thường xuyên; nghề nghiệp;
    công vụ quốc gia; chiến binh; phụ nữ; thanh niên; cộng sản; cao tuổi; chữ thập đỏ; công lập; pháp lý;
    trợ giúp pháp lý; lưu trữ; lịch sử; văn thư; hđnd; đầu tư; xây dựng; đào tạo; kế hoạch; tín dụng; lương thực;
    doanh nghiệp; khối các cơ quan; khối cơ quan; khối doanh nghiệp; khối; bưu chính; viễn thông;
    tần số vô tuyến điện; tần số; vô tuyến điện; công nghệ thông tin; an ninh mạng; an toàn thông tin; báo chí;
    xuất bản; in ấn; giao dịch; dữ liệu; cổng giao tiếp điện tử; điện tử; internet; viên chức; công nghiệp;
    công chức; ngoại thương; thương mại điện tử; đề án; thiếu nhi; phát triển; khởi nghiệp; vườn ươm;
    người cao tuổi; bảo trợ xã hội; dược; kiểm nghiệm; pháp y; phục hồi chức năng; nghiên cứu; thanh tra; kiểm tra;
    tiếp nhận; quản lý; tổ chức; chất lượng; đo lường chất lượng; tiêu chuẩn đo lường chất lượng; giống;
    khí tượng thủy văn; nước sạch; vệ sinh môi trường; tái định cư; giải phóng mặt bằng; bồi thường; nhà ở;
    kiến thiết; công chứng; đấu giá tài sản; thi đua; khen thưởng; tôn vinh; bình đẳng giới; trẻ em; người có công;
    giảm nghèo; xóa đói giảm nghèo; tiến hành tố tụng; tố tụng
"""
#: Of these, what is a verb too: it is believed in capitals, or behind another matter ("dự án đầu tư xây dựng").
VERBS_TOO = frozenset(
    parts(
        "đầu tư; xây dựng; đào tạo; kế hoạch; tiếp công dân; tiếp dân; tiếp nhận và trả kết quả; trả kết quả; "
        "quản lý dự án; quản lý thị trường; quản lý trật tự; kiểm soát bệnh tật; chỉ đạo; chỉ huy; điều phối; "
        "điều tra; thống kê; phòng chống; phòng, chống; cải cách hành chính; chuyển đổi số; thường xuyên; "
        "thi hành án; xúc tiến đầu tư; xúc tiến thương mại; đăng ký đất đai; phát triển quỹ đất; "
        "trợ giúp pháp lý; giới thiệu việc làm; đầu tư xây dựng; liên thông; phát triển; nghiên cứu; giao dịch; "
        "kiểm nghiệm; bồi thường; tái định cư; giải phóng mặt bằng; tôn vinh; giảm nghèo; điện tử; thanh tra; "
        "kiểm tra; tổng hợp; thông tin; tiếp nhận; quản lý; tổ chức; thi đua; khen thưởng; kiến thiết; xuất bản; in ấn; "
        "đấu giá tài sản; giống; công chức; viên chức; trẻ em; nhà ở; chất lượng; đề án; khởi nghiệp; "
        "phục hồi chức năng; công chứng; dược; dịch vụ; hồ sơ; kết quả; thủ tục; việc làm; chương trình; dịch"
    )
)
#: The first syllables of what a body or a place does: they make a subject of a place, and are no second half of an office's word.
DEEDS = words(
    "đã đang sẽ có cũng còn được luôn vẫn đạt vừa mới chưa không là hiện đều tiếp triển tổ thực ban xử phát kiến hoàn kết giải "
    "thu mở nhận trả trồng cấp xây phối chủ thành rà tiến hỗ trao duy tập xếp đứng đón chi giảm tăng cắt chỉ xác nêu huy vận "
    "tuyên đưa lập ghi khen phân giao quyết bố tích thường khởi bắt nộp quản công đẩy khai đầu phấn phê đặt dành cử chuyển di "
    "tuyển tặng kiểm thanh sắp đề trình yêu tháo khắc bàn chuẩn hướng rút thí đào mua lắp sửa nâng chấn gửi tạo giữ bảo phủ xóa "
    "giúp cho về vào lên ký áp số sản ưu chú quan tham ứng đồng phục bê cải gặp phải cần"
)
#: Behind a comma only these go on: "Sở Văn hóa, Thể thao và Du lịch".
COMMAS = (
    "thể thao",
    "thương binh",
    "văn hóa",
    "khoa học",
    "lao động",
    "người",
    "hạ tầng",
    "chống",
    "gia đình",
    "du lịch",
    "lãng phí",
    "tiêu cực",
)
#: Whose part such a unit is: "Bộ phận Tiếp nhận và trả kết quả của UBND TP".
OWNERS = (
    "ubnd",
    "ủy ban nhân dân",
    "thanh tra",
    "sở ",
    "công an",
    "huyện",
    "tỉnh",
    "thành phố",
    "tp",
    "xã ",
    "phường ",
)
#: What is done in public at a counter, not in the place's name.
SERVICES = (
    "trung tâm",
    "bộ phận",
    "bệnh viện",
    "trường",
    "đội",
    "văn phòng",
    "phòng",
    "hạt",
    "bưu điện",
    "ngân hàng",
    "kho bạc",
)
#: These tell only of themselves.
COUNTERS = ("Trung tâm", "Bộ phận", "Bệnh viện", "Trường", "Đội", "Hạt", "Bưu điện", "Ngân hàng")


def _by_first(phrases: tuple[str, ...]) -> dict[str, re.Pattern[str]]:
    """Patterns of phrases by their first word, the longer tried first."""
    index: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        index.setdefault(phrase.split()[0].rstrip(","), []).append(re.escape(phrase))
    return {first: re.compile(rf"(?:{'|'.join(group)})(?![^\W_])") for first, group in index.items()}


_WRITTEN = parts(_BEGINNINGS)
VAGUE = frozenset(one[1:] for one in _WRITTEN if one[0] == "*")
BEGINNINGS = _by_first(tuple(one.lstrip("*") for one in _WRITTEN))
MATTERS = _by_first(parts(_MATTERS))


def phrase_at(index: dict[str, re.Pattern[str]], first: str, low: str, at: int) -> str | None:
    """The longest phrase of `index` that stands at `at`, where the word `first` stands."""
    pattern = index.get(first)
    found = pattern.match(low, at) if pattern else None
    return found[0] if found else None
