"""The matrix: every seed by every maker in every mode, what came of it, and what to show of one page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.seeds import reading
from benchmarks.seeds.choices import Choices
from benchmarks.seeds.gold import Gold
from benchmarks.seeds.makers.page import Maker, Page
from benchmarks.seeds.pieces import take_apart
from benchmarks.seeds.scorer import Score, fold, score
from spiders.items import Reading


@dataclass(frozen=True, slots=True)
class Cell:
    """One page read in one mode."""

    seed: str
    maker: str
    mode: str
    variation: int
    page: Page
    reading: Reading
    score: Score

    @property
    def column(self) -> str:
        return f"{self.seed}#{self.variation}" if self.variation else self.seed


def run_all(
    golds: Iterable[Gold], makers: Sequence[Maker], modes: Sequence[str], variations: int = 1
) -> Iterator[Cell]:
    """Every cell there is; a maker that imitates no family has none in that mode."""
    for gold in golds:
        for variation in range(variations):
            for maker in makers:
                for mode in modes:
                    cell = run(gold, maker, mode, variation)
                    if cell is not None:
                        yield cell


def run(gold: Gold, maker: Maker, mode: str, variation: int = 0) -> Cell | None:
    """The cell of one seed, maker and mode."""
    page = make(gold, maker, variation)
    by = reading.profile(maker, page, mode)
    if by is None:
        return None
    read = reading.read(page, by)
    return Cell(gold.name, maker.name, mode, variation, page, read, score(gold, read))


def make(gold: Gold, maker: Maker, variation: int = 0) -> Page:
    """The page that `maker` prints of a seed."""
    return maker.make(take_apart(gold), Choices(gold.name, maker.name, variation))


def totals(cells: Sequence[Cell]) -> str:
    right = sum(cell.score.right for cell in cells)
    paragraphs = sum(cell.score.paragraphs for cell in cells), sum(cell.score.of_paragraphs for cell in cells)
    captions = sum(cell.score.captions for cell in cells), sum(cell.score.of_captions for cell in cells)
    leaks, figures = sum(len(cell.score.leaks) for cell in cells), sum(len(cell.score.figures) for cell in cells)
    wrong = sum(len(cell.score.wrong) for cell in cells)
    return (
        f"{right} of {len(cells)} right; paragraphs {paragraphs[0]}/{paragraphs[1]}, captions {captions[0]}/{captions[1]}, "
        f"leaked lines {leaks}, figures in them {figures}, wrong fields {wrong}"
    )


def write(cell: Cell, folder: Path) -> Path:
    """The cell's page as a file in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{cell.seed}.{cell.maker}.{cell.variation}.html"
    path.write_text(cell.page.html, "utf-8")
    return path


def as_json(cell: Cell) -> dict[str, Any]:
    told = {
        "seed": cell.seed,
        "maker": cell.maker,
        "mode": cell.mode,
        "variation": cell.variation,
        "right": cell.score.right,
    }
    return told | asdict(cell.score)


def difference(cell: Cell) -> list[str]:
    """What is wrong with a reading, line by line: `-` is missing, `+` is too much, ` ` is as it should be."""
    result = cell.score
    lines = [f"score     {result}"]
    lines += [f"{name:<9} should be {should!r}, is {told!r}" for name, (should, told) in result.wrong.items()]
    lines += [f"- {text}" for text in result.missing]
    leaked = {line: kind for kind, line in result.leaks}
    article = cell.reading.article
    if article is None:
        return lines
    lines.append(f"text      (rule {article.rule}, flags {', '.join(article.flags) or 'none'})")
    for line in map(fold, article.text.split("\n")):
        lines.append(f"+ [{leaked[line]}] {line}" if line in leaked else f"  {line[:100]}")
    lines.append("captions")
    lines += [f"  {image.caption}" for image in article.images if image.caption]
    lines += [
        f"+ [{kind}] {line}"
        for line, kind in leaked.items()
        if not any(line == fold(one) for one in article.text.split("\n"))
    ]
    return lines
