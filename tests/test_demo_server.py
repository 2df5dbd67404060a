"""The sample portals: what is served is what was written, moves where real portals move, and never passes for real."""

import gzip
import http.client
import os
import re
import sqlite3
import subprocess
import sys
import time
import unicodedata
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from demo import gmt7, liferay62
from demo.articles import DemoArticle, load, portals
from demo.server import serve, sites
from pipelines.read import read
from spiders.items import Capture
from spiders.profile import Profile, load_all

ROOT = Path(__file__).resolve().parent.parent
VANLINH, THUONGNGUYEN, DIENGIANG = "sonoivu.vanlinh.example", "baothuongnguyen.example", "baodiengiang.example"
HOSTS = (VANLINH, THUONGNGUYEN, DIENGIANG)
NOTICE = "Dữ liệu minh hoạ / sample data"


class Web:
    """A client that knows no way but the proxy, and shows redirects as they come."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.port = int(address.rpartition(":")[2])
        no_redirect = type("NoRedirect", (urllib.request.HTTPRedirectHandler,), {"redirect_request": lambda *_: None})
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": address}), no_redirect)

    def get(self, url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            answer = self.opener.open(urllib.request.Request(url, headers=named), timeout=10)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return answer.status, dict(answer.headers), answer.read()

    def text(self, url: str) -> str:
        status, _, body = self.get(url)
        assert status == 200, f"{status} {url}"
        return body.decode()

    def links(self, url: str) -> list[str]:
        tree = LexborHTMLParser(self.text(url))
        hrefs = (node.attributes.get("href") or "" for node in tree.css("a[href]"))
        return [urljoin(url, href) for href in hrefs if not href.startswith(("#", "mailto:", "javascript:"))]


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with serve() as address:
        yield Web(address)


@pytest.fixture(scope="module")
def profiles() -> dict[str, Profile]:
    found, errors = load_all(demo=True)
    assert not errors
    return {profile.domains[0]: profile for profile in found.values()}


def everything() -> list[DemoArticle]:
    return [article for host in HOSTS for article in load(host)]


def listing_of(host: str) -> str:
    return f"http://{host}/tin-tuc" if host == VANLINH else f"http://{host}/"


# -- what was written --------------------------------------------------------------------------------------------------


def test_three_portals_of_three_families_have_thirty_articles_each(profiles: dict[str, Profile]) -> None:
    assert set(portals()) == set(profiles) == set(HOSTS)
    assert {host: profile.family for host, profile in profiles.items()} == {h: p.cms for h, p in portals().items()}
    assert {host: len(load(host)) for host in HOSTS} == dict.fromkeys(HOSTS, 30)


def test_no_two_articles_share_a_key_a_title_or_a_paragraph() -> None:
    for values in (
        [(article.host, article.key) for article in everything()],
        [article.title for article in everything()],
        [paragraph for article in everything() for paragraph in article.paragraphs],
    ):
        assert [value for value, times in Counter(values).items() if times > 1] == []


def test_articles_differ_in_what_they_have() -> None:
    for host in HOSTS:
        articles = load(host)
        assert len({len(article.paragraphs) for article in articles}) >= 4
        assert any(article.tables for article in articles)
        for have in ("sapo", "captions", "author"):
            assert any(getattr(article, have) for article in articles), have
        assert not all(article.sapo for article in articles)


def test_every_article_is_read_as_it_was_written(web: Web, profiles: dict[str, Profile]) -> None:
    for article in everything():
        _, headers, body = web.get(article.address)
        capture = Capture(
            profiles[article.host].name, article.address, "2026-11-22T03:00:00Z", 200, tuple(headers.items()), body
        )
        got = read(capture, profiles[article.host]).article
        assert got is not None, article.address
        assert (got.key, got.title, got.author, got.section) == (
            article.key, article.title, article.author, article.section,
        )  # fmt: skip
        assert got.published is not None
        assert got.published.local == article.published
        assert tuple(image.caption for image in got.images) == article.captions
        assert tuple(table.rows for table in got.tables) == article.tables
        assert [(file.label, file.address) for file in got.attachments] == [
            (file.label, file.address) for file in article.attachments
        ]
        lines = got.text.removeprefix("(BDG) - ").split("\n")
        written = [line for line in (article.sapo, *article.paragraphs) if line]
        rows = [" | ".join(row) for table in article.tables for row in table]
        kept = [line for line in lines if line not in rows and not line.startswith(("Nguồn: ", "Tệp đính kèm: "))]
        assert kept == written, article.address


# -- what a crawler meets ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", HOSTS)
def test_every_article_is_reached_by_following_links_from_the_home_page(host: str, web: Web) -> None:
    queue, seen, dead = [f"http://{host}/"], set(), set()
    while queue:
        url = queue.pop().partition("#")[0]
        if url in seen or urlsplit(url).hostname != host or "/lich" in url or "/en/" in url:
            continue
        seen.add(url)
        status, headers, body = web.get(url)
        if status == 301:
            queue.append(urljoin(url, headers["Location"]))
        elif status != 200:
            dead.add(url)
        elif headers["Content-Type"].startswith("text/html"):
            assert NOTICE in body.decode(), url
            hrefs = (node.attributes.get("href") or "" for node in LexborHTMLParser(body).css("a[href]"))
            queue += [urljoin(url, href) for href in hrefs if not href.startswith(("#", "mailto:", "javascript:"))]
    assert dead == ({f"http://{host}{liferay62.GONE.href}"} if host == VANLINH else set())
    assert {article.address for article in load(host)} <= {url.partition("?")[0] for url in seen}


def test_the_pager_of_a_listing_goes_through_every_article(web: Web) -> None:
    first = listing_of(VANLINH)
    pager = [link for link in web.links(first) if "_101_cur=" in link]
    assert len(pager) >= 3
    assert all("p_p_lifecycle" in link for link in pager)
    listed = {link for page in pager for link in web.links(page) if "/view_content/" in link}
    assert listed == {article.address for article in load(VANLINH)} | {f"http://{VANLINH}{liferay62.GONE.href}"}


def test_one_article_answers_under_all_its_addresses(web: Web) -> None:
    article = load(VANLINH)[3]
    path = article.path
    for other in (f"/en{path}", f"{path}?redirect=%2Ftin-tuc", f"{path}/en/vi/en", path.replace("/tin-tuc/", "/abc/")):
        assert article.title in web.text(f"http://{VANLINH}{other}"), other


def test_only_a_link_element_names_the_endless_suffixes(web: Web) -> None:
    article = load(VANLINH)[0]
    page = LexborHTMLParser(web.text(f"{article.address}/en"))
    assert f"{article.address}/en/en" in [node.attributes["href"] for node in page.css("link[rel=alternate]")]
    assert not [node for node in page.css("a[href]") if ".html/" in (node.attributes["href"] or "")]


def test_the_calendar_has_no_last_month(web: Web) -> None:
    assert f"http://{VANLINH}/lich?thang=2031-01" in web.links(f"http://{VANLINH}/lich?thang=2030-12")
    assert web.get(f"http://{VANLINH}/lich?thang=2030-13")[0] == 404


def test_an_old_address_redirects_to_the_article(web: Web) -> None:
    status, headers, _ = web.get(f"http://{THUONGNGUYEN}/tin-bai/{gmt7.MOVED}.html")
    moved = next(article for article in load(THUONGNGUYEN) if article.key == gmt7.MOVED)
    assert (status, headers["Location"]) == (301, moved.path)


def test_the_sitemaps_name_every_article_one_of_them_gzipped(web: Web) -> None:
    children = re.findall(r"<loc>(.+?)</loc>", web.text(f"http://{THUONGNGUYEN}/sitemap.xml"))
    assert [child.endswith(".gz") for child in children] == [True, False]
    named = []
    for child in children:
        _, headers, body = web.get(child)
        assert "Content-Encoding" not in headers
        named += re.findall(r"<loc>(.+?)</loc>", (gzip.decompress(body) if child.endswith(".gz") else body).decode())
    assert sorted(named) == sorted(article.address for article in load(THUONGNGUYEN))


def test_the_feed_names_the_newest_articles_in_order(web: Web) -> None:
    links = re.findall(r"<link>(.+?-post\d+\.html)</link>", web.text(f"http://{DIENGIANG}/rss/home.rss"))
    assert links == [article.address for article in load(DIENGIANG)[:20]]


@pytest.mark.parametrize("host", HOSTS)
def test_robots_txt_forbids_something_that_is_linked(host: str, web: Web) -> None:
    rules = web.text(f"http://{host}/robots.txt")
    forbidden = re.findall(r"Disallow: (\S+)", rules)
    assert any(urlsplit(link).path.startswith(tuple(forbidden)) for link in web.links(f"http://{host}/"))
    assert ("Crawl-delay: 0" in rules) == (host == VANLINH)


def test_some_text_is_not_composed_as_unicode_would_have_it(web: Web) -> None:
    odd = [article for article in everything() if article.form != "nfc"]
    assert {article.form for article in odd} == {"nfd", "half"}
    for article in odd:
        page = web.text(article.address)
        assert article.paragraphs[0] not in page
        assert article.paragraphs[0] in unicodedata.normalize("NFC", page)


def test_other_stories_stand_on_the_page_with_their_whole_leads(web: Web) -> None:
    article, *others = load(DIENGIANG)
    page = web.text(article.address)
    assert sum(other.sapo in page for other in others if other.sapo) >= 5
    assert page.count(article.captions[0]) >= 3


# -- how it is served --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", HOSTS)
def test_counters_move_on_every_request(host: str, web: Web) -> None:
    address = load(host)[0].address
    first, second = web.text(address), web.text(address)
    assert re.sub(r"\d", "", first) == re.sub(r"\d", "", second)
    assert first != second


def test_two_servers_serve_the_same_bytes() -> None:
    addresses = [article.address for article in everything()] + [listing_of(host) for host in HOSTS]
    with serve() as one, serve() as two:
        first, second = Web(one), Web(two)
        assert [first.get(url)[2] for url in addresses] == [second.get(url)[2] for url in addresses]


@pytest.mark.parametrize("path", [f"{THUONGNGUYEN}/sitemap.xml", f"{DIENGIANG}/rss/home.rss"])
def test_feeds_and_sitemaps_answer_304_to_who_has_them(path: str, web: Web) -> None:
    url = f"http://{path}"
    _, headers, _ = web.get(url)
    assert web.get(url, If_None_Match=headers["ETag"])[::2] == (304, b"")
    assert web.get(url, If_Modified_Since=headers["Last-Modified"])[::2] == (304, b"")
    assert web.get(url, If_None_Match='"another"', If_Modified_Since=headers["Last-Modified"])[0] == 200
    assert web.get(url, If_Modified_Since="Mon, 02 Mar 2020 00:00:00 GMT")[0] == 200


def test_gzip_is_sent_to_who_asks_for_it(web: Web) -> None:
    url = load(VANLINH)[0].address
    _, headers, body = web.get(url, Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert NOTICE in gzip.decompress(body).decode()
    assert "Content-Encoding" not in web.get(url)[1]


def test_a_missing_page_says_so_and_is_sample_data_too(web: Web) -> None:
    for host in HOSTS:
        status, _, body = web.get(f"http://{host}/khong-co-trang-nay-12345.html")
        assert status == 404
        assert NOTICE in body.decode()


def test_a_host_that_is_not_a_sample_portal_is_refused(web: Web) -> None:
    for url in ("http://vnexpress.net/", "http://khac.example/", "http://127.0.0.1:22/"):
        status, _, body = web.get(url)
        assert status == 502, url
        assert VANLINH in body.decode()


def test_a_person_may_look_without_a_proxy(web: Web) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=10)
    for host, status in ((DIENGIANG, 200), (f"{DIENGIANG}.localhost:{web.port}", 200), ("nobody.example", 404)):
        connection.request("GET", "/", headers={"Host": host})  # one connection: it is kept alive
        answer = connection.getresponse()
        assert answer.status == status
        assert NOTICE in answer.read().decode()
    connection.close()


def test_it_is_quicker_than_any_crawl_of_it(web: Web) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=10)
    addresses = [article.address for article in everything()]
    began = time.perf_counter()
    for url in addresses:
        connection.request("GET", url, headers={"Accept-Encoding": "gzip"})
        connection.getresponse().read()
    assert len(addresses) / (time.perf_counter() - began) > 200  # alone it does 2,000 a second


# -- make demo ---------------------------------------------------------------------------------------------------------


def demo(folder: Path) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"ARCHIVE_DIR": str(folder), "DEMO_EXIT": "1"}
    return subprocess.run(
        [sys.executable, "-m", "demo"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip


def test_the_demo_fills_an_empty_archive_and_says_what_it_found(tmp_path: Path) -> None:
    done = demo(tmp_path)
    assert done.returncode == 0, done.stderr
    db = sqlite3.connect(tmp_path / "archive.db")
    rows = db.execute("SELECT portal, count(*), count(published) FROM articles GROUP BY portal ORDER BY 1").fetchall()
    db.close()
    assert rows == [(f"demo-{name}", 30, 30) for name in ("diengiang", "thuongnguyen", "vanlinh")]
    assert load(DIENGIANG)[0].title in done.stdout
    again = demo(tmp_path)
    assert again.returncode == 0, again.stderr


@pytest.mark.parametrize("kind", ["live", None])
def test_the_demo_never_touches_an_archive_of_real_portals(kind: str | None, tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "archive.db")
    db.execute("CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
    if kind:
        db.execute("INSERT INTO facts VALUES ('kind', ?)", [kind])
    db.commit()
    db.close()
    before = (tmp_path / "archive.db").read_bytes()
    done = demo(tmp_path)
    assert done.returncode == 1
    assert "make demo" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "archive.db").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["archive.db"]


def test_every_page_is_rendered_once() -> None:
    assert sites() is sites()
