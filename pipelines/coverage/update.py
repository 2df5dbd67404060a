"""Count a portal anew: its articles by week and by what they have, its addresses by what became of them.

Asked of a million articles at once this takes a minute, and a page may take a third of a second. So a portal that has just been
crawled is counted, in a transaction of its own; whoever reads sees the last whole count, and when it was made.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from spiders import clock

if TYPE_CHECKING:
    from pipelines.archive import Archive

#: A week is told by its Monday. A claim that lies ahead of the day on which it was last seen is a typing error.
_IS_AHEAD = "substr(published, 1, 10) > substr(last_seen, 1, 10)"
_MONDAY = "'weekday 0', '-6 days'"

_WEEKS = f"""
INSERT INTO portal_weeks (portal, week, published, archived)
SELECT :portal, week, sum(published), sum(archived) FROM (
  SELECT date(substr(published_local, 1, 10), {_MONDAY}) AS week, count(*) AS published, 0 AS archived
  FROM articles WHERE portal = :portal AND published IS NOT NULL AND NOT {_IS_AHEAD} GROUP BY 1
  UNION ALL
  SELECT date(first_seen, '+7 hours', {_MONDAY}), 0, count(*) FROM articles WHERE portal = :portal GROUP BY 1
) WHERE week IS NOT NULL GROUP BY week
"""

#: A redirect's reason is the address that it leads to, a refusal's is a rule: only the latter are few.
_ADDRESSES = """
INSERT INTO portal_addresses (portal, kind, state, reason, answered, addresses, example)
SELECT portal, kind, state, CASE WHEN state IN ('failing', 'refused') THEN coalesce(reason, '') ELSE '' END AS told,
  capture_id IS NOT NULL AS answered, count(*), min(address)
FROM frontier WHERE portal = :portal GROUP BY kind, state, told, answered
"""

_TALLY = f"""
WITH held AS (
  SELECT count(*) AS articles, coalesce(sum(a.state = 'gone'), 0) AS gone, count(a.published) AS dated,
    coalesce(sum(a.published IS NOT NULL AND {_IS_AHEAD}), 0) AS dated_ahead,
    min(substr(a.published_local, 1, 10)) AS first_published,
    max(CASE WHEN NOT {_IS_AHEAD} THEN substr(a.published_local, 1, 10) END) AS last_published,
    min(a.first_seen) AS first_archived, max(a.first_seen) AS last_archived, coalesce(sum(t.sapo <> ''), 0) AS with_sapo,
    coalesce(sum(EXISTS (SELECT 1 FROM metrics m WHERE m.article_id = a.id)), 0) AS with_figures,
    coalesce(sum((SELECT count(*) FROM metrics m WHERE m.article_id = a.id)), 0) AS figures,
    coalesce(sum(EXISTS (SELECT 1 FROM images i WHERE i.article_id = a.id)), 0) AS with_images,
    coalesce(sum(EXISTS (SELECT 1 FROM attachments f WHERE f.article_id = a.id)), 0) AS with_attachments
  FROM articles a LEFT JOIN article_texts t ON t.id = a.id WHERE a.portal = :portal
), timed AS (
  SELECT CAST(coalesce((julianday(max(week)) - julianday(min(week))) / 7 + 1, 0) AS INTEGER) AS weeks, count(*) AS filled,
    coalesce(sum(CASE WHEN week > date(:now, '+7 hours', {_MONDAY}, '-364 days') THEN published END), 0) AS last_52_weeks
  FROM portal_weeks WHERE portal = :portal AND published > 0
), known AS (
  SELECT coalesce(sum(CASE WHEN state = 'new' THEN addresses END), 0) AS waiting,
    coalesce(sum(CASE WHEN state IN ('failing', 'absent') AND NOT answered THEN addresses END), 0) AS never_answered
  FROM portal_addresses WHERE portal = :portal
), ways AS (
  SELECT count(*) AS ways_in, coalesce(sum(state IN ('failing', 'absent', 'refused')), 0) AS ways_shut
  FROM frontier WHERE portal = :portal AND kind IN ('entry', 'feed', 'sitemap') AND state NOT IN ('moved', 'alias')
)
INSERT INTO portal_tallies (
  portal, counted_at, articles, gone, first_published, last_published, first_archived, last_archived, last_52_weeks, weeks,
  empty_weeks, dated, dated_ahead, with_sapo, with_figures, with_images, with_attachments, figures, captures, ways_in, ways_shut,
  lists_read, waiting, never_answered, refused_links, problems)
SELECT :portal, :now, articles, gone, first_published, last_published, first_archived, last_archived, last_52_weeks, weeks,
  weeks - filled, dated, dated_ahead, with_sapo, with_figures, with_images, with_attachments, figures,
  (SELECT count(*) FROM captures WHERE portal = :portal), ways_in, ways_shut,
  (SELECT count(*) FROM frontier WHERE portal = :portal AND state = 'answered' AND (items IS NOT NULL OR kind = 'sitemap')),
  waiting, never_answered,
  (SELECT coalesce(sum(links), 0) FROM refusals WHERE portal = :portal AND action = 'refused'),
  (SELECT count(*) FROM problems WHERE portal = :portal)
FROM held, timed, known, ways
"""


def update(archive: "Archive", portals: Iterable[str] | None = None) -> None:
    """Count these portals again, or all."""
    wanted = [name for (name,) in archive.sql.execute("SELECT name FROM portals ORDER BY name")]
    for portal in wanted if portals is None else sorted(set(portals) & set(wanted)):
        with archive.transaction() as sql:
            for table in ("portal_tallies", "portal_weeks", "portal_addresses"):
                sql.execute(f"DELETE FROM {table} WHERE portal = ?", [portal])
            for statement in (_WEEKS, _ADDRESSES, _TALLY):
                sql.execute(statement, {"portal": portal, "now": clock.stamp()})


def catch_up(archive: "Archive") -> None:
    """Count what was never counted: the portals of an archive that was made before there were tallies."""
    rows = archive.sql.execute(
        "SELECT name FROM portals WHERE name NOT IN (SELECT portal FROM portal_tallies)"
        " AND EXISTS (SELECT 1 FROM articles WHERE portal = name)"
    )
    if missing := [name for (name,) in rows]:
        update(archive, missing)
