"""What surrounds an article on every portal: counters, date lines, toolbars, players, footers.

The rules are general, none is of one site. They judge either a short line that is wholly chrome, or an element whose
class says what it is and whose content does not contradict it, because an article may well speak about "lượt truy
cập" or carry "tin liên quan" in its own title.
"""

import re

from bs4.element import Tag

#: Longer lines are an article's own words, whatever stands in them.
LONGEST = 160
#: An element named like chrome may hold this much text that is no link; more is somebody's article.
LONGEST_CHROME = 200
#: A list of related stories with their leads; whatever is longer holds the article.
LONGEST_LINKS = 6_000

_NUMBER = r"[\d.,\s]*\d"
_DATE = r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}"
_TIME = r"\d{1,2}\s?(?:[:h]|giờ)\s?\d{2}(?:[:m]\d{2})?(?:\s?(?:[AP]M|SA|CH))?"

#: "Lượt xem: 431", "View count: 536", "1.234 lượt đọc".
_VIEWS = re.compile(
    rf"(?:(?:số\s)?lượt\s(?:xem|đọc|truy\scập)|(?:số\s)?(?:lần|người)\s(?:xem|đọc)|đã\sxem|view\scount|views?|hits)\s?[:=]?\s?{_NUMBER}"
    rf"|{_NUMBER}\s(?:lượt\s(?:xem|đọc|truy\scập)|views?)",
    re.I,
)
#: Words that label counters. A line of nothing else, a number and one of the sure words counts visitors.
_COUNTER_WORDS = frozenset(
    "truy cập lượt online trực tuyến khách thành viên người dùng đang xem hôm nay qua tuần tháng năm này trước hiện tại tất cả tổng số"
    " cộng ngày trong số thống kê máy chủ tìm kiếm ghé thăm website trang visitor visitors visits hits guest guests user users page pages view"
    " views today yesterday week month total all this last now are we have and your ip ở giờ phút từ là của bạn".split()
)
_SURE_COUNTER = re.compile(
    r"truy\scập|trực\stuyến|online|ghé\sthăm|visit|hits|guests|tổng\s(?:số\s)?lượt\s*:|(?:đang\sxem|lượt\sxem)\s*:|khách\s*:|thành\sviên\s*:",
    re.I,
)
_COUNTER_HEAD = re.compile(
    r"thống\skê(?:\s(?:lượt\s)?truy\scập)?|(?:số\s)?lượt\struy\scập|bộ\sđếm(?:\struy\scập)?|visitors?(?:\scounter)?|"
    r"(?:số\sngười\s)?đang\s(?:online|truy\scập|trực\stuyến)|tổng\s(?:số\s)?(?:lượt\s)?truy\scập|truy\scập|tổng\slượt",
    re.I,
)
#: A counter printed one digit an element, or padded with zeros.
_DIGITS = re.compile(r"\d(?:\s\d){4,}|0\d{5,}")
_DATE_LINE = re.compile(
    r"(?:(?:ngày\s)?(?:đăng|xuất\sbản|cập\snhật|publish(?:ed)?(?:\sdate)?)(?:\s(?:lúc|ngày|tin))?\s?[:,]?\s?)?"
    r"(?:(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\snhật)\s?,?\s?(?:ngày\s)?)?"
    rf"(?:{_DATE}(?:[\s,|–-]{{1,4}}(?:lúc\s)?{_TIME})?|{_TIME}[\s,|–-]{{1,4}}(?:ngày\s)?{_DATE})"
    r"\s?(?:[\[(]?GMT\s?\+\s?7[\])]?)?",
    re.I,
)
#: A date alone in a line is the page's when it says so or names the hour; otherwise it may be a heading of the text.
_SAYS_PUBLISHED = re.compile(r"đăng|xuất bản|cập nhật|publish|GMT|:\d\d|\dh\d\d|\|", re.I)
#: Words of toolbars. A line made of nothing else is one.
_TOOL_WORDS = (
    r"A\s?[-+](?!\w)", r"A(?=\s+A\+|\s*$)", "(?:tăng|giảm) tương phản",
    "(?:cỡ|kích thước|phóng to|thu nhỏ) (?:chữ|font)",
    "in (?:bài(?: viết)?|trang|tin|ấn)", "bản in", "print",
    "gửi (?:mail|email|bài(?: viết)?|phản hồi|bình luận|tin)(?: cho bạn bè)?", "send (?:e-?)?mail", "e-?mail",
    "chia sẻ(?: (?:bài viết|lên|qua|tin))?", "share", "(?:sao chép|copy) (?:liên kết|link)", "link",
    "facebook", "twitter", "zalo", "messenger", "linkedin", "pinterest", r"google\+?", "tweet", "like", "thích",
    "lưu (?:bài(?: viết)?|tin)", "theo dõi(?: trên google news)?", "quay lại", "trở (?:về|lại)",
    "(?:về )?đầu trang", "lên đầu trang", r"bình luận(?: \(\d+\))?", "ý kiến bạn đọc", "đánh giá(?: bài viết)?",
    "tải (?:về|xuống)", "xem tiếp", "chi tiết",
)  # fmt: skip
_TOOLS = re.compile(rf"(?<!\w)(?:{'|'.join(_TOOL_WORDS)})(?!\w)", re.I)
#: Other tools also make a line of an article ("Facebook", "Đánh giá"): one alone goes only where it is a link.
_SURE_TOOL = re.compile(
    r"in (?:bài|trang|tin)|gửi (?:e?mail|bài)|send e?-?mail|tương phản|A\+|cỡ chữ|chia sẻ|lưu bài|đầu trang|sao chép"
    r"|copy",
    re.I,
)
_PLAYER = re.compile(
    r"(?:\d{1,2}:\d{2}\s?/\s?)?\d{1,2}:\d{2}|(?:nghe|đọc)\s(?:bài(?:\sviết|\sbáo)?|tin|audio|nội\sdung)(?:\snày)?|[01](?:[.,]\d{1,2})?x"
    r"|(?:giọng\s)?(?:nữ|nam)(?:\s(?:miền\s)?(?:bắc|trung|nam|hà\snội|sài\sgòn|huế))|(?:giọng\s(?:nữ|nam))|tốc\sđộ\s(?:đọc|phát).{0,20}|tự\sđộng\sphát.{0,20}",
    re.I,
)
_TAGS = re.compile(r"(?:tags?|từ\skh[oó]á|chủ\sđề)\s?:", re.I)
_READ_MORE = re.compile(r"(?:>+|»|→|➤|►)\s*\w|[>»*\s-]*(?:xem|đọc)\s(?:thêm|tiếp)\b(?!.{0,30}tại đây)", re.I)
_ATTACHED = re.compile(r"(?:tệp|file|tập\stin|tài\sliệu|văn\sbản)\s(?:tin\s)?đính\skèm(?:\stheo)?\s?:?", re.I)
_RIGHTS = re.compile(
    r"(?:©|®|\(c\)\s|copyright\b|bản\squyền\s(?:thuộc|của)|ghi\srõ\snguồn|thiết\skế\sbởi|all\srights)", re.I
)

