"""Lines that count views and visitors: "Lượt xem: 431", "Đang online: 25", a number printed one digit an element.

A line counts when it is nothing but a number and words that label counters. So a sentence that speaks of "lượt truy cập"
stays, and a label nobody has thought of yet still goes.
"""

import re
from collections.abc import Sequence

_NUMBER = r"[\d.,\s]*\d"
#: "Lượt xem: 431", "View count: 536", "1.234 lượt đọc".
_VIEWS = re.compile(
    rf"(?:(?:số\s)?lượt\s(?:xem|đọc|truy\scập)|(?:số\s)?(?:lần|người)\s(?:xem|đọc)|đã\sxem|view\scount|views?|hits)\s?[:=]?\s?{_NUMBER}"
    rf"|{_NUMBER}\s(?:lượt\s(?:xem|đọc|truy\scập)|views?)",
    re.I,
)
#: Longer lines, and labels of more words, are sentences.
LONGEST, MOST_WORDS = 160, 14
#: Words that label counters. A line of nothing else, a number and one of the sure words counts visitors.
_COUNTER_WORDS = frozenset([
    "truy", "cập", "lượt", "online", "trực", "tuyến", "khách", "thành", "viên", "người", "dùng", "đang", "xem", "hôm",
    "nay", "qua", "tuần", "tháng", "năm", "này", "trước", "hiện", "tại", "tất", "cả", "tổng", "số", "cộng", "ngày",
    "trong", "số", "thống", "kê", "máy", "chủ", "tìm", "kiếm", "ghé", "thăm", "website", "trang", "visitor",
    "visitors", "visits", "hits", "guest", "guests", "user", "users", "page", "pages", "view", "views", "today",
    "yesterday", "week", "month", "total", "all", "this", "last", "now", "are", "we", "have", "and", "your", "ip",
    "ở", "giờ", "phút", "từ", "là", "của", "bạn",
])  # fmt: skip
_SURE_COUNTER = re.compile(
    r"truy\scập|(?:đang|khách|người)\s(?:đang\s)?trực\stuyến|online|visit|hits|guests"
    r"|tổng\s(?:số\s)?lượt\s*:|(?:đang\sxem|lượt\sxem)\s*:",
    re.I,
)
#: "Năm 2023: 1.204 lượt": a number with its noun behind a label states something.
_STATES = re.compile(r":\s*[\d.,]*\d\s*(?:lượt|người|khách|triệu|nghìn|tỷ)", re.I)
_COUNTER_HEAD = re.compile(
    r"thống\skê\s(?:lượt\s)?truy\scập|visitors?\scounter|bộ\sđếm\struy\scập|"
    r"(?:số\sngười\s)?đang\s(?:online|truy\scập|trực\stuyến)|tổng\s(?:số\s)?(?:lượt\s)?truy\scập",
    re.I,
)
#: Headings of counters only where one stands beside them.
_WEAK_HEAD = re.compile(
    r"thống\skê|bộ\sđếm|truy\scập|(?:số\s|tổng\s(?:số\s)?)?lượt(?:\struy\scập)?|trực\stuyến|visitors?", re.I
)
#: A counter printed one digit an element, or padded with zeros.
_DIGITS = re.compile(r"0(?:\s\d){5,}|00\d{4,7}")
_OF_DAYS = re.compile(r"hôm\s(?:nay|qua)|today|yesterday", re.I)
_EDGES = " |•·*–-"


def is_counter(text: str) -> bool:
    """Whether a line counts visitors or views."""
    if len(text) > LONGEST:
        return False
    bare = text.strip(_EDGES)
    return counts_visitors(bare) or bool(_VIEWS.fullmatch(bare))


def is_weak_counter(text: str) -> bool:
    """Whether a line counts visitors, provided that its neighbour does: "Hôm nay: 25"."""
    if len(text) > LONGEST or _STATES.search(text):
        return False
    if _WEAK_HEAD.fullmatch(text.strip(_EDGES + ":")):
        return True
    return _is_labelled_number(text) or re.fullmatch(_NUMBER, text.strip()) is not None


def counts_visitors(text: str) -> bool:
    """Whether a line counts visitors, or is the heading of such lines."""
    if _DIGITS.fullmatch(text) or _COUNTER_HEAD.fullmatch(text.rstrip(" :")):
        return True
    if (
        text.endswith(":")
        and _SURE_COUNTER.search(text)
        and _COUNTER_WORDS.issuperset(text.lower().strip(" :").split())
    ):
        return True
    return bool(_SURE_COUNTER.search(text)) and not _STATES.search(text) and _is_labelled_number(text)


def without_views(text: str) -> tuple[str, int]:
    """A line less its view counts, and how many those were."""
    return _VIEWS.subn("", text)


def _is_labelled_number(text: str) -> bool:
    """Whether a line is a number and words that label counters, and nothing else."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return 0 < len(words) <= MOST_WORDS and any(sign.isdigit() for sign in text) and _COUNTER_WORDS.issuperset(words)


def is_table(rows: list[str]) -> bool:
    """Whether the rows of a table only count visitors."""
    if not all(is_counter(row) or is_weak_counter(row) for row in rows):
        return False
    return any(is_counter(row) or _OF_DAYS.search(row) for row in rows)


def among(texts: Sequence[str]) -> set[int]:
    """Which of these lines, one below the other, count visitors: sure ones, and doubtful ones in a row with a sure one,
    with the heading of counters or with a count of today's."""
    found: set[int] = set()
    row: list[int] = []
    for number, text in enumerate([*texts, ""]):
        if text and (is_counter(text) or is_weak_counter(text)):
            row.append(number)
            continue
        sure = [one for one in row if is_counter(texts[one])]
        told = any(_OF_DAYS.search(texts[one]) or _WEAK_HEAD.fullmatch(texts[one].strip(_EDGES + ":")) for one in row)
        found.update(row if sure or (told and len(row) > 1) else ())
        row = []
    return found
