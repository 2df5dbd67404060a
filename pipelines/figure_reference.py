"""What figures refer to, as tables: `places` and `indicators`, from the project's own gazetteer and catalogue.

Filled when an archive is opened for writing and their content has changed since. Rows are only added and changed: a figure
that was stored keeps what it points to.
"""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

#: The last day of the former provinces and of every district.
LAST_DAY = "2025-06-30"

_COLUMNS = {
    "places": ("id", "code", "name_vi", "kind", "parent", "valid_from", "valid_until", "successor"),
    "indicators": (
        "id", "domain", "domain_vi", "label_vi", "label_en", "definition_vi", "definition_en", "kinds", "units", "form",
    ),
}  # fmt: skip

Rows = tuple[tuple[Any, ...], ...]


def fill(sql: sqlite3.Connection) -> None:
    """Bring both tables up to what this version knows; an archive that has it all is left alone."""
    rows = reference()
    digest = hashlib.sha256(repr(rows).encode("utf-8")).hexdigest()[:32]
    stored = sql.execute("SELECT value FROM facts WHERE name = 'figure_reference'").fetchone()
    if stored == (digest,):
        return
    sql.execute("BEGIN IMMEDIATE")
    try:
        sql.execute("PRAGMA defer_foreign_keys = ON")  # a place may stand before the one it lies in
        for table, columns in _COLUMNS.items():
            sets = ", ".join(f"{name} = excluded.{name}" for name in columns[1:])
            sql.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) "
                f"ON CONFLICT (id) DO UPDATE SET {sets}",
                rows[table],
            )
        sql.execute("INSERT OR REPLACE INTO facts VALUES ('figure_reference', ?)", [digest])
        sql.execute("COMMIT")
    except BaseException:
        sql.execute("ROLLBACK")
        raise


@cache
def reference() -> dict[str, Rows]:
    """The rows of both tables."""
    return {"places": tuple(_places()), "indicators": tuple(_indicators())}


@cache
def labels() -> dict[str, str]:
    """The Vietnamese name of each indicator."""
    at = _COLUMNS["indicators"].index("label_vi")
    return {row[0]: row[at] for row in reference()["indicators"]}


def _places() -> Iterator[tuple[Any, ...]]:
    """The 34 provinces of today, the former ones that ended, the districts that were theirs. A province that nothing was
    joined to has not ended: it stands there once."""
    from pipelines.figures.places import (
        FIRST_DAY,
        rows_of,
    )  # with it comes the whole reader: not for those who only look

    provinces = list(rows_of("provinces"))
    sharing = Counter(row["new_code_2025_07"] for row in provinces)
    kept = {row["old_code"] for row in provinces if sharing[row["new_code_2025_07"]] == 1}
    for code, name in dict.fromkeys((row["new_code_2025_07"], row["new_short"]) for row in provinces):
        yield code, code, name, "province", None, None if code in kept else FIRST_DAY, None, None
    successors = {row["old_code"]: row["new_code_2025_07"] for row in provinces}
    for row in provinces:
        code = row["old_code"]
        if code not in kept:
            yield _former(code), code, row["old_short"], "province", None, None, LAST_DAY, successors[code]
    for row in rows_of("districts"):
        code, province = row["code"], row["province_code"]
        parent = province if province in kept else _former(province)
        yield code, code, row["name"], "district", parent, None, LAST_DAY, successors[province]


def _former(code: str) -> str:
    """Codes were given again: 19 was Thái Nguyên before July 2025 and is another, larger Thái Nguyên since."""
    return f"{code}/2025"


def _indicators() -> Iterator[tuple[Any, ...]]:
    from pipelines.figures.indicators import catalogue  # the whole reader comes with this too

    known = catalogue.load()
    for one in known.indicators.values():
        yield (
            one.id, one.domain, known.domains[one.domain].vi, one.vi, one.en, one.means, one.means_en, "; ".join(one.kinds),
            "; ".join(one.units), one.form or None,
        )  # fmt: skip
