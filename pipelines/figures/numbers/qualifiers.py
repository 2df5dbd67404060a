"""How sure a figure is and whether it is done, aimed at or expected: `hơn`, `gần`, `ước đạt`, `phấn đấu`, `trở lên`."""

import re

from pipelines.figures.draft import Draft
from pipelines.figures.wordlists import any_of, parts

#: The words right before a number, the longest first, and what they make of it.
_WORDS = {
    word: meaning
    for meaning, words in {
        "max": "không vượt quá; không quá; tối đa; nhiều nhất; cao nhất là",
        "min": "không dưới; không ít hơn; ít nhất; tối thiểu; thấp nhất là; chí ít",
        "gt": "hơn; trên; quá; vượt; vượt mốc",
        "lt": "dưới; chưa đến; chưa đầy; chưa tới",
        "lt_approx": "gần; ngót; non",
        "approx": "khoảng; chừng; xấp xỉ; ngót nghét; tầm; ước chừng; cỡ",
        "estimate": "ước tính; ước đạt; ước; dự kiến; ước khoảng; ước thực hiện; dự ước; ước tính khoảng; ước tính đạt",
    }.items()
    for word in parts(words)
}
_BEFORE = re.compile(
    rf"(?<![^\W_])(?<!mầm )(?P<word>{any_of('; '.join(_WORDS))})(?: (?:là|được|có|tới|đến|đạt|con số|tổng số|thêm))?[ (]?$"
)
_MORE = re.compile(r" trở lên\b")
_LESS = re.compile(r" trở xuống\b")
_FROM = re.compile(r"(?<![^\W_])từ $")
#: After "trên" these are where something happens: "triển khai trên 5 địa bàn", "trên 6 nội dung".
_WHERE = frozenset(
    parts(
        """địa bàn; nội dung; lĩnh vực; phương diện; nền tảng; trang; kênh; mặt; khía cạnh; tuyến; tuyến đường;
        tuyến phố; trục; tiêu chí; chỉ số; website; ứng dụng; phương tiện; tỉnh; xã; phường; huyện; quận; tỉnh,
        thành phố; xã, phường"""
    )
)
#: Verbs that count: behind one, "trên" is "more than".
_MEASURING = any_of(
    """hỗ trợ; đạt; thu hồi; thu; chi; có; tiếp; tiếp nhận; giải quyết; xử lý; tặng; cấp; phát; giảm; tăng;
        hơn; với; là; được; gồm; lên; khoảng; cho; kiểm tra; thanh tra; xử phạt; phát hiện; khởi tố; nộp; trao;
        bàn giao; thu hút; tổ chức; phối hợp; vận động; đón; mở; giải ngân; bố trí"""
)
_MEASURES = re.compile(rf"(?:{_MEASURING}) $")
_BETTER = re.compile(r"(?:nhiều|ít|cao|thấp|lớn|nhanh|kém|tốt) $")
_BASICALLY = re.compile(r"[^,;.]{0,40}?(?:đã |được )?cơ bản (?:hoàn thành|xong|đạt|được)")

#: How many letters before a figure a word may stand that makes it an aim.
FAR = 90
_TARGET = re.compile(
    any_of(
        """phấn đấu; mục tiêu; đặt ra chỉ tiêu; chỉ tiêu đề ra; chỉ tiêu đặt ra; chỉ tiêu được giao; chỉ tiêu giao;
        đề ra; thời gian tới; đặt mục tiêu; quyết tâm; tiến tới; hướng tới; nhằm đạt; cần đạt; phải đạt; đảm bảo
        tối thiểu"""
    )
    + "|sẽ "
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
        if word == "hơn" and _BETTER.search(number[: found.start()]):
            draft.qualifier = "exact"
    elif _BASICALLY.match(low, draft.span_end):
        draft.qualifier = "basically"


def modality(low: str, clause_start: int, draft: Draft, ahead: bool) -> None:
    """Whether the clause up to the figure speaks of what is aimed at or expected; `ahead` when its period is still to come."""
    clause = low[max(clause_start, draft.span_start - FAR) : draft.span_start]
    aimed = max((aim.start() for aim in _TARGET.finditer(clause)), default=-1)
    done = max(clause.rfind("đã "), clause.rfind("thực hiện được"), clause.rfind("kết quả"))
    if aimed > done or (ahead and done < 0):
        draft.modality = "target"
    elif draft.qualifier == "estimate" or _ESTIMATE.search(clause[-40:]):
        draft.modality = "estimate"
