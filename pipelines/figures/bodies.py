"""Names of official bodies in a text: where they begin, where they end, and what completes them.

A name begins with one of few words ("Sở", "Thanh tra", "UBND") and ends behind its kind of place and that place's name, or
where a word stands that no name holds in lower case: a verb, a preposition, a number.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from pipelines.figures.openings import words
from pipelines.figures.places import CITIES, kinds, shorts
from pipelines.figures.places.mentions import Mention, capitals
from spiders.items import Place

#: The first words of bodies, and what must follow (empty: anything).
_HEADS: dict[str, str] = {
    "ubnd": "",
    "ủy": "ban",
    "hđnd": "",
    "hội": "đồng nhân dân|nông dân|liên hiệp|lhpn|cựu|chữ|người|khuyến|luật",
    "thanh": "tra",
    "công": "an|đoàn",
    "sở": "",
    "phòng": "",
    "ban": r"(?!hành|đầu|ngày)",
    "chi": "cục|bộ|nhánh",
    "cục": "",
    "tổng": "cục|thanh tra|công ty",
    "bộ": r"(?!máy|mặt|luật|thủ|tiêu|đội)",
    "ubkt": "",
    "mttq": "",
    "ubmttq": "",
    "mặt": "trận",
    "liên": "đoàn|minh",
    "tòa": "án",
    "tand": "",
    "viện": "",
    "vksnd": "",
    "kho": "bạc",
    "bảo": "hiểm",
    "bhxh": "",
    "trung": "tâm",
    "văn": "phòng",
    "tỉnh": "ủy|đoàn",
    "huyện": "ủy|đoàn",
    "thành": "ủy|đoàn",
    "quận": "ủy|đoàn",
    "thị": "ủy|đoàn",
    "ngành": "",
    "đảng": "bộ|ủy",
    "chính": "quyền|phủ",
    "cơ": "quan",
    "các": "sở|cơ quan|phòng|ngành|huyện|xã|địa phương|đơn vị",
    "bệnh": "viện",
    "hải": "quan",
    "kiểm": "lâm|toán",
    "lực": "lượng",
    "đội": "quản|cảnh|kiểm|thanh",
    "hạt": "kiểm",
    "bưu": "điện",
    "điện": "lực",
    "ngân": "hàng",
    "đoàn": "thanh niên|tncs",
    "thường": "trực|vụ",
    "quốc": "hội",
    "bđd": "",
    "hệ": "thống chính trị",
    "thuế": "tỉnh|huyện|thành phố",
    "trường": "",
    "đài": "phát|truyền",
}
_AFTER = {word: re.compile(rf" (?:{then})") for word, then in _HEADS.items() if then}
_SMALL = ("ngành ", "cơ quan ", "bộ phận ", "trung tâm ", "chi cục ", "phòng ", "ủy ban nhân dân ", "ubnd ", "công an ")
_CENTRAL = re.compile(
    r"(?:bộ (?!phận|chỉ huy|chqs)|chính phủ|quốc hội|tổng |thanh tra (?:chính phủ|bộ)|kiểm toán|ủy ban thường vụ|"
    r"ngân hàng nhà nước|văn phòng (?:chính|trung|quốc)|"
    r"đảng bộ$|ban (?:bí thư|chấp hành trung|nội chính trung))|.* trung ương$|.* quốc gia$"
)
_COMMITTEE = re.compile(r"(?<![^\W_])(tỉnh|thành|huyện|quận|thị) (?:ủy|đoàn)$")
_COMMITTEES = {"tỉnh": "tỉnh", "thành": "thành phố", "huyện": "huyện", "quận": "quận", "thị": "thị xã"}
_UNITS = (
    r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|sở|ban|ngành|phòng|cơ quan|đơn vị|địa phương|cấp|"
    r"đoàn thể|chuyên môn)"
)
_MANY = re.compile(rf"(?<![^\W_])(?:các )?{_UNITS}(?:(?:,| và|, và|;) (?:các )?{_UNITS})*(?![^\W_])")
_WORD = re.compile(r" ?([^\s,;:.()“”\"]+)(\.(?= ?\w))?")
_COMMUNE_NAME = re.compile(r"(?: \S*[^\s,;:.()“”\"a-zà-ỹ]\w*)+")
#: Verbs and links: in lower case they end a name.
_STOPS = words(
    "đã đang sẽ cũng còn vẫn được bị có là tại ở trong với do theo từ đến để khi nhằm sau trước đạt tiếp thu mở "
    "nhận trả giao trao tặng trồng xét lập ký nêu năm "
    "tháng quý ngày này đó trên thì mà nên như vừa mới luôn cần phải không chưa đều cùng đối về qua gửi chi bắt "
    "khởi tạm cấp thụ chiếm chủ giảm tăng đưa số hiện"
)
#: These end it even where its own first word is awaited: "Sở cũng mở".
_NEVER = words("đã cũng đang sẽ có được là còn vẫn tại ở")
_TWO_WORDS = frozenset(("bộ phận", "bộ phận tiếp", "trung tâm", "cơ quan", "văn phòng", "ban chỉ"))
_STOP_PAIRS = words(
    "tổ chức;thực hiện;triển khai;tiến hành;ban hành;phát hiện;kiến nghị;hoàn thành;xử lý;xử phạt;giải quyết;"
    "kiểm tra;phối hợp;tham mưu;tham gia;yêu cầu;đề nghị;đề xuất;chỉ đạo;báo cáo;cho biết;công bố;thành lập;"
    "hướng dẫn;khen thưởng;xác định;làm việc;đứng đầu;quản lý;hỗ trợ;vận động;thẩm định;rà soát;đánh giá;"
    "kết thúc;rút ngắn;cắt giảm;lãnh đạo;duy trì;tuyên truyền;đào tạo;bố trí;thống kê;khảo sát;giám sát;"
    "thanh tra;ghi nhận;khẳng định;tập trung;duyệt chi;phê duyệt;bàn giao;đôn đốc;chuyển đổi;kê khai;tích cực;"
    "thường xuyên;kịp thời;nỗ lực;trực tiếp;điều tra;truy tố;xét xử;tổng kết;sơ kết;khánh thành;đầu tư;xây dựng;"
    "tập huấn;và các;tăng cường;nghiêm túc;cơ bản;ra quân;bắt giữ;quyết định;nghiệm thu;huy động;giải ngân;"
    "thông qua;cụ thể;đăng ký;sắp xếp;tinh giản;tuyển dụng",
    ";",
)


@dataclass(slots=True)
class Body:
    """`base` is the name up to its kind of place, `level` that kind as written, `named` the place's own name or "".
    `many`: several bodies under one name ("UBND các xã")."""

    start: int
    end: int
    base: str
    level: str = ""
    named: str = ""
    many: bool = False


@lru_cache(maxsize=4)
def heads(text: str, low: str) -> list[int]:
    """Where names of bodies may begin, in order."""
    found = []
    for at, stop, first in capitals(text):
        if first not in _HEADS or (at and text[at - 1].isalnum()) or low[stop : stop + 1].isalnum():
            continue
        if first not in _AFTER or _AFTER[first].match(low, stop):
            found.append(at)
    for small in _SMALL:
        at = low.find(small)
        while at >= 0:
            if text[at].islower() and (at == 0 or not low[at - 1].isalnum()):
                found.append(at)
            at = low.find(small, at + 1)
    found.sort()
    return found


def heads_within(text: str, low: str, start: int, end: int) -> list[int]:
    found = heads(text, low)
    return found[bisect_left(found, start) : bisect_left(found, end)]


def body_at(text: str, low: str, start: int, limit: int, by_start: dict[int, Mention]) -> Body | None:
    """The name that begins at `start`: words are taken until one of them ends it."""
    loud = text[start : start + 12].isupper()
    at, count = start, 0
    while at < limit and count < 17:
        word = _WORD.match(low, at, limit)
        if word is None:
            if count and _goes_on(text, low, at):  # "Sở Văn hóa, Thể thao và Du lịch"
                at += 1
                continue
            break
        begin, stop, said = word.start(1), word.end(), word[1]
        if count and (mention := by_start.get(begin)) and (not mention.name or mention.level or not loud):
            return _placed(text, start, begin, mention)
        if count and said in ("xã", "phường", "thị", "các") and (body := _communal(text, low, start, begin)):
            return body
        if not count and said == "các":
            return _communal(text, low, start, begin)
        if count and not (text[begin].isupper() and not loud) and _ends(low, begin, said, count, low[start:at]):
            break
        at, count = stop, count + 1
    many = low.startswith("các ", start - 4)
    name = _tidy(text[start - 4 * many : at])
    if count < 2 and name.lower() not in ("ubnd", "hđnd", "chính phủ", "quốc hội"):
        return None
    return Body(start, at, name, many=many or name.lower().endswith((" các cấp", " địa phương")))


def _ends(low: str, begin: int, said: str, count: int, before: str) -> bool:
    if said == "của":
        return (
            not low.startswith(("của ubnd", "của ủy ban", "của thanh tra", "của sở", "của huyện", "của tỉnh"), begin)
            or count > 12
        )
    if not said[0].isalpha() and said[0] not in "&-–":
        return True
    if said in _NEVER:
        return True
    if count == 1 or before.endswith(" và") or before in _TWO_WORDS:  # "Ban Tiếp công dân", "tiếp nhận và trả kết quả"
        return False
    if said in _STOPS:
        return not (said in ("cấp", "số") and before.endswith((" các", " hai", " 2", " ba", " đổi")))
    space = low.find(" ", begin + len(said) + 1)
    pair = low[begin : space if space > 0 else len(low)].rstrip(",.;:")
    return (
        pair in _STOP_PAIRS
        and not (pair == "xây dựng" and before.endswith("đầu tư"))
        and not (pair == "đầu tư" and "dự án" in before)
    )


def _goes_on(text: str, low: str, at: int) -> bool:
    if text[at : at + 2] != ", " or not text[at + 2 : at + 3].isupper():
        return False
    stop = at + 2
    while stop < len(low) and low[stop].isalpha():
        stop += 1
    return low[at + 2 : stop] in ("thương", "thể", "văn", "khoa", "lao", "người")


def _placed(text: str, start: int, begin: int, mention: Mention) -> Body | None:
    base = _tidy(text[start:begin])
    if not mention.name:
        return Body(start, mention.end, base, text[begin : mention.end])
    end = mention.at + len(mention.name.low)
    if text[begin].isdigit() or mention.name.low.startswith("quận "):  # "Quận 7"
        end = mention.end
    return Body(start, end, base, text[begin : mention.at].strip(), text[mention.at : end].strip())


def _communal(text: str, low: str, start: int, begin: int) -> Body | None:
    """ "UBND các xã, thị trấn", "UBND xã Niêm Sơn"."""
    many = _MANY.match(low, begin)
    if many is None:
        return None
    if low.startswith("các ", begin):
        return Body(
            start,
            many.end(),
            _tidy(text[start : many.end()]),
            many=low[many.start() : many.end()] != "các cấp" or start != begin,
        )
    if name := _COMMUNE_NAME.match(text, many.end()):
        return Body(start, name.end(), _tidy(text[start : name.end()]), named="-")
    return None


def _tidy(name: str) -> str:
    """One blank, the short form of a People's Committee, a capital in front."""
    name = re.sub(r"ủy ban nhân dân", "UBND", " ".join(name.split()), flags=re.I).strip(" ,-–")
    return name[:1].upper() + name[1:]


