"""What a reader of the real portal's pages sees of an article: the truth that extraction is held against.

Made by a few lines of its own over lxml, and sharing nothing with `pipelines`: the sapo and the words of the article's
container, less pictures' captions and the tools.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html as lxml_html  # type: ignore[import-untyped]

#: Elements that begin a line of their own.
_GAPS = {*"p div br li td th tr table h1 h2 h3 h4 h5 h6 ul ol center section".split()}  # noqa: SIM905 (a list to read)
#: Longer is a paragraph, wherever it stands.
MOST_CAPTION_WORDS = 70
LONGEST_AUTHOR = 300
_BROKEN_ENTITY = re.compile(
    r"(?:[a-z](?:grave|acute|circ|tilde|uml)|[lrb]dquo|[ls]bquo|[lr]squo|[nm]dash|hellip|nbsp|amp|eth);", re.I
)
_CREDIT = re.compile(r"\(ảnh[^()]*\)\W*$|^ảnh\b", re.I)


@dataclass(frozen=True, slots=True)
class Truth:
    """What a reader of the page sees of the article."""

    words: list[str]
    sapo: str
    tables: int
    date: str
    title: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    author: str = ""


def truth_of(key: str, body: bytes, unmarked: bool = False) -> Truth:
    """The words of the page's article, found by its classes.

    No markup tells whether a short line right under a picture is its caption when it is neither centred nor in italics nor
    credited: with `unmarked` such lines are captions too. Either reading is right.
    """
    tree = lxml_html.fromstring(
        body.decode("utf-8"), parser=lxml_html.HTMLParser(remove_comments=True, remove_pis=True)
    )
    date = " ".join(tree.xpath("string(//*[contains(@class,'assetPublishDate')])").split())
    entries = tree.xpath(f"//div[contains(@class,'asset-abstract')][.//h3//a[contains(@href,'/view_content/{key}')]]")
    if entries:  # the section's list stands at the article's address
        summary = entries[0].xpath("string(.//div[contains(@class,'asset-summary')])")
        dated = " ".join(entries[0].xpath("string(.//div[contains(@class,'assetPublishDate')])").split())
        return Truth(words(summary), "", 0, dated, " ".join(entries[0].xpath("string(.//h3)").split()))
    title = " ".join(tree.xpath("string(//*[@class='asset-full-content-title'])").split())
    (box,) = tree.xpath("(//div[@class='asset-content']/div[@class='journal-content-article'])[1]")
    sapo = shown(tree.xpath("(//p[@class='sapo'])[1]")[0])
    tools = ("asset-control-detail", "related_asset", "detail__share")
    drop = [".//script", ".//select", *(f".//*[contains(@class, '{name}')]" for name in tools)]
    for node in box.xpath(" | ".join(drop)):
        node.drop_tree()
    for author in box.xpath(".//*[contains(@class, 'view-content-author')]"):
        if len(author.text_content()) > LONGEST_AUTHOR:  # one page's broken table lets it swallow the footer
            author.drop_tree()
    author = " ".join(box.xpath("string(.//*[contains(@class, 'view-content-author')])").split())
    tables = [table for table in box.iter("table") if _has_columns(table)]
    rows = tuple(row for table in tables for row in _rows(table))
    for caption in _captions(box, unmarked):
        if caption.getparent() is not None:
            caption.drop_tree()
    told, lead = words(shown(box)), words(sapo)
    repeated = lead and told[: len(lead)] == lead  # some bodies begin with the sapo again
    return Truth(told if repeated else lead + told, " ".join(sapo.split()), len(tables), date, title, rows, author)


def words(text: str) -> list[str]:
    """The words and numbers of a text, folded for comparison. An entity that lost its ampersand counts as what it meant:
    whether "quograve;" is kept as printed or mended is no difference here.
    """
    text = html.unescape(text)  # what was encoded twice
    text = _BROKEN_ENTITY.sub(lambda found: html.unescape(f"&{found.group()}"), text)
    return re.findall(r"\w+", re.sub("[\u00ad\u200b-\u200f\ufeff]", "", unicodedata.normalize("NFC", text)).lower())


def shown(node: "lxml_html.HtmlElement", gap: str = " ") -> str:
    """The text of an element, blocks kept apart by `gap`."""
    parts = []
    for event, one in _events(node):
        if event == "text":
            parts.append(one)
        else:
            parts.append(gap)
    return "".join(parts)


def _events(node: "lxml_html.HtmlElement") -> Iterator[tuple[str, str]]:
    if not isinstance(node.tag, str):
        return
    block = node.tag in _GAPS or "display: block" in (node.get("style") or "")
    if block:
        yield "gap", ""
    yield "text", node.text or ""
    for child in node:
        yield from _events(child)
        yield "text", child.tail or ""
    if block:
        yield "gap", ""


def _has_columns(table: "lxml_html.HtmlElement") -> bool:
    full = [row for row in _rows(table) if sum(1 for cell in row if cell) >= 2]
    return len(full) >= 2 and not table.xpath(".//table | .//img")


def _rows(table: "lxml_html.HtmlElement") -> list[tuple[str, ...]]:
    """The cells of the table's rows, each spanning cell once."""
    rows = table.xpath("./tr|./*/tr")
    return [tuple(" ".join(shown(cell).split()) for cell in row.xpath("./td|./th")) for row in rows]


