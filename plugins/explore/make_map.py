"""Make vietnam.json: the 34 provinces of today as shapes, with the borders inside them that ended in July 2025.

    npm pack @svg-maps/vietnam@2.0.0 && tar xzf svg-maps-vietnam-2.0.0.tgz
    python -m plugins.explore.make_map package/vietnam.svg

The shapes of the 63 are by Stephen Truong, CC BY 4.0. Their points are put on a grid, so that two neighbours have the very same
border: an edge that two parts of one province share is a former border, what remains is the outline of today. Matched by name,
never by order. The archipelagos, which the source draws by themselves, belong to Đà Nẵng and Khánh Hòa; they stand nearer here.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from pipelines.figures.places import rows_of  # noqa: E402
from pipelines.folding import fold  # noqa: E402

TARGET = Path(__file__).with_name("vietnam.json")
CREDIT = "@svg-maps/vietnam 2.0.0, Stephen Truong, CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)"
#: Names of the source that no province of 2024 has: what they belong to.
OTHERWISE = {"Thua Thien-Hue": "Huế", "Hoang Sa": "Đà Nẵng", "Truong Sa": "Khánh Hòa"}
#: The archipelagos: shrunk by this, and their upper left corner set here. In the source they lie 200 to 400 units off the coast.
NEARER = {"Hoang Sa": (0.75, 425, 385), "Truong Sa": (0.3, 425, 610)}
#: Units of the source in one step of our grid: half a pixel on a map as wide as a phone.
STEP = 0.8

Point = tuple[int, int]
Edge = tuple[Point, Point]

_TOKEN = re.compile(r"[a-df-zA-DF-Z]|-?\d*\.?\d+(?:e-?\d+)?")


def rings(path: str) -> Iterator[list[tuple[float, float]]]:
    """The closed lines of a path in absolute coordinates; a curve counts by where it ends."""
    tokens = _TOKEN.findall(path)
    at, x, y, command = 0, 0.0, 0.0, ""
    ring: list[tuple[float, float]] = []
    while at < len(tokens):
        if tokens[at].isalpha():
            command = tokens[at]
            at += 1
        if command in "zZ":
            x, y = ring[0]
            yield ring
            ring = []
            continue
        width = {"m": 2, "l": 2, "c": 6}[command.lower()]
        dx, dy = (float(token) for token in tokens[at + width - 2 : at + width])
        at += width
        x, y = (x + dx, y + dy) if command.islower() else (dx, dy)
        if command in "mM":
            command = "l" if command == "m" else "L"
        ring.append((x, y))
    if ring:
        yield ring


def snapped(ring: list[tuple[float, float]]) -> list[Point]:
    points: list[Point] = []
    for x, y in ring:
        point = (round(x / STEP), round(y / STEP))
        if not points or points[-1] != point:
            points.append(point)
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points


def moved(ring: list[tuple[float, float]], name: str, corner: tuple[float, float]) -> list[tuple[float, float]]:
    if name not in NEARER:
        return ring
    scale, left, top = NEARER[name]
    return [(left + (x - corner[0]) * scale, top + (y - corner[1]) * scale) for x, y in ring]


def joined(edges: Counter[Edge]) -> Iterator[list[Point]]:
    """Edges as lines, each as long as it gets."""
    following: dict[Point, list[Point]] = defaultdict(list)
    for start, end in sorted(edges.elements()):
        following[start].append(end)
    while following:
        line = [min(following)]
        while line[-1] in following:
            ends = following[line[-1]]
            if len(ends) == 1:
                del following[line[-1]]
            line.append(ends.pop())
        yield line


def drawn(lines: list[list[Point]]) -> str:
    """Lines as path data in whole steps; points on a straight line are left out."""
    parts = []
    for line in lines:
        kept = [line[0]]
        for before, point, after in zip(line, line[1:], line[2:], strict=False):
            turn = (point[0] - before[0]) * (after[1] - point[1]) - (point[1] - before[1]) * (after[0] - point[0])
            if turn:
                kept.append(point)
        kept.append(line[-1])
        closed = len(kept) > 3 and kept[0] == kept[-1]
        steps = list(zip(kept, kept[1:-1] if closed else kept[1:], strict=False))
        text = "".join(f"{b[0] - a[0]} {b[1] - a[1]} " for a, b in steps).replace(" -", "-").strip()
        parts.append(f"M{kept[0][0]} {kept[0][1]}l{text}{'z' if closed else ''}")
    return "".join(parts)


def make(source: Path) -> dict[str, object]:
    today = {_plain(row["old_short"]): row["new_code_2025_07"] for row in rows_of("provinces")}
    seen = set()
    parts: dict[str, list[Counter[Edge]]] = defaultdict(list)
    boxes: dict[str, list[int]] = {}
    for element in ElementTree.parse(source).iter("{http://www.w3.org/2000/svg}path"):
        name = element.get("aria-label") or ""
        province = _plain(OTHERWISE.get(name, name))
        code = today[province]
        seen.add(province)
        found = list(rings(element.get("d") or ""))
        corner = (min(x for ring in found for x, _ in ring), min(y for ring in found for _, y in ring))
        edges: Counter[Edge] = Counter()
        for ring in found:
            points = snapped(moved(ring, name, corner))
            if len(points) > 2:
                edges.update(zip(points, [*points[1:], points[0]], strict=True))
            elif name in NEARER:  # a reef smaller than a step is a dot all the same
                x, y = points[0]
                edges.update(zip([(x, y), (x + 1, y), (x, y + 1)], [(x + 1, y), (x, y + 1), (x, y)], strict=True))
        parts[code].append(without_returns(edges))
        if name in NEARER:
            xs, ys = zip(*(point for ring in found for point in snapped(moved(ring, name, corner))), strict=True)
            boxes[name] = [min(xs), min(ys), max(xs), max(ys)]
    if len(seen) < len(today):
        raise SystemExit(f"no shape for {sorted(today.keys() - seen)}")
    provinces = {code: _province(found) for code, found in sorted(parts.items())}
    return {"credit": CREDIT, "islands": boxes, "provinces": provinces}


def _plain(name: str) -> str:
    """A name by its letters alone: `Ba Ria–Vung Tau` is `Bà Rịa - Vũng Tàu`."""
    return "".join(letter for letter in fold(name) if letter.isalpha())


def without_returns(edges: Counter[Edge]) -> Counter[Edge]:
    """What is left when a way there and the same way back are nothing."""
    return Counter({edge: left for edge, n in edges.items() if (left := n - edges[edge[::-1]]) > 0})


def _province(parts: list[Counter[Edge]]) -> dict[str, str]:
    edges: Counter[Edge] = sum(parts, Counter())
    former = Counter({edge: 1 for edge in edges if edge[0] < edge[1] and edge[::-1] in edges})
    outline = [line for line in joined(without_returns(edges)) if len(line) > 3]
    return {"d": drawn(outline), "former": drawn(list(joined(former)))}


if __name__ == "__main__":
    TARGET.write_text(json.dumps(make(Path(sys.argv[1])), ensure_ascii=False, indent=0) + "\n", "utf-8")
