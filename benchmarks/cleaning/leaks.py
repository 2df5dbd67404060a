"""What of a page's surroundings stands in a text: seven classes, told by words, and none that the article says itself.

A pattern is only evidence: one real article has "tin liên quan" in its own title, another "lượt truy cập" in its own
text. So what a pattern finds counts only when the words found are not the article's.
"""

import re
from collections.abc import Sequence

from benchmarks.cleaning.samples import Expected
from benchmarks.truth import words

PATTERNS: dict[str, re.Pattern[str]] = {
    "view count": re.compile(
        r"(?:lượt|số lần) (?:xem|đọc)\s*:?\s*\d+|\bđã xem\s*:\s*\d+|view count\s*:?\s*\d*|^\W*\d[\d.,]* lượt (?:xem|đọc)\W*$"
        r"|^\W*(?:số )?lượt (?:xem|đọc|truy cập)\W*$",
        re.I | re.M,
    ),
    "date line": re.compile(
        r"\d{1,2}[/-]\d{1,2}[/-]\d{4}\s*\|\s*\d{1,2}:\d{2}[^\n]{0,3}|^\W*ngày đăng\b[^\n]{0,40}|^\W*publish date\b[^\n]{0,30}"
        r"|^\W*(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\W+(?:ngày\W+)?)?\d{1,2}[/-]\d{1,2}[/-]\d{4}\W+\d{1,2}[:h]\d{2}[^\n]{0,12}$"
        r"|^\W*(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\W+(?:ngày\W+)?\d{1,2}[/-]\d{1,2}[/-]\d{4}\W*$",
        re.I | re.M,
    ),
    "related": re.compile(
        r"^\W*(?:các )?(?:tin|bài)(?: viết)? (?:khác|liên quan|cùng chuyên mục|mới(?: nhất)?|cũ hơn|đã đưa|tức khác|nóng)\W*$"
        r"|^\W*(?:đọc thêm|xem thêm|có thể bạn quan tâm|other news|tin nổi bật|đọc nhiều|xem nhiều)\W*$",
        re.I | re.M,
    ),
    "toolbar": re.compile(
        r"^\W*(?:in bài viết|bản in|in trang|gửi (?:e)?mail|gửi bài viết|gửi cho bạn bè|print|send email|quay lại|trở về|chia sẻ(?: bài viết)?"
        r"|lưu bài|cỡ chữ|tăng tương phản|giảm tương phản|bình luận|gửi bình luận|ý kiến (?:bạn đọc|của bạn)|facebook|twitter|zalo"
        r"|a- a a\+|thích|like|tweet)\W*$|google news\W*$",
        re.I | re.M,
    ),
    "counter": re.compile(
        r"(?:đang (?:online|truy cập)|tổng (?:số )?(?:lượt )?truy cập|thống kê truy cập|(?:số )?lượt truy cập)\W*\d[\d.,]*"
        r"|^\W*(?:đang online|thống kê truy cập|tổng số lượt)[^\n]{0,30}",
        re.I | re.M,
    ),
    "footer": re.compile(
        r"về đầu trang|khi phát hành lại thông tin|chịu trách nhiệm (?:chính|xuất bản|nội dung)\s*:|giấy phép (?:số|hoạt động)[^\n]{0,40}báo chí"
        r"|^\W*(?:copyright|©|bản quyền (?:thuộc|©))[^\n]{0,40}|all rights reserved",
        re.I | re.M,
    ),
}  # fmt: skip
CLASSES = tuple(PATTERNS)


def leaks(text: str, expected: Expected) -> dict[str, str]:
    """The classes of surroundings that `text` holds, each with what was found."""
    own = f" {' '.join([*words(expected.title), '|', *expected.words])} "
    found: dict[str, str] = {}
    for name, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            if f" {' '.join(words(match.group()))} " not in own:
                found[name] = " ".join(match.group().split())[:80]
                break
    if "related" not in found and (title := _foreign(text, expected.foreign)):
        found["related"] = title[:80]
    return found


def _foreign(text: str, titles: Sequence[str]) -> str:
    """The first title of another story that the text holds."""
    said = f" {' '.join(words(text))} "
    return next((title for title in titles if f" {title} " in said), "")
