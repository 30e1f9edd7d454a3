"""Alliance networks: dated spells of members, and dyads, k-ads, panels and networks as views of them."""

from __future__ import annotations

from foedera.datasets.tables.table import Column, Dropped, Join, Report, Source, System, Table
from foedera.networks.spells import PLEDGES, Code, Dyad, Kad, Pledge, Spell, Spells
from foedera.networks.table import write
from foedera.networks.ties import SELF, VALUES, Ties, YearOfTies, ties_of

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
    "Source",
    "Spell",
    "Spells",
    "System",
    "Table",
    "Ties",
    "YearOfTies",
    "ties_of",
    "write",
]
