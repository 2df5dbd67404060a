"""One peer in a process of its own: `python -m benchmarks.figures.worker NAME TEXTS RESULT`.

Its imports are its own, it can reach no address, and a time limit can end it. TEXTS is a JSON list of texts; RESULT is what it
found in each, or why it could not take part.
"""

import importlib.metadata
import json
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.cleaning.worker import Measured, no_network
from benchmarks.figures.peers import PEERS


def find_all(name: str, texts: list[str]) -> dict[str, Any]:
    """What the peer finds in each text; a text that it breaks down on has nothing."""
    make, package = PEERS[name]
    no_network(Measured(name))
    try:
        find = make()
    except Exception as why:  # an ImportError, or a library that lacks what it needs: said, not raised
        return {"missing": f"{type(why).__name__}: {why}"}
    found, failed, begun = [], 0, time.process_time()
    for text in texts:
        try:
            found.append(find(text))
        except Exception:  # a peer's failure on a text is a result, not the end of the run
            found.append([])
            failed += 1
    seconds = time.process_time() - begun
    version = importlib.metadata.version(package) if package else ""
    return {"version": version, "found": found, "failed": failed, "seconds": seconds}


def main() -> None:
    name, texts, result = sys.argv[1:]
    told = find_all(name, json.loads(Path(texts).read_text("utf-8")))
    Path(result).write_text(json.dumps(told), "utf-8")


if __name__ == "__main__":
    main()
