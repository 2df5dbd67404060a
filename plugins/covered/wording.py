"""Every reason for which a page is missing, a link was left out or a crawl ended, in words for people.

The reasons are those of docs/problems.md and the rules of the families; a test holds the two together. One that is not
here is shown as it is stored: better a code than nothing.
"""

import re

#: A page could not be had, or not be read.
LOST = {
    "dns": ("không tìm thấy máy chủ theo tên miền", "the host's name does not resolve"),
    "timeout": ("máy chủ không trả lời kịp", "no answer in time"),
    "tls": ("chứng chỉ hoặc kết nối bảo mật bị lỗi", "the certificate or the secure connection failed"),
    "connection": ("máy chủ từ chối hoặc ngắt kết nối", "the connection was refused or broken off"),
    "truncated": ("trang bị cắt giữa chừng", "the answer was cut short"),
    "fetch-failed": ("không lấy được vì lỗi khác", "any other failure to fetch"),
    "http-304": ("máy chủ nói “không đổi” dù không ai hỏi", "“not changed”, which nobody had asked"),
    "robots-unreachable": (
        "không lấy được robots.txt, phải đợi cả cổng",
        "robots.txt could not be had: the whole host waits",
    ),
    "inward-answer": ("tên miền trỏ vào mạng nội bộ", "the name resolves to an address inside a network"),
    "not-html": ("không phải trang web", "neither a page nor a feed"),
    "too-large": ("trang lớn hơn 16 MiB", "more than 16 MiB"),
    "empty-body": ("trang rỗng", "nothing in it"),
    "unknown-encoding": ("nén theo cách không đọc được", "compressed in a way that cannot be read"),
    "hostile-markup": ("mã trang quá rối, đọc sẽ treo", "markup beyond what any page needs"),
    "no-article": ("địa chỉ của bài nhưng không có bài", "the address of an article, without an article"),
    "block-page": ("tường lửa chặn, trả trang chặn thay cho bài", "a firewall's page in the place of the article"),
    "soft-404": ("trang báo “không tìm thấy”", "a page that says “not found”"),
    "empty-feed": ("nguồn tin (RSS, sitemap) không có mục nào", "a feed or sitemap without an entry"),
    "redirect-nowhere": ("chuyển hướng mà không có đích", "a redirect without a usable target"),
    "redirect-loop": ("chuyển hướng vòng tròn", "a redirect that leads back"),
    "entry-absent": ("lối vào (trang chủ, chuyên mục, RSS) không còn", "a way into the portal is gone (404)"),
    "entry-offsite": ("lối vào dẫn sang trang khác", "a way into the portal leads to another site"),
    "store-error": ("không ghi được bài vào kho", "the article could not be stored"),
    "read-timeout": ("đọc trang quá lâu", "reading took too long"),
    "read-memory": ("đọc trang tốn quá nhiều bộ nhớ", "reading took too much memory"),
    "read-crash": ("bộ đọc bị sập ở trang này", "the reader crashed on this page"),
    "read-error": ("bộ đọc gặp lỗi ở trang này", "the reader failed on this page"),
}
#: The page was read, and something of it may be lost.
NOTED = {
    "charset-guessed": ("trang không khai bảng mã, phải đoán", "no charset was declared: it was guessed"),
    "charset-broken": ("có chữ hỏng, thay bằng dấu �", "broken letters, replaced by �"),
    "charset-mixed": ("trang lẫn nhiều bảng mã", "pieces in several encodings"),
    "not-encoded": ("khai nén mà không nén", "said to be compressed, and is not"),
    "figures-failed": ("đọc được bài, không đọc được con số", "the article was read, its figures were not"),
}
#: A link was never followed, by a rule.
REFUSED = {
    "offsite": ("dẫn sang trang khác", "another site"),
    "file": ("tệp (ảnh, PDF …): ghi là đính kèm, không mở", "a file: noted as an attachment, not fetched"),
    "calendar": ("lịch, bộ lọc ngày: không có điểm dừng", "a calendar or date filter: it has no end"),
    "repeated-path": ("đường dẫn tự lặp", "a path that repeats itself"),
    "too-long": ("địa chỉ quá dài", "an address too long"),
    "malformed-address": ("địa chỉ sai dạng", "a malformed address"),
    "scheme": ("không phải địa chỉ web", "no web address"),
    "inward-address": ("trỏ vào mạng nội bộ", "points inside a network"),
    "inward-name": ("tên của mạng nội bộ", "a name of an inner network"),
    "port": ("cổng kết nối mà không trang nào dùng", "a port that no portal is served on"),
    "robots-refused": ("robots.txt của cổng không cho lấy", "robots.txt forbids it"),
    "listing-end": ("trang danh mục sau trang cuối", "a page of a listing behind its end"),
    "session": ("phần theo phiên truy cập", "a session in the address"),
    "visitor": ("phần theo dõi người đọc", "a campaign mark in the address"),
    "noise": ("phần thừa trong địa chỉ", "parts of an address that identify nothing"),
    "language-suffix": ("đuôi ngôn ngữ của cùng một trang", "a language suffix of the same page"),
    "language-prefix": ("đầu ngôn ngữ của cùng một trang", "a language prefix of the same page"),
    "tag": ("trang nhãn, từ khóa", "a page of a tag"),
    "print": ("bản để in của cùng một bài", "the print version of the same article"),
    "mail": ("nút gửi bài qua thư", "a form to mail the article"),
    "share": ("bản chia sẻ, bản AMP", "a copy to share"),
    "login": ("trang đăng nhập", "a login page"),
    "search": ("trang tìm kiếm", "a search page"),
    "reply": ("trang trả lời, bình luận", "a form to reply"),
    "feed": ("nguồn tin của từng bài, từng mục", "a feed of a single page"),
    "rss-page": ("trang giới thiệu RSS", "a page about feeds"),
    "task": ("nút thao tác của hệ thống", "a button of the system"),
    "counter": ("bộ đếm, quảng cáo", "a counter or a banner"),
    "system": ("trang của phần mềm quản trị", "a page of the software itself"),
    "media": ("video, podcast", "video, podcast"),
}  # fmt: skip
#: How a crawl ended; the key is `runs.outcome`.
OUTCOMES = {
    "finished": ("xong trọn vẹn", "finished"),
    "unhealthy": (
        "hỏng: quá nửa số lượt hỏng, không lấy được robots.txt, hoặc mọi lối vào đều đóng",
        "unhealthy: more than half of the visits failed, robots.txt was unreachable, or every way in was shut",
    ),
    "stopped": ("bị dừng giữa chừng theo lệnh", "stopped on request"),
    "crashed": ("đứt giữa chừng (mất điện, bị tắt)", "cut off (power cut, killed)"),
    "disk": ("đĩa đầy hoặc không ghi được", "the disk was full or could not be written"),
    "damaged": ("tệp WARC bị hỏng", "a WARC file was damaged"),
    "rebuilt": ("dựng lại từ WARC, không rõ lần lấy ấy kết thúc ra sao", "made again from WARC files: how it ended is not known"),
}  # fmt: skip
#: What became of an address; the key is `frontier.state`.
STATES = {
    "answered": ("đã có nội dung", "answered"),
    "alias": ("tên khác của địa chỉ đã lấy, không cần mở", "another spelling of what was fetched"),
    "new": ("đang chờ, chưa mở lần nào hoặc chờ mở lại", "waiting to be visited"),
    "absent": ("máy chủ nói không có (404, 410 hoặc như vậy)", "the host says that it is not there"),
    "moved": ("chuyển sang địa chỉ khác", "redirects elsewhere"),
    "failing": ("chỉ hỏng, sẽ thử lại", "fails, will be tried again"),
    "refused": ("không mở, theo quy tắc", "not visited, by a rule"),
}
WAYS = {
    "entry": ("trang chủ, chuyên mục", "home page or section"), "feed": ("nguồn tin RSS", "feed"),
    "sitemap": ("sơ đồ trang", "sitemap"),
}  # fmt: skip
KINDS = {"article": ("bài", "article"), "page": ("trang", "page"), **WAYS}

#: Reasons that tell of no lost page.
IS_NOTE = frozenset(NOTED)
_HTTP = re.compile(r"http-(\d{3})")


def reason(code: str) -> tuple[str, str]:
    """A stored reason in Vietnamese and in English."""
    if known := LOST.get(code) or NOTED.get(code) or REFUSED.get(code):
        return known
    if status := _HTTP.fullmatch(code):
        kind = ("máy chủ lỗi", "the server failed") if status[1] >= "500" else ("máy chủ từ chối", "the server refused")
        return f"{kind[0]}, mã {status[1]}", f"{kind[1]}, status {status[1]}"
    if code.startswith("proxy-"):
        return "máy trung chuyển không dùng được", "the proxy cannot be used"
    return code, code


def outcome(code: str | None) -> tuple[str, str]:
    return OUTCOMES.get(code or "", (code or "chưa kết thúc", code or "not ended"))
