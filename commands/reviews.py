"""The saved pages of a new portal and what was read from them: no good until a person has compared the two.

`scrapy newportal` writes `reviews/<portal>/` with `"reviewed": false`. A person opens the saved pages, mends the profile or
the expected JSON, and says true. From then on every change of profile or code is held to what that person saw. The folder
ignores itself in git: pages belong to their publishers, only the profile is committed.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commands import reading
from spiders import settings
from spiders.items import Capture, Reading
from spiders.profile import Profile

EXPECTED = "expected.json"

TEST = '''"""Fails until a person has compared the saved pages with {expected}; then holds the profile to it.

Run from the project's folder: python -m pytest {folder}
"""

from pathlib import Path

from commands import reviews


def test_the_saved_pages_are_read_as_a_person_saw_them() -> None:
    assert reviews.faults(Path(__file__).parent) == []
'''


@dataclass(frozen=True, slots=True)
class Kept:
    """A page to be looked at: the file it is saved in, its capture and its reading."""

    file: str
    capture: Capture
    reading: Reading


def folder_of(portal: str) -> Path:
    """`reviews/<portal>` at the project's root; beside the profiles where PROFILES_DIR keeps them elsewhere."""
    own = settings.ROOT / "spiders" / "profiles"
    given = Path(settings.PROFILES_DIR)
    root = settings.ROOT if given.resolve() == own.resolve() else given
    return root / "reviews" / portal


def write(portal: str, day: str, pages: list[Kept]) -> Path:
    """Save `pages` and what was read from them; return the folder."""
    from pipelines import decode

    folder = folder_of(portal)
    folder.mkdir(parents=True, exist_ok=True)
    (folder.parent / ".gitignore").write_text("*\n", "utf-8")
    told = []
    for page in pages:
        (folder / page.file).write_bytes(decode.payload(page.capture).data)
        kind = page.capture.header("Content-Type") or "text/html"
        told.append(
            {
                "file": page.file,
                "address": page.capture.address,
                "fetched_at": page.capture.fetched_at,
                "content_type": kind,
                "reading": expected(page.capture.address, page.reading),
            }
        )
    review = {"portal": portal, "written": day, "reviewed": False, "pages": told}
    (folder / EXPECTED).write_text(json.dumps(review, ensure_ascii=False, indent=2) + "\n", "utf-8")
    (folder / f"test_{portal.replace('-', '_')}.py").write_text(TEST.format(expected=EXPECTED, folder=folder), "utf-8")
    return folder


def expected(address: str, found: Reading) -> dict[str, Any]:
    """What a review keeps of a reading: everything of an article, and what a listing lists."""
    told = reading.record(address, found)
    del told["links"]  # menus change, and no one would look at their number
    return told if found.article else {**told, "items": list(found.items), "newest": found.newest}


def faults(folder: Path, profile: Profile | None = None) -> list[str]:
    """What stands against the portal of `folder`, one line each: nobody has looked, or a page is read otherwise now."""
    try:
        review = json.loads((folder / EXPECTED).read_text("utf-8"))
        if review["reviewed"] is not True:
            return [f"{folder / EXPECTED} says \"reviewed\": {json.dumps(review['reviewed'])}: compare the saved pages "
                    "with it, then write true"]  # fmt: skip
        profile = profile or _profile(review["portal"])
        return [fault for page in review["pages"] for fault in _compare(folder, page, profile)]
    except (OSError, ValueError, KeyError, TypeError) as error:
        return [f"{folder / EXPECTED}: {type(error).__name__}: {error}"]


def _profile(portal: str) -> Profile:
    from spiders.profile import load

    return load(Path(settings.PROFILES_DIR) / f"{portal}.yml")


def _compare(folder: Path, page: dict[str, Any], profile: Profile) -> list[str]:
    from pipelines.workers import Workers

    capture = Capture(
        profile.name, page["address"], page["fetched_at"], 200, (("Content-Type", page["content_type"]),),
        (folder / page["file"]).read_bytes(),
    )  # fmt: skip
    with Workers({profile.name: profile}, 1, settings.READ_TIMEOUT, settings.READ_MEMORY) as workers:
        now = json.loads(json.dumps(expected(page["address"], workers.result(workers.read(capture)))))
    then = page["reading"]
    if not isinstance(then, dict):
        return [f"{page['file']}: its reading is no mapping; take the review anew"]
    return [
        f"{page['file']}: {key} is now {_short(now.get(key))}, and was {_short(then.get(key))} when it was reviewed"
        for key in dict.fromkeys((*then, *now))
        if now.get(key) != then.get(key)
    ]


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 160 else f"{text[:110]} ... {text[-40:]}"
