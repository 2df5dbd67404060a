"""What an adversary, a careless template or an unlucky choice of words does to the reading of a page."""

import json
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from commands.reading import generic, record
from pipelines import read as reader
from pipelines.clean import clean
from spiders.items import Capture, Reading
from spiders.profile import Profile, Rule
from tests.conftest import ROOT

pytestmark = pytest.mark.timeout(120)
HOST, ADDRESS = "so-mau.vn", "https://so-mau.vn/tin/bai-viet-1.html"
TITLE = "Sở Mẫu công bố kết quả thanh tra quý ba"
SENTENCES = (
    "Đoàn thanh tra làm việc tại huyện Mẫu Một từ đầu tháng bảy, đối chiếu sổ sách của mười hai đơn vị sự nghiệp công lập.",
    "Theo kết luận, phần lớn đơn vị đã lập dự toán đúng hạn, nhưng việc công khai số liệu còn chậm so với quy định của tỉnh.",
    "Chánh thanh tra Sở yêu cầu các đơn vị nộp báo cáo khắc phục trước ngày cuối quý và niêm yết tại trụ sở để người dân xem.",
    "Các hộ dân hai bên bờ kênh cho biết nước đã trong hơn từ khi trạm bơm chạy, nhiều nhà đã trồng lại rau ở bãi bồi.",
    "Ông Trần Văn Mẫu, trưởng thôn Thượng, nói rằng bà con góp ngày công và đất để mở rộng con đường chính của thôn.",
)
PROFILE = generic([HOST])
RULED = replace(PROFILE, rules=(Rule("rule:0", title=(".t",), body=(".b",)),))


def p(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def page(body: str, head: str = f"<title>{TITLE}</title>") -> str:
    return f"<!doctype html><html lang=vi><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


def site_page(body: str) -> str:
    """A page with a menu, a title, a body and a foot."""
    menu = "".join(f"<li><a href='/m{n}'>Chuyên mục {n}</a></li>" for n in range(8))
    return page(
        f"<div id=top><ul>{menu}</ul></div><div id=main><h1>{TITLE}</h1><div class=body>{body}</div></div>"
        "<div id=foot><p>Địa chỉ: số 1 đường Mẫu</p></div>"
    )


def capture(html: str) -> Capture:
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return Capture("generic", ADDRESS, "2026-11-22T00:00:00Z", 200, headers, html.encode())


def read(html: str, profile: Profile = PROFILE) -> Reading:
    return reader.read(capture(html), profile)


def paragraphs(html: str) -> list[str]:
    found = read(html).article
    return found.text.split("\n") if found else []


# -- hostile input: half of the reader's ten seconds, of processor time -------------------------------------------------

ARTICLE = f"<h1>{TITLE}</h1>" + p(*(f"{SENTENCES[0]} Lần thứ {n}." for n in range(6)))
_RULED_PAGE = f"<div class=t>{TITLE}</div>{{}}<div class=b>{ARTICLE}</div>"

#: Each is within the limits that a page is checked for before it is parsed.
SLOW = {
    "headline: the title in 9,000 headings, each dated": page(ARTICLE + f"<h2>{TITLE}</h2><p>01/02/2022 10:30" * 9000),
    "headline: the title in 40,000 lines of a pre": page(ARTICLE + "<pre>" + f"{TITLE}\n" * 40_000 + "</pre>"),
    "pre: 900,000 lines of one letter": page(ARTICLE + "<pre>" + "a\n" * 900_000 + "</pre>"),
    "pre: 190,000 lines 200 levels deep": page("<div>" * 200 + "<pre>" + "một dòng\n" * 190_000 + "</pre>" + ARTICLE),
}
SLOW_BY_RULE = {
    "rule: 1,900 titles within each other, 9,000 links": page("<div class=t>x" * 1900 + "<a href=/y>z</a>" * 9000),
    "rule: 1,800 bylines within each other": page(
        _RULED_PAGE.format("<div class=author>" * 1800 + "x" * 300_000 + "</div>" * 1800)
    ),
    "rule: 800,000 lines in a body": page(
        f"<div class=t>{TITLE}</div><div class=b>{ARTICLE}<pre>" + "a\n" * 800_000 + "</pre></div>"
    ),
}
_TIMED = """
import resource, sys
from tests import test_hard_reading as hard
html = sys.stdin.buffer.read().decode()
used = int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))
resource.setrlimit(resource.RLIMIT_CPU, (used + 6, used + 6))
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
hard.reader.read(hard.capture(html), getattr(hard, sys.argv[1]))
"""


@pytest.mark.parametrize(
    ("html", "profile"),
    [
        *(pytest.param(html, "PROFILE", id=name) for name, html in SLOW.items()),
        *(pytest.param(html, "RULED", id=name) for name, html in SLOW_BY_RULE.items()),
    ],
)
def test_no_page_keeps_a_reader_busy(html: str, profile: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _TIMED, profile],
        cwd=ROOT,
        input=html.encode(),
        capture_output=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-300:] or "more than six seconds of processor time"


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(page(ARTICLE).replace("<body>", "<body hidden>"), id="a body that a script shows"),
        pytest.param(
            page(ARTICLE, "<meta property='article:published_time' content='2026-01-01T10:00:00+99:99'>"),
            id="a time zone of four days",
        ),
    ],
)
def test_whatever_a_page_says_is_read(html: str) -> None:
    found = read(html)
    assert found.article is not None and found.article.title == TITLE


