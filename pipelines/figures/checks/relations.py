"""What words and indicators say about how figures may be compared: stages of one matter, and sides of one split.

All of it is data. A stage bounds the later ones (found >= recommended >= recovered); sides of one axis exclude each other
(within authority, outside it). Words propose; where both figures have an indicator, the indicators decide.
"""

import re

#: Indicators of one matter by stage, a wider one first: each bounds those of the stages behind it.
_MATTERS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("violations_amount",), ("recovery_recommended_amount",), ("recovered_amount",)),
    (("admin_fines_amount",), ("admin_fines_collected_amount",)),
    (("corruption_damage_amount",), ("corruption_recovered_amount",)),
    (("public_investment_plan",), ("public_investment_disbursed",)),
    (("inspections_launched",), ("inspections_completed",)),
    (("anticorruption_inspections_launched",), ("anticorruption_inspections_completed",)),
    (("followup_conclusions_checked",), ("followup_conclusions_implemented",)),
    (("entities_inspected",), ("entities_in_violation",)),
    (
        ("petitions_received",),
        ("petitions_eligible",),
        ("petitions_within_authority",),
        ("petitions_resolved", "petitions_pending"),
    ),
    (("cases_kntc",), ("cases_resolved",)),
    (("assigned_tasks",), ("assigned_tasks_completed", "assigned_tasks_in_progress"), ("assigned_tasks_on_time",)),
    (("dossiers_received",), ("dossiers_resolved", "dossiers_in_progress"), ("dossiers_on_time",)),
    (("feedback_received",), ("feedback_resolved",)),
)
#: indicator -> (matter, stage).
STAGE_OF: dict[str, tuple[int, int]] = {
    name: (matter, stage)
    for matter, stages in enumerate(_MATTERS)
    for stage, names in enumerate(stages)
    for name in names
}

#: A later stage that another matter shares: what was recovered of the damage told right before it.
ACROSS: frozenset[tuple[str, str]] = frozenset({("corruption_damage_amount", "recovered_amount")})

# Stages by words. Matters of words are negative, so that they never meet those of indicators.
Stage = tuple[int, int]
_THINGS, _FOUND, _FINES, _CAPITAL, _DAMAGE = -1, -2, -3, -4, -5
START, ELIGIBLE, WITHIN, DONE = 0, 1, 2, 3
#: No stage, yet a predicate of its own: what was sent elsewhere is not what was resolved here.
APART: Stage = (-9, 0)

