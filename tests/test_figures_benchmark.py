"""What judges figures judges rightly: full marks for the annotations themselves, and marks off for every way to be wrong."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.figures import __main__ as command
from benchmarks.figures import cases, gold, ideal
from benchmarks.figures.annotated import Annotated, articles
from benchmarks.figures.breakages import BREAKAGES, broken
from benchmarks.figures.demands import of_articles, of_cases
from benchmarks.figures.score import Reader, Tally, pair
from benchmarks.seeds.gold import SeedError
from pipelines.figures import About
from spiders.items import Check, Citation, Figures, Metric
from tests.annotated_samples import FIGURES, LINES, PAGE, TITLE, annotation, place, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of annotated articles and phrases."""
    return write(tmp_path)


@pytest.fixture
def annotated(folder: Path) -> list[Annotated]:
    return articles(folder)


@pytest.fixture
def phrases(folder: Path) -> list[cases.Case]:
    return cases.cases(folder / "figure_cases.jsonl")


def missed(annotated: list[Annotated], phrases: list[cases.Case], read: Reader) -> set[str]:
    verdicts = of_articles("x", annotated, gold.mark_all(annotated, read))
    verdicts += of_cases("x", cases.mark_all(phrases, read))
    return {one.what for one in verdicts if not one.met}


# -- the whole -------------------------------------------------------------------------------------------------------------


def test_the_annotations_themselves_have_every_mark(annotated: list[Annotated], phrases: list[cases.Case]) -> None:
    assert missed(annotated, phrases, ideal.reader(annotated, phrases)) == set()
    marks = gold.mark_all(annotated, ideal.reader(annotated, phrases))
    assert (marks.figures, marks.documents, marks.checks) == (Tally(5), Tally(1), Tally(3))
    assert (marks.misses, marks.forbidden, marks.alarms, marks.from_nothing) == ([], [], [], [])


#: What each breakage must at least be caught by.
CAUGHT = {
    "dropped": "figures: recall", "shifted": "figures: recall", "kinds": "figures: precision",
    "thousandfold": "figures: precision", "units": "figures: recall", "denominators": "figures: recall",
    "added": "figures of articles without any", "indicators": "indicator right", "periods": "period right",
    "places": "place right", "agencies": "agency right", "citations": "citations: recall",
    "unchecked": "true checks found", "compared": "checks of what is not comparable",
    "contradicted": "contradictions that are none", "dates": "phrases: recall", "silent": "whole page: precision",
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKAGES)
def test_every_broken_reading_fails(name: str, annotated: list[Annotated], phrases: list[cases.Case]) -> None:
    assert CAUGHT[name] in missed(annotated, phrases, broken(name, ideal.reader(annotated, phrases)))


@pytest.mark.parametrize("name", ["indicators", "periods", "places", "agencies"])
def test_a_wrong_meaning_costs_that_meaning_alone(
    name: str, annotated: list[Annotated], phrases: list[cases.Case]
) -> None:
    assert missed(annotated, phrases, broken(name, ideal.reader(annotated, phrases))) == {CAUGHT[name]}


def test_with_nothing_annotated_nothing_is_right() -> None:
    verdicts = of_articles("x", [], gold.Marks())
    assert {one.what for one in verdicts if not one.met} > {"figures: recall", "true checks found", "citations: recall"}


# -- articles --------------------------------------------------------------------------------------------------------------


def read_as(annotated: list[Annotated], change: Callable[[Figures], Figures]) -> gold.Marks:
    figures = change(ideal.of_article(annotated[0]))
    known = {annotated[0].text: figures}
    return gold.mark(annotated[0], lambda text, _: known.get(text, Figures()))


def test_the_text_is_the_article_as_the_archive_keeps_it(annotated: list[Annotated]) -> None:
    article = annotated[0]
    assert article.text == "\n".join(LINES)
    assert article.about == About(TITLE, "2022-04-05T08:15:00+07:00", "04")
    assert [article.text[one.start : one.end] for one in article.figures] == [one[0] for one in FIGURES]
    assert [article.page[one.start : one.end] for one in article.figures_on_page] == [one[0] for one in FIGURES]


def test_an_annotation_may_hold_its_text_and_its_checks(folder: Path, annotated: list[Annotated]) -> None:
    checks = json.loads((folder / "gold" / "checks.json").read_text("utf-8"))
    whole = folder / "whole"
    whole.mkdir()
    (whole / "a.json").write_text(json.dumps({**annotation(), "text": PAGE, "checks": checks}), "utf-8")
    assert articles(whole) == annotated[:1]


