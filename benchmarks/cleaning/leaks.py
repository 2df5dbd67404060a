"""What of a page's surroundings stands in a text: six classes, told by words, and none that the article says itself.

A pattern is only evidence: one real article has "tin liên quan" in its own title, another "lượt truy cập" in its own
text. So what a pattern finds counts only when the words found are not the article's.
"""

import re
from collections.abc import Sequence

from benchmarks.cleaning.samples import Sample, own_words
from benchmarks.truth import words

_DAY = r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}"
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\W+(?:ngày\W+)?"


def _any(*ways: str) -> re.Pattern[str]:
    return re.compile("|".join(ways), re.I | re.M)


PATTERNS: dict[str, re.Pattern[str]] = {
    "view count": _any(
        r"(?:lượt|số lần) (?:xem|đọc)\s*:?\s*\d+",
        r"\bđã xem\s*:\s*\d+",
        r"view count\s*:?\s*\d*",
        r"^\W*\d[\d.,]* lượt (?:xem|đọc)\W*$",
        r"^\W*(?:số )?lượt (?:xem|đọc|truy cập)\W*$",
    ),
    "date line": _any(
        rf"{_DAY}\s*\|\s*\d{{1,2}}:\d{{2}}[^\n]{{0,3}}",
        r"^\W*(?:ngày đăng|publish date|cập nhật)\b[^\n]{0,40}",
        rf"^\W*(?:{_WEEKDAY})?{_DAY}\W+\d{{1,2}}[:h]\d{{2}}[^\n]{{0,12}}$",
        rf"^\W*{_WEEKDAY}{_DAY}\W*$",
    ),
    "related": _any(
        r"^\W*(?:các )?(?:tin|bài)(?: viết| tức)? (?:khác|liên quan|cùng chuyên mục|mới(?: nhất)?|cũ hơn|đã đưa|gần đây)\W*$",
        r"^\W*(?:đọc thêm|xem thêm|có thể bạn quan tâm|other news|tin nổi bật|đọc nhiều(?: nhất)?|xem nhiều)\W*$",
    ),
    "toolbar": _any(
        r"^\W*(?:in bài viết|bản in|in trang|gửi (?:e)?mail|gửi bài viết|gửi cho bạn bè|print|send email)\W*$",
        r"^\W*(?:quay lại|trở về|trở lại|về trang trước|chia sẻ(?: bài viết)?|lưu bài|cỡ chữ|a- a a\+|thích|like|tweet)\W*$",
        r"^\W*(?:tăng tương phản|giảm tương phản|(?:gửi |xem )?(?:bình luận|phản hồi)|ý kiến (?:bạn đọc|của bạn))\W*$",
        r"^\W*(?:facebook|twitter|zalo|google news)\W*$",
        r"\b0:00 / 0:00\b",
    ),
    "counter": _any(
        r"(?:đang (?:online|truy cập)|tổng (?:số )?(?:lượt )?truy cập|(?:số )?lượt truy cập)\W*\d[\d.,]*",
        r"^\W*(?:đang online|thống kê truy cập|tổng số lượt)[^\n]{0,30}",
    ),
    "footer": _any(
        r"về đầu trang|khi phát hành lại thông tin|all rights reserved",
        r"chịu trách nhiệm (?:chính|xuất bản|nội dung)\s*:|giấy phép (?:số|hoạt động)[^\n]{0,40}báo chí",
        r"^\W*(?:copyright|©|bản quyền (?:thuộc|©))[^\n]{0,40}",
    ),
}
CLASSES = tuple(PATTERNS)


def leaks(text: str, sample: Sample) -> dict[str, str]:
    """The classes of surroundings that `text` holds, each with what was found."""
    own = own_words(sample.told)
    found: dict[str, str] = {}
    for name, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            if f" {' '.join(words(match.group()))} " not in own:
                found[name] = " ".join(match.group().split())[:80]
                break
    if "related" not in found and (title := _foreign(text, sample.foreign)):
        found["related"] = title[:80]
    return found


def _foreign(text: str, titles: Sequence[str]) -> str:
    """The first title of another story that the text holds."""
    said = f" {' '.join(words(text))} "
    return next((title for title in titles if f" {title} " in said), "")
