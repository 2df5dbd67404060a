"""A reading as a person wants to see it: what was found, the text in paragraphs, and what is odd about it."""

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from commands.figure_view import counted

#: (label, key): the facts above the text, each left out where the page is silent.
FACTS = (
    ("published", "published"), ("author", "author"), ("source", "source_credit"), ("section", "section"),
    ("canonical", "canonical"), ("key", "key"),
)  # fmt: skip
#: Wider lines are hard to read.
WIDTH = 100


def show(told: dict[str, Any], console: Console | None = None) -> None:
    """Print the reading `told` (see `commands.reading.record`)."""
    console = console or Console(highlight=False, soft_wrap=False)
    width = min(console.width, WIDTH)
    console.print(f"[dim]{escape(told['address'])}[/dim]", soft_wrap=True)
    if told["problem"]:
        reason, detail = told["problem"]["reason"], told["problem"]["detail"]
        console.print(f"[red]problem: {escape(reason)}[/red]{escape(f' ({detail})') if detail else ''}", soft_wrap=True)
    if told["rule"] is None:
        console.print(f"no article: read as [bold]{told['kind']}[/bold], with {told['links']} links")
        return
    console.print()
    console.print(f"[bold]{escape(told['title'])}[/bold]", width=width)
    for line in facts(told):
        console.print(escape(line), soft_wrap=True)
    console.print()
    sapo, paragraphs = told["sapo"], told["text"].split("\n")
    for number, paragraph in enumerate(paragraphs):
        lead = number == 0 and bool(sapo) and paragraph.startswith(sapo)
        console.print(f"[italic]{escape(paragraph)}[/italic]" if lead else escape(paragraph), width=width)
        console.print()
    for rows in told["tables"]:
        console.print(_table(rows), width=width)
    for kind, lines in (("caption", told["captions"]), ("file", [_file(one) for one in told["attachments"]])):
        for line in lines:
            console.print(f"[dim]{kind}:[/dim] {escape(line)}", soft_wrap=True)


def facts(told: dict[str, Any]) -> Iterator[str]:
    """One line for each thing that was read beside the text."""
    for label, key in FACTS:
        if told[key]:
            by = f"  (by {told['published_by']}, from {told['published_raw']!r})" if key == "published" else ""
            yield f"{label}: {told[key]}{by}"
    counts = f"{len(told['text'].split())} words, {len(told['images'])} images, {len(told['tables'])} tables"
    yield f"read in the text: {counted(told['figures'])}"
    yield f"rule: {told['rule']} · {counts}, {len(told['attachments'])} files · {told['links']} links"
    if told["flags"]:
        yield f"flags: {', '.join(told['flags'])}"


def _file(attachment: dict[str, str]) -> str:
    return f"{attachment['label']} [{attachment['type']}] {attachment['address']}"


def _table(rows: list[list[str]]) -> Table:
    table = Table(show_header=False, show_lines=True)
    for row in rows:
        table.add_row(*map(escape, row))
    return table
