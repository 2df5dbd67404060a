"""The map of the 34: every province is there, in its place, and nothing of the 63 is lost."""

import re
from itertools import pairwise

import pytest

from plugins.explore.maps import HEIGHT, SHADES, WIDTH, Region, bounds, legend, shade, shapes, vietnam
from spiders.provinces import FORMER
from tests.archive_samples import HOSTILE


def points(code: str) -> list[tuple[float, float]]:
    """The corners of a province, from its path."""
    found = []
    for start_x, start_y, steps in re.findall(r"M(-?\d+) (-?\d+)l([-\d ]+)", shapes()["provinces"][code]["d"]):
        x, y = int(start_x), int(start_y)
        found.append((x, y))
        offsets = [int(number) for number in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(offsets[::2], offsets[1::2], strict=True):
            x, y = x + dx, y + dy
            found.append((x, y))
    return found


def middle(code: str) -> tuple[float, float]:
    """Where most of a province lies; its islands are few of its corners."""
    xs, ys = zip(*points(code), strict=True)
    return sorted(xs)[len(xs) // 2], sorted(ys)[len(ys) // 2]


def test_the_34_of_today_are_on_the_map_by_their_codes() -> None:
    assert set(shapes()["provinces"]) == set(FORMER)
    assert "CC BY 4.0" in shapes()["credit"]
    for code in FORMER:
        assert all(-1 <= x <= WIDTH and -1 <= y <= HEIGHT for x, y in points(code)), code


def test_a_province_that_was_joined_keeps_its_former_borders() -> None:
    joined = {code for code, parts in FORMER.items() if len(parts) > 1}
    assert {code for code, shape in shapes()["provinces"].items() if shape["former"]} == joined


@pytest.mark.parametrize(
    ("order", "axis"),
    [
        # From north to south: Tuyên Quang, Hà Nội, Thanh Hóa, Nghệ An, Hà Tĩnh, Quảng Trị, Huế, Đà Nẵng, Quảng Ngãi, Gia Lai,
        # Đắk Lắk, Lâm Đồng, Hồ Chí Minh, Cà Mau.
        ("08 01 38 40 42 44 46 48 51 52 66 68 79 96", 1),
        # From west to east in the north: Điện Biên, Sơn La, Phú Thọ, Hà Nội, Hải Phòng, Quảng Ninh.
        ("11 14 25 01 31 22", 0),
        # And in the south: An Giang, Đồng Tháp or Cần Thơ, Vĩnh Long, Hồ Chí Minh, Đồng Nai, Lâm Đồng, Khánh Hòa.
        ("91 92 86 79 68", 0),
    ],
)
def test_every_code_stands_where_its_province_lies(order: str, axis: int) -> None:
    places = [middle(code)[axis] for code in order.split()]
    assert all(before < after for before, after in pairwise(places)), dict(zip(order.split(), places, strict=True))


def test_neighbours_share_their_border() -> None:
    assert len(set(points("01")) & set(points("25"))) > 20, "Hà Nội, Phú Thọ"
    assert not set(points("01")) & set(points("96")), "Hà Nội, Cà Mau"


def test_shades_grow_with_values_and_equal_values_look_alike() -> None:
    values = [1.0, 1.0, 2.0, 5.0, 9.0, 100.0]
    starts = bounds(values)
    shades = [shade(value, starts) for value in values]
    assert shades == sorted(shades)
    assert shades[0] == shades[1]
    assert shades[-1] == SHADES
    assert [kind for kind, *_ in legend([15.0] * 33 + [965.0])] == ["p4", "p5"]
    assert legend([]) == []


def test_every_province_is_a_link_and_says_its_name() -> None:
    regions = {
        code: Region(code, f"/dia-phuong/{code}", f"tỉnh {code}", 1.0 if code == "01" else None) for code in FORMER
    }
    svg = str(vietnam(regions, name="m", title="Bản đồ", told="34"))
    assert svg.count("<a href=") == 34
    assert 'class="p5" id="m-01"' in svg
    assert 'class="p0" id="m-96"' in svg
    assert "Hoàng Sa" in svg
    assert "Trường Sa" in svg


def test_a_name_stays_text() -> None:
    svg = str(vietnam({"01": Region(HOSTILE, HOSTILE, HOSTILE)}, name="m", title=HOSTILE, told=HOSTILE))
    assert "<script" not in svg
    assert "<img" not in svg
