"""A real Chromium, the real `scrapy serve`, and the demo archive as `make demo` makes it.

Every page is watched (watch.py), and a test fails at its end for what a page did that none may do. The browser is the machine's
own, never a downloaded one: CHROMIUM names it where it is called otherwise.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.archive_samples import build
from tests.browser.planted import plant
from tests.browser.watch import Watch
from tests.conftest import ROOT
from tests.served import free_port, running

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MISSING = "no Chromium here: apt-get install chromium (or CHROMIUM=/path/to/chrome make test-browser)"

#: How long a page may take, in ms: a busy machine is no fault of the page.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)

Open = Callable[..., Page]


def arrived(page: Page, address: re.Pattern[str]) -> None:
    """Wait until a page whose address holds this is there whole: what is counted on it then is all there is."""
    expect(page).to_have_url(address)
    page.wait_for_load_state()


def chromium() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, chromium_sandbox=False)
        yield browser
        browser.close()


@contextmanager
def served(archive: Path) -> Iterator[str]:
    """The address at which `scrapy serve` shows this archive."""
    port = free_port()
    command = [sys.executable, "-m", "scrapy", "serve", "--port", str(port)]
    with running(command, ROOT, port, ARCHIVE_DIR=str(archive)):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo archive, made as `make demo` makes it, and served."""
    folder = tmp_path_factory.mktemp("demo")
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    done = subprocess.run(
        [sys.executable, "-m", "demo"], cwd=ROOT, env=environment | {"ARCHIVE_DIR": str(folder), "DEMO_EXIT": "1"},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with served(folder) as address:
        yield address


@pytest.fixture(scope="session")
def planted(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An archive with a history, in which hostile texts stand in every field; served."""
    folder = tmp_path_factory.mktemp("planted")
    with_history = build(folder / "archive.db", demo=True, history=True)
    plant(with_history)
    with_history.close()
    with served(folder) as address:
        yield address


@pytest.fixture
def watches() -> Iterator[list[Watch]]:
    """Those of this test's browser contexts; what they were told and nobody expected fails it at its end."""
    watches: list[Watch] = []
    yield watches
    for watch in watches:
        watch.settle()
    told = [one for watch in watches for one in watch.told]
    for watch in watches:
        watch.context.close()
    assert not told, "\n".join(told)


@pytest.fixture
def open_page(browser: Browser, watches: list[Watch]) -> Open:
    """A page in a browser context of its own: `open_page(address, **how)`, how as Browser.new_context takes it."""

    def new(address: str, **how: Any) -> Page:
        context: BrowserContext = browser.new_context(base_url=address, locale="vi-VN", **how)
        context.set_default_timeout(PATIENCE)
        watches.append(Watch(context, address))
        return context.new_page()

    return new


@pytest.fixture
def page(open_page: Open, demo: str) -> Page:
    """A desktop browser, about to open the demo archive."""
    return open_page(demo)


@pytest.fixture
def watch(page: Page, watches: list[Watch]) -> Watch:
    """What listens to `page`."""
    return watches[0]
