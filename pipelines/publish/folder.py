"""A folder that can be served as it is: `datasette serve .` in `<folder>/current`.

    current -> 20261125T041507Z          replaced in one step when all is whole
    20261125T041507Z/archive.db          the snapshot; `inspect-data.json` tells Datasette that it never changes
    20261125T041507Z/metadata.yml ...    settings for the public, plugins, templates, static files, and the code they import

The one before stays until the next, since a server may still have it open.
"""

import json
import re
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pipelines import schema, warc
from pipelines.backup import folder as backups
from pipelines.backup import snapshot
from pipelines.export.make import FolderRefused, refuse_served
from pipelines.publish import contents
from spiders import clock

CURRENT, ABOUT, LOCK, PART = "current", "published.json", ".publish.lock", ".part"
GENERATION = re.compile(r"\d{8}T\d{6}Z")
#: What is served beside the archive: the plugins import the code.
PROGRAM = ("plugins", "templates", "static", "pipelines", "spiders", "requirements.txt", "LICENSE")
#: What strangers may not do, or not for as long as we do ourselves. They cannot write SQL; tables, filters, search, stored
#: queries and files stay. Facets are those of metadata.yml.
PUBLIC_SETTINGS: dict[str, Any] = {
    "default_allow_sql": False,
    "allow_download": False,
    "allow_facet": False,
    "allow_csv_stream": False,
    "suggest_facets": False,
    "sql_time_limit_ms": 2000,
    "facet_time_limit_ms": 1000,
    "max_returned_rows": 1000,
    "max_csv_mb": 100,
    "default_cache_ttl": 300,
    "force_https_urls": True,
    "template_debug": False,
    "trace_debug": False,
}


@dataclass(frozen=True, slots=True)
class Published:
    """The folder to serve, the snapshot's size and its digest, and the rows of every table."""

    folder: Path
    bytes: int
    sha256: str
    counts: dict[str, int]


def publish(archive: Path, folder: Path, *, root: Path, software: str, progress: backups.Progress) -> Published:
    """Make a snapshot of the archive in `archive` in `folder`, and lead `current` to it.

    Raises FolderRefused, SnapshotBroken, BackupDamaged, schema.ArchiveMissing, schema.ArchiveUnusable, AlreadyRunning, and
    OSError or sqlite3.OperationalError when the disk refuses. Whatever is raised: what `current` leads to is as it was.
    """
    folder = folder.resolve()
    refuse_served(folder, (root, archive))
    _refuse_strange(folder)
    schema.connect(archive / backups.DATABASE, readonly=True).close()
    folder.mkdir(parents=True, exist_ok=True)
    with backups.locked(folder / LOCK, "another scrapy publish is at work there"):
        for left in folder.glob(f"*{PART}"):
            left.unlink() if left.is_symlink() else shutil.rmtree(left)
        stamp = clock.stamp()
        generation = folder / f"{clock.now():%Y%m%dT%H%M%SZ}"
        part = generation.with_name(f"{generation.name}{PART}")
        part.mkdir()
        try:
            published = _fill(part, archive / backups.DATABASE, root, stamp, software, progress)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        if generation.exists():  # a clock that stands still
            shutil.rmtree(generation)
        warc.rename_durably(part, generation)
        before = (folder / CURRENT).resolve()
        link = folder / f"{CURRENT}{PART}"
        link.symlink_to(generation.name)
        warc.rename_durably(link, folder / CURRENT)
        for old in folder.iterdir():
            ours = GENERATION.fullmatch(old.name) and (old / ABOUT).is_file()
            if ours and old not in (generation, before):
                shutil.rmtree(old)
    return Published(generation, published.bytes, published.sha256, published.counts)


def _refuse_strange(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise FolderRefused(f"{folder} is a file")
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    strange = [
        name for name in there if name not in (CURRENT, LOCK) and not GENERATION.fullmatch(name.removesuffix(PART))
    ]
    if there and CURRENT not in there and strange:
        raise FolderRefused(
            f"{folder} holds something that was not published ({min(strange)}): name a new or empty folder"
        )


def _fill(part: Path, database: Path, root: Path, stamp: str, software: str, progress: backups.Progress) -> Published:
    working, final = part / "working", part / backups.DATABASE
    with closing(snapshot.take(database)) as source:
        snapshot.copy(source, working, progress)
    with closing(sqlite3.connect(working, isolation_level=None)) as sql:
        sql.execute("PRAGMA journal_mode = OFF")
        size = working.stat().st_size
        progress("the snapshot", 0, size)
        contents.clear(sql, stamp)
        sql.execute("VACUUM INTO ?", [str(final)])
        progress("the snapshot", size, size)
    working.unlink()
    final.chmod(0o444)
    with closing(sqlite3.connect(f"{final.as_uri()}?mode=ro&immutable=1", uri=True)) as sql:
        size = final.stat().st_size
        progress("checks", 0, size)
        counts = contents.check(sql)
        progress("checks", size, size)
    with final.open("rb") as file:
        digest = backups.digest_of(file)
    _copy_program(root, part)
    inspected = {
        "hash": digest, "size": size, "file": final.name, "tables": {name: {"count": count} for name, count in counts.items()},
    }  # fmt: skip
    for name, value in (
        ("settings.json", json.loads((root / "settings.json").read_text("utf-8")) | PUBLIC_SETTINGS),
        ("inspect-data.json", {"archive": inspected}),
        (ABOUT, {"at": stamp, "software": software, "sha256": digest, "bytes": size, "rows": counts}),
    ):
        _write(part / name, json.dumps(value, ensure_ascii=False, indent=1) + "\n")
    metadata = yaml.safe_load((root / "metadata.yml").read_text("utf-8"))
    hide(metadata, contents.EMPTIED)
    _write(part / "metadata.yml", yaml.safe_dump(metadata, allow_unicode=True, sort_keys=False, width=120))
    return Published(part, size, digest, counts)


def hide(metadata: dict[str, Any], names: Sequence[str]) -> None:
    """Tables that are empty here are not listed, and queries about them not offered."""
    told = metadata["databases"]["archive"]["tables"]
    for name in names:
        if name in told:
            told[name]["hidden"] = True


def _copy_program(root: Path, part: Path) -> None:
    for name in PROGRAM:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, part / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        elif source.exists():
            shutil.copy(source, part / name)


def _write(path: Path, text: str) -> None:
    backups.write_durably(path, text.encode())
