"""Bases, platforms, weapons, joint programmes and bodies, and what is done with them. `Assets` is the coder."""

from foedera.coding.assets.coder import Assets
from foedera.coding.assets.lexicon import Lexicon, lexicon

__all__ = ["Assets", "Lexicon", "lexicon"]
