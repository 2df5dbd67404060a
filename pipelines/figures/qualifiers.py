"""How sure a figure is and whether it is done, aimed at or expected: `hơn`, `gần`, `ước đạt`, `phấn đấu`, `trở lên`."""

import re

from pipelines.figures.draft import Draft

#: The words right before a number, the longest first, and what they make of it.
_WORDS = {
    "không vượt quá": "max", "không quá": "max", "tối đa": "max", "nhiều nhất": "max", "cao nhất là": "max",
    "không dưới": "min", "không ít hơn": "min", "ít nhất": "min", "tối thiểu": "min", "thấp nhất là": "min", "chí ít": "min",
    "hơn": "gt", "trên": "gt", "quá": "gt", "vượt": "gt", "vượt mốc": "gt", "gần": "lt_approx", "ngót": "lt_approx", "non": "lt_approx",
    "dưới": "lt", "chưa đến": "lt", "chưa đầy": "lt", "chưa tới": "lt",
    "khoảng": "approx", "chừng": "approx", "xấp xỉ": "approx", "ngót nghét": "approx", "tầm": "approx", "ước chừng": "approx", "cỡ": "approx",
    "ước tính": "estimate", "ước đạt": "estimate", "ước": "estimate", "dự kiến": "estimate", "ước khoảng": "estimate", "ước thực hiện": "estimate",
    "dự ước": "estimate", "ước tính khoảng": "estimate", "ước tính đạt": "estimate",
}  # fmt: skip
_BEFORE = re.compile(
    rf"(?<![^\W_])(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?: (?:là|được|có|tới|đến|đạt|con số|tổng số|thêm))?[ (]?$"
)
_MORE = re.compile(r" trở lên\b")
_LESS = re.compile(r" trở xuống\b")
_FROM = re.compile(r"(?<![^\W_])từ $")
#: After "trên" these are where something happens: "triển khai trên 5 địa bàn", "trên 6 nội dung".
_WHERE = frozenset(
    """địa bàn;nội dung;lĩnh vực;phương diện;nền tảng;trang;kênh;mặt;khía cạnh;tuyến;tuyến đường;tuyến phố;trục;tiêu chí;chỉ số;
    website;ứng dụng;phương tiện;tỉnh;xã;phường;huyện;quận;tỉnh, thành phố;xã, phường""".replace("\n", "").split(";")
)
_WHERE = frozenset(word.strip() for word in _WHERE)
#: Verbs that count: behind one, "trên" is "more than".
_MEASURES = re.compile(
    r"(?:hỗ trợ|đạt|thu hồi|thu|chi|có|tiếp|tiếp nhận|giải quyết|xử lý|tặng|cấp|phát|giảm|tăng|hơn|với|là|được|gồm|lên|khoảng|cho|"
    r"kiểm tra|thanh tra|xử phạt|phát hiện|khởi tố|nộp|trao|bàn giao|thu hút|tổ chức|phối hợp|vận động|đón|mở|giải ngân|bố trí) $"
)
_BASICALLY = re.compile(r"[^,;.]{0,40}?(?:đã |được )?cơ bản (?:hoàn thành|xong|đạt|được)")

#: How many letters before a figure a word may stand that makes it an aim.
FAR = 90
_TARGET = re.compile(
    r"phấn đấu|mục tiêu|đặt ra chỉ tiêu|chỉ tiêu (?:đề ra|đặt ra|được giao|giao)|đề ra|sẽ |nhiệm vụ trọng tâm.{0,20}năm tới|thời gian tới|"
    r"đặt mục tiêu|quyết tâm|tiến tới|hướng tới|nhằm đạt|cần đạt|phải đạt|đảm bảo tối thiểu"
)
_ESTIMATE = re.compile(r"(?<![^\W_])(?:ước|dự kiến|dự báo|dự ước)(?![^\W_])(?! mơ| muốn| nguyện)")


def settle(low: str, draft: Draft) -> None:
    """Set `qualifier`, and take "từ ... trở lên" into the span."""
    before = low[max(0, draft.span_start - 32) : draft.span_start]
    if more := _MORE.match(low, draft.span_end) or _LESS.match(low, draft.span_end):
        draft.qualifier = "min" if "lên" in more[0] else "max"
        draft.span_end = more.end()
        if lead := _FROM.search(before):
            draft.span_start -= len(lead[0])
        return
    number = low[max(0, draft.start - 32) : draft.start] if draft.kind == "comparison" else before
    if found := _BEFORE.search(number):
        word = found["word"]
        draft.qualifier = _WORDS[word]
        if word == "trên" and draft.unit.lower() in _WHERE and not _MEASURES.search(number[: found.start()]):
            draft.qualifier = "ambiguous"
            draft.flags.append("tren_is_preposition")
        if word == "hơn" and re.search(r"(?:nhiều|ít|cao|thấp|lớn|nhanh|kém|tốt) $", number[: found.start()]):
            draft.qualifier = "exact"
    elif _BASICALLY.match(low, draft.span_end):
        draft.qualifier = "basically"


def modality(low: str, clause_start: int, draft: Draft, ahead: bool) -> None:
    """Whether the clause up to the figure speaks of what is aimed at or expected; `ahead` when its period is still to come."""
    clause = low[max(clause_start, draft.span_start - FAR) : draft.span_start]
    aimed = None
    for aimed in _TARGET.finditer(clause):
        pass
    done = max(clause.rfind("đã "), clause.rfind("thực hiện được"), clause.rfind("kết quả"))
    if (aimed and aimed.start() > done) or (ahead and done < 0):
        draft.modality = "target"
    elif draft.qualifier == "estimate" or _ESTIMATE.search(clause[-40:]):
        draft.modality = "estimate"
