"""Charts as drawings that a page carries in itself: no script draws them, and every one has a table beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import altair as alt
from markupsafe import Markup

from foedera.drawing import INK, svg

KINDS = {
    "statement": "#4f7fb5", "event": "#b5544f", "commitment": "#7a5fb5", "instrument": "#4f8a4a",
    "affiliation": "#3f8f8f", "command": "#a05080", "asset": "#8a8030", "figure": "#b07b35",
}  # fmt: skip
"""A colour for each kind of claim, readable on light and dark paper."""


def events(rows: Sequence[Mapping[str, str]], *, width: int = 900) -> Markup:
    """A timeline: a mark for each row (`day`, `kind`, `label`, `href`), one line for each kind."""
    chart = (
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
    return _drawn(chart.properties(width=width, height={"step": 34}), "Timeline; the list below says the same")


def counts(rows: Sequence[Mapping[str, Any]], *, width: int = 900) -> Markup:
    """How many items of each kind began when (`day`, `kind`, `count`), as stacked bars."""
    chart = (
        _chart(rows)
        .mark_bar(width=4)
        .encode(x=alt.X("day:T", title=None), y=alt.Y("count:Q", title=None), color=_kinds(legend=alt.Legend()))
    )
    return _drawn(chart.properties(width=width, height=220), "Items by time and kind; the list below says the same")


def spans(rows: Sequence[Mapping[str, str]], ties: Sequence[Mapping[str, str]], *, width: int = 760) -> Markup:
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
        return _drawn(bars.properties(width=width, height={"step": 24}), "Instruments; the table says the same")
    rules = (
        _chart(ties)
        .mark_rule(color=INK, strokeDash=[3, 3], aria=False)
        .encode(x="day:T", y=alt.Y("source:N", sort=order), y2="target:N", description="relation:N")
    )
    both = alt.layer(bars, rules).properties(width=width, height={"step": 24})
    return _drawn(both, "Instruments and what replaced them; the table says the same")


def network(
    nodes: Sequence[Mapping[str, Any]], ties: Sequence[Mapping[str, Any]], *, width: int = 820, height: int = 620
) -> Markup:
    """Actors (`x`, `y`, `name`, `size`, `href`) and the ties between them (`x`, `y`, `x2`, `y2`, `weight`)."""
    plain = alt.Axis(labels=False, ticks=False, grid=False, domain=False, title=None)
    x, y = alt.X("x:Q", axis=plain), alt.Y("y:Q", axis=plain)
    lines = (
        _chart(ties)
        .mark_rule(color=INK, opacity=0.35, aria=False)
        .encode(x=x, y=y, x2="x2:Q", y2="y2:Q", strokeWidth=alt.StrokeWidth("weight:Q", legend=None))
    )
    base = _chart(nodes).encode(x=x, y=y)
    dots = base.mark_circle(color="#4f7fb5").encode(
        size=alt.Size("size:Q", legend=None), description="name:N", href="href:N"
    )
    words = base.mark_text(dy=-11, fontSize=12, color=INK, aria=False).encode(text="name:N")
    both = alt.layer(lines, dots, words).properties(width=width, height=height)
    return _drawn(both, "Network; the table says the same")


def world(points: Sequence[Mapping[str, Any]], *, width: int = 900, height: int = 470) -> Markup:
    """The world's outlines with points (`longitude`, `latitude`, `kind`, `label`, `href`)."""
    land: Any = {"values": _outlines()["features"]}
    outlines = alt.Chart(land).mark_geoshape(aria=False, fill=None, stroke=INK, strokeWidth=0.4, strokeOpacity=0.6)
    layers: list[alt.Chart] = [outlines]
    if points:
        dots = _chart(points).mark_circle(size=80, opacity=0.75)
        layers.append(
            dots.encode(
                longitude="longitude:Q", latitude="latitude:Q", color=_kinds(), href="href:N", description="label:N"
            )
        )
    both = alt.layer(*layers).project(type="equalEarth").properties(width=width, height=height)
    return _drawn(both, "Map; the list below says the same")


@cache
def _outlines() -> dict[str, Any]:
    """The land of the world as GeoJSON, from Natural Earth."""
    text = (files("foedera.web") / "data" / "outlines.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _chart(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    data: Any = {"values": list(rows)}
    return alt.Chart(data)


def _kinds(legend: alt.Legend | None = None) -> alt.Color:
    return alt.Color("kind:N", scale=alt.Scale(domain=list(KINDS), range=list(KINDS.values())), legend=legend)


def _drawn(chart: alt.TopLevelMixin, label: str) -> Markup:
    return Markup(svg(chart, label))  # noqa: S704 - text within is escaped by the converter
