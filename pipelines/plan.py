"""When an address is due again: a rule over ages, with no clock of its own.

What was published an hour ago is edited within the day or hardly ever, so visits thin out with age. An edit or an absence
starts the plan again. Listings and feeds follow how often they bring something new.
"""

from datetime import datetime, timedelta

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)

#: An article is visited at these ages, counted from its first visit, then once a year.
AGES = (_HOUR, 6 * _HOUR, _DAY, 3 * _DAY, 7 * _DAY, 30 * _DAY, 90 * _DAY, 365 * _DAY)
YEAR = 365 * _DAY
#: After an edit or a first absence the plan begins again, at this age: absences are then seen at 0, 1 and 3 days, which are
#: the three visits over 72 hours that a deletion needs.
RESTART = _DAY
#: An article that was old when it was found is not news: its first visits are left out, up to this one.
FIRST_OF_OLD = 30 * _DAY
#: A visit this close before a step of the plan (as a share of the step) stands for it.
EARLY = 0.1

#: How long the first wait of each kind of listing is, and between which bounds it adapts.
WAITS = {
    "entry": (_HOUR, _HOUR / 2, _DAY),
    "feed": (_HOUR, _HOUR / 4, _DAY),
    "sitemap": (6 * _HOUR, _HOUR, 7 * _DAY),
    "page": (_DAY, 6 * _HOUR, 30 * _DAY),
}
#: A visit that brought something new shortens the wait, one that did not lengthens it.
SHORTER, LONGER = 0.5, 1.5

#: An answer with a body at least this often: between them a host is asked whether anything changed, and may lie.
FULL_EVERY = timedelta(days=6)


def next_visit(anchor: datetime, at: datetime, least: timedelta = timedelta()) -> datetime:
    """When an article visited `at` is due again; ages count from `anchor`, steps shorter than `least` are left out.

    Where the clock went backwards, nothing has an age below nought: the plan begins at this visit.
    """
    age = max(at - anchor, timedelta())
    for step in AGES:
        if step * (1 - EARLY) > age and step >= least:
            return at - age + step
    years = int((age + YEAR * EARLY) // YEAR) + 1
    return at - age + years * YEAR


def first_step(published: datetime | None, at: datetime) -> timedelta:
    """The shortest step of the plan for an article first seen `at`: what it has long outlived is left out."""
    return min(max(at - published, timedelta()), FIRST_OF_OLD) if published else timedelta()


def wait(kind: str, before: timedelta | None, news: bool) -> timedelta:
    """How long a listing of this `kind` rests, after a visit that brought `news` or none; `before` was its last wait."""
    first, shortest, longest = WAITS[kind]
    if before is None:
        return first
    return min(max(before * (SHORTER if news else LONGER), shortest), longest)
