"""What a number counts: percent, money, area, length, time, points, or the noun behind it.

Nouns come from a list (`nouns.txt`), the longest that fits; a noun that the list does not know is taken by its first word.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from pipelines.figures.wordlists import any_of, parts
from pipelines.syllables import is_syllable

_NOUNS = Path(__file__).with_name("nouns.txt")


@dataclass(frozen=True, slots=True)
class Unit:
    """`kind` of figure, `name` in normal form, `end` of the unit's words. `known` is false for a noun not in the list."""

    kind: str
    name: str
    end: int
    known: bool = True


#: As written in lower case -> (kind, unit).
_MEASURES: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("ha", "hecta", "héc ta", "héc-ta"), ("area", "ha")),
    **dict.fromkeys(("m2", "m²", "m 2", "mét vuông"), ("area", "m2")),
    **dict.fromkeys(("km2", "km²", "ki-lô-mét vuông"), ("area", "km2")),
    **dict.fromkeys(("km", "ki-lô-mét", "ki lô mét", "kilômét", "kilomet", "cây số"), ("length", "km")),
    **dict.fromkeys(("m", "mét"), ("length", "m")),
    "cm": ("length", "cm"), "mm": ("length", "mm"), "hải lý": ("length", "hải lý"),
    "m3": ("count", "m3"), "m³": ("count", "m3"), "mét khối": ("count", "m3"),
}  # fmt: skip
_MEASURE = re.compile(r"\s?(" + any_of("; ".join(_MEASURES)) + r")(?![^\W_]|/\s?(?:h|giờ|s)\b)")
_PERCENT = re.compile(r"\s?(%|‰)|\s(?:phần trăm)\b")
_POINTS = re.compile(r"\s?điểm (?:phần trăm\b|%)")
_SCORE = re.compile(r"điểm\b")
_DURATION = re.compile(
    r"\s?(ngày|giờ|tiếng đồng hồ|phút|giây|tuần|tháng|năm|quý|thập kỷ|thập niên|thế kỷ)\b"
    r"(?! (?:tuổi|công|giường|học|(?:19|20)\d\d)\b)"
)
CURRENCIES = {
    **dict.fromkeys(("đồng", "đ", "₫", "vnđ", "vnd"), "VND"),
    **dict.fromkeys(("usd", "đô la mỹ", "đô-la mỹ", "đô la", "đô-la", "đôla mỹ", "đôla", "us$", "$"), "USD"),
    **dict.fromkeys(("eur", "euro", "€"), "EUR"), **dict.fromkeys(("nhân dân tệ", "cny", "rmb"), "CNY"),
    **dict.fromkeys(("yên nhật", "yên", "jpy"), "JPY"), **dict.fromkeys(("won", "krw"), "KRW"),
    **dict.fromkeys(("bảng anh", "gbp"), "GBP"), **dict.fromkeys(("đô la úc", "aud"), "AUD"), "kíp": "LAK", "lak": "LAK",
}  # fmt: skip
_CURRENCY = re.compile(
    r"\s?(" + any_of("; ".join(CURRENCIES)) + r")(?![^\W_])"
    r"(?! (?:chí|bào|bằng|nai|tháp|thời|bộ|đều|nghiệp|xuân|văn|đăng|hới|anh|hỷ)\b)"
)

#: Nouns that are named together as one thing counted.
_FAMILIES = [
    frozenset(parts(family))
    for family in (
        "tổ chức; cá nhân; tập thể; cơ quan; đơn vị; phòng; doanh nghiệp; hộ gia đình; hộ kinh doanh; hợp tác xã; gia đình",
        "xã; phường; thị trấn; đặc khu",
        "tỉnh; thành phố; thành; tỉnh thành",
        "quận; huyện; thị xã; thành phố",
        "chỉ tiêu; nhiệm vụ; tiêu chí; giải pháp; mục tiêu",
        """cán bộ; công chức; viên chức; người lao động; đảng viên; chiến sĩ; chiến sỹ; hội viên; đoàn viên; nhân
        viên; giáo viên; học sinh; sinh viên; phụ huynh; đại biểu""",
        "sở; ban; ngành; cơ quan; đơn vị; địa phương",
        "thôn; bản; tổ dân phố; khu phố; xóm; ấp; khu; buôn; làng",
        "công trình; dự án; phần việc; hạng mục",
        "nước; vùng lãnh thổ; quốc gia",
        "tin; bài; ảnh; phóng sự; video",
        "lớp; khóa",
        "nhà; căn hộ",
        "đề tài; dự án; sáng kiến; đề án",
        "vụ; việc",
    )
]
_AND = re.compile(r", | và | - |/")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

