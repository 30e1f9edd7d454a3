"""What is new in the wording: two texts side by side, and a phrase through time."""

from foedera.wording.comparison import Comparison, Difference, Side, compared
from foedera.wording.edits import Edit, edits
from foedera.wording.scale import Rung, Scale, bundled, load
from foedera.wording.strength import Shift, shifts
from foedera.wording.terms import Term

__all__ = [
    "Comparison",
    "Difference",
    "Edit",
    "Rung",
    "Scale",
    "Shift",
    "Side",
    "Term",
    "bundled",
    "compared",
    "edits",
    "load",
    "shifts",
]
