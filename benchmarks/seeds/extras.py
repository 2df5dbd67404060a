"""What sites print in and around an article besides its parts: advertisements, files, tags, ratings, neighbours, times of edits.

A page has some of them. Each comes with the places where such sites have it.
"""

from benchmarks.seeds import phrases
from benchmarks.seeds.choices import Choices
from benchmarks.seeds.pieces import Seed
from benchmarks.seeds.surroundings import attribute, esc, slug

#: Of a hundred pages, how many have one, and where it stands.
_SHARES = {
    "advertisement": (25, ("inside-middle", "after")), "file": (15, ("inside-end", "after")),
    "tags": (30, ("after", "inside-end")),
    "rating": (20, ("after",)), "neighbours": (20, ("after",)), "edited": (20, ("after", "inside-end")),
    "comments": (25, ("after",)), "follow": (15, ("after", "inside-end")),
}  # fmt: skip


def extras(seed: Seed, choices: Choices) -> list[tuple[str, str]]:
    """(place, markup) of what this page has."""
    found = []
    for name, (share, places) in _SHARES.items():
        if choices.chance(f"has-{name}", share) and (markup := _markup(name, seed, choices)):
            found.append((choices.pick(f"{name}-place", places), markup))
    return found


def _markup(name: str, seed: Seed, choices: Choices) -> str:
    if name == "advertisement":
        label = choices.pick("advertisement", phrases.ADVERTISEMENTS)
        return f'<div class="ads_middle"><span>{label}</span><ins class="adsbygoogle"></ins></div>'
    if name == "file":
        label = choices.pick("file", phrases.FILES)
        return f'<p class="attach">{label} <a href="/files/ke-hoach-80.pdf">ke-hoach-80.pdf</a></p>'
    if name == "tags":
        label = choices.pick("tags-label", ("Từ khóa:", "Tags:", "Chủ đề:"))
        words = ("hội nghị", "tổng kết", "kế hoạch 2024")
        return (
            f'<div class="tags">{label} '
            + ", ".join(f'<a href="/tag/{slug(word)}">{word}</a>' for word in words)
            + "</div>"
        )
    if name == "rating":
        return "<div>" + "".join(f"<div>{line}</div>" for line in choices.pick("rating", phrases.RATINGS)) + "</div>"
    if name == "neighbours":
        (one, _), (two, _) = choices.some("neighbours", phrases.STORIES, 2)
        anchors = f'<a href="/{slug(one)}">« {esc(one)}</a> <a href="/{slug(two)}">{esc(two)} »</a>'
        return f'<div class="post-nav">{anchors}</div>'
    if name == "edited":  # a page without a date of its own would rightly be dated by this one
        return f"<div>{choices.pick('edited', phrases.EDITED)}</div>" if seed.gold.published else ""
    if name == "comments":
        lines = choices.pick("comments", phrases.COMMENTS)
        return '<div class="binh-luan">' + "".join(f"<p>{esc(line)}</p>" for line in lines) + "</div>"
    return f'<p><a href="https://news.example/x">{choices.pick("follow", phrases.FOLLOW)}</a></p>'


def site_extras(choices: Choices) -> str:
    """What some sites put above everything: a running line, a slide show of leads, a hidden login, a table of rates."""
    parts = []
    if choices.chance("marquee", 15):
        parts.append("<marquee>Nhiệt liệt chào mừng kỷ niệm 79 năm Quốc khánh 2/9!</marquee>")
    if choices.chance("slides", 20):
        slides = "".join(
            f'<div class="item"><img src="/slide/{n}.jpg" alt="{attribute(title)}">'
            f'<h2><a href="/{slug(title)}">{esc(title)}</a></h2>'
            f"<p>{esc(lead)}</p></div>"
            for n, (title, lead) in enumerate(choices.some("slides", phrases.STORIES, 3))
        )
        parts.append(f'<div id="slider">{slides}</div>')
    if choices.chance("login-window", 20):
        parts.append(
            '<div class="modal" style="display:none"><form><h4>Đăng nhập thành viên</h4><p>Quên mật khẩu?</p>'
            "<p>Đăng nhập bằng tài khoản công vụ</p></form></div>"
        )
    if choices.chance("rates", 15):
        rows = "".join(f"<tr><td>{name}</td><td>{rate}</td></tr>" for name, rate in phrases.RATES)
        parts.append(f'<table class="ty-gia"><tr><th>Tỷ giá</th><th>Bán ra</th></tr>{rows}</table>')
    return "".join(parts)
