"""The life of sites as a script: what every address answers from which moment on, and what an archive must tell of it.

A fate is one article with what becomes of it and the events that an exact archive has in the end, no fewer and no more. A
portal is a host with its fates, its weather (what the whole host answers for a while) and the moments of its crawls. The
texts are invented, as are the places they tell of; every page counts its visitors and shows other news at every request.
"""

from __future__ import annotations

import random
import shutil
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipelines.archive import Archive
from pipelines.store import Store
from pipelines.versions.judge import Judge
from pipelines.workers import Workers
from spiders.profile import load_all
from tests.conftest import Shell, edit
from tests.site import Answer, Asked, Page, Site

FIRST_DAY = datetime(2026, 12, 1, tzinfo=UTC)
HTML = {"Content-Type": "text/html; charset=utf-8"}
PLACES = ("Hạ Lũng", "Tân Khê", "Đồng Vạn", "Mỹ Lạc", "Phú Nham", "Sơn Kiều", "Cẩm Trì", "Vĩnh Thạnh Hạ")


def day(number: int, hour: int = 0) -> str:
    """A moment of the simulated weeks; they begin on day 1."""
    return (FIRST_DAY + timedelta(days=number - 1, hours=hour)).strftime("%Y-%m-%dT%H:%M:%SZ")


# -- what a site says --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Story:
    """An article: its words, and the hour at which its page says that it was published."""

    title: str
    paragraphs: tuple[str, ...]
    published: str = "01/12/2026 | 6:50 AM"

    def edited(self, old: str, new: str) -> Story:
        """The same with other words in one place."""
        told = "\n".join((self.title, *self.paragraphs))
        assert told.count(old) == 1, f"{old!r} stands {told.count(old)} times in {self.title!r}"
        title, *paragraphs = told.replace(old, new).split("\n")
        return replace(self, title=title, paragraphs=tuple(paragraphs))

    def page(self, asked: Asked, leaked: str = "", body_class: str = "journal-content-article") -> str:
        """A page of it, another one at every request. `leaked` is page furniture that stands where the text should."""
        seen, others = 1000 + 7 * asked.before, [PLACES[(asked.before + n) % len(PLACES)] for n in range(3)]
        related = "".join(f"<li><a href='/tim?q={n}'>Tin mới từ xã {place}</a></li>" for n, place in enumerate(others))
        body = "".join(f"<p>{one}</p>" for one in self.paragraphs)
        return (
            f'<!doctype html><html lang=vi><head><meta charset=utf-8><meta name="csrf" content="{seen * 7919 % 99991:x}">'
            f"<title>{self.title} - Tỉnh Diên Giang</title></head><body><div class=banner>Hôm nay có {seen} người ghé thăm</div>"
            f'<div class="asset-full-content-title">{self.title}</div><div class="assetPublishDate">{self.published}</div>'
            f'<div class="asset-content"><div class="{body_class}">{body}{leaked}<p>Lượt xem: {seen}</p></div></div>'
            f"<h3>Tin liên quan</h3><ul>{related}</ul><p>Số lượt truy cập: {seen + 88_000}</p></body></html>"
        )


