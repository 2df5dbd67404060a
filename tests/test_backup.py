"""A backup is whole whenever it is made, and whatever interrupts it; a restore puts back what was there, or nothing."""

import fcntl
import hashlib
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipelines import warc
from pipelines.backup import folder as backups
from pipelines.backup import make, restore, snapshot
from pipelines.backup.folder import BackupDamaged, BackupRefused
from spiders.items import CaptureRef
from tests import old_archives
from tests.conftest import LATER, ROOT, Shell, keys, publish, start, wait_for
from tests.site import Site

pytestmark = pytest.mark.timeout(240)


def silent(*_: object) -> None:
    pass


def back_up(archive: Path, folder: Path) -> make.Report:
    return make.back_up(archive, folder, root=ROOT, software="Cong khai/0", progress=silent)


def whole(folder: Path) -> bool:
    """What the standard tool says of the backup, to somebody who has no copy of this project."""
    return subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder, check=False).returncode == 0


def files(folder: Path) -> dict[str, bytes]:
    """All there is below `folder` (what SQLite's readers share in memory aside)."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith("-shm") and (path.stat().st_size or not path.name.endswith("-wal"))
    }


def rows(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def records_read_back(archive: Path) -> int:
    """Read the record of every capture; how many there are."""
    captures = rows(archive / "archive.db", "SELECT id, portal, address, status, warc, offset, length FROM captures")
    for number, portal, address, status, *place in captures:
        capture = warc.read_capture(archive / "warc", CaptureRef(number, *place), portal)
        assert (capture.address, capture.status) == (address, status)
    return len(captures)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A small archive that an earlier version made: no crawl is needed, and no table of today's."""
    old_archives.unpack("0002-figures", tmp_path / "archive")
    return tmp_path / "archive"


def test_a_backup_made_while_a_crawl_runs_goes_on_where_it_stood(site: Site, shell: Shell, tmp_path: Path) -> None:
    publish(site, *range(101, 201))
    crawl = start(shell, "-s", "DOWNLOAD_DELAY=0.03")
    wait_for(site, 25)
    done = shell.scrapy("backup", str(tmp_path / "copy"))
    assert done.returncode == 0, done.stderr
    assert crawl.wait(timeout=60) == 0
    assert len(keys(shell)) == 100
    assert whole(tmp_path / "copy")
    shell.archive = tmp_path / "restored"
    done = shell.scrapy("restore", str(tmp_path / "copy"))
    assert done.returncode == 0, done.stderr
    assert len(list((shell.archive / "warc").glob("*.open"))) == 1
    assert 20 <= records_read_back(shell.archive) < 100
    kept = {address for (address,) in shell.rows("SELECT address FROM captures WHERE address LIKE '%view_content%'")}
    site.asked.clear()
    done = shell.scrapy("run")
    assert done.returncode == 0, done.stderr
    assert keys(shell) == [str(n) for n in range(101, 201)]
    assert len(kept) > 15 and not kept & set(site.asked)
    assert records_read_back(shell.archive) >= 101
    assert shell.one("SELECT count(*) FROM warc_files WHERE state = 'open'") == 0


