"""Where a clause begins, and the words that may stand before its subject: times, links, numbers of a list.

Places and agencies are believed by where they stand: who opens a clause is whom it is about.
"""

import re
from bisect import bisect_right, insort
from functools import lru_cache


#: A comma or a dash within the name of an office parts nothing: "Sở Văn hóa, Thể thao và Du lịch".
def words(text: str, apart: str | None = None) -> frozenset[str]:
    """A set that is written as a line of words, or of phrases `apart` from each other by a mark."""
    return frozenset(text.split(apart))


_OFFICE = re.compile(r" (?:thể thao|thương binh|kế hoạch|khen thưởng|truyền hình|xã hội và|khoa học và|hậu cần)")
_OFFICE_SIGNS = (" thương binh", ", thể thao", "- kế hoạch", "– kế hoạch", "khen thưởng", "truyền hình")
_BREAK = re.compile('[,;:(\n“”"]')
OPENERS = words(
    "trong vào đến tính từ hết năm tháng quý ngày kỳ tuần giờ sáng chiều tối trưa đầu cuối giữa nửa qua nay này "
    "trước sau hiện tại thời điểm gian "
    "giai đoạn i ii iii iv là và còn riêng với ngoài ra theo đó qua do vậy vì thế tuy nhiên bên cạnh đồng thời "
    "song cụ thể đặc biệt trong số như "
    "nhiệm vừa rồi mới đây gần đây hằng hàng một số các nhiều của cùng kỳ thì mà khi rằng rồi nhất hai ba bốn nhờ "
    "kết quả thứ cạnh việc khác tổng "
    "trước hết nguyên đán tết dịp nhằm cũng bình quân tối đa thêm tiếp sang mỗi"
)
_WORD = re.compile(r"[^\s,.:;()\[\]\"“”*+•–-]+")
#: What may be taken away at the head of a clause without its subject being touched.
OPENING = re.compile(
    r"^[\s*+•–-]*(?:\d+[.)] )?(?:(?:và|còn|riêng|đồng thời|trong đó|theo đó|qua đó|ngoài ra|tuy nhiên|hiện nay|"
    r"hiện|đến nay|nay|bên cạnh đó|thì|khi|mà)(?![^\W_]) ?"
    r"|(?:trong |đến |tính đến |từ |hết |vào )?(?:đầu |cuối )?(?:\d+ tháng(?: đầu| cuối)?(?: năm(?: \d{4})?)?|"
    r"năm(?: \d{4}| qua| nay)?|quý [ivx\d]+(?:/\d{4})?|tháng [\d/]+|"
    r"ngày [\d/]+)(?![^\W_]) ?)*"
)


@lru_cache(maxsize=4)
def _breaks(low: str) -> list[int]:
    """The offsets behind all marks that part clauses. Asked for many times of one text, and gone through once."""
    found = [mark.end() for mark in _BREAK.finditer(low)]
    for dash in (" - ", " – "):
        at = low.find(dash)
        while at >= 0:
            insort(found, at + 3)
            at = low.find(dash, at + 3)
    if any(sign in low for sign in _OFFICE_SIGNS):
        found = [
            end for end in found if low[end - 1] not in ", " or not _OFFICE.match(low, end - (low[end - 1] == " "))
        ]
    return found


#: No clause is longer before its subject, and nobody looks farther back for what an earlier sentence was about.
LONGEST, FARTHEST = 240, 40


def clause_start(low: str, start: int, at: int) -> int:
    """The offset behind the last mark before `at` that parts clauses, not before `start`."""
    breaks = _breaks(low)
    last = bisect_right(breaks, at) - 1
    return breaks[last] if last >= 0 and breaks[last] > start else start


_COMPANY = re.compile(r"(?<![^\W_])(?:với(?! đó)|cùng(?! kỳ| thời| lúc| với đó)|giữa|dự có|đại diện) [^,]{2,60}$")


def continues(low: str, start: int, begin: int) -> bool:
    """Whether the clause at `begin` goes on with a list of others: "phối hợp với Công an tỉnh, [Sở Nội vụ] tổ chức"."""
    if begin <= start or low[begin - 1] != ",":
        return False
    since = max(clause_start(low, start, begin - 1), begin - LONGEST)
    return bool(_COMPANY.search(low, since, begin - 1))


def opens(said: str) -> bool:
    """Whether nothing but an opening stands in `said`."""
    return all(
        word in OPENERS or word[0].isdigit() or word.partition("/")[0] in OPENERS for word in _WORD.findall(said)
    )
