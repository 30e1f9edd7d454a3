"""A fit drawn: a heat map of who excites whom, and a directed network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from foedera.drawing import INK, PALETTE
from foedera.spillover.answers import Edge

__all__ = ["heat_map", "network"]


def heat_map(edges: Sequence[Edge], names: Sequence[str]) -> Any:
    """An Altair chart: sources in columns, targets in rows, the darker the more events follow. Blank is no edge."""
    import altair

    alt: Any = altair
    rows = [{"source": e.source, "target": e.target, "weight": round(e.weight, 3)} for e in edges]
    axis = {"sort": list(names), "scale": alt.Scale(domain=list(names))}
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("source:N", title="one event here", axis=alt.Axis(labelAngle=-60), **axis),
        y=alt.Y("target:N", title="precedes so many events here", **axis),
    )
    colour = alt.Color("weight:Q", title="events that follow", scale=alt.Scale(range=["#dbe5f1", PALETTE[0]]))
    cells = base.mark_rect().encode(color=colour)
    words = base.mark_text(fontSize=9).encode(text=alt.Text("weight:Q", format=".2f"), color=alt.value(INK))
    side = max(140, 24 * len(names))
    return (cells + words if len(names) <= 30 else cells).properties(width=side, height=side)


def network(edges: Sequence[Edge], names: Sequence[str]) -> Any:
    """An Altair chart: streams on a circle, and a line from each source that thickens towards its target.

    What a stream does to itself is the size of its point.
    """
    import altair

    alt: Any = altair
    angle = {name: 2 * np.pi * k / max(len(names), 1) for k, name in enumerate(names)}
    own = {e.source: e.weight for e in edges if e.source == e.target}
    points = [
        {"name": n, "x": float(np.cos(a)), "y": float(np.sin(a)), "own": own.get(n, 0.0)} for n, a in angle.items()
    ]
    across = [edge for edge in edges if edge.source != edge.target]
    lines = [
        {"edge": k, **point}
        for k, edge in enumerate(across)
        for point in _line(angle[edge.source], angle[edge.target], edge.weight)
    ]
    place = {"axis": None, "scale": alt.Scale(domain=[-1.7, 1.7])}
    drawn = alt.Chart(alt.Data(values=lines)).mark_trail(color=PALETTE[0], opacity=0.6).encode(
        x=alt.X("x:Q", **place), y=alt.Y("y:Q", **place), detail="edge:N", order="step:Q",
        size=alt.Size("width:Q", legend=None, scale=alt.Scale(range=[0.3, 7])),
    )  # fmt: skip
    nodes = alt.Chart(alt.Data(values=points)).encode(x=alt.X("x:Q", **place), y=alt.Y("y:Q", **place))
    dots = nodes.mark_circle(color=PALETTE[1], opacity=1).encode(
        size=alt.Size("own:Q", legend=None, scale=alt.Scale(range=[30, 300]))
    )
    labels = nodes.mark_text(dy=-12, fontSize=11, color=INK).encode(text="name:N")
    return alt.layer(drawn, dots, labels).resolve_scale(size="independent").properties(width=620, height=620)


def _line(start: float, end: float, weight: float) -> list[dict[str, float]]:
    """Points of a curve between two angles of the circle, bent inwards, with a width that grows to the weight."""
    a, b = np.array([np.cos(start), np.sin(start)]), np.array([np.cos(end), np.sin(end)])
    aside = 0.2 * np.array([b[1] - a[1], a[0] - b[0]])
    out = []
    for step in range(21):
        s = step / 20
        place = (1 - s) * a + s * b + s * (1 - s) * (aside - (a + b) / 2)
        out.append({"step": step, "x": float(place[0]), "y": float(place[1]), "width": step * weight})
    return out
