"""Whether every article of a real portal is read whole: `python -m benchmarks.floor [--data DIR]`.

The truth is made here by a few lines of its own over lxml, and shares nothing with `pipelines`: the sapo and the
words of the article's container, less pictures' captions and the tools. Each article's text is
then scored by the tokens it shares with it, and searched for what must never be in it. Exits 1 when a demand fails.
"""

import argparse
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType

from benchmarks.truth import Truth, truth_of, words
from pipelines.read import read
from spiders.items import Article, Capture
from spiders.profile import Profile, load_all

WARC = "portal/sotttt.hanoi.gov.vn.warc.gz"
PORTAL = "sotttt-hanoi"
#: Each article must score at least this, but for a heading of pictures that either reading may take; those with fewer
#: words are listed, not scored.
FLOOR, FLOOR_WITH_GALLERY, FEWEST_WORDS = 0.99, 0.98, 20
#: How many published dates are compared, and the seed of the draw.
SAMPLE, SEED = 40, 2026
#: Articles whose own words look like chrome.
OWN_WORDS = {"3579406": "tin liên quan", "705909": "lượt truy cập"}

_GALLERY = re.compile(r"\W*(?:một số |chùm )?(?:hình )?ảnh ", re.I)

FORBIDDEN = {
    "view count": re.compile(r"lượt xem\s*:?\s*\d|view count|^lượt (?:xem|đọc|truy cập)\b", re.I | re.M),
    "date line": re.compile(r"^\W*(?:ngày đăng|publish date)?\W*\d{2}/\d{2}/\d{4}\s*\|\s*\d{1,2}:\d{2}", re.I | re.M),
    "print or mail": re.compile(r"^\W*(?:in bài viết|gửi mail|print|send email|quay lại)\W*$", re.I | re.M),
    "related": re.compile(r"^\W*(?:các tin khác|other news)\W*$", re.I | re.M),
    "footer or counter": re.compile(
        r"về đầu trang|khi phát hành lại thông tin|^đang online|^tổng số lượt", re.I | re.M
    ),
}


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
                status=answer.status_code or 0,
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
        either = truth_of(key, pages[key].body, unmarked=True).words
        _hold(report, key, reading.article, truth, either)
        if key in sample:
            _hold_date(report, key, reading.article, truth)
    return report


def _hold(report: Report, key: str, article: Article, truth: Truth, either: list[str]) -> None:
    """Hold an article against its page. `either`: its words where unmarked lines under pictures are captions."""
    if len(truth.words) < FEWEST_WORDS:
        report.short.append(key)
    else:
        told = words(article.text)
        score = max(f1(told, truth.words), f1(told, either))
        report.scores.append((score, key))
        gallery = any(_GALLERY.match(image.caption) for image in article.images)
        if score < (FLOOR_WITH_GALLERY if gallery else FLOOR):
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
