"""Alliance networks: dated spells of members, and dyads, k-ads, panels and networks as views of them."""

from __future__ import annotations

from foedera.datasets.tables.table import Column, Dropped, Join, Report, Source, System, Table
from foedera.networks.coverage import STATUSES, cell_status
from foedera.networks.groups import kad_years
from foedera.networks.pacts import spells_of
from foedera.networks.panels import Mode, Panel, Unit, dyad_years, state_years
from foedera.networks.roster import Roster, roster_of
from foedera.networks.since import years_since
from foedera.networks.spells import PLEDGES, Code, Dyad, Kad, Pledge, Spell, Spells
from foedera.networks.table import write
from foedera.networks.ties import SELF, VALUES, Ties, YearOfTies, ties_of, ties_of_dyad_years
from foedera.networks.views import politically_relevant, spell_table

__all__ = [
    "PLEDGES",
    "SELF",
    "STATUSES",
    "VALUES",
    "Code",
    "Column",
    "Dropped",
    "Dyad",
    "Join",
    "Kad",
    "Mode",
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
    "Unit",
    "YearOfTies",
    "cell_status",
    "dyad_years",
    "kad_years",
    "politically_relevant",
    "roster_of",
    "spell_table",
    "spells_of",
    "state_years",
    "ties_of",
    "ties_of_dyad_years",
    "write",
    "years_since",
]
