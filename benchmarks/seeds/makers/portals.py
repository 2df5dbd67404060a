"""Pages of the systems that portals run on: Liferay 6.2 and 7, VNPT's, NukeViet 4, SharePoint."""

from benchmarks.seeds.choices import Choices
from benchmarks.seeds.flow import Manner
from benchmarks.seeds.makers.page import Maker, Page, Sheet, sheet
from benchmarks.seeds.pieces import Seed

_JUSTIFIED = '<p style="text-align: justify;">{}</p>'
_STRONG = "<p><strong>{}</strong></p>".format


def _portlet(name: str, inner: str) -> str:
    return (
        f'<div class="portlet-boundary portlet-boundary_{name}_ portlet-static portlet-borderless" id="p_p_id_{name}_">'
        f'<span id="p_{name}"></span><div class="portlet-borderless-container"><div class="portlet-body">{inner}</div>'
        "</div></div>"
    )


def _liferay62(seed: Seed, choices: Choices) -> Page:
    """Portlets in columns; the title a div, the date above the body, the lead apart."""
    manner = Manner(
        p=choices.pick("paragraph", ("<p>{}</p>", _JUSTIFIED, "<div>{}</div>")).format, heading=_STRONG,
        captions=("italic", "break", "table", "plain", "break-italic"), boxes=('class="related_asset"', ""),
        people=("liferay", "class", "right-align", "right", "plain"), tools=("before", "after", "inside-end"),
    )  # fmt: skip
    on = sheet(seed, choices, "/tin-tuc-su-kien/-/view_content/{id}-{slug}.html", manner, 60)
    sapo = on.sapo('<div class="sapo-wrapper clearfix"><p class="sapo"><strong>{}</strong></p></div>')
    content = (
        f'<div class="asset-full-content-title">{on.title}</div>{on.date("assetPublishDate block_timer")}{on.at("meta")}'
        f'<div class="asset-full-content show-asset-title"><div class="asset-content" id="_101_55">{sapo}'
        f'<div class="journal-content-article">{on.text}</div></div></div>{on.at("after")}'
    )
    body = (
        f'<div id="wrapper">{on.around.header()}<div id="content"><div class="portlet-column span9" id="column-1">'
        f"{_portlet('ddlk_WAR_pointportal', on.around.crumbs())}{on.at('before')}{_portlet('101', content)}</div>"
        f'<div class="portlet-column span3" id="column-2">{_portlet("56_k2", on.around.side(on.at("beside")))}</div></div>'
        f"{on.around.footer(on.at('footer'))}</div>"
    )
    own = on.own(".asset-full-content-title", ".journal-content-article", ".assetPublishDate", "p.sapo")
    return on.page(body, own, attributes='class="aui ltr" dir="ltr" lang="vi-VN"')


def _liferay7(seed: Seed, choices: Choices) -> Page:
    """The asset publisher of Liferay 7: the title a span in an h4, the lead and the date inside the web content."""
    manner = Manner(
        p='<p class="text-justify">{}</p>'.format, captions=("figure", "italic", "class", "break"), heading=_STRONG,
        tools=("before", "inside-top", "after"), boxes=('class="asset-links"', 'class="tin-khac"'),
        related=("after", "beside", "inside-end"),
    )  # fmt: skip
    on = sheet(seed, choices, "/chi-tiet/-/asset_publisher/hyvGyPUjuRrN/content/{slug}", manner, 50)
    sapo = on.sapo('<p class="text-justify"><strong class="text-muted">{}</strong></p>')
    within = choices.chance("date-in-content", 50)
    date = on.date("text-ngayxam-page" if within else "metadata-publish-date", "span")
    content = (
        f'<div class="asset-full-content clearfix mb-5 default-asset-publisher show-asset-title"><div class="mb-2">'
        f'<h4 class="component-title"><span class="asset-title d-inline">{on.title}</span></h4></div>{"" if within else date}'
        f"{on.at('meta')}"
        f'<div class="asset-content mb-3"><div class="journal-content-article" data-analytics-asset-type="web-content">'
        f"<div><section>{date if within else ''}{sapo}{on.text}</section></div></div></div></div>"
        f"{on.at('after')}"
    )
    boundary = (
        '<div class="portlet-boundary portlet-asset-publisher" id="p_p_id_com_liferay_asset_publisher_web_portlet_hy_">'
        f'<section class="portlet"><div class="portlet-content"><div class="portlet-body">{content}</div></div></section>'
        "</div>"
    )
    body = (
        f'<div class="container-fluid" id="wrapper">{on.around.header(True)}<section id="content">'
        f'<div class="portlet-layout row"><div class="col-md-9">{on.around.crumbs()}{on.at("before")}{boundary}</div>'
        f'<div class="col-md-3">{on.around.side(on.at("beside"))}</div></div></section>'
        f"{on.around.footer(on.at('footer'), True)}</div>"
    )
    shown = ".text-ngayxam-page" if within else ".metadata-publish-date"
    own = on.own(".asset-title", ".journal-content-article", shown, "strong.text-muted")
    return on.page(body, own, ("none", "some"), attributes='class="ltr" lang="vi-VN"')


