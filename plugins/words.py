"""Datasette's own pages speak Vietnamese first: a few phrases of its templates are changed as they are compiled.

No template is copied, so Datasette's fixes keep arriving. A phrase that a later version words otherwise simply stays
English, and a test says which.
"""

from datasette import hookimpl
from jinja2 import Environment
from jinja2.ext import Extension

_ROWS = " row{% if filtered_table_rows_count == 1 %}{% else %}s{% endif %}"

#: Template -> what stands there -> what shall stand there.
PHRASES: dict[str, dict[str, str]] = {
    "base.html": {"<html>": '<html lang="vi">', '<section class="content">': '<section class="content" id="noi-dung">'},
    "table.html": {
        ">Search:<": ">Tìm · Search<",
        _ROWS: f" dòng ·{_ROWS}",
        "- remove filter -": "- bỏ lọc · remove filter -",
        "- column -": "- cột · column -",
        'value="Apply"': 'value="Lọc · Apply"',
        "View and edit SQL": "Xem và sửa SQL · View and edit SQL",
        "This data as ": "Tải về · This data as ",
        ">advanced<": ">tùy chọn · advanced<",
        "Next page": "Trang sau · Next page →",
        "Advanced export": "Tùy chọn tải về · Advanced export",
        'value="Export CSV"': 'value="Tải CSV · Export CSV"',
        # Twenty-four descriptions before the search box would bury it.
        '<dl class="column-descriptions">': (
            '<details><summary>Ý nghĩa các cột · What the columns mean</summary><dl class="column-descriptions">'
        ),
        "</dl>": "</dl></details>",
    },
    "_table.html": {"0 records": "Không có dòng nào · 0 records"},
    "query.html": {
        "Custom SQL query": "Truy vấn SQL · SQL query",
        "Query parameters": "Tham số · Query parameters",
        'value="Run SQL"': 'value="Chạy · Run SQL"',
        "This data as ": "Tải về · This data as ",
        "0 results": "Không có kết quả · 0 results",
    },
    "row.html": {
        "This data as ": "Tải về · This data as ",
        "Links from other tables": "Ở các bảng khác · Links from other tables",
    },
    "_crumbs.html": {"{{ item.label }}": "{{ 'Trang chủ · Home' if item.label == 'home' else item.label }}"},
    "error.html": {"Error {{ status }}": "Lỗi · Error {{ status }}"},
}


class Words(Extension):
    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        for english, ours in PHRASES.get((name or "").removeprefix("default:"), {}).items():
            source = source.replace(english, ours)
        return source


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    env.add_extension(Words)
