"""When an address is due again: rules over ages, whatever the clock does."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from pipelines import plan
from pipelines.versions.timeline import GONE_AFTER, GONE_VISITS

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: Of years that a clock may show, with room for the visits that follow.
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda at: at.replace(tzinfo=UTC, microsecond=0))
ages = st.timedeltas(timedelta(), 20 * plan.YEAR)
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def visits(
    anchor: datetime, until: timedelta, least: timedelta = timedelta(), late: timedelta = timedelta()
) -> list[timedelta]:
    """The ages at which an article is visited, each visit as `late` as the crawl comes."""
    ages, at = [timedelta()], anchor
    while ages[-1] < until:
        at = plan.next_visit(anchor, at, least) + late
        ages.append(at - anchor)
    return ages


def test_news_are_visited_after_an_hour_then_ever_less_often_and_once_a_year_in_the_end() -> None:
    hours = [age / HOUR for age in visits(NOW, 4 * plan.YEAR)]
    assert hours == [0, 1, 6, *(24 * days for days in (1, 3, 7, 30, 90, 365, 730, 1095, 1460))]


@given(moments, moments)
def test_a_visit_is_always_ahead_and_never_more_than_a_year_and_a_tenth(anchor: datetime, at: datetime) -> None:
    """Whatever the clock said at the first visit: an hour too much, or a century."""
    rest = plan.next_visit(anchor, at) - at
    assert timedelta() < rest <= plan.YEAR * (1 + plan.EARLY)


@given(moments, ages)
def test_where_the_clock_went_backwards_the_plan_begins_at_the_visit(at: datetime, back: timedelta) -> None:
    assert plan.next_visit(at + back, at) == at + plan.AGES[0]


@given(ages, st.timedeltas(timedelta(), plan.FIRST_OF_OLD))
def test_a_step_that_is_left_out_is_never_taken(age: timedelta, least: timedelta) -> None:
    due = plan.next_visit(NOW, NOW + age, least) - NOW
    assert due >= least


@given(st.timedeltas(timedelta(), DAY))
def test_a_crawl_that_comes_late_still_brings_visits_that_thin_out(late: timedelta) -> None:
    found = visits(NOW, plan.YEAR, late=late)
    assert len(found) <= len(plan.AGES) + 2
    assert all(one < other for one, other in pairwise(found))


@given(ages)
def test_a_visit_shortly_before_a_step_stands_for_it(age: timedelta) -> None:
    assert plan.next_visit(NOW, NOW + timedelta(minutes=55)) == NOW + 6 * HOUR
    due = plan.next_visit(NOW, NOW + age) - NOW
    assert due - age >= plan.EARLY * HOUR * 0.99
    for step in plan.AGES:
        if step * (1 - plan.EARLY) <= age < step:
            assert due > step


def test_after_an_edit_the_plan_begins_again_after_a_day() -> None:
    assert visits(NOW, 30 * DAY, plan.RESTART)[1:4] == [DAY, 3 * DAY, 7 * DAY]


@given(st.timedeltas(timedelta(), 12 * HOUR))
def test_absences_are_seen_often_enough_for_a_deletion_within_four_days(late: timedelta) -> None:
    seen = visits(NOW, 3 * DAY, plan.RESTART, late)
    assert len(seen) >= GONE_VISITS
    assert seen[-1] >= GONE_AFTER
    assert seen[-1] <= 4 * DAY


@given(moments, moments)
def test_an_article_that_was_old_when_it_was_found_is_not_visited_like_news(published: datetime, at: datetime) -> None:
    least = plan.first_step(published, at)
    assert timedelta() <= least <= plan.FIRST_OF_OLD
    assert plan.next_visit(at, at, least) - at >= min(max(at - published, HOUR), plan.FIRST_OF_OLD)


def test_an_article_without_a_date_is_visited_like_news() -> None:
    assert plan.first_step(None, NOW) == timedelta()


kinds = st.sampled_from(sorted(plan.WAITS))


@given(kinds, st.lists(st.booleans(), max_size=60))
def test_a_listing_rests_between_its_bounds(kind: str, news: list[bool]) -> None:
    first, shortest, longest = plan.WAITS[kind]
    wait = plan.wait(kind, None, True)
    assert wait == first
    for one in news:
        wait = plan.wait(kind, wait, one)
        assert shortest <= wait <= longest


@given(kinds, st.timedeltas(timedelta(minutes=15), 30 * DAY))
def test_news_shorten_the_rest_of_a_listing_and_silence_lengthens_it(kind: str, before: timedelta) -> None:
    _, shortest, longest = plan.WAITS[kind]
    assume(shortest < before < longest)
    assert plan.wait(kind, before, True) < before < plan.wait(kind, before, False)


@given(kinds)
def test_a_listing_that_falls_silent_rests_as_long_as_it_may_and_one_that_wakes_is_asked_often_again(kind: str) -> None:
    wait = plan.wait(kind, None, True)
    for _ in range(20):
        wait = plan.wait(kind, wait, False)
    assert wait == plan.WAITS[kind][2]
    for _ in range(20):
        wait = plan.wait(kind, wait, True)
    assert wait == plan.WAITS[kind][1]


def test_a_host_is_asked_for_a_whole_page_before_the_visit_of_the_week() -> None:
    """Between visits that bring a page a host may say "not changed" of what has; one that has lied is found out in a week."""
    assert plan.FULL_EVERY < 7 * DAY
