"""`scrapy reextract`, the whole command, against trafilatura on the same pages.

    REAL_DATA=... python -m benchmarks.reextract [--runs 3]

Ours reads every article's page from WARC, figures and all, and rewrites its row, its texts, its figures and its search index:
before each run every row is spoilt or gone, so that nothing can be skipped. Trafilatura reads the same records and extracts,
precision first; it writes nothing. CPU-seconds of each with all its processes; start-up is counted on both sides.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.cpu import ROOT, cpu_seconds
from benchmarks.crawl import CRAWL, portal_pages, prepared
from benchmarks.loopback import served
from pipelines import schema

#: With the figures of every article read and stored. Without them it was twice trafilatura's speed.
AIM = 1.5

PEER = """
import sqlite3, sys
from pathlib import Path
import trafilatura
sys.path.insert(0, sys.argv[2])
from pipelines import warc
from spiders.items import CaptureRef
archive = Path(sys.argv[1])
rows = sqlite3.connect(archive / "archive.db").execute(
    "SELECT c.id, c.warc, c.offset, c.length FROM captures c JOIN articles a ON a.capture_id = c.id ORDER BY 2, 3"
).fetchall()
for row in rows:
    page = warc.read_capture(archive / "warc", CaptureRef(*row), "")
    trafilatura.extract(page.body.decode("utf-8", "replace"), favor_precision=True)
"""


def spoil(archive: Path) -> int:
    """Make every row wrong and take the figures away, so that all of it has to be written again; return how many there are."""
    db = schema.prepare(archive / "archive.db")
    with db.conn as connection:
        connection.execute("UPDATE articles SET title = 'x', content_hash = 'x', extractor_version = 'x'")
        connection.execute("UPDATE article_texts SET text = 'x', sapo = ''")
        for table in ("checks", "citations", "metrics"):
            connection.execute(f"DELETE FROM {table}")
    count = int(db.conn.execute("SELECT count(*) FROM articles").fetchone()[0])
    db.close()
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    ratios, ours, peer = [], [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "peer.py").write_text(PEER, "utf-8")
        with served(portal_pages(Path(os.environ["REAL_DATA"]))) as pair:
            environment = prepared(folder, pair)
            subprocess.run(CRAWL, env=environment, cwd=ROOT, check=True, capture_output=True)
        for _ in range(runs):
            count = spoil(folder / "archive")
            mine = cpu_seconds([sys.executable, "-m", "scrapy", "reextract"], environment)
            other = cpu_seconds([sys.executable, "peer.py", str(folder / "archive"), str(ROOT)], environment, folder)
            ours.append(count / mine)
            peer.append(count / other)
            ratios.append(other / mine)
            print(f"  {count} articles: ours {ours[-1]:.0f}, trafilatura {peer[-1]:.0f} a CPU-second", flush=True)
    ratio = statistics.median(ratios)
    print(
        f"reextract: {statistics.median(ours):.0f} articles a CPU-second, trafilatura {statistics.median(peer):.0f}, "
        f"ratio {ratio:.2f} (aim {AIM}; {min(ratios):.2f} to {max(ratios):.2f})"
    )
    sys.exit(ratio < AIM)


if __name__ == "__main__":
    main()
