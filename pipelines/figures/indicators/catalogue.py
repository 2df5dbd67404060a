"""The catalogue of indicators: what each is called, what it means, and the words that give it away.

It is data, one small file a domain, so that an official's new phrase is a word in a list. Keys and values are closed: what is
unknown or wrong is an error that names the file and the entry. docs/indicators.md tells how an entry is written.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from pipelines.folding import canon

FOLDER = Path(__file__).with_name("domains")
_NEEDED = ("vi", "en", "means", "means_en", "kinds", "units")
_LISTS = ("kinds", "units", "cues", "weak", "topic", "never", "follows", "rate_of")
_ALLOWED = frozenset((*_NEEDED, *_LISTS, "narrows", "form", "note"))
KINDS = frozenset(["count", "ratio", "money", "percent", "comparison", "rank", "score", "area", "length", "duration"])
_ID = re.compile(r"[a-z][a-z0-9_]+")

#: What officials write in several ways, and the one way that cues and texts are compared in. The longest way is tried first.
_ONE_WAY: dict[str, str] = {
    way: short
    for short, ways in {
        "kntc": "khiếu nại, tố cáo; khiếu nại tố cáo; khiếu nại và tố cáo; khiếu nại - tố cáo; khiếu nại/tố cáo; tố cáo,"
        " khiếu nại; kn, tc; kn-tc; kn,tc; khiếu nại, tố cáo, kiến nghị, phản ánh; khiếu nại, tố cáo, phản ánh,"
        " kiến nghị; khiếu tố",
        "pctn": "phòng, chống tham nhũng; phòng chống tham nhũng; phòng, chống tham nhũng, tiêu cực; phòng chống tham"
        " nhũng, tiêu cực; pctntc; pctn, tc; phòng, chống tham nhũng, lãng phí; phòng, chống tham nhũng, lãng phí,"
        " tiêu cực",
        "tthc": "thủ tục hành chính",
        "cchc": "cải cách hành chính; cải cách thủ tục hành chính; cải cách tthc",
        "dvctt": "dịch vụ công trực tuyến; dịch vụ công (dvc) trực tuyến; dvc trực tuyến; dịch vụ hành chính công trực"
        " tuyến",
        "dvc": "dịch vụ công; dịch vụ hành chính công",
        "ubnd": "ủy ban nhân dân",
        "vphc": "vi phạm hành chính; phạt hành chính",
        "ngân sách": "ngân sách nhà nước; nsnn; ngân sách nhà nước (nsnn)",
        "bcci": "bưu chính công ích; dịch vụ bưu chính công ích",
        "tstn": "tài sản, thu nhập; tài sản thu nhập; tài sản và thu nhập",
        "pakn": "kn-pa; kn, pa; kn,pa; phản ánh, kiến nghị; kiến nghị, phản ánh; phản ánh kiến nghị; kiến nghị phản ánh; knpa;"
        " phản ánh và kiến"
        " nghị; kiến nghị và phản ánh",
        "cqđt": "cơ quan điều tra; cơ quan cảnh sát điều tra; cơ quan công an; cơ quan an ninh điều tra",
        "vbqppl": "văn bản quy phạm pháp luật; văn bản qppl; quy phạm pháp luật",
        "ntm": "nông thôn mới",
        "bhyt": "bảo hiểm y tế",
        "bhxh": "bảo hiểm xã hội",
        "cntt": "công nghệ thông tin",
        "trang ttđt": "trang thông tin điện tử; trang tin điện tử; website",
        "thanh tra": "thanh tra, kiểm tra; thanh, kiểm tra; thanh tra và kiểm tra; thanh tra kiểm tra; kiểm tra, thanh tra;"
        " thanh tra, giám sát",
        "tiếp công dân": "tiếp dân; tcd",
        "hằng năm": "hàng năm",
        "tỷ lệ": "tỉ lệ",
    }.items()
    for way in map(str.strip, ways.split(";"))
}
_ANY_WAY = re.compile(
    r"(?<![^\W_])(?:" + "|".join(sorted(map(re.escape, _ONE_WAY), key=len, reverse=True)) + r")(?![^\W_])"
)


def one_way(low: str) -> str:
    """`low` (lower case) with abbreviations and their long forms in one spelling."""
    return _ANY_WAY.sub(lambda way: _ONE_WAY[way[0]], low)


class CatalogueError(ValueError):
    """What is wrong with which entry of the catalogue."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that give an indicator away: `before` the figure, `behind` it, both, or on `either` side.

    Each of `needs` is a choice of words, one of which must stand in the sentence, no farther right than the figure's own words.
    `weight` is what a match is worth before distance is taken off.
    """

    side: Literal["before", "behind", "either", "both"]
    words: str
    behind: str
    needs: tuple[tuple[str, ...], ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """One entry of the catalogue; docs/indicators.md explains each key."""

    id: str
    domain: str
    vi: str
    en: str
    means: str
    means_en: str
    kinds: tuple[str, ...]
    units: tuple[str, ...]
    form: str
    cues: tuple[Cue, ...]
    topic: tuple[str, ...]
    never: tuple[str, ...]
    follows: tuple[str, ...]
    rate_of: tuple[str, ...]
    narrows: str | None


@dataclass(frozen=True, slots=True)
class Domain:
    id: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    domains: Mapping[str, Domain]
    indicators: Mapping[str, Indicator]


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry as written, and where: what is wrong with it is told with both."""

    domain: str
    id: str
    keys: Mapping[str, Any]

    def error(self, message: str) -> CatalogueError:
        return _error(self.domain, self.id, message)

    def text(self, key: str) -> str:
        value = self.keys.get(key, "")
        if not isinstance(value, str) or (key in _NEEDED and not value):
            raise self.error(f"{key} must be a text, not {value!r}")
        return value

    def list(self, key: str) -> tuple[str, ...]:
        parts = tuple(filter(None, map(str.strip, self.text(key).split(";"))))
        if len(set(parts)) < len(parts):
            raise self.error(f"{key} says something twice: {max(parts, key=parts.count)}")
        return parts

    def cues(self) -> tuple[Cue, ...]:
        found = []
        for key in ("cues", "weak"):
            for written in self.list(key):
                one = cue(written, strong=key == "cues")
                if one is None:
                    raise self.error(f"{key}: not a cue: {written}")
                found.append(one)
        return tuple(found)


