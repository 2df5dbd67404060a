"""A small archive of invented articles, put in with plain SQL: what search and Datasette are tried on.

Every place, person, company and number here is made up; the addresses end in .example and lead nowhere.
"""

import json
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import sqlite_utils

from pipelines import figure_rows, schema
from spiders.items import Check, Figures, Period, Place
from tests import history_samples
from tests.figure_samples import citation, metric

PORTALS = (
    ("cong-binh-an", "Cổng thông tin điện tử tỉnh Bình An", "Binh An provincial portal", "portal", "01"),
    ("bao-song-lam", "Báo Sông Lam", "Song Lam newspaper", "paper", "40"),
)

SAPO = (
    "Thanh tra tỉnh vừa công bố Kết luận số 2318/KL-TTCP về quản lý đất đai tại ba huyện ven sông, kiến nghị thu hồi "
    "71.371.000 đồng và xử phạt hai đơn vị."
)

HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)> \"'&{{ 7*7 }}"


@dataclass(frozen=True)
class Sample:
    """One invented article. `text` begins with `sapo`, as every stored text does."""

    title: str
    text: str
    portal: str = "cong-binh-an"
    sapo: str = ""
    published: str | None = "2026-11-18T02:15:00Z"
    section: str | None = "Tin tức sự kiện"
    author: str | None = None
    source: str | None = None
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()
    images: tuple[tuple[str, str], ...] = ()
    attachments: tuple[tuple[str, str, str], ...] = ()
    address: str | None = None


_FINES = (
    ("Đơn vị", "Số vụ", "Tiền phạt (đồng)"),
    ("Hạt Kiểm lâm Đông Sơn", "12", "184.500.000"),
    ("Phòng Tài nguyên Tây Hải", "7", "71.371.000"),
    ("Cộng", "19", "255.871.000"),
)


def _of_sapo(text: str) -> Figures:
    """The figures of the first sample: one that disagrees with another, and one that is a part."""
    period = Period("period", "trong ba năm", 0, 1, "2023-01-01", "2025-12-31", "published")
    place = Place("Lạng Sơn", "20", "20")
    return Figures(
        metrics=(
            metric(text, "71.371.000 đồng", "71.371.000 đồng", "money", "71371000", "VND", period=period, place=place),
            metric(text, "14", "14 thửa đất", "count", "14", "thửa đất", place=place, modality="target"),
            metric(text, "9 tỷ 45,8 triệu đồng", "9 tỷ 45,8 triệu đồng", "money", "9045800000", "VND", part_of=0),
        ),
        citations=(citation(text, "Kết luận số 2318/KL-TTCP", type="Kết luận", number="2318/KL-TTCP"),),
        checks=(Check("difference", "inconsistent", (0, 2), Decimal("-8974429000")),),
    )


def _hostile(text: str) -> Figures:
    """Whatever a text can put into a figure's row."""
    sign = HOSTILE
    made = replace(
        metric(text, "7", sign, "count", "7", sign), agency=sign, base=sign, flags=(sign,), per=sign,
        period=Period("period", sign, 0, 1, sign, sign), place=Place(sign, sign, "20"),
    )  # fmt: skip
    check = Check("sum", "inconsistent", (0, 0), Decimal(14), total=0)
    return Figures((made,), (citation(text, sign, type=sign, number=sign, issuer=sign),), (check,))


