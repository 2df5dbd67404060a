"""A real portal whose profile is taken away: `scrapy newportal` finds its family, and its profile reads the same articles."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from spiders import profile as profiles
from tests.conftest import ROOT

if "REAL_DATA" not in os.environ:
    pytest.skip("REAL_DATA is not set: it names the folder of real pages", allow_module_level=True)

from tests.real.test_portal import DATA, proxy

__all__ = ["proxy"]
WARC = DATA / "portal" / "sotttt.hanoi.gov.vn.warc.gz"
pytestmark = pytest.mark.timeout(600)


def scrapy(*args: str, **environment: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", *args], cwd=ROOT, env={**kept, "DEMO": "0", **environment},
        capture_output=True, text=True, timeout=500, check=False,
    )  # fmt: skip
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, proxy: str) -> Path:
    folder = tmp_path_factory.mktemp("profiles")
    scrapy(
        "newportal", "sotttt.hanoi.gov.vn", "--name", "sotttt-hanoi", "-s", "DOWNLOAD_DELAY=0", PROFILES_DIR=str(folder),
        http_proxy=f"http://{proxy}", https_proxy=f"http://{proxy}", ADDRESS_ALLOW=proxy,
        TLS_UNVERIFIED_HOSTS="sotttt.hanoi.gov.vn",
    )  # fmt: skip
    return folder


def test_the_family_and_the_place_are_found(folder: Path) -> None:
    mine = profiles.load(folder / "sotttt-hanoi.yml")
    assert (mine.family, mine.place, mine.kind, mine.verified) == ("liferay62", "01", "portal", None)
    assert mine.sections and mine.key == profiles.family("liferay62")["key"]


def test_every_page_is_read_as_the_shipped_profile_reads_it(folder: Path) -> None:
    def readings(profiles_dir: str) -> list[dict[str, Any]]:
        told = scrapy("read", str(WARC), "--portal", "sotttt-hanoi", "--json", PROFILES_DIR=profiles_dir)
        return [json.loads(line.lower()) for line in told.splitlines()]  # a portal's own pages write its name Like This

    mine, theirs = readings(str(folder)), readings("")
    assert len({one["key"] for one in mine if one["kind"] == "article"}) == 1_173
    assert mine == theirs
