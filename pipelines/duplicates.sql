-- Copies of one release, and figures that disagree across articles. Everything here is derived from `article_texts` and `metrics`
-- (see pipelines/duplicates): it can be thrown away and made again.

-- The first published of the articles that tell the same, itself included; NULL where an article has no copy.
ALTER TABLE articles ADD COLUMN dup_group INTEGER REFERENCES articles(id) ON DELETE SET NULL;
CREATE INDEX articles_dup_group ON articles(dup_group, portal) WHERE dup_group IS NOT NULL;

-- `at` is when an article was published, in seconds; `bands` the numbers under which it is found, empty where it is too short;
-- `first` the article that it is a copy of, or itself; while `waiting` it is yet to be settled.
CREATE TABLE article_sketches (
  article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE, content_hash TEXT NOT NULL, first_seen TEXT NOT NULL,
  at INTEGER NOT NULL, bands BLOB NOT NULL, first INTEGER REFERENCES article_sketches(article_id) ON DELETE SET NULL,
  waiting INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX article_sketches_first ON article_sketches(first);
CREATE INDEX article_sketches_waiting ON article_sketches(at, article_id) WHERE waiting = 1;

CREATE TABLE sketch_bands (
  band INTEGER NOT NULL, is_first INTEGER NOT NULL, at INTEGER NOT NULL, article_id INTEGER NOT NULL,
  PRIMARY KEY (band, is_first, at, article_id)
) WITHOUT ROWID;

-- The groups, each under its first publisher.
CREATE VIEW dup_groups AS
  SELECT f.id AS dup_group, f.identity, f.title, f.portal AS first_portal, f.published, f.first_seen, count(*) AS articles,
    count(DISTINCT c.portal) AS portals, group_concat(DISTINCT c.portal) AS publishers, f.address
  FROM articles c JOIN articles f ON f.id = c.dup_group WHERE c.dup_group IS NOT NULL GROUP BY f.id;

-- The figures of a release, once: what to count and to take medians from.
CREATE VIEW figures_once AS
  SELECT m.id, m.identity, m.indicator, i.label_vi AS indicator_vi, i.label_en AS indicator_en, m.kind,
    m.value_text AS value, m.value AS number, m.value_to_text AS value_to, m.unit, m.denominator_text AS denominator, m.qualifier,
    m.modality, m.direction, m.base, m.per, m.period_start, m.period_end, m.period_label, m.place, m.place_today, m.agency,
    m.quote, m.sentence, m.flags, m.part_of, m.article_id, a.dup_group, a.title, a.portal, a.published, a.address
  FROM metrics m JOIN articles a ON a.id = m.article_id LEFT JOIN indicators i ON i.id = m.indicator
  WHERE a.dup_group IS NULL OR a.dup_group = a.id;

-- What articles answer to one question: whole figures, told exactly. One index that holds all that is asked of a million of them.
CREATE INDEX metrics_compared ON metrics(
  indicator, kind, unit, place_today, place_code, district_code, period_start, period_end, modality, direction, base, per,
  article_id, value, qualifier, part_of, value_to
) WHERE qualifier = 'exact' AND part_of IS NULL AND value_to IS NULL AND indicator IS NOT NULL AND place_today IS NOT NULL
  AND period_start >= '0' AND period_end >= '0';

-- `told` is each value with the number of articles that tell it; `gap` the distance of the outermost, as a share of the larger.
CREATE TABLE discrepancies (
  id INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE, indicator TEXT NOT NULL REFERENCES indicators(id), kind TEXT NOT NULL,
  unit TEXT NOT NULL, place_today TEXT NOT NULL REFERENCES places(id), place_code TEXT,
  district_code TEXT REFERENCES places(id), period_start TEXT NOT NULL, period_end TEXT NOT NULL, modality TEXT NOT NULL,
  direction TEXT, base TEXT, per TEXT, agency TEXT, distinct_values INTEGER NOT NULL,
  articles INTEGER NOT NULL, told TEXT NOT NULL, lowest REAL NOT NULL, highest REAL NOT NULL, gap REAL NOT NULL
);
CREATE INDEX discrepancies_indicator ON discrepancies(indicator, period_end);
CREATE INDEX discrepancies_place ON discrepancies(place_today);
CREATE INDEX discrepancies_articles ON discrepancies(articles);

CREATE TABLE discrepancy_figures (
  discrepancy_id INTEGER NOT NULL REFERENCES discrepancies(id) ON DELETE CASCADE,
  metric_id INTEGER NOT NULL REFERENCES metrics(id) ON DELETE CASCADE, PRIMARY KEY (discrepancy_id, metric_id)
) WITHOUT ROWID;
CREATE INDEX discrepancy_figures_metric ON discrepancy_figures(metric_id);

-- Every figure of a discrepancy with its sentence and article: who says what.
CREATE VIEW discrepant_figures AS
  SELECT d.id AS discrepancy_id, d.indicator, i.label_vi AS indicator_vi, i.label_en AS indicator_en, m.place, d.place_today,
    p.name_vi AS place_now, d.period_start, d.period_end, d.modality, d.gap, m.value_text AS value, m.unit, m.agency, m.quote,
    m.sentence, m.id AS metric_id, m.article_id, a.title, a.portal, a.published, a.dup_group, a.address
  FROM discrepancy_figures f JOIN discrepancies d ON d.id = f.discrepancy_id JOIN metrics m ON m.id = f.metric_id
  JOIN articles a ON a.id = m.article_id JOIN indicators i ON i.id = d.indicator JOIN places p ON p.id = d.place_today;
