"""`scrapy verify`: what is sound is called sound, and each damage, made for real on a crawled archive, by its own name."""

import json
import re
import shutil
import signal
import sqlite3
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator

from pipelines import schema
from pipelines.members import Members
from pipelines.verifying.findings import Findings
from pipelines.verifying.inspection import verify
from pipelines.verifying.reasons import REASONS
from tests.conftest import LATER, PARAGRAPH, ROOT, Shell, article, article_page, edit, publish, start, wait_for
from tests.figure_samples import TEXT
from tests.site import Answer, Asked, Site


def _edited(asked: Asked) -> Answer:
    if asked.headers.get("if-none-match") == '"hai"':
        return 304, {}, b""
    page = article_page("Bài số 101", PARAGRAPH.replace("88,8 %", "91,2 %"))
    return 200, {"Content-Type": "text/html; charset=utf-8", "ETag": '"hai"'}, page.encode()


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three visits: in the second most pages are the same and one is edited, in the third that one is not modified."""
    site = Site()
    shell = Shell(tmp_path_factory.mktemp("crawled"), site)
    publish(site, *range(101, 107))
    site.pages[article(102)] = article_page("Bài số 102", *TEXT.splitlines())
    small = ("-s", "WARC_MAX_BYTES=4000")
    assert shell.crawl(*small).returncode == 0
    site.pages[article(101)] = _edited
    assert shell.crawl(*small, CLOCK=LATER).returncode == 0
    assert shell.crawl(*small, CLOCK="2027-03-03T00:00:00+00:00").returncode == 0
    site.close()
    assert shell.one("SELECT count(*) FROM captures WHERE record = 'revisit' AND status = 200") > 2
    assert shell.one("SELECT count(*) FROM captures WHERE record = 'revisit' AND status = 304") == 1
    assert shell.one("SELECT max(versions) FROM articles") == 2
    return shell.archive


@pytest.fixture
def archive(crawled: Path, shell: Shell) -> Path:
    """A copy of it, to be damaged."""
    shutil.copytree(crawled, shell.archive)
    return shell.archive


def looked_at(archive: Path) -> Findings:
    return verify(archive, lambda _: None)


def reasons(archive: Path) -> dict[str, int]:
    return dict(looked_at(archive).faults)


def unchecked(archive: Path, *statements: str) -> None:
    """Change rows with all of SQLite's own guards off."""
    db = schema.connect(archive / "archive.db")
    with db.conn as sql:
        sql.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            sql.execute(statement)
    db.close()


def one(archive: Path, query: str) -> tuple[object, ...]:
    sql = sqlite3.connect(archive / "archive.db")
    try:
        found: tuple[object, ...] = sql.execute(query).fetchone()
        return found
    finally:
        sql.close()


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


def a_page(archive: Path) -> tuple[Path, int, int]:
    """The file, offset and length of an article's record that others follow."""
    name, offset, length = one(
        archive,
        "SELECT warc, offset, length FROM captures c WHERE record = 'response' AND reading = 'article' AND EXISTS "
        "(SELECT 1 FROM captures d WHERE d.warc = c.warc AND d.offset > c.offset) ORDER BY id LIMIT 1",
    )
    assert isinstance(name, str) and isinstance(offset, int) and isinstance(length, int)
    return archive / "warc" / name, offset, length


def test_an_archive_after_two_crawls_is_sound(shell: Shell, archive: Path) -> None:
    before = {path.name: path.read_bytes() for path in (*archive.glob("*.db"), *(archive / "warc").iterdir())}
    done = shell.scrapy("verify")
    assert done.returncode == 0, done.stdout + done.stderr
    header, *_, last = done.stdout.splitlines()
    captures, records = shell.one("SELECT count(*) FROM captures"), shell.one("SELECT sum(records) FROM warc_files")
    assert header.startswith(f"{shell.one('SELECT count(*) FROM warc_files')} files, {records} records, ")
    assert f"; {captures} captures, 6 articles, " in header and header.endswith("pages a second")
    assert last == "sound"
    assert {path.name: path.read_bytes() for path in (*archive.glob("*.db"), *(archive / "warc").iterdir())} == before


