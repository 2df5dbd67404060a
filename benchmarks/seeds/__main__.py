"""Whether seeds are read right from every markup: `python -m benchmarks.seeds DIR` (`--help` for what else it shows).

DIR holds texts and golds (`seeds/` and `gold/`, or both kinds of files side by side). One table a mode: a row a maker, a
column a seed; `p7/8` paragraphs, `c0/1` captions, `L2` lines too many, `F3` figures in them, then the fields that are
wrong. Exits 1 when anything is not right, 2 when the folder cannot be used.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.seeds import matrix
from benchmarks.seeds.gold import Gold, SeedError, load
from benchmarks.seeds.makers import MAKERS
from benchmarks.seeds.reading import MODES


def _print_tables(cells: Sequence[matrix.Cell], modes: Sequence[str]) -> None:
    for mode in modes:
        chosen = [cell for cell in cells if cell.mode == mode]
        if not chosen:
            continue
        seeds = list(dict.fromkeys(cell.column for cell in chosen))
        rows = [[f"[{mode}]", *(seed[:18] for seed in seeds)]]
        for maker in dict.fromkeys(cell.maker for cell in chosen):
            of_maker = {cell.column: str(cell.score) for cell in chosen if cell.maker == maker}
            rows.append([maker, *(of_maker.get(seed, "-") for seed in seeds)])
        widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
        for row in rows:
            print("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())
        print(matrix.totals(chosen), end="\n\n")


def _print_one(golds: Sequence[Gold], wanted: Sequence[str], variation: int, folder: Path | None) -> int:
    name, maker_name, mode = wanted
    found = [gold for gold in golds if gold.name.startswith(name)]
    makers = [maker for maker in MAKERS if maker.name == maker_name]
    if len(found) != 1 or not makers or mode not in MODES:
        print(f"no such seed, maker or mode: {' '.join(wanted)}", file=sys.stderr)
        return 2
    cell = matrix.run(found[0], makers[0], mode, variation)
    if cell is None:
        print(f"{maker_name} imitates no family that is there")
        return 0
    path = matrix.write(cell, folder or Path("reviews") / "seeds")
    print("\n".join([f"page      {path}", f"own       {cell.page.own}", *matrix.difference(cell)]))
    return 0 if cell.score.right else 1


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.seeds", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="folder of seeds and golds")
    parser.add_argument(
        "--show", nargs=3, metavar=("SEED", "MAKER", "MODE"), help="one page and how its reading differs"
    )
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write the pages there")
    parser.add_argument("--json", action="store_true", help="one JSON object a page, instead of tables")
    parser.add_argument("--variations", type=int, default=1, help="pages a maker prints of each seed (default 1)")
    parser.add_argument("--variation", type=int, default=0, help="the one that --show prints (default 0)")
    parser.add_argument("--mode", choices=MODES, action="append", help="only this mode; may be repeated")
    parser.add_argument("--maker", choices=[maker.name for maker in MAKERS], action="append", help="only this maker")
    told = parser.parse_args(arguments)
    try:
        golds = load(told.folder)
    except SeedError as error:
        print(error, file=sys.stderr)
        return 2
    if told.show:
        return _print_one(golds, told.show, told.variation, told.write)
    makers = [maker for maker in MAKERS if not told.maker or maker.name in told.maker]
    modes = told.mode or MODES
    cells = list(matrix.run_all(golds, makers, modes, told.variations))
    for cell in cells if told.write else ():
        matrix.write(cell, told.write)
    if told.json:
        for cell in cells:
            print(json.dumps(matrix.as_json(cell), ensure_ascii=False))
    else:
        _print_tables(cells, modes)
        classes = Counter(kind for cell in cells for kind, _ in cell.score.leaks)
        fields = Counter(name for cell in cells for name in cell.score.wrong)
        print("leaks     " + (", ".join(f"{kind} {count}" for kind, count in classes.most_common()) or "none"))
        print("wrong     " + (", ".join(f"{name} {count}" for name, count in fields.most_common()) or "nothing"))
        print("all       " + matrix.totals(cells))
    return 0 if all(cell.score.right for cell in cells) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # whoever read along has seen enough
        sys.exit(1)
