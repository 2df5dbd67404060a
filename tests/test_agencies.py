"""Whose doing a figure is: the body that did or reported it, completed by its place. All sentences are invented."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipelines.figures.about import About
from pipelines.figures.agencies import issuer, settle_agencies
from pipelines.figures.places.localities import settle_places
from pipelines.figures.prose import Prose
from spiders.items import Place
from tests.marked import marked

GIANG = "Hà Giang: Kết quả công tác thanh tra"
MEO_VAC = "UBND huyện Mèo Vạc sơ kết công tác tiếp công dân"
CITY = "TP Hà Giang: Chuyển biến trong tiếp công dân"
#: Whole texts; behind each figure stands the letter of its body: "[12 vụ|a]".
_LINES = (Path(__file__).parent / "figures" / "agencies.jsonl").read_text("utf-8").splitlines()
TEXTS: list[dict[str, Any]] = [json.loads(line) for line in _LINES]
_KEY = re.compile(r"\|(\w)\]")
LEAD = "Năm 2019, ngành Thanh tra tỉnh Hà Giang đã hoàn thành kế hoạch.\n"
UBND, SECTOR = "UBND huyện Mèo Vạc", "Ngành Thanh tra tỉnh Hà Giang"


def read(text: str, title: str = "", place: str = "00", publisher: str = "") -> list[str | None]:
    plain, drafts = marked(text)
    about, prose = About(title, None, place, publisher), Prose(plain)
    settle_agencies(prose, drafts, about, settle_places(prose, drafts, about))
    return [draft.agency for draft in drafts]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (GIANG, "Năm 2019, Thanh tra tỉnh triển khai [11 cuộc]; kết thúc [9 cuộc].", ["Thanh tra tỉnh Hà Giang"] * 2),
        (GIANG, LEAD + "Đã kết thúc [9 cuộc].\nTriển khai [3 cuộc] về phòng, chống tham nhũng.", [SECTOR] * 2),
        (GIANG, LEAD + "Cơ quan hành chính các cấp đã tiếp [218 lượt]; nhận [24 đơn].\nKết thúc [9 cuộc].",
         ["Cơ quan hành chính các cấp (tỉnh Hà Giang)"] * 2 + [SECTOR]),
        (GIANG, LEAD + "Hiện có [29 thủ tục] tại Trung tâm Phục vụ hành chính công thực hiện “4 tại chỗ”, đạt [9%].",
         ["Trung tâm Phục vụ hành chính công tỉnh Hà Giang"] * 2),
        (MEO_VAC, "Năm 2019, UBND huyện đã ban hành [5 kế hoạch]. Đã tiếp [32 lượt].", [UBND] * 2),
        (MEO_VAC, "Ủy ban nhân dân huyện Mèo Vạc ban hành [5 kế hoạch].", [UBND]),
        (MEO_VAC, "Uỷ ban nhân dân huyện ban hành [5 kế hoạch].", [UBND]),
        (MEO_VAC, "Huyện đã cấp [5 giấy phép].", [UBND]),
        (CITY, "Năm 2019, TP đã tiếp [32 lượt].\nTrong năm đã nhận [5 đơn].", ["UBND TP Hà Giang"] * 2),
        (CITY, "TP đã duy trì bộ phận một cửa tại [8 phường]. Thành phố cũng tổ chức [2 hội thi].",
         ["UBND TP Hà Giang"] * 2),
        (CITY, "TP quan tâm việc này. Đến 15/11, Bộ phận tiếp nhận và trả kết quả của UBND TP đã nhận [98 hồ sơ], "
               "trả [96 hồ sơ].\nTP có [18 đơn vị] kê khai.",
         ["Bộ phận tiếp nhận và trả kết quả của UBND TP Hà Giang"] * 2 + ["UBND TP Hà Giang"]),
        (CITY, "Theo UBND TP Hà Giang, năm 2019, TP đã mở [12 cuộc].", ["UBND TP Hà Giang"]),
        ("Bí thư Tỉnh ủy làm việc với Thanh tra tỉnh Hà Giang",
         "Chiều 5/6, đồng chí Bí thư Tỉnh ủy đã làm việc với Thanh tra tỉnh.\n"
         "Đã mở [12 cuộc]. Thanh tra tỉnh được UBND tỉnh giao [52 việc], trong đó [50 việc] do Chủ tịch UBND tỉnh giao.",
         ["Thanh tra tỉnh Hà Giang"] * 3),
        ("Tin vắn", "Chiều 5/6, ông Lù A Páo, Chủ tịch UBND tỉnh Hà Giang đã làm việc với Sở Nội vụ tỉnh. Đã trả [12 hồ sơ].",
         ["Sở Nội vụ tỉnh Hà Giang"]),
        (MEO_VAC, "Ông Lù A Páo, Giám đốc Sở Nội vụ tỉnh, đánh giá năm qua UBND huyện đã xử lý [12 vụ].", [UBND]),
        (MEO_VAC, "Theo Quyết định số 12/QĐ-UBND ngày 5/6/2019 của UBND tỉnh, đã hỗ trợ [12 hộ].", [UBND]),
        (MEO_VAC, "Theo báo cáo của Công an huyện, đã xảy ra [12 vụ].", ["Công an huyện Mèo Vạc"]),
        (MEO_VAC, "Theo chỉ đạo của Thanh tra tỉnh, đã mở [12 cuộc].", [UBND]),
        (MEO_VAC, "Phối hợp với Công an tỉnh, Sở Nội vụ tổ chức tốt [12 lớp].", [UBND]),
        (MEO_VAC, "Đã có [12 cuộc] do Thanh tra huyện thực hiện; [3 việc] do UBND tỉnh giao.", ["Thanh tra huyện Mèo Vạc", UBND]),
        (MEO_VAC, "Thanh tra huyện mở [12 cuộc], Công an huyện xử lý [15 vụ].",
         ["Thanh tra huyện Mèo Vạc", "Công an huyện Mèo Vạc"]),
        (MEO_VAC, "Phòng Giáo dục và Đào tạo huyện có [12 cán bộ].\nToàn huyện có [9 trường].",
         ["Phòng Giáo dục và Đào tạo huyện Mèo Vạc", UBND]),
        (MEO_VAC, "UBND huyện chỉ đạo kiện toàn Ban Tiếp công dân huyện, chỉ đạo UBND các xã rà soát; nhận [12 đơn].", [UBND]),
        (MEO_VAC, "UBND các xã, thị trấn đã tiếp [12 lượt].", ["UBND các xã, thị trấn (huyện Mèo Vạc)"]),
        (GIANG, "Sở Tài chính tỉnh Hà Giang đã cắt [12 thủ tục]. Sở cũng mở [3 lớp].", ["Sở Tài chính tỉnh Hà Giang"] * 2),
        (GIANG, "Tại huyện Quản Bạ, UBND huyện đã tiếp [12 lượt].", ["UBND huyện Quản Bạ"]),
        (GIANG, "UBND các huyện, thành phố tiếp [12 lượt].", ["UBND các huyện, thành phố (tỉnh Hà Giang)"]),
        (GIANG, "Thanh tra Chính phủ đã mở [12 cuộc] tại tỉnh.", ["Thanh tra Chính phủ"]),
        (GIANG, "Bộ Tài chính đã cấp [12 tỷ đồng].", ["Bộ Tài chính"]),
        (GIANG, LEAD + "Thực hiện Kế hoạch số 3/KH-TTCP của Thanh tra Chính phủ, đã đối thoại [8 vụ].", [SECTOR]),
        ("THANH TRA TỈNH HÀ GIANG SƠ KẾT 6 THÁNG", "Đã mở [12 cuộc].", ["Thanh tra tỉnh Hà Giang"]),
        ("Tin vắn", "Đã mở [12 cuộc].", [None]),
        # a second set, written after the rules
        ("Sở Xây dựng Hà Nội công khai kết quả quý I", "Sở Xây dựng nhận [12 hồ sơ]. Thanh tra Sở xử phạt [3 vụ].",
         ["Sở Xây dựng Hà Nội", "Thanh tra Sở Xây dựng Hà Nội"]),
        ("Cục Thuế tỉnh Hà Giang thu khá", "Chi cục Thuế khu vực Bắc Mê thu [2 tỷ đồng]. Toàn ngành thu [90 tỷ đồng].",
         ["Chi cục Thuế khu vực Bắc Mê", "Cục Thuế tỉnh Hà Giang"]),
        (GIANG, LEAD + "Ban Tiếp công dân tỉnh tiếp [32 lượt]. Tại huyện Quản Bạ, đã giải quyết [4 đơn].",
         ["Ban Tiếp công dân tỉnh Hà Giang", SECTOR]),
        (GIANG, "UBND huyện Mèo Vạc họp. Tại huyện Quản Bạ, 8 tháng qua đã nhận [4 đơn].", ["UBND huyện Quản Bạ"]),
        (GIANG, "Ông Lù A Páo, Phó Chủ tịch UBND tỉnh cho biết, tổng thu đạt [8 tỷ đồng].", ["UBND tỉnh Hà Giang"]),
        (GIANG, "UBKT Tỉnh ủy kiểm tra [5 tổ chức]. Huyện ủy Mèo Vạc kiểm tra [2 tổ chức].",
         ["UBKT Tỉnh ủy Hà Giang", "Huyện ủy Mèo Vạc"]),
        (GIANG, "TAND hai cấp tỉnh Hà Giang xử [45 vụ]; Sở Văn hóa, Thể thao và Du lịch tỉnh mở [3 lớp].",
         ["TAND hai cấp tỉnh Hà Giang", "Sở Văn hóa, Thể thao và Du lịch tỉnh Hà Giang"]),
        ("Giải ngân vốn", "Theo Bộ Tài chính, cả nước giải ngân [115 tỷ đồng]. TP.HCM đạt [8%].",
         ["Bộ Tài chính", "UBND TP.HCM"]),
    ],
)  # fmt: skip
def test_a_figure_belongs_to_the_body_that_did_it(title: str, text: str, expected: list[str | None]) -> None:
    assert read(text, title) == expected


@pytest.mark.parametrize("told", TEXTS, ids=[told["title"][:40] for told in TEXTS])
def test_a_whole_text_tells_whose_each_figure_is(told: dict[str, Any]) -> None:
    wanted = [told["bodies"][key] for key in _KEY.findall(told["text"])]
    plain, drafts = marked(_KEY.sub("]", told["text"]))
    about, prose = About(told["title"], told["published"], told["place"]), Prose(plain)
    settle_agencies(prose, drafts, about, settle_places(prose, drafts, about))
    said = [prose.text[draft.span_start : draft.span_end] for draft in drafts]
    assert list(zip(said, [draft.agency for draft in drafts], strict=True)) == list(zip(said, wanted, strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Nội vụ tỉnh Hà Giang họp. Sở ưu ái xã nghèo, cấp [12 tỷ đồng].", "Sở Nội vụ tỉnh Hà Giang"),
        ("Sở Y tế tỉnh Hà Giang lo lắng vì [12 ca].", "Sở Y tế tỉnh Hà Giang"),
        ("Ban Quản lý dự án đầu tư xây dựng huyện Mèo Vạc mở [12 gói].", "Ban Quản lý dự án đầu tư xây dựng huyện Mèo Vạc"),
        ("Giám đốc Sở Nội vụ Lù A Páo cho biết đã trả [12 hồ sơ].", "Sở Nội vụ tỉnh Hà Giang"),
        ("Sở Nội vụ đã họp. Các cơ quan chức năng xử lý [12 vụ].", "Sở Nội vụ tỉnh Hà Giang"),
        ("Sở Nội vụ đã họp. Bộ chỉ số đạt [12 điểm].", "Sở Nội vụ tỉnh Hà Giang"),
        ("UBND xã Niêm Sơn đã họp. Xã cấp [12 giấy].", "UBND xã Niêm Sơn"),
        ("UBND huyện Mèo Vạc được Chủ tịch UBND tỉnh tặng Bằng khen cho [12 tập thể].", "Chủ tịch UBND tỉnh Hà Giang"),
        ("21 UBND xã đã họp. Đã cấp [12 giấy].", "UBND tỉnh Hà Giang"),
    ],
)  # fmt: skip
def test_a_name_holds_no_verb_and_a_short_name_is_the_one_before(text: str, expected: str) -> None:
    assert read(text, "Hà Giang: Tin trong tuần") == [expected]


def test_the_portal_is_the_body_where_nothing_else_is_named() -> None:
    assert read("Đã mở [12 cuộc].", place="20", publisher="Thanh tra tỉnh Lạng Sơn") == ["Thanh tra tỉnh Lạng Sơn"]
    named = "Trang thông tin điện tử Sở Nội vụ tỉnh Lạng Sơn"
    assert read("Đã mở [12 cuộc].", place="20", publisher=named) == ["Sở Nội vụ tỉnh Lạng Sơn"]
    assert read("Đã mở [12 cuộc].", place="20", publisher="Báo Biên Thùy") == [None]


def test_a_level_is_completed_by_the_portal_when_no_text_names_the_place() -> None:
    assert read("Thanh tra tỉnh mở [12 cuộc].", place="20") == ["Thanh tra tỉnh Lạng Sơn"]


def test_an_unknown_place_leaves_the_name_as_it_is_written() -> None:
    assert read("Thanh tra tỉnh mở [12 cuộc].") == ["Thanh tra tỉnh"]


PROVINCE = Place("Hà Giang", "02", "08")
DISTRICT = Place("Hà Giang", "02", "08", "Huyện Mèo Vạc", "027")


@pytest.mark.parametrize(
    ("written", "place", "expected"),
    [
        ("Ủy ban nhân dân huyện", DISTRICT, "Ủy ban nhân dân huyện (Mèo Vạc)"),
        ("Ban Chỉ đạo cải cách hành chính tỉnh", DISTRICT, "Ban Chỉ đạo cải cách hành chính tỉnh (Hà Giang)"),
        ("Chủ tịch UBND tỉnh", PROVINCE, "Chủ tịch UBND tỉnh (Hà Giang)"),
        ("Tỉnh ủy", PROVINCE, "Tỉnh ủy (Hà Giang)"),
        ("UBND huyện", PROVINCE, "UBND huyện"),
        ("UBND thành phố", DISTRICT, "UBND thành phố"),
        ("UBND tỉnh Thái Nguyên", PROVINCE, "UBND tỉnh Thái Nguyên"),
        ("Thanh tra Chính phủ", PROVINCE, "Thanh tra Chính phủ"),
        ("Ủy ban Thường vụ Quốc hội", PROVINCE, "Ủy ban Thường vụ Quốc hội"),
        ("Ủy ban nhân dân huyện", None, "Ủy ban nhân dân huyện"),
    ],
)
def test_the_issuer_of_a_document_gets_its_place_in_brackets(written: str, place: Place | None, expected: str) -> None:
    assert issuer(written, place) == expected


def test_no_agency_holds_a_line_or_two_blanks() -> None:
    text = "Phòng  Nội vụ\u00a0huyện mở [12 lớp].\nBan Quản lý\nđã mở [3 lớp]."
    assert all(agency and not re.search(r"\s\s|\n", agency) for agency in read(text, MEO_VAC))


def test_who_has_a_score_did_not_count_it() -> None:
    text = "Ngày 5/6, Sở Nội vụ tỉnh Hà Giang công bố chỉ số.\nHuyện Mèo Vạc đạt [91,4 điểm], Sở Y tế đạt [88 điểm]."
    plain, drafts = marked(text)
    for draft in drafts:
        draft.unit = "điểm"
    about, prose = About("Công bố chỉ số cải cách hành chính", None, "02", ""), Prose(plain)
    settle_agencies(prose, drafts, about, settle_places(prose, drafts, about))
    assert [draft.agency for draft in drafts] == ["Sở Nội vụ tỉnh Hà Giang"] * 2


def test_a_portal_without_a_province_in_its_name_is_of_its_own_province() -> None:
    found = read("Hội thi diễn ra tại Lào Cai. Có [5 lớp] dự thi.", "Hội thi tại tỉnh Lào Cai", "20", "Sở Y tế")
    assert found == ["Sở Y tế tỉnh Lạng Sơn"]
