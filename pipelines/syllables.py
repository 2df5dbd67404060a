"""Whether a word is spelt as a Vietnamese syllable can be: an onset, a rhyme, at most one tone.

What tells one encoding from another is not what it declares but whether its words come out Vietnamese. The rules are
those of the school grammar (nguyên âm, vần, thanh); names of the highlands and foreign words do not follow them, so
nothing is ever decided by one word.
"""

import re
import unicodedata
from functools import lru_cache

_ONSETS = "b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x"
_RHYMES = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|ăc|ăm|ăn|ăng|ăp|ăt|âc|âm|ân|âng|âp|ât|âu|ây|e|ec|em|en|eng|eo|ep|et|"
    "ê|êch|êm|ên|ênh|êp|êt|êu|i|ia|ich|im|in|inh|ip|it|iu|iêc|iêm|iên|iêng|iêp|iêt|iêu|o|oc|oi|om|on|ong|op|ot|ooc|oong|"
    "oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oăc|oăm|oăn|oăng|oăt|oe|oen|oeo|oet|ô|ôc|ôi|ôm|ôn|ông|ôp|ôt|"
    "ơ|ơi|ơm|ơn|ơp|ơt|u|ua|uc|ui|um|un|ung|up|ut|uân|uâng|uât|uây|uê|uêch|uênh|uô|uôc|uôi|uôm|uôn|uông|uôt|uơ|"
    "uy|uya|uych|uyên|uyêt|uyn|uynh|uyp|uyt|uyu|ư|ưa|ưc|ưi|ưm|ưn|ưng|ưt|ưu|ươc|ươi|ươm|ươn|ương|ươp|ươt|ươu|"
    "y|yêm|yên|yêng|yêt|yêu"
)
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:{_RHYMES})")
_STOPPED = re.compile("(?:c|ch|p|t)$")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
#: The tones that a syllable ending in c, ch, p or t can carry.
_STOPPED_TONES = ("\u0301", "\u0323")
_VOWEL = re.compile("[aeiouyAEIOUY]")
#: "nghiêng" is the longest syllable.
LONGEST = 7


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether `word`, in any case, could be a Vietnamese syllable."""
    if not 0 < len(word) <= 2 * LONGEST:
        return False
    apart = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(apart)
    bare = unicodedata.normalize("NFC", _TONES.sub("", apart))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    return not (tones and _STOPPED.search(bare)) or tones[0] in _STOPPED_TONES


def has_vowel(word: str) -> bool:
    """Whether there is a vowel in `word`: an abbreviation ("QĐ", "HĐND") mostly has none."""
    return bool(_VOWEL.search(unicodedata.normalize("NFD", word)))


def is_cased(word: str) -> bool:
    """Whether `word` is written small, with one capital, or large: what people write."""
    return word.islower() or word.isupper() or word[1:].islower()
