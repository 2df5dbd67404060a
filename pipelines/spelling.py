"""Slips of the systems that made a page, repaired in its words: entities encoded twice or broken, Ð where Đ is meant.

The authors' own spelling stays as it is. Repairs are made in the page's words before it is parsed, so that every rule
sees them; what shows only in the article itself (an entity that lost its `&`) is mended there. Each leaves a flag.
"""

import dataclasses
import html
import re
import unicodedata
from html.entities import html5

from pipelines import legacy, textnodes
from pipelines.encodings import TCVN3, VNI
from pipelines.syllables import has_vowel, is_cased, is_syllable
from spiders.items import Article, Table

#: Soft hyphen, zero-width spaces and joiners, byte order mark.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_D_STROKES = str.maketrans("ÐƉð", "ĐĐđ")

#: A vowel with a mark by its name in HTML: the entities that Vietnamese pages are full of.
_MARKS = "grave|acute|circ|tilde"
_VOWEL = f"[aeiouyAEIOUY](?:{_MARKS})"
_NUMBER = r"#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}"
#: Signs that, besides letters, are meant wherever their entity shows.
_SIGNS = frozenset("\u00a0\"'&“”‘’„‚«»‹›–—…•·°²³½¼¾×±§©®™€" + _INVISIBLE)
_NAMES = {
    name[:-1]: sign
    for name, sign in html5.items()
    if name.endswith(";") and (sign in _SIGNS or (sign.isalpha() and sign < "\u02b0"))
}

#: Encoded twice, with a space after its "&", in capitals ("H&AGRAVE; NỘI"), for Ð, or for a sign that nobody sees.
#: The last are à and á in TCVN3, grave and dot in VNI (see `encodings`), as pages made with their fonts hold them.
_SUSPECT = re.compile(
    rf"&amp;(?:amp;)*(?P<doubled>{_NUMBER}|[a-zA-Z]{{2,8}});|&\s(?P<spaced>{_VOWEL}|nbsp|[lr]dquo);"
    rf"|&(?P<large>[AEIOUY](?:{_MARKS.upper()})|NBSP|[LR]DQUO);"
    r"|&(?P<eth>ETH|eth|#0*(?:208|240|393)|#[xX]0*(?:[dDfF]0|189));"
    r"|&(?P<hidden>shy|zwn?j|ZeroWidthSpace|#0*(?:173|820[345]|8288|65279)|#[xX]0*(?:[aA][dD]|200[bBcCdD]|2060|[fF]{2}));"
    r"|&(?P<legacy>micro|cedil|oslash|iuml|#0*(?:181|184|239|248)|#[xX]0*(?:[bB][58]|[eE][fF]|[fF]8));"
)
#: Shown to readers: an entity, or what is left of one whose "&" was lost, or became a ";" (";Yacute; kiến").
_SHOWN = re.compile(
    rf"&(?P<whole>{_NUMBER}|[a-zA-Z]{{2,8}});|(?:(?<!\S);)?(?P<headless>{_VOWEL}|nbsp|quot|[lr][ds]quo|[mn]dash|hellip|amp(?=;\w));"
)
_WHOLE = re.compile(r"&#?[a-zA-Z0-9]{2,8};")
_BEFORE_STOP = ("grave", "acute", "circ", "tilde", "nbsp", "quo", "quot", "dash", "hellip", "amp")

