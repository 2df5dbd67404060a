"""Digits that name and do not count: counters, telephone numbers, addresses, articles of law, levels, slogans, classes.

They are asked for at a number, by what stands right before it and by its own shape: nothing is searched through a text.
"""

import re
from collections.abc import Callable

from pipelines.figures.numbers import numerals
from pipelines.figures.wordlists import parts

#: What a label's number looks like, by itself: it ends what is taken.
_SHAPES = re.compile(
    r"""\d{1,2}:\d{2}(?::\d{2})?(?:\s?/\s?\d{1,2}:\d{2}(?::\d{2})?)?       # a player: 0:00 / 3:45
    |\d+\s?(?:tại\schỗ|cùng)\b
    |\d+\s(?:không|có|sạch|biết|nhất|xung\skích|hơn|rõ|dám|tốt)\b
    |\d\s?k\b|\d+\sđiều\sbác\shồ
    |\d+\s(?:chữ(?!\ský)|chiều(?!\sdài|\scao|\srộng))\b
    |24\s?/\s?(?:7|24h?)\b(?!\s(?:buổi|xã|phường|ngày|huyện|đơn|kỳ|cơ))|[34]\.0\b|[2-6]g\b|[2-6]d\b|\d+d\b
    |\d+(?:[.,]\d+)?\s?km/(?:h|giờ)\b|\d+(?:[.,]\d+)?\s?(?:°|º)\s?[cf]?
    |\d+(?:[.,]\d+)?\sđộ\s?(?:c|f|richter|vĩ|kinh|bách|âm)?\b(?!\stuổi)
    |0\d{2,3}[.\s-]\d{3,4}[.\s-]\d{3,4}\b|0\d{1,3}\)?[.\s-]?\d{3,4}[.\s-]?\d{3,4}\b|0\d{8,10}\b
    |1[89]00[.\s-]?\d{4}\b|1[89]00[.\s-]?\d{2}[.\s-]?\d{2}\b
    |84[.\s-]?\d{2,3}[.\s-]?\d{3,4}[.\s-]?\d{3,4}\b
    |\d{8,14}\b(?!\s?(?:đồng|vnđ|vnd|đ\b|₫|usd|[^\W\d_]))
    |\d+(?:\.\d+){2,}[a-z]?(?:\.\d+)*(?!\d|,\d)(?<!\.\d{3})                # 1.2.3, an address of a machine
    |\d+\s?-\s?\d+(?=\s(?:trước|nghiêng)\b|\s?\()
    |(?:2|3|hai|ba)\scấp\b(?!\s(?:phó|trưởng))|2\sbên\b
    |\d+\snăm(?:(?:,|\svà)\s\d+\snăm)*\stuổi\s(?:đảng|nghề|quân)\b
    |\d+\snăm\s(?:ngày|giải\sphóng|thành\slập|chiến\sthắng|cách\smạng|quốc\skhánh|truyền\sthống|ngày\ssinh|sinh)\b
    |\d+\stháng\s(?:chạp|giêng|âm)\b
    |\d+(?:\s?[-–]\s?\d+)?\stuổi\b
    |\d+\s(?:khóa|điều|khoản|mục|chương|luật|nghị\squyết)\s(?:\d+|[ivx]+\b)
    |\d+(?:st|nd|rd|th|px|pt|dpi|bit|x\d+)\b|\d+\s?x\s?\d+
    """,
    re.X,
)
#: Words before a number that make it a name, whatever stands behind it.
_ALWAYS = frozenset(
    parts(
        """mức độ; cấp độ; điều; khoản; tiết; phụ lục; biểu; biểu số; mẫu số; bảng số; lần thứ; kỳ họp thứ; khóa
        thứ; trang; số báo; đường số; ngõ; ngách; hẻm; kiệt; tổ dân phố số; khu phố; khối phố; tiểu khu; quốc
        lộ; ql; tỉnh lộ; đường tỉnh; tl; hương lộ; vành đai; km; lý trình; số nhà; nhà số; phòng số; covid;
        windows; office; phiên bản; version; ipv; iso; tcvn; qcvn; điện thoại; đt; hotline; fax; tel; sđt; số
        điện thoại; di động; zalo; mã số thuế; mst; số tài khoản; stk; mã số; cmnd; cccd; tổng đài; đường dây
        nóng; giấy phép số; gp số; biển số; số hiệu; ký hiệu; km số; trạm biến áp; top; iphone; galaxy; android;
        ios; html; pm; co; n; h; kv; rạng; máy lẻ; số máy; đường; phố; a; b; c; đ; d; e; gmt; utc; hạng mục; chủ
        nhật; mùng; mồng; rằm; tết; thế kỷ; giờ; lúc; nghị định; thông tư; nghị quyết; chỉ thị; công
        văn; quyết định số; kết luận số; thông báo số; văn bản số; tờ trình số; kế hoạch số; công điện; lượt
        xem; lượt truy cập; đã xem; số lượt xem; số lượt truy cập; online; đang online; truy cập; hôm nay; hôm
        qua; bình luận; lượt thích; lượt đọc; đại hội; huy hiệu; tầng; khách trực tuyến; đang trực tuyến; khách online"""
    )
)
#: Words before a number that make it a name unless it counts a known noun: "đợt 200 hồ sơ" counts, "tổ 7" names.
_UNLESS_COUNTING = frozenset(
    parts(
        """mục; chương; tập; thôn; xóm; ấp; bản; quận; phường; lô; thửa; tờ; lớp; khối; hạng; loại; nhóm; bậc;
        kênh; phòng; chương trình; đề án; dự án; quyết định; kế hoạch; kết luận; giai đoạn; đợt; vòng; kỳ;
        bước; khóa; mã; cột; tổ; đội; số; bảng; ga; bài; hình; ảnh; mức; độ; cấp; khu; khu vực; cụm; tổ dân phố;
        cụm thi đua; khối thi đua; chi bộ; chuyên đề; cao tốc; điểm; tuần; thứ; phần; tiểu dự án; hợp phần;
        quyển; câu; ví dụ; nghị định số; cực; hà nội; tháng; ngày; năm; quý; vùng; tuyến; trụ; cầu; cảng; đài;
        trung ương; luật; vtv; vov; vnpt; xã hội; tiêu chí; tiêu chí số; nội dung; nhiệm vụ"""
    )
)
_CALENDAR = frozenset({"tuần", "tháng", "ngày", "năm", "quý", "thứ"})
#: Parts of a law: what follows their numbers ("Điều 15, 16 Nghị định ...") is the law.
_OF_LAW = frozenset({"điều", "khoản", "điểm", "tiết", "mục", "chương"})
_BEFORE = re.compile(r"(?:([^\W\d_]+) )?(?:([^\W\d_]+) )?([^\W\d_]+)(?:(?: (?:số|thứ)|\.|:)?\s?|-)[(“\"]?$")
#: "khoản 2, 3 và 4": one label for several numbers.
_FIRST_DIGIT = re.compile(r"\d")
_MORE = re.compile(r"\s?(?:,|và|hoặc|đến|[-–/+])\s?\d+[a-zđ]?(?![\d.,]*\d|\s?%)")
#: Words before "số" that keep it from naming: "tổng số 15 vụ", "trong số 20 hộ".
_NUMBER_OF = frozenset({"tổng", "trong", "con", "chỉ", "đa", "thiểu", "với"})
#: Words before "điểm" after which it is a score, not a point of a law.
_SCORED = frozenset({"đạt", "được", "số", "tổng", "với"})
_HEADS_LINE = re.compile(r"(?:^|\n)[ +*•\-–.]*$")

