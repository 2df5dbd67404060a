"""Run a command and say what CPU it and all its descendants used.

    python -m benchmarks.cpu COMMAND ...     prints the seconds as the last line of stdout

A worker whose parent ends first is handed to init and its time is lost to the usual accounting. So this process is made
the subreaper: it inherits every orphan, waits for all of them, and asks the kernel for the sum.
"""

import ctypes
import os
import resource
import subprocess
import sys
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
ROOT = Path(__file__).resolve().parent.parent


def cpu_seconds(command: list[str], environment: dict[str, str], cwd: Path = ROOT) -> float:
    """User and system seconds of `command` and its descendants. Exits with its words when it fails."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__)), *command], env=environment, cwd=cwd, capture_output=True, text=True,
        timeout=900, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return float(done.stdout.split()[-1])


def main() -> None:
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    code = subprocess.run(sys.argv[1:], check=False).returncode
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            break
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(used.ru_utime + used.ru_stime)
    sys.exit(code)


if __name__ == "__main__":
    main()
