"""The entries of each feed, the latest that the archive saw first, never by the date that a site claims.

Articles come by their number, which is given in the order of first sight; what happened to them by the moment when the evidence
sufficed, so that nothing turns up below what was read already. Every list is the end of an index: no table is sorted.
"""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from plugins.following.asked import Asked
from plugins.following.atom import Entry, tag

#: Entries of a feed, and changes that one entry tells.
MOST, MOST_CHANGES = 50, 40

Row = dict[str, Any]
Rows = Callable[..., Any]
#: The address of a row's page: of articles or events.
Address = Callable[[str, Row], str]

_SIZES = {"cosmetic": "hình thức · cosmetic", "minor": "nhỏ · minor", "substantive": "đáng kể · substantive"}
_STATES = {
    "live": "nay có lại · back",
    "gone": "đã gỡ · gone",
    "moved": "đã chuyển · moved",
    "missing": "tạm vắng · missing",
}

_ARTICLE = (
    "SELECT a.id, a.identity, a.portal, a.key, a.title, a.first_seen, a.published_local, a.section, a.address,"
    " p.title_vi AS portal_vi, {summary} AS summary FROM newest CROSS JOIN articles a ON a.id = newest.id"
    " JOIN portals p ON p.name = a.portal LEFT JOIN article_texts t ON t.id = a.id ORDER BY a.id DESC"
)
_LEAD = "CASE WHEN coalesce(t.sapo, '') <> '' THEN t.sapo ELSE substr(t.text, 1, 400) END"
#: The words around a hit, which stands in the exact column or in the folded one (see the stored query `tim`).
_SNIPPET = (
    "(SELECT CASE WHEN instr(snippet(articles_fts, 1, char(1), '', '…', 48), char(1))"
    " THEN snippet(articles_fts, 1, '', '', '…', 48) ELSE snippet(articles_fts, 3, '', '', '…', 48) END"
    " FROM articles_fts WHERE articles_fts MATCH vn_query(:q) AND rowid = a.id)"
)
_EVENTS = (
    "SELECT e.id, e.identity, e.confirmed, e.first_seen, e.last_good, e.size, e.fields, a.id AS article_id, a.portal, a.key,"
    " a.title, a.state, a.published_local, a.address, p.title_vi AS portal_vi FROM events e"
    " CROSS JOIN articles a ON a.id = e.article_id JOIN portals p ON p.name = a.portal WHERE e.kind = :kind{which}"
    " ORDER BY e.confirmed DESC, e.id DESC LIMIT :most"
)


def newest(asked: Asked) -> str:
    """The statement that finds the numbers of the articles followed."""
    which = " AND {a}portal = :cong" if asked.cong else ""
    which += " AND {a}place = :tinh" if asked.tinh else ""
    if asked.q:
        return (
            "SELECT f.rowid AS id FROM articles_fts f CROSS JOIN articles a ON a.id = f.rowid"
            f" WHERE articles_fts MATCH vn_query(:q){which.format(a='a.')} ORDER BY f.rowid DESC LIMIT :most"
        )
    # Of two conditions the portal is the narrower one.
    which = which.replace("AND {a}place", "AND +{a}place") if asked.cong else which
    return f"SELECT id FROM articles WHERE 1{which.format(a='')} ORDER BY id DESC LIMIT :most"


async def articles(rows: Rows, asked: Asked, address: Address, moment: Callable[[str | None], str]) -> list[Entry]:
    sql = f"WITH newest AS MATERIALIZED ({newest(asked)}) " + _ARTICLE.format(summary=_SNIPPET if asked.q else _LEAD)
    found = await rows(sql, q=asked.q, cong=asked.cong, tinh=asked.province, most=MOST)
    return [
        Entry(
            identity=tag("bai", one["identity"]), title=one["title"], updated=one["first_seen"], author=one["portal_vi"],
            address=address("articles", one), source=one["address"], category=one["section"] or "",
            summary=f"{one['summary'] or ''}\n\n{_claimed(one, moment)}".strip(),
        )
        for one in found
    ]  # fmt: skip


def _claimed(one: Row, moment: Callable[[str | None], str]) -> str:
    when = moment(one["published_local"])
    return f"{one['portal_vi']}. Ngày đăng theo nguồn · published, as claimed: {when or 'không ghi · not given'}."


async def _events(rows: Rows, kind: str, asked: Asked, which: str = "") -> list[Row]:
    # The plus keeps to the index that is in the order wanted: a portal's own is not.
    which += " AND +e.portal = :cong" if asked.cong else ""
    found = await rows(_EVENTS.format(which=which), kind=kind, cong=asked.cong, tinh=asked.province, most=MOST)
    return list(found)


