"""Who wrote an article and whom it credits, as its last lines say: "Tuệ Minh", "Bài, ảnh: Lan Anh", "Nguồn: Báo Mẫu".

A name is told from a sentence by its shape: a few words, each with a capital, none of an office. Only lines after the
last sentence are asked, because an article names many people.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.blocks import Line, called
from pipelines.chrome import is_chrome_line, undated
from pipelines.counters import is_weak_counter

LONGEST_NAME, LONGEST_SOURCE = 60, 90
#: More words are a sentence about an office.
MOST_OFFICE = 9
#: How many of the last lines are asked.
LAST = 4

_SOURCE = re.compile(
    r"[(\[]?\s*(?:(?:nguồn(?:\s(?:tin|bài))?|source)\s?:\s?|theo\s(?:nguồn(?:\stin)?\s)?:?\s?|tổng\shợp\stừ\s:?)(?P<name>[^()\[\]]+?)\s*[)\]]?\.?",
    re.I,
)
_LABEL = re.compile(
    r"(?:(?:tin\s?,?\s?)?(?:bài|tin)(?:\s?(?:,|và|&|-|/)?\s?ảnh)?|tác\sgiả|người\s(?:viết|thực\shiện|tổng\shợp|đưa\stin)|sưu\stầm|thực\shiện|biên\ssoạn|author|by)"
    r"(?:\s?(?:,|và|&|-|/)\s?ảnh)?\s?:\s?(?P<name>.+)",
    re.I,
)
#: What the name behind it did, or whence: "Lan Anh (tổng hợp)".
_ROLE = re.compile(r"\s*\((?:thực\shiện|tổng\shợp|t/h|th|lược\sdịch|theo\s[^()]{2,40})\)\s*$", re.I)
_HOUR = re.compile(r"\d{1,2}\s?(?:[:h]|giờ)\s?\d{2}")
_POSTER = re.compile(r"(?:người|ban)\s(?:đăng|biên\stập|nhập)(?:\stin)?\s?:.*", re.I)
_PHOTO = re.compile(r"(?:ảnh|hình\sảnh|photo)\s?:\s?(?P<name>.+)", re.I)
_OFFICE = re.compile(
    r"(?:phòng|sở|ban|ubnd|ủy\sban|uỷ\sban|văn\sphòng|vp|trung\stâm|báo|cổng|đài|chi\scục|cục|vụ|viện|thanh\stra|công\san|hội|trường|tạp\schí|"
    r"ttxvn|bbt|đoàn|liên\sđoàn|bộ|tổ|tổng\scục|trang|hđnd|mttq|mặt\strận|huyện|tỉnh|thành\sphố|thị\sxã|quận|phường|xã|bệnh\sviện|kho\sbạc|chi\snhánh|ngân\shàng|"
    r"công\sty|đảng|tỉnh\sủy|thành\sủy|huyện\sủy|ban\sbiên\stập|cttđt|ttđt)(?!\w)",
    re.I,
)
_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:author\w*|tac-?gia\w*|byline|but-?danh|nguoi-?viet|writer)(?:$|[\s_-])", re.I
)
_SOURCE_CLASS = re.compile(r"(?:^|[\s_-])(?:source\w*|nguon\w*|tin-?nguon)(?:$|[\s_-])", re.I)
_WORD = re.compile(r"[^\W\d_][\w.'’]*")
_TITLES = re.compile(r"(?:ths|ts|pgs|gs|bs|ks|luật\ssư|nhà\sbáo|pv|phóng\sviên|ctv|cn|bác\ssĩ)\.?\s", re.I)


@dataclass(frozen=True, slots=True)
class Signature:
    author: str | None = None
    source: str | None = None


def read(lines: Sequence[Line]) -> Signature:
    """The author and the source that the last of an article's lines name."""
    author = source = None
    last = [line for line in lines if line.text and not line.row and line.image is None][-LAST:]
    for number, line in reversed(list(enumerate(last))):
        credit, name = _credit(line), _author(line)
        if credit and not source:
            source = credit
        elif name and not author:
            author = name
        elif is_office_line(line.text) and not source and number and _author(last[number - 1]):
            source = line.text.strip(" ()./")
        elif not (credit or name or _POSTER.fullmatch(line.text)):
            break
    return Signature(author, source)