#: The number of a sample is its id in the archive, from 1.
SAMPLES = (
    Sample(
        title="Công bố kết luận thanh tra, xử phạt hai đơn vị quản lý đất đai",
        sapo=SAPO,
        text="\n".join(
            (
                SAPO,
                "Theo kết luận, trong ba năm, các phòng chuyên môn đã tham mưu giao 14 thửa đất không đúng thẩm quyền. "
                "Chủ tịch Uỷ ban nhân dân tỉnh yêu cầu kiểm điểm các tập thể, cá nhân có liên quan trước ngày 15/12.",
                "Số vụ vi phạm và tiền phạt như sau:",
                *(" | ".join(row) for row in _FINES),
                "Ông Nguyễn Văn Đạt, Chánh Thanh tra tỉnh, cho biết các đơn vị đã nộp 9 tỷ 45,8 triệu đồng.",
            )
        ),
        author="Minh Hà",
        source="Thanh tra tỉnh Bình An",
        tables=(_FINES,),
        images=(
            ("https://binhan.example/anh/hop-bao.jpg", "Quang cảnh buổi công bố kết luận thanh tra sáng 18/11"),
            ("https://binhan.example/anh/ban-do.png", ""),
        ),
        attachments=(("https://binhan.example/van-ban/2318-kl-ttcp.pdf", "Kết luận số 2318/KL-TTCP", "pdf"),),
    ),
    Sample(
        title="Sở Thuế: cho thuê nhà phải kê khai",
        text="Người cho thuê nhà kê khai thuế mỗi quý một lần. Cục trưởng cục thuế ký hướng dẫn số 7/QĐ-CT.",
        section="Kinh tế",
        published="2026-11-17T08:00:00Z",
    ),
    Sample(
        title="Vở chèo mới ở thị xã Hoà Bình",
        text="Đảng uỷ và Nhà văn hoá thị xã khoẻ khoắn dựng vở mới; 1.391,1 triệu đồng do bà con góp.",
        portal="bao-song-lam",
        section="Văn hóa",
        published="2026-11-16T08:00:00Z",
    ),
    Sample(
        title="Đoàn viên hòa mình cùng bà con vùng lũ",
        text=unicodedata.normalize("NFD", "Thuỷ điện xả lũ; đoàn viên đã đến từng nhà, sức khoẻ bà con ổn định."),
        portal="bao-song-lam",
        section=None,
        published=None,
    ),
    Sample(
        title="cuoc thi anh: dat va nuoc",
        text="Bai du thi gui bang chu khong dau: dat, nuoc, con nguoi. Ban to chuc khong xu phat ai ca.",
        portal="bao-song-lam",
        section="Văn hóa",
        published="2026-11-15T08:00:00Z",
    ),
    Sample(
        title=f"Tiêu đề gài bẫy {HOSTILE}",
        sapo=f"Dẫn đề {HOSTILE}",
        text=f"Dẫn đề {HOSTILE}\nĐoạn văn {HOSTILE} ‹không phải dấu tìm›",
        author=HOSTILE,
        source=HOSTILE,
        section=HOSTILE,
        tables=(((HOSTILE, "b"), ("c", "d")),),
        images=(("javascript:alert(1)", HOSTILE),),
        attachments=(("data:text/html,<script>alert(1)</script>", HOSTILE, "html"),),
        address="javascript:alert(document.domain)",
        published="2026-11-14T08:00:00Z",
    ),
    Sample(
        title="Thu ngân sách mười tháng đạt 71371000 nghìn đồng",
        text="Tổng thu đạt 104% dự toán; thu nội địa tăng 6,2% so với cùng kỳ, trong đó tiền sử dụng đất giảm.",
        section="Kinh tế",
        published="2026-11-13T08:00:00Z",
    ),
)
#: What was read in which sample.
FIGURES = {1: _of_sapo, 6: _hostile}