# -- an article's own words -------------------------------------------------------------------------------------------

#: Whole lines that an article may hold between two of its paragraphs.
OWN = (
    "Bản quyền thuộc về ai?", "Ghi rõ nguồn gốc hàng hóa trên nhãn.",
    "Thiết kế bởi một kiến trúc sư người Pháp, ngôi nhà có hai tầng.",
)  # fmt: skip
#: Near misses that stay today, and must.
STAYS = ("- Ngày 15/12/2026: khai mạc", "Năm 2023: 1.204 lượt khách", "Bài học kinh nghiệm", "Chủ đề: Nước và sự sống")


@pytest.mark.parametrize("markup", ["<p>{}</p>", "<ul><li>{}</li></ul>"], ids=["paragraph", "item"])
@pytest.mark.parametrize("line", [*OWN, *STAYS])
def test_a_line_of_the_article_stays(line: str, markup: str) -> None:
    body = clean(f"<div>{p(*SENTENCES[:2])}{markup.format(line)}{p(*SENTENCES[2:4])}</div>", ADDRESS)
    assert line in body.paragraphs and len(body.paragraphs) == 5


@pytest.mark.parametrize("heading", ["Bình luận", "Sự kiện liên quan"])
@pytest.mark.parametrize("around", ["{}", "<section>{}</section>"], ids=["in a row", "in a section"])
def test_a_heading_like_related_does_not_take_prose_that_begins_with_a_link(heading: str, around: str) -> None:
    linked = "<a href='/x/1.html'>Nghị quyết số 57 của Bộ Chính trị</a> nêu rõ mục tiêu đến năm 2030 của cả nước."
    section = around.format(f"<h3>{heading}</h3>" + p(SENTENCES[1], linked, SENTENCES[2]) if around != "{}"
                            else f"<h3>{heading}</h3>" + p(linked, SENTENCES[1], SENTENCES[2]))  # fmt: skip
    body = clean(f"<div>{p(SENTENCES[0])}{section}{p(SENTENCES[3])}</div>", ADDRESS)
    wanted = {*SENTENCES[:4], re.sub("<[^>]+>", "", linked)}
    assert wanted <= set(body.paragraphs)


def test_prose_after_a_list_of_unlinked_titles_is_the_articles() -> None:
    box = "<h3>Đọc thêm</h3><ul><li>Hạn hán kéo dài ở vùng cao</li><li>Xâm nhập mặn sâu vào nội đồng</li></ul>"
    body = clean(f"<div>{p(SENTENCES[0])}{box}{p(*SENTENCES[1:3])}</div>", ADDRESS)
    assert set(SENTENCES[:3]) <= set(body.paragraphs)


