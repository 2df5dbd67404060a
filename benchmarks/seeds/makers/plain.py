"""Pages of no known system: nested divs, layout tables, line breaks, lists, HTML5, text pasted from Word."""

from benchmarks.seeds import parts
from benchmarks.seeds.choices import Choices
from benchmarks.seeds.flow import Manner, print_out
from benchmarks.seeds.makers.page import Maker, Page, address, document, own, site_of
from benchmarks.seeds.pieces import Seed
from benchmarks.seeds.surroundings import breadcrumb, esc, footer, head, header, side

_OLD = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'


def _divs(seed: Seed, choices: Choices) -> Page:
    """Divs in divs, no element named for what it holds; paragraphs are divs in half of the pages."""
    site = site_of(seed, choices)
    url = address(seed, site, "/tin-tuc/{slug}-{id}.html")
    shape = choices.pick("paragraph", ("<p>{}</p>", "<div>{}</div>", '<div style="text-align:justify">{}</div>'))
    manner = Manner(
        p=shape.format, heading=choices.pick("heading", ("<p><strong>{}</strong></p>", "<div><b>{}</b></div>")).format,
        captions=("italic", "plain", "break", "italic-div", "table-plain", "break-italic"), boxes=('class="c7"', ""),
    )  # fmt: skip
    printed = print_out(seed, choices, manner, sapo_apart=False)
    date = parts.date_line(seed, choices, "c4")
    main = (
        f'<div class="c1">{breadcrumb(seed, choices)}{"".join(printed.before)}<div class="c2"><h2>{esc(seed.title)}</h2></div>{date}'
        f'{"".join(printed.meta)}<div class="c5"><div><div id="c6">{chr(10).join(printed.inside)}</div></div></div>'
        f"{''.join(printed.after)}</div>"
    )
    body = (
        f'<div class="w">{header(seed, site, choices, False)}<div class="m">{main}{side(choices, "div", "".join(printed.beside))}</div>'
        f"{footer(seed, choices, False, ''.join(printed.footer))}</div>"
    )
    return Page(document(head(seed, site, choices, url, "none"), body), url, own(printed, ".c2 h2", "#c6", ".c4"))


def _tables(seed: Seed, choices: Choices) -> Page:
    """A portal of the 2000s: the whole page and the article in tables."""
    site = site_of(seed, choices)
    url = address(seed, site, "/default.aspx?tabid=74&NewsID={id}")
    manner = Manner(
        p=choices.pick("paragraph", ('<p align="justify">{}</p>', "<p><font face=Arial size=2>{}</font></p>")).format,
        heading="<p><b>{}</b></p>".format, captions=("table", "table-plain", "italic-div", "break", "italic", "plain"),
        related_ways=("links", "breaks", "plain", "linked-leads"), boxes=('class="othernews"', ""),
    )  # fmt: skip
    apart = choices.chance("sapo-apart", 50)
    printed = print_out(seed, choices, manner, apart)
    rows = [
        f'<tr><td class="path">{breadcrumb(seed, choices)}</td></tr>', *(f"<tr><td>{one}</td></tr>" for one in printed.before),
        f'<tr><td class="tieude"><h2><font color="#003399">{esc(seed.title)}</font></h2></td></tr>',
        f"<tr><td>{parts.date_line(seed, choices, 'ngaydang', 'span')}{''.join(printed.meta)}</td></tr>",
        f'<tr><td class="trichdan"><b>{printed.sapo}</b></td></tr>' if printed.sapo else "",
        f'<tr><td class="noidung" valign="top">{chr(10).join(printed.inside)}</td></tr>',
        *(f"<tr><td>{one}</td></tr>" for one in printed.after),
    ]  # fmt: skip
    body = (
        f'<table width="1000" align="center"><tr><td colspan="3">{header(seed, site, choices, False)}</td></tr><tr>'
        f'<td width="180" valign="top">{"".join(printed.beside)}</td>'
        f'<td valign="top"><table width="100%">{"".join(rows)}</table></td>'
        f'<td width="200" valign="top">{side(choices)}</td></tr><tr><td colspan="3">{footer(seed, choices, False, "".join(printed.footer))}'
        "</td></tr></table>"
    )
    told = own(printed, "td.tieude", "td.noidung", "span.ngaydang", "td.trichdan" if printed.sapo else "")
    return Page(document(head(seed, site, choices, url, "none"), body, _OLD, ""), url, told)


