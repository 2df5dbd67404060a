"""What is kept of a page and of an article, whatever stands in it."""

import pytest

from pipelines import warc
from spiders.items import Capture, CaptureRef
from tests.conftest import (
    HOST,
    LATER,
    PARAGRAPH,
    Shell,
    article,
    edit,
    keys,
    listing_page,
    publish,
)
from tests.site import Site

pytestmark = pytest.mark.timeout(240)


def test_a_file_or_picture_that_is_replaced_is_stored(site: Site, shell: Shell) -> None:
    """The corrected report has the same label and another address: no word of the text changes."""
    publish(site, 101)
    page = str(site.pages[article(101)])
    more = f'điều.</p><p>Xem: <a href="{HOST}/documents/v1.pdf">Báo cáo</a></p><p><img src="{HOST}/v1.jpg"></p>'
    site.pages[article(101)] = page.replace("điều.</p>", more)
    shell.crawl()
    assert "v1.pdf" in shell.one("SELECT address FROM attachments")
    site.pages[article(101)] = page.replace("điều.</p>", more.replace("v1", "v2"))
    shell.crawl(CLOCK=LATER)
    assert "v2.pdf" in shell.one("SELECT address FROM attachments")
    assert "v2.jpg" in shell.one("SELECT address FROM images")


def test_a_lone_surrogate_in_a_page_does_not_stop_its_portal(site: Site, shell: Shell) -> None:
    publish(site, 102)
    text = "".join(f"<p>{PARAGRAPH} Đoạn {n} của bài này nói thêm nhiều điều về công tác của Sở.</p>" for n in range(8))
    ld = '{"@type": "NewsArticle", "headline": "Một bài viết dài của Sở", "author": {"name": "An \\ud800"}}'
    site.pages[article(101)] = (
        f'<html><head><title>Một bài viết dài của Sở</title><script type="application/ld+json">{ld}</script></head>'
        f"<body><main><article><h1>Một bài viết dài của Sở</h1>{text}</article></main></body></html>"
    )
    site.pages[f"{HOST}/"] = listing_page(article(101), article(102))
    shell.scrapy("crawl", "so-mau")
    done = shell.scrapy("crawl", "so-mau", CLOCK=LATER)
    assert "Traceback" not in done.stderr and done.returncode == 0, done.stderr
    assert shell.one("SELECT count(*) FROM captures WHERE state = 'unread'") == 0


def test_headers_are_kept_as_they_were_sent(site: Site, shell: Shell) -> None:
    publish(site, 101)
    etag = '"sở"'.encode().decode("latin-1")
    site.pages[f"{HOST}/"] = (200, {"Content-Type": "text/html", "ETag": etag}, str(site.pages[f"{HOST}/"]).encode())
    shell.crawl()
    assert _stored(shell, f"{HOST}/").header("ETag") == etag


def test_a_page_with_very_long_headers_can_be_read_from_the_archive_again(site: Site, shell: Shell) -> None:
    """A content security policy on every header line; unread after a crash, it must not stop its portal for ever."""
    publish(site, 101)
    long = {f"X-{n}": "a" * 15_000 for n in range(5)}
    site.pages[article(101)] = (200, {"Content-Type": "text/html", **long}, str(site.pages[article(101)]).encode())
    shell.crawl()
    assert keys(shell) == ["101"]
    edit(shell, "UPDATE captures SET state = 'unread', reading = NULL WHERE address LIKE '%view_content%'")
    done = shell.crawl(CLOCK=LATER)
    assert done.returncode == 0, done.stderr
    assert _stored(shell, article(101)).status == 200


def _stored(shell: Shell, address: str) -> Capture:
    where = shell.rows("SELECT id, warc, offset, length FROM captures WHERE address = ? ORDER BY id", address)[0]
    return warc.read_capture(shell.archive / "warc", CaptureRef(*where), "so-mau")
