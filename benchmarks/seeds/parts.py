"""The small parts of an article in markup: its date line, pictures with captions, author and source, related stories.

Each part has several ways, as different editors and systems print it; a maker names those that its system has.
"""

import re
from collections.abc import Sequence

from benchmarks.seeds import phrases
from benchmarks.seeds.choices import Choices
from benchmarks.seeds.pieces import Piece, Related, Seed, Story
from benchmarks.seeds.surroundings import attribute, esc, slug

CENTRED = 'style="text-align: center;"'

#: Ways to print a picture with its caption.
CAPTIONS = (
    "figure", "table", "table-plain", "italic", "italic-div", "plain", "break", "break-italic", "class", "photo", "avatar",
    "alt", "picture-table", "lazy", "highslide", "center", "div-plain", "bold",
)  # fmt: skip
#: What stands in a lazy picture's `src` until it is seen.
_PLACEHOLDER = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
_DIGIT = re.compile(r"\d")

#: Ways to print a date line.
DATES = ("whole", "pieces", "splinters", "time")
#: Around related stories where a maker names no element.
RELATED_BOX = 'class="tin-lien-quan"'
#: Ways to print related stories.
RELATED = ("links", "linked-leads", "plain", "cards", "breaks", "arrows")


def picture(piece: Piece, number: int, alt: str = "") -> str:
    name = piece.filename or f"anh-{number + 1}.jpg"
    return f'<img src="/upload/2024/{attribute(name).replace(" ", "%20")}" alt="{alt}" width="600">'


def caption(piece: Piece, number: int, way: str, choices: Choices) -> str:
    """A picture with its caption; the name of its file may be glued to it, and the caption printed again."""
    text = esc(piece.text)
    if piece.filename:
        name = esc(piece.filename)
        text = name + text if choices.chance("file-name-in-text", 50) else f"<span>{name}</span>{text}"
    if piece.gallery:
        return _gallery(piece, number, text, choices)
    inside, after = _again(text, piece, way, choices)
    image = picture(piece, number)
    told = attribute(piece.text)
    lazy = image.replace("<img ", f'<img class="lazy" src="{_PLACEHOLDER}" data-')
    shapes = {
        "picture-table": (
            f'<table class="picture" align="center"><tr><td class="pic">{image}</td></tr><tr>'
            f'<td class="pCaption caption"><p>{text}</p>{inside}</td></tr></table>'
        ),
        "lazy": (
            f'<figure class="expNoEdit">{lazy}<noscript>{image}</noscript><figcaption><p>{text}</p></figcaption>{inside}</figure>'
        ),
        "highslide": (
            f'<div class="hs"><a href="/upload/big.jpg" class="highslide" onclick="return hs.expand(this)">{image}</a>'
            f'<div class="highslide-caption">{text}</div>{inside}</div>'
        ),
        "center": f"<center>{image}<br><i>{text}</i></center>{inside}",
        "div-plain": f"<div>{image}</div><div>{text}</div>{inside}",
        "bold": f"<p {CENTRED}>{image}</p><p {CENTRED}><strong>{text}</strong></p>{inside}",
        "figure": f'<figure class="image">{image}<figcaption>{text}</figcaption>{inside}</figure>',
        "alt": f'<figure>{picture(piece, number, told)}<figcaption title="{told}">{text}</figcaption>{inside}</figure>',
        "table": (
            '<table align="center" border="0" class="tplCaption"><tbody>'
            f'<tr><td>{image}</td></tr><tr><td class="Image">{text}{inside}</td></tr></tbody></table>'
        ),
        "table-plain": (
            f'<table cellpadding="3" width="600"><tr><td>{image}</td></tr><tr><td align="center">'
            f"<font size=2>{text}</font>{inside}</td></tr></table>"
        ),
        "italic": f"<p {CENTRED}>{image}</p><p {CENTRED}><em>{text}</em></p>{inside}",
        "italic-div": f'<div align="center">{image}</div><div align="center"><i>{text}</i></div>{inside}',
        "plain": f"<p>{image}</p><p>{text}</p>{inside}",
        "break": f"<p {CENTRED}>{image}<br>{text}</p>{inside}",
        "break-italic": f"<p>{image}<br />\n<em>{text}</em></p>{inside}",
        "break-inline": f"{image}<br><i>{text}</i>{inside}",
        "wp": (
            f'<div id="attachment_{number}" style="width: 610px" class="wp-caption aligncenter">{image}'
            f'<p class="wp-caption-text">{text}</p>{inside}</div>'
        ),
        "class": f'<p class="Image">{image}</p><p class="caption">{text}</p>{inside}',
        "photo": (
            f'<div class="VCSortableInPreviewMode" type="Photo"><div>{picture(piece, number, told)}</div>'
            f'<div class="PhotoCMS_Caption"><p data-placeholder="[nhập chú thích]">{text}</p>{inside}</div></div>'
        ),
        "avatar": f'<div class="avatar-wrap">{image}<p class="avatar-desc">{text}</p>{inside}</div>',
    }
    return shapes[way] + after


