-- Keep the search index right at every write. An article is in the index while both its row and its text exist.
-- External content: taking a row out needs the very values that were put in (see folding.FOLD_VERSION).
-- `schema.prepare` puts these back when they are missing: sqlite-utils' transform() drops triggers without a word.

CREATE TRIGGER articles_index_insert AFTER INSERT ON articles BEGIN
  INSERT INTO articles_fts(rowid, title, text, title_fold, text_fold)
  SELECT new.id, vn_canon(new.title), vn_canon(text), vn_index_fold(new.title), vn_index_fold(text)
  FROM article_texts WHERE id = new.id;
END;

CREATE TRIGGER articles_index_delete BEFORE DELETE ON articles BEGIN
  INSERT INTO articles_fts(articles_fts, rowid, title, text, title_fold, text_fold)
  SELECT 'delete', old.id, vn_canon(old.title), vn_canon(text), vn_index_fold(old.title), vn_index_fold(text)
  FROM article_texts WHERE id = old.id;
END;

CREATE TRIGGER articles_index_update AFTER UPDATE OF title ON articles WHEN old.title IS NOT new.title BEGIN
  INSERT INTO articles_fts(articles_fts, rowid, title, text, title_fold, text_fold)
  SELECT 'delete', old.id, vn_canon(old.title), vn_canon(text), vn_index_fold(old.title), vn_index_fold(text)
  FROM article_texts WHERE id = old.id;
  INSERT INTO articles_fts(rowid, title, text, title_fold, text_fold)
  SELECT new.id, vn_canon(new.title), vn_canon(text), vn_index_fold(new.title), vn_index_fold(text)
  FROM article_texts WHERE id = new.id;
END;

CREATE TRIGGER article_texts_index_insert AFTER INSERT ON article_texts BEGIN
  INSERT INTO articles_fts(rowid, title, text, title_fold, text_fold)
  SELECT new.id, vn_canon(title), vn_canon(new.text), vn_index_fold(title), vn_index_fold(new.text)
  FROM articles WHERE id = new.id;
END;

CREATE TRIGGER article_texts_index_delete BEFORE DELETE ON article_texts BEGIN
  INSERT INTO articles_fts(articles_fts, rowid, title, text, title_fold, text_fold)
  SELECT 'delete', old.id, vn_canon(title), vn_canon(old.text), vn_index_fold(title), vn_index_fold(old.text)
  FROM articles WHERE id = old.id;
END;

CREATE TRIGGER article_texts_index_update AFTER UPDATE OF text ON article_texts WHEN old.text IS NOT new.text BEGIN
  INSERT INTO articles_fts(articles_fts, rowid, title, text, title_fold, text_fold)
  SELECT 'delete', old.id, vn_canon(title), vn_canon(old.text), vn_index_fold(title), vn_index_fold(old.text)
  FROM articles WHERE id = old.id;
  INSERT INTO articles_fts(rowid, title, text, title_fold, text_fold)
  SELECT new.id, vn_canon(title), vn_canon(new.text), vn_index_fold(title), vn_index_fold(new.text)
  FROM articles WHERE id = new.id;
END;