_INLINE = frozenset(["a", "span", "b", "strong", "i", "em", "u", "font", "mark", "sub", "sup"])
_CHROME_CLASS = re.compile(
    r"(?:^|[\s_-])(?:relat(?:ed|e)|tin-?(?:lien-?quan|khac|cung-?chuyen-?muc)|other-?news|share|sharing|social|socials|comments?|binh-?luan|toolbar|tools?"
    r"|breadcrumbs?|tags?|keywords?|print|views?-?count|luot-?xem|counter|visitors?|thong-?ke|rating|audio|player|adsbygoogle|banner|pagination"
    r"|fb-like|fb-comments|zalo-share-button|article-actions?|font-?size)(?:$|[\s_-])",
    re.I,
)


def is_attachment_line(text: str, linked: int) -> bool:
    """Whether a line only labels files ("Tệp đính kèm: ..."), of which `linked` characters are links.

    They are listed beside the text.
    """
    found = _ATTACHED.match(text)
    return found is not None and linked > 0 and linked >= 0.9 * (len(text) - found.end() - 1)


def is_chrome_line(text: str, linked: bool = False) -> bool:
    """Whether a line is wholly chrome. `linked`: all of it is a link, as in a toolbar."""
    if len(text) > LONGEST:
        return linked and bool(_TAGS.match(text) or _READ_MORE.match(text))
    if not any(sign.isalnum() for sign in text):
        return True
    bare = text.strip(" |•·*–-")
    if _PLAYER.fullmatch(bare):
        return True
    if linked and (_TAGS.match(bare) or _READ_MORE.match(bare)):
        return True
    if _RIGHTS.match(bare):
        return True
    return _is_counter(bare) or _is_toolbar(bare, linked)


