"""Pages of the content systems that small sites run on: WordPress, Joomla with K2, Drupal."""

from benchmarks.seeds.choices import Choices
from benchmarks.seeds.flow import Manner
from benchmarks.seeds.makers.page import Maker, Page, sheet
from benchmarks.seeds.pieces import Seed


def _wordpress(seed: Seed, choices: Choices) -> Page:
    """WordPress: article.post, entry-title, entry-content, wp-caption or wp-block-image, Jetpack's sharing at the end."""
    manner = Manner(
        captions=("wp", "figure", "italic", "plain"), people=("right", "right-div", "strong", "plain"),
        tools=("meta", "inside-end", "after"), related=("after", "beside", "inside-end"), keeps_indent=False,
        related_ways=("links", "cards", "linked-leads"),
        boxes=('class="yarpp yarpp-related"', 'id="jp-relatedposts" class="jp-relatedposts"'),
    )  # fmt: skip
    on = sheet(seed, choices, "/2024/06/{slug}/", manner, 0)
    main = (
        '<main id="main" class="site-main"><article id="post-55" class="post type-post status-publish">'
        f'<header class="entry-header">{on.at("before")}<h1 class="entry-title">{on.title}</h1><div class="entry-meta">'
        f'{on.date("posted-on", "span", ("time",))}{on.at("meta")}</div></header><div class="entry-content">{on.text}</div>'
        '<footer class="entry-footer"><span class="cat-links">Đăng trong <a href="/cat">Tin tức</a></span></footer></article>'
        f"{on.at('after')}{on.around.comments('id=comments class=comments-area')}</main>"
    )
    body = (
        f'<div id="page" class="site">{on.around.header(True)}<div id="content">{on.around.crumbs()}{main}'
        f"{on.around.side(on.at('beside'), 'aside')}</div>{on.around.footer(on.at('footer'), True)}</div>"
    )
    return on.page(body, on.own("h1.entry-title", ".entry-content", ".posted-on"), ("some", "much"), "WordPress 6.4.3")


def _k2(seed: Seed, choices: Choices) -> Page:
    """Joomla with K2: itemTitle, itemIntroText, itemFullText, itemToolbar, itemHits, itemRelated."""
    manner = Manner(
        captions=("italic", "break", "figure", "table", "plain"), heading="<p><strong>{}</strong></p>".format,
        tools=("meta", "before"), related=("after", "beside", "inside-end"), related_ways=("links", "cards"),
        boxes=('class="itemRelated"', 'class="itemAuthorLatest"'), counters=("beside", "footer", "after"),
    )  # fmt: skip
    on = sheet(seed, choices, "/index.php/tin-tuc/item/{id}-{slug}", manner, 70)
    main = (
        f'<div id="k2Container" class="itemView">{on.at("before")}<div class="itemHeader">{on.date("itemDateCreated", "span")}'
        f'<h2 class="itemTitle">{on.title}</h2></div>{on.at("meta")}<div class="itemBody">'
        f'{on.sapo("<div class=itemIntroText><p>{}</p></div>")}<div class="itemFullText">{on.text}</div>'
        f'<div class="clr"></div></div>{on.at("after")}{on.around.comments("class=itemComments")}'
        '<div class="itemBackToTop"><a href="#top">Về đầu trang</a></div></div>'
    )
    body = (
        f"{on.around.header()}{on.around.crumbs()}<div id=component>{main}</div>"
        f"{on.around.side(on.at('beside'))}{on.around.footer(on.at('footer'))}"
    )
    own = on.own("h2.itemTitle", ".itemFullText", ".itemDateCreated", ".itemIntroText")
    return on.page(body, own, ("none", "some"), "Joomla! - Open Source Content Management")


def _field(name: str, inner: str) -> str:
    return (
        f'<div class="field field-name-{name} field-type-text-with-summary"><div class="field-items">'
        f'<div class="field-item even">{inner}</div></div></div>'
    )


def _drupal(seed: Seed, choices: Choices) -> Page:
    """Drupal 7 under /node: the title in #page-title, body in field-items, everything else in blocks."""
    shapes = ("<p>{}</p>", '<p class="rtejustify">{}</p>', '<p><span style="font-size:16px">{}</span></p>')
    manner = Manner(
        p=choices.pick("paragraph", shapes).format, heading="<p><strong>{}</strong></p>".format,
        captions=("italic", "class", "plain", "break", "figure"), tools=("before", "meta"),
        related=("after", "beside", "inside-end"),
        boxes=('class="view view-tin-lien-quan"', 'class="block block-views"'),
    )  # fmt: skip
    on = sheet(seed, choices, "/node/{id}", manner, 0)
    main = (
        f'<div id="content" class="column"><div class="section">{on.at("before")}<h1 class="title" id="page-title">{on.title}'
        '</h1><div class="region region-content"><div id="node-55" class="node node-article clearfix">'
        f'<div class="meta submitted">{on.date("submitted-on", "span")}</div>{on.at("meta")}<div class="content clearfix">'
        f"{_field('body', on.text)}</div></div></div>{on.at('after')}</div></div>"
    )
    body = (
        f'<div id="page-wrapper"><div id="page">{on.around.header()}{on.around.crumbs()}{main}'
        f"{on.around.side(on.at('beside'))}{on.around.footer(on.at('footer'))}</div></div>"
    )
    own = on.own("#page-title", ".field-name-body", ".submitted-on")
    return on.page(body, own, generator="Drupal 7 (https://www.drupal.org)")


MAKERS = (
    Maker("wordpress", _wordpress, "wordpress"),
    Maker("joomlak2", _k2, "joomlak2"),
    Maker("drupal", _drupal, "drupal"),
)
