"""Who else finds figures in a text, each at its best for Vietnamese, and what it makes of one.

A peer is imported when it is made and nowhere else; none is copied. A finding is where it stands and its value, nothing
else: no peer knows what a unit or a ratio is here. Duckling's binding pyduckling-native-phihos and quantulum3 are under MIT.
"""

import json
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

#: Where it begins and ends, and its value as a decimal string.
Finding = tuple[int, int, str]
Finder = Callable[[str], list[Finding]]


def duckling() -> Finder:
    """Duckling's Vietnamese: numbers, money and measures; times too, so that no date is a number, but they are no findings.

    Without durations: on these texts they are "9 tháng đầu năm", and cost it precision.
    """
    from duckling import (  # type: ignore[import-not-found]
        Context,
        default_locale_lang,
        load_time_zones,
        parse_dimensions,
        parse_lang,
        parse_ref_time,
        parse_text,
    )

    zones = load_time_zones("/usr/share/zoneinfo")
    day = parse_ref_time(zones, "Asia/Ho_Chi_Minh", 1_700_000_000)
    context = Context(day, default_locale_lang(parse_lang("VI")))
    kinds = parse_dimensions(["number", "amount-of-money", "time", "distance", "volume"])

    def find(text: str) -> list[Finding]:
        told = json.loads(parse_text(text, context, kinds, False))
        numbers = [one for one in told if one["dim"] != "time" and "value" in one["value"]]
        return [(one["start"], one["end"], str(one["value"]["value"])) for one in numbers]

    return find


def quantulum() -> Finder:
    """quantulum3 without its classifier of units, which values do not need. It knows no Vietnamese and says so."""
    from quantulum3 import parser  # type: ignore[import-not-found]

    def find(text: str) -> list[Finding]:
        return [(*one.span, str(one.value)) for one in parser.parse(text)]

    return find


_NUMBER = re.compile(r"(\d[\d.,]*)\s*([^\W\d_]+|%)")


def naive() -> Finder:
    """A number and the word after it, dots left out and a comma read as the decimal point: what one would write first."""

    def find(text: str) -> list[Finding]:
        found = []
        for one in _NUMBER.finditer(text):
            written = one[1].rstrip(".,").replace(".", "").replace(",", ".")
            try:
                found.append((one.start(1), one.end(1), str(Decimal(written))))
            except InvalidOperation:  # "1,234,5"
                continue
        return found

    return find


def ours() -> Finder:
    """The program, by the same measure."""
    from pipelines.figures import About, read

    def find(text: str) -> list[Finding]:
        return [(one.start, one.end, str(one.value)) for one in read(text, About()).metrics]

    return find


#: Each with the package that it stands for; ours and the regex need none and run where the program runs.
PEERS: dict[str, tuple[Callable[[], Finder], str]] = {
    "ours": (ours, ""),
    "duckling": (duckling, "pyduckling-native-phihos"),
    "quantulum3": (quantulum, "quantulum3"),
    "naive": (naive, ""),
}
