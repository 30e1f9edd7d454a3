import itertools
import json
import math
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import foedera
from foedera.spillover.routes import Place, facts, great_circle, sea, way, ways

KNOWN = facts()
REGIONS = sorted(KNOWN.regions)
NARROW = {
    ("GULF_OF_SUEZ", "NORTH_RED_SEA"), ("GULF_OF_SUEZ", "SUEZ_ROADS"), ("SUEZ", "SUEZ_ROADS"), ("PORT_SAID", "SUEZ"),
    ("ELBE", "KIEL"), ("KIEL", "KIEL_BIGHT"), ("CRISTOBAL", "PANAMA"), ("BALBOA", "PANAMA"),
}  # fmt: skip
"""Canals, and a gulf narrower than the outlines are exact."""


def place(latitude: float, longitude: float) -> Place:
    return Place("X", "waypoint", "", "", latitude, longitude, None, (), "")


def test_great_circles_are_those_of_a_sphere() -> None:
    quarter = great_circle(place(0, 0), place(0, 90))
    assert quarter == pytest.approx(90 * 60.04, rel=1e-3)
    assert great_circle(place(10, 179), place(10, -179)) < 120
    assert great_circle(place(-90, 0), place(90, 0)) == pytest.approx(2 * quarter)


@given(*(st.floats(-90, 90) for _ in range(3)), *(st.floats(-180, 180) for _ in range(3)))
def test_great_circles_keep_the_triangle_inequality(a: float, b: float, c: float, x: float, y: float, z: float) -> None:
    first, second, third = place(a, x), place(b, y), place(c, z)
    assert great_circle(first, second) == pytest.approx(great_circle(second, first))
    assert great_circle(first, third) <= great_circle(first, second) + great_circle(second, third) + 1e-6


def test_shortest_ways_keep_the_triangle_inequality() -> None:
    graph = sea(draught=14.5)
    miles = {a: {each.destination: each.miles for each in ways(graph, a, REGIONS)} for a in REGIONS}
    for a, b, c in itertools.permutations(REGIONS, 3):
        assert miles[a][c] <= miles[a][b] + miles[b][c] + 1e-6
        assert miles[a][c] >= great_circle(KNOWN.places[a], KNOWN.places[c]) - 1e-6


@given(st.sets(st.sampled_from(sorted(KNOWN.chokepoints)), max_size=5), st.sampled_from(sorted(KNOWN.chokepoints)))
def test_cutting_more_never_shortens_a_way(cut: set[str], more: str) -> None:
    before = {each.destination: each.miles for each in ways(sea(cut), "JAPAN", REGIONS)}
    after = {each.destination: each.miles for each in ways(sea(cut | {more}), "JAPAN", REGIONS)}
    assert set(after) <= set(before)
    assert all(after[end] >= before[end] - 1e-6 for end in after)


def test_cutting_nothing_leaves_the_whole_sea_and_pipelines_are_none_of_it() -> None:
    graph = sea()
    assert nx.is_connected(graph)
    assert set(graph) == {id for id, each in KNOWN.places.items() if each.kind != "pipeline"}


def test_a_deep_ship_does_not_pass_where_it_is_shallow() -> None:
    fits, deep = (way(sea(draught=draught), "US_EAST", "JAPAN") for draught in (15.0, 16.0))
    assert fits is not None and "PANAMA" in fits.through()
    assert deep is not None and "PANAMA" not in deep.through()
    assert "KIEL" not in sea(draught=14.5) and "KIEL" in sea(draught=9.0)


@pytest.mark.parametrize(("closed", "shut_in"), [("HORMUZ", "PERSIAN_GULF"), ("TURKISH", "BLACK_SEA")])
def test_some_seas_have_one_way_out(closed: str, shut_in: str) -> None:
    assert way(sea((closed,)), shut_in, "US_EAST") is None
    assert way(sea(), shut_in, "US_EAST") is not None


def test_known_passages_lie_on_the_ways() -> None:
    found = way(sea(draught=14.5), "CHINA", "NORTH_WEST_EUROPE")
    assert found is not None
    assert found.through() == (
        "TAIWAN_STRAIT", "MALACCA", "BAB_EL_MANDEB", "SUEZ", "GIBRALTAR", "DOVER"
    )  # fmt: skip


def on_land(rings: list[list[list[float]]], latitude: float, longitude: float) -> bool:
    for ring in rings:
        inside = False
        for (xa, ya), (xb, yb) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (ya > latitude) != (yb > latitude) and longitude < (xb - xa) * (latitude - ya) / (yb - ya) + xa:
                inside = not inside
        if inside:
            return True
    return False


def points(a: Place, b: Place, every: float) -> list[tuple[float, float]]:
    """Points on the great circle, degrees, some miles apart."""

    def vector(p: Place) -> list[float]:
        north, east = math.radians(p.latitude), math.radians(p.longitude)
        return [math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)]

    u, v = vector(a), vector(b)
    angle = great_circle(a, b) / 3440.065
    count = max(2, int(great_circle(a, b) / every))
    out = []
    for k in range(1, count):
        t = k / count
        first, second = math.sin((1 - t) * angle) / math.sin(angle), math.sin(t * angle) / math.sin(angle)
        x, y, z = (first * p + second * q for p, q in zip(u, v, strict=True))
        out.append((math.degrees(math.asin(max(-1.0, min(1.0, z)))), math.degrees(math.atan2(y, x))))
    return out


def test_legs_lie_in_the_sea() -> None:
    path = Path(foedera.__file__).parent / "web" / "data" / "outlines.json"
    boxes = []
    for feature in json.loads(path.read_text("utf-8"))["features"]:
        shape = feature["geometry"]
        for polygon in shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]:
            xs, ys = zip(*polygon[0], strict=True)
            boxes.append((min(xs), max(xs), min(ys), max(ys), polygon[0]))
    for a, b in KNOWN.legs:
        ends = KNOWN.places[a], KNOWN.places[b]
        if "pipeline" in {end.kind for end in ends} or tuple(sorted((a, b))) in NARROW:
            continue
        dry = [
            (latitude, longitude)
            for latitude, longitude in points(*ends, every=16)
            if on_land(
                [ring for x0, x1, y0, y1, ring in boxes if x0 <= longitude <= x1 and y0 <= latitude <= y1],
                latitude, longitude,
            )
        ]  # fmt: skip
        # The outlines are exact to a tenth of a degree, and straits are narrow: two points may be on their shores.
        assert len(dry) <= 2, (a, b, dry)
