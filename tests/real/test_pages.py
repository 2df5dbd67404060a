"""Single real pages of other sites and years: each is read by its family or by its shape, against its own metadata."""

import gzip
import html
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from pipelines.clean import clean
from pipelines.decode import tidy
from pipelines.letters import bare
from pipelines.read import read
from spiders.items import Capture, Reading
from spiders.profile import load

REAL_DATA = os.environ.get("REAL_DATA")
pytestmark = pytest.mark.skipif(not REAL_DATA, reason="REAL_DATA names no folder of real pages")

PAGES = Path(REAL_DATA or "/nowhere") / "pages"
INDEX: list[dict[str, Any]] = json.loads((PAGES / "index.json").read_text("utf-8")) if REAL_DATA else []
FAMILIES = {"plo.vn": "postid", "sotttt.hanoi.gov.vn": "liferay62"}
#: Where the generic family finds the article key; a page saved without its address gets one.
KEYS = {
    "baochinhphu.vn": "/(template)",
    "dantri.com.vn": r"-(\d+)\.htm",
    "ncov.moh.gov.vn": r"/-/(\d+)-",
    "news.zing.vn": "/(art1)",
    "nld.com.vn": r"/(\d+p\dc\d+)/",
    "vnexpress.net": r"-(\d+)\.html",
    "www.thanhnien.com.vn": r"/pages/(\d+)/",
}


def markup(entry: dict[str, Any]) -> bytes:
    return gzip.decompress((PAGES / entry["file"]).read_bytes())


def reading(entry: dict[str, Any], folder: Path) -> Reading:
    host = entry["file"].partition("__")[0]
    file = folder / "site.yml"
    key = f"article: {{key: '{KEYS[host]}'}}\n" if host in KEYS else ""
    file.write_text(
        "title: {vi: Trang, en: Site}\nkind: paper\nplace: '01'\n"
        f"family: {FAMILIES.get(host, 'generic')}\ndomains: [{host}]\n{key}",
        "utf-8",
    )
    address = (entry["url"] or f"https://{host}/{entry['file'].partition('__')[2]}").split()[0]
    capture = Capture("site", address, "2026-11-22T00:00:00Z", 200, (("Content-Type", "text/html"),), markup(entry))
    return read(capture, load(file))


def called(entry: dict[str, Any]) -> str:
    """The page's own name for its article: OpenGraph's, else the window's."""
    tree = LexborHTMLParser(markup(entry))
    node = tree.css_first('meta[property="og:title"]')
    title = tree.css_first("title")
    return bare((node.attributes.get("content") or "") if node else title.text() if title else "")


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry["file"])
def test_every_page_is_what_it_is(entry: dict[str, Any], tmp_path: Path) -> None:
    got = reading(entry, tmp_path)
    expected = "absent" if "soft404" in entry["file"] else "article" if entry["kind"] == "article" else "page"
    assert got.kind == expected, got.problem
    if got.kind != "absent":
        assert got.links


@pytest.mark.parametrize("entry", [one for one in INDEX if one["kind"] == "article"], ids=lambda entry: entry["file"])
def test_an_article_has_its_title_its_words_and_nothing_around_them(entry: dict[str, Any], tmp_path: Path) -> None:
    article = reading(entry, tmp_path).article
    assert article is not None
    shown = [bare(node.text()) for node in LexborHTMLParser(markup(entry)).css("h1")]
    assert called(entry).startswith(bare(article.title)) or bare(article.title) in shown
    assert len(article.title) > 15
    lines = article.text.split("\n")
    shown = bare(LexborHTMLParser(markup(entry)).body.text())
    assert len(lines) >= 3 and len(article.text) > 800
    assert all(bare(cell) in shown for line in (lines[0], lines[-1]) for cell in line.split(" | "))
    assert len(set(lines)) >= 0.5 * len(lines)  # a template says things twice
    assert not re.search(
        r"(?im)^(?:đọc thêm|tin liên quan|chia sẻ|bình luận|tin cùng chuyên mục|lượt xem.*)$", article.text
    )
    assert not any(image.caption and image.caption in lines for image in article.images)


@pytest.mark.parametrize("key", ["690609", "705909"])
def test_dates_of_the_known_family_are_read(key: str, tmp_path: Path) -> None:
    (entry,) = (one for one in INDEX if key in one["file"])
    article = reading(entry, tmp_path).article
    assert article is not None and article.published is not None
    assert (article.key, article.published.by, article.language) == (key, "rule", "vi")


def test_an_article_that_counts_visits_keeps_its_words(tmp_path: Path) -> None:
    (entry,) = (one for one in INDEX if "705909" in one["file"])
    article = reading(entry, tmp_path).article
    assert article is not None and "lượt truy cập" in article.text


#: Of these classes of surroundings nothing may stay, even in a copy that has lost its markup. (The site's own name
#: above the article, and the first of two captions without their picture, are told by markup alone.)
TOLD_BY_WORDS = {
    "toolbar",
    "view_counter",
    "visitor_counter",
    "visitor_counter_heading",
    "audio_player",
    "stray_punctuation",
}
TOLD_BY_WORDS |= {"related_news", "related_news_heading"}


@pytest.mark.parametrize("gold", sorted((PAGES.parent / "gold").glob("0*.json")), ids=lambda file: file.stem)
def test_a_copy_without_markup_keeps_every_paragraph_and_loses_its_surroundings(gold: Path) -> None:
    marked = json.loads(gold.read_text("utf-8"))
    text = (PAGES.parent / "seeds" / Path(marked["seed_file"]).name).read_text("utf-8")
    kept = clean(
        "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n")), "http://so-mau.example/"
    ).paragraphs
    assert [one["text"] for one in marked["body"] if tidy(one["text"]) not in kept] == []
    surroundings = [one["text"] for one in marked["boilerplate"] if one["class"] in TOLD_BY_WORDS]
    assert [text for text in surroundings if tidy(text) in kept] == []