def _again(text: str, piece: Piece, way: str, choices: Choices) -> tuple[str, str]:
    """The caption's repetitions: inside the caption's own element, or behind it."""
    if not piece.repeats:
        return "", ""
    shape = choices.pick("repeat", ("small", "paragraph", "centred", "popup"))
    again = {
        "small": f"<div><small>{text}</small></div>",
        "paragraph": f"<p>{text}</p>",
        "centred": f"<p {CENTRED}>{text}</p>",
        "popup": f'<div class="pswp__caption">{text}</div>',
    }[shape] * piece.repeats
    return (
        (again, "")
        if way in ("figure", "alt", "table", "table-plain", "avatar") and shape != "centred"
        else ("", again)
    )


def _gallery(piece: Piece, number: int, text: str, choices: Choices) -> str:
    """The heading of a row of pictures stands above the first of them."""
    shape = choices.pick(
        "gallery", (f"<p {CENTRED}><strong>{text}</strong></p>", f"<p><em>{text}</em></p>", f"<p><b>{text}</b></p>")
    )
    return f"{shape}<p {CENTRED}>{picture(piece, number)}</p>"


def date_line(seed: Seed, choices: Choices, name: str, tag: str = "div", ways: Sequence[str] = DATES) -> str:
    """The date line in an element of class `name`: whole, in pieces, or splintered at its commas and bars."""
    if not seed.date:
        return ""
    way = choices.pick("date", ways)
    if any(role == "author" for role, _ in seed.date) and way != "time":
        way = "pieces"
    if way == "whole":
        inner = " ".join(esc(text) for _, text in seed.date)
    elif way == "splinters":
        inner = "".join(
            f"<span>{esc(bit)}</span>"
            for _, text in seed.date
            for bit in re.split(r"(?<=[,|])\s*(?=\S)", text + " ")
            if bit
        )
    else:
        inner = " ".join(_date_piece(seed, role, text, way, choices) for role, text in seed.date)
    exact = f' datetime="{seed.gold.published}"' if tag == "time" else ""
    return f'<{tag} class="{name}"{exact}>{inner}</{tag}>'


def _date_piece(seed: Seed, role: str, text: str, way: str, choices: Choices) -> str:
    if role == "date" and way == "time":
        return f'<time class="entry-date published" datetime="{seed.gold.published}">{esc(text)}</time>'
    if role == "author":
        return f'<span class="author">{esc(text)}</span>'
    if role == "views" and choices.chance("digits-apart", 30):
        return "<span>" + _DIGIT.sub(r"<i>\g<0></i>", esc(text)) + "</span>"
    return f"<span>{esc(text)}</span>"


def person(text: str, way: str, role: str) -> str:
    """The author's or the source's line."""
    shown = esc(text)
    return {
        "class": f'<p class="{role}">{shown}</p>',
        "right": f'<p style="text-align: right;"><strong>{shown}</strong></p>',
        "right-align": f'<p align="right"><b><i>{shown}</i></b></p>',
        "right-div": f'<div style="text-align:right">{shown}</div>',
        "strong": f"<p><strong>{shown}</strong></p>",
        "plain": f"<p>{shown}</p>",
        "right-author": f'<p class="author_mail" style="text-align:right;"><strong>{shown}</strong></p>',
        "liferay": (
            f'<p align="right" class="view-content-author"><strong><em>{shown}</em></strong></p>'
            if role == "author"
            else f"<p>{shown}</p>"
        ),
        "inline": f"<b>{shown}</b>",
    }[way]


def related(block: Related, way: str, choices: Choices, box: str = RELATED_BOX) -> str:
    """Related stories under their heading; `box` are the attributes of the element around them, empty for none."""
    tag = choices.pick("related-heading-tag", ("h3", "div", "p", "h2", "strong"))
    heading = f"<{tag}>{esc(block.heading)}</{tag}>" if block.heading else ""
    if way == "links":
        inner = "<ul>" + "".join(f"<li>{_story(story, way, n)}</li>" for n, story in enumerate(block.stories)) + "</ul>"
    elif way == "breaks":
        inner = "<p>" + "<br>".join(_story(story, way, n) for n, story in enumerate(block.stories)) + "</p>"
    else:
        inner = "".join(_story(story, way, n) for n, story in enumerate(block.stories))
    return f"<div {box}>{heading}{inner}</div>" if box else heading + inner