def _breaks(seed: Seed, choices: Choices) -> Page:
    """The whole body one block, its paragraphs parted by line breaks."""
    site = site_of(seed, choices)
    url = address(seed, site, "/chi-tiet-tin/{id}/{slug}.html")
    manner = Manner(
        p="{}".format, heading="<b>{}</b>".format, captions=("break-inline",), player="<span>{}</span>".format,
        people=("right-div", "inline"), related_ways=("breaks", "links"), boxes=('class="lienquan"',), keeps_indent=True,
    )  # fmt: skip
    printed = print_out(seed, choices, manner, sapo_apart=choices.chance("sapo-apart", 40))
    gap = choices.pick("gap", ("<br><br>", "<br />\n<br />\n", "<br>&nbsp;<br>", "<br>"))
    sapo = f'<h3 class="intro">{printed.sapo}</h3>' if printed.sapo else ""
    main = (
        f'<div class="news-view">{breadcrumb(seed, choices)}{"".join(printed.before)}<h1>{esc(seed.title)}</h1>'
        f'{parts.date_line(seed, choices, "post-info")}{"".join(printed.meta)}{sapo}<div class="text">{gap.join(printed.inside)}</div>'
        f"{''.join(printed.after)}</div>"
    )
    body = (
        f"{header(seed, site, choices, False)}<div class=row>{main}{side(choices, 'div', ''.join(printed.beside))}</div>"
        f"{footer(seed, choices, False, ''.join(printed.footer))}"
    )
    told = own(printed, ".news-view h1", ".news-view .text", ".post-info", "h3.intro" if sapo else "")
    return Page(document(head(seed, site, choices, url, choices.pick("machine", ("none", "some"))), body), url, told)


def _lists(seed: Seed, choices: Choices) -> Page:
    """A page of lists: every part of the article is an item, so is everything around it."""
    site = site_of(seed, choices)
    url = address(seed, site, "/?act=news&id={id}")
    manner = Manner(
        captions=("italic", "figure", "class", "break", "plain"), related=("after", "beside", "inside-end"),
        boxes=('class="more"',), heading="<p><strong><u>{}</u></strong></p>".format,
    )  # fmt: skip
    printed = print_out(seed, choices, manner, sapo_apart=True)
    items = [
        *printed.before, f'<strong class="t">{esc(seed.title)}</strong>',
        f"<small>{parts.date_line(seed, choices, 'when', 'em')}</small>" if seed.date else "", *printed.meta,
        f"<b class=lead>{printed.sapo}</b>" if printed.sapo else "",
        f'<div class="full">{chr(10).join(printed.inside)}</div>', *printed.after,
    ]  # fmt: skip
    main = '<ul class="article">' + "".join(f"<li>{item}</li>" for item in items if item) + "</ul>"
    body = (
        f"{header(seed, site, choices, False)}{breadcrumb(seed, choices)}{main}{side(choices, 'div', ''.join(printed.beside))}"
        f"{footer(seed, choices, False, ''.join(printed.footer))}"
    )
    told = own(printed, "strong.t", ".article .full", "em.when", "b.lead" if printed.sapo else "")
    return Page(document(head(seed, site, choices, url, "none"), body), url, told)


