"""Pages of the systems that portals run on: Liferay 6.2 and 7, VNPT's, NukeViet 4, SharePoint."""

from benchmarks.seeds import parts
from benchmarks.seeds.choices import Choices
from benchmarks.seeds.flow import Manner, print_out
from benchmarks.seeds.makers.page import Maker, Page, address, document, own, site_of
from benchmarks.seeds.pieces import Seed
from benchmarks.seeds.surroundings import breadcrumb, esc, footer, head, header, side

_JUSTIFIED = '<p style="text-align: justify;">{}</p>'


def _portlet(name: str, inner: str) -> str:
    return (
        f'<div class="portlet-boundary portlet-boundary_{name}_ portlet-static portlet-borderless" id="p_p_id_{name}_">'
        f'<span id="p_{name}"></span><div class="portlet-borderless-container"><div class="portlet-body">{inner}</div></div></div>'
    )


def _liferay62(seed: Seed, choices: Choices) -> Page:
    """Portlets in columns; the title a div, the date above the body, the lead apart."""
    site = site_of(seed, choices)
    url = address(seed, site, "/tin-tuc-su-kien/-/view_content/{id}-{slug}.html")
    manner = Manner(
        p=choices.pick("paragraph", ("<p>{}</p>", _JUSTIFIED, "<div>{}</div>")).format,
        heading="<p><strong>{}</strong></p>".format, captions=("italic", "break", "table", "plain", "break-italic"),
        people=("class", "right-align", "right", "plain"), tools=("before", "after", "inside-end"),
        boxes=('class="related_asset"', ""),
    )  # fmt: skip
    printed = print_out(seed, choices, manner, sapo_apart=choices.chance("sapo-apart", 60))
    sapo = (
        f'<div class="sapo-wrapper clearfix"><p class="sapo"><strong>{printed.sapo}</strong></p></div>'
        if printed.sapo
        else ""
    )
    content = (
        f'<div class="asset-full-content-title">{esc(seed.title)}</div>{parts.date_line(seed, choices, "assetPublishDate block_timer")}'
        f'{"".join(printed.meta)}<div class="asset-full-content show-asset-title"><div class="asset-content" id="_101_55">{sapo}'
        f'<div class="journal-content-article">{chr(10).join(printed.inside)}</div></div></div>{"".join(printed.after)}'
    )
    body = (
        f'<div id="wrapper">{header(seed, site, choices, False)}<div id="content"><div class="portlet-column span9" id="column-1">'
        f"{_portlet('ddlk_WAR_pointportal', breadcrumb(seed, choices))}{''.join(printed.before)}{_portlet('101', content)}</div>"
        f'<div class="portlet-column span3" id="column-2">{_portlet("56_INSTANCE_k2", side(choices, "div", "".join(printed.beside)))}'
        f"</div></div>{footer(seed, choices, False, ''.join(printed.footer))}</div>"
    )
    told = own(
        printed, ".asset-full-content-title", ".journal-content-article", ".assetPublishDate", "p.sapo" if sapo else ""
    )
    return Page(
        document(head(seed, site, choices, url, "none"), body, attributes='class="aui ltr" dir="ltr" lang="vi-VN"'),
        url,
        told,
    )


