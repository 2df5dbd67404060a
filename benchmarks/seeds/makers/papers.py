"""Pages of papers: the [GMT+7] kind, -post<id>, VnExpress's kind, VCCorp's."""

from benchmarks.seeds.choices import Choices
from benchmarks.seeds.flow import Manner
from benchmarks.seeds.makers.page import Maker, Page, sheet
from benchmarks.seeds.pieces import Seed

_VOICES = ("Nam miền Bắc", "Nữ miền Bắc", "Nữ miền Nam")


def _gmt7(seed: Seed, choices: Choices) -> Page:
    """A paper of the 2010s whose date ends in [GMT+7]: the lead bold in the content, pictures in tables."""
    shapes = ("<p>{}</p>", '<p class="body-text">{}</p>', "<div>{}</div>")
    manner = Manner(
        p=choices.pick("paragraph", shapes).format, heading="<p><b>{}</b></p>".format,
        captions=("table", "table-plain", "italic", "break", "plain", "picture-table", "highslide"),
        related=("after", "inside-end", "beside"),
        people=("class", "right", "right-align", "right-div"), related_ways=("links", "linked-leads", "breaks", "arrows"),
        boxes=('class="detail-related"', 'class="tin-cung-muc"'),
    )  # fmt: skip
    on = sheet(seed, choices, "/tin-tuc/202010/{slug}-{id}/", manner, 40)
    main = (
        f'<div class="news-detail">{on.at("before")}<h1 class="detail-title">{on.title}</h1>{on.date("detail-date")}'
        f"{on.at('meta')}{on.sapo('<div class=detail-sapo>{}</div>')}"
        f'<div class="detail-content" id="content_detail">{on.text}</div>{on.at("after")}</div>'
    )
    body = (
        f'<div id="container">{on.around.header()}{on.around.crumbs()}<div class="left">{main}</div>'
        f"{on.around.side(on.at('beside'))}{on.around.footer(on.at('footer'))}</div>"
    )
    return on.page(body, on.own("h1.detail-title", ".detail-content", ".detail-date", ".detail-sapo"), ("none", "some"))


def _voice_player(text: str) -> str:
    parted = '<span class="separator"> / </span>'
    times = parted.join(f'<span class="current">{part.strip()}</span>' for part in text.split("/"))
    voices = "".join(f'<li><div class="voice-name"><span>{voice}</span></div></li>' for voice in _VOICES)
    return (
        '<div class="audio tts-player"><div class="left"><button class="play-button"></button>'
        f'<div class="time-display">{times}</div></div><div class="right"><button class="select-voice">'
        f'<span>{_VOICES[0]}</span></button><div class="voice-board"><ul>{voices}</ul></div></div></div>'
    )


def _postid(seed: Seed, choices: Choices) -> Page:
    """The CMS of -post<id>: article__title, article__sapo, article__body cms-body, read-aloud player, stories as cards."""
    manner = Manner(
        p='<p style="text-align: justify;">{}</p>'.format, heading='<h2 id="tocid_1">{}</h2>'.format,
        captions=("figure", "alt", "lazy", "picture-table"), people=("class", "right", "right-div"),
        player=_voice_player, players=("meta", "inside"),
        tools=("meta", "after"), keeps_indent=False, related=("after", "inside-middle", "inside-end", "beside"),
        related_ways=("cards", "links", "linked-leads"), counters=("footer",),
        boxes=('class="box-style-9 zone"', 'class="article-relate"', 'class="article__relate cms-relate"'),
    )  # fmt: skip
    on = sheet(seed, choices, "/{slug}-post{id}.html", manner, 80)
    sapo = on.sapo('<div class="article__sapo cms-desc"><p>{}</p></div>')
    main = (
        f'<div class="article"><div class="article__header">{on.at("before")}<h1 class="article__title cms-title ">{on.title}'
        f'</h1><div class="article__meta">{on.date("article__time", "time", ("whole",))}</div></div>'
        f"{sapo}{on.at('meta')}"
        f'<div class="article__body zce-content-body cms-body" itemprop="articleBody">{on.text}</div>{on.at("after")}</div>'
    )
    body = (
        f'{on.around.header(True)}<div class="site-body"><div class="container">{on.around.crumbs()}{main}'
        f"{on.around.side(on.at('beside'))}</div></div>{on.around.footer(on.at('footer'), True)}"
    )
    own = on.own(".article__title", ".article__body", ".article__time", ".article__sapo")
    return on.page(body, own, ("some", "much"))


