"""Alliance networks: dated spells of members, and dyads, k-ads, panels and networks as views of them."""

from __future__ import annotations

from foedera.datasets.tables.table import Column, Dropped, Join, Report, Source, System, Table
from foedera.networks.balance import Frustration, Triads, frustration, triads
from foedera.networks.bootstrap import Estimate, bootstrap_states
from foedera.networks.bridges import Bridge, Departure, bridges_of, constraint, cut_members, departure, departures
from foedera.networks.centralities import CENTRALITIES, centralities_of
from foedera.networks.communities import Communities, communities_of, modularity
from foedera.networks.cores import Core, core, coreness
from foedera.networks.coverage import STATUSES, cell_status
from foedera.networks.graph_files import write_graph
from foedera.networks.groups import kad_years
from foedera.networks.hostility import with_rivals
from foedera.networks.leaving import Fall, fall, pacts_of_spells, pacts_of_ties
from foedera.networks.measures import MEASURES, UNWEIGHTED, Measure
from foedera.networks.network import Network, network_of
from foedera.networks.pacts import spells_of
from foedera.networks.panels import Mode, Panel, Unit, dyad_years, state_years
from foedera.networks.plots import leaders_chart, lines_chart, matrix_chart, network_chart, similarity_chart
from foedera.networks.roster import Roster, roster_of
from foedera.networks.shape import SHAPES, reciprocity, shape_of
from foedera.networks.similarity import (
    capabilities_of,
    network_of_similarity,
    pairs_of,
    portfolio_similarity,
    similarities,
)
from foedera.networks.since import years_since
from foedera.networks.spells import PLEDGES, Code, Dyad, Kad, Pledge, Spell, Spells
from foedera.networks.structure import bridging, leaving, networks_of, places, shapes
from foedera.networks.table import write
from foedera.networks.ties import SELF, VALUES, Ties, YearOfTies, ties_of, ties_of_dyad_years, ties_of_spells
from foedera.networks.views import politically_relevant, spell_table

__all__ = [
    "CENTRALITIES",
    "MEASURES",
    "PLEDGES",
    "SELF",
    "SHAPES",
    "STATUSES",
    "UNWEIGHTED",
    "VALUES",
    "Bridge",
    "Code",
    "Column",
    "Communities",
    "Core",
    "Departure",
    "Dropped",
    "Dyad",
    "Estimate",
    "Fall",
    "Frustration",
    "Join",
    "Kad",
    "Measure",
    "Mode",
    "Network",
    "Panel",
    "Pledge",
    "Report",
    "Roster",
    "Source",
    "Spell",
    "Spells",
    "System",
    "Table",
    "Ties",
    "Triads",
    "Unit",
    "YearOfTies",
    "bootstrap_states",
    "bridges_of",
    "bridging",
    "capabilities_of",
    "cell_status",
    "centralities_of",
    "communities_of",
    "constraint",
    "core",
    "coreness",
    "cut_members",
    "departure",
    "departures",
    "dyad_years",
    "fall",
    "frustration",
    "kad_years",
    "leaders_chart",
    "leaving",
    "lines_chart",
    "matrix_chart",
    "modularity",
    "network_chart",
    "network_of",
    "network_of_similarity",
    "networks_of",
    "pacts_of_spells",
    "pacts_of_ties",
    "pairs_of",
    "places",
    "politically_relevant",
    "portfolio_similarity",
    "reciprocity",
    "roster_of",
    "shape_of",
    "shapes",
    "similarities",
    "similarity_chart",
    "spell_table",
    "spells_of",
    "state_years",
    "ties_of",
    "ties_of_dyad_years",
    "ties_of_spells",
    "triads",
    "with_rivals",
    "write",
    "write_graph",
    "years_since",
]