def signs(line: Line) -> bool:
    """Whether a line under an article signs or credits it."""
    return bool(_credit(line) or _author(line) or is_office_line(line.text))


def by_class(lines: Sequence[Line]) -> Signature:
    """The author and the source in lines whose element is called so, or that date the page."""
    author = source = None
    for line in lines:
        if not line.text or line.image is not None or len(line.text) > LONGEST_SOURCE:
            continue
        if told := byline(line.text):
            author, source = author or told.author, source or told.source
            continue
        names = called(line)
        if _AUTHOR_CLASS.search(names) and (credited := _credit(line)):
            source = source or credited
        elif not author and _AUTHOR_CLASS.search(names):
            author = labelled(line.text) or (line.text.strip(" -–|,") if is_name(line.text) else None)
        elif not source and _SOURCE_CLASS.search(names):
            source = _credit(line) or line.text.strip(" -–|,()")
    return Signature(author, source)


def is_authors(line: Line) -> bool:
    """Whether a line is a name in an element that is called an author's."""
    return bool(_AUTHOR_CLASS.search(called(line))) and is_name(line.text)


def credit(text: str) -> str | None:
    """Whom a line credits: "Nguồn: Báo Lạng Sơn", "(Theo TTXVN)"."""
    found = _SOURCE.fullmatch(text) if len(text) <= LONGEST_SOURCE else None
    name = found["name"].strip(" .:") if found else ""
    return name if name and (name[0].isupper() or "." in name) else None


def _credit(line: Line) -> str | None:
    return None if line.row else credit(line.text)


def _author(line: Line) -> str | None:
    text = _ROLE.sub("", line.text).strip(" ./-–")
    return labelled(text) or (text if is_name(text) else None)


def labelled(text: str) -> str | None:
    """The name in a line such as "Bài, ảnh: Lan Anh"."""
    found = _LABEL.fullmatch(text.strip(" ()"))
    name = found["name"].strip(" .-–()") if found else ""
    return name if 0 < len(name) <= LONGEST_NAME and name[0].isupper() else None


def is_name(text: str) -> bool:
    """Whether a line is nothing but one or two people's names: every word has its capital, none is an office's."""
    text = _TITLES.sub("", text).strip(" ()")
    if (
        not 3 <= len(text) <= LONGEST_NAME
        or _is_office(text)
        or credit(text)
        or is_chrome_line(text)
        or is_weak_counter(text)
    ):
        return False
    people = re.split(r"\s*(?:[-–,&/]|\svà\s)\s*", text)
    return len(people) <= 3 and all(_is_person(one) for one in people)


def _is_person(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= 5
        and all(_WORD.fullmatch(word) and word[0].isupper() for word in words)
        and (not text.isupper() or len(words) >= 2)
    )


def is_office_line(text: str) -> bool:
    """Whether a line is nothing but the name of an office: "Phòng Tổ chức cán bộ"."""
    return _is_office(text) and len(text.split()) <= MOST_OFFICE and not re.search(r"\d|[.:;!?]\s*$", text)


def byline(text: str) -> Signature | None:
    """Who is named in a line that else only dates the page: "Lê Lan Anh - 09:45 12/10/2022"; None for any other line."""
    rest = undated(text)
    if rest is None or rest == text:
        return None
    parts = [part.strip(" -–|,.;()") for part in re.split(r"\s[|•·–-]\s|\||\s{2,}", rest)]
    parts = [part for part in parts if part]
    told = any(credit(part) or labelled(part) or _POSTER.fullmatch(part) for part in parts)
    if not parts or not (told or _HOUR.search(text)):
        return None
    if not all(credit(part) or labelled(part) or is_name(part) or _POSTER.fullmatch(part) for part in parts):
        return None
    author = next((labelled(part) or part for part in parts if labelled(part) or is_name(part)), None)
    return Signature(author, next((name for part in parts if (name := credit(part))), None))


def _is_office(text: str) -> bool:
    return bool(_OFFICE.match(text.strip(" (")))
