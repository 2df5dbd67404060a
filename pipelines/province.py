"""A province as a person types it: a code or a name, with or without marks, of today or from before July 2025.

Figures and articles are held under the 34 provinces of today, and nobody knows their codes by heart. So a query that asks for
a province takes `vn_province(:tinh)`: `bac giang`, `Tỉnh Bắc Giang`, `24/2025` and `24` are all Bắc Ninh, which took it over.
"""

import re
import sqlite3
from functools import cache

from pipelines.folding import fold, register_as
from spiders.provinces import FORMER, SUCCESSOR

#: What no province has as its code: a name that is not known finds nothing, instead of everything.
UNKNOWN = "?"
_KIND = re.compile(r"(?:tinh|thanh pho|tp)\b\.? *")
_CODE = re.compile(r"(\d{2})(/2025)?")


def today(asked: str) -> str:
    """The code of the province of today that is meant; empty for nothing asked, UNKNOWN for what is no province."""
    plain = " ".join(re.sub(r"[^\w./]+", " ", fold(asked[:200])).split())
    if not plain:
        return ""
    if code := _CODE.fullmatch(plain):
        number, former = code.groups()
        return number if number in FORMER and not former else SUCCESSOR.get(number, UNKNOWN)
    return _names().get(plain) or _names().get(_KIND.sub("", plain, count=1)) or UNKNOWN


@cache
def _names() -> dict[str, str]:
    from pipelines.figures import places  # the whole reader of figures comes with it: only when a name is asked for

    found = {}
    for group in places.names().values():
        for name in group:
            code = name.new or SUCCESSOR.get(name.old or "")
            if code:
                found[" ".join(re.sub(r"[^\w./]+", " ", fold(name.low)).split())] = code
    return found


def register(conn: sqlite3.Connection) -> None:
    """Give `conn` the SQL function vn_province."""
    register_as(conn, "vn_province", today)
