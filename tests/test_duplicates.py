"""Copies of one release are one group; what only repeats its wording is not. Every place, body and number is invented."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines import schema
from pipelines.duplicates import groups, sketch
from pipelines.duplicates.groups import Groups
from pipelines.duplicates.wording import SHORTEST, are_copies, wording
from tests.archive_samples import Sample, build, insert

RELEASE = (
    "UBND tỉnh Vân Lĩnh vừa tổ chức hội nghị đánh giá công tác tiếp công dân, giải quyết khiếu nại, tố cáo chín tháng đầu năm "
    "2026 và bàn nhiệm vụ những tháng còn lại.",
    "Theo báo cáo của Thanh tra tỉnh, toàn tỉnh đã tiếp 1.274 lượt công dân, tăng 6,2% so với cùng kỳ; tiếp nhận 318 đơn, trong "
    "đó có 96 đơn khiếu nại và 21 đơn tố cáo. Các cơ quan đã giải quyết 88 vụ việc thuộc thẩm quyền, đạt 89,8%.",
    "Qua giải quyết đã kiến nghị thu hồi cho Nhà nước 2.415 triệu đồng, trả lại cho công dân 640 m2 đất, xử lý hành chính bảy "
    "người có sai phạm và chuyển cơ quan điều tra một vụ.",
    "Bên cạnh kết quả, một số địa phương còn chậm tổ chức đối thoại, hồ sơ lưu trữ chưa đầy đủ, việc theo dõi thi hành quyết "
    "định đã có hiệu lực chưa thường xuyên, nhất là ở huyện Sông Mây và thị xã Đồi Thông.",
    "Kết luận hội nghị, Phó Chủ tịch tỉnh yêu cầu người đứng đầu các cấp trực tiếp tiếp dân đúng lịch, giải quyết dứt điểm các "
    "vụ tồn đọng trước ngày 15/12, công khai kết quả trên cổng thông tin và báo cáo lại cho Thanh tra tỉnh để tổng hợp.",
)
ENGLISH = (
    "The provincial inspectorate of Van Linh has published the results of its review of land management in three districts, "
    "carried out between March and August 2026 at the request of the people's committee.",
    "Inspectors looked at 214 files and found that 37 plots had been allocated without the necessary decisions, with a total "
    "area of 12.6 hectares; 1,920 million dong in fees had not been collected on time.",
    "The committee has asked the districts to collect the missing fees before the end of the year, to review the responsibility "
    "of the officials concerned and to publish a plan for the plots that nobody has used since they were allocated.",
)

#: Of RELEASE.
FIRST_BANDS = (-1506006085, -144593614)


def report(month: int, *figures: str) -> str:
    """A report that is written in the same words every month."""
    first, second, third, fourth = figures
    return "\n".join(
        (
            f"Trong tháng {month}/2026, Sở Thông tin và Truyền thông tỉnh Vân Lĩnh đã tiếp nhận {first} hồ sơ thủ tục hành "
            f"chính, trong đó {second} hồ sơ nộp trực tuyến; giải quyết trước và đúng hạn {third} hồ sơ, không có hồ sơ quá hạn.",
            f"Thanh tra Sở đã kiểm tra {fourth} đại lý Internet, nhắc nhở các cơ sở chưa niêm yết nội quy, yêu cầu khắc phục "
            "ngay và cam kết không để người dưới mười bốn tuổi chơi trò chơi điện tử sau hai mươi hai giờ.",
            "Sở tiếp tục duy trì hoạt động của cổng thông tin điện tử, bảo đảm an toàn hệ thống mạng, phối hợp với các doanh "
            "nghiệp viễn thông chỉnh trang cáp treo trên các tuyến phố chính và tuyên truyền chuyển đổi số đến từng tổ dân phố.",
        )
    )


def made_up(seed: int, words: int = 160) -> str:
    """A text of its own, some figures in it."""
    chance = random.Random(seed)
    syllables = [
        first + last for first in "bcdghlmnrstvx" for last in ("a", "ang", "ên", "inh", "ô", "uân", "ươi", "ay")
    ]
    return " ".join(str(chance.randrange(2, 5000)) if n % 12 == 5 else chance.choice(syllables) for n in range(words))


class Archive:
    """An archive on disk, its articles called by names."""

    def __init__(self, path: Path) -> None:
        self.db = build(path)
        self.sql: sqlite3.Connection = self.db.conn
        self.ids: dict[str, int] = {}

    def add(self, name: str, text: str, day: str | None = "2026-10-05T09:30", portal: str = "cong-binh-an") -> int:
        number = insert(self.db, Sample(title=name, text=text, portal=portal))
        self.sql.execute(
            "UPDATE articles SET published_local = ? WHERE id = ?", [day and f"{day}+07:00" if day else None, number]
        )
        self.sql.commit()
        self.ids[name] = number
        return number

    def edit(self, name: str, text: str) -> None:
        self.sql.execute("UPDATE article_texts SET text = ? WHERE id = ?", [text, self.ids[name]])
        self.sql.execute("UPDATE articles SET content_hash = ? WHERE id = ?", [f"edited {hash(text)}", self.ids[name]])
        self.sql.commit()

    def date(self, name: str, day: str) -> None:
        self.sql.execute(
            "UPDATE articles SET published_local = ?, content_hash = content_hash || '.' WHERE id = ?",
            [f"{day}+07:00", self.ids[name]],
        )
        self.sql.commit()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        with self.sql:
            self.sql.execute("BEGIN IMMEDIATE")
            yield self.sql

    def update(self) -> int:
        return Groups(self.sql, self.transaction).update()

    def groups(self) -> dict[str, list[str]]:
        """The copies of each group, under its first article."""
        names = {number: name for name, number in self.ids.items()}
        found: dict[str, list[str]] = {}
        for first, article in self.sql.execute(
            "SELECT dup_group, id FROM articles WHERE dup_group IS NOT NULL ORDER BY dup_group, id"
        ):
            found.setdefault(names[first], []).append(names[article])
        return {first: sorted(members) for first, members in found.items()}


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive(tmp_path / "archive.db")
    yield made
    made.db.close()


# -- what is a copy ---------------------------------------------------------------------------------------------------


def copied(release: tuple[str, ...] = RELEASE) -> dict[str, str]:
    lead = "(Báo Sông Lam) - Sáng nay, lãnh đạo tỉnh đã chủ trì một hội nghị về tiếp công dân."
    return {
        "word for word": "\n".join(release),
        "with a byline": "\n".join((*release, "Tin, ảnh: Hà Minh Lê")),
        "with another lead": "\n".join((lead, *release[1:])),
        "a paragraph less": "\n".join(release[:-1]) if len(release) < 4 else "\n".join((*release[:3], release[4])),
        "in another spelling": "\n".join(release).replace("huỷ", "hủy").upper(),
        "in one paragraph": " ".join(release),
    }


@pytest.mark.parametrize("name", copied())
def test_a_copy_is_told_whatever_its_paper_did_to_it(name: str) -> None:
    assert are_copies(wording("\n".join(RELEASE)), wording(copied()[name]))


@pytest.mark.parametrize("name", ["with a byline", "a paragraph less"])
def test_english_copies_are_told_too(name: str) -> None:
    assert are_copies(wording("\n".join(ENGLISH)), wording(copied(ENGLISH)[name]))


def test_a_report_in_last_months_words_is_another_report() -> None:
    april, may = report(4, "1.204", "986", "1.190", "12"), report(5, "1.377", "1.020", "1.351", "9")
    assert not are_copies(wording(april), wording(may))
    assert are_copies(wording(april), wording(april.replace("1.204", "1,204")))


def test_one_figure_of_a_few_that_differs_makes_another_release() -> None:
    text = report(4, "1.204", "986", "1.190", "12")
    assert not are_copies(wording(text), wording(text.replace("986", "968")))


def test_a_date_in_the_papers_own_words_is_no_other_figure() -> None:
    text = "\n".join(RELEASE)
    assert are_copies(
        wording(text), wording(f"Ngày 6/10/2026, tại trung tâm hội nghị tỉnh. {text}\nCập nhật lúc 10:45")
    )


def test_a_release_that_a_longer_article_quotes_is_no_copy_of_it() -> None:
    quoting = "\n".join((made_up(1), *RELEASE, made_up(2)))
    assert not are_copies(wording("\n".join(RELEASE)), wording(quoting))


def test_two_releases_of_one_office_are_two() -> None:
    assert not are_copies(wording("\n".join(RELEASE)), wording("\n".join((RELEASE[0], made_up(3, 200)))))


@pytest.mark.parametrize("text", ["", "Xem tệp đính kèm.", "một " * 100_000, "\0" * 50, "12 " * 5000, "\ud800" * 400])
def test_a_text_that_says_nothing_is_nobodys_copy(text: str) -> None:
    assert not wording(text).says_enough
    assert not are_copies(wording(text), wording(text))


def test_a_sketch_is_the_same_on_every_machine() -> None:
    """Stored with the archive: another hash or order must come with another VERSION."""
    numbers = sketch.bands(wording("\n".join(RELEASE)).shingles)
    assert (sketch.VERSION, len(numbers), numbers[:2]) == (1, 20, FIRST_BANDS)
    assert sketch.unpack(sketch.pack(numbers)) == numbers
    assert len(set(sketch.bands(range(1, 1 << 60, 1 << 53)))) == sketch.BANDS


def test_texts_that_resemble_each_other_by_half_share_a_band() -> None:
    """What the module promises: 93 % at a resemblance of a half, 15 % at a fifth."""
    chance = random.Random(7)

    def shares(common: int, own: int) -> float:
        hits = 0
        for _ in range(400):
            ours, theirs, both = ({chance.getrandbits(64) for _ in range(n)} for n in (own, own, common))
            hits += bool(set(sketch.bands(ours | both)) & set(sketch.bands(theirs | both)))
        return hits / 400

    assert shares(200, 100) > 0.88
    assert 0.08 < shares(100, 200) < 0.24


# -- groups -----------------------------------------------------------------------------------------------------------


def test_the_copies_of_a_release_are_one_group_under_its_first_publisher(archive: Archive) -> None:
    for n, (name, text) in enumerate(copied().items()):
        portal = "bao-song-lam" if n % 2 else "cong-binh-an"
        archive.add(name, text, f"2026-10-0{9 - n}T08:00", portal)
    archive.add("another", made_up(5))
    archive.update()
    assert archive.groups() == {"in one paragraph": sorted(copied())}
    row = archive.sql.execute("SELECT first_portal, title, articles, portals, publishers FROM dup_groups").fetchone()
    assert row[:4] == ("bao-song-lam", "in one paragraph", 6, 2)
    assert set(row[4].split(",")) == {"bao-song-lam", "cong-binh-an"}
    assert archive.update() == 0


def test_reports_of_twelve_months_are_twelve(archive: Archive) -> None:
    for month in range(1, 13):
        figures = (str(1000 + 37 * month), str(800 + 13 * month), str(990 + 31 * month), str(month + 3))
        archive.add(f"{month}", report(month, *figures), f"2026-{month:02d}-28T08:00")
    archive.update()
    assert archive.groups() == {}


def test_a_bare_day_is_no_earlier_than_an_hour_of_that_day(archive: Archive) -> None:
    text = "\n".join(RELEASE)
    archive.add("a day", text, "2026-10-05T00:00")
    archive.add("an hour", text, "2026-10-05T16:00")
    archive.add("the day before", text, "2026-10-04T00:00")
    archive.update()
    assert archive.groups() == {"the day before": ["a day", "an hour", "the day before"]}
    archive.date("the day before", "2026-10-09T00:00")
    archive.update()
    assert list(archive.groups()) == ["an hour"]


def test_without_a_claim_it_was_published_when_it_was_seen() -> None:
    seen = "2026-11-20T03:00:00Z"
    assert groups.published_at(None, seen) == groups.published_at("2031-01-01T08:00+07:00", seen)
    assert groups.published_at("2026-11-20", seen) == groups.published_at(None, seen)
    assert groups.published_at("2026-11-19", seen) == groups.published_at("2026-11-19T23:59:59+07:00", seen)


def test_a_group_is_held_together_by_its_first_never_by_a_chain(archive: Archive) -> None:
    """Each of these drops a little more: neighbours are alike, the ends are not."""
    parts = [made_up(n, 40).replace("\n", " ") for n in range(12)]
    for n in range(6):
        archive.add(f"{n}", "\n".join(parts[n : n + 7]), f"2026-10-{n + 1:02d}T08:00")
    archive.update()
    found = archive.groups()
    firsts = {first: wording("\n".join(parts[int(first) : int(first) + 7])) for first in found}
    assert len(found) > 1
    for first, members in found.items():
        for name in members:
            assert are_copies(firsts[first], wording("\n".join(parts[int(name) : int(name) + 7])))


def test_an_edited_copy_leaves_its_group(archive: Archive) -> None:
    text = "\n".join(RELEASE)
    for n, name in enumerate(("first", "second", "third")):
        archive.add(name, text, f"2026-10-0{n + 1}T08:00")
    archive.update()
    archive.edit("second", made_up(8))
    archive.update()
    assert archive.groups() == {"first": ["first", "third"]}
    archive.edit("third", made_up(9))
    archive.update()
    assert archive.groups() == {}
    archive.edit("second", text)
    archive.update()
    assert archive.groups() == {"first": ["first", "second"]}


def test_when_the_first_is_edited_the_next_one_is_first(archive: Archive) -> None:
    text = "\n".join(RELEASE)
    for n, name in enumerate(("first", "second", "third")):
        archive.add(name, text, f"2026-10-0{n + 1}T08:00")
    archive.update()
    archive.edit("first", made_up(8))
    archive.update()
    assert archive.groups() == {"second": ["second", "third"]}


def test_an_older_article_found_later_becomes_the_first(archive: Archive) -> None:
    text = "\n".join(RELEASE)
    archive.add("paper", text, "2026-10-05T08:00")
    archive.add("other paper", text, "2026-10-06T08:00")
    archive.update()
    archive.add("portal", text, "2026-10-04T08:00")
    archive.update()
    assert archive.groups() == {"portal": ["other paper", "paper", "portal"]}


def test_an_article_that_is_taken_out_leaves_its_copies_a_group(archive: Archive) -> None:
    text = "\n".join(RELEASE)
    for n, name in enumerate(("first", "second", "third")):
        archive.add(name, text, f"2026-10-0{n + 1}T08:00")
    archive.update()
    for table in ("article_texts", "articles"):
        archive.sql.execute(f"DELETE FROM {table} WHERE id = ?", [archive.ids["first"]])
    archive.sql.commit()
    archive.update()
    assert archive.groups() == {"second": ["second", "third"]}


def test_an_only_article_is_in_no_group_and_text_that_stays_is_not_settled_again(archive: Archive) -> None:
    archive.add("alone", "\n".join(RELEASE))
    assert archive.update() > 0
    assert archive.groups() == {}
    archive.sql.execute("UPDATE articles SET title = 'Tiêu đề khác', last_seen = '2027-01-01T00:00:00Z'")
    archive.sql.commit()
    before = archive.sql.total_changes
    assert archive.update() == 0
    assert archive.sql.total_changes == before


def test_another_version_of_the_sketch_makes_all_groups_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n".join(RELEASE)
    archive.add("first", text, "2026-10-01T08:00")
    archive.add("second", text, "2026-10-02T08:00")
    archive.update()
    monkeypatch.setattr(sketch, "VERSION", sketch.VERSION + 1)
    monkeypatch.setattr(groups, "are_copies", lambda one, other: False)
    assert archive.update() > 1
    assert archive.groups() == {}


# -- in whatever order ------------------------------------------------------------------------------------------------


def press(seed: int) -> dict[str, tuple[str, str]]:
    """Releases with their copies, each a little different, and reports of months: name to text and day."""
    chance = random.Random(seed)
    found: dict[str, tuple[str, str]] = {}
    for release in range(4):
        parts = [made_up(100 * seed + 10 * release + n, 50) for n in range(6)]
        for copy in range(chance.randrange(1, 6)):
            kept = [part for part in parts if chance.random() > 0.12]
            if chance.random() < 0.4:
                kept.append(made_up(chance.randrange(1 << 30), chance.randrange(5, 60)))
            found[f"r{release} c{copy}"] = "\n".join(kept), _day(len(found), chance)
    for month in range(1, 6):
        figures = [str(chance.randrange(1000, 9000)) for _ in range(4)]
        found[f"month {month}"] = report(month, *figures), _day(len(found), chance)
    return found


def _day(n: int, chance: random.Random) -> str:
    """Never two of one moment."""
    return f"2026-{chance.randrange(1, 11):02d}-{chance.randrange(1, 29):02d}T10:{n:02d}"


def by_definition(articles: dict[str, tuple[str, str]]) -> dict[str, list[str]]:
    """The groups as they are defined, every text held against every first one before it that it shares a band with."""
    said = {name: wording(text) for name, (text, _) in articles.items()}
    bands = {name: set(sketch.bands(one.shingles)) if one.says_enough else set() for name, one in said.items()}
    firsts: dict[str, list[str]] = {}
    for name in sorted(articles, key=lambda one: articles[one][1]):
        first = next((one for one in firsts if bands[one] & bands[name] and are_copies(said[one], said[name])), name)
        firsts.setdefault(first, []).append(name)
    return {first: sorted(names) for first, names in firsts.items() if len(names) > 1}


def _crawled(archive: Archive, articles: dict[str, tuple[str, str]], order: list[str], every: int) -> None:
    for n, name in enumerate(order):
        archive.add(name, *articles[name])
        if n % every == every - 1:
            archive.update()
    archive.update()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), order=st.randoms(use_true_random=False), every=st.integers(1, 30))
def test_the_order_of_a_crawl_makes_no_difference(
    tmp_path_factory: pytest.TempPathFactory, seed: int, order: random.Random, every: int
) -> None:
    articles = press(seed)
    wanted = by_definition(articles)
    archive = Archive(tmp_path_factory.mktemp("press") / "archive.db")
    names = list(articles)
    order.shuffle(names)
    _crawled(archive, articles, names, every)
    assert archive.groups() == wanted

    for name in order.sample(names, 5):  # edits, and dates that are read anew
        text, day = articles[order.choice(names)][0], articles[name][1]
        articles[name] = text, day
        archive.edit(name, text)
        if order.random() < 0.5:
            articles[name] = text, f"2025{day[4:]}"
            archive.date(name, articles[name][1])
        if order.random() < 0.5:
            archive.update()
    archive.update()
    assert archive.groups() == by_definition(articles)
    archive.db.close()


def test_killed_between_two_commits_it_goes_on(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "BATCH", 3)
    articles = press(11)
    for name, (text, day) in articles.items():
        archive.add(name, text, day)

    def dying(after: int) -> Callable[[], object]:
        left = iter(range(after))

        @contextmanager
        def transaction() -> Iterator[sqlite3.Connection]:
            with archive.transaction() as sql:
                yield sql
                if next(left, None) is None:
                    raise KeyboardInterrupt

        return transaction

    for commits in (0, 1, 4, 5, 6):
        with pytest.raises(KeyboardInterrupt):
            Groups(archive.sql, dying(commits)).update()  # type: ignore[arg-type]
    archive.update()
    assert archive.groups() == by_definition(articles)


# -- hostile ----------------------------------------------------------------------------------------------------------


def _added(archive: Archive, texts: list[str]) -> None:
    with archive.sql:
        for n, text in enumerate(texts):
            insert(archive.db, Sample(title=f"{n}", text=text))


@pytest.mark.timeout(60)
def test_a_thousand_articles_with_one_text_are_one_group(archive: Archive) -> None:
    _added(archive, ["\n".join(RELEASE)] * 1000)
    archive.update()
    assert archive.sql.execute("SELECT articles FROM dup_groups").fetchall() == [(1000,)]


@pytest.mark.timeout(60)
def test_a_thousand_notices_in_one_wording_cost_no_square(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    _added(archive, [report(n % 12 + 1, str(n), str(7 * n), str(3 * n), str(n + 1)) for n in range(1, 1001)])
    compared = 0

    def counted(one: object, other: object) -> bool:
        nonlocal compared
        compared += 1
        return are_copies(one, other)  # type: ignore[arg-type]

    monkeypatch.setattr(groups, "are_copies", counted)
    archive.update()
    assert archive.sql.execute("SELECT count(*) FROM dup_groups").fetchone() == (0,)
    assert compared <= 1100 * groups.MOST_COMPARED


@pytest.mark.timeout(60)
def test_texts_made_to_be_slow_are_not(archive: Archive) -> None:
    _added(archive, ["một " * 100_000, "", "\n" * 100_000, "1.2.3," * 50_000, "a" * 500_000, made_up(4, 100_000)] * 2)
    archive.update()
    assert archive.sql.execute("SELECT articles FROM dup_groups").fetchall() == [(2,)]  # the long one has words


def test_everything_is_gone_with_the_archive_it_stands_in(archive: Archive) -> None:
    """Rows keep to each other: no foreign key is broken, and every article has one sketch."""
    for name, text in copied().items():
        archive.add(name, text)
    archive.update()
    assert archive.sql.execute("PRAGMA foreign_key_check").fetchall() == []
    bands, sketches, articles = archive.sql.execute(
        "SELECT (SELECT count(*) FROM sketch_bands), (SELECT count(*) FROM article_sketches WHERE bands <> x''), "
        "(SELECT count(*) - (SELECT count(*) FROM article_sketches) FROM articles)"
    ).fetchone()
    assert (bands, articles) == (sketches * sketch.BANDS, 0)
    assert SHORTEST > 0
    assert schema.migrations.pending(archive.db) == []
