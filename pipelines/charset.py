"""From bytes to text: which charset a page is in, whatever it declares.

Order: byte order mark, valid UTF-8, the page's own meta, the header. Valid UTF-8 comes before what is declared because no
other charset looks like it by chance, and portals declare wrongly. Old Vietnamese encodings are told by their words.
"""

import codecs
import re
import unicodedata

from pipelines import encodings, legacy
from pipelines.encodings import Encoding

#: Control characters no text needs (tab, line feed and carriage return stay).
CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_NO_CONTROLS = dict.fromkeys(CONTROLS)
#: A page with a broken byte for every so many good characters is UTF-8 that was cut or pasted into, and nothing else.
MOSTLY = 4
#: Vietnamese letters in UTF-8 (ạ to ỹ): so many of them, and a page that is not valid UTF-8 holds some nevertheless.
FEWEST_LETTERS = 3

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_META = re.compile(rb"<meta\b[^<>]*>|<\?xml\b[^<>]*>", re.I)
_XML_ENCODING = re.compile(rb"""encoding\s*=\s*["']([\w.:-]+)""", re.I)
#: A declaration stands in the first bytes, or browsers do not see it either.
HEAD = 4096
#: How nearly every page declares UTF-8.
_USUAL = (b"charset=utf-8", b'charset="utf-8"', b"charset=UTF-8", b'charset="UTF-8"')
#: Charsets of the web, by Python's names. Others that Python knows are no charsets of pages (idna, utf-7, EBCDIC).
_OF_THE_WEB = re.compile(r"utf-8|cp(?:125\d|874|866|93[26]|949|950)|iso8859-\d+|koi8-.|gb\w+|big5\w*|euc_\w+|shift_jis\w*"
                         r"|iso2022_jp|hz|tis-620|mac-roman")  # fmt: skip
_LATIN_1 = ("iso8859-1", "ascii")
_LONE = {0xDC00 + number: encodings.WINDOWS_1252[number] for number in range(0x80, 0x100)}

Read = tuple[str, tuple[str, ...]]
#: More marks on one letter are no writing. Shorter texts cannot hold enough of them to matter.
_PILED = re.compile("([\u0300-\u036f]{8})[\u0300-\u036f]+")
SAFE_LENGTH = 20_000


def unpiled(text: str) -> str:
    """`text` with no more than a few marks on one letter: a hundred thousand take a minute to put in order."""
    return _PILED.sub(r"\1", text) if len(text) > SAFE_LENGTH else text


