"""The site around an article in markup: head of the document, header, menus, side column, footer."""

import html
import json
from dataclasses import dataclass

from benchmarks.seeds import phrases
from benchmarks.seeds.choices import Choices
from benchmarks.seeds.pieces import Seed

_PLAIN = {
    sign: base
    for base, signs in {
        "a": "àáảãạăằắẳẵặâầấẩẫậ", "d": "đ", "e": "èéẻẽẹêềếểễệ", "i": "ìíỉĩị", "o": "òóỏõọôồốổỗộơờớởỡợ",
        "u": "ùúủũụưừứửữự", "y": "ỳýỷỹỵ",
    }.items()
    for sign in signs
}  # fmt: skip


def esc(text: str) -> str:
    """`text` as it stands in markup; a hard space as editors write it."""
    return html.escape(text, quote=False).replace("\xa0", "&nbsp;")


def attribute(text: str) -> str:
    return html.escape(" ".join(text.split()))


def slug(text: str) -> str:
    """An address of a title, as content systems make it."""
    plain = "".join(_PLAIN.get(sign, sign) for sign in text.lower())
    return "-".join("".join(sign if sign.isascii() and sign.isalnum() else " " for sign in plain).split())


def links(texts: list[str] | tuple[str, ...]) -> str:
    """Links in a list."""
    return "<ul>" + "".join(f'<li><a href="/{slug(text)}">{esc(text)}</a></li>' for text in texts) + "</ul>"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The site that prints a page, and where."""

    seed: Seed
    choices: Choices
    site: str
    url: str

    def header(self, semantic: bool = False) -> str:
        """Logo, names of the site, today's date, search box, login, menu."""
        choices = self.choices
        tag = choices.pick("header-name", ("h1", "p", "div", "a"))
        names = "".join(f"<{tag}>{esc(line)}</{tag}>" for line in self.seed.header or [self.site])
        if choices.chance("shows-today", 60):
            names += f'<div class="today">{choices.pick("today", phrases.TODAY)}</div>'
        if self.seed.nav:
            shape = choices.pick("nav", ("<span>{}</span>", "<li>{}</li>", '<a href="/muc">{}</a>'))
            names += f'<div class="path">{"".join(shape.format(esc(line)) for line in self.seed.nav)}</div>'
        menu = links(choices.some("menu", phrases.MENU, 28 + choices.number("menu-size", len(phrases.MENU) - 28)))
        search = '<form action="/tim-kiem"><input name="q" placeholder="Tìm kiếm"><button>Tìm kiếm</button></form>'
        login = '<a href="/dang-nhap">Đăng nhập</a> | <a href="/dang-ky">Đăng ký</a>'
        if semantic:
            return f"<header>{names}{search}{login}</header><nav>{menu}</nav>"
        logo = f'<div class="logo"><a href="/"><img src="/images/logo.png" alt="{attribute(self.site)}"></a></div>'
        return f'<div id="top">{logo}{names}<div class="user">{login}</div>{search}</div><div class="mainmenu">{menu}</div>'

    def crumbs(self) -> str:
        sections = ("Tin tức - Sự kiện", "Thời sự", "Tin hoạt động", "Chính trị")
        last = esc(self.seed.category or self.choices.pick("section", sections))
        if self.choices.chance("title-in-crumbs", 25):
            last += f"</a> <span>›</span> <a href=#>{esc(self.seed.title)}"
        return (
            f'<div class="breadcrumb"><a href="/">Trang chủ</a> <span>›</span> <a href="/chuyen-muc">{last}</a></div>'
        )

    def side(self, extra: str = "", tag: str = "div") -> str:
        """The side column: highlights with pictures, notices, documents, weather, a poll, and what the maker adds."""
        choices = self.choices
        highlights = "".join(
            f'<li><img src="/thumb/{n}.jpg" alt=""><a href="/tin/{slug(title)}">{esc(title)}</a> '
            f'<span class="d">({10 + n}/0{n + 1}/2024)</span></li>'
            for n, (title, _) in enumerate(choices.some("side-stories", phrases.STORIES, 4))
        )
        boxes = [
            f'<div class="box"><h3>Tin nổi bật</h3><ul>{highlights}</ul></div>',
            f'<div class="box"><h3>Thông báo</h3>{links(choices.some("notices", phrases.NOTICES, 4))}</div>',
            f'<div class="box"><h3>Văn bản mới</h3>{links(choices.some("documents", phrases.DOCUMENTS, 4))}</div>',
            f'<div class="box">{_lines("p", phrases.WEATHER)}</div>',
            f'<div class="box"><form>{_lines("div", phrases.POLL)}</form></div>',
            extra,
        ]
        return f'<{tag} class="col-right">{"".join(choices.some("boxes", boxes, len(boxes)))}</{tag}>'

    def footer(self, extra: str = "", semantic: bool = False) -> str:
        lines = _lines("p", (*self.choices.pick("footer", phrases.FOOTERS), *self.seed.footer))
        menu = links(self.choices.some("footer-menu", phrases.MENU, 8))
        tag = "footer" if semantic else "div"
        return f'<{tag} class="bottom">{extra}{menu}{lines}</{tag}>'

    def comments(self, box: str) -> str:
        return f"<div {box}>{_lines('p', self.choices.pick('comments', phrases.COMMENTS))}</div>"

    def head(self, machine: str, generator: str) -> str:
        """The document's head. `machine` says how much it tells machines: none, some or much."""
        seed, choices = self.seed, self.choices
        title = attribute(seed.title)
        windows = (f"{title} | {self.site}", f"{title} - {self.site}", title, f"{self.site} - {title}")
        first = next((piece.text for piece in seed.flow if piece.kind == "p"), "")
        told = attribute(first if len(first) < 300 else first[:155].rsplit(" ", 1)[0] + "...")
        tags = [f"<title>{choices.pick('window', windows)}</title>", f'<meta name="description" content="{told}">']
        if generator:
            tags.append(f'<meta name="generator" content="{generator}">')
        if machine != "none":
            shared = choices.pick("og-title", (title, f"{title} | {self.site}"))
            tags += [
                f'<link rel="canonical" href="{self.url}">', '<meta property="og:type" content="article">',
                f'<meta property="og:site_name" content="{self.site}">', f'<meta property="og:title" content="{shared}">',
                f'<meta property="og:description" content="{told}">', f'<meta property="og:url" content="{self.url}">',
            ]  # fmt: skip
            if self._moment:
                tags.append(f'<meta property="article:published_time" content="{self._moment}">')
        if machine == "much":
            tags.append(f'<script type="application/ld+json">{self._linked_data()}</script>')
        return f"<head><meta charset=utf-8>{''.join(tags)}<script>var ga = 'UA-1';</script></head>"

    @property
    def _moment(self) -> str | None:
        """When the article was published, where that is known to the minute."""
        published = self.seed.gold.published
        return published if published and len(published) > len("2024-01-31") else None

    def _linked_data(self) -> str:
        """What a paper tells search engines; where the article names nobody, the paper itself is the author."""
        organization = {"@type": "Organization", "name": self.site}
        data: dict[str, object] = {
            "@context": "https://schema.org", "@type": "NewsArticle", "headline": " ".join(self.seed.title.split()),
            "mainEntityOfPage": self.url, "publisher": organization,
        }  # fmt: skip
        if self.seed.gold.author:
            data["author"] = {"@type": "Person", "name": self.seed.gold.author}
        elif self.choices.chance("own-author", 50):
            data["author"] = organization
        if self._moment:
            data["datePublished"] = self._moment
        return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")


def _lines(tag: str, lines: tuple[str, ...]) -> str:
    return "".join(f"<{tag}>{esc(line)}</{tag}>" for line in lines)
