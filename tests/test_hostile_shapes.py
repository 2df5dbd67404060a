"""Pages without a rule that are shaped to keep a reader busy: each ends in seconds with a reading."""

import re
import time

import pytest

from pipelines.read import read
from spiders.items import Capture
from spiders.profile import Profile

TITLE = "Sở Mẫu công bố kết quả thanh tra quý ba"
SENTENCE = "Đoàn thanh tra làm việc tại huyện Mẫu Một từ đầu tháng bảy, đối chiếu sổ sách của mười hai đơn vị."
ARTICLE = f"<h1>{TITLE}</h1>" + f"<p>{SENTENCE}</p>" * 3
PROFILE = Profile(
    "so-mau", {"vi": "a", "en": "a"}, "portal", "00", "generic", ("a.gov.vn",), "https://a.gov.vn/",
    key=re.compile("^https?://[^/]+/(.+)$"),
)  # fmt: skip

SHAPES = {
    "every paragraph of a class of its own": "".join(f"<p class=a{n}>{SENTENCE}</p>" for n in range(7000))
    + "<p class=z>nhãn</p>" * 7000,
    "a core within a core": "".join(f"<div><p>{SENTENCE}</p><p>{SENTENCE}</p>" for _ in range(200))
    + "<p>nhãn</p>" * 8000
    + "</div>" * 200,
    "deep and long": "<div>" * 230 + ARTICLE + "<p>Một câu ngắn ở đây thôi nhé bạn ơi." * 28_000,
    "piled marks": ARTICLE + "<p>a" + "\u0323\u0301" * 450_000 + "</p>",
    "a title of marks": "<h1>a" + "\u0323\u0301" * 450_000 + "</h1>" + ARTICLE,
    "related headings without end": ARTICLE + "<p>Tin liên quan</p>" * 14_000,
    "fields without end": ARTICLE + "<div><input type=text>a</div>" * 14_000,
    "an odd span": ARTICLE + "<table><tr><td rowspan=²>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_it_ends_with_a_reading(shape: str) -> None:
    page = f"<html><head><title>{TITLE}</title></head><body>{SHAPES[shape]}</body></html>"
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    began = time.process_time()
    reading = read(
        Capture("a", "https://a.gov.vn/tin/bai-1.html", "2026-11-22T00:00:00Z", 200, headers, page.encode()), PROFILE
    )
    assert reading.kind in ("article", "bad")
    assert time.process_time() - began < 30  # the worker's limit is ten seconds of an idle machine