#: "1. Về công tác thanh tra", "2/ ...", "a) ...": the number of a list at the head of a line.
_ENUMERATED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|\d{1,2})(?:[.)/]|\s?[-–:])\s?(?=[^\W\d]|[“\"(])")
#: "bao gồm: (1) ..., (2) ...".
_BRACKETED = re.compile(r"\d{1,2}(?=\))")
_QUOTE = re.compile(r"[“\"'‘]\s?$")
_SLOGAN = re.compile(r"\d+\s[^”\"’'\n\d]{1,40}(?:[,;]?\s?\d+\s[^”\"’'\n\d]{1,40}){0,4}[”\"’']")
#: A file, an address on the web or a mailbox: whatever digits it holds.
_MACHINE = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+|[\w./-]+\.(?:jpe?g|png|gif|pdf|docx?|xlsx?|mp[34])\b"
)


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
    if _QUOTE.search(before) and (found := _SLOGAN.match(low, at)) and not counts(_digits(low, at)):
        return found.end()
    shape = _SHAPES.match(low, at)
    if shape is None and before.endswith("("):
        shape = _BRACKETED.match(low, at)
    elif shape is None and _HEADS_LINE.search(before):
        shape = _ENUMERATED.match(low, at)
    if shape:
        return shape.end()
    if before.endswith(("kỷ niệm ", "lần ", "chào mừng ")) and low.startswith(" năm", _digits(low, at)):
        return _digits(low, at) + len(" năm")
    words = _BEFORE.search(before)
    return _named(low, at, [word for word in words.groups() if word], counts) if words else None


def _named(low: str, at: int, words: list[str], counts: Callable[[int], bool]) -> int | None:
    """The end of a label that the last of the words before it makes one."""
    for count in range(len(words), 0, -1):
        name = " ".join(words[-count:])
        if name in _ALWAYS:
            return _more(low, at, _never if name in _OF_LAW else counts)
        if name in _UNLESS_COUNTING:
            return None if _overruled(low, at, words, counts) else _more(low, at, _never if name in _OF_LAW else counts)
    return None


def _overruled(low: str, at: int, words: list[str], counts: Callable[[int], bool]) -> bool:
    """Whether a number counts although the word before it may name it."""
    name, before = words[-1], words[-2] if len(words) > 1 else ""
    said = low[max(0, at - 8) : at].rstrip(' (“"')
    if said.endswith(":") or (name == "số" and before in _NUMBER_OF) or (name == "điểm" and before in _SCORED):
        return True
    if name == "tuyến" and before == "trực":
        return True  # "trực tuyến 7.985": online
    return name not in _CALENDAR and not said.endswith((" số", " thứ")) and counts(_digits(low, at))


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
        number = found[0][_FIRST_DIGIT.search(found[0]).start() :]  # type: ignore[union-attr]
        glued = found[0][0] in "+-–/"
        if not glued and len(number) != length and counts(found.end()):
            break
        end = found.end()
    return end
