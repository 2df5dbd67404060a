"""What can be followed, from a feed reader's side: valid Atom, lasting names, the order of first sight, nothing sent twice."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from email.utils import formatdate
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from lxml import etree

from pipelines import folding, schema
from plugins.following import entries
from plugins.following.asked import Asked
from tests.archive_samples import HOSTILE, SAMPLES, Sample, build, insert
from tests.served import Site, lay_out, serving

ROOT = Path(__file__).resolve().parent.parent
ATOM = {"a": "http://www.w3.org/2005/Atom"}
FEEDS = ("bai", "con-so", "sua", "go")
#: Everything that XML cannot hold, or that would end the text it stands in.
BROKEN = "Bài \x00\x01\x0b\x1f\ufffe]]> <b>&amp; đậm</b> \U0001f4a7"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = lay_out(tmp_path_factory.mktemp("follow"))
    db = build(target / "archive.db", history=True)
    with db.atomic():
        insert(db, Sample(title=BROKEN.replace("\x00", ""), text=BROKEN.replace("\x00", "\x02"), section=BROKEN[6:],
                          published="1999-01-01T00:00:00Z", address="javascript:alert(1)"))  # fmt: skip
    db.close()
    return target


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Site]:
    with serving(folder) as found:
        yield found


def fetched(site: Site, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    with closing(HTTPConnection("127.0.0.1", site.port, timeout=20)) as connection:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def feed(site: Site, path: str) -> etree._Element:
    """The feed at `path`, which has all that RFC 4287 asks of one."""
    status, headers, body = fetched(site, path)
    assert (status, headers["content-type"]) == (200, "application/atom+xml; charset=utf-8"), body[:600]
    root = etree.fromstring(body)
    assert root.tag == f"{{{ATOM['a']}}}feed"
    for one in (root, *entries_of(root)):
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"a:{name}", ATOM)) == 1 and text(one, name)
        assert datetime.fromisoformat(text(one, "updated")).utcoffset() is not None
        assert len(one.findall("a:author", ATOM)) == 1 and text(one.find("a:author", ATOM), "name")
        links = [link.get("rel") for link in one.findall("a:link", ATOM)]
        assert len(links) == len(set(links)) and "alternate" in links
    assert root.find("a:link[@rel='self']", ATOM) is not None
    identities = [text(entry, "id") for entry in entries_of(root)]
    assert len(identities) == len(set(identities)) <= 50
    return root


def entries_of(root: etree._Element) -> list[etree._Element]:
    return list(root.findall("a:entry", ATOM))


def text(one: etree._Element, name: str) -> str:
    return one.findtext(f"a:{name}", "", ATOM)


def titles(site: Site, path: str) -> list[str]:
    return [text(entry, "title") for entry in entries_of(feed(site, path))]


def test_articles_come_by_first_sight_whatever_date_they_claim(site: Site, folder: Path) -> None:
    found = entries_of(feed(site, "/theo-doi/bai.atom"))
    with closing(sqlite3.connect(folder / "archive.db")) as sql:
        wanted = sql.execute("SELECT identity, first_seen FROM articles ORDER BY first_seen DESC, id DESC").fetchall()
    assert [(text(one, "id"), text(one, "updated")) for one in found] == [
        (f"tag:congkhai,2026:bai/{identity}", seen) for identity, seen in wanted
    ]
    assert "01/01/1999" in text(found[0], "summary")
    assert text(feed(site, "/theo-doi/bai.atom"), "updated") == wanted[0][1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=xu+phat", [5, 1]), (f"q={quote('xử phạt')}", [1]), ("q=xu+phat&cong=cong-binh-an", [1]),
        ("cong=bao-song-lam&q=*", []), ("tinh=nghe+an", []), (f"q={quote('đạt')}", [7, 1]), (f"q={quote('(*')}", []),
    ],
)  # fmt: skip
def test_a_search_is_followed_by_the_rules_of_the_search_box(site: Site, query: str, found: list[int]) -> None:
    assert titles(site, f"/theo-doi/bai.atom?{query}") == [" ".join(SAMPLES[n - 1].title.split()) for n in found]


def test_a_province_is_followed_by_code_or_name(site: Site) -> None:
    assert (
        titles(site, "/theo-doi/bai.atom?tinh=01") == titles(site, f"/theo-doi/bai.atom?tinh={quote('Hà Nội')}") != []
    )
    assert titles(site, "/theo-doi/con-so.atom?tinh=lang+son") == titles(site, "/theo-doi/con-so.atom?tinh=20") != []
    assert titles(site, "/theo-doi/con-so.atom?tinh=hue") == titles(site, "/theo-doi/con-so.atom?tinh=xyz") == []


def test_edits_figures_and_deletions_say_what_happened_and_between_when(site: Site) -> None:
    edits = entries_of(feed(site, "/theo-doi/sua.atom"))
    assert {text(one, "updated") for one in edits} == {"2026-11-21T02:30:00Z"}
    ours = next(one for one in edits if "Công bố" in text(one, "title"))
    assert "171.371.000 đồng → 71.371.000 đồng" in text(ours, "summary")
    assert "Nguyễn Văn Đoàn → Nguyễn Văn Đạt" in text(ours, "summary") and "09:30 21/11/2026" in text(ours, "summary")
    (figure,) = (one for one in entries_of(feed(site, "/theo-doi/con-so.atom")) if "Công bố" in text(one, "title"))
    assert text(figure, "title").startswith("171.371.000 đồng → 71.371.000 đồng: ")
    assert "“Thanh tra kiến nghị thu hồi 71.371.000 đồng" in text(figure, "summary")
    assert "Nguyễn" not in text(figure, "summary")
    (gone,) = entries_of(feed(site, "/theo-doi/go.atom"))
    assert SAMPLES[1].title in text(gone, "title") and text(gone, "updated") == "2026-11-24T03:00:00Z"
    assert text(gone, "id") == "tag:congkhai,2026:su-kien/cong-binh-an:2%23deleted-2026-11-21T02:30:00Z"
    assert entries_of(feed(site, "/theo-doi/go.atom?cong=bao-song-lam")) == []


def test_entries_lead_to_pages_that_are_there(site: Site) -> None:
    for name in FEEDS:
        for entry in entries_of(feed(site, f"/theo-doi/{name}.atom"))[:3]:
            address = entry.find("a:link[@rel='alternate']", ATOM).get("href")
            assert address.startswith(f"http://127.0.0.1:{site.port}/{'bai' if name == 'bai' else 'su-kien'}/")
            assert site.get(address.partition(str(site.port))[2])[0] == 200


def test_no_text_breaks_a_feed_or_becomes_markup(site: Site) -> None:
    newest = entries_of(feed(site, "/theo-doi/bai.atom"))[0]
    assert text(newest, "title") == "Bài ]]> <b>&amp; đậm</b> \U0001f4a7"
    assert "]]> <b>&amp;" in text(newest, "summary") and len(newest.find("a:summary", ATOM)) == 0
    assert newest.find("a:link[@rel='via']", ATOM) is None  # its address was javascript:
    assert HOSTILE in "".join(titles(site, "/theo-doi/bai.atom"))
    assert not feed(site, "/theo-doi/sua.atom").xpath("//*[local-name() = 'script' or local-name() = 'img']")


@pytest.mark.parametrize(
    "asked", ["%00", "a%00b", quote('"' * 500), quote("' OR 1=1 --"), "%ff%fe", quote("NEAR(a b"), quote(HOSTILE)]
)
def test_whatever_is_typed_is_answered(site: Site, asked: str) -> None:
    for name in FEEDS:
        feed(site, f"/theo-doi/{name}.atom?q={asked}&cong={asked[:300]}&tinh={asked[:300]}")
    feed(site, f"/theo-doi/bai.atom?q={asked}")
    assert site.get(f"/theo-doi?q={asked}&tinh={asked[:300]}")[0] == 200


def test_a_book_is_answered(site: Site) -> None:
    assert titles(site, f"/theo-doi/bai.atom?q={'x' * 10_000}") == []


@pytest.mark.parametrize("name", FEEDS)
def test_what_a_reader_has_is_not_sent_again(site: Site, name: str) -> None:
    status, headers, body = fetched(site, f"/theo-doi/{name}.atom")
    assert status == 200 and body and "no-cache" in headers["cache-control"]
    tag, date = headers["etag"], headers["last-modified"]
    for asked in ({"if_none_match": tag}, {"if_none_match": f'"x", W/{tag}'}, {"if_modified_since": date}):
        status, again, nothing = fetched(site, f"/theo-doi/{name}.atom", **asked)
        assert (status, nothing, again["etag"]) == (304, b"", tag), asked
    for asked in (
        {"if_none_match": '"x"', "if_modified_since": date}, {"if_modified_since": formatdate(0, usegmt=True)},
        {"if_modified_since": "hôm qua".encode().decode("latin-1")},
    ):  # fmt: skip
        assert fetched(site, f"/theo-doi/{name}.atom", **asked)[0] == 200, asked


def test_names_are_the_same_in_an_archive_that_numbers_otherwise(site: Site, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(folder, other, ignore=shutil.ignore_patterns("*.db-*"))
    with closing(schema.connect(folder / "archive.db").conn) as sql:
        sql.execute("VACUUM INTO ?", [str(tmp_path / "copy.db")])
    shutil.copy(tmp_path / "copy.db", other / "archive.db")
    with closing(schema.connect(other / "archive.db").conn) as sql:
        sql.execute("PRAGMA foreign_keys = OFF")
        for statement in (
            "UPDATE event_changes SET event_id = event_id + 5000, id = id + 70", "UPDATE events SET id = id + 5000",
            "UPDATE event_changes SET id = id + 9",
        ):  # fmt: skip
            sql.execute(statement)
        sql.commit()
    with serving(other) as second:
        for name in FEEDS:
            ours, theirs = (
                [text(one, "id") for one in entries_of(feed(where, f"/theo-doi/{name}.atom"))]
                for where in (site, second)
            )
            assert ours == theirs != []
            links = [
                [
                    one.find("a:link", ATOM).get("href").partition(str(where.port))[2]
                    for one in entries_of(feed(where, f"/theo-doi/{name}.atom"))
                ]
                for where in (site, second)
            ]
            assert links[0] == links[1]


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("/archive/tim?q=xu+phat", "bai.atom?q=xu+phat"), ("/archive/moi", "bai.atom"), ("/archive/latest_edits", "sua.atom"),
        ("/archive/disappeared", "go.atom"), ("/archive/figures_changed?portal=bao-song-lam", "con-so.atom?cong=bao-song-lam"),
        ("/theo-doi?q=xu+phat", "bai.atom?q=xu+phat"), ("/theo-doi?tinh=24", "con-so.atom?tinh=24"),
    ],
)  # fmt: skip
def test_pages_offer_their_feed_to_the_browser_and_to_the_eye(site: Site, page: str, name: str) -> None:
    shown = site.page(page)
    heads = re.findall(r'<link rel="alternate" type="application/atom\+xml"[^>]* href="([^"]+)"', shown)
    assert f"/theo-doi/{name}" in [head.replace("&amp;", "&") for head in heads]
    assert 'href="/theo-doi' in shown.split("</head>")[1]
    assert 'href="/theo-doi"' in site.page("/")


def test_a_feed_obeys_who_may_see_the_tables(folder: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    shutil.copytree(folder, closed, ignore=shutil.ignore_patterns("*.db-*"))
    told = yaml.safe_load((closed / "metadata.yml").read_text("utf-8"))
    told["databases"]["archive"]["tables"]["article_texts"]["allow"] = {"id": "ai-do"}
    (closed / "metadata.yml").write_text(yaml.safe_dump(told, allow_unicode=True), "utf-8")
    with serving(closed, "--setting", "default_cache_ttl", "300") as site:
        assert fetched(site, "/theo-doi/bai.atom")[0] == 403
        assert fetched(site, "/theo-doi/go.atom")[1]["cache-control"] == "public, max-age=300"
    told["allow"] = False
    (closed / "metadata.yml").write_text(yaml.safe_dump(told, allow_unicode=True), "utf-8")
    with serving(closed) as site:
        assert {fetched(site, f"/theo-doi/{name}.atom")[0] for name in FEEDS} == {403}
        assert fetched(site, "/theo-doi")[0] == 403


def test_addresses_hold_under_another_path(folder: Path) -> None:
    with serving(folder, "--setting", "base_url", "/kho/") as site:
        root = feed(site, "/kho/theo-doi/bai.atom?cong=bao-song-lam")
        links = [link.get("href") for link in root.iter(f"{{{ATOM['a']}}}link") if link.get("rel") != "via"]
        assert all(f":{site.port}/kho/" in link for link in links)
        assert '"/kho/theo-doi/bai.atom"' in site.page("/kho/archive/moi")
        assert "since=2026-" not in site.page("/kho/archive/moi")
        assert 'value="2026-11-13"' in site.page("/kho/archive/sua_dang_ke")


def test_no_feed_sorts_a_table(folder: Path) -> None:
    with closing(schema.connect(folder / "archive.db").conn) as sql:
        folding.register(sql)
        values = {"q": "x", "cong": "p", "tinh": "01", "most": 50, "kind": "edited"}
        asked = [
            entries.newest(one)
            for one in (
                Asked(),
                Asked(cong="p"),
                Asked(tinh="01"),
                Asked(cong="p", tinh="01"),
                Asked(q="x"),
                Asked("x", "p", "01"),
            )
        ] + [entries._EVENTS.format(which=which) for which in ("", " AND +e.portal = :cong", " AND a.place = :tinh")]
        for statement in asked:
            plan = " ".join(row[3] for row in sql.execute(f"EXPLAIN QUERY PLAN {statement}", values))
            assert "TEMP B-TREE" not in plan, (statement, plan)
