"""`make demo`: crawl the sample portals with the real spiders, say what was found, open it in Datasette.

Nothing here is special to the sample but the proxy: the same `scrapy run` and `scrapy serve` do the work. An archive of
real portals is never touched. DEMO_EXIT=1 leaves after the summary with the crawl's exit code, for tests and CI.
"""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import sqlite_utils
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from demo.server import serve
from pipelines import schema

ROOT = Path(__file__).resolve().parent.parent
#: What a person may type next: marks or none, both find it.
SEARCHES = ("tiếp công dân", "giai ngan")

REFUSAL = """\
{path} không phải kho dữ liệu minh hoạ: bản chạy thử không bao giờ ghi vào kho thật.
  Cất kho hiện có rồi chạy lại:     mkdir ../kho-cu && mv {path}* {folder}/warc ../kho-cu/ && make demo
  Hoặc chạy thử ở thư mục khác:     ARCHIVE_DIR=/tmp/congkhai-demo make demo
{path} is no archive of sample data: the demo never writes into a real one.
  Move it away, then try again:     mkdir ../kho-cu && mv {path}* {folder}/warc ../kho-cu/ && make demo
  Or use another folder:            ARCHIVE_DIR=/tmp/congkhai-demo make demo"""


def main() -> int:
    folder = Path(os.environ.get("ARCHIVE_DIR") or ROOT)
    if not is_ours(folder / "archive.db"):
        print(REFUSAL.format(path=folder / "archive.db", folder=folder), file=sys.stderr)
        return 1
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is for the command that runs; it ends, then we do
    console = Console(highlight=False)
    console.print("[bold]Công khai[/bold]: dữ liệu minh hoạ, không cần mạng · sample data, no network needed")
    with serve() as address:
        code = scrapy("run", folder, proxy=address)
    if not (folder / "archive.db").is_file():
        return code or 1
    with closing(schema.connect(folder / "archive.db", readonly=True)) as db:
        summarise(db, console)
    if code or os.environ.get("DEMO_EXIT") == "1":
        return code
    return scrapy("serve", folder)


def is_ours(path: Path) -> bool:
    """Whether the demo may write at `path`: nothing is there yet, or an archive of sample data."""
    if not path.exists():
        return True
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            kind = db.execute("SELECT value FROM facts WHERE name = 'kind'").fetchone()
    except sqlite3.Error:
        return False
    return bool(kind == ("demo",))


def scrapy(command: str, folder: Path, proxy: str | None = None) -> int:
    """Run one of the project's commands as a person would type it; with `proxy`, that is the only way out it has."""
    environment = os.environ | {"DEMO": "1", "ARCHIVE_DIR": str(folder.resolve())}
    if proxy:
        environment = {name: value for name, value in environment.items() if not name.lower().endswith("_proxy")}
        environment |= {"http_proxy": proxy, "https_proxy": proxy, "ADDRESS_ALLOW": proxy.removeprefix("http://")}
    sys.stdout.flush()
    return subprocess.run([sys.executable, "-m", "scrapy", command], cwd=ROOT, env=environment, check=False).returncode


def summarise(db: sqlite_utils.Database, console: Console) -> None:
    """What the archive holds now, on half a screen."""
    table = Table("Cổng · Portal", box=None, pad_edge=False, header_style="bold")
    for name in (
        "bài\narticles",
        "có ngày\ndated",
        "không ngày\nundated",
        "từ\nwords",
        "con số\nfigures",
        "trang đã lưu\ncaptures",
    ):
        table.add_column(name, justify="right")
    for row in db.execute(
        "SELECT title_vi, count(a.id), count(a.published), count(a.id) - count(a.published), coalesce(sum(a.words), 0),"
        " (SELECT count(*) FROM metrics m JOIN articles b ON b.id = m.article_id WHERE b.portal = p.name),"
        " (SELECT count(*) FROM captures WHERE portal = p.name)"
        " FROM portals p LEFT JOIN articles a ON a.portal = p.name GROUP BY p.name ORDER BY p.name"
    ).fetchall():
        table.add_row(escape(row[0]), *(f"{number:,}".replace(",", ".") for number in row[1:]))
    console.print()
    console.print(table)
    console.print()
    refused = "SELECT rule, sum(links) FROM refusals WHERE action = 'refused' GROUP BY rule ORDER BY 2 DESC"
    console.print(f"Không theo · not followed: {_counts(db, refused)}", soft_wrap=True)
    reasons = "SELECT reason, count(*) FROM problems GROUP BY reason ORDER BY 2 DESC"
    console.print(f"Vướng mắc · problems: {_counts(db, reasons)}", soft_wrap=True)
    for title, day in db.execute(
        "SELECT title, substr(published_local, 1, 10) FROM articles ORDER BY published DESC LIMIT 3"
    ).fetchall():
        console.print(f"  [dim]{day}[/dim] {escape(title)}", soft_wrap=True)
    found = (f"[bold]{words}[/bold] ({_hits(db, words)} bài · articles)" for words in SEARCHES)
    console.print(f"Thử tìm · try a search: {', '.join(found)}", soft_wrap=True)


def _counts(db: sqlite_utils.Database, sql: str) -> str:
    return ", ".join(f"{escape(name)} {number}" for name, number in db.execute(sql).fetchall()) or "0"


def _hits(db: sqlite_utils.Database, words: str) -> int:
    sql = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH vn_query(?)"
    return int(db.execute(sql, [words]).fetchone()[0])


if __name__ == "__main__":
    sys.exit(main())
