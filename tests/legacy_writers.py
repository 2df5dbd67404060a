"""Writers of the encodings before Unicode, made apart from the reader's tables: one letter after the other, in the order
of the alphabet, as the standards' annexes list them (TCVN 5712:1993, RFC 1456, VNI's table of keys).
"""

import unicodedata

SMALL = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
LARGE = SMALL.upper()
TCVN3_SMALL = (
    "b5b6b7b8b9a8bbbcbdbec6a9c7c8c9cacbcccecfd0d1aad2d3d4d5d6d7d8dcdddedfe1e2e3e4abe5e6e7e8e9aceaebecedeeeff1f2f3f4"
    "adf5f6f7f8f9fafbfcfdfeae"
)
VISCII_SMALL = (
    "e0e4e3e1d5e5a2c6c7a1a3e2a5a6e7a4a7e8eba8e9a9eaabacadaaaeecefeeedb8f2f6f5f3f7f4b0b1b2afb5bdb6b7debefef9fcfbfaf8"
    "dfd7d8e6d1f1cfd6dbfddcf0"
)
VISCII_LARGE = (
    "c0c4c3c180c58202058183c28586068487c8cb88c989ca8b8c8d8a8ecc9bcecd98d299a0d39ad49091928f93b49697b39594d99c9dda9e"
    "bfbbbcffbab99f1419dd1ed0"
)
_TCVN3 = dict(zip(SMALL, bytes.fromhex(TCVN3_SMALL), strict=True)) | dict(
    zip("ĂÂÊÔƠƯĐ", range(0xA1, 0xA8), strict=True)
)
_VISCII = dict(zip(SMALL + LARGE, bytes.fromhex(VISCII_SMALL + VISCII_LARGE), strict=True))
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def tcvn3(text: str) -> bytes:
    """As typed with a font of TCVN3: what it has no capital for is a small letter."""
    return bytes(_TCVN3.get(sign) or _TCVN3.get(sign.lower()) or ord(sign) for sign in text)


def viscii(text: str) -> bytes:
    return bytes(_VISCII[sign] if sign in _VISCII else ord(sign) for sign in text)


def windows_1258(text: str) -> bytes:
    """Base letters with their hats composed, tones after them: as Microsoft's keyboard types."""
    out = ""
    for sign in unicodedata.normalize("NFD", text):
        out = out + sign if sign in _TONES else unicodedata.normalize("NFC", out + sign)
    return _before_tones(out).encode("cp1258")


def _before_tones(text: str) -> str:
    """`text` with every tone behind its vowel, the vowel composed with its hat."""
    out: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        apart = unicodedata.normalize("NFD", letter)
        hat = unicodedata.normalize("NFC", "".join(sign for sign in apart if sign not in _TONES))
        out.append(hat + "".join(sign for sign in apart if sign in _TONES))
    return "".join(out)


def vni(text: str) -> bytes:
    """As typed with a font of VNI: `ô` and `ö` are ơ and ư, i and đ have letters of their own, the rest take a sign."""
    return "".join(map(_vni_letter, text)).encode("latin-1")


def _vni_letter(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter.isupper():
        return _vni_letter(letter.lower()).upper()
    lone = {"đ": "ñ", "ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
    if letter in lone:
        return lone[letter]
    base, *marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks if mark in _TONES), "")
    if "\u0302" in marks:
        return base + {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}[tone]
    if "\u0306" in marks:
        return base + {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}[tone]
    base = {"o": "ô", "u": "ö"}[base] if "\u031b" in marks else base
    return base + {"": "", "\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}[tone]