def test_the_report_as_json(shell: Shell, archive: Path) -> None:
    assert json.loads(shell.scrapy("verify", "--json").stdout)["sound"] is True
    path, offset, _ = a_page(archive)
    edit(shell, "UPDATE captures SET etag = etag")
    edit(shell, f"UPDATE captures SET address = 'http://x.example/' WHERE warc = '{path.name}' AND offset = {offset}")
    done = shell.scrapy("verify", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 20
    assert told["sound"] is False
    (fault,) = told["faults"]
    assert (fault["reason"], fault["count"]) == ("record-differs", 1)
    assert f"{path.name} byte {offset}: address" in fault["examples"][0]
    assert fault["meaning"] and fault["remedy"]


# -- warc/ ------------------------------------------------------------------------------------------------------------


def test_one_flipped_bit_in_a_page_is_told_with_its_place_and_the_rest_is_read(archive: Path) -> None:
    path, offset, length = a_page(archive)
    flip(path, offset + length // 2)
    findings = looked_at(archive)
    assert dict(findings.faults) == {"warc-changed": 1, "record-damaged": 1}
    assert findings.examples["record-damaged"][0].startswith(f"{path.name} byte {offset}: ")
    assert findings.looked_at["captures"] == one(archive, "SELECT count(*) FROM captures")[0]


def test_one_flipped_bit_anywhere_in_a_sealed_file_is_found(archive: Path) -> None:
    path, _, _ = a_page(archive)
    whole = path.read_bytes()
    for place in range(0, len(whole), len(whole) // 25):
        flip(path, place)
        found = reasons(archive)
        assert found.pop("warc-changed") == 1
        assert found.keys() <= {"record-damaged"}
        path.write_bytes(whole)


def test_a_record_that_is_another_than_was_written_is_damaged_even_in_a_file_that_still_grows(archive: Path) -> None:
    """No SHA-256 is known of an open file: the digests in the records speak."""
    path, offset, length = a_page(archive)
    path.rename(path.with_name(path.name + ".open"))
    unchecked(archive, f"UPDATE warc_files SET state = 'open', sha256 = NULL WHERE name = '{path.name}'")
    assert reasons(archive) == {}
    flip(path.with_name(path.name + ".open"), offset + length // 2)
    assert reasons(archive) == {"record-damaged": 1}


def test_what_lies_behind_the_committed_end_of_an_open_file_is_no_fault(archive: Path) -> None:
    path, _, _ = a_page(archive)
    path.with_name(path.name + ".open").write_bytes(path.read_bytes() + b"torn")
    path.unlink()
    unchecked(archive, f"UPDATE warc_files SET state = 'open', sha256 = NULL WHERE name = '{path.name}'")
    findings = looked_at(archive)
    assert findings.is_sound
    assert any("not sealed" in note for note in findings.notes)


@pytest.mark.parametrize("lost", [1, 9, 700])
def test_a_file_that_lost_its_end(archive: Path, lost: int) -> None:
    path, _, _ = a_page(archive)
    path.write_bytes(path.read_bytes()[:-lost])
    assert reasons(archive) == {"warc-short": 1}


def test_a_file_cut_within_a_page_tells_how_many_are_lost(archive: Path) -> None:
    path, offset, length = a_page(archive)
    path.write_bytes(path.read_bytes()[: offset + length - 1])
    findings = looked_at(archive)
    assert dict(findings.faults) == {"warc-short": 1}
    (lost,) = one(archive, f"SELECT count(*) FROM captures WHERE warc = '{path.name}' AND offset >= {offset}")
    assert findings.examples["warc-short"][0].endswith(f", {lost} captures are lost")


def test_a_sealed_file_with_bytes_behind_its_end(archive: Path) -> None:
    path, _, _ = a_page(archive)
    path.write_bytes(path.read_bytes() + b"\0")
    assert reasons(archive) == {"warc-changed": 1}


def test_a_file_that_is_gone(shell: Shell, archive: Path) -> None:
    path, _, _ = a_page(archive)
    path.unlink()
    assert reasons(archive) == {"warc-missing": 1}
    done = shell.scrapy("verify")
    assert done.returncode == 20
    assert f"    {path.name}: " in done.stdout and "scrapy restore" in done.stdout
    assert done.stdout.splitlines()[-1] == "1 fault"


def test_a_folder_in_place_of_a_file_is_no_traceback(archive: Path) -> None:
    path, _, _ = a_page(archive)
    path.unlink()
    path.mkdir()
    assert reasons(archive) == {"warc-unreadable": 1}


def test_a_file_that_no_row_knows(archive: Path) -> None:
    path, _, _ = a_page(archive)
    shutil.copy(path, archive / "warc" / "khac-20261122030707-00001.warc.gz")
    shutil.copy(path, archive / "warc" / f"{path.name}.open")
    (archive / "warc" / "ghi-chu.txt").write_text("của tôi")
    findings = looked_at(archive)
    assert dict(findings.faults) == {"warc-unknown": 2}
    assert any("ghi-chu.txt" in note for note in findings.notes)


def test_a_capture_of_a_file_that_no_row_knows(archive: Path) -> None:
    path, _, _ = a_page(archive)
    unchecked(archive, f"DELETE FROM warc_files WHERE name = '{path.name}'")
    (count,) = one(archive, f"SELECT count(*) FROM captures WHERE warc = '{path.name}'")
    assert reasons(archive) == {"warc-unknown": 1, "capture-without-file": count}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("offset = offset + 1", {"record-missing": 1, "record-unknown": 1}),
        ("length = length - 1", {"record-differs": 1}),
        ("payload_digest = 'sha1:AAAA'", {"record-differs": 1}),
        ("payload_length = 1", {"record-differs": 1}),
        ("fetched_at = '2001-01-01T00:00:00Z'", {"record-differs": 1}),
        ("status = 500", {"record-differs": 1}),
    ],
)
def test_a_row_that_says_something_else_than_its_record(archive: Path, change: str, found: dict[str, int]) -> None:
    number = "(SELECT max(id) FROM captures WHERE record = 'response' AND reading = 'absent' AND purpose = 'probe')"
    unchecked(archive, f"UPDATE captures SET {change} WHERE id = {number}")
    assert reasons(archive) == found


def test_a_row_that_is_gone_leaves_a_page_that_nobody_finds(archive: Path) -> None:
    unchecked(archive, "DELETE FROM captures WHERE id = (SELECT max(id) FROM captures WHERE purpose = 'robots')")
    assert reasons(archive) == {"record-unknown": 1}


@pytest.mark.parametrize(
    "change",
    [
        "revisit_of = NULL WHERE status = 304",
        "revisit_of = id WHERE status = 304",
        "revisit_of = (SELECT min(id) FROM captures) WHERE id = (SELECT max(id) FROM captures WHERE record = 'revisit' "
        "AND status = 200)",
    ],
)
def test_a_revisit_must_lead_to_the_page_that_it_stands_for(archive: Path, change: str) -> None:
    unchecked(archive, f"UPDATE captures SET {change}")
    found = reasons(archive)
    assert found.pop("revisit-astray") == 1
    assert found.keys() <= {"record-differs"}  # a 304's record has the digest of the page that its row pointed to


def test_records_are_counted(archive: Path) -> None:
    unchecked(archive, "UPDATE warc_files SET records = records + 1 WHERE name = (SELECT min(name) FROM warc_files)")
    assert reasons(archive) == {"record-count": 1}


def test_the_pass_over_a_file_finds_the_records_that_the_usual_reader_finds(archive: Path) -> None:
    for path in (archive / "warc").iterdir():
        with path.open("rb") as file:
            usual = [record.stream_pos for record in ArchiveIterator(file, parse_http=False)]
        with path.open("rb") as file:
            assert [at for at, _, _ in Members(file, path.stat().st_size, ())] == usual


# -- archive.db -------------------------------------------------------------------------------------------------------


def test_a_row_that_points_to_no_row(archive: Path) -> None:
    unchecked(archive, "UPDATE runs SET portal = 'không có' WHERE id = 1")
    assert reasons(archive) == {"foreign-key": 1}


def test_a_damaged_page_of_the_database(archive: Path) -> None:
    page, (size,) = (
        one(archive, "SELECT rootpage FROM sqlite_master WHERE name = 'problems_portal'"),
        one(archive, "PRAGMA page_size"),
    )
    assert isinstance(size, int) and isinstance(page[0], int)
    one(archive, "PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray((archive / "archive.db").read_bytes())
    data[(page[0] - 1) * size : page[0] * size] = b"\xff" * size
    (archive / "archive.db").write_bytes(data)
    assert reasons(archive).keys() == {"database-damaged"}


def test_without_a_usable_database_the_files_are_still_looked_at(shell: Shell, archive: Path) -> None:
    (archive / "archive.db").write_bytes(b"no SQLite file " * 900)
    assert reasons(archive) == {"database-unusable": 1}
    flip(sorted((archive / "warc").iterdir())[0], 40)
    assert reasons(archive) == {"database-unusable": 1, "record-damaged": 1}
    done = shell.scrapy("verify")
    assert done.returncode == 20 and "Traceback" not in done.stderr
    assert shell.scrapy("verify", "--repair").returncode == 20
    assert (archive / "archive.db").read_bytes() == b"no SQLite file " * 900


def test_an_archive_of_a_newer_version(archive: Path) -> None:
    unchecked(
        archive, "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('archive', '9999-x', '')"
    )
    findings = looked_at(archive)
    assert dict(findings.faults) == {"database-unusable": 1}
    assert "newer version" in findings.examples["database-unusable"][0]


@pytest.mark.parametrize("lost", ["INDEX captures_unread", "VIEW latest_edits", "TABLE attachments"])
def test_what_is_missing_from_the_schema_is_named(archive: Path, lost: str) -> None:
    unchecked(archive, f"DROP {lost}")
    findings = looked_at(archive)
    assert dict(findings.faults) == {"schema": 1}
    assert lost.split()[1] in findings.examples["schema"][0]


# -- the search index -------------------------------------------------------------------------------------------------

#: What spoils the index. An article's text is changed with its trigger away: then the index is that of another text.
_UPDATE = "DROP TRIGGER article_texts_index_update"
SPOILT = {
    "emptied": ["INSERT INTO articles_fts(articles_fts) VALUES ('delete-all')"],
    "one article left out": [
        "INSERT INTO articles_fts(articles_fts, rowid, title, text, title_fold, text_fold) SELECT 'delete', id, vn_canon(title), "
        "vn_canon(text), vn_index_fold(title), vn_index_fold(text) FROM articles_searched WHERE id = 2"
    ],
    "one article twice": [
        "INSERT INTO articles_fts(rowid, title, text, title_fold, text_fold) VALUES (99, 'a', 'b', 'a', 'b')"
    ],
    "two articles exchanged": [
        f"INSERT INTO articles_fts(articles_fts, rowid, title, text, title_fold, text_fold) SELECT 'delete', {old}, "
        "vn_canon(title), vn_canon(text), vn_index_fold(title), vn_index_fold(text) FROM articles_searched "
        f"WHERE id = {old}"
        for old in (2, 3)
    ]
    + [
        f"INSERT INTO articles_fts(rowid, title, text, title_fold, text_fold) SELECT {5 - old}, vn_canon(title), vn_canon(text), "
        f"vn_index_fold(title), vn_index_fold(text) FROM articles_searched WHERE id = {old}"
        for old in (2, 3)
    ],
    "folded by SQLite alone": ["INSERT INTO articles_fts(articles_fts) VALUES ('rebuild')"],
    "folded by an older version": ["UPDATE facts SET value = '1' WHERE name = 'fold_version'"],
    "its pages damaged": ["UPDATE articles_fts_data SET block = x'0000' WHERE id > 10"],
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_search_index_is_found_and_rebuilt(shell: Shell, archive: Path, how: str) -> None:
    unchecked(archive, *SPOILT[how])
    assert reasons(archive).keys() == {"search-index"}
    assert shell.scrapy("verify").returncode == 20
    done = shell.scrapy("verify", "--repair")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "repaired: " in done.stdout and done.stdout.splitlines()[-1] == "sound"
    assert reasons(archive) == {}


def test_a_text_that_was_changed_while_the_trigger_was_away(archive: Path) -> None:
    (trigger,) = one(archive, "SELECT sql FROM sqlite_master WHERE name = 'article_texts_index_update'")
    unchecked(
        archive, _UPDATE, "UPDATE article_texts SET text = replace(text, 'điều', 'điêu') WHERE id = 3", str(trigger)
    )
    assert reasons(archive).keys() == {"search-index", "content-changed"}


def test_a_trigger_that_is_missing_or_altered_is_put_back(shell: Shell, archive: Path) -> None:
    (trigger,) = one(archive, "SELECT sql FROM sqlite_master WHERE name = 'articles_index_delete'")
    unchecked(archive, _UPDATE, "DROP TRIGGER articles_index_delete", str(trigger).replace("vn_index_fold", "vn_canon"))
    assert reasons(archive) == {"trigger": 2}
    assert shell.scrapy("verify", "--repair").returncode == 0
    assert reasons(archive) == {}


# -- what was read ----------------------------------------------------------------------------------------------------

READ_WRONGLY = {
    "figure-quote": [
        "UPDATE metrics SET start = start + 1 WHERE id = (SELECT min(id) FROM metrics)",
        'UPDATE metrics SET "end" = "end" - 1 WHERE id = (SELECT min(id) FROM metrics)',
        "UPDATE metrics SET quote = 'không có' WHERE id = (SELECT min(id) FROM metrics)",
        "UPDATE metrics SET sentence_end = sentence_end + 1 WHERE id = (SELECT min(id) FROM metrics)",
        'UPDATE metrics SET start = start - 10000, "end" = "end" - 10000 WHERE id = (SELECT min(id) FROM metrics)',
    ],
    "figure-part": [
        "UPDATE metrics SET part_of = (SELECT max(id) FROM metrics) WHERE id = (SELECT min(id) FROM metrics)"
    ],
    "check-spans": [
        "UPDATE checks SET spans = '[[0, 100000]]' WHERE id = (SELECT min(id) FROM checks)",
        "UPDATE checks SET spans = 'hỏng' WHERE id = (SELECT min(id) FROM checks)",
        "UPDATE checks SET operands = '[100000]' WHERE id = (SELECT min(id) FROM checks)",
    ],
    "content-changed": [
        "UPDATE articles SET title = 'Bài khác' WHERE id = 2",
        "UPDATE article_texts SET sapo = 'thêm' WHERE id = 2",
    ],
    "version-count": ["UPDATE articles SET versions = 5 WHERE id = 2"],
}


@pytest.mark.parametrize(("reason", "change"), [(reason, one) for reason, all_ in READ_WRONGLY.items() for one in all_])
def test_what_is_not_as_it_was_read_is_found(archive: Path, reason: str, change: str) -> None:
    unchecked(archive, change)
    assert reasons(archive) == {reason: 1}


def test_reextract_mends_what_it_is_said_to_mend(shell: Shell, archive: Path) -> None:
    unchecked(archive, *(READ_WRONGLY[reason][0] for reason in READ_WRONGLY))
    assert reasons(archive).keys() == READ_WRONGLY.keys()
    done = shell.scrapy("verify")
    assert done.returncode == 20 and "scrapy reextract" in done.stdout
    assert shell.scrapy("verify", "--repair").returncode == 20
    assert reasons(archive).keys() == READ_WRONGLY.keys()
    assert shell.scrapy("reextract").returncode == 0
    assert reasons(archive) == {}


@pytest.mark.parametrize("change", ["start = start + 1", "quote = 'Kết luận'", "sentence_start = sentence_start + 1"])
def test_a_citation_whose_words_are_elsewhere(archive: Path, change: str) -> None:
    unchecked(archive, f"UPDATE citations SET {change}")
    assert reasons(archive) == {"citation-quote": 1}


def test_offsets_are_counted_in_code_points(archive: Path) -> None:
    """A letter beyond the basic plane is one, and a NUL ends no text."""
    db = schema.connect(archive / "archive.db")
    with db.conn as sql:
        (text,) = sql.execute("SELECT text FROM article_texts WHERE id = 2").fetchone()
        sql.execute("UPDATE article_texts SET text = ? WHERE id = 2", ["😀\0" + text])
        sql.execute(
            'UPDATE metrics SET start = start + 2, "end" = "end" + 2, span_start = span_start + 2, span_end = span_end + 2, '
            "sentence_start = sentence_start + 2, sentence_end = sentence_end + 2 WHERE article_id = 2"
        )
    db.close()
    assert "figure-quote" not in reasons(archive)


def test_an_article_points_to_the_page_that_it_was_read_from(archive: Path) -> None:
    unchecked(archive, "UPDATE articles SET capture_id = (SELECT min(id) FROM captures) WHERE id = 2")
    assert reasons(archive) == {"article-capture": 1}


def test_an_article_without_its_text(archive: Path) -> None:
    unchecked(archive, "DELETE FROM article_texts WHERE id = 2")
    assert reasons(archive) == {"article-without-text": 1}


def test_an_article_shows_exactly_one_of_its_versions(archive: Path) -> None:
    unchecked(archive, "UPDATE article_versions SET text = '', sapo = '' WHERE article_id = 2")
    assert "version-current" in reasons(archive)


@pytest.mark.parametrize(
    ("reason", "change"),
    [
        ("event-portal", "UPDATE events SET portal = 'khac' WHERE id = 1"),
        ("event-version", "UPDATE events SET article_id = 3 WHERE kind = 'edited'"),
    ],
)
def test_an_event_stays_within_its_portal_and_its_article(archive: Path, reason: str, change: str) -> None:
    unchecked(
        archive,
        "INSERT INTO portals (name, title_vi, title_en, kind, place, family, home, domains) "
        "SELECT 'khac', '', '', kind, place, family, home, domains FROM portals",
        change,
    )
    assert reasons(archive) == {reason: 1}


def test_pages_that_wait_to_be_read_are_no_fault(archive: Path) -> None:
    unchecked(archive, "UPDATE captures SET state = 'unread', reading = NULL WHERE purpose = 'probe'")
    findings = looked_at(archive)
    assert findings.is_sound
    assert any(note.endswith("pages wait to be read; the next run reads them") for note in findings.notes)


# -- beside a crawl, and by mistake -----------------------------------------------------------------------------------


def test_it_works_while_a_crawl_is_running_and_repair_waits_for_its_end(site: Site, shell: Shell) -> None:
    publish(site, *range(100, 180))
    crawl = start(shell, "-s", "DOWNLOAD_DELAY=0.1", "-s", "WARC_MAX_BYTES=20000")
    try:
        wait_for(site, 15)
        for _ in range(8):
            assert reasons(shell.archive) == {}
        refused = shell.scrapy("verify", "--repair")
        assert refused.returncode == 75, refused.stdout + refused.stderr
        assert "another crawl is writing" in refused.stderr and "Traceback" not in refused.stderr
        assert crawl.poll() is None
    finally:
        crawl.send_signal(signal.SIGKILL)
        crawl.wait()
    findings = looked_at(shell.archive)
    assert findings.is_sound
    assert any("not sealed" in note for note in findings.notes)


def test_a_file_without_a_page_is_moved_aside_and_one_with_pages_is_not(shell: Shell, archive: Path) -> None:
    path, _, _ = a_page(archive)
    first = one(archive, f"SELECT min(offset) FROM captures WHERE warc = '{path.name}'")[0]
    assert isinstance(first, int)
    empty, full = archive / "warc" / "a-1.warc.gz.open", archive / "warc" / "b-1.warc.gz.open"
    empty.write_bytes(path.read_bytes()[:first])
    full.write_bytes(path.read_bytes())
    assert reasons(archive) == {"warc-leftover": 1, "warc-unknown": 1}
    done = shell.scrapy("verify", "--repair")
    assert done.returncode == 20
    assert not empty.exists() and (archive / "warc" / "orphans" / empty.name).stat().st_size == first
    assert full.exists()
    assert reasons(archive) == {"warc-unknown": 1}


def test_a_damaged_database_is_never_written_to(shell: Shell, archive: Path) -> None:
    unchecked(archive, "DROP VIEW latest_edits", *SPOILT["emptied"])
    assert shell.scrapy("verify", "--repair").returncode == 20
    assert reasons(archive) == {"schema": 1, "search-index": 7 - 1}


@pytest.mark.parametrize("option", [[], ["--repair"]])
def test_where_there_is_no_archive_it_says_how_one_is_made(shell: Shell, option: list[str]) -> None:
    done = shell.scrapy("verify", *option)
    assert done.returncode == 1
    assert "scrapy crawl" in done.stderr and "Traceback" not in done.stderr
    assert not shell.archive.exists()


def test_a_senseless_argument_is_refused(shell: Shell) -> None:
    done = shell.scrapy("verify", "so-mau")
    assert done.returncode == 2 and "Traceback" not in done.stderr


def test_every_reason_is_documented_and_every_documented_one_exists() -> None:
    told = re.findall(r"^\| `([a-z-]+)` \|", (ROOT / "docs" / "verify.md").read_text("utf-8"), re.M)
    assert sorted(told) == sorted(REASONS)
