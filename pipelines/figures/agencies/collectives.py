"""Many bodies that act as one: "18 xã, thị trấn tiếp 655 lượt" are the committees of them, "các cấp tiếp" all authorities."""

import re
from functools import lru_cache

from pipelines.figures.agencies.bodies import Body

_KINDS = (" huyện", " thành phố", " quận", " thị xã", " xã", " phường", " thị trấn", " đặc khu")
_KIND = "(?:huyện|thành phố|quận|thị xã|xã|phường|thị trấn|đặc khu)"
#: What only an authority does: of what else communes are said, they are the ones counted ("5 xã đạt chuẩn").
_DO = r" (?:(?:đã|cũng|còn|trực tiếp) )*(?:tiếp(?! tục| theo| cận)|nhận|giải quyết|thụ lý|ban hành)(?![^\W_])"
_COUNTED = re.compile(rf" (?P<kinds>{_KIND}(?:(?:, |/| và ){_KIND})*){_DO}")
_ALL = "các cấp"
_ALL_DO = re.compile(_DO)
_COMMITTEE = "ubnd "


@lru_cache(maxsize=4)
def collectives(low: str) -> list[Body]:
    """All of a text, in order."""
    found = []
    for kind in _KINDS:
        at = low.find(kind)
        while at >= 0:
            if at and low[at - 1].isdigit() and (body := _counted(low, at)):
                found.append(body)
            at = low.find(kind, at + 1)
    at = low.find(_ALL)
    while at >= 0:
        if _ALL_DO.match(low, at + len(_ALL)):
            found.append(Body(at, at + len(_ALL), "Cơ quan hành chính các cấp", many=True))
        at = low.find(_ALL, at + 1)
    return sorted(found, key=lambda body: body.start)


def _counted(low: str, at: int) -> Body | None:
    """ "18 xã, thị trấn" whose number ends at `at`."""
    acts = _COUNTED.match(low, at)
    start = at
    while start and low[start - 1].isdigit():
        start -= 1
    if acts is None or low[max(0, start - 1) : start] in ("/", ".", ","):
        return None
    if low.endswith(_COMMITTEE, 0, start):
        start -= len(_COMMITTEE)
    return Body(start, acts.end("kinds"), f"UBND các {acts['kinds']}", many=True)