def text(data: bytes, content_type: str | None = None) -> Read:
    """`data` as text without control characters, and flags for what was odd.

    `charset-tcvn3`, `-vni`, `-viscii`, `-1258`, `-doubled`: what its words were written in; `charset-lied`: meta or header
    say other than what was read; `charset-mixed`: more than one; `charset-guessed`; `charset-broken`: bytes were replaced.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            decoded = data[len(mark) :].decode(name, "replace").translate(_NO_CONTROLS)
            head = decoded[:HEAD].encode("ascii", "ignore")
            return decoded, (*_lied(head, content_type, name), *_broken(decoded))
    plain = data.translate(None, CONTROLS)
    try:
        decoded, used = codecs.utf_8_decode(plain, "strict", False)
        if used == len(plain) or not decoded.isascii():  # a character cut off at the very end is no other charset
            return _unicode(decoded, plain, content_type)
    except UnicodeDecodeError:
        pass
    return _damaged(plain, content_type) or _of_bytes(data, content_type)


def _unicode(decoded: str, data: bytes, content_type: str | None) -> Read:
    """A page in UTF-8, whose characters may still be the look-alikes of another encoding."""
    odd = () if decoded.isascii() else _lied(data, content_type, "utf-8")
    if legacy.may_hold(decoded):
        decoded, encoding = legacy.restored(decoded, encodings.OF_CHARACTERS)
        odd = (*odd, encoding.flag) if encoding else odd
    return decoded, odd


def _damaged(data: bytes, content_type: str | None) -> Read | None:
    """UTF-8 with a few broken bytes (a lead cut within a character), or with another encoding pasted in; else None."""
    decoded = data.decode("utf-8", "replace")
    broken = decoded.count("\ufffd")
    good = len(decoded) - broken - len(decoded.encode("ascii", "ignore"))
    if good >= MOSTLY * broken:
        decoded, odd = _unicode(decoded, data, content_type)
        return decoded, ("charset-broken", *odd)
    if data.count(b"\xe1\xba") + data.count(b"\xe1\xbb") < FEWEST_LETTERS:
        return None
    shown = data.decode("utf-8", "surrogateescape").translate(_LONE)
    decoded, encoding = legacy.restored(shown, encodings.OF_CHARACTERS)
    return decoded, ("charset-mixed", *((encoding.flag,) if encoding else ()), *_lied(data, content_type, "utf-8"))


def _of_bytes(data: bytes, content_type: str | None) -> Read:
    """A page in an older charset: the Vietnamese one that its words speak for, else the one declared, else a guess."""
    names = _declared(data, content_type)
    believed = next((encodings.DECLARED[name] for name in names if name in encodings.DECLARED), None)
    shown = codecs.charmap_decode(data, "strict", encodings.WINDOWS_1252)[0]
    decoded, encoding = legacy.restored(shown, encodings.OF_BYTES, believed)
    if encoding:
        odd = (encoding.flag, *(("charset-lied",) if _contradicted(names, encoding) else ()))
        return decoded.translate(_NO_CONTROLS), odd
    data = data.translate(None, CONTROLS)
    for name in map(_canonical, names):
        if name:
            decoded = unicodedata.normalize("NFC", unpiled(data.decode(name, "replace")))
            flags = ("charset-1258",) if name == "cp1258" else ()
            return decoded, (*flags, *_lied(data, content_type, name), *_broken(decoded))
    name = "cp1252" if legacy.speaks_against(shown, encodings.WINDOWS_1258) else "cp1258"
    decoded = unicodedata.normalize("NFC", unpiled(data.decode(name, "replace")))
    return decoded, ("charset-guessed", *_broken(decoded))


def _broken(decoded: str) -> tuple[str, ...]:
    return ("charset-broken",) if "\ufffd" in decoded else ()


# -- what is declared --------------------------------------------------------------------------------------------------


def _declared(data: bytes, content_type: str | None) -> list[str]:
    """The charsets that the page, then its header, declare, in small letters."""
    head = b" ".join(_META.findall(data[:HEAD]))
    header = (content_type or "").encode("utf-8", "replace")
    found = [pattern.search(said) for pattern, said in ((_CHARSET, head), (_XML_ENCODING, head), (_CHARSET, header))]
    return [one[1].decode("ascii", "replace").lower() for one in found if one]


def _canonical(name: str) -> str | None:
    """Python's name of a charset of the web; None for any other. A declaration that could be read was not in UTF-16."""
    try:
        known = codecs.lookup("utf-8" if name.startswith("utf-16") else name).name
    except (LookupError, ValueError):
        return None
    if known in _LATIN_1:
        return "cp1252"  # as every browser does
    return known if _OF_THE_WEB.fullmatch(known) else None


def _lied(data: bytes, content_type: str | None, read_as: str) -> tuple[str, ...]:
    """The flag for a page that declares another charset than it was read in."""
    if read_as == "utf-8" and (not content_type or "charset" not in content_type or "charset=utf-8" in content_type):
        head = data[:HEAD]
        if any(usual in head for usual in _USUAL):
            return ()
    said = {_canonical(name) for name in _declared(data, content_type)} - {None}
    told_by_mark = read_as.startswith("utf-16") and said <= {"utf-8"}
    return ("charset-lied",) if said - {read_as} and not told_by_mark else ()


def _contradicted(names: list[str], encoding: Encoding) -> bool:
    """Whether what is declared is something else. Names that are no charset (x-user-defined) say nothing."""
    return any(encodings.DECLARED.get(name, encoding) is not encoding for name in names) or any(
        name not in encodings.DECLARED and _canonical(name) for name in names
    )