#: The last phrase before the number counts, of two that end together the first here: "thuộc thẩm quyền giải quyết" names
#: no resolution, "bộ phận trả kết quả đã tiếp nhận" a reception.
_THING_WORDS: tuple[tuple[str, Stage], ...] = (
    ("không thuộc thẩm quyền giải quyết", APART),
    ("không thuộc thẩm quyền", APART),
    ("không thuộc", APART),
    ("không đủ điều kiện giải quyết", APART),
    ("không đủ điều kiện", APART),
    ("chuyển", APART),
    ("chưa", (_THINGS, DONE)),
    ("đang", (_THINGS, DONE)),
    ("chờ", (_THINGS, DONE)),
    ("thuộc thẩm quyền giải quyết", (_THINGS, WITHIN)),
    ("thuộc thẩm quyền", (_THINGS, WITHIN)),
    ("phải xử lý", (_THINGS, START)),
    ("phải giải quyết", (_THINGS, WITHIN)),
    ("đủ điều kiện", (_THINGS, ELIGIBLE)),
    ("kết thúc", (_THINGS, DONE)),
    ("hoàn thành", (_THINGS, DONE)),
    ("giải quyết", (_THINGS, DONE)),
    ("xử lý", (_THINGS, DONE)),
    ("thực hiện xong", (_THINGS, DONE)),
    ("trả kết quả", (_THINGS, DONE)),
    ("tiếp nhận", (_THINGS, START)),
    ("phát hiện", (_THINGS, START)),
    ("nhận được", (_THINGS, START)),
    ("nhận", (_THINGS, START)),
    ("triển khai", (_THINGS, START)),
    ("tiến hành", (_THINGS, START)),
    ("giao", (_THINGS, START)),
)
#: The first phrase found counts: "kiến nghị thu hồi số tiền vi phạm".
_MONEY_WORDS: tuple[tuple[str, Stage], ...] = (
    ("trả lại", APART),
    ("hoàn trả", APART),
    ("xử lý khác", APART),
    ("giải ngân", (_CAPITAL, 1)),
    ("kế hoạch vốn", (_CAPITAL, 0)),
    ("tổng vốn", (_CAPITAL, 0)),
    ("vốn kế hoạch", (_CAPITAL, 0)),
    ("đã thu", (_FOUND, 2)),
    ("thu hồi được", (_FOUND, 2)),
    ("đã nộp", (_FOUND, 2)),
    ("kiến nghị thu hồi", (_FOUND, 1)),
    ("yêu cầu thu hồi", (_FOUND, 1)),
    ("đề nghị thu hồi", (_FOUND, 1)),
    ("phải thu hồi", (_FOUND, 1)),
    ("quyết định thu hồi", (_FOUND, 1)),
    ("sai phạm", (_FOUND, 0)),
    ("vi phạm", (_FOUND, 0)),
    ("phát hiện", (_FOUND, 0)),
    ("thiệt hại", (_DAMAGE, 0)),
)
#: Fines imposed; what is said to be paid right behind them is paid of them.
FINED: Stage = (_FINES, 0)
COLLECTED: Stage = (_FOUND, 2)
DAMAGE: Stage = (_DAMAGE, 0)
#: A plan of a year bounds what is done of it until any day of that year.
PLANS: frozenset[Stage] = frozenset({STAGE_OF["public_investment_plan"], (_CAPITAL, 0)})
#: Steps whose reversal is an error of the text. The others may be reversed by what was carried over from before.
STRICT: frozenset[tuple[str, str]] = frozenset({
    ("violations_amount", "recovery_recommended_amount"),
    ("recovery_recommended_amount", "recovered_amount"),
    ("petitions_received", "petitions_within_authority"),
    ("assigned_tasks", "assigned_tasks_completed"),
    ("entities_inspected", "entities_in_violation"),
})  # fmt: skip
STRICT_STAGES: frozenset[tuple[Stage, Stage]] = frozenset({
    ((_FOUND, 0), (_FOUND, 1)),
    ((_FOUND, 1), (_FOUND, 2)),
    ((_THINGS, START), (_THINGS, WITHIN)),
})  # fmt: skip

#: (axis, side, phrases). Sides of one axis have no member in common; a figure may stand on several axes.
_AXES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("authority", "out", ("không thuộc",)),
    ("authority", "in", ("thuộc thẩm quyền",)),
    ("deadline", "late", ("quá hạn", "trễ hạn", "chậm hạn", "quá thời hạn")),
    ("deadline", "early", ("trước hạn",)),
    ("deadline", "on", ("đúng hạn", "trong hạn", "trong thời hạn")),
    ("state", "open", ("đang", "chưa", "chờ")),
    (
        "state",
        "done",
        (
            "đã giải quyết",
            "quyết định giải quyết",
            "hoàn thành",
            "giải quyết xong",
            "đã xử lý",
            "kết thúc",
            "thực hiện xong",
        ),
    ),
    ("occasion", "regular", ("thường xuyên",)),
    ("occasion", "leader", ("định kỳ", "lãnh đạo")),
    ("occasion", "planned", ("theo kế hoạch",)),
    ("occasion", "sudden", ("đột xuất",)),
    ("level", "3", ("mức độ 3", "mức 3", "một phần")),
    ("level", "4", ("mức độ 4", "mức 4", "toàn trình")),
    ("channel", "online", ("trực tuyến", "qua mạng")),
    ("channel", "counter", ("trực tiếp",)),
    ("channel", "post", ("bưu chính", "bưu điện")),
    ("kind", "complaint", ("khiếu nại",)),
    ("kind", "denunciation", ("tố cáo",)),
    ("kind", "feedback", ("kiến nghị", "phản ánh")),
    ("tier", "province", ("cấp tỉnh",)),
    ("tier", "district", ("cấp huyện",)),
    ("tier", "commune", ("cấp xã",)),
    (
        "eligible",
        "out",
        ("không đủ điều kiện", "chưa đủ điều kiện", "trùng lặp", "trùng", "nặc danh", "lưu đơn", "xếp lưu"),
    ),
    ("eligible", "in", ("đủ điều kiện",)),
    ("standard", "out", ("chưa đạt", "không đạt")),
    ("standard", "in", ("đạt chuẩn", "đạt yêu cầu", "đạt tiêu chuẩn", "đạt tiêu chí", "đạt quy chuẩn")),
    ("handling", "else", ("xử lý khác", "giảm trừ", "loại khỏi", "giảm quyết toán", "giảm giá trị")),
    ("handling", "recover", ("thu hồi",)),
    ("sex", "male", ("nam",)),
    ("sex", "female", ("nữ",)),
)
#: Sides that leave nothing out: a split that names just these is closed.
EXHAUSTIVE: frozenset[frozenset[tuple[str, str]]] = frozenset(
    frozenset((axis, side) for side in sides)
    for axis, sides in (
        ("authority", ("in", "out")),
        ("state", ("done", "open")),
        ("eligible", ("in", "out")),
        ("standard", ("in", "out")),
        ("occasion", ("regular", "leader")),
        ("sex", ("male", "female")),
    )
)
#: Axes on which two sides named far apart may still make up a figure before them, without a word that says so.
PAIRED = ("state", "authority", "deadline", "occasion", "eligible", "standard", "handling")

