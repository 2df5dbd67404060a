"""What a journalist types and what must come up, on SQLite itself."""

import sqlite3
import unicodedata
from pathlib import Path

import pytest
import sqlite_utils
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines import folding
from tests.archive_samples import SAMPLES, Sample, build, insert, search


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> sqlite_utils.Database:
    return build(tmp_path_factory.mktemp("search") / "archive.db")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("xu phat", {1, 5}),
        ("XU PHAT", {1, 5}),
        ("xử phạt", {1}),
        ("XỬ PHẠT", {1}),
        (unicodedata.normalize("NFD", "xử phạt"), {1}),
        ("hoà bình", {3}),
        ("hòa bình", {3}),
        ("hoa binh", {3}),
        (unicodedata.normalize("NFD", "hoà bình"), {3}),
        ("hoà", {3, 4}),
        ("hòa", {3, 4}),
        ("HOÀ", {3, 4}),
        ("uỷ", {1, 3}),
        ("ủy", {1, 3}),
        ("khoẻ", {3, 4}),
        ("thủy điện", {4}),
        ("đạt", {1, 7}),
        ("dat", {1, 5, 7}),
        ("đất", {1, 7}),
        ("thuế", {2}),
        ("thue", {2}),
        ('"cho thuê"', {2}),
        ('"cho thuê đất"', set()),
        ('"nguyen van dat"', {1}),
        ('"Nguyễn Văn Đạt"', {1}),
        ("“Nguyễn Văn Đạt”", {1}),
        ('"Văn Nguyễn Đạt"', set()),
        ('"đảng uỷ"', {3}),
        ('"Hoà binh"', {3}),
        ("2318/KL-TTCP", {1}),
        ("2318/kl-ttcp", {1}),
        ("7/QĐ-CT", {2}),
        ("7/qd-ct", {2}),
        ("71.371.000", {1, 7}),
        ("71371000", {1, 7}),
        ("1.391,1", {3}),
        ("đất -thanh", {7}),
        ('dat -"xu phat"', {7}),
        ("hoà bình -chèo", set()),
        ("than*", {1, 7}),
        ("chèo OR lũ", {3, 4}),
        ("chèo OR lũ OR thuế -xả", {2, 3}),
        ("chèo lũ", set()),
        ("-dat", set()),
        ("", set()),
        ('"', set()),
        ("*", set()),
    ],
)
def test_what_is_typed_finds_what_is_meant(archive: sqlite_utils.Database, typed: str, found: set[int]) -> None:
    assert set(search(archive, typed)) == found