def _captions(box: "lxml_html.HtmlElement", unmarked: bool = False) -> list["lxml_html.HtmlElement"]:
    """What describes a picture: its paragraph's own few words, its small table, the short paragraphs under it.

    Those only where they are set as captions are: in italics, centred, or credited.
    """
    leaves = [
        one for one in box.iter() if _is_block(one) and not any(_is_block(inner) for inner in one.iterdescendants())
    ]
    found = list(box.xpath(".//*[@class='avatar-desc']"))
    for picture in box.iter("img"):
        if "spacer" in (picture.get("src") or ""):
            continue
        cell = next((one for one in picture.iterancestors("table") if len(words(one.text_content())) < 90), None)
        home = next((leaf for leaf in leaves if picture in leaf.iter("img")), None)
        if cell is not None:
            found.append(cell)
        elif home is not None:
            if home.tag == "p" and 0 < len(words(home.text_content())) <= MOST_CAPTION_WORDS:
                found.append(home)
            found += _below(leaves, leaves.index(home), unmarked)
        else:  # the picture stands between blocks
            later = [number for number, leaf in enumerate(leaves) if _comes_after(picture, leaf)]
            found += _below(leaves, later[0] - 1, unmarked) if later else []
    return found


def _is_block(node: "lxml_html.HtmlElement") -> bool:
    """Whether a line of its own begins with the element; slanted text loose in the container counts as one."""
    if node.tag in ("em", "i", "span") and "journal-content-article" in (node.getparent().get("class") or ""):
        return True
    if "display: inline" in (node.get("style") or ""):
        return False
    return (node.tag in _GAPS and node.tag != "br") or (
        node.tag == "span" and "display: block" in (node.get("style") or "")
    )


def _comes_after(picture: "lxml_html.HtmlElement", leaf: "lxml_html.HtmlElement") -> bool:
    order = list(picture.getroottree().iter())
    return order.index(leaf) > order.index(picture)


def _below(leaves: list["lxml_html.HtmlElement"], number: int, unmarked: bool) -> list["lxml_html.HtmlElement"]:
    """The paragraphs under a picture's that are set as captions, up to the first that is not."""
    found: list[lxml_html.HtmlElement] = []
    for place, leaf in enumerate(leaves[number + 1 :], number + 1):
        count = len(words(leaf.text_content()))
        after = leaves[place + 1] if place + 1 < len(leaves) else None
        plain = unmarked and not found and _reads_as_caption(leaf, after)
        if (
            count > MOST_CAPTION_WORDS
            or leaf.find(".//img") is not None
            or not (not count or plain or _set_as_caption(leaf))
        ):
            break
        if count:
            look = _look(leaf)
            if found and (
                look != _look(found[-1]) or (look != (True, True) and found[-1].text_content().strip()[-1:] in ".)!?")
            ):
                break
            found.append(leaf)
            if plain:
                break
    return found


def _reads_as_caption(leaf: "lxml_html.HtmlElement", after: "lxml_html.HtmlElement | None") -> bool:
    """Whether an unmarked line under a picture is no sentence, or stands alone between two pictures."""
    text = " ".join(leaf.text_content().split())
    count = len(text.split())
    if not 4 <= count <= 50 or ". " in text:
        return False
    if after is not None and after.find(".//img") is not None:
        return True
    bold = "".join(one.text_content() for one in leaf.xpath(".//b | .//strong"))
    return not (bold.strip() or text[-1] in ".!?:;…" or re.match(r"[\divxIVX]{1,4}[.)/]|[-+*•–]", text))


def _look(node: "lxml_html.HtmlElement") -> tuple[bool, bool]:
    """Whether an element is centred, and whether it is in italics."""
    shown = len(" ".join(node.text_content().split()))
    slanted = node.xpath(".//em[not(ancestor::em)] | .//i[not(ancestor::i)]")
    above = (one for one in (node, *node.iterancestors()) if one.get("style") or one.get("align"))
    centred = next(
        (f"{one.get('style')} {one.get('align')}" for one in above if "align" in f"{one.get('style')}{one.attrib}"), ""
    )
    return "center" in centred, sum(len(" ".join(one.text_content().split())) for one in slanted) >= 0.8 * shown


def _set_as_caption(node: "lxml_html.HtmlElement") -> bool:
    style = f"{node.get('style')} {node.get('align')}"
    if re.search(r"text-align:\s*right|right$", style):
        return False
    return any(_look(node)) or bool(_CREDIT.search(" ".join(node.text_content().split())))