#: People: one of them may be counted on two sides ("180 nữ, 150 đảng viên"), and one visit may bring several.
PERSONS = frozenset(
    (
        "người",
        "công dân",
        "cá nhân",
        "đại biểu",
        "học sinh",
        "sinh viên",
        "cán bộ",
        "đảng viên",
        "lao động",
        "đối tượng",
        "đoàn viên",
        "hội viên",
    )
)
#: What people are, told in the place of a unit: "1.200 chính thức, 40 dự bị".
ATTRIBUTES = frozenset(("chính thức", "dự bị", "nam", "nữ"))


#: Words of other matters: a certificate ("chứng nhận") is nothing received, a handing over ("chuyển giao") no assignment.
#: "nhận" alone counts only right before the number: "nhận trợ cấp" tells who is paid.
_OTHER_SENSE = {
    "nhận": re.compile(r"(?:chứng|xác|công|ghi|thừa|đón|cảm|chấp) nhận\b|nhận(?! *$)"),
    "giao": re.compile(r"(?:chuyển|bàn) giao\b|giao (?:dịch|thông|lưu|đất)\b"),
}

Table = dict[str, list[tuple[int, str, Stage]]]


def _by_first_word(rows: tuple[tuple[str, Stage], ...]) -> Table:
    """A table to be asked by the few words of a clause, instead of a clause by the many phrases of a table."""
    table: Table = {}
    for place, (phrase, stage) in enumerate(rows):
        table.setdefault(phrase.split()[0], []).append((place, phrase.strip(), stage))
    return table


_THINGS_BY_WORD, _MONEY_BY_WORD = _by_first_word(_THING_WORDS), _by_first_word(_MONEY_WORDS)
_SIDES: dict[str, list[tuple[int, str, str, str]]] = {}
for _place, (_axis, _side, _phrases) in enumerate(_AXES):
    for _phrase in _phrases:
        _SIDES.setdefault(_phrase.split()[0], []).append((_place, _phrase, _axis, _side))


def stage_by_words(clause: str, money: bool) -> Stage | None:
    """The stage that the predicate in `clause` names."""
    if money:
        return _stage_of_money(clause)
    last, first, found = -1, 0, None
    for word in clause.split():
        for place, phrase, stage in _THINGS_BY_WORD.get(word, ()):
            if phrase in clause and not (phrase in _OTHER_SENSE and _OTHER_SENSE[phrase].search(clause)):
                end = clause.rfind(phrase) + len(phrase)
                if end > last or (end == last and place < first):
                    last, first, found = end, place, stage
    return found


def _stage_of_money(clause: str) -> Stage | None:
    if "phạt" in clause:
        paid = "đã nộp" in clause or "đã thu" in clause
        return (_FINES, 1) if paid else (_FINES, 0)
    rows = (row for word in clause.split() for row in _MONEY_BY_WORD.get(word, ()) if row[1] in clause)
    first = min(rows, default=None)
    return first[2] if first else None


def sides(clause: str) -> dict[str, str]:
    """On which side of which axis `clause` puts a figure. The first side of the table counts."""
    found: dict[str, str] = {}
    places: dict[str, int] = {}
    for word in clause.split():
        for place, phrase, axis, side in _SIDES.get(word, ()):
            if place < places.get(axis, 99) and phrase in clause:
                found[axis], places[axis] = side, place
    return found
