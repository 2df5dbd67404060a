"""Cleaning against the peers, on the same pages in one run: `python -m benchmarks.cleaning [--data DIR]`.

Each contestant reads the real portal's articles and the single pages of other sites in a process of its own. Printed are
one row for each, then every demand with what was measured. Exits 1 when a demand is missed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.cleaning import table
from benchmarks.cleaning.contestants import CONTESTANTS, Got
from benchmarks.cleaning.samples import REAL, Sample, portal, single
from benchmarks.cleaning.score import Score, score, sum_up
from benchmarks.cleaning.worker import Measured

ROOT = Path(__file__).resolve().parent.parent.parent
#: No contestant needs a second a page.
LONGEST = 1800


def write(samples: Sequence[Sample], folder: Path) -> None:
    """The pages as files, and a list of them."""
    pages = []
    for number, sample in enumerate(samples):
        (folder / f"{number:05}.html").write_bytes(sample.body)
        pages.append({"file": f"{number:05}.html", "set": sample.set, "address": sample.address})
    (folder / "pages.json").write_text(json.dumps(pages), "utf-8")


def compete(name: str, folder: Path) -> Measured:
    """Run one contestant in its own process."""
    result = folder / f"{name}.json"
    command = [sys.executable, "-m", "benchmarks.cleaning.worker", name, str(folder), str(result)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST, check=False)
    if done.returncode:
        sys.exit(f"{name} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    told = json.loads(result.read_text("utf-8"))
    return Measured(**{**told, "got": [Got(**one) for one in told["got"]]})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("REAL_DATA"), help="folder of real data (or REAL_DATA)"
    )
    parser.add_argument(
        "--pages", type=int, default=300, help="articles of the portal, drawn at random (default 300; 0: all)"
    )
    parser.add_argument("--only", default=",".join(CONTESTANTS), help="contestants, with commas between them")
    parser.add_argument("--worst", type=int, default=0, help="print so many of the worst pages of ours and generic")
    arguments = parser.parse_args()
    if arguments.data is None:
        parser.error("say where the real data is: --data DIR, or REAL_DATA in the environment")
    names = arguments.only.split(",")
    if unknown := set(names) - set(CONTESTANTS):
        parser.error(f"no such contestant: {', '.join(sorted(unknown))}; there are {', '.join(CONTESTANTS)}")
    samples = [*portal(arguments.data, arguments.pages), *single(arguments.data)]
    print(table.head("the real portal"))
    with tempfile.TemporaryDirectory() as name:
        write(samples, Path(name))
        for contestant in names:
            measured = compete(contestant, Path(name))
            scores = [score(sample, got) for sample, got in zip(samples, measured.got, strict=True)]
            real: list[Score] = [one for one, sample in zip(scores, samples, strict=True) if sample.set == REAL]
            print(table.row(measured, sum_up(real), speed=True))
            if arguments.worst:
                print(table.worst(contestant, real, arguments.worst))
                print(table.faults(contestant, real, arguments.worst))
    return 0


if __name__ == "__main__":
    sys.exit(main())
