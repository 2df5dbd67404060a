-- The tables of archive.db. Stamps are UTC ('2026-11-22T03:07:07Z'). Every table and column is described in metadata.yml.

CREATE TABLE portals (
  name TEXT PRIMARY KEY, title_vi TEXT NOT NULL, title_en TEXT NOT NULL, kind TEXT NOT NULL, place TEXT NOT NULL,
  family TEXT NOT NULL, home TEXT NOT NULL, domains TEXT NOT NULL, demo INTEGER NOT NULL DEFAULT 0,
  written TEXT, verified TEXT
) WITHOUT ROWID;

CREATE TABLE runs (
  id INTEGER PRIMARY KEY, portal TEXT NOT NULL REFERENCES portals(name), started_at TEXT NOT NULL, finished_at TEXT,
  outcome TEXT, exit_code INTEGER, requests INTEGER, articles_new INTEGER, articles_changed INTEGER,
  articles_same INTEGER, problems INTEGER, software TEXT NOT NULL, note TEXT
);
CREATE INDEX runs_portal ON runs(portal, finished_at);

CREATE TABLE warc_files (
  name TEXT PRIMARY KEY, state TEXT NOT NULL CHECK (state IN ('open', 'sealed')), committed INTEGER NOT NULL,
  records INTEGER NOT NULL, opened_at TEXT NOT NULL, sealed_at TEXT, sha256 TEXT
) WITHOUT ROWID;

CREATE TABLE frontier (
  id INTEGER PRIMARY KEY, portal TEXT NOT NULL REFERENCES portals(name), address TEXT NOT NULL, canonical TEXT NOT NULL,
  thing TEXT NOT NULL, article_key TEXT, kind TEXT NOT NULL, state TEXT NOT NULL, reason TEXT,
  priority INTEGER NOT NULL DEFAULT 0, listing TEXT, page INTEGER NOT NULL DEFAULT 1, found_on TEXT,
  first_seen TEXT NOT NULL, last_visit TEXT, next_visit TEXT, visits INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0, capture_id INTEGER REFERENCES captures(id), quiet INTEGER
);
CREATE UNIQUE INDEX frontier_address ON frontier(portal, address);
CREATE INDEX frontier_thing ON frontier(portal, thing);
CREATE INDEX frontier_due ON frontier(portal, priority DESC, next_visit, id) WHERE next_visit IS NOT NULL;
CREATE INDEX frontier_next ON frontier(portal, next_visit) WHERE next_visit IS NOT NULL;
CREATE INDEX frontier_listing ON frontier(portal, listing, page) WHERE listing IS NOT NULL;

CREATE TABLE refusals (
  portal TEXT NOT NULL REFERENCES portals(name), rule TEXT NOT NULL, action TEXT NOT NULL CHECK (action IN ('folded', 'refused')),
  links INTEGER NOT NULL, example TEXT NOT NULL, last_seen TEXT NOT NULL, PRIMARY KEY (portal, rule, action)
) WITHOUT ROWID;

CREATE TABLE captures (
  id INTEGER PRIMARY KEY, portal TEXT NOT NULL REFERENCES portals(name), address TEXT NOT NULL,
  frontier_id INTEGER REFERENCES frontier(id), run_id INTEGER REFERENCES runs(id), purpose TEXT NOT NULL,
  fetched_at TEXT NOT NULL, status INTEGER NOT NULL, content_type TEXT, ip TEXT, etag TEXT, last_modified TEXT,
  payload_digest TEXT NOT NULL, payload_length INTEGER NOT NULL, record TEXT NOT NULL CHECK (record IN ('response', 'revisit')),
  revisit_of INTEGER REFERENCES captures(id), warc TEXT NOT NULL REFERENCES warc_files(name), offset INTEGER NOT NULL,
  length INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('unread', 'read')), reading TEXT, reason TEXT
);
CREATE INDEX captures_address ON captures(portal, address, id);
CREATE INDEX captures_unread ON captures(id) WHERE state = 'unread';
CREATE INDEX captures_warc ON captures(warc, offset);
CREATE INDEX captures_frontier ON captures(frontier_id);
CREATE INDEX captures_run ON captures(run_id);
CREATE INDEX captures_revisit ON captures(revisit_of) WHERE revisit_of IS NOT NULL;

