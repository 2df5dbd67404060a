"""How two contents of one article differ: how much, and which figure, date, document or name. All of it is invented."""

import json
import random
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.figures import About, read
from pipelines.versions.alignment import Effort, differences
from pipelines.versions.compare import compare
from pipelines.versions.content import Change, Content

SAPO = "Trong 9 tháng đầu năm 2021, ngành Thanh tra tỉnh Diên Giang đã kết thúc 197/299 cuộc thanh tra, đạt 65,9% kế hoạch."
FOUND = (
    "Qua thanh tra đã phát hiện sai phạm 1.000.000.000 đồng và 3,6 ha đất; kiến nghị thu hồi từ 30 đến 40 triệu đồng của "
    "mỗi đơn vị, xử phạt hành chính hai mươi tổ chức."
)
SIGNED = "Ngày 12/5/2021, ông Nguyễn Văn An, Giám đốc Sở Tài nguyên và Môi trường đã công bố Kết luận 2318/KL-TTCP tại hội nghị."
CALL = "Người dân phản ánh vi phạm theo Điều 12 của quy chế, qua đường dây nóng 0912345678 của cơ quan thường trực."
TABLE = "STT | Huyện | Số đơn\n1 | Hòa Thượng | 45\n2 | Quảng Hạ | 1.234"
ARTICLE = Content(
    title="Diên Giang: Kết thúc 197 cuộc thanh tra trong 9 tháng năm 2021",
    text="\n".join((SAPO, FOUND, SIGNED, CALL, TABLE)),
    sapo=SAPO,
    published="2021-10-05T08:15:00+07:00",
    author="Hải Yến",
    captions=("Lãnh đạo tỉnh kiểm tra 14 hồ chứa nước.",),
    attachments=(("https://diengiang.example/kl-2318.pdf", "Toàn văn kết luận"),),
)
ARTICLES = [
    json.loads(file.read_text("utf-8"))
    for file in sorted((Path(__file__).parent / "figures" / "articles").glob("*.json"))
]

Told = list[tuple[str, str | None, str | None]]


def edited(old: str, new: str, article: Content = ARTICLE) -> Content:
    """The article with some words replaced wherever they stand in its text and its sapo."""
    assert old in article.text
    return replace(article, text=article.text.replace(old, new), sapo=article.sapo.replace(old, new))


def change(new: Content, old: Content = ARTICLE) -> Change:
    return compare(old, new, "04", "Cổng thông tin điện tử tỉnh Diên Giang")


def told(change: Change) -> Told:
    return [(one.kind, one.old, one.new) for one in change.details]


# --- what is no difference, and what is hardly one


def test_an_article_that_stayed_has_no_fields() -> None:
    assert change(ARTICLE) == Change("cosmetic", ())


def test_blanks_and_composition_are_no_difference() -> None:
    decomposed = replace(ARTICLE, title=ARTICLE.title.replace("ế", "ê\u0301"), text=ARTICLE.text.replace(" ", "  "))
    assert change(decomposed).fields == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [("Hòa Thượng", "Hoà Thượng"), ("ngành Thanh tra", "Ngành thanh tra"), ("3,6 ha đất; kiến", "3,6 ha đất, kiến"),
     ("hội nghị.", "hội nghị!")],
)  # fmt: skip
def test_another_place_of_the_tone_mark_case_and_signs_are_cosmetic(old: str, new: str) -> None:
    assert change(edited(old, new)) == Change("cosmetic", change(edited(old, new)).fields)


def test_a_mended_typo_is_minor() -> None:
    assert change(ARTICLE, edited("kiến nghị thu hồi", "kiến nghij thu hồi")) == Change("minor", ("text",))


def test_a_unit_misspelt_is_a_typo_and_no_other_figure() -> None:
    assert change(edited("299 cuộc", "299 cuôc")) == Change("minor", ("text", "sapo"))
    assert change(edited("1.000.000.000 đồng", "1.000.000.000 đồn")) == Change("minor", ("text",))


def test_an_amount_written_otherwise_is_the_same_amount() -> None:
    assert change(edited("1.000.000.000 đồng", "1 tỷ đồng")) == Change("minor", ("text",))


def test_paragraphs_that_changed_places_changed_no_figure() -> None:
    swapped = replace(ARTICLE, text="\n".join((SAPO, CALL, SIGNED, FOUND, TABLE)))
    assert change(swapped) == Change("minor", ("text",))


def test_a_paragraph_split_in_two_is_cosmetic() -> None:
    assert change(edited("ha đất; kiến nghị", "ha đất\nkiến nghị")) == Change("cosmetic", ("text",))


