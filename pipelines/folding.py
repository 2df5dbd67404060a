"""Vietnamese for full-text search: one spelling to index, a folded shadow of it, and what a person types as FTS5.

SQLite never folds `đ`, and its own folding would make `thuế` (tax) and `thuê` (to rent) one word. So the index holds
every text twice: exactly (one tone placement, NFC) and folded (no marks, đ as d). Words typed with marks are found in
the exact columns only, for a folded column holds none; words typed without meet both, and exact hits rank first.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Callable

#: Stored with the archive. Raise it whenever canon, fold or index_fold give another result for any text: to take a row
#: out of an external-content index needs the very values that were put in, so `schema.prepare` then builds it anew.
FOLD_VERSION = 2

#: Longer input is cut: nobody types it, and FTS5 refuses expressions that are deep or long.
MAX_QUERY, MAX_TERMS = 2000, 64

_OLD = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_NEW = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
_CASES: tuple[Callable[[str], str], ...] = (str.lower, str.upper, str.capitalize)
_TO_OLD = {case(new): case(old) for old, new in zip(_OLD, _NEW, strict=True) for case in _CASES}
_TO_NEW = {old: new for new, old in _TO_OLD.items()}


def _endings(pairs: dict[str, str]) -> re.Pattern[str]:
    """Two letters that may be one of `pairs`, where they end a syllable (hoà, not hoàn) and follow no q (quý is written
    so everywhere), nor stand before a second mark. Classes of letters instead of thirty pairs: three times as fast, and
    a text may be a book."""
    first, second = ("".join(sorted({pair[at] for pair in pairs})) for at in (0, 1))
    return re.compile(f"(?<![qQ])[{first}][{second}](?![^\\W\\d_]|[\u0300-\u036f])")


_OLD_ENDING, _NEW_ENDING = _endings(_TO_NEW), _endings(_TO_OLD)
_WORD_BEFORE = re.compile(r"[^\W\d_]*\Z")
#: No syllable is longer. A bound, so that a megabyte of letters without a blank costs no more than a text.
_SYLLABLE = 8

_WORD = re.compile(r"[^\W_]+")
#: A number in groups of three, as a table or a sentence prints it: 71.371.000, also with no-break spaces.
_GROUPED = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f]\d{3})+(?!\d)")
_GROUPED_ALONE = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+")
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"') | {"\0": " "})


def _folding() -> dict[int, str | None]:
    table: dict[int, str | None] = {}
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        plain = "".join(c for c in unicodedata.normalize("NFD", chr(code)) if not unicodedata.combining(c)).lower()
        if len(plain) == 1 and plain != chr(code):
            table[code] = plain
    return table | {ord(c): "d" for c in "đĐðÐ"} | dict.fromkeys(range(0x300, 0x370))


_FOLDING = _folding()


def canon(text: str) -> str:
    """NFC, and one of the two tone placements: `hoà` becomes `hòa`, `uỷ` becomes `ủy`. Case stays.

    Never changes the number of tokens, so snippet() and highlight() still line up with the text as stored.
    """
    if text.isascii():
        return text
    return _NEW_ENDING.sub(lambda m: _TO_OLD.get(m[0], m[0]), unicodedata.normalize("NFC", text))


def fold(text: str) -> str:
    """Lower case, no marks, đ as d; the number of tokens stays. Tone placement falls out by itself."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def index_fold(text: str) -> str:
    """What a folded column of the index holds: the folded text, then a tail with the other spellings of its words
    (`hoà`, `uỷ`) and its numbers joined (`71371000`), so that a plain MATCH without any function finds those too.

    The tail lies behind the last token of the text itself: snippet() and highlight() simply never mark it.
    """
    exact = canon(text)
    tail = set()
    for number in _GROUPED.finditer(exact):
        start = number.start()
        if not start or exact[start - 1] not in "0123456789.,":
            tail.add(re.sub(r"\D", "", number[0]))
    for ending in _OLD_ENDING.finditer(exact):
        if new := _TO_NEW.get(ending[0]):
            before = _WORD_BEFORE.search(exact[max(0, ending.start() - _SYLLABLE) : ending.start()])
            tail.add(((before[0] if before else "") + new).lower())
    return fold(exact) + ("\n" + " ".join(sorted(tail)) if tail else "")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _any_of(expressions: list[str]) -> str:
    return expressions[0] if len(expressions) == 1 else f"({' OR '.join(expressions)})"