NAMES = [f"Nguyễn Văn Mẫu {number}" for number in range(150)]
POEM = [f"Dòng sông thứ {number} chảy qua làng" for number in range(24)]
DECREES = "".join(
    f"<p><a href='/vb/{n}.html'>Quyết định số {n}/QĐ-UBND về việc phê duyệt kế hoạch năm của tỉnh</a></p>"
    for n in range(30)
)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        pytest.param(p(*SENTENCES, *NAMES), [*SENTENCES, *NAMES], id="a list of names below it"),
        pytest.param(p(SENTENCES[0], *POEM), [SENTENCES[0], *POEM], id="a poem"),
        pytest.param(p(*SENTENCES[:4]) + DECREES + p(SENTENCES[4]), SENTENCES, id="a list of linked decrees"),
        pytest.param(
            f"{p(*SENTENCES[:2])}<aside class=quote>{p(SENTENCES[2])}</aside>{p(*SENTENCES[3:])}", SENTENCES, id="a pulled quote"
        ),
        pytest.param(
            f"<article>{p(*SENTENCES[:4])}<footer>{p(SENTENCES[4])}</footer></article>", SENTENCES, id="the footer of an article"
        ),
        pytest.param(
            f"{p(*SENTENCES)}<form>Bài viết có ích không?<input type=radio> Có<input type=radio> Không</form>", SENTENCES,
            id="a poll below a short article",
        ),
        pytest.param(
            f"{p(*SENTENCES)}<form><input type=text name=ten><textarea name=loi></textarea></form>", SENTENCES,
            id="a comment form below a short article",
        ),
    ],
)  # fmt: skip
def test_without_a_rule_the_whole_article_is_read(body: str, wanted: list[str]) -> None:
    found = paragraphs(site_page(body))
    assert [line for line in wanted if line not in found] == []


def test_a_form_around_the_whole_page_is_no_poll() -> None:
    """ASP.NET puts one around everything, SharePoint prints its titles in a div."""
    fields = "<input type=text name=tim><input type=text name=email>"
    html = page(f"<form id=aspnetForm>{fields}<div class=title>{TITLE}</div><div>{p(*SENTENCES)}</div></form>")
    assert set(SENTENCES) <= set(paragraphs(html))


@pytest.mark.parametrize("name", ["entry no-comments", "commentary"])
def test_a_class_that_only_mentions_comments_is_no_comment(name: str) -> None:
    others = "".join(f"<li><a href='/{n}'>Một bài khác của Sở trong tuần này, số {n}</a></li>" for n in range(30))
    html = page(f"<h1>{TITLE}</h1><div class='{name}'>{p(*SENTENCES)}</div><ul>{others}</ul>")
    assert set(SENTENCES) <= set(paragraphs(html))


# -- the same whatever came before ------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["above", "below"])
def test_a_byline_names_the_author_whether_it_links_to_him_or_not(place: str) -> None:
    authors = []
    for name in ("Lê Lan Anh", "<a href='/tac-gia/1'>Lê Lan Anh</a>"):
        line = f"<p class=author>{name} - 09:45 12/10/2022</p>"
        found = read(site_page(line + p(*SENTENCES) if place == "above" else p(*SENTENCES) + line)).article
        authors.append(found.author if found else None)
    assert authors == ["Lê Lan Anh", "Lê Lan Anh"]


def test_a_rule_that_finds_nothing_leaves_the_page_as_it_was() -> None:
    """The title that a rule took out of the page is what the reader without rules begins with."""
    entry = "<li><h3 class=t><a href='{}'>{}</a></h3><div class=b></div><p>{}</p></li>"
    entries = entry.format("/tin/bai-viet-1.html", TITLE, SENTENCES[0]) + entry.format(
        "/tin/bai-viet-2.html", "Bài khác của Sở Mẫu trong tuần này", SENTENCES[1]
    )
    html = page(f"<ul>{entries}</ul>", "<title>Tin tức</title>")
    told = [json.dumps(record(ADDRESS, read(html, profile)), ensure_ascii=False) for profile in (RULED, PROFILE)]
    assert told[0] == told[1]
