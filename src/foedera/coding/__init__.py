"""Coders: one module for each kind of claim, each a pure function from a reading to claims.

`coders()` lists them. Another package adds its own through the entry point group `foedera.coders`, whose entries name a
class or function that, called without arguments, gives a `Coder`.
"""

from __future__ import annotations

from importlib.metadata import entry_points

from foedera.coding.affiliations import Affiliations
from foedera.coding.assets import Assets
from foedera.coding.coder import READ, Coder, Reading
from foedera.coding.commands import Commands
from foedera.coding.commitments import Commitments
from foedera.coding.events import Events
from foedera.coding.figures import Figures
from foedera.coding.instruments import Instruments
from foedera.coding.statements import Statements

__all__ = [
    "READ",
    "Affiliations",
    "Assets",
    "Coder",
    "Commands",
    "Commitments",
    "Events",
    "Figures",
    "Instruments",
    "Reading",
    "Statements",
    "coders",
]


def coders() -> tuple[Coder, ...]:
    """All coders: Foedera's own in the order of the contract's kinds, then those of other packages by name."""
    others = sorted(entry_points(group="foedera.coders"), key=lambda entry: entry.name)
    own = (
        Statements(), Events(), Commitments(), Instruments(), Affiliations(), Commands(), Assets(), Figures()
    )  # fmt: skip
    return (*own, *(entry.load()() for entry in others))
