"""Charts of networks: the network of a moment, figures over time, and a matrix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from foedera.drawing import PALETTE
from foedera.model.errors import QuestionError
from foedera.networks.communities import communities_of
from foedera.networks.graphs import graph, seeded
from foedera.networks.network import Floats, Network

if TYPE_CHECKING:
    import altair as alt

    from foedera.datasets.tables.table import Table

_NAMED = 60
"""Up to so many nodes are named in a drawing."""


def network_chart(network: Network, *, title: str | None = None, size: int = 620) -> alt.LayerChart:
    """The network of a moment: nodes by their ties (area) and community (colour), friendly and hostile ties as lines.

    Nodes without ties are left out; the title says how many. The same network gives the same drawing.

    Raises:
        QuestionError: a network without ties.
    """
    import altair as alt

    tied = (network.ties != 0).any(0) | (network.ties != 0).any(1)
    if not tied.any():
        raise QuestionError(f"the network of {network.when or 'this moment'} has no ties to draw")
    held = network.among([network.nodes[at] for at in np.flatnonzero(tied)])
    places, groups = _layout(held), communities_of(held).group
    degree = (held.mutual != 0).sum(1)
    nodes = [
        {"x": x, "y": y, "name": name, "ties": int(count), "community": str(min(int(group), len(PALETTE) - 1) + 1)}
        for (x, y), name, count, group in zip(places, held.labels, degree, groups, strict=True)
    ]
    one, other = np.nonzero(np.triu(held.mutual))
    lines = [
        {
            "x": places[a][0], "y": places[a][1], "x2": places[b][0], "y2": places[b][1],
            "tie": "friendly" if held.mutual[a, b] > 0 else "hostile",
        }
        for a, b in zip(one, other, strict=True)
    ]  # fmt: skip
    free: dict[str, Any] = {"scale": alt.Scale(zero=False, nice=False, padding=24), "axis": None}
    x, y = alt.X("x:Q", **free), alt.Y("y:Q", **free)
    colour = alt.Scale(domain=["friendly", "hostile"], range=["#8a8f98", "#b5544f"])
    drawn = alt.Chart(_data(lines)).mark_rule(strokeWidth=1, opacity=0.45).encode(
        x=x, y=y, x2="x2:Q", y2="y2:Q", color=alt.Color("tie:N", scale=colour, legend=None)
    )  # fmt: skip
    base = alt.Chart(_data(nodes)).encode(x=x, y=y)
    points = base.mark_circle(opacity=1, stroke="white", strokeWidth=1).encode(
        size=alt.Size("ties:Q", scale=alt.Scale(range=[40, 500]), legend=None),
        color=alt.Color("community:N", scale=alt.Scale(range=list(PALETTE)), legend=None),
        tooltip=["name:N", "ties:Q"],
    )
    layers = [drawn, points]
    if len(held) <= _NAMED:
        layers.append(base.mark_text(dy=-11, fontSize=10).encode(text="name:N"))
    alone = len(network) - len(held)
    shown = title or f"{network.kind}, {network.when}"
    said = f"{shown} ({alone} without ties not shown)" if alone else shown
    made: alt.LayerChart = alt.layer(*layers).resolve_scale(color="independent")
    return made.properties(width=size, height=size, title=said)


def lines_chart(
    table: Table,
    values: Sequence[str],
    *,
    by: str = "year",
    title: str = "",
    series: Sequence[str] | None = None,
    zero: bool = True,
) -> alt.LayerChart:
    """Figures over time, a line each, with a band where the table has `NAME_low` and `NAME_high`.

    Args:
        table: a row for each moment.
        values: columns to draw.
        by: the column of moments: numbers, or years and days as text.
        series: what to call the lines; None: as the columns.
        zero: whether the axis of values begins at 0.

    Raises:
        QuestionError: a column that the table does not have.
    """
    import altair as alt

    frame = table.frame
    if missing := [name for name in (by, *values) if name not in frame.columns]:
        raise QuestionError(f"{missing[0]}: the table has no such column to draw")
    names = series or values
    rows = [row for name, shown in zip(values, names, strict=True) for row in _points(table, by, name, shown)]
    years = all(isinstance(row["when"], int) for row in rows)
    axis = alt.Axis(format="d") if years else alt.Axis()
    along = alt.X("when:Q" if years else "when:T", title=None, axis=axis, scale=alt.Scale(zero=False))
    base = alt.Chart(_data(rows)).encode(x=along, color=alt.Color("series:N", sort=list(names)))
    line = base.mark_line().encode(y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=zero)))
    layers = [base.mark_area(opacity=0.18).encode(y="low:Q", y2="high:Q")] if any(row["low"] for row in rows) else []
    return alt.LayerChart(layer=[*layers, line]).properties(width=640, height=300, title=title)


def _points(table: Table, by: str, name: str, shown: str) -> Iterator[dict[str, Any]]:
    """The points of a line: moments, whole numbers where they are years, with the figure and its interval."""
    for row in table.frame.iter_rows(named=True):
        when = str(row[by])
        yield {
            "when": int(when) if when.lstrip("-").isdigit() else when, "value": row[name], "series": shown,
            "low": row.get(f"{name}_low"), "high": row.get(f"{name}_high"),
        }  # fmt: skip


def leaders_chart(table: Table, value: str, *, title: str = "", most: int = 8) -> alt.LayerChart:
    """A figure over time of those members or ties that reach the highest values of it, a line each.

    Args:
        table: a row for each member or tie and moment, as `places`, `bridging` and `leaving` give it.
        value: the column to draw.
        most: how many lines at most.

    Raises:
        QuestionError: a column that the table does not have.
    """
    import polars as pl

    frame = table.frame
    when = "year" if "year" in frame.columns else "when"
    if missing := [name for name in (value, when) if name not in frame.columns]:
        raise QuestionError(f"{missing[0]}: the table has no such column to draw")
    keys = [name for name in frame.columns if name.rstrip("12") in ("ccode", "gwcode", "node")]
    named = frame.select(when, value, who=pl.concat_str(keys, separator="-"))
    lead = named.group_by("who").agg(pl.col(value).max()).sort([value, "who"], descending=[True, False]).head(most)
    who = lead["who"].to_list()
    wide = named.filter(pl.col("who").is_in(who)).pivot("who", index=when, values=value).sort(when)
    return lines_chart(table.with_frame(wide), who, by=when, title=f"{value}: {title}" if title else value)


def similarity_chart(table: Table, measure: str, pairs: Sequence[tuple[int | str, int | str]]) -> alt.LayerChart:
    """The similarity of some pairs over time, a line each.

    Raises:
        QuestionError: no pair, a pair that the table does not have, or a measure that it lacks.
    """
    import polars as pl

    first, second = table.frame.columns[:2]
    if measure not in table.frame.columns:
        raise QuestionError(f"{measure}: the table has no such measure")
    wide: pl.DataFrame | None = None
    named = []
    for one, other in pairs:
        low, high = sorted((one, other), key=lambda code: (str(type(code)), code))
        held = table.frame.filter((pl.col(first) == low) & (pl.col(second) == high)).select(
            "year", pl.col(measure).alias(f"{one}-{other}")
        )
        if held.is_empty():
            raise QuestionError(f"{one}-{other}: no such pair in any of these years")
        named.append(f"{one}-{other}")
        wide = held if wide is None else wide.join(held, on="year", how="full", coalesce=True)
    if wide is None:
        raise QuestionError("a plot of similarity over time needs at least one pair of states")
    return lines_chart(
        table.with_frame(wide.sort("year")), named, title=table.column(measure).label.split(":")[0], zero=False
    )


def matrix_chart(
    matrix: Floats, labels: Sequence[str], *, title: str = "", order: Sequence[int] | None = None
) -> alt.Chart:  # fmt: skip
    """A square matrix as coloured cells; what is not a number stays empty.

    Args:
        matrix: shape (n, n).
        labels: what to call rows and columns.
        order: of rows and columns, as positions; None: as given.
    """
    import altair as alt

    places = list(range(len(labels))) if order is None else list(order)
    rows = [
        {"row": labels[a], "column": labels[b], "value": float(matrix[a, b])}
        for a in places
        for b in places
        if np.isfinite(matrix[a, b])
    ]
    sort, side = [labels[at] for at in places], max(240, min(14 * len(places), 900))
    axis = alt.Axis(labels=len(places) <= _NAMED, ticks=False)
    finite = matrix[np.isfinite(matrix)]
    signed = bool(finite.size and finite.min() < 0)
    scale = alt.Scale(scheme="redblue", domainMid=0) if signed else alt.Scale(scheme="blues")
    made: alt.Chart = (
        alt.Chart(_data(rows))
        .mark_rect()
        .encode(
            x=alt.X("column:N", sort=sort, title=None, axis=axis),
            y=alt.Y("row:N", sort=sort, title=None, axis=axis),
            color=alt.Color("value:Q", scale=scale, title=None),
        )
        .properties(width=side, height=side, title=title)
    )
    return made


def by_community(network: Network) -> list[int]:
    """The positions of a network's nodes by community, and in it by ties: an order for a matrix."""
    group, degree = communities_of(network).group, network.linked.sum(1)
    return [int(at) for at in np.lexsort((np.arange(len(network)), -degree, group))]


def _layout(network: Network) -> list[tuple[float, float]]:
    """Where to draw the nodes: a spring layout from a circle, its random numbers from a seed."""
    made = graph(Network.of(network.nodes, np.abs(network.mutual)))
    start = made.layout_circle()
    warm = max(1.0, len(network) / 8)
    with seeded(0):
        placed = made.layout_fruchterman_reingold(seed=start, grid="nogrid", niter=800, start_temp=warm)
    return [(round(float(x), 4), round(float(y), 4)) for x, y in placed]


def _data(rows: list[dict[str, Any]]) -> Any:
    import altair as alt

    made: Any = alt.Data
    return made(values=rows)
