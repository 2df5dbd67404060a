"""Cleaning against the peers, on the same pages in one run: `python -m benchmarks.cleaning [--data DIR]`.

Each contestant reads the real portal's articles and the single pages of other sites in a process of its own. Printed are
one row for each, then every demand with what was measured. Exits 1 when a demand is missed.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.cleaning import table
from benchmarks.cleaning.contestants import CONTESTANTS, NO_PROFILE, Got
from benchmarks.cleaning.demands import Demand, Result, demands
from benchmarks.cleaning.samples import REAL, SINGLE, Sample, portal, single
from benchmarks.cleaning.score import score
from benchmarks.cleaning.worker import Measured

ROOT = Path(__file__).resolve().parent.parent.parent
#: No contestant needs longer for the whole portal.
LONGEST = 1800
OURS = ("ours", "generic")


def write(samples: Sequence[Sample], folder: Path) -> None:
    """The pages as files, and a list of them."""
    pages = []
    for number, sample in enumerate(samples):
        (folder / f"{number:05}.html").write_bytes(sample.body)
        pages.append({"file": f"{number:05}.html", "set": sample.set, "address": sample.address})
    (folder / "pages.json").write_text(json.dumps(pages), "utf-8")


def compete(name: str, folder: Path, peers: str) -> Measured:
    """Run one contestant in its own process, one that ours does without by the interpreter `peers`.

    Exits with its words when it breaks down.
    """
    result = folder / f"{name}.json"
    command = [
        peers if CONTESTANTS[name].apart else sys.executable,
        "-m",
        "benchmarks.cleaning.worker",
        name,
        str(folder),
        str(result),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST, check=False)
    if done.returncode:
        sys.exit(f"{name} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    told = json.loads(result.read_text("utf-8"))
    return Measured(**{**told, "got": [Got(**one) for one in told["got"]]})


def judge(samples: Sequence[Sample], measured: Measured) -> Result:
    """A contestant's marks. Pages of sites that no shipped profile knows are no matter of ours with a profile."""
    pairs = zip(samples, measured.got, strict=True) if measured.got else ()
    marked = [(sample.set, score(sample, got)) for sample, got in pairs if got.problem != NO_PROFILE]
    return Result(measured, {name: [one for kind, one in marked if kind == name] for name in (REAL, SINGLE)})


def report(results: dict[str, Result], verdicts: Sequence[Demand]) -> str:
    """The two tables and the demands."""
    lines = []
    for name in (REAL, SINGLE):
        lines.append(table.head({REAL: "the real portal", SINGLE: "single pages"}[name]))
        lines += [table.row(one.measured, one.total(name), speed=name == REAL) for one in results.values()]
        lines.append("")
    tried = [f"{name} {one.measured.connections}" for name, one in results.items() if one.measured.connections]
    lines += [f"connections tried and refused: {', '.join(tried)}", ""] if tried else []
    return "\n".join([*lines, *map(str, verdicts)])


def figures(results: dict[str, Result], verdicts: Sequence[Demand]) -> str:
    """All that was measured, as JSON."""
    told = {
        name: {
            **{key: value for key, value in asdict(one.measured).items() if key != "got"},
            **{
                kind: {**asdict(one.total(kind)), "each": [asdict(mark) for mark in one.scores[kind]]}
                for kind in one.scores
            },
        }
        for name, one in results.items()
    }
    return json.dumps({"contestants": told, "demands": [asdict(one) for one in verdicts]}, ensure_ascii=False, indent=1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    add = parser.add_argument
    add("--data", type=Path, default=os.environ.get("REAL_DATA"), help="folder of real data (or REAL_DATA)")
    add("--pages", type=int, default=300, help="articles of the portal, drawn with a fixed seed (default 300; 0: all)")
    add("--only", default=",".join(CONTESTANTS), help="contestants, with commas between them")
    add("--worst", type=int, default=0, help="show so many of the worst pages of ours and of generic")
    add("--show", action="store_true", help="show each single page: what is right, and what was got instead")
    add("--json", type=Path, help="write all figures to this file")
    add("--peers", default=sys.executable, help="the Python that has the peers (they want older libraries than ours)")
    add("--all-peers", action="store_true", help="exit 1 also when a peer is not installed")
    arguments = parser.parse_args()
    if arguments.data is None:
        parser.error("say where the real data is: --data DIR, or REAL_DATA in the environment")
    if not (arguments.data / "pages" / "index.json").is_file():
        parser.error(f"no pages/index.json in {arguments.data}")
    if shutil.which(arguments.peers) is None:
        parser.error(f"--peers: there is no Python at {arguments.peers}")
    arguments.only = arguments.only.split(",")
    if unknown := set(arguments.only) - set(CONTESTANTS):
        parser.error(f"no such contestant: {', '.join(sorted(unknown))}; there are {', '.join(CONTESTANTS)}")
    return arguments


def main() -> int:
    arguments = _arguments()
    samples = [*portal(arguments.data, arguments.pages), *single(arguments.data)]
    with tempfile.TemporaryDirectory() as name:
        write(samples, Path(name))
        results = {one: judge(samples, compete(one, Path(name), arguments.peers)) for one in arguments.only}
    verdicts = demands(results)
    for one in OURS:
        if one in results and arguments.worst:
            print(table.worst(one, results[one].scores[REAL], arguments.worst))
            print(table.faults(one, results[one].scores[REAL], arguments.worst), end="\n\n")
        if one in results and arguments.show:
            print(table.shown(one, samples, results[one]), end="\n\n")
    print(report(results, verdicts))
    if arguments.json:
        arguments.json.write_text(figures(results, verdicts), "utf-8")
    missing = arguments.all_peers and any(one.measured.missing for one in results.values())
    return 1 if missing or any(one.met is False for one in verdicts) else 0


if __name__ == "__main__":
    sys.exit(main())
