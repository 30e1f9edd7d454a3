"""Where trouble spreads: which event streams excite which, how strongly and how fast, with what speaks against it.

counts = streamed(stream, "region")            # daily counts by stream
fitted = fit(counts)                           # edges that survive the negative controls
draws = drawn(fitted)                          # blocks of days drawn anew, for bounds
edges(fitted, draws)
"""

from foedera.spillover.answers import (
    Added,
    Change,
    Draws,
    Edge,
    Spread,
    added,
    compared,
    drawn,
    edges,
    spread,
)
from foedera.spillover.checks import Held, Residuals, held, residuals
from foedera.spillover.counts import Counts, Moments, counts, moments
from foedera.spillover.daily import Fit, fit
from foedera.spillover.regions import region, regions
from foedera.spillover.scenario import Outcome, hawkes, simulated
from foedera.spillover.selection import FALSE, FAMILY, Survival
from foedera.spillover.streams import By, joined, read_moments, streamed
from foedera.spillover.timed import TimedFit, fit_moments, log_likelihood
from foedera.spillover.timed_bounds import drawn_moments, edges_moments

__all__ = [
    "FALSE", "FAMILY", "Added", "By", "Change", "Counts", "Draws", "Edge", "Fit", "Held", "Moments", "Outcome",
    "Residuals", "Spread", "Survival", "TimedFit", "added", "compared", "counts", "drawn", "drawn_moments",
    "edges", "edges_moments", "fit", "fit_moments", "hawkes", "held", "joined", "log_likelihood", "moments",
    "read_moments", "region", "regions", "residuals", "simulated", "spread", "streamed",
]  # fmt: skip