CREATE TABLE articles (
  id INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE, portal TEXT NOT NULL REFERENCES portals(name), key TEXT NOT NULL,
  title TEXT NOT NULL, published TEXT, published_local TEXT, published_raw TEXT, published_by TEXT, author TEXT,
  source TEXT, section TEXT, language TEXT NOT NULL, place TEXT NOT NULL, words INTEGER NOT NULL, address TEXT NOT NULL,
  canonical TEXT, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, capture_id INTEGER NOT NULL REFERENCES captures(id),
  rule TEXT NOT NULL, flags TEXT, text_hash TEXT NOT NULL, extractor_version TEXT NOT NULL
);
CREATE INDEX articles_published ON articles(published);
CREATE INDEX articles_portal_published ON articles(portal, published);
CREATE INDEX articles_place_published ON articles(place, published);
CREATE INDEX articles_section ON articles(section);
CREATE INDEX articles_language ON articles(language);
CREATE INDEX articles_capture ON articles(capture_id);

CREATE TABLE article_texts (
  id INTEGER PRIMARY KEY REFERENCES articles(id), sapo TEXT NOT NULL, text TEXT NOT NULL, tables TEXT
);

CREATE TABLE images (
  article_id INTEGER NOT NULL REFERENCES articles(id), position INTEGER NOT NULL, address TEXT NOT NULL, caption TEXT NOT NULL,
  PRIMARY KEY (article_id, position)
) WITHOUT ROWID;

CREATE TABLE attachments (
  article_id INTEGER NOT NULL REFERENCES articles(id), position INTEGER NOT NULL, address TEXT NOT NULL, label TEXT NOT NULL,
  type TEXT NOT NULL, PRIMARY KEY (article_id, position)
) WITHOUT ROWID;

CREATE TABLE problems (
  id INTEGER PRIMARY KEY, portal TEXT NOT NULL REFERENCES portals(name), address TEXT NOT NULL, reason TEXT NOT NULL,
  detail TEXT NOT NULL, at TEXT NOT NULL, capture_id INTEGER REFERENCES captures(id), run_id INTEGER REFERENCES runs(id)
);
CREATE INDEX problems_portal ON problems(portal, reason);
CREATE INDEX problems_capture ON problems(capture_id);
CREATE INDEX problems_run ON problems(run_id);

-- Every address under which an article was seen: the ones that answered and the other spellings found in links.
CREATE VIEW article_addresses AS
  SELECT a.id AS article_id, a.identity, f.address, f.state, f.first_seen, f.last_visit
  FROM articles a JOIN frontier f ON f.portal = a.portal AND f.thing = 'key:' || a.key;

CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Full-text search. The index keeps no text of its own: it reads the view, so that snippet() shows the words as they were
-- written even where the folded shadow was hit. What goes into it is decided in triggers.sql; never use FTS5's 'rebuild'
-- (it would index the view as it is, without folding): `pipelines.schema.reindex` does it right.
CREATE VIEW articles_searched AS
  SELECT a.id, a.title, t.text, a.title AS title_fold, t.text AS text_fold FROM articles a JOIN article_texts t USING (id);

CREATE VIRTUAL TABLE articles_fts USING fts5(
  title, text, title_fold, text_fold, content='articles_searched', content_rowid='id', tokenize='unicode61 remove_diacritics 0'
);

-- `ORDER BY rank`: a title weighs more than the text, an exact hit more than a folded one.
INSERT INTO articles_fts(articles_fts, rank) VALUES ('rank', 'bm25(10.0, 4.0, 5.0, 1.0)');
