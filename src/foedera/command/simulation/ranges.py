"""What is varied, and how far: ranges of factors on the assumptions."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from foedera.command.route import routes
from foedera.command.structure import Structure
from foedera.model.errors import DatasetError

__all__ = ["Range", "phrase", "ranges_of"]


class Range(msgspec.Struct, frozen=True, gc=False):
    """Factors from `low` to `high` on an assumption, by its name (`foedera.command.simulation.assumptions.scaled`)."""

    of: str
    low: float
    high: float

    def check(self) -> None:
        """Raises DatasetError where it is no range of factors."""
        if not (0 < self.low < self.high < math.inf):
            raise DatasetError(f"{self.of}: {self.low:g} to {self.high:g} is no range of factors: write 0.25 to 4")

    def wider(self) -> Range:
        """Twice as wide on the scale of logarithms: 0.25 to 4 becomes 0.06 to 16."""
        return Range(self.of, self.low**2 if self.low < 1 else self.low / 2, self.high**2 if self.high > 1 else 2.0)

    def places(self, number: int) -> list[float]:
        """So many factors from the lowest to the highest, evenly on the scale of logarithms."""
        step = math.log(self.high / self.low) / max(1, number - 1)
        return [self.low * math.exp(step * place) for place in range(number)]


def ranges_of(structures: Sequence[Structure]) -> tuple[Range, ...]:
    """Everything that may matter: how often decisions arise, how long each post on a path takes, how late information
    is at the others than the one that sees the need, and how often each decider is wrong; each over a wide range.
    """
    working: dict[str, None] = {}
    deciding: dict[str, None] = {}
    for structure in structures:
        for kind in structure.kinds:
            for route in routes(structure, kind.id)[:1]:
                working |= dict.fromkeys(step.post for step in route.steps if step.answers)
                deciding[route.decider] = None
    return (
        Range("rate", 0.1, 10.0),
        Range("late", 0.1, 10.0),
        *(Range(f"work:{post}", 0.2, 5.0) for post in working),
        *(Range(f"wrong:{post}", 0.1, 10.0) for post in deciding),
    )


def phrase(of: str) -> tuple[str, str]:
    """What a factor is on, in words: ("work at the theatre takes", "long") for "... 2.3 times as long as assumed"."""
    what, _, where = of.partition(":")
    match what:
        case "rate":
            return (f"decisions of kind {where} arise" if where else "decisions arise"), "often"
        case "work":
            return f"work at {where} takes", "long"
        case "late":
            return (f"information at {where} is" if where else "information away from where the need arises is"), "late"
        case "lacking":
            return (f"information at {where} is late" if where else "information is late"), "often"
    return (f"{where} must decide anew" if where else "decisions must be taken anew"), "often"
