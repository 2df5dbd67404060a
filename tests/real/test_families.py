"""Families on real pages: each is told by its marks, and its rule reads what a reader sees."""

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from pipelines.read import read
from spiders.detect import families
from spiders.items import Article, Capture, Reading
from spiders.profile import load_all

REAL_DATA = os.environ.get("REAL_DATA")
pytestmark = pytest.mark.skipif(not REAL_DATA, reason="REAL_DATA names no folder of real pages")

DATA = Path(REAL_DATA or "/nowhere")
INDEX: list[dict[str, Any]] = json.loads((DATA / "pages" / "index.json").read_text("utf-8")) if REAL_DATA else []
FAMILY = {
    "dvc.bacninh.gov.vn": "liferay62", "ncov.moh.gov.vn": "liferay7", "plo.vn": "postid", "sotttt.hanoi.gov.vn": "liferay62",
    "tinhdoan.thionline.com.vn": "nukeviet4", "tuoitre.vn": "vccorp", "vnexpress.net": "vnexpress",
    "vpcp.chinhphu.vn": "vccorp", "www.thanhnien.com.vn": "sharepoint",
}  # fmt: skip
PORTAL_PAGES = 20


def markup(entry: dict[str, Any]) -> str:
    return gzip.decompress((DATA / "pages" / entry["file"]).read_bytes()).decode("utf-8", "replace")


def host(entry: dict[str, Any]) -> str:
    return str(entry["file"]).partition("__")[0]


def address(entry: dict[str, Any]) -> str:
    return str(entry["url"] or f"https://{host(entry)}/").split()[0]


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry["file"])
def test_a_page_is_of_its_family_and_of_no_other(entry: dict[str, Any]) -> None:
    """Papers of 2012 and a template are of none."""
    expected = [FAMILY[host(entry)]] if host(entry) in FAMILY else []
    assert [match.family for match in families([(address(entry), markup(entry))])] == expected


def test_every_page_of_the_portal_is_of_its_family() -> None:
    told = []
    with (DATA / "portal" / "sotttt.hanoi.gov.vn.warc.gz").open("rb") as stream:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
            if record.http_headers.status_code == 200 and "html" in (record.http_content_type or ""):
                page = (record.headers["WARC-Target-URI"], record.reader.read().decode("utf-8", "replace"))
                told.append([match.family for match in families([page])])
            if len(told) == PORTAL_PAGES:
                break
    assert told == [["liferay62"]] * PORTAL_PAGES


def reading(name: str, part: str) -> Reading:
    (entry,) = (one for one in INDEX if part in one["file"])
    profiles, _ = load_all(demo=False)
    headers = (("Content-Type", "text/html"),)
    capture = Capture(name, address(entry), "2026-11-22T00:00:00Z", 200, headers, markup(entry).encode())
    return read(capture, profiles[name])


def article(name: str, part: str) -> Article:
    got = reading(name, part)
    assert got.article is not None, got.problem
    return got.article


ARTICLES = {
    "plo": ("874715", "874715", "Vụ vay ngân hàng", "2025-10-09T17:55", 21, "VKSND khu vực 7", "ngày 5-11-2020"),
    "vnexpress": ("4954454", "4954454", "Đau bụng kéo dài", "2025-10-22T19:25", 7, "Người đàn ông 63", "Lê Phương"),
    "ncov-boyte": ("6847912", "6847912-182", "Những chỉ đạo", "2021-05-22T11:38", 28, "Trong tuần qua", "Nguồn:"),
}
AUTHORS = {"plo": "SONG MAI", "vnexpress": "Lê Phương", "ncov-boyte": None}


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_is_read_by_its_familys_rule(name: str) -> None:
    part, key, title, moment, paragraphs, first, last = ARTICLES[name]
    got = article(name, part)
    lines = got.text.split("\n")
    assert got.rule.startswith("rule:") and (got.key, got.author) == (key, AUTHORS[name])
    assert got.title.startswith(title)
    assert got.published is not None and got.published.local.startswith(moment) and got.published.by == "rule"
    assert lines[0].startswith(first) and last in lines[-1] and len(lines) == paragraphs


@pytest.mark.parametrize(("name", "least"), [("tuoitre", 15), ("vpcp", 5), ("ncov-boyte", 5)])
def test_a_listing_leads_to_articles(name: str, least: int) -> None:
    got = reading(name, {"ncov-boyte": "list-tin-tuc"}.get(name, name))
    assert got.kind == "page"
    assert len({link.key for link in got.links if link.kind == "article"}) >= least
