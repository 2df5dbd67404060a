"""Whom a figure is about: the place of its sentence, else of its article, else of its portal. All sentences are invented."""

import csv
from pathlib import Path

import pytest

from pipelines.figures import places
from pipelines.figures.about import About
from pipelines.figures.places.localities import settle_places
from pipelines.figures.prose import Prose
from spiders.items import Place
from spiders.provinces import FORMER, NOWHERE, SUCCESSOR
from tests.marked import marked

GIANG = "Hà Giang: Kết quả cải cách hành chính"
MEO_VAC = "UBND huyện Mèo Vạc sơ kết công tác tiếp công dân"
SINCE = "2025-09-02"


def told(place: Place | None) -> str | None:
    if place is None:
        return None
    return place.province if place.district is None else f"{place.province}/{place.district}"


def read(text: str, title: str = "", published: str | None = None, place: str = NOWHERE, publisher: str = ""):  # type: ignore[no-untyped-def]
    plain, drafts = marked(text)
    own = settle_places(Prose(plain), drafts, About(title, published, place, publisher))
    return own, [draft.place for draft in drafts]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        # the article's own place
        (GIANG, "Các đơn vị đã rà soát [412 thủ tục].", ["Hà Giang"]),
        ("TP Hà Giang: Chuyển biến trong cải cách", "Đã trả [412 hồ sơ].", ["Hà Giang/Thành phố Hà Giang"]),
        ("HÀ GIANG: KẾT QUẢ CẢI CÁCH", "Đã trả [412 hồ sơ].", ["Hà Giang"]),
        ("UBND HUYỆN MÈO VẠC HỌP PHIÊN THÁNG 5", "Đã trả [412 hồ sơ].", ["Hà Giang/Huyện Mèo Vạc"]),
        (MEO_VAC, "Trên địa bàn huyện có [31 thôn]; UBND huyện đã tiếp [12 lượt].", ["Hà Giang/Huyện Mèo Vạc"] * 2),
        (MEO_VAC, "Huyện ta đón [31 đoàn khách].", ["Hà Giang/Huyện Mèo Vạc"]),
        ("Hội nghị tổng kết năm", "Sáng 5/1, UBND huyện Mèo Vạc họp. Năm qua tiếp [12 lượt].", ["Hà Giang/Huyện Mèo Vạc"]),
        ("Hội nghị", "Hà Nội, ngày 5/6/2020 - Sở Nội vụ tỉnh Nam Định họp. Đã trả [12 hồ sơ].", ["Nam Định"]),
        ("Lễ trao quà ở huyện Mèo Vạc, tỉnh Hà Giang", "Đã trao [20 suất quà].", ["Hà Giang/Huyện Mèo Vạc"]),
        ("Tin vắn", "Đã trao [20 suất quà].", [None]),
        # the sentence's
        (GIANG, "Toàn tỉnh tiếp [50 lượt]; huyện Mèo Vạc [12 lượt], huyện Đồng Văn [15 lượt].",
         ["Hà Giang", "Hà Giang/Huyện Mèo Vạc", "Hà Giang/Huyện Đồng Văn"]),
        (GIANG, "Đoàn đã trao [20 suất quà] tại huyện Yên Minh, [30 suất quà] tại huyện Quản Bạ.",
         ["Hà Giang/Huyện Yên Minh", "Hà Giang/Huyện Quản Bạ"]),
        (GIANG, "Còn hồ sơ chậm ở các huyện: Quản Bạ ([3 hồ sơ]), Yên Minh ([4 hồ sơ]).",
         ["Hà Giang/Huyện Quản Bạ", "Hà Giang/Huyện Yên Minh"]),
        (GIANG, "Tại các huyện Quản Bạ, Yên Minh và Đồng Văn có [45 hộ] mất nhà.", ["Hà Giang"]),
        (GIANG, "Trên địa bàn huyện Quản Bạ có [45 hộ] mất nhà. Đã hỗ trợ [40 hộ].\nCả đợt có [90 hộ] mất nhà.",
         ["Hà Giang/Huyện Quản Bạ"] * 2 + ["Hà Giang"]),
        (GIANG, "UBND huyện Quản Bạ đã xử lý [45 vụ].", ["Hà Giang/Huyện Quản Bạ"]),
        (GIANG, "Năm 2019 huyện Quản Bạ trồng [45 ha] rừng.", ["Hà Giang/Huyện Quản Bạ"]),
        (GIANG, "Số hộ nghèo của huyện Quản Bạ còn [45 hộ].", ["Hà Giang/Huyện Quản Bạ"]),
        (MEO_VAC, "Toàn tỉnh có [193 xã]; huyện có [18 xã].", ["Hà Giang", "Hà Giang/Huyện Mèo Vạc"]),
        (MEO_VAC, "Huyện xếp thứ [3/11] trên địa bàn tỉnh.", ["Hà Giang/Huyện Mèo Vạc"]),
        (GIANG, "Cả nước có [700 huyện]; tỉnh có [11 huyện].", [None, "Hà Giang"]),
        (GIANG, "Các tỉnh Cao Bằng, Lào Cai có [45 trạm].", [None]),
        (GIANG, "Tỉnh Cao Bằng có [45 trạm].", ["Cao Bằng"]),
        ("Hà Giang: Huyện Mèo Vạc dẫn đầu", "Huyện đã trả [12 hồ sơ].", ["Hà Giang/Huyện Mèo Vạc"]),
        (GIANG, "UBND thành phố Hà Giang đã mở [2 điểm]. Năm qua, thành phố trả [9 hồ sơ].",
         ["Hà Giang/Thành phố Hà Giang"] * 2),
        ("Tin vắn", "Ngày 4/4, đoàn đã làm việc với Ban Thường vụ Huyện ủy Mèo Vạc, Hà Giang. Đã kết nạp [9 đảng viên].",
         ["Hà Giang/Huyện Mèo Vạc"]),
        ("Giải ngân vốn", "Theo Bộ Tài chính, cả nước giải ngân [115 tỷ đồng]. Tỉnh Long An đạt [35%], Hà Tĩnh đạt [30%].",
         [None, "Long An", "Hà Tĩnh"]),
        # what only looks like it
        (GIANG, "Ông Vàng A Lử, Chủ tịch UBND huyện Mèo Vạc cho biết đã nhận [20 đơn].", ["Hà Giang"]),
        (GIANG, "Theo Quyết định số 12/QĐ-UBND của UBND huyện Mèo Vạc, đã hỗ trợ [12 hộ].", ["Hà Giang"]),
        (GIANG, "So với tỉnh Cao Bằng, chỉ số cao hơn [12 bậc].", ["Hà Giang"]),
        (GIANG, "Phối hợp với tỉnh Cao Bằng tổ chức [12 phiên chợ].", ["Hà Giang"]),
        (GIANG, "Đoàn công tác của tỉnh Cao Bằng đã tham quan [3 mô hình].", ["Hà Giang"]),
        (GIANG, "Dọc đường Nam Định có [12 hộ] kinh doanh; phố Huế có [8 hộ].", ["Hà Giang"] * 2),
        (GIANG, "Anh Nguyễn Thái Bình đọc [12 cuốn]; tàu vượt Thái Bình Dương [12 ngày].", ["Hà Giang"] * 2),
        (GIANG, "Học tập tư tưởng Hồ Chí Minh, [12 tập thể] được khen; Đoàn TNCS Hồ Chí Minh có [9 chi đoàn].",
         ["Hà Giang"] * 2),
        (GIANG, "Xã Quảng Ninh có [12 hộ], phường Hòa Bình [9 hộ], thị trấn Mèo Vạc [7 hộ].", ["Hà Giang"] * 3),
        (MEO_VAC, "Tại xã Niêm Sơn có [12 hộ]; bộ phận một cửa [17 xã] đã mở.", ["Hà Giang/Huyện Mèo Vạc"] * 2),
        (MEO_VAC, "Theo chỉ đạo của UBND tỉnh, đã khắc phục [12 tồn tại].", ["Hà Giang/Huyện Mèo Vạc"]),
        (MEO_VAC, "Phục vụ [12 buổi] tiếp dân của Chủ tịch UBND tỉnh.", ["Hà Giang/Huyện Mèo Vạc"]),
        (GIANG, "Tỉnh được Trung ương giao [12 việc]; Luật Thủ đô có [54 điều].", ["Hà Giang"] * 2),
    ],
)  # fmt: skip
def test_a_figure_is_about_the_nearest_place_that_its_sentence_speaks_of(
    title: str, text: str, expected: list[str | None]
) -> None:
    assert [told(place) for place in read(text, title)[1]] == expected


