"""Archive first: what was fetched is never lost, and a start finishes what a crash left."""

import hashlib
import os
import resource
import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType

from pipelines import warc
from tests.conftest import HOST, PARAGRAPH, ROOT, Shell, article_page, edit, listing_page
from tests.site import Answer, Asked, Site


def publish(site: Site, count: int, paragraphs: int = 1) -> None:
    addresses = [f"{HOST}/tin/-/view_content/{100 + n}-bai.html" for n in range(count)]
    site.pages[f"{HOST}/"] = listing_page(*addresses)
    for n, address in enumerate(addresses):
        body = [f"{PARAGRAPH} Bài {n}, đoạn {m}, {os.urandom(40).hex()}." for m in range(paragraphs)]
        site.pages[address] = article_page(f"Bài số {n}", *body)


def killed_crawl(site: Site, shell: Shell, after: int) -> None:
    """A crawl killed with -9 once the site has been asked `after` times."""
    crawl = subprocess.Popen(
        [sys.executable, "-m", "scrapy", "crawl", "so-mau", "-s", "DOWNLOAD_DELAY=0.02"],
        cwd=ROOT, env=shell.environment(), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while len(site.asked) < after and time.monotonic() < deadline:
        time.sleep(0.005)
    crawl.send_signal(signal.SIGKILL)
    crawl.wait()


def test_after_a_kill_the_next_run_completes_and_fetches_nothing_twice(site: Site, shell: Shell) -> None:
    publish(site, 80)
    killed_crawl(site, shell, after=30)
    kept = dict(shell.rows("SELECT address, payload_digest FROM captures WHERE purpose = 'page'"))
    site.asked.clear()
    assert shell.scrapy("run").returncode == 0
    assert shell.one("SELECT count(*) FROM articles") == 80
    assert not set(kept) & set(site.asked)
    assert shell.one("SELECT count(*) FROM warc_files WHERE state = 'open'") == 0
    assert not list((shell.archive / "warc").glob("*.open"))


def test_unread_captures_are_read_at_the_next_start_without_another_request(site: Site, shell: Shell) -> None:
    publish(site, 5)
    shell.crawl()
    edit(shell, "UPDATE captures SET state = 'unread', reading = NULL WHERE address LIKE '%view_content%'")
    tables = "events article_versions checks citations metrics article_texts images attachments articles"
    for table in tables.split():
        edit(shell, f"DELETE FROM {table}")
    edit(shell, "UPDATE frontier SET state = 'new' WHERE kind = 'article'")
    site.pages.clear()
    site.asked.clear()
    shell.scrapy("run")
    assert shell.one("SELECT count(*) FROM articles") == 5
    assert set(site.pages_asked()) <= {f"{HOST}/"}


def test_a_torn_tail_is_cut_back_to_what_was_committed(site: Site, shell: Shell) -> None:
    """By the real command; at every byte: test_torn.py."""
    publish(site, 3)
    shell.crawl()
    (path,) = (shell.archive / "warc").glob("*.warc.gz")
    whole = path.read_bytes()
    path.rename(path.with_name(path.name + ".open"))
    path.with_name(path.name + ".open").write_bytes(whole + whole[:100])
    edit(shell, "UPDATE warc_files SET state = 'open', sealed_at = NULL, sha256 = NULL")
    assert shell.scrapy("run").returncode == 0
    assert path.read_bytes() == whole
    with path.open("rb") as file:
        assert sum(1 for _ in ArchiveIterator(file)) == shell.one("SELECT records FROM warc_files")


def test_a_warc_shorter_than_committed_refuses_to_start(site: Site, shell: Shell) -> None:
    publish(site, 3)
    shell.crawl()
    (path,) = (shell.archive / "warc").glob("*.warc.gz")
    short = path.with_name(path.name + ".open")
    path.rename(short)
    short.write_bytes(short.read_bytes()[:-10])
    edit(shell, "UPDATE warc_files SET state = 'open'")
    done = shell.crawl()
    assert done.returncode == 20
    assert short.name in done.stderr and "Bring the file back" in done.stderr
    assert short.exists()


def test_a_full_disk_ends_the_run_soon_and_loses_nothing(site: Site, shell: Shell) -> None:
    publish(site, 150, paragraphs=40)
    shell.crawl("-s", "DOWNLOAD_DELAY=2", "-s", "CLOSESPIDER_TIMEOUT=1")  # makes archive.db while there is room
    limited = subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "so-mau"], cwd=ROOT, env=shell.environment(), capture_output=True, text=True,
        timeout=120, check=False, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000)),
    )  # fmt: skip
    assert limited.returncode == 74, limited.stderr
    assert "make room and run again" in limited.stderr
    assert "Traceback" not in limited.stderr
    assert shell.one("PRAGMA integrity_check") == "ok"
    kept = {address for (address,) in shell.rows("SELECT address FROM captures WHERE purpose = 'page'")}
    assert len(site.pages_asked()) - len(kept) <= 20
    assert shell.rows("SELECT reason, detail FROM problems") == []
    site.asked.clear()
    assert shell.scrapy("run").returncode == 0
    assert shell.one("SELECT count(*) FROM articles") == 150
    assert not kept & set(site.asked) - {f"{HOST}/"}