def test_a_second_backup_copies_only_what_is_new(site: Site, shell: Shell, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    publish(site, 101, 102)
    shell.crawl()
    assert back_up(shell.archive, copy).copied == 1
    publish(site, 101, 102, 103)
    shell.crawl(CLOCK=LATER)
    (first,) = (copy / "warc").iterdir()
    before = first.stat().st_mtime_ns
    done = shell.scrapy("backup", str(copy))
    assert "1 WARC files copied" in done.stdout and "1 were there already" in done.stdout
    assert "3 articles" in done.stdout
    assert first.stat().st_mtime_ns == before
    assert whole(copy)
    assert not (copy / "UNFINISHED").exists()
    assert len(list(copy.glob("*/archive.db"))) == 1
    assert back_up(shell.archive, copy).copied == 0


def test_a_writer_that_never_pauses_neither_waits_nor_keeps_a_backup_from_ending(archive: Path, tmp_path: Path) -> None:
    """SQLite's backup begins again at every write of another process unless it reads within a transaction."""
    code = """if True:
        import sqlite3, sys, time
        sql = sqlite3.connect(sys.argv[1], isolation_level=None)
        sql.execute("CREATE TABLE busy (at REAL, load BLOB)")
        for n in range(400): sql.execute("INSERT INTO busy VALUES (0, zeroblob(100000))")
        print("ready", flush=True)
        while True:
            began = time.perf_counter()
            sql.execute("INSERT INTO busy VALUES (?, zeroblob(5000))", [began])
            if time.perf_counter() - began > 2: sys.exit("waited")
    """
    writer = subprocess.Popen(
        [sys.executable, "-c", code, str(archive / "archive.db")], stdout=subprocess.PIPE, text=True
    )
    try:
        assert writer.stdout is not None and writer.stdout.readline() == "ready\n"
        steps: list[int] = []

        def progress(what: str, done: int, total: int) -> None:
            if what == "the database":
                steps.append(done)
                time.sleep(0.1)

        backup = make.back_up(archive, tmp_path / "copy", root=ROOT, software="", progress=progress).backup
        assert writer.poll() is None
        assert len(steps) >= 3 and steps == sorted(steps)
        copied = rows(tmp_path / "copy" / backup.database.path, "SELECT count(*) FROM busy")[0][0]
        assert rows(archive / "archive.db", "SELECT count(*) FROM busy")[0][0] > copied >= 400
    finally:
        writer.kill()
        writer.wait()


def test_a_file_sealed_while_it_is_looked_for_is_found(archive: Path, tmp_path: Path) -> None:
    (sealed, _) = sorted((archive / "warc").iterdir())
    growing = sealed.with_name(sealed.name + ".open")
    sealed.rename(growing)
    with closing(sqlite3.connect(archive / "archive.db")) as sql, sql:
        sql.execute("UPDATE warc_files SET state = 'open', sha256 = NULL WHERE name = ?", [sealed.name])

    def sealing(what: str, done: int, total: int) -> None:
        if growing.exists():
            growing.rename(sealed)

    backup = make.back_up(archive, tmp_path / "copy", root=ROOT, software="", progress=sealing).backup
    assert [kept.name.endswith(".open") for kept in backup.warcs] == [True, False]
    assert whole(tmp_path / "copy")


@pytest.mark.parametrize("place", ["root", "archive", "within", "occupied", "file", "unmounted", "another"])
def test_a_folder_that_is_not_fit_is_refused_and_left_as_it_is(archive: Path, tmp_path: Path, place: str) -> None:
    folder = {"root": ROOT, "archive": archive, "within": archive / "copy"}.get(place, tmp_path / "copy")
    if place == "occupied":
        folder.mkdir()
        (folder / "luận văn.txt").write_text("của người khác")
    elif place == "file":
        folder.write_text("một tệp")
    elif place == "unmounted":
        folder = folder / "disk" / "copy"
    elif place == "another":
        old_archives.unpack("0001-main-job", tmp_path / "other")
        back_up(tmp_path / "other", folder)
    before = files(tmp_path)
    with pytest.raises(BackupRefused):
        back_up(archive, folder)
    assert files(tmp_path) == before


def test_a_backup_of_a_later_state_is_not_overwritten(archive: Path, tmp_path: Path) -> None:
    """After an older backup was put back, the newer one may be the only copy of what came between."""
    back_up(archive, tmp_path / "copy")
    with closing(sqlite3.connect(archive / "archive.db")) as sql, sql:
        sql.execute("DELETE FROM captures WHERE warc LIKE '%20261224%'")
        sql.execute("DELETE FROM warc_files WHERE name LIKE '%20261224%'")
    with pytest.raises(BackupRefused, match="1 WARC files that this archive does not know"):
        back_up(archive, tmp_path / "copy")
    assert whole(tmp_path / "copy")


def test_the_command_says_what_is_wrong(shell: Shell, tmp_path: Path) -> None:
    done = shell.scrapy("backup", str(tmp_path / "copy"))
    assert (done.returncode, "Chưa có kho lưu trữ" in done.stderr) == (1, True)
    assert not (tmp_path / "copy").exists()
    assert shell.scrapy("backup").returncode == 2
    old_archives.unpack("0002-figures", shell.archive)
    done = shell.scrapy("backup", str(ROOT / "copy"))
    assert (done.returncode, "Datasette serves" in done.stderr) == (2, True)
    assert not (ROOT / "copy").exists()
    done = shell.scrapy("restore", str(tmp_path / "copy"))
    assert (done.returncode, "holds no backup" in done.stderr) == (2, True)
    assert "Traceback" not in done.stderr


def test_a_damaged_file_of_the_archive_is_named_and_the_backup_before_stays(archive: Path, tmp_path: Path) -> None:
    first, second = sorted((archive / "warc").iterdir())
    first.write_bytes(first.read_bytes()[:-1] + b"?")
    with pytest.raises(BackupDamaged, match=first.name):
        back_up(archive, tmp_path / "copy")
    assert (tmp_path / "copy" / "UNFINISHED").exists() and not (tmp_path / "copy" / "SHA256SUMS").exists()
    with pytest.raises(BackupDamaged, match="not finished"):
        restore.restore(tmp_path / "copy", tmp_path / "restored", silent)
    shutil.copy(old_archives.HERE / "0002-figures" / first.name, first)
    assert back_up(archive, tmp_path / "copy").copied == 1  # the other had been copied
    second.unlink()
    assert back_up(archive, tmp_path / "copy").copied == 0  # the backup holds it
    with closing(sqlite3.connect(archive / "archive.db")) as sql, sql:
        sql.execute("UPDATE warc_files SET committed = 500")
    with pytest.raises(BackupDamaged, match="lies beyond what is committed"):
        back_up(archive, tmp_path / "copy")
    assert whole(tmp_path / "copy")


def test_a_file_whose_content_was_lawfully_replaced_does_not_disturb_the_backup_before(
    archive: Path, tmp_path: Path
) -> None:
    first, _ = sorted((archive / "warc").iterdir())
    back_up(archive, tmp_path / "copy")
    replaced = first.read_bytes() + b"\0"
    first.write_bytes(replaced)
    with closing(sqlite3.connect(archive / "archive.db")) as sql, sql:
        sql.execute(
            "UPDATE warc_files SET committed = committed + 1, sha256 = ? WHERE name = ?",
            [hashlib.sha256(replaced).hexdigest(), first.name],
        )
    report = back_up(archive, tmp_path / "copy")
    assert report.copied == 1 and whole(tmp_path / "copy")
    assert back_up(archive, tmp_path / "copy").copied == 0
    restore.restore(tmp_path / "copy", tmp_path / "restored", silent)
    assert (tmp_path / "restored" / "warc" / first.name).read_bytes() == replaced


@pytest.mark.parametrize(
    "which", ["archive.db", "backup.json", "SHA256SUMS", ".warc.gz", "missing", "cut", "leading out"]
)
def test_a_damaged_backup_is_refused_by_name_and_nothing_is_changed(archive: Path, tmp_path: Path, which: str) -> None:
    folder = tmp_path / "copy"
    back_up(archive, folder)
    suffix = {"missing": ".warc.gz", "cut": "SHA256SUMS", "leading out": "SHA256SUMS"}.get(which, which)
    file = next(path for path in sorted(folder.rglob("*")) if path.name.endswith(suffix))
    data = bytearray(file.read_bytes())
    if which == "missing":
        file.unlink()
    elif which == "cut":
        file.write_bytes(data[: data.index(b"\n") + 1])
    elif which == "leading out":
        told = backups.read(folder)
        assert told is not None
        out = backups.Kept(told.warcs[0].path, "warc/../../out", told.warcs[0].bytes, told.warcs[0].sha256)
        about = make.replace(told, files=(told.database, out))
        backups.write(folder, told.database.path.partition("/")[0], about)
    else:
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
    with pytest.raises(BackupDamaged, match="damaged") as raised:
        restore.restore(folder, tmp_path / "restored", silent)
    assert file.name in str(raised.value)
    assert not (tmp_path / "restored").exists()


@pytest.mark.parametrize("strange", ["archive.db", "archive.db-wal", "warc/so-mau-20270101000000-00001.warc.gz.open"])
def test_an_archive_is_never_restored_over(archive: Path, tmp_path: Path, strange: str) -> None:
    back_up(archive, tmp_path / "copy")
    there = tmp_path / "there" / strange
    there.parent.mkdir(parents=True)
    there.write_bytes(b"cua ai do")
    with pytest.raises(BackupRefused, match="in the way"):
        restore.restore(tmp_path / "copy", tmp_path / "there", silent)
    assert files(tmp_path / "there") == {strange: b"cua ai do"}


def test_another_content_under_a_name_of_the_backup_is_not_overwritten(archive: Path, tmp_path: Path) -> None:
    backup = back_up(archive, tmp_path / "copy").backup
    there = tmp_path / "there" / backup.warcs[0].name
    there.parent.mkdir(parents=True)
    there.write_bytes(b"khac")
    with pytest.raises(BackupRefused, match=r"move .* away"):
        restore.restore(tmp_path / "copy", tmp_path / "there", silent)
    assert there.read_bytes() == b"khac"


def test_who_is_at_work_already_is_left_to_it(shell: Shell, tmp_path: Path) -> None:
    old_archives.unpack("0002-figures", shell.archive)
    back_up(shell.archive, tmp_path / "copy")
    with (tmp_path / "copy" / ".backup.lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert shell.scrapy("backup", str(tmp_path / "copy")).returncode == 75
    shutil.rmtree(shell.archive)
    shell.archive.mkdir()
    with (shell.archive / ".archive.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert shell.scrapy("restore", str(tmp_path / "copy")).returncode == 75
    assert shell.scrapy("restore", str(tmp_path / "copy")).returncode == 0


def limited(shell: Shell, limit: int, *args: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *args], cwd=ROOT, env=shell.environment(), capture_output=True, text=True,
        timeout=120, check=False, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )  # fmt: skip


@pytest.mark.parametrize("limit", [100_000, 600_000])  # no room for the database; none for a WARC file
def test_a_full_disk_leaves_the_backup_before_and_says_so(shell: Shell, tmp_path: Path, limit: int) -> None:
    old_archives.unpack("0002-figures", shell.archive)
    before = back_up(shell.archive, tmp_path / "copy").backup
    name, large = "so-mau-20270101000000-00001.warc.gz", os.urandom(700_000)
    (shell.archive / "warc" / name).write_bytes(large)
    row = [name, "sealed", len(large), 1, "", "", hashlib.sha256(large).hexdigest()]
    with closing(sqlite3.connect(shell.archive / "archive.db")) as sql, sql:
        sql.execute("INSERT INTO warc_files VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    done = limited(shell, limit, "backup", str(tmp_path / "copy"))
    assert (done.returncode, "The finished backup in it is as it was" in done.stderr) == (74, True), done.stderr
    assert "Traceback" not in done.stderr
    assert whole(tmp_path / "copy") and backups.read(tmp_path / "copy") == before
    done = limited(shell, limit, "backup", str(tmp_path / "new"))
    assert (done.returncode, "There is no finished backup in it yet" in done.stderr) == (74, True), done.stderr
    assert back_up(shell.archive, tmp_path / "new").backup.counts["warc_files"] == 3
    assert whole(tmp_path / "new")


def test_a_restore_to_a_full_disk_is_run_again(shell: Shell, tmp_path: Path) -> None:
    old_archives.unpack("0002-figures", tmp_path / "archive-before")
    back_up(tmp_path / "archive-before", tmp_path / "copy")
    done = limited(shell, 100_000, "restore", str(tmp_path / "copy"))
    assert (done.returncode, "run `scrapy restore` again" in done.stderr) == (74, True), done.stderr
    assert "Traceback" not in done.stderr and not (shell.archive / "archive.db").exists()
    assert shell.scrapy("restore", str(tmp_path / "copy")).returncode == 0
    assert records_read_back(shell.archive) == 13


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do `work` in a process that is killed at its `step`th rename, before it (even steps) or after; whether it was."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == signal.SIGKILL
    count, really = 0, warc.rename_durably

    def rename(old: Path, new: Path) -> None:
        nonlocal count
        for now in (lambda: None, lambda: really(old, new)):
            now()
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)

    warc.rename_durably = rename
    try:
        work()
    finally:
        os._exit(0)


def test_a_killed_backup_leaves_one_that_is_whole_and_the_next_one_goes_on(archive: Path, tmp_path: Path) -> None:
    copy, step = tmp_path / "copy", 1
    back_up(archive, copy)
    with closing(sqlite3.connect(archive / "archive.db")) as sql, sql:
        sql.execute("UPDATE warc_files SET state = 'open', sha256 = NULL WHERE name LIKE '%20261224%'")
    while killed_at(step, lambda: back_up(archive, copy)):
        assert whole(copy)
        restored = tmp_path / f"restored-{step}"
        restore.restore(copy, restored, silent)
        assert records_read_back(restored) == 13
        step += 1
    assert step > 8
    assert whole(copy) and not (copy / "UNFINISHED").exists()
    assert sorted(path.name for path in copy.iterdir() if not path.name.startswith("2026")) == [
        ".backup.lock", "SHA256SUMS", "warc",
    ]  # fmt: skip
    assert len(list(copy.glob("*/archive.db"))) == 1


def test_a_killed_restore_is_run_again(archive: Path, tmp_path: Path) -> None:
    back_up(archive, tmp_path / "copy")
    for step in range(1, 9):
        there = tmp_path / f"there-{step}"
        assert killed_at(step, lambda there=there: restore.restore(tmp_path / "copy", there, silent))
        assert (there / "archive.db").exists() == (step == 8)
        if step < 8:
            restore.restore(tmp_path / "copy", there, silent)
        assert sorted(path.name for path in there.iterdir()) == [".archive.lock", "archive.db", "warc"]
        assert records_read_back(there) == 13
        assert rows(there / "archive.db", "PRAGMA journal_mode") == [("wal",)]


def test_a_snapshot_stays_what_it_was(archive: Path) -> None:
    with closing(snapshot.take(archive / "archive.db")) as seen:
        done = threading.Event()

        def write() -> None:
            with closing(sqlite3.connect(archive / "archive.db", timeout=1)) as sql, sql:
                sql.execute("DELETE FROM problems")
                sql.execute("UPDATE facts SET value = 'live' WHERE name = 'kind'")
            done.set()

        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        assert done.is_set()
        assert seen.execute("SELECT value FROM facts WHERE name = 'kind'").fetchone() == ("demo",)
