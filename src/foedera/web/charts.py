"""The charts of the pages: no script draws them, and every one has a table beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
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
    order = [row["name"] for row in rows]
    y = alt.Y("name:N", title=None, sort=order)
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
        .encode(x="day:T", y=alt.Y("source:N", sort=order), y2="target:N", description="relation:N")
    )
    return cast(alt.Chart, alt.layer(bars, rules))


def _network(nodes: Sequence[Mapping[str, Any]], ties: Sequence[tuple[str, str, int]]) -> Any:
    """Actors (`key`, `name`, `size`, `href`) and the ties between them (two keys, and how many), put where few lines
    cross."""
    net: Any = nx.Graph()
    net.add_nodes_from(node["key"] for node in nodes)
    net.add_weighted_edges_from(ties)
    placed = nx.spring_layout(net, seed=7, k=1.6 / max(1, len(net)) ** 0.5)
    places = {key: (float(x), float(y)) for key, (x, y) in placed.items()}
    dots_at = [{**node, "x": places[node["key"]][0], "y": places[node["key"]][1]} for node in nodes]
    ends = [(places[a], places[b], weight) for a, b, weight in ties]
    lines_at = [{"x": a[0], "y": a[1], "x2": b[0], "y2": b[1], "weight": weight} for a, b, weight in ends]
    plain = alt.Axis(labels=False, ticks=False, grid=False, domain=False, title=None)
    x, y = alt.X("x:Q", axis=plain), alt.Y("y:Q", axis=plain)
    lines = (
        _chart(lines_at)
        .mark_rule(color=INK, opacity=0.35, aria=False)
        .encode(x=x, y=y, x2="x2:Q", y2="y2:Q", strokeWidth=alt.StrokeWidth("weight:Q", legend=None))
    )
    base = _chart(dots_at).encode(x=x, y=y)
    dots = base.mark_circle(color="#4f7fb5").encode(
        size=alt.Size("size:Q", legend=None), description="name:N", href="href:N"
    )
    words = base.mark_text(dy=-11, fontSize=12, color=INK, aria=False).encode(text="name:N")
    return cast(alt.Chart, alt.layer(lines, dots, words))


def _world(points: Sequence[Mapping[str, Any]]) -> Any:
    """The world's outlines with points (`longitude`, `latitude`, `kind`, `number`, `label`, `href`); `number` is how
    many entries lie there."""
    land: Any = {"values": _outlines()["features"]}
    outlines = alt.Chart(land).mark_geoshape(aria=False, fill=None, stroke=INK, strokeWidth=0.4, strokeOpacity=0.6)
    layers: list[alt.Chart] = [outlines]
    if points:
        size = alt.Size("number:Q", legend=None, scale=alt.Scale(type="sqrt", domainMin=1, rangeMin=50, rangeMax=500))
        layers.append(
            _chart(points)
            .mark_circle(opacity=0.75)
            .encode(
                longitude="longitude:Q", latitude="latitude:Q", color=_kinds(), size=size, href="href:N",
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
network = _sized("network", _network, "Network; the table says the same", lambda *_: (820, 620))
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


def _kinds(legend: alt.Legend | None = None) -> alt.Color:
    return alt.Color("kind:N", scale=alt.Scale(domain=list(KINDS), range=list(KINDS.values())), legend=legend)
