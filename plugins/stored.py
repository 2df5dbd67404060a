"""The stored queries as questions: their topics, what their fields ask for, and what their columns are called.

The SQL and the words of each stand in metadata.yml; here is only what many share. A column that is not named here keeps its
own name, and so does a field.
"""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasette import hookimpl
from jinja2 import Environment
from markupsafe import Markup

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from pipelines import province  # noqa: E402
from pipelines.written_numbers import vietnamese  # noqa: E402
from plugins.explore.wording import numerals  # noqa: E402

DATABASE = "archive"

#: The topics, in the order in which they are listed: the `group` of a query in metadata.yml.
TOPICS = {
    "moi": ("Mới", "New"), "so": ("Con số", "Figures"), "doi-chieu": ("Đối chiếu", "Cross-checks"),
    "thay-doi": ("Thay đổi", "Changes"), "van-ban": ("Văn bản", "Documents"), "nguon": ("Nguồn", "Sources"),
}  # fmt: skip
#: What the front page offers of them.
ON_FRONT_PAGE = (
    "moi_o_tinh", "thu_hoi_so_kien_nghi", "so_lieu_bi_sua", "ty_le_khong_khop", "so_lieu_venh_nhau", "khoan_tien_lon",
    "ho_so_qua_han", "bai_bien_mat",
)  # fmt: skip


@dataclass(frozen=True)
class Field:
    """What a parameter asks for: its label, the input that fits, an example, and whether names are offered."""

    vi: str
    en: str
    type: str = "text"
    example: str = ""
    names: str = ""


FIELDS = {
    "q": Field("Tìm", "search", "search", "xử phạt, xu phat"),
    "since": Field("Từ ngày (để trống: tất cả)", "since (empty: all)", "date"),
    "tinh": Field("Tỉnh, thành (để trống: cả nước)", "province (empty: all)", "text", "Bắc Ninh, bac giang, 24", "provinces"),
    "nam": Field("Năm (để trống: mọi năm)", "year (empty: all)", "number", "2025"),
    "so": Field("Số, ký hiệu văn bản", "number of the document", "text", "2318/KL-TTCP"),
    "co_quan": Field("Tên cơ quan, hoặc một phần", "name of the agency, or a part", "text", "thanh tra tỉnh"),
    "chi_so": Field("Chỉ số, hoặc một phần tên", "indicator, or a part of its name", "text", "khen thưởng", "indicators"),
}  # fmt: skip

COLUMNS = {
    "address": ("Ở nguồn", "at the source"), "agency": ("Cơ quan", "agency"), "after_capture": ("Lượt lấy", "capture"),
    "article_id": ("Bài", "article"), "articles": ("Số bài", "articles"), "back_to": ("Đổi lại thành", "back to"),
    "changed_to": ("Đổi thành", "changed to"), "changes": ("Chỗ đổi", "changes"), "check_id": ("Phép đối chiếu", "check"),
    "citation_id": ("Chỗ dẫn", "citation"), "computed": ("Tính lại", "reckoned"), "confirmed": ("Xác nhận lúc", "confirmed"),
    "confirming_capture": ("Lượt xác nhận", "confirmed by"), "date": ("Ngày ban hành", "of the day"),
    "detail": ("Chi tiết", "detail"), "discrepancy_id": ("Chỗ vênh", "discrepancy"), "domain_vi": ("Lĩnh vực", "domain"),
    "done": ("Kết quả", "result"), "edits": ("Lần sửa", "edits"), "event_id": ("Sự kiện", "event"),
    "fields": ("Phần bị sửa", "parts changed"), "figures": ("Con số", "figures"), "first_changed": ("Đổi lúc", "changed at"),
    "first_portal": ("Đăng đầu tiên", "first publisher"), "first_seen": ("Thấy lúc", "first seen"),
    "first_value": ("Ban đầu", "at first"), "first_year": ("Từ năm", "from"), "from_event": ("Lần đổi", "the change"),
    "gap_percent": ("Vênh, phần trăm", "gap, per cent"), "gone_until": ("Vắng đến", "gone until"),
    "highest": ("Lớn nhất", "highest"),
    "indicator": ("Mã chỉ số", "indicator id"), "indicator_vi": ("Chỉ số", "indicator"), "issuer": ("Nơi ban hành", "issued by"),
    "kind": ("Loại", "kind"), "last_good": ("Còn như cũ lúc", "last seen as before"), "last_run": ("Chạy gần nhất", "last run"),
    "last_year": ("Đến năm", "to"), "lowest": ("Nhỏ nhất", "lowest"), "metric_id": ("Con số", "figure"),
    "new": ("Nay", "now"), "new_sentence": ("Câu nay", "sentence now"), "note": ("Đối chiếu", "check"),
    "number": ("Số, ký hiệu", "number"), "old": ("Trước", "before"), "old_sentence": ("Câu trước", "sentence before"),
    "per_turn": ("Đơn mỗi lượt", "petitions each"), "period_end": ("Đến ngày", "to"), "period_label": ("Kỳ", "period"),
    "period_start": ("Từ ngày", "from"), "petitions": ("Số đơn", "petitions"), "place": ("Nơi", "place"),
    "planned": ("Kế hoạch", "plan"), "planned_id": ("Số kế hoạch", "its figure"), "portal": ("Nguồn", "source"),
    "portal_title": ("Nguồn", "source"), "portals": ("Số nguồn", "sources"), "printed": ("Bài ghi", "printed"),
    "provinces": ("Số tỉnh", "provinces"), "published": ("Đăng, theo nguồn", "published, as claimed"),
    "published_local": ("Đăng, theo nguồn", "published, as claimed"), "published_raw": ("Ngày, nguyên văn", "date as written"),
    "publishers": ("Các nguồn", "who"), "quiet_days": ("Ngày im lặng", "quiet days"), "quote": ("Nguyên văn", "as written"),
    "recommended_vnd": ("Kiến nghị thu hồi (đồng)", "recommended (VND)"), "recovered_id": ("Số đã thu", "its figure"),
    "recovered_vnd": ("Đã thu hồi (đồng)", "recovered (VND)"), "review": ("Kết luận", "decision"),
    "reviewed_at": ("Xem lúc", "reviewed at"), "section": ("Chuyên mục", "section"), "sentence": ("Câu", "sentence"),
    "share": ("Phần trăm", "per cent"), "state": ("Tình trạng", "state"), "title": ("Bài viết", "title"),
    "told": ("Nói là", "told"),
    "turns": ("Lượt tiếp", "receptions"), "type": ("Loại văn bản", "type"), "unit": ("Đơn vị", "unit"),
    "value_vnd": ("Số tiền (đồng)", "sum (VND)"), "verdict": ("Kết quả", "verdict"), "what": ("Lạ ở chỗ", "what is odd"),
    "year": ("Năm", "year"), "years": ("Số năm", "years"),
}  # fmt: skip
#: Fields without which a query has nothing to look for.
NEEDED = ("so", "co_quan", "chi_so")
#: Columns of numbers, which stand to the right with their thousands apart.
COUNTED = frozenset({
    "articles", "changes", "computed", "edits", "figures", "gap_percent", "highest", "lowest", "per_turn", "petitions", "portals",
    "provinces", "quiet_days", "recommended_vnd", "recovered_vnd", "share", "turns", "value_vnd", "years",
})  # fmt: skip
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|\+07:00)")
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")


