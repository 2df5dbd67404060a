"""When a site says something was published: from the forms its profile names, then from those Vietnamese portals use.

A few regular expressions, because a day stands in every article and dateparser needs milliseconds to find it. What was
matched is kept (`raw`), not the element's whole text: a view count beside the date would make every visit an edit.
A claim is taken to be in UTC+7 and stays as precise as it was made.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import lru_cache

from pipelines.metadata import Metadata
from spiders.clock import VIETNAM, stamp
from spiders.items import Published

#: A year outside of these is a number that only looks like one.
FIRST_YEAR, LAST_YEAR = 1990, 2099
#: The last resort reads only short texts: an element that holds a date and nothing else.
LONGEST_FOR_DATEPARSER = 60


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a moment of it, as claimed; `raw` is what it was read from."""

    when: date | datetime
    raw: str
    start: int = 0

    @property
    def day(self) -> str:
        return self.when.isoformat()[:10]

    def published(self, by: str) -> Published:
        """The claim as it is stored. A bare day begins at midnight in Vietnam."""
        if isinstance(self.when, datetime):
            local = self.when.astimezone(VIETNAM)
            exact = "seconds" if local.second else "minutes"
            return Published(stamp(local), local.isoformat(timespec=exact), self.raw, by)
        midnight = datetime(self.when.year, self.when.month, self.when.day, tzinfo=VIETNAM)
        return Published(stamp(midnight), self.when.isoformat(), self.raw, by)


_DAY = r"(?<!\d)(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<Y>\d{4})(?!\d)"
_TIME = (
    r"(?<!\d)(?P<H>\d{1,2})\s?(?:[:h]|giờ)\s?(?P<M>\d{2})(?:\s?(?:[:m]|phút)\s?(?P<S>\d{2}))?(?!\d)"
    r"(?:\s?(?P<p>[AP]\.?M|SA|CH|sáng|trưa|chiều|tối)\b)?"
)
_WEEKDAY = r"(?:(?:thứ|ngày)\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s?nhật|ngày)"
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)\b\.?"
)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_GAP = r"[\s,|–-]{0,6}(?:lúc\s)?[\s,|–-]{0,3}"
#: Each names groups d m Y, and may name H M S p z. The leftmost match of all wins, and of two there the longer.
_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        r"(?<!\d)(?P<Y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"
        r"(?:[T ](?P<H>\d{2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:\.\d+)?)?\s?(?P<z>Z|[+-]\d{2}:?\d{2})?)?(?!\d)",
        rf"{_DAY}(?:{_GAP}{_TIME})?",
        rf"{_TIME}{_GAP}(?:{_WEEKDAY}[\s,]{{0,3}}){{0,2}}{_DAY}",
        rf"(?:{_TIME}{_GAP})?ngày\s(?P<d>\d{{1,2}})\s(?:tháng\s)(?P<m>\d{{1,2}})\s?,?\s(?:năm\s)(?P<Y>\d{{4}})(?!\d)",
        rf"{_WEEKDAY}[\s,]{{1,3}}(?:ngày\s)?(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})/(?P<Y>\d\d)(?![\d/])(?:{_GAP}{_TIME})?",
        rf"(?P<mon>{_MONTHS})\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<Y>\d{{4}})(?!\d)(?:{_GAP}{_TIME})?",
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<mon>{_MONTHS}),?\s(?P<Y>\d{{4}})(?!\d)(?:{_GAP}{_TIME})?",
        rf"ngày\s(?P<d>\d{{1,2}})\stháng\s(?P<m>\d{{1,2}})\s?,?\snăm\s(?P<Y>\d{{4}})(?:{_GAP}{_TIME})?",
    )
)
_STRPTIME = {
    "%d": r"(?P<d>\d{1,2})", "%m": r"(?P<m>\d{1,2})", "%Y": r"(?P<Y>\d{4})", "%H": r"(?P<H>\d{1,2})",
    "%I": r"(?P<H>\d{1,2})", "%M": r"(?P<M>\d{2})", "%S": r"(?P<S>\d{2})", "%p": r"(?P<p>[AP]M|SA|CH)",
    "%z": r"(?P<z>Z|[+-]\d{2}:?\d{2})", "%A": r"[^\W\d]+(?:\s[^\W\d]+)?", "%%": "%",
}  # fmt: skip


