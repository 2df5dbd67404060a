"""Events are exact: sites with scripted lives are crawled for weeks of simulated time, and what is told is what happened.

Precision and recall are both 1: no event is missing, none too much, each with its interval and with the figures that an
edit changed. And whatever is derived can be derived again: in any order, by other rules, from the captures alone.
"""

import gzip
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests import history
from tests.conftest import ROOT, Shell
from tests.history import (
    CAPTCHA,
    EMPTY,
    ILL,
    MISSING,
    NOT_FOUND,
    PLACES,
    REMOVED,
    Event,
    Fate,
    History,
    Portal,
    Serving,
    Story,
    article,
    dated,
    day,
    deleted,
    edited,
    events,
    in_bytes,
    incident,
    moved,
    restored,
    sent_on,
    stories,
    tagged,
)
from tests.site import Answer, Asked, Site

pytestmark = pytest.mark.timeout(600)

#: An hour after the run of day 13 the clock is put back by two hours, and forward again before the next run.
BACK = day(12, 23)
RUNS = (
    day(1), day(1, 1), day(1, 6), day(2), day(3), day(4), day(5), day(8), day(9), day(12), day(13), BACK, day(13, 1), day(14),
    day(17), day(31), day(32), day(44),
)  # fmt: skip

WATER = Story(
    "Diên Giang mở rộng mạng lưới cấp nước sạch nông thôn",
    (
        "Sở Nông nghiệp tỉnh Diên Giang cho biết chương trình nước sạch nông thôn đang được đẩy nhanh trước mùa khô.",
        "Đến hết tháng 11, toàn tỉnh có 1.250 hộ được đấu nối đồng hồ, tăng gấp đôi so với đầu năm.",
        "Ngày 15/10/2026, ông Trần Văn Hoạch, Giám đốc Sở đã kiểm tra trạm bơm ở xã Hạ Lũng.",
        "Các tổ quản lý thôn được tập huấn về súc xả đường ống, ghi chỉ số và bảo vệ đầu nguồn.",
    ),
)
SCHOOL = Story(
    "Xã Tân Khê khởi công nhà bán trú cho học sinh vùng cao",
    (
        "Công trình nhà bán trú gồm mười sáu phòng ở, bếp ăn và sân chơi được khởi công sáng nay tại trung tâm xã.",
        "Nguồn vốn do các doanh nghiệp quyên góp, phần còn lại trích từ quỹ khuyến học của huyện.",
        "Khi hoàn thành, học sinh ở những bản xa nhất không còn phải đi bộ hai giờ đường rừng mỗi tuần.",
    ),
)
HOST = "thuyloi.example"
FIGURE = ("figure", "1.250 hộ", "1.520 hộ")
MORE_WATER = WATER.edited("1.250 hộ", "1.520 hộ")


def garbled(page: str) -> bytes:
    """UTF-8 of which some bytes were lost on the way."""
    return page.encode().replace("được".encode(), b"\xc4\xc6\xaf\xe1\xbb\xa3c")