def by_topic(queries: Iterable[dict[str, Any]]) -> list[tuple[tuple[str, str], list[dict[str, Any]]]]:
    """Queries under their topics; those of no topic we know come last."""
    waiting = list(queries)
    found = []
    for key, words in TOPICS.items():
        here = [one for one in waiting if one.get("group") == key]
        waiting = [one for one in waiting if one.get("group") != key]
        if here:
            found.append((words, here))
    return [*found, (("Khác", "Other"), waiting)] if waiting else found


def shown(column: str, value: object, cell: object, moment: Any) -> object:
    """A cell as a person reads it: a stamp in Vietnam's time, a number with its thousands apart; others as Datasette has it."""
    text = str(value)
    if isinstance(value, str) and _STAMP.fullmatch(text):
        return Markup('<time datetime="{0}" title="{0}">{1}</time>').format(text, moment(text))
    if column in COUNTED and _DECIMAL.fullmatch(text):
        return numerals(vietnamese(text.removesuffix(".0")))
    return cell


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    env.filters["by_topic"] = by_topic
    env.globals["stored"] = {
        "fields": FIELDS, "columns": COLUMNS, "counted": COUNTED, "needed": NEEDED, "province": province.today,
        "shown": lambda column, value, cell: shown(column, value, cell, env.filters["moment"]),
        "unknown": province.UNKNOWN,
    }  # fmt: skip


@hookimpl
def extra_template_vars(datasette: Any, template: str | None, request: Any) -> Any:
    async def names(of: str) -> list[str]:
        """The names that a field offers."""
        sql = {
            "provinces": "SELECT name_vi FROM places WHERE kind = 'province' AND valid_until IS NULL ORDER BY id",
            "indicators": "SELECT label_vi FROM indicators ORDER BY label_vi",
        }.get(of)
        return [row[0] for row in (await datasette.get_database(DATABASE).execute(sql)).rows] if sql else []

    async def front() -> list[dict[str, Any]]:
        """The questions that the front page offers, as far as this person may ask them."""
        actor = request.actor if request else None
        known = await datasette.get_canned_queries(DATABASE, actor)
        asked = [("view-database", DATABASE), "view-instance"]
        return [
            known[name] for name in ON_FRONT_PAGE if name in known
            and (await datasette.check_visibility(actor, permissions=[("view-query", (DATABASE, name)), *asked]))[0]
        ]  # fmt: skip

    if template == "index.html":
        return {"front_questions": front}
    return {"offered": names} if template and template.startswith("query") else {}
