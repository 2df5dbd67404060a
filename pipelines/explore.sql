-- What the pages that list indicators, provinces and agencies count by, without a look at the rows themselves.
CREATE INDEX metrics_explored ON metrics(indicator, place_today, article_id) WHERE indicator IS NOT NULL;
CREATE INDEX metrics_agency ON metrics(agency, article_id) WHERE agency IS NOT NULL;

-- Copies of one release count once here as everywhere.
DROP VIEW metrics_by_province_year;
CREATE VIEW metrics_by_province_year AS
  SELECT m.place_today, p.name_vi AS place, substr(m.period_end, 1, 4) AS year, m.indicator, i.label_vi AS indicator_vi,
    m.kind, m.unit, m.modality, count(*) AS metrics, count(DISTINCT m.article_id) AS articles, min(m.value) AS lowest,
    max(m.value) AS highest
  FROM metrics m JOIN indicators i ON i.id = m.indicator JOIN places p ON p.id = m.place_today
  WHERE m.period_start GLOB '[0-9]*' AND substr(m.period_start, 1, 4) = substr(m.period_end, 1, 4)
    AND m.article_id NOT IN (SELECT id FROM articles WHERE dup_group <> id)
  GROUP BY m.place_today, year, m.indicator, m.kind, m.unit, m.modality;
