"""Whether every article of a real portal is read whole: `python -m benchmarks.floor [--data DIR]`.

The truth is made here by a few lines of its own over lxml, and shares nothing with `pipelines`: the sapo and the
words of the article's container, less pictures' captions, the author's line and the tools. Each article's text is
then scored by the tokens it shares with it, and searched for what must never be in it. Exits 1 when a demand fails.
"""

import argparse
import os
import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType
from lxml import html as lxml_html

from pipelines.read import read
from spiders.items import Article, Capture
from spiders.profile import Profile, load_all

WARC = "portal/sotttt.hanoi.gov.vn.warc.gz"
PORTAL = "sotttt-hanoi"
#: Each article must score at least this; those with fewer words are listed, not scored.
FLOOR, FEWEST_WORDS = 0.99, 20
#: How many published dates are compared, and the seed of the draw.
SAMPLE, SEED = 40, 2026
#: Articles whose own words look like chrome.
OWN_WORDS = {"3579406": "tin liên quan", "705909": "lượt truy cập"}

FORBIDDEN = {
    "view count": re.compile(r"lượt xem\s*:?\s*\d|view count|^lượt (?:xem|đọc|truy cập)\b", re.I | re.M),
    "date line": re.compile(r"^\W*(?:ngày đăng|publish date)?\W*\d{2}/\d{2}/\d{4}\s*\|\s*\d{1,2}:\d{2}", re.I | re.M),
    "print or mail": re.compile(r"^\W*(?:in bài viết|gửi mail|print|send email|quay lại)\W*$", re.I | re.M),
    "related": re.compile(r"^\W*(?:các tin khác|other news)\W*$", re.I | re.M),
    "footer or counter": re.compile(
        r"về đầu trang|khi phát hành lại thông tin|^đang online|^tổng số lượt", re.I | re.M
    ),
}


@dataclass(frozen=True, slots=True)
class Truth:
    """What a reader of the page sees of the article."""

    words: list[str]
    sapo: str
    tables: int
    date: str