def test_a_row_put_into_a_table_renumbers_the_others_and_changes_none() -> None:
    longer = edited("1 | Hòa Thượng | 45\n2 |", "1 | Thạch Lũng | 12\n2 | Hòa Thượng | 45\n3 |")
    assert told(change(longer)) == [("name", None, "Thạch Lũng"), ("figure", None, "12")]


def test_another_mark_is_another_word() -> None:
    old, new = Content("Diên Giang bán đất công", "Tin."), Content("Diên Giang bàn đất công", "Tin.")
    assert change(new, old).size == "substantive"
    assert change(old, Content("Diên Giang bán đât công", "Tin.")).size == "minor"


def test_a_title_in_capitals_is_cosmetic_and_another_title_substantive() -> None:
    assert change(replace(ARTICLE, title=ARTICLE.title.upper())) == Change("cosmetic", ("title",))
    assert change(replace(ARTICLE, title=f"{ARTICLE.title} đạt kết quả cao")).size == "substantive"


def test_a_few_words_are_minor_and_a_new_sentence_is_not() -> None:
    assert change(edited("đã công bố", "vừa qua đã chính thức công bố")).size == "minor"
    more = "Đồng thời, các đơn vị đã chủ động phối hợp, kịp thời tháo gỡ khó khăn, vướng mắc cho người dân và doanh nghiệp."
    assert change(edited(CALL, f"{CALL}\n{more}")) == Change("substantive", ("text",))


def test_whoever_signed_is_minor() -> None:
    assert change(replace(ARTICLE, author="Minh Thu")) == Change("minor", ("author",))


# --- which figure changed


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("65,9%", "66,9%", ("65,9%", "66,9%", "65.9", "66.9", "%")),
        ("1.000.000.000 đồng", "900 triệu đồng",
         ("1.000.000.000 đồng", "900 triệu đồng", "1000000000", "900000000", "VND")),
        ("3,6 ha", "3,9 ha", ("3,6 ha", "3,9 ha", "3.6", "3.9", "ha")),
        ("30 đến 40 triệu", "30 đến 50 triệu",
         ("từ 30 đến 40 triệu đồng", "từ 30 đến 50 triệu đồng", "30000000–40000000", "30000000–50000000", "VND")),
        ("hai mươi tổ chức", "hai mươi mốt tổ chức", ("hai mươi tổ chức", "hai mươi mốt tổ chức", "20", "21", "tổ chức")),
        ("3,6 ha", "3,6 km2", ("3,6 ha", "3,6 km2", "3.6", "3.6", None)),
        ("Thượng | 45", "Thượng | 54", ("45", "54", "45", "54", "đơn")),
        ("1.234", "1.243", ("1.234", "1.243", "1234", "1243", "đơn")),
        ("0912345678", "0912345679", ("0912345678", "0912345679", "0912345678", "0912345679", None)),
        ("Điều 12", "Điều 13", ("12", "13", "12", "13", None)),
    ],
)  # fmt: skip
def test_one_figure_edited_is_one_detail(old: str, new: str, expected: tuple[str | None, ...]) -> None:
    found = change(edited(old, new))
    assert found.size == "substantive"
    assert [(one.old, one.new, one.old_value, one.new_value, one.unit) for one in found.details] == [expected]
    (one,) = found.details
    assert old in (one.old_sentence or "")
    assert new in (one.new_sentence or "")


def test_a_figure_of_the_sapo_is_told_once_though_the_text_begins_with_it() -> None:
    found = change(edited("197/299 cuộc", "198/299 cuộc"))
    (one,) = found.details
    assert found.fields == ("text", "sapo")
    assert (one.old, one.new, one.old_value, one.new_value) == ("197/299 cuộc", "198/299 cuộc", "197/299", "198/299")
    assert (one.unit, one.indicator) == ("cuộc", "inspections_completed")
    assert (one.old_sentence, one.new_sentence) == (SAPO, SAPO.replace("197", "198"))


def test_a_figure_of_the_title_a_caption_and_a_label() -> None:
    title = replace(ARTICLE, title=ARTICLE.title.replace("197 cuộc", "198 cuộc"))
    assert told(change(title)) == [("figure", "197 cuộc", "198 cuộc")]
    caption = replace(ARTICLE, captions=("Lãnh đạo tỉnh kiểm tra 15 hồ chứa nước.",))
    assert change(caption).fields == ("captions",)
    assert told(change(caption)) == [("figure", "14 hồ chứa", "15 hồ chứa")]
    label = replace(ARTICLE, attachments=((ARTICLE.attachments[0][0], "Toàn văn Kết luận số 77/KL-TTr"),))
    assert told(change(label)) == [("document", None, "Kết luận số 77/KL-TTr")]


