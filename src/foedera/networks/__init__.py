"""Alliance networks: dated spells of members, and dyads, k-ads, panels and networks as views of them."""

from __future__ import annotations

from foedera.datasets.tables.table import Column, Dropped, Join, Report, Source, System, Table
from foedera.networks.roster import Roster, roster
from foedera.networks.spells import PLEDGES, Code, Dyad, Kad, Pledge, Spell, Spells
from foedera.networks.table import write
from foedera.networks.ties import SELF, VALUES, Ties, YearOfTies, ties_of, ties_of_dyad_years

__all__ = [
    "PLEDGES",
    "SELF",
    "VALUES",
    "Code",
    "Column",
    "Dropped",
    "Dyad",
    "Join",
    "Kad",
    "Pledge",
    "Report",
    "Roster",
    "Source",
    "Spell",
    "Spells",
    "System",
    "Table",
    "Ties",
    "YearOfTies",
    "roster",
    "ties_of",
    "ties_of_dyad_years",
    "write",
]
