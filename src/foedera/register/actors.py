"""How a user names an actor."""

from __future__ import annotations


def actor_of(party: str) -> str:
    """The id or name by which the record knows a party; a bare code of a state is the state's."""
    code = party.upper()
    return f"state:{code}" if len(code) in (3, 4) and party.isalpha() and party.isupper() else party