@pytest.mark.parametrize(
    ("text", "portal", "expected"),
    [
        ("Huyện Châu Thành trồng [12 ha].", "80", "Tây Ninh|Long An"),
        ("Huyện Châu Thành trồng [12 ha].", "92", "Hậu Giang|Sóc Trăng"),
        ("Huyện Châu Thành, tỉnh Bến Tre trồng [12 ha].", "92", "Bến Tre/Huyện Châu Thành"),
        ("Huyện Châu Thành (Bến Tre) trồng [12 ha].", "00", "Bến Tre/Huyện Châu Thành"),
        ("Huyện Châu Thành trồng [12 ha].", "00", None),
        ("Huyện Tam Nông trồng [12 ha].", "25", "Phú Thọ/Huyện Tam Nông"),
        ("Huyện Tam Nông trồng [12 ha].", "82", "Đồng Tháp/Huyện Tam Nông"),
        ("Huyện Kỳ Anh trồng [12 ha].", "42", "Hà Tĩnh/Huyện Kỳ Anh"),
        ("Thị xã Kỳ Anh trồng [12 ha].", "42", "Hà Tĩnh/Thị xã Kỳ Anh"),
        ("Thị xã Phổ Yên thu [12 tỷ đồng].", "00", "Thái Nguyên/Thành phố Phổ Yên"),
        ("Quận 5 có [12 điểm]; Q.1 có 3 điểm.", "79", "Hồ Chí Minh/Quận 5"),
        ("Q.1 có [12 điểm].", "00", "Hồ Chí Minh/Quận 1"),
        ("TX. Sơn Tây có [12 điểm].", "01", "Hà Nội/Thị xã Sơn Tây"),
        ("TP Thái Nguyên (tỉnh Thái Nguyên) có [12 điểm].", "00", "Thái Nguyên/Thành phố Thái Nguyên"),
        ("Tỉnh Thái Nguyên có [12 điểm].", "00", "Thái Nguyên"),
        ("Huyện Lãng Quên có [12 điểm].", "20", "Lạng Sơn"),
        ("TP.HCM có [12 điểm].", "00", "Hồ Chí Minh"),
        ("TPHCM có [12 điểm].", "00", "Hồ Chí Minh"),
        ("Thành phố Hồ Chí Minh có [12 điểm].", "00", "Hồ Chí Minh"),
        ("Thành phố có [12 điểm].", "48", "Đà Nẵng|Quảng Nam"),
        ("Tỉnh BR-VT có [12 điểm].", "00", "Bà Rịa - Vũng Tàu"),
        ("Tỉnh Bà Rịa – Vũng Tàu có [12 điểm].", "00", "Bà Rịa - Vũng Tàu"),
        ("Tỉnh Thừa Thiên Huế có [12 điểm].", "00", "Huế"),
        ("Tỉnh Đắc Lắc có [12 điểm].", "00", "Đắk Lắk"),
        ("Tỉnh Dak Lak có [12 điểm].", "00", "Đắk Lắk"),
        ("Tỉnh Hoà Bình có [12 điểm].", "00", "Hòa Bình"),
        ("Tỉnh Hòa Bình có [12 điểm].", "00", "Hòa Bình"),
        ("Thị xã Hương Thuỷ có [12 điểm].", "00", "Huế/Thị xã Hương Thủy"),
        ("Nhân dân yêu hòa bình trồng [12 cây].", "20", "Lạng Sơn"),
        ("Huyện Ea H’leo có [12 điểm].", "00", "Đắk Lắk/Huyện Ea H'leo"),
    ],
)  # fmt: skip
def test_a_name_is_resolved_by_its_kind_its_province_and_the_portal(text: str, portal: str, expected: str) -> None:
    place = read(text, place=portal)[1][0]
    if expected and "|" in expected:  # two of the portal's former provinces have one: either may be, none is said
        assert place is None or place.district is None
    else:
        assert told(place) == expected


