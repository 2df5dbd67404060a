"""What is followed: words, a portal, a province, out of an address that anybody may have typed."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from pipelines import province  # noqa: E402
from pipelines.folding import MAX_QUERY  # noqa: E402


@dataclass(frozen=True)
class Asked:
    """`q` as typed in a search box, `cong` the name of a portal, `tinh` a province by code or name."""

    q: str = ""
    cong: str = ""
    tinh: str = ""

    @classmethod
    def of(cls, request: Any) -> "Asked":
        return cls(_word(request, "q", MAX_QUERY), _word(request, "cong", 100), _word(request, "tinh", 100))

    @classmethod
    def of_page(cls, request: Any) -> "Asked":
        """What a page shows, to be followed: the tables of Datasette call words and portal otherwise."""
        asked = cls.of(request)
        q, cong = asked.q or _word(request, "_search", MAX_QUERY), asked.cong or _word(request, "portal", 100)
        return cls(q, cong, asked.tinh)

    @property
    def province(self) -> str:
        return province.today(self.tinh)

    @property
    def knows_no_province(self) -> bool:
        return self.province == province.UNKNOWN

    def query(self, *names: str) -> str:
        """The part of an address that asks for this again; of these names alone."""
        kept = {name: value for name, value in vars(self).items() if value and name in names}
        return f"?{urlencode(kept)}" if kept else ""


def _word(request: Any, name: str, most: int) -> str:
    return str(request.args.get(name) or "").replace("\0", " ").strip()[:most]