def stories(number: int) -> Story:
    """The article `number`, one of as many as are asked for."""
    place, turn = PLACES[number % len(PLACES)], number // len(PLACES)
    households, share, money = 410 + 13 * number, 61 + number % 37, 2 + number % 7
    topics = (
        Story(
            f"Xã {place} đưa công trình cấp nước sạch số {number} vào sử dụng",
            (
                f"Ủy ban nhân dân xã {place} vừa khánh thành trạm cấp nước tập trung sau mười tháng thi công.",
                f"Công trình cấp nước cho {households} hộ dân, tổng mức đầu tư {money},4 tỷ đồng từ ngân sách tỉnh Diên Giang.",
                "Đơn vị quản lý lấy mẫu kiểm nghiệm hằng tháng và niêm yết kết quả tại nhà văn hóa các thôn.",
                "Người dân đề nghị sớm nối dài tuyến ống về hai xóm ven sông còn dùng giếng khơi.",
            ),
        ),
        Story(
            f"Trường tiểu học {place} đón năm học thứ {number} với dãy phòng học mới",
            (
                f"Dãy nhà hai tầng của Trường tiểu học {place} gồm tám phòng học và một thư viện đã được bàn giao.",
                f"Năm nay trường nhận {households} học sinh, trong đó {share}% được hỗ trợ tiền ăn trưa.",
                "Ban giám hiệu cho biết giáo viên dạy nhạc và tin học vẫn còn thiếu so với định biên.",
                "Hội phụ huynh góp ngày công san sân, trồng hàng cây bóng mát dọc lối vào cổng.",
            ),
        ),
        Story(
            f"Kè chống sạt lở bờ sông Lam Kiều đoạn qua {place}: gói thầu {number} về đích",
            (
                f"Sau ba mùa mưa lũ, đoạn kè đá hộc dài {households} m qua xã {place} đã hoàn thành.",
                f"Chủ đầu tư nghiệm thu khối lượng trị giá {money},7 tỷ đồng, bằng {share}% dự toán được duyệt.",
                "Cán bộ thủy lợi khuyến cáo thuyền chở cát không neo đậu sát chân kè khi nước lên.",
                "Vườn cây ăn quả của bà con phía trong đê không còn cảnh bị cuốn trôi từng mảng.",
            ),
        ),
        Story(
            f"Phiên tiếp công dân lần thứ {number} tại xã {place}",
            (
                f"Lãnh đạo xã {place} tiếp nhận ý kiến của người dân về đất đai, môi trường và chính sách người có công.",
                f"Trong quý, xã nhận {households} đơn, đã giải quyết {share}% số đơn thuộc thẩm quyền.",
                "Các vụ việc phức tạp được chuyển cơ quan thanh tra kèm theo hồ sơ và biên bản đối thoại.",
                "Lịch tiếp dân được dán ở trụ sở, phát trên loa truyền thanh trước một tuần.",
            ),
        ),
    )
    return topics[(number + turn) % len(topics)]


# -- how an address answers --------------------------------------------------------------------------------------------

Serving = Story | Answer | Callable[[Asked], Answer | str]


def answer(serving: Serving, asked: Asked) -> Answer | str:
    if isinstance(serving, Story):
        return serving.page(asked)
    return serving(asked) if callable(serving) else serving


MISSING: Answer = (404, HTML, "<h1>Lỗi 404</h1>".encode())
REMOVED: Answer = (410, HTML, b"")
ILL: Answer = (503, HTML, b"Service Unavailable")
CAPTCHA: Answer = (200, HTML, "<title>Xác minh</title><p>Vui lòng nhập captcha để tiếp tục.</p>".encode())
NOT_FOUND: Answer = (
    200,
    HTML,
    "<title>Không tìm thấy bài viết</title><h1>Không tìm thấy bài viết</h1><p>Mời về trang chủ.</p>".encode(),
)
#: What a host shows for whatever does not exist, in its own template, without any word that says so.
EMPTY = Story(
    "Cổng thông tin điện tử tỉnh Diên Giang",
    ("Kính mời quý vị theo dõi các chuyên mục của cổng thông tin trong thanh điều hướng phía trên.",),
    "",
)


def sent_on(address: str, status: int = 301) -> Answer:
    return status, {"Location": address}, b""


def tagged(story: Story, etag: str, *, honest: bool = True) -> Serving:
    """A page with an ETag. An honest host says "not changed" only to who holds this one, another to everybody who asks."""

    def served(asked: Asked) -> Answer:
        held = asked.headers.get("if-none-match")
        if held and (held == etag or not honest):
            return 304, {"ETag": held}, b""
        return 200, {**HTML, "ETag": etag}, story.page(asked).encode()

    return served


def dated(story: Story, modified: str) -> Serving:
    """A page with a Last-Modified; whoever asks with If-Modified-Since is told that nothing has changed."""

    def served(asked: Asked) -> Answer:
        if asked.headers.get("if-modified-since"):
            return 304, {}, b""
        return 200, {**HTML, "Last-Modified": modified}, story.page(asked).encode()

    return served