def _vnexpress(seed: Seed, choices: Choices) -> Page:
    """VnExpress's kind: sidebar-1, title-detail, description, fck_detail with Normal paragraphs and tplCaption figures."""
    manner = Manner(
        p='<p class="Normal">{}</p>'.format, heading='<p class="subtitle"><strong>{}</strong></p>'.format,
        captions=("figure", "alt", "table"), people=("right", "right-author"), tools=("meta", "after"),
        related=("after", "inside-end", "inside-middle", "beside"), related_ways=("links", "cards"),
        boxes=('class="list-news"', 'class="box-tinlienquanv2"'), counters=("footer",), keeps_indent=False,
    )  # fmt: skip
    on = sheet(seed, choices, "/{slug}-4{id}.html", manner, 100)
    main = (
        '<section class="section page-detail top-detail"><div class="container"><div class="sidebar-1">'
        f'<div class="header-content">{on.around.crumbs()}{on.date("date", "span")}</div>{on.at("before")}'
        f'<h1 class="title-detail">{on.title}</h1>{on.at("meta")}{on.sapo("<p class=description>{}</p>")}'
        f'<article class="fck_detail ">{on.text}<span id="article-end"></span></article>{on.at("after")}</div>'
        f"{on.around.side(on.at('beside'))}</div></section>"
    )
    body = f"{on.around.header(True)}{main}{on.around.footer(on.at('footer'), True)}"
    return on.page(body, on.own("h1.title-detail", "article.fck_detail", "span.date", "p.description"), ("much",))


def _vccorp(seed: Seed, choices: Choices) -> Page:
    """VCCorp's kind: detail-title, detail-sapo, detail-content afcbc-body, photos and related boxes as sortable blocks."""
    manner = Manner(
        heading="<p><b>{}</b></p>".format, captions=("photo", "figure"), people=("class", "right", "strong"),
        player='<div class="audio-player" data-role="tts"><span>{}</span></div>'.format, players=("meta", "inside"),
        tools=("meta", "after", "inside-end"), related=("after", "inside-middle", "inside-end", "beside"),
        related_ways=("links", "linked-leads"), counters=("footer",), keeps_indent=False,
        boxes=('class="VCSortableInPreviewMode" type="RelatedNewsBox"', 'class="box-category" data-layout="18"'),
    )  # fmt: skip
    on = sheet(seed, choices, "/{slug}-20241106{id}123.htm", manner, 100)
    main = (
        f'<div class="detail__main">{on.at("before")}<h1 class="detail-title article-title" data-role="title">{on.title}</h1>'
        f'<div class="detail-time">{on.date("pdate")}{on.at("meta")}</div>'
        f'{on.sapo("<h2 class=detail-sapo data-role=sapo>{}</h2>")}<div class="detail-cmain">'
        f'<div class="detail-content afcbc-body" data-role="content" itemprop="articleBody">{on.text}</div></div>'
        f"{on.at('after')}</div>"
    )
    body = (
        f'{on.around.header()}<div class="layout__main"><div class="container">{on.around.crumbs()}'
        f'<div class="detail__cm">{main}{on.around.side(on.at("beside"))}</div></div></div>{on.around.footer(on.at("footer"))}'
    )
    return on.page(body, on.own("h1.detail-title", ".detail-content", ".pdate", "h2.detail-sapo"), ("much",))


MAKERS = (
    Maker("gmt7", _gmt7, "gmt7"), Maker("postid", _postid, "postid"), Maker("vnexpress", _vnexpress, "vnexpress"),
    Maker("vccorp", _vccorp, "vccorp"),
)  # fmt: skip
