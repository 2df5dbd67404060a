"""Arrows point one way: spiders know nothing of pipelines, pipelines only the spiders' nouns and rules."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ALLOWED_FROM_SPIDERS = {"items", "profile", "clock", "addresses", "discovery", "guard", "provinces"}


def imports(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def of(room: str) -> set[str]:
    return {name for file in (ROOT / room).rglob("*.py") for name in imports(file)}


def test_spiders_import_nothing_of_ours_but_spiders() -> None:
    assert not {
        name
        for name in of("spiders")
        if name.split(".")[0] in ("pipelines", "commands", "demo", "plugins", "benchmarks")
    }


def test_pipelines_import_only_the_nouns_and_rules_of_spiders() -> None:
    assert {name.split(".")[1] for name in of("pipelines") if name.startswith("spiders.")} <= ALLOWED_FROM_SPIDERS
    assert not {name for name in of("pipelines") if name.split(".")[0] in ("commands", "demo", "plugins", "benchmarks")}


@pytest.mark.parametrize("room", ["spiders", "pipelines", "plugins", "demo", "commands"])
def test_nobody_imports_what_stands_outside(room: str) -> None:
    outside = {"commands", "plugins", "demo", "benchmarks", "tests"} - {room}
    assert not {name for name in of(room) if name.split(".")[0] in outside}


def test_files_are_short_enough_to_read() -> None:
    rooms = ("spiders", "pipelines", "commands", "plugins", "demo", "benchmarks")
    long = {
        str(file.relative_to(ROOT)): count
        for room in rooms
        for file in (ROOT / room).rglob("*.py")
        if (count := len(file.read_text("utf-8").splitlines())) > 350
    }
    assert long == {}
