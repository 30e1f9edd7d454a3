"""Sentences, syntax and names of a document, behind one small interface.

`english()` gives the parser; its `parse` turns documents into `Parse` values. Only the sentences that the caller wants
are parsed.
"""

from foedera.language.parse import Language, Name, Parse, Sentence, Token, Wanted

__all__ = ["Language", "Name", "Parse", "Sentence", "Token", "Wanted"]