def in_bytes(story: Story, change: Callable[[str], bytes], **headers: str) -> Serving:
    """A page sent in other bytes than the usual ones."""
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda asked: (200, {**HTML, **more}, change(story.page(asked)))


# -- what is expected --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Event:
    """What happened to whom (an article, or a portal), between which moments; an edit with its size and what it changed."""

    of: str
    kind: str
    last_good: str | None
    first_seen: str
    confirmed: str
    size: str | None = None
    changes: tuple[tuple[str, str | None, str | None], ...] = ()
    led: tuple[str | None, str | None] = (None, None)
    articles: int | None = None

    def __str__(self) -> str:
        told = f"{self.of} {self.kind} {self.last_good} .. {self.first_seen} ({self.confirmed})"
        return f"{told} {self.size} {self.changes} {self.led} {self.articles}"


def created(at: str) -> Event:
    return Event("", "created", None, at, at)


def edited(since: str, seen: str, *changes: tuple[str, str | None, str | None], size: str = "substantive") -> Event:
    return Event("", "edited", since, seen, seen, size, changes)


def deleted(since: str, seen: str, confirmed: str) -> Event:
    return Event("", "deleted", since, seen, confirmed)


def restored(since: str, seen: str) -> Event:
    return Event("", "restored", since, seen, seen)


def moved(since: str, seen: str, old: str, new: str | None = None) -> Event:
    return Event("", "moved", since, seen, seen, led=(old, new))


def incident(seen: str, articles: int) -> Event:
    return Event("", "incident", None, seen, seen, articles=articles)


@dataclass
class Fate:
    """One article: what its address answers from which moment on, and what must be told of it after its creation.

    `others` are further addresses; those of `linked` stand on the home page beside the article's own, which is taken from
    it at the moment `unlisted`.
    """

    claim: str
    key: int
    serves: Mapping[str, Serving]
    events: Sequence[Event] = ()
    born: str | None = day(1)
    others: Mapping[str, Mapping[str, Serving]] = field(default_factory=dict)
    linked: Sequence[str] = ()
    unlisted: str | None = None


@dataclass
class Portal:
    """A host with its articles. `weather` is what all of it answers from a moment on (None: nothing out of the ordinary),
    `unknown` what it answers for an address that it does not know, `profiles` its profile from a moment on."""

    name: str
    host: str
    fates: Sequence[Fate]
    crawls: Sequence[str]
    events: Sequence[Event] = ()
    weather: Mapping[str, Serving | None] = field(default_factory=dict)
    unknown: Serving = MISSING
    profiles: Mapping[str, str] = field(default_factory=dict)
    robots: Mapping[str, Answer] = field(default_factory=dict)
    #: The moment at which it is called another name, and that name; the old one answers no more.
    renamed: tuple[str, str] | None = None

    def hosts(self) -> tuple[str, ...]:
        return (self.host, self.renamed[1]) if self.renamed else (self.host,)

    def expected(self) -> list[Event]:
        """Every event of this portal, in no order."""
        told = [replace(event, of=self.name) for event in self.events]
        for fate in self.fates:
            births = [created(fate.born)] if fate.born else []
            told += [replace(event, of=f"{self.name}:{fate.key}") for event in (*births, *fate.events)]
        return told


def article(host: str, key: int, slug: str = "bai") -> str:
    return f"http://{host}/tin-tuc/-/view_content/{key}-{slug}.html"


def profile(host: str, more: str = "") -> str:
    return (
        "title: {vi: Sở Thử nghiệm Diên Giang, en: Trial department of Dien Giang}\nkind: portal\nplace: '00'\n"
        f"family: liferay62\ndomains: [{host}]\nhome: http://{host}/\ndelay: 0\ndemo: true\n{more}"
    )


# -- how it is lived ---------------------------------------------------------------------------------------------------


