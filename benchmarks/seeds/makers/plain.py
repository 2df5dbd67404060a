"""Pages of no known system: nested divs, layout tables, line breaks, lists, HTML5, text pasted from Word."""

from benchmarks.seeds.choices import Choices
from benchmarks.seeds.flow import Manner
from benchmarks.seeds.makers.page import Maker, Page, sheet
from benchmarks.seeds.pieces import Seed

_OLD = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)


def _divs(seed: Seed, choices: Choices) -> Page:
    """Divs in divs, no element named for what it holds; paragraphs are divs in half of the pages."""
    shapes = ("<p>{}</p>", "<div>{}</div>", '<div style="text-align:justify">{}</div>')
    manner = Manner(
        p=choices.pick("paragraph", shapes).format, boxes=('class="c7"', ""),
        heading=choices.pick("heading", ("<p><strong>{}</strong></p>", "<div><b>{}</b></div>")).format,
        captions=("italic", "plain", "break", "italic-div", "table-plain", "break-italic", "div-plain", "bold", "center"),
    )  # fmt: skip
    on = sheet(seed, choices, "/tin-tuc/{slug}-{id}.html", manner, 0)
    main = (
        f'<div class="c1">{on.around.crumbs()}{on.at("before")}<div class="c2"><h2>{on.title}</h2></div>{on.date("c4")}'
        f'{on.at("meta")}<div class="c5"><div><div id="c6">{on.text}</div></div></div>{on.at("after")}</div>'
    )
    body = (
        f'<div class="w">{on.around.header()}<div class="m">{main}{on.around.side(on.at("beside"))}</div>'
        f"{on.around.footer(on.at('footer'))}</div>"
    )
    return on.page(body, on.own(".c2 h2", "#c6", ".c4"))


def _tables(seed: Seed, choices: Choices) -> Page:
    """A portal of the 2000s: the whole page and the article in tables."""
    shapes = ('<p align="justify">{}</p>', "<P align=justify>{}", "<p><font face=Arial size=2>{}</font></p>")
    manner = Manner(
        p=choices.pick("paragraph", shapes).format, heading="<p><b>{}</b></p>".format,
        captions=("table", "table-plain", "italic-div", "break", "italic", "plain", "center", "picture-table"),
        related_ways=("links", "breaks", "plain", "linked-leads", "arrows"), boxes=('class="othernews"', ""),
    )  # fmt: skip
    on = sheet(seed, choices, "/default.aspx?tabid=74&NewsID={id}", manner, 50)
    rows = (
        f'<tr><td class="path">{on.around.crumbs()}</td></tr><tr><td>{on.at("before")}</td></tr>'
        f'<tr><td class="tieude"><h2><font color="#003399">{on.title}</font></h2></td></tr>'
        f"<tr><td>{on.date('ngaydang', 'span')}{on.at('meta')}</td></tr>"
        f"{on.sapo('<tr><td class=trichdan><b>{}</b></td></tr>')}"
        f'<tr><td class="noidung" valign="top">{on.text}</td></tr><tr><td>{on.at("after")}</td></tr>'
    )
    body = (
        f'<table width="1000" align="center"><tr><td colspan="3">{on.around.header()}</td></tr><tr>'
        f'<td width="180" valign="top">{on.at("beside")}</td><td valign="top"><table width="100%">{rows}</table></td>'
        f'<td width="200" valign="top">{on.around.side()}</td></tr>'
        f'<tr><td colspan="3">{on.around.footer(on.at("footer"))}</td></tr></table>'
    )
    return on.page(body, on.own("td.tieude", "td.noidung", "span.ngaydang", "td.trichdan"), doctype=_OLD, attributes="")


def _breaks(seed: Seed, choices: Choices) -> Page:
    """The whole body one block, its paragraphs parted by line breaks."""
    manner = Manner(
        p="{}".format, heading="<b>{}</b>".format, captions=("break-inline",), player="<span>{}</span>".format,
        people=("right-div", "inline"), related_ways=("breaks", "links"), boxes=('class="lienquan"',), leads=("{}", "<b>{}</b>"),
    )  # fmt: skip
    on = sheet(seed, choices, "/chi-tiet-tin/{id}/{slug}.html", manner, 40)
    gap = choices.pick("gap", ("<br><br>", "<br />\n<br />\n", "<br>&nbsp;<br>", "<br>"))
    main = (
        f'<div class="news-view">{on.around.crumbs()}{on.at("before")}<h1>{on.title}</h1>{on.date("post-info")}'
        f'{on.at("meta")}{on.sapo("<h3 class=intro>{}</h3>")}<div class="text">{gap.join(on.printed.inside)}</div>'
        f"{on.at('after')}</div>"
    )
    body = (
        f"{on.around.header()}<div class=row>{main}{on.around.side(on.at('beside'))}</div>"
        f"{on.around.footer(on.at('footer'))}"
    )
    return on.page(body, on.own(".news-view h1", ".news-view .text", ".post-info", "h3.intro"), ("none", "some"))