def _html5(seed: Seed, choices: Choices) -> Page:
    """A page as the book has it: header, nav, main, article, aside, footer."""
    site = site_of(seed, choices)
    url = address(seed, site, "/bai-viet/{slug}")
    manner = Manner(
        heading="<h2>{}</h2>".format, captions=("figure", "alt"), boxes=('class="related"', 'aria-label="Tin liên quan"'),
        player=lambda text: f'<div class="audio-player"><span class="time">{text}</span></div>', keeps_indent=False,
        related_ways=("links", "cards", "linked-leads"),
    )  # fmt: skip
    printed = print_out(seed, choices, manner, sapo_apart=choices.chance("sapo-apart", 60))
    sapo = f'<p class="lead">{printed.sapo}</p>' if printed.sapo else ""
    main = (
        f"<main>{breadcrumb(seed, choices)}{''.join(printed.before)}<article><header><h1>{esc(seed.title)}</h1>"
        f"{parts.date_line(seed, choices, 'meta', 'p')}{''.join(printed.meta)}{sapo}</header>"
        f'<div class="entry">{chr(10).join(printed.inside)}</div></article>{"".join(printed.after)}</main>'
    )
    body = (
        f"{header(seed, site, choices, True)}{main}{side(choices, 'aside', ''.join(printed.beside))}"
        f"{footer(seed, choices, True, ''.join(printed.footer))}"
    )
    told = own(printed, "article h1", "article .entry", "article p.meta", "article p.lead" if sapo else "")
    return Page(document(head(seed, site, choices, url, choices.pick("machine", ("some", "much"))), body), url, told)


def _pasted(choices: Choices, text: str) -> str:
    """A run of text as Word leaves it: cut into spans at some words, a language on each."""
    words = text.split(" ")
    cut = sorted(
        {1 + choices.number(f"{text[:30]}/{n}", max(1, len(words) - 1)) for n in range(min(4, len(words) // 8))}
    )
    runs = [" ".join(words[start:end]) for start, end in zip([0, *cut], [*cut, len(words)], strict=True)]
    font = 'style="font-size:14.0pt;font-family:&quot;Times New Roman&quot;,&quot;serif&quot;;mso-ansi-language:VI"'
    return " ".join(f'<span lang="VI" {font}>{run}</span>' for run in runs if run) + "<o:p></o:p>"


def _word(seed: Seed, choices: Choices) -> Page:
    """A text pasted from Word into a small office's site: MsoNormal, spans, font tags, empty paragraphs, indents."""
    site = site_of(seed, choices)
    url = address(seed, site, "/vi/tin-hoat-dong/{slug}-a{id}.html")
    indent = choices.pick(
        "indent", ("", "&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; ", '<span style="mso-tab-count:1">&nbsp;&nbsp; </span>')
    )
    empty = '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>' if choices.chance("empty", 50) else ""
    manner = Manner(
        p=lambda text: (
            f'<p class="MsoNormal" style="text-align:justify;text-indent:.5in">{indent}{_pasted(choices, text)}</p>{empty}'
        ),
        heading=lambda text: f'<p class="MsoNormal"><b style="mso-bidi-font-weight:normal">{_pasted(choices, text)}</b></p>',
        captions=("italic", "break", "plain", "table-plain", "break-italic"), people=("right", "right-align", "strong", "plain"),
        tools=("before", "meta", "after"), related=("after", "beside", "inside-end"), keeps_indent=False,
    )  # fmt: skip
    printed = print_out(seed, choices, manner, sapo_apart=choices.chance("sapo-apart", 40))
    sapo = f'<div class="summary"><strong>{printed.sapo}</strong></div>' if printed.sapo else ""
    main = (
        f'<div class="detail">{breadcrumb(seed, choices)}{"".join(printed.before)}<h3 class="title">{esc(seed.title)}</h3>'
        f'{parts.date_line(seed, choices, "date")}{"".join(printed.meta)}{sapo}<div class="content">{chr(10).join(printed.inside)}</div>'
        f"{''.join(printed.after)}</div>"
    )
    body = (
        f"{header(seed, site, choices, False)}<table><tr><td>{main}</td><td>{side(choices, 'div', ''.join(printed.beside))}</td></tr>"
        f"</table>{footer(seed, choices, False, ''.join(printed.footer))}"
    )
    told = own(printed, ".detail .title", ".detail .content", ".detail .date", ".detail .summary" if sapo else "")
    return Page(document(head(seed, site, choices, url, choices.pick("machine", ("none", "some"))), body), url, told)


MAKERS = (
    Maker("divs", _divs), Maker("tables", _tables), Maker("breaks", _breaks), Maker("lists", _lists), Maker("html5", _html5),
    Maker("word", _word),
)  # fmt: skip
