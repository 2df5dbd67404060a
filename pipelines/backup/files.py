"""The WARC files that a database names, copied into a backup: sealed ones once and for all, growing ones up to what is
committed. A copy, never a hard link: a link lies on the same disk and shares every damage."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from pipelines.backup import folder as backups
from pipelines.backup.folder import BackupDamaged, Kept, Progress, after


@dataclass(frozen=True, slots=True)
class Named:
    """A WARC file as the database names it: `committed` bytes of it count. The hash is that of a sealed one."""

    name: str
    is_open: bool
    committed: int
    sha256: str | None

    @property
    def file(self) -> str:
        """Its name in the archive's folder."""
        return f"warc/{self.name}.open" if self.is_open else f"warc/{self.name}"


@dataclass
class Copied:
    """What was done: every file with its place in the backup, how many and how large were those copied now."""

    files: list[Kept] = field(default_factory=list)
    count: int = 0
    bytes: int = 0


def named(sql: sqlite3.Connection) -> list[Named]:
    """The WARC files with something in them, by name."""
    rows = sql.execute("SELECT name, state, committed, sha256 FROM warc_files WHERE committed > 0 ORDER BY name")
    return [Named(name, state == "open", committed, sha256) for name, state, committed, sha256 in rows]


def copy(
    warcs: Path, wanted: Sequence[Named], folder: Path, generation: str, before: Sequence[Kept], progress: Progress
) -> Copied:
    """Copy those of `wanted` from `warcs` into `folder` that are not there yet. `before` is the backup that is there and
    stays whole; growing files go into the folder `generation`.

    Raises BackupDamaged, naming all files that are not what was sealed, once the others are copied; OSError when `folder`
    cannot be written.
    """
    there = {kept.name: kept for kept in before}
    copied, wrong = Copied(), []
    total, done = sum(one.committed for one in wanted), 0
    for one in wanted:
        try:
            kept = None if one.is_open else _held(folder, one, there.get(one.file))
            if kept is None:
                kept = _copy(
                    warcs, one, folder, generation, there.get(one.file), after(progress, "WARC files", done, total)
                )
                copied.count += 1
                copied.bytes += kept.bytes
            copied.files.append(kept)
        except BackupDamaged as error:
            wrong.append(str(error))
        done += one.committed
        progress("WARC files", done, total)
    if wrong:
        raise BackupDamaged(
            f"{'; '.join(wrong)}. Bring it back (from another backup, another disk) and start again: all other files are "
            "copied, but this backup is not finished."
        )
    return copied


def _held(folder: Path, one: Named, before: Kept | None) -> Kept | None:
    """Where the backup's folder holds this sealed file already; None when it does not.

    The hash that SHA256SUMS has is believed when the size agrees (`sha256sum -c` reads the files); what a backup that was
    cut short left is read here.
    """
    if before and before.sha256 == one.sha256 and _size(folder / before.path) == before.bytes:
        return before
    for path in _places(one):
        if _size(folder / path) == one.committed:
            with (folder / path).open("rb") as file:
                if backups.digest_of(file) == one.sha256:
                    return Kept(path, one.file, one.committed, str(one.sha256))
    return None


def _copy(
    warcs: Path, one: Named, folder: Path, generation: str, before: Kept | None, progress: Callable[[int], None]
) -> Kept:
    if one.is_open:
        path = f"{generation}/{one.file}"
    else:
        usual, other = _places(one)
        # What the backup before calls by this name stays as it is until the new one is finished.
        path = other if before and before.path == usual and before.sha256 != one.sha256 else usual
    with _opened(warcs, one.name) as source:
        digest = backups.copy(source, folder / path, one.committed, one.sha256, progress)
    return Kept(path, one.file, one.committed, digest)


def _places(one: Named) -> tuple[str, str]:
    """Where a sealed file lies in a backup: the second where another content has taken its name."""
    return one.file, f"warc/{str(one.sha256)[:12]}/{one.name}"


def _opened(warcs: Path, name: str) -> BinaryIO:
    """The file, growing or sealed; a crawl may seal it between two looks."""
    for path in (warcs / name, warcs / f"{name}.open", warcs / name):
        try:
            return path.open("rb")
        except FileNotFoundError:
            continue
        except OSError as error:
            raise BackupDamaged(f"{path} cannot be read: {error.strerror}") from error
    raise BackupDamaged(f"{warcs / name} is missing")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
