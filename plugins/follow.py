"""`/theo-doi`: what can be followed, and the address of the feed for it; `/theo-doi/<feed>.atom`: the feeds themselves.

A feed obeys what the tables behind it obey: who may not see one of them gets none of it, and no question runs longer than a
page's. What somebody typed is never an error: a search that makes no sense finds nothing.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasette import hookimpl
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Forbidden, NotFound, Response
from datasette.views.base import DatasetteError

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from plugins.following import atom, conditional, entries  # noqa: E402
from plugins.following.asked import Asked  # noqa: E402
from plugins.reading import stable  # noqa: E402
from plugins.reading.rows import Row, rows  # noqa: E402

DATABASE = "archive"


@dataclass(frozen=True)
class Kind:
    """A feed: its titles, the tables it reads, what can be asked of it, and the page that shows the same to a person."""

    vi: str
    en: str
    tables: tuple[str, ...]
    made_by: Any
    asks: tuple[str, ...]
    page: str


FEEDS = {
    "bai": Kind("Bài mới lưu", "Newly archived", ("articles", "article_texts"), entries.articles, ("q", "cong", "tinh"), "moi"),
    "con-so": Kind(
        "Con số bị đổi", "Figures changed", ("figures_changed", "event_changes"), entries.figures, ("cong", "tinh"),
        "figures_changed",
    ),
    "sua": Kind(
        "Bài mới sửa", "Latest edits", ("latest_edits", "event_changes"), entries.edits, ("cong", "tinh"), "latest_edits",
    ),
    "go": Kind("Bài đã gỡ", "Disappeared", ("disappeared",), entries.disappearances, ("cong", "tinh"), "disappeared"),
}  # fmt: skip
#: The pages that have a feed.
FEED_OF_PAGE = {
    "tim": "bai", "moi": "bai", "moi_o_tinh": "bai", "articles": "bai", "figures_changed": "con-so", "so_lieu_bi_sua": "con-so",
    "latest_edits": "sua", "sua_dang_ke": "sua", "disappeared": "go", "bai_bien_mat": "go",
}  # fmt: skip


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/theo-doi$", page), (rf"^/theo-doi/(?P<feed>{'|'.join(FEEDS)})\.atom$", feed)]


def path_of(datasette: Any, name: str, asked: Asked) -> str:
    return str(datasette.urls.path(f"/theo-doi/{name}.atom{asked.query(*FEEDS[name].asks)}"))


def lasting(datasette: Any, request: Any, table: str, row: Row) -> str:
    """The address of an article or an event that holds in every copy of the archive: a feed reader keeps it for years."""
    identity = row["identity"] if table == "events" else f"{row['portal']}:{row['key']}"
    return stable.address(datasette, request, table, identity)


async def _opened(datasette: Any, request: Any, tables: tuple[str, ...]) -> tuple[Any, bool]:
    """The archive, and whether strangers see less than this person does."""
    db = datasette.databases.get(DATABASE)
    if db is None or not await db.table_exists("events"):
        raise NotFound("Chưa có kho lưu trữ · no archive yet")
    is_private = False
    for table in tables or ("",):
        asked: list[Any] = [("view-table", (DATABASE, table))] if table else []
        asked += [("view-database", DATABASE), "view-instance"]
        visible, private = await datasette.check_visibility(request.actor, permissions=asked)
        if not visible:
            raise Forbidden("Không được xem · not allowed")
        is_private = is_private or private
    return db, is_private


async def feed(datasette: Any, request: Any) -> Response:
    name = request.url_vars["feed"]
    kind = FEEDS[name]
    db, is_private = await _opened(datasette, request, kind.tables)
    asked = Asked.of(request)

    async def ask(sql: str, **values: object) -> list[Row]:
        return await rows(db, sql, **values)

    def address(table: str, row: Row) -> str:
        return lasting(datasette, request, table, row)

    moment = datasette.jinja_env.filters["moment"]
    try:
        found = await kind.made_by(ask, asked, address, moment)
        began = await ask("SELECT fetched_at FROM captures ORDER BY id LIMIT 1")
        portal = await ask("SELECT title_vi FROM portals WHERE name = :cong", cong=asked.cong)
        place = await ask("SELECT name_vi FROM places WHERE id = :tinh AND kind = 'province'", tinh=asked.province)
    except QueryInterrupted as error:
        raise DatasetteError(
            "Mất quá nhiều thời gian; hãy theo dõi hẹp hơn · it takes too long; follow less", status=503
        ) from error
    narrowed = [f"“{asked.q}”"] if asked.q and "q" in kind.asks else []
    narrowed += [portal[0]["title_vi"] if portal else asked.cong] if asked.cong else []
    narrowed += [place[0]["name_vi"] if place else asked.tinh] if asked.tinh else []
    made = atom.Feed(
        title=" – ".join(["Công khai", f"{kind.vi} · {kind.en}", *narrowed]),
        subtitle="Theo lúc kho lưu thấy, không theo ngày nguồn ghi · by when the archive saw it, not by the date a site claims",
        address=datasette.absolute_url(request, path_of(datasette, name, asked)),
        page=datasette.absolute_url(request, _page_path(datasette, kind, asked)),
        updated=atom.latest(found, began[0]["fetched_at"] if began else "1970-01-01T00:00:00Z"),
        rights=str(datasette.metadata("license") or ""),
        entries=found,
    )
    return conditional.answer(
        atom.document(made), atom.CONTENT_TYPE, request, written=conditional.written_at(db.path),
        seconds=datasette.setting("default_cache_ttl"), is_private=is_private,
    )  # fmt: skip


def _page_path(datasette: Any, kind: Kind, asked: Asked) -> str:
    if kind.page == "moi":
        return str(datasette.urls.path(f"/{DATABASE}/moi{asked.query('q')}"))
    query = Asked(cong=asked.cong).query("cong").replace("cong=", "portal=")
    return f"{datasette.urls.table(DATABASE, kind.page)}{query}"


async def page(datasette: Any, request: Any) -> Response:
    db, _ = await _opened(datasette, request, ())
    asked = Asked.of(request)
    shown = {
        "asked": asked,
        "portals": await rows(db, "SELECT name, title_vi, title_en FROM portals ORDER BY title_vi, name"),
        "provinces": await rows(
            db, "SELECT id, name_vi FROM places WHERE kind = 'province' AND valid_until IS NULL ORDER BY id"
        ),
        "listed": [
            {"vi": kind.vi, "en": kind.en, "name": name, "path": path_of(datasette, name, asked),
             "address": datasette.absolute_url(request, path_of(datasette, name, asked)),
             "page": _page_path(datasette, kind, asked)}
            for name, kind in FEEDS.items()
        ],
    }  # fmt: skip
    return Response.html(await datasette.render_template("follow.html", shown, request=request))


@hookimpl
def extra_template_vars(datasette: Any, request: Any) -> dict[str, Any]:
    """`feeds`: what the head of this page offers to a feed reader; base.html writes the links."""
    if request is None:
        return {}
    names = [FEED_OF_PAGE.get(request.url_vars.get("table", ""), "")]
    if request.url_vars.get("database") != DATABASE:
        here = request.path.removeprefix(datasette.setting("base_url")).strip("/")
        names = list(FEEDS) if here == "theo-doi" else []
    asked = Asked.of_page(request)
    return {
        "feeds": [
            {"vi": FEEDS[name].vi, "en": FEEDS[name].en, "path": path_of(datasette, name, asked)}
            for name in names
            if name
        ],
        "follow_query": asked.query("q", "cong", "tinh"),
    }
