"""The filters of Datasette's table page in Vietnamese: their names in its menus, and the sentence that says which are set."""

from typing import Any

from plugins.language.chosen import is_english

#: Datasette's key -> what its menu shall say, and how a condition reads: {c} is the column, {v} the value.
LOOKUPS = {
    "exact": ("=", "{c} = {v}"),
    "not": ("≠", "{c} ≠ {v}"),
    "contains": ("chứa", "{c} chứa {v}"),
    "endswith": ("kết thúc bằng", "{c} kết thúc bằng {v}"),
    "startswith": ("bắt đầu bằng", "{c} bắt đầu bằng {v}"),
    "gt": (">", "{c} > {v}"),
    "gte": ("≥", "{c} ≥ {v}"),
    "lt": ("<", "{c} < {v}"),
    "lte": ("≤", "{c} ≤ {v}"),
    "like": ("khớp mẫu (like)", "{c} khớp mẫu {v}"),
    "notlike": ("không khớp mẫu (like)", "{c} không khớp mẫu {v}"),
    "glob": ("khớp mẫu (glob)", "{c} khớp mẫu {v}"),
    "in": ("là một trong", "{c} là một trong {v}"),
    "notin": ("không thuộc", "{c} không thuộc {v}"),
    "arraycontains": ("mảng có", "{c} có {v}"),
    "arraynotcontains": ("mảng không có", "{c} không có {v}"),
    "date": ("đúng ngày", "{c} đúng ngày {v}"),
    "isnull": ("trống (null)", "{c} trống (null)"),
    "notnull": ("không trống (null)", "{c} không trống (null)"),
    "isblank": ("để trống", "{c} để trống"),
    "notblank": ("không để trống", "{c} không để trống"),
}


def lookup(key: str, display: str) -> str:
    """What the menu says for a filter; one that a later Datasette brings keeps its own name."""
    return display if is_english() or key not in LOOKUPS else LOOKUPS[key][0]


def described(filters: Any, search: str | None, sort: str | None, sort_desc: str | None, english: str) -> str:
    """`trong đó kind = "money" và year > 2020, sắp theo id giảm dần`; Datasette's own sentence in English."""
    if is_english():
        return english
    said = [f"khớp tìm kiếm “{search}”"] if search else []
    for column, key, value in filters.selections():
        if key in LOOKUPS:
            said.append(LOOKUPS[key][1].format(c=column, v=value if value.isdigit() else f"“{value}”"))
    where = f"trong đó {' và '.join(said)}" if said else ""
    order = f"sắp theo {sort or sort_desc}{' giảm dần' if sort_desc else ''}" if sort or sort_desc else ""
    return ", ".join(filter(None, (where, order)))