#: Words that count by themselves, whatever noun follows.
_CLASSIFIERS = frozenset(
    parts(
        """chiếc; cái; bức; tấm; đĩa; dây; ổ; bộ; quả; trái; hạt; sợi; khúc; cụm; dãy; đàn; bầy; tốp; lượng; sân;
        bãi; vườn; rừng; em; anh; chị; cụ; ông; bà; thầy; cô"""
    )
)
_ADJECTIVES = frozenset(
    {"lớn", "nhỏ", "mới", "cũ", "lẻ", "khác", "cao", "dài", "riêng", "chung", "tốt", "xấu", "nặng", "nhẹ"}
)
#: What may follow a number and is no noun: it says that the thing counted is named elsewhere, or nothing is counted.
FUNCTION_WORDS = frozenset(
    parts(
        """và; của; đến; tại; theo; đã; các; trong; là; sẽ; về; với; trên; được; có; để; cho; cũng; nhằm; như; từ;
        sau; đầu; do; đạt; thuộc; vào; tới; đang; cùng; hoặc; nhưng; mà; thì; bị; bởi; khi; nếu; nên; vì; vẫn;
        còn; chưa; không; này; đó; kia; ấy; nay; trước; gồm; bao; hay; qua; lên; xuống; ra; ở; những; mỗi; một;
        hai; ba; bốn; bằng; tăng; giảm; so; trở; vừa; cả; rồi; đều; chỉ; mới; lại; cần; phải; xin; nhân; nhất;
        nhì; trừ; hơn; gần; dưới; giữa; ngoài; riêng; tính; đây; đấy; sang; đối; đồng; tiếp; triển; thực; hoàn;
        xây; ban; phát; đảm; bảo; nâng; đẩy; tập; tham; diễn; kể; đi; nữa; thêm; khoảng; chiếm; ước; giải;
        quyết; thu; chi; nộp; phạt; xử; chuyển; hết; đủ; toàn; cụ; tuy; giao; khai; hoạt; tổ; chức; đưa; mang;
        căn; quy; hướng; kiểm; khắc; bổ; làm; nhận; cấp; gửi; trả; chờ; mở; góp; tạo; giúp; nhờ; sao; tức;
        nghĩa; thứ; số; lúc; hồi; bên; cạnh; dù; dự; kiến"""
    )
)


def _load() -> dict[str, str]:
    """Noun phrase -> its normal form; '' marks a phrase that is none."""
    found: dict[str, str] = {}
    for line in _NOUNS.read_text("utf-8").splitlines():
        for entry in parts(line) if not line.startswith("#") else ():
            phrase, _, normal = entry.partition(" = ")
            found[phrase] = "" if normal == "-" else normal or phrase
    return found


NOUNS = _load()
_LONGEST = max(phrase.count(" ") for phrase in NOUNS) + 1


def percent(low: str, at: int) -> Unit | None:
    """'%', '‰' (unit still '%'), 'phần trăm' or 'điểm phần trăm' behind a number."""
    if points := _POINTS.match(low, at):
        return Unit("points", "điểm %", points.end())
    found = _PERCENT.match(low, at)
    return Unit("permille" if found[1] == "‰" else "percent", "%", found.end()) if found else None


def currency(low: str, at: int) -> Unit | None:
    found = _CURRENCY.match(low, at)
    return Unit("money", CURRENCIES[found[1]], found.end()) if found else None


_DECIMAL = re.compile(r"\s?(?:điểm|lần|bậc|tấn|kg|g|gam|gram|tạ|lít|kwh|mw|m3|m³|độ)\b")


