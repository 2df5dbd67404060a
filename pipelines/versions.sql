-- What changed: versions of articles and events between them. Both are derived from captures (see pipelines/versions): they can
-- be thrown away and made again from the archive.

-- What a capture was read as. `read_by` is the reader's version and the digest of the profile's rules: only readings of one
-- `read_by` are compared. `target` is where a redirect leads.
ALTER TABLE captures ADD COLUMN article_key TEXT;
ALTER TABLE captures ADD COLUMN content_hash TEXT;
ALTER TABLE captures ADD COLUMN rule TEXT;
ALTER TABLE captures ADD COLUMN read_by TEXT;
ALTER TABLE captures ADD COLUMN target TEXT;
CREATE INDEX captures_key ON captures(portal, article_key, id) WHERE article_key IS NOT NULL;
UPDATE captures SET article_key = (SELECT article_key FROM frontier WHERE id = captures.frontier_id) WHERE frontier_id IS NOT NULL;

-- The plan of a row: the moment its ages count from, the wait of a listing (seconds), its last answer with a body, and the
-- things that it listed.
ALTER TABLE frontier ADD COLUMN anchor TEXT;
ALTER TABLE frontier ADD COLUMN wait INTEGER;
ALTER TABLE frontier ADD COLUMN full_at TEXT;
ALTER TABLE frontier ADD COLUMN items TEXT;

ALTER TABLE runs ADD COLUMN judged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN events INTEGER;
UPDATE runs SET judged = 1;

ALTER TABLE articles RENAME COLUMN text_hash TO content_hash;
ALTER TABLE articles ADD COLUMN state TEXT NOT NULL DEFAULT 'live' CHECK (state IN ('live', 'missing', 'gone', 'moved'));
ALTER TABLE articles ADD COLUMN state_since TEXT;
ALTER TABLE articles ADD COLUMN versions INTEGER NOT NULL DEFAULT 1;
-- The capture that holds the payload which the article shows, never a revisit of it.
UPDATE articles SET capture_id = (SELECT coalesce(revisit_of, id) FROM captures WHERE id = articles.capture_id);
CREATE INDEX articles_state ON articles(state) WHERE state <> 'live';

-- What a host answers to an address that cannot exist, as the reader reads it: an article that reads so is absent.
CREATE TABLE soft_404s (
  id INTEGER PRIMARY KEY, portal TEXT NOT NULL REFERENCES portals(name), host TEXT NOT NULL, content_hash TEXT NOT NULL,
  title TEXT NOT NULL, text TEXT NOT NULL, capture_id INTEGER NOT NULL REFERENCES captures(id), first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL, UNIQUE (portal, host, content_hash)
);
CREATE INDEX soft_404s_capture ON soft_404s(capture_id);

-- One row a distinct content of an article. `sapo`, `text` and `tables` are NULL in the version that `articles` shows: they stand
-- in `article_texts` (the view `versions` puts them in).
CREATE TABLE article_versions (
  id INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE, article_id INTEGER NOT NULL REFERENCES articles(id),
  number INTEGER NOT NULL, content_hash TEXT NOT NULL, title TEXT NOT NULL, sapo TEXT, text TEXT, tables TEXT,
  published TEXT, author TEXT, source TEXT, captions TEXT NOT NULL, attachments TEXT NOT NULL, words INTEGER NOT NULL,
  first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, first_capture INTEGER NOT NULL REFERENCES captures(id),
  last_capture INTEGER NOT NULL REFERENCES captures(id), captures INTEGER NOT NULL, read_by TEXT NOT NULL
);
CREATE UNIQUE INDEX article_versions_article ON article_versions(article_id, number);
CREATE UNIQUE INDEX article_versions_content ON article_versions(article_id, content_hash);
CREATE INDEX article_versions_first ON article_versions(first_capture);
CREATE INDEX article_versions_last ON article_versions(last_capture);

