"""Numbers in words: `mười hai người`, `một trăm linh ba đơn vị`, `hai phần ba số hộ`, `ba, bốn vụ`.

The same words name things ("Ba Bể", "năm nay", "hai bên", "giải ba"), so a number in words counts only in front of a known noun,
of money or of percent, and a lone "hai" only where something is being counted.
"""

import re
from decimal import Decimal

from pipelines.figures.draft import Draft
from pipelines.figures.numbers import numerals, ranks, units
from pipelines.figures.numbers.measured import Measure
from pipelines.figures.numbers.numerals import Amount
from pipelines.figures.numbers.units import Unit
from pipelines.figures.wordlists import any_of, parts

_WORD = re.compile(r"[^\W\d_]+")
_FRACTION = re.compile(r"(?P<n>một|hai|ba|bốn|năm) phần (?P<d>hai|ba|tư|bốn|năm|mười)(?! trăm)\b(?: (?:tổng )?số)? ?")
#: "ba, bốn vụ": neighbours in words are a range.
_NEIGHBOURS = re.compile(r"(?P<a>hai|ba|bốn|năm|sáu|bảy|tám), (?P<b>ba|bốn|năm|sáu|bảy|tám|chín)(?= [^\W\d_])")
#: Nouns behind a number word alone that make no count: "hai bên", "ba miền".
_NOT_COUNTED = frozenset(
    parts(
        """bên; cấp; chiều; mặt; phía; mùa; nước; miền; lần; đầu; bước; phần; loại; điều; câu; nhà; bàn; con; cây;
        đôi; bộ; ngành; vùng; kỳ"""
    )
)
#: "giải ba môn kéo co": the third prize.
_ORDINAL_AFTER = re.compile(r"(?:giải|hạng|thứ|tháng|chương|bậc|loại|dăm|vài|đôi|mấy) $")
#: What a lone "hai" must follow to count: a verb, or another figure of its list. "hai đơn vị sẽ phối hợp" only points back.
_VERBS = any_of(
    """có; gồm; với; là; được; còn; thêm; phát hiện; xử lý; xử phạt; khởi tố; bắt; bắt giữ; kỷ luật; khiển
        trách; cảnh cáo; cách chức; khai trừ; ban hành; tổ chức; mở; tiếp nhận; tiếp; giải quyết; hoàn thành;
        thành lập; tặng; trao; khen thưởng; đạt; kiểm tra; thanh tra; triển khai; kết thúc; làm; cho; đối với;
        tại; công bố; chuyển; đình chỉ; thu hồi; xây dựng; khoảng; hơn; gần; trên; nhận; cấp; giao; bầu; bổ
        sung; giảm; tăng; khởi công; cắt giảm; bãi bỏ; chỉ; mới; đón"""
)
_COUNTING = re.compile(rf"(?:{_VERBS}) $")
#: Words after which "năm" is a year, not five.
_OF_A_YEAR = any_of(
    """trong; của; cả; đầu; cuối; từng; mỗi; các; những; nhiều; hằng; hàng; qua; theo; giữa; là; một; hai; ba;
        thường; suốt; vào; sau; trước; kế hoạch"""
)
_YEAR_BEFORE = re.compile(rf"(?:{_OF_A_YEAR}) $")


def read(measure: Measure, at: int, last: Draft | None) -> Draft | int:
    """The figure whose number begins with the word at `at`, or where to go on; `last` is the figure before it."""
    low = measure.low
    if at and low[at - 1].isalnum():
        return at + 1
    if low.startswith("thứ ", at - 4):
        word = _WORD.match(low, at)
        assert word is not None
        return ranks.in_words(measure.prose, at, word[0]) or word.end()
    words = numerals.WORDS.match(low, at)
    if words is None:
        return at + 1
    if low[at - 1 : at] == "-" or _is_name(measure, at):
        return words.end()
    if fraction := _FRACTION.match(low, at):
        return _fraction(measure, fraction)
    if both := _NEIGHBOURS.match(low, at):
        return _neighbours(measure, both)
    end = words.end()
    amount = numerals.in_words(low, at, end)
    while amount is None and " " in low[at:end]:
        end = low.rindex(" ", at, end)
        amount = numerals.in_words(low, at, end)
    return (_counted(measure, amount, low[at:end], last) or amount.end) if amount else words.end()


def _is_name(measure: Measure, at: int) -> bool:
    """Whether a capital in the middle of a sentence makes the word a name ("Ba Đình"); a heading is all in capitals."""
    text = measure.text
    return text[at].isupper() and not _opens(measure, at) and not text[at : at + 3].isupper()


def _opens(measure: Measure, at: int) -> bool:
    """Whether a sentence begins at `at`, or a bracket or a list does."""
    prose = measure.prose
    return prose.sentences[prose.sentence(at)].start == at or measure.low[max(0, at - 2) : at].strip() in (
        "-",
        "+",
        "(",
        ":",
        "*",
    )


def _counted(measure: Measure, amount: Amount, words: str, last: Draft | None) -> Draft | None:
    low, end = measure.low, amount.end
    if units.percent(low, end) or units.currency(low, end):
        return measure.figure(amount)
    found = units.unit(measure.text, low, end)
    if found is None or not found.known or found.kind in ("score", "length", "area"):
        return None
    if " " not in words and not _lone(measure, amount.start, words, found, last):
        return None
    return measure.figure(amount)


def _lone(measure: Measure, at: int, word: str, found: Unit, last: Draft | None) -> bool:
    """Whether one word alone is a number here."""
    low = measure.low
    if word == "một" or found.name.lower() in _NOT_COUNTED or _ORDINAL_AFTER.search(low, max(0, at - 12), at):
        return False
    if word == "năm":
        return (
            found.kind != "duration" and not _opens(measure, at) and not _YEAR_BEFORE.search(low, max(0, at - 12), at)
        )
    if word != "hai" or found.kind == "duration" or _opens(measure, at) or _COUNTING.search(low, max(0, at - 24), at):
        return True
    return (
        last is not None and at - last.span_end < 30 and low[max(0, at - 6) : at].endswith((", ", "và ", "; ", "hoặc "))
    )


def _fraction(measure: Measure, found: "re.Match[str]") -> Draft | int:
    noun = units.noun(measure.low, found.end())
    if noun is None or not noun.name:
        return found.end()
    end = found.end("d")
    value, whole = (
        Decimal(ranks.ORDINALS.get(found["n"], 1)),
        Decimal({"bốn": 4}.get(found["d"]) or ranks.ORDINALS[found["d"]]),
    )
    return Draft(
        found.start(),
        end,
        found.start(),
        end,
        measure.prose.sentence(end),
        "ratio",
        value,
        noun.name,
        denominator=whole,
    )


def _neighbours(measure: Measure, found: "re.Match[str]") -> Draft | int:
    first, second = (numerals.in_words(measure.low, found.start(key), found.end(key)) for key in "ab")
    unit = units.unit(measure.text, measure.low, found.end())
    if first is None or second is None or second.value != first.value + 1 or unit is None or not unit.known:
        return found.end("a")
    draft = measure.draft(first, unit.kind, first.value, unit.name, second.end, unit.end)
    draft.value_to = second.value
    return draft