@lru_cache(maxsize=256)
def compile_form(form: str) -> re.Pattern[str]:
    """A strptime form as a pattern. Raises ValueError for a directive that is not known here."""
    pattern = ""
    for piece in re.split(r"(%.)", form):
        if piece.startswith("%"):
            if piece not in _STRPTIME:
                raise ValueError(f"{piece} in {form!r}: known are {' '.join(_STRPTIME)}")
            pattern += _STRPTIME[piece]
        else:
            pattern += re.sub(r"(?:\\?\s)+", r"\\s*", re.escape(piece))
    return re.compile(rf"(?<!\d){pattern}(?!\d)", re.I)


def find(text: str, forms: Iterable[str] = ()) -> Moment | None:
    """The first date in `text`: by the profile's `forms` in their order, else the leftmost of the usual ones."""
    text = " ".join(text.split())
    for form in forms:
        for found in compile_form(form).finditer(text):
            if moment := _moment(found):
                return moment
    if not _might_hold_a_date(text):
        return None
    moments = [moment for form in _FORMS for found in form.finditer(text) if (moment := _moment(found))]
    return min(moments, key=lambda moment: (moment.start, -len(moment.raw)), default=None)


def told(metadata: Metadata) -> Published | None:
    """The date that a page claims for machines."""
    moment = find(metadata.date)
    return moment.published(metadata.dated_by) if moment else None


def find_anyhow(text: str, forms: Iterable[str] = ()) -> Moment | None:
    """Like `find`, and where that finds nothing in a short text, whatever dateparser reads in it.

    Relative times ("2 giờ trước") are left out: they would need a clock.
    """
    text = " ".join(text.split())
    moment = find(text, forms)
    if moment or not text or len(text) > LONGEST_FOR_DATEPARSER or not any(sign.isdigit() for sign in text):
        return moment
    import dateparser  # slow to import, seldom needed

    when = dateparser.parse(
        text,
        languages=["vi"],
        settings={"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY"},
    )
    if when is None or not FIRST_YEAR <= when.year <= LAST_YEAR:
        return None
    precise = bool(when.hour or when.minute)
    return Moment(when if when.tzinfo else when.replace(tzinfo=VIETNAM), text) if precise else Moment(when.date(), text)


def _might_hold_a_date(text: str) -> bool:
    return sum(sign.isdigit() for sign in text[:20_000]) >= 6


def _moment(found: re.Match[str]) -> Moment | None:
    """What a match says; None for an impossible day such as 45/13/2020 or a year out of bounds."""
    parts = found.groupdict()
    try:
        month = _MONTH_NAMES.index(parts["mon"][:3].lower()) + 1 if parts.get("mon") else int(parts["m"])
        year = int(parts["Y"]) + (2000 if len(parts["Y"]) == 2 else 0)
        day = date(year, month, int(parts["d"]))
    except ValueError:
        return None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    raw = found.group()
    if not parts.get("H"):
        return Moment(day, raw, found.start())
    hour, minute, second = _hour(int(parts["H"]), parts.get("p")), int(parts["M"]), int(parts.get("S") or 0)
    if hour > 23 or minute > 59 or second > 59:
        return Moment(day, raw, found.start())
    zone: tzinfo | None = VIETNAM
    if parts.get("z"):
        with suppress(ValueError):  # +24:00 is no zone
            zone = datetime.fromisoformat(f"2000-01-01T00:00:00{parts['z'].upper()}").tzinfo
    return Moment(datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone), raw, found.start())


def _hour(hour: int, half: str | None) -> int:
    """`hour` on the 24-hour clock. Portals also print 14:05 PM: then the number alone is right."""
    if not half or hour > 12:
        return hour
    afternoon = half.upper().startswith(("P", "CH", "TỐI"))
    return hour % 12 + (12 if afternoon else 0)
