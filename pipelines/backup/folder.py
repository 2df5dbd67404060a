"""What a backup's folder holds, and the file that says so.

    SHA256SUMS                       what the backup is, as `sha256sum -c` reads it: written last, renamed into place
    20261125T041507Z/archive.db      what changes: the database, `backup.json` (counts, sizes, versions), WARC files that
                                     were still growing, cut at the length that the database calls committed
    warc/                            what never changes: sealed WARC files, copied once
    UNFINISHED                       a backup was begun here and has not ended

So a backup that is cut short leaves the one before as it was: nothing that SHA256SUMS names is touched before the new one
is in its place.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from pipelines import warc
from pipelines.lock import hold

SUMS, ABOUT, UNFINISHED, LOCK = "SHA256SUMS", "backup.json", "UNFINISHED", ".backup.lock"
#: The database's name, in the archive and in a backup.
DATABASE = "archive.db"
#: A file on its way is called so until it is whole. Never `*.db`: Datasette serves those.
PART = ".part"
#: Bytes copied or hashed at once.
CHUNK = 1 << 20

#: Told how far a piece of work is: what it is, bytes done, bytes in all.
Progress = Callable[[str, int, int], None]


class BackupRefused(RuntimeError):
    """The folder is not one to put this backup into, or to take one from. Nothing was changed."""


class BackupDamaged(RuntimeError):
    """A file is not what its record says: one of the archive (its WARC files) or one of a backup. The message names it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of a backup: where it lies in the backup's folder, and its name in the archive's (`archive.db`,
    `warc/<name>.warc.gz`, with `.open` behind while it grows). Both are relative and written with `/`."""

    path: str
    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Backup:
    """One finished backup. `archive` is the birth mark of the archive (see `snapshot.birth_mark`), `counts` its rows by
    table, `made_at` a UTC stamp."""

    made_at: str
    software: str
    archive: str
    kind: str
    migrations: tuple[str, ...]
    counts: dict[str, int]
    files: tuple[Kept, ...]

    @property
    def bytes(self) -> int:
        return sum(kept.bytes for kept in self.files)

    @property
    def database(self) -> Kept:
        (database,) = (kept for kept in self.files if kept.name == DATABASE)
        return database

    @property
    def warcs(self) -> tuple[Kept, ...]:
        return tuple(kept for kept in self.files if kept.name != DATABASE)


def read(folder: Path) -> Backup | None:
    """The finished backup in `folder`; None when there is none. The files themselves are not looked at (see `verify`).

    Raises BackupDamaged when SHA256SUMS and backup.json are not what was written.
    """
    sums = folder / SUMS
    if not sums.is_file():
        return None
    try:
        listed = _listed(sums.read_text("utf-8"))
        (about,) = (path for path in listed if PurePosixPath(path).name == ABOUT)
        data = (folder / about).read_bytes()
        if hashlib.sha256(data).hexdigest() != listed.pop(about):
            raise ValueError(f"{about} is not what {SUMS} says")
        told = {name: value for name, value in json.loads(data).items() if name in Backup.__slots__}
        files = tuple(Kept(**kept) for kept in told.pop("files"))
        backup = Backup(**{**told, "migrations": tuple(told["migrations"]), "files": files})
        if {kept.path: kept.sha256 for kept in files} != listed:
            raise ValueError(f"{SUMS} and {about} do not name the same files")
        _refuse_paths_that_lead_out(files)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise BackupDamaged(f"{sums}: this backup is damaged: {error}") from error
    return backup


def write(folder: Path, generation: str, backup: Backup) -> None:
    """Make `backup`, whose files all lie on the disk, the one that `folder` holds: from here on the one before is past.

    Raises OSError when the disk refuses; then the one before is still the one.
    """
    about = f"{generation}/{ABOUT}"
    data = json.dumps(asdict(backup), ensure_ascii=False, indent=1).encode()
    write_durably(folder / about, data)
    lines = [(kept.sha256, kept.path) for kept in backup.files] + [(hashlib.sha256(data).hexdigest(), about)]
    write_durably(folder / SUMS, "".join(f"{digest}  {path}\n" for digest, path in lines).encode())


def verify(folder: Path, backup: Backup, progress: Progress) -> None:
    """Read every file of `backup`. Raises BackupDamaged, naming all that are missing or changed."""
    wrong, done = [], 0
    for kept in backup.files:
        path = folder / kept.path
        try:
            with path.open("rb") as file:
                if digest_of(file, after(progress, "checking the backup", done, backup.bytes)) != kept.sha256:
                    wrong.append(f"{path} has changed since it was written")
        except OSError as error:
            wrong.append(f"{path}: {error.strerror}")
        done += kept.bytes
    if wrong:
        raise BackupDamaged("this backup is damaged: " + "; ".join(wrong))


def copy(source: BinaryIO, target: Path, size: int, expected: str | None, progress: Callable[[int], None]) -> str:
    """Copy the first `size` bytes of `source` to `target`, which appears whole or not at all; return their SHA-256.

    `progress` is told the bytes copied so far. Raises BackupDamaged when the source is shorter, cannot be read, or has
    another hash than `expected` (None: any), and OSError when the target cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + PART)
    digest, done = hashlib.sha256(), 0
    with part.open("wb", buffering=0) as file:
        while done < size:
            block = _block(source, min(CHUNK, size - done))
            view = memoryview(block)
            while view:
                view = view[file.write(view) or 0 :]
            digest.update(block)
            done += len(block)
            progress(done)
        os.fsync(file.fileno())
    if expected is not None and digest.hexdigest() != expected:
        part.unlink()
        raise BackupDamaged(f"{source.name} has changed since it was sealed: its SHA-256 is not the recorded one")
    warc.rename_durably(part, target)
    return digest.hexdigest()


