"""Reading the archive again, with the network off.

`catch_up` reads what a crash left unread, before anything is fetched. `reextract` reads every article's pages again after
the rules or the code have changed, and judges anew what they mean. Both keep a bounded number of pages in flight and store
in order, through the same `read` and the same store as a live crawl.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlite_utils.utils import chunks

from pipelines.archive import Archive
from pipelines.coverage.update import update as update_coverage
from pipelines.duplicates.update import update as update_duplicates
from pipelines.rereading import Page, Relearning, names_an_article, pages, read_again
from pipelines.run import Run
from pipelines.store import Store
from pipelines.versions.judge import Judge
from spiders.items import Reading
from spiders.profile import Profile

#: Pages stored in one transaction: a commit costs an fsync.
BATCH = 200


async def catch_up(archive: Archive, run: Run) -> int:
    """Read every capture of the run's portal that no one has read yet; return how many there were.

    Probes first: they tell what an article that is not there looks like. The runs that fetched them are judged once more.
    """
    store = Store(archive)
    unread = archive.sql.execute(
        "SELECT id, run_id FROM captures WHERE state = 'unread' AND +portal = ? ORDER BY purpose <> 'probe', id",
        [run.profile.name],
    ).fetchall()
    for capture_id, _ in unread:
        capture = archive.stored(capture_id)
        store.keep(capture, await archive.workers.reading(capture), run)
    with archive.transaction() as sql:
        sql.executemany("UPDATE runs SET judged = 0 WHERE id = ?", {(fetched_in,) for _, fetched_in in unread})
    return len(unread)


@dataclass
class Report:
    """What a re-extraction did: articles by outcome, how often each field changed, and what it means for the events."""

    outcomes: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    events: Counter[str] = field(default_factory=Counter)


def reextract(
    archive: Archive, profiles: Mapping[str, Profile], portal: str | None, progress: Callable[[int], None]
) -> Report:
    """Read the pages of every article again, all of its versions, and rewrite the rows that differ; ids stay.

    Pages that were refused as no article, or whose address names one by today's rules, are tried too: a mended rule brings
    back what a broken one lost. An article whose page is no longer read as one keeps its row, and is reported as lost. In the
    end versions and events are derived from the new readings: what only the reader sees otherwise is no edit.
    """
    report = Report()
    known = [name for (name,) in archive.sql.execute("SELECT name FROM portals ORDER BY name") if name in profiles]
    for name in known:
        if portal in (None, name):
            _portal(archive, profiles[name], report, progress)
    update_duplicates(archive)
    update_coverage(archive, [portal] if portal else None)
    return report


def _portal(archive: Archive, profile: Profile, report: Report, progress: Callable[[int], None]) -> None:
    relearning = Relearning(archive.sql, profile)
    wanted = (
        page
        for page in pages(archive, "c.portal = ? AND c.purpose IN ('page', 'probe')", [profile.name])
        if page.purpose == "probe" or page.is_article or names_an_article(page.stored.address, profile)
    )
    for batch in map(list, chunks(read_again(archive.workers, wanted, progress), BATCH)):
        _store(archive, relearning, batch, report)
    report.events += Judge(archive, profile).all(compare_again=True)


def _store(archive: Archive, relearning: Relearning, batch: list[tuple[Page, Reading]], report: Report) -> None:
    with archive.transaction():
        for page, reading in batch:
            outcome, changed = relearning.learn(page, reading)
            report.outcomes[outcome] += 1
            report.fields.update(changed)
            if outcome == "lost":
                why = reading.problem.reason if reading.problem else reading.kind
                report.lost.append(f"{page.stored.address} ({why})")
