"""The examination of the figures is itself sound: every offset, quote, id and sum in it holds.

The phrases and articles of `tests/figures/` are invented, each with what a careful person reads in them. A wrong answer sheet
would teach the reader errors, so it is checked here without the reader: by arithmetic of its own and by the texts alone.
"""

import csv
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pipelines.figures.indicators import catalogue
from spiders.provinces import SUCCESSOR

FIGURES = Path(__file__).parent / "figures"
CASES: list[dict[str, Any]] = [json.loads(line) for line in (FIGURES / "cases.jsonl").read_text("utf-8").splitlines()]
ARTICLES: dict[str, dict[str, Any]] = {
    file.stem: json.loads(file.read_text("utf-8")) for file in sorted((FIGURES / "articles").glob("*.json"))
}
METRIC_KINDS = {"count", "ratio", "money", "percent", "comparison", "rank", "score", "area", "length", "duration"}
TIME_KINDS = {"date", "datetime", "period"}
SCALES = {"nghìn tỷ": 12, "tỷ": 9, "triệu": 6, "vạn": 4, "nghìn": 3, "": 0}
NUMERAL = r"\d+(?:\.\d{3})*(?:,\d+)?"
AMOUNT = re.compile(rf"({NUMERAL})(?: (nghìn tỷ|tỷ|triệu|vạn|nghìn)\b)?")
#: A print that needs more than its own numerals to be read: its value is told by hand.
BY_HAND = {"source_typo_repaired", "comma_as_thousands", "space_as_thousands", "space_in_number", "dot_as_decimal"}
BY_HAND |= {"unit_from_header", "permille", "space_after_decimal_comma", "zero_in_words"}
REAL_DATA = os.environ.get("REAL_DATA")


def amount(print_: str) -> Decimal:
    """The value of "1 tỷ 45,8 triệu" or "1.303", by the rules of a schoolbook."""
    parts = AMOUNT.findall(print_)
    return sum((Decimal(n.replace(".", "").replace(",", ".")) * 10 ** SCALES[scale] for n, scale in parts), Decimal(0))


def all_metrics() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for article in ARTICLES.values():
        for metric in article["metrics"]:
            yield article, metric


# -- phrases -----------------------------------------------------------------------------------------------------------