def test_two_figures_that_changed_places_have_both_changed() -> None:
    old = Content("Tin", "Huyện Hòa Thượng có 12 xã và 15 chợ; tiếp 20 lượt, nhận 30 đơn.")
    new = replace(old, text="Huyện Hòa Thượng có 15 xã và 12 chợ; tiếp 20 lượt, nhận 30 đơn.")
    assert told(change(new, old)) == [("figure", "12 xã", "15 xã"), ("figure", "15 chợ", "12 chợ")]


def test_a_rise_that_became_a_fall_is_another_figure() -> None:
    old = Content("Tin", "Thu ngân sách huyện tăng 18,7% so với cùng kỳ năm trước.")
    found = change(replace(old, text=old.text.replace("tăng", "giảm")), old)
    assert [(one.old_value, one.new_value) for one in found.details] == [("18.7", "18.7")]
    assert found.size == "substantive"


def test_a_paragraph_put_in_has_figures_on_the_new_side_alone() -> None:
    added = "Toàn tỉnh có 12 huyện, 145 xã được bà Lê Thị Hoa trao bằng khen ngày 02/9/2021."
    found = change(edited(CALL, f"{CALL}\n{added}"))
    assert told(found) == [
        ("figure", None, "12 huyện"), ("figure", None, "145 xã"), ("name", None, "Lê Thị Hoa"), ("date", None, "02/9/2021"),
    ]  # fmt: skip
    assert {(one.old_value, one.old_sentence, one.new_sentence) for one in found.details} == {(None, None, added)}


def test_a_paragraph_taken_out_has_them_on_the_old_side_alone() -> None:
    found = change(edited(f"{FOUND}\n", ""))
    assert found.size == "substantive"
    assert [one.old_value for one in found.details] == ["1000000000", "3.6", "30000000–40000000", "20"]
    assert {(one.new, one.new_sentence) for one in found.details} == {(None, None)}


def test_a_paragraph_replaced_by_another_leaves_and_comes_with_its_own_figures() -> None:
    other = (
        "Ở lĩnh vực y tế, toàn tỉnh tiêm 45.000 liều vắc xin cho người cao tuổi, tổ chức lưu động tại 20 xã vùng sâu."
    )
    details = change(edited(FOUND, other)).details
    assert all(one.old is None or one.new is None for one in details)
    assert {one.new_value for one in details if one.new} == {"45000", "20"}


def test_a_paragraph_moved_and_edited_at_once_is_one_figure() -> None:
    moved = replace(ARTICLE, text="\n".join((SAPO, SIGNED, CALL, FOUND.replace("3,6 ha", "4,6 ha"), TABLE)))
    assert told(change(moved)) == [("figure", "3,6 ha", "4,6 ha")]


def test_a_figure_deep_in_an_old_table_that_the_text_does_not_hold() -> None:
    old = replace(ARTICLE, tables=((("Huyện", "Số vụ"), ("Thạch Lũng", "7")),))
    new = replace(ARTICLE, tables=((("Huyện", "Số vụ"), ("Thạch Lũng", "9")),))
    assert change(new, old).fields == ("tables",)
    assert [(one.old_value, one.new_value) for one in change(new, old).details] == [("7", "9")]


def test_a_table_that_stands_in_the_text_is_not_told_twice() -> None:
    old = replace(
        ARTICLE, tables=((("STT", "Huyện", "Số đơn"), ("1", "Hòa Thượng", "45"), ("2", "Quảng Hạ", "1.234")),)
    )
    new = replace(
        edited("1.234", "1.235", old), tables=(((*old.tables[0][0],), old.tables[0][1], ("2", "Quảng Hạ", "1.235")),)
    )
    assert change(new, old).fields == ("text", "tables")
    assert told(change(new, old)) == [("figure", "1.234", "1.235")]


# --- dates, documents, names


def test_a_date_that_moved() -> None:
    (one,) = change(edited("Ngày 12/5/2021", "Ngày 13/5/2021")).details
    assert (one.kind, one.old_value, one.new_value) == ("date", "2021-05-12", "2021-05-13")


