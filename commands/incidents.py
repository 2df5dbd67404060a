"""`scrapy incidents`: runs in which too much changed at once, and a person's word on them."""

import argparse
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from commands import crawling
from pipelines import schema
from pipelines.archive import Archive
from pipelines.coverage.update import update as update_coverage
from pipelines.versions import incidents
from pipelines.versions.judge import Judge
from spiders import clock
from spiders.portals import PROFILES

_DECISIONS = {"accept": "accepted", "dismiss": "dismissed"}


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[accept|dismiss <id>]"

    def short_desc(self) -> str:
        return "Show runs that changed too much at once; accept or dismiss what they changed"

    def long_desc(self) -> str:
        return (
            "When more than a twentieth of a portal's articles (and more than 20) change in one run, the host has changed, "
            "not they: the changes are held, and one incident stands for them. Look at some of its articles. If they were "
            "really edited or taken down, `accept` makes events of the changes; if not (a new template, a wall in front of the "
            "site), mend the profile and run `scrapy reextract`, or `dismiss` it. Either can be taken back by the other."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--all", action="store_true", help="show also those that were accepted or dismissed")
        parser.add_argument("--note", default=None, help="why, kept with the decision")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args and (len(args) != 2 or args[0] not in _DECISIONS or not args[1].isdigit()):
            raise UsageError(
                "`scrapy incidents`, `scrapy incidents accept <id>` or `... dismiss <id>`", print_help=False
            )
        assert self.settings is not None
        try:
            if args:
                self._decide(_DECISIONS[args[0]], int(args[1]), opts.note)
            else:
                _list(Path(self.settings["ARCHIVE_DIR"]) / "archive.db", opts.all)
        except BaseException as error:
            self.exitcode = crawling.failed(error)

    def _decide(self, decision: str, number: int, note: str | None) -> None:
        with (
            crawling.open_workers(self.settings) as workers,
            crawling.open_archive(self.settings, workers) as archive,
        ):
            identity, portal = _known(archive, number)
            with archive.transaction() as sql:
                incidents.review(sql, identity, decision, clock.stamp(), note)
            events = Judge(archive, PROFILES[portal]).all()
            update_coverage(archive, [portal])
            told = ", ".join(f"{count} {kind}" for kind, count in sorted(events.items()) if count)
            print(f"{identity} is {decision}: {told or 'no event'} more")


def _known(archive: Archive, number: int) -> tuple[str, str]:
    """The identity and the portal of an incident. Raises UsageError for another number."""
    row = archive.sql.execute(
        "SELECT identity, portal FROM events WHERE id = ? AND kind = 'incident'", [number]
    ).fetchone()
    if row is None:
        raise UsageError(
            f"no incident has the id {number}; `scrapy incidents --all` shows those there are", print_help=False
        )
    if complaint := crawling.known([row[1]]):
        raise UsageError(complaint, print_help=False)
    return str(row[0]), str(row[1])


def _list(path: Path, everything: bool) -> None:
    db = schema.connect(path, readonly=True)
    rows = db.execute(
        "SELECT id, portal, first_seen, confirmed, articles, detail, review FROM events WHERE kind = 'incident' "
        "AND (? OR review = 'open') ORDER BY id",
        [everything],
    ).fetchall()
    db.close()
    for number, portal, first, last, articles, detail, review in rows:
        print(f"{number:>6}  {portal}  {first} to {last}  {articles} articles: {detail}  [{review}]")
    if not rows:
        print("no open incident" if not everything else "no incident")
    elif any(row[-1] == "open" for row in rows):
        print(
            "`scrapy incidents accept <id>`: they were really changed; `scrapy incidents dismiss <id>`: they were not"
        )
