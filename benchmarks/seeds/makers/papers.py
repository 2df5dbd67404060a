"""Pages of papers: the [GMT+7] kind, -post<id>, VnExpress's kind, VCCorp's."""

from benchmarks.seeds import parts
from benchmarks.seeds.choices import Choices
from benchmarks.seeds.flow import Manner, print_out
from benchmarks.seeds.makers.page import Maker, Page, address, document, own, site_of
from benchmarks.seeds.pieces import Seed
from benchmarks.seeds.surroundings import breadcrumb, esc, footer, head, header, side

_VOICES = ("Nam miền Bắc", "Nữ miền Bắc", "Nữ miền Nam")


def _gmt7(seed: Seed, choices: Choices) -> Page:
    """A paper of the 2010s whose date ends in [GMT+7]: the lead bold in the content, pictures in tables."""
    site = site_of(seed, choices)
    url = address(seed, site, "/tin-tuc/202010/{slug}-{id}/")
    manner = Manner(
        p=choices.pick("paragraph", ("<p>{}</p>", '<p class="body-text">{}</p>', "<div>{}</div>")).format,
        heading="<p><b>{}</b></p>".format, captions=("table", "table-plain", "italic", "break", "plain"),
        people=("class", "right", "right-align", "right-div"), related=("after", "inside-end", "beside"),
        related_ways=("links", "linked-leads", "breaks"), boxes=('class="detail-related"', 'class="tin-cung-muc"'),
    )  # fmt: skip
    printed = print_out(seed, choices, manner, sapo_apart=choices.chance("sapo-apart", 40))
    sapo = f'<div class="detail-sapo">{printed.sapo}</div>' if printed.sapo else ""
    main = (
        f'<div class="news-detail">{"".join(printed.before)}<h1 class="detail-title">{esc(seed.title)}</h1>'
        f"{parts.date_line(seed, choices, 'detail-date')}{''.join(printed.meta)}{sapo}"
        f'<div class="detail-content" id="content_detail">{chr(10).join(printed.inside)}</div>{"".join(printed.after)}</div>'
    )
    body = (
        f'<div id="container">{header(seed, site, choices, False)}{breadcrumb(seed, choices)}<div class="left">{main}</div>'
        f"{side(choices, 'div', ''.join(printed.beside))}{footer(seed, choices, False, ''.join(printed.footer))}</div>"
    )
    told = own(printed, "h1.detail-title", ".detail-content", ".detail-date", ".detail-sapo" if sapo else "")
    return Page(document(head(seed, site, choices, url, choices.pick("machine", ("none", "some"))), body), url, told)


def _voice_player(text: str) -> str:
    times = "".join(f'<span class="current">{part.strip()}</span>' for part in text.split("/"))
    voices = "".join(f'<li><div class="voice-name"><span>{voice}</span></div></li>' for voice in _VOICES)
    return (
        f'<div class="audio tts-player"><div class="left"><button class="play-button"></button><div class="time-display">{times}</div>'
        f'</div><div class="right"><button class="select-voice"><span>{_VOICES[0]}</span></button><div class="voice-board">'
        f"<ul>{voices}</ul></div></div></div>"
    )


def _postid(seed: Seed, choices: Choices) -> Page:
    """The CMS of -post<id>: article__title, article__sapo, article__body cms-body, read-aloud player, stories as cards."""
    site = site_of(seed, choices)
    url = address(seed, site, "/{slug}-post{id}.html")
    manner = Manner(
        p='<p style="text-align: justify;">{}</p>'.format, heading='<h2 id="tocid_1">{}</h2>'.format, captions=("figure", "alt"),
        people=("class", "right", "right-div"), player=_voice_player, tools=("meta", "after"), keeps_indent=False,
        related=("after", "inside-middle", "inside-end", "beside"), related_ways=("cards", "links", "linked-leads"),
        boxes=('class="box-style-9 zone"', 'class="article-relate"', 'class="article__relate cms-relate"'), counters=("footer",),
    )  # fmt: skip
    printed = print_out(seed, choices, manner, sapo_apart=choices.chance("sapo-apart", 80))
    sapo = f'<div class="article__sapo cms-desc"><p>{printed.sapo}</p></div>' if printed.sapo else ""
    date = parts.date_line(seed, choices, "article__time", "div")
    main = (
        f'<div class="article"><div class="article__header">{"".join(printed.before)}'
        f'<h1 class="article__title cms-title ">{esc(seed.title)}</h1><div class="article__meta">{date}{"".join(printed.meta)}</div></div>'
        f'{sapo}<div class="article__body zce-content-body cms-body" itemprop="articleBody">{chr(10).join(printed.inside)}</div>'
        f"{''.join(printed.after)}</div>"
    )
    body = (
        f'{header(seed, site, choices, True)}<div class="site-body"><div class="container">{breadcrumb(seed, choices)}{main}'
        f"{side(choices, 'div', ''.join(printed.beside))}</div></div>{footer(seed, choices, True, ''.join(printed.footer))}"
    )
    told = own(printed, ".article__title", ".article__body", ".article__time", ".article__sapo" if sapo else "")
    return Page(document(head(seed, site, choices, url, choices.pick("machine", ("some", "much"))), body), url, told)


