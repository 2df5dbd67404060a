"""What a page of figures is asked for by its form: plain words in the address; whatever is no such word was not asked."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from plugins.explore import periods
from plugins.explore.series import Placed, measure
from plugins.explore.wording import MODALITIES


@dataclass(frozen=True)
class Asked:
    """`noi` is a code of today or a name, `loai` a measure, `tinh` a modality, `ky` a length, `tu` and `den` years."""

    noi: str = ""
    loai: str = ""
    tinh: str = ""
    ky: str = ""
    tu: str = ""
    den: str = ""
    ban_do: str = ""
    truc: str = ""
    trang: int = 1

    @classmethod
    def of(cls, request: Any) -> "Asked":
        def word(name: str) -> str:
            return str(request.args.get(name) or "").strip()[:200]

        def one_of(name: str, known: Any) -> str:
            return word(name) if word(name) in known else ""

        def number(name: str, most: int) -> str:
            return word(name) if re.fullmatch(rf"[0-9]{{1,{most}}}", word(name)) else ""

        return cls(
            noi=word("noi"),
            loai=word("loai"),
            tinh=one_of("tinh", MODALITIES),
            ky=one_of("ky", [*periods.LENGTHS, periods.OTHER[0]]),
            tu=number("tu", 4),
            den=number("den", 4),
            ban_do=one_of("ban_do", ("so", "gia-tri")),
            truc=one_of("truc", ("log",)),
            trang=max(int(number("trang", 4) or 1), 1),
        )

    @property
    def narrows(self) -> bool:
        """Whether it asks for a place or for years, by which the archive can look."""
        return bool(self.noi or self.tu or self.den)

    def query(self, **changed: object) -> str:
        """The address of this page with some of it changed."""
        kept = {name: value for name, value in (vars(self) | {"trang": 1} | changed).items() if value and value != 1}
        return "?" + urlencode(kept)

    def lets_through(self, one: Placed) -> bool:
        """All but the measure, which is chosen from what is left."""
        row = one.row
        if self.noi and self.noi not in (row["place_today"], row["place"]):
            return False
        if self.tinh and row["modality"] != self.tinh:
            return False
        if self.ky and one.length != self.ky:
            return False
        if (self.tu or self.den) and one.end is None:
            return False
        return not (
            one.end and ((self.tu and one.end.year < int(self.tu)) or (self.den and one.end.year > int(self.den)))
        )

    def is_measured(self, one: Placed) -> bool:
        return measure(one.row).key == self.loai
