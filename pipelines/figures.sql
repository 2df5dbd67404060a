-- The figures of articles, the documents they cite, and the arithmetic between them. All offsets are code points into
-- article_texts.text. A value's text is exact, the column without `_text` beside it is there to sort by.

CREATE TABLE indicators (
  id TEXT PRIMARY KEY, domain TEXT NOT NULL, domain_vi TEXT NOT NULL, label_vi TEXT NOT NULL, label_en TEXT NOT NULL,
  definition_vi TEXT NOT NULL, definition_en TEXT NOT NULL, kinds TEXT NOT NULL, units TEXT NOT NULL, form TEXT
) WITHOUT ROWID;

-- Codes were given again in July 2025 (19 is the former Thái Nguyên and the one of today), so a code alone is no key:
-- '19' is the province of today, '19/2025' the one that ended then, '164' a district (all of them ended then).
CREATE TABLE places (
  id TEXT PRIMARY KEY, code TEXT NOT NULL, name_vi TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('province', 'district')),
  parent TEXT REFERENCES places(id), valid_from TEXT, valid_until TEXT, successor TEXT REFERENCES places(id)
) WITHOUT ROWID;
CREATE INDEX places_code ON places(code);
CREATE INDEX places_parent ON places(parent);
CREATE INDEX places_successor ON places(successor);

CREATE TABLE metrics (
  id INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE, article_id INTEGER NOT NULL REFERENCES articles(id),
  position INTEGER NOT NULL, quote TEXT NOT NULL, indicator TEXT REFERENCES indicators(id), kind TEXT NOT NULL,
  value_text TEXT NOT NULL, value REAL NOT NULL, value_to_text TEXT, value_to REAL, unit TEXT NOT NULL,
  denominator_text TEXT, denominator REAL, qualifier TEXT NOT NULL, modality TEXT NOT NULL, direction TEXT, base TEXT,
  per TEXT, period_start TEXT, period_end TEXT, period_label TEXT, period_basis TEXT, place TEXT, place_code TEXT,
  place_today TEXT REFERENCES places(id), district_code TEXT REFERENCES places(id), agency TEXT, number_text TEXT NOT NULL,
  sentence TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL, sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL,
  part_of INTEGER REFERENCES metrics(id) DEFERRABLE INITIALLY DEFERRED, flags TEXT, extractor_version TEXT NOT NULL
);
CREATE UNIQUE INDEX metrics_article ON metrics(article_id, position);
CREATE INDEX metrics_indicator ON metrics(indicator, period_end);
CREATE INDEX metrics_place ON metrics(place_today, indicator);
CREATE INDEX metrics_district ON metrics(district_code) WHERE district_code IS NOT NULL;
CREATE INDEX metrics_unclassified ON metrics(unit, kind) WHERE indicator IS NULL;
CREATE INDEX metrics_kind ON metrics(kind);
CREATE INDEX metrics_modality ON metrics(modality);
CREATE INDEX metrics_part_of ON metrics(part_of) WHERE part_of IS NOT NULL;

CREATE TABLE citations (
  id INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE, article_id INTEGER NOT NULL REFERENCES articles(id),
  position INTEGER NOT NULL, type TEXT, number TEXT NOT NULL, date TEXT, issuer TEXT, quote TEXT NOT NULL,
  sentence TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, sentence_start INTEGER NOT NULL,
  sentence_end INTEGER NOT NULL, extractor_version TEXT NOT NULL
);
CREATE UNIQUE INDEX citations_article ON citations(article_id, position);
CREATE INDEX citations_number ON citations(number, date);

CREATE TABLE checks (
  id INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE, article_id INTEGER NOT NULL REFERENCES articles(id),
  position INTEGER NOT NULL, relation TEXT NOT NULL, verdict TEXT NOT NULL, note TEXT NOT NULL, operands TEXT NOT NULL,
  total INTEGER REFERENCES metrics(id) DEFERRABLE INITIALLY DEFERRED,
  printed INTEGER REFERENCES metrics(id) DEFERRABLE INITIALLY DEFERRED,
  computed TEXT NOT NULL, printed_value TEXT, spans TEXT NOT NULL, extractor_version TEXT NOT NULL
);
CREATE UNIQUE INDEX checks_article ON checks(article_id, position);
CREATE INDEX checks_verdict ON checks(verdict, relation);
CREATE INDEX checks_total ON checks(total) WHERE total IS NOT NULL;
CREATE INDEX checks_printed ON checks(printed) WHERE printed IS NOT NULL;

-- Every figure with what a reader wants to know of it: the article it stands in, and its indicator in words.
CREATE VIEW figures AS
  SELECT m.id, m.identity, m.indicator, i.label_vi AS indicator_vi, i.label_en AS indicator_en, m.kind,
    m.value_text AS value, m.value_to_text AS value_to, m.unit, m.denominator_text AS denominator, m.qualifier, m.modality,
    m.direction, m.base, m.per, m.period_start, m.period_end, m.period_label, m.place, m.place_today, m.agency, m.quote,
    m.sentence, m.flags, m.article_id, a.title, a.portal, a.published, a.address
  FROM metrics m JOIN articles a ON a.id = m.article_id LEFT JOIN indicators i ON i.id = m.indicator;

-- Figures of a period within one year, by province of today. Nothing is added up: two articles may tell one figure twice.
CREATE VIEW metrics_by_province_year AS
  SELECT m.place_today, p.name_vi AS place, substr(m.period_end, 1, 4) AS year, m.indicator, i.label_vi AS indicator_vi,
    m.kind, m.unit, m.modality, count(*) AS metrics, count(DISTINCT m.article_id) AS articles, min(m.value) AS lowest,
    max(m.value) AS highest
  FROM metrics m JOIN indicators i ON i.id = m.indicator JOIN places p ON p.id = m.place_today
  WHERE m.period_start GLOB '[0-9]*' AND substr(m.period_start, 1, 4) = substr(m.period_end, 1, 4)
  GROUP BY m.place_today, year, m.indicator, m.kind, m.unit, m.modality;
