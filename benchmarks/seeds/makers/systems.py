"""Pages of the content systems that small sites run on: WordPress, Joomla with K2, Drupal."""

from benchmarks.seeds import parts
from benchmarks.seeds.choices import Choices
from benchmarks.seeds.flow import Manner, print_out
from benchmarks.seeds.makers.page import Maker, Page, address, document, own, site_of
from benchmarks.seeds.phrases import COMMENTS
from benchmarks.seeds.pieces import Seed
from benchmarks.seeds.surroundings import breadcrumb, esc, footer, head, header, side


def _comments(choices: Choices, box: str) -> str:
    return f"<div {box}>" + "".join(f"<p>{esc(line)}</p>" for line in choices.pick("comments", COMMENTS)) + "</div>"


def _wordpress(seed: Seed, choices: Choices) -> Page:
    """WordPress: article.post, entry-title, entry-content, wp-caption or wp-block-image, Jetpack's sharing at the end."""
    site = site_of(seed, choices)
    url = address(seed, site, "/2024/06/{slug}/")
    manner = Manner(
        heading="<h3>{}</h3>".format, captions=("wp", "figure", "italic", "plain"), people=("right", "right-div", "strong", "plain"),
        tools=("meta", "inside-end", "after"), related=("after", "beside", "inside-end"), related_ways=("links", "cards", "linked-leads"),
        boxes=('class="yarpp yarpp-related"', 'id="jp-relatedposts" class="jp-relatedposts"'), keeps_indent=False,
    )  # fmt: skip
    printed = print_out(seed, choices, manner, sapo_apart=False)
    main = (
        f'<main id="main" class="site-main"><article id="post-55" class="post type-post status-publish"><header class="entry-header">'
        f'{"".join(printed.before)}<h1 class="entry-title">{esc(seed.title)}</h1><div class="entry-meta">'
        f"{parts.date_line(seed, choices, 'posted-on', 'span')}{''.join(printed.meta)}</div></header>"
        f'<div class="entry-content">{chr(10).join(printed.inside)}</div>'
        f'<footer class="entry-footer"><span class="cat-links">Đăng trong <a href="/cat">Tin tức</a></span></footer></article>'
        f"{''.join(printed.after)}{_comments(choices, 'id=comments class=comments-area')}</main>"
    )
    body = (
        f'<div id="page" class="site">{header(seed, site, choices, True)}<div id="content">{breadcrumb(seed, choices)}{main}'
        f"{side(choices, 'aside', ''.join(printed.beside))}</div>{footer(seed, choices, True, ''.join(printed.footer))}</div>"
    )
    told = own(printed, "h1.entry-title", ".entry-content", ".posted-on")
    return Page(
        document(head(seed, site, choices, url, choices.pick("machine", ("some", "much")), "WordPress 6.4.3"), body),
        url,
        told,
    )


def _k2(seed: Seed, choices: Choices) -> Page:
    """Joomla with K2: itemTitle, itemIntroText, itemFullText, itemToolbar, itemHits, itemRelated."""
    site = site_of(seed, choices)
    url = address(seed, site, "/index.php/tin-tuc/item/{id}-{slug}")
    manner = Manner(
        captions=("italic", "break", "figure", "table", "plain"), heading="<p><strong>{}</strong></p>".format, tools=("meta", "before"),
        related=("after", "beside", "inside-end"), related_ways=("links", "cards"), boxes=('class="itemRelated"', 'class="itemAuthorLatest"'),
        counters=("beside", "footer", "after"),
    )  # fmt: skip
    printed = print_out(seed, choices, manner, sapo_apart=choices.chance("sapo-apart", 70))
    sapo = f'<div class="itemIntroText"><p>{printed.sapo}</p></div>' if printed.sapo else ""
    main = (
        f'<div id="k2Container" class="itemView">{"".join(printed.before)}<div class="itemHeader">'
        f'{parts.date_line(seed, choices, "itemDateCreated", "span")}<h2 class="itemTitle">{esc(seed.title)}</h2></div>'
        f'{"".join(printed.meta)}<div class="itemBody">{sapo}<div class="itemFullText">{chr(10).join(printed.inside)}</div>'
        f'<div class="clr"></div></div>{"".join(printed.after)}{_comments(choices, "class=itemComments")}'
        '<div class="itemBackToTop"><a href="#top">Về đầu trang</a></div></div>'
    )
    body = (
        f"{header(seed, site, choices, False)}{breadcrumb(seed, choices)}<div id=component>{main}</div>"
        f"{side(choices, 'div', ''.join(printed.beside))}{footer(seed, choices, False, ''.join(printed.footer))}"
    )
    told = own(printed, "h2.itemTitle", ".itemFullText", ".itemDateCreated", ".itemIntroText" if sapo else "")
    machine = choices.pick("machine", ("none", "some"))
    return Page(
        document(head(seed, site, choices, url, machine, "Joomla! - Open Source Content Management"), body), url, told
    )


def _drupal(seed: Seed, choices: Choices) -> Page:
    """Drupal 7 under /node: the title in #page-title, body in field-items, everything else in blocks."""
    site = site_of(seed, choices)
    url = address(seed, site, "/node/{id}")
    manner = Manner(
        p=choices.pick("paragraph", ("<p>{}</p>", '<p class="rtejustify">{}</p>', '<p><span style="font-size:16px">{}</span></p>')).format,
        heading="<p><strong>{}</strong></p>".format, captions=("italic", "class", "plain", "break", "figure"), tools=("before", "meta"),
        related=("after", "beside", "inside-end"), boxes=('class="view view-tin-lien-quan"', 'class="block block-views"'),
    )  # fmt: skip
    printed = print_out(seed, choices, manner, sapo_apart=choices.chance("sapo-apart", 30))
    field = '<div class="field field-name-{0} field-type-text-with-summary"><div class="field-items"><div class="field-item even">{1}</div></div></div>'
    sapo = field.format("field-tom-tat", f"<p>{printed.sapo}</p>") if printed.sapo else ""
    main = (
        f'<div id="content" class="column"><div class="section">{"".join(printed.before)}<h1 class="title" id="page-title">{esc(seed.title)}</h1>'
        f'<div class="region region-content"><div id="node-55" class="node node-article clearfix"><div class="meta submitted">'
        f'{parts.date_line(seed, choices, "submitted-on", "span")}</div>{"".join(printed.meta)}<div class="content clearfix">{sapo}'
        f"{field.format('body', chr(10).join(printed.inside))}</div></div></div>{''.join(printed.after)}</div></div>"
    )
    body = (
        f'<div id="page-wrapper"><div id="page">{header(seed, site, choices, False)}{breadcrumb(seed, choices)}{main}'
        f"{side(choices, 'div', ''.join(printed.beside))}{footer(seed, choices, False, ''.join(printed.footer))}</div></div>"
    )
    told = own(printed, "#page-title", ".field-name-body", ".submitted-on", ".field-name-field-tom-tat" if sapo else "")
    return Page(document(head(seed, site, choices, url, "none", "Drupal 7 (https://www.drupal.org)"), body), url, told)


MAKERS = (Maker("wordpress", _wordpress, "wordpress"), Maker("joomlak2", _k2, "joomlak2"), Maker("drupal", _drupal))
