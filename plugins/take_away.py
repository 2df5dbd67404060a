"""The block "Lấy dữ liệu · Get the data" on the pages of tables, views and queries, in place of Datasette's own links.

Those end with the page they stand on. Ours name every row that the filters let through, say beforehand where a limit lies, and
give the lines that read the very same rows in Python, R or a shell: a notebook without a plugin for one.
"""

import json
import re
import shlex
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette import hookimpl
from jinja2 import Environment
from jinja2.ext import Extension

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from pipelines.export import answer  # noqa: E402

#: Columns of codes and exact decimals: a program that guesses would make 1 of "01" and round what has many digits.
CODES = (
    "place", "place_code", "place_today", "district_code", "code", "parent", "successor", "key", "number", "value_text",
    "value_to_text", "denominator_text", "old_value", "new_value", "computed", "printed_value",
)  # fmt: skip
#: What only this page needs.
OF_PAGES = re.compile(r"_(?:next|size|facet\w*|(?:hide|show)_sql)")
#: Datasette's links and its form of options, by the templates that have them.
LINKS = re.compile(r'<p class="export-links">.*?</p>', re.S)
OPTIONS = re.compile(r'{% if display_rows %}\s*<div id="export".*?</form>\s*</div>\s*{% endif %}', re.S)
OURS = '{% include "_take_away.html" %}'


class Links(Extension):
    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        if (name or "").removeprefix("default:") not in ("table.html", "query.html"):
            return source
        return OPTIONS.sub("", LINKS.sub(OURS, source))


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    env.add_extension(Links)
    env.filters["ends_itself"] = answer.ends_itself


@hookimpl
def extra_template_vars(
    datasette: Any, database: str | None, columns: list[str] | None, view_name: str, request: Any
) -> dict[str, Any]:
    if request is None or not database or columns is None or view_name == "row":
        return {}
    query = urlencode(
        [pair for pair in parse_qsl(request.query_string, keep_blank_values=True) if not OF_PAGES.fullmatch(pair[0])]
    )
    paths = {
        ending: f"{request.path}.{ending}{'?' if query else ''}{query}" for ending in ("xlsx", "csv", "ndjson", "json")
    }
    shown = {
        "paths": paths,
        "workbook_rows": answer.WORKBOOK_ROWS,
        "page_rows": datasette.setting("max_returned_rows"),
        "seconds": round(answer.SECONDS),
        "megabytes": datasette.setting("max_csv_mb"),
        "code": snippets(datasette.absolute_url(request, paths["csv"]), columns, request.path.rpartition("/")[2]),
    }
    return {"take": shown}


def snippets(address: str, columns: list[str], name: str) -> list[tuple[str, str]]:
    """Lines that read the CSV at `address`, by language."""
    codes = [code for code in CODES if code in columns]
    types = f", dtype=dict.fromkeys({json.dumps(codes)}, str)" if codes else ""
    texts = ", ".join(f'{code} = "character"' for code in codes)
    classes = f", colClasses = c({texts})" if codes else ""
    return [
        ("Python (pandas)", f"import pandas as pd\n\nurl = {json.dumps(address)}\ndf = pd.read_csv(url{types})"),
        ("R", f'url <- {json.dumps(address)}\nd <- read.csv(url, encoding = "UTF-8"{classes})'),
        ("curl", f"curl --fail --location --output {shlex.quote(name)}.csv {shlex.quote(address)}"),
    ]
