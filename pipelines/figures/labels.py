"""Digits that name and do not count: counters, telephone numbers, addresses, articles of law, levels, slogans, classes.

They are asked for at a number, by what stands right before it and by its own shape: nothing is searched through a text.
"""

import re
from collections.abc import Callable

from pipelines.figures import numerals

#: What a label's number looks like, by itself: it ends what is taken.
_SHAPES = re.compile(
    r"""\d{1,2}:\d{2}(?::\d{2})?(?:\s?/\s?\d{1,2}:\d{2}(?::\d{2})?)?       # a player: 0:00 / 3:45
    |\d+\s?(?:tại\schỗ|cùng)\b
    |\d+\s(?:không|có|sạch|biết|nhất|xung\skích|hơn|rõ|dám|tốt)\b
    |\d\s?k\b|\d+\sđiều\sbác\shồ
    |\d+\s(?:chữ(?!\ský)|chiều(?!\sdài|\scao|\srộng))\b
    |24\s?/\s?(?:7|24h?)\b|[34]\.0\b|[2-6]g\b|[2-6]d\b|\d+d\b
    |\d+(?:[.,]\d+)?\s?km/(?:h|giờ)\b|\d+(?:[.,]\d+)?\s?(?:°|º)\s?[cf]?|\d+(?:[.,]\d+)?\sđộ\s?(?:c|f|richter|vĩ|kinh|bách|âm)?\b(?!\stuổi)
    |0\d{2,3}[.\s-]\d{3,4}[.\s-]\d{3,4}\b|0\d{1,3}\)?[.\s-]?\d{3,4}[.\s-]?\d{3,4}\b|0\d{8,10}\b
    |1[89]00[.\s-]?\d{4}\b|1[89]00[.\s-]?\d{2}[.\s-]?\d{2}\b
    |84[.\s-]?\d{2,3}[.\s-]?\d{3,4}[.\s-]?\d{3,4}\b
    |\d{8,14}\b(?!\s?(?:đồng|vnđ|vnd|đ\b|₫|usd|[^\W\d_]))
    |\d+(?:\.\d+){2,}[a-z]?(?:\.\d+)*(?!\d|,\d)(?<!\.\d{3})                # 1.2.3, an address of a machine
    |\d+\s?-\s?\d+(?=\s(?:trước|nghiêng)\b|\s?\()
    |(?:2|3|hai|ba)\scấp\b(?!\s(?:phó|trưởng))|2\sbên\b
    |\d+\snăm\s(?:ngày|giải\sphóng|thành\slập|chiến\sthắng|cách\smạng|quốc\skhánh|truyền\sthống|ngày\ssinh|sinh)\b
    |\d+(?:\s?[-–]\s?\d+)?\stuổi\b
    |\d+\s(?:khóa|điều|khoản|mục|chương|luật|nghị\squyết)\s(?:\d+|[ivx]+\b)
    |\d+(?:st|nd|rd|th|px|pt|dpi|bit|x\d+)\b|\d+\s?x\s?\d+
    """,
    re.X,
)
#: Words before a number that make it a name. The value tells whether a known noun behind the number overrules it
#: ("tổ chức 3 lớp" is cut off by the word's edge; "đợt 200 hồ sơ" counts, "tổ 7" names).
_NAMING: dict[str, bool] = {
    **dict.fromkeys(
        """mức độ;cấp độ;điều;khoản;tiết;phụ lục;biểu số;biểu;mẫu số;bảng số;lần thứ;kỳ họp thứ;khóa thứ;trang;số báo;đường số;
        ngõ;ngách;hẻm;kiệt;tổ dân phố số;khu phố;khối phố;tiểu khu;quốc lộ;ql;tỉnh lộ;đường tỉnh;tl;hương lộ;vành đai;km;lý trình;
        số nhà;nhà số;phòng số;covid;windows;office;phiên bản;version;ipv;iso;tcvn;qcvn;điện thoại;đt;hotline;fax;tel;sđt;
        số điện thoại;di động;zalo;mã số thuế;mst;số tài khoản;stk;mã số;cmnd;cccd;tổng đài;đường dây nóng;giấy phép số;gp số;
        biển số;số hiệu;ký hiệu;km số;trạm biến áp;top;iphone;galaxy;android;ios;html;pm;co;n;h;kv;rạng;máy lẻ;số máy;đường;phố;a;b;c;đ;d;e;
        gmt;utc;hạng mục;chủ nhật;mùng;mồng;rằm;tết;thế kỷ;xã hội;giờ;lúc;nghị định;thông tư;nghị quyết;chỉ thị;công văn;
        quyết định số;kết luận số;thông báo số;văn bản số;tờ trình số;kế hoạch số;công điện;lượt xem;lượt truy cập;đã xem;
        số lượt xem;số lượt truy cập;online;đang online;truy cập;hôm nay;hôm qua;bình luận;lượt thích;lượt đọc;đại hội;
        khách trực tuyến;đang trực tuyến;khách online""".replace("\n", "").split(";"), False),
    **dict.fromkeys(
        """mục;chương;tập;thôn;xóm;ấp;bản;quận;phường;lô;thửa;tờ;lớp;khối;hạng;loại;nhóm;bậc;kênh;tầng;phòng;chương trình;đề án;
        dự án;quyết định;kế hoạch;kết luận;giai đoạn;đợt;vòng;kỳ;bước;khóa;mã;cột;tổ;đội;số;bảng;ga;bài;hình;ảnh;mức;độ;cấp;
        khu;khu vực;cụm;tổ dân phố;cụm thi đua;khối thi đua;chi bộ;chuyên đề;cao tốc;điểm;tuần;thứ;phần;tiểu dự án;hợp phần;
        quyển;câu;ví dụ;nghị định số;cực;hà nội;tháng;ngày;năm;quý;vùng;tuyến;trụ;cầu;cảng;đài;trung ương;luật;vtv;vov;vnpt;tiêu chí;tiêu chí số;
        nội dung;nhiệm vụ""".replace("\n", "").split(";"), True),
}  # fmt: skip
_NAMING = {name.strip(): overruled for name, overruled in _NAMING.items()}
_CALENDAR = frozenset({"tuần", "tháng", "ngày", "năm", "quý", "thứ"})
#: Parts of a law: what follows their numbers ("Điều 15, 16 Nghị định ...") is the law.
_OF_LAW = frozenset({"điều", "khoản", "điểm", "tiết", "mục", "chương"})
_BEFORE = re.compile(r"(?:([^\W\d_]+) )?(?:([^\W\d_]+) )?([^\W\d_]+)(?:(?: (?:số|thứ)|\.|:)?\s?|-)[(“\"]?$")
#: "khoản 2, 3 và 4": one label for several numbers.
_MORE = re.compile(r"\s?(?:,|và|hoặc|đến|[-–/+])\s?\d+[a-zđ]?(?![\d.,]*\d|\s?%)")
#: Words before "số" that keep it from naming: "tổng số 15 vụ", "trong số 20 hộ".
_NUMBER_OF = frozenset("tổng trong con chỉ đa thiểu với".split())

