"""`scrapy figures`: any text, any lines, as a person types it; and the record in which figures leave the project."""

import io
import json
import resource
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from commands import figure_sources, figure_view
from commands.figure_record import record
from pipelines.written_numbers import figure, plain, vietnamese
from tests.conftest import ROOT, Shell
from tests.figure_samples import TEXT, figures

METRIC_KEYS = [
    "id", "number_text", "start", "end", "span", "span_start", "span_end", "kind", "value", "value_to", "unit", "denominator",
    "qualifier", "modality", "indicator", "period", "place", "agency", "sentence", "flags", "direction", "base", "per", "part_of",
]  # fmt: skip
SENTENCE = "Sở Mẫu đã kiểm tra 197/299 đơn vị, kiến nghị thu hồi 9 tỷ 45,8 triệu đồng theo Quyết định số 12/QĐ-UBND."


def asked(
    *args: object, given: str | bytes = "", code: int = 0, cwd: Path = ROOT
) -> "subprocess.CompletedProcess[bytes]":
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "figures", *map(str, args)], cwd=cwd, capture_output=True, timeout=60, check=False,
        input=given.encode() if isinstance(given, str) else given,
    )  # fmt: skip
    assert done.returncode == code, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    return done


def answers(*texts: Any, code: int = 0) -> tuple[list[dict[str, Any]], str]:
    """What is answered to these lines: strings as they are, everything else as JSON."""
    lines = [text if isinstance(text, str) else json.dumps(text, ensure_ascii=False) for text in texts]
    done = asked("-", "--jsonl", given="\n".join(lines), code=code)
    return [json.loads(line) for line in done.stdout.decode().splitlines()], done.stderr.decode()


