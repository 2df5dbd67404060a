"""What the figures of a text prove about each other, and what they never do.

Passages are invented. A figure stands in square brackets, its indicator behind a bar: "[243 đơn|petitions_received]".
A check is told in the numbers as printed: "sum 56 70 = 126", "ratio 84 105 ~ 80%"; "!" marks a contradiction, "*" a proved typo.
"""

import re
import time
from decimal import Decimal

import pytest

from pipelines.figures.checks import check, find, link
from pipelines.figures.draft import Draft
from pipelines.figures.prose import Prose
from spiders.items import Check, Period

_MARK = re.compile(r"\[([^\]|]+)(?:\|(\w+))?\]")
_NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:[.,]\d+)?")
_SCALES = {"tỷ": 9, "triệu": 6, "nghìn": 3}
_QUALIFIERS = {"gần": "lt_approx", "hơn": "gt", "trên": "gt", "khoảng": "approx"}


def _value(printed: str) -> Decimal:
    return Decimal(printed.replace(".", "").replace(",", "."))


def _draft(inner: str, at: int, sentence: int, indicator: str | None) -> Draft:
    """A figure as the grammar gives it, from a text such as "gần 600 lượt", "9 tỷ 45,8 triệu đồng", "8/11 cuộc"."""
    first = inner.split()[0]
    number = _NUMBER.search(inner)
    assert number is not None
    start = at + number.start()
    draft = Draft(start, start, at, at + len(inner), sentence, "count", Decimal(0), "")
    draft.qualifier, draft.indicator = _QUALIFIERS.get(first, "exact"), indicator
    ratio = re.search(r"(\d[\d.,]*)/(\d[\d.,]*)", inner)
    if inner.endswith("%"):
        draft.kind, draft.unit, draft.end = "percent", "%", at + len(inner)
        draft.value = _value(ratio[0].replace("/", ",") if ratio else number[0])
        draft.flags += ["slash_in_percent"] if ratio else []
        if first in ("tăng", "giảm"):
            draft.kind, draft.direction = "comparison", "increase"
    elif inner.endswith("đồng"):
        parts = re.findall(r"(\d[\d.,]*) ?(tỷ|triệu|nghìn)?", inner)
        draft.kind, draft.unit, draft.end = "money", "VND", at + len(inner)
        draft.value = sum((_value(digits).scaleb(_SCALES.get(scale, 0)) for digits, scale in parts), Decimal(0))
    else:
        draft.value, draft.end = _value(number[0]), start + len(number[0])
        if ratio:
            draft.kind, draft.denominator, draft.end = "ratio", _value(ratio[2]), at + ratio.end()
        draft.unit = inner[draft.end - at :].strip()
    return draft


def read(marked: str) -> tuple[Prose, list[Draft]]:
    """The text without its marks, and its figures."""
    plain, found, last = "", [], 0
    for mark in _MARK.finditer(marked):
        plain += marked[last : mark.start()]
        found.append((mark[1], len(plain), mark[2]))
        plain, last = plain + mark[1], mark.end()
    prose = Prose(plain + marked[last:])
    return prose, [_draft(inner, at, prose.sentence(at), indicator) for inner, at, indicator in found]


def told(prose: Prose, drafts: list[Draft], one: Check) -> str:
    def printed(at: int) -> str:
        return prose.text[drafts[at].start : drafts[at].end].removesuffix(" đồng")

    mark = {"consistent": "", "inconsistent": " !", "typo_proved": " *"}[one.verdict]
    held = f" = {printed(one.total)}" if one.total is not None else ""
    held += f" ~ {printed(one.printed)}" if one.printed is not None else ""
    return f"{one.relation} {' '.join(printed(at) for at in one.operands)}{held}{mark}"


def checks_of(marked: str) -> set[str]:
    prose, drafts = read(marked)
    return {told(prose, drafts, one) for one in check(prose, drafts)}


