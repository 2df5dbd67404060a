"""The second sheet of a workbook: where its rows come from, whether they are all, and what the columns mean."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.export import answer
from pipelines.export.workbook import LONGEST, Workbook
from spiders import clock


@dataclass(frozen=True, slots=True)
class About:
    """The page that was taken along. Addresses are whole ones; `filters` are what its address says, as name and value."""

    title: str
    address: str
    csv_address: str
    filters: Sequence[tuple[str, str]]
    sql: str
    parameters: Mapping[str, object]
    licence: str
    source: str
    software: str
    meanings: Mapping[str, str]


def notes(about: About, book: Workbook, cut: str) -> Iterator[tuple[str, str]]:
    """Lines of name and text; `cut` says why `book` ends where it does, or nothing."""
    now = clock.now()
    yield "Công khai", about.title
    yield "Lấy từ · Taken from", about.address
    local = f"{now.astimezone(clock.VIETNAM):%H:%M %d/%m/%Y}"
    yield "Lúc · At", f"{local} (giờ Việt Nam · Vietnam's time); {clock.stamp(now)}"
    filters = "\n".join(f"{name} = {value}" for name, value in about.filters)
    yield "Bộ lọc, tham số · Filters, parameters", filters or "không · none"
    yield "Số dòng · Rows", f"{book.rows:,}"
    yield from _wholeness(about, book, cut)
    if book.long:
        long = (
            f"{book.long:,} ô dài hơn {LONGEST:,} ký tự, giới hạn của Excel; CSV có đủ · cells longer than Excel allows; "
            "the CSV has them whole"
        )
        yield "Ô bị cắt · Cells cut", long
    typed = (
        "Số quá 15 chữ số, mã (01) và giờ để dạng chữ, đúng như kho lưu; chữ bắt đầu bằng = + - @ vẫn là chữ. Đổi giờ thành "
        "ngày: DATEVALUE(LEFT(ô; 10)) · numbers of more than 15 digits, codes and stamps are text, as stored; a text never "
        "becomes a formula; a day of a stamp: DATEVALUE(LEFT(cell; 10))"
    )
    yield "Số và chữ · Numbers and text", typed
    yield "Giấy phép · Licence", about.licence
    yield "Nguồn · Source", about.source
    yield "SQL", about.sql
    if about.parameters:
        yield "Tham số SQL · SQL parameters", json.dumps(dict(about.parameters), ensure_ascii=False)
    yield "Phần mềm · Software", about.software
    for column in book.columns:
        if column in about.meanings:
            yield column, about.meanings[column]


def _wholeness(about: About, book: Workbook, cut: str) -> Iterator[tuple[str, str]]:
    if not cut:
        yield "Đủ không? · Is it whole?", "Đủ mọi dòng khớp bộ lọc · every row that the filters let through"
        return
    if cut == answer.OWN_LIMIT:
        ends = (
            f"Truy vấn tự dừng ở {book.rows:,} dòng (limit). Lấy đủ: sửa SQL, lọc bảng gốc, hoặc scrapy export · the query "
            "itself ends there; for the rest edit its SQL, filter the tables it reads, or use `scrapy export`"
        )
        yield "CÓ THỂ THIẾU · MAY BE CUT", ends
        return
    why = {"rows": f"{answer.WORKBOOK_ROWS:,} dòng · rows", "time": f"{answer.SECONDS:.0f} giây · seconds"}[cut]
    yield "BỊ CẮT · CUT", f"Chỉ có {book.rows:,} dòng đầu, vì quá {why} · only the first {book.rows:,} rows are here"
    rest = (
        f"CSV: {about.csv_address}\nhoặc lọc hẹp hơn, hoặc lấy cả bảng bằng lệnh scrapy export · or filter more narrowly, or "
        "take whole tables with `scrapy export`"
    )
    yield "Lấy đủ · All of it", rest
