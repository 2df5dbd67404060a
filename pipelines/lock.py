"""Kernel locks: they go with the process that holds them. Every writer of an archive takes the one on it, readers never do."""

import fcntl
import os
from pathlib import Path


class AlreadyRunning(RuntimeError):
    """Another process is writing there."""


def lock(folder: Path) -> int:
    """Take the lock of the archive in `folder`; return its descriptor. Raises AlreadyRunning."""
    path = folder / ".archive.lock"
    return hold(path, f"another crawl is writing {folder}; it holds {path.name}")


def hold(path: Path, otherwise: str) -> int:
    """Lock the file at `path`, made if need be; return its descriptor.

    Raises AlreadyRunning, saying `otherwise`, when another process holds it, and OSError when it cannot be made or locked.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise AlreadyRunning(otherwise) from None
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