FOUND = [
    # splits that add up
    ("Tiếp nhận [126 đơn], gồm [56 đơn] khiếu nại và [70 đơn] tố cáo.", {"sum 56 70 = 126"}),
    ("Tiếp nhận [126 đơn], trong đó có [56 đơn] khiếu nại, [70 đơn] tố cáo.", {"sum 56 70 = 126"}),
    ("Tiếp nhận [126 đơn] ([56 đơn] khiếu nại; [70 đơn] tố cáo).", {"sum 56 70 = 126"}),
    ("Tiếp nhận [126 đơn]: [56 đơn] khiếu nại, [70 đơn] tố cáo.", {"sum 56 70 = 126"}),
    ("Tiếp nhận [126 đơn]. Trong đó, có [56 đơn] khiếu nại, [70 đơn] tố cáo.", {"sum 56 70 = 126"}),
    ("Tiếp nhận [126 đơn], trong đó:\n- Khiếu nại: [56 đơn];\n- Tố cáo: [70 đơn].", {"sum 56 70 = 126"}),
    ("Tiếp nhận [126 đơn], [tăng 5%] so với năm 2023, trong đó [56 đơn] khiếu nại, [70 đơn] tố cáo.", {"sum 56 70 = 126"}),
    ("Ban hành [18 văn bản], gồm [05 kế hoạch], [01 chỉ thị], [12 công văn].", {"sum 05 01 12 = 18"}),
    ("Tiếp thường xuyên [544 lượt], tiếp định kỳ [46 lượt], tổng cộng [590 lượt].", {"sum 544 46 = 590"}),
    (
        "Tiếp [90 lượt] công dân, trong đó tiếp thường xuyên [80 lượt]; tiếp định kỳ và đột xuất của lãnh đạo là [10 lượt].",
        {"sum 80 10 = 90"},
    ),
    (
        "Xử lý [10,5 tỷ đồng], bao gồm thu hồi [6,5 tỷ đồng], xử lý khác [4 tỷ đồng].",
        {"sum 6,5 tỷ 4 tỷ = 10,5 tỷ"},
    ),
    # a part that is split again, and what follows it in the outer list
    (
        "Huyện nhận [30 hồ sơ], trong đó có [20 hồ sơ] trực tuyến ([15 hồ sơ] toàn trình, [5 hồ sơ] một phần), "
        "[10 hồ sơ] trực tiếp.",
        {"sum 20 10 = 30", "sum 15 5 = 20"},
    ),
    (
        "Sở được giao [72 nhiệm vụ]. Đến nay, đã hoàn thành [60 nhiệm vụ], trong đó có [55 nhiệm vụ] đúng hạn, "
        "[5 nhiệm vụ] quá hạn, [12 nhiệm vụ] đang thực hiện.",
        {"sum 55 5 = 60", "sum 60 12 = 72"},
    ),
    (
        "Sở được giao [62 nhiệm vụ], trong đó có [2 nhiệm vụ] trọng tâm, [60 nhiệm vụ] do tỉnh giao, gồm [45 nhiệm vụ] mới, "
        "[15 nhiệm vụ] năm ngoái chuyển tiếp.",
        {"sum 2 60 = 62", "sum 45 15 = 60"},
    ),
    # two sides that no word calls parts
    (
        "Có [317 đơn] thuộc thẩm quyền. Kết quả đã giải quyết [290 đơn], đạt [91,5%]; đang xác minh [27 đơn], đạt [8,5%].",
        {"sum 290 27 = 317", "ratio 290 317 ~ 91,5%", "ratio 27 317 ~ 8,5%", "sum 91,5% 8,5%"},
    ),
    ("Tổng [50 đơn]; [30 đơn] thuộc thẩm quyền, [20 đơn] không thuộc thẩm quyền.", {"sum 30 20 = 50"}),
    # open splits
    ("Tiếp nhận [892 đơn] (trong đó có [56 đơn] khiếu nại, [70 đơn] tố cáo).", {"difference 892 56 70"}),
    ("Trả [900 hồ sơ], trong đó có [120 hồ sơ] mức độ 3; [60 hồ sơ] mức độ 4; [14 hồ sơ] bưu chính công ích.",
     {"difference 900 120 60", "order 900 14"}),
    ("Tiếp nhận [130 đơn], gồm [56 đơn] khiếu nại, [70 đơn] tố cáo, còn lại là kiến nghị.", {"difference 130 56 70"}),
    ("Có [300 người] dự, trong đó có [180 người] là nữ, [150 người] là đảng viên.", {"order 300 180", "order 300 150"}),
    ("Có [171 xã]; [150 xã] đạt chuẩn, trong đó có [40 xã] nâng cao, [10 xã] kiểu mẫu.", {"difference 150 40 10"}),
    ("Có [24 dự án] tốt nghiệp. Trong đó có [7 dự án] đã gọi vốn, [13 dự án] đang gọi vốn.", {"difference 24 7 13"}),
    ("Có [52 người] dự, trong đó có [12 người] là nữ.", {"order 52 12"}),
    # closed splits that do not add up
    ("Tiếp nhận [130 đơn], gồm [56 đơn] khiếu nại và [70 đơn] tố cáo.", {"sum 56 70 = 130 !"}),
    ("Tiếp nhận [120 đơn], trong đó có [56 đơn] khiếu nại, [70 đơn] tố cáo.", {"difference 120 56 70 !"}),
    (
        "Sở được giao [52 nhiệm vụ], trong đó có [3 nhiệm vụ] trọng tâm, [50 nhiệm vụ] do tỉnh giao.",
        {"difference 52 3 50 !"},
    ),
    ("Tiếp nhận [50 đơn]; trong đó, có [65 đơn] thuộc thẩm quyền.", {"order 50 65 !"}),
    ("Tiếp nhận [50 đơn], trong đó có [65 đơn] khiếu nại.", {"order 50 65 !"}),
    ("Tiếp nhận [100 đơn] ([61 đơn] thuộc thẩm quyền, [49 đơn] không thuộc thẩm quyền).", {"sum 61 49 = 100 !"}),
    # rates
    ("Kết thúc [8/11 cuộc], đạt [72,7%].", {"ratio 8/11 ~ 72,7%"}),
    ("Kết thúc [2/3 cuộc] (đạt [66,6%]).", {"ratio 2/3 ~ 66,6%"}),
    ("Có [129/1.303 thủ tục] cấp tỉnh làm tại chỗ, đạt [9/9%].", {"ratio 129/1.303 ~ 9/9% *"}),
    ("Có [45/500 thủ tục] làm tại chỗ, đạt [9/0%].", {"ratio 45/500 ~ 9/0% *"}),
    ("Tỷ lệ giải quyết đạt [80%] ([84/105 đơn]).", {"ratio 84/105 ~ 80%"}),
    ("Đã giải quyết [84 đơn] trong tổng số [105 đơn], đạt [80%].", {"ratio 84 105 ~ 80%"}),
    ("Đã giải quyết [84 đơn]/[105 đơn], đạt [80%].", {"ratio 84 105 ~ 80%"}),
    ("Trả [900 hồ sơ], trong đó có [126 hồ sơ] trực tuyến, chiếm [14%].", {"order 900 126", "ratio 126 900 ~ 14%"}),
    ("Đã giải quyết [210/300 vụ việc], đạt [88,9%].", {"ratio 210/300 ~ 88,9% !"}),
    ("Kế hoạch vốn [500 tỷ đồng], đã giải ngân [300 tỷ đồng], đạt [60%] kế hoạch.",
     {"order 500 tỷ 300 tỷ", "ratio 300 tỷ 500 tỷ ~ 60%"}),
    (
        "Phát hiện sai phạm [2 tỷ đồng], kiến nghị thu hồi [1 tỷ đồng], đã thu hồi [500 triệu đồng], đạt tỷ lệ [50%].",
        {"order 2 tỷ 1 tỷ 500 triệu", "ratio 500 triệu 1 tỷ ~ 50%"},
    ),
    (
        "Kiến nghị thu hồi [1.000 triệu đồng] (đã thu hồi [1.000 triệu đồng], đạt [100%]).",
        {"order 1.000 triệu 1.000 triệu", "ratio 1.000 triệu 1.000 triệu ~ 100%"},
    ),
    (
        "Kiến nghị thu hồi [1.000 triệu đồng], đã thu hồi [500 triệu đồng], đạt [75%].",
        {"order 1.000 triệu 500 triệu", "ratio 500 triệu 1.000 triệu ~ 75% !"},
    ),
    ("Hồ sơ giải quyết đúng hạn đạt [97,5%], quá hạn [2,5%].", {"sum 97,5% 2,5%"}),
    ("Có [18/25 xã] hoàn thành, đạt [72%], còn [7 xã] chưa hoàn thành ([28%]).", {"ratio 18/25 ~ 72%", "sum 72% 28%"}),
    # orders
    ("Triển khai [11 cuộc] thanh tra và đã kết thúc [9 cuộc].", {"order 11 9"}),
    (
        "Tiếp nhận [243 đơn] khiếu nại, tố cáo; trong đó, có [105 đơn] thuộc thẩm quyền giải quyết, đã giải quyết [84 đơn].",
        {"order 243 105 84"},
    ),
    (
        "Giao [52 nhiệm vụ], trong đó có [2 nhiệm vụ] trọng tâm, [50 nhiệm vụ] do huyện giao. Đến nay, [2 nhiệm vụ] trọng tâm "
        "đã cơ bản hoàn thành.",
        {"sum 2 50 = 52", "order 2 2"},
    ),
    ("Phát hiện sai phạm [5 tỷ đồng], kiến nghị thu hồi [7 tỷ đồng].", {"order 5 tỷ 7 tỷ !"}),
    ("Phát hiện sai phạm [5 tỷ đồng]. Kiến nghị thu hồi [4 tỷ đồng].", {"order 5 tỷ 4 tỷ"}),
    ("Đã tiếp [324 lượt]/[387 công dân] ([tăng 18,7%] so với năm 2023).", {"order 387 324"}),
    (
        "Bộ phận tiếp nhận và trả kết quả đã tiếp nhận [98 hồ sơ], giải quyết xong [91 hồ sơ].",
        {"order 98 91"},
    ),
    ("Kiến nghị thu hồi [trên 3,5 tỷ đồng], hiện đã thu [gần 2,6 tỷ đồng], đạt [72%].", {"order 3,5 tỷ 2,6 tỷ"}),
    # repetitions
    ("Triển khai [11 cuộc] thanh tra, đã kết thúc [8/11 cuộc].", {"order 11 8/11", "same 11 8/11 ~ 8/11"}),
    ("Đã tiếp [gần 600 lượt] công dân\nNăm 2024, huyện đã tiếp [590 lượt] công dân.", {"same 590 600 ~ 600"}),
    (
        "Năm 2024, toàn huyện tiếp nhận [4.218 hồ sơ] trực tuyến.\nCụ thể, đã tiếp nhận [4.218 hồ sơ] trực tuyến.",
        {"same 4.218 4.218 ~ 4.218"},
    ),
]  # fmt: skip