def _vnpt(seed: Seed, choices: Choices) -> Page:
    """A provincial portal with an accessibility toolbar above the article and the article in a Bootstrap grid."""
    manner = Manner(
        p=_JUSTIFIED.format, heading=_STRONG, captions=("italic", "figure", "break", "class", "plain"),
        tools=("before", "meta"), people=("right", "right-div", "plain", "strong", "class"),
        boxes=('class="other-news"', ""),
    )  # fmt: skip
    on = sheet(seed, choices, "/chi-tiet-tin-tuc/-/news/{slug}/{id}", manner, 50)
    main = (
        f'<div class="col-lg-9 news-detail">{on.around.crumbs()}{on.at("before")}<h1 class="news-title">{on.title}</h1>'
        f"{on.date('news-date')}{on.at('meta')}{on.sapo('<div class=news-intro>{}</div>')}"
        f'<div class="news-content">{on.text}</div>{on.at("after")}</div>'
    )
    body = (
        f'{on.around.header()}<div class="container"><div class="row">{main}'
        f'<div class="col-lg-3">{on.around.side(on.at("beside"))}</div></div></div>'
        f"{on.around.footer(on.at('footer'), True)}"
    )
    return on.page(body, on.own("h1.news-title", ".news-content", ".news-date", ".news-intro"), ("none", "some"))


def _nukeviet(seed: Seed, choices: Choices) -> Page:
    """NukeViet 4: microdata in the head of the article, hometext, bodytext, author block, the two lists of other news."""
    shapes = ("<p>{}</p>", '<div style="text-align: justify;">{}</div>')
    manner = Manner(
        p=choices.pick("paragraph", shapes).format, heading="<h2>{}</h2>".format,
        captions=("figure", "table", "italic", "class", "break-italic"), people=("class", "right", "right-div", "plain"),
        tools=("meta", "after"), related=("after",), related_ways=("links",),
        boxes=('class="news_column panel panel-default"',),
    )  # fmt: skip
    on = sheet(seed, choices, "/vi/news/tin-tuc-su-kien/{slug}-{id}.html", manner, 100)
    edited = '<span class="hidden hide d-none" itemprop="dateModified">2025-11-03T08:15:00+07:00</span>'
    main = (
        '<div class="news_column panel panel-default" itemtype="http://schema.org/NewsArticle" itemscope>'
        f'<div class="panel-body"><h1 class="title margin-bottom-lg" itemprop="headline">{on.title}</h1>{edited}'
        f'<div class="row margin-bottom-lg"><div class="col-md-12">{on.date("h5", "span")}</div>{on.at("meta")}</div>'
        f'<div class="clear"></div><div id="hometext">'
        f"{on.sapo('<div class=hometext itemprop=description>{}</div>')}</div>"
        f'<div id="news-bodyhtml" class="bodytext margin-bottom-lg">{on.text}</div></div></div>{on.at("after")}'
    )
    body = (
        f'<div class="body-bg">{on.around.header(True)}<div class="wraper"><div class="container" id="body">'
        f'{on.around.crumbs()}{on.at("before")}<div class="row"><div class="col-sm-16 col-md-18">{main}</div>'
        f'<div class="col-sm-8 col-md-6">{on.around.side(on.at("beside"))}</div></div></div></div>'
        f"{on.around.footer(on.at('footer'), True)}</div>"
    )
    return on.page(body, on.own("h1.title", "#news-bodyhtml", "span.h5", ".hometext"), ("some",), "NukeViet v4.3")


