"""`scrapy figures`: what any text says in figures. No archive is touched, nothing is fetched."""

import argparse
import io
import json
import os
import sys
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

if TYPE_CHECKING:
    from commands.figure_sources import Given

#: As in `commands.crawling`, whose import costs more than reading a text.
USAGE, CHECKS_FAILED, STOPPED = 2, 20, 143


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 - the base class declares it

    def syntax(self) -> str:
        return "<file|-> [--json | --jsonl] [--title <title>] [--published <day>] [--place <province>]"

    def short_desc(self) -> str:
        return "What a text says in figures: values, units, periods, places, documents, checks"

    def long_desc(self) -> str:
        return (
            "Read the figures of a text file in UTF-8, or of standard input (-), and show them with the sentences they stand "
            "in. With --jsonl every line of the input is a JSON object with a text, and is answered by a line."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="one JSON object")
        form.add_argument(
            "--jsonl", action="store_true", help='lines {"id", "text", "title", "published", "place"}: a line for each'
        )
        parser.add_argument("--title", metavar="TITLE", help="the title above the text")
        parser.add_argument("--published", metavar="DAY", help="when it was published, such as 2026-11-22")
        parser.add_argument("--place", metavar="PROVINCE", help="the province it is about, by official code or by name")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from commands import figure_sources

        if len(args) != 1 or args[0].startswith("--"):
            raise UsageError(f"one file, or - for standard input, not {' '.join(args) or 'none'}", print_help=False)
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", line_buffering=True)
        try:
            self._lines(args[0], opts) if opts.jsonl else self._whole(args[0], opts)
            sys.stdout.flush()
        except figure_sources.Unusable as why:
            raise UsageError(str(why), print_help=False) from None
        except BrokenPipeError:  # whoever read our lines has enough of them
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except KeyboardInterrupt:
            self.exitcode = STOPPED

    def _whole(self, name: str, opts: argparse.Namespace) -> None:
        from commands import figure_sources
        from commands.figure_record import record
        from pipelines.figures import read

        known = figure_sources.about(opts.title, opts.published, opts.place)
        text = figure_sources.whole(name)
        figures = read(text, known)
        told = record(figures, text)
        if opts.json:
            _print_json(told)
            return
        from commands.figure_view import show  # rich is for people only
        from pipelines.figure_reference import labels

        show(told, figures, text, labels())

    def _lines(self, name: str, opts: argparse.Namespace) -> None:
        from commands import figure_sources

        if opts.title or opts.published or opts.place:
            raise UsageError("with --jsonl each line says its own title, day and place", print_help=False)
        with figure_sources.opened(name) as file:
            for given in figure_sources.lines(file):
                if isinstance(given, figure_sources.Unusable):
                    self._complain(str(given), USAGE)
                else:
                    self._answer(given)

    def _answer(self, given: "Given") -> None:
        from commands.figure_record import record
        from pipelines.figures import read

        try:
            told = record(read(given.text, given.about), given.text)
        except Exception as error:  # one text must not cost those behind it
            self._complain(f"line {given.number}: the reader failed: {type(error).__name__}: {error}", CHECKS_FAILED)
            return
        _print_json({"id": given.id, **told})

    def _complain(self, words: str, code: int) -> None:
        print(f"scrapy: {words}", file=sys.stderr)
        self.exitcode = max(code, self.exitcode or 0)


def _print_json(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