@pytest.mark.parametrize("typed", ["hoà", "hòa", "uỷ", "dat", "đạt", "71371000", '"71.371.000"', '"2318/KL-TTCP"'])
def test_a_plain_match_without_our_functions_finds_it_too(archive: sqlite_utils.Database, typed: str) -> None:
    plain = {row[0] for row in archive.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?", [typed])}
    assert plain
    assert plain <= set(search(archive, typed))


def test_an_exact_hit_ranks_above_a_folded_one(tmp_path: Path) -> None:
    db = build(tmp_path / "archive.db")
    marked = insert(db, Sample(title="Một", text="Cơ quan xử phạt hai cơ sở."))
    plain = insert(db, Sample(title="Hai", text="Co quan xu phat hai co so."))
    ranked = [one for one in search(db, "xu phat") if one in (marked, plain)]
    assert ranked == [plain, marked]
    loose = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH vn_query_loose('xử phạt') ORDER BY rank"
    assert [row[0] for row in db.execute(loose) if row[0] in (marked, plain)] == [marked, plain]


def test_words_standing_together_rank_first(tmp_path: Path) -> None:
    db = build(tmp_path / "archive.db")
    apart = insert(db, Sample(title="Một", text="Hồ chứa nước và nhà máy thuỷ sản bên dòng điện lực."))
    together = insert(db, Sample(title="Hai", text="Hồ chứa và nhà máy thuỷ điện bên dòng nước sản lực."))
    assert [one for one in search(db, "thủy điện") if one in (apart, together)] == [together, apart]


def test_a_title_weighs_more_than_a_text(tmp_path: Path) -> None:
    db = build(tmp_path / "archive.db")
    in_text = insert(db, Sample(title="Tin ngắn trong ngày", text="Khởi công cầu phao."))
    in_title = insert(db, Sample(title="Khởi công cầu phao", text="Tin ngắn trong ngày."))
    assert search(db, "cầu phao") == [in_title, in_text]


def test_a_snippet_shows_the_words_as_they_were_written(archive: sqlite_utils.Database) -> None:
    sql = "SELECT snippet(articles_fts, -1, '[', ']', '…', 12) FROM articles_fts WHERE articles_fts MATCH vn_query(?)"
    assert "[Hoà Bình]" in archive.execute(sql, ["hoa binh"]).fetchone()[0]
    assert "[71.371.000]" in archive.execute(sql + " AND rowid = 1", ["71371000"]).fetchone()[0]


def _all_there(db: sqlite_utils.Database) -> bool:
    """What the index holds is what its triggers say it should hold."""
    db.execute("INSERT INTO articles_fts(articles_fts) VALUES ('integrity-check')")
    indexed = {row[0] for row in db.execute("SELECT id FROM articles_fts_docsize")}
    return indexed == {row[0] for row in db.execute("SELECT id FROM articles_searched")}


def test_the_index_follows_every_write(tmp_path: Path) -> None:
    db = build(tmp_path / "archive.db")
    db.execute("UPDATE article_texts SET text = 'Nội dung mới về thủy lợi' WHERE id = 1")
    assert search(db, "2318/KL-TTCP") == []
    assert search(db, "thuỷ lợi") == [1]
    db.execute("UPDATE articles SET title = 'Tiêu đề sửa lại' WHERE id = 1")
    assert search(db, "công bố") == []
    assert search(db, "tieu de sua lai") == [1]
    with db.atomic():
        db.execute("UPDATE articles SET title = 'Cả hai cùng đổi' WHERE id = 1")
        db.execute("UPDATE article_texts SET text = 'một lúc' WHERE id = 1")
    assert search(db, "cả hai một lúc") == [1]
    db.execute("DELETE FROM article_texts WHERE id = 2")
    db.execute("DELETE FROM articles WHERE id = 2")
    assert search(db, "thuế") == []
    assert _all_there(db)


def test_replacing_a_row_leaves_nothing_behind(tmp_path: Path) -> None:
    db = build(tmp_path / "archive.db")
    db.execute("INSERT OR REPLACE INTO article_texts VALUES (3, '', 'Toàn chuyện khác', NULL)")
    db.table("article_texts").upsert({"id": 4, "sapo": "", "text": "Chuyện thứ tư"}, pk="id")
    row = next(iter(db.query("SELECT * FROM articles WHERE id = 5"))) | {"title": "Tên thay hẳn"}
    db.table("articles").insert(row, replace=True)
    assert search(db, "chèo khoẻ") == []
    assert search(db, "chuyện khác") == [3]
    assert search(db, "lũ thuỷ") == []
    assert search(db, "chuyện thứ tư") == [4]
    assert search(db, "cuoc thi") == []
    assert search(db, "tên thay hẳn") == [5]
    assert _all_there(db)


_empty = sqlite3.connect(":memory:")
_empty.execute("CREATE VIRTUAL TABLE t USING fts5(a, b, tokenize='unicode61 remove_diacritics 0')")
_empty.execute("CREATE VIRTUAL TABLE words USING fts5vocab(t, row)")
folding.register(_empty)

_typed = st.one_of(
    st.text(),
    st.text(alphabet='"“”-*() :^+{}AORND\\/.,0123456789đĐạẠ\u0300\u0309\x00\n', max_size=80),
    st.lists(st.sampled_from(['"', "OR", "AND", "NOT", "NEAR", "-", "*", "a", "đ", "71.371.000", "x/y", "hoà*"])).map(
        " ".join
    ),
)


@settings(max_examples=400, deadline=None)
@given(_typed)
@example("a OR " * 400 + "a")
@example("-a " * 400 + "b")
@example("hoà " * 5000)
@example("(" * 500)
@example("1" * 5000)
@example('"' + "a b " * 900)
@example("\ud800 lone surrogate"[1:])
def test_no_text_is_ever_a_syntax_error(typed: str) -> None:
    for function in ("vn_query", "vn_query_loose"):
        _empty.execute(f"SELECT rowid FROM t WHERE t MATCH {function}(?)", [typed]).fetchall()


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aăâbcđeêghiklmnoôơqtuưvy àáạảãòỏỳỷùoà.,-0123456789\u0301\u0323ĐẠ", max_size=60))
@example("oa\u0323\u0301")
def test_folding_neither_adds_nor_loses_a_word(text: str) -> None:
    def tokens(value: str) -> int:
        _empty.execute("DELETE FROM t")
        _empty.execute("INSERT INTO t VALUES (?, '')", [value])
        return int(_empty.execute("SELECT coalesce(sum(cnt), 0) FROM words").fetchone()[0])

    assert tokens(folding.canon(text)) == tokens(folding.fold(text)) == tokens(text)
    assert folding.canon(folding.canon(text)) == folding.canon(text)
    assert folding.fold(folding.canon(text)) == folding.fold(text)


def test_null_numbers_and_bytes_are_taken_as_they_come() -> None:
    row = _empty.execute("SELECT vn_query(NULL), vn_query(71371000), vn_fold(x'c491e1baa1ff')").fetchone()
    assert row == (None, '("71371000" OR "71 371 000")', "da�")


def test_every_sample_is_found_by_its_own_title(archive: sqlite_utils.Database) -> None:
    for n, sample in enumerate(SAMPLES, 1):
        assert search(archive, sample.title)[:1] == [n] or "alert" in sample.title