SILENT = [
    # brackets and colons that do not add up, lists with an open end
    "Tiếp nhận [130 đơn] ([56 đơn] khiếu nại, [70 đơn] tố cáo).",
    "Xử lý [10,5 tỷ đồng], gồm thu hồi [6,2 tỷ đồng], xử lý khác [4,2 tỷ đồng].",
    "Có [300 hồ sơ], trong đó có [200 hồ sơ] liên thông, [180 hồ sơ] không thu phí.",
    "Phát hiện [5 vụ], gồm [3 vụ] buôn lậu và [7 đối tượng].",
    "Người dân xem được [70 kênh], đã bao gồm [10 kênh] thiết yếu của quốc gia và [2 kênh] của tỉnh.",
    "Bầu Ban Chấp hành gồm [11 đồng chí]; bầu Đoàn đại biểu dự Đại hội cấp trên gồm [5 đồng chí].",
    "Giải thưởng gồm [3 giải] Nhì và [61 giải] Khuyến khích. Trong đó, học sinh huyện đạt [2 giải] Nhì, [12 giải] Khuyến khích.",
    # other units, other matters
    "Tiếp [74 lượt] công dân, tiếp nhận [105 đơn].",
    "Trong năm tiếp [262 lượt]/[118 người].",
    "Khởi tố [08 vụ]/[12 đối tượng].",
    "Mở [03 lớp]/[210 lượt người].",
    "Kiểm điểm [02 tập thể] và [10 cá nhân], khen thưởng [15 tập thể], [20 cá nhân].",
    "Phát hiện sai phạm [9 tỷ đồng]; xử phạt vi phạm hành chính [2 tỷ đồng].",
    "Ban hành [80 văn bản] về cải cách hành chính, [05 kế hoạch], [12 văn bản] về tiếp công dân.",
    "Phường có [180 đơn vị] tổ chức kê khai với [1.064 người] phải kê khai lần đầu đạt tỷ lệ [100%].",
    # a rate of something else, a rise, an aim
    "Đã giải quyết [210/300 vụ việc], tỷ lệ hài lòng đạt [88,9%].",
    "Kết thúc [8/11 cuộc], đạt [100%] kế hoạch năm.",
    "Tỷ lệ hồ sơ trực tuyến đạt [97%]. Tỷ lệ thanh toán trực tuyến đạt [3%].",
    # carried over from before
    "Triển khai [9 cuộc] thanh tra, kết thúc [11 cuộc].",
    "Tiếp nhận [50 đơn], giải quyết [61 đơn].",
    # another body, another paragraph, another time
    "Huyện Hòa Bắc tiếp nhận [90 đơn]; huyện Sơn Đông giải quyết [70 đơn].",
    "Tiếp nhận [90 đơn] trong quý I.\nGiải quyết [70 đơn] trong năm.",
    "Tiếp nhận [90 đơn], giảm so với [120 đơn] của năm trước, giải quyết [100 đơn].",
    # equal by chance
    "Triển khai [11 cuộc] thanh tra; triển khai thực hiện [11 cuộc] thanh tra về phòng, chống tham nhũng.",
    "Triển khai [12 cuộc] thanh tra; tổ chức [12 buổi] tiếp công dân.",
    "Kế hoạch đạt [100%]. Thu hồi đạt [100%].",
]


