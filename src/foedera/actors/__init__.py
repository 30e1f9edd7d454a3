"""The dated base of states, organisations, commands, persons and posts, and the scanning of text for their names.

`bundled()` is the base that comes with Foedera, `load(folder)` adds a user's own tables, `check(base)` finds what
contradicts itself.
"""

from foedera.actors.base import Base, bundled, load
from foedera.actors.check import Contradiction, check
from foedera.actors.rows import (
    Actor,
    Caution,
    Code,
    Holder,
    Membership,
    Name,
    Period,
    Phrase,
    Place,
    PlaceName,
    Post,
    Subordination,
    Succession,
)
from foedera.actors.scan import Match

__all__ = [
    "Actor",
    "Base",
    "Caution",
    "Code",
    "Contradiction",
    "Holder",
    "Match",
    "Membership",
    "Name",
    "Period",
    "Phrase",
    "Place",
    "PlaceName",
    "Post",
    "Subordination",
    "Succession",
    "bundled",
    "check",
    "load",
]
