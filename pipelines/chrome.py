"""What surrounds an article on every portal: counters, date lines, toolbars, players, footers.

The rules are general, none is of one site. They judge either a short line that is wholly chrome, or an element whose
class says what it is and whose content does not contradict it, because an article may well speak about "lượt truy
cập" or carry "tin liên quan" in its own title.
"""

import re

from bs4.element import Tag

from pipelines import counters

#: Longer lines are an article's own words, whatever stands in them.
LONGEST = 160
#: An element named like chrome may hold this much text that is no link; more is somebody's article.
LONGEST_CHROME = 200
#: A list of related stories with their leads; whatever is longer holds the article.
LONGEST_LINKS = 6_000

_DATE = r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}"
_TIME = r"\d{1,2}\s?(?:[:h]|giờ)\s?\d{2}(?:[:m]\d{2})?(?:\s?(?:[AP]M|SA|CH))?"

_DATED = re.compile(rf"{_DATE}|{_TIME}(?!\w)|GMT\s?\+\s?\d", re.I)
#: Words of a date line. A line of nothing else and a date says when the page was published or edited.
_DATE_WORDS = frozenset([
    "ngày", "đăng", "tải", "tin", "bài", "xuất", "bản", "cập", "nhật", "sửa", "đổi", "chỉnh", "lần", "cuối", "cùng",
    "lúc", "vào", "thời", "gian", "phát", "hành", "tạo", "giờ", "phút", "hồi", "viết", "thứ", "hai", "ba", "tư",
    "năm", "sáu", "bảy", "chủ", "publish", "published", "publishing", "date", "posted", "last", "updated", "update",
    "modified", "created", "on", "at", "by", "gmt",
])  # fmt: skip
_DATE_LABEL = re.compile(
    r"(?<!người\s)(?:ngày\s)?(?:đăng|xuất\sbản|cập\snhật|phát\shành|tạo)(?:\s(?:tin|bài|lúc|ngày))*(?=\s*[:|,-]|\s{2}|\s*$)|(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])"
    r"|chủ\snhật)(?!\w)|(?<!\w)(?:ngày|lúc|vào)(?=\s*(?:[,|-]|\s{2}|$))|(?:publish(?:ed)?|posted|created|date)(?:\s(?:date|on|at))?\s?:?",
    re.I,
)
#: A date alone in a line is the page's when it says so or names the hour; otherwise it may be a heading of the text, and
#: "Thời gian: 8h30 ngày 15/12/2026" is when one must be there.
_SAYS_PUBLISHED = re.compile(r"đăng|xuất bản|cập nhật|sửa đổi|publish|posted|updated|modified|GMT|\|", re.I)
_SAYS_WHEN = re.compile(r"thời\sgian|^\W*lúc|,\s?lúc", re.I)
_NAMES_HOUR = re.compile(r":\d\d")
_NAMES_HOUR_IN_WORDS = re.compile(r"\dh\d\d")
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
    "tải (?:về|xuống)", "xem tiếp", "trả lời", "chi tiết",
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
    r"|(?:giọng\s)?(?:nữ|nam)\smiền\s(?:bắc|trung|nam)|giọng\s(?:nữ|nam)(?:\s(?:hà\snội|sài\sgòn|huế))?"
    r"|tốc\sđộ\s(?:đọc|phát)(?:\s?:?\s?[\d.,]*x?)?|tự\sđộng\sphát(?:\s(?:bài|tin|video)\b.{0,15})?",
    re.I,
)
_TAGS = re.compile(r"(?:tags?|từ\skh[oó]á|chủ\sđề)\s?:", re.I)
_READ_MORE = re.compile(r"(?:>+|»|→|➤|►)\s*\w|[>»*\s-]*(?:xem|đọc)\s(?:thêm|tiếp)\b(?!.{0,30}tại đây)", re.I)
_ATTACHED = re.compile(
    r"(?:(?:tệp|file|tập\stin|tài\sliệu|văn\sbản|phụ\slục)\s(?:tin\s)?(?:đính\s)?kèm(?:\stheo)?\s?:?"
    r"|(?:tải\s(?:về|xuống|file|tệp|văn\sbản)|download)\s?:)",
    re.I,
)
#: What sites print around and between the paragraphs, each a whole line.
_VOTES = r"(?:phiếu|bình\schọn|đánh\sgiá|lượt|votes?|ratings?)"
_FURNITURE = re.compile(
    r"(?:\(?(?:quảng\scáo|advertisements?|sponsored(?:\scontent)?|tin\stài\strợ|nội\sdung\stài\strợ)\)?"
    r"|tổng\ssố\sđiểm\scủa\sbài\sviết\slà.*|click\sđể\sđánh\sgiá.*|(?:xếp\shạng|đánh\sgiá)\sbài\sviết(?:\s?:\s?[\d★].{0,30})?"
    rf"|(?:(?:xếp\shạng|đánh\sgiá)\s?:\s?)?\d(?:[.,]\d)?\s?/\s?5\s?[(–-]?\s?\d+\s?{_VOTES}\)?|(?:xếp\shạng|đánh\sgiá)\s?:\s?★.{{0,30}}"
    r"|(?:bạn\s)?(?:thấy|đánh\sgiá)\s(?:về\s)?bài\s(?:viết|báo)\snày.*\?|(?:chưa|không|rất)?\s?hữu\sích"
    r"|bài\sviết\s(?:này\s)?(?:có\s)?hữu\sích.*|bạn\s(?:thấy|đánh\sgiá)\s.{0,60}(?:giao\sdiện|website|trang\s(?:web|tin|thông\stin)|cổng).{0,50}\?"
    r"|đăng\ský\s(?:nhận\s|theo\sdõi\s)?(?:bản\stin|kênh|newsletter|email).{0,40}"
    r"|(?:mời|kính\smời)\s(?:quý\s)?(?:bạn\s(?:đọc|bè)|độc\sgiả|quý\svị).{0,20}(?:theo\sdõi|đón\s(?:đọc|xem)).{0,60}|quan\stâm\szalo.{0,30}"
    r"|theo\sdõi\s(?:(?:báo|trang|kênh|chúng\stôi|tin\stức|fanpage|tài\skhoản)\s.{0,40})?(?:trên|qua|tại)\s(?:google\snews|facebook|zalo|youtube|tiktok|fanpage).{0,20}"
    r"|(?:ý\skiến(?:\sbạn\sđọc)?|bình\sluận|phản\shồi)\s?\(\d+\)|thích\s\d+|\d+\sthích|\d+\s(?:phút|giờ|ngày|tuần|tháng)\strước"
    r"|(?:gửi|viết|xem|thêm)\sbình\sluận(?:\scủa\sbạn)?|nội\sdung\sbình\sluận|mã\s(?:xác\snhận|bảo\svệ|captcha)"
    r"|nhập\smã\s(?:xác\snhận|bảo\svệ|captcha|như\shình).{0,30}|(?:vui\slòng\s)?đăng\snhập\sđể\s(?:gửi\s)?(?:bình\sluận|đánh\sgiá|ý\skiến).{0,20}"
    r"|(?:bài|tin|trang)\s(?:viết\s)?(?:trước|sau|kế|kế\stiếp|tiếp\stheo)|previous|next|prev)[.:]?",
    re.I,
)
_PAGER = re.compile(r"«.*|.*»|<<?\s.*|.*\s>>?")
_RIGHTS = re.compile(
    r"(?:©|®|\(c\)\s|copyright\b|bản\squyền\s(?:của|thuộc(?:\svề)?)\s(?:báo|cổng|trang|tạp\schí|sở|ubnd|ủy\sban|website|tòa\ssoạn)|ghi\srõ\snguồn(?!\sgốc)"
    r"|thiết\skế\s(?:và\sphát\striển\s)?bởi\s(?!một|kiến|nhà|họa|kỹ|ông|bà)|all\srights)",
    re.I,
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
    if linked and (_TAGS.match(text) or _READ_MORE.match(text) or _PAGER.fullmatch(text)):
        return True
    if len(text) > LONGEST:
        return False
    if not any(sign.isalnum() for sign in text):
        return True
    bare = text.strip(" |•·*–-")
    if _PLAYER.fullmatch(bare) or _FURNITURE.fullmatch(bare) or _RIGHTS.match(bare):
        return True
    return _is_counter(bare) or _is_toolbar(bare, linked)


def _is_counter(text: str) -> bool:
    """Dates and counters, alone or together: "Ngày đăng 06/01/2024 | 17:25 | Lượt xem: 431"."""
    if counters.counts_visitors(text) or is_date_line(text):
        return True
    rest, views = counters.without_views(text)
    if not views:
        return False
    rest = rest.strip(" |•·*–-()[],;.:")
    return not rest or _is_dated(rest)


def is_date_line(text: str) -> bool:
    """Whether a line only says when the page was published; one that says when something happens does not."""
    if not _is_dated(text):
        return False
    if _SAYS_PUBLISHED.search(text):
        return True
    if _SAYS_WHEN.search(text):
        return False
    named = re.search(r"thứ|chủ", text, re.I) or not re.search(r"ngày", text, re.I)
    return bool(_NAMES_HOUR.search(text) or (named and _NAMES_HOUR_IN_WORDS.search(text)))


def undated(text: str) -> str | None:
    """A short line less its date and what labels it; None where it holds no date or is no short line."""
    if len(text) > LONGEST or not re.search(_DATE, text):
        return None
    rest = _DATED.sub("  ", counters.without_views(text)[0])
    return _DATE_LABEL.sub("  ", rest).strip(" |•·*–-,:;.()")


def _is_dated(text: str) -> bool:
    """Whether a line is a date and words of date lines, and nothing else."""
    if len(text) > LONGEST or not re.search(_DATE, text):
        return False
    rest = _DATED.sub(" ", text)
    words = re.findall(r"[^\W\d_]+", rest.lower())
    return _DATE_WORDS.issuperset(words) and not (re.search(r"\d", re.sub(r"thứ\s[2-7]", "", rest, flags=re.I)))


def _is_toolbar(text: str, linked: bool) -> bool:
    rest, tools = _TOOLS.subn("", text)
    if not tools or any(sign.isalpha() for sign in rest):
        return False
    return linked or tools > 1 or bool(_SURE_TOOL.search(text))


def is_called_chrome(names: str) -> bool:
    """Whether an element's class or id says that it is chrome."""
    return len(names) > 2 and _CHROME_CLASS.search(names) is not None


def is_chrome_element(node: Tag) -> bool:
    """Whether an element is named like chrome and holds no article: little text, or much of it links.

    Never a link or a piece of a sentence: papers call the links in their own sentences "related".
    """
    if node.name in _INLINE and (node.name != "span" or _is_in_sentence(node)):
        return False
    value = node.attrs.get("class") or ""
    names = f"{value if isinstance(value, str) else ' '.join(value)} {node.attrs.get('id') or ''}"
    if not is_called_chrome(names):
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