def _is_counter(text: str) -> bool:
    """Dates and counters, alone or together: "Ngày đăng 06/01/2024 | 17:25 | Lượt xem: 431"."""
    if _counts_visitors(text) or is_date_line(text):
        return True
    rest, views = _VIEWS.subn("", text)
    if not views:
        return False
    rest = rest.strip(" |•·*–-()[],;.:")
    return not rest or bool(_DATE_LINE.fullmatch(rest))


def _counts_visitors(text: str) -> bool:
    if _DIGITS.fullmatch(text) or _COUNTER_HEAD.fullmatch(text.rstrip(" :")):
        return True
    return bool(_SURE_COUNTER.search(text)) and _is_labelled_number(text)


def _is_labelled_number(text: str) -> bool:
    """Whether a line is a number and words that label counters, and nothing else."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return 0 < len(words) <= 14 and any(sign.isdigit() for sign in text) and _COUNTER_WORDS.issuperset(words)


def is_date_line(text: str) -> bool:
    """Whether a line only says when the page was published."""
    return bool(_DATE_LINE.fullmatch(text.strip(" |•·*–()")) and _SAYS_PUBLISHED.search(text))


def is_weak_counter(text: str) -> bool:
    """Whether a line counts visitors, provided that its neighbour does: "Hôm nay: 25"."""
    return _is_labelled_number(text) or text.strip(" .,").isdigit()


def is_counter(text: str) -> bool:
    """Whether a line counts visitors or views."""
    bare = text.strip(" |•·*–-")
    return _counts_visitors(bare) or bool(_VIEWS.fullmatch(bare))


def _is_toolbar(text: str, linked: bool) -> bool:
    rest, tools = _TOOLS.subn("", text)
    if not tools or any(sign.isalpha() for sign in rest):
        return False
    return linked or tools > 1 or bool(_SURE_TOOL.search(text))


def is_chrome_element(node: Tag) -> bool:
    """Whether an element is named like chrome and holds no article: little text, or much of it links.

    Never a link or a piece of a sentence: papers call the links in their own sentences "related".
    """
    if node.name in _INLINE and (node.name != "span" or _is_in_sentence(node)):
        return False
    value = node.attrs.get("class") or ""
    names = f"{value if isinstance(value, str) else ' '.join(value)} {node.attrs.get('id') or ''}"
    if len(names) < 3 or not _CHROME_CLASS.search(names):
        return False
    size = 0
    for text in node.stripped_strings:
        size += len(text)
        if size > LONGEST_LINKS:
            return False
    linked = sum(len(link.get_text(strip=True)) for link in node.find_all("a"))
    return size - linked <= LONGEST_CHROME or linked >= 0.3 * size


def _is_in_sentence(node: Tag) -> bool:
    """Whether words stand right beside an element."""
    beside = (node.previous_sibling, node.next_sibling)
    return any(isinstance(one, str) and any(sign.isalpha() for sign in one) for one in beside)