def test_a_record_names_everything_and_points_into_the_text() -> None:
    told = record(figures(), TEXT)
    assert list(told) == ["metrics", "citations", "checks", "periods"]
    assert [list(metric) for metric in told["metrics"]] == [METRIC_KEYS] * 5
    for metric in told["metrics"]:
        assert TEXT[metric["start"] : metric["end"]] == metric["number_text"]
        assert TEXT[metric["span_start"] : metric["span_end"]] == metric["span"]
        assert metric["span"] in metric["sentence"] and metric["sentence"] in TEXT
    ratio, _, money, part, area = told["metrics"]
    assert (ratio["id"], ratio["value"], ratio["denominator"], ratio["value_to"]) == ("m01", "36", "40", None)
    assert (money["value"], money["unit"], part["part_of"]) == ("9045800000", "VND", "m03")
    assert ratio["period"] == {"start": "2026-07-01", "end": "2026-09-30", "label": "Quý III/2026", "basis": "stated"}
    assert ratio["place"] == {
        "province": "Thái Nguyên", "province_code": "19", "district": None, "district_code": None,
    }  # fmt: skip
    assert (area["period"], area["place"], area["agency"], area["flags"]) == (None, None, None, [])
    (cited,) = told["citations"]
    assert list(cited) == ["number", "type", "date", "issuer", "start", "end", "span"]
    assert TEXT[cited["start"] : cited["end"]] == cited["span"]
    assert told["checks"][0] == {
        "relation": "ratio", "verdict": "consistent", "operands": ["m01"], "total": None, "printed": "m02", "computed": "90",
        "printed_value": "90", "spans": [[ratio["span_start"], ratio["span_end"]], [81, 84]],
    }  # fmt: skip
    assert told["periods"] == [
        {"kind": "period", "span": "Quý III/2026", "start": 0, "end": 12, "from": "2026-07-01", "to": "2026-09-30",
         "basis": "stated"},
    ]  # fmt: skip
    assert json.loads(json.dumps(told)) == told


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("9045800000", "9045800000"), ("1E+9", "1000000000"), ("88.800", "88.8"), ("0.10", "0.1"), ("-0.0", "0"), ("100", "100"),
        ("9007199254740993.5", "9007199254740993.5"), ("1E-7", "0.0000001"),
        ("12345678901234567890123456789012345", "12345678901234567890123456789012345"),
    ],
)  # fmt: skip
def test_a_value_is_written_without_exponent_or_idle_zeros(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


def test_for_people_a_value_is_written_as_in_vietnam() -> None:
    assert vietnamese(Decimal("1022")) == "1.022" and vietnamese("-1234567.50") == "-1.234.567,50"
    assert figure("9045800000", "VND") == "9.045.800.000 đồng"
    assert figure("9.9", "%") == "9,9%"
    assert figure("197", "cuộc", denominator="299") == "197/299 cuộc"
    assert figure("3", "ha", value_to="4.5") == "3–4,5 ha"


def test_a_person_sees_the_figures_underlined_in_their_sentences() -> None:
    out = io.StringIO()
    screen = Console(file=out, force_terminal=True, color_system="standard", width=160, highlight=False)
    figure_view.show(record(figures(), TEXT), figures(), TEXT, {}, screen)
    shown = out.getvalue()
    assert "\x1b[1;4m36/40\x1b[0m\x1b[4m cuộc thanh tra\x1b[0m" in shown
    assert "9.045.800.000 đồng" in shown and "231/KL-TTr" in shown
    assert "không khớp" in shown and "mixed_scale_decimal" in shown
    assert "5 figures, 1 documents cited, 2 checks" in shown


def test_a_file_and_standard_input_are_read_alike(tmp_path: Path) -> None:
    file = tmp_path / "bai.txt"
    file.write_text(SENTENCE, "utf-8-sig")
    told = json.loads(asked(file, "--json").stdout)
    assert told == json.loads(asked("-", "--json", given=SENTENCE).stdout)
    assert [(one["number_text"], one["kind"], one["value"], one["unit"]) for one in told["metrics"]] == [
        ("197/299", "ratio", "197", "đơn vị"), ("9 tỷ 45,8 triệu đồng", "money", "9045800000", "VND"),
    ]  # fmt: skip
    assert [one["number"] for one in told["citations"]] == ["12/QĐ-UBND"]
    shown = asked(file).stdout.decode()
    assert "9.045.800.000 đồng" in shown and SENTENCE in " ".join(shown.split()) and "\x1b" not in shown


def test_each_line_is_answered_in_its_order_under_its_id() -> None:
    texts = [{"id": n, "text": f"Đã giải quyết {n} vụ việc."} for n in (5, 7, 9)]
    got, _ = answers(*texts, {"text": "Không có con số nào."}, {"id": {"a": [1]}, "text": ""})
    assert [list(one) for one in got] == [["id", "metrics", "citations", "checks", "periods"]] * 5
    assert [one["id"] for one in got] == [5, 7, 9, None, {"a": [1]}]
    assert [one["metrics"][0]["value"] for one in got[:3]] == ["5", "7", "9"]
    assert got[3]["metrics"] == got[4]["metrics"] == []


def test_a_broken_line_is_named_and_stops_nothing_behind_it() -> None:
    good = {"id": "tốt", "text": "Đã giải quyết 5 vụ việc."}
    broken = (
        "{hỏng", "[1, 2]", {"id": 3}, {"text": 4}, {"text": "a", "published": "hôm qua"}, {"text": "a", "place": "Atlantis"},
        '{"text": "\\ud800"}', "[" * 100_000, {"text": "a", "title": 5}, {"text": "a", "place": 19},
    )  # fmt: skip
    got, complaints = answers(good, *broken, "", good, code=2)
    assert [one["id"] for one in got] == ["tốt", "tốt"]
    named = [line for line in complaints.splitlines() if "line " in line]
    assert [line.split(": ")[1] for line in named] == [f"line {n}" for n in range(2, 12)]
    for number, words in (
        (0, "no JSON"),
        (2, 'no "text"'),
        (4, "no day or time"),
        (5, "no province"),
        (6, "surrogate"),
    ):
        assert words in named[number]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2026-11-18T20:00:00Z", "2026-11-19T03:00:00+07:00"),
        ("2026-11-18", "2026-11-18"),
        ("20261118", "2026-11-18"),
        ("2026-11-18T09:15", "2026-11-18T09:15:00"),
        ("", None),
        (None, None),
    ],
)
def test_a_stamp_is_taken_in_vietnams_time_and_no_more_precise_than_it_is(given: str | None, kept: str | None) -> None:
    assert figure_sources.about(published=given).published == kept


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("19", "19"),
        ("06", "19"),
        ("Bắc Kạn", "19"),
        ("Tỉnh Hà Giang", "08"),
        ("thành phố Hồ Chí Minh", "79"),
        ("TP.HCM", "79"),
        ("Thừa Thiên Huế", "46"),
        ("Bà Rịa – Vũng Tàu", "79"),
        ("ha noi", "01"),
        ("00", "00"),
        (None, "00"),
        ({"province": "Lạng Sơn", "province_code": "20", "district": None}, "20"),
        ({"province": "Hà Giang", "province_code": None}, "08"),
        ({}, "00"),
    ],
)
def test_a_place_is_given_by_code_or_by_name_of_then_or_of_today(given: object, code: str) -> None:
    assert figure_sources.about(place=given).place == code


