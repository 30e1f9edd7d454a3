"""Affiliations: who holds or held which post, and who belongs to which group.

`Affiliations` is the coder. `Lexicon` holds its words as data: roles, the words that specify them, and standings; a
user's folder with files of the same names adds rows.
"""

from foedera.coding.affiliations.coder import Affiliations
from foedera.coding.affiliations.lexicon import Lexicon, lexicon

__all__ = ["Affiliations", "Lexicon", "lexicon"]
