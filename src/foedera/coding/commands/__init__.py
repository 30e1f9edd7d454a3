"""Who commands whom, and what changes in it. `Commands` is the coder."""

from foedera.coding.commands.coder import Commands
from foedera.coding.commands.lexicon import Lexicon, lexicon

__all__ = ["Commands", "Lexicon", "lexicon"]
