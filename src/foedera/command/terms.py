"""The words for command relationships, each by its doctrine; doctrines are never mixed.

United States: Joint Publication 1, Volume 2, The Joint Force (2020), and 10 U.S.C. 164: combatant command (COCOM),
operational control, tactical control, administrative control and support; COCOM cannot be delegated or transferred.
NATO: AJP-3, Allied Joint Doctrine for the Conduct of Operations, and AAP-06: full command stays with nations;
operational command, operational control, tactical command and tactical control. The same letters do not mean the same
in both.
"""

from __future__ import annotations

from typing import Literal

import msgspec

LinkType = Literal[
    "direction", "full", "cocom", "opcom", "opcon", "tacom", "tacon", "adcon", "support", "coordination", "liaison"
]
"""What a link is. `direction` is a government's authority over its highest commanders, which doctrines do not name."""

COMMAND: tuple[LinkType, ...] = ("direction", "full", "cocom", "opcom", "opcon", "tacom", "tacon")
"""Types by which somebody stands above and another below in matters of operations, the strongest first."""

LATERAL: tuple[LinkType, ...] = ("coordination", "liaison")
"""Types that give neither side authority over the other."""

WORDS: dict[LinkType, str] = {
    "direction": "direction",
    "full": "full command",
    "cocom": "combatant command",
    "opcom": "operational command",
    "opcon": "operational control",
    "tacom": "tactical command",
    "tacon": "tactical control",
    "adcon": "administrative control",
    "support": "support",
    "coordination": "coordination",
    "liaison": "liaison",
}
"""The types in words."""


class Doctrine(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A doctrine: which terms of command it knows (`terms`), and which of them cannot be delegated (`reserved`).

    `direction`, `coordination` and `liaison` belong to no doctrine and go with any.
    """

    id: str
    name: str
    terms: tuple[LinkType, ...]
    reserved: tuple[LinkType, ...] = ()
    source: tuple[str, ...] = ()


UNITED_STATES = Doctrine(
    id="us",
    name="United States (JP 1)",
    terms=("cocom", "opcon", "tacon", "adcon", "support"),
    reserved=("cocom",),
)

NATO = Doctrine(
    id="nato",
    name="NATO (AJP-3, AAP-06)",
    terms=("full", "opcom", "opcon", "tacom", "tacon", "adcon", "support"),
    reserved=("full",),
)

DOCTRINES: dict[str, Doctrine] = {each.id: each for each in (UNITED_STATES, NATO)}
"""The doctrines that every structure knows; a file may define others, for example of a state with terms of its own."""
