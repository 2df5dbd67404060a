"""The profiles of this copy of the project: which portals could be crawled and were not, and whom nobody has verified since.

Read again when a file changes; a server runs for weeks, and a profile is written in an afternoon.
"""

from functools import lru_cache
from pathlib import Path

from spiders import settings
from spiders.profile import Profile, load_all


@lru_cache(maxsize=2)
def _loaded(where: Path, demo: bool, _stamps: tuple[tuple[str, int, int], ...]) -> dict[str, Profile]:
    return load_all(demo, where)[0]


def known(demo: bool) -> dict[str, Profile]:
    """The sound profiles by name, those of sample portals or the others; a broken one is told by `scrapy list`."""
    where = Path(settings.PROFILES_DIR)
    if not where.is_dir():
        return {}
    stamps = tuple((file.name, (told := file.stat()).st_mtime_ns, told.st_size) for file in sorted(where.glob("*.yml")))
    return _loaded(where, demo, stamps)
