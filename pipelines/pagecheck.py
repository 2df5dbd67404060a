"""Pages that come with 200 and are not what was asked for: a firewall's refusal, a challenge, a soft 404.

A block page saved as an article would be news of an edit, and a soft 404 saved as one hides a deletion. Both are judged
only where little else is on the page: an article may speak about captchas.
"""

import re

from selectolax.lexbor import LexborHTMLParser

#: A refusal says no more than this, and leads nowhere.
LONGEST_REFUSAL, MOST_LINKS = 2_000, 8

_BLOCK_MARKUP = re.compile(
    r"cf-browser-verification|cf-challenge|/cdn-cgi/challenge-platform|cf-error-details|_Incapsula_Resource"
    r"|sucuri\.net/privacy|g-recaptcha|h-captcha|document\.cookie\s*=\s*[\"'](?:D1N|BPC|__test)=",
    re.I,
)
_BLOCK_TEXT = re.compile(
    r"just a moment|attention required|checking your browser|access (?:is |was )?denied|request (?:rejected|blocked)"
    r"|you have been blocked|the requested url was rejected"
    r"|(?:request|support|incident|event|reference) id\s?(?:is)?\s?[:#]"
    r"|web application firewall|forbidden|are you (?:a )?(?:human|robot)|captcha"
    r"|không phải (?:là )?(?:robot|người máy)|truy cập (?:của bạn )?(?:đã )?bị (?:chặn|từ chối)",
    re.I,
)
_MISSING_MARKUP = ("#portlet_status", ".lfr-url-error")
_MISSING_TITLE = re.compile(
    r"(?:lỗi|error|http)?\s*40[34]\b.*|không tìm thấy|not found"
    r"|.*không tìm thấy (?:trang|nội dung|bài viết|tài nguyên).*|.*(?:page|file|resource) (?:was )?not found.*"
    r"|.*(?:trang|bài viết|nội dung) (?:này |bạn (?:tìm|yêu cầu) )?không (?:tồn tại|tìm thấy).*",
    re.I,
)


def refusal(markup: str, tree: LexborHTMLParser) -> str | None:
    """The mark of a firewall or challenge, when the page is nothing else; None for an ordinary page."""
    if len(tree.css("a[href]")) > MOST_LINKS:
        return None
    shown = text_of(tree)
    if len(shown) > LONGEST_REFUSAL:
        return None
    found = _BLOCK_TEXT.search(shown) or _BLOCK_MARKUP.search(markup)
    return found.group() if found else None


def soft_404(tree: LexborHTMLParser) -> str | None:
    """What says that the page is missing although it came with 200; None when nothing does."""
    for selector in _MISSING_MARKUP:
        if tree.css_first(selector):
            return selector
    for selector in ("title", "h1"):
        node = tree.css_first(selector)
        said = " ".join(node.text().split()) if node else ""
        if said and len(said) <= 120 and _MISSING_TITLE.fullmatch(said):
            return said
    return None


def text_of(tree: LexborHTMLParser) -> str:
    """The words of a page with its title, scripts and styles left out."""
    title = tree.css_first("title")
    words = [title.text() if title else ""]
    if tree.body:
        words += [
            node.text_content or ""
            for node in tree.body.traverse(include_text=True)
            if node.is_text_node and _shown(node)
        ]
    return " ".join(" ".join(words).split())


def _shown(node: object) -> bool:
    parent = getattr(node, "parent", None)
    return parent is None or parent.tag not in ("script", "style", "noscript", "template")
