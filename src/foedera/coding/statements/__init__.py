"""Who said what: statements with their speakers, their words, whom they are about and what they predict.

`Statements` is the coder. `evaluation` measures it on annotated articles, `training` makes weights from them.
"""

from foedera.coding.statements.attributions import Finder, Said
from foedera.coding.statements.coder import Statements
from foedera.coding.statements.cues import Cue, Lexicon, lexicon
from foedera.coding.statements.ranking import Ranker, ranker

__all__ = ["Cue", "Finder", "Lexicon", "Ranker", "Said", "Statements", "lexicon", "ranker"]