def _liferay7(seed: Seed, choices: Choices) -> Page:
    """The asset publisher of Liferay 7: the title a span in an h4, the lead and the date inside the web content."""
    site = site_of(seed, choices)
    url = address(seed, site, "/chi-tiet/-/asset_publisher/hyvGyPUjuRrN/content/{slug}")
    manner = Manner(
        p='<p class="text-justify">{}</p>'.format, captions=("figure", "italic", "class", "break"), heading="<p><strong>{}</strong></p>".format,
        tools=("before", "inside-top", "after"), boxes=('class="asset-links"', 'class="tin-khac"'), related=("after", "beside", "inside-end"),
    )  # fmt: skip
    printed = print_out(seed, choices, manner, sapo_apart=choices.chance("sapo-apart", 50))
    sapo = f'<p class="text-justify"><strong class="text-muted">{printed.sapo}</strong></p>' if printed.sapo else ""
    content = (
        f'<div class="asset-full-content clearfix mb-5 default-asset-publisher show-asset-title"><div class="mb-2">'
        f'<h4 class="component-title"><span class="asset-title d-inline">{esc(seed.title)}</span></h4></div>'
        f'{"".join(printed.meta)}<div class="asset-content mb-3"><div class="journal-content-article" data-analytics-asset-type="web-content">'
        f"<div><section>{parts.date_line(seed, choices, 'text-ngayxam-page', 'span')}{sapo}{chr(10).join(printed.inside)}</section></div>"
        f"</div></div></div>{''.join(printed.after)}"
    )
    boundary = (
        '<div class="portlet-boundary portlet-asset-publisher" id="p_p_id_com_liferay_asset_publisher_web_portlet_INSTANCE_hy_">'
        f'<section class="portlet"><div class="portlet-content"><div class="portlet-body">{content}</div></div></section></div>'
    )
    body = (
        f'<div class="container-fluid" id="wrapper">{header(seed, site, choices, True)}<section id="content">'
        f'<div class="portlet-layout row"><div class="col-md-9">{breadcrumb(seed, choices)}{"".join(printed.before)}{boundary}</div>'
        f'<div class="col-md-3">{side(choices, "div", "".join(printed.beside))}</div></div></section>'
        f"{footer(seed, choices, True, ''.join(printed.footer))}</div>"
    )
    told = own(
        printed, ".asset-title", ".journal-content-article", ".text-ngayxam-page", "strong.text-muted" if sapo else ""
    )
    markup = document(
        head(seed, site, choices, url, choices.pick("machine", ("none", "some"))),
        body,
        attributes='class="ltr" lang="vi-VN"',
    )
    return Page(markup, url, told)


def _vnpt(seed: Seed, choices: Choices) -> Page:
    """A provincial portal with an accessibility toolbar above the article and the article in a Bootstrap grid."""
    site = site_of(seed, choices)
    url = address(seed, site, "/chi-tiet-tin-tuc/-/news/{slug}/{id}")
    manner = Manner(
        p=_JUSTIFIED.format, heading="<p><strong>{}</strong></p>".format, captions=("italic", "figure", "break", "class", "plain"),
        tools=("before", "meta"), people=("right", "right-div", "plain", "strong", "class"), boxes=('class="other-news"', ""),
    )  # fmt: skip
    printed = print_out(seed, choices, manner, sapo_apart=choices.chance("sapo-apart", 50))
    sapo = f'<div class="news-intro">{printed.sapo}</div>' if printed.sapo else ""
    main = (
        f'<div class="col-lg-9 news-detail">{breadcrumb(seed, choices)}{"".join(printed.before)}<h1 class="news-title">{esc(seed.title)}</h1>'
        f"{parts.date_line(seed, choices, 'news-date')}{''.join(printed.meta)}{sapo}"
        f'<div class="news-content">{chr(10).join(printed.inside)}</div>{"".join(printed.after)}</div>'
    )
    body = (
        f'{header(seed, site, choices, False)}<div class="container"><div class="row">{main}'
        f'<div class="col-lg-3">{side(choices, "div", "".join(printed.beside))}</div></div></div>'
        f"{footer(seed, choices, True, ''.join(printed.footer))}"
    )
    told = own(printed, "h1.news-title", ".news-content", ".news-date", ".news-intro" if sapo else "")
    return Page(document(head(seed, site, choices, url, choices.pick("machine", ("none", "some"))), body), url, told)


