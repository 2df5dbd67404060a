"""The Vietnamese encodings that came before Unicode, as changes from what a browser shows of them to what is meant.

A browser takes their bytes for windows-1252, and pages were saved, pasted and converted to UTF-8 in that state. So each
encoding is told by the characters that windows-1252 shows (`shown`): bytes and look-alike characters are read alike.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

#: windows-1252 as browsers read it: the five bytes it leaves open are control characters.
WINDOWS_1252 = "".join(
    chr(number) if number in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([number]).decode("cp1252")
    for number in range(256)
)
_BYTE_OF = {sign: number for number, sign in enumerate(WINDOWS_1252)}

#: TCVN 5712:1993, VN3 (fonts .VnTime, "ABC"): small letters and seven capitals; other capitals are another font's (.VnTimeH).
_TCVN3 = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB0, "\u0300\u0309\u0303\u0301\u0323àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
)
#: RFC 1456 (VISCII 1.1): one byte a letter, six capitals in the place of control characters.
_VISCII = (
    (0x02, "Ẳ"), (0x05, "ẴẪ"), (0x14, "Ỷ"), (0x19, "Ỹ"), (0x1E, "Ỵ"),
    (0x80, "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệố"),
    (0xB0, "ồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"),
)  # fmt: skip
#: Microsoft's code page 1258: where it is not windows-1252. Tones are letters of their own, after the vowel.
_1258 = (
    (0xC3, "Ă"), (0xCC, "\u0300"), (0xD0, "Đ"), (0xD2, "\u0309"), (0xD5, "Ơ"), (0xDD, "Ư\u0303"), (0xE3, "ă"),
    (0xEC, "\u0301"), (0xF0, "đ"), (0xF2, "\u0323"), (0xF5, "ơ"), (0xFD, "ư₫"),
)  # fmt: skip

#: VNI for Windows: a letter that stands for one, or a vowel and after it the sign for its hat and tone.
_VNI_SINGLE = dict(zip("ôöñíìæóòî", "ơưđíìỉĩịỵ", strict=True))
_VNI_TONES = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_HATS = dict(zip("âáàåãä", ("", *_VNI_TONES.values()), strict=True))
_VNI_BREVES = dict(zip("êéèúüë", ("", *_VNI_TONES.values()), strict=True))


def _vni_pairs() -> dict[str, str]:
    """Every pair of vowel and sign, small and large."""
    pairs = {
        vowel + sign: _VNI_SINGLE.get(vowel, vowel) + tone for vowel in "aeouyôö" for sign, tone in _VNI_TONES.items()
    }
    pairs |= {vowel + sign: vowel + "\u0302" + tone for vowel in "aeo" for sign, tone in _VNI_HATS.items()}
    pairs |= {"a" + sign: "a\u0306" + tone for sign, tone in _VNI_BREVES.items()}
    pairs |= _VNI_SINGLE
    for written, meant in tuple(pairs.items()):
        pairs[written.upper()] = pairs[written.capitalize()] = meant.upper()
    return {written: unicodedata.normalize("NFC", meant) for written, meant in pairs.items()}


_VNI = _vni_pairs()
_VNI_WRITTEN = re.compile(
    f"[aeouyôö][{''.join((*_VNI_TONES, *_VNI_HATS, *_VNI_BREVES))}]|[{''.join(_VNI_SINGLE)}]", re.I
)


@dataclass(frozen=True, slots=True, eq=False)
class Encoding:
    """One of them. `meant` turns what is shown into what is meant, and leaves what it does not know.

    `word` finds words as shown, `same` are the letters that mean what they show, `signs` are shown in every longer text,
    `flag` names it on the row. An encoding of fonts (`in_entities`) may also be written with HTML's entities, since they
    stand for what is shown.
    """

    flag: str
    meant: Callable[[str], str]
    word: re.Pattern[str]
    same: frozenset[str] = frozenset()
    signs: str = ""
    in_entities: bool = True


def _by_table(
    rows: tuple[tuple[int, str], ...], same: str = ""
) -> tuple[Callable[[str], str], re.Pattern[str], frozenset[str]]:
    """What a table of runs (first byte, letters) makes of shown text, words in it, and letters that stay the `same`."""
    table = {WINDOWS_1252[start + place]: letter for start, run in rows for place, letter in enumerate(run)}
    changes = str.maketrans(table)
    kept = frozenset(same) | {shown for shown, letter in table.items() if shown == letter}
    return lambda shown: unicodedata.normalize("NFC", shown.translate(changes)), _word("".join(table)), kept


def _word(signs: str = "") -> re.Pattern[str]:
    """Words of letters, to which an encoding adds its `signs`: TCVN3 shows "®Êt n­íc" and means "đất nước"."""
    return re.compile(rf"(?:[^\W\d_]|[{re.escape(signs)}])+" if signs else r"[^\W\d_]+")


def _doubled(shown: str) -> str:
    """UTF-8 that was taken for windows-1252 and encoded again."""
    try:
        return unicodedata.normalize("NFC", bytes(map(_BYTE_OF.__getitem__, shown)).decode())
    except (KeyError, UnicodeDecodeError):
        return shown


def _vni(shown: str) -> str:
    return _VNI_WRITTEN.sub(lambda at: _VNI.get(at[0], at[0]), shown)


TCVN3 = Encoding("charset-tcvn3", *_by_table(_TCVN3), signs="µ¸")
VNI = Encoding("charset-vni", _vni, _word(), frozenset("íìÍÌ"), signs="øïØÏ")
WINDOWS_1258 = Encoding("charset-1258", *_by_table(_1258, "ÀÁÂÈÉÊÍÓÔÙÚàáâèéêíóôùú"), signs="Þ", in_entities=False)
VISCII = Encoding("charset-viscii", *_by_table(_VISCII), in_entities=False)
DOUBLED = Encoding("charset-doubled", _doubled, _word(WINDOWS_1252[0x80:]), signs="º")

#: As bytes any of them may come; as characters of a Unicode page those that people copy from what they see.
OF_BYTES = (TCVN3, VNI, WINDOWS_1258, VISCII)
OF_CHARACTERS = (TCVN3, VNI, WINDOWS_1258, DOUBLED)
#: Names by which pages declare them.
DECLARED = {
    "viscii": VISCII, "csviscii": VISCII, "x-viet-viscii": VISCII,
    "tcvn": TCVN3, "tcvn3": TCVN3, "tcvn-5712": TCVN3, "tcvn5712": TCVN3, "x-viet-tcvn": TCVN3, "x-viet-tcvn5712": TCVN3,
    "vni": VNI, "x-viet-vni": VNI,
    "windows-1258": WINDOWS_1258, "cp1258": WINDOWS_1258, "cp-1258": WINDOWS_1258,
}  # fmt: skip
