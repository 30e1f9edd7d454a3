"""How long decisions take under load: structures of command as networks of posts, under stated assumptions."""

from foedera.command.simulation.answers import LEVELS, Answer, KindAnswer, PostAnswer, simulated
from foedera.command.simulation.assumptions import Assumptions, KindAssumption, PostAssumption, read, scaled
from foedera.command.simulation.caveats import caveats
from foedera.command.simulation.circumstances import Cell, Defeat, Effort, Sensitivity, Share, sensitivity
from foedera.command.simulation.comparison import Contest, Critical, Standing, contest, critical_posts
from foedera.command.simulation.crossings import BreakEven, sentence
from foedera.command.simulation.estimates import Estimate
from foedera.command.simulation.loads import Load, loads, overloaded
from foedera.command.simulation.network import Flow, Law, Network, Stage, Station, Surge
from foedera.command.simulation.ranges import Range, ranges_of
from foedera.command.simulation.structures import network, networks, undecidable, undelegated
from foedera.command.simulation.wording import defeat_sentence, overload_sentence

__all__ = [
    "LEVELS",
    "Answer",
    "Assumptions",
    "BreakEven",
    "Cell",
    "Contest",
    "Critical",
    "Defeat",
    "Effort",
    "Estimate",
    "Flow",
    "KindAnswer",
    "KindAssumption",
    "Law",
    "Load",
    "Network",
    "PostAnswer",
    "PostAssumption",
    "Range",
    "Sensitivity",
    "Share",
    "Stage",
    "Standing",
    "Station",
    "Surge",
    "caveats",
    "contest",
    "critical_posts",
    "defeat_sentence",
    "loads",
    "network",
    "networks",
    "overload_sentence",
    "overloaded",
    "ranges_of",
    "read",
    "scaled",
    "sensitivity",
    "sentence",
    "simulated",
    "undecidable",
    "undelegated",
]
