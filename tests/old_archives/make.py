"""Make an old archive: crawl the invented site with the code of another checkout, and dump what it made as text.

    python -m tests.old_archives.make /path/to/checkout 0002-figures

writes `0002-figures.sql` and `0002-figures/*.warc.gz` beside this file. Done once for every version whose archives must
still open; the files are never made again.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.conftest import Shell
from tests.old_archives.pages import FIRST, HERE, SECOND, site_pages
from tests.site import Site


def make(checkout: Path, name: str) -> None:
    site = Site()
    with tempfile.TemporaryDirectory() as folder:
        shell = Shell(Path(folder), site)
        for moment in (FIRST, SECOND):
            site.pages = dict(site_pages(second=moment == SECOND))
            subprocess.run(
                [sys.executable, "-m", "scrapy", "crawl", "so-mau"], cwd=checkout, env=shell.environment(CLOCK=moment), check=True
            )  # fmt: skip
        dump = subprocess.run(
            ["sqlite3", str(shell.archive / "archive.db"), ".dump"], capture_output=True, text=True, check=True
        )
        (HERE / f"{name}.sql").write_text(dump.stdout, "utf-8")
        (HERE / name).mkdir(exist_ok=True)
        for file in (shell.archive / "warc").iterdir():
            (HERE / name / file.name).write_bytes(file.read_bytes())
    site.close()


if __name__ == "__main__":
    make(Path(sys.argv[1]), sys.argv[2])
