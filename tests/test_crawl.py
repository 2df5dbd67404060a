"""The main job through the real command: a portal on loopback ends as rows and WARC records."""

import signal
import subprocess

from fastwarc.warc import ArchiveIterator, WarcRecordType

from tests.conftest import HOST, PARAGRAPH, Shell, article, article_page, listing_page, publish, start, wait_for
from tests.site import Asked, Site


def test_a_crawl_ends_in_articles(site: Site, shell: Shell) -> None:
    publish(site, 101, 102, 103)
    done = shell.crawl()
    assert done.returncode == 0, done.stderr
    assert shell.rows("SELECT key, title FROM articles ORDER BY key") == [
        (str(n), f"Bài số {n}") for n in (101, 102, 103)
    ]
    assert shell.one("SELECT outcome FROM runs") == "finished"


def test_ten_addresses_of_one_article_are_one_row_and_one_visit(site: Site, shell: Shell) -> None:
    publish(site, 101)
    spellings = [
        f"{HOST}/en/tin-tuc/-/view_content/101-bai.html",
        f"{article(101)}?redirect=%2Ftin",
        f"{article(101)}/en/vi/en",
    ]
    site.pages[f"{HOST}/"] = listing_page(*spellings, article(101))
    for spelling in spellings:
        site.pages[spelling] = site.pages[article(101)]
    shell.crawl()
    assert shell.one("SELECT count(*) FROM articles") == 1
    assert sum("view_content" in address for address in site.asked) == 1
    assert shell.one("SELECT count(*) FROM article_addresses") >= 2
    assert shell.one("SELECT links FROM refusals WHERE rule = 'language-suffix'") == 1


def test_an_absent_address_does_not_hide_an_article_that_answers_at_another(site: Site, shell: Shell) -> None:
    site.pages[f"{HOST}/"] = listing_page(article(101), article(101, "en/tin-tuc"))
    site.pages[article(101, "en/tin-tuc")] = article_page("Bài", PARAGRAPH)
    shell.crawl()
    assert shell.rows("SELECT key, address FROM articles") == [("101", article(101, "en/tin-tuc"))]


def test_a_second_run_makes_no_row_and_hardly_a_request(site: Site, shell: Shell) -> None:
    publish(site, *range(101, 171))
    shell.crawl()
    first = len(site.asked)
    site.asked.clear()
    assert shell.crawl().returncode == 0
    assert len(site.asked) <= first * 0.05
    assert shell.one("SELECT count(*) FROM articles") == 70
    assert shell.one("SELECT count(*) - count(DISTINCT identity) FROM articles") == 0


def test_a_visitor_counter_never_makes_an_edit(site: Site, shell: Shell) -> None:
    publish(site, 101)
    plain = article_page("Bài", PARAGRAPH)

    def counted(asked: Asked) -> str:
        return plain.replace("</body>", f"<div class=counter>Lượt truy cập: {1000 + asked.before}</div></body>")

    site.pages[article(101)] = counted
    shell.crawl()
    before = shell.rows("SELECT content_hash, capture_id FROM articles")
    shell.crawl(CLOCK="2030-01-01T00:00:00+00:00")
    assert site.asked.count(article(101)) == 2
    assert shell.rows("SELECT content_hash, capture_id FROM articles") == before
    assert shell.rows("SELECT articles_changed, articles_same FROM runs ORDER BY id DESC LIMIT 1") == [(0, 1)]


def test_an_edit_is_stored_under_the_same_id(site: Site, shell: Shell) -> None:
    publish(site, 101, 102)
    shell.crawl()
    before = shell.rows("SELECT id, key FROM articles ORDER BY id")
    site.pages[article(101)] = article_page("Bài số 101", PARAGRAPH.replace("197/299", "198/299"))
    shell.crawl(CLOCK="2030-01-01T00:00:00+00:00")
    assert shell.one("SELECT text FROM articles JOIN article_texts USING (id) WHERE key = '101'").startswith(
        "Sở đã kiểm tra 198"
    )
    assert shell.rows("SELECT id, key FROM articles ORDER BY id") == before


def test_a_redirect_is_archived_and_its_target_visited(site: Site, shell: Shell) -> None:
    publish(site, 101)
    old = f"{HOST}/cu"
    site.pages[f"{HOST}/"] = listing_page(old)
    site.pages[old] = (301, {"Location": article(101)}, b"")
    shell.crawl()
    assert shell.one("SELECT count(*) FROM articles") == 1
    assert shell.rows("SELECT state, reason FROM frontier WHERE address = ?", old) == [("moved", article(101))]
    assert shell.rows("SELECT status, reading FROM captures WHERE address = ?", old) == [(301, "redirect")]