def test_an_annotation_that_stands_nowhere_is_refused(folder: Path) -> None:
    told = annotation()
    told["metrics"][0]["number_start"] += 1
    (folder / "gold" / "a.json").write_text(json.dumps(told), "utf-8")
    with pytest.raises(SeedError, match="m01"):
        articles(folder)


def test_a_figure_is_found_once_however_often_it_is_read(annotated: list[Annotated]) -> None:
    marks = read_as(annotated, lambda one: replace(one, metrics=(*one.metrics, one.metrics[0])))
    assert marks.figures == Tally(5, 0, 1)


def test_optional_figures_neither_help_nor_hurt(annotated: list[Annotated]) -> None:
    assert read_as(annotated, lambda one: replace(one, metrics=one.metrics[:5])).figures == Tally(5)
    odd = read_as(
        annotated, lambda one: replace(one, metrics=(*one.metrics[:5], replace(one.metrics[5], value=Decimal(9))))
    )
    assert odd.figures == Tally(5)


def test_case_spelling_and_brackets_make_no_other_agency(annotated: list[Annotated]) -> None:
    def rename(one: Metric) -> Metric:
        return replace(one, agency="Chi cục thuỷ lợi Tỉnh  (Cao Bằng)")

    marks = read_as(annotated, lambda one: replace(one, metrics=tuple(map(rename, one.metrics))))
    assert marks.meanings["agency"] == 5
    issuer = read_as(
        annotated, lambda one: replace(one, citations=(replace(one.citations[0], issuer="UBND tỉnh Cao Bằng"),))
    )
    assert issuer.documents == Tally(1)


def test_a_meaning_counts_against_all_figures_not_only_those_found(annotated: list[Annotated]) -> None:
    marks = read_as(annotated, lambda one: replace(one, metrics=one.metrics[:2], checks=()))
    (verdict,) = (one for one in of_articles("x", annotated, marks) if one.what == "indicator right")
    assert verdict.measured.startswith("0.4000") and verdict.met is False


@pytest.mark.parametrize(
    ("check", "forbidden", "alarms"),
    [
        (Check("order", "consistent", (0, 4), Decimal(0)), 1, 0),
        (Check("order", "inconsistent", (4, 0), Decimal(0)), 1, 1),
        (Check("order", "consistent", (2, 0, 4), Decimal(0)), 1, 0),
        (Check("sum", "consistent", (0, 4), Decimal(0)), 0, 0),
        (Check("sum", "typo_proved", (0, 1), Decimal(0), total=3), 0, 1),
    ],
)
def test_checks_that_must_not_be_made_are_seen(
    check: Check, forbidden: int, alarms: int, annotated: list[Annotated]
) -> None:
    marks = read_as(annotated, lambda one: replace(one, checks=(*one.checks, check)))
    assert (marks.checks, len(marks.forbidden), len(marks.alarms)) == (Tally(3), forbidden, alarms)


def test_a_check_held_against_another_figure_is_another_check(annotated: list[Annotated]) -> None:
    def turn(one: Check) -> Check:
        return replace(one, operands=tuple(reversed(one.operands)))

    marks = read_as(annotated, lambda one: replace(one, checks=tuple(map(turn, one.checks))))
    assert marks.checks == Tally(0, 3)


def test_chrome_read_as_figures_costs_precision_on_the_whole_page(annotated: list[Annotated]) -> None:
    known = ideal.reader(annotated, [])
    at = place(PAGE, "640")
    view = Metric(at["start"], at["end"], at["start"], at["end"], 0, len(PAGE), "count", Decimal(640), "lượt")

    def read(text: str, about: About) -> Figures:
        figures = known(text, about)
        return replace(figures, metrics=(*figures.metrics, view)) if text == PAGE else figures

    assert gold.mark_all(annotated, read).on_page == Tally(5, 0, 1)


# -- phrases ---------------------------------------------------------------------------------------------------------------


def told(phrases: list[cases.Case], number: int, change: Callable[[Figures], Figures]) -> Tally:
    case = phrases[number]
    return cases.mark_all([case], lambda *_: change(ideal.of_case(case))).readings


