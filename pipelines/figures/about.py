"""What is known of a text beside its words: the reader of figures falls back on it, in this order: sentence, text, this."""

from dataclasses import dataclass

from spiders.items import Place
from spiders.provinces import NOWHERE


@dataclass(frozen=True, slots=True)
class About:
    """`title` is outside the text. `published` is ISO 8601 in UTC+7, as precise as claimed. `place` is a province's code of
    today (`spiders.provinces`), of the portal for want of better; `publisher` the portal's Vietnamese name. `told` is the place
    itself, a district even, where whoever asks knows it."""

    title: str = ""
    published: str | None = None
    place: str = NOWHERE
    publisher: str = ""
    told: Place | None = None