def _web_part(inner: str) -> str:
    return (
        '<table class="s4-wpTopTable" border="0" cellpadding="0" width="100%"><tr><td valign="top">'
        f'<div class="ms-WPBody noindex">{inner}</div></td></tr></table>'
    )


def _old_layout(on: Sheet) -> tuple[str, dict[str, str]]:
    """A paper's own page layout of 2012."""
    markup = (
        f'<div id="print-news"><div class="article-header"><h1 class="mainTitle">{on.title}</h1>'
        f'{on.date("date-line", "span")}{on.at("meta")}</div><div class="article-ds">'
        f'<div class="article-content article-content03">{on.sapo("<h2 class=ms-rteElement-H2>{}</h2>")}{on.text}</div>'
        f"</div></div>"
    )
    return markup, on.own("h1.mainTitle", ".article-content", "span.date-line", "h2.ms-rteElement-H2")


def _article_page(on: Sheet) -> tuple[str, dict[str, str]]:
    """SharePoint's own "article page": the lead is the first paragraph of the rich text field."""
    rich = 'id="ctl00_PlaceHolderMain_RichHtmlField" class="ms-rtestate-field"'
    markup = (
        f'<h1 id="pageTitle" class="ms-core-pageTitle"><span id="DeltaPlaceHolderPageTitleInTitleArea">{on.title}</span></h1>'
        f'<div class="article article-left"><div class="article-header">{on.date("date-line")}{on.at("meta")}</div>'
        f'<div class="article-content"><div {rich}>{on.sapo("<p class=intro><strong>{}</strong></p>")}{on.text}</div></div>'
        "</div>"
    )
    return markup, on.own("#DeltaPlaceHolderPageTitleInTitleArea", ".article-content", ".date-line", "p.intro")


def _sharepoint(seed: Seed, choices: Choices) -> Page:
    """SharePoint of 2012: web parts in tables, ms-rte classes, title and lead in fields of the page layout."""
    shapes = ('<p class="ms-rteElement-P">{}</p>', "<p>{}</p>", "<div>{}</div>")
    manner = Manner(
        p=choices.pick("paragraph", shapes).format, captions=("table-plain", "table", "break", "italic"),
        heading='<p><strong class="ms-rteForeColor-2">{}</strong></p>'.format, related=("after", "beside", "inside-end"),
        related_ways=("links", "breaks"), boxes=('class="tinlienquan"',),
    )  # fmt: skip
    on = sheet(seed, choices, "/Pages/{slug}-{id}.aspx", manner, 60)
    main, own = (_old_layout if choices.chance("own-layout", 50) else _article_page)(on)
    main += _web_part(on.at("after"))
    body = (
        f'<form id="aspnetForm"><div id="s4-workspace">{on.around.header()}<table width="100%"><tr><td>'
        f"{_web_part(on.around.crumbs())}{on.at('before')}{_web_part(main)}</td>"
        f"<td>{_web_part(on.around.side(on.at('beside')))}</td></tr></table>{on.around.footer(on.at('footer'))}</div></form>"
    )
    return on.page(body, own, generator="Microsoft SharePoint")


MAKERS = (
    Maker("liferay62", _liferay62, "liferay62"), Maker("liferay7", _liferay7, "liferay7"), Maker("vnpt", _vnpt, "vnpt"),
    Maker("nukeviet4", _nukeviet, "nukeviet4"), Maker("sharepoint", _sharepoint, "sharepoint"),
)  # fmt: skip
