"""Regions of states: the sub-regions of the United Nations' standard country or area codes (M49).

Kosovo and Taiwan have no row of their own in M49; they stand with their neighbours, and the table says so.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from foedera.actors import Base, bundled

__all__ = ["region", "regions"]

_TABLE = Path(__file__).parent / "data" / "regions.csv"
_COUNTRY = re.compile(r"^(.*?)\s*\(([^()]+)\)\s*$")


@cache
def regions() -> Mapping[str, str]:
    """The sub-region of each state, by its ISO 3166 code of three letters."""
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        return MappingProxyType({row["iso3"]: row["region"] for row in csv.DictReader(lines)})


def region(actor: str, base: Base | None = None) -> str | None:
    """The region of an actor by its id, its name, or the country that stands behind its name in brackets; else None.

    `state:JPN`, `JPN`, `Japan`, `Citizen_(Nigeria)` and a person or organisation that the actor base places in a state
    have one. A name that may mean actors of several states has none.
    """
    known = bundled() if base is None else base
    name = " ".join(actor.replace("_", " ").split())
    bracket = _COUNTRY.match(name)
    for each in [bracket.group(2), bracket.group(1)] if bracket else [name]:
        if each in regions():
            return regions()[each]
        states = {known.state_of(found.id) for found in known.find(actor if ":" in actor else each)} - {None}
        places = {regions().get(state.removeprefix("state:")) for state in states if state is not None}
        if len(places) == 1:
            return places.pop()
    return None