@dataclass(slots=True)
class Report:
    """The outcome: how many articles, their scores, and every failed demand in words."""

    articles: int = 0
    scores: list[tuple[float, str]] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    sapos: int = 0
    tables: int = 0
    summaries: int = 0
    dates: list[tuple[str, str, str]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        scores = sorted(self.scores)
        mean = sum(score for score, _ in scores) / max(1, len(scores))
        lines = [
            f"articles read            {self.articles}",
            f"scored                   {len(scores)}, fewer than {FEWEST_WORDS} words: {len(self.short)}",
            f"token F1                 mean {mean:.4f}, lowest {scores[0][0]:.4f} ({scores[0][1]})"
            if scores
            else "no scores",
            f"at least {FLOOR}            {sum(1 for score, _ in scores if score >= FLOOR)} of {len(scores)}",
            f"exactly 1                {sum(1 for score, _ in scores if score == 1)}",
            f"sapo kept                {self.sapos}",
            f"articles with tables     {self.tables}",
            f"summaries on a listing   {self.summaries}",
            f"dates compared           {len(self.dates)}",
            f"failures                 {len(self.failures)}",
        ]
        return "\n".join([*lines, *(f"  {failure}" for failure in self.failures[:60])])


def captures(warc: Path, portal: str = PORTAL) -> Iterator[Capture]:
    """The pages of a WARC file, as captures."""
    with warc.open("rb") as stream:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
            answer = record.http_headers
            yield Capture(
                portal=portal,
                address=str(record.headers["WARC-Target-URI"]),
                fetched_at=str(record.headers["WARC-Date"]),
                status=int(answer.status_code),
                headers=tuple((str(name), str(value)) for name, value in answer),
                body=record.reader.read(),
            )


def one_page_an_article(warc: Path, profile: Profile) -> dict[str, Capture]:
    """The first page of each article key."""
    assert profile.key is not None
    found: dict[str, Capture] = {}
    for capture in captures(warc):
        key = profile.key.search(capture.address)
        if key and capture.status == 200:
            found.setdefault(key[1], capture)
    return found


# -- the truth, on its own ---------------------------------------------------------------------------------------------

_GAPS = [
    "p",
    "div",
    "br",
    "li",
    "td",
    "th",
    "tr",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "center",
    "section",
]
MOST_CAPTION_WORDS = 70
_CREDIT = re.compile(r"\(ảnh[^()]*\)\W*$|^ảnh\b", re.I)


def truth_of(key: str, body: bytes) -> Truth:
    """The words of the page's article, found by its classes."""
    tree = lxml_html.fromstring(
        body.decode("utf-8"), parser=lxml_html.HTMLParser(remove_comments=True, remove_pis=True)
    )
    date = " ".join(tree.xpath("string(//*[contains(@class,'assetPublishDate')])").split())
    entries = tree.xpath(f"//div[contains(@class,'asset-abstract')][.//h3//a[contains(@href,'/view_content/{key}')]]")
    if entries:  # the section's list stands at the article's address
        shown = entries[0].xpath("string(.//div[contains(@class,'asset-summary')])")
        dated = " ".join(entries[0].xpath("string(.//div[contains(@class,'assetPublishDate')])").split())
        return Truth(words(shown), "", 0, dated)
    (box,) = tree.xpath("(//div[@class='asset-content']/div[@class='journal-content-article'])[1]")
    sapo = _shown(tree.xpath("(//p[@class='sapo'])[1]")[0])
    drop = ".//*[contains(@class,'view-content-author')] | .//script | .//select | .//div[contains(@class,'asset-control-detail')]"
    for node in box.xpath(
        drop + " | .//div[contains(@class,'related_asset')] | .//div[contains(@class,'detail__share')]"
    ):
        node.drop_tree()
    tables = sum(1 for table in box.iter("table") if _has_columns(table))
    for caption in _captions(box):
        if caption.getparent() is not None:
            caption.drop_tree()
    body, lead = words(_shown(box)), words(sapo)
    repeated = lead and body[: len(lead)] == lead  # some bodies begin with the sapo again
    return Truth(body if repeated else lead + body, " ".join(sapo.split()), tables, date)


def words(text: str) -> list[str]:
    """The words and numbers of a text, folded for comparison."""
    return re.findall(r"\w+", re.sub("[\u00ad\u200b-\u200f\ufeff]", "", unicodedata.normalize("NFC", text)).lower())


def _shown(node: "lxml_html.HtmlElement") -> str:
    """The text of an element, blocks kept apart."""
    parts = []
    for event, one in _events(node):
        if event == "text":
            parts.append(one)
        else:
            parts.append(" ")
    return "".join(parts)


def _events(node: "lxml_html.HtmlElement") -> Iterator[tuple[str, str]]:
    if not isinstance(node.tag, str):
        return
    block = node.tag in _GAPS or "display: block" in (node.get("style") or "")
    if block:
        yield "gap", ""
    yield "text", node.text or ""
    for child in node:
        yield from _events(child)
        yield "text", child.tail or ""
    if block:
        yield "gap", ""


def _has_columns(table: "lxml_html.HtmlElement") -> bool:
    rows = [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./td|./th")] for row in table.xpath("./tr|./*/tr")
    ]
    full = [row for row in rows if sum(1 for cell in row if cell) >= 2]
    return len(full) >= 2 and not table.xpath(".//table | .//img")


def _captions(box: "lxml_html.HtmlElement") -> list["lxml_html.HtmlElement"]:
    """What describes a picture: its paragraph's own few words, its small table, the short paragraphs under it.

    Those only where they are set as captions are: in italics, centred, or credited.
    """
    leaves = [
        one for one in box.iter() if _is_block(one) and not any(_is_block(inner) for inner in one.iterdescendants())
    ]
    found = list(box.xpath(".//*[@class='avatar-desc']"))
    for picture in box.iter("img"):
        if "spacer" in (picture.get("src") or ""):
            continue
        cell = next((one for one in picture.iterancestors("table") if len(words(one.text_content())) < 90), None)
        home = next((leaf for leaf in leaves if picture in leaf.iter("img")), None)
        if cell is not None:
            found.append(cell)
        elif home is not None:
            if home.tag == "p" and 0 < len(words(home.text_content())) <= MOST_CAPTION_WORDS:
                found.append(home)
            found += _below(leaves, leaves.index(home))
        else:  # the picture stands between blocks
            later = [number for number, leaf in enumerate(leaves) if _comes_after(picture, leaf)]
            found += _below(leaves, later[0] - 1) if later else []
    return found


def _is_block(node: "lxml_html.HtmlElement") -> bool:
    """Whether a line of its own begins with the element; slanted text loose in the container counts as one."""
    if node.tag in ("em", "i", "span") and "journal-content-article" in (node.getparent().get("class") or ""):
        return True
    if "display: inline" in (node.get("style") or ""):
        return False
    return (node.tag in _GAPS and node.tag != "br") or (
        node.tag == "span" and "display: block" in (node.get("style") or "")
    )


def _comes_after(picture: "lxml_html.HtmlElement", leaf: "lxml_html.HtmlElement") -> bool:
    order = list(picture.getroottree().iter())
    return order.index(leaf) > order.index(picture)


def _below(leaves: list["lxml_html.HtmlElement"], number: int) -> list["lxml_html.HtmlElement"]:
    """The paragraphs under a picture's that are set as captions, up to the first that is not."""
    found = []
    for leaf in leaves[number + 1 :]:
        count = len(words(leaf.text_content()))
        if count > MOST_CAPTION_WORDS or leaf.find(".//img") is not None or (count and not _set_as_caption(leaf)):
            break
        if count:
            look = _look(leaf)
            if found and (
                look != _look(found[-1]) or (look != (True, True) and found[-1].text_content().strip()[-1:] in ".)!?")
            ):
                break
            found.append(leaf)
    return found


def _look(node: "lxml_html.HtmlElement") -> tuple[bool, bool]:
    """Whether an element is centred, and whether it is in italics."""
    shown = len(" ".join(node.text_content().split()))
    slanted = node.xpath(".//em[not(ancestor::em)] | .//i[not(ancestor::i)]")
    above = (one for one in (node, *node.iterancestors()) if one.get("style") or one.get("align"))
    centred = next(
        (f"{one.get('style')} {one.get('align')}" for one in above if "align" in f"{one.get('style')}{one.attrib}"), ""
    )
    return "center" in centred, sum(len(" ".join(one.text_content().split())) for one in slanted) >= 0.8 * shown


def _set_as_caption(node: "lxml_html.HtmlElement") -> bool:
    style = f"{node.get('style')} {node.get('align')}"
    if re.search(r"text-align:\s*right|right$", style):
        return False
    return any(_look(node)) or bool(_CREDIT.search(" ".join(node.text_content().split())))


# -- the demands -------------------------------------------------------------------------------------------------------


def f1(left: list[str], right: list[str]) -> float:
    """How much two lists of words share, counted with repeats."""
    shared = sum((Counter(left) & Counter(right)).values())
    return 2 * shared / (len(left) + len(right)) if left or right else 1.0


def measure(data: Path) -> Report:
    """Read every article of the portal in `data` and hold it against its page."""
    profile = load_all(demo=False)[0][PORTAL]
    pages = one_page_an_article(data / WARC, profile)
    report = Report()
    sample = set(random.Random(SEED).sample(sorted(pages), SAMPLE))
    for key in sorted(pages):
        reading = read(pages[key], profile)
        if reading.article is None:
            report.failures.append(f"{key}: read as {reading.kind} {reading.problem}")
            continue
        report.articles += 1
        truth = truth_of(key, pages[key].body)
        _hold(report, key, reading.article, truth)
        if key in sample:
            _hold_date(report, key, reading.article, truth)
    return report


def _hold(report: Report, key: str, article: Article, truth: Truth) -> None:
    if len(truth.words) < FEWEST_WORDS:
        report.short.append(key)
    else:
        score = f1(words(article.text), truth.words)
        report.scores.append((score, key))
        if score < FLOOR:
            report.failures.append(f"{key}: token F1 {score:.4f}")
    report.summaries += "summary-only" in article.flags
    if truth.sapo:
        if words(article.sapo) == words(truth.sapo) and article.text.startswith(article.sapo):
            report.sapos += 1
        else:
            report.failures.append(f"{key}: sapo lost")
    if truth.tables:
        if len(article.tables) >= truth.tables:
            report.tables += 1
        else:
            report.failures.append(f"{key}: {len(article.tables)} tables of {truth.tables}")
    for name, pattern in FORBIDDEN.items():
        if found := pattern.search(article.text):
            report.failures.append(f"{key}: {name} in the text: {found.group()[:60]!r}")
    if key in OWN_WORDS and OWN_WORDS[key] not in f"{article.title} {article.text}".lower():
        report.failures.append(f"{key}: lost its own words {OWN_WORDS[key]!r}")


def _hold_date(report: Report, key: str, article: Article, truth: Truth) -> None:
    """The date as printed, put together again by hand: 26/07/2022 | 9:50 AM."""
    said = re.search(r"(\d\d)/(\d\d)/(\d{4}) \| (\d{1,2}):(\d\d) ([AP])M", truth.date)
    expected = ""
    if said:
        day, month, year, hour, minute, half = said.groups()
        expected = f"{year}-{month}-{day}T{int(hour) % 12 + (12 if half == 'P' else 0):02}:{minute}+07:00"
    local = article.published.local if article.published else ""
    report.dates.append((key, truth.date, local))
    if local != expected:
        report.failures.append(f"{key}: published {truth.date!r} read as {local!r}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("REAL_DATA"), help="folder of real data (or REAL_DATA)"
    )
    parser.add_argument("--dates", action="store_true", help="print the dates compared")
    arguments = parser.parse_args()
    if arguments.data is None:
        parser.error("say where the real data is: --data DIR, or REAL_DATA in the environment")
    report = measure(arguments.data)
    if arguments.dates:
        for key, raw, local in report.dates:
            print(key, raw, "->", local)
    print(report)
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
