"""archive.db is lost: warc/ alone makes it again."""

import shutil

import pytest

from tests.conftest import HOST, PARAGRAPH, Shell, article, article_page, listing_page, publish
from tests.site import Asked, Site

pytestmark = pytest.mark.timeout(240)

EVENTS = (
    "SELECT identity, kind, last_good, first_seen, confirmed, size, fields, from_address, to_address, "
    "(SELECT count(*) FROM event_changes WHERE event_id = events.id) FROM events ORDER BY identity"
)
ARTICLES = (
    "SELECT identity, title, text, state, state_since, versions, a.content_hash, first_seen, last_seen FROM articles a "
    "JOIN article_texts USING (id) ORDER BY identity"
)
FRONTIER = "SELECT address, thing, kind, state, next_visit, anchor, visits, first_seen FROM frontier ORDER BY address"
METRICS = "SELECT identity, quote, value_text, start FROM metrics ORDER BY identity"


def lose(shell: Shell) -> None:
    """The disk with archive.db is gone."""
    for file in shell.archive.glob("archive.db*"):
        file.unlink()


def day(number: int, hour: int = 0) -> str:
    return f"2026-12-{number:02d}T{hour:02d}:00:00+00:00"


def test_everything_that_was_read_and_what_happened_is_there_again(site: Site, shell: Shell) -> None:
    publish(site, 101, 102, 103)
    for address in list(site.pages):
        site.pages[address] = str(site.pages[address]).replace("26/07/2022 | 9:50 AM", "01/12/2026 | 6:50 AM")
    whole = str(site.pages[article(103)])

    def unchanged(asked: Asked) -> tuple[int, dict[str, str], bytes]:
        if asked.headers.get("if-none-match") == '"v1"':
            return 304, {"ETag": '"v1"'}, b""
        return 200, {"Content-Type": "text/html; charset=utf-8", "ETag": '"v1"'}, whole.encode()

    site.pages[article(103)] = unchanged
    for moment in (day(1), day(1, 2)):
        shell.crawl(CLOCK=moment)
    site.pages[article(101)] = str(site.pages[article(101)]).replace("197/299", "198/299")
    del site.pages[article(102)]
    for moment in (day(2, 3), day(3, 4), day(6)):
        shell.crawl(CLOCK=moment)
    queries = (EVENTS, ARTICLES, FRONTIER, METRICS)
    before = [shell.rows(query) for query in queries]
    assert [kind for _, kind, *_ in before[0]] == ["created", "edited", "created", "deleted", "created"]
    lose(shell)
    done = shell.scrapy("rebuild")
    assert done.returncode == 0, done.stderr
    assert [shell.rows(query) for query in queries] == before
    assert shell.one("SELECT count(*) FROM captures WHERE state = 'unread'") == 0
    assert shell.one("SELECT count(*) FROM captures WHERE status = 304 AND revisit_of IS NULL") == 0
    site.asked.clear()
    assert shell.scrapy("run", CLOCK=day(6)).returncode == 0
    assert site.pages_asked() == []


def test_a_file_that_a_crash_left_torn_gives_all_of_its_whole_records(site: Site, shell: Shell) -> None:
    publish(site, 101, 102)
    shell.crawl()
    (path,) = (shell.archive / "warc").glob("*.warc.gz")
    (last,) = shell.rows("SELECT offset, address FROM captures ORDER BY offset DESC LIMIT 1")
    data = path.read_bytes()
    path.unlink()
    path.with_name(f"{path.name}.open").write_bytes(data[: last[0] + 10])
    lose(shell)
    assert shell.scrapy("rebuild").returncode == 0
    assert shell.one("SELECT count(*) FROM captures WHERE address = ?", last[1]) == 0
    assert path.stat().st_size == shell.one("SELECT committed FROM warc_files WHERE state = 'sealed'") == last[0]
    shell.scrapy("run")
    assert shell.one("SELECT count(*) FROM articles") == 2


@pytest.mark.parametrize("ending", ["", ".open"])
def test_a_file_damaged_within_is_refused_and_never_cut(site: Site, shell: Shell, ending: str) -> None:
    """A sealed file is whole or damaged, and behind a torn tail there is nothing: what follows the damage are pages."""
    publish(site, 101, 102, 103)
    shell.crawl()
    (path,) = (shell.archive / "warc").glob("*.warc.gz")
    damaged = bytearray(path.read_bytes())
    damaged[shell.one("SELECT offset + length / 2 FROM captures ORDER BY offset LIMIT 1 OFFSET 2")] ^= 0xFF
    path.unlink()
    path = path.with_name(path.name + ending)
    path.write_bytes(damaged)
    lose(shell)
    done = shell.scrapy("rebuild")
    assert done.returncode == 20 and "Traceback" not in done.stderr
    assert f"{path.name} is damaged at byte" in done.stderr
    assert path.read_bytes() == damaged
    assert not (shell.archive / "archive.db").exists()  # it can be tried again


def test_an_archive_that_is_there_is_never_written_over(site: Site, shell: Shell) -> None:
    publish(site, 101)
    shell.crawl()
    done = shell.scrapy("rebuild")
    assert done.returncode == 2
    assert "move it away first" in done.stderr and "Traceback" not in done.stderr
    lose(shell)
    shutil.rmtree(shell.archive / "warc")
    done = shell.scrapy("rebuild")
    assert done.returncode == 2
    assert "no WARC file" in done.stderr and "Traceback" not in done.stderr


def test_files_of_a_portal_without_a_profile_are_named_and_left_alone(site: Site, shell: Shell) -> None:
    publish(site, 101)
    shell.crawl()
    (path,) = (shell.archive / "warc").glob("*.warc.gz")
    data = path.read_bytes()
    lose(shell)
    (shell.profiles / "so-mau.yml").rename(shell.profiles / "so-khac.yml")
    done = shell.scrapy("rebuild")
    assert done.returncode == 20
    assert path.name in done.stderr
    assert path.read_bytes() == data


def test_articles_behind_a_page_that_only_a_way_in_led_to_are_found(site: Site, shell: Shell) -> None:
    """The listing was a section of the profile then, and no link leads to it."""
    site.pages[f"{HOST}/"] = listing_page()
    site.pages[f"{HOST}/rieng"] = listing_page(article(101))
    site.pages[article(101)] = article_page("Bài", PARAGRAPH)
    profile = (shell.profiles / "so-mau.yml").read_text("utf-8")
    shell.profile("so-mau", profile + f"sections: [{{name: Riêng, url: '{HOST}/rieng'}}]\n")
    shell.crawl()
    shell.profile("so-mau", profile)
    lose(shell)
    assert shell.scrapy("rebuild").returncode == 0
    assert shell.rows("SELECT key FROM articles") == [("101",)]