def test_there_are_enough_phrases_and_none_stands_twice() -> None:
    assert len(CASES) >= 260
    assert len({case["id"] for case in CASES}) == len({case["text"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']}-{case['group']}")
def test_a_phrase_holds_what_it_says(case: dict[str, Any]) -> None:
    text, before = case["text"], 0
    for one in case["expect"]:
        assert text[one["start"] : one["end"]] == one["span"]
        assert before <= one["start"] < one["end"] <= len(text), "in the order of the text, none over another"
        before = one["end"]
        _holds(one)
    for quote in case.get("not", ()):
        places = [found.span() for found in re.finditer(rf"(?<!\w){re.escape(quote)}(?!\w)", text)]
        assert places, f"{quote!r} is forbidden and stands nowhere"
        spans = [(one["start"], one["end"]) for one in case["expect"]]
        assert not any(start < until and begun < end for start, end in spans for begun, until in places)


def _holds(one: dict[str, Any]) -> None:
    kind = one["kind"]
    assert kind in METRIC_KINDS | TIME_KINDS | {"citation"}
    if kind == "citation":
        assert {"type", "number", "date", "issuer"} <= set(one)
    elif kind in METRIC_KINDS:
        assert ("value" in one) != ({"low", "high"} <= set(one)), "a value, or the two ends of a range"
        assert "unit" in one
        if kind == "comparison":
            assert one["direction"] in ("increase", "decrease", "equal_to", "multiple")
            assert "base" in one
        if kind == "money":
            assert one["unit"] in ("VND", "USD", "EUR")
            assert all(Decimal(one[name]) % 1 == 0 for name in ("value", "low", "high") if name in one)
        if plain_print := _plain_print(one):
            assert amount(plain_print) == Decimal(one["value"])
        if "/" in one["span"] and "value" in one and "denominator" in one and not one.get("optional"):
            above, below = re.findall(NUMERAL, one["span"])[:2]
            assert (amount(above), amount(below)) == (Decimal(one["value"]), Decimal(one["denominator"]))


def _plain_print(one: dict[str, Any]) -> str | None:
    """The numerals of a count, an amount or a share that is printed as the book says; None where it is not."""
    if one["kind"] not in ("count", "money", "percent", "area", "length", "duration") or "value" not in one:
        return None
    if not one["span"][0].isdigit() or one.get("optional") or BY_HAND & set(one.get("flags", ())):
        return None
    plain = one["span"].replace("\u00a0", " ").replace("\n", " ").replace("tỉ", "tỷ").replace("ngàn", "nghìn")
    numerals = re.match(rf"(?:{NUMERAL}(?: (?:nghìn tỷ|trăm tỷ|tỷ|triệu|vạn|nghìn)\b)? ?)+", plain)
    odd = "trăm" in plain or not plain.isprintable() or "TỶ" in plain or "\u0309" in plain or "\u0323" in plain
    return None if odd or numerals is None or re.search(r"[\u00ad\u200b]|\d[.,]\d{1,2}\.|\(", plain) else numerals[0]


# -- articles ----------------------------------------------------------------------------------------------------------


def test_the_articles_are_many_and_of_both_maps() -> None:
    assert len(ARTICLES) >= 12
    assert sum(article["published"]["value"] >= "2025-07-01" for article in ARTICLES.values()) >= 4
    inconsistent = {
        name for name, one in ARTICLES.items() for check in one["checks"] if check["verdict"] == "inconsistent"
    }
    assert len(inconsistent) >= 2


@pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES.keys())
def test_every_quote_of_an_article_stands_where_it_says(article: dict[str, Any]) -> None:
    text = article["text"]
    assert text == "\n".join(paragraph["text"] for paragraph in article["body"])
    assert 250 <= len(text.split()) <= 600
    quotes = [(one["start"], one["end"], one["text"]) for one in article["body"]]
    quotes += [(one["start"], one["end"], one["span"]) for one in (*article["citations"], *article["not_metrics"])]
    for one in article["metrics"]:
        quotes += [
            (one["start"], one["end"], one["span"]),
            (one["number_start"], one["number_end"], one["number_text"]),
            (one["evidence_start"], one["evidence_end"], one["evidence"]),
        ]
        assert one["start"] <= one["number_start"] < one["number_end"] <= one["end"]
        assert one["evidence_start"] <= one["start"] < one["end"] <= one["evidence_end"]
    for start, end, quote in quotes:
        assert text[start:end] == quote


@pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES.keys())
def test_every_digit_of_an_article_is_accounted_for_once(article: dict[str, Any]) -> None:
    told = Counter[int]()
    for one in article["metrics"]:
        told.update(range(one["number_start"], one["number_end"]))
        assert article["text"][one["start"] : one["end"]].count("\n") == 0
    for one in article["not_metrics"]:
        told.update(range(one["start"], one["end"]))
    assert set(told.values()) <= {1}, "a figure and no figure at once"
    spans = [(one["start"], one["end"]) for one in article["metrics"]]  # "m2", and the base of a comparison
    for found in re.finditer(r"\d", article["text"]):
        at = found.start()
        assert told[at] or any(start <= at < end for start, end in spans), article["text"][at - 20 : at + 20]


@pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES.keys())
def test_links_between_figures_lead_somewhere(article: dict[str, Any]) -> None:
    ids = [one["id"] for one in article["metrics"]]
    assert len(set(ids)) == len(ids)
    for one in article["metrics"]:
        links = [one.get("part_of"), one.get("duplicate_of"), *one.get("rate_of", {}).values()]
        assert all(link in ids and link != one["id"] for link in links if link)
        assert re.fullmatch(r"[a-z][a-z0-9_]*", one["indicator"] or "none")
        period = one["period"]
        assert period["start"] <= period["end"]
        assert one["modality"] in ("actual", "target")
        assert one["agency"]