def _block(source: BinaryIO, size: int) -> bytes:
    try:
        block = source.read(size)
    except OSError as error:
        raise BackupDamaged(f"{source.name} cannot be read: {error.strerror}") from error
    if not block:
        raise BackupDamaged(f"{source.name} is shorter than what was committed: it ends at byte {source.tell():,}")
    return block


def digest_of(file: BinaryIO, progress: Callable[[int], None] = lambda _: None) -> str:
    """The SHA-256 of the rest of `file`; `progress` is told the bytes read so far. Raises OSError."""
    digest, done = hashlib.sha256(), 0
    while block := file.read(CHUNK):
        digest.update(block)
        done += len(block)
        progress(done)
    return digest.hexdigest()


def write_durably(path: Path, data: bytes) -> None:
    """Put `data` at `path`, all or nothing. Raises OSError."""
    part = path.with_name(path.name + PART)
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    warc.rename_durably(part, path)


@contextmanager
def locked(path: Path, what: str) -> Iterator[None]:
    """Hold the lock at `path` (made if need be, unless `path` cannot be: a backup on a read-only disk has no writer).

    Raises AlreadyRunning, saying `what`, when another process holds it.
    """
    try:
        descriptor = hold(path, f"{what}; it holds {path}")
    except OSError:
        if os.access(path.parent, os.W_OK):
            raise
        yield
        return
    try:
        yield
    finally:
        os.close(descriptor)


def after(progress: Progress, what: str, before: int, total: int) -> Callable[[int], None]:
    """What tells `progress` of one file among others: `before` bytes of `total` were done when it began."""
    return lambda done: progress(what, before + done, total)


def _listed(text: str) -> dict[str, str]:
    """The lines of SHA256SUMS: path -> hash."""
    pairs = [line.split("  ", 1) for line in text.splitlines()]
    if not text.endswith("\n") or any(len(pair) != 2 for pair in pairs):
        raise ValueError(f"{SUMS} is cut off")
    return {path: digest for digest, path in pairs}


def _refuse_paths_that_lead_out(files: Sequence[Kept]) -> None:
    """A backup is a file that comes from somewhere: what it names stays within its folder and the archive's."""
    for kept in files:
        for path in (PurePosixPath(kept.path), PurePosixPath(kept.name)):
            if path.is_absolute() or ".." in path.parts:
                raise ValueError(f"{path} leads out of the folder")
        if kept.name != DATABASE and PurePosixPath(kept.name).parent != PurePosixPath("warc"):
            raise ValueError(f"{kept.name} is no file of an archive")
