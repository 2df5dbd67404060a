"""When too much changes at once, it is the host that changed, not the articles: an incident to look at, not 5,000 events.

A new template, a wall in front of the site, a botched migration: each reads like an edit or a deletion of everything. The
changes of such a run are held, and one event of the host stands for them until a person has accepted or dismissed it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.versions.timeline import Happening

#: A run changes too much when it changed more articles than this, and
MOST = 20
#: more than this share of the portal's articles,
MOST_OF_KNOWN = 0.05
#: or of those that it visited: a plan that visits a few a day would else let a new template through, day by day.
MOST_OF_VISITED = 0.5


@dataclass
class Tally:
    """What one run brought: articles visited, created, and changed in any other way (by kind), each counted once."""

    visited: int = 0
    created: int = 0
    changed: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    first: int = 0
    last: int = 0

    def add(self, happened: Iterable[Happening]) -> None:
        """Count one visited article with what happened to it in the run."""
        self.visited += 1
        changes = [one for one in happened if one.kind != "created"]
        self.created += any(one.kind == "created" for one in happened)
        self.changed += bool(changes)
        self.kinds.update({one.kind for one in changes})
        for one in changes:
            self.first = min(self.first or one.confirmed.capture, one.confirmed.capture)
            self.last = max(self.last, one.confirmed.capture)


def is_too_much(tally: Tally, known: int) -> bool:
    """Whether a run that brought `tally` is an incident, on a portal of which `known` articles were known before it."""
    if tally.changed <= MOST:
        return False
    return tally.changed > MOST_OF_KNOWN * known or tally.changed > MOST_OF_VISITED * tally.visited