#: "1. Về công tác thanh tra", "2/ ...", "a) ...": the number of a list at the head of a line.
_ENUMERATED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|\d{1,2})(?:[.)/]|\s?[-–:])\s?(?=[^\W\d]|[“\"(])")
_QUOTE = re.compile(r"[“\"'‘]\s?$")
_SLOGAN = re.compile(r"\d+\s[^”\"’'\n\d]{1,40}(?:[,;]?\s?\d+\s[^”\"’'\n\d]{1,40}){0,4}[”\"’']")
#: A file, an address on the web or a mailbox: whatever digits it holds.
_MACHINE = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+|[\w./-]+\.(?:jpe?g|png|gif|pdf|docx?|xlsx?|mp[34])\b")


def machine_spans(low: str) -> list[tuple[int, int]]:
    """Where file names and addresses of the net stand."""
    if not any(mark in low for mark in ("://", "www.", "@", ".jp", ".pn", ".gif", ".pdf", ".doc", ".xls", ".mp")):
        return []
    return [found.span() for found in _MACHINE.finditer(low)]


def label(low: str, at: int, counts: Callable[[int], bool]) -> int | None:
    """The end of the label whose number begins at `at`, or None for a number that may count.

    `counts(end)` tells whether a known noun or a unit stands behind a number that ends at `end`.
    """
    before = low[max(0, at - 40) : at]
    if found := _SHAPES.match(low, at):
        return found.end()
    if not before.rstrip(" +*•-–.") or before.rstrip(" +*•-–.").endswith("\n"):
        if found := _ENUMERATED.match(low, at):
            return found.end()
    if _QUOTE.search(before) and (found := _SLOGAN.match(low, at)) and not counts(_digits(low, at)):
        return found.end()
    words = _BEFORE.search(before)
    if words is None:
        return None
    if before.endswith(("kỷ niệm ", "lần ", "chào mừng ")) and low.startswith(" năm", _digits(low, at)):
        return _digits(low, at) + 4
    *_, third, second, first = (None, None, *filter(None, words.groups()))
    numbered = before.rstrip(" (“\"")
    for name in filter(None, (f"{third} {second} {first}" if third and second else "", f"{second} {first}" if second else "", first)):
        overruled = _NAMING.get(name)
        if overruled is None:
            continue
        if name == "số" and second in _NUMBER_OF:
            return None
        if overruled and numbered.endswith(":"):
            return None
        if overruled and first not in _CALENDAR and counts(_digits(low, at)) and not numbered.endswith((" số", " thứ")):
            return None
        if first == "điểm" and (second in ("đạt", "được", "số", "tổng", "với") or low[at - 1] == ":"):
            return None
        return _more(low, at, _never if name in _OF_LAW else counts)
    return None


def _never(_: int) -> bool:
    return False


def _digits(low: str, at: int) -> int:
    found = numerals.numeral(low, at)
    return found.end if found else at + 1


def _more(low: str, at: int, counts: Callable[[int], bool]) -> int:
    """The end of a label's numbers. Those that follow belong to it while they look like the first or count nothing."""
    end = _digits(low, at)
    length = end - at
    while found := _MORE.match(low, end):
        number = found[0].lstrip(" ,và hoặcđến-–/+")
        glued = found[0][0] in "+-–/"
        if not glued and len(number) != length and counts(found.end()):
            break
        end = found.end()
    return end