async def _changes(rows: Rows, events: list[Row], only: str = "") -> dict[int, list[Row]]:
    """What each edit changed, as many as are told and one more."""
    numbers = ", ".join(str(int(one["id"])) for one in events)
    found = await rows(
        "SELECT * FROM (SELECT c.*, i.label_vi, row_number() OVER (PARTITION BY c.event_id ORDER BY c.position) AS at"
        " FROM event_changes c LEFT JOIN indicators i ON i.id = c.indicator"
        f" WHERE c.event_id IN ({numbers}){only}) WHERE at <= :most ORDER BY event_id, at",
        most=MOST_CHANGES + 1,
    )
    return {number: list(group) for number, group in groupby(found, lambda row: row["event_id"])}


def _between(one: Row, moment: Callable[[str | None], str]) -> str:
    return (
        f"Bản cũ thấy lần cuối · old version last seen: {moment(one['last_good'])}; "
        f"bản mới thấy lần đầu · new version first seen: {moment(one['first_seen'])}."
    )


def _told(changes: list[Row]) -> str:
    """Each change on a line of its own, with its sentence."""
    lines = [
        f"• {one['label_vi'] + ': ' if one['label_vi'] else ''}{one['old'] or '(không có · none)'} → "
        f"{one['new'] or '(bỏ · gone)'}. “{one['new_sentence'] or one['old_sentence'] or ''}”"
        for one in changes[:MOST_CHANGES]
    ]
    return "\n".join(lines + ["• …"] * (len(changes) > MOST_CHANGES))


async def edits(rows: Rows, asked: Asked, address: Address, moment: Callable[[str | None], str]) -> list[Entry]:
    found = await _events(rows, "edited", asked, " AND a.place = :tinh" if asked.tinh else "")
    changes = await _changes(rows, found)
    return [
        Entry(
            identity=tag("su-kien", one["identity"]), title=f"Sửa · Edited: {one['title']}", updated=one["confirmed"],
            author=one["portal_vi"], address=address("events", one), source=one["address"], category=one["size"] or "",
            summary="\n".join(filter(None, (
                f"Mức sửa · size: {_SIZES.get(one['size'], one['size'] or '?')}. Phần bị sửa · parts: {one['fields'] or ''}.",
                _between(one, moment), _told(changes.get(one["id"], [])),
            ))),
        )
        for one in found
    ]  # fmt: skip


async def figures(rows: Rows, asked: Asked, address: Address, moment: Callable[[str | None], str]) -> list[Entry]:
    which = " AND EXISTS (SELECT 1 FROM event_changes c WHERE c.event_id = e.id AND +c.kind = 'figure')"
    if asked.tinh:
        which += " AND (a.place = :tinh OR EXISTS (SELECT 1 FROM metrics m WHERE m.article_id = a.id AND +m.place_today = :tinh))"
    found = await _events(rows, "edited", asked, which)
    changes = await _changes(rows, found, " AND +c.kind = 'figure'")
    return [
        Entry(
            identity=tag("con-so", one["identity"]), title=_changed(changes[one["id"]], one["title"]), updated=one["confirmed"],
            author=one["portal_vi"], address=address("events", one), source=one["address"],
            summary=f"{_told(changes[one['id']])}\n{_between(one, moment)}",
        )
        for one in found
    ]  # fmt: skip


def _changed(changes: list[Row], title: str) -> str:
    first = changes[0]
    more = f" (+{len(changes) - 1})" if len(changes) > 1 else ""
    return f"{first['old'] or '–'} → {first['new'] or '–'}{more}: {title}"


async def disappearances(
    rows: Rows, asked: Asked, address: Address, moment: Callable[[str | None], str]
) -> list[Entry]:
    found = await _events(rows, "deleted", asked, " AND a.place = :tinh" if asked.tinh else "")
    return [
        Entry(
            identity=tag("su-kien", one["identity"]), title=f"Đã gỡ · Gone: {one['title']}", updated=one["confirmed"],
            author=one["portal_vi"], address=address("events", one), source=one["address"], category=one["state"],
            summary=(
                f"Còn thấy lần cuối · last seen: {moment(one['last_good'])}; không còn từ · first absent: "
                f"{moment(one['first_seen'])}; xác nhận · confirmed: {moment(one['confirmed'])}. "
                f"Tình trạng nay · state now: {_STATES.get(one['state'], one['state'])}.\n{_claimed(one, moment)}"
            ),
        )
        for one in found
    ]  # fmt: skip
