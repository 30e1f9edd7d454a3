"""Instruments: the treaties, agreements, guidelines, communiqués, strategies and laws that a text names or is.

`Instruments` is the coder. `Lexicon` holds its words as data: heads of names, known names with their acronyms, acts,
relations, obligations; a user's folder with files of the same names adds rows.
"""

from foedera.coding.instruments.coder import Instruments
from foedera.coding.instruments.lexicon import Lexicon, lexicon

__all__ = ["Instruments", "Lexicon", "lexicon"]