def test_values_are_those_of_their_prints() -> None:
    for _, one in all_metrics():
        if "source_typo_repaired" in one.get("flags", ()) or one.get("optional"):
            continue
        printed = one["number_text"]
        if one.get("denominator"):
            printed, below = printed.split("/")
            assert amount(below) == Decimal(one["denominator"])
        assert amount(printed) == Decimal(one["value"]), one
        assert one["kind"] in METRIC_KINDS
        if one["unit"] == "VND" and one["kind"] == "money":
            assert one["value_vnd"] == Decimal(one["value"])


def test_places_have_their_official_codes() -> None:
    for article, one in all_metrics():
        place = one["locality"]
        assert place["province_code"] in SUCCESSOR
        if article["published"]["value"] >= "2025-07-01":
            assert place["district"] is None, "districts are gone"
            assert SUCCESSOR[place["province_code"]] == place["province_code"], "only the 34 provinces are left"


def test_indicators_are_in_the_catalogue() -> None:
    assert {one["indicator"] for _, one in all_metrics()} <= {None, *catalogue.load().indicators}


@pytest.mark.skipif(not REAL_DATA, reason="REAL_DATA names no folder of real input")
def test_districts_are_in_the_official_list() -> None:
    assert REAL_DATA
    with (Path(REAL_DATA) / "places" / "gazetteer_districts_696.csv").open(encoding="utf-8") as lines:
        districts = {(row["code"], row["name"], row["province_code"]) for row in csv.DictReader(lines)}
    for _, one in all_metrics():
        place = one["locality"]
        if place["district"]:
            assert (place["district_code"], place["district"], place["province_code"]) in districts


# -- checks ------------------------------------------------------------------------------------------------------------


def _computed(check: dict[str, Any], figures: dict[str, dict[str, Any]]) -> Decimal:
    operands = [figures[one] for one in check["operands"]]
    values = [Decimal(one["value"]) for one in operands]
    match check["relation"]:
        case "sum":
            return sum(values, Decimal(0))
        case "difference":
            return values[0] - sum(values[1:])
        case "ratio":
            return 100 * values[0] / (values[1] if len(values) > 1 else Decimal(operands[0]["denominator"]))
        case "order":
            return min(one - other for one, other in pairwise(values))
        case "same":
            return Decimal(operands[0]["denominator"]) if operands[0]["kind"] == "ratio" else values[0]
        case other:
            raise AssertionError(other)


def _agrees(check: dict[str, Any], computed: Decimal, figures: dict[str, dict[str, Any]]) -> bool:
    printed = Decimal(check["printed_value"]) if check["printed_value"] is not None else None
    match check["relation"]:
        case "order" | "difference":
            return computed >= 0
        case "ratio":
            assert printed is not None
            places = len(check["printed_value"].partition(".")[2])
            return computed.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) == printed
        case "same":
            assert printed is not None
            nearly = figures[check["printed"]]["qualifier"] == "lt_approx"
            return computed == printed or (nearly and computed <= printed <= computed * Decimal("1.02"))
        case _:
            return computed == (printed if check["total"] else 100)


@pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES.keys())
def test_the_arithmetic_of_every_check_is_right(article: dict[str, Any]) -> None:
    figures = {one["id"]: one for one in article["metrics"]}
    for check in article["checks"]:
        computed, held = _computed(check, figures), check["total"] or check["printed"]
        assert computed.quantize(Decimal("0.0001"), ROUND_HALF_UP) == Decimal(check["computed"])
        assert not (check["total"] and check["printed"])
        if held:
            one = figures[held]
            is_pair = check["relation"] == "same" and one["kind"] == "ratio"
            assert check["printed_value"] == (one["denominator"] if is_pair else one["value"])
        if check["verdict"] != "not_comparable":
            assert _agrees(check, computed, figures) == (check["verdict"] != "inconsistent"), check
        if check["verdict"] == "typo_proved":
            assert "source_typo_repaired" in figures[held]["flags"]
