"""Who said what: statements with their speakers, their words, whom they are about and what they predict."""

from foedera.coding.statements.coder import Statements

__all__ = ["Statements"]