def _story(story: Story, way: str, number: int) -> str:
    href = f"/tin/{slug(story.title)}-{1000 + number}.html"
    title, under, lead = esc(story.title), esc(story.caption), esc(story.lead)
    image = f'<a href="{href}"><img src="/thumb/r{number}.jpg" alt="{attribute(story.caption)}"></a>' if under else ""
    if way == "links":
        return f'<a href="{href}">{title}</a>' + "".join(f"<p>{line}</p>" for line in (under, lead) if line)
    if way == "breaks":
        return f'» <a href="{href}">{title}</a>' + "".join(f"<br>{line}" for line in (under, lead) if line)
    if way == "linked-leads" or (way == "arrows" and lead):
        return f'<h4><a href="{href}">{title}</a></h4>{image}' + "".join(
            f"<p>{line}</p>" for line in (under, lead) if line
        )
    if way == "arrows" and not lead:
        return f'<p><strong><a href="{href}">&gt;&gt; {title}</a></strong></p>'
    if way == "plain":
        return f"<h4>{title}</h4>" + "".join(f"<p>{line}</p>" for line in (under, lead) if line)
    shown = f"<figcaption>{under}</figcaption>" if under else ""
    return (
        f'<article class="story"><figure><a href="{href}"><img src="/thumb/r{number}.jpg" alt=""></a>{shown}</figure>'
        f'<h3 class="story__heading"><a href="{href}">{title}</a></h3>'
        + (f'<div class="story__summary">{lead}</div>' if lead else "")
        + "</article>"
    )


def related_blocks(seed: Seed, choices: Choices) -> list[Related]:
    """The seed's related stories; a page whose text shows none prints some of the site's own."""
    if seed.related:
        return seed.related
    stories = choices.some("related-stories", phrases.STORIES, 3 + choices.number("related-count", 3))
    told = choices.chance("related-leads", 40)
    shown = tuple(Story(title, "", lead if told else "") for title, lead in stories)
    return [Related(choices.pick("related-heading", phrases.RELATED_HEADINGS), shown)]


def toolbar(seed: Seed, choices: Choices, box: str = 'class="toolbar"') -> str:
    """The toolbar: the seed's lines as printed, or buttons of the site's own."""
    if seed.tools:
        way = choices.pick("tools", ("text", "links"))
        shown = (
            "".join(f"<div>{esc(line)}</div>" for line in seed.tools)
            if way == "text"
            else "".join(map(_tools, seed.tools))
        )
        return f"<div {box}>{shown}</div>"
    texts = choices.pick("own-tools", phrases.TOOLS)
    return f"<div {box}>" + " ".join(f'<a href="javascript:void(0)">{esc(text)}</a>' for text in texts) + "</div>"


def _tools(line: str) -> str:
    """A toolbar's line with every tool a link."""
    words = re.findall(r"A[-+]?(?=\s|$)|\||[^|]+?(?=\s+[A-ZĐ](?=\w)|\s*\||\s*$)", line)
    return " ".join(word if word == "|" else f'<a href="#">{esc(word.strip())}</a>' for word in words if word.strip())


def counters(seed: Seed, choices: Choices) -> str:
    """The visitors' counter: the seed's, else the site's own."""
    lines = seed.counters or list(choices.pick("own-counters", phrases.COUNTERS))
    way = choices.pick("counters", ("rows", "table", "breaks", "digits"))
    if way == "table":
        cells = "".join("<tr>" + "".join(f"<td>{esc(cell)}</td>" for cell in _halves(line)) + "</tr>" for line in lines)
        return f'<table class="tk">{cells}</table>'
    if way == "breaks":
        return f'<div class="tk">{"<br>".join(esc(line) for line in lines)}</div>'
    if way == "digits" and not seed.counters:
        lines = [_DIGIT.sub(r"<span>\g<0></span>", esc(line)) for line in lines]
        return '<div class="tk">' + "".join(f"<div>{line}</div>" for line in lines) + "</div>"
    return '<div class="tk">' + "".join(f"<div>{esc(line)}</div>" for line in lines) + "</div>"


def _halves(line: str) -> list[str]:
    label, colon, number = line.partition(": ")
    return [label + colon.strip(), number] if colon else [line]


def views(seed: Seed, choices: Choices) -> str:
    """The article's view counter where no date line holds it; a site without one shows its own in half of the pages."""
    if seed.views:
        return "".join(f'<div class="luotxem">{esc(line)}</div>' for line in seed.views)
    held = any(role == "views" for role, _ in seed.date)
    if held or not choices.chance("own-views", 50):
        return ""
    return f"<div>{esc(choices.pick('own-views-line', phrases.VIEWS))}</div>"
