"""In what condition a portal is, from its last crawl: quiet and broken look the same in a count of new articles, and are not.

A portal is quiet when its lists of articles were found and held nothing new. Where no list was found, or nothing answered, nobody
knows whether there was anything new.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plugins.covered import wording
from spiders.profile import Profile

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Condition:
    """`kind`, a class in the style sheet: news | quiet | broken | cut | running | never | unknown; `why` says more of it."""

    kind: str
    vi: str
    en: str
    why_vi: str = ""
    why_en: str = ""

    @property
    def is_read(self) -> bool:
        return self.kind in ("news", "quiet")


def condition(row: Row) -> Condition:
    """That of a row of the view `coverage`."""
    outcome = row["last_outcome"]
    vi, en = wording.outcome(outcome)
    if row["last_crawl"] is None:
        if row["running_since"]:
            return Condition("running", "đang lấy lần đầu", "its first crawl is under way")
        return Condition("never", "chưa lấy", "not crawled yet")
    if outcome == "unhealthy":
        return Condition("broken", "không đọc được", "cannot be read", vi, en)
    if outcome == "finished":
        return _finished(row)
    if outcome in ("stopped", "crashed", "disk", "damaged"):
        return Condition("cut", "bị ngắt", "cut short", vi, en)
    return Condition("unknown", "không rõ", "not known", vi, en)


def _finished(row: Row) -> Condition:
    news = (row["last_new"] or 0) + (row["last_changed"] or 0)
    if row["lists_read"] is None:
        return Condition(
            "unknown", "chưa đếm", "not counted yet", "sẽ đếm ở lần lấy tới", "it will be, at the end of the next crawl"
        )
    if not row["lists_read"] and not news:
        return Condition(
            "broken", "không đọc được", "cannot be read", "có trả lời, nhưng không thấy danh mục bài ở đâu",
            "it answers, but no list of articles was found anywhere",
        )  # fmt: skip
    shut, ways = row["ways_shut"] or 0, row["ways_in"] or 0
    why = (
        (f"{shut} trong {ways} lối vào không mở được", f"{shut} of {ways} ways in cannot be opened")
        if shut
        else ("", "")
    )
    if news:
        return Condition("news", "có tin mới", "brought news", *why)
    return Condition("quiet", "không có gì mới", "nothing new", *why)


def verified_now(row: Row, profile: Profile | None) -> str | None:
    """The profile as it is now, where this copy has it, knows better than the row that the last crawl wrote."""
    return row["verified"] if profile is None else (str(profile.verified) if profile.verified else None)


def verified(row: Row) -> tuple[str, str, str]:
    """Whether a person has seen that the profile reads right: a class, and words."""
    if row["demo"]:
        return "sample", "minh hoạ, bịa ra", "invented sample"
    if row["verified"]:
        return "verified", "đã có người kiểm tra", "verified by a person"
    return "unverified", "chưa ai kiểm tra", "nobody has verified it"