def _vnexpress(seed: Seed, choices: Choices) -> Page:
    """VnExpress's kind: sidebar-1, title-detail, description, fck_detail with Normal paragraphs and tplCaption figures."""
    site = site_of(seed, choices)
    url = address(seed, site, "/{slug}-4{id}.html")
    manner = Manner(
        p='<p class="Normal">{}</p>'.format, heading='<p class="subtitle"><strong>{}</strong></p>'.format, captions=("figure", "alt", "table"),
        people=("right", "right-author"), tools=("meta", "after"), related=("after", "inside-end", "inside-middle", "beside"),
        related_ways=("links", "cards"), boxes=('class="list-news"', 'class="box-tinlienquanv2"'), counters=("footer",), keeps_indent=False,
    )  # fmt: skip
    printed = print_out(seed, choices, manner, sapo_apart=True)
    sapo = f'<p class="description">{printed.sapo}</p>' if printed.sapo else ""
    main = (
        f'<section class="section page-detail top-detail"><div class="container"><div class="sidebar-1"><div class="header-content">'
        f"{breadcrumb(seed, choices)}{parts.date_line(seed, choices, 'date', 'span')}</div>{''.join(printed.before)}"
        f'<h1 class="title-detail">{esc(seed.title)}</h1>{"".join(printed.meta)}{sapo}'
        f'<article class="fck_detail ">{chr(10).join(printed.inside)}<span id="article-end"></span></article>'
        f"{''.join(printed.after)}</div>{side(choices, 'div', ''.join(printed.beside))}</div></section>"
    )
    body = f"{header(seed, site, choices, True)}{main}{footer(seed, choices, True, ''.join(printed.footer))}"
    told = own(printed, "h1.title-detail", "article.fck_detail", "span.date", "p.description" if sapo else "")
    return Page(document(head(seed, site, choices, url, "much"), body), url, told)


def _vccorp(seed: Seed, choices: Choices) -> Page:
    """VCCorp's kind: detail-title, detail-sapo, detail-content afcbc-body, photos and related boxes as sortable blocks."""
    site = site_of(seed, choices)
    url = address(seed, site, "/{slug}-20241106{id}123.htm")
    manner = Manner(
        heading="<p><b>{}</b></p>".format, captions=("photo", "figure"), people=("class", "right", "strong"), keeps_indent=False,
        player='<div class="audio-player" data-role="tts"><span>{}</span></div>'.format, tools=("meta", "after", "inside-end"),
        related=("after", "inside-middle", "inside-end", "beside"), related_ways=("links", "linked-leads"), counters=("footer",),
        boxes=('class="VCSortableInPreviewMode" type="RelatedNewsBox"', 'class="box-category" data-layout="18"'),
    )  # fmt: skip
    printed = print_out(seed, choices, manner, sapo_apart=True)
    sapo = f'<h2 class="detail-sapo" data-role="sapo">{printed.sapo}</h2>' if printed.sapo else ""
    main = (
        f'<div class="detail__main">{"".join(printed.before)}<h1 class="detail-title article-title" data-role="title">'
        f'{esc(seed.title)}</h1><div class="detail-time">{parts.date_line(seed, choices, "pdate")}{"".join(printed.meta)}</div>{sapo}'
        f'<div class="detail-cmain"><div class="detail-content afcbc-body" data-role="content" itemprop="articleBody">'
        f"{chr(10).join(printed.inside)}</div></div>{''.join(printed.after)}</div>"
    )
    body = (
        f'{header(seed, site, choices, False)}<div class="layout__main"><div class="container">{breadcrumb(seed, choices)}'
        f'<div class="detail__cm">{main}{side(choices, "div", "".join(printed.beside))}</div></div></div>'
        f"{footer(seed, choices, False, ''.join(printed.footer))}"
    )
    told = own(printed, "h1.detail-title", ".detail-content", ".pdate", "h2.detail-sapo" if sapo else "")
    return Page(document(head(seed, site, choices, url, "much"), body), url, told)


MAKERS = (
    Maker("gmt7", _gmt7, "gmt7"), Maker("postid", _postid, "postid"), Maker("vnexpress", _vnexpress, "vnexpress"),
    Maker("vccorp", _vccorp, "vccorp"),
)  # fmt: skip