@pytest.mark.parametrize(
    ("args", "given", "complaint"),
    [
        (("khong-co.txt",), "", "No such file"),
        ((".",), "", "directory"),
        (("-",), "", "there is no text in it"),
        (("-",), " \n", "there is no text in it"),
        (("-",), b"\xff\xfe1\x00", "no text in UTF-8 (byte 1)"),
        (("-", "--published", "qua"), "5 vụ", "no day or time"),
        (("-", "--place", "Atlantis"), "5 vụ", "no province"),
        (("-", "--jsonl", "--title", "a"), "", "each line says its own"),
        (("-", "--json", "--jsonl"), "", "not allowed with"),
        ((), "", "one file"),
        (("a", "b"), "", "one file"),
    ],
)
def test_what_makes_no_sense_is_said_in_a_line(args: tuple[str, ...], given: str | bytes, complaint: str) -> None:
    assert complaint in asked(*args, given=given, code=2).stderr.decode()


def test_nobody_listening_any_more_is_no_error() -> None:
    line = json.dumps({"text": SENTENCE}, ensure_ascii=False)
    script = f"{sys.executable} -m scrapy figures - --jsonl | head -1"
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=ROOT,
        input=f"{line}\n".encode() * 2000,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == b"" and json.loads(done.stdout)["metrics"]


def test_lines_are_answered_as_they_come_and_not_kept(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "scrapy", "figures", "-", "--jsonl"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (400_000_000, 400_000_000)),
    )  # fmt: skip
    assert process.stdin and process.stdout
    line = json.dumps({"id": 1, "text": f"{'Không có gì. ' * 4000}{SENTENCE}"}, ensure_ascii=False).encode() + b"\n"
    for _ in range(40):
        process.stdin.write(line)
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 1
    process.stdin.close()
    assert process.wait(30) == 0
    process.stdout.close()


def test_a_saved_page_is_shown_with_its_figures(shell: Shell, tmp_path: Path) -> None:
    from tests.conftest import PARAGRAPH, article, article_page

    file = tmp_path / "trang.html"
    file.write_text(article_page("Sở Mẫu công bố kết quả thanh tra", PARAGRAPH), "utf-8")
    told = json.loads(shell.scrapy("read", str(file), "--url", article(101), "--json").stdout)
    text = told["text"]
    assert [text[one["start"] : one["end"]] for one in told["figures"]["metrics"]] == [
        "197/299", "9 tỷ 45,8 triệu đồng", "88,8 %",
    ]  # fmt: skip
    assert "3 figures, 0 documents cited" in shell.scrapy("read", str(file), "--url", article(101)).stdout
