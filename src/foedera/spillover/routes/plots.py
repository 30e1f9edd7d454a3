"""A cut drawn: a map of the ways before and after, and bars of the days more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from foedera.drawing import INK, PALETTE
from foedera.spillover.routes.cuts import Cut
from foedera.spillover.routes.detours import Detour
from foedera.spillover.routes.facts import Facts, taken
from foedera.spillover.routes.network import sea, way

if TYPE_CHECKING:
    import networkx

__all__ = ["bars_chart", "map_chart"]


def bars_chart(answer: Cut, found: Facts | None = None) -> Any:
    """Days more by voyage, each a bar from the low to the high end; voyages without a way are named in words."""
    import altair as alt

    known = taken(found)
    longest = sorted(_changed(answer), key=lambda each: -_longest(each))
    rows = [_bar(each, known) for each in longest]
    order = [str(row["voyage"]) for row in rows]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("voyage:N", sort=order, title=None, axis=alt.Axis(labelLimit=320))
    )
    bars = base.mark_bar(color=PALETTE[0], height=9).encode(x=alt.X("low:Q", title="days more at sea"), x2="high:Q")
    words = base.mark_text(align="left", color=INK, fontSize=10).encode(x=alt.datum(0), text="word:N")
    return alt.layer(bars, words).properties(width=420, height=alt.Step(16))


def map_chart(answer: Cut, land: Sequence[Mapping[str, Any]] = (), found: Facts | None = None, most: int = 40) -> Any:
    """The ways before (dashed) and after (full) of the voyages that change, and crosses where it is cut.

    Args:
        answer: of `cut`.
        land: GeoJSON features of the coasts.
        found: the facts, where they are not those of the package.
        most: voyages to draw at most, the longest detours first.
    """
    import altair as alt

    known = taken(found)
    changed = sorted(_changed(answer), key=lambda each: -_longest(each))
    before, after = (
        sea(draught=answer.draught, found=known),
        sea(answer.chokepoints, draught=answer.draught, found=known),
    )
    pairs = [(each.origin, each.destination) for each in changed[:most]]
    layers = [_lines(land, INK, 0.4, [1, 0])] if land else []
    layers.append(_lines(_ways(before, pairs, known), PALETTE[1], 1.2, [4, 3]))
    layers.append(_lines(_ways(after, pairs, known), PALETTE[0], 1.2, [1, 0]))
    crosses = [
        {"longitude": place.longitude, "latitude": place.latitude, "name": place.name}
        for place in (known.places[id] for id in answer.chokepoints)
    ]
    points = alt.Chart(alt.InlineData(values=crosses)).encode(longitude="longitude:Q", latitude="latitude:Q")
    layers.append(points.mark_point(shape="cross", angle=45, filled=True, size=120, color=PALETTE[1]))
    layers.append(points.mark_text(dy=-12, color=INK, fontSize=11).encode(text="name:N"))
    return alt.layer(*layers).project(type="equalEarth", rotate=[-70, 0, 0]).properties(width=860, height=430)


def _changed(answer: Cut) -> list[Detour]:
    return [each for each in answer.detours if each.state in {"longer", "no way"}]


def _longest(each: Detour) -> float:
    return float("inf") if each.days is None else each.days.high


def _bar(each: Detour, known: Facts) -> dict[str, Any]:
    voyage = f"{known.places[each.origin].name} to {known.places[each.destination].name}"
    if each.days is None:
        return {"voyage": voyage, "low": None, "high": None, "word": "no way"}
    return {"voyage": voyage, "low": each.days.low, "high": each.days.high, "word": ""}


def _lines(features: Sequence[Mapping[str, Any]], colour: str, width: float, dash: list[int]) -> Any:
    import altair as alt

    data = alt.InlineData(values=[dict(each) for each in features])
    return alt.Chart(data).mark_geoshape(filled=False, stroke=colour, strokeWidth=width, strokeDash=dash)


def _ways(graph: networkx.Graph, pairs: Sequence[tuple[str, str]], known: Facts) -> list[Mapping[str, Any]]:
    """Each leg on any of the ways once, as a GeoJSON line, so that lines do not lie upon one another."""
    legs: dict[tuple[str, str], None] = {}
    for origin, destination in pairs:
        found = way(graph, origin, destination)
        if found is not None:
            legs |= {(min(leg), max(leg)): None for leg in zip(found.places, found.places[1:], strict=False)}
    return [
        {
            "type": "Feature", "properties": {},
            "geometry": {
                "type": "LineString",
                "coordinates": [[known.places[id].longitude, known.places[id].latitude] for id in leg],
            },
        }
        for leg in legs
    ]  # fmt: skip