def test_a_redirect_loop_is_a_problem_not_a_hang(site: Site, shell: Shell) -> None:
    publish(site, 101)
    site.pages[f"{HOST}/"] = listing_page(article(101), f"{HOST}/a", f"{HOST}/toi")
    site.pages[f"{HOST}/a"] = (302, {"Location": f"{HOST}/b"}, b"")
    site.pages[f"{HOST}/b"] = (302, {"Location": f"{HOST}/a"}, b"")
    site.pages[f"{HOST}/toi"] = (301, {"Location": f"{HOST}/toi"}, b"")
    assert shell.crawl().returncode == 0
    assert shell.rows("SELECT address FROM problems WHERE reason = 'redirect-loop' ORDER BY 1") == [
        (f"{HOST}/b",),
        (f"{HOST}/toi",),
    ]
    assert len(site.pages_asked()) == 5


def test_a_redirect_to_the_inside_is_refused_by_the_real_command(site: Site, shell: Shell) -> None:
    publish(site, 101)
    inward = {
        "cu1": "http://127.0.0.1:6379/", "cu2": "http://2130706433/", "cu3": "http://0x7f.1/", "cu4": "http://[::ffff:127.0.0.1]/",
        "cu5": "http://169.254.169.254/latest/meta-data/", "cu6": "http://localhost/",
    }  # fmt: skip
    site.pages[f"{HOST}/"] = listing_page(article(101), *(f"{HOST}/{name}" for name in inward))
    for name, target in inward.items():
        site.pages[f"{HOST}/{name}"] = (302, {"Location": target}, b"")
    assert shell.crawl().returncode == 0
    assert all(address.startswith(HOST) for address in site.asked)
    refused = dict(shell.rows("SELECT rule, links FROM refusals WHERE action = 'refused'"))
    assert refused["inward-address"] + refused["inward-name"] == len(inward)


def test_robots_is_obeyed_and_the_refusal_recorded(site: Site, shell: Shell) -> None:
    publish(site, 101, 102)
    site.pages[f"{HOST}/robots.txt"] = (
        200,
        {"Content-Type": "text/plain"},
        b"User-agent: *\nDisallow: /tin-tuc/-/view_content/102",
    )
    assert shell.crawl().returncode == 0
    assert article(102) not in site.asked
    assert shell.rows("SELECT state, reason FROM frontier WHERE address = ?", article(102)) == [
        ("refused", "robots-refused")
    ]


def test_an_unreachable_robots_means_wait(site: Site, shell: Shell) -> None:
    publish(site, 101)
    site.pages[f"{HOST}/robots.txt"] = (503, {}, b"")
    assert shell.crawl().returncode == 10
    assert site.pages_asked() == []
    assert shell.one("SELECT reason FROM problems") == "robots-unreachable"


def test_a_server_in_trouble_is_not_a_deletion(site: Site, shell: Shell) -> None:
    publish(site, 101, 102, 103)
    shell.crawl()
    site.pages[article(101)] = (503, {}, b"busy")
    shell.crawl(CLOCK="2030-01-01T00:00:00+00:00")
    assert shell.one("SELECT count(*) FROM articles") == 3
    assert shell.rows("SELECT state, reason FROM frontier WHERE address = ?", article(101)) == [("failing", "http-503")]
    assert shell.one("SELECT count(*) FROM captures WHERE state = 'unread' AND purpose = 'page'") <= 2


def test_every_exchange_is_in_warc_where_its_row_says(site: Site, shell: Shell) -> None:
    publish(site, 101)
    site.pages[f"{HOST}/"] = (
        200, {"Content-Type": "text/html", "Set-Cookie": "a=1\nb=2", "ETag": '"x"'}, listing_page(article(101)).encode(),
    )  # fmt: skip
    shell.crawl()
    (path,) = (shell.archive / "warc").glob("*.warc.gz")
    with path.open("rb") as file:
        records = [
            (record.record_type, record.headers.get("WARC-Target-URI"), record.stream_pos)
            for record in ArchiveIterator(file, parse_http=False, verify_digests=True)
        ]
    assert records[0][0] == WarcRecordType.warcinfo
    assert [kind for kind, _, _ in records[1:]] == [WarcRecordType.response, WarcRecordType.request] * 3
    assert shell.rows("SELECT address, offset FROM captures ORDER BY id") == [
        (address, offset) for kind, address, offset in records if kind == WarcRecordType.response
    ]
    text = subprocess.run(["gzip", "-dc", path], capture_output=True, check=True).stdout.decode()
    assert "Set-Cookie: a=1\r\nSet-Cookie: b=2" in text
    assert "robots: obey" in text and "software: Cong khai" in text
    assert shell.rows("SELECT state, committed FROM warc_files") == [("sealed", path.stat().st_size)]


