-- What the pages that list indicators, provinces and agencies count by, without a look at the rows themselves.
CREATE INDEX metrics_explored ON metrics(indicator, place_today, article_id) WHERE indicator IS NOT NULL;
CREATE INDEX metrics_agency ON metrics(agency, article_id) WHERE agency IS NOT NULL;
