"""The charts of the pages: no script draws them, and every one has a table beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import atan2, cos, degrees, hypot, pi, sin
from typing import Any, cast

import altair as alt
import networkx as nx

from foedera.drawing import INK
from foedera.web.pictures import Chart

KINDS = {
    "statement": "#4f7fb5", "event": "#b5544f", "commitment": "#7a5fb5", "instrument": "#4f8a4a",
    "affiliation": "#3f8f8f", "command": "#a05080", "asset": "#8a8030", "figure": "#b07b35",
}  # fmt: skip
"""A colour for each kind of claim, readable on light and dark paper."""

_PARTY = "#8b8b8b"
_ARROW = "#b5544f"
_STATES = ["as it was", "only proposed", "disbanded"]
_NAMED = alt.Axis(labelLimit=340)
"""An axis of names, of which the ends differ: those of treaties name the parties."""
_FRAME = (-1.1, 1.1)
_ROUND = (-1.35, 1.35)


def _events(rows: Sequence[Mapping[str, str]]) -> Any:
    """A timeline: a mark for each row (`day`, `kind`, `label`, `href`), one line for each kind."""
    return (
        _chart(rows)
        .mark_point(filled=True, size=70, opacity=0.75)
        .encode(
            x=alt.X("day:T", title=None),
            y=alt.Y("kind:N", title=None, sort=list(KINDS)),
            color=_kinds(),
            href="href:N",
            description="label:N",
        )
    )


def _counts(rows: Sequence[Mapping[str, Any]]) -> Any:
    """How many items of each kind began when (`day`, `kind`, `count`), as stacked bars."""
    return (
        _chart(rows)
        .mark_bar(width=4)
        .encode(x=alt.X("day:T", title=None), y=alt.Y("count:Q", title=None), color=_kinds(legend=alt.Legend()))
    )


def _spans(rows: Sequence[Mapping[str, str]], ties: Sequence[Mapping[str, str]]) -> Any:
    """Instruments as bars from `start` to `end` (`name`, `state`, `href`), with a rule at the `day` on which one
    (`source`) replaced or amended another (`target`)."""
    # Layers that are sorted each for itself are put in the order of the alphabet: a domain is one for all.
    order = alt.Scale(domain=[row["name"] for row in rows])
    y = alt.Y("name:N", title=None, scale=order, axis=_NAMED)
    shades = alt.Scale(domain=["in force", "unknown", "not in force"], range=["#4f8a4a", "#b07b35", "#8b8b8b"])
    bars = (
        _chart(rows)
        .mark_bar(height=12, cornerRadius=2)
        .encode(
            x=alt.X("start:T", title=None),
            x2="end:T",
            y=y,
            color=alt.Color("state:N", scale=shades),
            href="href:N",
            description="name:N",
        )
    )
    if not ties:
        return bars
    rules = (
        _chart(ties)
        .mark_rule(color=INK, strokeDash=[3, 3], aria=False)
        .encode(
            x="day:T",
            y=alt.Y("source:N", scale=order, title=None, axis=_NAMED),
            y2="target:N",
            description="relation:N",
        )
    )
    return cast(alt.Chart, alt.layer(bars, rules))


def _network(nodes: Sequence[Mapping[str, Any]], ties: Sequence[tuple[str, str, int]]) -> Any:
    """Actors (`key`, `name`, `size`, `href`) and the ties between them (two keys, and how many), put where few lines
    cross."""
    places = _placed([node["key"] for node in nodes], [(a, b) for a, b, _ in ties])
    dots_at = [{**node, "x": places[node["key"]][0], "y": places[node["key"]][1]} for node in nodes]
    ends = [(places[a], places[b], weight) for a, b, weight in ties]
    lines_at = [{"x": a[0], "y": a[1], "x2": b[0], "y2": b[1], "weight": weight} for a, b, weight in ends]
    x, y = _bare("x", _FRAME), _bare("y", _FRAME)
    width = alt.StrokeWidth("weight:Q", legend=None, scale=alt.Scale(type="sqrt", domainMin=0, range=[0.5, 9]))
    lines = (
        _chart(lines_at)
        .mark_rule(color=INK, opacity=0.35, aria=False)
        .encode(x=x, y=y, x2="x2:Q", y2="y2:Q", strokeWidth=width)
    )
    base = _chart(dots_at).encode(x=x, y=y)
    dots = base.mark_circle(color="#4f7fb5").encode(
        size=alt.Size("size:Q", legend=None, scale=alt.Scale(type="sqrt", domainMin=0, range=[30, 700])),
        description="name:N",
        href="href:N",
    )
    words = base.mark_text(dy=-15, fontSize=13, color=INK, aria=False).encode(text="name:N")
    return cast(alt.Chart, alt.layer(lines, dots, words))


def _placed(keys: Sequence[str], pairs: Sequence[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """Where each of `keys` stands within a frame from -1 to 1: those that are tied near each other, each part of the
    network by itself, the largest first."""
    net: Any = nx.Graph()
    net.add_nodes_from(keys)
    net.add_edges_from(pairs)
    several = sorted(nx.connected_components(net), key=lambda some: (-len(some), min(some)))
    sizes = [max(len(some), 2) ** 0.5 for some in several]
    places: dict[str, tuple[float, float]] = {}
    left, whole = -1.0, sum(sizes)
    for some, size in zip(several, sizes, strict=True):
        width = 2 * size / whole
        ordered = net.subgraph(sorted(some))
        around = nx.circular_layout(sorted(some))
        found = nx.spring_layout(ordered, pos=around, seed=7, weight=None, iterations=200) if len(some) > 3 else around
        low = [min(at[axis] for at in found.values()) for axis in (0, 1)]
        span = [(max(at[axis] for at in found.values()) - low[axis]) or 1.0 for axis in (0, 1)]
        for key, at in found.items():
            x, y = ((at[axis] - low[axis]) / span[axis] if len(some) > 1 else 0.5 for axis in (0, 1))
            places[key] = round(left + width * (0.1 + 0.8 * x), 4), round(-0.85 + 1.7 * y, 4)
        left += width
    return places


def _streams(rows: Sequence[Mapping[str, Any]]) -> Any:
    """Streams on a circle, with an arrow from each that excites (`source`) to the one excited (`target`): the thicker,
    the larger its `weight`, the fainter, the larger its share of `false` alarms. A ring: it excites itself."""
    names = sorted({row[end] for row in rows for end in ("source", "target")})
    at = {
        name: (round(cos(2 * pi * k / len(names)), 4), round(sin(2 * pi * k / len(names)), 4))
        for k, name in enumerate(names)
    }
    across, up = _round(rows)
    arrows = [
        _arrow(at[row["source"]], at[row["target"]], row, across / up) for row in rows if row["source"] != row["target"]
    ]
    selves = {row["source"] for row in rows if row["source"] == row["target"]}
    dots = [{"name": name, "x": x, "y": y, "self": name in selves} for name, (x, y) in at.items()]
    x, y = _bare("x", _ROUND), _bare("y", _ROUND)
    faint = alt.Opacity("false:Q", legend=None, scale=alt.Scale(domain=[0, 0.5], range=[0.9, 0.2], clamp=True))
    width = alt.StrokeWidth("weight:Q", legend=None, scale=alt.Scale(type="sqrt", domainMin=0, range=[0.5, 6]))
    lines = _chart(arrows).mark_rule(color=_ARROW).encode(
        x=x, y=y, x2="x2:Q", y2="y2:Q", strokeWidth=width, opacity=faint, description="label:N"
    )  # fmt: skip
    heads = _chart(arrows).mark_point(shape="triangle", filled=True, size=110, color=_ARROW, aria=False).encode(
        x=_bare("x2", _ROUND), y=_bare("y2", _ROUND), angle=alt.Angle("angle:Q", scale=None), opacity=faint
    )  # fmt: skip
    base = _chart(dots).encode(x=x, y=y)
    circles = base.mark_circle(color="#4f7fb5", opacity=1, size=110).encode(description="name:N")
    rings = base.transform_filter("datum.self").mark_point(size=420, strokeWidth=2.5, color=_ARROW, aria=False)
    words = base.mark_text(dy=-17, fontSize=12, color=INK, aria=False).encode(text="name:N")
    return cast(alt.Chart, alt.layer(lines, heads, rings, circles, words))


def _round(rows: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    """The size of a drawing of streams on a circle, by how many there are."""
    return (620, 400) if len({row[end] for row in rows for end in ("source", "target")}) <= 6 else (860, 620)


def _arrow(
    a: tuple[float, float], b: tuple[float, float], row: Mapping[str, Any], wide: float
) -> dict[str, Any]:  # fmt: skip
    """A line from one place to another that ends short of both, a little to the right, so that two that run against
    each other part; `wide` is how many times as wide as high the drawing is."""
    across, up = b[0] - a[0], b[1] - a[1]
    length = hypot(across, up)
    x, y = across / length, up / length
    side, short = 0.02, 0.07
    angle = degrees(atan2(x * wide, y))
    return {
        "x": round(a[0] + x * short + y * side, 4), "y": round(a[1] + y * short - x * side, 4),
        "x2": round(b[0] - x * short + y * side, 4), "y2": round(b[1] - y * short - x * side, 4),
        "angle": round(angle, 1), "weight": row["weight"], "false": row["false"],
        "label": f"{row['source']} → {row['target']}",
    }  # fmt: skip


def _units(rows: Sequence[Mapping[str, Any]]) -> Any:
    """A chart of command: each unit (`name`, `href`, `state`) on a `row` of its own, the deeper (`depth`) the further
    to the right, with a line to the row `above`."""
    deepest = max(4, *(row["depth"] for row in rows))
    x = alt.X("depth:Q", axis=None, scale=alt.Scale(domain=[0, deepest + 9], nice=False))
    height = alt.Scale(domain=[-0.5, len(rows) - 0.5], reverse=True, nice=False, zero=False)
    y = alt.Y("row:Q", axis=None, scale=height)
    ties = [
        {"depth": row["depth"] - 1, "to": row["depth"] - 0.2, "row": row["row"], "from": row["above"] + 0.3,
         "state": row["state"]}
        for row in rows
        if row["above"] is not None
    ]  # fmt: skip
    dash = alt.StrokeDash("state:N", legend=None, scale=alt.Scale(domain=_STATES, range=[[1, 0], [3, 3], [1, 3]]))
    drawn = _chart(ties).mark_rule(color=INK, opacity=0.6, aria=False)
    down = drawn.encode(x=x, y=alt.Y("from:Q", axis=None, scale=height), y2="row:Q", strokeDash=dash)
    along = drawn.encode(x=x, x2="to:Q", y=y, strokeDash=dash)
    base = _chart(rows).encode(x=x, y=y, href="href:N", description="name:N")
    fill = alt.Fill(
        "state:N", legend=None, scale=alt.Scale(domain=_STATES, range=[KINDS["command"], "transparent", "transparent"])
    )
    dots = base.mark_point(size=60, stroke=KINDS["command"], opacity=1, strokeWidth=1.5).encode(fill=fill)
    words = base.mark_text(dx=9, align="left", fontSize=13, color=INK, aria=False, limit=430).encode(text="name:N")
    return cast(alt.Chart, alt.layer(down, along, dots, words))


def _ranges(rows: Sequence[Mapping[str, Any]], mark: float | None) -> Any:
    """A line from `low` to `high` for each `name`, in the order given, with a dot at `value` where there is one, and
    a rule where both sides are alike (`mark`)."""
    y = alt.Y("name:N", title=None, sort=[row["name"] for row in rows], axis=_NAMED)
    x = alt.Scale(zero=mark is None, nice=True)
    base = _chart(rows).encode(y=y)
    lines = base.mark_rule(strokeWidth=4, color="#4f7fb5", opacity=0.6, strokeCap="round").encode(
        x=alt.X("low:Q", title=None, scale=x), x2="high:Q", description="name:N"
    )
    dots = base.transform_filter("isValid(datum.value)").mark_circle(size=80, color="#4f7fb5", opacity=1, aria=False)
    layers = [lines, dots.encode(x="value:Q")]
    if mark is not None:
        layers.insert(0, _chart([{"at": mark}]).mark_rule(color=INK, strokeDash=[3, 3], aria=False).encode(x="at:Q"))
    return cast(alt.Chart, alt.layer(*layers))


def _chances(rows: Sequence[Mapping[str, Any]]) -> Any:
    """Shares of one (`share`) for each `type` of event, of three sorts (`sort`): forecast, climatology, no change."""
    sorts = ["forecast", "climatology", "no change"]
    shape = alt.Shape("sort:N", scale=alt.Scale(domain=sorts, range=["circle", "circle", "stroke"]))
    fill = alt.Fill(
        "sort:N", legend=None, scale=alt.Scale(domain=sorts, range=["#4f7fb5", "transparent", "transparent"])
    )
    return (
        _chart(rows)
        .mark_point(size=90, stroke="#4f7fb5", strokeWidth=1.8, opacity=1)
        .encode(
            x=alt.X("share:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%")),
            y=alt.Y("type:N", title=None, sort=list(dict.fromkeys(row["type"] for row in rows))),
            shape=shape, fill=fill, description="type:N",
        )
    )  # fmt: skip


def _bare(field: str, domain: Sequence[float]) -> Any:
    """A place along a side of a drawing without axes."""
    axis = alt.X if field.startswith("x") else alt.Y
    return axis(f"{field}:Q", axis=None, scale=alt.Scale(domain=list(domain), nice=False))


def _world(points: Sequence[Mapping[str, Any]]) -> Any:
    """The world's outlines with points (`longitude`, `latitude`, `kind`, `number`, `label`, `href`); `number` is how
    many entries lie there."""
    land: Any = {"values": _outlines()["features"]}
    outlines = alt.Chart(land).mark_geoshape(aria=False, fill=None, stroke=INK, strokeWidth=0.4, strokeOpacity=0.6)
    layers: list[alt.Chart] = [outlines]
    if points:
        size = alt.Size("number:Q", legend=None, scale=alt.Scale(type="sqrt", domainMin=1, rangeMin=50, rangeMax=500))
        color = _kinds(alt.Legend(), [point["kind"] for point in points])
        layers.append(
            _chart(points)
            .mark_circle(opacity=0.75)
            .encode(
                longitude="longitude:Q", latitude="latitude:Q", color=color, size=size, href="href:N",
                description="label:N",
            )
        )  # fmt: skip
    return cast(alt.Chart, alt.layer(*layers).project(type="equalEarth"))


def _lines(rows: Sequence[Mapping[str, Any]]) -> int:
    return len({row["kind"] for row in rows})


def _sized(
    name: str, make: Callable[..., alt.Chart], label: str, size: Callable[..., tuple[int, int]]
) -> Chart:  # fmt: skip
    """A chart that fills its size, words and axes included."""

    def fitted(*rows: Any) -> Any:
        width, height = size(*rows)
        fit = alt.AutoSizeParams(type="fit", contains="padding")
        return make(*rows).properties(width=width, height=height, autosize=fit)

    return Chart(name, fitted, label, size)


events = _sized("events", _events, "Timeline; the list below says the same", lambda rows: (940, 34 * _lines(rows) + 40))
counts = _sized("counts", _counts, "Items by time and kind; the list below says the same", lambda *_: (940, 280))
spans = _sized(
    "spans", _spans, "Instruments and what replaced them; the table says the same",
    lambda rows, _: (960, 24 * len({row["name"] for row in rows}) + 70),
)  # fmt: skip
network = _sized(
    "network", _network, "Network; the table says the same",
    lambda nodes, _: (820, 240 if len(nodes) <= 3 else 380 if len(nodes) <= 8 else 620),
)  # fmt: skip
streams = _sized("streams", _streams, "Which streams excite which; the table says the same", _round)
units = _sized(
    "units", _units, "Chart of command; the list or table below says the same",
    lambda rows: (560, 24 * len(rows) + 14),
)  # fmt: skip
ranges = _sized(
    "ranges", _ranges, "Ranges; the table says the same",
    lambda rows, _: (860, 24 * len({row["name"] for row in rows}) + 50),
)  # fmt: skip
chances = _sized(
    "chances", _chances, "Probabilities; the table says the same",
    lambda rows: (860, 24 * len({row["type"] for row in rows}) + 70),
)  # fmt: skip
world = _sized("world", _world, "Map; the list below says the same", lambda *_: (920, 480))


@cache
def _outlines() -> dict[str, Any]:
    """The land of the world as GeoJSON, from Natural Earth."""
    text = (files("foedera.web") / "data" / "outlines.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _chart(rows: Sequence[Mapping[str, Any]]) -> Any:
    data: Any = {"values": list(rows)}
    return alt.Chart(data)


def _kinds(legend: alt.Legend | None = None, shown: Sequence[str] = tuple(KINDS)) -> alt.Color:
    inks = {kind: ink for kind, ink in {**KINDS, "party": _PARTY}.items() if kind in shown}
    return alt.Color("kind:N", scale=alt.Scale(domain=list(inks), range=list(inks.values())), legend=legend)