class Stage(dict[str, Page]):
    """What all hosts answer at one moment."""

    def __init__(self, history: History, moment: str) -> None:
        super().__init__()
        self.history, self.moment = history, moment
        for portal in history.portals:
            for fate in portal.fates:
                for address, serves in ((self._own(portal, fate), fate.serves), *fate.others.items()):
                    serving = history.latest(serves, moment)
                    if serving is not None:
                        self[address] = serving  # type: ignore[assignment]

    def get(self, address: str, default: Any = None) -> Page | None:  # type: ignore[override]
        host = urlsplit(address).netloc
        portal = next(one for one in self.history.portals if host in one.hosts())
        if host != self._host(portal):
            return 0, {}, b""  # nobody is there
        if urlsplit(address).path == "/robots.txt":
            return self.history.latest(portal.robots, self.moment)
        weather = self.history.latest(portal.weather, self.moment)
        own = super().get(address)
        if own in (MISSING, REMOVED) or (weather is None and own is not None):
            weather = own  # what is not there is not there in any weather
        if weather is None:
            weather = self._home(portal) if urlsplit(address).path == "/" else portal.unknown
        serving = weather

        def served(asked: Asked) -> Answer | str:
            if asked.headers.keys() & {"if-none-match", "if-modified-since"}:
                self.history.validated.append((self.moment, asked.address))
            return answer(serving, asked)

        return served

    def _host(self, portal: Portal) -> str:
        if portal.renamed and self.history.has_come(portal.renamed[0], self.moment):
            return portal.renamed[1]
        return portal.host

    def _own(self, portal: Portal, fate: Fate) -> str:
        return article(self._host(portal), fate.key)

    def _home(self, portal: Portal) -> Serving:
        links: list[str] = []
        for fate in portal.fates:
            gone = fate.unlisted is not None and self.history.has_come(fate.unlisted, self.moment)
            if not gone and self.history.latest(fate.serves, self.moment) is not None:
                links += [self._own(portal, fate), *fate.linked]
        items = "".join(f'<li><a href="{link}">Bài {n}</a></li>' for n, link in enumerate(links))
        return (200, HTML, f"<!doctype html><html lang=vi><title>Trang chủ</title><ul>{items}</ul></html>".encode())


class History:
    """Portals that live through the moments of `runs`, in that order, whatever the clock says at each."""

    def __init__(self, folder: Path, site: Site, portals: Sequence[Portal], runs: Sequence[str]) -> None:
        self.shell, self.site, self.portals, self.runs = Shell(folder, site), site, portals, runs
        (self.shell.profiles / "so-mau.yml").unlink()
        #: What was asked for in each run, and when only if it had changed: (moment, address).
        self.asked: dict[str, list[str]] = {}
        self.validated: list[tuple[str, str]] = []

    def has_come(self, moment: str, now: str) -> bool:
        return self.runs.index(moment) <= self.runs.index(now)

    def latest(self, over_time: Mapping[str, Any], now: str) -> Any:
        """What holds `now` of things that hold from a moment on."""
        return next((value for moment, value in reversed(over_time.items()) if self.has_come(moment, now)), None)

    def live(self) -> None:
        for moment in self.runs:
            self.site.pages = Stage(self, moment)
            for file in self.shell.profiles.glob("*.yml"):
                file.unlink()
            for portal in self.portals:
                if moment in portal.crawls:
                    text = self.latest(portal.profiles, moment) or profile(portal.host)
                    self.shell.profile(portal.name, text)
            before = len(self.site.asked)
            done = self.shell.scrapy("run", CLOCK=moment)
            assert "Traceback" not in done.stderr, done.stderr
            self.asked[moment] = self.site.asked[before:]
        for portal in self.portals:
            self.shell.profile(portal.name, self.latest(portal.profiles, self.runs[-1]) or profile(portal.host))


def copy(shell: Shell, folder: Path) -> Shell:
    """The same archive in another folder, so that what is done to it leaves the first as it is."""
    folder.mkdir()
    other = Shell(folder, shell.site)
    shutil.rmtree(other.profiles)
    shutil.copytree(shell.profiles, other.profiles)
    shutil.copytree(shell.archive, other.archive)
    return other