def takes_decimals(low: str, at: int, mark: str) -> bool:
    """Whether `mark` before three digits is a decimal one in front of the unit at `at`: "99.125%" (a share above 100,000 % is
    absurd) and "12,125 ha", but "9.623 ha"."""
    if _PERCENT.match(low, at) or _POINTS.match(low, at):
        return True
    return mark == "," and bool(_MEASURE.match(low, at) or _DECIMAL.match(low, at))


def unit(prose_text: str, low: str, at: int) -> Unit | None:
    """The unit right behind a number that ends at `at`: money and percent aside. None where nothing is counted."""
    if found := _MEASURE.match(low, at):
        return Unit(*_MEASURES[found[1]], found.end())
    glued = low[at : at + 1]
    start = at + 1 if glued in (" ", "\n") else at
    known = noun(low, start)
    if known is not None and known.name and _is_lower_abbreviation(prose_text[start : known.end], known.name):
        known = None
    if glued == "\n" and (known is None or not prose_text[start : start + 1].islower()):
        return None
    if known is not None and known.name:
        return _told_apart(prose_text, low, start, known)
    if found := _DURATION.match(low, at):
        return Unit("duration", found[1], found.end())
    if glued != " " or known is not None:
        return None
    return _score(prose_text, low, start) or _unknown(prose_text, low, start)


def _is_lower_abbreviation(written: str, name: str) -> bool:
    """Whether what looks like an abbreviation is written small: "02 KH" are plans, "kh" is nothing."""
    return len(written) < 4 and written.lower() != name and not written.isupper()


def noun(low: str, start: int) -> Unit | None:
    """The longest noun phrase of the list at `start`; its name is '' for a phrase that must not count."""
    words: list[int] = []
    at = start
    while len(words) < _LONGEST and (word := _WORD.match(low, at)):
        words.append(word.end())
        at = word.end() + 1
        if low[word.end() : word.end() + 1] != " ":
            break
    for end in reversed(words):
        if (name := NOUNS.get(low[start:end])) is not None:
            return Unit("count", name, end)
    return None


def _told_apart(text: str, low: str, start: int, found: Unit) -> Unit:
    """The unit in the case it is written in (but not in capitals), joined with what is named together with it."""
    end = found.end
    joined = end
    while link := _AND.match(low, joined):
        more = noun(low, link.end())
        if more is None or not any({low[start:end], low[link.end() : more.end]} <= one for one in _FAMILIES):
            break
        joined = more.end
    if joined > end:
        return Unit("count", low[start:joined], joined)
    written = text[start:end]
    if written.lower() == found.name and not written.isupper():
        return Unit("count", written, end)
    return found


def _score(text: str, low: str, start: int) -> Unit | None:
    """Points, unless a noun follows that makes them places ("45 điểm tiếp nhận")."""
    if not _SCORE.match(low, start):
        return None
    end = start + len("điểm")
    noun = _unknown(text, low, end + 1) if low[end : end + 1] == " " else None
    if noun is None or low.startswith(("trung bình", "bình quân", "phạt", "thi", "chuẩn", "ưu tiên"), end + 1):
        return Unit("score", "điểm", end)
    return Unit("count", f"điểm {noun.name}", noun.end, known=False)


def _unknown(text: str, low: str, start: int) -> Unit | None:
    """A noun that the list does not know, in small letters: two syllables as most are, one where the next is no part of it."""
    word = _WORD.match(text, start)
    if word is None or not word[0].islower() or word[0] in FUNCTION_WORDS or not is_syllable(word[0]):
        return None
    more = _WORD.match(text, word.end() + 1) if low[word.end() : word.end() + 1] == " " else None
    if (
        more
        and more[0].islower()
        and more[0] not in FUNCTION_WORDS | _ADJECTIVES
        and is_syllable(more[0])
        and word[0] not in _CLASSIFIERS
    ):
        return Unit("count", low[start : more.end()], more.end(), known=False)
    return Unit("count", word[0], word.end(), known=False)
