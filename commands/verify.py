"""`scrapy verify`: has anything that was kept been lost or damaged? A report, and an exit code for cron."""

import argparse
import json
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from commands import crawling
from commands.progress import counting
from pipelines.verifying import repair
from pipelines.verifying.findings import Findings
from pipelines.verifying.inspection import verify
from pipelines.verifying.reasons import REASONS

#: Examples of a reason that are printed; `--json` has more.
SHOWN = 3


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the base class declares it

    def syntax(self) -> str:
        return "[--json] [--repair]"

    def short_desc(self) -> str:
        return "Check that nothing in the archive has been lost or damaged"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument(
            "--repair",
            action="store_true",
            help="rebuild a search index that is not right, and move files without a page out of warc/; nothing else",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise UsageError(f"no argument is known here: {args[0]!r}", print_help=False)
        assert self.settings is not None
        folder, began = Path(self.settings["ARCHIVE_DIR"]), time.monotonic()
        try:
            findings, done = _repaired(folder) if opts.repair else (_verified(folder), [])
        except BaseException as error:
            self.exitcode = crawling.failed(error)
            return
        report = report_of(findings, done, time.monotonic() - began)
        print(json.dumps(report, ensure_ascii=False, indent=2) if opts.json else "\n".join(lines_of(report)))
        self.exitcode = crawling.OK if findings.is_sound else crawling.CHECKS_FAILED


def _verified(folder: Path) -> Findings:
    with counting("rows and records looked at") as progress:
        return verify(folder, progress)


def _repaired(folder: Path) -> tuple[Findings, list[str]]:
    """Verify, mend what can be mended, and verify again what has come of it."""
    with repair.locked(folder):
        findings = _verified(folder)
        try:
            done = repair.repair(folder, findings)
        except sqlite3.DatabaseError as error:
            print(f"scrapy: it could not be repaired: {error}", file=sys.stderr)
            return findings, []
        return (_verified(folder) if done else findings), done


def report_of(findings: Findings, done: list[str], seconds: float) -> dict[str, Any]:
    """The report as data: what `--json` prints."""
    return {
        "sound": findings.is_sound,
        "looked_at": dict(findings.looked_at),
        "seconds": round(seconds, 2),
        "repaired": done,
        "faults": [
            {
                "reason": reason,
                "count": findings.faults[reason],
                "meaning": REASONS[reason].meaning,
                "remedy": REASONS[reason].remedy,
                "examples": findings.examples[reason],
            }
            for reason in REASONS
            if findings.faults[reason]
        ],
        "notes": findings.notes,
    }


def lines_of(report: dict[str, Any]) -> list[str]:
    """The report as a person reads it."""
    seen = {name: report["looked_at"].get(name, 0) for name in ("files", "records", "bytes", "captures", "articles")}
    quotes = sum(report["looked_at"].get(name, 0) for name in ("figures", "citations", "checks"))
    seconds = report["seconds"]
    lines = [
        f"{seen['files']:,} files, {seen['records']:,} records, {seen['bytes']:,} bytes; {seen['captures']:,} captures, "
        f"{seen['articles']:,} articles, {quotes:,} figures, citations and checks; {seconds:.1f} s, "
        f"{seen['captures'] / max(seconds, 0.01):,.0f} pages a second"
    ]
    lines += [f"repaired: {sentence}" for sentence in report["repaired"]]
    for fault in report["faults"]:
        lines.append(f"{fault['reason']} ({fault['count']:,}): {fault['meaning']}")
        lines += [f"    {example}" for example in fault["examples"][:SHOWN]]
        if fault["count"] > SHOWN:
            lines.append(f"    and {fault['count'] - SHOWN:,} more")
        lines.append(f"    what to do: {fault['remedy']}")
    lines += [f"note: {note}" for note in report["notes"]]
    count = sum(fault["count"] for fault in report["faults"])
    lines.append("sound" if report["sound"] else f"{count:,} {'fault' if count == 1 else 'faults'}")
    return lines