def events(shell: Shell) -> list[Event]:
    """The events of an archive, in no order."""
    found = shell.rows(
        "SELECT e.id, coalesce(a.identity, e.portal), e.kind, last_good, e.first_seen, confirmed, size, from_address, "
        "to_address, CASE WHEN e.kind = 'incident' THEN articles END FROM events e LEFT JOIN articles a ON a.id = e.article_id"
    )
    changes: dict[int, list[tuple[str, str | None, str | None]]] = {}
    for event, *change in shell.rows("SELECT event_id, kind, old, new FROM event_changes ORDER BY event_id, position"):
        changes.setdefault(event, []).append(tuple(change))  # type: ignore[arg-type]
    return [
        Event(of, kind, last_good, first, confirmed, size, tuple(changes.get(number, ())), (old, new), articles)
        for number, of, kind, last_good, first, confirmed, size, old, new, articles in found
    ]


def differences(expected: Sequence[Event], found: Sequence[Event]) -> str:
    """What is missing and what is too much, a line each; empty where recall and precision are both 1."""
    missing = [f"- {event}" for event in expected if event not in found]
    too_much = [f"+ {event}" for event in found if event not in expected]
    twice = [f"2 {event}" for event in set(found) if found.count(event) > expected.count(event) > 0]
    return "\n".join((*missing, *too_much, *twice))


def forget_events(shell: Shell) -> None:
    """Throw away what is derived from the contents of articles; what a person decided stays."""
    edit(
        shell,
        "DELETE FROM event_changes",
        "DELETE FROM events",
        "DELETE FROM article_versions",
        "UPDATE articles SET state = 'live', state_since = NULL, versions = 1",
    )


def read_in_order(shell: Shell, portal: str, chance: random.Random) -> None:
    """Forget all that was read of a portal, articles and all, and read its captures in an order that `chance` decides."""
    _forget_readings(shell, portal)
    profiles, _ = load_all(demo=True, folder=shell.profiles)
    with (
        Workers(profiles, 1, 60, 2**30) as workers,
        Archive(shell.archive, workers, software="test", demo=True, warc_max_bytes=10**9) as archive,
    ):
        run, store = archive.begin_run(profiles[portal]), Store(archive)
        unread = archive.sql.execute("SELECT id FROM captures WHERE state = 'unread'").fetchall()
        asked = [(capture := archive.stored(number), workers.read(capture)) for (number,) in unread]
        chance.shuffle(asked)
        for capture, reading in asked:
            store.keep(capture, workers.result(reading), run)
        Judge(archive, profiles[portal]).all()
        archive.end_run(run, "finished", 0)


def _forget_readings(shell: Shell, portal: str) -> None:
    ours = f"(SELECT id FROM articles WHERE portal = '{portal}')"
    of_articles = ("checks", "citations", "metrics", "images", "attachments", "article_versions")
    edit(
        shell,
        f"DELETE FROM event_changes WHERE event_id IN (SELECT id FROM events WHERE portal = '{portal}')",
        f"DELETE FROM events WHERE portal = '{portal}'",
        f"DELETE FROM soft_404s WHERE portal = '{portal}'",
        *(f"DELETE FROM {table} WHERE article_id IN {ours}" for table in of_articles),
        f"DELETE FROM article_texts WHERE id IN {ours}",
        f"DELETE FROM articles WHERE portal = '{portal}'",
        "UPDATE captures SET state = 'unread', reading = NULL, reason = NULL, article_key = NULL, content_hash = NULL, "
        f"rule = NULL, read_by = NULL, target = NULL WHERE purpose <> 'robots' AND portal = '{portal}'",
    )


def in_1258(page: str) -> bytes:
    """`page` in windows-1258, whose letters carry their tone behind them."""
    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    told = []
    for letter in page:
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in parts if mark in marks)
        told.append(unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in marks)) + tones)
    return "".join(told).encode("cp1258").replace(b"charset=utf-8", b"charset=windows-1258")
