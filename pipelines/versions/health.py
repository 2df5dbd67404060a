"""Whether a host was well in a run: an absence counts only then.

Told by its answers alone, so that an archive made again from its WARC files tells the same: it answered with pages, and no
more often with errors, refusals and block pages.
"""

import sqlite3
from collections import Counter
from urllib.parse import urlsplit

#: Readings that show a host at work, and what shows that it was not. Absences and probes say neither.
WELL, ILL = frozenset({"article", "page", "feed", "sitemap"}), frozenset({"bad", "retried"})


class Health:
    """The health of a portal's hosts, run by run; each run's captures are counted once."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self.sql = sql
        self._counts: dict[int, dict[str, Counter[str]]] = {}

    def is_well(self, run: int, host: str) -> bool:
        """Whether `host` gave at least one page in `run`, and no fewer pages than errors."""
        if run not in self._counts:
            self._counts[run] = self._count(run)
        counts = self._counts[run].get(host, Counter())
        return counts["well"] > 0 and counts["well"] >= counts["ill"]

    def _count(self, run: int) -> dict[str, Counter[str]]:
        hosts: dict[str, Counter[str]] = {}
        rows = self.sql.execute(
            "SELECT address, reading FROM captures WHERE run_id = ? AND purpose = 'page' AND state = 'read'", [run]
        )
        for address, reading in rows:
            counts = hosts.setdefault(urlsplit(address).netloc, Counter())
            counts["well"] += reading in WELL
            counts["ill"] += reading in ILL
        return hosts
