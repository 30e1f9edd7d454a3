"""Numbers that matter: money, shares of an economy, and counts of forces, arms and aid, with what they measure.

`Figures` is the coder; `figures_in` gives the figures of a sentence or a part of it to other coders. How amounts are
written is `foedera.language.amounts`.
"""

from foedera.coding.figures.coder import Figures, figures_in
from foedera.coding.figures.lexicon import Lexicon, lexicon
from foedera.language import amounts

__all__ = ["Figures", "Lexicon", "amounts", "figures_in", "lexicon"]