def _nukeviet(seed: Seed, choices: Choices) -> Page:
    """NukeViet 4: microdata in the head of the article, hometext, bodytext, author block, the two lists of other news."""
    site = site_of(seed, choices)
    url = address(seed, site, "/vi/news/tin-tuc-su-kien/{slug}-{id}.html")
    manner = Manner(
        p=choices.pick("paragraph", ("<p>{}</p>", '<div style="text-align: justify;">{}</div>')).format,
        heading="<h2>{}</h2>".format, captions=("figure", "table", "italic", "class", "break-italic"), people=("class", "right", "right-div", "plain"),
        tools=("meta", "after"), related=("after",), related_ways=("links",), boxes=('class="news_column panel panel-default"',),
    )  # fmt: skip
    printed = print_out(seed, choices, manner, sapo_apart=True)
    edited = '<span class="hidden hide d-none" itemprop="dateModified">2025-11-03T08:15:00+07:00</span>'
    sapo = f'<div class="hometext m-bottom" itemprop="description">{printed.sapo}</div>' if printed.sapo else ""
    main = (
        f'<div class="news_column panel panel-default" itemtype="http://schema.org/NewsArticle" itemscope><div class="panel-body">'
        f'<h1 class="title margin-bottom-lg" itemprop="headline">{esc(seed.title)}</h1>{edited}<div class="row margin-bottom-lg">'
        f'<div class="col-md-12">{parts.date_line(seed, choices, "h5", "span")}</div>{"".join(printed.meta)}</div><div class="clear"></div>'
        f'<div id="hometext">{sapo}</div><div id="news-bodyhtml" class="bodytext margin-bottom-lg">{chr(10).join(printed.inside)}</div>'
        f"</div></div>{''.join(printed.after)}"
    )
    body = (
        f'<div class="body-bg">{header(seed, site, choices, True)}<div class="wraper"><div class="container" id="body">'
        f'{breadcrumb(seed, choices)}{"".join(printed.before)}<div class="row"><div class="col-sm-16 col-md-18">{main}</div>'
        f'<div class="col-sm-8 col-md-6">{side(choices, "div", "".join(printed.beside))}</div></div></div></div>'
        f"{footer(seed, choices, True, ''.join(printed.footer))}</div>"
    )
    told = own(printed, "h1.title", "#news-bodyhtml", "span.h5", ".hometext" if sapo else "")
    return Page(document(head(seed, site, choices, url, "some", "NukeViet v4.3"), body), url, told)


def _sharepoint(seed: Seed, choices: Choices) -> Page:
    """SharePoint of 2012: web parts in tables, ms-rte classes, title and lead in fields of the page layout."""
    site = site_of(seed, choices)
    url = address(seed, site, "/Pages/{slug}-{id}.aspx")
    manner = Manner(
        p=choices.pick("paragraph", ('<p class="ms-rteElement-P">{}</p>', "<p>{}</p>", "<div>{}</div>")).format,
        heading='<p><strong class="ms-rteForeColor-2">{}</strong></p>'.format, captions=("table-plain", "table", "break", "italic"),
        related=("after", "beside", "inside-end"), related_ways=("links", "breaks"), boxes=('class="tinlienquan"',),
    )  # fmt: skip
    printed = print_out(seed, choices, manner, sapo_apart=choices.chance("sapo-apart", 60))
    sapo = f'<h2 class="ms-rteElement-H2">{printed.sapo}</h2>' if printed.sapo else ""
    part = '<table class="s4-wpTopTable" border="0" cellpadding="0" width="100%"><tr><td valign="top"><div class="ms-WPBody noindex">{}</div></td></tr></table>'
    main = (
        f'<div id="print-news"><div class="article-header"><h1 class="mainTitle">{esc(seed.title)}</h1>'
        f'{parts.date_line(seed, choices, "date-line", "span")}{"".join(printed.meta)}</div><div class="article-ds">'
        f'<div class="article-content article-content03">{sapo}{chr(10).join(printed.inside)}</div></div></div>'
        + "".join(part.format(one) for one in printed.after)
    )
    body = (
        f'<form id="aspnetForm"><div id="s4-workspace">{header(seed, site, choices, False)}<table width="100%"><tr><td>'
        f"{part.format(breadcrumb(seed, choices))}{''.join(printed.before)}{part.format(main)}</td>"
        f"<td>{part.format(side(choices, 'div', ''.join(printed.beside)))}</td></tr></table>"
        f"{footer(seed, choices, False, ''.join(printed.footer))}</div></form>"
    )
    told = own(printed, "h1.mainTitle", ".article-content", "span.date-line", "h2.ms-rteElement-H2" if sapo else "")
    return Page(document(head(seed, site, choices, url, "none", "Microsoft SharePoint"), body), url, told)


MAKERS = (
    Maker("liferay62", _liferay62, "liferay62"), Maker("liferay7", _liferay7, "liferay7"), Maker("vnpt", _vnpt, "vnpt"),
    Maker("nukeviet4", _nukeviet, "nukeviet4"), Maker("sharepoint", _sharepoint, "sharepoint"),
)  # fmt: skip