@pytest.mark.parametrize(("passage", "expected"), FOUND)
def test_a_text_proves(passage: str, expected: set[str]) -> None:
    assert checks_of(passage) == expected


@pytest.mark.parametrize("passage", SILENT)
def test_a_text_proves_nothing(passage: str) -> None:
    assert checks_of(passage) == set()


def test_indicators_tell_matters_apart_that_read_alike() -> None:
    marked = (
        "Triển khai [12 cuộc|inspections_launched], kết thúc [9 cuộc|inspections_completed]; "
        "kết thúc [11 cuộc|anticorruption_inspections_completed]."
    )
    assert checks_of(marked) == {"order 12 9"}


def test_figures_of_two_periods_bound_nothing() -> None:
    prose, drafts = read("Tiếp nhận [90 đơn], giải quyết [70 đơn].")
    drafts[0].period = Period("period", "quý I", 0, 5, "2024-01-01", "2024-03-31")
    drafts[1].period = Period("period", "năm 2023", 0, 5, "2023-01-01", "2023-12-31")
    assert check(prose, drafts) == ()


def test_an_aim_is_no_operand() -> None:
    prose, drafts = read("Giải quyết [84/105 đơn], đạt [80%], mục tiêu đạt [95%].")
    drafts[2].modality = "target"
    assert {told(prose, drafts, one) for one in check(prose, drafts)} == {"ratio 84/105 ~ 80%"}


