"""The line that tells readers when a page was published, found by where it stands and how it looks.

A date in a sentence is news, and one at the top of every page is today's. So only a short line counts that is nothing but
a date, or says that it is one, close to the title or right under the article.
"""

import re
from collections.abc import Iterable, Sequence

from pipelines import chrome, dates
from pipelines.blocks import Line, called
from pipelines.signature import byline
from spiders.items import Published

#: Lines above and below the title that are asked, lines under the article.
ABOVE, BELOW, UNDER = 3, 10, 6
#: A page shows its title so often at most.
MOST_SHOWN = 5
#: More than a date, an author and a counter fit into.
LONGEST = 140
#: Words that may stand beside a date in its line.
MOST_WORDS = 14

_LABEL = re.compile(r"đăng|xuất bản|đưa tin|ngày tạo|post|publish|creat|phát hành|GMT", re.I)
_UPDATED = re.compile(r"cập nhật|update|modif|sửa", re.I)
#: When a page was last edited says nothing about when it was published.
_EDITED = re.compile(r"sửa\sđổi|chỉnh\ssửa|lần\scuối|cuối\scùng|modified|last\supdate|edited", re.I)
_CLASS = re.compile(
    r"(?:^|[\s_-])(?:\w*date\w*|time|\w*time|ngay\w*|thoi-?gian|publish\w*|meta|timestamp|subheader)(?:$|[\s_\d-])",
    re.I,
)
#: A clock that runs at the top of every page shows seconds.
_CLOCK = re.compile(r"\d:\d\d:\d\d")
_HOUR = re.compile(r"[\s|,-]*(\d{1,2}\s?(?:[:h]|giờ)\s?\d{2})(?:[:m]\d{2})?(?:\s?(?:[AP]M|SA|CH))?\W*", re.I)


def find(lines: Sequence[Line], title: int | None, end: int, forms: Iterable[str] = ()) -> list[Published]:
    """When the page says that its article was published: every line that may say so, the surest first.

    `title` is the number of the title's line, `end` that of the line after the article.
    """
    forms = tuple(forms)
    shown = [title] if title is not None else [0]
    shown += [number for number, line in enumerate(lines) if title is not None and line.text == lines[title].text != ""]
    shown = shown[:MOST_SHOWN]
    above = [number for top in shown for number in _texts(lines, range(top - 1, -1, -1), ABOVE)]
    below = [number for top in shown for number in _texts(lines, range(top + 1, len(lines)), BELOW)]
    under = _texts(lines, range(end, len(lines)), UNDER)
    found: list[tuple[float, Published]] = []
    for bonus, numbers in ((1.0, below), (0.0, above), (-1.0, under)):
        for place, number in enumerate(numbers):
            score = _score(lines[number])
            if numbers is above and score and number + 2 >= min(top for top in shown if top > number):
                score += 1
            if score <= 0 or (bonus < 1 and (score < 2 or _CLOCK.search(lines[number].text))):
                continue
            moment = dates.find(_with_hour(lines, number), forms)
            if moment:
                found.append((score + bonus - place / 10, moment.published("text")))
    return [one for _, one in sorted(found, key=lambda pair: -pair[0])]


def choose(told: Published | None, shown: Sequence[Published]) -> Published | None:
    """Of what a page tells machines and shows readers: both where they agree, as precisely as either; else what it shows.

    (NukeViet tells machines when the page was last edited.)
    """
    if told is None or not shown:
        return told or (shown[0] if shown else None)
    agreed = [one for one in shown if one.local[:10] == told.local[:10]]
    return max([told, *agreed], key=lambda one: len(one.local)) if agreed else shown[0]


def _texts(lines: Sequence[Line], numbers: Iterable[int], most: int) -> list[int]:
    """The first `most` of these lines that hold text."""
    found = []
    for number in numbers:
        if lines[number].text and lines[number].image is None:
            found.append(number)
            if len(found) == most:
                break
    return found


def _score(line: Line) -> float:
    """How surely a line is the page's date: 0 when it is not."""
    text = line.text
    if (
        _EDITED.search(text)
        or len(text) > LONGEST
        or line.row
        or line.is_link
        or not any(sign.isdigit() for sign in text)
    ):
        return 0.0
    words = sum(1 for word in text.split() if any(sign.isalpha() for sign in word))
    if words > MOST_WORDS:
        return 0.0
    score = 2.0 * bool(_LABEL.search(text)) + 1.5 * bool(_UPDATED.search(text))
    score += 1.0 * (chrome.is_chrome_line(text) or byline(text) is not None) + 1.0 * bool(_CLASS.search(called(line)))
    return score + (0.5 if words <= 4 else 0.0)


def _with_hour(lines: Sequence[Line], number: int) -> str:
    """The line, and the hour that stands alone in the line after or before it."""
    text = lines[number].text
    if not _HOUR.search(text.partition(" ")[2]):
        for beside in (number + 1, number - 1):
            if 0 <= beside < len(lines) and _HOUR.fullmatch(lines[beside].text):
                return f"{text} {lines[beside].text.strip(' |,-')}"
    return text