def test_another_stretch_of_time_is_one_date_and_no_figure_under_it() -> None:
    (one,) = change(edited("9 tháng đầu năm 2021", "6 tháng đầu năm 2021")).details
    assert (one.kind, one.old, one.new) == ("date", "9 tháng đầu năm 2021", "6 tháng đầu năm 2021")
    assert (one.old_value, one.new_value) == ("2021-01-01/2021-09-30", "2021-01-01/2021-06-30")


def test_a_quarter_is_no_slip_of_the_pen() -> None:
    old = Content("Tin", "Trong quý I/2023, huyện Hòa Thượng tiếp dân đúng lịch và không để đơn thư tồn đọng.")
    found = change(replace(old, text=old.text.replace("quý I/", "quý II/")), old)
    assert [one.new_value for one in found.details] == ["2023-04-01/2023-06-30"]


def test_the_thirty_first_of_february_is_told_as_written() -> None:
    (one,) = change(edited("Ngày 12/5/2021", "Ngày 31/2/2021")).details
    assert (one.kind, one.old_value, one.new_value) == ("date", "2021-05-12", "31/2/2021")


def test_another_day_of_publication_is_substantive_and_its_hour_told_now_is_not() -> None:
    later = change(replace(ARTICLE, published="2021-10-06T08:15:00+07:00"))
    assert later.fields == ("published",)
    assert later.size == "substantive"
    assert [(one.kind, one.old_value, one.new_value) for one in later.details] == [
        ("date", "2021-10-05T08:15:00+07:00", "2021-10-06T08:15:00+07:00")
    ]
    assert change(replace(ARTICLE, published="2021-10-05")) == Change("minor", ("published",))


def test_another_number_of_a_document_is_one_detail() -> None:
    (one,) = change(edited("2318/KL-TTCP", "2319/KL-TTCP")).details
    assert (one.kind, one.old, one.new) == ("document", "Kết luận 2318/KL-TTCP", "Kết luận 2319/KL-TTCP")
    assert (one.old_value, one.new_value) == ("2318/KL-TTCP", "2319/KL-TTCP")


def test_the_day_a_document_is_of_is_a_date() -> None:
    old = Content("Tin", "Thực hiện Kế hoạch số 512/KH-UBND ngày 28/02/2022 của UBND tỉnh Diên Giang về thanh tra.")
    (one,) = change(replace(old, text=old.text.replace("28/02", "27/02")), old).details
    assert (one.kind, one.old_value, one.new_value) == ("date", "2022-02-28", "2022-02-27")


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("Nguyễn Văn An", "Nguyễn Văn Bình", ("Nguyễn Văn An", "Nguyễn Văn Bình")),
        ("Nguyễn Văn An", "Nguyễn An", ("Nguyễn Văn An", "Nguyễn An")),
        ("tỉnh Diên Giang", "tỉnh Diên Hải", ("Diên Giang", "Diên Hải")),
        ("Quảng Hạ", "Quảng Thượng", ("Quảng Hạ", "Quảng Thượng")),
        ("Sở Tài nguyên và Môi trường", "Sở Tài chính", ("Sở Tài nguyên và Môi trường", "Sở Tài chính")),
        (", Giám đốc", " và bà Lê Thị Hoa, Giám đốc", (None, "Lê Thị Hoa")),
    ],
)
def test_a_name_that_changed_is_told_whole(old: str, new: str, names: tuple[str | None, str]) -> None:
    found = change(edited(old, new))
    assert found.size == "substantive"
    assert told(found) == [("name", *names)]


def test_an_attachment_replaced_is_minor_until_its_label_says_another_number() -> None:
    other = replace(ARTICLE, attachments=(("https://diengiang.example/kl-2318-sua.pdf", "Toàn văn kết luận"),))
    assert change(other) == Change("minor", ("attachments",))


# --- an examination: one edit, one detail