def _error(domain: str, name: str, message: str) -> CatalogueError:
    return CatalogueError(f"{domain}.yml: {name}: {message}")


def _words(text: str) -> str:
    return one_way(canon(text).lower())


def cue(written: str, strong: bool = True) -> Cue | None:
    """`đã giải quyết _ & đơn|đơn thư`: the figure is `_`, what else must be said follows `&`. None where it is no cue."""
    main, *needs = map(str.strip, _words(written).split("&"))
    before, figure, behind = main.partition("_")
    before, behind = before.strip(), behind.strip()
    if not (before or behind) or "_" in behind or not all(needs):
        return None
    weight = (8 if strong else 1) + 2 * min(len(before.split()) + len(behind.split()), 5) + len(needs)
    alternatives = tuple(tuple(map(str.strip, one.split("|"))) for one in needs)
    if not figure:
        return Cue("either", before, "", alternatives, weight)
    if before and behind:
        return Cue("both", before, behind, alternatives, weight)
    return Cue("before" if before else "behind", before or behind, "", alternatives, weight)


def _indicator(entry: _Entry) -> Indicator:
    if not _ID.fullmatch(entry.id):
        raise entry.error("an id is made of small letters, digits and _")
    if unknown := set(entry.keys) - _ALLOWED:
        raise entry.error(f"unknown key {min(map(str, unknown))}; known here: {', '.join(sorted(_ALLOWED))}")
    texts = {key: entry.text(key) for key in ("vi", "en", "means", "means_en", "form")}
    lists = {key: entry.list(key) for key in _LISTS}
    if strange := set(lists["kinds"]) - KINDS:
        raise entry.error(f"unknown kind {min(strange)}; known here: {', '.join(sorted(KINDS))}")
    return Indicator(
        id=entry.id, domain=entry.domain, **texts, kinds=lists["kinds"], units=lists["units"], cues=entry.cues(),
        topic=tuple(map(_words, lists["topic"])), never=tuple(map(_words, lists["never"])), follows=lists["follows"],
        rate_of=lists["rate_of"], narrows=entry.text("narrows") or None,
    )  # fmt: skip


def _domain(name: str, text: str) -> tuple[Domain, list[Indicator]]:
    """A domain and its indicators as its file tells them."""
    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders
    except yaml.YAMLError as error:
        raise _error(name, "(file)", f"not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(data, dict) or set(data) != {"domain", "indicators"} or not isinstance(data["indicators"], dict):
        raise _error(name, "(file)", "must have the keys domain and indicators, and no others")
    labels = data["domain"]
    if not isinstance(labels, dict) or set(labels) != {"vi", "en"}:
        raise _error(name, "domain", "must have the keys vi and en, and no others")
    found = []
    for key, entry in data["indicators"].items():
        if not isinstance(entry, dict):
            raise _error(name, str(key), "must be a mapping of keys to values")
        found.append(_indicator(_Entry(name, str(key), entry)))
    return Domain(name, labels["vi"], labels["en"]), found


def parse(files: Mapping[str, str]) -> Catalogue:
    """The catalogue that the texts of `files` hold, each under the id of its domain; raises CatalogueError."""
    domains: dict[str, Domain] = {}
    found: dict[str, Indicator] = {}
    for name, text in files.items():
        domains[name], indicators = _domain(name, text)
        for one in indicators:
            if one.id in found:
                raise _error(name, one.id, f"is also in {found[one.id].domain}.yml")
            found[one.id] = one
    for one in found.values():
        for other in (*one.follows, *one.rate_of, *filter(None, (one.narrows,))):
            if other not in found:
                raise _error(one.domain, one.id, f"names {other}, which is no indicator")
    return Catalogue(domains, found)


@lru_cache(maxsize=1)
def load() -> Catalogue:
    """The project's own catalogue, read once."""
    return parse({file.stem: file.read_text("utf-8") for file in sorted(FOLDER.glob("*.yml"))})
