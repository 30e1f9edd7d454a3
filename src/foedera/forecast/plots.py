"""Charts of forecasts: the probabilities of a pair beside the baselines, a count's law, and reliability."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from foedera.drawing import PALETTE
from foedera.forecast.forecaster import Counted, Forecast

if TYPE_CHECKING:
    import altair as alt

    from foedera.forecast.calibration import Bin

_MOST = 15


def probabilities_plot(made: Sequence[Forecast]) -> alt.LayerChart:
    """Bars of the probabilities of the likeliest types of a pair; ticks show climatology and no change."""
    import altair as alt

    some = [each for each in made if each.probability is not None][:_MOST]
    rows = [{"type": f.type, "probability": f.probability} for f in some]
    marks = [{"type": f.type, "of": "climatology", "probability": f.climatology} for f in some]
    marks += [{"type": f.type, "of": "no change", "probability": f.no_change} for f in some]
    title = f"{some[0].actor} to {some[0].recipient}, {some[0].days} days from {some[0].made}" if some else ""
    across = alt.X("probability:Q", title="probability of at least one", scale=alt.Scale(domainMin=0))
    down = alt.Y("type:N", title=None, sort=[f.type for f in some])
    bars = alt.Chart(alt.InlineData(values=rows), title=title).mark_bar(color=PALETTE[0]).encode(x=across, y=down)
    colours = alt.Scale(domain=["climatology", "no change"], range=[PALETTE[1], PALETTE[2]])
    ticks = (
        alt.Chart(alt.InlineData(values=marks))
        .mark_tick(thickness=3)
        .encode(x=across, y=down, color=alt.Color("of:N", scale=colours, title=None))
    )
    chart: alt.LayerChart = (bars + ticks).properties(width=420)
    return chart


def count_plot(counted: Counted) -> alt.Chart:
    """The probability of each number of events."""
    import altair as alt

    chances = counted.count.chances()
    shown = max(int(counted.count.quantile(0.995)), 5) + 1
    rows = [{"events": i, "probability": float(p)} for i, p in enumerate(chances[:shown])]
    title = f"{counted.actor} to {counted.recipient}, {counted.days} days from {counted.made}"
    bars = alt.Chart(alt.InlineData(values=rows), title=title).mark_bar(color=PALETTE[0])
    chart: alt.Chart = bars.encode(x=alt.X("events:O", title="number of events"), y=alt.Y("probability:Q"))
    return chart


def reliability_plot(bins: Sequence[Bin]) -> alt.LayerChart:
    """What came against what was said; forecasts on the line are calibrated."""
    import altair as alt

    rows = [{"said": bin.said, "came": bin.came, "forecasts": bin.forecasts} for bin in bins]
    end = max([0.05, *(max(bin.said, bin.came) for bin in bins)])
    scale = alt.Scale(domain=[0, end])
    line = alt.Chart(alt.InlineData(values=[{"said": 0.0, "came": 0.0}, {"said": end, "came": end}])).mark_line(
        color="#888888", strokeDash=[4, 4]
    )
    both = {"x": alt.X("said:Q", title="said", scale=scale), "y": alt.Y("came:Q", title="came true", scale=scale)}
    points = alt.Chart(alt.InlineData(values=rows)).mark_line(color=PALETTE[0], point={"size": 60})
    chart: alt.LayerChart = (line.encode(**both) + points.encode(**both)).properties(width=320, height=320)
    return chart