def test_old_and_new_provinces_of_one_name_have_codes_of_their_own() -> None:
    text = "Tỉnh Bắc Ninh có [12 điểm]."
    assert read(text, published="2024-03-01")[1] == [Place("Bắc Ninh", "27", "24")]
    assert read(text, published="2025-06-30T23:59:00+07:00")[1] == [Place("Bắc Ninh", "27", "24")]
    assert read(text, published="2025-07-01")[1] == [Place("Bắc Ninh", "24", "24")]


def test_a_province_that_has_ended_is_still_itself_when_named_later() -> None:
    assert read("Tỉnh Vĩnh Phúc có [12 điểm].", published=SINCE)[1] == [Place("Vĩnh Phúc", "26", "25")]
    assert read("Tỉnh Bắc Ninh (cũ) có [12 điểm].", published=SINCE)[1] == [Place("Bắc Ninh", "27", "24")]
    assert read("Huyện Mèo Vạc cũ có [12 điểm].", published=SINCE)[1] == [
        Place("Hà Giang", "02", "08", "Huyện Mèo Vạc", "027")
    ]


def test_the_portal_is_believed_where_the_text_names_nothing() -> None:
    assert read("Đã trả [12 hồ sơ].", place="20") == (Place("Lạng Sơn", "20", "20"), [Place("Lạng Sơn", "20", "20")])
    assert read("Đã trả [12 hồ sơ].", published=SINCE, place="24")[1] == [Place("Bắc Ninh", "24", "24")]
    named = "Cổng thông tin điện tử tỉnh Bắc Giang"
    assert read("Đã trả [12 hồ sơ].", place="24", publisher=named)[1] == [Place("Bắc Giang", "24", "24")]
    named = "Cổng thông tin điện tử huyện Mèo Vạc"
    assert told(read("Đã trả [12 hồ sơ].", place="08", publisher=named)[1][0]) == "Hà Giang/Huyện Mèo Vạc"


