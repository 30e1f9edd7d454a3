"""Charts of what a simulation answers: times to decide, load by post, the map of circumstances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from foedera.command.simulation.answers import LEVELS, Answer
from foedera.command.simulation.circumstances import Sensitivity

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

__all__ = ["circumstances_chart", "load_chart", "time_chart"]


def time_chart(answers: Sequence[Answer]) -> alt.FacetChart:
    """The distribution of the time to decide by kind, one line a network: quantiles with their intervals.

    Times are multiples of the work on the path; the axis is logarithmic.
    """
    import altair as alt

    rows: list[dict[str, Any]] = [
        {
            "structure": answer.name, "kind": kind.kind, "level": level, "time": found.value,
            "low": max(found.low, 1e-6), "high": found.high,
        }
        for answer in answers
        for kind in answer.kinds
        for level, found in zip(LEVELS, kind.quantiles, strict=True)
        if found is not None and found.value > 0
    ]  # fmt: skip
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("level:Q", title="share decided", axis=alt.Axis(format="%")), color=alt.Color("structure:N")
    )
    band = base.mark_rule(strokeWidth=5, opacity=0.3).encode(
        x=alt.X("low:Q", scale=alt.Scale(type="log"), title="time to decide, in multiples of the work on the path"),
        x2="high:Q",
    )
    line = base.mark_line(point=True, order=True).encode(x="time:Q", order="level:Q")
    return alt.layer(band, line).properties(width=320, height=200).facet(row=alt.Row("kind:N", title=None))


def load_chart(answers: Sequence[Answer]) -> alt.FacetChart:
    """The load of each post, and where it is overloaded (1, dashed)."""
    import altair as alt

    rows: list[dict[str, Any]] = [
        {"structure": answer.name, "post": post.post, "load": post.load.quiet, "peak": post.load.peak}
        for answer in answers
        for post in answer.posts
    ]
    data = alt.InlineData(values=rows)
    bars = (
        alt.Chart()
        .mark_bar()
        .encode(
            x=alt.X("load:Q", title="load: work that comes by work that can be done"),
            y=alt.Y("post:N", title=None),
            color=alt.Color("structure:N", legend=None),
        )
    )
    peaks = (
        alt.Chart()
        .mark_tick(thickness=3, color="gray")
        .transform_filter("datum.peak != null")
        .encode(x="peak:Q", y="post:N")
    )
    full = alt.Chart().mark_rule(strokeDash=[4, 3]).encode(x=alt.datum(1.0))
    return alt.layer(bars, peaks, full, data=data).properties(width=320).facet(row=alt.Row("structure:N", title=None))


def circumstances_chart(found: Sensitivity) -> alt.LayerChart | alt.FacetChart:
    """The map of circumstances: who wins over the two most telling ranges; the cross is what was assumed.

    Raises:
        ValueError: fewer than two ranges were varied, so that there is no map.
    """
    import altair as alt

    if not found.map:
        raise ValueError("a map needs two ranges")
    none = "cannot be told apart"
    rows: list[dict[str, Any]] = [{"x": cell.x, "y": cell.y, "winner": cell.winner or none} for cell in found.map]
    columns = sorted({cell.x for cell in found.map})
    half = (columns[1] / columns[0]) ** 0.5
    lines = sorted({cell.y for cell in found.map})
    tall = (lines[1] / lines[0]) ** 0.5
    for row in rows:
        row |= {"left": row["x"] / half, "right": row["x"] * half, "low": row["y"] / tall, "high": row["y"] * tall}
    across, up = (f"{axis}, times what is assumed" for axis in found.axes)
    domain = [*found.names, none]
    cells = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_rect()
        .encode(
            x=alt.X("left:Q", scale=alt.Scale(type="log", nice=False), title=across),
            x2="right:Q",
            y=alt.Y("low:Q", scale=alt.Scale(type="log", nice=False), title=up),
            y2="high:Q",
            color=alt.Color("winner:N", scale=alt.Scale(domain=domain, range=_colours(len(found.names)))),
        )
    )
    middle = (
        alt.Chart(alt.InlineData(values=[{"x": 1.0, "y": 1.0}]))
        .mark_point(shape="cross", size=90, color="black", filled=True)
        .encode(x="x:Q", y="y:Q")
    )
    return alt.layer(cells, middle).properties(width=360, height=320)


def _colours(structures: int) -> list[str]:
    from foedera.drawing import PALETTE

    return [*(PALETTE[place % len(PALETTE)] for place in range(structures)), "#c8c8c8"]
