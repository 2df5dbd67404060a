"""Where a body has its seat, and its full name with that: "Thanh tra tỉnh" told of Kon Tum is "Thanh tra tỉnh Kon Tum"."""

import re

from pipelines.figures.agencies.bodies import Body
from pipelines.figures.places import CITIES, kinds, names, shorts
from pipelines.figures.places.mentions import COMMITTEES
from pipelines.folding import canon
from spiders.items import Place

_CENTRAL = re.compile(
    r"(?:bộ (?!phận|chỉ huy|chqs|đội)|chính phủ|quốc hội|tổng |thanh tra (?:chính phủ|bộ)|kiểm toán|ủy ban thường vụ|"
    r"ngân hàng nhà nước|văn phòng (?:chính|trung|quốc)|"
    r"đảng bộ$|ban (?:bí thư|chấp hành trung|nội chính trung))|.* (?:trung ương|quốc gia|việt nam)$"
)
_COMMITTEE = re.compile(r"(?<![^\W_])(tỉnh|thành|huyện|quận|thị) (?:ủy|đoàn)$")
_PROVINCIAL = re.compile(r"(?<![^\W_])(?:sở|cục|chi cục|ngành)(?![^\W_])")
_LEVEL_END = re.compile(r"(?:^|\s)(tỉnh|huyện|thành phố|quận|thị xã|tp\.?)$", re.I)
DISTRICT_LEVELS = frozenset(("huyện", "quận", "thị xã", "thành phố", "tp", "tp."))
_COMMITTEE_END = re.compile(r"(?:^|\s)(tỉnh|thành|huyện|quận|thị) (?:ủy|uỷ)$", re.I)


def issuer(text: str, place: Place | None) -> str:
    """The issuer of a document, its place in brackets where only a kind is written: "UBND huyện (Sóc Sơn)"."""
    if place is None:
        return text
    if level := _LEVEL_END.search(text):
        name = fitting(level[1].lower(), place)
    elif level := _COMMITTEE_END.search(text):
        name = fitting(COMMITTEES[level[1].lower()], place)
    else:
        return text
    return f"{text} ({name})" if name else text


def full_name(body: Body, *places: Place | None) -> str:
    """The name with its seat: in brackets where it means many bodies."""
    base = body.base.capitalize() if body.base.isupper() and len(body.base) > 5 else body.base
    if base.startswith("Ubnd"):
        base = "UBND" + base[4:]
    kind, name = seat(body, *places)
    if not name or canon(base).lower().endswith(f" {canon(name).lower()}"):
        return f"{base} {kind}".strip() if not name else base
    where = f"{kind} {name}".strip()
    return f"{base} ({where})" if body.many else f"{base} {where}"


def seat(body: Body, *places: Place | None) -> tuple[str, str]:
    """The kind and the name of a body's place, by the first of `places` that fits what is not written; "" for what is unknown."""
    level = "TP" if body.level.lower().startswith("tp") else body.level.lower()
    if body.named:
        loud = body.named.isupper() and " " in body.named
        return level, body.named.title() if loud else body.named
    if not level and _CENTRAL.match(body.base.lower()):
        return "", ""
    for place in places:
        if place is None:
            continue
        if not level:
            return _by_rank(body.base.lower(), body.many, place)
        if name := fitting(level, place):
            return level, name
    return level, ""


def _by_rank(low: str, many: bool, place: Place) -> tuple[str, str]:
    """A name without any place has the article's."""
    if committee := _COMMITTEE.search(low):
        return "", fitting(COMMITTEES[committee[1]], place) or ""
    if place.district and place.district_code and not _PROVINCIAL.search(low):
        return kinds()[place.district_code], shorts()[place.district_code]
    if place.province_code not in CITIES:
        return "tỉnh", place.province
    return "" if (low.startswith("sở ") or " sở " in low) and not many else "thành phố", place.province


def same_seat(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two bodies have one place. What is not known of either parts nobody."""
    kind, other_kind = (each[0].lower().replace("tp", "thành phố") for each in (one, other))
    name, other_name = (canon(each[1]).lower() for each in (one, other))
    return (kind == other_kind or not kind or not other_kind) and (name == other_name or not name or not other_name)


def fitting(level: str, place: Place) -> str | None:
    """The name of the unit of `place` that a kind such as "huyện" can mean."""
    if level == "tỉnh":
        return place.province if place.province_code not in CITIES or place.province_code in ("46",) else None
    kind = "thành phố" if level.lower().rstrip(".") == "tp" else level
    if place.district_code and kinds().get(place.district_code) == kind:
        return shorts()[place.district_code]
    return place.province if kind == "thành phố" and place.province_code in CITIES else None


def other_district(body: Body, place: Place | None) -> Body | None:
    """ "Tại huyện X, đã ..." in an article about another district's committee is X's own doing."""
    if place is None or place.district_code is None or body.level.lower() not in DISTRICT_LEVELS:
        return None
    named = canon(body.named).lower()
    known = (one for one in names().get(named.partition(" ")[0], ()) if one.low == named)
    if any(district.code == place.district_code for one in known for district in one.districts):
        return None
    if named == place.province.lower() and place.province_code in CITIES:
        return None
    return Body(0, 0, "UBND", kinds()[place.district_code], shorts()[place.district_code])