def _content(article: dict[str, Any], text: str) -> Content:
    return Content(article["title"]["text"], text, published=(article["published"] or {}).get("value"))


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["seed_file"][:3])
def test_one_digit_of_any_figure_is_told_as_that_figure(article: dict[str, Any]) -> None:
    chance, text = random.Random(article["seed_file"]), article["text"]
    place = article["default_locality"]["province_code"] if article["default_locality"] else "00"
    figures = [one for one in article["metrics"] if re.search(r"\d", one["number_text"])]
    for figure in chance.sample(figures, min(4, len(figures))):
        start, end = figure["number_start"], figure["number_end"]
        at = chance.choice([at for at in range(start, end) if text[at].isdigit()])
        changed = text[:at] + chance.choice([digit for digit in "123456789" if digit != text[at]]) + text[at + 1 :]
        found = compare(_content(article, text), _content(article, changed), place, "")
        assert found.size == "substantive"
        (one,) = found.details
        assert one.kind == "figure"
        assert text[start:end] in (one.old or "")
        assert changed[start:end] in (one.new or "")
        assert one.old_value != one.new_value


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["seed_file"][:3])
def test_a_sentence_taken_out_takes_its_figures_and_no_others(article: dict[str, Any]) -> None:
    chance, text = random.Random(article["seed_file"]), article["text"]
    sentences = [found.span() for found in re.finditer(r"[^.\n][^\n]*?[.](?=\s|$)", text)]
    start, end = chance.choice(sentences)
    found = compare(_content(article, text), _content(article, text[:start] + text[end:]), "00", "")
    gone = [one.old or "" for one in found.details if one.kind == "figure"]
    for figure in article["metrics"]:
        assert not start <= figure["start"] < end or any(figure["number_text"] in one for one in gone)
    assert all(one.new is None and (one.old or "") in text[start:end] for one in found.details)


# --- any text at all

_SENTENCES = st.sampled_from(
    (
        *SAPO.split(", "),
        *FOUND.split("; "),
        SIGNED,
        CALL,
        *TABLE.split("\n"),
        "12 đơn.",
        "15 đơn.",
        "UBND tỉnh có 2 đoàn.",
        "A. 5",
    )
)
_TEXTS = st.one_of(
    st.lists(_SENTENCES, max_size=12).map("\n".join),
    st.lists(_SENTENCES, max_size=12).map(" ".join),
    st.text(max_size=80),
)
_CONTENTS = st.builds(
    Content,
    title=st.sampled_from((ARTICLE.title, "Tin 5 đơn", "Tin 6 đơn", "")),
    text=_TEXTS,
    published=st.sampled_from((None, "2021-10-05", "2021-10-05T08:15:00+07:00", "2022-01-01")),
    captions=st.lists(_TEXTS, max_size=2).map(tuple),
)


@settings(deadline=None, max_examples=60)
@given(_CONTENTS)
def test_nothing_differs_from_itself(content: Content) -> None:
    assert compare(content, content, "04", "").fields == ()


@settings(deadline=None, max_examples=60)
@given(_CONTENTS, _CONTENTS)
def test_there_and_back_are_one_difference(one: Content, other: Content) -> None:
    there, back = compare(one, other, "04", ""), compare(other, one, "04", "")
    assert (there.size, there.fields) == (back.size, back.fields)
    assert {(a.kind, a.old, a.new) for a in there.details} == {(b.kind, b.new, b.old) for b in back.details}


_FEW = st.lists(st.sampled_from("abc"), max_size=9)


@given(_FEW, _FEW)
def test_what_is_kept_and_what_differs_make_both_rows(old: list[str], new: list[str]) -> None:
    made, at, place = [], 0, 0
    for one in differences(old, new, Effort()):
        assert old[at : one.old_start] == new[place : one.new_start]
        made += [*old[at : one.old_start], *new[one.new_start : one.new_end]]
        at, place = one.old_end, one.new_end
    assert made + old[at:] == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("một " * 100_000, "một " * 99_000 + "hai " * 900),
        ("một hai " * 50_000, "hai một ba " * 33_000),
        ("12 cuộc " * 12_000, "13 cuộc " * 12_000 + "nữa"),
        ("Nguyễn Văn " * 40_000, "Nguyễn Thị " * 40_000),
        ("1" * 200_000, "2" * 200_000),
        ("\n".join(str(n % 97) for n in range(30_000)), "\n".join(str(n % 89) for n in range(30_001))),
    ],
    ids=["one word", "two words", "one figure", "names", "one number", "numbers by line"],
)
def test_a_hostile_page_takes_no_longer_than_a_long_one(old: str, new: str) -> None:
    start = time.process_time()
    assert change(Content("Tin", new), Content("Tin", old)).size == "substantive"
    assert time.process_time() - start < 30


def test_one_figure_in_a_book_costs_little_more_than_reading_it() -> None:
    book = "\n".join(ARTICLE.text.replace("197/299", f"{100 + n}/999") for n in range(450))
    start = time.process_time()
    read(book, About("Tin"))
    once = time.process_time() - start
    start = time.process_time()
    found = change(Content("Tin", book.replace("325/999", "326/999")), Content("Tin", book))
    assert told(found) == [("figure", "325/999 cuộc", "326/999 cuộc")]
    assert time.process_time() - start < 6 * once  # both sides are read; a generous bound, for a machine may be busy
