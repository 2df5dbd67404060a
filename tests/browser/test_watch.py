"""The watch itself: each thing that no page may do is heard, stopped where it would leave, and fails a test."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.watch import Watch


def test_a_page_that_does_nothing_wrong_is_told_of_nothing(page: Page, watch: Watch) -> None:
    page.goto("/")
    watch.settle()
    assert watch.told == []


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("console.log('một lời')", "console log: một lời"),
        ("console.error('lỗi')", "console error: lỗi"),
        ("setTimeout(() => { throw new Error('hỏng') })", "error: .*hỏng"),
        ("setTimeout(() => alert('chào'))", "dialog: chào"),
        ("fetch('/khong-co-trang-nay')", "answer: 404 .*/khong-co-trang-nay"),
    ],
)
def test_what_a_script_does_is_heard(page: Page, watch: Watch, script: str, told: str) -> None:
    page.goto("/")
    with watch.expecting(told, "Failed to load resource" if "fetch" in script else told):
        page.evaluate(f"() => {{ {script} }}")


def test_a_request_that_would_leave_is_heard_and_never_leaves(page: Page, watch: Watch) -> None:
    page.goto("/")
    with watch.expecting("outside: http://outside.example/tin"):
        page.evaluate("() => { const a = document.createElement('a'); a.href = 'http://outside.example/tin'; "
                      "document.body.append(a); a.click(); }")  # fmt: skip


@pytest.mark.parametrize(
    ("html", "directive"),
    [
        ("<img src='http://outside.example/x.png'>", "img-src"),
        ("<svg onload='document.title=1'></svg>", "script-src-attr"),
        ("<link rel=stylesheet href='http://outside.example/x.css'>", "style-src-elem"),
        ("<iframe src='http://outside.example/'></iframe>", "frame-src"),
    ],
)
def test_what_the_policy_forbids_is_heard(page: Page, watch: Watch, html: str, directive: str) -> None:
    page.goto("/")
    title = page.title()
    with watch.expecting(f"policy: {directive}", "console error: .*Content Security Policy", "outside|policy"):
        page.evaluate("(html) => { document.querySelector('#noi-dung').insertAdjacentHTML('beforeend', html); }", html)
    expect(page).to_have_title(title)
