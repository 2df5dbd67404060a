"""How an article, or a figure in it, is cited: one text, on whatever page it stands.

Who said it, where and when by its own claim, the address at its source; then what makes it checkable: its lasting address here,
when the page was fetched, and the digest of the bytes. In Vietnamese, in English, and as BibLaTeX for those who keep references.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from spiders.clock import VIETNAM

ARCHIVE = "Công khai"
#: What LaTeX would take for orders. Braces by name: a reference's reader counts them, escaped or not.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}", **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)  # fmt: skip

Row = Mapping[str, Any]


def cited(article: Row, capture: Row | None, stable: str, quoted: str = "") -> dict[str, str]:
    """`vi`, `en`, `biblatex`: an article, or the figure `quoted` from it, at its address `stable`."""
    title = plain(article["title"])
    author = plain(article["author"])
    digest = plain(capture["payload_digest"]) if capture else ""
    fetched = capture["fetched_at"] if capture else article["last_seen"]
    words = plain(quoted)
    claimed = article["published_local"]
    vi = [
        *([f"“{words}”"] if words else []), *([author] if author else []), f"“{title or '(không có tiêu đề)'}”",
        plain(article["portal_vi"]), f"đăng {_moment(claimed)} (theo nơi đăng)" if claimed else "không ghi ngày đăng",
        plain(article["address"]),
    ]  # fmt: skip
    en = [
        *([f"“{words}”"] if words else []), *([author] if author else []), f"“{title or '(untitled)'}”",
        plain(article["portal_en"] or article["portal_vi"]),
        f"published {_moment(claimed, is_english=True)} (as claimed)" if claimed else "no date given", plain(article["address"]),
    ]  # fmt: skip
    return {
        "vi": f"{', '.join(vi)}. Bản lưu: {ARCHIVE}, {stable}, lưu lúc {_moment(fetched)}" + _ended(digest),
        "en": f"{', '.join(en)}. Archived: {ARCHIVE}, {stable}, fetched {_moment(fetched, is_english=True)}" + _ended(digest),
        "biblatex": _biblatex(article, stable, fetched, digest, words),
    }  # fmt: skip


def _ended(digest: str) -> str:
    return f", {digest}." if digest else "."


def plain(text: object) -> str:
    """A stranger's words on one line, without signs that turn or hide what stands beside them."""
    shown = "".join(sign for sign in str(text or "") if sign.isprintable() or sign.isspace())
    return " ".join(shown.split())


def _moment(stamp: str | None, *, is_english: bool = False) -> str:
    """A stored stamp in Vietnam's time, no more precise than it is."""
    try:
        when = datetime.fromisoformat(stamp or "")
    except ValueError:
        return plain(stamp)
    when = when.astimezone(VIETNAM) if when.tzinfo is not None else when
    day = f"{when:%Y-%m-%d}" if is_english else f"{when:%d/%m/%Y}"
    if len(stamp or "") <= len("2026-11-18"):
        return day
    return f"{day} {when:%H:%M} (UTC+7)" if is_english else f"{when:%H:%M} {day}"


def _biblatex(article: Row, stable: str, fetched: str | None, digest: str, quoted: str) -> str:
    """An `@online` entry. `url` is taken as it stands, so it holds no brace and no blank; a strange scheme is left out."""
    note = f"{f'“{quoted}”. ' if quoted else ''}{ARCHIVE}, {stable}{f', {digest}' if digest else ''}"
    values = {
        "title": latex(plain(article["title"]) or "(không có tiêu đề)"),
        "author": f"{{{latex(plain(article['author']))}}}" if plain(article["author"]) else "",
        "organization": latex(plain(article["portal_vi"])),
        "date": _day(article["published_local"]),
        "url": _url(article["address"]),
        "urldate": _day(_moment(fetched, is_english=True)),
        "note": latex(note),
        "langid": "vietnamese" if article["language"] == "vi" else "",
    }
    name = re.sub(r"[^A-Za-z0-9]+", "-", urlsplit(stable).path + urlsplit(stable).query).strip("-")
    lines = (f"  {field} = {{{value}}},\n" for field, value in values.items() if value)
    return f"@online{{congkhai-{name},\n{''.join(lines)}}}"


def latex(text: str) -> str:
    return text.translate(_LATEX)


def _day(stamp: str | None) -> str:
    found = re.match(r"\d{4}-\d\d-\d\d(?!\d)", stamp or "")
    return found[0] if found else ""


def _url(address: str | None) -> str:
    text = address or ""
    return quote(text, safe=":/?#[]@!$&'()*+,;=%-._~") if text.startswith(("http://", "https://")) else ""
