"""What judges cleaning judges rightly: leaks, tables, beginnings and endings, on articles and texts of our own."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.cleaning.contestants import CONTESTANTS, NO_PROFILE, Contestant, Got, ours
from benchmarks.cleaning.demands import Demand, Result, demands
from benchmarks.cleaning.leaks import leaks
from benchmarks.cleaning.samples import REAL, SINGLE, Sample, foreign_links, own_words
from benchmarks.cleaning.score import Score, score, sum_up
from benchmarks.cleaning.worker import Measured, measure
from benchmarks.page_truth import Told, iso_day
from benchmarks.truth import words

ROOT = Path(__file__).resolve().parent.parent
SAPO = "Sáng 12/3, UBND xã Mây Ngàn khai trương tủ sách cộng đồng đầu tiên của huyện."
LINES = (
    "Tủ sách có 1.250 đầu sách do 36 gia đình trong xã đóng góp từ tháng 9 năm ngoái.",
    "Mỗi tuần có 85 lượt bạn đọc đến mượn, phần lớn là học sinh trường làng.",
)
BODY = f"""<html lang=vi><head><meta charset=utf-8><title>Khai trương tủ sách Mây Ngàn - Báo Sông Chảy</title></head><body>
<div class=menu><a href=/tin>Tin tức</a></div><h1>Khai trương tủ sách Mây Ngàn</h1><p class=sapo>{SAPO}</p>
<p>{LINES[0]}</p><p>{LINES[1]}</p><a href=/khac>Huyện Đồi Chè tổ chức hội thi cấy lúa lần thứ ba</a></body></html>"""


def told(title: str = "Khai trương tủ sách Mây Ngàn", lines: tuple[str, ...] = LINES, **more: object) -> Told:
    parts = (SAPO, *lines)
    text = [word for part in parts for word in words(part)]
    made = Told(title, "2024-03-12", SAPO, text, words(parts[0]), words(parts[-1]))
    return replace(made, **more)  # type: ignore[arg-type]


def sample(one: Told, body: str = BODY) -> Sample:
    raw = body.encode()
    return Sample(REAL, "1", "https://song-chay.example/tin/1", raw, one, foreign_links(raw, own_words(one)))


def marks(text: str, one: Told | None = None, title: str = "Khai trương tủ sách Mây Ngàn", date: str = "") -> Score:
    return score(sample(one or told()), Got(text, title, date))


WHOLE = "\n".join((SAPO, *LINES))


def test_a_text_that_is_the_article_has_every_mark() -> None:
    one = marks(WHOLE, date="2024-03-12T08:00+07:00")
    assert (one.f1, one.title, one.date, one.sapo, one.first, one.last, one.leaks) == (
        1,
        True,
        True,
        True,
        True,
        True,
        {},
    )


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("view count", "Lượt xem: 1.204"),
        ("view count", "View count: 88"),
        ("date line", "Ngày đăng 12/03/2024 | 08:15"),
        ("date line", "(Thứ Ba, 12/03/2024 08:15)"),
        ("related", "Tin cùng chuyên mục"),
        ("related", "Đọc thêm:"),
        ("related", "Huyện Đồi Chè tổ chức hội thi cấy lúa lần thứ ba"),
        ("toolbar", "In bài viết"),
        ("toolbar", "0:00 / 0:00 Nữ miền Nam"),
        ("counter", "Đang truy cập: 31"),
        ("counter", "Số lượt truy cập: 5698723"),
        ("footer", "Giấy phép số 12/GP-TTĐT do Cục Báo chí cấp"),
    ],
)
def test_a_leak_is_seen_wherever_it_stands(kind: str, line: str) -> None:
    assert set(leaks(f"{line}\n{WHOLE}", sample(told()))) == {kind}
    assert set(leaks(f"{SAPO}\n{line}\n{LINES[0]}", sample(told()))) == {kind}


@pytest.mark.parametrize(
    "line",
    [
        "Trang thông tin của xã có 1.204 lượt truy cập: 300 lượt là của học sinh.",
        "Xem thêm",
        "Tổng số lượt mượn sách trong quý là 940.",
        "Ngày đăng ký cuối cùng là 30/4.",
    ],
)
def test_what_the_article_says_itself_is_no_leak(line: str) -> None:
    assert leaks(f"{WHOLE}\n{line}", sample(told(lines=(*LINES, line)))) == {}


def test_words_of_the_title_are_the_article_s_own() -> None:
    one = told(title="Tin liên quan")
    assert leaks(f"Tin liên quan\n{WHOLE}", sample(one)) == {}
    assert leaks(f"Tin liên quan\n{WHOLE}", sample(told())) != {}


def test_prose_that_only_looks_like_chrome_is_no_leak_even_unknown() -> None:
    prose = "Ông cho biết lượt xem trang tăng mạnh. Người dân muốn đọc thêm sách về tin học."
    assert leaks(f"{WHOLE}\n{prose}", sample(told())) == {}


def test_names_below_the_article_may_stay_or_go() -> None:
    one = told(openings=("SC",), closings=("Lê Thị Mơ", "Nguồn: Báo Sông Chảy"))
    for text in (WHOLE, f"(SC) - {WHOLE}\nLê Thị Mơ", f"{WHOLE}\nLê Thị Mơ\nNguồn: Báo Sông Chảy"):
        got = marks(text, one)
        assert (got.f1, got.first, got.last) == (1, True, True)
    assert not marks(f"{WHOLE}\nTrần Văn Xa", one).last


def test_the_title_above_a_text_is_no_fault_and_a_menu_is_one() -> None:
    assert marks(f"Khai trương tủ sách Mây Ngàn\n{WHOLE}").first
    assert not marks(f"Tin tức\n{WHOLE}").first


def test_a_lost_sapo_is_counted_once_and_a_lost_paragraph_too() -> None:
    lost = marks("\n".join(LINES))
    assert (lost.sapo, lost.first, lost.last) == (False, True, True)
    torn = marks(f"{SAPO}\n{LINES[0]}")
    assert (torn.sapo, torn.first, torn.last) == (True, True, False)
    assert torn.missing and not torn.extra


def test_a_table_is_kept_when_its_rows_are() -> None:
    rows = (("Xã", "Số sách", "Bạn đọc"), ("Mây Ngàn", "1.250", "85"), ("Đồi Chè", "640", "41"))
    one = told(rows=rows)
    lines = "\n".join(" | ".join(row) for row in rows)
    assert marks(f"{WHOLE}\n{lines}", one).tables is True
    assert marks(f"{WHOLE}\nXã Mây Ngàn Đồi Chè Số sách 1.250 640 Bạn đọc 41 85", one).tables is False
    assert marks(WHOLE, one).tables is False
    assert marks(WHOLE).tables is None


def test_an_empty_answer_has_no_mark_but_no_leak_either() -> None:
    one = marks("", title="")
    assert (one.f1, one.title, one.sapo, one.first, one.last, one.leaks) == (0, False, False, False, False, {})


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2024-03-12T08:15:00+0700", "2024-03-12"),
        ("Thứ ba, 12/3/2024, 08:15 (GMT+7)", "2024-03-12"),
        ("Cập nhật ngày 24/12/12 11:05 tối", "2012-12-24"),
        ("hôm qua", ""),
    ],
)
def test_days_are_read_as_pages_print_them(raw: str, day: str) -> None:
    assert iso_day(raw) == day


# -- demands -----------------------------------------------------------------------------------------------------------


def result(name: str, texts: tuple[str, ...], seconds: float) -> Result:
    scores = tuple(marks(text, date="2024-03-12") for text in texts)
    return Result(Measured(name, timed=len(texts), seconds=seconds), {REAL: scores, SINGLE: scores})


def missed(verdicts: list[Demand]) -> set[str]:
    return {f"{one.of}: {one.what}" for one in verdicts if one.met is False}


def test_all_demands_are_met_by_what_is_whole_and_fast() -> None:
    found = {name: result(name, (WHOLE,), seconds) for name, seconds in (("ours", 1), ("generic", 4))}
    found["trafilatura-precision"] = result("trafilatura-precision", (WHOLE,), 5)
    assert missed(demands(found)) == set() and len(demands(found)) == 13


def test_each_demand_can_be_missed() -> None:
    bad = f"Tin tức\n{LINES[0]}\nLượt xem: 9\nĐọc thêm\nThống kê truy cập"
    found = {name: result(name, (bad,), 1) for name in ("ours", "generic")}
    found = {name: Result(one.measured, one.scores) for name, one in found.items()}
    found["trafilatura-precision"] = result("trafilatura-precision", (WHOLE,), 4.9)
    lost = missed(demands(found))
    assert len([one for one in lost if one.startswith("ours")]) == 4
    assert {one for one in lost if one.startswith("generic")} == {
        f"generic: {one.what}"
        for one in demands(found)
        if one.of == "generic" and one.what[:5] not in ("title", "date ")
    }
    wrong = replace(found["generic"].scores[SINGLE][0], title=False, date=False)
    found["generic"] = Result(found["generic"].measured, {REAL: (wrong,), SINGLE: (wrong,)})
    assert {"generic: title right on every single page", "generic: date right on every single page"} <= missed(
        demands(found)
    )


def test_speed_is_not_judged_without_the_peer() -> None:
    (speed,) = (one for one in demands({"ours": result("ours", (WHOLE,), 1)}) if "speed" in one.what)
    assert speed.met is None and "not judged" in str(speed)


def test_the_lowest_decile_is_the_mean_of_the_lowest_tenth() -> None:
    whole, torn = marks(WHOLE), marks(LINES[1])
    total = sum_up([whole] * 19 + [torn])
    assert torn.f1 is not None and total.lowest_decile == pytest.approx((torn.f1 + 1) / 2)


# -- running -----------------------------------------------------------------------------------------------------------


def pages(folder: Path) -> Path:
    (folder / "0.html").write_text(BODY, "utf-8")
    listed = [{"file": "0.html", "set": REAL, "address": "https://song-chay.example/tin/1"}]
    (folder / "pages.json").write_text(json.dumps(listed), "utf-8")
    return folder


def compete(name: str, folder: Path) -> dict[str, object]:
    """In a process of its own, as it is run: it forbids connections for good."""
    command = [sys.executable, "-m", "benchmarks.cleaning.worker", name, str(pages(folder)), str(folder / "out.json")]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)
    told: dict[str, object] = json.loads((folder / "out.json").read_text("utf-8"))
    return told


def test_a_contestant_is_timed_and_weighed_in_its_own_process(tmp_path: Path) -> None:
    done = compete("trafilatura-precision", tmp_path)
    assert done["version"] and done["timed"] == 1 and float(str(done["seconds"])) > 0 and float(str(done["peak"])) > 10
    assert done["connections"] == 0


def test_a_peer_that_is_not_there_is_said_to_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent() -> object:
        raise ImportError("No module named 'goose3'")

    monkeypatch.setitem(CONTESTANTS, "goose", Contestant(absent, "goose3"))  # type: ignore[arg-type]
    monkeypatch.setattr("benchmarks.cleaning.worker.no_network", lambda _: None)
    assert measure("goose", pages(tmp_path)).missing == "No module named 'goose3'"


def test_a_failure_on_a_page_is_a_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(body: bytes, address: str) -> Got:
        raise ValueError("no article here")

    monkeypatch.setitem(CONTESTANTS, "goose", Contestant(lambda: (broken, broken)))
    monkeypatch.setattr("benchmarks.cleaning.worker.no_network", lambda _: None)
    (got,) = measure("goose", pages(tmp_path)).got
    assert got.problem == "ValueError: no article here"


def test_ours_with_a_profile_leaves_foreign_sites_alone() -> None:
    assert ours(generic=False)[1](BODY.encode(), "https://song-chay.example/tin/1").problem == NO_PROFILE
    assert ours(generic=True)[1](BODY.encode(), "https://song-chay.example/tin/1").problem != NO_PROFILE


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--data", "/nowhere"], "no pages/index.json"),
        (["--only", "nobody"], "no such contestant"),
        (["--peers", "/nowhere/python"], "no Python"),
    ],
)
def test_what_is_asked_wrongly_is_answered_in_a_sentence(options: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "index.json").write_text("[]", "utf-8")
    command = [sys.executable, "-m", "benchmarks.cleaning", "--data", str(tmp_path), *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2 and said in done.stderr and "Traceback" not in done.stderr
