"""`scrapy serve`: open the archive in Datasette, for this machine only.

The process becomes Datasette, so that Ctrl-C, signals and exit codes are its own. The live file is opened as it is,
beside a crawl that writes to it; Datasette's immutable mode would fail on a write-ahead log. There is no way to name
another address than 127.0.0.1: an archive is published as a copy, behind a server made for that.
"""

import argparse
import json
import os
import socket
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from pipelines import schema

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the base class declares it

    def syntax(self) -> str:
        return "[--port <number>]"

    def short_desc(self) -> str:
        return f"Browse the archive on {HOST}"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--port", type=int, default=8001, help="port to listen on (default: 8001; 0: any free one)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise UsageError(f"no argument is known here: {args[0]!r}", print_help=False)
        assert self.settings is not None
        path = Path(self.settings["ARCHIVE_DIR"]).resolve() / "archive.db"
        try:
            schema.connect(path, readonly=True).close()
        except (schema.ArchiveMissing, schema.ArchiveUnusable) as error:
            print(error, file=sys.stderr)
            self.exitcode = 1
            return
        port = free_port(opts.port)
        if port is None:
            print(
                f"Cổng {opts.port} đang có chương trình khác dùng. Thử:  scrapy serve --port {opts.port + 1}\n"
                f"Port {opts.port} is taken by another program. Try:  scrapy serve --port {opts.port + 1}",
                file=sys.stderr,
            )
            self.exitcode = 1
            return
        print(f"http://{HOST}:{port}/   (Ctrl-C: dừng · stop)", flush=True)
        os.execv(sys.executable, [sys.executable, "-m", "datasette", *arguments(path, port)])  # noqa: S606


def free_port(wanted: int) -> int | None:
    """`wanted`, or with 0 any free port; None when it is taken or no port at all."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, wanted))
        except (OSError, OverflowError):
            return None
        return int(probe.getsockname()[1])


def arguments(path: Path, port: int) -> list[str]:
    """How Datasette is called: with this one archive, wherever it lies, and with the project's pages and plugins."""
    settings = json.loads((ROOT / "settings.json").read_text("utf-8"))
    told = [str(part) for name, value in settings.items() for part in ("--setting", name, _setting(value))]
    return [
        "serve", str(path), "-h", HOST, "-p", str(port), "--metadata", str(ROOT / "metadata.yml"),
        "--plugins-dir", str(ROOT / "plugins"), "--template-dir", str(ROOT / "templates"),
        "--static", f"static:{ROOT / 'static'}", *told,
    ]  # fmt: skip


def _setting(value: object) -> object:
    """Datasette's command line says on and off where settings.json says true and false."""
    return ("on" if value else "off") if isinstance(value, bool) else value
