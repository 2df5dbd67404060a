"""Whether a sentence speaks of a place that it mentions: by what stands between the head of its clause and the mention.

The subject, "tại", "trên địa bàn" and the name of a body that acts speak of it; a document's issuer, a person's title, the
other side of a comparison or of a visit do not.
"""

import re

from pipelines.figures.agencies.openings import LONGEST, OPENERS, OPENING, clause_start, continues, opens, words
from pipelines.figures.places.mentions import Mention

IN = re.compile(
    r"(?<![^\W_])(?<!trú )(?<!sinh )(?<!công tác )(?<!kinh nghiệm )(?<!học tập )(?<!đăng ký )(?<!gốc )(?:tại|ở|địa "
    r"bàn|toàn|khắp|cả|riêng|trong)"
    r"(?: (?:các|một số|hai|ba|bốn|\d+|địa bàn|khu vực|trung tâm))* ?:? ?$"
)
#: The last words that the above can end in.
_IN_ENDS = words("tại ở bàn toàn khắp cả riêng trong các số hai ba bốn vực tâm")
OWN = re.compile(r"(?<![^\W_])(?:của|thuộc) (?:các )?$")
#: Words after which a place is another's: with whom, by whose order, to whom, compared to whom, or a person's title.
_OTHERS = re.compile(
    r"(?<![^\W_])(?:với|theo|do|bởi|cùng|từ|gửi|trình|giao|so|được|chỉ đạo|quyết định|nghị quyết|kế hoạch|công văn|"
    r"kết luận|đoàn|chủ tịch|bí thư|giám đốc|"
    r"lãnh đạo|ông|bà|đồng chí|trưởng|phó|hơn|như|bằng|đến|cho|tới)(?![^\W_])"
)
_REPORTS = re.compile(r"^theo (?:(?:thông tin|số liệu|báo cáo|thống kê|tổng hợp)(?: [^\W_]+){0,5}? (?:của|từ) )?")
#: The bodies whose names hold a place.
_BODY = re.compile(
    r"(?<![^\W_])(?:(?:tỉnh|thành|huyện|quận|thị) (?:ủy|đoàn)|ubnd|ủy ban|hđnd|hội đồng nhân dân|thanh tra|công an|"
    r"sở|phòng|ban|chi cục|cục|tòa án|tand|viện kiểm sát|vksnd|kho bạc|bảo hiểm|bhxh|hội|"
    r"liên đoàn|mặt trận|mttq|trung tâm|bộ phận|văn phòng|ngành|đảng bộ|chính quyền|cơ quan|bệnh viện|trường|đài|"
    r"bưu điện|điện lực|kiểm lâm|đội|quân|"
    r"lực lượng|bộ chỉ huy|hạt|nhân dân|toàn|cán bộ|thi hành án|hải quan|thuế|công đoàn|tập thể)(?![^\W_])"
)
_COMMUNE = re.compile(r"(?:xã(?! hội)|phường|thị trấn|thôn|bản|ấp|khu phố|tổ dân phố|khóm|làng)(?![^\W_])[^,;.:()]*$")
VISITED = re.compile(r"làm việc (?:với|tại)[^,;:.]{0,40} $")


def heads(low: str, start: int, one: Mention) -> bool:
    """Whether `one` stands in the first clause of a sentence or right behind an opening ("Năm 2023, tại huyện X")."""
    begin = clause_start(low, start, one.start)
    return begin <= start or (begin - start <= LONGEST and opens(low[start:begin].rstrip(" ,:")))


def speaks(low: str, start: int, one: Mention, title: bool = False) -> bool:
    """Whether the clause speaks of this place. `start` is that of the sentence. What the last words before it rule out is not
    searched for."""
    begin = clause_start(low, start, one.start)
    while begin > start and low[begin - 1] == "," and _COMMUNE.search(low, max(start, begin - LONGEST), begin - 1):
        begin = clause_start(low, start, begin - 1)
    if one.start - begin > LONGEST:
        return False
    said = low[begin : one.start]
    if ("xã" in said or "phường" in said or "thị trấn" in said) and (commune := _COMMUNE.search(said.rstrip(" ,-"))):
        said = said[: commune.start()]
    spoken = said.split()
    if not spoken or ((spoken[-1] in OPENERS or spoken[-1][0].isdigit()) and opens(said)):
        return True
    if (spoken[-1].rstrip(":") in _IN_ENDS or spoken[-1].isdigit()) and IN.search(said):
        return "so với" not in said and "hơn" not in said
    rest = said[opening.end() :] if (opening := OPENING.match(said)) else said
    if reported := _REPORTS.match(rest):
        rest = rest[reported.end() :]
        if not rest.strip():
            return True
    if _BODY.match(rest) and rest.count(" ") <= 10:
        return not _OTHERS.search(rest) and not continues(low, start, begin)
    if ("tại " in said or "ở " in said) and (body := _BODY.search(said)) and IN.search(said[: body.start()]):
        return True  # "tại UBND huyện X"
    if spoken[-1] in ("của", "thuộc") or said.endswith((" của các ", " thuộc các ")):
        return len(spoken) <= 9 and not _OTHERS.search(said) and not continues(low, start, begin)
    if title:
        return not _OTHERS.search(said) or bool(VISITED.search(said))
    return rest.strip() in ("các", "một số", "nhiều", "hai", "ba") and not continues(low, start, begin)
