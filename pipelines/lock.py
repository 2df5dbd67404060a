"""The one kernel lock on an archive: every writer takes it, readers never do. It goes with the process that holds it."""

import fcntl
import os
from pathlib import Path


class AlreadyRunning(RuntimeError):
    """Another process is writing this archive."""


def lock(folder: Path) -> int:
    """Take the lock of the archive in `folder`; return its descriptor. Raises AlreadyRunning."""
    path = folder / ".archive.lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise AlreadyRunning(f"another crawl is writing {path.parent}; it holds {path.name}") from None
    return descriptor