def test_a_span_that_is_one_letter_longer_is_another_reading(phrases: list[cases.Case]) -> None:
    def longer(one: Figures) -> Figures:
        return replace(one, metrics=(replace(one.metrics[0], span_end=one.metrics[0].span_end + 1),))

    assert told(phrases, 0, longer) == Tally(0, 1, 1)


def test_a_range_needs_both_ends_and_a_ratio_its_denominator(phrases: list[cases.Case]) -> None:
    def half(one: Figures) -> Figures:
        return replace(one, metrics=(replace(one.metrics[0], value_to=None, denominator=None),))

    assert told(phrases, 1, lambda one: one) == told(phrases, 2, lambda one: one) == Tally(1)
    assert told(phrases, 1, half) == told(phrases, 2, half) == Tally(0, 1, 1)


def test_a_date_may_stand_where_no_figure_may(phrases: list[cases.Case]) -> None:
    day = ideal.of_case(phrases[3]).periods[0]
    assert told(phrases, 3, lambda one: replace(one, periods=(day, replace(day, start=day.start + 5)))) == Tally(1)
    span = phrases[4].forbidden[0]
    period = replace(day, kind="period", start=span[0], end=span[1])
    assert told(phrases, 4, lambda one: replace(one, periods=(period,))) == Tally(0, 0, 1)


def test_figures_and_documents_that_no_one_listed_are_false(phrases: list[cases.Case]) -> None:
    figure = ideal.of_case(phrases[0]).metrics[0]
    assert told(phrases, 4, lambda one: replace(one, metrics=(figure,))) == Tally(0, 0, 1)
    document = Citation(0, 4, 0, 4, "Luật", "1/2020/QH14")
    assert told(phrases, 4, lambda one: replace(one, citations=(document,))) == Tally(0, 0, 1)


def test_an_optional_reading_may_be_made_or_not(phrases: list[cases.Case]) -> None:
    figure = Metric(0, 12, 0, 12, 0, 17, "count", Decimal(0), "đơn")
    assert told(phrases, 6, lambda one: one) == told(phrases, 6, lambda one: replace(one, metrics=(figure,))) == Tally()


def test_what_is_told_beside_the_value_is_reported_and_costs_nothing(tmp_path: Path) -> None:
    facts = {"kind": "count", "value": "9", "unit": "xã", "qualifier": "lt_approx"}
    line = {"id": "q", "text": "Gần 9 xã.", "expect": [{"span": "Gần 9 xã", "start": 0, "end": 8, **facts}]}
    (tmp_path / "c.jsonl").write_text(json.dumps(line), "utf-8")
    (case,) = cases.cases(tmp_path / "c.jsonl")
    figure = Metric(4, 5, 0, 8, 0, 9, "count", Decimal(9), "xã")
    marks = cases.mark_all([case], lambda *_: Figures(metrics=(figure,)))
    assert marks.readings == Tally(1) and (marks.extras["qualifier"], marks.agreed["qualifier"]) == (1, 0)


def test_pairs_are_made_so_that_most_are_answered() -> None:
    choices = {"a": "xy", "b": "x"}
    assert pair(["a", "b"], ["x", "y"], lambda left, right: right in choices[left]) == {0: 1, 1: 0}


# -- the command -----------------------------------------------------------------------------------------------------------


def test_the_command_fails_on_broken_readings_and_passes_whole_ones(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["--data", str(folder), "--ideal"]) == 0
    assert "FAILS" not in capsys.readouterr().out.split("\n\n")[-1]
    assert command.main(["--data", str(folder), "--ideal", "--break", "thousandfold", "--show"]) == 1
    said = capsys.readouterr().out
    assert "FAILS" in said and "false: '14 hồ' count 14000 hồ" in said


def test_a_reader_that_crashes_fails(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(_: str, __: About) -> Figures:
        raise KeyError("khóa")

    monkeypatch.setattr(command, "read", crash)
    assert command.main(["--data", str(folder), "--only", "score"]) == 1
    (line,) = (one for one in capsys.readouterr().out.splitlines() if "real      crashes" in one)
    assert line.startswith("FAILS") and "KeyError" in line


@pytest.mark.parametrize(
    ("options", "said"), [(["--data", "/nowhere"], "no folder"), (["--only", "nothing"], "no such part")]
)
def test_what_is_asked_wrongly_is_answered_in_a_sentence(
    options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(options)
    assert ended.value.code == 2 and said in capsys.readouterr().err
