"""What the page of one figure shows: its sentence with the figure marked, what it means, what stands beside it, and the proof.

The same indicator in other periods of its place and in other places of its period lets a reporter see at once whether it is odd.
"""

import sys
from pathlib import Path
from typing import Any

from datasette import hookimpl
from jinja2 import Environment

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from plugins.explore import flags, wording  # noqa: E402
from plugins.explore.figures import DATABASE, LISTED, Archive, Row  # noqa: E402
from plugins.reading import stable  # noqa: E402
from plugins.reading.cite import cited  # noqa: E402
from plugins.reading.evidence import concerned, marked, period  # noqa: E402
from plugins.reading.rows import capture_of  # noqa: E402

#: Rows of each list on the page; the tables hold all of them.
MOST_NEAR, MOST_LIKE, MOST_CHECKS = 40, 30, 400


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    env.filters["figure"] = wording.shown
    env.filters["period"] = period
    env.filters["domain"] = wording.domain


@hookimpl
def extra_template_vars(datasette: Any, template: str, request: Any) -> Any:
    async def variables() -> Row:
        if template != "row-archive-metrics.html" or request is None:
            return {}
        db = datasette.databases.get(DATABASE)
        if db is None or not await db.table_exists("metrics"):
            return {"figure": None}
        archive = Archive(db, "dup_group" in await db.table_columns("articles"))
        figure = await _figure(archive, request.url_vars["pks"])
        if figure:
            version = figure["content_hash"].rpartition(":")[2][:12]
            address = stable.address(datasette, request, "metrics", figure["identity"])
            cite = cited(figure, figure["capture"], stable.with_version(address, version), figure["quote"])
            asked = request.args.get("ban")
            figure |= {"cite": cite, "stable": address, "is_of_other_version": bool(asked) and asked != version}
        return {"figure": figure}

    return variables


async def _figure(archive: Archive, key: str) -> Row | None:
    found = await archive.rows(
        "SELECT m.*, i.label_vi, i.label_en, i.domain, i.domain_vi, i.definition_vi, i.definition_en, a.title,"
        " a.portal, a.address, a.author, a.language, a.last_seen, a.content_hash, a.published_local, a.capture_id,"
        " p.title_vi AS portal_vi, p.title_en AS portal_en, n.name_vi AS place_now, w.quote AS whole"
        " FROM metrics m JOIN articles a ON a.id = m.article_id JOIN portals p ON p.name = a.portal"
        " LEFT JOIN indicators i ON i.id = m.indicator LEFT JOIN places n ON n.id = m.place_today"
        " LEFT JOIN metrics w ON w.id = m.part_of WHERE m.id = :id",
        id=key,
    )
    if not found:
        return None
    one = found[0]
    near, checks, capture, elsewhen, elsewhere, disputes = await archive.together(
        _near(archive, one), _checks(archive, one), capture_of(archive.db, one["capture_id"]), _elsewhen(archive, one),
        _elsewhere(archive, one), _disputes(archive, one),
    )  # fmt: skip
    start = one["sentence_start"]
    return one | {
        "words": marked(one["sentence"], [(one["span_start"] - start, one["span_end"] - start)]),
        "said": wording.said(one),
        "period": period(one),
        "kind_words": wording.KINDS.get(one["kind"], (one["kind"], one["kind"])),
        "modality_words": wording.MODALITIES.get(one["modality"], (one["modality"], one["modality"])),
        "qualifier_words": wording.QUALIFIERS.get(one["qualifier"], (one["qualifier"], one["qualifier"])),
        "odd": flags.told(one["flags"]),
        "basis_words": wording.BASES.get(one["period_basis"] or ""),
        "near": near, "checks": checks, "capture": capture, "elsewhen": elsewhen, "elsewhere": elsewhere, "disputes": disputes,
    }  # fmt: skip


async def _near(archive: Archive, one: Row) -> list[Row]:
    """The figures around it in its article."""
    return await archive.rows(
        f"SELECT {LISTED}, m.position, m.sentence_start, i.label_vi, i.label_en FROM metrics m"
        " JOIN articles a ON a.id = m.article_id LEFT JOIN indicators i ON i.id = m.indicator"
        " WHERE m.article_id = :article AND m.position BETWEEN :first AND :last"
        " AND m.id <> :id ORDER BY m.position LIMIT :limit",
        article=one["article_id"],
        first=one["position"] - MOST_NEAR // 4,
        last=one["position"] + MOST_NEAR // 4,
        id=one["id"],
        limit=MOST_NEAR,
    )


async def _checks(archive: Archive, one: Row) -> list[Row]:
    rows = await archive.rows(
        "SELECT id, note, verdict, operands, total, printed FROM checks WHERE article_id = :article"
        " ORDER BY position LIMIT :limit",
        article=one["article_id"],
        limit=MOST_CHECKS,
    )
    return [row for row in rows if one["id"] in concerned(row)]


#: Figures that may be held against one: the same indicator, kind and unit, of a whole place as it is.
_LIKE = (
    " AND m.kind = :kind AND m.unit = :unit AND m.direction IS :direction AND m.per IS :per AND m.district_code IS :district"
    " AND m.id <> :id"
)


async def _like(archive: Archive, one: Row, which: str, order: str) -> list[Row]:
    if not one["indicator"]:
        return []
    return await archive.rows(
        f"SELECT {LISTED} FROM metrics m CROSS JOIN articles a ON a.id = m.article_id WHERE m.indicator = :indicator AND {which}"
        f"{_LIKE}{archive.once} ORDER BY {order} LIMIT :limit",
        limit=MOST_LIKE,
        **{name: one[name] for name in ("id", "indicator", "kind", "unit", "direction", "per", "place_today", "place")},
        district=one["district_code"],
        start=one["period_start"],
        end=one["period_end"],
    )


async def _elsewhen(archive: Archive, one: Row) -> list[Row]:
    """Of the same place as it was named: the Bắc Ninh of before July 2025 is not Bắc Giang, though both are one today."""
    if not one["place"]:
        return []
    which = "m.place_today = :place_today AND m.place = :place" if one["place_today"] else "m.place = :place"
    return await _like(
        archive,
        one,
        f"{which} AND NOT (m.period_end IS :end AND m.period_start IS :start)",
        "m.period_end DESC, m.id DESC",
    )


async def _elsewhere(archive: Archive, one: Row) -> list[Row]:
    if not one["period_end"]:
        return []
    return await _like(
        archive, one, "m.period_end = :end AND m.period_start = :start AND m.place IS NOT :place", "m.place, m.id"
    )


async def _disputes(archive: Archive, one: Row) -> list[Row]:
    """Where articles disagree about it."""
    if not await archive.db.table_exists("discrepancy_figures"):
        return []
    return await archive.rows(
        "SELECT d.id, d.distinct_values, d.articles FROM discrepancy_figures f JOIN discrepancies d ON d.id = f.discrepancy_id"
        " WHERE f.metric_id = :id LIMIT 5",
        id=one["id"],
    )