def _number(text: str) -> str | None:
    """`71371000` and `71.371.000` are one number, however it was typed and however it was printed."""
    if _GROUPED_ALONE.fullmatch(text) or re.fullmatch(r"\d{5,}", text):
        joined = re.sub(r"\D", "", text)
        return _any_of([_quoted(joined), _quoted(re.sub(r"(?<=\d)(?=(\d{3})+$)", " ", joined))])
    return None


def _term(text: str, loose: bool) -> str | None:
    """One word or phrase as an FTS5 expression; None when it holds nothing that is indexed."""
    star = "*" if text.endswith("*") else ""
    exact = canon(text.rstrip("*"))
    folded = fold(exact)
    words = _WORD.findall(exact)
    if not words:
        return None
    if not star and (number := _number(folded.strip())):
        return number
    marked = [word for word in words if word.lower() != fold(word)]
    if not marked:
        return _quoted(folded) + star
    if loose:
        return _any_of([_quoted(exact) + star, _quoted(folded) + star])
    if len(marked) == len(words):
        return _quoted(exact) + star
    # "Hoà binh": some words carry marks, some do not, and no position ties the two kinds of columns together. So the
    # folded phrase must stand there and the marked words must occur as typed, anywhere; an exact hit ranks first.
    return _any_of([_quoted(exact) + star, f"({' AND '.join([_quoted(folded) + star, *map(_quoted, marked)])})"])


def query(text: str, loose: bool = False) -> str:
    """What a person types, as an expression that FTS5 accepts, whatever it is.

    All words must occur; `"..."` is a phrase, `-x` excludes, `x*` is a beginning, `a OR b` either. With `loose`, words
    with marks also find the same letters without or with other marks. Two or more plain words are also tried as a
    phrase: that adds no row, but ordered by rank the articles where they stand together come first.
    """
    wanted: list[list[str]] = []
    unwanted: list[str] = []
    plain: list[str] = []
    either, simple = False, True
    for minus, phrase, bare in _TERM.findall(text[:MAX_QUERY].translate(_QUOTES))[:MAX_TERMS]:
        if bare in ("AND", "OR") and not minus:
            either = bare == "OR" and bool(wanted)
            simple = simple and bare == "AND"
            continue
        expression = _term(phrase or bare, loose)
        if expression is None:
            continue
        if minus:
            unwanted.append(expression)
        elif either:
            wanted[-1].append(expression)
        else:
            wanted.append([expression])
            plain.append(bare)
            simple = simple and bool(bare) and not bare.endswith("*")
        either = False
    if not wanted:
        return '""'
    found = " AND ".join(_any_of(one) for one in wanted)
    if simple and len(plain) > 1 and (together := _term(" ".join(plain), loose)):
        found = f"({together} OR ({found}))"
    return f"({found}) NOT {_any_of(unwanted)}" if unwanted else found


def register_as(conn: sqlite3.Connection, name: str, function: Callable[[str], str]) -> None:
    """Make `function` the SQL function `name`: NULL stays NULL, numbers are read as text, broken bytes are replaced."""

    def called(value: object) -> str | None:
        if value is None:
            return None
        return function(value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value))

    conn.create_function(name, 1, called, deterministic=True)


def register(conn: sqlite3.Connection) -> None:
    """Give `conn` the SQL functions vn_canon, vn_fold, vn_index_fold, vn_query and vn_query_loose."""
    register_as(conn, "vn_canon", canon)
    register_as(conn, "vn_fold", fold)
    register_as(conn, "vn_index_fold", index_fold)
    register_as(conn, "vn_query", query)
    register_as(conn, "vn_query_loose", lambda text: query(text, loose=True))