CREATE TABLE events (
  id INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE, portal TEXT NOT NULL REFERENCES portals(name),
  article_id INTEGER REFERENCES articles(id),
  kind TEXT NOT NULL CHECK (kind IN ('created', 'edited', 'deleted', 'restored', 'moved', 'incident')),
  last_good TEXT, first_seen TEXT NOT NULL, confirmed TEXT NOT NULL,
  before_capture INTEGER REFERENCES captures(id), after_capture INTEGER NOT NULL REFERENCES captures(id),
  confirming_capture INTEGER NOT NULL REFERENCES captures(id),
  from_version INTEGER REFERENCES article_versions(id) DEFERRABLE INITIALLY DEFERRED,
  to_version INTEGER REFERENCES article_versions(id) DEFERRABLE INITIALLY DEFERRED,
  size TEXT CHECK (size IN ('cosmetic', 'minor', 'substantive')), fields TEXT, from_address TEXT, to_address TEXT,
  articles INTEGER, detail TEXT, review TEXT CHECK (review IN ('open', 'accepted', 'dismissed'))
);
CREATE INDEX events_article ON events(article_id, id);
CREATE INDEX events_kind ON events(kind, confirmed);
CREATE INDEX events_portal ON events(portal, kind);
CREATE INDEX events_before ON events(before_capture) WHERE before_capture IS NOT NULL;
CREATE INDEX events_after ON events(after_capture);
CREATE INDEX events_confirming ON events(confirming_capture);
CREATE INDEX events_from ON events(from_version) WHERE from_version IS NOT NULL;
CREATE INDEX events_to ON events(to_version) WHERE to_version IS NOT NULL;

-- What an edit changed, one row a figure, date, document or name: one side is NULL where it came or went.
CREATE TABLE event_changes (
  id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES events(id) ON DELETE CASCADE, position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('figure', 'date', 'document', 'name')), indicator TEXT REFERENCES indicators(id),
  old TEXT, new TEXT, old_value TEXT, new_value TEXT, unit TEXT, old_sentence TEXT, new_sentence TEXT
);
CREATE UNIQUE INDEX event_changes_event ON event_changes(event_id, position);
CREATE INDEX event_changes_kind ON event_changes(kind);
CREATE INDEX event_changes_indicator ON event_changes(indicator) WHERE indicator IS NOT NULL;

-- What a person decided about an incident: the one thing here that no archive can tell again.
CREATE TABLE incident_reviews (
  identity TEXT PRIMARY KEY, decision TEXT NOT NULL CHECK (decision IN ('accepted', 'dismissed')), at TEXT NOT NULL, note TEXT
) WITHOUT ROWID;

-- Every version with its whole content, the one that the article shows now included.
CREATE VIEW versions AS
  SELECT v.id, v.identity, v.article_id, v.number, v.title, coalesce(v.sapo, t.sapo) AS sapo, coalesce(v.text, t.text) AS text,
    CASE WHEN v.text IS NULL THEN t.tables ELSE v.tables END AS tables, v.published, v.author, v.source, v.captions,
    v.attachments, v.words, v.first_seen, v.last_seen, v.captures, v.text IS NULL AS is_current
  FROM article_versions v JOIN article_texts t ON t.id = v.article_id;

CREATE VIEW latest_edits AS
  SELECT e.id, e.confirmed, e.last_good, e.first_seen, a.identity, a.title, e.size, e.fields,
    (SELECT count(*) FROM event_changes c WHERE c.event_id = e.id) AS changes, e.article_id, a.portal, a.address,
    e.before_capture, e.after_capture, e.from_version, e.to_version
  FROM events e JOIN articles a ON a.id = e.article_id WHERE e.kind = 'edited' ORDER BY e.confirmed DESC, e.id DESC;

CREATE VIEW disappeared AS
  SELECT e.id, e.confirmed, e.last_good, e.first_seen, a.identity, a.title, a.state, a.published, e.article_id, a.portal, a.address,
    e.before_capture, e.after_capture, e.confirming_capture
  FROM events e JOIN articles a ON a.id = e.article_id WHERE e.kind = 'deleted' ORDER BY e.confirmed DESC, e.id DESC;

CREATE VIEW figures_changed AS
  SELECT c.id, e.confirmed, e.last_good, e.first_seen, a.identity, a.title, c.indicator, i.label_vi AS indicator_vi,
    i.label_en AS indicator_en, c.old, c.new, c.old_value, c.new_value, c.unit, c.old_sentence, c.new_sentence, e.id AS event_id,
    e.article_id, a.portal, a.published, a.address
  FROM event_changes c JOIN events e ON e.id = c.event_id JOIN articles a ON a.id = e.article_id
  LEFT JOIN indicators i ON i.id = c.indicator WHERE c.kind = 'figure' ORDER BY e.confirmed DESC, c.id DESC;
