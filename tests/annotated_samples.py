"""Two invented articles and a few phrases, annotated as the real ones are, for what judges figures to be judged by."""

import json
from pathlib import Path
from typing import Any

TITLE = "Thủy lợi Cao Bằng sơ kết quý I"
LINES = (
    "Quý I/2022, Chi cục Thủy lợi nạo vét 14 hồ chứa, đã nghiệm thu 6/14 hồ trước mùa mưa.",
    "Dự toán được duyệt là 2 tỷ 30,5 triệu đồng, đã giải ngân 900 triệu đồng, bằng 44,3% dự toán.",
    "Việc này theo Kế hoạch số 75/KH-UBND ngày 5/1/2022 của UBND tỉnh Cao Bằng; tỉnh đứng đầu khu vực.",
)
PAGE = f"{TITLE}\n05/04/2022 | 08:15\n{LINES[0]}\nTrang 3 trong 12 trang\n{LINES[1]}\n{LINES[2]}\nLượt xem: 640\n"
QUIET = "Sáng 3/5/2022, đoàn công tác số 2 đã họp phiên thứ nhất tại phòng 305."

#: Of each figure: its numeral, what stands after it, kind, value, unit, and more.
FIGURES: tuple[tuple[str, str, str, str, str, dict[str, Any]], ...] = (
    ("14", " hồ", "count", "14", "hồ", {"indicator": "reservoirs_dredged"}),
    ("6/14", " hồ", "ratio", "6", "hồ", {"indicator": "reservoirs_accepted", "denominator": "14"}),
    ("2 tỷ 30,5 triệu đồng", "", "money", "2030500000", "VND", {"indicator": "estimate_approved"}),
    ("900 triệu đồng", "", "money", "900000000", "VND", {"indicator": "estimate_spent"}),
    ("44,3%", "", "percent", "44.3", "%", {"indicator": "estimate_spent_rate"}),
    ("đứng đầu", "", "rank", "1", "hạng", {"optional": True}),
)
CHECKS = (
    ("same", ["m01", "m02"], None, "m02", "consistent"),
    ("order", ["m03", "m04"], None, None, "consistent"),
    ("ratio", ["m04", "m03"], None, "m05", "consistent"),
    ("order", ["m01", "m05"], None, None, "not_comparable"),
)


def place(page: str, quote: str) -> dict[str, Any]:
    """Where a quote stands in the page, but not inside a longer number."""
    at = page.index(quote)
    while at and (page[at - 1].isdigit() or page[at - 1] == "/"):
        at = page.index(quote, at + 1)
    return {"start": at, "end": at + len(quote)}


def metric(number: int, figure: tuple[str, str, str, str, str, dict[str, Any]]) -> dict[str, Any]:
    text, after, kind, value, unit, more = figure
    at = place(PAGE, text + after)
    return {
        "id": f"m{number:02}", "span": text + after, **at, "number_text": text, "number_start": at["start"],
        "number_end": at["start"] + len(text), "kind": kind, "value": value, "unit": unit,
        "period": {"start": "2022-01-01", "end": "2022-03-31"}, "agency": "Chi cục Thủy lợi tỉnh Cao Bằng",
        "locality": {"province": "Cao Bằng", "province_code": "04", "district": None}, **more,
    }  # fmt: skip


def annotation() -> dict[str, Any]:
    """An invented article, annotated as the real ones are."""
    document = "Kế hoạch số 75/KH-UBND ngày 5/1/2022 của UBND tỉnh Cao Bằng"
    return {
        "seed_file": "a.txt", "title": {"text": TITLE}, "published": {"value": "2022-04-05T08:15:00+07:00"},
        "default_locality": {"province": "Cao Bằng", "province_code": "04"},
        "body": [{"text": line, **place(PAGE, line)} for line in LINES],
        "metrics": [metric(number, figure) for number, figure in enumerate(FIGURES, 1)],
        "citations": [{
            "span": document, **place(PAGE, document), "type": "Kế hoạch", "number": "75/KH-UBND",
            "date": "2022-01-05", "issuer": "Ủy ban nhân dân tỉnh (Cao Bằng)",
        }],
    }  # fmt: skip


PHRASES = (
    {"text": "Toàn huyện có 12 xã, tăng 2 xã.", "expect": [("12 xã", "count", {"value": "12", "unit": "xã"})]},
    {"text": "Mức phạt từ 3 đến 5 triệu đồng.", "expect": [
        ("từ 3 đến 5 triệu đồng", "money", {"low": "3000000", "high": "5000000", "unit": "VND"})]},
    {"text": "Đạt 7/9 tiêu chí.", "expect": [("7/9 tiêu chí", "ratio", {"value": "7", "unit": "tiêu chí", "denominator": "9"})]},
    {"text": "Họp ngày 08/09 tại tầng 4.", "expect": [("ngày 08/09", "date", {"value": "--09-08"})], "not": ["08/09", "4"]},
    {"text": "Giai đoạn 2019-2015 kéo dài.", "expect": [], "not": ["2019-2015"]},
    {"text": "Theo Nghị định số 5/2021/NĐ-CP.", "expect": [("Nghị định số 5/2021/NĐ-CP", "citation", {
        "type": "Nghị định", "number": "5/2021/NĐ-CP", "date": None, "issuer": "Chính phủ"})]},
    {"text": "Không có đơn nào.", "expect": [("Không có đơn", "count", {"value": "0", "unit": "đơn", "optional": True})]},
)  # fmt: skip


def write(folder: Path) -> Path:
    """Both articles and the phrases as files in `folder`."""
    quiet = {
        "title": {"text": "Đoàn công tác họp"}, "published": None, "body": [{"text": QUIET, "start": 0, "end": len(QUIET)}],
        "metrics": [], "citations": [],
    }  # fmt: skip
    for name, text, told in (("a", PAGE, annotation()), ("b", QUIET, quiet)):
        for kind, suffix in (("seeds", "txt"), ("gold", "json")):
            (folder / kind).mkdir(exist_ok=True)
            content = text if suffix == "txt" else json.dumps(told, ensure_ascii=False)
            (folder / kind / f"{name}.{suffix}").write_text(content, "utf-8")
    names = ("relation", "operands", "total", "printed", "verdict")
    checks = [{"seed": "a", **dict(zip(names, one, strict=True))} for one in CHECKS]
    (folder / "gold" / "checks.json").write_text(json.dumps(checks), "utf-8")
    lines = []
    for number, one in enumerate(PHRASES):
        text = str(one["text"])
        expect = [
            {"span": span, "kind": kind, **place(text, span), **facts}
            for span, kind, facts in one["expect"]  # type: ignore[attr-defined]
        ]
        lines.append(json.dumps({"id": f"p{number}", "group": "x", **one, "expect": expect}, ensure_ascii=False))
    (folder / "figure_cases.jsonl").write_text("\n".join(lines), "utf-8")
    return folder
