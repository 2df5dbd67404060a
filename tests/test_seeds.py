"""The seed matrix over invented seeds: every markup gives the gold article, and a broken reading is seen."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from benchmarks.seeds import __main__ as command
from benchmarks.seeds import matrix
from benchmarks.seeds.gold import Gold, SeedError, load
from benchmarks.seeds.makers import MAKERS
from benchmarks.seeds.makers.page import Maker
from benchmarks.seeds.pieces import cells, take_apart
from benchmarks.seeds.reading import MODES, profile
from benchmarks.seeds.scorer import fold, score
from spiders.items import Article, Image, Published, Reading

SEEDS = Path(__file__).parent / "seeds"
GOLDS = {gold.name: gold for gold in load(SEEDS)}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.name)
@pytest.mark.parametrize("seed", GOLDS)
def test_every_markup_gives_the_gold_article(seed: str, maker: Maker, mode: str) -> None:
    cell = matrix.run(GOLDS[seed], maker, mode)
    if cell is None:
        assert mode == "family"
        return
    assert cell.score.right, "\n".join(matrix.difference(cell))


# -- the makers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.name)
def test_a_page_holds_every_line_of_its_seed(maker: Maker) -> None:
    for gold in GOLDS.values():
        tree = LexborHTMLParser(matrix.make(gold, maker).html)
        assert tree.body is not None
        shown = "".join(fold(tree.body.text()).replace("\u200b", "").split())
        lines = [gold.title, *gold.body, *gold.captions, *(text for _, text in gold.boilerplate)]
        lines = [cell for line in lines for cell in (cells(line) if line in gold.body else [line])]
        missing = [line for line in lines if "".join(fold(line).split()) not in shown.replace("|", "")]
        assert missing == []


def test_pages_are_the_same_every_time_and_differ_by_maker_and_variation() -> None:
    gold = GOLDS["cang-ca"]
    pages = [matrix.make(gold, maker, variation).html for maker in MAKERS for variation in range(3)]
    again = [matrix.make(gold, maker, variation).html for maker in MAKERS for variation in range(3)]
    assert pages == again
    assert len(set(pages)) == len(pages)


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.name)
def test_a_makers_own_selectors_match_its_page(maker: Maker) -> None:
    for gold in GOLDS.values():
        page = matrix.make(gold, maker)
        tree = LexborHTMLParser(page.html)
        wanted = {"title", "body"} | ({"date"} if gold.published else set()) | ({"sapo"} & page.own.keys())
        assert [key for key in wanted if tree.css_first(page.own[key]) is None] == []
        by = profile(maker, page, "own")
        assert by is not None and by.rules[0].body == (page.own["body"],)


# -- the scorer --------------------------------------------------------------------------------------------------------


def reading(gold: Gold, **changes: object) -> Reading:
    """The reading that is right, but for `changes`."""
    published = Published("", gold.published, "", "rule") if gold.published else None
    article = Article(
        "p", "k", "https://p.example/k", gold.title, "\n".join(gold.body), published=published, author=gold.author,
        source=gold.source, images=tuple(Image("a.jpg", caption) for caption in gold.captions),
    )  # fmt: skip
    return Reading("article", "0", article=replace(article, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", GOLDS)
def test_the_right_reading_scores_right(seed: str) -> None:
    assert str(score(GOLDS[seed], reading(GOLDS[seed]))) == "ok"


def test_names_may_close_the_text_but_not_open_it() -> None:
    gold = GOLDS["bau-cu"]
    text = "\n".join(gold.body)
    assert score(gold, reading(gold, text=f"{text}\nMinh Tâm\nNguồn: Cổng TTĐT huyện Vân Khê")).right
    assert score(gold, reading(gold, text=f"Minh Tâm\n{text}")).leaks == [("furniture", "Minh Tâm")]


def test_the_papers_mark_may_be_gone_from_the_lead() -> None:
    gold = GOLDS["cang-ca"]
    lead, *rest = gold.body
    assert score(gold, reading(gold, text="\n".join([lead.removeprefix("(BHT) - "), *rest]))).right


def test_a_dropped_paragraph_is_seen() -> None:
    gold = GOLDS["nuoc-sach"]
    result = score(gold, reading(gold, text="\n".join(gold.body[:3] + gold.body[4:])))
    assert (result.paragraphs, result.missing, result.right) == (9, [gold.body[3]], False)


def test_paragraphs_in_another_order_or_glued_together_are_seen() -> None:
    gold = GOLDS["nuoc-sach"]
    assert not score(gold, reading(gold, text="\n".join(reversed(gold.body)))).right
    assert "broken paragraph" in dict(score(gold, reading(gold, text=" ".join(gold.body))).leaks)


def test_a_leaked_line_and_its_figures_are_seen() -> None:
    gold = GOLDS["nuoc-sach"]
    leaked = "Tuyên dương 45 hộ sản xuất giỏi cấp huyện (27/02/2023)"
    result = score(gold, reading(gold, text="\n".join([*gold.body, leaked])))
    assert result.leaks == [("related_news", leaked)] and "45" in result.figures


def test_a_caption_in_the_text_twice_or_lost_is_seen() -> None:
    gold = GOLDS["mot-cua"]
    [caption] = gold.captions
    result = score(gold, reading(gold, text="\n".join([caption, *gold.body]), images=()))
    assert str(result) == "c0/1 L1 F2"
    twice = score(gold, reading(gold, images=(Image("a.jpg", caption), Image("b.jpg", caption))))
    assert twice.leaks == [("caption", caption)]
    furniture = score(gold, reading(gold, images=(Image("a.jpg", caption), Image("b.jpg", "Tin nổi bật"))))
    assert furniture.leaks == [("furniture", "Tin nổi bật")]


@pytest.mark.parametrize(
    ("field", "value"), [("title", "Trang chủ"), ("author", "admin"), ("author", None), ("source", "Báo Mới")]
)
def test_a_wrong_field_is_seen(field: str, value: str | None) -> None:
    gold = GOLDS["bau-cu"]
    assert list(score(gold, reading(gold, **{field: value})).wrong) == [field]


def test_a_date_is_compared_as_precisely_as_the_gold_knows_it() -> None:
    dated, day, undated = GOLDS["bau-cu"], GOLDS["luot-truy-cap"], GOLDS["thu-ngan-sach"]

    def claim(local: str) -> Published:
        return Published("", local, "", "rule")

    assert score(dated, reading(dated, published=claim("2021-05-07T16:05:30+07:00"))).right
    assert score(dated, reading(dated, published=claim("2021-05-07"))).wrong["date"][1] == "2021-05-07"
    assert score(day, reading(day, published=claim("2023-01-05T08:00+07:00"))).right
    assert list(score(undated, reading(undated, published=claim("2024-06-12"))).wrong) == ["date"]


def test_no_article_at_all_is_seen() -> None:
    result = score(GOLDS["bau-cu"], Reading("bad", "0"))
    assert not result.right and str(result).startswith("p0/5")


# -- folders and the command -------------------------------------------------------------------------------------------


def test_both_kinds_of_files_may_lie_side_by_side(tmp_path: Path) -> None:
    for file in [*SEEDS.glob("*/*.txt"), *SEEDS.glob("*/*.json")]:
        shutil.copy(file, tmp_path)
    (tmp_path / "checks.json").write_text("[]")
    assert load(tmp_path) == list(GOLDS.values())


def test_a_gold_without_offsets_lines_and_classes_means_the_same(tmp_path: Path) -> None:
    def bare(item: object) -> object:
        if isinstance(item, list):
            return [bare(one) for one in item]
        if isinstance(item, dict):
            return {key: bare(one) for key, one in item.items() if key not in ("start", "end", "line", "line_classes")}
        return item

    for file in SEEDS.glob("gold/*.json"):
        (tmp_path / file.name).write_text(json.dumps(bare(json.loads(file.read_text("utf-8")))), "utf-8")
        shutil.copy(SEEDS / "seeds" / f"{file.stem}.txt", tmp_path)
    for gold in load(tmp_path):
        theirs, ours = take_apart(gold), take_apart(GOLDS[gold.name])
        assert (theirs.flow, theirs.date, theirs.related) == (ours.flow, ours.date, ours.related)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "holds no seed"),
        ({"a.txt": "Tin"}, "no gold in"),
        ({"a.txt": "Tin", "a.json": "{"}, "a.json"),
        ({"a.txt": "Tin", "a.json": '{"title": "Tin", "body": [{"text": "Thiếu"}]}'}, "body not found in the text"),
        ({"a.txt": "Tin", "a.json": '{"title": "Tin", "body": 3}'}, "not of the gold's form"),
        ({"a.txt": "Tin", "b.json": '{"title": "Tin", "body": ["Tin"]}'}, "its seed b.txt is missing"),
    ],
)
def test_a_folder_that_cannot_be_used_is_told_so(
    files: dict[str, str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(SeedError, match=said):
        load(tmp_path)
    assert command.main([str(tmp_path)]) == 2
    assert said in capsys.readouterr().err


def test_the_command_prints_a_table_a_page_and_lines_for_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command.main([str(SEEDS), "--maker", "html5", "--mode", "own", "--write", str(tmp_path)])
    assert "[own]" in capsys.readouterr().out
    assert len(list(tmp_path.glob("*.html5.0.html"))) == len(GOLDS)
    command.main([str(SEEDS), "--show", "bau-cu", "html5", "own", "--write", str(tmp_path)])
    assert "bau-cu.html5.0.html" in capsys.readouterr().out
    code = command.main([str(SEEDS), "--maker", "html5", "--mode", "own", "--json"])
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(told) == len(GOLDS) and code == (0 if all(one["right"] for one in told) else 1)
    assert command.main([str(SEEDS), "--show", "nichts", "html5", "own"]) == 2
