"""What Datasette's templates say, and what they say in Vietnamese; and the little that is built otherwise in both languages.

A test holds every piece against the installed Datasette: one that a later version words otherwise stays English, and is named.
"""

_ROWS = " row{{% if {0} == 1 %}}{{% else %}}s{{% endif %}}"

#: Template -> what stands there -> the same in Vietnamese.
PHRASES: dict[str, dict[str, str]] = {
    "base.html": {
        '<title id="nav-menu-svg-title">Menu<': '<title id="nav-menu-svg-title">Trình đơn<',
        ">Log out<": ">Đăng xuất<",
    },
    "_crumbs.html": {"{{ item.label }}": "{{ 'Trang chủ' if item.label == 'home' else item.label }}"},
    "table.html": {
        _ROWS.format("filtered_table_rows_count"): " dòng",
        ">Table actions<": ">Việc với bảng<",
        " (view)": " (khung nhìn)",
        ">Search:<": ">Tìm:<",
        "- remove filter -": "- bỏ lọc -",
        "- column -": "- cột -",
        ">Sort...<": ">Sắp xếp...<",
        ">Sort by ": ">Sắp theo ",
        "> descending<": "> giảm dần<",
        'value="Apply"': 'value="Lọc"',
        " extra where clause{% if extra_wheres_for_ui|length != 1 %}s{% endif %}": " điều kiện SQL thêm",
        ">remove<": ">bỏ<",
        "View and edit SQL": "Xem và sửa SQL",
        "These facets timed out: ": "Không kịp đếm theo: ",
        "Next page": "Trang sau →",
    },
    "_table.html": {"0 records": "Không có dòng nào"},
    "_suggested_facets.html": {"Suggested facets: ": "Có thể đếm theo: "},
    "query.html": {
        "This query cannot be executed because the database is immutable.": "Kho này chỉ để đọc, không chạy được truy vấn ghi.",
        "Custom SQL query": "Truy vấn SQL",
        " returning ": ": ",
        "more than ": "hơn ",
        _ROWS.format("display_rows|length"): " dòng",
        ">{{ show_hide_text }}<": ">{{ {'hide': 'ẩn SQL', 'show': 'hiện SQL'}.get(show_hide_text, show_hide_text) }}<",
        "Query parameters": "Tham số",
        ">Format SQL<": ">Sắp lại SQL<",
        'value="Run SQL"': 'value="Chạy"',
        ">Edit SQL<": ">Sửa SQL<",
        "0 results": "Không có kết quả",
    },
    "row.html": {
        "This data as ": "Tải về: ",
        "Links from other tables": "Ở các bảng khác",
        _ROWS.format("other.count"): " dòng",
        "from {{ other.other_column }} in {{ other.other_table }}": (
            "của bảng {{ other.other_table }}, theo cột {{ other.other_column }}"
        ),
    },
    "error.html": {"Error {{ status }}": "Lỗi {{ status }}"},
    "database.html": {">Queries<": ">Truy vấn<", ">Tables<": ">Bảng<", ">Views<": ">Khung nhìn<"},
}

_COUNT = "|thousands"
_CROSS = 'class="cross" aria-label="{{{{ only({0}) }}}}"'

