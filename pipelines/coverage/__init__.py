"""How well each portal is covered: counts of what the archive holds and of what it could not get, made when a crawl ends."""
