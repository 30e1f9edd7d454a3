"""A trade route cut: a small, sourced network of the sea, detours, flows that still arrive, and bounds for a state.

answer = cut(["MALACCA"], on="2024-04", state="JPN", ship="vlcc")
answer.detours          # miles, days and cost more, as ranges
answer.assumptions      # all that was assumed
"""

from foedera.spillover.routes.backtests import Test, backtests
from foedera.spillover.routes.cuts import Cut, Gap, cut, ship_named
from foedera.spillover.routes.detours import Detour, Range, detours
from foedera.spillover.routes.economy import Economy, Loss, economy, gap, losses
from foedera.spillover.routes.facts import (
    Capacity,
    Dependence,
    Facts,
    Flow,
    Place,
    Published,
    Ship,
    Source,
    Traffic,
    facts,
    month,
    named,
)
from foedera.spillover.routes.files import Change, Passage, capacity_file, change, flow_file, passage_file
from foedera.spillover.routes.flows import Arrival, arrivals, bottleneck, capacities
from foedera.spillover.routes.network import Way, great_circle, sea, way, ways
from foedera.spillover.routes.waiting import Waiting, arriving, waiting

__all__ = [
    "Arrival", "Capacity", "Change", "Cut", "Dependence", "Detour", "Economy", "Facts", "Flow", "Gap", "Loss",
    "Passage", "Place", "Published", "Range", "Ship", "Source", "Test", "Traffic", "Waiting", "Way", "arrivals",
    "arriving", "backtests", "bottleneck", "capacities", "capacity_file", "change", "cut", "detours", "economy",
    "facts", "flow_file", "gap", "great_circle", "losses", "month", "named", "passage_file", "sea", "ship_named",
    "waiting", "way", "ways",
]  # fmt: skip
