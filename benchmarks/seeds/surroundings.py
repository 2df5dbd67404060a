"""The furniture around an article in markup: header, menus, side column, footer, head of the document."""

import html
import json
from dataclasses import dataclass

from benchmarks.seeds import phrases
from benchmarks.seeds.choices import Choices
from benchmarks.seeds.pieces import Seed


def esc(text: str) -> str:
    """`text` as it stands in markup; a hard space as editors write it."""
    return html.escape(text, quote=False).replace("\xa0", "&nbsp;")


def attribute(text: str) -> str:
    return html.escape(" ".join(text.split()))


def slug(text: str) -> str:
    """An address of a title, as content systems make it."""
    plain = "".join(_PLAIN.get(sign, sign) for sign in text.lower())
    return "-".join("".join(sign if sign.isascii() and sign.isalnum() else " " for sign in plain).split())


_PLAIN = {
    sign: base
    for base, signs in {
        "a": "àáảãạăằắẳẵặâầấẩẫậ", "d": "đ", "e": "èéẻẽẹêềếểễệ", "i": "ìíỉĩị", "o": "òóỏõọôồốổỗộơờớởỡợ",
        "u": "ùúủũụưừứửữự", "y": "ỳýỷỹỵ",
    }.items()
    for sign in signs
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Site:
    """The site that prints the page."""

    name: str
    host: str


def links(texts: list[str] | tuple[str, ...], around: str = "li") -> str:
    """Links in a row, each in an element."""
    return "".join(f'<{around}><a href="/{slug(text) or "tin"}">{esc(text)}</a></{around}>' for text in texts)


def header(seed: Seed, site: Site, choices: Choices, semantic: bool) -> str:
    """Logo, names of the site, today's date, search box, login, menu."""
    lines = seed.header or [site.name]
    tag = choices.pick("header-name", ("h1", "p", "div", "a"))
    names = "".join(f"<{tag}>{esc(line)}</{tag}>" for line in lines)
    today = (
        f'<div class="today">{choices.pick("today", phrases.TODAY)}</div>' if choices.chance("shows-today", 60) else ""
    )
    count = 26 + choices.number("menu-size", len(phrases.MENU) - 26)
    menu = links(choices.some("menu", phrases.MENU, count))
    search = '<form action="/tim-kiem"><input name="q" placeholder="Tìm kiếm"><button>Tìm kiếm</button></form>'
    login = '<a href="/dang-nhap">Đăng nhập</a> | <a href="/dang-ky">Đăng ký</a>'
    if semantic:
        return f"<header>{names}{today}{search}{login}</header><nav><ul>{menu}</ul></nav>"
    return (
        f'<div id="top"><div class="logo"><a href="/"><img src="/images/logo.png" alt="{attribute(site.name)}"></a></div>'
        f'{names}{today}<div class="user">{login}</div>{search}</div><div class="mainmenu"><ul>{menu}</ul></div>'
    )


def breadcrumb(seed: Seed, choices: Choices) -> str:
    last = seed.category or choices.pick("section", ("Tin tức - Sự kiện", "Thời sự", "Tin hoạt động", "Chính trị"))
    return (
        f'<div class="breadcrumb"><a href="/">Trang chủ</a> <span>›</span> <a href="/chuyen-muc">{esc(last)}</a></div>'
    )


def side(choices: Choices, tag: str = "div", extra: str = "") -> str:
    """The side column: highlights with pictures, notices, documents, weather, a poll, and what the maker adds."""
    stories = choices.some("side-stories", phrases.STORIES, 4)
    picture = '<img src="/thumb/{}.jpg" alt="">'
    highlights = "".join(
        f'<li>{picture.format(n)}<a href="/tin/{slug(title)}">{esc(title)}</a> <span class="d">({10 + n}/0{n + 1}/2024)</span></li>'
        for n, (title, _) in enumerate(stories)
    )
    boxes = [
        f'<div class="box"><h3>Tin nổi bật</h3><ul>{highlights}</ul></div>',
        f'<div class="box"><h3>Thông báo</h3><ul>{links(choices.some("notices", phrases.NOTICES, 4))}</ul></div>',
        f'<div class="box"><h3>Văn bản mới</h3><ul>{links(choices.some("documents", phrases.DOCUMENTS, 4))}</ul></div>',
        '<div class="box">' + "".join(f"<p>{esc(line)}</p>" for line in phrases.WEATHER) + "</div>",
        '<div class="box"><form>' + "".join(f"<div>{esc(line)}</div>" for line in phrases.POLL) + "</form></div>",
        extra,
    ]
    shown = choices.some("boxes", boxes, len(boxes))
    return f'<{tag} class="col-right">{"".join(shown)}</{tag}>'


def footer(seed: Seed, choices: Choices, semantic: bool, extra: str = "") -> str:
    lines = (*choices.pick("footer", phrases.FOOTERS), *seed.footer)
    inner = "".join(f"<p>{esc(line)}</p>" for line in lines)
    menu = f"<ul>{links(choices.some('footer-menu', phrases.MENU, 8))}</ul>"
    tag = "footer" if semantic else "div"
    return f'<{tag} class="bottom">{extra}{menu}{inner}</{tag}>'


def head(seed: Seed, site: Site, choices: Choices, url: str, machine: str, generator: str = "") -> str:
    """The document's head. `machine` says how much it tells machines: none, some or much."""
    title = attribute(seed.title)
    window = choices.pick(
        "window", (f"{title} | {site.name}", f"{title} - {site.name}", title, f"{site.name} - {title}")
    )
    first = next((piece.text for piece in seed.flow if piece.kind == "p"), "")
    told = attribute(first if len(first) < 300 else first[:155].rsplit(" ", 1)[0] + "...")
    tags = [f"<title>{window}</title>", f'<meta name="description" content="{told}">']
    if generator:
        tags.append(f'<meta name="generator" content="{generator}">')
    if machine != "none":
        shared = choices.pick("og-title", (title, f"{title} | {site.name}"))
        tags += [
            f'<link rel="canonical" href="{url}">', '<meta property="og:type" content="article">',
            f'<meta property="og:site_name" content="{site.name}">', f'<meta property="og:title" content="{shared}">',
            f'<meta property="og:description" content="{told}">', f'<meta property="og:url" content="{url}">',
        ]  # fmt: skip
        if seed.gold.published and len(seed.gold.published) > 10:
            tags.append(f'<meta property="article:published_time" content="{seed.gold.published}">')
    if machine == "much":
        tags.append(f'<script type="application/ld+json">{_linked_data(seed, site, choices, url)}</script>')
    return f"<head><meta charset=utf-8>{''.join(tags)}<script>var ga = 'UA-1';</script></head>"


def _linked_data(seed: Seed, site: Site, choices: Choices, url: str) -> str:
    """What a paper tells search engines; where the article names nobody, the paper itself is the author."""
    organization = {"@type": "Organization", "name": site.name}
    data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": " ".join(seed.title.split()),
        "mainEntityOfPage": url, "publisher": organization,
    }  # fmt: skip
    if seed.gold.author:
        data["author"] = {"@type": "Person", "name": seed.gold.author}
    elif choices.chance("own-author", 50):
        data["author"] = organization
    if seed.gold.published and len(seed.gold.published) > 10:
        data["datePublished"] = seed.gold.published
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
