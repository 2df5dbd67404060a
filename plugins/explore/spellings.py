"""One agency, many spellings: `Sở TT&TT Hà Nội` is the `Sở Thông tin và Truyền thông thành phố Hà Nội`.

What is stored stays as the article has it; only the pages that list agencies put together what the rules here call one name.
Marks are kept: the districts Thanh Hóa and Thạnh Hóa differ by one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from pipelines.folding import canon

#: Abbreviations that agencies use of themselves, without "&" and "-"; those with two meanings are not here.
ABBREVIATIONS = {
    "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "ubmttq": "ủy ban mặt trận tổ quốc", "mttq": "mặt trận tổ quốc",
    "tp": "thành phố", "hcm": "hồ chí minh", "tphcm": "thành phố hồ chí minh", "tw": "trung ương", "ttcp": "thanh tra chính phủ",
    "cntt": "công nghệ thông tin", "bhxh": "bảo hiểm xã hội", "gtvt": "giao thông vận tải", "atgt": "an toàn giao thông",
    "tttt": "thông tin truyền thông", "gdđt": "giáo dục đào tạo", "khđt": "kế hoạch đầu tư", "tnmt": "tài nguyên môi trường",
    "khcn": "khoa học công nghệ", "vhttdl": "văn hóa thể thao du lịch", "lđtbxh": "lao động thương binh xã hội",
    "nnptnt": "nông nghiệp phát triển nông thôn", "nnmt": "nông nghiệp môi trường", "pctn": "phòng chống tham nhũng",
    "cchc": "cải cách hành chính", "qlnn": "quản lý nhà nước", "tthc": "thủ tục hành chính", "tthcc": "trung tâm hành chính công",
}  # fmt: skip
#: Cities that are provinces and nothing else: "thành phố" before them adds nothing. Huế was a city of its province.
CITIES = ("hà nội", "hồ chí minh", "đà nẵng", "hải phòng", "cần thơ")
_PART = re.compile(r"[^\W_]+(?:\s?[&-]\s?[^\W_]+)*")
_CITY = re.compile(rf" thành phố (?=(?:{'|'.join(CITIES)})$)")
#: "tỉnh" before the name of a province; not the one of "tỉnh ủy", "tỉnh đoàn".
_PROVINCE = re.compile(r" tỉnh (?!ủy|đoàn)")


@lru_cache(maxsize=200_000)
def key(name: str) -> str:
    """What the spellings of one agency have in common."""
    words: list[str] = []
    for part in _PART.findall(canon(name).lower()):
        joined = re.sub(r"[\s&-]", "", part)
        words += ABBREVIATIONS[joined].split() if joined in ABBREVIATIONS else _words(part)
    plain = " ".join(word for word in words if word != "và")
    return _CITY.sub(" ", _PROVINCE.sub(" ", plain))


def _words(part: str) -> list[str]:
    return [one for word in re.split(r"[\s&-]+", part) for one in ABBREVIATIONS.get(word, word).split()]


def together(names: Iterable[tuple[str, int]]) -> list[tuple[str, int, list[str]]]:
    """(the spelling used most, how many figures, its other spellings) for each agency, the one named most first."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for name, count in names:
        found[key(name)].append((count, name))
    agencies = []
    for spelt in found.values():
        # Of spellings that are as common the longest says most.
        ordered = [name for _, name in sorted(spelt, key=lambda one: (-one[0], -len(one[1]), one[1]))]
        agencies.append((ordered[0], sum(count for count, _ in spelt), ordered[1:]))
    return sorted(agencies, key=lambda one: (-one[1], one[0]))
