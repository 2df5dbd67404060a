"""What official prose says in figures. The phrases and articles of `tests/figures` were annotated apart from the reader."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.figures import cases, gold
from benchmarks.figures.annotated import articles
from benchmarks.figures.demands import of_articles, of_cases
from pipelines.figures import About, read
from pipelines.figures.prose import Prose
from spiders.items import Metric

EXAM = Path(__file__).parent / "figures"


def figures(text: str, **about: str) -> list[Metric]:
    return list(read(text, About(**about)).metrics)


def told(text: str, **about: str) -> list[tuple[str, str, str]]:
    """(span, value, unit) of each figure."""
    return [(text[m.span_start : m.span_end], f"{m.value:f}", m.unit) for m in figures(text, **about)]


def test_every_phrase_of_the_examination_is_read_as_annotated() -> None:
    marks = cases.mark_all(cases.cases(EXAM / "cases.jsonl"), read)
    assert [str(one) for one in of_cases("own", marks) if not one.met] == [], "\n".join(marks.misses)


def test_the_articles_of_the_examination_are_read_as_annotated() -> None:
    listed = articles(EXAM / "articles")
    marks = gold.mark_all(listed, read)
    assert len(listed) >= 15
    assert [str(one) for one in of_articles("own", listed, marks) if not one.met] == [], "\n".join(marks.misses)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Thực hiện khoản 2, 3 và 4 Điều 15 Nghị định này.", []),
        ("Nhà số 12, ngõ 34, tổ 7, phường 2, đường 30/4.", []),
        ("Chi đoàn lớp 9 và khối 12 dự lễ kỷ niệm 60 năm Ngày thành lập trường.", []),
        ("Phát động phong trào “3 không, 2 sạch” và phương châm “4 tại chỗ”.", []),
        ("Liên hệ 0216.3852.100 hoặc hotline 1900 5454 trước 17h30.", []),
        ("1. Về công tác kiểm tra\n2. Về công tác tiếp dân", []),
        ("Đợt này có 14 hồ sơ, tổ 3 xử lý.", ["14 hồ sơ"]),
        ("Cấp 320 giấy phép, tổ chức 5 lớp.", ["320 giấy phép", "5 lớp"]),
        ("Năm nay hai bên gặp nhau ở Ba Đình.", []),
        ("Sau đó hai đơn vị sẽ phối hợp; phát hiện hai vụ.", ["hai vụ"]),
        ("Huyện trao huy hiệu 30 năm tuổi đảng; tầng 3 có 2 phòng họp.", ["2 phòng họp"]),
        ("Gói thầu số 07/XL và Mẫu số 02/XLD được duyệt.", []),
    ],
)
def test_what_only_names_is_no_figure(text: str, spans: list[str]) -> None:
    assert [span for span, _, _ in told(text)] == spans


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("Nhận 412 hồ sơ (trực tuyến 385, trực tiếp 27).", [("412", "hồ sơ"), ("385", "hồ sơ"), ("27", "hồ sơ")]),
        (
            "PCI đạt 68,21 điểm (hạng 14), tại 45 điểm tiếp nhận.",
            [("68.21", "điểm"), ("14", "hạng"), ("45", "điểm tiếp nhận")],
        ),
        ("Đã giao36 chỉ tiêu, khởi tố05 vụ; phòng B36 họp.", [("36", "chỉ tiêu"), ("5", "vụ")]),
        ("Đất đai 61 đơn, chính sách xã hội 7 đơn.", [("61", "đơn"), ("7", "đơn")]),
        ("Tỷ lệ đạt 97, 5 % kế hoạch.", [("97.5", "%")]),
        ("Kế hoạch an toàn cho 3 đến 5 năm.", [("3", "năm")]),
    ],
)
def test_a_number_counts_what_its_words_say(text: str, read_as: list[tuple[str, str]]) -> None:
    assert [(value, unit) for _, value, unit in told(text)] == read_as


def test_decomposed_text_gives_the_same_figures_at_offsets_of_its_own() -> None:
    text = "Đã thu hồi 3 tỷ 45,8 triệu đồng, đạt 88,8% so với số phải thu."
    apart = unicodedata.normalize("NFD", text)
    assert [value for _, value, _ in told(apart)] == [value for _, value, _ in told(text)] == ["3045800000", "88.8"]
    assert [unicodedata.normalize("NFC", span) for span, _, _ in told(apart)] == [span for span, _, _ in told(text)]


def test_signs_that_nobody_sees_split_no_figure() -> None:
    assert told("Tiếp nhận 1\u00ad.250\u200b hồ\u00a0sơ.") == [("1\u00ad.250\u200b hồ\u00a0sơ", "1250", "hồ sơ")]


def test_a_sentence_does_not_end_at_an_abbreviation_a_decimal_or_the_number_of_a_list() -> None:
    text = "TP. Mẫu thu 1.250 tỷ. Q. Ba giảm 3.5%. ThS. An nêu 2 ý kiến. Bà B. Hết lời."
    sentences = [text[one.start : one.end] for one in Prose(text).sentences]
    assert sentences == ["TP. Mẫu thu 1.250 tỷ.", "Q. Ba giảm 3.5%.", "ThS. An nêu 2 ý kiến.", "Bà B.", "Hết lời."]
    assert len(Prose("1. Về thanh tra\n2. Về tiếp dân").sentences) == 2


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("Trong 9 tháng đầu năm 2021, huyện tiếp 5 lượt.", "2021-01-01", "2021-09-30"),
        ("Quý III/2024 có 5 đơn.", "2024-07-01", "2024-09-30"),
        ("Nhiệm kỳ 2020-2025, kết nạp 5 đảng viên.", "2020-01-01", "2025-12-31"),
        ("Từ ngày 01/8/2018 đến 31/7/2019, tiếp 5 lượt.", "2018-08-01", "2019-07-31"),
        ("Năm 2021 khó khăn. Tính đến ngày 15/11/2021, nhận 5 hồ sơ.", "2021-01-01", "2021-11-15"),
        ("Trong 9 tháng năm 2020, nhận 9 đơn.\nNhững tháng cuối năm 2020, đạt 5%.", "2020-10-01", "2020-12-31"),
        ("Năm 2023, huyện mở 9 lớp.\nĐã tiếp 5 lượt (tăng 3% so với năm 2022).", "2023-01-01", "2023-12-31"),
        ("Huyện đã tiếp 5 lượt trong tháng 4/2018.", "2018-04-01", "2018-04-30"),
        (
            "Năm 2023, nhận 9 đơn. Kế hoạch năm 2024: phấn đấu 9%.\nDịp này, tặng 5 giấy khen.",
            "2023-01-01",
            "2023-12-31",
        ),
        ("Năm 2025, nhận 9 đơn. Từ đầu năm đến hết quý III/2025, tiếp 5 lượt.", "2025-01-01", "2025-09-30"),
    ],
)
def test_a_figure_holds_for_the_time_that_governs_it(text: str, since: str, until: str) -> None:
    five = next(one for one in figures(text) if one.value == 5)
    assert five.period is not None and (five.period.since, five.period.until) == (since, until)


def test_a_year_that_the_text_leaves_out_is_the_title_s_or_that_of_print() -> None:
    text = "6 tháng đầu năm, tỉnh tiếp 5 lượt."
    (named,) = figures(text, title="Kết quả công tác năm 2019")
    (printed,) = figures(text, published="2024-07-03T08:00:00+07:00")
    assert named.period is not None and named.period.until == "2019-06-30"
    assert printed.period is not None and printed.period.until == "2024-06-30"
    assert figures(text)[0].period is None


def test_a_birth_or_what_is_long_past_is_not_the_time_of_what_follows() -> None:
    text = "Phạt bà N., sinh năm 1981, 7 triệu đồng.\nNăm 1997, cả nước nối mạng.\nHuyện tiếp 5 lượt."
    assert [one.period for one in figures(text, published="2021-08-04")] == [None, None]
    (recalled,) = figures("Năm 1997, cả nước có 5 mạng.", published="2021-08-04")
    assert recalled.period is not None and recalled.period.until == "1997-12-31"


def test_months_alone_are_a_time_where_they_are_told_with_an_estimate_and_a_duration_elsewhere() -> None:
    (revenue,) = figures("Thu ngân sách 7 tháng ước đạt 12 tỷ đồng.", published="2025-08-04")
    assert revenue.period is not None and revenue.period.until == "2025-07-31"
    assert [one.kind for one in figures("Phạt 7 tháng tù.", published="2025-08-04")] == ["duration"]


def test_aims_and_estimates_are_told_from_what_was_done() -> None:
    text = "Đã giải ngân 60%; phấn đấu cả năm đạt 95%; ước thu 12 tỷ đồng."
    assert [one.modality for one in figures(text)] == ["actual", "target", "estimate"]


def test_a_document_is_cited_with_its_number_day_and_issuer_and_none_of_it_is_a_figure() -> None:
    text = "Theo Kết luận thanh tra số 77/KL-TTr, ngày 1/7/2021 của Chánh Thanh tra tỉnh về đất đai, thu hồi 5 ha."
    found = read(text, About())
    (one,) = found.citations
    assert (one.type, one.number, one.date, one.issuer) == (
        "Kết luận thanh tra", "77/KL-TTr", "2021-07-01", "Chánh Thanh tra tỉnh",
    )  # fmt: skip
    assert [text[m.start : m.end] for m in found.metrics] == ["5"]


def test_a_table_s_numbers_are_in_the_unit_of_their_column() -> None:
    text = (
        "STT | Khoản thu | Dự toán (tỷ đồng) | % dự toán | Số hồ sơ | Ghi chú\n"
        "1 | Thu nội địa | 1.450 | 69,8 | 120 | 7\n"
        "2 | Xuất nhập khẩu | 300,5 | 101,2 | 35 | 8"
    )
    assert [(value, unit) for _, value, unit in told(text)] == [
        ("1450000000000", "VND"), ("69.8", "%"), ("120", "hồ sơ"),
        ("300500000000", "VND"), ("101.2", "%"), ("35", "hồ sơ"),
    ]  # fmt: skip


ALPHABET = st.sampled_from(
    [*"0123456789.,;:/-%() \n", "tỷ ", "triệu ", "đồng ", "năm ", "tháng ", "hồ sơ", "ngày ", "quý ", "số ", "đạt ", "ba ",
     "mươi ", "so với ", "tăng ", "trong đó ", "Quyết định ", "QĐ-UBND", "\u0301", "\u200b", "Hà Nội", "thứ ", "|", "“", "”"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(ALPHABET, max_size=60).map("".join))
def test_whatever_the_text_every_offset_stands_in_it_and_in_order(text: str) -> None:
    found = read(text, About(title=text[:40]))
    for one in found.metrics:
        assert (
            0
            <= one.sentence_start
            <= one.span_start
            <= one.start
            < one.end
            <= one.span_end
            <= one.sentence_end
            <= len(text)
        )
        assert any(c.isdigit() for c in text[one.start : one.end]) or text[one.start : one.end].strip()
        assert one.value.is_finite() and one.unit is not None
    starts = [one.span_start for one in found.metrics]
    assert starts == sorted(starts)
    for start, end in [(one.start, one.end) for one in (*found.citations, *found.periods)]:
        assert 0 <= start < end <= len(text)
    for check in found.checks:
        assert all(0 <= at < len(found.metrics) for at in check.operands)
