"""A file torn by a crash, at every byte where it can be: what was committed is whole again, what is missing is said."""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from benchmarks.crash import Outcome, Tally
from pipelines import warc
from pipelines.archive import Archive
from pipelines.workers import Workers
from tests.conftest import Shell, edit, publish
from tests.site import Site


@dataclass(frozen=True)
class Torn:
    """A real archive: `data` is its WARC file's bytes, `starts` where each record begins."""

    folder: Path
    name: str
    data: bytes
    starts: list[int]

    @property
    def sealed(self) -> Path:
        return self.folder / "warc" / self.name

    @property
    def open(self) -> Path:
        return self.sealed.with_name(f"{self.name}.open")

    def tear(self, size: int) -> None:
        """Leave the file as a crash does: open, `size` bytes long."""
        self.sealed.unlink(missing_ok=True)
        self.open.write_bytes(self.data[:size])


@pytest.fixture
def torn(site: Site, shell: Shell) -> Torn:
    publish(site, 101, 102, 103)
    assert shell.crawl().returncode == 0
    (path,) = (shell.archive / "warc").iterdir()
    with path.open("rb") as file:
        starts = [record.stream_pos for record in FastIterator(file)]
    return Torn(shell.archive, path.name, path.read_bytes(), starts)


def records(path: Path) -> tuple[int, int]:
    """How many whole records each of the two readers finds."""
    with path.open("rb") as file:
        fast = sum(1 for record in FastIterator(file) if record.reader.read() is not None)
    with path.open("rb") as file:
        return fast, sum(
            record.content_stream().read() is not None for record in WarcioIterator(file, check_digests="raise")
        )


def test_a_tail_torn_at_any_byte_is_cut_back_and_the_file_sealed(torn: Torn) -> None:
    """The last exchange was being written: of its two records none to all bytes are on disk, nothing is committed."""
    committed = torn.starts[-2]
    before = torn.data[:committed]
    digest = hashlib.sha256(before).hexdigest()
    for size in range(committed, len(torn.data) + 1):
        torn.tear(size)
        assert warc.recover(torn.folder / "warc", torn.name, committed) == digest
        assert [path.name for path in torn.sealed.parent.iterdir()] == [torn.name]
        assert torn.sealed.read_bytes() == before
        assert records(torn.sealed) == (len(torn.starts) - 2, len(torn.starts) - 2)


def test_a_file_cut_short_at_any_byte_of_its_last_record_is_left_alone_and_named(torn: Torn) -> None:
    for size in range(torn.starts[-1], len(torn.data)):
        torn.tear(size)
        with pytest.raises(warc.WarcDamaged) as refused:
            warc.recover(torn.folder / "warc", torn.name, len(torn.data))
        assert torn.open.name in str(refused.value) and "Bring the file back" in str(refused.value)
        assert f"{size:,} bytes" in str(refused.value) and f"{len(torn.data):,} bytes" in str(refused.value)
        assert torn.open.read_bytes() == torn.data[:size]


def test_an_archive_opens_whole_wherever_its_last_record_was_torn(torn: Torn, shell: Shell) -> None:
    committed, kept = torn.starts[-1], len(torn.starts) - 1
    edit(shell, f"UPDATE warc_files SET committed = {committed}, records = {kept}")
    with Workers({}, 1, 10, 1024**3) as workers:
        for size in range(committed, len(torn.data) + 1):
            torn.tear(size)
            edit(shell, "UPDATE warc_files SET state = 'open', sealed_at = NULL, sha256 = NULL")
            with Archive(torn.folder, workers, software="thử", demo=True, warc_max_bytes=1) as archive:
                row = archive.sql.execute("SELECT state, committed, records, sha256 FROM warc_files").fetchall()
            assert row == [("sealed", committed, kept, hashlib.sha256(torn.sealed.read_bytes()).hexdigest())]
            assert records(torn.sealed) == (kept, kept)


def test_a_file_begun_and_never_committed_leaves_no_trace(torn: Torn, shell: Shell) -> None:
    stray = torn.folder / "warc" / "so-mau-20270101000000-00001.warc.gz.open"
    shutil.copy(torn.sealed, stray)
    edit(shell, f"INSERT INTO warc_files VALUES ('{stray.stem}', 'open', 0, 0, '2027-01-01T00:00:00Z', NULL, NULL)")
    with (
        Workers({}, 1, 10, 1024**3) as workers,
        Archive(torn.folder, workers, software="thử", demo=True, warc_max_bytes=1) as archive,
    ):
        assert archive.sql.execute("SELECT name FROM warc_files").fetchall() == [(torn.name,)]
    assert not stray.exists()
    assert torn.sealed.read_bytes() == torn.data


def test_a_campaign_of_kills_that_missed_a_window_says_so() -> None:
    tally = Tally(kills=6, least=2, windows=["write", "commit"])
    while window := tally.next():
        tally.ended(Outcome(window, window == "write", 1, []))
    assert tally.counted["write"] >= 2
    assert tally.shortage() == ["only 0 kills counted in the window commit; at least 2 must"]
