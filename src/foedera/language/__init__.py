"""Sentences, syntax and names of a document, behind one small interface.

`english()` gives the parser; its `parse` turns documents into `Parse` values. Only the sentences that the caller wants
are parsed. `quotations()` finds the words in quotation marks, without any parse.
"""

from foedera.language.english import english
from foedera.language.parse import Language, Name, Parse, Sentence, Token, Wanted
from foedera.language.quotations import Quotations, Quoted, quotations
from foedera.language.splitting import MAX_SENTENCE, sentence_bounds

__all__ = [
    "MAX_SENTENCE",
    "Language",
    "Name",
    "Parse",
    "Quotations",
    "Quoted",
    "Sentence",
    "Token",
    "Wanted",
    "english",
    "quotations",
    "sentence_bounds",
]