def test_the_title_outranks_the_portal_and_the_sentence_outranks_both() -> None:
    own, figures = read("Đã trả [9 hồ sơ]. Tỉnh Cao Bằng trả [12 hồ sơ].", GIANG, place="20")
    assert told(own) == "Hà Giang" and [told(place) for place in figures] == ["Hà Giang", "Cao Bằng"]


def test_the_gazetteer_and_the_codes_of_portals_are_one() -> None:
    folder = Path(places.__file__).parent
    rows = {
        name: list(csv.DictReader(file.read_text("utf-8").splitlines()[1:]))
        for name in ("provinces", "districts")
        for file in [folder / f"{name}.csv"]
    }
    assert {row["old_code"]: row["new_code_2025_07"] for row in rows["provinces"]} == SUCCESSOR
    assert {row["new_code_2025_07"] for row in rows["provinces"]} == set(FORMER) and len(FORMER) == 34
    assert len(rows["districts"]) == 696 and len({row["code"] for row in rows["districts"]}) == 696
    assert {row["province_code"] for row in rows["districts"]} == set(SUCCESSOR)
    assert {row["old_until"] for row in rows["provinces"]} | {row["until"] for row in rows["districts"]} == {
        "2025-06-30"
    }
    assert {row["new_from"] for row in rows["provinces"]} == {"2025-07-01"}
