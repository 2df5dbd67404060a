-- What is followed is listed by when it was first seen, that is by id: of a portal, of a province. And the largest sums.
CREATE INDEX articles_portal ON articles(portal);
CREATE INDEX articles_place ON articles(place);
CREATE INDEX metrics_money ON metrics(value) WHERE kind = 'money' AND unit = 'VND';
