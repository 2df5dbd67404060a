"""What a host shows in place of an article that is not there tells of absences, and never hides an edit."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pytest

from pipelines import article_rows, schema
from pipelines.versions import soft_404
from pipelines.versions.content import content_hash, content_of
from pipelines.versions.soft_404 import Soft404s, probe_of
from spiders.items import Article, Capture, CaptureRef, Reading
from spiders.profile import Profile, load
from tests.conftest import HOST, PROFILE, article

DAY = "2026-12-01T00:00:00Z"
NEWS = Article(
    "so-mau", "101", article(101), "Xã Hạ Lũng khánh thành trạm cấp nước",
    "Trạm cấp nước tập trung phục vụ 1.250 hộ dân.\nTổng mức đầu tư 4,6 tỷ đồng từ ngân sách.", rule="rule:1",
)  # fmt: skip
EDITED = replace(NEWS, text=NEWS.text.replace("1.250", "1.520"))
EMPTY = replace(
    NEWS, title="Cổng thông tin", text="Kính mời quý vị theo dõi các chuyên mục của cổng thông tin điện tử."
)
OTHER = replace(
    NEWS, title="Lịch tiếp công dân quý này", text="Lãnh đạo sở tiếp công dân vào ngày 15 hằng tháng ở trụ sở."
)


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    (tmp_path / "so-mau.yml").write_text(PROFILE, "utf-8")
    return load(tmp_path / "so-mau.yml")


@pytest.fixture
def sql(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """An empty archive."""
    db = schema.prepare(tmp_path / "archive.db")
    connection = db.conn
    connection.execute(
        "INSERT INTO portals (name, title_vi, title_en, kind, place, family, home, domains, demo) "
        "VALUES ('so-mau', 'Sở Mẫu', 'Sample', 'portal', '00', 'liferay62', ?, 'so-mau.example', 1)", [f"{HOST}/"]
    )  # fmt: skip
    connection.execute(
        "INSERT INTO runs (portal, started_at, software) VALUES ('so-mau', '2026-12-01T00:00:00Z', 'test')"
    )
    connection.execute(
        "INSERT INTO warc_files (name, state, committed, records, opened_at) VALUES ('w', 'open', 0, 0, '2026-12-01T00:00:00Z')"
    )
    yield connection
    db.close()


@dataclass
class Host:
    """A host whose pages are read as the store reads them."""

    sql: sqlite3.Connection
    profile: Profile

    def shows(self, page: Article) -> str:
        """What a capture that shows this is taken for."""
        capture, reading = self._capture(page, "page"), Reading("article", "1", article=page)
        reading = Soft404s.of(self.sql, self.profile).judged(self.sql, reading)
        assert capture.ref
        self.sql.execute("UPDATE captures SET reading = ? WHERE id = ?", [reading.kind, capture.ref.id])
        if reading.article:
            article_rows.write(self.sql, reading, capture, "00", "1")
        return reading.kind

    def answers_a_probe_with(self, page: Article) -> None:
        soft_404.learn(self.sql, self._capture(page, "probe"), Reading("article", "1", article=page))

    def readings(self) -> list[tuple[str, str | None]]:
        return self.sql.execute("SELECT reading, reason FROM captures WHERE purpose = 'page' ORDER BY id").fetchall()

    def _capture(self, page: Article, purpose: Literal["page", "probe"]) -> Capture:
        number = self.sql.execute(
            "INSERT INTO captures (portal, address, run_id, purpose, fetched_at, status, payload_digest, payload_length, record, "
            "warc, offset, length, state, reading, article_key, content_hash) "
            "VALUES ('so-mau', ?, 1, ?, ?, 200, '', 1, 'response', 'w', 0, 1, 'read', 'article', ?, ?)",
            [page.address, purpose, DAY, page.key, content_hash(content_of(page))],
        ).lastrowid
        assert number
        return Capture("so-mau", page.address, DAY, 200, (), b"", purpose=purpose, ref=CaptureRef(number, "w", 0, 1))


@pytest.fixture
def host(sql: sqlite3.Connection, profile: Profile) -> Host:
    return Host(sql, profile)


def test_an_article_that_reads_like_a_nonsense_address_is_absent(host: Host) -> None:
    assert host.shows(NEWS) == "article"
    host.answers_a_probe_with(EMPTY)
    assert host.shows(EMPTY) == "absent"
    assert host.shows(NEWS) == "article"


def test_the_edit_of_the_article_that_a_host_shows_in_place_of_others_is_an_edit(host: Host) -> None:
    """Some hosts show their newest article to whoever asks for one that does not exist."""
    host.shows(NEWS)
    host.answers_a_probe_with(NEWS)
    assert host.shows(EDITED) == "article"
    gone = replace(OTHER, key="102", address=article(102))
    assert host.shows(gone) == "article"
    assert host.shows(replace(NEWS, key="102", address=article(102))) == "absent"


def test_what_a_rule_reads_of_a_new_article_is_one_whatever_it_reads_like(host: Host) -> None:
    host.answers_a_probe_with(NEWS)
    assert host.shows(NEWS) == "article"
    assert host.shows(replace(NEWS, key="102", address=article(102), rule="generic")) == "absent"


def test_a_page_of_another_host_says_nothing(host: Host) -> None:
    host.shows(NEWS)
    host.answers_a_probe_with(replace(EMPTY, address="http://khac.example/-/view_content/9-x"))
    assert host.shows(EMPTY) == "article"


def test_what_was_read_before_the_probe_was_answered_is_judged_by_it(host: Host) -> None:
    host.shows(NEWS)
    assert host.shows(EMPTY) == "article"
    assert host.shows(EDITED) == "article"
    host.answers_a_probe_with(EMPTY)
    soft_404.expose(host.sql, host.profile, ["101"])
    assert host.readings() == [("article", None), ("absent", "soft-404"), ("article", None)]


def test_the_first_content_of_an_article_is_its_own(host: Host) -> None:
    host.shows(NEWS)
    host.shows(EDITED)
    host.answers_a_probe_with(NEWS)
    soft_404.expose(host.sql, host.profile, ["101"])
    assert host.readings() == [("article", None), ("article", None)]


def test_a_nonsense_address_has_the_shape_of_an_article_and_is_another_one_in_every_run(profile: Profile) -> None:
    one, other = (probe_of(article(101), profile, salt) for salt in ("2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z"))
    assert one != other
    assert one.startswith(f"{HOST}/tin-tuc/-/view_content/9")
    assert one.endswith("-bai.html")
