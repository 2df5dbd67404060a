"""Addresses that never change: `/bai/<portal>/<key>`, `/con-so/<portal>/<key>/m01`, `/su-kien/<portal>/<key>/<event>`.

They are made of what an article is called in every archive (`portal:key`), not of a row's number, which another copy of the
archive gives to another article. Keys come from strangers' addresses and may hold anything. Whatever a path cannot carry
(browsers and proxies resolve `..` and join `//`, however they are written) goes into the query: `/bai/<portal>?khoa=<key>`.
"""

from typing import Any
from urllib.parse import quote, unquote, urlencode

#: A table of the archive -> the first word of the addresses of its rows.
WORDS = {"articles": "bai", "metrics": "con-so", "events": "su-kien"}


def path(table: str, identity: str) -> str:
    """The address of the row that is called `identity`: `portal:key`, `portal:key#m01`, or `portal#incident-...`."""
    owner, name = identity, ""
    if table != "articles":
        owner, _, name = identity.rpartition("#")
    portal, has_key, key = owner.partition(":")
    start = f"/{WORDS[table]}/{quote(portal, safe='')}"
    if has_key and not _fits(key):
        return f"{start}?{urlencode({'khoa': key} | ({'ten': name} if name else {}), quote_via=quote, safe='')}"
    return "/".join([start, *([quote(key)] if has_key else []), *([quote(name, safe="")] if name else [])])


def address(datasette: Any, request: Any, table: str, identity: str) -> str:
    """The same, whole: to be printed and sent."""
    return str(datasette.absolute_url(request, datasette.urls.path(path(table, identity))))


def with_version(address: str, version: str) -> str:
    """An address of a figure that tells of which content of the article it was.

    Figures are counted through the text (`m03` is the third). After an edit the third may be another one, and a reader who
    comes with the old address has to be told.
    """
    return f"{address}{'&' if '?' in address else '?'}ban={quote(version, safe='')}"


def identity(table: str, portal: str, rest: str, key: str | None, name: str | None) -> str:
    """What the row at an address is called: `rest` is the path after the portal as it was sent, `key` and `name` the query's."""
    owner = unquote(portal)
    if key is not None:
        return f"{owner}:{key}" + (f"#{name}" if name and table != "articles" else "")
    if table == "articles":
        return f"{owner}:{unquote(rest)}"
    before, _, last = rest.rpartition("/")
    return f"{owner}:{unquote(before)}#{unquote(last)}" if before else f"{owner}#{unquote(last)}"


def _fits(key: str) -> bool:
    """Whether a path carries the key through browsers and proxies as it is."""
    return bool(key) and not any(part in ("", ".", "..") for part in key.split("/")) and "\\" not in key
