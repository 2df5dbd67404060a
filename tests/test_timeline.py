"""What an article's visits say has happened to it: each rule as a claim over a few observations, made by hand."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipelines.versions.guard import MOST, Tally, is_too_much
from pipelines.versions.observations import Observation
from pipelines.versions.timeline import Circumstances, Happening, Timeline
from spiders import clock

HERE, THERE = "http://so-mau.example/7-bai", "http://so-mau.example/7-bai-moi"
Told = list[tuple[str, int | None, int, int]]


def at(hours: float) -> str:
    return clock.stamp(datetime(2026, 12, 1, tzinfo=UTC) + timedelta(hours=hours))


@dataclass(frozen=True)
class Visit:
    """What a visit brought; its run and its moment come from its place in a life."""

    hours: float
    says: dict[str, Any]
    with_the_last: bool = False


def good(hours: float, content: str = "A", **more: Any) -> Visit:
    return Visit(hours, {"verdict": "good", "content_hash": content, **more})


def absent(hours: float, **more: Any) -> Visit:
    return Visit(hours, {"verdict": "absent", **more})


def elsewhere(hours: float, target: str, **more: Any) -> Visit:
    return Visit(hours, {"verdict": "elsewhere", "target": target, **more})


def forward(hours: float, **more: Any) -> Visit:
    return Visit(hours, {"verdict": "forward", **more})


def nothing(hours: float, **more: Any) -> Visit:
    return Visit(hours, {"verdict": "nothing", **more})


def and_then(visit: Visit) -> Visit:
    """The same in the run of the visit before it."""
    return replace(visit, with_the_last=True)


def seen(*visits: Visit) -> list[Observation]:
    """Observations, numbered from 1, each in a run of its own unless it says otherwise."""
    found: list[Observation] = []
    for number, visit in enumerate(visits, 1):
        run = found[-1].run if visit.with_the_last else (found[-1].run if found else 0) + 1
        told = {"address": HERE, "rule": "rule:0", "read_by": "1", **visit.says}
        told.setdefault("canonical", told["address"])
        found.append(Observation(number, run, at=at(visit.hours), **told))
    return found


def life(*visits: Visit, **around: Any) -> tuple[Told, Timeline]:
    """What is told of an article (kind, number of the last good visit, of the first that differs, of the confirming one)."""
    timeline = Timeline("7", Circumstances(**around))
    return [told(one) for one in timeline.tell(seen(*visits))], timeline


def told(one: Happening) -> tuple[str, int | None, int, int]:
    return one.kind, one.before.capture if one.before else None, one.after.capture, one.confirmed.capture


def story(*visits: Visit, **around: Any) -> Told:
    """The same without its creation."""
    return [one for one in life(*visits, **around)[0] if one[0] != "created"]


# -- contents ----------------------------------------------------------------------------------------------------------


def test_the_first_good_visit_creates_an_article() -> None:
    assert life(nothing(0), absent(1), good(2))[0] == [("created", None, 3, 3)]


def test_what_stays_the_same_is_no_event() -> None:
    assert story(good(0), good(1), good(6)) == []


def test_another_content_is_an_edit_between_the_last_visit_and_this_one() -> None:
    assert story(good(0), good(1), nothing(2), good(6, "B"), good(24, "B")) == [("edited", 2, 4, 4)]


def test_an_edit_that_is_taken_back_is_two_edits_between_two_versions() -> None:
    assert story(good(0), good(1, "B"), good(6)) == [("edited", 1, 2, 2), ("edited", 2, 3, 3)]


def test_a_torn_page_is_no_edit_and_neither_is_the_whole_one_behind_it() -> None:
    assert story(good(0), good(1, "A-", doubt=True), good(6)) == []


def test_the_whole_page_behind_a_torn_one_is_no_edit() -> None:
    told, timeline = life(good(0, "A-", doubt=True), good(1), good(6))
    assert told == [("created", None, 1, 1)]
    assert [one.content_hash for one in timeline.accepted] == ["A"]


def test_an_edit_first_seen_on_a_torn_page_begins_at_the_last_whole_one() -> None:
    assert story(good(0), good(1, "B-", doubt=True), good(6, "B")) == [("edited", 1, 3, 3)]


def test_a_host_that_tears_every_page_still_has_edits() -> None:
    assert story(good(0, "A-", doubt=True), good(1, "B-", doubt=True)) == [("edited", 1, 2, 2)]


def test_a_page_that_no_longer_fits_its_rule_is_no_edit() -> None:
    assert story(good(0), good(1, "A and the menu", rule="generic"), good(6)) == []


def test_a_page_read_by_a_rule_after_it_was_read_without_is_no_edit() -> None:
    assert story(good(0, "A and the menu", rule="generic"), good(1), good(6, "B")) == [("edited", 2, 3, 3)]


def test_without_rules_an_edit_is_an_edit() -> None:
    assert story(good(0, rule="generic"), good(1, "B", rule="generic")) == [("edited", 1, 2, 2)]


def test_contents_of_two_readers_are_not_compared() -> None:
    assert story(good(0), good(1, "A'", read_by="2"), good(6, "B", read_by="2")) == [("edited", 2, 3, 3)]


# -- absences ----------------------------------------------------------------------------------------------------------


def test_three_absences_over_three_days_are_a_deletion() -> None:
    told, timeline = life(good(0), absent(24), absent(48), absent(96))
    assert told[1:] == [("deleted", 1, 2, 4)]
    assert (timeline.state, timeline.since) == ("gone", at(24))


def test_it_takes_three_visits_and_three_days() -> None:
    assert story(good(0), absent(24), absent(240)) == []
    assert story(good(0), absent(24), absent(25), absent(26), absent(95)) == []
    assert story(good(0), absent(24), absent(25), absent(26), absent(96)) == [("deleted", 1, 2, 5)]


def test_visits_of_one_run_are_one() -> None:
    assert story(good(0), absent(24), and_then(absent(24)), and_then(absent(24)), absent(96)) == []


def test_an_article_that_answers_in_between_begins_anew() -> None:
    assert story(good(0), absent(24), absent(48), good(72), absent(96), absent(120)) == []


def test_a_torn_page_in_between_shows_that_it_is_there() -> None:
    assert story(good(0), absent(24), absent(48), good(72, "A-", doubt=True), absent(96), absent(120)) == []


def test_a_page_that_fits_no_rule_shows_nothing() -> None:
    """It may be what the host shows in the place of the article."""
    assert story(good(0), absent(24), good(48, "?", rule="generic"), absent(72), absent(96)) == [("deleted", 1, 2, 5)]


def test_what_sends_on_to_a_page_that_was_not_there_before_says_nothing() -> None:
    """A notice of maintenance, where the home page would speak of an article that is gone."""
    sent = [absent(24 * n, target=f"{HERE}/bao-tri") for n in (1, 2, 4)]
    assert story(good(0), *sent, was_there=lambda _address, capture: capture > 1) == []
    assert story(good(0), *sent, was_there=lambda _address, capture: capture == 1) == [("deleted", 1, 2, 4)]


def test_an_outage_in_between_says_nothing() -> None:
    assert story(good(0), absent(24), nothing(48), nothing(49), absent(72), absent(96)) == [("deleted", 1, 2, 6)]


def test_absences_on_an_ill_host_do_not_count() -> None:
    visits = (good(0), absent(24), absent(48), absent(96), absent(120), absent(144), absent(200))
    assert story(*visits, is_well=lambda run, _host: run > 4) == [("deleted", 1, 5, 7)]
    assert story(*visits, is_well=lambda _run, host: host != "so-mau.example") == []


def test_an_address_that_never_answered_cannot_be_gone() -> None:
    assert story(good(0), absent(24, address=THERE), absent(48, address=THERE), absent(96, address=THERE)) == []


def test_a_deletion_is_told_once() -> None:
    assert len(story(good(0), *(absent(24 * n) for n in range(1, 20)))) == 1


def test_an_article_that_comes_back_was_gone_until_its_last_absence() -> None:
    gone = (good(0), absent(24), absent(48), absent(96))
    assert story(*gone, good(120)) == [("deleted", 1, 2, 4), ("restored", 4, 5, 5)]
    assert story(*gone, absent(120), nothing(130), good(144)) == [("deleted", 1, 2, 4), ("restored", 5, 7, 7)]
    assert story(*gone, absent(120), good(144), is_well=lambda run, _host: run != 5)[1] == ("restored", 4, 6, 6)


def test_an_article_that_comes_back_with_other_words_is_restored_and_edited() -> None:
    assert story(good(0), absent(24), absent(48), absent(96), good(120, "B"))[1:] == [
        ("restored", 4, 5, 5),
        ("edited", 1, 5, 5),
    ]


def test_a_torn_page_restores_nothing_if_it_says_other_words() -> None:
    assert story(good(0), absent(24), absent(48), absent(96), good(120, "?", doubt=True)) == [("deleted", 1, 2, 4)]


# -- addresses ---------------------------------------------------------------------------------------------------------


def test_an_article_lives_as_long_as_one_of_its_addresses() -> None:
    both = (good(0), good(1, address=THERE))
    assert story(*both, absent(24), absent(48), absent(96)) == []
    assert story(*both, absent(24), absent(48), absent(96), absent(120, address=THERE), absent(150), absent(200)) == [
        ("deleted", 2, 6, 8)
    ]


def test_a_retired_host_cannot_keep_an_article_alive() -> None:
    """Its address and that on the host of today are one place."""
    old = good(0, address="http://cu.example/7-bai", canonical=HERE)
    assert story(old, good(24), absent(48), absent(72), absent(120)) == [("deleted", 2, 3, 5)]
    assert story(old, absent(24), absent(48), absent(120)) == []


def test_an_article_whose_address_sends_on_to_another_of_its_own_has_moved() -> None:
    timeline = Timeline("7", Circumstances())
    moved = timeline.tell(seen(good(0), good(1), forward(24), and_then(good(24, address=THERE))))[1]
    assert told(moved) == ("moved", 2, 4, 4)
    assert (moved.old, moved.new) == (HERE, THERE)


def test_an_article_found_at_a_second_address_has_not_moved() -> None:
    assert story(good(0), good(1, address=THERE)) == []
    assert story(good(0), absent(24), and_then(good(24, address=THERE))) == []


def test_another_spelling_of_its_address_is_no_move() -> None:
    assert story(good(0), forward(24), and_then(good(24, address=HERE + "?x=1", canonical=HERE))) == []


def alike(**pairs: bool) -> dict[str, Any]:
    return {"is_alike": lambda _key, target: pairs.get(f"to_{target}")}


def test_an_address_that_sends_on_to_an_article_alike_has_moved_at_once() -> None:
    told, timeline = life(good(0), elsewhere(24, "8"), elsewhere(48, "8"), **alike(to_8=True))
    assert told[1:] == [("moved", 1, 2, 2)]
    assert timeline.state == "moved"


def test_an_address_that_sends_on_to_another_article_is_absent() -> None:
    visits = (good(0), elsewhere(24, "8"), elsewhere(48, "9"), absent(96))
    for was_there in (True, False):
        around = {**alike(to_8=False, to_9=False), "was_there": lambda *_, known=was_there: known}
        assert story(*visits, **around) == [("deleted", 1, 2, 4)]


def test_an_address_that_sends_on_to_what_nobody_has_read_says_nothing() -> None:
    assert story(good(0), elsewhere(24, "8"), elsewhere(48, "8"), elsewhere(96, "8"), **alike()) == []


def test_an_article_that_answers_at_another_address_has_not_moved() -> None:
    others = (good(0), good(1, address=THERE), elsewhere(24, "8"))
    assert story(*others, **alike(to_8=True)) == []
    late = (good(0), elsewhere(24, "8"), and_then(good(24, address=THERE)))
    assert life(*late, **alike(to_8=True))[0] == [("created", None, 1, 1)]


def test_an_article_that_had_moved_comes_back() -> None:
    assert story(good(0), elsewhere(24, "8"), elsewhere(48, "8"), good(72), **alike(to_8=True)) == [
        ("moved", 1, 2, 2),
        ("restored", 3, 4, 4),
    ]


# -- "not changed" -----------------------------------------------------------------------------------------------------

ETAG, LATER_ETAG = ('"a"', None), ('"b"', None)


def unchanged(hours: float) -> Visit:
    return good(hours, full=False)


def test_an_edit_under_an_etag_that_stayed_is_as_old_as_the_last_whole_page() -> None:
    told, timeline = life(good(0, validators=ETAG), unchanged(1), unchanged(6), good(170, "B", validators=ETAG))
    assert told[1:] == [("edited", 1, 4, 4)]
    assert timeline.liars == {"so-mau.example"}


def test_an_etag_that_changed_with_the_page_is_believed() -> None:
    told, timeline = life(good(0, validators=ETAG), unchanged(6), good(24, "B", validators=LATER_ETAG))
    assert told[1:] == [("edited", 2, 3, 3)]
    assert timeline.liars == set()


def test_a_page_that_says_it_changed_before_it_was_called_unchanged_was_a_lie() -> None:
    before, after = (None, "Tue, 01 Dec 2026 05:00:00 GMT"), (None, "Tue, 01 Dec 2026 07:00:00 GMT")
    told, timeline = life(good(0), unchanged(6), good(24, "B", validators=before))
    assert (told[1:], timeline.liars) == ([("edited", 1, 3, 3)], {"so-mau.example"})
    told, timeline = life(good(0), unchanged(6), good(24, "B", validators=after))
    assert (told[1:], timeline.liars) == ([("edited", 2, 3, 3)], set())


def test_a_last_modified_that_is_no_date_accuses_nobody() -> None:
    for said in ("hôm qua", "Tue, 99 Dec 2026 07:00:00 GMT", "", None):
        told, timeline = life(good(0), unchanged(6), good(24, "B", validators=(None, said)))
        assert (told[1:], timeline.liars) == ([("edited", 2, 3, 3)], set())


# -- what is held ------------------------------------------------------------------------------------------------------


def test_an_edit_in_a_run_that_is_held_is_not_told_and_neither_is_its_return() -> None:
    told, timeline = life(good(0), good(24, "B"), good(48, "B"), good(72), held={2})
    assert told == [("created", None, 1, 1)]
    assert timeline.shown and timeline.shown.content_hash == "A"
    assert [one.content_hash for one in timeline.kept] == ["B"]


def test_a_content_that_comes_again_after_its_run_was_held_is_an_edit() -> None:
    assert story(good(0), good(24, "B"), good(48), good(72, "B"), held={2}) == [("edited", 3, 4, 4)]


def test_a_creation_is_told_in_any_run() -> None:
    assert life(good(0), held={1})[0] == [("created", None, 1, 1)]


def test_what_differs_from_a_held_content_waits_with_it() -> None:
    """A template that leaks shows other news every day."""
    assert story(good(0), good(24, "B"), good(48, "C"), good(72, "D"), held={2}) == []


def test_an_edit_of_what_never_was_an_edit_is_told_from_there() -> None:
    visits = (good(0), good(24, "B"), good(48, "B"), good(72, "C"))
    assert story(*visits, held={2}) == []
    timeline = Timeline("7", Circumstances(held={2}, dismissed={2}))
    edit = timeline.tell(seen(*visits))[1]
    assert (told(edit), edit.old, edit.new) == (("edited", 3, 4, 4), "B", "C")


def test_a_deletion_in_a_run_that_is_held_waits_and_is_not_concluded_from_the_next() -> None:
    visits = (good(0), absent(24), absent(48), absent(96), absent(120), absent(200))
    told, timeline = life(*visits, held={4})
    assert (told[1:], timeline.state) == ([], "missing")
    assert story(*visits, good(220), held={4}) == []
    assert story(*visits, good(220), absent(240), absent(264), absent(320), held={4}) == [("deleted", 7, 8, 10)]


def test_a_move_in_a_run_that_is_held_waits() -> None:
    assert story(good(0), elsewhere(24, "8"), elsewhere(48, "8"), held={2}, **alike(to_8=True)) == []


# -- what is too much for one run --------------------------------------------------------------------------------------


def run_of(changed: int, visited: int) -> Tally:
    """The tally of a run that visited articles and found so many edited."""
    tally = Tally()
    for n in range(visited):
        first, second = seen(good(0), good(1, "B"))
        tally.add([Happening("edited", first, second, second)] if n < changed else [])
    return tally


def test_twenty_changes_are_never_too_many() -> None:
    assert not is_too_much(run_of(MOST, MOST), known=MOST)
    assert is_too_much(run_of(MOST + 1, MOST + 1), known=MOST + 1)


def test_more_than_a_twentieth_of_a_portal_is_too_much() -> None:
    assert is_too_much(run_of(51, 500), known=1000)
    assert not is_too_much(run_of(50, 500), known=1000)


def test_most_of_what_a_run_visited_is_too_much_on_any_portal() -> None:
    """A plan that visits a few a day would else let a new template through, day by day."""
    assert is_too_much(run_of(60, 100), known=100_000)
    assert not is_too_much(run_of(40, 100), known=100_000)


def test_new_articles_are_no_change() -> None:
    tally = Tally()
    for _ in range(500):
        (first,) = seen(good(0))
        tally.add([Happening("created", None, first, first)])
    assert (tally.visited, tally.created, tally.changed) == (500, 500, 0)
    assert not is_too_much(tally, known=0)


def test_an_article_that_changed_twice_in_a_run_counts_once() -> None:
    first, second = seen(good(0), good(1, "B"))
    tally = Tally()
    tally.add([Happening("restored", first, second, second), Happening("edited", first, second, second)])
    assert (tally.changed, dict(tally.kinds)) == (1, {"restored": 1, "edited": 1})


def test_an_incident_of_deletions_lies_in_the_run_that_confirmed_them() -> None:
    deletion = Timeline("7", Circumstances()).tell(seen(good(0), absent(24), absent(48), absent(96)))[1]
    tally = Tally()
    tally.add([deletion])
    assert (tally.first, tally.last) == (4, 4)


def test_pages_that_no_longer_fit_their_rule_count_but_are_no_events() -> None:
    timeline = Timeline("7", Circumstances())
    kinds = [
        [one.kind for one in timeline.run(list(visits), is_held=False)]
        for _, visits in groupby(
            seen(
                good(0),
                good(24, "?", rule="generic"),
                good(48, "?", rule="generic"),
                good(72),
                good(96, rule="generic"),
            ),
            key=lambda one: one.run,
        )
    ]
    assert kinds == [["created"], ["misfit"], [], [], ["misfit"]]
    assert story(good(0), good(24, rule="generic"), good(48)) == []


# -- always ------------------------------------------------------------------------------------------------------------

lives = st.lists(
    st.one_of(
        st.builds(good, st.just(0), st.sampled_from("AB"), address=st.sampled_from([HERE, THERE]), doubt=st.booleans()),
        st.builds(absent, st.just(0), address=st.sampled_from([HERE, THERE])),
        st.builds(forward, st.just(0), address=st.sampled_from([HERE, THERE])),
        st.builds(elsewhere, st.just(0), st.sampled_from("89"), address=st.sampled_from([HERE, THERE])),
        st.builds(nothing, st.just(0)),
    ),
    max_size=25,
)


@given(lives, st.lists(st.integers(-2, 60), min_size=25, max_size=25), st.sets(st.integers(1, 25)))
def test_any_life_makes_sense(visits: list[Visit], steps: list[int], held: set[int]) -> None:
    """Whatever is seen, and however the clock jumps: one creation, first; gone only what was there, restored only what had
    left; sides in the order of the visits; and the article shows what the last edit led to."""
    moments = [sum(steps[: n + 1]) for n in range(len(visits))]
    lived = [replace(visit, hours=hours) for visit, hours in zip(visits, moments, strict=True)]
    timeline = Timeline("7", Circumstances(held=held, is_alike=lambda _key, target: target == "8"))
    happened = timeline.tell(seen(*lived))
    assert [one.kind for one in happened].count("created") == any(one.says["verdict"] == "good" for one in lived)
    here = True
    for one in happened:
        if one.before:
            assert one.before.capture < one.after.capture <= one.confirmed.capture
        if one.kind == "deleted" or (one.kind == "moved" and one.new is None):
            assert here
            here = False
        elif one.kind == "restored":
            here = True
    edits = [one for one in happened if one.kind == "edited"]
    assert all(one.old != one.new for one in edits)
    assert timeline.state in ("live", "missing", "gone", "moved")


@given(lives, st.integers(1, 24))
def test_a_life_told_in_two_parts_is_the_same(visits: list[Visit], cut: int) -> None:
    whole = seen(*visits)
    once, twice = Timeline("7", Circumstances()), Timeline("7", Circumstances())
    assert once.tell(whole) == twice.tell(whole[:cut]) + twice.tell(whole[cut:])
