"""How a user names an actor."""

from __future__ import annotations

from foedera.actors import bundled

_LONGEST = 6


def actor_of(party: str) -> str:
    """The id or name by which the record knows a party.

    A bare code of a state is the state's id, another bare acronym the id of the one state or organisation that
    Foedera's actor base knows by it; everything else is left as it is.
    """
    if not (1 < len(party) <= _LONGEST and party.isalpha() and party.isupper()):
        return party
    if bundled().actor_rows(f"state:{party}"):
        return f"state:{party}"
    found = {actor.id for actor in bundled().find(party) if actor.kind in ("state", "organisation")}
    return found.pop() if len(found) == 1 else party