def _lists(seed: Seed, choices: Choices) -> Page:
    """A page of lists: every part of the article is an item, so is everything around it."""
    manner = Manner(
        captions=("italic", "figure", "class", "break", "plain", "highslide"), related=("after", "beside", "inside-end"),
        boxes=('class="more"',), heading="<p><strong><u>{}</u></strong></p>".format,
    )  # fmt: skip
    on = sheet(seed, choices, "/?act=news&id={id}", manner, 100)
    items = (
        on.at("before"), f'<strong class="t">{on.title}</strong>', on.date("when", "em") + on.at("meta"),
        on.sapo("<b class=lead>{}</b>"), f'<div class="full">{on.text}</div>', on.at("after"),
    )  # fmt: skip
    main = '<ul class="article">' + "".join(f"<li>{item}</li>" for item in items if item) + "</ul>"
    body = (
        f"{on.around.header()}{on.around.crumbs()}{main}{on.around.side(on.at('beside'))}"
        f"{on.around.footer(on.at('footer'))}"
    )
    return on.page(body, on.own("strong.t", ".article .full", "em.when", "b.lead"))


def _html5(seed: Seed, choices: Choices) -> Page:
    """A page as the book has it: header, nav, main, article, aside, footer."""
    manner = Manner(
        heading="<h2>{}</h2>".format, captions=("figure", "alt", "lazy"), boxes=('class="related"', 'aria-label="Tin liên quan"'),
        player='<div class="audio-player"><span class="time">{}</span></div>'.format, keeps_indent=False,
        related_ways=("links", "cards", "linked-leads"),
    )  # fmt: skip
    on = sheet(seed, choices, "/bai-viet/{slug}", manner, 60)
    main = (
        f"<main>{on.around.crumbs()}{on.at('before')}<article><header><h1>{on.title}</h1>{on.date('meta', 'p')}"
        f"{on.at('meta')}{on.sapo('<p class=lead>{}</p>')}</header>"
        f'<div class="entry">{on.text}</div></article>{on.at("after")}</main>'
    )
    body = (
        f"{on.around.header(True)}{main}{on.around.side(on.at('beside'), 'aside')}"
        f"{on.around.footer(on.at('footer'), True)}"
    )
    return on.page(body, on.own("article h1", "article .entry", "p.meta", "p.lead"), ("some", "much"))


def _pasted(choices: Choices, text: str) -> str:
    """A run of text as Word leaves it: cut into spans at some words, a language on each."""
    words = text.split(" ")
    places = {1 + choices.number(f"{text[:30]}/{n}", max(1, len(words) - 1)) for n in range(min(4, len(words) // 8))}
    cut = sorted(places)
    runs = [" ".join(words[start:end]) for start, end in zip([0, *cut], [*cut, len(words)], strict=True)]
    font = 'style="font-size:14.0pt;font-family:&quot;Times New Roman&quot;,&quot;serif&quot;;mso-ansi-language:VI"'
    return " ".join(f'<span lang="VI" {font}>{run}</span>' for run in runs if run) + "<o:p></o:p>"


def _word(seed: Seed, choices: Choices) -> Page:
    """A text pasted from Word into a small office's site: MsoNormal, spans, font tags, empty paragraphs, indents."""
    tab = '<span style="mso-tab-count:1">&nbsp;&nbsp; </span>'
    indent = choices.pick("indent", ("", "&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; ", tab))
    empty = '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>' if choices.chance("empty", 50) else ""
    style = 'class="MsoNormal" style="text-align:justify;text-indent:.5in"'
    manner = Manner(
        p=lambda text: f"<p {style}>{indent}{_pasted(choices, text)}</p>{empty}",
        heading=lambda text: f'<p class="MsoNormal"><b style="mso-bidi-font-weight:normal">{_pasted(choices, text)}</b></p>',
        captions=("italic", "break", "plain", "table-plain", "break-italic"),
        people=("right", "right-align", "strong", "plain"), tools=("before", "meta", "after"),
        related=("after", "beside", "inside-end"), keeps_indent=False, leads=("{}", "<b>{}</b>"),
    )  # fmt: skip
    on = sheet(seed, choices, "/vi/tin-hoat-dong/{slug}-a{id}.html", manner, 40)
    main = (
        f'<div class="detail">{on.around.crumbs()}{on.at("before")}<h3 class="title">{on.title}</h3>{on.date("date")}'
        f"{on.at('meta')}{on.sapo('<div class=summary><strong>{}</strong></div>')}"
        f'<div class="content">{on.text}</div>{on.at("after")}</div>'
    )
    body = (
        f"{on.around.header()}<table><tr><td>{main}</td><td>{on.around.side(on.at('beside'))}</td></tr></table>"
        f"{on.around.footer(on.at('footer'))}"
    )
    own = on.own(".detail .title", ".detail .content", ".detail .date", ".detail .summary")
    return on.page(body, own, ("none", "some"))


MAKERS = (
    Maker("divs", _divs), Maker("tables", _tables), Maker("breaks", _breaks), Maker("lists", _lists), Maker("html5", _html5),
    Maker("word", _word),
)  # fmt: skip
