"""What is new in the wording: two texts side by side, and a phrase through time."""

from foedera.wording.comparison import Comparison, Difference, Side, compared
from foedera.wording.edits import Edit, edits
from foedera.wording.expected import Proposal, official_papers, proposals, settle
from foedera.wording.novelty import Novelty, Phrase, novelty
from foedera.wording.phrases import Counted, Use, Uses, uses
from foedera.wording.scale import Rung, Scale, bundled, load
from foedera.wording.series import Series, name_series, one, series
from foedera.wording.strength import Shift, shifts
from foedera.wording.terms import Term

__all__ = [
    "Comparison",
    "Counted",
    "Difference",
    "Edit",
    "Novelty",
    "Phrase",
    "Proposal",
    "Rung",
    "Scale",
    "Series",
    "Shift",
    "Side",
    "Term",
    "Use",
    "Uses",
    "bundled",
    "compared",
    "edits",
    "load",
    "name_series",
    "novelty",
    "official_papers",
    "one",
    "proposals",
    "series",
    "settle",
    "shifts",
    "uses",
]
