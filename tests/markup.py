"""A page as a browser takes it apart: its elements, and whether anything in it would run, or be loaded from elsewhere."""

import re
from html.parser import HTMLParser

from tests.served import Site


class Tags(HTMLParser):
    """What a browser would make of a page: its elements, and the targets of its links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def assert_harmless(site: Site, path: str) -> None:
    """Nothing that a text holds is an element, a handler or a script of the page at `path`."""
    status, headers, page = site.get(path)
    assert status == 200
    nonce = re.search(r"'nonce-([^']+)'", headers["content-security-policy"])
    assert nonce
    for tag, attributes in Tags(page).found:
        assert tag not in ("img", "iframe", "object"), (path, tag)
        assert not [name for name in attributes if name.startswith("on")], (path, attributes)
        if tag == "script" and "src" not in attributes:
            assert attributes.get("nonce") == nonce[1]
        if (tag == "link" and attributes["rel"] not in ("alternate", "canonical")) or "src" in attributes:
            assert (attributes.get("href") or attributes.get("src") or "").startswith("/"), (path, attributes)
        assert not (attributes.get("href") or "").lower().startswith(("javascript:", "data:"))
