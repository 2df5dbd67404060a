"""What can be typed, set or read off a row is documented."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from pipelines import plan
from pipelines.versions import compare, guard, likeness, timeline
from plugins.explore.flags import FLAGS
from spiders import profile as profiles
from spiders import settings
from tests.archive_samples import build

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def documented(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


def sources(*rooms: str) -> str:
    return "\n".join(file.read_text("utf-8") for room in rooms for file in sorted((ROOT / room).rglob("*.py")))


def test_every_command_is_in_the_readme() -> None:
    commands = {file.stem for file in (ROOT / "commands").glob("*.py") if "class Command(" in file.read_text("utf-8")}
    assert commands >= {"crawl", "run", "reextract", "serve"}
    assert {name for name in commands if f"`scrapy {name}" not in README} == set()


def test_every_make_target_is_in_the_readme() -> None:
    targets = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.M)
    assert {name for name in targets if f"make {name}" not in README} == {"help"}


def test_every_exit_code_is_in_the_readme() -> None:
    codes = re.search(r"= (0, [\d, ]+)$", (ROOT / "commands" / "crawling.py").read_text("utf-8"), re.M)
    assert codes is not None
    assert {code for code in codes[1].split(", ") if f"| {code} |" not in README} == set()


def test_every_environment_variable_is_documented() -> None:
    read = set(
        re.findall(
            r"environ(?:\.get\(|\[)\"([A-Z_]+)\"", sources("spiders", "pipelines", "commands", "plugins", "demo")
        )
    )
    assert {"ARCHIVE_DIR", "DEMO", "CLOCK"} <= read
    assert {name for name in read if f"`{name}`" not in documented("settings.md")} == set()


def test_every_setting_of_ours_is_documented() -> None:
    ours = {
        "WARC_MAX_BYTES",
        "READ_WORKERS",
        "READ_TIMEOUT",
        "READ_MEMORY",
        "ADDRESS_ALLOW",
        "TLS_UNVERIFIED_HOSTS",
        "ARCHIVE_DIR",
    }
    assert all(hasattr(settings, name) for name in ours)
    assert {name for name in ours if f"`{name}`" not in documented("settings.md")} == set()


def test_every_profile_key_is_documented() -> None:
    keys = profiles._SITE_KEYS - profiles._SHARED_KEYS | {"remove"}
    keys |= {f"article.{key}" for key in profiles._ARTICLE_KEYS} | {
        f"addresses.{key}" for key in profiles._ADDRESS_KEYS
    }
    keys |= {f"listing.{key}" for key in profiles._LISTING_KEYS} | set(profiles.SELECTORS) | {"detect", "until"}
    assert {key for key in keys if f"`{key}`" not in documented("profiles.md")} == set()


def test_every_reason_is_documented() -> None:
    code = sources("spiders", "pipelines")
    reasons = set(
        re.findall(r"(?:Problem|_bad|bad|UnreadableError|RobotsRefused|RobotsUnreachable)\(\s*\"([a-z0-9-]+)\"", code)
    )
    reasons |= set(re.findall(r"_refused\([^,]+, \"([a-z-]+)\"", code)) | set(
        re.findall(r"return \"([a-z]+(?:-[a-z]+)*)\"$", (ROOT / "spiders/guard.py").read_text("utf-8"), re.M)
    )
    reasons |= {reason for _, reason in __import__("spiders.portals").portals._REASONS}
    assert len(reasons) > 20
    text = documented("problems.md")
    assert {reason for reason in reasons if f"`{reason}`" not in text} == set()


def test_every_flag_of_a_figure_is_documented() -> None:
    code = sources("pipelines/figures")
    flags = set(re.findall(r"flags(?:\.append\(| = \[| \+= \[|=\[|\[[^\n]*\] = )\"([a-z0-9_]+)\"", code))
    assert len(flags) > 8
    assert {flag for flag in flags if f"`{flag}`" not in documented("figures.md")} == set()


def test_every_documented_flag_of_a_figure_has_words_for_readers() -> None:
    table = documented("figures.md").split("| flag | meaning |", 1)[1].split("\n\n", 1)[0]
    named = {
        flag
        for line in table.splitlines()
        for flag in re.findall(r"`([a-z0-9_]+)`", line.split("|")[1] if "|" in line else "")
    }
    assert named == set(FLAGS)


def test_every_rule_of_a_family_says_in_its_file_what_it_is() -> None:
    for file in profiles.FAMILIES.glob("*.yml"):
        addresses = (yaml.safe_load(file.read_text("utf-8")) or {}).get("addresses") or {}
        for name in (*addresses.get("fold", {}), *addresses.get("refuse", {})):
            assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name), f"{file.name}: {name}"


def test_tables_named_in_the_readme_exist() -> None:
    files = ("schema.sql", "figures.sql", "versions.sql")
    schema = "".join((ROOT / "pipelines" / name).read_text("utf-8") for name in files)
    for name in (
        "articles",
        "article_texts",
        "article_addresses",
        "images",
        "attachments",
        "captures",
        "warc_files",
        "frontier",
        "metrics",
        "citations",
        "checks",
        "indicators",
        "places",
        "figures",
        "metrics_by_province_year",
        "versions",
        "events",
        "event_changes",
        "latest_edits",
        "disappeared",
        "figures_changed",
    ):
        assert f"`{name}`" in README
        assert re.search(rf"CREATE (TABLE|VIEW) {name}\b", schema)


def _time(span: timedelta) -> str:
    for unit, seconds in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if span.total_seconds() % seconds == 0:
            count = int(span.total_seconds() // seconds)
            return f"{count} {unit}{'s' if count > 1 else ''}"
    raise ValueError(span)


def _waits(kind: str) -> str:
    _, shortest, longest = plan.WAITS[kind]
    return f"from {_time(shortest)} to {_time(longest)}"


def test_the_rules_of_versions_are_told_with_their_numbers() -> None:
    *ages, last = map(_time, plan.AGES)
    hours = int(timeline.GONE_AFTER.total_seconds() // 3600)
    text = " ".join(documented("versions.md").split())
    for said in (
        f"absences in at least {timeline.GONE_VISITS} runs over at least {hours} hours",
        f"When more than {guard.MOST} articles change in one run, and more than {guard.MOST_OF_KNOWN:.0%}".replace(
            "%", " %"
        ),
        f"more than {guard.MOST_OF_VISITED:.0%}".replace("%", " % of those visited"),
        f"more than {compare.MOST_WORDS} words changed, or more than {compare.MOST_SHARE:.0%}".replace(
            "%", " % of the text"
        ),
        f"(and {compare.FEW_WORDS} words)",
        f"texts that share {likeness.ALIKE:.0%} of their words".replace("%", " %"),
        f"{', '.join(ages)} and {last} after the first visit",
        f"after an edit or a first absence | from {_time(plan.RESTART)} on",
        f"up to the visit after {_time(plan.FIRST_OF_OLD)}",
        f"a home page or section | {_waits('entry')}",
        f"a feed | {_waits('feed')}",
        f"a sitemap | {_waits('sitemap')}",
        f"a further listing | {_waits('page')}",
        f"in full at least every {_time(plan.FULL_EVERY)}",
    ):
        assert said in text
    assert (plan.SHORTER, plan.LONGER) == (0.5, 1.5)
    assert "half the wait after news, one and a half times it after none" in text


@pytest.mark.parametrize("name", ["README.md", "docs/versions.md"])
def test_sql_that_is_shown_runs_and_answers(tmp_path: Path, name: str) -> None:
    db = build(tmp_path / "archive.db", history=True)
    shown = re.findall(r"```sql\n(.*?)```", (ROOT / name).read_text("utf-8"), re.S)
    queries = [query for block in shown for query in block.split(";") if query.strip()]
    assert len(queries) > 1
    for query in queries:
        assert db.execute(query).fetchall(), query
    db.close()