def completed(body: Body, *places: Place | None) -> str:
    """The full name, with the first of `places` that fits what it lacks."""
    base = body.base.capitalize() if body.base.isupper() and len(body.base) > 5 else body.base
    if base.startswith("Ubnd"):
        base = "UBND" + base[4:]
    if body.named == "-" or _CENTRAL.match(base.lower()):
        return base
    level = "TP" if body.level.lower().startswith("tp") else body.level.lower()
    if body.named:
        loud = body.named.isupper() and " " in body.named
        return " ".join(filter(None, (base, level, body.named.title() if loud else body.named)))
    for place in places:
        if place is None:
            continue
        if level:
            if name := fitting(level, place):
                return f"{base} {level} {name}"
        else:
            return _by_rank(base, body.many, place)
    return f"{base} {level}".strip()


def _by_rank(base: str, many: bool, place: Place) -> str:
    """A name without any place gets the article's: in brackets where it means many bodies."""
    low = base.lower()
    if committee := _COMMITTEE.search(low):
        name = fitting(_COMMITTEES[committee[1]], place)
        return f"{base} {name}" if name else base
    if not many and low.endswith((" xã", " phường", " thị trấn")):
        return base
    provincial = low.startswith(("sở ", "các sở", "cục ", "chi cục ", "ngành "))
    if place.district and place.district_code and not provincial:
        where = f"{kinds()[place.district_code]} {shorts()[place.district_code]}"
    else:
        where = f"{'thành phố' if place.province_code in CITIES else 'tỉnh'} {place.province}"
        if low.startswith("sở ") and place.province_code in CITIES:
            where = place.province
    return f"{base} ({where})" if many else f"{base} {where}"


def fitting(level: str, place: Place) -> str | None:
    """The name of the unit of `place` that a kind such as "huyện" can mean."""
    if level == "tỉnh":
        return place.province if place.province_code not in CITIES or place.province_code in ("46",) else None
    kind = "thành phố" if level.lower().rstrip(".") == "tp" else level
    if place.district_code and kinds().get(place.district_code) == kind:
        return shorts()[place.district_code]
    return place.province if kind == "thành phố" and place.province_code in CITIES else None
