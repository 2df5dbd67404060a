-- How well each portal is covered: what to know before one says "this portal has not written about it". Everything here is derived
-- (see pipelines/coverage): a count over a million articles takes far longer than a page may, so it is brought up to date, a portal
-- at a time, when a crawl or a re-reading ends; `counted_at` says when.

CREATE TABLE portal_tallies (
  portal TEXT PRIMARY KEY REFERENCES portals(name), counted_at TEXT NOT NULL, articles INTEGER NOT NULL, gone INTEGER NOT NULL,
  first_published TEXT, last_published TEXT, first_archived TEXT, last_archived TEXT, last_52_weeks INTEGER NOT NULL,
  weeks INTEGER NOT NULL, empty_weeks INTEGER NOT NULL, dated INTEGER NOT NULL, dated_ahead INTEGER NOT NULL,
  with_sapo INTEGER NOT NULL, with_figures INTEGER NOT NULL, with_images INTEGER NOT NULL, with_attachments INTEGER NOT NULL,
  figures INTEGER NOT NULL, captures INTEGER NOT NULL, ways_in INTEGER NOT NULL, ways_shut INTEGER NOT NULL,
  lists_read INTEGER NOT NULL, waiting INTEGER NOT NULL, never_answered INTEGER NOT NULL, refused_links INTEGER NOT NULL,
  problems INTEGER NOT NULL
) WITHOUT ROWID;

-- `week` is its Monday, in Vietnam's time.
CREATE TABLE portal_weeks (
  portal TEXT NOT NULL REFERENCES portals(name), week TEXT NOT NULL, published INTEGER NOT NULL, archived INTEGER NOT NULL,
  PRIMARY KEY (portal, week)
) WITHOUT ROWID;
CREATE INDEX portal_weeks_week ON portal_weeks(week, portal, published);

-- `answered` is 1 where the addresses have once held something.
CREATE TABLE portal_addresses (
  portal TEXT NOT NULL REFERENCES portals(name), kind TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL,
  answered INTEGER NOT NULL, addresses INTEGER NOT NULL, example TEXT NOT NULL,
  PRIMARY KEY (portal, kind, state, reason, answered)
) WITHOUT ROWID;

CREATE INDEX frontier_ways ON frontier(portal, kind) WHERE kind IN ('entry', 'feed', 'sitemap');
CREATE INDEX frontier_failing ON frontier(portal) WHERE state = 'failing' AND capture_id IS NULL;
CREATE INDEX runs_outcome ON runs(portal, outcome, finished_at);

CREATE VIEW coverage AS
  SELECT p.name AS portal, p.title_vi, p.title_en, p.kind, p.place, l.name_vi AS place_name, p.family, p.demo, p.verified,
    t.articles, t.gone, t.first_published, t.last_published, t.first_archived, t.last_archived,
    round(t.last_52_weeks / 52.0, 1) AS articles_a_week, t.weeks, t.empty_weeks,
    round(100.0 * t.dated / nullif(t.articles, 0), 1) AS dated_percent,
    round(100.0 * t.with_sapo / nullif(t.articles, 0), 1) AS sapo_percent,
    round(100.0 * t.with_figures / nullif(t.articles, 0), 1) AS figures_percent,
    round(100.0 * t.with_images / nullif(t.articles, 0), 1) AS images_percent,
    round(100.0 * t.with_attachments / nullif(t.articles, 0), 1) AS attachments_percent,
    t.dated_ahead, t.figures, t.captures, r.finished_at AS last_crawl, r.outcome AS last_outcome, r.articles_new AS last_new,
    r.articles_changed AS last_changed,
    (SELECT max(finished_at) FROM runs WHERE portal = p.name AND outcome = 'finished') AS last_good_crawl,
    (SELECT max(started_at) FROM runs WHERE portal = p.name AND finished_at IS NULL) AS running_since,
    (SELECT count(*) FROM events WHERE portal = p.name AND kind = 'incident' AND review = 'open') AS open_incidents,
    t.ways_in, t.ways_shut, t.lists_read, t.waiting, t.never_answered, t.refused_links, t.problems, t.counted_at
  FROM portals p LEFT JOIN portal_tallies t ON t.portal = p.name LEFT JOIN places l ON l.id = p.place
  LEFT JOIN runs r ON r.id = (SELECT id FROM runs WHERE portal = p.name AND finished_at IS NOT NULL ORDER BY finished_at DESC, id DESC LIMIT 1);