#: What is there in both languages: whose language it is, names for those who do not see, levels of headings, numbers as each
#: language writes them, and labels of ours in the one that is chosen.
BUILT: dict[str, dict[str, str]] = {
    "base.html": {
        "<html>": "<html lang=\"{{ only('vi', 'en') }}\">",
        '<section class="content">': '<section class="content" id="noi-dung" role="main" tabindex="-1">',
    },
    "table.html": {
        "<h1>{{ metadata.title or table }}": "<h1>{{ (metadata.title or table)|both }}",
        "<h3>": "<h2>",
        "</h3>": "</h2>",
        '"{:,}".format(filtered_table_rows_count)': f"filtered_table_rows_count{_COUNT}",
        "{{ human_description_en }}": "{{ filters_described(filters, search, sort, sort_desc, human_description_en) }}",
        "{{ display }}": "{{ filter_named(key, display) }}",
        'name="_filter_column_{{ loop.index }}"': (
            'name="_filter_column_{{ loop.index }}" aria-label="{{ only("Cột lọc", "Filtered column") }} {{ loop.index }}"'
        ),
        'name="_filter_op_{{ loop.index }}"': (
            'name="_filter_op_{{ loop.index }}" aria-label="{{ only("Phép so", "Comparison") }} {{ loop.index }}"'
        ),
        'name="_filter_value_{{ loop.index }}"': (
            'name="_filter_value_{{ loop.index }}" aria-label="{{ only("Giá trị lọc", "Filtered value") }} {{ loop.index }}"'
        ),
        'name="_filter_column">': 'name="_filter_column" aria-label="{{ only("Thêm lọc: cột", "New filter: column") }}">',
        'name="_filter_op">': 'name="_filter_op" aria-label="{{ only("Thêm lọc: phép so", "New filter: comparison") }}">',
        'name="_filter_value" ': 'name="_filter_value" aria-label="{{ only("Thêm lọc: giá trị", "New filter: value") }}" ',
        'id="sort_by">': 'id="sort_by" aria-label="{{ only("Sắp xếp theo", "Sort by") }}">',
        # Twenty-four descriptions before the search box would bury it.
        '<dl class="column-descriptions">': (
            '<details class="meanings"><summary>{{ two("Ý nghĩa các cột", "What the columns mean") }}</summary>'
            '<dl class="column-descriptions">'
        ),
        "</dl>": "</dl></details>",
        "{{ column_description }}": "{{ column_description|both }}",
    },
    "_table.html": {
        'data-column-description="{{ column.description }}"': 'data-column-description="{{ column.description|spoken }}"',
        '<div class="table-wrapper">': (
            '<div class="table-wrapper" tabindex="0" role="region"'
            ' aria-label="{{ only("Các dòng của bảng", "Rows of the table") }}">'
        ),
    },
    "_facet_results.html": {
        '"{:,}".format(facet_value.count)': f"facet_value.count{_COUNT}",
        '<a href="{{ facet_info.toggle_url }}" class="cross"': (
            '<a href="{{ facet_info.toggle_url }}" '
            + _CROSS.format('"Thôi đếm theo", "Hide the facet"')
            + ' rel="nofollow"'
        ),
        '<a href="{{ facet_value.toggle_url }}" class="cross"': (
            '<a href="{{ facet_value.toggle_url }}" '
            + _CROSS.format('"Bỏ lọc", "Remove the filter"')
            + ' rel="nofollow"'
        ),
        '{"_facet_size": "max"}) }}">…</a>': ('{"_facet_size": "max"}) }}">{{ only("thêm nữa…", "more…") }}</a>'),
    },
    "query.html": {
        "{{ metadata.title or database }}": "{{ (metadata.title or database)|both }}",
        "<h3>": "<h2>",
        "</h3>": "</h2>",
        '"{:,}".format(display_rows|length)': f"display_rows|length{_COUNT}",
        '<textarea id="sql-editor" name="sql"': '<textarea id="sql-editor" name="sql" aria-label="SQL"',
        '<div class="table-wrapper">': (
            '<div class="table-wrapper" tabindex="0" role="region" aria-label="{{ only("Kết quả", "Results") }}">'
        ),
    },
    "row.html": {
        '"{:,}".format(other.count)': f"other.count{_COUNT}",
        # On the pages that we made of a row, Datasette's own is a part of ours, and its heading no first one.
        "<h1 ": "<h{{ 2 if article or figure or event else 1 }} ",
        "</h1>": "</h{{ 2 if article or figure or event else 1 }}>",
    },
    "error.html": {
        ' style="padding: 1em; margin: 1em 0; border: 3px solid red;"': ' class="message-error" role="alert"'
    },
    "_codemirror_foot.html": {
        "cmResize(editor,": 'editor.getInputField().setAttribute("aria-label", "SQL");\n        cmResize(editor,',
    },
}

#: What Datasette says when something goes wrong: whole messages and titles. It writes these in its code, not in templates.
ERRORS = {
    "404": "Không có trang này.",
    "Database not found": "Không có trang này.",  # any address of one word is read as a database's name
    "Table not found": "Không có bảng này.",
    "Record not found": "Không có dòng này.",
    "No data": "Không có dữ liệu.",
    "Invalid SQL": "SQL không hợp lệ",
    "SQL Interrupted": "Truy vấn bị dừng",
    "Forbidden": "Không được phép",
    "Cannot search by that column": "Không tìm được theo cột này.",
    "Cannot use _sort and _sort_desc at the same time": "Không dùng _sort và _sort_desc cùng lúc được.",
    "_facet= is not allowed": "Ở đây không đếm theo cột tùy chọn (_facet).",
    "_where= is not allowed": "Ở đây không lọc bằng SQL (_where).",
    "Database download is forbidden": "Không tải được tệp cơ sở dữ liệu ở đây.",
    "_size must be a positive integer": "_size phải là số nguyên dương.",
}