def test_parts_point_to_what_holds_them() -> None:
    prose, drafts = read("Tiếp nhận [126 đơn], gồm [56 đơn] khiếu nại và [70 đơn] tố cáo.")
    link(prose, drafts)
    assert [one.part_of is drafts[0] for one in drafts] == [False, True, True]


def test_recovered_money_is_no_part_of_what_was_recommended() -> None:
    prose, drafts = read("Kiến nghị thu hồi [4 tỷ đồng], đã thu hồi [3 tỷ đồng].")
    link(prose, drafts)
    assert [one.part_of for one in drafts] == [None, None]


def test_a_proved_typo_is_marked_and_its_print_stays() -> None:
    prose, drafts = read("Có [45/500 thủ tục] làm tại chỗ, đạt [9/0%].")
    link(prose, drafts)
    assert drafts[1].flags == ["source_typo_repaired"]
    assert prose.text[drafts[1].start : drafts[1].end] == "9/0%"
    (one,) = find(prose, drafts)
    assert (one.verdict, one.computed) == ("typo_proved", Decimal(9))


@pytest.mark.parametrize("passage", ["Đạt [9/0%].", "Có [45/600 thủ tục] làm tại chỗ, đạt [9/0%]."])
def test_a_typo_that_nothing_proves_says_so(passage: str) -> None:
    prose, drafts = read(passage)
    link(prose, drafts)
    assert drafts[-1].flags == ["unproved"]
    assert find(prose, drafts) == ()


def test_a_rate_that_its_ratio_contradicts_is_flagged_and_kept() -> None:
    prose, drafts = read("Đã giải quyết [210/300 vụ việc], đạt [88,9%].")
    link(prose, drafts)
    assert (drafts[1].value, drafts[1].flags) == (Decimal("88.9"), ["inconsistent_with_ratio"])


def test_linking_twice_changes_nothing() -> None:
    prose, drafts = read("Có [129/1.303 thủ tục] làm tại chỗ, đạt [9/9%]; giải quyết [210/300 vụ việc], đạt [88,9%].")
    first = check(prose, drafts)
    flags = [list(one.flags) for one in drafts]
    assert check(prose, drafts) == first
    assert [one.flags for one in drafts] == flags


def test_a_long_text_takes_time_in_proportion() -> None:
    """Five thousand figures in one line without a full stop: windows are bounded, so ten times the text is ten times the work."""
    one = "tiếp nhận [126 đơn], gồm [56 đơn] khiếu nại và [70 đơn] tố cáo, giải quyết [84/105 đơn], đạt [80%]; "

    def seconds(times: int) -> float:
        prose, drafts = read(one * times)
        best = 9.0
        for _ in range(3):
            begun = time.perf_counter()
            check(prose, drafts)
            best = min(best, time.perf_counter() - begun)
        return best

    assert seconds(1000) < 25 * seconds(100)