def build(path: Path, *, demo: bool = False, copies: int = 0, history: bool = False) -> sqlite_utils.Database:
    """An archive at `path` with SAMPLES in it, each followed by `copies` plain ones to give it some length; with `history`
    things have happened to them."""
    db = schema.prepare(path)
    with db.atomic():
        if demo:
            db.execute("INSERT INTO facts VALUES ('kind', 'demo')")
        for name, vi, en, kind, place in PORTALS:
            db.execute(
                "INSERT INTO portals VALUES (?, ?, ?, ?, ?, 'generic', ?, ?, 1, '2026-11-01', NULL)",
                [name, vi, en, kind, place, f"https://{name}.example/", json.dumps([f"{name}.example"])],
            )
        db.execute(
            "INSERT INTO warc_files VALUES ('2026-11-20-0001.warc.gz', 'open', 4096, 9, ?, NULL, NULL)", [_at(0)]
        )
        for sample in SAMPLES:
            number = insert(db, sample)
            if number in FIGURES:
                figure_rows.write(
                    db.conn, number, f"{sample.portal}:{number}", sample.text, FIGURES[number](sample.text), "1"
                )
        for n in range(copies):
            insert(
                db, Sample(title=f"Bản tin chiều ngày {n + 1}: giá nông sản và thời tiết", text=f"Bản tin số {n + 1}.")
            )
        if history:
            history_samples.write(db.conn, HOSTILE)
    return db


def _at(n: int) -> str:
    return f"2026-11-20T{3 + n // 3600 % 20:02d}:{n // 60 % 60:02d}:{n % 60:02d}Z"


def insert(db: sqlite_utils.Database, sample: Sample) -> int:
    """Put one article in, with its capture, its two addresses and its extras; return its id."""
    n = db.execute("SELECT coalesce(max(id), 0) + 1 FROM articles").fetchone()[0]
    address = sample.address or f"https://{sample.portal}.example/tin/{n}"
    capture = db.execute(
        "INSERT INTO captures(portal, address, purpose, fetched_at, status, content_type, payload_digest,"
        " payload_length, record, warc, offset, length, state, reading) VALUES (?, ?, 'page', ?, 200, 'text/html', ?,"
        " ?, 'response', '2026-11-20-0001.warc.gz', ?, 812, 'read', 'article') RETURNING id",
        [sample.portal, address, _at(n), f"sha1:{n:032d}", len(sample.text), 1000 * n],
    ).fetchone()[0]
    for place in (address, f"{address}?trang=in"):
        db.execute(
            "INSERT INTO frontier(portal, address, canonical, thing, article_key, kind, state, first_seen, last_visit)"
            " VALUES (?, ?, ?, ?, ?, 'article', 'done', ?, ?)",
            [sample.portal, place, address, f"key:{n}", str(n), _at(n), _at(n)],
        )
    local = sample.published and f"{sample.published[:10]}T15:00+07:00"
    db.execute(
        "INSERT INTO articles (id, identity, portal, key, title, published, published_local, published_raw, published_by, author,"
        " source, section, language, place, words, address, canonical, first_seen, last_seen, capture_id, rule, flags,"
        " content_hash, extractor_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'vi', ?, ?, ?, NULL, ?, ?, ?, 'generic',"
        " NULL, ?, '1')",
        [
            n, f"{sample.portal}:{n}", sample.portal, str(n), sample.title, sample.published, local,
            sample.published and "18/11/2026 09:15", sample.published and "rule", sample.author, sample.source,
            sample.section, "01", len(sample.text.split()), address, _at(n), _at(n), capture, f"sha256:{n:064d}",
        ],
    )  # fmt: skip
    tables = json.dumps(sample.tables, ensure_ascii=False) if sample.tables else None
    db.execute("INSERT INTO article_texts VALUES (?, ?, ?, ?)", [n, sample.sapo, sample.text, tables])
    for position, (image, caption) in enumerate(sample.images):
        db.execute("INSERT INTO images VALUES (?, ?, ?, ?)", [n, position, image, caption])
    for position, (file, label, type_) in enumerate(sample.attachments):
        db.execute("INSERT INTO attachments VALUES (?, ?, ?, ?, ?)", [n, position, file, label, type_])
    return int(n)


def search(db: sqlite_utils.Database, text: str) -> list[int]:
    """The ids of the articles that `text` finds, the best first."""
    sql = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH vn_query(?) ORDER BY rank"
    return [row[0] for row in db.execute(sql, [text])]