def torn(page: str) -> bytes:
    data = gzip.compress(page.encode(), mtime=0)
    return data[: len(data) * 2 // 3]


def at(key: int, slug: str = "bai") -> str:
    return article(HOST, key, slug)


FATES = [
    Fate(
        "the edit of one figure names that figure",
        201,
        {day(1): WATER, day(2): MORE_WATER},
        [edited(day(1, 6), day(2), FIGURE)],
    ),
    Fate(
        "a mended typo is a small edit",
        202,
        {day(1): WATER.edited("tập huấn", "tập hấun"), day(2): WATER},
        [edited(day(1, 6), day(2), size="minor")],
    ),
    Fate(
        "an edit that is taken back is two",
        203,
        {day(1): WATER, day(2): MORE_WATER, day(5): WATER},
        [edited(day(1, 6), day(2), FIGURE), edited(day(3), day(5), ("figure", "1.520 hộ", "1.250 hộ"))],
    ),
    Fate("one 404 is none of them a deletion", 204, {day(1): WATER, day(2): MISSING, day(3): WATER}),
    Fate("two 404s are no deletion", 205, {day(1): WATER, day(2): MISSING, day(5): WATER}),
    Fate(
        "three 404s over 72 hours are a deletion",
        206,
        {day(1): WATER, day(2): MISSING},
        [deleted(day(1, 6), day(2), day(5))],
    ),
    Fate(
        "what comes back as it was is restored",
        207,
        {day(1): WATER, day(2): MISSING, day(32): WATER},
        [deleted(day(1, 6), day(2), day(5)), restored(day(5), day(32))],
    ),
    Fate(
        "what comes back with another figure is restored and edited",
        208,
        {day(1): WATER, day(13): MISSING, day(44): MORE_WATER},
        [deleted(day(5), day(13), day(17)), restored(day(31), day(44)), edited(day(5), day(44), FIGURE)],
    ),
    Fate("three 404s within a day and an hour are no deletion", 209, {day(1): WATER, day(13): MISSING, day(17): WATER}),
    Fate(
        "404s while the host is ill do not count",
        210,
        {day(1): WATER, day(8): MISSING, day(13): WATER, day(17): MISSING},
    ),
    Fate(
        "an edit during an outage is found behind it",
        211,
        {day(1): WATER, day(8): MORE_WATER},
        [edited(day(5), day(13), FIGURE)],
    ),
    Fate(
        "a page that says it is not there, with 200, is a deletion",
        212,
        {day(1): WATER, day(2): NOT_FOUND},
        [deleted(day(1, 6), day(2), day(5))],
    ),
    Fate(
        "a page that reads like that of a nonsense address is a deletion",
        213,
        {day(1): WATER, day(2): EMPTY},
        [deleted(day(1, 6), day(2), day(5))],
    ),
    Fate(
        "what sends on to the home page is gone",
        214,
        {day(1): WATER, day(2): sent_on(f"http://{HOST}/", 302)},
        [deleted(day(1, 6), day(2), day(5))],
    ),
    Fate(
        "an article under another address of its own has moved",
        215,
        {day(1): WATER, day(2): sent_on(at(215, "moi"))},
        [moved(day(1, 6), day(2), at(215), at(215, "moi"))],
        others={at(215, "moi"): {day(2): WATER}},
    ),
    Fate(
        "an article whose new title is in its address has moved and was edited",
        216,
        {day(1): WATER, day(2): sent_on(at(216, "moi"))},
        [moved(day(1, 6), day(2), at(216), at(216, "moi")), edited(day(1, 6), day(2), FIGURE)],
        others={at(216, "moi"): {day(2): MORE_WATER}},
    ),
    Fate(
        "an article that is found under another key has moved",
        217,
        {day(1): WATER, day(2): sent_on(at(1217))},
        [moved(day(1, 6), day(2), at(217))],
    ),
    Fate("... and is an article there", 1217, {day(2): WATER.edited("mùa khô", "mùa mưa")}, born=day(2)),
    Fate(
        "an article that sends on to quite another one is gone",
        218,
        {day(1): SCHOOL, day(2): sent_on(at(301), 302)},
        [deleted(day(1, 6), day(2), day(5))],
    ),
    Fate(
        "a 304 that lies is found out by its ETag; the edit may be as old as the last page",
        219,
        {day(1): tagged(WATER, '"a"', honest=False), day(2): tagged(MORE_WATER, '"a"', honest=False)},
        [edited(day(1), day(13), FIGURE)],
    ),
    Fate("an honest ETag tells that nothing has changed", 220, {day(1): tagged(WATER, '"b"')}),
    Fate(
        "an honest ETag that changes tells of an edit since the last 304",
        221,
        {day(1): tagged(WATER, '"c"'), day(2): tagged(MORE_WATER, '"d"')},
        [edited(day(1, 6), day(2), FIGURE)],
    ),
    Fate(
        "a 304 that lies is found out by its Last-Modified",
        222,
        {
            day(1): dated(WATER, "Mon, 30 Nov 2026 10:00:00 GMT"),
            day(2): dated(MORE_WATER, "Tue, 01 Dec 2026 20:00:00 GMT"),
        },
        [edited(day(1), day(13), FIGURE)],
    ),
    Fate(
        "a day in windows-1258 is no edit",
        223,
        {
            day(1): WATER,
            day(2): in_bytes(WATER, history.in_1258, Content_Type="text/html; charset=windows-1258"),
            day(5): WATER,
        },
    ),
    Fate(
        "a charset that is declared wrongly is no edit",
        224,
        {
            day(1): WATER,
            day(2): in_bytes(WATER, str.encode, Content_Type="text/html; charset=iso-8859-1"),
            day(5): WATER,
        },
    ),
    Fate("bytes lost on the way are no edit", 225, {day(1): WATER, day(2): in_bytes(WATER, garbled), day(5): WATER}),
    Fate(
        "a page that was torn is no edit",
        226,
        {day(1): WATER, day(2): in_bytes(WATER, torn, Content_Encoding="gzip"), day(5): WATER},
    ),
    Fate(
        "the rest of a page that was torn at first is no edit",
        227,
        {day(1): in_bytes(WATER, torn, Content_Encoding="gzip"), day(1, 1): WATER},
    ),
    Fate(
        "an edit that was first seen on a torn page is told from the whole one",
        228,
        {day(1): WATER, day(2): in_bytes(MORE_WATER, torn, Content_Encoding="gzip"), day(3): MORE_WATER},
        [edited(day(1, 6), day(3), FIGURE)],
    ),
    Fate("what is only taken from a list is there", 229, {day(1): WATER}, unlisted=day(14)),
    Fate(
        "what is taken from a list and gone is found gone at once",
        230,
        {day(1): WATER, day(14): MISSING},
        [deleted(BACK, day(14), day(31))],
        unlisted=day(14),
    ),
    Fate(
        "an article lives as long as one of its addresses",
        231,
        {day(1): WATER, day(2): MISSING},
        others={at(231, "ban-in"): {day(1): WATER}},
        linked=[at(231, "ban-in")],
    ),
    Fate(
        "an article is gone with the last of its addresses",
        232,
        {day(1): WATER, day(2): MISSING},
        [deleted(day(5), day(13), day(17))],
        others={at(232, "ban-in"): {day(1): WATER, day(13): MISSING}},
        linked=[at(232, "ban-in")],
    ),
    Fate("a new article is created when it is first seen", 233, {day(3): WATER}, born=day(3)),
    Fate("a captcha in place of a new article is no article", 234, {day(1): CAPTCHA, day(1, 1): WATER}, born=day(1, 1)),
    Fate("410 says what 404 says", 235, {day(1): WATER, day(2): REMOVED}, [deleted(day(1, 6), day(2), day(5))]),
    Fate(
        "the edit of a name and of a day names both",
        236,
        {
            day(1): WATER,
            day(2): WATER.edited("15/10/2026", "25/10/2026").edited("Trần Văn Hoạch", "Lê Thị Mai"),
        },
        [
            edited(
                day(1, 6),
                day(2),
                ("date", "15/10/2026", "25/10/2026"),
                ("name", "Trần Văn Hoạch", "Lê Thị Mai"),
            )
        ],
    ),
    *(Fate("nothing happens to it", 300 + n, {day(1): stories(n)}) for n in range(1, 33)),
]

CORE = Portal(
    "thuy-loi", HOST, FATES, RUNS,
    weather={day(4): CAPTCHA, day(5): None, day(8): ILL, day(13): None},
    robots={day(9): ILL, day(12): MISSING},
    unknown=EMPTY,
)  # fmt: skip


# -- what befalls a whole host -----------------------------------------------------------------------------------------

WEEK = (day(1), day(2), day(3), day(5))


def leaking(story: Story, *, always_the_same: bool) -> Serving:
    """A template that puts another box into the text: the news that are read most, others every time, or the same notice."""

    def served(asked: Asked) -> str:
        place = PLACES[0 if always_the_same else asked.before % len(PLACES)]
        notice = f"Đài truyền thanh xã {place} thông báo lịch sửa chữa đường dây tại khu chợ trung tâm."
        box = f"<div class=hop-tin><p>{notice}</p></div>"
        return story.page(asked, leaked=box)

    return served


def rebuilt(story: Story) -> Serving:
    """A template in which nothing is called what it was called."""

    def served(asked: Asked) -> str:
        page = story.page(asked, body_class="noi-dung").replace("asset-full-content-title", "tieu-de")
        return page.replace("assetPublishDate", "ngay-dang").replace("asset-content", "khung")

    return served


TAKEN_DOWN = Portal(
    "go-bai", "gobai.example",
    [
        *(
            Fate("taken down with many others and put back", 400 + n, {day(1): stories(n), day(2): MISSING, day(13): stories(n)})
            for n in range(1, 3)
        ),
        *(Fate("taken down with many others", 400 + n, {day(1): stories(n), day(2): MISSING}) for n in range(3, 25)),
        *(Fate("left alone", 400 + n, {day(1): stories(n)}) for n in range(25, 31)),
    ],
    (*WEEK, day(13)), [incident(day(5), 24)],
)  # fmt: skip

DRESSED = [("doc-nhieu", "docnhieu.example", False, 500), ("thong-bao", "thongbao.example", True, 600)]
LEAKS = [
    Portal(
        name, host,
        [
            Fate("edited behind a box that leaks", first, {day(1): WATER, day(2): leaking(WATER, always_the_same=same),
                                                           day(5): leaking(MORE_WATER, always_the_same=same)}),
            *(Fate("a box leaks", first + n, {day(1): stories(n), day(2): leaking(stories(n), always_the_same=same)})
              for n in range(1, 30)),
        ],
        WEEK, [incident(day(2), 30)],
    )
    for name, host, same, first in DRESSED
]  # fmt: skip

REBUILT = Portal(
    "mau-moi", "maumoi.example",
    [
        Fate("edited in the new template", 700, {day(1): WATER, day(2): rebuilt(WATER), day(5): rebuilt(MORE_WATER)}),
        *(Fate("the same in the new template", 700 + n, {day(1): stories(n), day(2): rebuilt(stories(n))}) for n in range(1, 30)),
    ],
    WEEK, [incident(day(2), 30)],
)  # fmt: skip

RENAMED = Portal(
    "sap-nhap", "tinhcu.example",
    [
        Fate("left behind by the move", 801, {day(1): stories(1), day(5): MISSING}),
        Fate("gone from the new host", 802, {day(1): stories(2), day(13): MISSING}, [deleted(day(5), day(13), day(17))]),
        Fate("edited on the new host", 803, {day(1): WATER, day(13): MORE_WATER}, [edited(day(5), day(13), FIGURE)]),
        *(Fate("moved with its host", 800 + n, {day(1): stories(n)}) for n in range(4, 31)),
    ],
    (day(1), day(2), day(5), day(13), day(14), day(17)), [moved(day(2), day(5), "tinhcu.example", "tinhmoi.example")],
    renamed=(day(5), "tinhmoi.example"),
    profiles={
        day(1): history.profile("tinhcu.example"),
        day(5): history.profile("tinhmoi.example", "retired_domains: {tinhcu.example: tinhmoi.example}\n"),
    },
)  # fmt: skip


def under_repair(asked: Asked) -> Answer:
    """Whatever is asked for, a host sends on to its notice."""
    if asked.address.endswith("/bao-tri"):
        return (
            200,
            history.HTML,
            "<html><title>Bảo trì</title><p>Cổng thông tin đang được nâng cấp.</p></html>".encode(),
        )
    return sent_on("http://baotri.example/bao-tri", 302)


REPAIRED = Portal(
    "bao-tri", "baotri.example",
    [Fate("behind a notice of maintenance", 900 + n, {day(1): stories(n)}) for n in range(6)],
    (*WEEK, day(13)), weather={day(2): under_repair, day(13): None},
)  # fmt: skip

PORTALS = (CORE, TAKEN_DOWN, *LEAKS, REBUILT, RENAMED, REPAIRED)


# -- what was told of it -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[History]:
    """All portals, at the end of their lives."""
    site = Site()
    told = History(tmp_path_factory.mktemp("lived"), site, PORTALS, RUNS)
    told.live()
    yield told
    site.close()


@pytest.fixture
def archive(lived: History, tmp_path: Path) -> Shell:
    """A copy of their archive, to be worked on."""
    return history.copy(lived.shell, tmp_path / "copy")


def expected(**decided: Mapping[str, Sequence[Event]]) -> list[Event]:
    """Every event; those named, of a portal (`thong_bao={"": [...], "600": [...]}`), in place of what its script says."""
    told = []
    for portal in PORTALS:
        others = decided.get(portal.name.replace("-", "_"), {})
        fates = [replace(fate, events=others.get(str(fate.key), fate.events)) for fate in portal.fates]
        told += replace(portal, fates=fates, events=others.get("", portal.events)).expected()
    return told


def test_every_event_is_told_and_none_too_much(lived: History) -> None:
    assert history.differences(expected(), events(lived.shell)) == ""
    assert len(CORE.fates) > 60


def test_an_event_has_the_captures_on_both_sides(lived: History) -> None:
    sides = (
        "SELECT a.key, e.kind, b.status, b.content_hash = o.content_hash, c.status, c.content_hash = n.content_hash, k.status, "
        "b.fetched_at = e.last_good AND c.fetched_at = e.first_seen AND k.fetched_at = e.confirmed FROM events e "
        "JOIN articles a ON a.id = e.article_id JOIN captures b ON b.id = before_capture JOIN captures c ON c.id = after_capture "
        "JOIN captures k ON k.id = confirming_capture LEFT JOIN article_versions o ON o.id = e.from_version "
        "LEFT JOIN article_versions n ON n.id = e.to_version WHERE a.key IN ('201', '206', '207', '219') AND e.kind <> 'created' "
        "ORDER BY e.id"
    )
    assert sorted(lived.shell.rows(sides)) == [
        ("201", "edited", 200, 1, 200, 1, 200, 1),
        ("206", "deleted", 200, None, 404, None, 404, 1),
        ("207", "deleted", 200, None, 404, None, 404, 1),
        ("207", "restored", 404, None, 200, None, 200, 1),
        ("219", "edited", 200, 1, 200, 1, 200, 1),
    ]


def test_an_edit_says_which_figure_changed_in_which_sentence(lived: History) -> None:
    changed = lived.shell.rows(
        "SELECT c.old_value, c.new_value, c.old_sentence, c.new_sentence FROM event_changes c JOIN events e ON e.id = c.event_id "
        "JOIN articles a ON a.id = e.article_id WHERE a.key = '201'"
    )
    assert changed == [("1250", "1520", WATER.paragraphs[1], MORE_WATER.paragraphs[1])]


def test_a_host_that_lied_once_is_never_again_asked_whether_anything_has_changed(lived: History) -> None:
    asked = [(moment, address) for moment, address in lived.validated if HOST in address]
    assert {address for _, address in asked} == {at(219), at(220), at(221), at(222)}
    assert max(RUNS.index(moment) for moment, _ in asked) < RUNS.index(day(13))
    assert at(220) in lived.asked[day(31)]


def test_what_is_missing_from_a_list_is_visited_before_its_time(lived: History) -> None:
    assert {at(229), at(230)} <= set(lived.asked[day(14)])
    assert not {at(301), at(302)} & set(lived.asked[day(14)])


def test_an_article_is_where_it_answers(lived: History) -> None:
    addresses = dict(lived.shell.rows("SELECT identity, address FROM articles"))
    assert addresses["thuy-loi:215"] == at(215, "moi")
    assert addresses["thuy-loi:231"] == at(231, "ban-in")
    assert addresses["sap-nhap:803"] == article("tinhmoi.example", 803)
    assert addresses["sap-nhap:801"] == article("tinhcu.example", 801)


def test_an_article_is_in_the_state_that_its_visits_say(lived: History) -> None:
    states = dict(lived.shell.rows("SELECT identity, state FROM articles"))
    told = {"204": "live", "206": "gone", "207": "live", "210": "missing", "217": "moved", "231": "live", "232": "gone"}
    assert {key: states[f"thuy-loi:{key}"] for key in told} == told
    assert {states[f"go-bai:{key}"] for key in range(403, 425)} == {"missing"}


# -- what a person decides ---------------------------------------------------------------------------------------------

DOWN = {
    str(400 + n): [deleted(day(1), day(2), day(5)), *([restored(day(5), day(13))] if n < 3 else [])]
    for n in range(1, 25)
}
BEHIND = edited(day(3), day(5), FIGURE)
BOXES = {str(600 + n): [edited(day(1), day(2), ("name", None, "Hạ Lũng")), *([] if n else [BEHIND])] for n in range(30)}


def decide(archive: Shell, decision: str, portal: str) -> None:
    number = archive.one("SELECT id FROM events WHERE kind = 'incident' AND portal = ?", portal)
    done = archive.scrapy("incidents", decision, str(number), CLOCK=day(44))
    assert done.returncode == 0, done.stderr


def test_what_is_accepted_is_told_and_what_is_dismissed_never(archive: Shell) -> None:
    decide(archive, "accept", "go-bai")
    decide(archive, "dismiss", "thong-bao")
    sure = expected(go_bai=DOWN, thong_bao={"600": [BEHIND]})
    assert history.differences(sure, events(archive)) == ""
    decide(archive, "dismiss", "go-bai")
    decide(archive, "accept", "thong-bao")
    assert history.differences(expected(thong_bao=BOXES), events(archive)) == ""
    history.forget_events(archive)
    assert archive.scrapy("reextract").returncode == 0
    assert history.differences(expected(thong_bao=BOXES), events(archive)) == ""


def test_a_mended_profile_finds_the_one_edit_behind_the_new_template(archive: Shell) -> None:
    archive.profile("doc-nhieu", history.profile("docnhieu.example", "remove: [.hop-tin]\n"))
    rule = "{title: .tieu-de, body: .noi-dung, date: .ngay-dang}"
    old = "{title: .asset-full-content-title, body: .journal-content-article, date: .assetPublishDate}"
    archive.profile("mau-moi", history.profile("maumoi.example", f"article: {{rules: [{old}, {rule}]}}\n"))
    assert archive.scrapy("reextract").returncode == 0
    sure = expected(doc_nhieu={"": [], "500": [BEHIND]}, mau_moi={"": [], "700": [edited(day(2), day(5), FIGURE)]})
    assert history.differences(sure, events(archive)) == ""


# -- derived again -----------------------------------------------------------------------------------------------------

WHOLE = (
    "SELECT e.*, c.position, c.kind, c.indicator, c.old, c.new, c.old_value, c.new_value, c.unit, c.old_sentence, c.new_sentence "
    "FROM events e LEFT JOIN event_changes c ON c.event_id = e.id ORDER BY e.id, c.position"
)
VERSIONS = (
    "SELECT id, identity, content_hash, title, text, first_seen, last_seen, captures, is_current FROM versions v "
)
VERSIONS += "JOIN (SELECT id, content_hash FROM article_versions) USING (id) ORDER BY id"
ARTICLES = (
    "SELECT identity, address, title, content_hash, state, state_since, versions, first_seen, last_seen FROM articles "
)
ARTICLES += "ORDER BY identity"


def test_reading_all_again_leaves_every_row_and_its_id(archive: Shell) -> None:
    before = [archive.rows(sql) for sql in (WHOLE, VERSIONS, ARTICLES)]
    assert archive.scrapy("reextract").returncode == 0
    assert [archive.rows(sql) for sql in (WHOLE, VERSIONS, ARTICLES)] == before


def test_events_and_versions_that_are_lost_are_derived_again(archive: Shell) -> None:
    articles = archive.rows(ARTICLES)
    history.forget_events(archive)
    assert archive.scrapy("reextract").returncode == 0
    assert history.differences(expected(), events(archive)) == ""
    assert archive.rows(ARTICLES) == articles


@pytest.mark.parametrize("seed", [1, 2026])
def test_captures_read_in_any_order_tell_the_same(archive: Shell, lived: History, seed: int) -> None:
    articles = [row for row in archive.rows(ARTICLES) if row[0].startswith(("thuy-loi:", "go-bai:"))]
    for portal in (CORE, TAKEN_DOWN):
        history.read_in_order(archive, portal.name, random.Random(seed))
    assert history.differences(expected(), events(archive)) == ""
    assert [row for row in archive.rows(ARTICLES) if row[0].startswith(("thuy-loi:", "go-bai:"))] == articles


# -- read by other rules -----------------------------------------------------------------------------------------------

SIGNATURE = '<span class="ky-ten">Ban biên tập cổng thông tin</span>'
#: Patches the reader in every process of a command: another version, which leaves out the signature.
OTHER_READER = f"""
import pipelines.version
pipelines.version.EXTRACTOR_VERSION = "2099.1"
from pipelines import extract
before = extract.clean
extract.clean = lambda html, *more: before(html.replace({SIGNATURE!r}, ""), *more)
"""


def publish(site: Site, *told: Story) -> None:
    """The portal of the shell lists these articles."""
    addresses = [article("so-mau.example", n) for n in range(len(told))]
    site.pages["http://so-mau.example/"] = "".join(f"<html><a href='{address}'>Tin</a>" for address in addresses)
    for address, story in zip(addresses, told, strict=True):
        signed = replace(story, paragraphs=(*story.paragraphs, SIGNATURE))
        site.pages[address] = signed.page


@pytest.fixture
def signed(site: Site, shell: Shell) -> Shell:
    """An archive of three articles that end with a signature, crawled once."""
    publish(site, WATER, stories(1), stories(2))
    shell.crawl(CLOCK=day(1))
    assert shell.one("SELECT count(*) FROM article_texts WHERE text LIKE '%Ban biên tập%'") == 3
    return shell


def other_rules(shell: Shell, kind: str, folder: Path) -> dict[str, str]:
    """Leave the signature out from now on, by a rule of the profile or by another reader; the environment that does it."""
    if kind == "profile":
        shell.profile("so-mau", history.profile("so-mau.example", "remove: [.ky-ten]\n"))
        return {}
    (folder / "sitecustomize.py").write_text(OTHER_READER, "utf-8")
    return {"PYTHONPATH": f"{folder}:{ROOT}"}


def happened(shell: Shell) -> list[Event]:
    return [event for event in events(shell) if event.kind != "created"]


@pytest.mark.parametrize("kind", ["profile", "reader"])
def test_other_rules_make_no_edit_of_what_is_read_again(kind: str, signed: Shell, tmp_path: Path) -> None:
    rules = other_rules(signed, kind, tmp_path)
    assert signed.scrapy("reextract", **rules).returncode == 0
    assert signed.one("SELECT count(*) FROM article_texts WHERE text LIKE '%Ban biên tập%'") == 0
    assert happened(signed) == []


@pytest.mark.parametrize("kind", ["profile", "reader"])
def test_other_rules_between_two_crawls_make_no_edit_and_hide_none(
    kind: str, site: Site, signed: Shell, tmp_path: Path
) -> None:
    rules = other_rules(signed, kind, tmp_path)
    publish(site, MORE_WATER, stories(1), stories(2))
    signed.crawl(CLOCK=day(2), **rules)
    told = [replace(edited(day(1), day(2), FIGURE), of="so-mau:0")]
    assert happened(signed) == told
    assert signed.scrapy("reextract", **rules).returncode == 0
    assert happened(signed) == told