_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f]|&(?:#\w{1,8}|[a-zA-Z]{2,8});)+")
_ETH = re.compile(r"&(?:(ETH|#0*(?:208|393)|#[xX]0*(?:[dD]0|189))|eth|#0*240|#[xX]0*[fF]0);")
#: Letters that only Vietnamese has, or their numbers.
_VIETNAMESE = re.compile("[ạ-ỹẠ-ỸƠơƯưĂă]|&#78[4-9][0-9];|&#79[0-2][0-9];")
#: Names of the highlands end in k.
_HIGHLANDS = re.compile("đ[aăâắ]k", re.I)


def repaired(page: str) -> tuple[str, tuple[str, ...]]:
    """`page` with its words repaired, and flags: `entities-doubled`, `entities-repaired`, `d-stroke`, `invisible-dropped`.

    Signs that nobody sees are dropped later, with every line (see `decode.tidy`); here is only said that some stood
    inside words.
    """
    flags: dict[str, None] = {}
    found = list(_SUSPECT.finditer(page)) if len(page) <= textnodes.LONGEST else []
    if len(page) > textnodes.LONGEST or (not found and page.isascii()):
        return page, ()
    kinds = {match.lastgroup for match in found if textnodes.may_be_words(page, match.start())}
    if "legacy" in kinds:
        page, encoding = legacy.restored(page, (TCVN3, VNI))
        flags |= {encoding.flag: None} if encoding else {}
    if kinds & {"doubled", "spaced", "large"}:
        page = _SUSPECT.sub(lambda match: _entity(match, flags), page)
    if ("Ð" in page or "ð" in page or "Ɖ" in page or "eth" in kinds) and _VIETNAMESE.search(page):
        page = textnodes.changed(page, lambda words: _WORD.sub(lambda match: _d_stroke(match[0], flags), words))
    if _breaks_words(page, "hidden" in kinds):
        flags["invisible-dropped"] = None
    return page, tuple(flags)


def _entity(match: re.Match[str], flags: dict[str, None]) -> str:
    """One entity as it was meant; one that could mean what it shows ("&amp;lt;") stays."""
    name = match["doubled"] or match["spaced"] or match["large"]
    if not name or not textnodes.may_be_words(match.string, match.start()):
        return match[0]
    if match["doubled"]:
        flags |= {"entities-doubled": None} if _sign(name) else {}
        return f"&{name};" if _sign(name) else match[0]
    flags["entities-repaired"] = None
    if match["large"]:
        name = name.capitalize() if name[0] in "AEIOUY" else name.lower()
    return f"&{name};"


def _sign(name: str) -> str:
    """The letter or sign that a known entity of text stands for; empty for any other."""
    if not name.startswith("#"):
        return _NAMES.get(name, "")
    sign = html.unescape(f"&{name};")
    return sign if sign.isalpha() or sign in _SIGNS or unicodedata.category(sign[:1] or " ") == "Mn" else ""


def _d_stroke(word: str, flags: dict[str, None]) -> str:
    """`word` with Đ for Ð where it is Vietnamese that way; Icelandic names stay."""
    if word.isascii() and "&" not in word:
        return word
    shown = html.unescape(word)
    meant = unicodedata.normalize("NFC", shown.translate(_D_STROKES))
    if shown.translate(_D_STROKES) == shown:
        return word
    abbreviated = meant.isupper() and not has_vowel(meant)
    if not abbreviated and not (is_cased(meant) and is_syllable(meant)) and not _HIGHLANDS.match(meant):
        return word
    flags["d-stroke"] = None
    return _ETH.sub(lambda entity: "Đ" if entity[1] else "đ", word).translate(_D_STROKES)


def _breaks_words(page: str, as_entity: bool) -> bool:
    """Whether a sign that nobody sees stands between two letters."""
    if as_entity and any(_is_inside(page, *at.span()) for at in _SUSPECT.finditer(page) if at["hidden"]):
        return True
    for sign in _INVISIBLE:
        place = page.find(sign)
        while place >= 0:
            if _is_inside(page, place, place + 1):
                return True
            place = page.find(sign, place + 1)
    return False


def _is_inside(page: str, start: int, end: int) -> bool:
    """Whether letters, plain or as entities, stand on both sides."""
    before, after = page[max(0, start - 8) : start], page[end : end + 8]
    return html.unescape(before)[-1:].isalpha() and html.unescape(after)[:1].isalpha()


# -- what shows only in the article ------------------------------------------------------------------------------------


def mended(article: Article) -> Article:
    """`article` without what readers see of broken entities: `đograve;i`, or `&agrave;` from a description for machines."""
    words = [article.title, article.text, article.author or "", article.source or "", article.section or ""]
    words += [image.caption for image in article.images] + [file.label for file in article.attachments]
    shown = "\n".join(words)
    if not _WHOLE.search(shown) and not any(piece.endswith(_BEFORE_STOP) for piece in shown.split(";")):
        return article
    flags = dict.fromkeys(article.flags)

    def mend(text: str) -> str:
        whole = _SHOWN.sub(lambda match: _shown(match, flags), text) if ";" in text else text
        return text if whole == text else "\n".join(" ".join(line.split()) for line in whole.split("\n"))

    return dataclasses.replace(
        article,
        title=mend(article.title),
        sapo=mend(article.sapo),
        text=mend(article.text),
        author=mend(article.author) if article.author else None,
        source=mend(article.source) if article.source else None,
        section=mend(article.section) if article.section else None,
        images=tuple(dataclasses.replace(image, caption=mend(image.caption)) for image in article.images),
        attachments=tuple(dataclasses.replace(file, label=mend(file.label)) for file in article.attachments),
        tables=tuple(Table(tuple(tuple(map(mend, row)) for row in table.rows)) for table in article.tables),
        flags=tuple(flags),
    )


def plain(text: str) -> str:
    """`text` without shown entities: for what machines are told (a description, JSON-LD), where nothing decodes them."""
    return _SHOWN.sub(lambda match: _shown(match, {}), text) if ";" in text else text


def _shown(match: re.Match[str], flags: dict[str, None]) -> str:
    sign = _sign(match["whole"] or match["headless"])
    if sign:
        flags["entities-doubled" if match["whole"] else "entities-repaired"] = None
    return " " if sign == "\u00a0" else "" if sign and sign in _INVISIBLE else sign or match[0]