def test_an_unchanged_page_is_a_revisit_record(site: Site, shell: Shell) -> None:
    publish(site, 101)
    body = listing_page(article(101)).encode()

    def home(asked: Asked) -> tuple[int, dict[str, str], bytes]:
        if asked.headers.get("if-none-match") == '"v1"':
            return 304, {"ETag": '"v1"'}, b""
        return 200, {"Content-Type": "text/html", "ETag": '"v1"'}, body

    site.pages[f"{HOST}/"] = home
    shell.crawl()
    shell.crawl()
    assert shell.rows("SELECT status, record, reading FROM captures WHERE address = ? ORDER BY id", f"{HOST}/") == [
        (200, "response", "page"), (304, "revisit", "page"),
    ]  # fmt: skip


def test_a_hostile_page_is_a_problem_and_stops_nothing(site: Site, shell: Shell) -> None:
    publish(site, 101, 102, 103)
    site.pages[article(101)] = (200, {"Content-Type": "text/html"}, b"<div>" * 200_000)
    site.pages[article(102)] = (
        200,
        {"Content-Type": "text/html", "Content-Encoding": "gzip"},
        b"\x1f\x8bnot gzip at all",
    )
    assert shell.crawl().returncode == 0
    assert shell.rows("SELECT key FROM articles") == [("103",)]
    assert shell.one("SELECT count(*) FROM problems WHERE capture_id IS NOT NULL") == 2


def test_a_listing_that_repeats_itself_ends(site: Site, shell: Shell) -> None:
    publish(site, 101)

    def pager(asked: Asked) -> str:
        page = int(asked.address.rpartition("=")[2])
        return listing_page(article(101), f"{HOST}/tin-tuc?_101_cur={page + 1}")

    site.pages[f"{HOST}/"] = listing_page(f"{HOST}/tin-tuc?_101_cur=1")
    for page in range(1, 60):
        site.pages[f"{HOST}/tin-tuc?_101_cur={page}"] = pager
    shell.crawl()
    assert sum("_101_cur" in address for address in site.asked) < 6


def test_a_calendar_is_refused_and_counted(site: Site, shell: Shell) -> None:
    publish(site, 101)
    site.pages[f"{HOST}/"] = listing_page(
        article(101), *(f"{HOST}/lich?thang=2026-{month:02d}" for month in range(1, 13))
    )
    shell.crawl()
    assert not any("lich" in address for address in site.asked)
    assert shell.rows("SELECT action, links FROM refusals WHERE rule = 'calendar'") == [("refused", 12)]


def test_sigterm_finishes_what_is_in_flight_and_says_143(site: Site, shell: Shell) -> None:
    publish(site, *range(101, 161))
    crawl = start(shell, "-s", "DOWNLOAD_DELAY=0.1", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
    wait_for(site, 12)
    crawl.send_signal(signal.SIGTERM)
    assert crawl.wait(timeout=30) == 143
    assert shell.one("SELECT count(*) FROM captures WHERE state = 'unread'") == 0
    assert shell.crawl().returncode == 0
    assert shell.one("SELECT count(*) FROM articles") == 60
    fetched = [address for address in site.pages_asked() if "view_content" in address]
    assert len(fetched) == len(set(fetched))


def test_a_second_writer_is_turned_away(site: Site, shell: Shell) -> None:
    publish(site, *range(101, 141))
    first = start(shell, "-s", "DOWNLOAD_DELAY=0.2", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
    wait_for(site, 3)
    assert shell.crawl().returncode == 75
    first.send_signal(signal.SIGTERM)
    first.wait(timeout=30)


def test_a_live_crawl_does_not_enter_a_demo_archive(site: Site, shell: Shell) -> None:
    publish(site, 101)
    shell.crawl()
    done = shell.scrapy("run", DEMO="0", PROFILES_DIR="")
    assert done.returncode == 2
    assert "must not mix" in done.stderr and "Traceback" not in done.stderr


def test_an_unknown_portal_is_a_clear_word(shell: Shell) -> None:
    done = shell.scrapy("crawl", "khong-co")
    assert done.returncode == 2
    assert "no portal is called 'khong-co'" in done.stderr


def test_a_broken_profile_is_named_and_the_others_load(shell: Shell) -> None:
    shell.profile(
        "hong", "title: {vi: a, en: b}\nkind: portal\nplace: '01'\nfamily: khong-co\ndomains: [hong.example]\n"
    )
    done = shell.scrapy("list")
    assert done.stdout.split() == ["so-mau"]
    assert "hong.yml: family: unknown family 'khong-co'" in done.stderr
    assert "the profile of hong is broken" in shell.scrapy("crawl", "hong").stderr