def test_a_bug_under_the_archive_stops_the_crawl_and_is_shown(site: Site, shell: Shell) -> None:
    """Not an error of the page, and never a crawl that waits for ever."""
    publish(site, 3)
    code = (
        "from pipelines import warc; from scrapy.cmdline import execute\n"
        "def broken(exchange): raise ValueError('hỏng')\n"
        "warc._records = broken; execute(['scrapy', 'crawl', 'so-mau'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=shell.environment(), capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert done.returncode == 74, done.stderr
    assert "ValueError: hỏng" in done.stderr
    assert shell.one("SELECT count(*) FROM captures") == 0
    assert shell.scrapy("run").returncode == 0
    assert shell.one("SELECT count(*) FROM articles") == 3


def test_a_304_names_the_payload_it_stands_for_and_its_own_head_is_kept(site: Site, shell: Shell) -> None:
    """A replay answers with the head it finds in a revisit: one that says 304 would be an empty page."""
    publish(site, 1)
    address = f"{HOST}/tin/-/view_content/100-bai.html"
    page = str(site.pages[address]).encode()

    def served(asked: Asked) -> Answer:
        if asked.headers.get("if-none-match") == '"v1"':
            return 304, {"ETag": '"v1"', "X-Cache": "Hà Nội".encode().decode("latin-1")}, b""
        return 200, {"Content-Type": "text/html; charset=utf-8", "ETag": '"v1"'}, page

    site.pages[address] = served
    shell.crawl(CLOCK="2027-02-01T00:00:00+00:00")
    edit(shell, "UPDATE frontier SET next_visit = '2027-02-01T00:00:00Z' WHERE state = 'answered'")
    shell.crawl(CLOCK="2027-02-03T00:00:00+00:00")
    ((name, offset, length),) = shell.rows("SELECT warc, offset, length FROM captures WHERE status = 304")
    data = (shell.archive / "warc" / name).read_bytes()
    (revisit,) = ArchiveIterator(BytesIO(data[offset : offset + length]), parse_http=False)
    assert revisit.headers["WARC-Profile"].endswith("server-not-modified")
    assert revisit.headers["WARC-Refers-To-Date"] == "2027-02-01T00:00:00Z"
    assert revisit.headers["WARC-Payload-Digest"] == warc.payload_digest(page)
    assert revisit.content_length == 0
    ((concurrent, head),) = [
        (record.headers["WARC-Concurrent-To"], record.reader.read())
        for record in ArchiveIterator(BytesIO(data), record_types=WarcRecordType.metadata, parse_http=False)
    ]
    assert concurrent == revisit.headers["WARC-Record-ID"]
    assert head.startswith(b"HTTP/1.1 304 Not Modified\r\n") and b'\r\nEtag: "v1"\r\n' in head
    assert "\r\nX-Cache: Hà Nội\r\n".encode() in head and head.endswith(b"\r\n\r\n")


def test_a_file_that_has_grown_is_sealed_and_a_new_one_begun(site: Site, shell: Shell) -> None:
    publish(site, 30, paragraphs=20)
    assert shell.crawl("-s", "WARC_MAX_BYTES=10000").returncode == 0
    files = shell.rows("SELECT name, state, committed, sha256 FROM warc_files ORDER BY name")
    assert len(files) > 2
    for name, state, committed, digest in files:
        data = (shell.archive / "warc" / name).read_bytes()
        assert (state, committed, digest) == ("sealed", len(data), hashlib.sha256(data).hexdigest())
    assert "30 articles read again: 0 changed, 30 the same" in shell.scrapy("reextract").stdout


def test_reextract_changes_rows_but_never_ids(site: Site, shell: Shell) -> None:
    publish(site, 6)
    shell.crawl()
    before = shell.rows("SELECT a.id, identity, title, text FROM articles a JOIN article_texts USING (id) ORDER BY 1")
    edit(shell, "UPDATE articles SET title = 'sai' WHERE id = 3")
    edit(shell, "UPDATE article_texts SET text = 'sai' WHERE id = 5")
    site.close()
    done = shell.scrapy("reextract")
    assert done.returncode == 0, done.stderr
    assert "6 articles read again: 2 changed, 4 the same" in done.stdout
    assert "title: 1" in done.stdout and "text: 1" in done.stdout
    assert (
        shell.rows("SELECT a.id, identity, title, text FROM articles a JOIN article_texts USING (id) ORDER BY 1")
        == before
    )


def test_reextract_makes_figures_again_and_counts_the_articles_they_changed_in(site: Site, shell: Shell) -> None:
    publish(site, 3)
    shell.crawl()
    figures = "SELECT id, identity, value_text, quote, sentence, start FROM metrics ORDER BY id"
    before = shell.rows(figures)
    assert len(before) >= 9
    edit(shell, "UPDATE metrics SET value_text = '1' WHERE article_id = 1")
    edit(shell, "DELETE FROM metrics WHERE article_id = 2 AND position = 3")
    done = shell.scrapy("reextract")
    assert "3 articles read again: 2 changed, 1 the same" in done.stdout, done.stdout + done.stderr
    assert "figures: 2" in done.stdout
    again = shell.rows(figures)
    assert sorted(row[1:] for row in again) == sorted(row[1:] for row in before)
    assert [row[0] for row in again if row in before] == [row[0] for row in before if row in again]
    assert "0 changed, 3 the same" in shell.scrapy("reextract").stdout


def test_a_page_that_held_no_article_is_one_after_its_rule_is_mended(site: Site, shell: Shell) -> None:
    publish(site, 2)
    site.pages[f"{HOST}/tin/-/view_content/100-bai.html"] = str(site.pages[f"{HOST}/tin/-/view_content/100-bai.html"]).replace(
        "journal-content-article", "than-bai"
    ).replace("asset-content", "khung").replace(PARAGRAPH, "Ngắn.")  # fmt: skip
    shell.crawl()
    assert shell.one("SELECT count(*) FROM articles") == 1
    mended = (shell.profiles / "so-mau.yml").read_text("utf-8")
    shell.profile(
        "so-mau",
        mended
        + "article: {rules: [{title: .asset-full-content-title, body: [.journal-content-article, .than-bai]}]}\n",
    )
    done = shell.scrapy("reextract")
    assert "1 new" in done.stdout, done.stdout + done.stderr
    assert shell.one("SELECT count(*) FROM articles") == 2


def test_the_archive_is_where_the_project_is_not_where_the_command_is_typed(tmp_path: Path) -> None:
    code = "from scrapy.utils.project import get_project_settings as s; print(s()['ARCHIVE_DIR'])"
    environment = {name: value for name, value in os.environ.items() if name != "ARCHIVE_DIR"}
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}"], cwd=ROOT / "docs", env=environment,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == str(ROOT)
